"""Scans: running sums, products and extremes along a dim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import shapes
from tinygrad_np.engine.function import Function
from tinygrad_np.engine.graph import wrap
from tinygrad_np.ops.indexing import ScatterAdd, along
from tinygrad_np.ops.operands import accepts_numpy_names, as_operand, refuse
from tinygrad_np.ops.reduction import counted, in_dtype
from tinygrad_np.ops.results import NamedResult, named_result

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor

_HALF = np.dtype(np.float16)
_LARGE = 100  # elements of a slice


def _accumulated(ufunc: np.ufunc, x: np.ndarray, dim: int) -> np.ndarray:
    """The running totals of a ufunc; those of float16 in float32, as in PyTorch."""
    if not x.ndim:
        return np.copy(x)
    if x.dtype == _HALF:
        return _accumulated(ufunc, x.astype(np.float32), dim).astype(_HALF)
    if dim == x.ndim - 1 or x.size < _LARGE * x.shape[dim]:
        return ufunc.accumulate(x, axis=dim)
    # NumPy goes along one lane after the other: across memory, where whole slices are faster.
    out = np.empty(x.shape, x.dtype)
    slices, totals = np.moveaxis(x, dim, 0), np.moveaxis(out, dim, 0)
    totals[:1] = slices[:1]
    for before, new, total in zip(totals[:-1], slices[1:], totals[1:], strict=True):
        ufunc(before, new, out=total)
    return out


class Cumsum(Function):
    """The sum up to each element along a dim; with `reverse`, from each on."""

    fills_buffer = True

    def forward(x, dim, reverse):
        if not (reverse and x.ndim):
            return _accumulated(np.add, x, dim)
        return np.flip(_accumulated(np.add, np.flip(x, dim), dim), dim)

    def backward(grad, dim, reverse):
        return Cumsum.call(grad, dim, not reverse)


class Cumprod(Function):
    """The product up to each element along a dim."""

    fills_buffer = True

    def forward(x, dim):
        return _accumulated(np.multiply, x, dim)

    def backward(grad, x, out, dim):
        if not x.ndim:
            return grad
        grad, x, out = (np.moveaxis(v, dim, -1) for v in (grad, x, out))
        # An element's share in what follows it, times the product of what precedes it.
        follows = _recurrence(grad, _shifted(x))
        precedes = np.concatenate([np.ones_like(x[..., :1]), out[..., :-1]], axis=-1)
        return np.moveaxis(follows * precedes, -1, dim)


class Logcumsumexp(Function):
    """log(cumsum(exp(x))) along a dim, without overflow."""

    fills_buffer = True

    def forward(x, dim):
        return _accumulated(np.logaddexp, x, dim)

    def backward(grad, x, out, dim):
        if not x.ndim:
            return grad
        grad, x, out = (np.moveaxis(v, dim, -1) for v in (grad, x, out))
        # All exponents are of differences, and at most 0.
        follows = _recurrence(grad, np.exp(out - _shifted(out)))
        return np.moveaxis(follows * np.exp(x - out), -1, dim)


class Cummax(Function):
    """The largest element so far along a dim, of equal ones the last; `index` says where it is."""

    fills_buffer = True

    def forward(x, dim, index):
        return _accumulated(np.maximum, x, dim)

    def backward(grad, x_shape, index):
        return ScatterAdd.call(grad, index, x_shape)


class Cummin(Cummax):
    """The smallest element so far along a dim, of equal ones the last; `index` says where it is."""

    def forward(x, dim, index):
        return _accumulated(np.minimum, x, dim)


def _shifted(x: Any) -> Any:
    """On the last axis each element's successor; the last one has itself."""
    return np.concatenate([x[..., 1:], x[..., -1:]], axis=-1)


def _recurrence(b: Any, a: Any) -> Any:
    """The solution of y[k] = b[k] + a[k] * y[k + 1] on the last axis, with y = 0 after the end.

    By sums and products over a binary tree, so that it needs no division, and has derivatives of
    any order.
    """
    n = b.shape[-1]
    if n < 2:
        return b * 1.0
    if n % 2:
        b, a = (np.concatenate([v, np.zeros_like(v[..., :1])], axis=-1) for v in (b, a))
    (b0, b1), (a0, a1) = ((v[..., 0::2], v[..., 1::2]) for v in (b, a))
    even = _recurrence(b0 + a0 * b1, a0 * a1)
    after = np.concatenate([even[..., 1:], np.zeros_like(even[..., :1])], axis=-1)
    return np.stack([even, b1 + a1 * after], axis=-1).reshape(b.shape)[..., :n]


_cummax = named_result("cummax", "values", "indices")
_cummin = named_result("cummin", "values", "indices")


@accepts_numpy_names
def cumsum(input: Tensor, dim: int, *, dtype: Any = None) -> Tensor:
    """The sum up to each element along `dim`.

    Bools and integers give int64, unless `dtype` says otherwise.

    Raises:
        IndexError: for a dim that the input does not have.

    >>> import tinygrad_np as torch
    >>> torch.cumsum(torch.tensor([[1.0, 2.0], [3.0, 4.0]]), dim=1)
    tensor([[1., 3.],
            [3., 7.]])
    """
    input, a = counted(input, "cumsum", dtype)
    dim = shapes.wrap_dim(dim, a.ndim, "cumsum")
    result = Cumsum.run_unary(input, a, dim, False)
    return result if dtype is None else in_dtype(result, dtype)


@accepts_numpy_names
def cumprod(input: Tensor, dim: int, *, dtype: Any = None) -> Tensor:
    """The product up to each element along `dim`. Derivatives are exact at zeros, at any order.

    Bools and integers give int64, unless `dtype` says otherwise.

    Raises:
        IndexError: for a dim that the input does not have.

    >>> import tinygrad_np as torch
    >>> torch.cumprod(torch.tensor([1.0, 2.0, 3.0]), dim=0)
    tensor([1., 2., 6.])
    """
    input, a = counted(input, "cumprod", dtype)
    dim = shapes.wrap_dim(dim, a.ndim, "cumprod")
    return in_dtype(Cumprod.run_unary(input, a, dim), dtype)


@accepts_numpy_names
def logcumsumexp(input: Tensor, dim: int) -> Tensor:
    """`log(cumsum(exp(input)))` along `dim`, without overflow.

    Raises:
        IndexError: for a dim that the input does not have.
        NotImplementedError: if the input is not floating point.

    >>> import tinygrad_np as torch
    >>> torch.logcumsumexp(torch.tensor([1000.0, 1000.0]), dim=0)
    tensor([1000.0000, 1000.6932])
    """
    input = as_operand(input, "logcumsumexp")
    refuse("logcumsumexp_out", "biu", input._array)
    return Logcumsumexp.apply(input, shapes.wrap_dim(dim, input._array.ndim, "logcumsumexp"))


@accepts_numpy_names
def cummax(input: Tensor, dim: int) -> NamedResult:
    """The largest element so far along `dim`, and its index: of equal ones the last one's.

    Returns:
        A pair with the names `values` and `indices`.

    Raises:
        IndexError: for a dim that the input does not have.

    >>> import tinygrad_np as torch
    >>> torch.cummax(torch.tensor([1.0, 3.0, 2.0]), dim=0).values
    tensor([1., 3., 3.])
    """
    return _running_extreme(Cummax, _cummax, input, dim)


@accepts_numpy_names
def cummin(input: Tensor, dim: int) -> NamedResult:
    """The smallest element so far along `dim`, and its index: of equal ones the last one's.

    Returns:
        A pair with the names `values` and `indices`.

    Raises:
        IndexError: for a dim that the input does not have.

    >>> import tinygrad_np as torch
    >>> torch.cummin(torch.tensor([2.0, 3.0, 1.0]), dim=0).indices
    tensor([0, 0, 2])
    """
    return _running_extreme(Cummin, _cummin, input, dim)


def _running_extreme(
    function: type[Function], result: type[NamedResult], input: Any, dim: int
) -> NamedResult:
    op = result.__name__
    input = as_operand(input, op)
    a = input._array
    dim = shapes.wrap_dim(dim, a.ndim, op)
    if not a.ndim:
        return result((function.apply(input, dim, ()), wrap(np.int64(0))))
    reached = a == function.forward(a, dim, None)
    if a.dtype.kind == "f":
        reached |= np.isnan(a)
    shape = tuple(n if d == dim else 1 for d, n in enumerate(a.shape))
    places = np.arange(a.shape[dim]).reshape(shape)
    indices = _accumulated(np.maximum, np.where(reached, places, 0), dim)
    return result((function.apply(input, dim, along(indices, dim, True)), wrap(indices)))
