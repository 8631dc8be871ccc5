"""Gathering, scattering and masks: what they give, and what is refused."""

from tests.oracle import questions, questions_to_us


@questions(
    """
>>> torch.gather(x, 1, torch.tensor([[0, 2], [1, 1]]))
tensor([[1., 3.],
        [5., 5.]], grad_fn=<GatherBackward0>)
>>> torch.gather(x, 1, torch.tensor([[0, 3]]))
RuntimeError: index 3 is out of bounds for dimension 1 with size 3
>>> torch.gather(x, 1, i)
RuntimeError: Index tensor must have the same number of dimensions as input tensor
>>> torch.gather(x, 1, i.double())
RuntimeError: gather(): Expected dtype int32/int64 for index
>>> torch.gather(x, 2, i)
IndexError: Dimension out of range (expected to be in range of [-2, 1], but got 2)
>>> torch.take(v, torch.tensor([3]))
IndexError: out of range: tried to access index 3 on a tensor of 3 elements.
>>> torch.take(v, i.int())
RuntimeError: take(): Expected a long tensor for index, but got Int
>>> torch.take_along_dim(x, i, 1)
RuntimeError: torch.take_along_dim(): input and indices should have the same number of dimensions,
but got 2 dimensions for input, and 1 dimensions for indices
>>> torch.index_select(x, 0, torch.tensor([[0]]))
IndexError: index_select(): Index is supposed to be a vector
>>> torch.index_select(x, 0, i.double())
RuntimeError: index_select(): Expected dtype int32 or int64 for index
>>> torch.masked_select(x, i)
RuntimeError: masked_select: expected BoolTensor for mask
>>> torch.masked_select(x, torch.ones(2, dtype=torch.bool))
RuntimeError: The size of tensor a (2) must match the size of tensor b (3) at non-singleton
dimension 1
>>> torch.masked_fill(v, i, 0)
RuntimeError: masked_fill_ only supports boolean masks, but got mask with dtype ...
>>> torch.masked_fill(v, b, v)
RuntimeError: masked_fill_ only supports a 0-dimensional value tensor, but got tensor with 1
dimension(s).
>>> torch.masked_fill(i, b, float('nan'))
RuntimeError: value cannot be converted to type int64_t without overflow
>>> torch.masked_fill(v, b, 0)
tensor([0.0000, 0.5000, 0.0000], grad_fn=<MaskedFillBackward0>)
>>> torch.masked_scatter(v, b, w)
RuntimeError: masked_scatter: expected self and source to have same dtypes but got...Float and
Double
>>> torch.masked_scatter(v, b, v[:1])
RuntimeError: Number of elements of source < number of ones in mask
>>> torch.scatter(v, 0, i, w)
RuntimeError: scatter(): Expected self.dtype to be equal to src.dtype
>>> torch.scatter(v, 0, torch.tensor([4]), v)
RuntimeError: index 4 is out of bounds for dimension 0 with size 3
>>> torch.scatter(v, 0, i, v, reduce='max')
RuntimeError: reduce argument must be either add or multiply.
>>> torch.scatter(x * 1, 1, torch.tensor([[0, 0], [0, 0], [0, 0]]), x)
RuntimeError: Expected index [3, 2] to be no larger than self [2, 3] apart from dimension 1 and to
be no larger size than src [2, 3]
>>> torch.scatter_add(v, 0, i, v)
tensor([-0.5000,  2.5000,  1.0000], grad_fn=<ScatterAddBackward0>)
>>> torch.scatter_reduce(v, 0, i, v, 'median')
RuntimeError: reduce argument must be either sum, prod, mean, amax or amin, got median
>>> torch.scatter_reduce(torch.zeros(2), 0, torch.tensor([0, 0, 1]), v, 'amax')
tensor([0.5000, 2.0000], grad_fn=<ScatterReduceBackward0>)
>>> torch.index_add(v, 0, i, w)
RuntimeError: index_add_(): self (Float) and source (Double) must have the same scalar type
>>> torch.index_add(v, 0, i[:2], v)
RuntimeError: index_add_(): Number of indices (2) should be equal to source.size(dim): (3), for
dim: 0
>>> torch.index_add(v, 0, torch.tensor([0, 5, 1]), v)
IndexError: index out of range in self...
>>> torch.index_copy(v, 0, i, w)
RuntimeError: index_copy_(): self and source expected to have the same dtype, but got (self) Float
and (source) Double
>>> torch.index_fill(v, 0, i, v)
RuntimeError: index_fill_ only supports a 0-dimensional value tensor, but got tensor with 1
dimension(s).
>>> torch.index_fill(v, 0, torch.tensor([5]), 0)
IndexError: index 5 is out of bounds for dimension 0 with size 3
>>> v.put(torch.tensor([0]), v)
IndexError: put_(): Expected source and index to have the same number of elements, but got
source.numel() = 3, index.numel() = 1
>>> v.put(torch.tensor([3]), v[:1])
IndexError: out of range: tried to access index 3 on a tensor of 3 elements.
>>> torch.index_put(v, (torch.tensor([0]),), w[:1])
RuntimeError: Index put requires the source and destination dtypes match, got Float for the
destination and Double for the source.
>>> torch.index_put(v, (torch.tensor([3]),), v[:1])
IndexError: index 3 is out of bounds for dimension 0 with size 3
>>> torch.index_put(v, torch.tensor([0]), v[:1])
TypeError: index_put(): argument 'indices' (position 2) must be tuple of Tensors, not Tensor
>>> torch.index_reduce(v, 0, i, v, 'sum')
RuntimeError: index_reduce(): Expected reduce to be one of prod, mean, amax or amin but got sum.
>>> v.masked_fill_(b, 0)
RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.
>>> c = v * 1; c.scatter_(0, i, 7.0); c
tensor([7., 7., 7.], grad_fn=<ScatterBackward1>)
>>> c = v * 1; c[1:].masked_fill_(b[1:], 9); c
tensor([-1.0000,  0.5000,  9.0000], grad_fn=<CopySlices>)
"""
)
def test_gathering_and_scattering(ask, code, answer):
    ask(code, answer)


@questions_to_us(
    """
# PyTorch counts these on from the start, silently.
>>> torch.take_along_dim(x, torch.tensor([[7], [0]]), 1)
RuntimeError: index 7 is out of bounds for dimension 1 with size 3
# PyTorch cannot differentiate where src is larger than the index.
>>> torch.scatter(x * 1, 1, torch.tensor([[2], [0]]), x).sum().backward(); x.grad
tensor([[2., 1., 0.], [1., 1., 1.]])
"""
)
def test_gathering_otherwise_than_pytorch(ask, code, answer):
    ask(code, answer)
