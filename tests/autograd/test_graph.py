"""saved_tensors_hooks: what the graph saves is packed when it is recorded, unpacked when needed."""

import numpy as np
import pytest

import tinygrad_np as torch
from tests.leaf import leaf
from tinygrad_np.autograd.graph import saved_tensors_hooks


class Log:
    """Hooks that note what they are given."""

    def __init__(self):
        self.packed, self.unpacked = [], []

    def pack(self, t):
        self.packed.append(t.tolist())
        return t.detach().clone()

    def unpack(self, content):
        self.unpacked.append(content.tolist())
        return content

    def hooks(self):
        return saved_tensors_hooks(self.pack, self.unpack)


class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        out = x * x * x
        ctx.save_for_backward(x, None, out)
        return out

    @staticmethod
    def backward(ctx, grad):
        x, nothing, out = ctx.saved_tensors
        assert nothing is None
        return grad * 3 * x * x


@pytest.fixture
def log():
    return Log()


def test_each_saved_tensor_is_packed_once_and_unpacked_once(log):
    x, y = leaf(2.0), leaf(4.0)
    with log.hooks():
        z = (x / y).exp()
    assert sorted(log.packed) == [[float(np.exp(np.float32(0.5)))], [2.0], [4.0]]
    assert log.unpacked == []
    z.backward()
    assert len(log.unpacked) == 3
    np.testing.assert_allclose(x.grad.numpy(), np.exp(0.5) / 4, rtol=1e-6)
    np.testing.assert_allclose(y.grad.numpy(), -2 * np.exp(0.5) / 16, rtol=1e-6)


def test_the_pass_uses_what_unpack_gives():
    x = leaf(3.0)
    with saved_tensors_hooks(lambda t: t.tolist(), lambda kept: torch.tensor(kept) * 10):
        y = x * torch.tensor([2.0])
    y.backward()
    assert x.grad.tolist() == [20.0]


def test_anything_can_be_packed():
    x = leaf(3.0)
    store = {}

    def pack(t):
        store[len(store)] = t.detach().numpy().tobytes()
        return len(store) - 1

    def unpack(key):
        return torch.from_numpy(np.frombuffer(store[key], np.float32).copy())

    with saved_tensors_hooks(pack, unpack):
        y = x * x
    y.backward()
    assert x.grad.tolist() == [6.0]


def test_unpack_must_give_a_tensor():
    with saved_tensors_hooks(lambda t: 5, lambda kept: kept):
        y = leaf(3.0).exp()
    message = "saved tensor unpack_hook expected to be a Tensor but got result of type int"
    with pytest.raises(TypeError, match=message):
        y.backward()


def test_pack_must_not_modify_what_it_is_given():
    hooks = saved_tensors_hooks(lambda t: t.detach().mul_(2), lambda kept: kept)
    with hooks, pytest.raises(RuntimeError, match="hook is modifying its input in place"):
        leaf(3.0).exp()


def test_errors_of_the_hooks_come_through():
    def fails(x):
        raise ZeroDivisionError

    x = leaf(3.0)
    with pytest.raises(ZeroDivisionError), saved_tensors_hooks(fails, lambda kept: kept):
        x * x
    with saved_tensors_hooks(lambda t: t, fails):
        y = x * x
    with pytest.raises(ZeroDivisionError):
        y.backward()


def test_the_innermost_hooks_decide():
    outer, inner = Log(), Log()
    x = leaf(3.0)
    with outer.hooks():
        with inner.hooks():
            y = x.exp()
        z = x.exp()
    (y + z).backward()
    assert (len(inner.packed), len(outer.packed)) == (1, 1)


def test_an_object_of_hooks_can_be_used_again(log):
    hooks = log.hooks()
    for _ in range(2):
        with hooks:
            leaf(3.0).exp()
    leaf(3.0).exp()
    assert len(log.packed) == 2


def test_only_what_is_recorded_inside_is_packed(log):
    x = leaf(3.0)
    y = x.exp()
    with log.hooks():
        y.backward()
        with torch.no_grad():
            x.exp()
    assert log.packed == []


def test_nothing_is_packed_where_nothing_is_saved(log):
    with log.hooks():
        y = leaf(3.0) + leaf(4.0)
    y.backward()
    assert log.packed == log.unpacked == []


def test_the_saves_of_users_ops_are_packed(log):
    x = leaf(2.0)
    with log.hooks():
        y = Cube.apply(x)
    assert log.packed == [[2.0], [8.0]]
    y.backward()
    assert log.unpacked == [[2.0], [8.0]]
    assert x.grad.tolist() == [12.0]


@pytest.mark.parametrize("function", [lambda x: x * x * x, Cube.apply], ids=["ops", "users"])
def test_second_derivatives_pass_through_packed_tensors(log, function):
    x = leaf(2.0)
    with log.hooks():
        (g,) = torch.autograd.grad(function(x), x, create_graph=True)
        (h,) = torch.autograd.grad(g, x, create_graph=True)
    assert (g.tolist(), h.tolist()) == ([12.0], [12.0])
    assert torch.autograd.grad(h, x)[0].tolist() == [6.0]


def test_a_retained_graph_is_unpacked_by_each_pass(log):
    x = leaf(2.0)
    with log.hooks():
        y = x.exp()
    y.backward(retain_graph=True)
    y.backward()
    assert len(log.unpacked) == 2
    with pytest.raises(RuntimeError, match="second time"):
        y.backward()


def test_packed_tensors_work_together_with_anomaly_mode(log):
    x = leaf(2.0)
    hooks = log.hooks()
    with torch.autograd.set_detect_anomaly(True), hooks:
        y = x.exp()
        assert "traceback_" in y.grad_fn.metadata
    assert len(log.packed) == 1


def test_the_type_of_nodes_can_be_asked_for():
    x = leaf(2.0)
    for y in (x * 2, Cube.apply(x)):
        assert isinstance(y.grad_fn, torch.autograd.graph.Node)


@pytest.mark.parametrize(
    "parted", [lambda x: x.unbind(0), lambda x: x.split(1), lambda x: x.split([2, 1])]
)
def test_the_parts_of_a_tensor_have_nothing_to_pack(parted):
    x = torch.ones(3, 2, requires_grad=True)
    with saved_tensors_hooks(lambda t: t, lambda t: t):
        first, *_ = parted(x * 1)
    first.sum().backward()
    assert x.grad.sum() == first.numel()
