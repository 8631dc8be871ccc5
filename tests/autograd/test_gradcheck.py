"""gradcheck and gradgradcheck: what they accept, what they find, and what they say of it."""

import re
import warnings

import numpy as np
import pytest

import tinygrad_np as torch
from tinygrad_np.autograd import gradcheck, gradgradcheck
from tinygrad_np.autograd.gradcheck import GradcheckError


def points(*shape, seed=0):
    values = np.random.default_rng(seed).uniform(0.5, 1.5, shape)
    return torch.tensor(values, dtype=torch.float64, requires_grad=True)


def op(forward, backward):
    methods = {"forward": staticmethod(forward), "backward": staticmethod(backward)}
    return type("Made", (torch.autograd.Function,), methods).apply


def wrong_for_the_second(x, y):
    return op(lambda ctx, x, y: x * 2 + y, lambda ctx, g: (g * 2, g * 3))(x, y)


def intermediate_saved(x):
    """Right to first order: the second derivative is lost with the intermediate."""

    def forward(ctx, x):
        ctx.save_for_backward(x.exp())
        return x.exp()

    return op(forward, lambda ctx, g: g * ctx.saved_tensors[0])(x)


RIGHT = {
    "one input": (torch.sin, lambda: points(3)),
    "several inputs": (lambda x, y: x * y.exp(), lambda: (points(2, 3), points(3))),
    "a list of inputs": (lambda x, y: x / y, lambda: [points(2), points(2)]),
    "several outputs": (lambda x: (x * 2, x.sum(), x.exp()), lambda: points(2, 2)),
    "a list of outputs": (lambda x: [x * 2, x.sum()], lambda: points(2)),
    "an input that needs none": (lambda x, c: x * c, lambda: (points(2), torch.ones(2).double())),
    "an argument that is no tensor": (lambda x, n: x**n, lambda: (points(2), 3)),
    "an output that is an integer": (lambda x: (x.exp(), x.argmax()), lambda: points(3)),
    "an input that is not used": (lambda x, y: x * 2, lambda: (points(2), points(2))),
    "a 0-d input": (torch.exp, lambda: points()),
    "no elements": (torch.sin, lambda: points(0)),
    "not contiguous": (torch.sin, lambda: points(3, 2).t()),
    "broadcast inside": (lambda x: x.view(2, 1).expand(2, 3).sin(), lambda: points(2)),
    "in place": (lambda x: x.clone().mul_(x), lambda: points(2)),
}


@pytest.mark.parametrize(("function", "inputs"), RIGHT.values(), ids=RIGHT)
def test_right_derivatives_pass(function, inputs):
    assert gradcheck(function, inputs()) is True
    assert gradgradcheck(function, inputs()) is True


def test_a_broadcast_view_passes():
    assert gradcheck(lambda x: x.sin(), points(1, 3).expand(2, 3))
    assert gradgradcheck(lambda x: x.sin(), points(1, 3).expand(2, 3))


def test_a_wrong_derivative_is_found_and_its_entry_named():
    x, y = points(2), points(2)
    with pytest.raises(GradcheckError) as found:
        gradcheck(wrong_for_the_second, (x, y))
    message = str(found.value)
    assert "Jacobian mismatch for output 0 with respect to input 1" in message
    assert "output element 0 and input element 0 (2 of 4 entries differ)" in message
    assert re.search(r"numerical: (1|0\.9999)\d*.*\nanalytical: 3$", message)


def test_the_entry_named_is_the_one_that_differs():
    mask = torch.tensor([0.0, 0.0, 1.0], dtype=torch.float64)
    function = op(lambda ctx, x: x * 2, lambda ctx, g: g * 2 + g * mask)
    with pytest.raises(GradcheckError, match=r"output element 2 and input element 2 \(1 of 9 entr"):
        gradcheck(function, points(3))


def test_it_may_answer_instead_of_raising():
    assert gradcheck(wrong_for_the_second, (points(2), points(2)), raise_exception=False) is False
    assert gradgradcheck(intermediate_saved, points(2), raise_exception=False) is False


def test_a_derivative_that_is_missing_is_found():
    with pytest.raises(GradcheckError):
        gradcheck(lambda x: x.detach() * 2, points(2))
    with pytest.raises(GradcheckError):
        gradcheck(lambda x: x.detach() * 2 + x * 0, points(2))


def test_a_nan_is_not_close_to_anything():
    with pytest.raises(GradcheckError):
        gradcheck(op(lambda ctx, x: x * 2, lambda ctx, g: g * float("nan")), points(2))


def test_a_wrong_second_derivative_is_found():
    assert gradcheck(intermediate_saved, points(2))
    with pytest.raises(GradcheckError, match="Jacobian mismatch"):
        gradgradcheck(intermediate_saved, points(2))


def test_head_gradients_can_be_given_to_gradgradcheck():
    head = torch.tensor([2.0, 3.0], dtype=torch.float64, requires_grad=True)
    assert gradgradcheck(torch.sin, (points(2),), (head,))


def test_the_tolerances_can_be_set():
    function = op(lambda ctx, x: x * 2, lambda ctx, g: g * 2.01)
    assert gradcheck(function, points(2), atol=0.1)
    assert gradcheck(function, points(2), atol=0, rtol=0.1)
    assert not gradcheck(function, points(2), raise_exception=False)


def test_an_input_must_require_grad():
    with pytest.raises(
        ValueError, match="gradcheck expects at least one input tensor to require gr"
    ):
        gradcheck(torch.sin, torch.ones(2, dtype=torch.float64))


def test_single_precision_warns():
    x = torch.ones(2, requires_grad=True)
    with pytest.warns(
        UserWarning, match="Input #0 requires gradient and is not a double precision"
    ):
        assert gradcheck(lambda x: x * 2, x, eps=1e-2, atol=1e-2)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        gradcheck(lambda x, c: x * c.double(), (points(2), torch.ones(2)))


def test_an_error_of_the_function_is_not_swallowed():
    def fails(x):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        gradcheck(fails, points(2), raise_exception=False)


def test_the_inputs_are_left_as_they_were():
    x = points(2)
    before = x.tolist()
    gradcheck(torch.sin, x)
    assert x.tolist() == before
    assert x.grad is None
