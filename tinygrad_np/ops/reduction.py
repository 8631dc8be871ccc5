"""Reductions: sums, means, products, norms, extremes, along some dims or all of them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes, shapes
from tinygrad_np.engine.function import CONSTANT, Function
from tinygrad_np.engine.graph import TensorBase, wrap
from tinygrad_np.ops.conversion import to_dtype
from tinygrad_np.ops.elementwise import maximum, minimum
from tinygrad_np.ops.indexing import Index, Scatter, along
from tinygrad_np.ops.operands import accepts_numpy_names, as_operand
from tinygrad_np.ops.results import NamedResult, named_result

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor

Dims = tuple[int, ...] | None  # None: all of them


def _kept(value: Any, x_shape: tuple[int, ...], dims: Dims, keepdim: bool) -> Any:
    """What a reduction gave, in a shape that broadcasts against the reduction's input."""
    if keepdim or dims is None:
        return value
    return value.reshape(tuple(1 if d in dims else n for d, n in enumerate(x_shape)))


_HALF = np.dtype(np.float16)


def _total(x, dims=None, keepdim=False):
    """The sum over dims; of float16 in float32, as in PyTorch: it would soon pass 65504."""
    x = x.astype(np.float32) if x.dtype is _HALF else x
    return np.add.reduce(x, axis=dims, keepdims=keepdim)


def _divided(x: Any, count: int, dtype: Any) -> Any:
    """`x / count` in `dtype`, where float16 may not hold the count."""
    if dtype is _HALF or dtype is dtypes.float16:  # of an array, or of a Tensor
        return (x.astype(np.float32) / count).astype(np.float16)
    return x / count


class Sum(Function):
    """The sum over dims."""

    def forward(x, dims, keepdim):
        added = _total(x, dims, keepdim)
        return added.astype(np.float16) if x.dtype is _HALF else added

    def backward(grad, x_shape, dims, keepdim):
        return np.broadcast_to(_kept(grad, x_shape, dims, keepdim), x_shape)


class SumDim(Sum, node_name="SumBackward1"):
    """The sum over some dims."""


class Mean(Function):
    """The mean over dims."""

    def forward(x, dims, keepdim, count):
        return _divided(_total(x, dims, keepdim), count, x.dtype)

    def backward(grad, x_shape, dims, keepdim, count):
        share = _divided(grad, count, grad.dtype)
        return np.broadcast_to(_kept(share, x_shape, dims, keepdim), x_shape)


class MeanDim(Mean, node_name="MeanBackward1"):
    """The mean over some dims."""


class Amax(Function):
    """The largest element over dims; equal ones share the derivative."""

    def forward(x, dims, keepdim):
        return np.maximum.reduce(x, axis=dims, keepdims=keepdim)

    def backward(grad, x, x_shape, out, dims, keepdim):
        largest = (x == _kept(out, x_shape, dims, keepdim)).astype(grad.dtype)
        share = largest / np.add.reduce(largest, axis=dims, keepdims=True)
        return _kept(grad, x_shape, dims, keepdim) * share


class Amin(Function):
    """The smallest element over dims; equal ones share the derivative."""

    def forward(x, dims, keepdim):
        return np.minimum.reduce(x, axis=dims, keepdims=keepdim)

    backward = Amax.backward


class Max(Amax, node_name="MaxBackward1"):
    """The largest element of all."""


class Min(Amin, node_name="MinBackward1"):
    """The smallest element of all."""


class MaxDim(Index, node_name="MaxBackward0"):
    """The elements at the indices of the largest along a dim."""

    def backward(grad, x_shape, index):
        return Scatter.call(grad, index, x_shape)


class MinDim(MaxDim, node_name="MinBackward0"):
    """The elements at the indices of the smallest along a dim."""


class Argmax(Function, differentiable=False):
    """The index of the first largest element along a dim, or in the flattened input."""

    def forward(x, dim, keepdim):
        return np.argmax(x, axis=dim, keepdims=keepdim)


class Argmin(Function, differentiable=False):
    """The index of the first smallest element along a dim, or in the flattened input."""

    def forward(x, dim, keepdim):
        return np.argmin(x, axis=dim, keepdims=keepdim)


class Prod(Function):
    """The product over all dims, or one."""

    def forward(x, dim, keepdim):
        return np.multiply.reduce(x, axis=dim, keepdims=keepdim)

    def backward(grad, x, x_shape, dim, keepdim):
        if dim is None:
            return grad * _product_of_others(x.reshape((-1,))).reshape(x_shape)
        grad = _kept(grad, x_shape, (dim,), keepdim)
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


class VectorNorm(Function, node_name="LinalgVectorNormBackward0"):
    """(sum |x|**p) ** (1/p) over dims; its derivative where the norm is 0 is 0."""

    def forward(x, p, dims, keepdim):
        if p == 2:
            return np.sqrt(np.add.reduce(x * x, axis=dims, keepdims=keepdim))
        size = np.absolute(x)
        if p == math.inf:
            return np.maximum.reduce(size, axis=dims, keepdims=keepdim)
        if p == -math.inf:
            return np.minimum.reduce(size, axis=dims, keepdims=keepdim)
        if p == 0:
            return np.add.reduce((x != 0).astype(x.dtype), axis=dims, keepdims=keepdim)
        return np.add.reduce(size**p, axis=dims, keepdims=keepdim) ** (1.0 / p)

    def backward(grad, x, x_shape, out, p, dims, keepdim):
        grad, norm = (_kept(v, x_shape, dims, keepdim) for v in (grad, out))
        if p == 0:
            return np.zeros_like(grad * x)
        if p == 1:
            return grad * np.sign(x)
        if p in (math.inf, -math.inf):
            reached = np.absolute(x) == norm
            count = np.add.reduce(reached, axis=dims, keepdims=True).astype(grad.dtype)
            return np.where(reached, grad * np.sign(x) / count, 0.0)
        # Where the quotient is 0/0 the derivative is 0; a safe divisor keeps nan out of the second.
        if p == 2:
            return grad * np.where(norm == 0, 0.0, x / np.where(norm == 0, 1.0, norm))
        size = np.absolute(x)
        ratio = np.where(size == 0, 1.0, size) / np.where(norm == 0, 1.0, norm)
        return grad * np.where(size == 0, 0.0, np.sign(x) * ratio ** (p - 1))


# One type an op, as in PyTorch; they are not named at the top, where `max` and `min` are the ops.
RESULT_TYPES = {op: named_result(op, "values", "indices") for op in ("max", "min")}


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
    return _in_dtype(function.run((input, CONSTANT, CONSTANT), (a, dims, keepdim)), dtype)


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
    input = _in_dtype(as_operand(input, "mean"), dtype)
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
    return _in_dtype(result, dtype)


@accepts_numpy_names
def amax(input: Tensor, dim: Any = (), keepdim: bool = False) -> Tensor:
    """The largest element over `dim` (an int, several, or all); equal ones share the derivative.

    Raises:
        IndexError: for a dim that the input does not have, or that is empty.

    >>> import tinygrad_np as torch
    >>> torch.amax(torch.tensor([[1.0, 2.0], [4.0, 3.0]]), dim=1)
    tensor([2., 4.])
    """
    return _extreme(Amax, "amax", input, dim, keepdim)


@accepts_numpy_names
def amin(input: Tensor, dim: Any = (), keepdim: bool = False) -> Tensor:
    """The smallest element over `dim` (an int, several, or all); equal ones share the derivative.

    Raises:
        IndexError: for a dim that the input does not have, or that is empty.

    >>> import tinygrad_np as torch
    >>> torch.amin(torch.tensor([[1.0, 2.0], [4.0, 3.0]]), dim=1)
    tensor([1., 3.])
    """
    return _extreme(Amin, "amin", input, dim, keepdim)


@accepts_numpy_names
def max(input: Tensor, dim: Any = None, keepdim: bool = False) -> Any:
    """The largest element; or along `dim` the largest elements and their indices; or `maximum`.

    Returns:
        A Tensor; with an int `dim` a pair with the names `values` and `indices`; with a Tensor in
        place of `dim` the elementwise maximum of the two.

    Raises:
        IndexError: for a dim that the input does not have, or that is empty.
        RuntimeError: for an empty input without `dim`.

    >>> import tinygrad_np as torch
    >>> torch.max(torch.tensor([[1.0, 9.0], [3.0, 4.0]]), dim=1).indices
    tensor([1, 1])
    """
    if isinstance(dim, TensorBase):
        return maximum(input, dim)
    if dim is None:
        return _extreme(Max, "max", input, (), False)
    return _extremes(MaxDim, np.argmax, "max", input, dim, keepdim)


@accepts_numpy_names
def min(input: Tensor, dim: Any = None, keepdim: bool = False) -> Any:
    """The smallest element; or along `dim` the smallest and their indices; or `minimum`.

    Returns:
        A Tensor; with an int `dim` a pair with the names `values` and `indices`; with a Tensor in
        place of `dim` the elementwise minimum of the two.

    Raises:
        IndexError: for a dim that the input does not have, or that is empty.
        RuntimeError: for an empty input without `dim`.

    >>> import tinygrad_np as torch
    >>> torch.min(torch.tensor([[1.0, 9.0], [3.0, 4.0]]), dim=1).values
    tensor([1., 3.])
    """
    if isinstance(dim, TensorBase):
        return minimum(input, dim)
    if dim is None:
        return _extreme(Min, "min", input, (), False)
    return _extremes(MinDim, np.argmin, "min", input, dim, keepdim)


@accepts_numpy_names
def argmax(input: Tensor, dim: int | None = None, keepdim: bool = False) -> Tensor:
    """The index of the first largest element along `dim`, or in the flattened input.

    >>> import tinygrad_np as torch
    >>> torch.argmax(torch.tensor([[1.0, 9.0], [3.0, 4.0]]))
    tensor(1)
    """
    return _arg_extreme(Argmax, "argmax", input, dim, keepdim)


@accepts_numpy_names
def argmin(input: Tensor, dim: int | None = None, keepdim: bool = False) -> Tensor:
    """The index of the first smallest element along `dim`, or in the flattened input.

    >>> import tinygrad_np as torch
    >>> torch.argmin(torch.tensor([[1.0, 9.0], [3.0, 4.0]]), dim=1)
    tensor([0, 0])
    """
    return _arg_extreme(Argmin, "argmin", input, dim, keepdim)


@accepts_numpy_names
def norm(
    input: Tensor,
    p: float | str | None = "fro",
    dim: Any = None,
    keepdim: bool = False,
    *,
    dtype: Any = None,
) -> Tensor:
    """The vector norm `(sum |x|**p) ** (1/p)` over `dim` (an int, several, or all).

    `p` is a number, an infinity, or "fro" for 2. The derivative where the norm is 0 is 0.

    Raises:
        RuntimeError: if the input is not floating point.

    >>> import tinygrad_np as torch
    >>> torch.norm(torch.tensor([3.0, 4.0]))
    tensor(5.)
    """
    input = _in_dtype(as_operand(input, "norm"), dtype)
    p = 2 if p is None or p == "fro" else p
    if not isinstance(p, (int, float)):
        raise NotImplementedError(f"norm(): p must be a number, an infinity or 'fro', not {p!r}")
    a = input._array
    if a.dtype.kind != "f":
        raise RuntimeError(
            "linalg.vector_norm: Expected a floating point or complex tensor as input. Got "
            f"{dtypes.from_numpy_dtype(a.dtype).scalar_name}"
        )
    dims = shapes.wrap_dims(dim, a.ndim, "norm")
    if math.isinf(p) and 0 in (n for d, n in enumerate(a.shape) if dims is None or d in dims):
        raise RuntimeError(
            f"linalg.vector_norm cannot compute the {p} norm on an empty tensor because the "
            "operation does not have an identity"
        )
    return VectorNorm.run((input, CONSTANT, CONSTANT, CONSTANT), (a, p, dims, keepdim))


def _in_dtype(input: Any, dtype: Any) -> Any:
    return input if dtype is None else to_dtype(input, dtypes.to_numpy_dtype(dtype))


def _counted(input: Any, op: str, dtype: Any) -> tuple[Any, np.ndarray]:
    """The input in `dtype`, and its array to add or multiply up: bools and integers in int64."""
    input = _in_dtype(as_operand(input, op), dtype)
    a = input._array
    return input, a if a.dtype.kind == "f" else a.astype(np.int64)


def _extreme(function: type[Function], op: str, input: Any, dim: Any, keepdim: bool) -> Any:
    """Run Amax and its like, which are not defined for nothing."""
    input = as_operand(input, op)
    shape = input._array.shape
    dims = shapes.wrap_dims(dim, len(shape), op)
    if 0 in shape and dims is None:
        raise RuntimeError(
            f"{op}(): Expected reduction dim to be specified for input.numel() == 0. "
            "Specify the reduction dim with the 'dim' argument."
        )
    for d in dims or ():
        _refuse_empty(op, shape, d)
    return function.apply(input, dims, keepdim)


def _refuse_empty(op: str, shape: tuple[int, ...], dim: int) -> None:
    if shape[dim] == 0:
        raise IndexError(f"{op}(): Expected reduction dim {dim} to have non-zero size.")


def _extremes(
    function: type[Function], arg: Any, op: str, input: Any, dim: int, keepdim: bool
) -> NamedResult:
    """Run MaxDim or MinDim at the indices that `arg` finds."""
    input = as_operand(input, op)
    a = input._array
    dim = shapes.wrap_dim(dim, a.ndim, op)
    result = RESULT_TYPES[op]
    if a.ndim == 0:
        return result((function.apply(input, ()), wrap(np.int64(0))))
    _refuse_empty(op, a.shape, dim)
    indices = arg(a, axis=dim, keepdims=True)
    index = along(indices, dim, keepdim)
    return result((function.apply(input, index), wrap(index[dim])))


def _arg_extreme(
    function: type[Function], op: str, input: Any, dim: int | None, keepdim: bool
) -> Any:
    input = as_operand(input, op)
    if input._array.dtype.kind == "b":
        raise RuntimeError(f"{op}(): does not support bool input")
    shape = input._array.shape
    if dim is None:
        if 0 in shape:
            raise IndexError(
                f"{op}(): Expected reduction dim to be specified for input.numel() == 0."
            )
    else:
        dim = shapes.wrap_dim(dim, len(shape), op)
        if shape:
            _refuse_empty(op, shape, dim)
    return function.apply(input, dim if shape else None, keepdim)
