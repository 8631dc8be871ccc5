"""A module called with other tensors than its own."""

import pytest

import tinygrad_np as torch
from tests.oracle import questions

SETUP = """\
torch.manual_seed(0)
... F, l = torch.func.functional_call, torch.nn.Linear(2, 1)
... w, b, o = torch.zeros(1, 2, requires_grad=True), torch.ones(1), torch.ones(1, 2)
... t = torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.Linear(2, 2))
... t[1].weight = t[0].weight
"""


@questions(
    """
>>> F(l, {'weight': w, 'bias': b}, o), F(l, {'weight': w, 'bias': b}, (o,))
(tensor([[1.]], grad_fn=<AddmmBackward0>), tensor([[1.]], grad_fn=<AddmmBackward0>))
>>> F(l, {'weight': w, 'bias': b}, kwargs={'input': o}).sum().backward()
... w.grad, l.weight.grad
(tensor([[1., 1.]]), None)
>>> F(l, [{'weight': w}, {'bias': b}], o), type(l.weight).__name__, l.weight.sum() == 0
(tensor([[1.]], grad_fn=<AddmmBackward0>), 'Parameter', tensor(False))
>>> F(l, {'bias': None}, o).shape
torch.Size([1, 1])
>>> F(l, {'foo': w}, o).shape
torch.Size([1, 1])
>>> F(l, [{'weight': w}, {'weight': b}], o)
ValueError: ['weight'] appeared in multiple dictionaries; behavior of functional call is ambiguous
>>> F(l, 3, o)
ValueError: Expected parameter_and_buffer_dicts to be a dict, or a list/tuple of dicts, but got
<class 'int'>
>>> F(l, [3], o)
ValueError: Expected all elements of parameter_and_buffer_dicts to be dictionaries
>>> F(l, {'a.foo': w}, o)
AttributeError: Linear has no attribute `a`
>>> F(l, {'weight': 3}, o)
TypeError: 3 is not an instance of torch.Tensor
>>> F(l, {'weight': w}, o, strict=True)
RuntimeError: Error(s) in reparametrizing for Linear: Missing key(s): 'bias'.
>>> F(l, {'weight': w, 'bias': b, 'foo': b}, o, strict=True)
RuntimeError: Error(s) in reparametrizing for Linear: Unexpected key(s): 'foo'.
>>> z = torch.zeros(2)
... F(t, {'0.weight': torch.zeros(2, 2), '0.bias': z, '1.bias': z}, o)
tensor([[0., 0.]])
>>> z = torch.zeros(2)
... new = {'0.weight': torch.zeros(2, 2), '0.bias': z + 1, '1.bias': z}
... F(t, new, o, tie_weights=False).detach() == t[0].weight.sum(1)
tensor([[True, True]])
>>> F(t, {'0.weight': torch.zeros(2, 2), '1.weight': torch.ones(2, 2)}, o)
ValueError: functional_call got multiple values for keys ['0.weight', '1.weight'], which are tied.
Consider using tie_weights=False
""".replace(">>> ", ">>> " + SETUP + "... ")
)
def test_calls(ask, code, answer):
    ask(code, answer)


def test_an_error_leaves_the_module_as_it_was():
    layer = torch.nn.Linear(2, 1)
    before = layer.weight
    with pytest.raises(TypeError):
        torch.func.functional_call(layer, {"weight": torch.zeros(1, 2)}, 3)
    assert layer.weight is before
    assert next(layer.parameters()) is before
