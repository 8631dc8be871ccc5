"""What users of such frameworks have got wrong answers to, each as a test of its own."""

import threading
import time

import numpy as np
import pytest

import tinygrad_np as torch
from tests.leaf import leaf
from tinygrad_np.autograd import Function, grad, gradcheck, gradgradcheck
from tinygrad_np.engine.function import Function as Rule
from tinygrad_np.viz import make_dot


def test_a_hessian_of_a_function_of_several_variables():
    x = leaf(1.0, 2.0, dtype=torch.float64)
    (g,) = grad(x[0] ** 2 * x[1] ** 3, x, create_graph=True)
    hessian = [grad(g[i], x, retain_graph=True)[0].tolist() for i in range(2)]
    assert hessian == [[16.0, 24.0], [24.0, 12.0]]


def test_a_saved_intermediate_cannot_lose_a_second_derivative_unseen():
    """A rule can only name inputs and the output; in a user's op gradgradcheck finds it."""
    with pytest.raises(TypeError, match="exponential"):

        class Saves(Rule):
            def forward(x):
                exponential = np.exp(x)
                return exponential * 2

            def backward(grad, exponential):
                return grad * exponential * 2

    class Intermediate(Function):
        @staticmethod
        def forward(ctx, x):
            exponential = x.exp()
            ctx.save_for_backward(exponential)
            return exponential * 2

        @staticmethod
        def backward(ctx, grad):
            return grad * 2 * ctx.saved_tensors[0]

    x = leaf(0.5, dtype=torch.float64)
    assert gradcheck(Intermediate.apply, x)
    assert gradgradcheck(Intermediate.apply, x, raise_exception=False) is False


def test_second_derivatives_through_a_saved_output():
    x = leaf(0.3, 0.7, dtype=torch.float64)
    for function in (torch.exp, torch.tanh, torch.sqrt, torch.sigmoid, torch.reciprocal):
        assert gradgradcheck(function, x)


def test_numpy_on_a_tensor_never_gives_silent_zeros():
    x = leaf(0.5, 1.0)
    np.sum(np.sin(x) * np.array([1.0, 2.0], np.float32)).backward()
    np.testing.assert_allclose(x.grad.numpy(), np.cos([0.5, 1.0]) * [1, 2], rtol=1e-6)
    for detached in (lambda: np.asarray(x), lambda: np.array(x), lambda: np.float64(x[0].numpy())):
        with pytest.raises(RuntimeError, match="requires grad"):
            detached()
    with pytest.raises(TypeError, match="eig"):
        np.linalg.eig(x)


def test_assignment_into_a_tensor_carries_gradients():
    x, v = leaf(1.0, 2.0, 3.0), leaf(5.0)
    y = x * 2
    y[1] = v[0]
    y[2:] *= 10
    y.sum().backward()
    assert (x.grad.tolist(), v.grad.tolist()) == ([2.0, 0.0, 20.0], [1.0])
    with pytest.raises(RuntimeError, match="a view of a leaf Variable that requires grad is being"):
        x[0] = 1.0


def test_float32_in_gives_a_float32_gradient_out():
    for dtype in (torch.float16, torch.float32, torch.float64):
        x = leaf(0.5, 1.5, dtype=dtype)
        y = ((x * 2 + 1) / 3 - x**2).exp().mean() + np.float64(2) * x.sum() + x.norm() + 0.5
        y.backward()
        assert (y.dtype, x.grad.dtype) == (dtype, dtype)


@pytest.mark.parametrize(
    "shapes", [((3,), (2, 3)), ((2, 1), (1, 3)), ((), (2, 3)), ((1,), (4, 1, 2))]
)
def test_gradients_of_broadcast_operands(shapes):
    rng = np.random.default_rng(0)
    x, y = (torch.tensor(rng.uniform(1, 2, s), requires_grad=True) for s in shapes)
    for function in (lambda a, b: a + b, lambda a, b: a / b, lambda a, b: torch.maximum(a, b)):
        assert gradcheck(function, (x, y))
        assert gradcheck(function, (y, x))
    assert x.shape == shapes[0]


def test_a_gradient_is_always_a_tensor():
    x = torch.tensor(2.0, requires_grad=True)
    (x * 3).backward()
    assert type(x.grad) is torch.Tensor
    assert type(grad(x * 3, x)[0]) is torch.Tensor
    assert isinstance(x.grad.numpy(), np.ndarray)
    x.grad.mul_(2)
    assert x.grad.item() == 6.0


def test_a_deep_graph_needs_no_recursion():
    x = leaf(1.0)
    y = x
    for _ in range(30_000):
        y = y * 1.0
    (g,) = grad(y, x, create_graph=True)
    del y
    assert g.tolist() == [1.0]


def test_a_repeated_backward_is_refused_not_silently_wrong():
    x = leaf(3.0)
    y = x * x
    z = y * y
    z.backward(retain_graph=True)
    first = x.grad.tolist()
    z.backward()
    assert x.grad.tolist() == [2 * first[0]] == [216.0]
    with pytest.raises(RuntimeError, match="backward through the graph a second time"):
        z.backward()


def test_an_error_says_which_op_which_tensor_and_which_version():
    x = torch.ones(2, 3, requires_grad=True)
    y = x.sigmoid()
    z = y.sum()
    y.mul_(2)
    with pytest.raises(RuntimeError) as found:
        z.backward()
    said = str(found.value)
    for detail in (
        "torch.FloatTensor [2, 3]",
        "output 0 of Sigmoid",
        "is at version 1",
        "version 0",
    ):
        assert detail in said


def test_an_error_of_shapes_says_which():
    with pytest.raises(
        RuntimeError, match=r"The size of tensor a \(2\) must match the size of ten"
    ):
        torch.ones(2) + torch.ones(3)
    with pytest.raises(RuntimeError, match=r"2x3 and 2x3"):
        torch.ones(2, 3) @ torch.ones(2, 3)


def test_an_unused_input_gives_none_not_zeros():
    x, unused = leaf(1.0), leaf(1.0)
    assert grad(x * 2, (x, unused), allow_unused=True)[1] is None
    (x * 2).backward()
    assert unused.grad is None


def test_memory_goes_while_the_pass_runs():
    gone = []

    class Watched:
        """Stands for a large saved object."""

        def __del__(self):
            gone.append("upper")

    class Upper(Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x * 1

        @staticmethod
        def backward(ctx, grad):
            return grad * ctx.saved_tensors[0] / ctx.saved_tensors[0]

    x = leaf(2.0)
    hidden = x * 3
    hidden.register_hook(lambda g: gone.append("hook"))
    hooks = torch.autograd.graph.saved_tensors_hooks(
        lambda t: (Watched(), t.detach()), lambda kept: kept[1]
    )
    with hooks:
        y = Upper.apply(hidden)
    y.backward()
    assert gone == ["upper", "hook"]


def test_the_convention_at_zero_and_at_ties():
    x = leaf(-0.0, 0.0)
    x.abs().sum().backward()
    assert x.grad.tolist() == [0.0, 0.0]
    for function, expected in [
        (lambda x: x.relu(), [0.0, 0.0]),
        (lambda x: x.clamp(min=0), [1.0, 1.0]),
        (lambda x: torch.maximum(x, torch.zeros(2)), [0.5, 0.5]),
        (lambda x: x.max(), [0.5, 0.5]),
        (lambda x: x.amax(), [0.5, 0.5]),
        (lambda x: x.norm(), [0.0, 0.0]),
        (lambda x: x**2, [0.0, 0.0]),
        (lambda x: x**0, [0.0, 0.0]),
    ]:
        x = leaf(0.0, 0.0)
        function(x).sum().backward()
        assert x.grad.tolist() == expected


def test_a_small_step_costs_microseconds_not_milliseconds():
    w, b, x = leaf(0.5), leaf(0.1), torch.tensor([2.0])
    best = float("inf")
    for _ in range(50):
        began = time.perf_counter()
        (w * x + b).sigmoid().sum().backward()
        best = min(best, time.perf_counter() - began)
    assert best < 1e-3


def test_threads_do_not_share_modes_or_gradients():
    found = {}

    def work(i):
        x = leaf(float(i))
        with torch.set_grad_enabled(i % 2 == 0):
            y = x * x
        found[i] = grad(y, x)[0].tolist() if y.requires_grad else None

    threads = [threading.Thread(target=work, args=(i,)) for i in range(6)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert found == {i: [2.0 * i] if i % 2 == 0 else None for i in range(6)}


def test_the_graph_can_be_drawn():
    pytest.importorskip("graphviz")
    x = leaf(1.0)
    source = make_dot((x * 2).exp(), params={"x": x}).source
    assert "ExpBackward0" in source
    assert "MulBackward0" in source
