"""Hooks around the steps, the saving and the loading of optimizers."""

import copy

import pytest

import tinygrad_np as us
from tests.oracle import questions


@questions(
    """
>>> o, seen = torch.optim.SGD([v]), []
... o.register_step_pre_hook(lambda o, a, k: seen.append((a[0] is o, len(a), sorted(k))))
... handle = o.register_step_post_hook(lambda o, a, k: seen.append(('after', len(a), sorted(k))))
... o.step(); o.step(lambda: 1); handle.remove(); o.step(closure=lambda: 1)
... seen
[(True, 1, []), ('after', 1, []), (True, 2, []), ('after', 2, []), (True, 1, ['closure'])]
>>> o = torch.optim.SGD([v])
... o.register_step_pre_hook(lambda o, a, k: ((o, lambda: 7), {}))
... o.step()
7
>>> o = torch.optim.SGD([v])
... o.register_step_pre_hook(lambda o, a, k: 3)
... o.step()
RuntimeError: ... must return None or a tuple of (new_args, new_kwargs), but got 3.
>>> o, seen = torch.optim.SGD([v]), []
... for n in (1, 2): o.register_state_dict_pre_hook(lambda o, n=n: seen.append(n))
... o.register_state_dict_pre_hook(lambda o: seen.append(0), prepend=True)
... o.state_dict(); seen
[0, 1, 2]
>>> o = torch.optim.SGD([v])
... handle = o.register_state_dict_post_hook(lambda o, d: {**d, 'more': 3})
... o.register_state_dict_post_hook(lambda o, d: d.pop('more'), prepend=True)
... o.state_dict()
KeyError: 'more'
>>> o = torch.optim.SGD([v])
... handle = o.register_state_dict_post_hook(lambda o, d: {**d, 'more': 3})
... o.register_state_dict_post_hook(lambda o, d: d.update(again=d['more']))
... first = o.state_dict(); handle.remove(); first['more'], first['again']
(3, 3)
>>> o, saved, seen = torch.optim.SGD([v]), torch.optim.SGD([w], lr=9).state_dict(), []
... def before(o, given):
...     seen.append(given is saved)
...     return {**given, 'param_groups': [{**given.pop('param_groups')[0], 'momentum': 0.5}]}
... o.register_load_state_dict_pre_hook(before)
... o.register_load_state_dict_post_hook(lambda o: seen.append(o.param_groups[0]['lr']))
... o.register_load_state_dict_post_hook(lambda o: seen.append('first'), prepend=True)
... o.load_state_dict(saved)
... seen, o.param_groups[0]['momentum'], sorted(saved)
([False, 'first', 9], 0.5, ['param_groups', 'state'])
"""
)
def test_hooks(ask, code, answer):
    ask(code, answer)


@pytest.mark.parametrize("library", ["us", pytest.param("torch", marks=pytest.mark.oracle)])
def test_hooks_of_all_optimizers_run_outside_of_those_of_one(library):
    torch = us if library == "us" else pytest.importorskip("torch")
    import importlib

    optimizer_module = importlib.import_module(f"{torch.__name__}.optim.optimizer")
    seen = []
    adam = torch.optim.Adam([torch.ones(1, requires_grad=True)])
    adam.register_step_pre_hook(lambda *_: seen.append("own, before"))
    adam.register_step_post_hook(lambda *_: seen.append("own, after"))
    before = optimizer_module.register_optimizer_step_pre_hook
    after = optimizer_module.register_optimizer_step_post_hook
    with (
        before(lambda o, *_: seen.append(type(o).__name__)),
        after(lambda *_: seen.append("every, after")),
    ):
        adam.step()
        torch.optim.SGD([torch.ones(1, requires_grad=True)]).step()
    adam.step()
    own = ["own, before", "own, after"]
    assert seen == ["Adam", *own, "every, after", "SGD", "every, after", *own]


def test_a_copy_of_an_optimizer_has_no_hooks():
    optimizer = us.optim.SGD([us.ones(1, requires_grad=True)])
    optimizer.register_step_pre_hook(lambda *_: pytest.fail("the hook of another"))
    copy.deepcopy(optimizer).step()
    assert sorted(optimizer.__getstate__()) == ["defaults", "param_groups", "state"]
