"""Masks: values in the places where a mask holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes, shapes
from tinygrad_np.engine.function import CONSTANT, Function
from tinygrad_np.engine.graph import TensorBase
from tinygrad_np.ops.inplace import NONE, in_place, write
from tinygrad_np.ops.operands import as_operand, cast, check_fits, elementwise, operand
from tinygrad_np.ops.places import Put
from tinygrad_np.ops.selection import zero_where
from tinygrad_np.ops.shape import expand

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class MaskedFill(Function, node_name="MaskedFillBackward0"):
    """x, with one value where the mask holds."""

    broadcasts = True

    def forward(x, mask, value):
        return np.where(mask, value, x)

    def backward_x(grad, mask):
        return zero_where(grad, mask)

    def backward_value(grad, mask):
        return zero_where(grad, ~mask)


class MaskedScatter(Put, node_name="MaskedScatterBackward0"):
    """x, with the elements of y in turn where a mask holds."""


def masked_fill(input: Tensor, mask: Tensor, value: Any) -> Tensor:
    """The input with `value`, a number or a 0-d tensor, where the mask holds, with broadcasting.

    Raises:
        RuntimeError: for a mask that is not bool or does not broadcast, a value with dims, or one
            that the input's dtype cannot hold.

    >>> import tinygrad_np as torch
    >>> x = torch.tensor([3, -1, 2])
    >>> torch.masked_fill(x, x < 0, 0)
    tensor([3, 0, 2])
    """
    input = as_operand(input, "masked_fill")
    mask = as_operand(mask, "masked_fill", "mask", 2)
    place, number = operand(value, "masked_fill", "value", 3)
    if mask._array.dtype != np.bool_:
        name = dtypes.from_numpy_dtype(mask._array.dtype).scalar_name
        raise RuntimeError(
            f"masked_fill_ only supports boolean masks, but got mask with dtype {name}"
        )
    if place is not CONSTANT and number.ndim:
        raise RuntimeError(
            "masked_fill_ only supports a 0-dimensional value tensor, but got tensor with "
            f"{number.ndim} dimension(s)."
        )
    dtype = input._array.dtype
    check_fits(number, dtype)
    values = (input._array, mask._array, cast(number, dtype))
    return elementwise(MaskedFill, (input, mask, place), values)


def masked_fill_(input: Tensor, mask: Tensor, value: Any) -> Tensor:
    """In-place version of `masked_fill`, which says what its arguments are."""
    return write(input, masked_fill, (mask, value), NONE, _masked_fill_into)


def _masked_fill_into(array: np.ndarray, mask: Any, value: Any) -> bool:
    known = isinstance(mask, TensorBase) and mask._array.dtype == np.bool_
    if not known or value.__class__ not in (int, float) or array.dtype.itemsize < 4:
        return False
    try:
        np.copyto(array, value, where=mask._array)
    except (TypeError, ValueError, OverflowError):
        return False  # the op has the words for it
    return True


def masked_scatter(input: Tensor, mask: Tensor, source: Tensor) -> Tensor:
    """The input with the elements of `source` in turn where the mask holds, with broadcasting.

    Raises:
        RuntimeError: for a mask that is not bool or does not broadcast, or a source of another
            dtype or with too few elements.

    >>> import tinygrad_np as torch
    >>> x = torch.tensor([3, -1, 2])
    >>> torch.masked_scatter(x, x > 0, torch.tensor([8, 9, 10]))
    tensor([ 8, -1,  9])
    """
    input = as_operand(input, "masked_scatter")
    chosen = as_operand(mask, "masked_scatter", "mask", 2)._array
    source = as_operand(source, "masked_scatter", "source", 3)
    names = [dtypes.from_numpy_dtype(v._array.dtype).scalar_name for v in (input, source)]
    if names[0] != names[1]:
        raise RuntimeError(
            "masked_scatter: expected self and source to have same dtypes but got "
            f"{names[0]} and {names[1]}"
        )
    if chosen.dtype != np.bool_:
        name = dtypes.from_numpy_dtype(chosen.dtype).scalar_name
        raise RuntimeError(
            f"masked_scatter_ only supports boolean masks, but got mask with dtype {name}"
        )
    shape = input._array.shape
    full = shapes.broadcast(chosen.shape, shape)
    places = np.flatnonzero(np.broadcast_to(chosen, full))
    if source._array.size < places.size:
        raise RuntimeError("Number of elements of source < number of ones in mask")
    x = input if full == shape else expand(input, full)
    y = source.reshape((-1,))[: places.size]
    constants = (CONSTANT,) * 4
    values = (x._array, y._array, places, 0, len(full), False)
    return MaskedScatter.run((x, y, *constants), values)


masked_scatter_ = in_place(masked_scatter)
