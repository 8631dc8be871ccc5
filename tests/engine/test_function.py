"""Function: what its class says, and what becomes of it: node, what is kept, broadcasting."""

import numpy as np
import pytest

import tinygrad_np as torch
from tests.leaf import leaf
from tinygrad_np.engine.function import Function


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch):
    """Ops made here are not part of the package."""
    monkeypatch.setattr(Function, "registry", dict(Function.registry))


def sines():
    class Sines(Function):
        """The sine of x, times a number."""

        def forward(x, scale):
            return np.sin(x) * scale

        def backward(grad, x, scale):
            return grad * np.cos(x) * scale

    return Sines


# What the class says


def test_a_subclass_registers_itself_and_names_its_nodes():
    op = sines()
    assert Function.registry["Sines"] is op
    y = op.apply(leaf(1.0), 2.0)
    assert y.grad_fn.name() == "SinesBackward0"
    assert isinstance(y.grad_fn, torch.autograd.graph.Node)


def test_the_name_of_its_nodes_can_be_chosen():
    class Named(Function, node_name="OtherBackward7"):
        def forward(x):
            return x * 2

        def backward(grad):
            return grad * 2

    assert Named.apply(leaf(1.0)).grad_fn.name() == "OtherBackward7"


def test_an_op_without_a_derivative_must_say_so():
    with pytest.raises(
        TypeError, match="Silent has no derivative: give it a backward, or say diff"
    ):

        class Silent(Function):
            def forward(x):
                return x

    class Rounded(Function, differentiable=False):
        def forward(x):
            return np.round(x)

    assert not Rounded.apply(leaf(1.4)).requires_grad


def test_a_derivative_may_only_name_what_forward_has():
    with pytest.raises(TypeError, match=r"Wrong.*names z.*x, y"):

        class Wrong(Function):
            def forward(x, y):
                return x * y

            def backward_x(grad, z):
                return grad * z


def test_a_derivative_for_what_is_no_parameter_is_refused():
    with pytest.raises(TypeError, match="backward_z"):

        class Misnamed(Function):
            def forward(x, y):
                return x * y

            def backward_x(grad, y):
                return grad * y

            def backward_z(grad, x):
                return grad * x


def test_every_op_of_the_package_says_what_it_does():
    for op in Function.registry.values():
        assert op.__doc__, op


# What it does


def test_its_derivatives_of_any_order_come_from_the_one_rule():
    x = torch.tensor(0.3, dtype=torch.float64, requires_grad=True)
    y = sines().apply(x, 2.0)
    for expected in (np.sin(0.3), np.cos(0.3), -np.sin(0.3), -np.cos(0.3), np.sin(0.3)):
        assert y.item() == pytest.approx(2 * expected, rel=1e-12)
        (y,) = torch.autograd.grad(y, x, create_graph=True)


def test_only_the_derivatives_that_are_asked_for_run():
    ran = []

    class Product(Function):
        def forward(x, y):
            return x * y

        def backward_x(grad, y):
            ran.append("x")
            return grad * y

        def backward_y(grad, x):
            ran.append("y")
            return grad * x

    x, y = leaf(2.0), leaf(3.0)
    Product.apply(x, torch.ones(1)).backward()
    Product.apply(torch.ones(1), y).backward()
    assert ran == ["x", "y"]
    torch.autograd.grad(Product.apply(x, y), y)
    assert ran == ["x", "y", "y"]
    Product.apply(x, y).backward(inputs=[x])
    assert ran == ["x", "y", "y", "x"]


def test_nothing_is_recorded_where_nothing_requires_grad():
    op = sines()
    assert op.apply(torch.ones(1), 2.0).grad_fn is None
    with torch.no_grad():
        assert op.apply(leaf(1.0), 2.0).grad_fn is None


def test_only_what_a_derivative_names_is_kept():
    kept = []
    hooks = torch.autograd.graph.saved_tensors_hooks(
        lambda t: kept.append(t.tolist()) or t, lambda t: t
    )
    x, c = leaf(2.0), torch.tensor([3.0])
    with hooks:
        for run, expected in [
            (lambda: x + c, []),
            (lambda: x * c, [[3.0]]),
            (lambda: x.sum(), []),
            (lambda: x.view(1, 1), []),
            (lambda: sines().apply(x, 2.0), [[2.0]]),
        ]:
            kept.clear()
            run()
            assert kept == expected


def test_shapes_can_be_named_without_keeping_the_array():
    class Total(Function):
        def forward(x):
            return np.add.reduce(x, axis=None)

        def backward(grad, x_shape):
            return np.broadcast_to(grad, x_shape)

    x = torch.ones(2, 3, requires_grad=True)
    y = Total.apply(x)
    y.backward()
    y.backward()
    assert x.grad.tolist() == [[2.0] * 3] * 2


def test_the_engine_undoes_broadcasting_where_the_op_says_that_it_broadcasts():
    class Difference(Function):
        broadcasts = True

        def forward(x, y):
            return x - y

        def backward_x(grad):
            return grad

        def backward_y(grad):
            return -grad

    x, y = torch.ones(2, 1, requires_grad=True), torch.ones(3, requires_grad=True)
    Difference.apply(x, y).sum().backward()
    assert x.grad.tolist() == [[3.0], [3.0]]
    assert y.grad.tolist() == [-2.0] * 3


def test_anywhere_else_a_gradient_of_another_shape_is_an_error():
    class Broken(Function):
        def forward(x):
            return x * 2

        def backward(grad):
            return np.stack([grad, grad])

    y = Broken.apply(leaf(1.0, 2.0))
    message = r"BrokenBackward0 returned an invalid gradient at index 0 - got \[2, 2\] but expected"
    with pytest.raises(RuntimeError, match=message):
        y.sum().backward()


def test_a_function_of_several_arrays_gives_all_their_gradients_together():
    class Joined(Function):
        def forward(*arrays):
            return np.concatenate(arrays)

        def backward(grad):
            return grad[:1] * 2, grad[1:] * 3

    x, y = leaf(1.0), leaf(1.0, 1.0)
    Joined.apply(x, y).sum().backward()
    assert (x.grad.tolist(), y.grad.tolist()) == ([2.0], [3.0, 3.0])


def test_a_gradient_comes_in_the_dtype_of_its_input():
    x = leaf(1.0)
    y = torch.tensor([2.0], dtype=torch.float64, requires_grad=True)
    (x * y).backward()
    assert (x.grad.dtype, y.grad.dtype) == (torch.float32, torch.float64)


def test_the_straight_path_for_one_array_is_not_there_for_an_op_of_two():
    assert hasattr(Function.registry["Exp"], "run_unary")
    assert not hasattr(Function.registry["Mul"], "run_unary")
