"""Users' own ops: `autograd.Function` with a ctx."""

import numpy as np
import pytest

import tinygrad_np as torch
from tests.leaf import leaf
from tinygrad_np.autograd import Function
from tinygrad_np.autograd.function import once_differentiable


def op(forward, backward):
    """The `apply` of an op made of these two."""
    methods = {"forward": staticmethod(forward), "backward": staticmethod(backward)}
    return type("Made", (Function,), methods).apply


def double(backward):
    return op(lambda ctx, x: x * 2, backward)


class Cube(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * x * x

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return grad * 3 * x * x


class SplitSum(Function):
    """x * y and x + y, scaled by a number."""

    @staticmethod
    def forward(ctx, x, scale, y):
        ctx.save_for_backward(x, None, y)
        ctx.scale = scale
        return x * y * scale, x + y

    @staticmethod
    def backward(ctx, product, total):
        x, nothing, y = ctx.saved_tensors
        assert nothing is None
        return product * y * ctx.scale + total, None, product * x * ctx.scale + total


# What goes in and out


def test_a_users_op_is_run_and_differentiated():
    x = leaf(1.0, 2.0)
    y = Cube.apply(x)
    assert y.tolist() == [1.0, 8.0]
    y.sum().backward()
    assert x.grad.tolist() == [3.0, 12.0]


def test_its_node_has_its_name():
    y = Cube.apply(leaf(1.0))
    assert y.grad_fn.name() == "CubeBackward"
    assert repr(y.grad_fn).startswith("<torch.autograd.function.CubeBackward object at 0x")
    assert "grad_fn=<CubeBackward>" in repr(y)


def test_it_is_not_recorded_where_nothing_requires_grad():
    assert not Cube.apply(torch.ones(2)).requires_grad
    with torch.no_grad():
        assert not Cube.apply(leaf(1.0)).requires_grad


def test_several_outputs_and_an_argument_that_is_no_tensor():
    x, y = leaf(2.0), leaf(3.0)
    product, total = SplitSum.apply(x, 10, y)
    assert (product.tolist(), total.tolist()) == ([60.0], [5.0])
    (product + 100 * total).backward()
    assert (x.grad.tolist(), y.grad.tolist()) == ([130.0], [120.0])


def test_forward_runs_without_recording():
    seen = []
    op(lambda ctx, x: seen.append(torch.is_grad_enabled()) or x * 2, lambda ctx, g: g)(leaf(1.0))
    assert seen == [False]


def test_outputs_that_are_no_tensors_pass_through_and_have_no_gradient():
    seen = []

    def backward(ctx, *grads):
        seen.append(grads)
        return grads[1]

    x = leaf(1.0)
    text, y, nothing = op(lambda ctx, x: ("text", x * 2, None), backward)(x)
    assert (text, nothing) == ("text", None)
    y.backward()
    (text_grad, grad, nothing_grad) = seen[0]
    assert (text_grad, nothing_grad) == (None, None)
    assert grad.tolist() == [1.0]


def test_setup_context_style():
    class Scale(Function):
        @staticmethod
        def forward(x, factor=3):
            return x * factor

        @staticmethod
        def setup_context(ctx, inputs, output):
            x, ctx.factor = inputs
            ctx.save_for_backward(x, output)

        @staticmethod
        def backward(ctx, grad):
            x, output = ctx.saved_tensors
            np.testing.assert_array_equal(output.detach().numpy(), 3 * x.detach().numpy())
            return grad * ctx.factor, None

    x = leaf(1.0, 2.0)
    Scale.apply(x).sum().backward()
    Scale.apply(factor=3, x=x).sum().backward()
    assert x.grad.tolist() == [6.0, 6.0]


def test_forward_takes_keywords():
    def forward(ctx, x, factor=2):
        ctx.factor = factor
        return x * factor

    x = leaf(1.0)
    op(forward, lambda ctx, grad: (grad * ctx.factor, None))(x, factor=7).backward()
    assert x.grad.tolist() == [7.0]


def test_a_missing_forward_or_backward_is_named():
    with pytest.raises(NotImplementedError, match="must implement the forward function"):
        type("Empty", (Function,), {}).apply(leaf(1.0))
    half = type("Half", (Function,), {"forward": staticmethod(lambda ctx, x: x * 2)})
    with pytest.raises(NotImplementedError, match=r"must implement .*backward"):
        half.apply(leaf(1.0)).backward()


# What ctx keeps


def test_needs_input_grad_says_which_arguments_want_a_gradient():
    seen = []

    def forward(ctx, *args):
        seen.append(ctx.needs_input_grad)
        return args[0] * 2

    def backward(ctx, grad):
        seen.append(ctx.needs_input_grad)
        return grad * 2, None, None

    op(forward, backward)(leaf(1.0), torch.ones(1), 3).backward()
    assert seen == [(True, False, False)] * 2


def test_any_attribute_can_be_set_on_ctx():
    names = ["name", "saved", "outputs", "hooks", "edges", "function", "run", "versions", "release"]

    def forward(ctx, x):
        for name in names:
            setattr(ctx, name, 5)
        return x * 5

    def backward(ctx, grad):
        assert {getattr(ctx, name) for name in names} == {5}
        return grad * ctx.outputs

    x = leaf(1.0)
    op(forward, backward)(x).backward()
    assert x.grad.tolist() == [5.0]


def test_attributes_of_ctx_can_be_read_from_the_grad_fn():
    y, _ = SplitSum.apply(leaf(2.0), 10, leaf(3.0))
    assert y.grad_fn.scale == 10
    assert y.grad_fn.saved_tensors[0].tolist() == [2.0]
    with pytest.raises(AttributeError, match="no_such_thing"):
        y.grad_fn.no_such_thing


def test_saved_inputs_are_the_tensors_that_were_saved():
    x = leaf(2.0)
    (saved,) = Cube.apply(x).grad_fn.saved_tensors
    assert saved.is_leaf
    assert saved.requires_grad
    a = x * 1
    (saved,) = Cube.apply(a).grad_fn.saved_tensors
    assert saved.grad_fn is a.grad_fn


def test_saved_outputs_stand_behind_the_op_itself():
    def forward(ctx, x):
        out = x.exp()
        ctx.save_for_backward(out)
        return out

    x = torch.tensor([0.5], dtype=torch.float64, requires_grad=True)
    y = op(forward, lambda ctx, grad: grad * ctx.saved_tensors[0])(x)
    assert y.grad_fn.saved_tensors[0].grad_fn is y.grad_fn
    for _ in range(3):
        assert abs(y.item() - np.exp(0.5)) < 1e-12
        (y,) = torch.autograd.grad(y, x, create_graph=True)


def test_only_tensors_can_be_saved():
    with pytest.raises(TypeError, match="can only save variables, but argument 1 is of type int"):
        op(lambda ctx, x: ctx.save_for_backward(x, 3), lambda ctx, g: g)(leaf(1.0))


def test_saved_tensors_are_freed_by_the_pass():
    x = leaf(2.0)
    y = Cube.apply(x)
    y.backward()
    for again in (y.backward, lambda: y.grad_fn.saved_tensors):
        with pytest.raises(RuntimeError, match=r"second time \(or directly access saved tensors"):
            again()
    y = Cube.apply(x)
    y.backward(retain_graph=True)
    y.backward()
    assert x.grad.tolist() == [36.0]


def test_an_op_that_saved_nothing_can_be_passed_again():
    x = leaf(2.0)
    y = double(lambda ctx, g: g * 2)(x)
    y.backward()
    y.backward()
    assert x.grad.tolist() == [4.0]


# What backward gives


@pytest.mark.parametrize("answer", [None, (None,), (None, None, None)])
def test_gradients_may_be_none(answer):
    x = leaf(1.0)
    double(lambda ctx, grad: answer)(x).backward()
    assert x.grad is None


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (
            lambda g: (g, g),
            r"MadeBackward returned an incorrect number of gradients \(expected 1, g",
        ),
        (lambda g: (), r"incorrect number of gradients \(expected 1, got 0\)"),
        (lambda g: 3.0, r"expected Variable or None \(got float\)"),
        (lambda g: g.numpy(), r"expected Variable or None \(got .*ndarray\)"),
        (
            lambda g: torch.ones(5),
            r"MadeBackward returned an invalid gradient at index 0 - got \[5",
        ),
        (lambda g: torch.ones(1), r"got \[1\] but expected shape compatible with \[2\]"),
    ],
)
def test_a_gradient_that_does_not_fit_is_refused(answer, message):
    y = double(lambda ctx, grad: answer(grad))(leaf(1.0, 2.0))
    with pytest.raises(RuntimeError, match=message):
        y.sum().backward()


def test_a_gradient_for_an_argument_that_is_no_tensor_is_refused():
    y = op(lambda ctx, x, n: x * n, lambda ctx, grad: (grad, grad))(leaf(1.0), 2)
    with pytest.raises(RuntimeError, match="gradient different than None at position 2, but the"):
        y.backward()


def test_too_few_gradients_are_refused():
    y = op(lambda ctx, x, n: x * n, lambda ctx, grad: grad)(leaf(1.0), 2)
    with pytest.raises(RuntimeError, match=r"incorrect number of gradients \(expected 2, got 1\)"):
        y.backward()


def test_a_gradient_in_the_broadcast_shape_is_reduced():
    x = leaf(1.0, 2.0)
    op(lambda ctx, x: x + torch.zeros(3, 2), lambda ctx, grad: grad)(x).sum().backward()
    assert x.grad.tolist() == [3.0, 3.0]


def test_a_gradient_of_another_dtype_is_cast():
    x = leaf(1.0, 2.0)
    double(lambda ctx, grad: grad.double())(x).sum().backward()
    assert x.grad.dtype == torch.float32


def test_a_gradient_is_borrowed_not_given_away():
    kept = torch.ones(1)
    x = leaf(1.0)
    (double(lambda ctx, grad: kept)(x) + x * 5 + x * 7).backward()
    assert x.grad.tolist() == [13.0]
    assert kept.tolist() == [1.0]


def test_an_output_that_is_not_used_gets_zeros():
    x, y = leaf(2.0), leaf(3.0)
    SplitSum.apply(x, 10, y)[0].backward()
    assert (x.grad.tolist(), y.grad.tolist()) == ([30.0], [20.0])


def test_or_none_if_gradients_are_not_materialized():
    seen = []

    def forward(ctx, x):
        ctx.set_materialize_grads(False)
        return x * 2, x * 3

    def backward(ctx, first, second):
        seen.append(first)
        return second * 3

    x = leaf(1.0)
    op(forward, backward)(x)[1].backward()
    assert seen == [None]
    assert x.grad.tolist() == [3.0]


# Higher derivatives


def test_a_backward_made_of_ops_has_derivatives_of_any_order():
    x = leaf(2.0)
    y, expected = Cube.apply(x), [8.0, 12.0, 12.0, 6.0]
    for value in expected:
        assert y.item() == value
        (y,) = torch.autograd.grad(y, x, create_graph=True) if y.grad_fn else (None,)


def test_several_outputs_have_second_derivatives():
    x, y = (torch.tensor([v], dtype=torch.float64, requires_grad=True) for v in (2.0, 3.0))
    assert torch.autograd.gradcheck(lambda a, b: SplitSum.apply(a, 10, b), (x, y))
    assert torch.autograd.gradgradcheck(lambda a, b: SplitSum.apply(a, 10, b), (x, y))


@pytest.mark.parametrize("outer", [lambda y: y, lambda y: y * y])
def test_once_differentiable_refuses_a_second_derivative(outer):
    @once_differentiable
    def backward(ctx, grad):
        assert not torch.is_grad_enabled()
        return grad * 2

    x = leaf(3.0)
    y = double(backward)(x)
    assert torch.autograd.grad(y, x, retain_graph=True)[0].tolist() == [2.0]
    (g,) = torch.autograd.grad(outer(y) + x * x, x, create_graph=True)
    with pytest.raises(RuntimeError, match="differentiate twice a function that was marked with"):
        g.backward()


# Outputs without a derivative, and inputs passed through or modified


def test_mark_non_differentiable():
    seen = []

    def forward(ctx, x):
        rounded, index = (x * 2).long().float(), x.argmax()
        ctx.mark_non_differentiable(rounded)
        return x * 3, rounded, index

    def backward(ctx, *grads):
        seen.append([g.tolist() for g in grads[1:]])
        return grads[0] * 3

    x = leaf(1.3)
    y, rounded, index = op(forward, backward)(x)
    assert [t.requires_grad for t in (y, rounded, index)] == [True, False, False]
    y.backward()
    assert x.grad.tolist() == [3.0]
    assert seen[0][0] == [0.0]


def test_an_input_marked_non_differentiable_comes_out_detached():
    def forward(ctx, x):
        ctx.mark_non_differentiable(x)
        return x

    x = leaf(1.0)
    y = op(forward, lambda ctx, g: g)(x)
    assert not y.requires_grad
    assert x.requires_grad


def test_an_input_passed_through_is_another_tensor_behind_the_op():
    x = leaf(1.0)
    y = op(lambda ctx, x: x, lambda ctx, g: -g)(x)
    assert y is not x
    assert y.grad_fn.name() == "MadeBackward"
    (y * 3).backward()
    assert x.grad.tolist() == [-3.0]
    assert x.is_leaf


def test_a_saved_input_that_is_passed_through_keeps_its_own_derivative():
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x

    x = leaf(2.0)
    y = op(forward, lambda ctx, g: g * ctx.saved_tensors[0] ** 2)(x)
    (g,) = torch.autograd.grad(y, x, create_graph=True)
    assert torch.autograd.grad(g, x)[0].tolist() == [4.0]


def doubled_in_place(*marked):
    def forward(ctx, x):
        x.mul_(2)
        ctx.mark_dirty(*(x for _ in marked))
        return x

    return op(forward, lambda ctx, g: g * 2)


def test_an_input_marked_dirty_takes_its_new_place():
    x = leaf(3.0)
    y = x * 1
    z = doubled_in_place(1)(y)
    assert z is y
    assert y.grad_fn.name() == "MadeBackward"
    (z * 5).backward()
    assert x.grad.tolist() == [10.0]


def test_what_saved_a_dirty_input_before_finds_out():
    x = leaf(3.0)
    y = x * 1
    before = y * y
    doubled_in_place(1)(y)
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        before.backward()


def test_a_leaf_cannot_be_dirty():
    with pytest.raises(
        RuntimeError, match="a leaf Variable that requires grad has been used in an"
    ):
        doubled_in_place(1)(leaf(1.0))


def test_a_dirty_input_must_be_returned():
    def forward(ctx, x):
        ctx.mark_dirty(x)
        return x * 1

    with pytest.raises(RuntimeError, match=r"marked as dirty .* were not returned as output"):
        op(forward, lambda ctx, g: g)(leaf(1.0) * 1)


@pytest.mark.parametrize("forward", [lambda ctx, x: x.view(1, 2), lambda ctx, x: x])
def test_an_output_on_the_memory_of_an_input_cannot_be_modified(forward):
    x = leaf(1.0, 2.0) * 1
    y = op(forward, lambda ctx, g: g.view(2))(x)
    with pytest.raises(RuntimeError, match="view"):
        y.mul_(2)


def test_nor_be_used_after_its_input_was():
    x = leaf(1.0, 2.0) * 1
    y = op(lambda ctx, x: x.view(1, 2), lambda ctx, g: g.view(2) * 7)(x)
    x.mul_(2)
    with pytest.raises(RuntimeError, match="view"):
        y.sum().backward()
