"""Large elementwise work, in blocks and on threads, gives what small work gives."""

import math
import multiprocessing
import os
import subprocess
import sys
import threading
import time
import warnings
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

import tinygrad_np as tg
from tests.large import few_elements_are_many
from tinygrad_np import memory, parallel

SHAPES = [((700, 401), (700, 401)), ((700, 1), (1, 401)), ((401,), (700, 401)), ((280_001,), ())]


@pytest.fixture(autouse=True, params=[1, 3])
def threads(request):
    """One thread, and more than there are cores on a small machine."""
    before = tg.get_num_threads()
    tg.set_num_threads(request.param)
    with few_elements_are_many(1 << 17, 1 << 14):
        yield request.param
    tg.set_num_threads(before)


def leaves(*shapes):
    rng = np.random.default_rng(7)
    return [tg.tensor(rng.uniform(0.5, 2, shape), requires_grad=True) for shape in shapes]


@pytest.mark.parametrize("shapes", SHAPES)
def test_values_and_gradients_of_large_operands(shapes):
    x, y = leaves(*shapes)
    out = (x * y + tg.sin(x) * tg.exp(-y)).sum()
    out.backward()
    a, b = x.numpy(force=True), y.numpy(force=True)
    np.testing.assert_allclose(out.item(), (a * b + np.sin(a) * np.exp(-b)).sum())
    for leaf, slope in ((x, b + np.cos(a) * np.exp(-b)), (y, a - np.sin(a) * np.exp(-b))):
        axes = parallel.reduced_axes(slope.shape, leaf.shape)
        expected = slope.sum(axes).reshape(leaf.shape)
        np.testing.assert_allclose(leaf.grad.numpy(), expected, rtol=1e-12)


def test_gradients_add_up_in_one_array():
    (x,) = leaves((400, 400))
    for _ in range(3):
        (x * 2 + x * x + x).sum().backward()
    np.testing.assert_allclose(x.grad.numpy(), 3 * (3 + 2 * x.numpy(force=True)), rtol=1e-13)


def test_a_transposed_gradient_grows_in_place():
    (x,) = leaves((300, 500))
    head = tg.ones(500, 300)
    x.t().backward(head)
    x.t().backward(head)
    assert (x.grad == 2).all()


def test_an_op_that_hands_its_gradient_on_copies_nothing():
    grad = np.ones((400, 400))
    given = parallel.in_blocks(lambda g: g, (grad,))
    assert np.shares_memory(given, grad)


@pytest.mark.parametrize(
    "shapes", [((700, 1), (1, 401)), ((700, 1, 1), (1, 20, 30)), ((401,), (700, 1))]
)
def test_a_gradient_that_is_the_same_everywhere_is_multiplied_not_summed(shapes):
    x, y = leaves(*shapes)
    (x * y * 3).mean().backward()
    full = np.broadcast_shapes(*shapes)
    for leaf, other in ((x, y), (y, x)):
        slope = np.broadcast_to(3 / math.prod(full) * other.numpy(force=True), full)
        axes = parallel.reduced_axes(full, leaf.shape)
        expected = slope.sum(axes).reshape(leaf.shape)
        np.testing.assert_allclose(leaf.grad.numpy(), expected, rtol=1e-12)
        leaf.grad += 1  # it is an array of its own


@pytest.mark.parametrize("dims", [(1, 0, 2), (2, 1, 0), (0, 2, 1)])
def test_a_large_result_is_laid_out_as_a_small_one(dims):
    (small, large) = (tg.ones(*sizes).permute(dims) for sizes in ((2, 3, 4), (60, 70, 80)))
    strides = [[(x * 2).stride(), (1 + x.exp() * x).stride()] for x in (small, large)]
    orders = [[np.argsort(s).tolist() for s in found] for found in strides]
    assert orders[0] == orders[1]
    assert ((large * 2) == 2).all()


def test_the_same_every_time():
    x, y = leaves((2000, 1), (1, 300))
    sums = {tg.autograd.grad((x * y).sin().sum(), x)[0].numpy().tobytes() for _ in range(5)}
    assert len(sums) == 1


def test_an_error_in_a_thread_arrives(threads):
    calls = []

    def fails(a):
        calls.append(len(a))
        if len(calls) > 2:
            raise ValueError("no more")
        return a + 1

    with pytest.raises(ValueError, match="no more"):
        parallel.in_blocks(fails, (np.ones(1 << 20),))


def test_no_thread_writes_any_more_when_the_callers_share_fails():
    caller, out = threading.current_thread(), np.zeros(1 << 20)

    def fails(a):
        if threading.current_thread() is caller:
            raise KeyboardInterrupt
        time.sleep(0.05)
        return a + 1

    with pytest.raises(KeyboardInterrupt):
        parallel.in_blocks(fails, (np.ones(1 << 20),), spare=out)
    before = out.copy()
    time.sleep(0.1)
    np.testing.assert_array_equal(out, before)


def test_the_result_is_whole_where_not_every_thread_can_be_started(monkeypatch):
    class Pool:
        began = []

        def submit(self, *args):
            if self.began:
                raise RuntimeError("can't start new thread")
            self.began.append(pool.submit(time.sleep, 0.05))
            return pool.submit(*args)

    with ThreadPoolExecutor(1) as pool:
        monkeypatch.setattr(parallel, "_pool", Pool)
        assert (parallel.in_blocks(np.negative, (np.ones(1 << 20),)) == -1).all()


def test_threads_keep_what_the_caller_says_of_overflow():
    x = np.full(1 << 19, 1e300)
    with warnings.catch_warnings(), np.errstate(over="ignore"):
        warnings.simplefilter("error")
        assert np.isinf(parallel.in_blocks(np.square, (x,))).all()


# Whose memory a gradient takes


def chain(x):
    """Steps whose gradients may each be computed in the memory of the last."""
    return (x.sin().exp() * 2.0).neg().tanh()


@pytest.fixture
def held():
    """A way to hold an array: its values now, and what they are in the end."""
    arrays = []

    def hold(array):
        arrays.append((array, array.copy()))

    yield hold
    assert arrays
    for array, before in arrays:
        np.testing.assert_array_equal(array, before)


def test_a_gradient_is_computed_in_the_memory_of_the_one_before(monkeypatch):
    made = []
    empty = memory.empty
    monkeypatch.setattr(memory, "empty", lambda *args: made.append(1) or empty(*args))
    (x,) = leaves((500, 600))
    y = chain(x)
    assert len(made) == 5
    y.backward(tg.ones(500, 600))
    assert len(made) == 6  # the first gradient is not in the head's, which is the user's


def test_a_head_gradient_is_not_overwritten(held):
    (x,) = leaves((500, 600))
    head = tg.ones(500, 600)
    held(head.numpy())
    chain(x).backward(head)


def test_what_a_hook_saw_is_not_overwritten(held):
    (x,) = leaves((500, 600))
    y = x.sin()
    y.register_hook(lambda grad: held(grad.numpy()))
    y.exp().neg().sum().backward()


def test_a_kept_gradient_is_not_overwritten(held):
    (x,) = leaves((500, 600))
    y, z = x.sin(), None
    y.retain_grad()
    z = y.exp() * 2.0
    z.retain_grad()
    z.neg().backward(tg.ones(500, 600))
    held(y.grad.numpy())
    held(z.grad.numpy())
    slope = -2 * y.exp()
    np.testing.assert_allclose(y.grad.numpy(), slope.detach().numpy(), rtol=1e-13)
    assert (z.grad == -1).all()


def test_what_is_asked_for_on_the_way_is_not_overwritten():
    (x,) = leaves((500, 600))
    y = x.sin()
    z = y * 3.0 + 0.0  # hand their gradient on
    found = tg.autograd.grad(z.exp().sum(), [z, y, x])
    expected = [z.exp(), 3 * z.exp(), 3 * z.exp() * x.cos()]
    for grad, slope in zip(found, expected, strict=True):
        np.testing.assert_allclose(grad.numpy(), slope.detach().numpy(), rtol=1e-13)


def test_a_second_pass_over_a_kept_graph_gives_the_same():
    (x,) = leaves((500, 600))
    y = (chain(x) * x).sum()
    first, second = (tg.autograd.grad(y, x, retain_graph=True)[0] for _ in range(2))
    assert (first == second).all()


def test_what_both_operands_get_is_not_overwritten_for_one():
    x, y = leaves((500, 600), (500, 600))
    (x.exp() + y.neg()).neg().exp().sum().backward()
    slope = np.exp(-(x.exp() - y).detach().numpy())
    np.testing.assert_allclose(x.grad.numpy(), -slope * np.exp(x.detach().numpy()), rtol=1e-12)
    np.testing.assert_allclose(y.grad.numpy(), slope, rtol=1e-12)


@pytest.mark.parametrize("turned", [lambda x: x.T, lambda x: x.flip(0)])
def test_a_gradient_may_overlap_the_one_that_is_there(turned):
    (start,) = leaves((600, 600))
    x = tg.zeros(600, 600, dtype=tg.float64, requires_grad=True)
    x.grad = start.detach().clone()
    turned(x).backward(x.grad)
    a = start.numpy(force=True)
    np.testing.assert_array_equal(x.grad.numpy(), a + turned(start).detach().numpy())


def test_one_tensor_many_times():
    (x,) = leaves((500, 600))
    y = x.exp()
    (y * y + y * x + x - y).sum().backward()
    a = x.numpy(force=True)
    expected = 2 * np.exp(2 * a) + np.exp(a) * (a + 1) + 1 - np.exp(a)
    np.testing.assert_allclose(x.grad.numpy(), expected, rtol=1e-12)


def test_a_gradient_in_another_dtype_takes_no_memory_of_it():
    x = tg.ones(500, 600, dtype=tg.float32, requires_grad=True)
    y = (x.double().exp().float().sin() * 2.0).double().neg()
    y.backward(tg.ones(500, 600, dtype=tg.float64))
    expected = -2 * np.cos(np.float32(np.e)) * np.e
    np.testing.assert_allclose(x.grad.numpy(), expected, rtol=1e-5)


# Sums


@pytest.mark.parametrize("shape", [(300_000,), (3, 100_000), (100_000, 3), (50, 80, 90)])
@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.int32, np.bool_])
def test_large_sums(shape, dtype):
    x = np.random.default_rng(3).integers(0, 5, shape).astype(dtype)
    for layout in (x, x.swapaxes(0, -1), x[::2]):
        for axes in (None, *[(axis,) for axis in range(x.ndim)], tuple(range(x.ndim))[1:]):
            for keepdims in (False, True):
                found = parallel.sum_over(layout, axes, keepdims)
                expected = np.add.reduce(layout, axes, keepdims=keepdims)
                assert (type(found), found.dtype) == (type(expected), expected.dtype)
                np.testing.assert_array_equal(found, expected)


def test_a_sum_is_the_same_with_any_number_of_threads():
    x = np.random.default_rng(5).normal(size=1_000_003).astype(np.float32)
    once = parallel.sum_over(x, None, False)
    tg.set_num_threads(2)
    assert parallel.sum_over(x, None, False) == once
    assert abs(once - x.sum(dtype=np.float64)) < 0.01


# Threads


def child(queue):
    (x,) = leaves((500, 500))
    (x * x).sum().backward()
    queue.put(bool((x.grad == 2 * x).all()))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_process_starts_threads_of_its_own():
    (x,) = leaves((500, 500))
    (x * x).sum().backward()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of forking with threads
        context = multiprocessing.get_context("fork")
        queue = context.SimpleQueue()
        process = context.Process(target=child, args=(queue,))
        process.start()
    assert queue.get()
    process.join()
    assert process.exitcode == 0


def in_fresh_process(code, **variables):
    environment = {**os.environ, **variables}
    command = [sys.executable, "-c", f"import tinygrad_np as tg; {code}"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True)


def test_the_environment_says_how_many_threads():
    code = "print(tg.get_num_threads())"
    assert in_fresh_process(code, OMP_NUM_THREADS="5").stdout == "5\n"
    assert in_fresh_process(code, OMP_NUM_THREADS="").stdout == f"{os.cpu_count()}\n"


def test_no_thread_is_started_before_there_is_work():
    code = "import threading; (tg.ones(9) * 2).sum(); print(threading.active_count())"
    assert in_fresh_process(code).stdout == "1\n"


def test_large_work_is_done_while_the_program_ends():
    code = "import atexit; atexit.register(lambda: print((tg.ones(1 << 20) * 2).sum().item()))"
    assert in_fresh_process(code, OMP_NUM_THREADS="2").stdout == "2097152.0\n"
