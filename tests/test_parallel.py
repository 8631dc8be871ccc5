"""Large elementwise work, in blocks and on threads, gives what small work gives."""

import math
import multiprocessing
import os
import subprocess
import sys
import warnings

import numpy as np
import pytest

import tinygrad_np as tg
from tinygrad_np import parallel

SHAPES = [((700, 401), (700, 401)), ((700, 1), (1, 401)), ((401,), (700, 401)), ((280_001,), ())]


@pytest.fixture(autouse=True, params=[1, 3])
def threads(request):
    """One thread, and more than there are cores on a small machine."""
    before = tg.get_num_threads()
    tg.set_num_threads(request.param)
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


def test_threads_keep_what_the_caller_says_of_overflow():
    x = np.full(1 << 19, 1e300)
    with warnings.catch_warnings(), np.errstate(over="ignore"):
        warnings.simplefilter("error")
        assert np.isinf(parallel.in_blocks(np.square, (x,))).all()


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
