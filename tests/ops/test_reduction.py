"""Sums, means, products, norms and extremes."""

import pytest

import tinygrad_np as torch
from tests.oracle import questions, questions_to_us


@questions(r"""
>>> x.sum()
tensor(21., grad_fn=<SumBackward0>)
>>> x.sum(0)
tensor([5., 7., 9.], grad_fn=<SumBackward1>)
>>> x.sum(dim=1)
tensor([ 6., 15.], grad_fn=<SumBackward1>)
>>> x.sum(-1, keepdim=True)
tensor([[ 6.], [15.]], grad_fn=<SumBackward1>)
>>> x.sum((0, 1))
tensor(21., grad_fn=<SumBackward1>)
>>> x.sum([0])
tensor([5., 7., 9.], grad_fn=<SumBackward1>)
>>> x.sum(())
tensor(21., grad_fn=<SumBackward1>)
>>> x.sum(axis=0)
tensor([5., 7., 9.], grad_fn=<SumBackward1>)
>>> x.sum(axis=1, keepdims=True)
tensor([[ 6.], [15.]], grad_fn=<SumBackward1>)
>>> x.sum(dtype=torch.float64)
tensor(21., dtype=torch.float64, grad_fn=<SumBackward0>)
>>> x.sum(0, dtype=torch.float64)
tensor([5., 7., 9.], dtype=torch.float64, grad_fn=<SumBackward1>)
>>> i.sum()
tensor(3)
>>> b.sum()
tensor(2)
>>> m.sum(0)
tensor([1, 0, 2])
>>> i.sum(dtype=torch.float32)
tensor(3.)
>>> i.to(torch.int8).sum()
tensor(3)
>>> i.to(torch.uint8).sum(0)
tensor(3)
>>> s.sum()
tensor(2., grad_fn=<SumBackward0>)
>>> s.sum(0)
tensor(2., grad_fn=<SumBackward1>)
>>> s.sum(-1)
tensor(2., grad_fn=<SumBackward1>)
>>> e.sum()
tensor(0., grad_fn=<SumBackward0>)
>>> e.sum(0)
tensor([0., 0., 0.], grad_fn=<SumBackward1>)
>>> e.sum(1)
tensor([], grad_fn=<SumBackward1>)
>>> torch.sum(x, dim=(0, 1), keepdim=True)
tensor([[21.]], grad_fn=<SumBackward1>)
>>> x.half().sum()
tensor(21., dtype=torch.float16, grad_fn=<SumBackward0>)
>>> x.mean()
tensor(3.5000, grad_fn=<MeanBackward0>)
>>> x.mean(0)
tensor([2.5000, 3.5000, 4.5000], grad_fn=<MeanBackward1>)
>>> x.mean(1, keepdim=True)
tensor([[2.], [5.]], grad_fn=<MeanBackward1>)
>>> x.mean((0, 1))
tensor(3.5000, grad_fn=<MeanBackward1>)
>>> x.mean(dtype=torch.float64)
tensor(3.5000, dtype=torch.float64, grad_fn=<MeanBackward0>)
>>> i.mean(dtype=torch.float32)
tensor(1.)
>>> e.mean()
tensor(nan, grad_fn=<MeanBackward0>)
>>> e.mean(0)
tensor([nan, nan, nan], grad_fn=<MeanBackward1>)
>>> e.mean(1)
tensor([], grad_fn=<MeanBackward1>)
>>> s.mean()
tensor(2., grad_fn=<MeanBackward0>)
>>> x.prod()
tensor(720., grad_fn=<ProdBackward0>)
>>> x.prod(0)
tensor([ 4., 10., 18.], grad_fn=<ProdBackward1>)
>>> x.prod(1, keepdim=True)
tensor([[ 6.], [120.]], grad_fn=<ProdBackward1>)
>>> x.prod(dim=-1)
tensor([ 6., 120.], grad_fn=<ProdBackward1>)
>>> i.prod()
tensor(0)
>>> b.prod()
tensor(0)
>>> torch.prod(torch.tensor([0.0, 2.0, 3.0], requires_grad=True))
tensor(0., grad_fn=<ProdBackward0>)
>>> v.prod()
tensor(-1., grad_fn=<ProdBackward0>)
>>> e.prod()
tensor(1., grad_fn=<ProdBackward0>)
>>> e.prod(0)
tensor([1., 1., 1.], grad_fn=<ProdBackward1>)
>>> s.prod()
tensor(2., grad_fn=<ProdBackward0>)
>>> x.max()
tensor(6., grad_fn=<MaxBackward1>)
>>> x.min()
tensor(1., grad_fn=<MinBackward1>)
>>> x.max(0)
torch.return_types.max( values=tensor([4., 5., 6.], grad_fn=<MaxBackward0>), indices=tensor([1, 1,
1]))
>>> x.max(dim=1)
torch.return_types.max( values=tensor([3., 6.], grad_fn=<MaxBackward0>), indices=tensor([2, 2]))
>>> x.max(1, keepdim=True)
torch.return_types.max( values=tensor([[3.], [6.]], grad_fn=<MaxBackward0>), indices=tensor([[2],
[2]]))
>>> x.min(0)
torch.return_types.min( values=tensor([1., 2., 3.], grad_fn=<MinBackward0>), indices=tensor([0, 0,
0]))
>>> x.min(-1)
torch.return_types.min( values=tensor([1., 4.], grad_fn=<MinBackward0>), indices=tensor([0, 0]))
>>> x.max(v)
tensor([[1., 2., 3.], [4., 5., 6.]], grad_fn=<MaximumBackward0>)
>>> x.min(v)
tensor([[-1.0000, 0.5000, 2.0000], [-1.0000, 0.5000, 2.0000]], grad_fn=<MinimumBackward0>)
>>> torch.max(x, v)
tensor([[1., 2., 3.], [4., 5., 6.]], grad_fn=<MaximumBackward0>)
>>> torch.min(x, dim=1)
torch.return_types.min( values=tensor([1., 4.], grad_fn=<MinBackward0>), indices=tensor([0, 0]))
>>> x.max(0).values
tensor([4., 5., 6.], grad_fn=<MaxBackward0>)
>>> x.max(0).indices
tensor([1, 1, 1])
>>> x.max(0)[0]
tensor([4., 5., 6.], grad_fn=<MaxBackward0>)
>>> x.max(0)[1]
tensor([1, 1, 1])
>>> values, indices = x.max(0); values
tensor([4., 5., 6.], grad_fn=<MaxBackward0>)
>>> len(x.max(0))
2
>>> i.max()
tensor(2)
>>> i.max(0)
torch.return_types.max( values=tensor(2), indices=tensor(0))
>>> b.max()
tensor(True)
>>> m.max(0)
torch.return_types.max( values=tensor([ True, False, True]), indices=tensor([0, 0, 0]))
>>> m.max(1)
torch.return_types.max( values=tensor([True, True]), indices=tensor([0, 2]))
>>> s.max()
tensor(2., grad_fn=<MaxBackward1>)
>>> s.max(0)
torch.return_types.max( values=tensor(2., grad_fn=<MaxBackward0>), indices=tensor(0))
>>> e.max(1)
torch.return_types.max( values=tensor([], grad_fn=<MaxBackward0>), indices=tensor([],
dtype=torch.int64))
>>> torch.tensor([[1.0, 1.0], [0.0, 1.0]]).requires_grad_().max()
tensor(1., grad_fn=<MaxBackward1>)
>>> torch.tensor([[1.0, 1.0], [0.0, 1.0]]).requires_grad_().max(1)
torch.return_types.max( values=tensor([1., 1.], grad_fn=<MaxBackward0>), indices=tensor([0, 1]))
>>> torch.tensor([1.0, float("nan"), 2.0]).max()
tensor(nan)
>>> torch.tensor([1.0, float("nan"), 2.0]).max(0)
torch.return_types.max( values=tensor(nan), indices=tensor(1))
>>> torch.tensor([1.0, float("nan"), 2.0]).min(0)
torch.return_types.min( values=tensor(nan), indices=tensor(1))
>>> torch.tensor([1.0, float("nan"), 2.0]).argmax()
tensor(1)
>>> x.amax()
tensor(6., grad_fn=<AmaxBackward0>)
>>> x.amax(0)
tensor([4., 5., 6.], grad_fn=<AmaxBackward0>)
>>> x.amax((0, 1))
tensor(6., grad_fn=<AmaxBackward0>)
>>> x.amax(dim=1, keepdim=True)
tensor([[3.], [6.]], grad_fn=<AmaxBackward0>)
>>> x.amin()
tensor(1., grad_fn=<AminBackward0>)
>>> x.amin(1)
tensor([1., 4.], grad_fn=<AminBackward0>)
>>> torch.amax(x, 0)
tensor([4., 5., 6.], grad_fn=<AmaxBackward0>)
>>> torch.amin(x, (0, 1), keepdim=True)
tensor([[1.]], grad_fn=<AminBackward0>)
>>> torch.tensor([1.0, 1.0, 0.0], requires_grad=True).amax()
tensor(1., grad_fn=<AmaxBackward0>)
>>> torch.tensor([1.0, 1.0, 0.0], requires_grad=True).amax(0)
tensor(1., grad_fn=<AmaxBackward0>)
>>> i.amax()
tensor(2)
>>> b.amin()
tensor(False)
>>> s.amax()
tensor(2., grad_fn=<AmaxBackward0>)
>>> x.argmax()
tensor(5)
>>> x.argmax(0)
tensor([1, 1, 1])
>>> x.argmax(1, keepdim=True)
tensor([[2], [2]])
>>> x.argmin()
tensor(0)
>>> x.argmin(dim=1)
tensor([0, 0])
>>> torch.argmin(x, 0)
tensor([0, 0, 0])
>>> i.argmax()
tensor(0)
>>> s.argmax()
tensor(0)
>>> s.argmax(0)
tensor(0)
>>> x.argmax(keepdim=True)
tensor([[5]])
>>> torch.tensor([3.0, 1.0, 3.0]).argmax()
tensor(0)
>>> x.norm()
tensor(9.5394, grad_fn=<LinalgVectorNormBackward0>)
>>> x.norm(1)
tensor(21., grad_fn=<LinalgVectorNormBackward0>)
>>> x.norm(p=3)
tensor(7.6117, grad_fn=<LinalgVectorNormBackward0>)
>>> x.norm(float("inf"))
tensor(6., grad_fn=<LinalgVectorNormBackward0>)
>>> x.norm(float("-inf"))
tensor(1., grad_fn=<LinalgVectorNormBackward0>)
>>> x.norm(2, 0)
tensor([4.1231, 5.3852, 6.7082], grad_fn=<LinalgVectorNormBackward0>)
>>> x.norm(dim=1)
tensor([3.7417, 8.7750], grad_fn=<LinalgVectorNormBackward0>)
>>> x.norm(p=1, dim=0, keepdim=True)
tensor([[5., 7., 9.]], grad_fn=<LinalgVectorNormBackward0>)
>>> x.norm("fro")
tensor(9.5394, grad_fn=<LinalgVectorNormBackward0>)
>>> torch.norm(x, dtype=torch.float64)
tensor(9.5394, dtype=torch.float64, grad_fn=<LinalgVectorNormBackward0>)
>>> torch.norm(x, p=2, dim=(0, 1))
tensor(9.5394, grad_fn=<LinalgVectorNormBackward0>)
>>> x.norm("nuc")
tensor(10.2809, grad_fn=<SumBackward1>)
>>> torch.renorm(p, 2, 0, 3.0)
tensor([[ 1.0000, -2.0000], [ 0.3721,  2.9768]])
>>> torch.tensor([300.0, 300.0]).half().norm()
tensor(424.2500, dtype=torch.float16)
>>> torch.zeros(3, requires_grad=True).norm()
tensor(0., grad_fn=<LinalgVectorNormBackward0>)
>>> s.norm()
tensor(2., grad_fn=<LinalgVectorNormBackward0>)
>>> e.norm()
tensor(0., grad_fn=<LinalgVectorNormBackward0>)
>>> e.norm(dim=0)
tensor([0., 0., 0.], grad_fn=<LinalgVectorNormBackward0>)
>>> v.norm(0.5)
tensor(9.7426, grad_fn=<LinalgVectorNormBackward0>)
>>> torch.zeros(2, 0).max(0)
torch.return_types.max( values=tensor([]), indices=tensor([], dtype=torch.int64))
>>> e.amax(1)
tensor([], grad_fn=<AmaxBackward0>)
>>> e.argmin(1)
tensor([], dtype=torch.int64)
>>> x.sum(0).sum().backward(); x.grad
tensor([[1., 1., 1.], [1., 1., 1.]])
>>> r.sum((0, 2))
tensor([ 60., 92., 124.])
>>> r.sum((0, 2), keepdim=True)
tensor([[[ 60.], [ 92.], [124.]]])
>>> r.mean((-1, 0))
tensor([ 7.5000, 11.5000, 15.5000])
>>> r.amax((0, 2))
tensor([15., 19., 23.])
>>> r.max(1)
torch.return_types.max( values=tensor([[ 8., 9., 10., 11.], [20., 21., 22., 23.]]),
indices=tensor([[2, 2, 2, 2], [2, 2, 2, 2]]))
>>> r.prod(1)
tensor([[ 0., 45., 120., 231.], [3840., 4641., 5544., 6555.]])
>>> r.norm(dim=(0, 2))
tensor([27.3496, 36.8239, 47.1169])
>>> r.transpose(0, 2).sum(0)
tensor([[ 6., 54.], [22., 70.], [38., 86.]])
>>> x.detach().sum(dtype=torch.int32)
tensor(21, dtype=torch.int32)
>>> torch.ones(1, dtype=torch.int32).sum().dtype
torch.int64
>>> x.nansum(0)
tensor([5., 7., 9.], grad_fn=<NansumBackward0>)
>>> torch.tensor([1.0, float("nan"), 2.0]).nansum()
tensor(3.)
>>> i.nansum()
tensor(3)
>>> x.nanmean(1)
tensor([2., 5.], grad_fn=<DivBackward0>)
>>> x.logsumexp(1)
tensor([3.4076, 6.4076], grad_fn=<LogsumexpBackward0>)
>>> i.logsumexp(0)
tensor(2.4076)
>>> e.logsumexp(0)
tensor([-inf, -inf, -inf], grad_fn=<LogsumexpBackward0>)
>>> x.count_nonzero(0)
tensor([2, 2, 2])
>>> x.sum_to_size(2, 1)
tensor([[ 6.], [15.]], grad_fn=<SumBackward1>)
>>> x.aminmax(dim=0)
torch.return_types.aminmax( min=tensor([1., 2., 3.], grad_fn=<AminmaxBackward0>),
max=tensor([4., 5., 6.], grad_fn=<AminmaxBackward0>))
>>> i.aminmax()
torch.return_types.aminmax( min=tensor(0), max=tensor(2))
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> m.argmax(1)
RuntimeError: argmax(): does not support bool input
>>> i.nanmean()
RuntimeError: nanmean(): expected input to have floating point or complex dtype but got Long
>>> x.nansum(2)
IndexError: Dimension out of range (expected to be in range of [-2, 1], but got 2)
>>> x.logsumexp((0, 0))
RuntimeError: dim 0 appears multiple times in the list of dims
>>> x.count_nonzero(5)
IndexError: Dimension out of range (expected to be in range of [-2, 1], but got 5)
>>> e.aminmax()
RuntimeError: aminmax(): cannot compute aminmax over an empty dimension as the operation has no
identity.
>>> e.aminmax(dim=0)
IndexError: aminmax: Expected reduction dim 0 to have non-zero size.
>>> x.aminmax(0)
TypeError: aminmax() takes...
>>> x.sum_to_size(2)
RuntimeError: size {[2]} is not expandable to size {[2, 3]}.
>>> x.sum(2)
IndexError: Dimension out of range (expected to be in range of [-2, 1], but got 2)
>>> x.sum(-3)
IndexError: Dimension out of range (expected to be in range of [-2, 1], but got -3)
>>> x.sum((0, 0))
RuntimeError: dim 0 appears multiple times in the list of dims
>>> x.sum((0, -2))
RuntimeError: dim 0 appears multiple times in the list of dims
>>> x.sum("a")
TypeError:...
>>> x.sum(1.5)
TypeError:...
>>> x.sum(foo=1)
TypeError: sum()...an...
>>> torch.sum(3)
TypeError: sum(): argument 'input' (position 1) must be Tensor, not int
>>> torch.sum([1.0, 2.0])
TypeError: sum(): argument 'input' (position 1) must be Tensor, not list
>>> torch.sum()
TypeError: sum()...
>>> s.sum(1)
IndexError: Dimension out of range (expected to be in range of [-1, 0], but got 1)
>>> x.mean(5)
IndexError: Dimension out of range (expected to be in range of [-2, 1], but got 5)
>>> i.mean()
RuntimeError: mean(): could not infer output dtype. Input dtype must be either a floating point or
complex dtype. Got: Long
>>> b.mean()
RuntimeError: mean(): could not infer output dtype. Input dtype must be either a floating point or
complex dtype. Got: Bool
>>> m.mean(0)
RuntimeError: mean(): could not infer output dtype. Input dtype must be either a floating point or
complex dtype. Got: Bool
>>> i.mean(dtype=torch.int64)
RuntimeError: mean(): could not infer output dtype. Optional dtype must be either a floating point
or complex dtype. Got: Long
>>> x.mean((1, 1))
RuntimeError: dim 1 appears multiple times in the list of dims
>>> torch.mean("a")
TypeError: mean(): argument 'input' (position 1) must be Tensor, not str
>>> x.mean(dim="a")
TypeError:...
>>> x.prod(2)
IndexError: Dimension out of range (expected to be in range of [-2, 1], but got 2)
>>> x.prod((0, 1))
TypeError:...
>>> x.prod("a")
TypeError:...
>>> x.prod(dim=1.0)
TypeError:...
>>> x.max(2)
IndexError: Dimension out of range (expected to be in range of [-2, 1], but got 2)
>>> x.max(-3)
IndexError: Dimension out of range (expected to be in range of [-2, 1], but got -3)
>>> x.max((0, 1))
TypeError:...
>>> x.max("a")
TypeError:...
>>> x.max(1.5)
TypeError:...
>>> e.max()
RuntimeError: max(): Expected reduction dim to be specified for input.numel() == 0. Specify the
reduction dim with the 'dim' argument.
>>> e.min()
RuntimeError: min(): Expected reduction dim to be specified for input.numel() == 0. Specify the
reduction dim with the 'dim' argument.
>>> e.max(0)
IndexError: max(): Expected reduction dim 0 to have non-zero size.
>>> e.min(0)
IndexError: min(): Expected reduction dim 0 to have non-zero size.
>>> torch.zeros(2, 0).max(1)
IndexError: max(): Expected reduction dim 1 to have non-zero size.
>>> x.max(torch.ones(2))
RuntimeError: The size of tensor a (3) must match the size of tensor b (2) at non-singleton
dimension 1
>>> torch.max(3)
TypeError: max(): argument 'input' (position 1) must be Tensor, not int
>>> x.amax(2)
IndexError: Dimension out of range (expected to be in range of [-2, 1], but got 2)
>>> x.amax((0, 0))
RuntimeError: dim 0 appears multiple times in the list of dims
>>> x.amax("a")
TypeError: amax(): argument 'dim'...must be...not str
>>> e.amax()
RuntimeError: amax(): Expected reduction dim to be specified for input.numel() == 0. Specify the
reduction dim with the 'dim' argument.
>>> e.amax(0)
IndexError: amax(): Expected reduction dim 0 to have non-zero size.
>>> e.amin(0)
IndexError: amin(): Expected reduction dim 0 to have non-zero size.
>>> torch.amax(1.0)
TypeError: amax(): argument 'input' (position 1) must be Tensor, not float
>>> x.argmax(2)
IndexError: Dimension out of range (expected to be in range of [-2, 1], but got 2)
>>> x.argmax((0, 1))
TypeError: argmax(): argument 'dim'...must be int, not tuple
>>> e.argmax()
IndexError: argmax(): Expected reduction dim to be specified for input.numel() == 0.
>>> e.argmax(0)
IndexError: argmax(): Expected reduction dim 0 to have non-zero size.
>>> torch.argmax([1, 2])
TypeError: argmax(): argument 'input' (position 1) must be Tensor, not list
>>> x.norm(2, 2)
IndexError: Dimension out of range (expected to be in range of [-2, 1], but got 2)
>>> i.norm()
RuntimeError: linalg.vector_norm: Expected a floating point or complex tensor as input. Got Long
>>> x.norm("nuc", 0)
RuntimeError: linalg.matrix_norm: dim must be a 2-tuple. Got 0
>>> x.norm("other")
RuntimeError: linalg.matrix_norm: Order other not supported.
>>> v.renorm(2, 0, 1.0)
RuntimeError: renorm: input needs at least 2 dimensions, got 1 dimensions
>>> x.renorm(0, 0, 1.0)
RuntimeError: renorm: non-positive-norm not supported
>>> x.renorm(2, 0, -1.0)
RuntimeError: renorm: expected maxnorm to be >= 0 but got -1...
>>> x.norm(2, (0, 0))
RuntimeError: dim 0 appears multiple times in the list of dims
>>> e.norm(float("inf"))
RuntimeError: linalg.vector_norm cannot compute the inf norm on an empty tensor because the
operation does not have an identity
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)


@questions_to_us(r"""
# The same values under the names of other nodes.
>>> x.sum(dim=None)
tensor(21., grad_fn=<SumBackward0>)
>>> s.prod(0)
tensor(2., grad_fn=<ProdBackward0>)
# PyTorch gives no gradient at all, where ours is 0.
>>> x.norm(0)
tensor(6., grad_fn=<LinalgVectorNormBackward0>)
# PyTorch says that a float has no layout.
>>> torch.norm(3.0)
TypeError: norm(): argument 'input' (position 1) must be Tensor, not float
# PyTorch cannot; ours is a conversion, which ends the graph as `x.long()` does.
>>> x.sum(dim=-1, dtype=torch.int64)
tensor([ 6, 15])
""")
def test_it_differs_from_pytorch_on_purpose(ask, code, answer):
    ask(code, answer)


def test_float16_sums_more_elements_than_it_can_count():
    x = torch.full((70_000,), 0.1, dtype=torch.float16, requires_grad=True)
    x.mean().backward()
    assert x.mean().item() == pytest.approx(0.1, rel=1e-3)
    assert x.grad[0].item() == pytest.approx(1 / 70_000, rel=1e-2)
    assert x.sum().item() == pytest.approx(7000, rel=1e-3)
    zeros = torch.zeros(70_000, dtype=torch.float16)
    loss = torch.nn.functional.mse_loss(x, zeros)
    assert loss.item() == pytest.approx(0.01, rel=1e-2)
    assert loss.dtype == x.sum().dtype == torch.float16
