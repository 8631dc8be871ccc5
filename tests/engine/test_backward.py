"""The backward pass: what arrives where, in whose memory, in which order, and what it leaves."""

import threading
import time
import tracemalloc

import numpy as np
import pytest

import tinygrad_np as torch
from tests.leaf import leaf
from tinygrad_np import memory


def ran(log, name):
    """A step that passes its input on and notes when it runs backward."""

    class Noted(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 1

        @staticmethod
        def backward(ctx, grad):
            log.append(name)
            return grad

    return Noted.apply


# What arrives


def test_gradients_of_several_passes_add_up_in_one_tensor():
    x = leaf(1.0, 2.0)
    (x * x).sum().backward()
    first = x.grad
    (3 * x).sum().backward()
    assert x.grad.tolist() == [5.0, 7.0]
    assert x.grad is first


def test_a_gradient_is_a_tensor_of_the_leafs_shape_and_dtype_outside_the_graph():
    x = leaf(1.0, 2.0)
    (x.double() * torch.ones(3, 1, dtype=torch.float64)).sum().backward()
    assert type(x.grad) is torch.Tensor
    assert (x.grad.shape, x.grad.dtype) == (x.shape, torch.float32)
    assert not x.grad.requires_grad
    assert x.grad.grad_fn is None


def test_every_path_of_a_diamond_contributes_once():
    x = leaf(3.0)
    a = x * 2
    (a * a + a.exp() * 0 + a).sum().backward()
    assert x.grad.tolist() == [26.0]


def test_a_leaf_used_many_times_gets_the_sum():
    x = leaf(2.0)
    (x * x * x + x - x * x).sum().backward()
    assert x.grad.tolist() == [9.0]


def test_an_unused_branch_contributes_nothing():
    x, unused = leaf(2.0), leaf(1.0)
    x.exp() * unused
    (x * 3).sum().backward()
    assert x.grad.tolist() == [3.0]
    assert unused.grad is None


def test_a_root_may_be_an_ancestor_of_another_root():
    x = leaf(1.0)
    y = x * 2
    z = y * 3
    torch.autograd.backward([z, y])
    assert x.grad.tolist() == [8.0]
    x.grad = None
    y = x * 2
    torch.autograd.backward([y, y * 3])
    assert x.grad.tolist() == [8.0]


def test_a_tensor_may_be_a_root_twice():
    x = leaf(1.0)
    y = x * 2
    torch.autograd.backward([y, y], [torch.tensor([1.0]), torch.tensor([10.0])])
    assert x.grad.tolist() == [22.0]


def test_a_leaf_may_be_a_root():
    x = leaf(1.0)
    x.backward()
    torch.autograd.backward([x, x])
    assert x.grad.tolist() == [3.0]


def test_broadcasting_is_undone():
    row, column, scalar = torch.ones(3), torch.ones(2, 1), torch.tensor(2.0)
    for t in (row, column, scalar):
        t.requires_grad_()
    ((row + column) * scalar).sum().backward()
    assert row.grad.tolist() == [4.0, 4.0, 4.0]
    assert column.grad.tolist() == [[6.0], [6.0]]
    assert scalar.grad.item() == 12.0


def test_a_pass_runs_inside_no_grad_too():
    x = leaf(2.0)
    y = (x * x).sum()
    with torch.no_grad():
        y.backward()
    assert x.grad.tolist() == [4.0]


def test_a_rule_may_run_a_pass_of_its_own():
    class Checkpoint(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x * x * x

        @staticmethod
        def backward(ctx, grad):
            (x,) = ctx.saved_tensors
            again = x.detach().requires_grad_()
            with torch.enable_grad():
                (again * again * again).backward(grad)
            return again.grad

    x = leaf(2.0)
    Checkpoint.apply(x * 1).sum().backward()
    assert x.grad.tolist() == [12.0]


# In whose memory


def test_gradients_of_two_leaves_do_not_share_memory():
    x, y = leaf(1.0, 1.0), leaf(2.0, 2.0)
    (x + y).sum().backward()
    x.grad.mul_(0)
    assert y.grad.tolist() == [1.0, 1.0]


@pytest.mark.parametrize("passes_on", [lambda x: x + 0, lambda x: x.view(2), lambda x: x * 1])
def test_a_gradient_does_not_share_memory_with_the_head_gradient(passes_on):
    x, head = leaf(1.0, 1.0), torch.tensor([5.0, 6.0])
    passes_on(x).backward(head)
    x.grad.zero_()
    assert head.tolist() == [5.0, 6.0]
    x.grad = None
    x.backward(head)
    x.grad.zero_()
    assert head.tolist() == [5.0, 6.0]


def test_a_gradient_does_not_share_memory_with_a_saved_array():
    class Saved(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x, w):
            ctx.save_for_backward(w)
            return (x * w).sum()

        @staticmethod
        def backward(ctx, grad):
            return ctx.saved_tensors[0], None

    x, w = leaf(1.0, 1.0), torch.tensor([2.0, 3.0])
    Saved.apply(x, w).backward()
    x.grad.zero_()
    assert w.tolist() == [2.0, 3.0]


def test_a_retained_gradient_does_not_share_memory_with_the_leafs():
    x = leaf(1.0, 1.0)
    y = x + 0
    y.retain_grad()
    y.sum().backward()
    x.grad.zero_()
    assert y.grad.tolist() == [1.0, 1.0]


@pytest.mark.parametrize("create_graph", [False, True])
@pytest.mark.parametrize("shared_first", [False, True])
def test_adding_contributions_does_not_change_a_gradient_handed_to_two_nodes(
    create_graph, shared_first
):
    x, y = leaf(1.0), leaf(1.0)
    a, b = x * 1, y * 1
    terms = [a + b, a * 3, a * 5]
    (sum(terms) if shared_first else sum(terms[::-1])).sum().backward(create_graph=create_graph)
    assert (x.grad.tolist(), y.grad.tolist()) == ([9.0], [1.0])


# Which nodes run, and when


def test_only_nodes_that_lead_to_the_inputs_run():
    log = []
    x, y = leaf(1.0), leaf(1.0)
    a, b = ran(log, "x")(x), ran(log, "y")(y)
    z = ran(log, "z")(a * b)
    assert torch.autograd.grad(z, x)[0].tolist() == [1.0]
    assert log == ["z", "x"]
    log.clear()
    z = ran(log, "z")(a * b)
    assert torch.autograd.grad(z, a)[0].tolist() == [1.0]
    assert log == ["z"]


def test_a_target_is_not_consumed_when_nothing_below_it_was_asked_for():
    x = leaf(2.0)
    y = x * x
    assert torch.autograd.grad(y * 3, y)[0].tolist() == [3.0]
    y.backward()
    assert x.grad.tolist() == [4.0]


def test_a_target_above_another_target_passes_its_gradient_on():
    x = leaf(2.0)
    y = x * x
    z = y * y
    got = torch.autograd.grad(z, [x, y, z])
    assert [g.tolist() for g in got] == [[32.0], [8.0], [1.0]]


def test_inputs_alone_receive_a_gradient():
    x, w = leaf(2.0), leaf(3.0)
    y = x * w
    (y * y).backward(inputs=[x, y])
    assert (x.grad.tolist(), y.grad.tolist()) == ([36.0], [12.0])
    assert w.grad is None
    (x * w).backward(inputs=x)
    assert x.grad.tolist() == [39.0]


def test_an_input_that_the_root_does_not_depend_on_keeps_no_gradient():
    x, other = leaf(2.0), leaf(3.0)
    (x * 2).backward(inputs=[other])
    assert (x.grad, other.grad) == (None, None)


def test_a_leaf_is_accumulated_as_soon_as_its_last_contribution_arrives():
    log = []
    first, second = leaf(1.0), leaf(1.0)
    first.register_post_accumulate_grad_hook(lambda t: log.append("first"))
    second.register_post_accumulate_grad_hook(lambda t: log.append("second"))
    hidden = ran(log, "hidden")(first * 2)
    (hidden * second).backward()
    assert log == ["second", "hidden", "first"]


def test_an_output_of_several_that_is_not_used_does_not_stop_the_pass():
    class Split(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2, x * 3

        @staticmethod
        def backward(ctx, first, second):
            return first * 2 + second * 3

    x = leaf(1.0)
    first, second = Split.apply(x)
    second.backward()
    assert x.grad.tolist() == [3.0]
    first, second = Split.apply(x)
    (first * second).backward()
    assert x.grad.tolist() == [15.0]


def test_a_branch_without_a_gradient_does_not_stop_the_other():
    class NoGradient(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, grad):
            return None

    x, y = leaf(1.0), leaf(1.0)
    a = x * y
    (NoGradient.apply(a.exp()) + a * 3).backward()
    assert x.grad.tolist() == [3.0]
    assert torch.autograd.grad(NoGradient.apply(x * 1), x, allow_unused=True) == (None,)
    y.grad = None
    NoGradient.apply(y * 1).backward()
    assert y.grad is None


# What is left after it


def test_a_second_pass_through_a_freed_graph_raises():
    x = leaf(2.0)
    y = (x * x).sum()
    y.backward()
    with pytest.raises(RuntimeError, match="backward through the graph a second time"):
        y.backward()
    assert x.grad.tolist() == [4.0]


def test_a_graph_that_saved_nothing_can_be_passed_again():
    x = leaf(2.0)
    y = -(x + 1)
    y.backward()
    y.backward()
    assert x.grad.tolist() == [-2.0]


def test_retain_graph_keeps_what_was_saved():
    x = leaf(2.0)
    y = (x * x).sum()
    y.backward(retain_graph=True)
    y.backward()
    assert x.grad.tolist() == [8.0]


def test_create_graph_retains_the_graph():
    x = leaf(2.0)
    y = (x * x).sum()
    torch.autograd.grad(y, x, create_graph=True)
    torch.autograd.grad(y, x)
    with pytest.raises(RuntimeError, match="second time"):
        torch.autograd.grad(y, x)


def test_what_a_failing_pass_has_not_reached_is_not_consumed():
    class Fails(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 1

        @staticmethod
        def backward(ctx, grad):
            raise ValueError("no")

    x = leaf(2.0)
    y = x * x
    with pytest.raises(ValueError, match="no"):
        torch.autograd.grad(Fails.apply(y), x, create_graph=False)
    assert torch.is_grad_enabled()
    y.backward()
    assert x.grad.tolist() == [4.0]


def test_memory_is_freed_during_the_pass(monkeypatch):
    monkeypatch.setattr(memory, "_MOST", 0)  # what is kept to be used again is free too
    size, steps = 1 << 20, 8
    seen = []
    tracemalloc.start()
    try:
        x = torch.ones(size, dtype=torch.float64, requires_grad=True)
        x.register_hook(lambda g: seen.append(tracemalloc.get_traced_memory()[0]))
        y = x * 1
        for _ in range(steps):
            y = y.cos()
        y.backward(torch.ones(size, dtype=torch.float64))
    finally:
        tracemalloc.stop()
    alive = seen[0] / (8 * size)
    assert alive < 5, f"{alive:.1f} arrays alive at the end of a pass over {steps}"


def test_a_graph_of_a_million_nodes_needs_no_recursion():
    began = time.process_time()
    x = torch.tensor(1.0, dtype=torch.float64, requires_grad=True)
    y = x
    for _ in range(1_000_000):
        y = y + 1.0
    y.backward()
    assert x.grad.item() == 1.0
    del y
    assert time.process_time() - began < 25


# Threads


def in_threads(work, count=8):
    """Run `work(i)` in several threads at once, and raise what any of them raised."""
    errors = []
    start = threading.Barrier(count)

    def guarded(i):
        start.wait()
        try:
            work(i)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=guarded, args=(i,)) for i in range(count)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    if errors:
        raise errors[0]


def test_threads_differentiate_separate_graphs_at_once():
    found = {}

    def work(i):
        x = leaf(float(i))
        for _ in range(50):
            (g,) = torch.autograd.grad((x * x * x).sum(), x, create_graph=i % 2 == 0)
        found[i] = g.tolist()

    in_threads(work)
    assert found == {i: [3.0 * i * i] for i in range(8)}


def test_threads_accumulate_into_a_shared_leaf():
    x = torch.zeros(100, requires_grad=True)

    def work(i):
        for _ in range(200):
            (x * 1).sum().backward()

    in_threads(work)
    np.testing.assert_array_equal(x.grad.numpy(), np.full(100, 1600.0, np.float32))


def test_threads_may_pass_through_a_shared_graph_that_is_retained():
    x = leaf(3.0)
    y = (x * x).sum()
    in_threads(lambda i: [y.backward(retain_graph=True) for _ in range(50)])
    assert x.grad.tolist() == [2400.0]
