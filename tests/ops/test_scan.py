"""Scans: running sums, products and extremes."""

import numpy as np
import pytest

import tinygrad_np as torch
from tests.oracle import questions


@questions(r"""
>>> x.cumsum(0)
tensor([[1., 2., 3.], [5., 7., 9.]], grad_fn=<CumsumBackward0>)
>>> x.cumsum(axis=-1)
tensor([[ 1., 3., 6.], [ 4., 9., 15.]], grad_fn=<CumsumBackward0>)
>>> b.cumsum(0)
tensor([1, 1, 2])
>>> x.cumprod(1, dtype=torch.float64)
tensor([[ 1., 2., 6.], [ 4., 20., 120.]], dtype=torch.float64, grad_fn=<...>)
>>> i.int().cumsum_(0)
tensor([2, 2, 3], dtype=torch.int32)
>>> v.logcumsumexp(0)
tensor([-1.0000, 0.7014, 2.2413], grad_fn=<LogcumsumexpBackward0>)
>>> x.cummax(0)
torch.return_types.cummax( values=tensor([[1., 2., 3.], [4., 5., 6.]],
grad_fn=<CummaxBackward0>), indices=tensor([[0, 0, 0], [1, 1, 1]]))
>>> torch.tensor([3.0, 1.0, 3.0, 2.0, float("nan"), 5.0]).cummax(0)
torch.return_types.cummax( values=tensor([3., 3., 3., 3., nan, nan]),
indices=tensor([0, 0, 2, 2, 4, 4]))
>>> i.cummin(0)
torch.return_types.cummin( values=tensor([2, 0, 0]), indices=tensor([0, 1, 1]))
>>> s.cummin(0)
torch.return_types.cummin( values=tensor(2., grad_fn=<CumminBackward0>), indices=tensor(0))
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> x.cumsum(2)
IndexError: Dimension out of range (expected to be in range of [-2, 1], but got 2)
>>> x.cumsum()
TypeError: cumsum() missing 1 required positional argument...: ...dim...
>>> x.cumsum((0, 1))
TypeError: cumsum(): argument 'dim'... must be int, not tuple
>>> torch.cumsum([1.0], 0)
TypeError: cumsum(): argument 'input' (position 1) must be Tensor, not list
>>> x.cumprod(-3)
IndexError: Dimension out of range (expected to be in range of [-2, 1], but got -3)
>>> x.cummax("0")
TypeError: cummax(): argument 'dim'... must be int, not str
>>> s.cummin(1)
IndexError: ...but got 1...
>>> i.logcumsumexp(0)
NotImplementedError: "logcumsumexp_out_cpu" not implemented for 'Long'
>>> x.cumsum_(0)
RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)


def test_float16_is_added_up_in_float32():
    ones = torch.ones(5000, dtype=torch.float16)
    assert ones.cumsum(0)[-1].item() == 5000
    assert ones.cumsum(0).dtype == torch.float16


def test_the_derivative_of_a_running_logarithm_of_sums_does_not_overflow():
    x = torch.tensor([-1000.0, 1.0, 2000.0], dtype=torch.float64, requires_grad=True)
    (grad,) = torch.autograd.grad(x.logcumsumexp(0).sum(), x, create_graph=True)
    (second,) = torch.autograd.grad(grad.sum(), x)
    assert grad.tolist() == [1.0, 1.0, 1.0]
    assert second.tolist() == [0.0, 0.0, 0.0]


@pytest.mark.parametrize("extreme", ["cummax", "cummin"])
def test_the_index_of_a_running_extreme_is_that_of_its_value(extreme):
    x = np.random.default_rng(0).integers(0, 4, (5, 40))
    values, indices = getattr(torch.from_numpy(x), extreme)(1)
    picked = np.take_along_axis(x, indices.numpy(), 1)
    np.testing.assert_array_equal(values.numpy(), picked)


@pytest.mark.parametrize("dim", [0, 1, 2])
@pytest.mark.parametrize("layout", [np.asarray, np.asfortranarray, np.flip])
def test_a_scan_of_large_slices_is_that_of_lanes(dim, layout):
    x = layout(np.random.default_rng(0).normal(size=(12, 13, 14)))
    scans = {"cumsum": np.add, "cumprod": np.multiply, "logcumsumexp": np.logaddexp}
    for name, ufunc in scans.items():
        found = getattr(torch, name)(torch.from_numpy(x.copy(order="K")), dim)
        np.testing.assert_array_equal(found.numpy(), ufunc.accumulate(x, axis=dim))
