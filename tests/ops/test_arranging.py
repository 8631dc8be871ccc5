"""Other orders, repetitions, diagonals and triangles, and parts replaced."""

from tests.oracle import questions, questions_to_us


@questions(r"""
>>> x.flip(0, 1)
tensor([[6., 5., 4.], [3., 2., 1.]], grad_fn=<FlipBackward0>)
>>> x.roll(1, 0)
tensor([[4., 5., 6.], [1., 2., 3.]], grad_fn=<RollBackward0>)
>>> x.T.roll(1, 0).stride(), x.T.flip(0).stride(), x.T.narrow_copy(0, 0, 2).stride()
((2, 1), (1, 3), (2, 1))
>>> x.rot90(-1)
tensor([[4., 1.], [5., 2.], [6., 3.]], grad_fn=<Rot90Backward0>)
>>> v.repeat(2, 1)
tensor([[-1.0000, 0.5000, 2.0000], [-1.0000, 0.5000, 2.0000]], grad_fn=<RepeatBackward0>)
>>> x.tile(2)
tensor([[1., 2., 3., 1., 2., 3.], [4., 5., 6., 4., 5., 6.]], grad_fn=<RepeatBackward0>)
>>> torch.repeat_interleave(i)
tensor([0, 0, 2])
>>> x.diagonal(1)
tensor([2., 6.], grad_fn=<DiagonalBackward0>)
>>> torch.diag(v, -1)
tensor([[ 0.0000, 0.0000, 0.0000, 0.0000], [-1.0000, 0.0000, 0.0000, 0.0000], [ 0.0000, 0.5000,
0.0000, 0.0000], [ 0.0000, 0.0000, 2.0000, 0.0000]], grad_fn=<DiagEmbedBackward0>)
>>> x.trace()
tensor(6., grad_fn=<TraceBackward0>)
>>> x.tril()
tensor([[1., 0., 0.], [4., 5., 0.]], grad_fn=<TrilBackward0>)
>>> torch.triu_indices(2, 3, 1)
tensor([[0, 0, 1], [1, 2, 2]])
>>> y = x * 1; y.triu_(1)
tensor([[0., 2., 3.], [0., 0., 6.]], grad_fn=<TriuBackward0>)
>>> y = x * 1; y.diagonal().mul_(2); y
tensor([[ 2., 2., 3.], [ 4., 10., 6.]], grad_fn=<CopySlices>)
>>> x.select_scatter(v, 0, 1)
tensor([[ 1.0000, 2.0000, 3.0000], [-1.0000, 0.5000, 2.0000]], grad_fn=<SelectScatterBackward0>)
>>> x.slice_scatter(torch.zeros(2, 1), 1, 0, 1)
tensor([[0., 2., 3.], [0., 5., 6.]], grad_fn=<SliceScatterBackward0>)
>>> x.diagonal_scatter(torch.zeros(2))
tensor([[0., 2., 3.], [4., 0., 6.]], grad_fn=<DiagonalScatterBackward0>)
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> x.flip()
TypeError: flip() missing 1 required positional arguments: "dims"
>>> x.flip(0, 0)
RuntimeError: dim 0 appears multiple times in the list of dims
>>> v.fliplr()
RuntimeError: Input must be >= 2-d.
>>> x.roll((1, 2), 0)
RuntimeError: shifts and dimensions must align. shifts: 2, dims:1
>>> s.roll(1, 0)
IndexError: Dimension specified as 0 but tensor has no dimensions
>>> x.rot90(1, (0, -2))
RuntimeError: expected rotation dims to be different, but got dim0 = 0 and dim1 = -2
>>> v.rot90()
RuntimeError: expected total dims >= 2, but got total dims = 1
>>> x.repeat(2)
RuntimeError: Number of dimensions of repeat dims can not be smaller than number of dimensions of
tensor
>>> x.repeat(2, -1)
RuntimeError: Trying to create tensor with negative dimension -3: [4, -3]
>>> x.repeat_interleave(i)
RuntimeError: repeats must have the same size as input along dim, but got repeats.size(0) = 3 and
input.size(0) = 6
>>> x.repeat_interleave(v, 1)
NotImplementedError: "repeat_interleave_cpu" not implemented for 'Float'
>>> x.repeat_interleave(2, dim=0, output_size=5)
RuntimeError: repeat_interleave: Invalid output_size, expected 4 but got 5
>>> x.diagonal(0, 1, -1)
RuntimeError: diagonal dimensions cannot be identical 1, -1
>>> v.diagonal()
IndexError: Dimension out of range (expected to be in range of [-1, 0], but got 1)
>>> torch.diag(r)
RuntimeError: diag(): Supports 1D or 2D tensors. Got 3D
>>> r.trace()
RuntimeError: trace: expected a matrix, but got tensor with dim 3
>>> v.tril()
RuntimeError: tril: input tensor must have at least 2 dimensions
>>> torch.tril_indices(-1, 2)
RuntimeError: row must be non-negative, got-1
>>> torch.tril_indices(2, 2, dtype=torch.float32)
NotImplementedError: "tril_indices" not implemented for 'Float'
>>> x.select_scatter(torch.zeros(1, 3), 0, 1)
RuntimeError: expected src to have a size equal to the slice of self. src size = [1, 3], slice
size = [3]
>>> x.slice_scatter(torch.zeros(2, 3), step=0)
RuntimeError: slice step must be positive
>>> i.select_scatter(v[0], 0, 1)
RuntimeError: Autograd not support dtype: Long
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)


@questions_to_us(r"""
# The same values under the names of other nodes.
>>> v.repeat_interleave(2)
tensor([-1.0000, -1.0000, 0.5000, 0.5000, 2.0000, 2.0000], grad_fn=<RepeatInterleaveBackward0>)
>>> x.diag()
tensor([1., 5.], grad_fn=<CloneBackward0>)
""")
def test_it_differs_from_pytorch_on_purpose(ask, code, answer):
    ask(code, answer)
