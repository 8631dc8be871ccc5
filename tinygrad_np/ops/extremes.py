"""The largest and smallest elements over some dims, or all of them, and where they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import shapes
from tinygrad_np.engine.function import Function
from tinygrad_np.engine.graph import TensorBase, wrap
from tinygrad_np.ops.elementwise import maximum, minimum
from tinygrad_np.ops.indexing import Scatter, along
from tinygrad_np.ops.operands import accepts_numpy_names, as_operand
from tinygrad_np.ops.reduction import kept
from tinygrad_np.ops.results import NamedResult, named_result

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class Amax(Function):
    """The largest element over dims; equal ones share the derivative."""

    def forward(x, dims, keepdim):
        return np.maximum.reduce(x, axis=dims, keepdims=keepdim)

    def backward(grad, x, x_shape, out, dims, keepdim):
        largest = (x == kept(out, x_shape, dims, keepdim)).astype(grad.dtype)
        share = largest / np.add.reduce(largest, axis=dims, keepdims=True)
        return kept(grad, x_shape, dims, keepdim) * share


class Amin(Function):
    """The smallest element over dims; equal ones share the derivative."""

    def forward(x, dims, keepdim):
        return np.minimum.reduce(x, axis=dims, keepdims=keepdim)

    backward = Amax.backward


class Max(Amax, node_name="MaxBackward1"):
    """The largest element of all."""

    def backward(grad, x, out):
        equal = ((x == out) | (np.isnan(x) & np.isnan(out))).astype(grad.dtype)
        return equal * (grad / np.add.reduce(equal, axis=None))


class Min(Amin, node_name="MinBackward1"):
    """The smallest element of all."""

    def backward(grad, x, out):
        return Max.backward(grad, x, out)


class AminmaxMin(Amin, node_name="AminmaxBackward0"):
    """The smallest element over dims, as one of two results."""


class AminmaxMax(Amax, node_name="AminmaxBackward0"):
    """The largest element over dims, as one of two results."""


class MaxDim(Function, node_name="MaxBackward0"):
    """The elements at the indices of the largest along a dim."""

    def forward(x, index):
        return x[index]

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


_max = named_result("max", "values", "indices")
_min = named_result("min", "values", "indices")
_aminmax = named_result("aminmax", "min", "max")


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
        return _extreme(Max, "max", input, None, False)
    return picked(MaxDim, _max, input, dim, keepdim, _argmax)


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
        return _extreme(Min, "min", input, None, False)
    return picked(MinDim, _min, input, dim, keepdim, _argmin)


@accepts_numpy_names
def aminmax(input: Tensor, *, dim: int | None = None, keepdim: bool = False) -> Any:
    """The smallest and the largest element along `dim`, or of all; equal ones share a derivative.

    Returns:
        A pair with the names `min` and `max`.

    Raises:
        IndexError: for a dim that the input does not have, or that is empty.
        RuntimeError: for an empty input without `dim`.

    >>> import tinygrad_np as torch
    >>> torch.aminmax(torch.tensor([[1.0, 9.0], [3.0, 4.0]]), dim=1).max
    tensor([9., 4.])
    """
    input = as_operand(input, "aminmax")
    shape = input._array.shape
    dims = None
    if dim is not None:
        dim = shapes.wrap_dim(dim, len(shape), "aminmax")
        if shape and shape[dim] == 0:
            raise IndexError(f"aminmax: Expected reduction dim {dim} to have non-zero size.")
        dims = (dim,) if shape else ()
    elif 0 in shape:
        raise RuntimeError(
            "aminmax(): cannot compute aminmax over an empty dimension as the operation has no "
            "identity."
        )
    return _aminmax([f.apply(input, dims, keepdim) for f in (AminmaxMin, AminmaxMax)])


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


def _extreme(function: type[Function], op: str, input: Any, dim: Any, keepdim: bool) -> Any:
    """Run Amax and its like, which are not defined for nothing."""
    input = as_operand(input, op)
    a = input._array
    dims = shapes.wrap_dims(dim, a.ndim, op, keepdim)
    if not a.size:
        if dims is None:
            raise RuntimeError(
                f"{op}(): Expected reduction dim to be specified for input.numel() == 0. "
                "Specify the reduction dim with the 'dim' argument."
            )
        for d in dims:
            refuse_empty(op, a.shape, d)
    return function.run_unary(input, a, dims, keepdim)


def refuse_empty(op: str, shape: tuple[int, ...], dim: int) -> None:
    if shape[dim] == 0:
        raise IndexError(f"{op}(): Expected reduction dim {dim} to have non-zero size.")


def picked(
    function: type[Function],
    result: type[NamedResult],
    input: Any,
    dim: int,
    keepdim: bool,
    find: Callable[[np.ndarray, int], np.ndarray],
) -> NamedResult:
    """Run MaxDim or its like at the indices, one for each lane, that `find` gives."""
    op = result.__name__
    input = as_operand(input, op)
    a = input._array
    dim = shapes.wrap_dim(dim, a.ndim, op)
    shapes.check_bool(keepdim, op, "keepdim")
    if a.ndim == 0:
        return result((function.apply(input, ()), wrap(np.int64(0))))
    refuse_empty(op, a.shape, dim)
    index = along(find(a, dim), dim, keepdim)
    return result((function.run_unary(input, a, index), wrap(index[dim])))


def _argmax(a: np.ndarray, dim: int) -> np.ndarray:
    return a.argmax(axis=dim, keepdims=True)


def _argmin(a: np.ndarray, dim: int) -> np.ndarray:
    return a.argmin(axis=dim, keepdims=True)


def _arg_extreme(
    function: type[Function], op: str, input: Any, dim: int | None, keepdim: bool
) -> Any:
    input = as_operand(input, op)
    if input._array.dtype.kind == "b":
        raise RuntimeError(f"{op}(): does not support bool input")
    shapes.check_bool(keepdim, op, "keepdim")
    shape = input._array.shape
    if dim is None:
        if 0 in shape:
            raise IndexError(
                f"{op}(): Expected reduction dim to be specified for input.numel() == 0."
            )
    else:
        dim = shapes.wrap_dim(dim, len(shape), op)
        if shape:
            refuse_empty(op, shape, dim)
    return wrap(function.forward(input._array, dim if shape else None, keepdim))
