"""Activations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tinygrad_np.engine.function import Function
from tinygrad_np.ops.operands import as_operand, unary

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class Relu(Function):
    """The positive part; its derivative at 0 is 0."""

    def forward(x):
        return np.maximum(x, 0)

    def backward(grad, out):
        return np.where(out <= 0, 0.0, grad)  # so that a nan is not taken for flat


class Sigmoid(Function):
    """1 / (1 + exp(-x)), without overflow on either side."""

    def forward(x):
        small = np.exp(-np.absolute(x))
        return np.where(x >= 0, 1.0, small) / (1.0 + small)

    def backward(grad, out):
        return grad * (out * (1.0 - out))


def relu(input: Tensor) -> Tensor:
    """The larger of each element and 0; the derivative at 0 is 0.

    Raises:
        RuntimeError: for a bool tensor.

    >>> import tinygrad_np as torch
    >>> torch.relu(torch.tensor([-1.0, 2.0]))
    tensor([0., 2.])
    """
    input = as_operand(input, "relu")
    if input._array.dtype == np.bool_:
        raise RuntimeError("Boolean inputs not supported for relu")
    return Relu.run_unary(input, input._array)


def sigmoid(input: Tensor) -> Tensor:
    """1 / (1 + e**-x) of each element; integers give the default float dtype.

    >>> import tinygrad_np as torch
    >>> torch.sigmoid(torch.tensor([0.0, 100.0]))
    tensor([0.5000, 1.0000])
    """
    return unary(Sigmoid, "sigmoid", input)
