"""Attention as a function."""

import numpy as np
import pytest

import tinygrad_np as torch
from tests.oracle import questions, questions_to_us
from tinygrad_np.nn.functional import scaled_dot_product_attention


@questions(
    """
>>> F = torch.nn.functional
... F.scaled_dot_product_attention(v, x, x)
RuntimeError: Expected query, key, and value to all be at least 2 dimensional, but got
query.dim: 1 key.dim: 2 and value.dim: 2 instead.
>>> F = torch.nn.functional
... F.scaled_dot_product_attention(x, x, x.double())
RuntimeError: Expected query, key, and value to have the same dtype, but got query.dtype: float
key.dtype: float and value.dtype: double instead.
>>> F = torch.nn.functional
... F.scaled_dot_product_attention(x, x, x, p, is_causal=True)
RuntimeError: ... attn_mask should not be set when is_causal=True
>>> F = torch.nn.functional
... F.scaled_dot_product_attention(x, x, x, p.double())
RuntimeError: Expected attn_mask dtype to be bool or float or to match query dtype, but got
attn_mask.dtype: double and query.dtype: float instead.
>>> F = torch.nn.functional
... F.scaled_dot_product_attention(x, x, x, 1.0)
TypeError: scaled_dot_product_attention(): argument 'attn_mask' (position 4) must be Tensor, not
float
>>> F = torch.nn.functional
... F.scaled_dot_product_attention([1.0], x, x)
TypeError: scaled_dot_product_attention(): argument 'query' (position 1) must be Tensor, not list
>>> F = torch.nn.functional
... F.scaled_dot_product_attention(x, x, x, dropout_p=2.0)
RuntimeError: dropout probability has to be between 0 and 1, but got 2
>>> F = torch.nn.functional
... F.scaled_dot_product_attention(r, r[:, :2], r[:, :2], enable_gqa=True).shape
torch.Size([2, 3, 4])
>>> F = torch.nn.functional
... F.scaled_dot_product_attention(p, p, p[:, :1], torch.tensor([[True, False], [False, False]]))
tensor([[1.],
        [0.]])
>>> F = torch.nn.functional
... F.scaled_dot_product_attention(p, p, p[:, :1], is_causal=True, scale=0.0)
tensor([[1.0000],
        [0.7500]])
"""
)
def test_scaled_dot_product_attention(ask, code, answer):
    ask(code, answer)


@questions_to_us(
    """
# PyTorch divides by zero, and with it falls the process.
>>> F = torch.nn.functional
... F.scaled_dot_product_attention(r, r[:0], r, enable_gqa=True)
RuntimeError: Number of heads in key and value must divide the number of heads in query, but got 0
and 2 for 2
"""
)
def test_no_heads(ask, code, answer):
    ask(code, answer)


def some(*shape):
    return np.random.default_rng(len(shape)).normal(size=shape)


@pytest.mark.oracle
@pytest.mark.parametrize(
    "options",
    [{}, {"is_causal": True}, {"dropout_p": 0.3}, {"scale": 0.2}, {"enable_gqa": True}],
    ids=str,
)
@pytest.mark.parametrize("value_size", [5, 7])
def test_values_and_gradients_are_pytorchs(value_size, options):
    oracle = pytest.importorskip("torch")
    heads = 2 if options.get("enable_gqa") else 6
    arrays = some(2, 6, 8, 5), some(2, heads, 9, 5), some(2, heads, 9, value_size)
    seen = []
    for library in (torch, oracle):
        leaves = [library.tensor(a, requires_grad=True) for a in arrays]
        library.manual_seed(3)
        result = library.nn.functional.scaled_dot_product_attention(*leaves, **options)
        (result * result).sum().backward()
        seen.append([result.detach().numpy(), *(leaf.grad.numpy() for leaf in leaves)])
    for ours, theirs in zip(*seen, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-10, atol=1e-10)


def test_large_scores_do_not_overflow():
    q = torch.tensor([[1e4, 0.0]], requires_grad=True)
    result = scaled_dot_product_attention(q, q.detach(), torch.tensor([[2.0]]))
    result.sum().backward()
    assert result.item() == 2
    assert q.grad.tolist() == [[0.0, 0.0]]


def test_the_second_derivative_is_that_of_finite_differences():
    leaves = [torch.tensor(some(*shape), requires_grad=True) for shape in [(3, 2), (4, 2), (4, 2)]]
    mask = torch.tensor(some(3, 4), requires_grad=True)
    assert torch.autograd.gradcheck(scaled_dot_product_attention, (*leaves, mask))
    assert torch.autograd.gradgradcheck(scaled_dot_product_attention, (*leaves, mask))
