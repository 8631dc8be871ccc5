"""What was saved for backward and has been modified in place since is found out."""

import numpy as np
import pytest

import tinygrad_np as torch
from tests.leaf import leaf

MODIFIED = "one of the variables needed for gradient computation has been modified by an inplace"


def modified(detail=""):
    return pytest.raises(RuntimeError, match=f"{MODIFIED} operation: .*{detail}")


def test_the_error_names_the_op_the_shape_and_both_versions():
    x = leaf(1.0, 2.0, 3.0)
    y = x.exp()
    z = (y * 2).sum()
    y.add_(1)
    y.add_(1)
    expected = r"\[torch.FloatTensor \[3\]\], which is output 0 of Exp.*, is at version 2; expected"
    with modified(f"{expected} version 0 instead"):
        z.backward()


def test_a_leaf_that_was_modified_is_named_by_its_shape():
    w = torch.ones(2, 3, dtype=torch.float64, requires_grad=True)
    y = (w * w).sum()
    with torch.no_grad():
        w -= 0.1
    with modified(r"\[torch.DoubleTensor \[2, 3\]\].* is at version 1; expected version 0 instead"):
        y.backward()


def test_a_constant_that_was_modified_is_found():
    x, c = leaf(1.0), torch.ones(1)
    y = x * c
    c.zero_()
    with modified("is at version 1"):
        y.backward()


@pytest.mark.parametrize(
    "modify",
    [
        lambda t: t.add_(1),
        lambda t: t.sub_(1),
        lambda t: t.mul_(1),
        lambda t: t.div_(2),
        lambda t: t.zero_(),
        lambda t: t.fill_(3.0),
        lambda t: t.copy_(torch.ones(2)),
        lambda t: t.clamp_(0, 1),
        lambda t: t.__setitem__(0, 5.0),
        lambda t: t.__setitem__(torch.tensor([True, False]), 5.0),
        lambda t: t.__setitem__([0, 1], 5.0),
        lambda t: t.__iadd__(1),
        lambda t: t.view(1, 2).mul_(2),
        lambda t: t[:1].mul_(2),
        lambda t: t.detach().mul_(2),
        lambda t: t.detach()[1:].zero_(),
    ],
)
def test_every_in_place_step_counts(modify):
    x = leaf(1.0, 2.0)
    a = x * 1
    y = (a * a).sum()
    modify(a)
    with modified("is at version 1; expected version 0"):
        y.backward()


def test_a_view_counts_the_writes_to_its_base():
    x = leaf(1.0, 2.0)
    base = x * 1
    view = base[:1]
    y = view * view
    base.mul_(2)
    with modified(r"\[torch.FloatTensor \[1\]\]"):
        y.backward()


def test_data_does_not_count():
    x = leaf(1.0, 2.0)
    y = (x * x).sum()
    x.data.mul_(10)
    y.backward()
    assert x.grad.tolist() == [20.0, 40.0]


def test_what_was_not_saved_may_be_modified():
    x = leaf(1.0, 2.0)
    a, b = x * 1, x.exp() * 1
    y = (a + b).sum()
    a.zero_()
    b.zero_()
    y.backward()
    np.testing.assert_allclose(x.grad.numpy(), 1 + np.exp([1, 2]), rtol=1e-6)


def test_what_a_constant_partner_does_not_need_may_be_modified():
    x = leaf(1.0)
    a = x * 1
    y = a * 3
    a.zero_()
    y.backward()
    assert x.grad.tolist() == [3.0]


def test_a_version_counts_from_when_it_was_saved():
    x = leaf(1.0)
    a = x * 2
    a.mul_(5)
    (a * a).backward()
    assert x.grad.tolist() == [200.0]


def test_an_in_place_step_keeps_the_old_values_that_it_needs():
    x, w = leaf(4.0), leaf(3.0)
    a = x * 1
    a *= w
    a.backward()
    assert (x.grad.tolist(), w.grad.tolist()) == ([3.0], [4.0])


@pytest.mark.parametrize("where", ["inputs", "constants", "heads", "outputs"])
def test_a_modification_between_the_first_and_the_second_derivative_is_found(where):
    x, c = leaf(2.0), torch.tensor([3.0])
    head = leaf(1.0)
    a = x * 1
    out = a.exp()
    y = {"inputs": a * a * a, "constants": a * c, "heads": a * a, "outputs": out}[where]
    (g,) = torch.autograd.grad(y, x, head, create_graph=True)
    with torch.no_grad():
        {"inputs": a, "constants": c, "heads": head, "outputs": out}[where].mul_(2)
    wanted = {"inputs": x, "constants": head, "heads": x, "outputs": x}[where]
    with modified():
        torch.autograd.grad(g, wanted)


def test_a_modification_between_recording_and_a_first_derivative_with_create_graph_is_found():
    x = leaf(2.0)
    a = x * 1
    y = a * a
    a.add_(1)
    with modified():
        torch.autograd.grad(y, x, create_graph=True)


def test_a_first_derivative_that_was_modified_is_found():
    x = leaf(2.0)
    (g,) = torch.autograd.grad(x**3, x, create_graph=True)
    z = g * g
    g.mul_(2)
    with modified():
        z.backward()


def test_gradients_may_be_modified_between_passes():
    x = leaf(2.0)
    (x * x).backward()
    x.grad.mul_(100)
    (x * x).backward()
    assert x.grad.tolist() == [404.0]


def test_a_users_op_finds_out_too():
    class Square(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x * x

        @staticmethod
        def backward(ctx, grad):
            return grad * 2 * ctx.saved_tensors[0]

    x = leaf(2.0)
    a = x * 1
    y = Square.apply(a)
    a.zero_()
    with modified(r"\[torch.FloatTensor \[1\]\].* is at version 1; expected version 0"):
        y.backward()
