"""Tensors of a shape: zeros, ones, any one value, or whatever was in memory."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes
from tinygrad_np.creation import leaf, non_negative
from tinygrad_np.layouts import check_options, contiguous_format, numpy_order
from tinygrad_np.ops.operands import cast, check_fits, number
from tinygrad_np.shapes import as_int, check_size, named_sizes, sizes

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


def zeros(
    *size: Any,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
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
    check_options("zeros", device, layout, pin_memory)
    return leaf(np.zeros(non_negative(shape), _dtype(dtype)), requires_grad)


def ones(
    *size: Any,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    requires_grad: bool = False,
    **size_by_name: Any,
) -> Tensor:
    """Ones of a shape, in the default dtype if none is given.

    >>> import tinygrad_np as torch
    >>> torch.ones(2, dtype=torch.int64)
    tensor([1, 1])
    """
    shape = named_sizes(size, size_by_name, "ones")
    check_options("ones", device, layout, pin_memory)
    return leaf(np.ones(non_negative(shape), _dtype(dtype)), requires_grad)


def empty(
    *size: Any,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    memory_format: Any = contiguous_format,
    requires_grad: bool = False,
    **size_by_name: Any,
) -> Tensor:
    """A tensor of a shape whose values are whatever was in memory.

    >>> import tinygrad_np as torch
    >>> torch.empty(2, 3).shape
    torch.Size([2, 3])
    """
    shape = named_sizes(size, size_by_name, "empty")
    check_options("empty", device, layout, pin_memory)
    if numpy_order(memory_format, "empty") == "K":
        raise RuntimeError("unsupported memory format Preserve")
    return leaf(np.empty(non_negative(shape), _dtype(dtype)), requires_grad)


def full(
    size: Any,
    fill_value: Any,
    *,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
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
    check_options("full", device, layout, pin_memory)
    value = number(fill_value, "full", "fill_value")
    if not isinstance(size, (tuple, list)):
        raise TypeError(f"full(): argument 'size' must be tuple of ints, not {type(size).__name__}")
    wanted = dtypes.scalar_dtype(value) if dtype is None else dtypes.to_numpy_dtype(dtype)
    check_fits(value, wanted)
    shape = non_negative(sizes((size,), "full"))
    return leaf(np.full(shape, cast(value, wanted), wanted), requires_grad)


def scalar_tensor(
    s: Any,
    *,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    requires_grad: bool = False,
) -> Tensor:
    """A 0-d tensor with one number, in the default dtype if none is given.

    Raises:
        TypeError: if it is no number.
        RuntimeError: if `dtype` cannot hold it.

    >>> import tinygrad_np as torch
    >>> torch.scalar_tensor(3)
    tensor(3.)
    """
    check_options("scalar_tensor", device, layout, pin_memory)
    value, wanted = number(s, "scalar_tensor", "s"), _dtype(dtype)
    check_fits(value, wanted)
    return leaf(np.full((), cast(value, wanted), wanted), requires_grad)


def eye(
    n: int,
    m: int | None = None,
    *,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    requires_grad: bool = False,
) -> Tensor:
    """Ones on the diagonal of an (n, m) matrix of zeros; m is n if not given.

    >>> import tinygrad_np as torch
    >>> torch.eye(2)
    tensor([[1., 0.],
            [0., 1.]])
    """
    check_options("eye", device, layout, pin_memory)
    shape = as_int(n, "eye", "n"), n if m is None else as_int(m, "eye", "m")
    for name, size in zip("nm", shape, strict=True):
        if size < 0:
            raise RuntimeError(f"{name} must be greater or equal to 0, got {size}")
    check_size(shape)
    return leaf(np.eye(*shape, dtype=_dtype(dtype)), requires_grad)


def empty_strided(
    size: Any,
    stride: Any,
    *,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    requires_grad: bool = False,
) -> Tensor:
    """As `empty`, with neighbours along each dim so many elements apart in memory.

    Raises:
        RuntimeError: if a size or stride is negative, or there is not one stride for each size.

    >>> import tinygrad_np as torch
    >>> torch.empty_strided((2, 3), (1, 2)).stride()
    (1, 2)
    """
    check_options("empty_strided", device, layout, pin_memory)
    shape, strides = sizes((size,), "empty_strided"), sizes((stride,), "empty_strided", "stride")
    if len(shape) != len(strides):
        raise RuntimeError(
            f"dimensionality of sizes ({len(shape)}) must match dimensionality of strides "
            f"({len(strides)})"
        )
    non_negative(shape)
    if any(step < 0 for step in strides):
        raise RuntimeError(f"negative strides are not supported, but got {list(strides)}")
    return leaf(_strided(shape, strides, _dtype(dtype)), requires_grad)


def empty_permuted(
    size: Any,
    physical_layout: Any,
    *,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    requires_grad: bool = False,
) -> Tensor:
    """As `empty`, with the dims in memory in the order of `physical_layout`.

    Raises:
        RuntimeError: if that does not name each dim once.

    >>> import tinygrad_np as torch
    >>> torch.empty_permuted((2, 3, 4), (2, 0, 1)).stride()
    (3, 1, 6)
    """
    check_options("empty_permuted", device, layout, pin_memory)
    shape, order = sizes((size,), "empty_permuted"), sizes((physical_layout,), "empty_permuted")
    if len(shape) != len(order):
        raise RuntimeError(
            "Number of dimensions in size does not match the length of the physical_layout; i.e. "
            f"len(size) = {len(shape)} is not equal to len(physical_layout) = {len(order)}"
        )
    for i, dim in enumerate(order):
        if not 0 <= dim < len(shape):
            raise RuntimeError(
                f"Dimension out of range (expected to be between 0 and {len(shape) - 1}, but got "
                f"{dim} at index {i}).  NB: negative dims not currently supported; file an issue "
                "if you want it."
            )
    if len(set(order)) < len(order):
        raise RuntimeError("Duplicate dim not allowed")
    array = np.empty([non_negative(shape)[dim] for dim in order], _dtype(dtype))
    return leaf(array.transpose(np.argsort(order)), requires_grad)


def _strided(shape: tuple[int, ...], strides: tuple[int, ...], dtype: np.dtype) -> np.ndarray:
    """Memory that just holds elements so far apart."""
    reach = sum(map(operator.mul, (n - 1 for n in shape), strides))
    memory = np.empty(0 if 0 in shape else 1 + reach, dtype)
    apart = [step * dtype.itemsize for step in strides]
    return np.lib.stride_tricks.as_strided(memory, shape, apart)


def _dtype(wanted: Any) -> np.dtype:
    return dtypes.get_default() if wanted is None else dtypes.to_numpy_dtype(wanted)
