"""A tensor's place in the graph, reading the graph by hand, and what the graph keeps alive."""

import copy
import gc
import pickle
import re
import weakref

import numpy as np
import pytest

import tinygrad_np as torch
from tests.leaf import leaf

# A tensor's place


def test_a_tensor_of_the_user_is_a_leaf():
    for x in (torch.ones(2), leaf(1.0)):
        assert x.is_leaf
        assert x.grad_fn is None
        assert x.grad is None


def test_what_is_computed_from_a_leaf_that_requires_grad_is_not_a_leaf():
    y = leaf(1.0) * 2
    assert y.requires_grad
    assert not y.is_leaf
    assert (torch.ones(2) * 2).is_leaf


def test_integers_do_not_require_grad():
    with pytest.raises(RuntimeError, match="Only Tensors of floating point and complex dtype can"):
        torch.tensor([1], requires_grad=True)
    with pytest.raises(RuntimeError, match=r"(?i)only tensors of floating point"):
        torch.tensor([1]).requires_grad_()
    assert not (leaf(1.5) > 1).requires_grad
    assert not leaf(1.5).long().requires_grad
    assert not leaf(1.5).argmax().requires_grad


def test_requires_grad_can_be_set_on_a_leaf():
    x = torch.ones(2)
    assert x.requires_grad_() is x
    assert x.requires_grad
    x.requires_grad = False
    assert not (x * 2).requires_grad


def test_requires_grad_cannot_be_taken_from_a_computed_tensor():
    y = leaf(1.0) * 2
    y.requires_grad_(True)
    for take in (lambda: y.requires_grad_(False), lambda: setattr(y, "requires_grad", False)):
        with pytest.raises(RuntimeError, match="can only change requires_grad flags of leaf"):
            take()


def test_retain_grad_fills_the_grad_of_a_computed_tensor():
    x = leaf(2.0)
    y = x * x
    assert not y.retains_grad
    y.retain_grad()
    y.retain_grad()
    assert y.retains_grad
    (y * 3).backward(retain_graph=True)
    (y * 3).backward()
    assert y.grad.tolist() == [6.0]
    assert not y.grad.requires_grad


def test_retain_grad_does_nothing_to_a_leaf_and_refuses_a_constant():
    x = leaf(2.0)
    x.retain_grad()
    assert not x.retains_grad
    with pytest.raises(RuntimeError, match="can't retain_grad on Tensor that has requires_grad=F"):
        torch.ones(1).retain_grad()


def test_a_retained_gradient_is_what_the_hooks_made_of_it():
    y = leaf(2.0) * 1
    y.retain_grad()
    y.register_hook(lambda g: g * 10)
    y.backward()
    assert y.grad.tolist() == [10.0]


def test_retain_grad_before_an_in_place_step_follows_the_tensor():
    x = leaf(2.0)
    y = x * 3
    y.retain_grad()
    y *= 5
    y.backward()
    assert (x.grad.tolist(), y.grad.tolist()) == ([15.0], [1.0])


def test_detach_is_off_the_graph_on_the_same_memory():
    x = leaf(1.0, 2.0)
    d = (x * 2).detach()
    assert not d.requires_grad
    assert d.is_leaf
    y = x.detach()
    y[0] = 7
    assert x.tolist() == [7.0, 2.0]
    (x * y).sum().backward()
    assert x.grad.tolist() == [7.0, 2.0]


def test_detach_in_place_makes_a_leaf():
    y = leaf(1.0) * 2
    assert y.detach_() is y
    assert y.is_leaf
    assert not y.requires_grad


def test_data_is_off_the_graph_on_the_same_memory():
    x = leaf(1.0, 2.0)
    assert not x.data.requires_grad
    x.data.mul_(3)
    assert x.tolist() == [3.0, 6.0]
    x.data = torch.tensor([5.0, 6.0, 7.0])
    assert x.requires_grad
    (x * x).sum().backward()
    assert x.grad.tolist() == [10.0, 12.0, 14.0]


def test_data_can_be_set_while_a_graph_holds_the_leaf():
    x = leaf(1.0, 2.0)
    y = x * 2
    x.data = torch.tensor([5.0, 6.0])
    (y + x).sum().backward()
    assert x.grad.tolist() == [3.0, 3.0]


def test_numpy_refuses_a_tensor_that_requires_grad():
    x = leaf(1.0)
    for read in (x.numpy, lambda: np.asarray(x), lambda: np.asarray(x * 2)):
        with pytest.raises(RuntimeError, match=r"Use tensor.detach\(\).numpy\(\) instead"):
            read()
    x.detach().numpy()[0] = 4
    assert x.tolist() == [4.0]


def test_numpy_is_given_where_nothing_is_recorded():
    x = leaf(1.0)
    with torch.no_grad():
        assert x.numpy().tolist() == [1.0]


def test_grad_can_be_set():
    x = leaf(1.0, 2.0)
    x.grad = torch.tensor([1.0, 1.0])
    (x * 2).sum().backward()
    assert x.grad.tolist() == [3.0, 3.0]
    x.grad = None
    assert x.grad is None


@pytest.mark.parametrize(
    ("value", "error", "message"),
    [
        (torch.ones(3), RuntimeError, r"attempting to assign a gradient of size '\[3\]' to a tens"),
        (torch.ones(2).double(), RuntimeError, "attempting to assign a gradient with dtype"),
        (3, TypeError, "assigned grad expected to be a Tensor or None but got grad of type int"),
    ],
)
def test_a_grad_that_does_not_fit_is_refused(value, error, message):
    with pytest.raises(error, match=message):
        leaf(1.0, 2.0).grad = value


def test_only_leaves_can_be_copied_deeply_or_pickled():
    x = leaf(1.0, 2.0)
    (x * 2).sum().backward()
    copied = copy.deepcopy(x)
    assert copied.requires_grad
    assert copied.grad.tolist() == [2.0, 2.0]
    copied.grad.zero_()
    assert x.grad.tolist() == [2.0, 2.0]
    assert pickle.loads(pickle.dumps(x)).requires_grad
    with pytest.raises(RuntimeError, match="Only Tensors created explicitly by the user"):
        copy.deepcopy(x * 2)


# Reading the graph


def test_nodes_are_printed_with_their_names():
    x = leaf(1.0)
    for y, name in [(x / 5, "DivBackward0"), (x + 1, "AddBackward0"), (x * 2, "MulBackward0")]:
        assert re.fullmatch(f"<{name} object at 0x[0-9a-f]+>", repr(y.grad_fn))
        assert y.grad_fn.name() == name
        assert y.grad_fn.__class__.__name__ == name
    end = y.grad_fn.next_functions[0][0]
    assert re.fullmatch("<AccumulateGrad object at 0x[0-9a-f]+>", repr(end))


def test_next_functions_lead_down_to_the_leaf():
    x = leaf(1.0)
    z = (x * 2 + 2) / 5
    names, node = [], z.grad_fn
    while node.next_functions:
        names.append(node.name())
        node = node.next_functions[0][0]
    assert names == ["DivBackward0", "AddBackward0", "MulBackward0"]
    assert node.variable is x
    assert node.next_functions == ()


def test_next_functions_has_none_for_what_needs_no_gradient():
    x, c = leaf(1.0), torch.ones(1)
    (first, _), second = (x * c).grad_fn.next_functions
    assert first.variable is x
    assert second == (None, 0)


def test_a_leaf_has_one_end_of_the_graph_while_a_graph_holds_it():
    x = leaf(1.0)
    y = x * x
    (a, _), (b, _) = y.grad_fn.next_functions
    assert a is b
    assert (x + 1).grad_fn.next_functions[0][0] is a


def test_grad_fn_is_the_same_object_each_time():
    y = leaf(1.0) * 2
    assert y.grad_fn is y.grad_fn
    assert (-y).grad_fn.next_functions == ((y.grad_fn, 0),)


def test_output_nr_says_which_output_a_tensor_is():
    class Two(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x + 1, x + 2

        @staticmethod
        def backward(ctx, a, b):
            return a + b

    a, b = Two.apply(leaf(1.0))
    assert (a.output_nr, b.output_nr) == (0, 1)
    assert (b * 2).grad_fn.next_functions[0] == (a.grad_fn, 1)


def test_metadata_is_a_dict_for_notes():
    node = (leaf(1.0) * 2).grad_fn
    node.metadata["note"] = 3
    assert node.metadata == {"note": 3}


def test_a_node_can_be_called_with_a_gradient():
    x = torch.tensor(1.0, requires_grad=True)
    z = (x * 2 + 2) / 5
    grad, node = torch.tensor(1.0), z.grad_fn
    seen = []
    while True:
        seen.append(round(grad.item(), 6))
        answer = node(grad)
        if not answer:
            break
        grad, node = answer[0], node.next_functions[0][0]
    assert seen == [1.0, 0.2, 0.2, 0.4]
    assert round(x.grad.item(), 6) == 0.4


def test_a_called_node_gives_none_for_what_needs_no_gradient():
    x, c = leaf(3.0), torch.tensor([2.0])
    gradient, nothing = (x * c).grad_fn(torch.ones(1))
    assert gradient.tolist() == [2.0]
    assert nothing is None


def test_a_called_node_gives_gradients_in_the_shapes_of_its_inputs():
    x, y = torch.ones(2, 1, requires_grad=True), torch.ones(3, requires_grad=True)
    gx, gy = (x * y).grad_fn(torch.ones(2, 3))
    assert gx.tolist() == [[3.0], [3.0]]
    assert gy.tolist() == [2.0, 2.0, 2.0]


def test_a_called_node_records():
    x = leaf(3.0)
    node = (x * x).grad_fn
    assert node(torch.ones(1))[0].requires_grad
    with torch.no_grad():
        assert not node(torch.ones(1))[0].requires_grad


def test_a_node_wants_one_gradient_for_each_output():
    node = (leaf(3.0) * 2).grad_fn
    for grads in ((), (torch.ones(1), torch.ones(1))):
        with pytest.raises(TypeError, match=f"1 .*{len(grads)}"):
            node(*grads)


def test_a_node_called_without_a_gradient_gives_none():
    x = leaf(3.0)
    assert (x * x).grad_fn(None) == (None, None)
    assert x.exp().grad_fn.next_functions[0][0](None) == ()
    assert x.grad is None


def test_a_node_whose_graph_was_freed_cannot_be_called():
    y = leaf(3.0).exp()
    y.backward()
    with pytest.raises(RuntimeError, match="backward through the graph a second time"):
        y.grad_fn(torch.ones(1))


# What the graph keeps alive


@pytest.fixture
def no_gc():
    gc.collect()
    gc.disable()
    yield
    gc.enable()


class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        out = x * x * x
        ctx.save_for_backward(x, out)
        return out

    @staticmethod
    def backward(ctx, grad):
        x, out = ctx.saved_tensors
        return grad * 3 * x * x


def through_an_in_place_step(x):
    y = x * 1
    y[:1] *= 2
    return y


CHAINS = {
    "products": lambda x: x * x,
    "saved output": lambda x: x.exp(),
    "views": lambda x: x.view(2)[:1],
    "in place": through_an_in_place_step,
    "a user's op": Cube.apply,
}


@pytest.mark.parametrize("chain", CHAINS.values(), ids=CHAINS)
@pytest.mark.parametrize("differentiated", ["no", "backward", "create_graph"])
def test_a_graph_goes_with_its_last_tensor(no_gc, chain, differentiated):
    x = leaf(1.0, 2.0)
    y = chain(x)
    if differentiated == "backward":
        y.sum().backward()
    if differentiated == "create_graph":
        (g,) = torch.autograd.grad(y.sum(), x, create_graph=True)
        del g
    watched = [weakref.ref(y), weakref.ref(y.grad_fn), weakref.ref(x)]
    del x, y
    assert [w() for w in watched] == [None, None, None]


def test_a_graph_with_hooks_goes_with_its_last_tensor(no_gc):
    x = leaf(1.0, 2.0)
    y = x * x
    x.register_hook(lambda g: g * 2)
    x.register_post_accumulate_grad_hook(lambda t: None)
    y.register_hook(lambda g: g * 2)
    y.retain_grad()
    y.grad_fn.register_hook(lambda grad_inputs, grad_outputs: None)
    y.sum().backward()
    watched = [weakref.ref(y), weakref.ref(y.grad_fn), weakref.ref(x)]
    del x, y
    assert [w() for w in watched] == [None, None, None]


def test_an_intermediate_tensor_goes_while_the_graph_stays(no_gc):
    x = leaf(1.0)
    a = x * 2
    y = a * a
    watched = weakref.ref(a)
    del a
    assert watched() is None
    y.backward()
    assert x.grad.tolist() == [8.0]


def test_a_leaf_that_nobody_holds_gets_no_gradient_and_the_others_do():
    x, w = leaf(3.0), leaf(2.0)
    y = x * w
    watched = weakref.ref(x)
    del x
    assert watched() is None
    assert y.grad_fn.next_functions[0][0].variable is None
    y.backward()
    assert w.grad.tolist() == [3.0]


def test_a_view_made_without_recording_stays_off_the_graph():
    x = leaf(1.0, 2.0)
    with torch.no_grad():
        view = x[0]
    (x * 2).sum().backward()
    assert not view.requires_grad
    c = torch.ones(2)
    view = c[0]
    c.requires_grad_()
    (c * 2).sum().backward()
    assert not view.requires_grad
    assert view.is_leaf
