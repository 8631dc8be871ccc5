"""Tensors for others: other libraries (DLPack), other processes (pickle), copies, subclasses."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes
from tinygrad_np.creation import leaf
from tinygrad_np.engine.graph import TensorBase, wrap
from tinygrad_np.ops.conversion import Alias, detach
from tinygrad_np.ops.striding import storage

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor

_CPU = (1, 0)  # DLPack's number for the CPU, and which one


def dlpack(
    input: Tensor,
    *,
    stream: Any = None,
    max_version: tuple[int, int] | None = None,
    dl_device: tuple[int, int] | None = None,
    copy: bool | None = None,
) -> Any:
    """A capsule by which another library can use the tensor's memory.

    Raises:
        BufferError: if the tensor requires grad, which would be lost.

    >>> import numpy as np
    >>> import tinygrad_np as torch
    >>> np.from_dlpack(torch.tensor([1, 2]))
    array([1, 2])
    """
    if input.requires_grad:
        raise BufferError("Can't export tensors that require gradient, use tensor.detach()")
    return input.array.__dlpack__(max_version=max_version, dl_device=dl_device, copy=copy)


def dlpack_device(input: Tensor) -> tuple[int, int]:
    """Where the tensor lives, in DLPack's numbers.

    >>> import tinygrad_np as torch
    >>> torch.ones(2).__dlpack_device__()
    (1, 0)
    """
    return _CPU


class _Capsule:
    """A capsule as an object from which NumPy takes it."""

    def __init__(self, capsule: Any) -> None:
        self._capsule = capsule

    def __dlpack__(self, **options: Any) -> Any:
        return self._capsule

    def __dlpack_device__(self) -> tuple[int, int]:
        return _CPU


def from_dlpack(ext_tensor: Any, *, device: Any = None, copy: bool | None = None) -> Tensor:
    """A Tensor on the memory of another library's tensor, or of a capsule; with `copy` a copy.

    Raises:
        RuntimeError: if it is neither.
        TypeError: if it is of a dtype that tensors do not have.

    >>> import numpy as np
    >>> import tinygrad_np as torch
    >>> torch.from_dlpack(np.array([1, 2]))
    tensor([1, 2])
    """
    if type(ext_tensor).__name__ == "PyCapsule":
        ext_tensor = _Capsule(ext_tensor)
    if not hasattr(ext_tensor, "__dlpack__"):
        raise RuntimeError(
            "from_dlpack received an invalid capsule: it takes a tensor of a library that has "
            f"DLPack, or a capsule not used before, but not {type(ext_tensor).__name__}"
        )
    array = np.from_dlpack(ext_tensor)
    dtypes.from_numpy_dtype(array.dtype)
    return wrap(array.copy() if copy else array)


def to_dlpack(tensor: Tensor) -> Any:
    """A capsule by which another library, once, can use the tensor's memory: see `from_dlpack`.

    >>> import tinygrad_np as torch
    >>> torch.from_dlpack(torch.utils.dlpack.to_dlpack(torch.ones(2)))
    tensor([1., 1.])
    """
    return dlpack(tensor)


def reduced(input: Tensor) -> tuple:
    """What pickle keeps: the memory and whether grad is required. A computed tensor becomes a leaf.

    >>> import pickle
    >>> import tinygrad_np as torch
    >>> pickle.loads(pickle.dumps(torch.ones(2, requires_grad=True) * 2))
    tensor([2., 2.], requires_grad=True)
    """
    parts = type(input), input.array, input.requires_grad
    return rebuilt, parts, getattr(input, "__dict__", None)


def rebuilt(cls: type, array: np.ndarray, requires_grad: bool) -> Tensor:
    """A Tensor of a class on the memory of `array`, as pickle needs it."""
    return of_class(cls, leaf(array, requires_grad))


def copied(input: Tensor) -> Tensor:
    """For `copy.copy`: a leaf on the same memory.

    >>> import copy
    >>> import tinygrad_np as torch
    >>> copy.copy(torch.ones(2))
    tensor([1., 1.])
    """
    result = of_class(type(input), detach(input))
    result._requires_grad = input.requires_grad
    if hasattr(input, "__dict__"):
        vars(result).update(vars(input))
    return result


def deep_copied(input: Tensor, memo: dict) -> Tensor:
    """For `copy.deepcopy`: a leaf, with its gradient; what shared memory shares that of the copy.

    Raises:
        RuntimeError: if the tensor was computed.

    >>> import copy
    >>> import tinygrad_np as torch
    >>> copy.deepcopy(torch.ones(2))
    tensor([1., 1.])
    """
    if not input.is_leaf:
        raise RuntimeError(
            "Only Tensors created explicitly by the user (graph leaves) support the deepcopy "
            "protocol at the moment: detach() it first."
        )
    array = _deep_copied(input.array, memo)
    result = of_class(type(input), leaf(array, input._requires_grad))
    memo[id(input)] = result
    result._grad = copy.deepcopy(input._grad, memo)
    if hasattr(input, "__dict__"):
        vars(result).update(copy.deepcopy(vars(input), memo))
    return result


def _deep_copied(array: np.ndarray, memo: dict) -> np.ndarray:
    """The same place of a copy of the memory that `array` lies in."""
    try:
        memory = storage(array)
    except RuntimeError:  # with gaps, in which nobody knows what there is
        return array.copy(order="K")
    start = memory.ctypes.data
    key = "memory", start, memory.nbytes
    if key not in memo:
        memo[key] = memory.copy()
    offset = array.ctypes.data - start
    return np.ndarray(array.shape, array.dtype, memo[key], offset, array.strides)


def as_subclass(input: Tensor, cls: type) -> Any:
    """The same memory at the same place in the graph, as a Tensor of a subclass.

    What is computed from it is a plain Tensor.

    Raises:
        TypeError: if it is no subclass of Tensor.

    >>> import tinygrad_np as torch
    >>> class Labelled(torch.Tensor):
    ...     label = "none"
    >>> torch.ones(2).as_subclass(Labelled).label
    'none'
    """
    if not (isinstance(cls, type) and issubclass(cls, TensorBase)):
        raise TypeError(f"cls must be a type (got {type(cls).__name__})")
    return of_class(cls, Alias.apply(input))


_FIELDS = [field for field in TensorBase.__slots__ if not field.startswith("__")]


def of_class(cls: type, tensor: Any) -> Any:
    """`tensor`, which nobody else holds, as one of `cls`."""
    if cls is type(tensor):
        return tensor
    result: Any = object.__new__(cls)
    for field in _FIELDS:
        setattr(result, field, getattr(tensor, field))
    return result
