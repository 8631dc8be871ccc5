"""Medians, k-th smallest elements, modes and quantiles."""

import numpy as np
import pytest

import tinygrad_np as torch
from tests.oracle import questions


@questions(r"""
>>> x.median()
tensor(3., grad_fn=<MedianBackward0>)
>>> x.median(1)
torch.return_types.median( values=tensor([2., 5.], grad_fn=<MedianBackward1>),
indices=tensor([1, 1]))
>>> x.nanmedian(axis=0, keepdims=True)
torch.return_types.nanmedian( values=tensor([[1., 2., 3.]], grad_fn=<NanmedianBackward1>),
indices=tensor([[0, 0, 0]]))
>>> torch.tensor([[1.0, float("nan"), 0.0], [float("nan")] * 3]).nanmedian(1)
torch.return_types.nanmedian( values=tensor([0., nan]), indices=tensor([2, 0]))
>>> torch.tensor([2.0, float("nan"), 1.0, float("nan")]).median(0)
torch.return_types.median( values=tensor(nan), indices=tensor(1))
>>> torch.tensor([2.0, 1.0, 1.0, 1.0, 3.0]).median(0)
torch.return_types.median( values=tensor(1.), indices=tensor(3))
>>> x.kthvalue(2)
torch.return_types.kthvalue( values=tensor([2., 5.], grad_fn=<KthvalueBackward0>),
indices=tensor([1, 1]))
>>> x.mode(0)
torch.return_types.mode( values=tensor([1., 2., 3.], grad_fn=<ModeBackward0>),
indices=tensor([0, 0, 0]))
>>> x.detach().quantile(torch.tensor([0.25, 0.75]), dim=1, keepdim=True)
tensor([[[1.5000], [4.5000]], [[2.5000], [5.5000]]])
>>> x.detach().quantile(0.4, keepdim=True)
tensor([[3.]])
>>> torch.tensor([1.0, float("nan"), 3.0]).nanquantile(0.25)
tensor(1.5000)
>>> torch.tensor([1.0, float("nan"), 3.0]).quantile(0.25)
tensor(nan)
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> x.median(2)
IndexError: Dimension out of range (expected to be in range of [-2, 1], but got 2)
>>> e.median(0)
IndexError: median(): Expected reduction dim 0 to have non-zero size.
>>> x.kthvalue(4)
RuntimeError: kthvalue(): selected number k out of range for dimension 1
>>> x.kthvalue(0, 0)
RuntimeError: kthvalue(): selected number k out of range for dimension 0
>>> x.kthvalue(1.5)
TypeError: kthvalue(): argument 'k'... must be int, not float
>>> e.mode(0)
IndexError: mode(): Expected reduction dim 0 to have non-zero size.
>>> x.quantile(1.5)
RuntimeError: quantile() q must be in the range [0, 1] but got 1.5
>>> x.quantile(p)
RuntimeError: quantile() q must be a scalar or 1D tensor
>>> x.quantile(v.detach())
RuntimeError: quantile() q values must be in the range [0, 1]
>>> x.quantile(w.detach())
RuntimeError: quantile() q tensor must be same dtype as the input tensor
>>> i.quantile(0.5)
RuntimeError: quantile() input tensor must be either float or double dtype
>>> e.nanquantile(0.5)
RuntimeError: quantile() input tensor must be non-empty
>>> x.quantile(0.5, interpolation="cubic")
RuntimeError: quantile() interpolation must be one of linear, lower, higher, midpoint or nearest,
but got cubic
>>> x.quantile([0.5])
TypeError: quantile()...
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)


@pytest.mark.parametrize("dim", [0, 1])
@pytest.mark.parametrize("k", [1, 4, 7])
def test_of_equal_elements_it_is_the_one_that_a_stable_sort_finds(k, dim):
    x = np.random.default_rng(0).integers(0, 3, (7, 7)).astype(np.float32)
    order = np.argsort(x, axis=dim, kind="stable")
    values, indices = torch.from_numpy(x).kthvalue(k, dim)
    expected = np.take(order, k - 1, axis=dim)
    np.testing.assert_array_equal(indices.numpy(), expected)
    picked = np.take_along_axis(x, np.expand_dims(expected, dim), dim)
    np.testing.assert_array_equal(values.numpy(), picked.squeeze(dim))


@pytest.mark.parametrize("count", [1, 2, 3, 9])
def test_many_quantiles_are_those_of_numpy(count):
    x = np.random.default_rng(0).normal(size=(4, 50))
    q = np.linspace(0, 1, count)
    found = torch.from_numpy(x).quantile(torch.from_numpy(q), dim=1)
    np.testing.assert_allclose(found.numpy(), np.quantile(x, q, axis=1))
    assert torch.autograd.gradcheck(
        lambda x, q: x.quantile(q, dim=1),
        [torch.from_numpy(x).requires_grad_(), torch.from_numpy(0.05 + 0.9 * q).requires_grad_()],
    )
