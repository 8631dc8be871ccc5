"""Gathering: elements at indices along a dim, of the flattened input, or where a mask holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes, shapes
from tinygrad_np.ops.operands import as_operand
from tinygrad_np.ops.places import Pick, counted, kept, out_of_range, pick, places_along
from tinygrad_np.ops.shape import expand

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class Gather(Pick, node_name="GatherBackward0"):
    """The elements at indices along a dim."""


class Take(Pick, node_name="TakeBackward0"):
    """The elements at indices into the flattened input."""


class IndexSelect(Pick, node_name="IndexSelectBackward0"):
    """The slices at indices along a dim."""


class MaskedSelect(Pick, node_name="MaskedSelectBackward0"):
    """The elements where a mask holds."""


def gather(input: Tensor, dim: int, index: Tensor, *, sparse_grad: bool = False) -> Tensor:
    """The elements at an index along `dim` for each element of the result.

    In three dims with `dim=1`, result[i][j][k] = input[i][index[i][j][k]][k]. `index` has as many
    dims as the input and, but for `dim`, no larger ones. With `sparse_grad` nothing changes.

    Raises:
        IndexError: for a dim that the input does not have.
        RuntimeError: for an index of another shape or dtype, or out of bounds.

    >>> import tinygrad_np as torch
    >>> x = torch.tensor([[1, 2, 3], [4, 5, 6]])
    >>> torch.gather(x, 1, torch.tensor([[2, 0], [1, 1]]))
    tensor([[3, 1],
            [5, 5]])
    """
    input = as_operand(input, "gather")
    dim = shapes.wrap_dim(dim, input._array.ndim, "gather")
    return _gathered(input, dim, as_operand(index, "gather", "index", 3)._array)


def _gathered(input: Any, dim: int, index: np.ndarray) -> Any:
    places = lane_places("gather", input._array.shape, dim, index)
    return pick(Gather, input, places, 0, input._array.ndim)


def lane_places(op: str, shape: tuple[int, ...], dim: int, index: Any) -> np.ndarray:
    """The places of the elements at an index along a dim of a tensor of that shape.

    Raises:
        RuntimeError: for an index of another shape or dtype, or out of bounds.
    """
    if index.size == 0:
        return np.zeros(index.shape, np.int64)
    if index.dtype not in (np.int64, np.int32):
        raise RuntimeError(f"{op}(): Expected dtype int32/int64 for index")
    sizes, counts = (s or (1,) for s in (shape, index.shape))
    if len(sizes) != len(counts):
        raise RuntimeError("Index tensor must have the same number of dimensions as input tensor")
    for d, (count, size) in enumerate(zip(counts, sizes, strict=True)):
        if d != dim and count > size:
            raise RuntimeError(
                f"Size does not match at dimension {d} expected index {list(counts)} to be no "
                f"larger than self {list(sizes)} apart from dimension {dim}"
            )
    check_in_range(index, sizes[dim], dim, RuntimeError)
    lanes = index.astype(np.int64, copy=False).reshape(counts)
    return places_along(lanes, dim, sizes).reshape(index.shape)


def check_in_range(index: Any, size: int, dim: int, error: type[Exception]) -> None:
    """Refuse an index that is out of bounds, or counts from the end."""
    if index.size and not 0 <= index.min() <= index.max() < size:
        problem = out_of_range(index, size)
        raise error(
            f"index {index.min() if problem is None else problem} is out of bounds for dimension "
            f"{dim} with size {size}"
        )


def take(input: Tensor, index: Tensor) -> Tensor:
    """The elements at `index` in the flattened input, in the shape of the index.

    Raises:
        IndexError: for an index out of range.
        RuntimeError: for one that is not int64.

    >>> import tinygrad_np as torch
    >>> torch.take(torch.tensor([[1, 2], [3, 4]]), torch.tensor([0, -1]))
    tensor([1, 4])
    """
    input = as_operand(input, "take")
    index = as_operand(index, "take", "index", 2)
    places = flat_places("take", input._array.size, index._array)
    return pick(Take, input, kept(places, input), 0, input._array.ndim)


def flat_places(op: str, size: int, index: Any) -> np.ndarray:
    """Indices into a flattened tensor of that size, found to be in range, as places.

    Raises:
        IndexError: for an index out of range.
        RuntimeError: for one that is not int64.
    """
    if index.dtype != np.int64:
        name = dtypes.from_numpy_dtype(index.dtype).scalar_name
        raise RuntimeError(f"{op}(): Expected a long tensor for index, but got {name}")
    if index.size and not size:
        raise IndexError(f"{op}(): tried to {op.rstrip('_')} from an empty tensor")
    problem = out_of_range(index, size)
    if problem is not None:
        raise IndexError(
            f"out of range: tried to access index {problem} on a tensor of {size} elements."
        )
    return counted(index, size)


def take_along_dim(input: Tensor, indices: Tensor, dim: int | None = None) -> Tensor:
    """The elements at `indices` along `dim`, with broadcasting; without `dim`, of the flattened.

    It takes what `argsort` and `argmax(keepdim=True)` give.

    Raises:
        IndexError: for a dim that the input does not have.
        RuntimeError: for indices of another shape or dtype, or out of bounds.

    >>> import tinygrad_np as torch
    >>> x = torch.tensor([[3, 1, 2], [6, 5, 4]])
    >>> torch.take_along_dim(x, x.argsort(dim=1), dim=1)
    tensor([[1, 2, 3],
            [4, 5, 6]])
    """
    op = "torch.take_along_dim"
    input = as_operand(input, "take_along_dim")
    index = as_operand(indices, "take_along_dim", "indices", 2)._array
    if index.dtype != np.int64:
        name = dtypes.from_numpy_dtype(index.dtype).scalar_name
        raise RuntimeError(f"{op}(): dtype of indices should be Long but got {name}")
    if dim is None:
        input, index, dim = input.reshape((-1,)), index.reshape(-1), 0
    shape = input._array.shape
    if len(shape) != index.ndim:
        raise RuntimeError(
            f"{op}(): input and indices should have the same number of dimensions, but got "
            f"{len(shape)} dimensions for input, and {index.ndim} dimensions for indices"
        )
    dim = shapes.wrap_dim(dim, len(shape), "take_along_dim")
    # All dims but this one broadcast.
    full = list(shapes.broadcast(_but(shape, dim), _but(index.shape, dim)))
    if shape:
        input = expand(input, (*full[:dim], shape[dim], *full[dim + 1 :]))
        index = np.broadcast_to(index, (*full[:dim], index.shape[dim], *full[dim + 1 :]))
        if out_of_range(index, shape[dim]) is not None:
            check_in_range(index, shape[dim], dim, RuntimeError)
        index = counted(index, shape[dim])
    return _gathered(input, dim, index)


def _but(shape: tuple[int, ...], dim: int) -> tuple[int, ...]:
    """A shape with a size of 1 for one dim."""
    return (*shape[:dim], 1, *shape[dim + 1 :]) if shape else shape


def index_select(input: Tensor, dim: int, index: Tensor) -> Tensor:
    """The slices at `index`, which has one dim, along `dim`: a copy.

    Raises:
        IndexError: for a dim that the input does not have, or an index of several dims.
        RuntimeError: for an index of another dtype, or out of bounds.

    >>> import tinygrad_np as torch
    >>> torch.index_select(torch.tensor([[1, 2, 3], [4, 5, 6]]), 1, torch.tensor([2, 0]))
    tensor([[3, 1],
            [6, 4]])
    """
    input = as_operand(input, "index_select")
    rows = as_operand(index, "index_select", "index", 3)._array
    shape = input._array.shape
    dim = shapes.wrap_dim(dim, len(shape), "index_select")
    if rows.ndim > 1:
        raise IndexError("index_select(): Index is supposed to be a vector")
    if rows.dtype not in (np.int64, np.int32):
        raise RuntimeError("index_select(): Expected dtype int32 or int64 for index")
    if not shape and rows.size != 1:
        raise RuntimeError(
            f"index_select(): Index to scalar can have only 1 value, got {rows.size} value(s)"
        )
    error = RuntimeError if dim else IndexError  # as in PyTorch
    check_in_range(rows, shape[dim] if shape else 1, dim, error)
    places = kept(rows.astype(np.int64, copy=False), input)
    if not shape:
        return pick(IndexSelect, input, places.reshape(()), 0, 0)
    return pick(IndexSelect, input, places.reshape(-1), dim, dim + 1)


def masked_select(input: Tensor, mask: Tensor) -> Tensor:
    """The elements where the mask, which broadcasts with the input, holds: in one dim, a copy.

    Raises:
        RuntimeError: for a mask that is not bool, or does not broadcast.

    >>> import tinygrad_np as torch
    >>> x = torch.tensor([3, -1, 2])
    >>> torch.masked_select(x, x > 0)
    tensor([3, 2])
    """
    input = as_operand(input, "masked_select")
    chosen = as_operand(mask, "masked_select", "mask", 2)._array
    if chosen.dtype != np.bool_:
        raise RuntimeError("masked_select: expected BoolTensor for mask")
    shape = input._array.shape
    full = shapes.broadcast(chosen.shape, shape)
    x = input if full == shape else expand(input, full)
    return pick(MaskedSelect, x, np.flatnonzero(np.broadcast_to(chosen, full)), 0, len(full))
