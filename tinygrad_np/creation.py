"""Tensors from data, numbers and shapes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes, errors
from tinygrad_np.devices import check_device
from tinygrad_np.engine.graph import TensorBase, wrap
from tinygrad_np.ops.conversion import to_dtype
from tinygrad_np.ops.operands import as_operand
from tinygrad_np.shapes import sizes

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
        ValueError: for sequences of different lengths.
        TypeError: for what is no number.
        RuntimeError: if a tensor of integers shall require grad.

    >>> import tinygrad_np as torch
    >>> torch.tensor([[1, 2], [3, 4.5]])
    tensor([[1.0000, 2.0000],
            [3.0000, 4.5000]])
    """
    check_device(device)
    return leaf(_array_of(data, dtype), requires_grad)


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
    return _array_of_sequence(data, wanted)


def _array_of_sequence(data: Any, wanted: np.dtype | None) -> np.ndarray:
    try:
        array = np.array(_without_tensors(data))
    except ValueError as error:
        raise ValueError(
            "expected sequences of equal length at each dim: " + str(error).split(".")[0]
        ) from None
    if array.size == 0 and array.dtype.kind == "f":
        return array.astype(wanted or dtypes.get_default())
    if array.dtype.kind not in "biuf":
        kind = type(_first_element(data)).__name__
        raise TypeError(f"new(): data must be numbers, got {kind!r} (dtype {array.dtype})")
    if wanted is None:
        from_python = array.dtype == np.float64 and not isinstance(_first_element(data), np.generic)
        wanted = dtypes.get_default() if from_python else array.dtype
    return array.astype(wanted, copy=False)


def _without_tensors(data: Any) -> Any:
    """Nested sequences with Tensors replaced by their arrays, where there are any."""
    if isinstance(data, TensorBase):
        return data._array
    if isinstance(data, (list, tuple)) and any(
        isinstance(x, (list, tuple, TensorBase)) for x in data
    ):
        return [_without_tensors(x) for x in data]
    return data


def _first_element(data: Any) -> Any:
    while isinstance(data, (list, tuple)) and data:
        data = data[0]
    return data._array if isinstance(data, TensorBase) else data


def zeros(
    *size: Any, dtype: Any = None, device: Any = None, requires_grad: bool = False
) -> Tensor:
    """Zeros of a shape, in the default dtype if none is given.

    >>> import tinygrad_np as torch
    >>> torch.zeros(2, 2)
    tensor([[0., 0.],
            [0., 0.]])
    """
    return _filled(np.zeros, size, "zeros", dtype, device, requires_grad)


def ones(*size: Any, dtype: Any = None, device: Any = None, requires_grad: bool = False) -> Tensor:
    """Ones of a shape, in the default dtype if none is given.

    >>> import tinygrad_np as torch
    >>> torch.ones(2, dtype=torch.int64)
    tensor([1, 1])
    """
    return _filled(np.ones, size, "ones", dtype, device, requires_grad)


def empty(*size: Any, dtype: Any = None, device: Any = None, requires_grad: bool = False) -> Tensor:
    """A tensor of a shape whose values are whatever was in memory.

    >>> import tinygrad_np as torch
    >>> torch.empty(2, 3).shape
    torch.Size([2, 3])
    """
    return _filled(np.empty, size, "empty", dtype, device, requires_grad)


def _filled(make: Any, size: tuple, op: str, dtype: Any, device: Any, requires_grad: bool) -> Any:
    check_device(device)
    shape = non_negative(sizes(size, op))
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
    size: Any, fill_value: Any, *, dtype: Any = None, device: Any = None, requires_grad: bool = False
) -> Tensor:
    """One value in each element of a shape; its dtype is that of the value if none is given.

    >>> import tinygrad_np as torch
    >>> torch.full((2,), 7)
    tensor([7, 7])
    """
    check_device(device)
    value = fill_value.item() if isinstance(fill_value, TensorBase) else fill_value
    wanted = dtypes.scalar_dtype(value) if dtype is None else dtypes.to_numpy_dtype(dtype)
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
    shape = non_negative((n, n if m is None else m))
    wanted = dtypes.get_default() if dtype is None else dtypes.to_numpy_dtype(dtype)
    return leaf(np.eye(*shape, dtype=wanted), requires_grad)


def arange(
    start: Any,
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
        RuntimeError: if `step` is 0 or leads away from `end`.

    >>> import tinygrad_np as torch
    >>> torch.arange(4.0)
    tensor([0., 1., 2., 3.])
    """
    check_device(device)
    start, end = (0, start) if end is None else (start, end)
    start, end, step = (x.item() if hasattr(x, "item") else x for x in (start, end, step))
    if step == 0:
        raise RuntimeError("step must be nonzero")
    if (end - start) * step < 0:
        raise RuntimeError("upper bound and lower bound inconsistent with step sign")
    integers = all(isinstance(x, int) for x in (start, end, step))
    wanted = np.dtype(np.int64) if integers else dtypes.get_default()
    wanted = wanted if dtype is None else dtypes.to_numpy_dtype(dtype)
    count = math.ceil((end - start) / step)
    # Each number from its index, in double precision: no error adds up.
    return leaf((start + np.arange(count) * step).astype(wanted), requires_grad)


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
        RuntimeError: if `steps` is negative.

    >>> import tinygrad_np as torch
    >>> torch.linspace(0, 1, steps=5)
    tensor([0.0000, 0.2500, 0.5000, 0.7500, 1.0000])
    """
    check_device(device)
    if steps < 0:
        raise RuntimeError("number of steps must be non-negative")
    start, end = (x.item() if hasattr(x, "item") else x for x in (start, end))
    wanted = dtypes.get_default() if dtype is None else dtypes.to_numpy_dtype(dtype)
    # PyTorch counts from both ends towards the middle, in the dtype of the result.
    step = wanted.type((end - start) / (steps - 1)) if steps > 1 else wanted.type(0)
    index = np.arange(steps)
    from_start = wanted.type(start) + step * index.astype(wanted)
    from_end = wanted.type(end) - step * (steps - 1 - index).astype(wanted)
    return leaf(np.where(index < steps // 2, from_start, from_end).astype(wanted), requires_grad)


def zeros_like(
    input: Tensor, *, dtype: Any = None, device: Any = None, requires_grad: bool = False
) -> Tensor:
    """Zeros of the shape and dtype of `input`.

    >>> import tinygrad_np as torch
    >>> torch.zeros_like(torch.tensor([1, 2]))
    tensor([0, 0])
    """
    return _like(np.zeros, input, dtype, device, requires_grad)


def ones_like(
    input: Tensor, *, dtype: Any = None, device: Any = None, requires_grad: bool = False
) -> Tensor:
    """Ones of the shape and dtype of `input`.

    >>> import tinygrad_np as torch
    >>> torch.ones_like(torch.tensor([1.5, 2.5]))
    tensor([1., 1.])
    """
    return _like(np.ones, input, dtype, device, requires_grad)


def empty_like(
    input: Tensor, *, dtype: Any = None, device: Any = None, requires_grad: bool = False
) -> Tensor:
    """A tensor of the shape and dtype of `input` whose values are whatever was in memory.

    >>> import tinygrad_np as torch
    >>> torch.empty_like(torch.ones(2, 3)).shape
    torch.Size([2, 3])
    """
    return _like(np.empty, input, dtype, device, requires_grad)


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
    result = _like(np.empty, input, dtype, device, requires_grad)
    result._array.fill(fill_value)
    return result


def _like(make: Any, input: Any, dtype: Any, device: Any, requires_grad: bool) -> Any:
    check_device(device)
    array = as_operand(input, f"{make.__name__}_like")._array
    wanted = array.dtype if dtype is None else dtypes.to_numpy_dtype(dtype)
    return leaf(make(array.shape, wanted), requires_grad)
