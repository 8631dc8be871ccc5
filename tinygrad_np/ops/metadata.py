"""Questions about a tensor that are answered without looking at its elements, or at one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tinygrad_np import dtypes
from tinygrad_np.engine.graph import TensorBase
from tinygrad_np.ops.operands import as_operand

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


def is_tensor(obj: Any) -> bool:
    """Whether `obj` is a Tensor.

    >>> import tinygrad_np as torch
    >>> torch.is_tensor(torch.ones(2)), torch.is_tensor([1.0])
    (True, False)
    """
    return isinstance(obj, TensorBase)


def numel(input: Tensor) -> int:
    """The number of elements.

    >>> import tinygrad_np as torch
    >>> torch.numel(torch.ones(2, 3))
    6
    """
    return as_operand(input, "numel")._array.size


def is_floating_point(input: Tensor) -> bool:
    """Whether the dtype is a floating point one.

    >>> import tinygrad_np as torch
    >>> torch.is_floating_point(torch.tensor([1, 2]))
    False
    """
    return as_operand(input, "is_floating_point")._array.dtype.kind == "f"


def is_complex(input: Tensor) -> bool:
    """Whether the dtype is a complex one: never, since there is none here.

    >>> import tinygrad_np as torch
    >>> torch.is_complex(torch.ones(2))
    False
    """
    as_operand(input, "is_complex")
    return False


def is_signed(input: Tensor) -> bool:
    """Whether the dtype has negative numbers.

    >>> import tinygrad_np as torch
    >>> torch.is_signed(torch.tensor([1], dtype=torch.uint8))
    False
    """
    return dtypes.from_numpy_dtype(as_operand(input, "is_signed")._array.dtype).is_signed


def is_same_size(input: Tensor, other: Tensor) -> bool:
    """Whether two tensors have the same shape.

    >>> import tinygrad_np as torch
    >>> torch.ones(2, 3).is_same_size(torch.ones(3, 2))
    False
    """
    x, y = as_operand(input, "is_same_size"), as_operand(other, "is_same_size", "other", 2)
    return x._array.shape == y._array.shape


def is_nonzero(input: Tensor) -> bool:
    """Whether the only element of a tensor is not 0.

    Raises:
        RuntimeError: if it has none, or several.

    >>> import tinygrad_np as torch
    >>> torch.is_nonzero(torch.tensor([[0.5]]))
    True
    """
    a = as_operand(input, "is_nonzero")._array
    if a.size != 1:
        what = "no values" if a.size == 0 else "more than one value"
        raise RuntimeError(f"Boolean value of Tensor with {what} is ambiguous")
    return bool(a.item())


def is_inference(input: Tensor) -> bool:
    """Whether a tensor was made in inference mode.

    >>> import tinygrad_np as torch
    >>> with torch.inference_mode():
    ...     torch.is_inference(torch.ones(2))
    True
    """
    return as_operand(input, "is_inference")._writes is None


def is_storage(obj: Any) -> bool:
    """Whether something is a storage, of which there are none: a Tensor's memory is an ndarray.

    >>> import tinygrad_np as torch
    >>> torch.is_storage(torch.ones(2))
    False
    """
    return False


def no(input: Tensor) -> bool:
    """False: it is not so of any tensor here, though of some in PyTorch."""
    return False


def get_device(input: Tensor) -> int:
    """The number of the GPU on which the tensor is; -1 on the CPU, where all are.

    >>> import tinygrad_np as torch
    >>> torch.get_device(torch.ones(2))
    -1
    """
    as_operand(input, "get_device")
    return -1


def typename(obj: Any) -> str:
    """The name of the type of a tensor, or of anything else.

    >>> import tinygrad_np as torch
    >>> torch.typename(torch.ones(2)), torch.typename(3)
    ('torch.FloatTensor', 'int')
    """
    if isinstance(obj, TensorBase):
        return dtypes.from_numpy_dtype(obj._array.dtype).type_name
    kind = type(obj)
    return (
        kind.__qualname__
        if kind.__module__ == "builtins"
        else f"{kind.__module__}.{kind.__qualname__}"
    )


def dim_order(input: Tensor) -> tuple[int, ...]:
    """The dims in the order in which they are in memory.

    >>> import tinygrad_np as torch
    >>> torch.ones(2, 3).t().dim_order()
    (1, 0)
    """
    strides = input._array.strides
    return tuple(sorted(range(len(strides)), key=lambda d: -strides[d]))
