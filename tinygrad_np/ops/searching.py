"""Searching: where elements are that are not zero, and where values belong among sorted ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes
from tinygrad_np.engine.graph import wrap
from tinygrad_np.ops.operands import as_operand, operand

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


def nonzero(input: Tensor, *, as_tuple: bool = False) -> Any:
    """The indices of the elements that are not zero, one in a row.

    Returns:
        A Tensor with a row an element and a column a dim; with `as_tuple` a Tensor for each dim,
        to index with.

    >>> import tinygrad_np as torch
    >>> torch.nonzero(torch.tensor([[1, 0], [0, 2]]))
    tensor([[0, 0],
            [1, 1]])
    """
    a = as_operand(input, "nonzero")._array
    if as_tuple:
        return tuple(wrap(index) for index in np.nonzero(np.atleast_1d(a)))
    return wrap(np.argwhere(a))


def argwhere(input: Tensor) -> Tensor:
    """The indices of the elements that are not zero, one in a row: `nonzero`, by NumPy's name.

    >>> import tinygrad_np as torch
    >>> torch.argwhere(torch.tensor([0, 3, 5]))
    tensor([[1],
            [2]])
    """
    return wrap(np.argwhere(as_operand(input, "argwhere")._array))


def searchsorted(
    sorted_sequence: Tensor,
    input: Any,
    *,
    out_int32: bool = False,
    right: bool = False,
    side: str | None = None,
    sorter: Tensor | None = None,
) -> Tensor:
    """Where in a sorted sequence each of the values `input` belongs, to keep it sorted.

    That is before the first element that is not less; with `right`, or `side="right"`, after the
    last that is not greater. Of a sequence with more dims each lane of the last dim is searched for
    the values of the same lane. `sorter` holds the indices that sort the sequence, if it is not.

    Raises:
        RuntimeError: if shapes do not match, or `side` and `right` contradict each other.

    >>> import tinygrad_np as torch
    >>> torch.searchsorted(torch.tensor([1, 3, 5]), torch.tensor([0, 3, 6]))
    tensor([0, 1, 3])
    """
    a = as_operand(sorted_sequence, "searchsorted", "sorted_sequence")._array
    values = np.asarray(operand(input, "searchsorted", "input", 2)[1])
    right = _side(right, side)
    _check_lanes(a, values)
    if sorter is not None:
        a = _in_order(a, as_operand(sorter, "searchsorted", "sorter", 3)._array)
    return _positions(a, values, right, out_int32)


def bucketize(
    input: Any, boundaries: Tensor, *, out_int32: bool = False, right: bool = False
) -> Tensor:
    """In which bucket between the sorted `boundaries` each value falls.

    Bucket i ends with boundary i; with `right` it ends just before it.

    Raises:
        RuntimeError: if the boundaries have not one dim.

    >>> import tinygrad_np as torch
    >>> torch.bucketize(torch.tensor([0, 3, 6]), torch.tensor([1, 3, 5]))
    tensor([0, 1, 3])
    """
    values = np.asarray(operand(input, "bucketize", "input", 1)[1])
    a = as_operand(boundaries, "bucketize", "boundaries", 2)._array
    if a.ndim != 1:
        raise RuntimeError(f"boundaries tensor must be 1 dimension, but got dim({a.ndim})")
    return _positions(a, values, right, out_int32)


def _positions(a: np.ndarray, values: np.ndarray, right: bool, out_int32: bool) -> Tensor:
    """Where the values belong, as a Tensor."""
    if a.dtype.kind == "b":
        raise NotImplementedError("\"searchsorted_out_cpu\" not implemented for 'Bool'")
    if a.ndim == 1:
        found = np.searchsorted(a, values, "right" if right else "left")
    else:
        found = _bisected(a, values, right)
    return wrap(found.astype(np.int32) if out_int32 else found)


def _bisected(a: np.ndarray, values: np.ndarray, right: bool) -> np.ndarray:
    """Where the values of each lane belong: all lanes are halved at once."""
    size = a.shape[-1]
    low = np.zeros(values.shape, np.int64)
    high = np.full(values.shape, size)
    for _ in range(size.bit_length()):
        middle = (low + high) >> 1
        probe = np.take_along_axis(a, np.minimum(middle, size - 1), -1)
        after = (probe <= values) if right else (probe < values)
        low, high = np.where(after & (low < high), middle + 1, low), np.where(after, high, middle)
    return low


def _side(right: bool, side: str | None) -> bool:
    """Whether `right` and `side` together ask for the right side."""
    if side not in (None, "left", "right"):
        raise RuntimeError(
            f"torch.searchsorted(): side can only be 'left' or 'right' but got {side}"
        )
    if right and side == "left":
        raise RuntimeError(
            "torch.searchsorted(): side and right can't be set to opposites, got side of left "
            "while right was True"
        )
    return right or side == "right"


def _check_lanes(a: np.ndarray, values: np.ndarray) -> None:
    """Refuse values that are not in as many lanes as the sequence."""
    if not values.ndim and a.ndim != 1:
        raise RuntimeError(
            "torch.searchsorted(): input value can be a scalar only when boundaries tensor "
            f"dimension is 1, but we got boundaries tensor dim({a.ndim}) and input value's dim(0) "
            "numel(1)"
        )
    if a.ndim != 1 and (a.ndim != values.ndim or a.shape[:-1] != values.shape[:-1]):
        raise RuntimeError(
            "torch.searchsorted(): boundaries tensor should be 1 dimension or the first N-1 "
            "dimensions of boundaries tensor and input value tensor must match, but we got "
            f"boundaries tensor {list(a.shape)} and input value tensor {list(values.shape)}"
        )


def _in_order(a: np.ndarray, sorter: np.ndarray) -> np.ndarray:
    """The sequence as `sorter` sorts it."""
    if sorter.shape != a.shape:
        raise RuntimeError(
            "torch.searchsorted(): boundary and sorter must have the same size, but got boundary "
            f"tensor {list(a.shape)} and got sorter tensor {list(sorter.shape)}"
        )
    if sorter.dtype != np.int64:
        name = dtypes.from_numpy_dtype(sorter.dtype).scalar_name
        raise RuntimeError(
            f"torch.searchsorted(): sorter must be a tensor of long dtype but got dtype {name}"
        )
    if sorter.size and not 0 <= sorter.min() <= sorter.max() < a.shape[-1]:
        raise RuntimeError("torch.searchsorted(): sorter index out of range")
    return np.take_along_axis(a, sorter, -1)
