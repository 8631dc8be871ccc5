"""Hooks around a module's forward and backward."""

import pytest

import tinygrad_np as torch
from tests.nn import questions_given

LAYER = "torch.manual_seed(0); n = torch.nn.Linear(3, 2)"


@questions_given(
    LAYER,
    """
>>> n.register_forward_hook(lambda m, a, o: o * 0)
... n(x) == 0
tensor([[True, True],
        [True, True]])
>>> n.register_forward_hook(lambda m, a, o: None)
... n(x).shape
torch.Size([2, 2])
>>> n.register_forward_pre_hook(lambda m, a: a[0] * 0)
... n(x) == n.bias
tensor([[True, True],
        [True, True]])
>>> n.register_forward_pre_hook(lambda m, a: (a[0] * 0,))
... n(x) == n.bias
tensor([[True, True],
        [True, True]])
>>> n.register_forward_pre_hook(lambda m, a, k: ((x * 0,), {}), with_kwargs=True)
... n(input=x) == n.bias
tensor([[True, True],
        [True, True]])
>>> n.register_forward_pre_hook(lambda m, a, k: 3, with_kwargs=True)
... n(x)
RuntimeError: forward pre-hook must return None or a tuple of (new_args, new_kwargs), but got 3.
>>> said = []
... for i in range(3): n.register_forward_hook(lambda m, a, o, i=i: said.append(i), prepend=i == 2)
... n(x); said
[2, 0, 1]
>>> said = []
... h = n.register_forward_hook(lambda m, a, k, o: said.append((len(a), list(k))), with_kwargs=True)
... n(input=x); h.remove(); n(x); said
[(0, ['input'])]
>>> said = []
... with n.register_forward_hook(lambda *a: said.append(1)): n(x)
... n(x); said
[1]
>>> said = []
... n.register_forward_hook(lambda m, a, o: said.append(o), always_call=True)
... try: n(3)
... except TypeError: pass
... said
[None]
>>> said = []
... n.register_full_backward_hook(lambda m, g, h: said.append((m is n, g[0].shape, h)))
... n(x).sum().backward(); said
[(True, torch.Size([2, 3]), (tensor([[1., 1.],
        [1., 1.]]),))]
>>> n.register_full_backward_hook(lambda m, g, h: (g[0] * 10,))
... n(x).sum().backward(); x.grad.shape, n.weight.grad
(torch.Size([2, 3]), tensor([[5., 7., 9.],
        [5., 7., 9.]]))
>>> n.register_full_backward_pre_hook(lambda m, h: (h[0] * 0,))
... n(x).sum().backward(); x.grad, n.bias.grad
(tensor([[0., 0., 0.],
        [0., 0., 0.]]), tensor([0., 0.]))
>>> n.register_full_backward_hook(lambda m, g, h: (g[0], g[0]))
... n(x).sum().backward()
RuntimeError: Backward hook returned an invalid number of grad_input, got 2, but expected 1
>>> n.register_full_backward_pre_hook(lambda m, h: (h[0], h[0]))
... n(x).sum().backward()
RuntimeError: Backward pre hook returned an invalid number of grad_output, got 2, but expected 1
>>> n.register_full_backward_hook(lambda m, g, h: None)
... y = n(x); y.grad_fn.name()
'BackwardHookFunctionBackward'
>>> class Two(torch.nn.Module):
...     def forward(self, a, b, c): return a * b, c
... t, said = Two(), []
... t.register_full_backward_hook(lambda m, g, h: said.append((g, h)))
... y, c = t(v, 3.0, s); (y.sum() + c).backward(); said, v.grad, s.grad
([((tensor([3., 3., 3.]), None, tensor(1.)), (tensor([1., 1., 1.]), tensor(1.)))], tensor([3., 3.,
3.]), tensor(1.))
>>> class Two(torch.nn.Module):
...     def forward(self, a): return a, a * 2
... t, said = Two(), []
... t.register_full_backward_hook(lambda m, g, h: said.append((g, h)))
... t(v)[1].sum().backward(); said
[((tensor([2., 2., 2.]),), (None, tensor([1., 1., 1.])))]
>>> import copy
... n.register_forward_hook(lambda m, a, o: o * 0)
... copy.deepcopy(n)(x) == 0
tensor([[True, True],
        [True, True]])
""",
)
def test_hooks_see_and_replace_what_passes(ask, code, answer):
    ask(code, answer)


def test_without_inputs_that_require_grad_a_backward_hook_runs_at_the_outputs():
    layer, said = torch.nn.Linear(3, 2), []
    layer.register_full_backward_hook(lambda module, grads, heads: said.append((grads, heads)))
    with pytest.warns(UserWarning, match="no inputs require gradients"):
        layer(torch.ones(1, 3)).sum().backward()
    assert said[0][0] == (None,)
    assert said[0][1][0].tolist() == [[1.0, 1.0]]


@questions_given(
    "",
    """
>>> class Passing(torch.nn.Module):
...     def forward(self, a, b): return a * 2, b
... n, seen = Passing(), []
... n.register_full_backward_hook(lambda m, grads, heads: seen.append((grads, heads)))
... n(v, 5)[0].sum().backward()
... seen
[((tensor([2., 2., 2.]), None), (tensor([1., 1., 1.]), None))]
>>> class Adding(torch.nn.Module):
...     def forward(self, a, b, c): return a * 2 + b + c
... n, seen = Adding(), []
... def double(module, grads, heads):
...     seen.append(grads)
...     return tuple(g * 2 for g in grads)
... n.register_full_backward_hook(double)
... n(v, w.detach(), i).sum().backward()
... seen, v.grad
([(tensor([2., 2., 2.]), tensor([0., 0., 0.], dtype=torch.float64), tensor([0, 0, 0]))],
tensor([4., 4., 4.]))
""",
)
def test_gradients_are_as_many_as_inputs_and_outputs(ask, code, answer):
    ask(code, answer)


def test_a_hook_that_always_runs_does_not_hide_the_error():
    layer = torch.nn.Linear(3, 2)
    layer.register_forward_hook(lambda *args: 1 / 0, always_call=True)
    with (
        pytest.warns(UserWarning, match="silenced as another error was raised in forward"),
        pytest.raises(TypeError),
    ):
        layer(3)


def test_a_module_without_hooks_pays_nothing_for_them():
    assert "_hooks" not in vars(torch.nn.Linear(3, 2))
