"""PyTorch's older names for tensors of one dtype: `FloatTensor`, `LongTensor` and the like."""

from __future__ import annotations

from typing import Any

from tinygrad_np import dtypes
from tinygrad_np.engine.graph import TensorBase
from tinygrad_np.likeness import constructed


class tensortype:  # noqa: N801 (PyTorch's name)
    """The tensors of one dtype: a constructor, and what `isinstance` and `Tensor.type` take.

    >>> import tinygrad_np as torch
    >>> torch.LongTensor([1, 2])
    tensor([1, 2])
    >>> isinstance(torch.ones(2), torch.FloatTensor), isinstance(torch.ones(2), torch.LongTensor)
    (True, False)
    """

    __slots__ = ("__name__", "dtype")

    def __init__(self, dtype: dtypes.dtype) -> None:
        self.__name__ = f"{dtype.scalar_name}Tensor"
        self.dtype = dtype

    def __call__(self, *data: Any) -> Any:
        return constructed(data, self.dtype)

    def __instancecheck__(self, x: Any) -> bool:
        return isinstance(x, TensorBase) and x._array.dtype == self.dtype.dtype

    def __repr__(self) -> str:
        return f"<class 'torch.{self.__name__}'>"

    def __reduce__(self) -> str:
        return self.__name__


HalfTensor, FloatTensor, DoubleTensor, ByteTensor, CharTensor = map(tensortype, dtypes.ALL[:5])
ShortTensor, IntTensor, LongTensor, BoolTensor = map(tensortype, dtypes.ALL[5:])


def set_default_tensor_type(t: Any) -> None:
    """Make the dtype of a tensor type, or of the name of one, the default: see `set_default_dtype`.

    Raises:
        TypeError: if it is none, or not floating point.

    >>> import tinygrad_np as torch
    >>> torch.set_default_tensor_type(torch.FloatTensor)
    """
    if not isinstance(t, (tensortype, str)):
        raise TypeError(
            "invalid type object: only floating-point types are supported as the default type"
        )
    dtypes.set_default_dtype(dtypes.by_type(t))
