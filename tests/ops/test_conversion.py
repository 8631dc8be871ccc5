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
>>> x.tolist() == x.detach().tolist()
True
>>> (x * 2).data.requires_grad, (x * 2).data.is_leaf
(False, True)
>>> x.is_pinned(), x.is_shared(), x.is_distributed()
(False, False, False)
>>> torch.set_printoptions(precision=2)
... r2 = repr(v)
... torch.set_printoptions(profile="default")
... r2
'tensor([-1.00, 0.50, 2.00], requires_grad=True)'
>>> torch.set_printoptions(sci_mode=True)
... r2 = repr(v)
... torch.set_printoptions(profile="default")
... r2
'tensor([-1.0000e+00, 5.0000e-01, 2.0000e+00], requires_grad=True)'
>>> torch.set_printoptions(threshold=2, edgeitems=1)
... r2 = repr(r)
... torch.set_printoptions(profile="default")
... r2
'tensor([[[ 0., ..., 3.],\n ...,\n [ 8., ..., 11.]],\n\n [[12., ..., 15.],\n ...,\n [20., ...,
23.]]])'
>>> torch.set_printoptions(linewidth=20)
... r2 = repr(r)
... torch.set_printoptions(profile="default")
... r2
'tensor([[[ 0., 1.,\n 2., 3.],\n [ 4., 5.,\n 6., 7.],\n [ 8., 9.,\n 10., 11.]],\n\n [[12., 13.,\n
14., 15.],\n [16., 17.,\n 18., 19.],\n [20., 21.,\n 22., 23.]]])'
>>> print(x)
None
>>> str(x), repr(x) == str(x), f"{x}" == str(x)
('tensor([[1., 2., 3.],\n [4., 5., 6.]], requires_grad=True)', True, True)
>>> torch.tensor(1.5, dtype=torch.float16), torch.tensor(3, dtype=torch.int8), torch.tensor(True)
(tensor(1.5000, dtype=torch.float16), tensor(3, dtype=torch.int8), tensor(True))
>>> repr(torch.nn.Parameter(v))
'Parameter containing:\ntensor([-1.0000, 0.5000, 2.0000], requires_grad=True)'
>>> [x, (v, s)]
[tensor([[1., 2., 3.], [4., 5., 6.]], requires_grad=True), (tensor([-1.0000, 0.5000, 2.0000],
requires_grad=True), tensor(2., requires_grad=True))]
>>> {"a": v}
{'a': tensor([-1.0000, 0.5000, 2.0000], requires_grad=True)}
>>> torch.get_default_device(), torch.get_default_dtype()
(device(type='cpu'), torch.float32)
>>> x.to(dtype=torch.int64).dtype, x.to(torch.device("cpu"), non_blocking=True) is x
(torch.int64, True)
>>> x.to(x), i.to(x).dtype
(tensor([[1., 2., 3.], [4., 5., 6.]], requires_grad=True), torch.float32)
>>> x.to(torch.float64).to(torch.float32).sum().backward()
... x.grad
tensor([[1., 1., 1.], [1., 1., 1.]])
>>> x.half().float().double().sum().backward()
... x.grad
tensor([[1., 1., 1.], [1., 1., 1.]])
>>> x.type(torch.float64).sum().backward()
... x.grad
tensor([[1., 1., 1.], [1., 1., 1.]])
>>> x.int().requires_grad, x.bool().requires_grad
(False, False)
>>> (x > 2).float().sum(), (x > 2).long().sum(), (x > 2).byte().dtype
(tensor(4.), tensor(4), torch.uint8)
>>> (torch.tensor([1.5, -1.5, 300.7]).byte(), torch.tensor([1.9, -1.9]).long(),
... torch.tensor([float("nan")]).bool())
(tensor([ 1, 255, 44], dtype=torch.uint8), tensor([ 1, -1]), tensor([True]))
>>> torch.tensor([128, 300, -129]).char(), torch.tensor([70000]).short()
(tensor([-128, 44, 127], dtype=torch.int8), tensor([4464], dtype=torch.int16))
>>> x.clone() is x, x.clone().is_leaf, x.clone(memory_format=torch.contiguous_format).stride()
(False, False, (3, 1))
>>> x.expand(2, 2, 3).clone().stride(), x.expand(2, 2, 3).contiguous().stride()
((6, 3, 1), (6, 3, 1))
>>> torch.clone(x, memory_format=torch.preserve_format)
tensor([[1., 2., 3.], [4., 5., 6.]], grad_fn=<CloneBackward0>)
>>> x.detach().is_leaf, x.detach().requires_grad, torch.detach(x)._version
(True, False, 0)
>>> x.cpu() is x
True
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
