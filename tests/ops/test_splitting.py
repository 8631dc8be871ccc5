"""Tensors taken apart: parts along a dim, all of them or one."""

import pytest

import tinygrad_np as torch
from tests.oracle import questions, questions_to_us


@questions(r"""
>>> for row in x: pass
... row
tensor([4., 5., 6.], grad_fn=<UnbindBackward0>)
>>> list(v)
[tensor(-1., grad_fn=<UnbindBackward0>), tensor(0.5000, grad_fn=<UnbindBackward0>), tensor(2.,
grad_fn=<UnbindBackward0>)]
>>> a, c = x; c
tensor([4., 5., 6.], grad_fn=<UnbindBackward0>)
>>> x.unbind(1)[2]
tensor([3., 6.], grad_fn=<UnbindBackward0>)
>>> x.split(2, dim=1)
(tensor([[1., 2.], [4., 5.]], grad_fn=<SplitBackward0>), tensor([[3.], [6.]],
grad_fn=<SplitBackward0>))
>>> x.split([1, 2], 1)[1]
tensor([[2., 3.], [5., 6.]], grad_fn=<SplitWithSizesBackward0>)
>>> x.chunk(2, 1)[1]
tensor([[3.], [6.]], grad_fn=<SplitBackward0>)
>>> e.chunk(2)[1]
tensor([], size=(0, 3), grad_fn=<SplitWithSizesBackward0>)
>>> x.tensor_split(2, 1)[1]
tensor([[3.], [6.]], grad_fn=<SliceBackward0>)
>>> x.hsplit([1])[0]
tensor([[1.], [4.]], grad_fn=<SliceBackward0>)
>>> x.narrow(1, -1, 1)
tensor([[3.], [6.]], grad_fn=<SliceBackward0>)
>>> x.select(1, 0)
tensor([1., 4.], grad_fn=<SelectBackward0>)
# The base knows what is written through one part, where the op gives no others.
>>> y = x * 1; y.tensor_split(2)[1].mul_(2); y
tensor([[ 1., 2., 3.], [ 8., 10., 12.]], grad_fn=<CopySlices>)
>>> y = x.detach().clone(); a, c = y; a.mul_(2); y
tensor([[2., 4., 6.], [4., 5., 6.]])
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> s.unbind()
IndexError: Dimension specified as 0 but tensor has no dimensions
>>> x.split(0)
RuntimeError: split_size can only be 0 if dimension size is 0, but got dimension size of 2
>>> x.split(-1)
RuntimeError: split expects split_size be non-negative, but got split_size=-1
>>> x.split([4, -1], 1)
RuntimeError: split_with_sizes expects split_sizes have only non-negative entries, but got
split_sizes=[4, -1]
>>> x.split([1, 1], 1)
RuntimeError: split_with_sizes expects split_sizes to sum exactly to 3 (input tensor's size at
dimension 1), but got split_sizes=[1, 1]
>>> x.split(1.5)
TypeError: split_with_sizes(): argument 'split_sizes' (position 2) must be tuple of ints, not float
>>> s.split(1)
RuntimeError: split expects at least a 1-dimensional tensor
>>> s.chunk(1)
RuntimeError: chunk expects at least a 1-dimensional tensor
>>> x.chunk(0)
RuntimeError: chunk expects `chunks` to be greater than 0, got: 0
>>> x.tensor_split(0)
RuntimeError: number of sections must be larger than 0, got 0
>>> x.tensor_split(v)
RuntimeError: tensor_split expected tensor_indices_or_sections to have dtype of long, but got Float
>>> x.hsplit(2)
RuntimeError: torch.hsplit attempted to split along dimension 1, but the size of the dimension 3
is not divisible by the split_size 2!
>>> v.vsplit(1)
RuntimeError: torch.vsplit requires a tensor with at least 2 dimension, but got a tensor with 1
dimensions!
>>> x.narrow(1, 0, 4)
RuntimeError: start (0) + length (4) exceeds dimension size (3).
>>> x.narrow(1, 4, 0)
IndexError: start out of range (expected to be in range of [-3, 3], but got 4)
>>> x.narrow(1, 0, -1)
RuntimeError: narrow(): length must be non-negative.
>>> x.narrow(1, torch.tensor([1]), 1)
RuntimeError: start must be an 0-dim integral Tensor.
>>> x.select(0, 2)
IndexError: select(): index 2 out of range for tensor of size [2, 3] at dimension 0
>>> s.select(0, 0)
IndexError: select() cannot be applied to a 0-dim tensor.
>>> y = x * 1; y.unbind()[1].mul_(2)
RuntimeError: Output 1 of Unbind is a view and is being modified inplace. This view is the output
of a function that returns multiple views. Such functions do not allow the output views to be
modified inplace. You should replace the inplace operation by an out-of-place one.
>>> y = x * 1; y.split([1, 1])[0].zero_()
RuntimeError: Output 0 of SplitWithSizes is a view and is being modified inplace. ...
>>> y = x * 1; y.chunk(3, 1)[2][0].add_(1)
RuntimeError: Output 0 of Select is a view and is being modified inplace. ...
>>> y = torch.ones(2, 2); y.unbind()[0].mul_(s)
RuntimeError: ...is being modified inplace... This view is the output of a function that returns
multiple views. ...
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)


@questions_to_us(r"""
# PyTorch refuses to use the parts once their base is written: here they know of it.
>>> y = x * 1; a, c = y.unbind(); y.mul_(3); (a * c).sum()
tensor(288., grad_fn=<SumBackward0>)
# PyTorch's node is NarrowCopyBackward0.
>>> x.narrow_copy(1, 0, 1)
tensor([[1.], [4.]], grad_fn=<CloneBackward0>)
""")
def test_it_differs_from_pytorch_on_purpose(ask, code, answer):
    ask(code, answer)


PARTS = [lambda x: x.unbind(), lambda x: x.split(2), lambda x: x.chunk(3)]


@pytest.mark.parametrize("parts", PARTS)
def test_one_node_joins_the_gradients_of_all_parts(parts):
    x = torch.arange(6.0, requires_grad=True)
    several = parts(x)
    assert len({part.grad_fn for part in several}) == 1
    assert [part.output_nr for part in several] == list(range(len(several)))
    (first,) = torch.autograd.grad(several[1].sum() ** 3, x, create_graph=True)
    (second,) = torch.autograd.grad(first.sum(), x)
    count = several[1].numel()
    taken = [float(torch.any(several[1] == value)) for value in x.detach()]
    total = several[1].sum().item()
    assert first.tolist() == [3 * total**2 * t for t in taken]
    assert second.tolist() == [6 * total * count * t for t in taken]


def test_many_rows_cost_what_one_whole_costs():
    """The gradient of a row is not spread over a matrix of zeros each time."""
    x = torch.ones(2_000, 500, requires_grad=True)
    sum(row[0] for row in x).backward()
    assert x.grad.sum() == 2_000


def test_hooks_see_the_gradients_of_all_parts():
    x = torch.ones(3, requires_grad=True)
    a, b, c = (x * 1).unbind()
    seen = []
    a.grad_fn.register_prehook(lambda grads: seen.append([g is None for g in grads]))
    (a + 2 * c).backward()
    assert x.grad.tolist() == [1.0, 0.0, 2.0]
    assert seen == [[False, True, False]]
