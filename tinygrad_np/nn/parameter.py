"""Parameter and Buffer: Tensors that a Module counts among its own."""

from __future__ import annotations

from typing import Any

import numpy as np

from tinygrad_np import creation, exchange, filling
from tinygrad_np.ops.operands import as_operand
from tinygrad_np.tensor import Tensor


class Parameter(Tensor):
    """A Tensor that is trained: assigned to an attribute of a Module, it is one of its parameters.

    It shares the memory of `data`, and requires grad unless told otherwise. What is computed from
    it is a plain Tensor.

    Raises:
        TypeError: if `data` is neither Tensor nor ndarray.
        RuntimeError: if it shall require grad and is not floating point.

    >>> import tinygrad_np as torch
    >>> torch.nn.Parameter(torch.ones(2))
    Parameter containing:
    tensor([1., 1.], requires_grad=True)
    """

    def __new__(cls, data: Any = None, requires_grad: bool = True) -> Parameter:
        return _made(cls, data, requires_grad)

    def __repr__(self) -> str:
        return "Parameter containing:\n" + super().__repr__()

    def __deepcopy__(self, memo: dict) -> Parameter:
        return type(self)(self.detach().clone(), self.requires_grad)

    def __reduce__(self) -> tuple:
        parts = type(self), self.array, self.requires_grad
        return _rebuild, parts, vars(self) or None


def _rebuild(cls: type[Parameter], array: np.ndarray, requires_grad: bool) -> Parameter:
    """A Parameter on the memory of `array`, as pickle and copy need it."""
    return cls(creation.from_numpy(array), requires_grad)


class Buffer(Tensor):
    """A Tensor that is not trained: assigned to an attribute of a Module, it is one of its buffers.

    It shares the memory of `data`. What is not `persistent` is not saved.

    Raises:
        TypeError: if `data` is neither Tensor nor ndarray.

    >>> import tinygrad_np as torch
    >>> m = torch.nn.Module()
    >>> m.mean = torch.nn.Buffer(torch.ones(2))
    >>> m.state_dict()
    OrderedDict([('mean', tensor([1., 1.]))])
    """

    persistent: bool

    def __new__(cls, data: Any = None, *, persistent: bool = True) -> Buffer:
        buffer = _made(cls, data, getattr(data, "requires_grad", False))
        buffer.persistent = persistent
        return buffer


def _made(cls: type[Tensor], data: Any, requires_grad: bool) -> Any:
    """A leaf of a class on the memory of `data`; writes to `data` are writes to it."""
    source = filling.empty(0) if data is None else as_operand(data, cls.__name__, "data")
    tensor = creation.leaf(source.array, requires_grad)
    tensor._writes = source._writes
    return exchange.of_class(cls, tensor)
