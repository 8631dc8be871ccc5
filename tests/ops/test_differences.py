"""Differences, gradients and integrals of samples."""

import numpy as np
import pytest

import tinygrad_np as torch
from tests.oracle import questions


@questions(r"""
>>> x.diff()
tensor([[1., 1.], [1., 1.]], grad_fn=<SubBackward0>)
>>> torch.diff(b)
tensor([True, True])
>>> i.diff(prepend=i, n=2)
tensor([ 3, 0, -3, 3])
>>> torch.trapezoid(i)
tensor(1.5000)
>>> torch.trapz(p, dx=0.5)
tensor([-0.2500, 1.1250])
>>> torch.cumulative_trapezoid(p, torch.tensor([0.0, 3.0]))
tensor([[-1.5000], [ 6.7500]])
>>> torch.gradient(r, dim=(0, 1))[1].shape
torch.Size([2, 3, 4])
>>> torch.gradient(torch.tensor([1, 4, 9, 16]), edge_order=2)
(tensor([2., 4., 6., 8.]),)
>>> torch.gradient(s)
()
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> s.diff()
RuntimeError: diff expects input to be at least one-dimensional
>>> x.diff(-1)
RuntimeError: order must be non-negative but got -1
>>> x.diff(append=v)
RuntimeError: diff expects prepend or append to be the same dimension as input
>>> x.diff(append=torch.ones(1, 3))
RuntimeError: diff expects the shape of tensor to prepend or append to match that of input except
along the differencing dimension; input.size(0) = 2, but got tensor.size(0) = 1
>>> torch.trapezoid(b)
RuntimeError: trapezoid: received a bool input for `y`, but bool is not supported
>>> torch.trapezoid(x, w[:2])
RuntimeError: trapezoid: There must be one `x` value for each sample point
>>> torch.trapezoid(x, x, dx=2)
TypeError: trapezoid()...
>>> torch.cumulative_trapezoid(b, b)
RuntimeError: cumulative_trapezoid: received a bool input for `x` or `y`, but bool is not supported
>>> torch.gradient(x, edge_order=2)
RuntimeError: torch.gradient expected each dimension size to be at least edge_order+1
>>> torch.gradient(x, edge_order=3)
RuntimeError: torch.gradient only supports edge_order=1 and edge_order=2.
>>> torch.gradient(x, spacing=(1.0,))
RuntimeError: torch.gradient expected spacing to be unspecified, a scalar, or a list of length equal
to 'self.dim() = 2', since dim argument was not given, but got a list of length 1
>>> torch.gradient(x, dim=0, spacing=(1.0, 2.0))
RuntimeError: torch.gradient expected spacing to be unspecified, a scalar or it's spacing and dim
arguments to have the same length, but got a spacing argument of length 2 and a dim argument of
length 1.
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)


@pytest.mark.parametrize("edge_order", [1, 2])
def test_a_gradient_is_numpys(edge_order):
    f, at = np.random.default_rng(0).normal(size=(5, 6)), np.array([0.0, 0.5, 2.0, 3.0, 3.5, 5.0])
    (found,) = torch.gradient(
        torch.from_numpy(f), dim=1, spacing=[torch.from_numpy(at)], edge_order=edge_order
    )
    np.testing.assert_allclose(found.numpy(), np.gradient(f, at, axis=1, edge_order=edge_order))
