"""Writing by name and by index: zeros, one value, copies, diagonals, `x[index] = value`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes
from tinygrad_np.engine.function import CONSTANT, Function
from tinygrad_np.engine.graph import TensorBase, wrap, wrap_on_edge
from tinygrad_np.ops import indexing
from tinygrad_np.ops.conversion import clone
from tinygrad_np.ops.inplace import NONE, Copy, check_graph, check_memory, enter_graph, write
from tinygrad_np.ops.operands import as_operand, cast, check_fits, elementwise, operand
from tinygrad_np.ops.places import Put, kept, put_at
from tinygrad_np.ops.shape import expanded
from tinygrad_np.shapes import reduced_axes

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class Zero(Function):
    """Zeros in the place of x."""

    def forward(x):
        return np.zeros_like(x)

    def backward(grad):
        return np.zeros_like(grad)


class Fill(Function, node_name="FillBackward2"):
    """One value in the place of each element of x."""

    broadcasts = True

    def forward(x, value):
        return np.where(True, value, x)  # not zeros + value: that would lose the sign of -0.0

    def backward_x(grad):
        return np.zeros_like(grad)

    def backward_value(grad):
        return grad


class FillDiagonal(Function, node_name="CopySlices"):
    """x with one number where all indices are equal; with `wrap` again below the square."""

    fills_buffer = True

    def forward(x, value, wrap):
        buffer = np.array(x)
        np.fill_diagonal(buffer, value, wrap)
        return buffer

    def backward(grad, wrap):
        return FillDiagonal.call(grad, 0.0, wrap)


def zero_(input: Tensor) -> Tensor:
    """Zeros, in place.

    >>> import tinygrad_np as torch
    >>> torch.ones(2).zero_()
    tensor([0., 0.])
    """
    return write(input, Zero.apply, into=_zero_into)


def _zero_into(array: np.ndarray) -> bool:
    array.fill(0)
    return True


def fill_(input: Tensor, value: Any) -> Tensor:
    """`value`, a number or a 0-d tensor, in the place of each element.

    Raises:
        RuntimeError: for a tensor with dims, or a number that the dtype cannot hold.

    >>> import tinygrad_np as torch
    >>> torch.ones(2).fill_(7)
    tensor([7., 7.])
    """
    place, number = operand(value, "fill_", "value", 1)
    if place is not CONSTANT and number.ndim:
        raise RuntimeError(
            f"fill_ only supports 0-dimension value tensor but got tensor with {number.ndim} "
            "dimensions."
        )
    dtype = as_operand(input, "fill_")._array.dtype
    check_fits(number, dtype)
    number = cast(number, dtype)

    def step(x: TensorBase, value: Any) -> Any:
        return Fill.run((x, value), (x._array, number))

    def into(array: np.ndarray, value: Any) -> bool:
        array.fill(number)
        return True

    return write(input, step, (place,), NONE, into, convert=True)


def fill(input: Tensor, value: Any) -> Tensor:
    """A copy with `value` in the place of each element: see `fill_`.

    >>> import tinygrad_np as torch
    >>> torch.fill(torch.ones(2), 7)
    tensor([7., 7.])
    """
    return fill_(clone(input), value)


def copy_(input: Tensor, other: Any, non_blocking: bool = False) -> Tensor:
    """The elements of `other`, broadcast and converted, in the place of those of `input`.

    >>> import tinygrad_np as torch
    >>> torch.zeros(2).copy_(torch.tensor([1, 2]))
    tensor([1., 2.])
    """
    if isinstance(other, (float, int)):
        return fill_(input, other)

    def step(x: TensorBase, y: TensorBase) -> Any:
        return elementwise(Copy, (x, y), (x._array, y._array))

    other = as_operand(other, "copy_", "other")
    return write(input, step, (other,), NONE, _copy_into, convert=True)


def _copy_into(array: np.ndarray, y: TensorBase) -> bool:
    if y._array.ndim > array.ndim:
        return False
    try:
        np.copyto(array, y._array, casting="unsafe")
    except ValueError:
        return False  # Copy has the words for it
    return True


def fill_diagonal_(input: Tensor, fill_value: Any, wrap: bool = False) -> Tensor:
    """`fill_value`, a number, where all indices are equal; with `wrap` again below the square.

    Raises:
        RuntimeError: for less than two dims, more than two of different sizes, or a number that the
            dtype cannot hold.

    >>> import tinygrad_np as torch
    >>> torch.zeros(2, 3).fill_diagonal_(1)
    tensor([[1., 0., 0.],
            [0., 1., 0.]])
    """
    shape = input._array.shape
    if len(shape) < 2:
        raise RuntimeError("dimensions must larger than 1")
    if len(shape) > 2 and len(set(shape)) > 1:
        raise RuntimeError("all dimensions of input must be of equal length")
    if isinstance(fill_value, TensorBase) and not fill_value._array.ndim:
        fill_value = fill_value._array.item()
    if not isinstance(fill_value, (int, float)):
        raise TypeError(
            "fill_diagonal_(): argument 'fill_value' (position 1) must be Number, not "
            f"{type(fill_value).__name__}"
        )
    check_fits(fill_value, input._array.dtype)
    number = cast(fill_value, input._array.dtype)

    def into(array: np.ndarray) -> bool:
        np.fill_diagonal(array, number, wrap)
        return True

    return write(input, lambda x: FillDiagonal.apply(x, number, wrap), into=into)


def setitem(input: Tensor, index: Any, value: Any) -> None:
    """`input[index] = value`, in place: gradients reach both.

    The index is as in reading; `value` is a number, or a Tensor or array that broadcasts.

    Raises:
        IndexError: as in reading.
        TypeError: if `value` is none of these.
        RuntimeError: if `value` does not fit, or as for every in-place step.

    >>> import tinygrad_np as torch
    >>> x = torch.zeros(3)
    >>> x[1:] = torch.tensor([1.0, 2.0])
    >>> x
    tensor([0., 1., 2.])
    """
    view, arrays = _plain_place(input, index), ()
    if view is None:
        basic, arrays = indexing.parse_index(input._array.shape, index)
        view = input if indexing.is_whole(basic) else indexing.take_view(input, basic)
    if isinstance(value, (float, int)):
        check_fits(value, input._array.dtype)
        value = cast(value, input._array.dtype)
    elif isinstance(value, (TensorBase, np.ndarray, np.generic)):
        if arrays and isinstance(value, TensorBase):
            check_same_dtype(input._array, value._array)
        value = as_operand(value, "setitem")
    else:
        type_name = dtypes.from_numpy_dtype(input._array.dtype).type_name
        raise TypeError(f"can't assign a {type(value).__name__} to a {type_name}")
    if arrays:
        places, first, last = indexing.block(arrays, view._array.shape)
        write_at(Put, view, value, places, first, last)
    elif isinstance(value, TensorBase):
        value = _without_leading_ones(value, view._array.ndim)
        expanded(value._array, view._array.shape)  # raises if it cannot be
        copy_(view, value)
    else:
        fill_(view, value)


def _plain_place(input: Any, index: Any) -> Any:
    """What an index of Python's own ints and slices names, if it can be told fast; else None."""
    kind = index.__class__
    if kind is not int and kind is not slice and kind is not tuple:
        return None
    view = indexing.plain_view(input, index)
    whole = view is not None and view._array.shape == input._array.shape
    return input if whole else view


def check_same_dtype(array: np.ndarray, value: Any) -> None:
    """Refuse elements of another dtype for the places that index arrays name."""
    if value.ndim and value.dtype != array.dtype:
        wanted, given = (dtypes.from_numpy_dtype(a.dtype).scalar_name for a in (array, value))
        raise RuntimeError(
            f"Index put requires the source and destination dtypes match, got {wanted} for the "
            f"destination and {given} for the source."
        )


def write_at(
    function: type[Put],
    x: Any,
    y: Any,
    places: np.ndarray,
    first: int,
    last: int,
    accumulate: bool = False,
) -> Any:
    """Let `x` become `function(x, y, ...)`, a Put, in x's own memory, touching only the places.

    `y` is a number, or a Tensor that broadcasts to the elements at the places; it is converted.

    Raises:
        RuntimeError: if it does not broadcast, or as for every in-place step.
    """
    place, value = operand(y, "index_put_", "value", 3)
    if place is not CONSTANT:
        place = fitting(place, places, x._array.shape, first, last)
        value = place._array
    value = cast(value, x._array.dtype)
    recorded = check_graph(x, (place,))
    check_memory(x, (place,))
    array = x.array
    if np.may_share_memory(array, value):
        value = value.copy()
    old = wrap_on_edge(array, x._edge, [0])
    put_at(array, value, places, first, last, accumulate)
    if recorded:
        values = (array, value, kept(places, x, place), first, last, accumulate)
        result = wrap(array)
        function.record((old, place, CONSTANT, CONSTANT, CONSTANT, CONSTANT), values, result)
        enter_graph(x, result)
    if x._writes is not None:
        x._writes[0] += 1
    return x


def fitting(y: Any, places: np.ndarray, shape: tuple, first: int, last: int) -> Any:
    """`y` without leading dims of size 1, found to broadcast to the elements at the places."""
    region = (*shape[:first], *places.shape, *shape[last:])
    y = _without_leading_ones(y, len(region))
    if reduced_axes(region, y._array.shape) is None:
        raise RuntimeError(
            f"shape mismatch: value tensor of shape {list(y._array.shape)} cannot be broadcast "
            f"to indexing result of shape {list(region)}"
        )
    return y


def _without_leading_ones(value: Any, ndim: int) -> Any:
    """A value may have more dims than its place, if they are of size 1."""
    shape = value._array.shape
    extra = max(0, len(shape) - ndim)
    return value.reshape(shape[extra:]) if extra and set(shape[:extra]) == {1} else value
