"""Reading elements by index, and its adjoint: putting gradients where elements were read."""

from __future__ import annotations

import itertools
import math
import warnings
from typing import Any

import numpy as np

from tinygrad_np.engine.function import Function
from tinygrad_np.engine.graph import TensorBase
from tinygrad_np.ops.places import Pick, counted, kept, out_of_range, pick
from tinygrad_np.ops.views import ViewFunction, replay

_ALL = slice(None)


class Select(ViewFunction):
    """Elements at integers, slices, None and `...`: a view."""

    def forward(x, index):
        return x[index]

    def backward(grad, x_shape, index):
        return Scatter.call(grad, index, x_shape)


class Slice(Select):
    """A Select that ends in a slice."""


class Unsqueeze(Select):
    """A Select that ends in a None."""


class Scatter(Function, node_name="SelectBackwardBackward0"):
    """Zeros of a shape, with x at an index that names no element twice."""

    fills_buffer = True

    def forward(x, index, shape):
        buffer = np.zeros(shape, x.dtype)
        buffer[index] = x
        return buffer

    def backward(grad, index):
        return grad[index]


class ScatterAdd(Function, node_name="IndexPutBackward0"):
    """Zeros of a shape, to which x is added at an index that may name an element again."""

    fills_buffer = True

    def forward(x, index, shape):
        buffer = np.zeros(shape, x.dtype)
        np.add.at(buffer, index, x)
        return buffer

    def backward(grad, index):
        return grad[index]


class CopySlices(Function, node_name="CopySlices"):
    """The base with the elements that a view shows replaced by those of `value`."""

    fills_buffer = True

    def forward(base, value, steps):
        buffer = np.array(base, order="C")
        shown = replay(steps, buffer)
        if np.may_share_memory(shown, buffer):
            shown[...] = value
        else:
            # A step was a view in the layout that it was taken in, but is a copy in the buffer's:
            # let the steps lead to places, not to memory.
            places = replay(steps, np.arange(buffer.size).reshape(buffer.shape))
            buffer.reshape(-1)[places] = value
        return buffer

    def backward_base(grad, steps):
        return CopySlices.call(grad, 0.0, steps)

    def backward_value(grad, steps):
        return replay(steps, grad)


def getitem(input: TensorBase, index: Any) -> Any:
    """`input[index]`: a view for integers, slices, None and `...`; a copy for arrays and masks.

    Index arrays broadcast together; they may be Tensors, ndarrays or lists. Their dims stand where
    the first of them stood; first of all if there are slices between them.

    Raises:
        IndexError: for an index out of bounds, too many of them, or a mask of another shape.
        ValueError: for a slice whose step is not positive.

    >>> import tinygrad_np as torch
    >>> x = torch.arange(6).reshape(2, 3)
    >>> x[0]
    tensor([0, 1, 2])
    >>> x[x > 3]
    tensor([4, 5])
    """
    kind = index.__class__
    if kind is int or kind is slice or kind is tuple or index is None:
        view = plain_view(input, index)
        if view is not None:
            return view
    elif isinstance(index, TensorBase):
        picked = _picked(input, index._array)
        if picked is not None:
            return picked
    basic, arrays = parse_index(input._array.shape, index)
    if not arrays:
        return take_view(input, basic)
    view = input if is_whole(basic) else take_view(input, basic)
    places, first, last = block(arrays, view._array.shape)
    return pick(Pick, view, kept(places, input), first, last)


def plain_view(input: TensorBase, index: Any) -> Any:
    """The view at an index of Python's own ints, slices and None that is in bounds; else None.

    It is what `parse_index` and `take_view` give, in a fraction of their time.
    """
    items = index if index.__class__ is tuple else (index,)
    function: type[Select] = Slice
    for item in items:
        if item.__class__ is int:
            function = Select
        elif item is None:
            function = Unsqueeze
        elif item.__class__ is not slice or not (item.step is None or item.step > 0):
            return None
        elif item != _ALL:
            function = Slice
    try:
        return function.apply(input, (*items, ...))
    except (IndexError, TypeError):
        return None  # the others have the words for it


def _picked(input: TensorBase, index: Any) -> Any:
    """The elements at one int64 array, or mask, with dims; else None.

    It is what the general way gives, in half its time.
    """
    shape, mask = input._array.shape, index.dtype.kind == "b"
    last = index.ndim if mask else 1
    if not index.ndim or last > len(shape) or not (mask or index.dtype == np.int64):
        return None
    places = _checked(index, shape, 0, 0)
    places = np.flatnonzero(places) if mask else kept(places, input)
    return pick(Pick, input, places, 0, last)


def is_whole(basic: tuple) -> bool:
    """Whether an index without arrays stands for the input as it is."""
    return all(item == slice(None) for item in basic)


def take_view(input: Any, basic: tuple) -> Any:
    """The elements at an index without arrays."""
    chosen = [i for i in basic if i is None or i != slice(None)] or [slice(None)]
    last = chosen[-1]
    function = Unsqueeze if last is None else Select if isinstance(last, int) else Slice
    # With the Ellipsis NumPy gives a view where it would give a scalar.
    return function.apply(input, (*basic, ...))


def block(index: tuple, shape: tuple[int, ...]) -> tuple[np.ndarray, int, int]:
    """Places, and the dims that they are in, of the elements at an index of arrays and full slices.

    Raises:
        IndexError: if the arrays do not broadcast together.
    """
    dims, arrays, dim = [], [], 0
    for item in index:
        taken = _dims_taken(item)
        if isinstance(item, np.ndarray):
            dims.append((dim, dim + taken))
            arrays.append(np.flatnonzero(item) if item.dtype.kind == "b" else item)
        dim += taken
    first, last = dims[0][0], dims[-1][1]
    if len(arrays) == 1:
        return arrays[0], first, last
    try:
        places: Any = 0
        for (_, end), array in zip(dims, arrays, strict=True):
            places = places + array * math.prod(shape[end:last])
    except ValueError:
        named = ", ".join(  # a mask is as many index arrays as it has dims
            str(list(array.shape))
            for (start, end), array in zip(dims, arrays, strict=True)
            for _ in range(max(1, end - start))
        )
        raise IndexError(
            f"shape mismatch: indexing tensors could not be broadcast together with shapes {named}"
        ) from None
    if any(end != start for (_, end), (start, _) in itertools.pairwise(dims)):
        first = 0  # the dims of the arrays come first, then those of the slices
        for d in sorted(set(range(last)).difference(*itertools.starmap(range, dims))):
            steps = np.arange(shape[d]) * math.prod(shape[d + 1 : last])
            places = places.reshape((*places.shape, 1)) + steps
    return places, first, last


def parse_index(shape: tuple[int, ...], index: Any) -> tuple[tuple, tuple]:
    """Take a user's index apart as PyTorch does: first what gives a view, then the arrays.

    Returns an index of integers, slices and None, with a full slice where an array stands; and an
    index of arrays into that view, masks or int64 counted from the front, with full slices between
    them, or () if there is no array.
    """
    if not isinstance(index, tuple):
        index = tuple(index) if _stands_for_tuple(index) else (index,)
    items = _without_ellipsis(list(map(_normalized, index)), shape)
    basic: list = []
    arrays: list = []
    dim = 0
    some = False
    for item in items:
        if isinstance(item, np.ndarray):
            some = True
            taken = _dims_taken(item)
            if taken:
                basic += [slice(None)] * taken
                arrays.append(_checked(item, shape, dim, len(arrays)))
                dim += taken
            else:  # True or False: a new dim that is taken or not
                basic.append(None)
                arrays.append(np.zeros(int(item), np.int64))
        elif isinstance(item, int):
            _check_bounds(item, shape, dim)
            basic.append(item)
            dim += 1
        else:
            basic.append(item)
            arrays.append(slice(None))
            dim += item is not None
    return tuple(basic), tuple(arrays) if some else ()


def _stands_for_tuple(index: Any) -> bool:
    """Whether PyTorch takes a short list, of more than numbers, for a tuple. It warns of it."""
    if not isinstance(index, list) or len(index) >= 32:
        return False
    plain = (int, float, np.number, np.bool_)
    if all(isinstance(item, plain) for item in index):
        return False
    warnings.warn(
        "Using a non-tuple sequence for multidimensional indexing is deprecated: use "
        "x[tuple(seq)] instead of x[seq], or x[torch.tensor(seq)] for an index array.",
        stacklevel=4,
    )
    return True


def _normalized(item: Any) -> Any:
    """One item of an index as None, `...`, a slice, an int, or an ndarray of integers or bools."""
    if item is None or item is ... or item.__class__ is int:
        return item
    if isinstance(item, slice):
        if item.step is not None and item.step <= 0:
            raise ValueError("step must be greater than zero")
        return item
    array = _index_array(item)
    kind = array.dtype.kind
    if array.dtype == np.uint8 and not isinstance(item, np.generic):
        if array.ndim:
            warnings.warn(
                "indexing with dtype torch.uint8 is now deprecated, please use a dtype torch.bool "
                "instead.",
                stacklevel=4,
            )
        return array != 0
    small = isinstance(item, TensorBase) and array.ndim and array.dtype.itemsize < 4
    if kind not in "iub" or (small and kind != "b"):
        raise IndexError("tensors used as indices must be long, int, byte or bool tensors")
    return int(array) if array.ndim == 0 and kind != "b" else array


def _index_array(item: Any) -> np.ndarray:
    """An item of an index that is a Tensor, an array, a list or a number, as an array."""
    if isinstance(item, TensorBase):
        return item.array
    if not isinstance(item, (np.ndarray, np.integer, np.bool_, int, list, tuple, range)):
        raise IndexError(
            "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are "
            f"valid indices (got {type(item).__name__})"
        )
    try:
        array = np.asarray(item)
    except (ValueError, TypeError):  # lists of several lengths, or of Tensors on a graph
        raise IndexError("an index that is a list must be one of integers or bools") from None
    return array if array.size else np.zeros(array.shape, np.int64)


def _dims_taken(item: Any) -> int:
    """How many dims of the input an item of an index stands for."""
    if isinstance(item, np.ndarray):
        return item.ndim if item.dtype.kind == "b" else 1
    return int(item is not None and item is not ...)


def _without_ellipsis(items: list, shape: tuple[int, ...]) -> list:
    """`items` with full slices in the place of `...`, or at the end, for the dims not named."""
    places = [i for i, item in enumerate(items) if item is ...]
    if len(places) > 1:
        raise IndexError("an index can only have a single ellipsis ('...')")
    free = len(shape) - sum(map(_dims_taken, items))
    if free < 0:
        if not shape and len(items) == 1:
            if isinstance(items[0], slice):
                raise IndexError("slice() cannot be applied to a 0-dim tensor.")
            raise IndexError(
                "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or "
                "`tensor.item<T>()` in C++ to convert a 0-dim tensor to a number"
            )
        raise IndexError(f"too many indices for tensor of dimension {len(shape)}")
    place = places[0] if places else len(items)
    return [*items[:place], *[slice(None)] * free, *items[place + len(places) :]]


def _check_bounds(item: int, shape: tuple[int, ...], dim: int) -> None:
    if not -shape[dim] <= item < shape[dim]:
        raise IndexError(
            f"index {item} is out of bounds for dimension {dim} with size {shape[dim]}"
        )


def _checked(item: np.ndarray, shape: tuple[int, ...], dim: int, position: int) -> np.ndarray:
    """An array of an index, found to fit; integers as int64, counted from the front.

    Raises:
        IndexError: for a mask of another shape, or an integer out of bounds.
    """
    if item.dtype.kind == "b":
        if item.shape != shape[dim : dim + item.ndim]:
            raise IndexError(
                f"The shape of the mask {list(item.shape)} at index {position} does not match the "
                f"shape of the indexed tensor {list(shape)} at index {dim}"
            )
        return item
    problem = out_of_range(item, shape[dim])
    if problem is not None:
        _check_bounds(problem, shape, dim)
    return counted(item, shape[dim])


def along(indices: np.ndarray, dim: int, keepdim: bool) -> tuple:
    """The index of the elements at `indices` along a dim, of which there is one for each lane."""
    shape = indices.shape
    dim %= len(shape)
    free = len(shape) - (not keepdim)  # dims of the result that are yet to come
    mesh = []
    for d, n in enumerate(shape):
        free -= keepdim or d != dim
        if d == dim:
            mesh.append(indices if keepdim else indices.squeeze(dim))
        else:
            mesh.append(np.arange(n).reshape((n,) + (1,) * free))
    return tuple(mesh)
