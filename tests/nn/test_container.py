"""Modules in sequence, in a list, in a dict."""

import numpy as np
import pytest

import tinygrad_np as torch
from tests.nn import questions_given
from tests.nn.training import assert_trains_alike
from tests.oracle import questions
from tinygrad_np import nn

THREE = "s = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.ReLU(), torch.nn.Tanh())"
REPEATED = """\
s = torch.nn.Sequential()
s.add_module('w0', torch.nn.Linear(4, 3))
s.add_module('relu', torch.nn.ReLU())
s.add_module('w0', torch.nn.Linear(3, 2))"""


@questions_given(
    THREE,
    """
>>> len(s), s[0] is next(iter(s)), s[-1]
(3, True, Tanh())
>>> s[1:], s[5:]
(Sequential(
  (1): ReLU()
  (2): Tanh()
), Sequential())
>>> list(s[:1].state_dict()), s[:1][0] is s[0]
(['0.weight', '0.bias'], True)
>>> s[3]
IndexError: index 3 is out of range
>>> s[-4]
IndexError: index -4 is out of range
>>> s['0']
TypeError: 'str' object cannot be interpreted as an integer
>>> s[1] in s, torch.nn.ReLU() in s, bool(torch.nn.Sequential())
(True, False, False)
""",
)
def test_reading_by_place(ask, code, answer):
    ask(code, answer)


@questions_given(
    THREE,
    """
>>> s[-1] = torch.nn.Sigmoid()
... s
Sequential(
  (0): Linear(in_features=2, out_features=3, bias=True)
  (1): ReLU()
  (2): Sigmoid()
)
>>> s[3] = torch.nn.Sigmoid()
IndexError: index 3 is out of range
>>> s[1] = 3
TypeError: cannot assign 'int' as child module '1' (torch.nn.Module or None expected)
>>> del s[0]
... s, list(s.state_dict())
(Sequential(
  (0): ReLU()
  (1): Tanh()
), [])
>>> del s[-2:]
... s
Sequential(
  (0): Linear(in_features=2, out_features=3, bias=True)
)
>>> del s[7]
IndexError: index 7 is out of range
>>> s.append(torch.nn.Sigmoid()) is s, s
(True, Sequential(
  (0): Linear(in_features=2, out_features=3, bias=True)
  (1): ReLU()
  (2): Tanh()
  (3): Sigmoid()
))
>>> s.append(3)
TypeError: int is not a Module subclass
""",
)
def test_changing(ask, code, answer):
    ask(code, answer)


@questions(
    """
>>> from collections import OrderedDict
... s = torch.nn.Sequential(OrderedDict(a=torch.nn.ReLU(), b=torch.nn.Tanh()))
... s, s.a, s[1:]
(Sequential(
  (a): ReLU()
  (b): Tanh()
), ReLU(), Sequential(
  (b): Tanh()
))
>>> torch.nn.Sequential(dict(a=torch.nn.ReLU()))
TypeError: dict is not a Module subclass
>>> torch.nn.Sequential([torch.nn.ReLU()])
TypeError: list is not a Module subclass
>>> torch.nn.Sequential(3)
TypeError: int is not a Module subclass
>>> torch.nn.Sequential()
Sequential()
>>> torch.nn.Sequential()(v) is v
True
>>> torch.nn.Sequential(torch.nn.ReLU(), torch.nn.Tanh())(v)
tensor([0.0000, 0.4621, 0.9640], grad_fn=<TanhBackward0>)
"""
)
def test_making_and_calling(ask, code, answer):
    ask(code, answer)


@questions_given(
    REPEATED,
    """
>>> s
Sequential(
  (w0): Linear(in_features=3, out_features=2, bias=True)
  (relu): ReLU()
)
>>> [p.shape for p in s.parameters()], s(torch.ones(5, 3)).shape
([torch.Size([2, 3]), torch.Size([2])], torch.Size([5, 2]))
>>> s(torch.ones(5, 4))
RuntimeError: mat1 and mat2 shapes cannot be multiplied (5x4 and 3x2)
""",
)
def test_a_repeated_name_replaces_in_place(ask, code, answer):
    ask(code, answer)


def test_the_model_of_the_second_seed_does_not_fit_its_input():
    model = nn.Sequential()
    model.add_module("w0", nn.Linear(1000, 100))
    model.add_module("relu", nn.ReLU())
    model.add_module("w0", nn.Linear(100, 10))
    with pytest.raises(RuntimeError, match=r"cannot be multiplied \(64x1000 and 100x10\)"):
        model(torch.randn(64, 1000))


LIST = """\
l = torch.nn.ModuleList(
    [torch.nn.ReLU(), torch.nn.Tanh(), torch.nn.Tanh(), torch.nn.Linear(2, 3)])"""
DICT = "d = torch.nn.ModuleDict({'b': torch.nn.ReLU(), 'a': torch.nn.Linear(2, 3)})"


@questions_given(
    "s = torch.nn.Sequential(torch.nn.ReLU(), torch.nn.Tanh(), torch.nn.Linear(2, 3))",
    """
>>> s.insert(1, torch.nn.Tanh())
Sequential(
  (0): ReLU()
  (1): Tanh()
  (2): Tanh()
  (3): Linear(in_features=2, out_features=3, bias=True)
)
>>> s.insert(-1, torch.nn.Tanh())
Sequential(
  (0): ReLU()
  (1): Tanh()
  (2): Tanh()
  (3): Linear(in_features=2, out_features=3, bias=True)
)
>>> s.insert(4, torch.nn.Tanh())
IndexError: Index out of range: 4
>>> s.insert(1, 3)
AssertionError: module should be of type: <class '...'>
>>> s.extend([torch.nn.ReLU(), torch.nn.Sigmoid()])
Sequential(
  (0): ReLU()
  (1): Tanh()
  (2): Linear(in_features=2, out_features=3, bias=True)
  (3): ReLU()
  (4): Sigmoid()
)
>>> s.pop(0), s
(ReLU(), Sequential(
  (0): Tanh()
  (1): Linear(in_features=2, out_features=3, bias=True)
))
>>> s.pop(slice(0, 2)), s
(Sequential(
  (0): ReLU()
  (1): Tanh()
), Sequential(
  (0): Linear(in_features=2, out_features=3, bias=True)
))
>>> s + torch.nn.Sequential(torch.nn.ReLU())
Sequential(
  (0): ReLU()
  (1): Tanh()
  (2): Linear(in_features=2, out_features=3, bias=True)
  (3): ReLU()
)
>>> s + [torch.nn.ReLU()]
ValueError: add operator supports only objects of Sequential class, but <class 'list'> is given.
>>> s += torch.nn.Sequential(torch.nn.ReLU())
... s
Sequential(
  (0): ReLU()
  (1): Tanh()
  (2): Linear(in_features=2, out_features=3, bias=True)
  (3): ReLU()
)
>>> s * 2
Sequential(
  (0): ReLU()
  (1): Tanh()
  (2): Linear(in_features=2, out_features=3, bias=True)
  (3): ReLU()
  (4): Tanh()
  (5): Linear(in_features=2, out_features=3, bias=True)
)
>>> 2 * s[1:]
Sequential(
  (0): Tanh()
  (1): Linear(in_features=2, out_features=3, bias=True)
  (2): Tanh()
  (3): Linear(in_features=2, out_features=3, bias=True)
)
>>> s *= 2
... len(s), s[0] is s[2]
(6, False)
>>> s * 0
ValueError: Non-positive multiplication factor 0 for <class '...'>
>>> s * 1.5
TypeError: unsupported operand type(s) for *: <class '...'> and <class 'float'>
>>> s.append(3)
TypeError: int is not a Module subclass
""",
)
def test_sequences_are_joined_and_cut(ask, code, answer):
    ask(code, answer)


@questions_given(
    LIST,
    """
>>> l
ModuleList(
  (0): ReLU()
  (1-2): 2 x Tanh()
  (3): Linear(in_features=2, out_features=3, bias=True)
)
>>> l[0], l[-1], l[1:], len(l)
(ReLU(), Linear(in_features=2, out_features=3, bias=True), ModuleList(
  (0-1): 2 x Tanh()
  (2): Linear(in_features=2, out_features=3, bias=True)
), 4)
>>> l[4]
IndexError: index 4 is out of range
>>> l[0] = torch.nn.Sigmoid()
... l
ModuleList(
  (0): Sigmoid()
  (1-2): 2 x Tanh()
  (3): Linear(in_features=2, out_features=3, bias=True)
)
>>> l[5] = torch.nn.Sigmoid()
IndexError: index 5 is out of range
>>> del l[0]
... l, list(l.state_dict())
(ModuleList(
  (0-1): 2 x Tanh()
  (2): Linear(in_features=2, out_features=3, bias=True)
), ['2.weight', '2.bias'])
>>> del l[1:]
... l
ModuleList(
  (0): ReLU()
)
>>> l.append(torch.nn.ReLU()); l
ModuleList(
  (0): ReLU()
  (1-2): 2 x Tanh()
  (3): Linear(in_features=2, out_features=3, bias=True)
  (4): ReLU()
)
>>> l.append(3)
TypeError: int is not a Module subclass
>>> l.extend([torch.nn.ReLU()]); l
ModuleList(
  (0): ReLU()
  (1-2): 2 x Tanh()
  (3): Linear(in_features=2, out_features=3, bias=True)
  (4): ReLU()
)
>>> l.extend(3)
TypeError: ModuleList.extend should be called with an iterable, but got int
>>> l + [torch.nn.ReLU()]
ModuleList(
  (0): ReLU()
  (1-2): 2 x Tanh()
  (3): Linear(in_features=2, out_features=3, bias=True)
  (4): ReLU()
)
>>> l += [torch.nn.ReLU()]
... l
ModuleList(
  (0): ReLU()
  (1-2): 2 x Tanh()
  (3): Linear(in_features=2, out_features=3, bias=True)
  (4): ReLU()
)
>>> l.insert(0, torch.nn.Sigmoid()); l
ModuleList(
  (0): Sigmoid()
  (1): ReLU()
  (2-3): 2 x Tanh()
  (4): Linear(in_features=2, out_features=3, bias=True)
)
>>> l.pop(0), l
(ReLU(), ModuleList(
  (0-1): 2 x Tanh()
  (2): Linear(in_features=2, out_features=3, bias=True)
))
>>> l(x)
NotImplementedError: Module [ModuleList] is missing the required "forward" function
>>> torch.nn.ModuleList()
ModuleList()
>>> torch.nn.ModuleList([torch.nn.Sequential(torch.nn.ReLU())] * 2)
ModuleList(
  (0-1): 2 x Sequential(
    (0): ReLU()
  )
)
>>> [n for n, p in l.named_parameters()], torch.nn.ReLU() in l
(['3.weight', '3.bias'], False)
""",
)
def test_module_list(ask, code, answer):
    ask(code, answer)


@questions_given(
    DICT,
    """
>>> d
ModuleDict(
  (b): ReLU()
  (a): Linear(in_features=2, out_features=3, bias=True)
)
>>> d['a'], list(d), len(d), 'a' in d, 'c' in d
(Linear(in_features=2, out_features=3, bias=True), ['b', 'a'], 2, True, False)
>>> d['c']
KeyError: 'c'
>>> d['c'] = torch.nn.Sigmoid()
... d
ModuleDict(
  (b): ReLU()
  (a): Linear(in_features=2, out_features=3, bias=True)
  (c): Sigmoid()
)
>>> d['c'] = 3
TypeError: int is not a Module subclass
>>> d['a.b'] = torch.nn.ReLU()
KeyError: 'module name can...t contain ".", got: a.b'
>>> d['keys'] = torch.nn.ReLU()
KeyError: "attribute 'keys' already exists"
>>> del d['a']
... d
ModuleDict(
  (b): ReLU()
)
>>> d.pop('a'), d
(Linear(in_features=2, out_features=3, bias=True), ModuleDict(
  (b): ReLU()
))
>>> list(d.keys()), list(d.values()), list(d.items())
(['b', 'a'], [ReLU(), Linear(in_features=2, out_features=3, bias=True)], [('b', ReLU()), ('a',
Linear(in_features=2, out_features=3, bias=True))])
>>> d.update([('c', torch.nn.Tanh())]); d
ModuleDict(
  (b): ReLU()
  (a): Linear(in_features=2, out_features=3, bias=True)
  (c): Tanh()
)
>>> d.update({'c': torch.nn.Tanh()}); list(d)
['b', 'a', 'c']
>>> d.update(3)
TypeError: ModuleDict.update should be called with an iterable of key/value pairs, but got int
>>> d.update([3])
TypeError: ModuleDict update sequence element #0 should be Iterable; isint
>>> d.update([(1, 2, 3)])
ValueError: ModuleDict update sequence element #0 has length 3; 2 is required
>>> d.clear(); d
ModuleDict()
>>> torch.nn.ModuleDict(d)
ModuleDict(
  (b): ReLU()
  (a): Linear(in_features=2, out_features=3, bias=True)
)
>>> d.c = torch.nn.Tanh()
... list(d), d['c']
(['b', 'a', 'c'], Tanh())
""",
)
def test_module_dict(ask, code, answer):
    ask(code, answer)


# -- together ------------------------------------------------------------------------------------


def test_a_module_with_a_name_does_not_move_up():
    model = nn.Sequential(nn.ReLU())
    model.add_module("last", nn.Tanh())
    before = repr(model)
    with pytest.raises(KeyError, match="module 'last' has a name, not a number"):
        model.insert(0, nn.Tanh())
    assert repr(model) == before


@pytest.mark.oracle
def test_a_model_of_all_containers_trains_as_pytorchs():
    def make(library):
        class Model(library.nn.Module):
            def __init__(self):
                super().__init__()
                parts = library.nn
                self.layers = parts.ModuleList(parts.Linear(3, 3) for _ in range(3))
                self.acts = parts.ModuleDict({"b": parts.Tanh(), "a": parts.PReLU()})
                self.scales = parts.ParameterList(library.ones(3) for _ in range(3))
                self.shifts = parts.ParameterDict({"b": library.ones(1), "a": library.ones(3)})
                self.tied = self.layers[0]

            def forward(self, x):
                for layer, scale in zip(self.layers, self.scales, strict=True):
                    x = self.acts["b"](layer(x)) * scale / 4 + self.shifts["a"]
                return self.acts["a"](self.tied(x).tanh()) * self.shifts["b"]

        return Model()

    assert_trains_alike(make, np.random.default_rng(0).normal(size=(4, 3)))
