"""Parameters: Tensors that modules count among their own."""

import copy
import pickle

import pytest

import tinygrad_np as torch
from tests.oracle import questions
from tinygrad_np.nn import Buffer, Module, Parameter


@questions(
    """
>>> torch.nn.Parameter(torch.ones(2))
Parameter containing:
tensor([1., 1.], requires_grad=True)
>>> torch.nn.Parameter(torch.ones(2, dtype=torch.float64), False)
Parameter containing:
tensor([1., 1.], dtype=torch.float64)
>>> torch.nn.Parameter()
Parameter containing:
tensor([], requires_grad=True)
>>> torch.nn.Parameter(torch.tensor(2.0))
Parameter containing:
tensor(2., requires_grad=True)
>>> torch.nn.Parameter(torch.nn.Parameter(torch.ones(2)))
Parameter containing:
tensor([1., 1.], requires_grad=True)
>>> torch.nn.Parameter(v * 2)
Parameter containing:
tensor([-2.,  1.,  4.], requires_grad=True)
>>> with torch.no_grad():
...     p = torch.nn.Parameter(torch.zeros(2))
... p
Parameter containing:
tensor([0., 0.], requires_grad=True)
>>> with torch.inference_mode():
...     p = torch.nn.Parameter(torch.zeros(2))
... p.requires_grad, p.is_inference()
(True, True)
>>> str(torch.nn.Parameter(torch.ones(2)))
'Parameter containing:\\ntensor([1., 1.], requires_grad=True)'
>>> torch.nn.Parameter(i, requires_grad=False)
Parameter containing:
tensor([2, 0, 1])
>>> torch.nn.Parameter(i)
RuntimeError: Only Tensors of floating point and complex dtype can require gradients
"""
)
def test_making_one(ask, code, answer):
    ask(code, answer)


@questions(
    """
>>> p = torch.nn.Parameter(torch.ones(2))
... isinstance(p, torch.Tensor), isinstance(v, torch.nn.Parameter), p.is_leaf, p.grad_fn
(True, False, True, None)
>>> p = torch.nn.Parameter(torch.ones(2))
... [type(t).__name__ for t in (p * 2, p.detach(), p.data, p[0], p.clone(), p.requires_grad_())]
['Tensor', 'Tensor', 'Tensor', 'Tensor', 'Tensor', 'Parameter']
>>> p = torch.nn.Parameter(torch.ones(2))
... (p * torch.tensor([1.0, 2.0])).sum().backward()
... p.grad, type(p.grad).__name__
(tensor([1., 2.]), 'Tensor')
>>> p = torch.nn.Parameter(torch.ones(2))
... p.add_(1)
RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.
>>> p = torch.nn.Parameter(torch.ones(2))
... p.data = torch.zeros(3)
... p
Parameter containing:
tensor([0., 0., 0.], requires_grad=True)
>>> t = torch.zeros(2)
... p = torch.nn.Parameter(t)
... t.add_(1)
... p, p.data_ptr() == t.data_ptr(), p._version
(Parameter containing:
tensor([1., 1.], requires_grad=True), True, 1)
>>> torch.nn.Parameter(torch.ones(2, 3).t()).stride()
(1, 3)
"""
)
def test_it_is_a_leaf_on_the_memory_of_its_data(ask, code, answer):
    ask(code, answer)


@pytest.mark.parametrize("data", [[1.0], 3, "x"])
def test_data_that_is_no_tensor_is_refused(data):
    with pytest.raises(TypeError, match=r"Parameter\(\): argument 'data' .* must be Tensor"):
        Parameter(data)


def test_a_write_to_the_data_is_noticed_by_a_graph_of_the_parameter():
    data = torch.ones(2)
    loss = (Parameter(data) ** 2).sum()
    data.add_(1)
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        loss.backward()


@pytest.mark.parametrize("requires_grad", [True, False])
def test_a_deep_copy_has_memory_of_its_own_and_no_gradient(requires_grad):
    parameter = Parameter(torch.ones(2), requires_grad)
    parameter.grad = torch.ones(2)
    copied, again = copy.deepcopy([parameter, parameter])
    assert copied is again
    assert type(copied) is Parameter
    assert copied.requires_grad is requires_grad
    assert copied.grad is None
    assert copied.data_ptr() != parameter.data_ptr()


def test_a_shallow_copy_shares_memory():
    parameter = Parameter(torch.ones(2))
    copied = copy.copy(parameter)
    assert type(copied) is Parameter
    assert copied.data_ptr() == parameter.data_ptr()


def test_pickling_keeps_class_values_and_requires_grad():
    for requires_grad in (True, False):
        loaded = pickle.loads(pickle.dumps(Parameter(torch.tensor([1.0, 2.0]), requires_grad)))
        assert type(loaded) is Parameter
        assert loaded.tolist() == [1.0, 2.0]
        assert loaded.requires_grad is requires_grad


def test_subclasses_stay_what_they_are():
    class Special(Parameter):
        pass

    special = Special(torch.ones(1))
    special.note = "kept on the instance"
    assert type(copy.deepcopy(special)) is Special
    assert type(special * 2) is torch.Tensor


@questions(
    """
>>> torch.nn.Buffer(v), torch.nn.Buffer(v * 2).is_leaf, torch.nn.Buffer()
(tensor([-1.0000,  0.5000,  2.0000], requires_grad=True), True, tensor([]))
>>> b = torch.nn.Buffer(p, persistent=False)
... isinstance(b, torch.Tensor), isinstance(p, torch.nn.Buffer), b.data_ptr() == p.data_ptr()
(True, False, True)
>>> b = torch.nn.Parameter(p)
... b.no_decay = True
... b.no_decay
True
"""
)
def test_buffers_and_attributes(ask, code, answer):
    ask(code, answer)


def test_copies_of_buffers_are_buffers():
    module = Module()
    module.a, module.b = Buffer(torch.ones(2)), Buffer(torch.zeros(1), persistent=False)
    for copied in (copy.deepcopy(module), pickle.loads(pickle.dumps(module))):
        assert dict(copied.named_buffers())["a"].tolist() == [1, 1]
        assert not copied.b.persistent
        assert list(copied.state_dict()) == ["a"]


def test_what_is_noted_on_a_parameter_is_pickled():
    parameter = Parameter(torch.ones(2))
    parameter.no_decay = True
    assert pickle.loads(pickle.dumps(parameter)).no_decay
