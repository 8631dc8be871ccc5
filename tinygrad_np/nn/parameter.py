"""Parameter: a Tensor that a Module counts among its own."""

from __future__ import annotations

from typing import Any

import numpy as np

from tinygrad_np import creation, filling
from tinygrad_np.engine.graph import TensorBase
from tinygrad_np.ops.operands import as_operand
from tinygrad_np.tensor import Tensor

_FIELDS = [field for field in TensorBase.__slots__ if not field.startswith("__")]


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

    __slots__ = ()

    def __new__(cls, data: Any = None, requires_grad: bool = True) -> Parameter:
        source = filling.empty(0) if data is None else as_operand(data, "Parameter", "data")
        template = creation.leaf(source.array, requires_grad)
        template._writes = source._writes  # writes to `data` are writes to the parameter
        parameter = object.__new__(cls)
        for field in _FIELDS:
            setattr(parameter, field, getattr(template, field))
        return parameter

    def __repr__(self) -> str:
        return "Parameter containing:\n" + super().__repr__()

    def __deepcopy__(self, memo: dict) -> Parameter:
        return type(self)(self.detach().clone(), self.requires_grad)

    def __reduce__(self) -> tuple:
        return _rebuild, (type(self), self.array, self.requires_grad)


def _rebuild(cls: type[Parameter], array: np.ndarray, requires_grad: bool) -> Parameter:
    """A Parameter on the memory of `array`, as pickle and copy need it."""
    return cls(creation.from_numpy(array), requires_grad)
