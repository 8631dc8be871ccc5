"""Reading, replacing and adding up elements by their places: what indexing by arrays comes to.

The dims of a tensor from `first` up to `last` are taken as one, and `places` are int64 positions in
it, counted from the front; the dims before and after stay as they are. `x[:, [0, 2]]` has first 1
and last 2; a mask, `gather` and `sort` have places in the flattened tensor. NumPy is several times
faster with one array of places than with an array for each dim, or with masks.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from tinygrad_np.engine.function import CONSTANT, Function
from tinygrad_np.engine.grad_mode import state
from tinygrad_np.engine.graph import TensorBase

Shape = tuple[int, ...]


class Pick(Function, node_name="IndexBackward0"):
    """Elements at places: a copy. Unless it is `dense`, x lies scattered in memory."""

    fills_buffer = True

    def forward(x, places, first, last, dense):
        if dense:
            return np.take(x.reshape(_merged(x.shape, first, last)), places, axis=first)
        return x[_index(places, x.shape, first, last)]  # does not copy all of x before

    def backward(grad, x_shape, places, first, last):
        return Collect.call(grad, places, first, last, x_shape)


class Collect(Function, node_name="IndexPutBackward0"):
    """Zeros of a shape, to which x is added at places that may name an element again."""

    fills_buffer = True

    def forward(x, places, first, last, shape):
        buffer = np.zeros(shape, x.dtype)
        put_at(buffer, x, places, first, last, True)
        return buffer

    def backward(grad, places, first, last):
        return Pick.call(grad, places, first, last, True)


class Put(Function, node_name="IndexPutBackward0"):
    """x with the elements at places replaced by y, or y added to them."""

    fills_buffer = True
    broadcasts = True

    def forward(x, y, places, first, last, accumulate):
        buffer = np.array(x, order="C")
        put_at(buffer, y, places, first, last, accumulate)
        return buffer

    def backward_x(grad, places, first, last, accumulate):
        return grad if accumulate else Put.call(grad, 0.0, places, first, last, False)

    def backward_y(grad, places, first, last):
        return Pick.call(grad, places, first, last, True)


def put_at(buffer: Any, y: Any, places: Any, first: int, last: int, accumulate: bool) -> None:
    """Replace the elements of `buffer` at places by y, or add y to them."""
    shape = buffer.shape
    if not accumulate or _apart(places, shape, first, last):
        if buffer.flags.c_contiguous:
            buffer = buffer.reshape(_merged(shape, first, last))
            index = (slice(None),) * first + (places,)
        else:
            index = _index(places, shape, first, last)
        if accumulate:
            buffer[index] += y
        else:
            buffer[index] = y
        return
    # NumPy is fast at this where all is flat, contiguous and of one dtype.
    flat = buffer.reshape(-1) if buffer.flags.c_contiguous else np.array(buffer).reshape(-1)
    y = np.broadcast_to(y, shape[:first] + places.shape + shape[last:])
    y = np.ascontiguousarray(y, buffer.dtype).reshape(-1)
    np.add.at(flat, flat_positions(places, shape, first, last), y)
    if not np.may_share_memory(flat, buffer):
        buffer[...] = flat.reshape(shape)


def _apart(places: Any, shape: Shape, first: int, last: int) -> bool:
    """Whether no place is named twice, where looking is much less work than adding."""
    rows = math.prod(shape[:first] + shape[last:])
    size = math.prod(shape[first:last])
    if rows < 8 or size > 4 * places.size + 1000:
        return False
    return not places.size or bool(np.bincount(places.reshape(-1)).max() < 2)


def _merged(shape: Shape, first: int, last: int) -> Shape:
    """A shape with the dims from `first` up to `last` as one."""
    return (*shape[:first], math.prod(shape[first:last]), *shape[last:])


def _index(places: Any, shape: Shape, first: int, last: int) -> tuple:
    """NumPy's index of the elements at places."""
    return (slice(None),) * first + np.unravel_index(places, shape[first:last])


def flat_positions(places: Any, shape: Shape, first: int, last: int) -> np.ndarray:
    """The places in the flattened tensor of all elements at places."""
    before, size, after = (math.prod(s) for s in (shape[:first], shape[first:last], shape[last:]))
    flat = places.reshape(-1)
    if after != 1:
        flat = (flat.reshape(-1, 1) * after + np.arange(after)).reshape(-1)
    if before != 1:
        flat = (np.arange(before).reshape(-1, 1) * (size * after) + flat).reshape(-1)
    return flat


def places_along(indices: np.ndarray, dim: int, shape: Shape) -> np.ndarray:
    """The places of the elements of a tensor of `shape` at `indices` along a dim.

    An index for each element of the result, whose own place says all dims but that one.
    """
    if not shape:
        return indices.copy()
    offset: Any = 0
    for d, count in enumerate(indices.shape):
        if d != dim and count > 1:
            lane = np.arange(count) * math.prod(shape[d + 1 :])
            offset = offset + lane.reshape((-1,) + (1,) * (indices.ndim - d - 1))
    stride = math.prod(shape[dim + 1 :])
    places = indices * stride if stride != 1 else indices.copy()
    places += offset
    return places


def pick(function: type[Pick], x: TensorBase, places: Any, first: int, last: int) -> Any:
    """Run a Pick on a Tensor."""
    a = x._array
    if places.size < a.size and not a.flags.c_contiguous:
        values = (a, places, first, last, False)
    else:
        values = (a, places, first, last, True)
    return function.run((x, CONSTANT, CONSTANT, CONSTANT, CONSTANT), values)


def pick_along(function: type[Pick], x: TensorBase, indices: np.ndarray, dim: int) -> Any:
    """Run a Pick on the elements of a Tensor at `indices` along a dim."""
    shape = x._array.shape
    return pick(function, x, places_along(indices, dim, shape), 0, len(shape))


def out_of_range(indices: np.ndarray, size: int) -> int | None:
    """The index that is most out of range for a dim of that size, if any is."""
    if not indices.size or _all_in_range(indices, size):
        return None
    found = (int(i) for i in (indices.max(), indices.min()))
    return next((i for i in found if not -size <= i < size), None)


def counted(indices: np.ndarray, size: int) -> np.ndarray:
    """Indices, some of which may count from the end, as int64 ones from the front."""
    indices = indices.astype(np.int64, copy=False)
    if not indices.size or _all_in_range(indices, size):
        return indices
    return np.where(indices < 0, indices + size, indices)


def _all_in_range(indices: np.ndarray, size: int) -> bool:
    """Whether all of them count from the front and are less than `size`, at one glance."""
    unsigned = indices.view(f"u{indices.dtype.itemsize}")
    return bool(unsigned.max() < size)


def kept(places: np.ndarray, *tensors: Any) -> np.ndarray:
    """Places for the graph to keep: a copy if it does, since the user may write to an index."""
    if state.recording and any(getattr(t, "requires_grad", False) for t in tensors):
        return places.copy()
    return places
