"""Hooks on tensors and nodes: when they run, what they may change, how they are taken back."""

import pytest

import tinygrad_np as torch
from tests.leaf import leaf


def accumulator(x):
    """The node that adds to the gradient of a leaf, and a tensor that keeps it alive."""
    y = x * 1
    return y.grad_fn.next_functions[0][0], y


# Tensor.register_hook


@pytest.mark.parametrize("place", ["leaf", "computed"])
def test_a_hook_sees_the_gradient_of_a_tensor(place):
    x = leaf(2.0)
    y = x * 3
    seen = []
    {"leaf": x, "computed": y}[place].register_hook(lambda g: seen.append((type(g), g.tolist())))
    (y * 5).backward()
    assert seen == [(torch.Tensor, [15.0] if place == "leaf" else [5.0])]
    assert x.grad.tolist() == [15.0]


@pytest.mark.parametrize("place", ["leaf", "computed"])
def test_what_a_hook_returns_replaces_the_gradient(place):
    x = leaf(2.0)
    y = x * 3
    {"leaf": x, "computed": y}[place].register_hook(lambda g: g * 100)
    (y * 5).backward()
    assert x.grad.tolist() == [1500.0]


def test_hooks_run_in_the_order_in_which_they_were_registered():
    x = leaf(1.0)
    x.register_hook(lambda g: g + 1)
    x.register_hook(lambda g: None)
    x.register_hook(lambda g: g * 10)
    x.backward()
    assert x.grad.tolist() == [20.0]


def test_a_hook_is_called_once_with_the_whole_gradient():
    x = leaf(1.0)
    y = x * 1
    seen = []
    x.register_hook(lambda g: seen.append(("x", g.tolist())))
    y.register_hook(lambda g: seen.append(("y", g.tolist())))
    (y * 2 + y * 3 + x * 4).backward()
    assert seen == [("y", [5.0]), ("x", [9.0])]


def test_hooks_of_a_leaf_stay_for_later_graphs():
    x = leaf(1.0)
    x.register_hook(lambda g: g * 2)
    for _ in range(2):
        (x * 3).backward()
    assert x.grad.tolist() == [12.0]


@pytest.mark.parametrize("place", ["leaf", "computed"])
def test_a_handle_removes_its_hook(place):
    x = leaf(1.0)
    y = x * 1
    t = {"leaf": x, "computed": y}[place]
    seen = []
    first, second = (t.register_hook(lambda g, name=name: seen.append(name)) for name in "ab")
    first.remove()
    first.remove()
    y.backward(retain_graph=True)
    with second:
        y.backward(retain_graph=True)
    y.backward()
    assert seen == ["b", "b"]


def test_a_hook_may_remove_itself():
    x = leaf(1.0)
    seen = []

    def once(g):
        seen.append(1)
        handle.remove()

    handle = x.register_hook(once)
    x.register_hook(lambda g: seen.append(2))
    for _ in range(2):
        x.backward()
    assert seen == [1, 2, 2]


def test_one_function_may_be_registered_twice():
    x = leaf(1.0)

    def double(g):
        return g * 2

    x.register_hook(double)
    x.register_hook(double).remove()
    x.backward()
    assert x.grad.tolist() == [2.0]


def test_a_hook_must_keep_the_shape():
    x = leaf(1.0, 2.0)
    x.register_hook(lambda g: torch.ones(3))
    with pytest.raises(RuntimeError, match=r"hook .*<lambda>.* has changed the size of value"):
        x.sum().backward()


def test_a_hook_must_keep_the_dtype():
    x = leaf(1.0)
    x.register_hook(lambda g: g.double())
    with pytest.raises(RuntimeError, match=r"hook .*<lambda>.* has changed the type of value"):
        x.backward()


def test_a_hook_must_return_a_tensor_or_none():
    x = leaf(1.0)
    x.register_hook(lambda g: 3)
    with pytest.raises(TypeError, match="expected Variable, but hook returned 'int'"):
        x.backward()


def test_a_tensor_without_grad_takes_no_hook():
    message = "cannot register a hook on a tensor that doesn't require gradient"
    for register in (torch.ones(1).register_hook, torch.ones(1).register_post_accumulate_grad_hook):
        with pytest.raises(RuntimeError, match=message):
            register(lambda t: None)


def test_hooks_run_for_grad_and_its_inputs():
    x = leaf(2.0)
    y = x * x
    y.register_hook(lambda g: g * 10)
    x.register_hook(lambda g: g + 1)
    assert torch.autograd.grad(y * 1, x, retain_graph=True)[0].tolist() == [41.0]
    assert torch.autograd.grad(y * 1, y)[0].tolist() == [10.0]


def test_a_hook_of_an_output_that_is_not_used_sees_no_gradient():
    class Two(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2, x * 3

        @staticmethod
        def backward(ctx, a, b):
            return a * 2 + b * 3

    x = leaf(1.0)
    a, b = Two.apply(x)
    a.register_hook(lambda g: None if g is None else pytest.fail("called with a gradient"))
    b.register_hook(lambda g: g * 10)
    b.backward()
    assert x.grad.tolist() == [30.0]


def test_hooks_of_both_places_of_a_tensor_modified_in_place():
    x = leaf(1.0)
    y = x * 2
    y.register_hook(lambda g: g * 10)
    y *= 3
    y.register_hook(lambda g: g * 100)
    y.backward()
    assert x.grad.tolist() == [6000.0]


# What a hook keeps


@pytest.mark.parametrize("pass_on", [lambda x: x + 0, lambda x: x * 1, lambda x: x.view(1)])
def test_a_gradient_that_a_hook_kept_is_not_changed_by_the_pass(pass_on):
    kept = []
    x = leaf(1.0)
    a = pass_on(x)
    x.register_hook(kept.append)
    a.register_hook(kept.append)
    first = a * 2
    first.register_hook(kept.append)
    first.grad_fn.register_hook(lambda gi, go: kept.extend(g for g in gi + go if g is not None))
    first.grad_fn.register_prehook(lambda go: kept.extend(go))
    for _ in range(2):
        (first + a * 3 + a * 5 + x * 7).backward(retain_graph=True)
    x.grad.zero_()
    one_pass = [1.0, 1.0, 2.0, 1.0, 10.0, 17.0]
    assert sorted(g.item() for g in kept) == sorted(one_pass * 2)


@pytest.mark.parametrize("register", ["tensor", "prehook", "posthook"])
def test_a_tensor_that_a_hook_returned_is_not_changed_by_the_pass(register):
    given = torch.ones(1)
    x = leaf(1.0)
    a = x * 1
    b = a + 0
    if register == "tensor":
        b.register_hook(lambda g: given)
    elif register == "prehook":
        b.grad_fn.register_prehook(lambda grads: (given,))
    else:
        b.grad_fn.register_hook(lambda inputs, outputs: (given, *inputs[1:]))
    (b + a * 3 + a * 5).backward()
    assert x.grad.tolist() == [9.0]
    x.grad.zero_()
    assert given.tolist() == [1.0]


# register_post_accumulate_grad_hook


def test_a_hook_is_told_when_the_gradient_has_grown():
    x = leaf(2.0)
    seen = []
    x.register_post_accumulate_grad_hook(lambda t: seen.append((t is x, t.grad.tolist())))
    (x * x).backward()
    (x * x).backward()
    assert seen == [(True, [4.0]), (True, [8.0])]


def test_it_may_update_the_leaf_and_drop_its_gradient():
    w = leaf(2.0)

    def step(t):
        with torch.no_grad():
            t -= 0.5 * t.grad
        t.grad = None

    handle = w.register_post_accumulate_grad_hook(step)
    (w * w).backward()
    assert (w.tolist(), w.grad) == ([0.0], None)
    handle.remove()
    (w * 3).backward()
    assert w.grad.tolist() == [3.0]


def test_it_is_not_called_by_grad():
    x = leaf(2.0)
    x.register_post_accumulate_grad_hook(lambda t: pytest.fail("called"))
    torch.autograd.grad(x * x, x)


def test_it_is_for_leaves():
    message = "post accumulate grad hooks cannot be registered on non-leaf tensors"
    with pytest.raises(RuntimeError, match=message):
        (leaf(2.0) * 1).register_post_accumulate_grad_hook(lambda t: None)


def test_it_is_called_for_the_inputs_of_backward():
    x = leaf(2.0)
    seen = []
    x.register_post_accumulate_grad_hook(lambda t: seen.append(t.grad.tolist()))
    (x * x).backward(inputs=[x])
    assert seen == [[4.0]]


# Node hooks


def test_a_node_hook_sees_both_sides():
    x, c = leaf(2.0), torch.tensor([3.0])
    y = x * c
    seen = []
    y.grad_fn.register_hook(lambda inputs, outputs: seen.append((inputs, outputs)))
    (y * 5).backward()
    ((gx, gc), (gy,)) = seen[0]
    assert (gx.tolist(), gc, gy.tolist()) == ([15.0], None, [5.0])


def test_a_node_hook_sees_gradients_in_the_shapes_and_dtypes_of_the_inputs():
    x, y = torch.ones(2, 1, requires_grad=True), torch.ones(3, requires_grad=True)
    z = x * y.double()
    seen = []
    z.grad_fn.register_hook(lambda inputs, outputs: seen.extend(inputs))
    z.sum().backward()
    assert [(g.shape, g.dtype) for g in seen] == [((2, 1), torch.float32), ((3,), torch.float64)]


def test_a_node_hook_may_replace_what_the_node_made():
    x, y = leaf(2.0), leaf(3.0)
    z = x * y
    handle = z.grad_fn.register_hook(lambda inputs, outputs: (inputs[0] * 10, None))
    z.backward(retain_graph=True)
    assert (x.grad.tolist(), y.grad) == ([30.0], None)
    handle.remove()
    z.backward()
    assert (x.grad.tolist(), y.grad.tolist()) == ([33.0], [2.0])


def test_a_prehook_may_replace_what_the_node_is_given():
    x = leaf(2.0)
    y = x * 3
    handle = y.grad_fn.register_prehook(lambda outputs: (outputs[0] * 10,))
    y.backward(retain_graph=True)
    assert x.grad.tolist() == [30.0]
    handle.remove()
    y.backward()
    assert x.grad.tolist() == [33.0]


def test_tensor_hooks_come_before_prehooks_before_node_hooks():
    log = []
    y = leaf(2.0) * 3
    y.grad_fn.register_hook(lambda inputs, outputs: log.append("node"))
    y.grad_fn.register_prehook(lambda outputs: log.append("pre"))
    y.register_hook(lambda g: log.append("tensor"))
    y.backward()
    assert log == ["tensor", "pre", "node"]


def test_the_end_of_the_graph_takes_hooks_too():
    x = leaf(2.0)
    node, y = accumulator(x)
    log = []
    node.register_prehook(lambda grads: log.append(("pre", grads[0].tolist(), x.grad)))
    node.register_hook(lambda nothing, grads: log.append(("post", nothing, x.grad.tolist())))
    y.backward()
    assert log == [("pre", [1.0], None), ("post", (), [1.0])]


@pytest.mark.parametrize(
    ("register", "hook", "error"),
    [
        ("register_hook", lambda i, o: i[0], TypeError),
        ("register_hook", lambda i, o: (i[0],), RuntimeError),
        ("register_hook", lambda i, o: (i[0], i[0], i[0]), RuntimeError),
        ("register_prehook", lambda o: (o[0], o[0]), RuntimeError),
    ],
)
def test_a_node_hook_must_return_a_tuple_of_the_right_length(register, hook, error):
    z = leaf(2.0) * leaf(3.0)
    getattr(z.grad_fn, register)(hook)
    with pytest.raises(error, match="hook"):
        z.backward()


def test_node_hooks_work_on_users_ops():
    class Double(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, grad):
            return grad * 2

    x = leaf(1.0)
    y = Double.apply(x)
    y.grad_fn.register_prehook(lambda outputs: (outputs[0] * 10,))
    y.grad_fn.register_hook(lambda inputs, outputs: (inputs[0] + 1,))
    y.backward()
    assert x.grad.tolist() == [21.0]


# Under create_graph


def test_hooks_are_part_of_a_recorded_pass():
    x = leaf(2.0)
    y = x * x
    handle = x.register_hook(lambda g: g * x)
    y.grad_fn.register_hook(lambda inputs, outputs: tuple(g * 3 for g in inputs))
    (g,) = torch.autograd.grad(y, x, create_graph=True)
    assert g.tolist() == [24.0]  # 6 x^2
    handle.remove()
    assert torch.autograd.grad(g, x)[0].tolist() == [24.0]


def test_a_hook_records_only_under_create_graph():
    x = leaf(2.0)
    seen = []
    x.register_hook(lambda g: seen.append((torch.is_grad_enabled(), g.requires_grad)))
    torch.autograd.grad(x * x, x)
    torch.autograd.grad(x * x, x, create_graph=True)
    assert seen == [(False, False), (True, True)]


def test_a_hook_that_fails_ends_the_pass():
    x = leaf(2.0)

    def fails(g):
        raise ValueError("no")

    handle = x.register_hook(fails)
    y = x * 3
    with pytest.raises(ValueError, match="no"):
        y.backward(retain_graph=True)
    assert x.grad is None
    assert torch.is_grad_enabled()
    handle.remove()
    y.backward()
    assert x.grad.tolist() == [3.0]


def test_a_hook_may_differentiate_something_else():
    x, w = leaf(2.0), leaf(5.0)

    def other(g):
        with torch.enable_grad():
            (w * w).backward()

    x.register_hook(other)
    (x * x).backward()
    assert (x.grad.tolist(), w.grad.tolist()) == ([4.0], [10.0])
