"""Tensors made after another: in its shape (`zeros_like`), or in its dtype (`new_zeros`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import creation, dtypes, filling
from tinygrad_np.creation import leaf
from tinygrad_np.engine.graph import TensorBase
from tinygrad_np.layouts import check_options, numpy_order
from tinygrad_np.ops.conversion import Alias
from tinygrad_np.ops.operands import as_operand, cast, check_fits, number
from tinygrad_np.shapes import Size, named_sizes

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


def zeros_like(
    input: Tensor,
    *,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    memory_format: Any = None,
    requires_grad: bool = False,
) -> Tensor:
    """Zeros of the shape and dtype of `input`.

    >>> import tinygrad_np as torch
    >>> torch.zeros_like(torch.tensor([1, 2]))
    tensor([0, 0])
    """
    return leaf(
        _like(np.zeros_like, "zeros_like", input, dtype, layout, device, pin_memory, memory_format),
        requires_grad,
    )


def ones_like(
    input: Tensor,
    *,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    memory_format: Any = None,
    requires_grad: bool = False,
) -> Tensor:
    """Ones of the shape and dtype of `input`.

    >>> import tinygrad_np as torch
    >>> torch.ones_like(torch.tensor([1.5, 2.5]))
    tensor([1., 1.])
    """
    return leaf(
        _like(np.ones_like, "ones_like", input, dtype, layout, device, pin_memory, memory_format),
        requires_grad,
    )


def empty_like(
    input: Tensor,
    *,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    memory_format: Any = None,
    requires_grad: bool = False,
) -> Tensor:
    """A tensor of the shape and dtype of `input` whose values are whatever was in memory.

    >>> import tinygrad_np as torch
    >>> torch.empty_like(torch.ones(2, 3)).shape
    torch.Size([2, 3])
    """
    return leaf(
        _like(np.empty_like, "empty_like", input, dtype, layout, device, pin_memory, memory_format),
        requires_grad,
    )


def full_like(
    input: Tensor,
    fill_value: Any,
    *,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    memory_format: Any = None,
    requires_grad: bool = False,
) -> Tensor:
    """One value in each element of the shape and dtype of `input`.

    >>> import tinygrad_np as torch
    >>> torch.full_like(torch.ones(2), 7)
    tensor([7., 7.])
    """
    array = _like(
        np.empty_like, "full_like", input, dtype, layout, device, pin_memory, memory_format
    )
    value = number(fill_value, "full_like", "fill_value")
    check_fits(value, array.dtype)
    array.fill(cast(value, array.dtype))
    return leaf(array, requires_grad)


def _like(
    make: Any,
    op: str,
    input: Any,
    dtype: Any,
    layout: Any,
    device: Any,
    pin_memory: bool,
    memory_format: Any,
) -> Any:
    """A new array in the shape, the dtype and the order of dims in memory of `input`."""
    check_options(op, device, layout, pin_memory)
    array = as_operand(input, op).array
    wanted = array.dtype if dtype is None else dtypes.to_numpy_dtype(dtype)
    return make(array, wanted, numpy_order(memory_format, op, array))


def new_tensor(
    input: Tensor,
    data: Any,
    *,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    requires_grad: bool = False,
) -> Tensor:
    """A Tensor with a copy of `data`, in the dtype of `input` if none is given.

    >>> import tinygrad_np as torch
    >>> torch.ones(2).new_tensor([3, 4])
    tensor([3., 4.])
    """
    check_options("new_tensor", device, layout, pin_memory)
    return creation.tensor(data, dtype=dtype or input._array.dtype, requires_grad=requires_grad)


def new_zeros(
    input: Tensor,
    *size: Any,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    requires_grad: bool = False,
    **size_by_name: Any,
) -> Tensor:
    """Zeros of a shape, in the dtype of `input` if none is given.

    >>> import tinygrad_np as torch
    >>> torch.arange(2).new_zeros(3)
    tensor([0, 0, 0])
    """
    check_options("new_zeros", device, layout, pin_memory)
    shape = named_sizes(size, size_by_name, "new_zeros")
    return filling.zeros(shape, dtype=dtype or input._array.dtype, requires_grad=requires_grad)


def new_ones(
    input: Tensor,
    *size: Any,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    requires_grad: bool = False,
    **size_by_name: Any,
) -> Tensor:
    """Ones of a shape, in the dtype of `input` if none is given.

    >>> import tinygrad_np as torch
    >>> torch.arange(2).new_ones(3)
    tensor([1, 1, 1])
    """
    check_options("new_ones", device, layout, pin_memory)
    shape = named_sizes(size, size_by_name, "new_ones")
    return filling.ones(shape, dtype=dtype or input._array.dtype, requires_grad=requires_grad)


def new_empty(
    input: Tensor,
    *size: Any,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    requires_grad: bool = False,
    **size_by_name: Any,
) -> Tensor:
    """As `empty`, in the dtype of `input` if none is given.

    >>> import tinygrad_np as torch
    >>> torch.arange(2).new_empty(3).dtype
    torch.int64
    """
    check_options("new_empty", device, layout, pin_memory)
    shape = named_sizes(size, size_by_name, "new_empty")
    return filling.empty(shape, dtype=dtype or input._array.dtype, requires_grad=requires_grad)


def new_full(
    input: Tensor,
    size: Any,
    fill_value: Any,
    *,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    requires_grad: bool = False,
) -> Tensor:
    """One value in each element of a shape, in the dtype of `input` if none is given.

    >>> import tinygrad_np as torch
    >>> torch.ones(2).new_full((3,), 7)
    tensor([7., 7., 7.])
    """
    check_options("new_full", device, layout, pin_memory)
    value = number(fill_value, "new_full", "fill_value")
    dtype = dtype or input._array.dtype
    return filling.full(size, value, dtype=dtype, requires_grad=requires_grad)


def new_empty_strided(
    input: Tensor,
    size: Any,
    stride: Any,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    requires_grad: bool = False,
) -> Tensor:
    """As `empty_strided`, in the dtype of `input` if none is given.

    >>> import tinygrad_np as torch
    >>> torch.arange(2).new_empty_strided((2, 3), (1, 2)).stride()
    (1, 2)
    """
    check_options("new_empty_strided", device, layout, pin_memory)
    dtype = dtype or input._array.dtype
    return filling.empty_strided(size, stride, dtype=dtype, requires_grad=requires_grad)


def new(input: Tensor, *data: Any) -> Tensor:
    """As the constructor of `input`'s type: a tensor of sizes, or with a copy of the data.

    >>> import tinygrad_np as torch
    >>> torch.arange(2).new([3, 4])
    tensor([3, 4])
    """
    return constructed(data, input._array.dtype)


def constructed(data: tuple, dtype: Any) -> Any:
    """What a tensor type of a dtype gives for `data`: sizes, a sequence, an array or a Tensor.

    The memory of a Tensor, or of an array of the dtype, is shared.

    Raises:
        TypeError: for anything else, or a Tensor of another dtype.
    """
    if len(data) == 1 and isinstance(data[0], TensorBase):
        names = [dtypes.from_numpy_dtype(np.dtype(d)).name for d in (dtype, data[0]._array.dtype)]
        if names[0] != names[1]:
            raise TypeError("expected a tensor of {} (got {}): convert it by to()".format(*names))
    return constructed_any(data, dtype)


def constructed_any(data: tuple, dtype: Any = None) -> Any:
    """As `constructed`, where a Tensor may be of any dtype, and others give the default one."""
    dtype = dtypes.get_default() if dtype is None else dtype
    if not data or (isinstance(data[0], int) and not isinstance(data[0], bool)):
        return filling.empty(data or (0,), dtype=dtype)
    (given, *more) = data
    if more:
        raise TypeError(f"new() received an invalid combination: {len(data)} arguments, no sizes")
    if isinstance(given, Size):
        return filling.empty(given, dtype=dtype)
    if isinstance(given, TensorBase):
        return Alias.apply(given)
    if given is None or isinstance(given, (bool, float)):
        raise TypeError(f"new(): data must be a sequence (got {type(given).__name__})")
    return creation.as_tensor(given, dtype=dtype)
