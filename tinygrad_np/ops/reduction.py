"""Sums, means and products over some dims, or all of them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes, shapes
from tinygrad_np.engine.function import Function
from tinygrad_np.engine.graph import TensorBase
from tinygrad_np.ops.comparison import isnan
from tinygrad_np.ops.conversion import to_dtype
from tinygrad_np.ops.division import div
from tinygrad_np.ops.logic import bitwise_not
from tinygrad_np.ops.operands import accepts_numpy_names, as_operand
from tinygrad_np.parallel import sum_over

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor

Dims = tuple[int, ...] | None  # None: all of them


def kept(value: Any, x_shape: tuple[int, ...], dims: Dims, keepdim: bool) -> Any:
    """What a reduction gave, in a shape that broadcasts against the reduction's input."""
    if keepdim or dims is None:
        return value
    return value.reshape(tuple(1 if d in dims else n for d, n in enumerate(x_shape)))


def count_over(shape: tuple[int, ...], dims: Dims) -> int:
    """How many elements of an array of `shape` a reduction over dims takes together."""
    return math.prod(shape if dims is None else [shape[d] for d in dims])


_HALF = np.dtype(np.float16)


def total(x, dims=None, keepdim=False):
    """The sum over dims; of float16 in float32, as in PyTorch: it would soon pass 65504."""
    return sum_over(x.astype(np.float32) if x.dtype is _HALF else x, dims, keepdim)


def divided(x: Any, count: float, dtype: Any) -> Any:
    """`x / count` in `dtype`, where float16 may not hold the count."""
    if dtype is _HALF or dtype is dtypes.float16:  # of an array, or of a Tensor
        return (x.astype(np.float32) / count).astype(np.float16)
    return x / count


class Spread(Function, node_name="ExpandBackward0"):
    """x, broadcast to a shape: what the derivative of a sum hands on."""

    broadcasts = True
    fills_buffer = True

    def forward(x, shape):
        if x.ndim:
            return np.broadcast_to(x, shape)
        return np.ndarray(shape, x.dtype, np.asarray(x), 0, (0,) * len(shape))  # six times as fast

    def backward(grad):
        return grad


class Sum(Function):
    """The sum over dims."""

    def forward(x, dims, keepdim):
        if x.dtype is not _HALF:
            return sum_over(x, dims, keepdim)
        return total(x, dims, keepdim).astype(np.float16)

    def backward(grad, x_shape, dims, keepdim):
        return Spread.call(kept(grad, x_shape, dims, keepdim), x_shape)


class SumDim(Sum, node_name="SumBackward1"):
    """The sum over some dims."""


class Mean(Function):
    """The mean over dims."""

    def forward(x, dims, keepdim, count):
        return divided(total(x, dims, keepdim), count, x.dtype)

    def backward(grad, x_shape, dims, keepdim, count):
        share = divided(grad, count, grad.dtype)
        return Spread.call(kept(share, x_shape, dims, keepdim), x_shape)


class MeanDim(Mean, node_name="MeanBackward1"):
    """The mean over some dims."""


class Prod(Function):
    """The product over all dims, or one."""

    def forward(x, dim, keepdim):
        return np.multiply.reduce(x, axis=dim, keepdims=keepdim)

    def backward(grad, x, x_shape, dim, keepdim):
        if dim is None:
            return grad * product_of_others(x.reshape((-1,))).reshape(x_shape)
        grad = kept(grad, x_shape, (dim,), keepdim)
        return grad * np.moveaxis(product_of_others(np.moveaxis(x, dim, -1)), -1, dim)


class ProdDim(Prod, node_name="ProdBackward1"):
    """The product over one dim."""


def product_of_others(x: Any) -> Any:
    """For each element the product of the others on the last axis.

    By multiplication alone, over a binary tree, so that zeros need no special case in a derivative
    of any order.
    """
    n = x.shape[-1]
    if n < 2:
        return np.ones_like(x)
    if n % 2:
        x = np.concatenate([x, np.ones_like(x[..., :1])], axis=-1)
    even, odd = x[..., 0::2], x[..., 1::2]
    others = product_of_others(even * odd)
    both = np.stack([others * odd, others * even], axis=-1).reshape(x.shape)
    return both[..., :n]


class Nansum(Function):
    """The sum over dims, with 0 in the place of nan."""

    fills_buffer = True

    def forward(x, dims, keepdim):
        numbers = np.array(x)
        numbers[np.isnan(x)] = 0
        return Sum.forward(numbers, dims, keepdim)

    def backward(grad, x, x_shape, dims, keepdim):
        return np.where(np.isnan(x), 0.0, kept(grad, x_shape, dims, keepdim))


class Logsumexp(Function):
    """log(sum(exp(x))) over dims."""

    def forward(x, dims, keepdim):
        if 0 in x.shape:  # the largest of nothing is not defined
            return np.log(np.add.reduce(x, axis=dims, keepdims=keepdim))
        # Less the largest, so that nothing overflows; inf - inf would be nan.
        largest = np.maximum.reduce(x, axis=dims, keepdims=True)
        largest = np.where(np.absolute(largest) == math.inf, 0.0, largest)
        logs = np.log(total(np.exp(x - largest), dims, keepdim))
        return (logs + largest.reshape(logs.shape)).astype(x.dtype)

    def backward(grad, x, x_shape, out, dims, keepdim):
        grad, out = (kept(v, x_shape, dims, keepdim) for v in (grad, out))
        return grad * np.exp(x - out)


class CountNonzero(Function, differentiable=False):
    """How many elements over dims are not zero."""

    fills_buffer = True

    def forward(x, dims):
        return np.asarray(np.count_nonzero(x, axis=dims), np.int64)


@accepts_numpy_names
def sum(input: Tensor, dim: Any = None, keepdim: bool = False, *, dtype: Any = None) -> Tensor:
    """The sum over `dim` (an int, several, or all).

    Bools and integers give int64, unless `dtype` says otherwise.

    Raises:
        IndexError: for a dim that the input does not have.

    >>> import tinygrad_np as torch
    >>> torch.sum(torch.tensor([[1.0, 2.0], [3.0, 4.0]]), dim=0)
    tensor([4., 6.])
    """
    input, a = counted(input, "sum", dtype)
    if dim is None:
        result = Sum.run_unary(input, a, None, keepdim)
    else:
        result = SumDim.run_unary(input, a, shapes.wrap_dims(dim, a.ndim, "sum", keepdim), keepdim)
    return result if dtype is None else in_dtype(result, dtype)


@accepts_numpy_names
def mean(input: Tensor, dim: Any = None, keepdim: bool = False, *, dtype: Any = None) -> Tensor:
    """The mean over `dim` (an int, several, or all) of a floating point tensor.

    Raises:
        RuntimeError: if the input is not floating point and no `dtype` is given.
        IndexError: for a dim that the input does not have.

    >>> import tinygrad_np as torch
    >>> torch.mean(torch.tensor([[1.0, 2.0], [3.0, 4.0]]), dim=1, keepdim=True)
    tensor([[1.5000],
            [3.5000]])
    """
    input = as_operand(input, "mean")
    if dtype is not None:
        input = in_dtype(input, dtype)
    a = input._array
    if a.dtype.kind != "f":
        which = "Input" if dtype is None else "Optional"
        raise RuntimeError(
            f"mean(): could not infer output dtype. {which} dtype must be either a floating point "
            f"or complex dtype. Got: {dtypes.from_numpy_dtype(a.dtype).scalar_name}"
        )
    dims = shapes.wrap_dims(dim, a.ndim, "mean", keepdim)
    count = count_over(a.shape, dims)
    return (Mean if dim is None else MeanDim).run_unary(input, a, dims, keepdim, count)


@accepts_numpy_names
def prod(
    input: Tensor, dim: int | None = None, keepdim: bool = False, *, dtype: Any = None
) -> Tensor:
    """The product of all elements, or along one dim. Derivatives are exact at zeros, at any order.

    Bools and integers give int64, unless `dtype` says otherwise.

    >>> import tinygrad_np as torch
    >>> torch.prod(torch.tensor([[1.0, 2.0], [3.0, 4.0]]), dim=1)
    tensor([ 2., 12.])
    """
    input, a = counted(input, "prod", dtype)
    shapes.check_bool(keepdim, "prod", "keepdim")
    if dim is not None:
        dim = shapes.wrap_dim(dim, a.ndim, "prod")
    if dim is None or not a.ndim:
        result = Prod.run_unary(input, a, None, False)
    else:
        result = ProdDim.run_unary(input, a, dim, keepdim)
    return in_dtype(result, dtype)


@accepts_numpy_names
def nansum(input: Tensor, dim: Any = None, keepdim: bool = False, *, dtype: Any = None) -> Tensor:
    """The sum over `dim` (an int, several, or all) of what is not nan; nan gets no derivative.

    Bools and integers give int64, unless `dtype` says otherwise.

    Raises:
        IndexError: for a dim that the input does not have.

    >>> import tinygrad_np as torch
    >>> torch.nansum(torch.tensor([1.0, float("nan"), 2.0]))
    tensor(3.)
    """
    input = as_operand(input, "nansum")
    if input._array.dtype.kind != "f":
        return sum(input, dim, keepdim, dtype=dtype)
    dims = shapes.wrap_dims(dim, input._array.ndim, "nansum", keepdim)
    if dtype is not None and dtypes.to_numpy_dtype(dtype).kind == "f":
        input = in_dtype(input, dtype)
    return in_dtype(Nansum.apply(input, dims, keepdim), dtype)


@accepts_numpy_names
def nanmean(input: Tensor, dim: Any = None, keepdim: bool = False, *, dtype: Any = None) -> Tensor:
    """The mean over `dim` (an int, several, or all) of what is not nan; nan gets no derivative.

    Raises:
        RuntimeError: if the input is not floating point.
        IndexError: for a dim that the input does not have.

    >>> import tinygrad_np as torch
    >>> torch.nanmean(torch.tensor([1.0, float("nan"), 2.0]))
    tensor(1.5000)
    """
    input = as_operand(input, "nanmean")
    if input._array.dtype.kind != "f":
        raise RuntimeError(
            "nanmean(): expected input to have floating point or complex dtype but got "
            f"{dtypes.from_numpy_dtype(input._array.dtype).scalar_name}"
        )
    count = sum(bitwise_not(isnan(input)), dim, keepdim)
    return div(nansum(input, dim, keepdim, dtype=dtype), count)


@accepts_numpy_names
def logsumexp(input: Tensor, dim: Any, keepdim: bool = False) -> Tensor:
    """`log(sum(exp(input)))` over `dim` (an int or several), without overflow.

    Integers give the default float dtype.

    Raises:
        IndexError: for a dim that the input does not have.

    >>> import tinygrad_np as torch
    >>> torch.logsumexp(torch.tensor([1000.0, 1000.0]), 0)
    tensor(1000.6932)
    """
    input, a = floating(input, "logsumexp")
    dims = shapes.wrap_dims(dim, a.ndim, "logsumexp", keepdim)
    return Logsumexp.run_unary(input, a, dims, keepdim)


@accepts_numpy_names
def count_nonzero(input: Tensor, dim: Any = None) -> Tensor:
    """How many elements over `dim` (an int, several, or all) are not zero.

    Raises:
        IndexError: for a dim that the input does not have.

    >>> import tinygrad_np as torch
    >>> torch.count_nonzero(torch.tensor([[0.0, 1.0], [2.0, 3.0]]), dim=1)
    tensor([1, 2])
    """
    input = as_operand(input, "count_nonzero")
    return CountNonzero.apply(input, shapes.wrap_dims(dim, input._array.ndim, "count_nonzero"))


def sum_to_size(input: Tensor, *size: Any) -> Tensor:
    """The sum over the dims in which a tensor of `size` would have to broadcast to the input.

    Raises:
        RuntimeError: if it does not.

    >>> import tinygrad_np as torch
    >>> torch.ones(2, 3).sum_to_size(1, 3)
    tensor([[2., 2., 2.]])
    """
    shape, size = input._array.shape, shapes.sizes(size, "sum_to_size")
    dims = shapes.reduced_axes(shape, size)
    if dims is None:
        raise RuntimeError(f"size {{{list(size)}}} is not expandable to size {{{list(shape)}}}.")
    if not dims:
        return input
    added = sum(input, dims, True)
    return added if len(size) == len(shape) else added.reshape(size)


def floating(input: Any, op: str) -> tuple[Any, np.ndarray]:
    """The input, and its array in a floating dtype: bools and integers in the default one."""
    input = as_operand(input, op)
    a = input._array
    return input, a if a.dtype.kind == "f" else a.astype(dtypes.get_default())


def in_dtype(input: Any, dtype: Any) -> Any:
    """The input in `dtype`, if one is given."""
    return input if dtype is None else to_dtype(input, dtypes.to_numpy_dtype(dtype))


def counted(input: Any, op: str, dtype: Any) -> tuple[Any, np.ndarray]:
    """The input in `dtype`, and its array to add or multiply up: bools and integers in int64."""
    if not isinstance(input, TensorBase):
        input = as_operand(input, op)
    if dtype is not None:
        input = in_dtype(input, dtype)
    a = input._array
    return input, a if a.dtype.kind == "f" else a.astype(np.int64, copy=False)
