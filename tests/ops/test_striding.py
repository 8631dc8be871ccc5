"""Views by strides, and tensors given another shape in place."""

import numpy as np
import pytest

import tinygrad_np as torch
from tests.oracle import questions, questions_to_us


@questions(r"""
>>> v.unfold(0, 2, 1)
tensor([[-1.0000, 0.5000], [ 0.5000, 2.0000]], grad_fn=<UnfoldBackward0>)
>>> x.as_strided((2, 2), (1, 1), 1)
tensor([[2., 3.], [3., 4.]], grad_fn=<AsStridedBackward0>)
>>> y = x * 1; y.as_strided((2,), (2,)).mul_(3); y
tensor([[3., 2., 9.], [4., 5., 6.]], grad_fn=<CopySlices>)
>>> y = x * 1; y.unfold(1, 2, 2).mul_(2); y
tensor([[ 2., 4., 3.], [ 8., 10., 6.]], grad_fn=<CopySlices>)
>>> r[1].storage_offset(), r[:, 1].storage_offset(), r.T.storage_offset()
(12, 4, 0)
>>> x.view(torch.int32)[0]
tensor([1065353216, 1073741824, 1077936128], dtype=torch.int32)
>>> y = torch.ones(2); y.view(torch.int32).zero_(); y
tensor([0., 0.])
# In place
>>> y = x.detach().clone(); y.t_() is y, y.shape, y._version
(True, torch.Size([3, 2]), 1)
>>> y = x * 1; w = y[0]; y.t_(); y.mul_(2); w.sum()
tensor(12., grad_fn=<SumBackward0>)
>>> y = x * 1; w = y[0]; y.t_(); w.mul_(2); y.sum()
tensor(27., grad_fn=<SumBackward0>)
>>> y = x * 1; w = y[0]; w.unsqueeze_(1); w.mul_(2); y
tensor([[2., 4., 6.], [4., 5., 6.]], grad_fn=<CopySlices>)
>>> y = x * 1; y.unsqueeze_(0).squeeze_(0).transpose_(0, 1).mul_(x.T).sum()
tensor(91., grad_fn=<SumBackward0>)
>>> y = x.detach().clone(); y.t_(); y.requires_grad_(); y.is_leaf, y.grad_fn
(True, None)
>>> with torch.no_grad(): x.t_()
... x.shape, x.is_leaf, x.sum().backward(), x.grad
(torch.Size([3, 2]), True, None, tensor([[1., 1.], [1., 1.], [1., 1.]]))
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> x.unfold(1, 4, 1)
RuntimeError: maximum size for tensor at dimension 1 is 3 but size is 4
>>> x.unfold(1, 1, 0)
RuntimeError: step is 0 but must be > 0
>>> x.unfold(1, -1, 1)
RuntimeError: size is -1 but must be >= 0
>>> x.as_strided((2, 9), (1, 1))
RuntimeError: setStorage: sizes [2, 9], strides [1, 1], storage offset 0, and itemsize 4 requiring
a storage size of 40 are out of bounds for storage of size 24
>>> x.as_strided((2,), (-1,))
RuntimeError: as_strided: Negative strides are not supported at the moment, got strides: [-1]
>>> x.as_strided((2,), (1,), -1)
RuntimeError: Tensor: invalid storage offset -1
>>> x.as_strided((2,), (1, 1))
RuntimeError: mismatch in length of strides and shape
>>> x.view(torch.int64)
RuntimeError: self.size(-1) must be divisible by 2 to view Float as Long (different element
sizes), but got 3
>>> x.T.view(torch.uint8)
RuntimeError: self.stride(-1) must be 1 to view Float as Byte (different element sizes), but got 3
>>> s.view(torch.uint8)
RuntimeError: self.dim() cannot be 0 to view Float as Byte (different element sizes)
>>> r[:, :, 1:3].view(torch.float64)
RuntimeError: self.storage_offset() must be divisible by 2 to view Float as Double (different
element sizes), but got 1
>>> x.t_()
RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.
>>> y = torch.ones(2, 3); y.t_(); y.requires_grad_(); y.mul_(2)
RuntimeError: a...leaf Variable that requires grad is being used in an in-place operation.
>>> y = torch.ones(2, 3); v = y[0].requires_grad_(); v.mul_(2)
RuntimeError: a view of a leaf Variable that requires grad is being used in an in-place operation.
>>> x[0].unsqueeze_(0)
RuntimeError: a view of a leaf Variable that requires grad is being used in an in-place operation.
>>> r.t_()
RuntimeError: ...expects a tensor with <= 2 dimensions, but self is 3D
>>> y = x.detach().clone(); y.transpose_(0, 2)
IndexError: Dimension out of range (expected to be in range of [-2, 1], but got 2)
>>> torch.as_strided(x, 2, 1)
TypeError: as_strided(): argument 'size' (position 2) must be tuple of ints, not int
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)


@questions_to_us(r"""
# PyTorch writes an element again for each window that it is in.
>>> y = x * 1; y.unfold(1, 2, 1).mul_(2)
RuntimeError: unsupported operation: more than one element of the written-to tensor refers to a
single memory location. Please clone() the tensor before performing the operation.
# PyTorch gives no gradient to what the walk meets outside of the tensor.
>>> y = x.detach(); z = y[1].requires_grad_(); z.as_strided((2,), (1,), 0)
RuntimeError: as_strided(): some of these elements do not belong to the tensor that requires grad,
and would have no gradient: use one that has all of them, or detach() it first
# PyTorch numbers the nodes of in-place ops on.
>>> y = x * 1; y.t_().grad_fn
<TBackward0 object at ...>
""")
def test_it_differs_from_pytorch_on_purpose(ask, code, answer):
    ask(code, answer)


def test_a_walk_that_leaves_a_view_reaches_what_it_is_a_view_of():
    x = torch.arange(6.0, requires_grad=True)
    (x * 1)[4:].as_strided((2, 2), (1, 1), 0).sum().backward()
    assert x.grad.tolist() == [1.0, 2.0, 1.0, 0.0, 0.0, 0.0]


def test_an_array_of_the_users_has_its_own_memory():
    array = np.arange(6.0).reshape(2, 3)
    x = torch.from_numpy(array[:, 1:])
    assert x.storage_offset() == 1
    assert x.as_strided((2,), (1,), 0).tolist() == [0.0, 1.0]
    assert torch.from_numpy(array.T).as_strided((6,), (1,)).tolist() == list(range(6))


def test_memory_with_gaps_is_refused():
    x = torch.from_numpy(np.ndarray((2,), float, bytearray(24), strides=(16,)))
    with pytest.raises(RuntimeError, match="memory has gaps: clone"):
        x.as_strided((1,), (1,))


@pytest.mark.parametrize("twin", ["t_", "squeeze_", "unsqueeze_"])
def test_the_gradient_of_a_tensor_given_another_shape(twin):
    x = torch.arange(3.0).reshape(1, 3).requires_grad_()
    y = x * x
    getattr(y, twin)(*([0] if twin == "unsqueeze_" else []))
    (first,) = torch.autograd.grad((y * y).sum(), x, create_graph=True)
    (second,) = torch.autograd.grad(first.sum(), x)
    assert first.tolist() == [[0.0, 4.0, 32.0]]
    assert second.tolist() == [[0.0, 12.0, 48.0]]
