"""Saving and loading: extra state, assignment, hooks. The rest is in test_module.py."""

import numpy as np
import pytest

import tinygrad_np as torch
from tests.nn import questions_given
from tinygrad_np import nn


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


MENDING = """\
class M(torch.nn.Module):
    _version = 3

    def __init__(self, *below):
        super().__init__()
        self.w = torch.nn.Parameter(torch.ones(2))
        for place, module in enumerate(below):
            self.add_module(str(place), module)

    def _load_from_state_dict(self, state, prefix, metadata, strict, missing, unexpected, errors):
        self.seen = metadata.get('version'), prefix, strict
        if prefix + 'old' in state:
            state[prefix + 'w'] = state.pop(prefix + 'old')
        super()._load_from_state_dict(
            state, prefix, metadata, strict, missing, unexpected, errors
        )

    def _save_to_state_dict(self, destination, prefix, keep_vars):
        super()._save_to_state_dict(destination, prefix, keep_vars)
        destination[prefix + 'more'] = 7


m = M(M())
"""


@questions_given(
    MENDING,
    """
>>> m.load_state_dict({'old': torch.zeros(2), '0.old': torch.full((2,), 2.0)})
... m.w.tolist(), getattr(m, '0').w.tolist(), m.seen, getattr(m, '0').seen
([0.0, 0.0], [2.0, 2.0], (None, '', True), (None, '0.', True))
>>> m.load_state_dict(m.state_dict(), strict=False), m.seen, getattr(m, '0').seen
(_IncompatibleKeys(missing_keys=[], unexpected_keys=['more', '0.more']), (3, '', True),
(3, '0.', True))
>>> list(m.state_dict(prefix='a.'))
['a.w', 'a.more', 'a.0.w', 'a.0.more']
>>> lost, found, wrong = [], [], []
... m._load_from_state_dict({'w': torch.zeros(2), 'b': 1}, '', {}, True, lost, found, wrong)
... m.w.tolist(), lost, found, wrong
([0.0, 0.0], [], ['b'], [])
>>> order = []
... for name, module in m.named_modules():
...     module.register_load_state_dict_post_hook(lambda m, keys, name=name: order.append(name))
...     module._register_load_state_dict_pre_hook(lambda state, prefix, *a: state.update(
...         {prefix + 'w': torch.zeros(2)}))
... m.load_state_dict({}), order
(<All keys matched successfully>, ['0', ''])
>>> m._register_load_state_dict_pre_hook(lambda m, *a: m.w.data.zero_(), with_module=True)
... m.load_state_dict({'w': torch.ones(2)}, strict=False), m.w.tolist()
(_IncompatibleKeys(missing_keys=['0.w'], unexpected_keys=[]), [1.0, 1.0])
""",
)
def test_a_module_can_mend_what_it_loads(ask, code, answer):
    ask(code, answer)


@questions_given(
    "",
    """
>>> class Only(torch.nn.Module):
...     def set_extra_state(self, state): pass
... Only().load_state_dict(Only().state_dict())
RuntimeError: Error(s) in loading state_dict for Only:
        Missing key(s) in state_dict: "_extra_state".
>>> class Only(torch.nn.Module):
...     def get_extra_state(self): return 1
... Only().load_state_dict(Only().state_dict())
RuntimeError: Error(s) in loading state_dict for Only:
        Unexpected key(s) in state_dict: "_extra_state".
""",
)
def test_an_extra_state_is_both_given_and_taken(ask, code, answer):
    ask(code, answer)


def test_arrays_can_take_the_places_of_buffers():
    model = nn.Module()
    model.register_buffer("mean", torch.zeros(2))
    model.load_state_dict({"mean": np.ones(2, np.float32)}, assign=True)
    assert isinstance(model.mean, torch.Tensor)
    assert model.mean.tolist() == [1, 1]


def test_nothing_is_changed_where_a_module_below_complains():
    model = nn.Sequential(nn.Linear(1, 1), nn.Linear(1, 1))
    before = model[0].weight.item()
    state = {name: torch.full_like(t, 7) for name, t in model.state_dict().items()}
    with pytest.raises(RuntimeError, match=r"size mismatch for 1\.bias"):
        model.load_state_dict({**state, "1.bias": torch.ones(2)})
    assert model[0].weight.item() == before
