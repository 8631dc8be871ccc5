"""Tensors from data: numbers, sequences, arrays, buffers."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes, errors
from tinygrad_np.engine.graph import TensorBase, wrap
from tinygrad_np.layouts import check_options
from tinygrad_np.ops.conversion import clone, detach, to_dtype
from tinygrad_np.shapes import check_size

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


_NUMBERS = {bool, int, float}


def leaf(array: Any, requires_grad: bool = False) -> Tensor:
    """A Tensor on the memory of `array` that may be asked for its gradient.

    Raises:
        RuntimeError: if it shall require grad and is not floating point.
    """
    if requires_grad and array.dtype.kind != "f":
        raise RuntimeError(errors.ONLY_FLOATS)
    return wrap(array, bool(requires_grad))


def tensor(
    data: Any,
    *,
    dtype: Any = None,
    device: Any = None,
    requires_grad: bool = False,
    pin_memory: bool = False,
) -> Tensor:
    """A Tensor with a copy of `data`: a number, nested sequences of numbers, an array, a Tensor.

    Without `dtype`, Python floats give the default dtype, integers int64; arrays keep theirs.

    Raises:
        ValueError: for sequences of different lengths, or with Tensors of several elements.
        TypeError, RuntimeError: for what is no number, or too large for the dtype.
        RuntimeError: if a tensor of integers shall require grad.

    >>> import tinygrad_np as torch
    >>> torch.tensor([[1, 2], [3, 4.5]])
    tensor([[1.0000, 2.0000],
            [3.0000, 4.5000]])
    """
    check_options("tensor", device, None, pin_memory)
    array = _array_of(data, dtype)
    # A 0-d tensor is a scalar as long as nobody needs its memory: arithmetic on it is faster.
    return leaf(array if array.ndim else array[()], requires_grad)


def as_tensor(data: Any, dtype: Any = None, device: Any = None) -> Tensor:
    """A Tensor of `data` without a copy where none is needed: a Tensor of the dtype stays itself.

    An ndarray of the dtype shares its memory.

    >>> import numpy as np
    >>> import tinygrad_np as torch
    >>> torch.as_tensor(np.array([1, 2]))
    tensor([1, 2])
    """
    check_options("as_tensor", device, None, False)
    if isinstance(data, TensorBase):
        return data if dtype is None else to_dtype(data, dtypes.to_numpy_dtype(dtype))  # type: ignore[arg-type,return-value]
    if isinstance(data, np.ndarray):
        wanted = None if dtype is None else dtypes.to_numpy_dtype(dtype)
        if wanted is None or data.dtype == wanted:
            return from_numpy(data)
    return tensor(data, dtype=dtype)


def asarray(
    obj: Any,
    *,
    dtype: Any = None,
    device: Any = None,
    copy: bool | None = None,
    requires_grad: bool | None = None,
) -> Tensor:
    """A Tensor of `obj`: on its memory if it is a Tensor, an array or a buffer of the dtype.

    With `copy=True` always on memory of its own, with `copy=False` never. The elements of a buffer
    are taken for the default dtype unless `dtype` says otherwise. Without `requires_grad` a Tensor
    keeps its place in the graph; with True or False a leaf changes its own.

    Raises:
        ValueError: if a copy is needed and `copy` is False.

    >>> import tinygrad_np as torch
    >>> t = torch.ones(2)
    >>> torch.asarray(t) is t, torch.asarray(t, copy=True) is t
    (True, False)
    """
    check_options("asarray", device, None, False)
    found = _without_copy(obj, dtype)
    if found is None:
        if copy is False:
            raise ValueError("can't alias arbitrary sequence into a tensor.")
        return tensor(obj, dtype=dtype, requires_grad=bool(requires_grad))
    result = found if dtype is None else to_dtype(found, dtypes.to_numpy_dtype(dtype))
    if result is not found and copy is False:
        names = found.dtype.scalar_name, result.dtype.scalar_name
        raise ValueError("can't alias tensor with dtype '{}' into dtype '{}'.".format(*names))
    if result is found and copy:
        result = clone(found)
    if requires_grad is None or (requires_grad and result.grad_fn is not None):
        return result
    return (detach(result) if result.grad_fn is not None else result).requires_grad_(requires_grad)


def _without_copy(obj: Any, dtype: Any) -> Any:
    """A Tensor on the memory of what has some, in its own dtype; of anything else None."""
    if isinstance(obj, TensorBase):
        return obj
    if isinstance(obj, np.ndarray):
        return from_numpy(obj)
    if isinstance(obj, (bytes, bytearray, memoryview)):
        return frombuffer(obj, dtype=dtypes.get_default_dtype() if dtype is None else dtype)
    return None


def from_numpy(ndarray: np.ndarray) -> Tensor:
    """A Tensor on the memory of an ndarray: writing to one is seen in the other.

    Raises:
        TypeError: if it is no ndarray, or of a dtype that tensors do not have.

    >>> import numpy as np
    >>> import tinygrad_np as torch
    >>> a = np.zeros(2)
    >>> torch.from_numpy(a).add_(1)
    tensor([1., 1.], dtype=torch.float64)
    >>> a
    array([1., 1.])
    """
    if not isinstance(ndarray, np.ndarray):
        raise TypeError(f"expected np.ndarray (got {type(ndarray).__name__})")
    dtypes.from_numpy_dtype(ndarray.dtype)
    return wrap(np.asarray(ndarray))


def frombuffer(
    buffer: Any, *, dtype: Any, count: int = -1, offset: int = 0, requires_grad: bool = False
) -> Tensor:
    """A Tensor on the memory of an object with Python's buffer protocol, from `offset` bytes on.

    It has `count` elements, or as many as there are.

    Raises:
        ValueError: if it is no buffer, or does not hold that.

    >>> import tinygrad_np as torch
    >>> torch.frombuffer(bytearray([1, 2, 3]), dtype=torch.uint8, offset=1)
    tensor([2, 3], dtype=torch.uint8)
    """
    wanted = dtypes.to_numpy_dtype(dtype)
    try:
        length = memoryview(buffer).nbytes
    except TypeError:
        raise ValueError("object does not implement Python buffer protocol.") from None
    if length == 0 or count == 0:
        raise ValueError(f"both buffer length ({length}) and count ({count}) must not be 0")
    if not 0 <= offset < length:
        raise ValueError(
            f"offset ({offset} bytes) must be non-negative and no greater than buffer length "
            f"({length} bytes) minus 1"
        )
    rest, size = length - offset, wanted.itemsize
    if count < 0 and rest % size:
        raise ValueError(
            f"buffer length ({rest} bytes) after offset ({offset} bytes) must be a multiple of "
            f"element size ({size})"
        )
    if count * size > rest:
        raise ValueError(
            f"requested buffer length ({count} * {size} bytes) after offset ({offset} bytes) must "
            f"not be greater than actual buffer length ({length} bytes)"
        )
    return leaf(np.frombuffer(buffer, wanted, max(count, -1), offset), requires_grad)


def _array_of(data: Any, dtype: Any) -> np.ndarray:
    """A new array with the elements of `data`."""
    wanted = None if dtype is None else dtypes.to_numpy_dtype(dtype)
    if isinstance(data, TensorBase):
        data = np.asarray(data._array)
    if isinstance(data, np.ndarray):
        dtypes.from_numpy_dtype(data.dtype)
        return np.array(data, wanted)
    inferred = _inferred_dtype([data])
    data, wanted = _without_tensors(data), wanted or inferred or dtypes.get_default()
    try:
        if wanted.kind in "iu" and inferred is not None and inferred.kind == "f":
            return _whole(np.array(data, np.float64), wanted)
        return np.array(data, wanted)
    except OverflowError:
        pass  # too large, or a negative number for an unsigned dtype
    except (ValueError, TypeError):
        mismatch = _first_mismatch(data)
        if mismatch is None:
            raise
        raise ValueError(mismatch) from None
    return _wrapped(data, wanted)


def _whole(numbers: np.ndarray, wanted: np.dtype) -> np.ndarray:
    """Floats in an integer dtype, which must be able to hold them."""
    bounds = np.iinfo(wanted)
    if not np.all((numbers >= bounds.min) & (numbers <= bounds.max)):
        raise RuntimeError(f"value cannot be converted to type {wanted} without overflow")
    return numbers.astype(wanted)


def _wrapped(data: Any, wanted: np.dtype) -> np.ndarray:
    """Integers that a dtype cannot hold: in an unsigned one negative ones wrap around."""
    try:
        numbers = np.array(data, np.int64)
    except OverflowError:
        raise ValueError("Overflow when unpacking long long") from None
    bounds = np.iinfo(wanted)
    smallest = -bounds.max if wanted.kind == "u" else bounds.min
    if not np.all((numbers >= smallest) & (numbers <= bounds.max)):
        raise RuntimeError(f"value cannot be converted to type {wanted} without overflow")
    return numbers.astype(wanted)


def _inferred_dtype(data: Sequence) -> np.dtype | None:
    """The dtype that belongs to all numbers in nested sequences together; None if there are none.

    Raises:
        TypeError, RuntimeError: for what is no number.
    """
    types = set(map(type, data))
    found: list[np.dtype | None] = [dtypes.scalar_dtype(t()) for t in types & _NUMBERS]
    for x in data if types - _NUMBERS else ():
        if _is_sequence(x):
            found.append(_inferred_dtype(x))
        elif type(x) not in _NUMBERS:
            found.append(_dtype_of_element(x))
    known = [d for d in found if d is not None]
    return functools.reduce(dtypes.promote_types, known) if known else None


def _dtype_of_element(x: Any) -> np.dtype:
    if isinstance(x, TensorBase):
        return x._array.dtype
    if isinstance(x, (np.ndarray, np.generic)):
        return dtypes.from_numpy_dtype(x.dtype).dtype
    if isinstance(x, (str, bytes)):
        raise TypeError(f"new(): invalid data type '{type(x).__name__}'")
    if isinstance(x, complex):
        raise TypeError("complex numbers are not supported: keep real and imaginary parts apart")
    raise RuntimeError(f"Could not infer dtype of {type(x).__name__}")


def _without_tensors(data: Any) -> Any:
    """Nested sequences with each Tensor, which must have one element, replaced by its number.

    So is each of NumPy's scalars, which would wrap around where they do not fit.
    """
    if isinstance(data, TensorBase):
        number: Any = data
        return float(number) if data._array.dtype.kind == "f" else int(number)
    if isinstance(data, np.generic):
        return data.item()
    if type(data) in _NUMBERS or not _is_sequence(data):
        return data
    if _NUMBERS.issuperset(map(type, data)):
        return data if isinstance(data, (list, tuple)) else list(data)
    return [_without_tensors(x) for x in data]


def _is_sequence(x: Any) -> bool:
    if isinstance(x, (list, tuple, range)):
        return True
    others = (TensorBase, np.ndarray, np.generic, str, bytes, dict)
    return hasattr(x, "__getitem__") and hasattr(x, "__len__") and not isinstance(x, others)


def _first_mismatch(data: Any, dim: int = 0) -> str | None:
    """What keeps nested sequences from being an array, in PyTorch's words."""
    lengths = [len(x) if hasattr(x, "__len__") else "none" for x in data]
    for n in lengths:
        if n != lengths[0]:
            return f"expected sequence of length {lengths[0]} at dim {dim + 1} (got {n})"
    inner = (_first_mismatch(x, dim + 1) for x in data if hasattr(x, "__len__"))
    return next(filter(None, inner), None)


def non_negative(shape: tuple[int, ...]) -> tuple[int, ...]:
    """`shape`, which must be one.

    Raises:
        RuntimeError: if it has a negative size, or more elements than any memory could hold.
    """
    negative = [n for n in shape if n < 0]
    if negative:
        raise RuntimeError(
            f"Trying to create tensor with negative dimension {negative[0]}: {list(shape)}"
        )
    check_size(shape)
    return shape
