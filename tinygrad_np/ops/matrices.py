"""What the functions of `linalg` ask of their matrices, and what they say of those that fail."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable
from typing import Any

import numpy as np

from tinygrad_np import dtypes
from tinygrad_np.ops.operands import as_operand

_FLOAT16 = np.dtype(np.float16)


class LinAlgError(RuntimeError):
    """The numbers in a matrix do not allow what is asked: it is singular, say.

    >>> import tinygrad_np as torch
    >>> try:
    ...     torch.linalg.inv(torch.zeros(1, 1))
    ... except torch.linalg.LinAlgError:
    ...     print("singular")
    singular
    """


LinAlgError.__name__ = LinAlgError.__qualname__ = "_LinAlgError"  # as PyTorch's is called


def matrix_operand(x: Any, op: str, name: str = "A", position: int = 1) -> Any:
    """`x` as a Tensor of matrices of floats, float32 or float64.

    Raises:
        RuntimeError: if it has fewer than two dims, or another dtype.
    """
    x = as_operand(x, op.replace(".", "_"), name, position)
    check_matrices(x._array, op, name)
    check_floats(x._array, op)
    return x


def square_operand(x: Any, op: str, name: str = "A", position: int = 1) -> Any:
    """As `matrix_operand`, for square matrices.

    Raises:
        RuntimeError: also if they are not square.
    """
    x = as_operand(x, op.replace(".", "_"), name, position)
    check_square(x._array, op, name)
    check_floats(x._array, op)
    return x


def check_matrices(array: Any, op: str, name: str = "A") -> None:
    """Refuse what has fewer than two dims."""
    if array.ndim < 2:
        raise RuntimeError(f"{op}: The input tensor {name} must have at least 2 dimensions.")


def check_square(array: Any, op: str, name: str = "A") -> None:
    """Refuse what is no square matrix, nor a batch of them."""
    check_matrices(array, op, name)
    n, m = array.shape[-2:]
    if n != m:
        raise RuntimeError(
            f"{op}: {name} must be batches of square matrices, but they are {n} by {m} matrices"
        )


def check_floats(array: Any, op: str, halves: bool = False) -> None:
    """Refuse integers, and float16 too unless an op knows how to deal with `halves`."""
    if array.dtype.kind != "f":
        raise RuntimeError(
            f"{op}: Expected a floating point or complex tensor as input. Got {_name(array)}"
        )
    if array.dtype == _FLOAT16 and not halves:
        raise RuntimeError(f"{op}: Low precision dtypes not supported. Got Half")


def check_same_dtype(x: Any, y: Any, op: str, names: str = "A B") -> None:
    """Refuse two arrays of different dtypes."""
    if x.dtype != y.dtype:
        first, second = names.split()
        raise RuntimeError(
            f"{op}: Expected {first} and {second} to have the same dtype, but found {first} of "
            f"type {_name(x)} and {second} of type {_name(y)} instead"
        )


def _name(array: Any) -> str:
    return dtypes.from_numpy_dtype(array.dtype).scalar_name


def matrix_by_matrix(routine: Callable, *arrays: np.ndarray) -> np.ndarray:
    """What a routine of NumPy makes of matrices; nan for each on which it fails."""
    with contextlib.suppress(np.linalg.LinAlgError):
        return routine(*arrays)
    batch = np.broadcast_shapes(*(a.shape[:-2] for a in arrays))
    arrays = tuple(np.broadcast_to(a, batch + a.shape[-2:]) for a in arrays)
    result = np.full(arrays[-1].shape, np.nan, arrays[-1].dtype)
    for place in np.ndindex(batch):
        with contextlib.suppress(np.linalg.LinAlgError):
            result[place] = routine(*(a[place] for a in arrays))
    return result


SINGULAR = (
    "The diagonal element {} is zero, the inversion could not be completed because the input "
    "matrix is singular."
)


def zero_pivots(matrices: np.ndarray) -> np.ndarray:
    """For each matrix the number of the first zero on the diagonal of its U, from 1; or 0."""
    return zero_on_diagonal(eliminated(matrices)[0])


def zero_on_diagonal(matrices: np.ndarray) -> np.ndarray:
    """For each matrix the number of the first zero on its diagonal, from 1; or 0 for none."""
    diagonal = np.diagonal(matrices, axis1=-2, axis2=-1) == 0
    if not diagonal.shape[-1]:
        return np.zeros(diagonal.shape[:-1], np.int32)
    first = np.argmax(diagonal, axis=-1) + 1
    return np.where(diagonal.any(axis=-1), first, 0).astype(np.int32)


def eliminated(matrices: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """L and U of matrices in one array, and the row, from 1, that each step swaps with its own."""
    batch, (m, n) = matrices.shape[:-2], matrices.shape[-2:]
    lu = np.array(matrices.reshape(math.prod(batch), m, n))
    pivots = np.empty((len(lu), min(m, n)), np.int32)
    each = np.arange(len(lu))
    for k in range(pivots.shape[1]):
        pivot = k + np.argmax(np.absolute(lu[:, k:, k]), axis=1)
        pivots[:, k] = pivot + 1
        rows = lu[each, pivot]
        lu[each, pivot] = lu[:, k]
        lu[:, k] = rows
        divisor = rows[:, k, None]
        lu[:, k + 1 :, k] /= np.where(divisor == 0, 1, divisor)  # then what it divides is 0 too
        lu[:, k + 1 :, k + 1 :] -= lu[:, k + 1 :, k, None] * rows[:, None, k + 1 :]
    return lu.reshape(matrices.shape), pivots.reshape(*batch, min(m, n))


def raise_at(failed: np.ndarray, op: str, why: str) -> None:
    """Raise for the first matrix whose number in `failed` is not 0; `why` says it of that number.

    Raises:
        LinAlgError: if there is one.
    """
    if not failed.any():
        return
    place = int(np.flatnonzero(failed)[0])
    where = f"(Batch element {place}): " if failed.ndim else ""
    raise LinAlgError(f"{op}: {where}{why.format(failed.flat[place])}")
