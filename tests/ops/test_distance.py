"""Distances."""

import numpy as np
import pytest

import tinygrad_np as torch
from tests.oracle import questions


@questions(r"""
>>> torch.cdist(x, x.detach() * 2)
tensor([[ 3.7417, 13.9284], [ 2.2361,  8.7750]], grad_fn=<CdistBackward0>)
>>> torch.cdist(p, p, 1)
tensor([[0.0000, 6.5000], [6.5000, 0.0000]])
>>> torch.cdist(r, torch.ones(5, 4)).shape
torch.Size([2, 3, 5])
>>> torch.dist(p, p * 2)
tensor(4.6098)
>>> torch.pdist(x.detach())
tensor([5.1962])
>>> torch.pairwise_distance(x.detach(), v.detach(), keepdim=True)
tensor([[2.6926], [7.8262]])
>>> torch.cosine_similarity(x.detach(), v.detach())
tensor([0.6999, 0.5222])
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> torch.cdist(x, v)
RuntimeError: cdist only supports at least 2D tensors, X2 got: 1D
>>> torch.cdist(x, p)
RuntimeError: X1 and X2 must have the same number of columns. X1: 3 X2: 2
>>> torch.cdist(m, m)
RuntimeError: cdist only supports floating-point dtypes, X1 got: Bool
>>> torch.cdist(x, x, -1.0)
RuntimeError: cdist only supports non-negative p values
>>> torch.cdist(x, x, compute_mode="fast")
ValueError: fast is not a valid value for compute_mode
>>> torch.cdist(x, x.double())
RuntimeError: expected scalar type Float but found Double
>>> torch.dist(x, p)
RuntimeError: The size of tensor a (3) must match the size of tensor b (2) at non-singleton
dimension 1
>>> torch.pdist(v)
RuntimeError: pdist only supports 2D tensors, got: 1D
>>> torch.pdist(x, -1)
RuntimeError: pdist only supports non-negative p values
>>> torch.cosine_similarity(i, i, 0)
RuntimeError: expected common dtype to be floating point, yet common dtype is Long
>>> torch.cosine_similarity(x, v, 2)
IndexError: Dimension out of range (expected to be in range of [-2, 1], but got 2)
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)


@pytest.mark.parametrize("mode", ["use_mm_for_euclid_dist", "donot_use_mm_for_euclid_dist"])
def test_both_ways_to_a_euclidean_distance_agree(mode):
    x, y = np.random.default_rng(0).normal(size=(2, 40, 3))
    expected = np.linalg.norm(x[:, None] - y, axis=-1)
    found = torch.cdist(torch.from_numpy(x), torch.from_numpy(y), compute_mode=mode)
    np.testing.assert_allclose(found.numpy(), expected)
