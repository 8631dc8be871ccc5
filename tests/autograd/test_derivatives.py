"""`backward` and `grad`: their arguments, their errors, and derivatives of higher order."""

import math

import numpy as np
import pytest

import tinygrad_np as torch
from tests.leaf import leaf
from tinygrad_np.autograd import backward, grad


def scalar(value):
    return torch.tensor(value, dtype=torch.float64, requires_grad=True)


# backward


def test_a_scalar_needs_no_head_gradient():
    for x in (torch.tensor(2.0, requires_grad=True), leaf(2.0), torch.ones(1, 1, 1) * 2):
        x.requires_grad_()
        (x * x).backward()
        assert x.grad.shape == x.shape
        assert x.grad.item() == 4.0


def test_anything_else_needs_one():
    y, empty = leaf(1.0, 2.0) * 2, torch.ones(0, requires_grad=True)
    for run in (y.backward, empty.backward, lambda: backward(y), lambda: grad(y, y)):
        with pytest.raises(
            RuntimeError, match="grad can be implicitly created only for scalar outp"
        ):
            run()


def test_the_head_gradient_weights_the_outputs():
    x = leaf(1.0, 2.0)
    (x * x).backward(torch.tensor([10.0, 100.0]))
    assert x.grad.tolist() == [20.0, 400.0]
    (x * 1).backward(gradient=torch.tensor([1.0, 1.0], dtype=torch.float64))
    assert x.grad.tolist() == [21.0, 401.0]


def test_a_head_gradient_of_another_shape_is_refused():
    y = leaf(1.0, 2.0, 3.0) * 2
    message = (
        r"Mismatch in shape: grad_output\[0\] has a shape of torch.Size\(\[2\]\) and "
        r"output\[0\] has a shape of torch.Size\(\[3\]\)"
    )
    for run in (y.backward, lambda head: grad(y, y, head)):
        with pytest.raises(RuntimeError, match=message):
            run(torch.ones(2))


def test_a_head_gradient_must_be_a_tensor():
    y = leaf(1.0) * 2
    for head in (1.0, [1.0]):
        with pytest.raises(TypeError):
            y.backward(head)


def test_there_must_be_a_head_gradient_for_each_tensor():
    x = leaf(1.0)
    with pytest.raises(RuntimeError, match="got 2 tensors and 1 gradients"):
        backward([x * 1, x * 2], [torch.ones(1)])


def test_several_tensors_with_their_head_gradients():
    x = leaf(1.0, 2.0)
    backward([x * 2, (x * x).sum(), x * 5], [torch.ones(2), None, torch.zeros(2)])
    assert x.grad.tolist() == [4.0, 6.0]


def test_a_tensor_without_a_graph_is_named_by_its_number():
    x = leaf(1.0)
    message = "element {} of tensors does not require grad and does not have a grad_fn"
    with pytest.raises(RuntimeError, match=message.format(0)):
        torch.ones(1).backward()
    with pytest.raises(RuntimeError, match=message.format(1)):
        backward([x * 1, torch.ones(1)])
    with pytest.raises(RuntimeError, match=message.format(0)):
        grad((x * 1).detach(), x)


def test_inputs_must_not_be_empty():
    y = leaf(1.0) * 2
    with pytest.raises(RuntimeError, match=r"`inputs` argument to `backward\(\)` cannot be empty"):
        y.backward(inputs=[])
    with pytest.raises(RuntimeError, match=r"`inputs` argument to `grad\(\)` cannot be empty"):
        grad(y, [])


def test_an_input_must_require_grad():
    y = leaf(1.0) * 2
    with pytest.raises(RuntimeError, match=r"require.?.grad"):
        y.backward(inputs=[torch.ones(1)])


# grad


def test_grad_touches_no_grad_attribute():
    x, y = leaf(2.0), leaf(3.0)
    got = grad(x * y, (x, y))
    assert [g.tolist() for g in got] == [[3.0], [2.0]]
    assert (x.grad, y.grad) == (None, None)


def test_grad_of_several_outputs_is_their_sum():
    x = leaf(2.0)
    (g,) = grad([x * x, x * 3], [x], [torch.tensor([1.0]), torch.tensor([10.0])])
    assert g.tolist() == [34.0]


def test_grad_of_a_tensor_with_respect_to_itself():
    x = leaf(2.0)
    assert grad(x, x)[0].tolist() == [1.0]
    y = x * 2
    assert grad(y, y)[0].tolist() == [1.0]


def test_an_unused_input_raises_or_gives_none_or_zeros():
    x, unused = leaf(2.0), torch.ones(2, 3, requires_grad=True)
    y = x * x
    with pytest.raises(RuntimeError, match="at index 1 appears to not have been used in the graph"):
        grad(y, (x, unused), retain_graph=True)
    assert grad(y, (x, unused), allow_unused=True, retain_graph=True)[1] is None
    zeros = grad(y, (x, unused), materialize_grads=True)[1]
    assert (zeros.shape, zeros.tolist()) == ((2, 3), [[0.0] * 3] * 2)
    with pytest.raises(ValueError, match="Expected allow_unused to be True or not passed when mat"):
        grad(y, x, allow_unused=False, materialize_grads=True)


def test_an_input_without_grad_is_refused():
    with pytest.raises(
        RuntimeError, match="One of the differentiated Tensors does not require grad"
    ):
        grad(leaf(2.0) * 2, torch.ones(1))


def test_the_gradients_of_two_inputs_do_not_share_memory():
    x, y = leaf(1.0, 1.0), leaf(1.0, 1.0)
    head = torch.ones(2)
    gx, gy = grad(x + y, (x, y), head)
    gx[0] = 7
    assert (gy.tolist(), head.tolist()) == ([1.0, 1.0], [1.0, 1.0])


def test_gradients_have_no_graph_unless_it_is_created():
    x = leaf(2.0)
    y = x * x
    assert not grad(y, x, retain_graph=True)[0].requires_grad
    assert grad(y, x, create_graph=True)[0].requires_grad


def test_backward_with_create_graph_makes_a_grad_that_can_be_differentiated():
    x = leaf(2.0)
    (x**3).backward(create_graph=True)
    g, x.grad = x.grad, None
    g.backward()
    assert x.grad.tolist() == [12.0]


def test_a_grad_with_a_graph_accumulates_without_writing():
    x = leaf(2.0)
    (x**3).backward(create_graph=True)
    first = x.grad
    (x**2).backward(create_graph=True)
    assert (first.tolist(), x.grad.tolist()) == ([12.0], [16.0])
    g, x.grad = x.grad, None
    assert grad(g, x)[0].tolist() == [14.0]


# Higher order


def derivatives(f, x, order):
    y = f(x)
    for _ in range(order):
        yield y.item()
        (y,) = grad(y, x, create_graph=True)
    yield y.item()


def test_derivatives_of_an_exponential_of_a_sine():
    v = 0.7
    s, c = math.sin(v), math.cos(v)
    factors = [
        1,
        c,
        c**2 - s,
        c**3 - 3 * s * c - c,
        c**4 - 6 * s * c**2 - 4 * c**2 + 3 * s**2 + s,
    ]
    found = list(derivatives(lambda x: x.sin().exp(), scalar(v), 4))
    np.testing.assert_allclose(found, np.exp(s) * np.array(factors), rtol=1e-12)


def test_derivatives_of_a_power_and_of_a_quotient():
    v = 1.3
    found = list(derivatives(lambda x: x**5 / (x * x), scalar(v), 4))
    np.testing.assert_allclose(found, [v**3, 3 * v**2, 6 * v, 6, 0], atol=1e-12)
    found = list(derivatives(lambda x: 1 / (1 + x), scalar(v), 4))
    expected = [(-1) ** k * math.factorial(k) / (1 + v) ** (k + 1) for k in range(5)]
    np.testing.assert_allclose(found, expected, rtol=1e-12)


def test_derivatives_of_a_hyperbolic_tangent_of_a_product():
    v = 0.4
    t = math.tanh(v)
    d = 1 - t * t
    expected = [t, d, -2 * t * d, -2 * d * (1 - 3 * t * t), 8 * t * d * (2 - 3 * t * t)]
    found = list(derivatives(lambda x: (x * torch.ones_like(x)).tanh(), scalar(v), 4))
    np.testing.assert_allclose(found, expected, rtol=1e-12)


def test_third_and_fourth_derivatives_through_a_layer():
    rng = np.random.default_rng(0)
    w, x = (torch.tensor(rng.normal(size=s), requires_grad=True) for s in ((3, 2), (2,)))

    def norm_of_gradient(x, w):
        (g,) = grad(torch.tanh(w @ x).sum(), x, create_graph=True)
        (h,) = grad((g * g).sum(), w, create_graph=True)
        return (h * h).sum()

    assert torch.autograd.gradcheck(norm_of_gradient, (x, w))
    assert torch.autograd.gradgradcheck(norm_of_gradient, (x, w))


def test_a_mixed_derivative_does_not_depend_on_the_order():
    x, y = scalar(0.3), scalar(1.7)
    z = (x * y).sin() * (x / y).exp()
    (dx,) = grad(z, x, create_graph=True)
    (dy,) = grad(z, y, create_graph=True)
    assert math.isclose(
        grad(dx, y, retain_graph=True)[0].item(), grad(dy, x)[0].item(), rel_tol=1e-12
    )


def test_the_head_gradient_can_be_differentiated():
    x, head = leaf(2.0), leaf(3.0)
    (g,) = grad(x * x, x, head, create_graph=True)
    assert grad(g, head)[0].tolist() == [4.0]


def test_a_hessian_by_rows():
    x = leaf(1.0, 2.0, 3.0, dtype=torch.float64)
    (g,) = grad((x.prod() + (x**3).sum()), x, create_graph=True)
    rows = [grad(g[i], x, retain_graph=True)[0].tolist() for i in range(3)]
    assert rows == [[6.0, 3.0, 2.0], [3.0, 12.0, 1.0], [2.0, 1.0, 18.0]]


def modified_in_place(x):
    y = x * x
    y *= x
    y[0] = x[1] * x[2]
    y[1:] += x[1:].exp()
    y[:2].mul_(x[2:])
    return y


def seen_through_views(x):
    y = x.sin().view(2, 2).t()[0]
    return y * x.reshape(2, 2)[1].unsqueeze(0).expand(3, 2)


@pytest.mark.parametrize("function", [modified_in_place, seen_through_views])
def test_second_derivatives_through_views_and_in_place_steps(function):
    x = leaf(0.1, 0.5, -0.3, 0.9, dtype=torch.float64)
    assert torch.autograd.gradcheck(function, x)
    assert torch.autograd.gradgradcheck(function, x)


def test_a_gradient_may_itself_be_modified_in_place_under_create_graph():
    x = leaf(2.0)
    (g,) = grad(x**3, x, create_graph=True)
    g *= x
    assert grad(g, x)[0].tolist() == [36.0]


@pytest.mark.oracle
def test_pytorch_finds_the_same_derivatives():
    theirs = pytest.importorskip("torch")
    values = np.random.default_rng(1).uniform(0.5, 1.5, (3, 4))

    def third(lib):
        x = lib.tensor(values, requires_grad=True)
        y = (x.exp() / (x.sum(0) + x).sqrt() @ x.T.tanh()).log().sum()
        for _ in range(3):
            (y,) = lib.autograd.grad((y * x.detach()).sum(), x, create_graph=True)
        return y.detach().numpy()

    np.testing.assert_allclose(third(torch), third(theirs), rtol=1e-9)
