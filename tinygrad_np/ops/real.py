"""What PyTorch asks of complex numbers, answered for real ones."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np

from tinygrad_np.engine.function import Function
from tinygrad_np.ops.operands import as_operand, unary

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class Angle(Function):
    """0, or pi for negative numbers; its derivative is 0."""

    def forward(x):
        return np.where(x < 0, math.pi, x * 0).astype(x.dtype)

    def backward(grad):
        return np.zeros_like(grad)


def real(input: Tensor) -> Tensor:
    """The real part: of a real tensor itself. So are its conjugates.

    >>> import tinygrad_np as torch
    >>> x = torch.ones(2)
    >>> torch.real(x) is x
    True
    """
    return as_operand(input, "real")


conj = conj_physical = resolve_conj = resolve_neg = real


def imag(input: Tensor) -> NoReturn:
    """The imaginary part, which a real tensor does not have.

    Raises:
        RuntimeError: always, as in PyTorch.
    """
    raise RuntimeError(
        "imag is not implemented for tensors with non-complex dtypes: torch.zeros_like(x) is the "
        "imaginary part of a real tensor"
    )


def angle(input: Tensor) -> Tensor:
    """0 for positive numbers and pi for negative ones; integers give the default float dtype.

    >>> import tinygrad_np as torch
    >>> torch.angle(torch.tensor([1.0, -2.0]))
    tensor([0.0000, 3.1416])
    """
    return unary(Angle, "angle", input)


def is_conj(input: Tensor) -> bool:
    """Whether the tensor is yet to be conjugated: never.

    >>> import tinygrad_np as torch
    >>> torch.is_conj(torch.ones(2))
    False
    """
    as_operand(input, "is_conj")
    return False


is_neg: Any = is_conj
