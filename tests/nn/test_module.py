"""Walks through the tree of modules, what is done with all members, state, printed form, copies."""

import copy
import pickle

import numpy as np
import pytest

import tinygrad_np as torch
from tests.nn import questions_given
from tests.oracle import questions
from tinygrad_np import nn

LAYER = "n = torch.nn.Linear(2, 3)"
TREE = """\
s = torch.nn.Sequential(
    torch.nn.Linear(2, 3),
    torch.nn.ReLU(),
    torch.nn.Sequential(torch.nn.Tanh(), torch.nn.Linear(3, 1, bias=False)),
)"""
SHARED = """\
r, l = torch.nn.ReLU(), torch.nn.Linear(1, 1)
s = torch.nn.Sequential(l, r, l, r, None)"""


def tree():
    inner = nn.Sequential(nn.Tanh(), nn.Linear(3, 1, bias=False))
    return nn.Sequential(nn.Linear(2, 3), nn.ReLU(), inner)


# -- calling -------------------------------------------------------------------------------------


@questions(
    """
>>> torch.nn.Module()(3)
NotImplementedError: Module [Module] is missing the required "forward" function
>>> torch.nn.Module(3)
TypeError: Module.__init__() takes 1 positional argument but 2 were given
>>> torch.nn.Module(a=3)
TypeError: Module.__init__() got an unexpected keyword argument 'a'
>>> torch.nn.Linear(3, 2)()
TypeError: Linear.forward() missing 1 required positional argument: 'input'
>>> n = torch.nn.Linear(3, 2)
... n.forward = lambda x: x * 2
... n(v)
tensor([-2.,  1.,  4.], grad_fn=<MulBackward0>)
>>> class Scaled(torch.nn.Module):
...     def forward(self, x, *, by):
...         return x * by
... Scaled()(v, by=3)
tensor([-3.0000,  1.5000,  6.0000], grad_fn=<MulBackward0>)
"""
)
def test_calling(ask, code, answer):
    ask(code, answer)


# -- walks ---------------------------------------------------------------------------------------


@questions_given(
    TREE,
    """
>>> [n for n, _ in s.named_parameters()]
['0.weight', '0.bias', '2.1.weight']
>>> [n for n, _ in s.named_parameters(prefix='net')]
['net.0.weight', 'net.0.bias', 'net.2.1.weight']
>>> [n for n, _ in s.named_parameters(recurse=False)]
[]
>>> [n for n, _ in s[0].named_parameters('net', recurse=False)]
['net.weight', 'net.bias']
>>> [n for n, _ in s.named_modules()]
['', '0', '1', '2', '2.0', '2.1']
>>> [n for n, _ in s.named_modules(prefix='net')]
['net', 'net.0', 'net.1', 'net.2', 'net.2.0', 'net.2.1']
>>> [n for n, _ in s.named_modules({s[2]})]
['', '0', '1']
>>> [n for n, _ in s.named_children()]
['0', '1', '2']
>>> [type(m).__name__ for m in s.modules()]
['Sequential', 'Linear', 'ReLU', 'Sequential', 'Tanh', 'Linear']
>>> list(s.children())[1:]
[ReLU(), Sequential(
  (0): Tanh()
  (1): Linear(in_features=3, out_features=1, bias=False)
)]
>>> s[2].register_buffer('a', torch.zeros(1))
... s.register_buffer('b', None)
... list(s.named_buffers()), list(s.buffers()), list(s.buffers(recurse=False))
([('2.a', tensor([0.]))], [tensor([0.])], [])
""",
)
def test_walks_give_names_and_members_in_order(ask, code, answer):
    ask(code, answer)


@questions_given(
    SHARED,
    """
>>> [n for n, _ in s.named_parameters()]
['0.weight', '0.bias']
>>> [n for n, _ in s.named_parameters(remove_duplicate=False)]
['0.weight', '0.bias', '2.weight', '2.bias']
>>> [n for n, _ in s.named_modules()]
['', '0', '1']
>>> [n for n, _ in s.named_modules(remove_duplicate=False)]
['', '0', '1', '2', '3']
>>> [n for n, _ in s.named_children()]
['0', '1']
>>> len(list(s.modules())), len(list(s.modules(remove_duplicate=False)))
(3, 5)
>>> list(s.state_dict())
['0.weight', '0.bias', '2.weight', '2.bias']
>>> l.tied = l.weight
... [n for n, _ in s.named_parameters()], list(s.state_dict())[:3]
(['0.weight', '0.bias'], ['0.weight', '0.bias', '0.tied'])
""",
)
def test_what_is_shared_is_met_once(ask, code, answer):
    ask(code, answer)


# -- what is done with all members ---------------------------------------------------------------


@questions_given(
    TREE,
    """
>>> s.eval() is s, [m.training for m in s.modules()]
(True, [False, False, False, False, False, False])
>>> s.eval().train().training
True
>>> s[2].eval()
... [m.training for m in s.modules()]
[True, True, True, False, False, False]
>>> s.train(1)
ValueError: training mode is expected to be boolean
>>> s.train(None)
ValueError: training mode is expected to be boolean
>>> s.requires_grad_(False) is s, [p.requires_grad for p in s.parameters()]
(True, [False, False, False])
>>> seen = []
... s.apply(lambda m: seen.append(type(m).__name__)) is s, seen
(True, ['Linear', 'ReLU', 'Tanh', 'Linear', 'Sequential', 'Sequential'])
""",
)
def test_modes_and_apply(ask, code, answer):
    ask(code, answer)


@questions_given(
    LAYER,
    """
>>> n(torch.ones(4, 2)).sum().backward()
... n.zero_grad()
... n.weight.grad
None
>>> n(torch.ones(4, 2)).sum().backward()
... g = n.bias.grad
... n.zero_grad(set_to_none=False)
... n.bias.grad, g, n.bias.grad is g
(tensor([0., 0., 0.]), tensor([0., 0., 0.]), True)
>>> (n(torch.ones(4, 2)) ** 2).sum().backward(create_graph=True)
... g = n.bias.grad
... n.zero_grad(set_to_none=False)
... n.bias.grad, n.bias.grad is g, g.requires_grad
(tensor([0., 0., 0.]), True, False)
""",
)
def test_zero_grad(ask, code, answer):
    ask(code, answer)


@questions_given(
    LAYER,
    """
>>> w = n.weight
... n.double() is n, n.weight is w, n.weight.dtype, n.bias.dtype
(True, True, torch.float64, torch.float64)
>>> n.half().weight.dtype
torch.float16
>>> n.double().float().weight.dtype
torch.float32
>>> n.to(torch.float64).weight.dtype
torch.float64
>>> n.to(torch.zeros(1, dtype=torch.float64)).weight.dtype
torch.float64
>>> n.to('cpu') is n, n.to(torch.device('cpu')) is n, n.cpu() is n
(True, True, True)
>>> n.to(device='cpu', dtype=torch.float64).bias.dtype
torch.float64
>>> n.to(torch.device('cpu'), torch.float64, non_blocking=True).bias.dtype
torch.float64
>>> n.to(torch.int64)
TypeError: nn.Module.to only accepts floating point or complex dtypes, but got desired
dtype=torch.int64
>>> n.to(torch.tensor([True]))
TypeError: nn.Module.to only accepts floating point or complex dtypes, but got desired
dtype=torch.bool
>>> n.to(frobnicate=1)
TypeError: ...
>>> n(torch.ones(4, 2)).sum().backward()
... n.double().bias.grad
tensor([4., 4., 4.], dtype=torch.float64)
>>> n.register_buffer('c', torch.tensor(1))
... n.register_buffer('f', torch.tensor(1.0))
... n.double()
... n.c, n.f
(tensor(1), tensor(1., dtype=torch.float64))
>>> n.i = torch.nn.Parameter(torch.tensor([1]), requires_grad=False)
... n.double().i
Parameter containing:
tensor([1])
""",
)
def test_conversions(ask, code, answer):
    ask(code, answer)


def test_a_conversion_for_another_device_is_refused():
    with pytest.raises(RuntimeError, match="cuda"):
        nn.Linear(2, 3).to("cuda")


def test_training_goes_on_after_a_conversion():
    layer = nn.Linear(2, 1)
    layer(torch.ones(1, 2)).sum().backward()
    layer.double()
    layer(torch.ones(1, 2, dtype=torch.float64)).sum().backward()
    assert layer.weight.grad.tolist() == [[2.0, 2.0]]
    assert layer.weight.grad.dtype == torch.float64


# -- state ---------------------------------------------------------------------------------------


@questions_given(
    LAYER,
    """
>>> list(n.state_dict(prefix='net.'))
['net.weight', 'net.bias']
>>> d = n.state_dict()
... d['weight'].requires_grad, type(d['weight']).__name__, type(d).__name__
(False, 'Tensor', 'OrderedDict')
>>> n.state_dict()['weight'].data_ptr() == n.weight.data_ptr()
True
>>> n.state_dict(keep_vars=True)['weight'] is n.weight
True
>>> d = {'x': 1}
... n.state_dict(destination=d) is d, list(d)
(True, ['x', 'weight', 'bias'])
>>> n.load_state_dict({'weight': torch.ones(3, 2), 'bias': torch.zeros(3)}), n.weight, n.bias
(<All keys matched successfully>, Parameter containing:
tensor([[1., 1.],
        [1., 1.],
        [1., 1.]], requires_grad=True), Parameter containing:
tensor([0., 0., 0.], requires_grad=True))
>>> n.load_state_dict({'weight': torch.ones(3, 2, dtype=torch.float64), 'bias': i})
... n.weight, n.bias
(Parameter containing:
tensor([[1., 1.],
        [1., 1.],
        [1., 1.]], requires_grad=True), Parameter containing:
tensor([2., 0., 1.], requires_grad=True))
>>> n.load_state_dict({'weight': torch.zeros(3, 2), 'x': 1}, strict=False)
_IncompatibleKeys(missing_keys=['bias'], unexpected_keys=['x'])
>>> k = n.load_state_dict({'weight': torch.zeros(3, 2), 'x': 1}, strict=False)
... k.missing_keys, k.unexpected_keys
(['bias'], ['x'])
>>> n.load_state_dict([1])
TypeError: Expected state_dict to be dict-like, got <class 'list'>.
>>> n.load_state_dict({})
RuntimeError: Error(s) in loading state_dict for Linear:
	Missing key(s) in state_dict: "weight", "bias".
>>> n.load_state_dict({'weight': torch.zeros(3), 'x': 1, 'a.b': 2, 'bias': 3})
RuntimeError: Error(s) in loading state_dict for Linear:
	Unexpected key(s) in state_dict: "x", "a.b".
	size mismatch for weight: copying a param with shape torch.Size([3]) from checkpoint, the shape
	in current model is torch.Size([3, 2]).
	While copying the parameter named "bias", expected torch.Tensor or Tensor-like object from
	checkpoint but received <class 'int'>
>>> n.load_state_dict({'weight': torch.zeros(3), 'x': 1}, strict=False)
RuntimeError: Error(s) in loading state_dict for Linear:
	size mismatch for weight: copying a param with shape torch.Size([3]) from checkpoint, the shape
	in current model is torch.Size([3, 2]).
""",
)
def test_state_of_a_layer(ask, code, answer):
    ask(code, answer)


@questions_given(
    TREE,
    """
>>> s.load_state_dict({'zz.x': 1, '2.1.q': 2, '0.foo': 3, 'top': 4, '2.0.w': 5, '2.9.u': 7})
RuntimeError: Error(s) in loading state_dict for Sequential:
	Missing key(s) in state_dict: "0.weight", "0.bias", "2.1.weight".
	Unexpected key(s) in state_dict: "zz.x", "top", "0.foo", "2.9.u", "2.0.w", "2.1.q".
>>> s.register_buffer('mean', torch.zeros(1))
... s.register_buffer('scratch', torch.zeros(1), persistent=False)
... s.register_buffer('nothing', None)
... list(s.state_dict())
['mean', '0.weight', '0.bias', '2.1.weight']
""",
)
def test_state_of_a_tree(ask, code, answer):
    ask(code, answer)


def test_a_refused_state_dict_changes_nothing():
    layer = nn.Linear(2, 3)
    before = layer.weight.tolist()
    with pytest.raises(RuntimeError, match="size mismatch for bias"):
        layer.load_state_dict({"weight": torch.zeros(3, 2), "bias": torch.zeros(2)})
    assert layer.weight.tolist() == before


def test_a_state_dict_may_hold_arrays():
    layer = nn.Linear(2, 3)
    layer.load_state_dict({"weight": np.ones((3, 2)), "bias": np.zeros(3, np.float32)})
    assert layer.weight.tolist() == [[1, 1]] * 3
    assert layer.weight.dtype == torch.float32


def test_what_belongs_to_an_absent_module_is_unexpected():
    model = nn.Sequential(nn.ReLU(), None)
    with pytest.raises(RuntimeError, match=r'Unexpected key\(s\) in state_dict: "1.weight"'):
        model.load_state_dict({"1.weight": torch.zeros(1)})


def test_loading_counts_as_a_write():
    layer = nn.Linear(2, 1)
    loss = (layer(torch.ones(1, 2)) ** 2).sum() + (layer.weight**2).sum()
    layer.load_state_dict(nn.Linear(2, 1).state_dict())
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        loss.backward()


# -- printed form --------------------------------------------------------------------------------

PRINTED = """\
Sequential(
  (0): Linear(in_features=2, out_features=3, bias=True)
  (1): Two(
    a=1
    b=2
    (inner): Two(
      a=1
      b=2
    )
    (one): One(
      c=3
      (relu): ReLU()
    )
  )
  (2): Sequential()
  (3): None
  (4): One(c=3)
)"""


def printed(torch):
    class One(torch.nn.Module):
        def extra_repr(self):
            return "c=3"

    class Two(torch.nn.Module):
        def extra_repr(self):
            return "a=1\nb=2"

    two = Two()
    two.inner, two.one = Two(), One()
    two.one.relu = torch.nn.ReLU()
    parts = torch.nn.Linear(2, 3), two, torch.nn.Sequential(), None, One()
    return repr(torch.nn.Sequential(*parts))


def test_printed_form():
    assert printed(torch) == PRINTED


@pytest.mark.oracle
def test_printed_form_is_pytorchs():
    assert printed(pytest.importorskip("torch")) == PRINTED


# -- copies --------------------------------------------------------------------------------------


def test_a_deep_copy_is_a_module_of_its_own():
    model = tree()
    copied = copy.deepcopy(model)
    assert repr(copied) == repr(model)
    assert copied.state_dict().keys() == model.state_dict().keys()
    assert isinstance(copied[0].weight, nn.Parameter)
    assert copied[0].weight.tolist() == model[0].weight.tolist()
    copied[0].load_state_dict({"weight": torch.zeros(3, 2), "bias": torch.zeros(3)})
    copied[0].weight = None
    assert model[0].weight is not None
    assert model[0].weight.tolist() != [[0, 0]] * 3


def test_a_deep_copy_keeps_what_is_shared_shared():
    layer = nn.Linear(1, 1)
    copied = copy.deepcopy(nn.Sequential(layer, nn.ReLU(), layer))
    assert copied[0] is copied[2]
    assert copied[0] is not layer
    assert copied[0].weight is copied[0]._parameters["weight"]


def test_a_shallow_copy_shares_members_but_not_their_registry():
    layer = nn.Linear(1, 1)
    copied = copy.copy(layer)
    assert copied.weight is layer.weight
    copied.weight = None
    copied.register_buffer("more", torch.zeros(1))
    assert list(dict(layer.named_parameters())) == ["weight", "bias"]
    assert list(layer.buffers()) == []


def test_pickling():
    model = tree()
    model.register_buffer("scratch", torch.ones(1), persistent=False)
    loaded = pickle.loads(pickle.dumps(model.eval()))
    assert repr(loaded) == repr(model)
    assert not loaded.training
    assert list(loaded.state_dict()) == list(model.state_dict())
    assert loaded[0].weight.tolist() == model[0].weight.tolist()
    assert loaded(torch.ones(1, 2)).tolist() == model(torch.ones(1, 2)).tolist()
