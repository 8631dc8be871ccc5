"""Reading elements by index."""

import pytest

import tinygrad_np as torch
from tests.oracle import questions, questions_to_us


@questions(r"""
>>> x[0]
tensor([1., 2., 3.], grad_fn=<SelectBackward0>)
>>> x[-1]
tensor([4., 5., 6.], grad_fn=<SelectBackward0>)
>>> x[0, 1]
tensor(2., grad_fn=<SelectBackward0>)
>>> x[0][1]
tensor(2., grad_fn=<SelectBackward0>)
>>> x[0:1]
tensor([[1., 2., 3.]], grad_fn=<SliceBackward0>)
>>> x[:, 0]
tensor([1., 4.], grad_fn=<SelectBackward0>)
>>> x[:, 0:2]
tensor([[1., 2.], [4., 5.]], grad_fn=<SliceBackward0>)
>>> x[1:, ::2]
tensor([[4., 6.]], grad_fn=<SliceBackward0>)
>>> x[..., 0]
tensor([1., 4.], grad_fn=<SelectBackward0>)
>>> x[0, ...]
tensor([1., 2., 3.], grad_fn=<SelectBackward0>)
>>> x[None]
tensor([[[1., 2., 3.], [4., 5., 6.]]], grad_fn=<UnsqueezeBackward0>)
>>> x[:, None]
tensor([[[1., 2., 3.]], [[4., 5., 6.]]], grad_fn=<UnsqueezeBackward0>)
>>> x[None, 0]
tensor([[1., 2., 3.]], grad_fn=<SelectBackward0>)
>>> x[..., None]
tensor([[[1.], [2.], [3.]], [[4.], [5.], [6.]]], grad_fn=<UnsqueezeBackward0>)
>>> x[:]
tensor([[1., 2., 3.], [4., 5., 6.]], grad_fn=<SliceBackward0>)
>>> x[::2]
tensor([[1., 2., 3.]], grad_fn=<SliceBackward0>)
>>> x[5:]
tensor([], size=(0, 3), grad_fn=<SliceBackward0>)
>>> x[1:0]
tensor([], size=(0, 3), grad_fn=<SliceBackward0>)
>>> x[-1:]
tensor([[4., 5., 6.]], grad_fn=<SliceBackward0>)
>>> x[:-1]
tensor([[1., 2., 3.]], grad_fn=<SliceBackward0>)
>>> x[-5:10]
tensor([[1., 2., 3.], [4., 5., 6.]], grad_fn=<SliceBackward0>)
>>> s[None]
tensor([2.], grad_fn=<UnsqueezeBackward0>)
>>> s[None, None]
tensor([[2.]], grad_fn=<UnsqueezeBackward0>)
>>> r[0, :, 1]
tensor([1., 5., 9.])
>>> r[0, 1:, None, 2]
tensor([[ 6.], [10.]])
>>> r[..., 1]
tensor([[ 1., 5., 9.], [13., 17., 21.]])
>>> r[:, 0, ...]
tensor([[ 0., 1., 2., 3.], [12., 13., 14., 15.]])
>>> x[i[:2] - i[:2]]
tensor([[1., 2., 3.], [1., 2., 3.]], grad_fn=<IndexBackward0>)
>>> x[torch.tensor([0, 1, 0])]
tensor([[1., 2., 3.], [4., 5., 6.], [1., 2., 3.]], grad_fn=<IndexBackward0>)
>>> x[[0, 1, 0]]
tensor([[1., 2., 3.], [4., 5., 6.], [1., 2., 3.]], grad_fn=<IndexBackward0>)
>>> x[[1]]
tensor([[4., 5., 6.]], grad_fn=<IndexBackward0>)
>>> x[(0, 1)]
tensor(2., grad_fn=<SelectBackward0>)
>>> x[[0, 1], [1, 2]]
tensor([2., 6.], grad_fn=<IndexBackward0>)
>>> x[:, [2, 0]]
tensor([[3., 1.], [6., 4.]], grad_fn=<IndexBackward0>)
>>> x[:, i]
tensor([[3., 1., 2.], [6., 4., 5.]], grad_fn=<IndexBackward0>)
>>> x[0, i]
tensor([3., 1., 2.], grad_fn=<IndexBackward0>)
>>> x[..., [0]]
tensor([[1.], [4.]], grad_fn=<IndexBackward0>)
>>> x[[0], :, None]
tensor([[[1.], [2.], [3.]]], grad_fn=<IndexBackward0>)
>>> x[torch.tensor([[0, 1], [1, 0]])]
tensor([[[1., 2., 3.], [4., 5., 6.]], [[4., 5., 6.], [1., 2., 3.]]], grad_fn=<IndexBackward0>)
>>> x[torch.tensor(1)]
tensor([4., 5., 6.], grad_fn=<SelectBackward0>)
>>> x[torch.tensor(1), torch.tensor(0)]
tensor(4., grad_fn=<SelectBackward0>)
>>> x[np.int64(1)]
tensor([4., 5., 6.], grad_fn=<SelectBackward0>)
>>> x[np.array([1, 0])]
tensor([[4., 5., 6.], [1., 2., 3.]], grad_fn=<IndexBackward0>)
>>> x[np.array(1)]
tensor([4., 5., 6.], grad_fn=<SelectBackward0>)
>>> x[i[1]]
tensor([1., 2., 3.], grad_fn=<SelectBackward0>)
>>> x[-1, [-1, -2]]
tensor([6., 5.], grad_fn=<IndexBackward0>)
>>> x[m]
tensor([1., 3., 6.], grad_fn=<IndexBackward0>)
>>> x[:, b]
tensor([[1., 3.], [4., 6.]], grad_fn=<IndexBackward0>)
>>> x[b[:2]]
tensor([[1., 2., 3.]], grad_fn=<IndexBackward0>)
>>> x[b[:2], 1:]
tensor([[2., 3.]], grad_fn=<IndexBackward0>)
>>> x[x > 2]
tensor([3., 4., 5., 6.], grad_fn=<IndexBackward0>)
>>> x[torch.tensor([True, False])]
tensor([[1., 2., 3.]], grad_fn=<IndexBackward0>)
>>> x[[True, False]]
tensor([[1., 2., 3.]], grad_fn=<IndexBackward0>)
>>> x[True]
tensor([[[1., 2., 3.], [4., 5., 6.]]], grad_fn=<IndexBackward0>)
>>> x[False]
tensor([], size=(0, 2, 3), grad_fn=<IndexBackward0>)
>>> x[None, True]
tensor([[[[1., 2., 3.], [4., 5., 6.]]]], grad_fn=<IndexBackward0>)
>>> x[True, [0]]
tensor([[1., 2., 3.]], grad_fn=<IndexBackward0>)
>>> x[np.array([True, False])]
tensor([[1., 2., 3.]], grad_fn=<IndexBackward0>)
>>> s[True]
tensor([2.], grad_fn=<IndexBackward0>)
>>> s[torch.tensor(True)]
tensor([2.], grad_fn=<IndexBackward0>)
>>> s[False]
tensor([], grad_fn=<IndexBackward0>)
>>> r[:, [0, 1], [1, 2]]
tensor([[ 1., 6.], [13., 18.]])
>>> r[[0, 1], :, [1, 2]]
tensor([[ 1., 5., 9.], [14., 18., 22.]])
>>> r[0, :, [1, 2]]
tensor([[ 1., 2.], [ 5., 6.], [ 9., 10.]])
>>> r[[0, 1], [1, 2]]
tensor([[ 4., 5., 6., 7.], [20., 21., 22., 23.]])
>>> r[[0], 1, [2, 3]]
tensor([6., 7.])
>>> r[[0, 1], :, 1]
tensor([[ 1., 5., 9.], [13., 17., 21.]])
>>> r[:, [0, 1]][..., [0, 1]]
tensor([[[ 0., 1.], [ 4., 5.]], [[12., 13.], [16., 17.]]])
>>> r[[[0], [1]], [0, 1]]
tensor([[[ 0., 1., 2., 3.], [ 4., 5., 6., 7.]], [[12., 13., 14., 15.], [16., 17., 18., 19.]]])
>>> r[b[:2]]
tensor([[[ 0., 1., 2., 3.], [ 4., 5., 6., 7.], [ 8., 9., 10., 11.]]])
>>> r[:, b]
tensor([[[ 0., 1., 2., 3.], [ 8., 9., 10., 11.]], [[12., 13., 14., 15.], [20., 21., 22., 23.]]])
>>> r[:, b, 0]
tensor([[ 0., 8.], [12., 20.]])
>>> r[:, b, [0, 1]]
tensor([[ 0., 9.], [12., 21.]])
>>> r[m]
tensor([[ 0., 1., 2., 3.], [ 8., 9., 10., 11.], [20., 21., 22., 23.]])
>>> r[m, 1]
tensor([ 1., 9., 21.])
>>> r[..., [1, 2]]
tensor([[[ 1., 2.], [ 5., 6.], [ 9., 10.]], [[13., 14.], [17., 18.], [21., 22.]]])
>>> r[None, [0]]
tensor([[[[ 0., 1., 2., 3.], [ 4., 5., 6., 7.], [ 8., 9., 10., 11.]]]])
>>> e[[]]
tensor([], size=(0, 3), grad_fn=<IndexBackward0>)
>>> x[[]]
tensor([], size=(0, 3), grad_fn=<IndexBackward0>)
>>> x[torch.tensor([], dtype=torch.int64)]
tensor([], size=(0, 3), grad_fn=<IndexBackward0>)
>>> x[:, []]
tensor([], size=(2, 0), grad_fn=<IndexBackward0>)
>>> e[:, 0]
tensor([], grad_fn=<SelectBackward0>)
>>> x[torch.tensor([1, 0], dtype=torch.int32)]
tensor([[4., 5., 6.], [1., 2., 3.]], grad_fn=<IndexBackward0>)
>>> x[range(2)]
tensor([[1., 2., 3.], [4., 5., 6.]], grad_fn=<IndexBackward0>)
>>> x[(slice(None), 1)]
tensor([2., 5.], grad_fn=<SelectBackward0>)
>>> x[slice(0, 1)]
tensor([[1., 2., 3.]], grad_fn=<SliceBackward0>)
>>> x[torch.tensor(0):torch.tensor(1)]
tensor([[1., 2., 3.]], grad_fn=<SliceBackward0>)
>>> [len(row) for row in x]
[3, 3]
>>> list(r[0])
[tensor([0., 1., 2., 3.]), tensor([4., 5., 6., 7.]), tensor([ 8., 9., 10., 11.])]
>>> len(x), len(v), len(e)
(2, 3, 0)
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> x[2]
IndexError: index 2 is out of bounds for dimension 0 with size 2
>>> x[-3]
IndexError: index -3 is out of bounds for dimension 0 with size 2
>>> x[0, 3]
IndexError: index 3 is out of bounds for dimension 1 with size 3
>>> x[0, 0, 0]
IndexError: too many indices for tensor of dimension 2
>>> x[:, :, :]
IndexError: too many indices for tensor of dimension 2
>>> x[0.5]
IndexError: only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are
valid indices (got float)
>>> x[1.0, 0]
IndexError: only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are
valid indices (got float)
>>> x[torch.tensor([0.5])]
IndexError: tensors used as indices must be long, int, byte or bool tensors
>>> x[torch.tensor([2])]
IndexError: index 2 is out of bounds for dimension 0 with size 2
>>> x[[0, 5]]
IndexError: index 5 is out of bounds for dimension 0 with size 2
>>> x[[-3]]
IndexError: index -3 is out of bounds for dimension 0 with size 2
>>> x[:, [3]]
IndexError: index 3 is out of bounds for dimension...with size 3
>>> x[::-1]
ValueError: step must be greater than zero
>>> x[::0]
ValueError:...step...be...zero
>>> x["a":]
TypeError: slice indices must be integers or None or have an __index__ method
>>> x[1.5:]
TypeError: slice indices must be integers or None or have an __index__ method
>>> x[b]
IndexError: The shape of the mask [3] at index 0 does not match the shape of the indexed tensor
[2, 3] at index 0
>>> x[m[:, :2]]
IndexError: The shape of the mask [2, 2] at index...does not match the shape of the indexed tensor
[2, 3] at index...
>>> x[torch.tensor([True, False, True])]
IndexError: The shape of the mask [3] at index 0 does not match the shape of the indexed tensor
[2, 3] at index 0
>>> x[m.unsqueeze(0)]
IndexError: too many indices for tensor of dimension 2
>>> x[[0, 1], [0, 1, 2]]
IndexError: shape mismatch: indexing tensors could not be broadcast together with shapes [2], [3]
>>> s[0]
IndexError: invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()`
in C++ to convert a 0-dim tensor to a number
>>> s[:]
IndexError: slice() cannot be applied to a 0-dim tensor.
>>> s[0, 0]
IndexError: too many indices for tensor of dimension 0
>>> s[[0]]
IndexError:...tensor...
>>> e[0]
IndexError: index 0 is out of bounds for dimension 0 with size 0
>>> x[{}]
IndexError: only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are
valid indices (got dict)
>>> x[None, None, 0, 0, 0]
IndexError: too many indices for tensor of dimension 2
>>> x[0][3]
IndexError: index 3 is out of bounds for dimension 0 with size 3
>>> iter(s)
TypeError: iteration over a 0-d tensor
>>> list(s)
TypeError: iteration over a 0-d tensor
>>> len(s)
TypeError: len() of a 0-d tensor
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)


@questions_to_us(r"""
# PyTorch's node is AliasBackward0.
>>> x[...]
tensor([[1., 2., 3.], [4., 5., 6.]], grad_fn=<SliceBackward0>)
>>> x[()]
tensor([[1., 2., 3.], [4., 5., 6.]], grad_fn=<SliceBackward0>)
>>> s[...]
tensor(2., grad_fn=<SliceBackward0>)
>>> s[()]
tensor(2., grad_fn=<SliceBackward0>)
# As NumPy.
>>> x[..., ...]
IndexError: an index can only have a single ellipsis ('...')
# PyTorch says: new(): invalid data type 'str'.
>>> x["a"]
IndexError: only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are
valid indices (got str)
""")
def test_it_differs_from_pytorch_on_purpose(ask, code, answer):
    ask(code, answer)


def test_it_warns_where_pytorch_does():
    x = torch.zeros(2, 3)
    with pytest.warns(UserWarning, match="non-tuple sequence for") as found:
        x[[0, [1, 2]]]
    assert found[0].filename == __file__
    with pytest.warns(UserWarning, match="dtype torch.uint8 is now deprecated") as found:
        x[torch.tensor([1, 0], dtype=torch.uint8)] = 1
    assert found[0].filename == __file__


@pytest.mark.filterwarnings("ignore::UserWarning")
@questions(r"""
>>> x[[0, [1, 2]]]
tensor([2., 3.], grad_fn=<IndexBackward0>)
>>> x[[slice(None), 1]]
tensor([2., 5.], grad_fn=<SelectBackward0>)
>>> x[torch.tensor([1, 0], dtype=torch.uint8)]
tensor([[1., 2., 3.]], grad_fn=<IndexBackward0>)
>>> x[np.array([1, 0], dtype=np.uint8)]
tensor([[1., 2., 3.]], grad_fn=<IndexBackward0>)
>>> x[torch.tensor(1, dtype=torch.uint8)].shape
torch.Size([1, 2, 3])
>>> x[np.uint8(1)]
tensor([4., 5., 6.], grad_fn=<SelectBackward0>)
>>> x[torch.tensor([1, 0], dtype=torch.int8)]
IndexError: tensors used as indices must be long, int, byte or bool tensors
>>> x[np.array([1, 0], dtype=np.int8)]
tensor([[4., 5., 6.], [1., 2., 3.]], grad_fn=<IndexBackward0>)
>>> r[[0, 1], :, [1, 2]]
tensor([[ 1., 5., 9.], [14., 18., 22.]])
>>> r[m, torch.tensor([0, 1])]
IndexError: shape mismatch: indexing tensors could not be broadcast together with shapes [3], [3],
[2]
""")
def test_it_answers_as_pytorch_in_rare_forms(ask, code, answer):
    ask(code, answer)


def test_an_index_may_be_written_to_after_reading():
    """PyTorch refuses the backward pass; the gradient goes where the elements came from."""
    x = torch.arange(3.0).requires_grad_()
    j = torch.tensor([2, 0])
    y = x[j]
    j.zero_()
    y.sum().backward()
    assert x.grad.tolist() == [1, 0, 1]
