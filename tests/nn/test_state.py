"""Saving and loading: extra state, assignment, hooks. The rest is in test_module.py."""

from tests.nn import questions_given


@questions_given(
    "n = torch.nn.Linear(3, 2)",
    """
>>> n.state_dict()._metadata
OrderedDict([('', {'version': 1})])
>>> class M(torch.nn.Module):
...     def get_extra_state(self): return 7
...     def set_extra_state(self, state): self.got = state
... m = M(); m.load_state_dict(m.state_dict()), m.got, list(m.state_dict().items())
(<All keys matched successfully>, 7, [('_extra_state', 7)])
>>> class M(torch.nn.Module):
...     def get_extra_state(self): return 7
...     def set_extra_state(self, state): self.got = state
... M().load_state_dict({})
RuntimeError: Error(s) in loading state_dict for M:
	Missing key(s) in state_dict: "_extra_state".
>>> n.load_state_dict({'weight': torch.ones(2, 3), 'bias': torch.ones(2), '_extra_state': 3})
RuntimeError: Error(s) in loading state_dict for Linear:
	Unexpected key(s) in state_dict: "_extra_state".
>>> given = {'weight': torch.ones(2, 3), 'bias': torch.ones(2)}
... n.load_state_dict(given, assign=True), n.weight, n.bias.requires_grad
(<All keys matched successfully>, Parameter containing:
tensor([[1., 1., 1.],
        [1., 1., 1.]], requires_grad=True), True)
>>> t = torch.nn.Parameter(torch.ones(2, 3), requires_grad=False)
... given = {'weight': t, 'bias': torch.ones(2)}
... n.load_state_dict(given, assign=True), n.weight is t, t.requires_grad
(<All keys matched successfully>, True, True)
>>> n.load_state_dict({'weight': torch.ones(2, 2), 'bias': torch.ones(2)}, assign=True)
RuntimeError: Error(s) in loading state_dict for Linear:
        size mismatch for weight: copying a param with shape torch.Size([2, 2]) from checkpoint,
the shape in current model is torch.Size([2, 3]).
>>> n.register_buffer('k', torch.tensor(1.0))
... n.load_state_dict({'k': torch.tensor([4.0])}, strict=False), n.k
(_IncompatibleKeys(missing_keys=['weight', 'bias'], unexpected_keys=[]), tensor(4.))
>>> said = []
... n.register_state_dict_pre_hook(lambda m, p, k: said.append((m is n, p, k)))
... n.register_state_dict_post_hook(lambda m, d, p, meta: d.pop(p + 'bias'))
... n.state_dict()
RuntimeError: state_dict post-hook must return None
>>> def drop(m, d, p, meta): d.pop(p + 'bias')
... h = n.register_state_dict_post_hook(drop)
... list(n.state_dict()), h.remove(), list(torch.nn.Sequential(n).state_dict())
(['weight'], None, ['0.weight', '0.bias'])
>>> def rename(m, d, p, *rest): d[p + 'weight'] = d.pop(p + 'old')
... n.register_load_state_dict_pre_hook(rename)
... given = {'old': torch.ones(2, 3), 'bias': torch.ones(2)}
... n.load_state_dict(given), n.weight, list(given)
(<All keys matched successfully>, Parameter containing:
tensor([[1., 1., 1.],
        [1., 1., 1.]], requires_grad=True), ['old', 'bias'])
>>> def forgive(m, keys): keys.missing_keys.clear()
... n.register_load_state_dict_post_hook(forgive)
... n.load_state_dict({'weight': torch.ones(2, 3)})
<All keys matched successfully>
>>> n.register_load_state_dict_post_hook(lambda m, keys: 3)
... n.load_state_dict(n.state_dict())
AssertionError: Hooks registered with ``register_load_state_dict_post_hook`` are not expected to
return new values, if incompatible_keys need to be modified, it should be done inplace.
>>> n.to_empty(device='cpu').weight.shape, n.type(torch.float64).weight.dtype
(torch.Size([2, 3]), torch.float64)
""",
)
def test_state(ask, code, answer):
    ask(code, answer)
