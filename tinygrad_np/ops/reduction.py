"""Sums, means and products over some dims, or all of them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes, shapes
from tinygrad_np.engine.function import CONSTANT, Function
from tinygrad_np.ops.conversion import to_dtype
from tinygrad_np.ops.operands import accepts_numpy_names, as_operand

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor

Dims = tuple[int, ...] | None  # None: all of them


def kept(value: Any, x_shape: tuple[int, ...], dims: Dims, keepdim: bool) -> Any:
    """What a reduction gave, in a shape that broadcasts against the reduction's input."""
    if keepdim or dims is None:
        return value
    return value.reshape(tuple(1 if d in dims else n for d, n in enumerate(x_shape)))


_HALF = np.dtype(np.float16)


def total(x, dims=None, keepdim=False):
    """The sum over dims; of float16 in float32, as in PyTorch: it would soon pass 65504."""
    x = x.astype(np.float32) if x.dtype is _HALF else x
    return np.add.reduce(x, axis=dims, keepdims=keepdim)


def divided(x: Any, count: int, dtype: Any) -> Any:
    """`x / count` in `dtype`, where float16 may not hold the count."""
    if dtype is _HALF or dtype is dtypes.float16:  # of an array, or of a Tensor
        return (x.astype(np.float32) / count).astype(np.float16)
    return x / count


class Sum(Function):
    """The sum over dims."""

    def forward(x, dims, keepdim):
        added = total(x, dims, keepdim)
        return added.astype(np.float16) if x.dtype is _HALF else added

    def backward(grad, x_shape, dims, keepdim):
        return np.broadcast_to(kept(grad, x_shape, dims, keepdim), x_shape)


class SumDim(Sum, node_name="SumBackward1"):
    """The sum over some dims."""


class Mean(Function):
    """The mean over dims."""

    def forward(x, dims, keepdim, count):
        return divided(total(x, dims, keepdim), count, x.dtype)

    def backward(grad, x_shape, dims, keepdim, count):
        share = divided(grad, count, grad.dtype)
        return np.broadcast_to(kept(share, x_shape, dims, keepdim), x_shape)


class MeanDim(Mean, node_name="MeanBackward1"):
    """The mean over some dims."""


class Prod(Function):
    """The product over all dims, or one."""

    def forward(x, dim, keepdim):
        return np.multiply.reduce(x, axis=dim, keepdims=keepdim)

    def backward(grad, x, x_shape, dim, keepdim):
        if dim is None:
            return grad * _product_of_others(x.reshape((-1,))).reshape(x_shape)
        grad = kept(grad, x_shape, (dim,), keepdim)
        return grad * np.moveaxis(_product_of_others(np.moveaxis(x, dim, -1)), -1, dim)


class ProdDim(Prod, node_name="ProdBackward1"):
    """The product over one dim."""


def _product_of_others(x: Any) -> Any:
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
    others = _product_of_others(even * odd)
    both = np.stack([others * odd, others * even], axis=-1).reshape(x.shape)
    return both[..., :n]


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
    input, a = _counted(input, "sum", dtype)
    dims = shapes.wrap_dims(dim, a.ndim, "sum")
    function = Sum if dim is None else SumDim
    return in_dtype(function.run((input, CONSTANT, CONSTANT), (a, dims, keepdim)), dtype)


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
    input = in_dtype(as_operand(input, "mean"), dtype)
    a = input._array
    if a.dtype.kind != "f":
        which = "Input" if dtype is None else "Optional"
        raise RuntimeError(
            f"mean(): could not infer output dtype. {which} dtype must be either a floating point "
            f"or complex dtype. Got: {dtypes.from_numpy_dtype(a.dtype).scalar_name}"
        )
    dims = shapes.wrap_dims(dim, a.ndim, "mean")
    count = math.prod(n for d, n in enumerate(a.shape) if dims is None or d in dims)
    return (Mean if dim is None else MeanDim).run(
        (input, CONSTANT, CONSTANT, CONSTANT), (a, dims, keepdim, count)
    )


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
    input, a = _counted(input, "prod", dtype)
    if dim is not None:
        dim = shapes.wrap_dim(dim, a.ndim, "prod")
    if dim is None or not a.ndim:
        result = Prod.run((input, CONSTANT, CONSTANT), (a, None, False))
    else:
        result = ProdDim.run((input, CONSTANT, CONSTANT), (a, dim, keepdim))
    return in_dtype(result, dtype)


def in_dtype(input: Any, dtype: Any) -> Any:
    return input if dtype is None else to_dtype(input, dtypes.to_numpy_dtype(dtype))


def _counted(input: Any, op: str, dtype: Any) -> tuple[Any, np.ndarray]:
    """The input in `dtype`, and its array to add or multiply up: bools and integers in int64."""
    input = in_dtype(as_operand(input, op), dtype)
    a = input._array
    return input, a if a.dtype.kind == "f" else a.astype(np.int64)
