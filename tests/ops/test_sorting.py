"""Sorting, searching and counting."""

import numpy as np
import pytest

import tinygrad_np as torch
from tests.oracle import questions, questions_to_us


@questions(r"""
>>> torch.sort(v, descending=True)
torch.return_types.sort(
values=tensor([ 2.0000, 0.5000, -1.0000], grad_fn=<SortBackward0>), indices=tensor([2, 1, 0]))
>>> torch.topk(v, 2)
torch.return_types.topk(
values=tensor([2.0000, 0.5000], grad_fn=<TopkBackward0>), indices=tensor([2, 1]))
>>> x.msort()
tensor([[1., 2., 3.], [4., 5., 6.]], grad_fn=<SortBackward0>)
>>> torch.histogram(p, 2)
torch.return_types.histogram(
hist=tensor([2., 2.]), bin_edges=tensor([-2., 1., 4.]))
>>> torch.sort(v, dim=1)
IndexError: Dimension out of range (expected to be in range of [-1, 0], but got 1)
>>> torch.sort("a")
TypeError: sort()...must be Tensor, not str
>>> torch.topk(v, 4)
RuntimeError: selected index k out of range...
>>> torch.topk(v, 1.5)
TypeError: topk(): argument 'k'...must be int, not float
>>> torch.topk(b, 1)
RuntimeError: topk does not support bool dtypes on CPU
>>> torch.unique(e.detach(), dim=1)
RuntimeError: There are 0 sized dimensions, and they aren't selected, so unique cannot be applied
>>> torch.searchsorted(v, v, side="middle")
RuntimeError: torch.searchsorted(): side can only be 'left' or 'right' but got middle
>>> torch.searchsorted(v, v, side="left", right=True)
RuntimeError: torch.searchsorted(): side and right can't be set to opposites, got side of left while
right was True
>>> torch.searchsorted(x, v)
RuntimeError: torch.searchsorted(): boundaries tensor should be 1 dimension or the first N-1
dimensions of boundaries tensor and input value tensor must match, but we got boundaries tensor
[2, 3] and input value tensor [3]
>>> torch.searchsorted(v, v, sorter=i[:2])
RuntimeError: torch.searchsorted(): boundary and sorter must have the same size, but got boundary
tensor [3]...and got sorter tensor [2]
>>> torch.bucketize(v, x)
RuntimeError: boundaries tensor must be 1 dimension, but got dim(2)
>>> torch.bincount(i - 1)
RuntimeError: bincount only supports 1-d non-negative integral inputs.
>>> torch.bincount(v)
NotImplementedError: "bincount_cpu" not implemented for 'Float'
>>> torch.bincount(i, w[:2])
RuntimeError: weights should be 1-d and have the same length as input
>>> torch.histc(v, 4, 3, 1)
RuntimeError: torch.histc: max must be larger than min
>>> torch.histc(v / 0)
RuntimeError: torch.histc: range of [-inf, inf] is not finite
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions_to_us(r"""
# PyTorch has no derivative for these.
>>> torch.unique(v)
tensor([-1.0000, 0.5000, 2.0000], grad_fn=<Unique2Backward0>)
>>> torch.autograd.grad(torch.unique(v * v).sum(), v)
(tensor([-2., 1., 4.]),)
>>> torch.autograd.grad(torch.bincount(i, v)[2], v)
(tensor([1., 0., 0.]),)
>>> torch.autograd.grad(torch.histogram(p, 2, weight=x[:, :2]).hist[0], x)
(tensor([[0., 1., 0.], [1., 0., 0.]]),)
# PyTorch's method takes `stable` only if all arguments are named.
>>> i.sort(0, stable=True).values
tensor([0, 1, 2])
""")
def test_it_differs_from_pytorch_on_purpose(ask, code, answer):
    ask(code, answer)


NUMPYS = {
    "sort": lambda x: np.sort(x),
    "sort of all": lambda x: np.sort(x, axis=None),
    "argsort": lambda x: np.argsort(x, axis=0),
    "unique": lambda x: np.unique(np.argsort(x)),
    "searchsorted": lambda x: np.searchsorted(np.sort(x[0]), x),
    "digitize": lambda x: np.digitize(x, np.sort(x[0])),
    "digitize right": lambda x: np.digitize(x, np.sort(x[0]), right=True),
    "bincount": lambda x: np.bincount(np.argsort(x[0]), minlength=6),
    "nonzero": lambda x: np.nonzero(x > 0)[1],
    "argwhere": lambda x: np.argwhere(x > 0),
    "flatnonzero": lambda x: np.flatnonzero(x > 0),
}


@pytest.mark.parametrize("name", NUMPYS)
def test_numpys_functions(name):
    x = np.random.default_rng(0).standard_normal((3, 5))
    mine = NUMPYS[name](torch.from_numpy(x))
    assert isinstance(mine, torch.Tensor)
    np.testing.assert_array_equal(mine.numpy(), NUMPYS[name](x))


def test_what_numpy_has_no_rule_for_is_refused():
    x = torch.zeros(2, 2)
    with pytest.raises(TypeError, match="does not take return_index"):
        np.unique(x, return_index=True)
    with pytest.raises(TypeError, match="no derivative rule"):
        np.put_along_axis(x, np.zeros((1, 2), int), 1, 0)


def test_many_equal_elements_keep_their_order():
    x = np.random.default_rng(0).integers(0, 5, (4, 300))
    for dim in (0, 1):
        expected = np.argsort(-x, dim, kind="stable")
        found = torch.sort(torch.tensor(x), dim, descending=True)
        np.testing.assert_array_equal(found.indices.numpy(), expected)
        np.testing.assert_array_equal(found.values.numpy(), -np.sort(-x, dim))


@pytest.mark.parametrize("largest", [True, False])
def test_few_of_many_elements(largest):
    x = torch.randn(3, 500, dtype=torch.float64, generator=torch.Generator().manual_seed(0))
    found, expected = x.topk(7, largest=largest), x.sort(descending=largest)
    assert found.indices.tolist() == expected.indices[:, :7].tolist()
    assert found.values.tolist() == expected.values[:, :7].tolist()
