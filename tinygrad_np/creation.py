"""Tensors from data, numbers and shapes."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes, errors
from tinygrad_np.devices import check_device
from tinygrad_np.engine.graph import TensorBase, wrap
from tinygrad_np.ops.conversion import to_dtype
from tinygrad_np.ops.operands import as_operand, check_fits
from tinygrad_np.shapes import as_int, named_sizes, sizes

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


def leaf(array: Any, requires_grad: bool = False) -> Tensor:
    """A Tensor on the memory of `array` that may be asked for its gradient.

    Raises:
        RuntimeError: if it shall require grad and is not floating point.
    """
    if requires_grad and array.dtype.kind != "f":
        raise RuntimeError(errors.ONLY_FLOATS)
    return wrap(array, bool(requires_grad))


def tensor(
    data: Any, *, dtype: Any = None, device: Any = None, requires_grad: bool = False
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
    check_device(device)
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
    check_device(device)
    if isinstance(data, TensorBase):
        return data if dtype is None else to_dtype(data, dtypes.to_numpy_dtype(dtype))  # type: ignore[arg-type,return-value]
    if isinstance(data, np.ndarray):
        wanted = None if dtype is None else dtypes.to_numpy_dtype(dtype)
        if wanted is None or data.dtype == wanted:
            return from_numpy(data)
    return tensor(data, dtype=dtype)


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


def _array_of(data: Any, dtype: Any) -> np.ndarray:
    """A new array with the elements of `data`."""
    wanted = None if dtype is None else dtypes.to_numpy_dtype(dtype)
    if isinstance(data, TensorBase):
        data = data._array
    if isinstance(data, (np.ndarray, np.generic)):
        dtypes.from_numpy_dtype(data.dtype)
        return np.array(data, wanted)
    inferred = _inferred_dtype([data])
    return _array_of_numbers(_without_tensors(data), wanted or inferred or dtypes.get_default())


def _array_of_numbers(data: Any, wanted: np.dtype) -> np.ndarray:
    try:
        return np.array(data, wanted)
    except OverflowError:
        message = f"value cannot be converted to type {wanted} without overflow"
        raise RuntimeError(message) from None
    except (ValueError, TypeError):
        mismatch = _first_mismatch(data)
        if mismatch is None:
            raise
        raise ValueError(mismatch) from None


def _inferred_dtype(data: Sequence) -> np.dtype | None:
    """The dtype that belongs to all numbers in nested sequences together; None if there are none.

    Raises:
        TypeError, RuntimeError: for what is no number.
    """
    types = set(map(type, data))
    found: list[np.dtype | None] = [dtypes.scalar_dtype(t()) for t in types & {bool, int, float}]
    for x in data if types - {bool, int, float} else ():
        if isinstance(x, (list, tuple, range)):
            found.append(_inferred_dtype(x))
        elif type(x) not in (bool, int, float):
            found.append(_dtype_of_element(x))
    known = [d for d in found if d is not None]
    return functools.reduce(dtypes.promote_types, known) if known else None


def _dtype_of_element(x: Any) -> np.dtype:
    if isinstance(x, TensorBase):
        return x._array.dtype
    if isinstance(x, (np.ndarray, np.generic)):
        return dtypes.from_numpy_dtype(x.dtype).dtype
    if isinstance(x, str):
        raise TypeError("new(): invalid data type 'str'")
    if isinstance(x, complex):
        raise TypeError("complex numbers are not supported")
    raise RuntimeError(f"Could not infer dtype of {type(x).__name__}")


def _without_tensors(data: Any) -> Any:
    """Nested sequences with each Tensor, which must have one element, replaced by its number."""
    if isinstance(data, TensorBase):
        number: Any = data
        return float(number) if data._array.dtype.kind == "f" else int(number)
    if isinstance(data, (list, tuple)) and any(
        isinstance(x, (list, tuple, TensorBase)) for x in data
    ):
        return [_without_tensors(x) for x in data]
    return data


def _first_mismatch(data: Any, dim: int = 0) -> str | None:
    """What keeps nested sequences from being an array, in PyTorch's words."""
    lengths = [len(x) if hasattr(x, "__len__") else "none" for x in data]
    for n in lengths:
        if n != lengths[0]:
            return f"expected sequence of length {lengths[0]} at dim {dim + 1} (got {n})"
    inner = (_first_mismatch(x, dim + 1) for x in data if hasattr(x, "__len__"))
    return next(filter(None, inner), None)


def zeros(
    *size: Any,
    dtype: Any = None,
    device: Any = None,
    requires_grad: bool = False,
    **size_by_name: Any,
) -> Tensor:
    """Zeros of a shape, in the default dtype if none is given.

    >>> import tinygrad_np as torch
    >>> torch.zeros(2, 2)
    tensor([[0., 0.],
            [0., 0.]])
    """
    shape = named_sizes(size, size_by_name, "zeros")
    return _filled(np.zeros, shape, dtype, device, requires_grad)


def ones(
    *size: Any,
    dtype: Any = None,
    device: Any = None,
    requires_grad: bool = False,
    **size_by_name: Any,
) -> Tensor:
    """Ones of a shape, in the default dtype if none is given.

    >>> import tinygrad_np as torch
    >>> torch.ones(2, dtype=torch.int64)
    tensor([1, 1])
    """
    shape = named_sizes(size, size_by_name, "ones")
    return _filled(np.ones, shape, dtype, device, requires_grad)


def empty(
    *size: Any,
    dtype: Any = None,
    device: Any = None,
    requires_grad: bool = False,
    **size_by_name: Any,
) -> Tensor:
    """A tensor of a shape whose values are whatever was in memory.

    >>> import tinygrad_np as torch
    >>> torch.empty(2, 3).shape
    torch.Size([2, 3])
    """
    shape = named_sizes(size, size_by_name, "empty")
    return _filled(np.empty, shape, dtype, device, requires_grad)


def _filled(make: Any, shape: tuple, dtype: Any, device: Any, requires_grad: bool) -> Any:
    check_device(device)
    non_negative(shape)
    wanted = dtypes.get_default() if dtype is None else dtypes.to_numpy_dtype(dtype)
    return leaf(make(shape, wanted), requires_grad)


def non_negative(shape: tuple[int, ...]) -> tuple[int, ...]:
    """`shape`, which must be one.

    Raises:
        RuntimeError: if it has a negative size.
    """
    negative = [n for n in shape if n < 0]
    if negative:
        raise RuntimeError(
            f"Trying to create tensor with negative dimension {negative[0]}: {list(shape)}"
        )
    return shape


def full(
    size: Any,
    fill_value: Any,
    *,
    dtype: Any = None,
    device: Any = None,
    requires_grad: bool = False,
) -> Tensor:
    """One value in each element of a shape; its dtype is that of the value if none is given.

    Raises:
        TypeError: if the value is no number.
        RuntimeError: if `dtype` cannot hold it.

    >>> import tinygrad_np as torch
    >>> torch.full((2,), 7)
    tensor([7, 7])
    """
    check_device(device)
    value = _number(fill_value, "full", "fill_value")
    wanted = dtypes.scalar_dtype(value) if dtype is None else dtypes.to_numpy_dtype(dtype)
    check_fits(value, wanted)
    return leaf(np.full(non_negative(sizes((size,), "full")), value, wanted), requires_grad)


def eye(
    n: int,
    m: int | None = None,
    *,
    dtype: Any = None,
    device: Any = None,
    requires_grad: bool = False,
) -> Tensor:
    """Ones on the diagonal of an (n, m) matrix of zeros; m is n if not given.

    >>> import tinygrad_np as torch
    >>> torch.eye(2)
    tensor([[1., 0.],
            [0., 1.]])
    """
    check_device(device)
    shape = as_int(n, "eye", "n"), n if m is None else as_int(m, "eye", "m")
    for name, size in zip("nm", shape, strict=True):
        if size < 0:
            raise RuntimeError(f"{name} must be greater or equal to 0, got {size}")
    wanted = dtypes.get_default() if dtype is None else dtypes.to_numpy_dtype(dtype)
    return leaf(np.eye(*shape, dtype=wanted), requires_grad)


def arange(
    start: Any = None,
    end: Any = None,
    step: Any = 1,
    *,
    dtype: Any = None,
    device: Any = None,
    requires_grad: bool = False,
) -> Tensor:
    """The numbers from `start` (0 if only one is given) by `step` up to, but without, `end`.

    Integers give int64, anything else the default dtype.

    Raises:
        TypeError: if they are no numbers.
        RuntimeError: if `step` is 0 or leads away from `end`, or a bound is not finite.

    >>> import tinygrad_np as torch
    >>> torch.arange(4.0)
    tensor([0., 1., 2., 3.])
    """
    check_device(device)
    start, end = (0, start) if end is None else (0 if start is None else start, end)
    given = zip((start, end, step), ("start", "end", "step"), strict=True)
    start, end, step = (_number(x, "arange", name) for x, name in given)
    integers = all(isinstance(x, int) for x in (start, end, step))
    wanted = np.dtype(np.int64) if integers else dtypes.get_default()
    wanted = wanted if dtype is None else dtypes.to_numpy_dtype(dtype)
    count = _arange_count(start, end, int(step) if wanted.kind in "iu" else step)
    # Each number from its index, in double precision: no error adds up.
    return leaf((start + np.arange(count) * step).astype(wanted), requires_grad)


def _arange_count(start: float, end: float, step: float) -> int:
    if step == 0:
        raise RuntimeError("step must be nonzero")
    if not (math.isfinite(start) and math.isfinite(end)):
        raise RuntimeError(f"unsupported range: {start} -> {end}")
    if (end - start) * step < 0:
        raise RuntimeError("upper bound and lower bound inconsistent with step sign")
    return math.ceil((end - start) / step)


def _number(x: Any, op: str, name: str) -> Any:
    """`x`, the argument `name` of `op`, as a Python number."""
    array = x._array if isinstance(x, TensorBase) else x
    if isinstance(array, (np.ndarray, np.generic)) and array.ndim == 0:
        return array.item()
    if not isinstance(x, (float, int)):
        raise TypeError(f"{op}(): argument '{name}' must be Number, not {type(x).__name__}")
    return x


def linspace(
    start: Any,
    end: Any,
    steps: int,
    *,
    dtype: Any = None,
    device: Any = None,
    requires_grad: bool = False,
) -> Tensor:
    """`steps` numbers from `start` to `end`, both included, evenly spaced.

    Raises:
        TypeError: if the bounds are no numbers, or `steps` is no integer.
        RuntimeError: if `steps` is negative.

    >>> import tinygrad_np as torch
    >>> torch.linspace(0, 1, steps=5)
    tensor([0.0000, 0.2500, 0.5000, 0.7500, 1.0000])
    """
    check_device(device)
    steps = as_int(steps, "linspace", "steps")
    if steps < 0:
        raise RuntimeError("number of steps must be non-negative")
    start, end = _number(start, "linspace", "start"), _number(end, "linspace", "end")
    wanted = dtypes.get_default() if dtype is None else dtypes.to_numpy_dtype(dtype)
    return leaf(_evenly_spaced(start, end, steps, wanted), requires_grad)


def _evenly_spaced(start: float, end: float, steps: int, dtype: np.dtype) -> np.ndarray:
    """The numbers to the last bit as PyTorch: from both ends to the middle, each rounded once."""
    kind = np.float64 if dtype == np.float64 else np.float32
    if dtype.kind == "f":
        first, last = (dtype.type(x).astype(kind) for x in (start, end))
    else:
        first, last = kind(int(start)), kind(int(end))
    step = (last - first) / kind(max(steps - 1, 1))
    index = np.arange(steps)
    exact = np.longdouble(step)
    from_start = (first + exact * index).astype(kind)
    from_end = (last - exact * (steps - 1 - index)).astype(kind)
    return np.where(index < max(steps // 2, steps == 1), from_start, from_end).astype(dtype)


def zeros_like(
    input: Tensor, *, dtype: Any = None, device: Any = None, requires_grad: bool = False
) -> Tensor:
    """Zeros of the shape and dtype of `input`.

    >>> import tinygrad_np as torch
    >>> torch.zeros_like(torch.tensor([1, 2]))
    tensor([0, 0])
    """
    return _like(np.zeros_like, input, dtype, device, requires_grad)


def ones_like(
    input: Tensor, *, dtype: Any = None, device: Any = None, requires_grad: bool = False
) -> Tensor:
    """Ones of the shape and dtype of `input`.

    >>> import tinygrad_np as torch
    >>> torch.ones_like(torch.tensor([1.5, 2.5]))
    tensor([1., 1.])
    """
    return _like(np.ones_like, input, dtype, device, requires_grad)


def empty_like(
    input: Tensor, *, dtype: Any = None, device: Any = None, requires_grad: bool = False
) -> Tensor:
    """A tensor of the shape and dtype of `input` whose values are whatever was in memory.

    >>> import tinygrad_np as torch
    >>> torch.empty_like(torch.ones(2, 3)).shape
    torch.Size([2, 3])
    """
    return _like(np.empty_like, input, dtype, device, requires_grad)


def full_like(
    input: Tensor,
    fill_value: Any,
    *,
    dtype: Any = None,
    device: Any = None,
    requires_grad: bool = False,
) -> Tensor:
    """One value in each element of the shape and dtype of `input`.

    >>> import tinygrad_np as torch
    >>> torch.full_like(torch.ones(2), 7)
    tensor([7., 7.])
    """
    value = _number(fill_value, "full_like", "fill_value")
    result = _like(np.empty_like, input, dtype, device, requires_grad)
    check_fits(value, result.array.dtype)
    result.array.fill(value)
    return result


def _like(make: Any, input: Any, dtype: Any, device: Any, requires_grad: bool) -> Any:
    check_device(device)
    array = as_operand(input, make.__name__).array
    wanted = array.dtype if dtype is None else dtypes.to_numpy_dtype(dtype)
    return leaf(make(array, wanted), requires_grad)
