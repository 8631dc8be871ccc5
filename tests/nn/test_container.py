"""Sequential."""

import pytest

import tinygrad_np as torch
from tests.nn import questions_given
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
