"""The same values elsewhere: copies, other dtypes, off the graph."""

import numpy as np
import pytest

import tinygrad_np as torch
from tests.oracle import questions


@questions(r"""
>>> torch.clone(x)
tensor([[1., 2., 3.], [4., 5., 6.]], grad_fn=<CloneBackward0>)
>>> x.t().clone().stride()
(1, 3)
>>> x.t().contiguous()
tensor([[1., 4.], [2., 5.], [3., 6.]], grad_fn=<CloneBackward0>)
>>> x.t().contiguous().stride()
(2, 1)
>>> torch.detach(x)
tensor([[1., 2., 3.], [4., 5., 6.]])
>>> (x * 2).detach().is_leaf
True
>>> x.double()
tensor([[1., 2., 3.], [4., 5., 6.]], dtype=torch.float64, grad_fn=<ToCopyBackward0>)
>>> x.half().sum()
tensor(21., dtype=torch.float16, grad_fn=<SumBackward0>)
>>> w.float()
tensor([ 1.5000, 2.5000, -3.5000], grad_fn=<ToCopyBackward0>)
>>> x.long()
tensor([[1, 2, 3], [4, 5, 6]])
>>> x.bool()
tensor([[True, True, True], [True, True, True]])
>>> i.to(x), x.to(i)
(tensor([2., 0., 1.]), tensor([[1, 2, 3], [4, 5, 6]]))
>>> torch.tensor([-1.7, 1.7]).int()
tensor([-1, 1], dtype=torch.int32)
>>> torch.tensor([300, -1]).to(torch.uint8)
tensor([ 44, 255], dtype=torch.uint8)
>>> torch.tensor([70000.0]).half()
tensor([inf], dtype=torch.float16)
>>> torch.clone(3)
TypeError: clone(): argument 'input' (position 1) must be Tensor, not int
>>> torch.detach("a")
TypeError: ...
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


def test_a_detached_tensor_shares_memory_and_versions():
    x = torch.ones(2, requires_grad=True)
    y = x.detach()
    with torch.no_grad():
        x.add_(1)
    assert y.tolist() == [2.0, 2.0]
    assert y._version == x._version == 1


def test_data_shares_memory_but_not_versions():
    x = torch.ones(2, requires_grad=True)
    x.data.add_(1)
    assert x.tolist() == [2.0, 2.0]
    assert x._version == 0


@pytest.mark.parametrize("name", ["float16", "float64"])
def test_a_gradient_comes_back_in_the_dtype_of_the_input(name):
    x = torch.ones(2, requires_grad=True)
    (x.to(getattr(torch, name)) * 3).sum().backward()
    assert x.grad.dtype is torch.float32
    assert x.grad.tolist() == [3.0, 3.0]


def test_an_array_is_taken_without_a_copy():
    array = np.ones(2, np.float32)
    torch.detach(array).add_(1)
    assert array.tolist() == [2.0, 2.0]
