"""Activations."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from tinygrad_np import dtypes
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
    """1 / (1 + exp(-x)). Where the exponential overflows, the result is the 0 that it should be."""

    def forward(x):
        return 1.0 / (1.0 + np.exp(-x))

    def backward(grad, out):
        return grad * (out * (1.0 - out))


class Logit(Function):
    """log(x / (1 - x)); with an eps, of x brought into [eps, 1 - eps]."""

    def forward(x, eps):
        if eps is not None:
            x = np.minimum(np.maximum(x, eps), 1.0 - eps)
        return np.log(x / (1.0 - x))

    def backward(grad, x, eps):
        low, outside = (0.0, math.nan) if eps is None else (eps, 0.0)
        inside = (x >= low) & (x <= 1.0 - low)
        safe = np.where(inside, x, 0.5)
        return np.where(inside, grad / (safe * (1.0 - safe)), outside)


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


def logit(input: Tensor, eps: float | None = None) -> Tensor:
    """log(x / (1 - x)) of each element, the inverse of `sigmoid`.

    With `eps`, elements are first brought into [eps, 1 - eps]; without it, what is outside of
    [0, 1] gives nan. Integers give the default float dtype.

    >>> import tinygrad_np as torch
    >>> torch.logit(torch.tensor([0.5, 0.9, 1.0]))
    tensor([0.0000, 2.1972,    inf])
    >>> torch.logit(torch.tensor([0.5, 0.9, 1.0]), eps=0.1)
    tensor([0.0000, 2.1972, 2.1972])
    """
    if not isinstance(eps, (int, float, type(None))):
        raise TypeError(
            f"logit(): argument 'eps' (position 2) must be float, not {type(eps).__name__}"
        )
    x = as_operand(input, "logit")
    a = x._array if x._array.dtype.kind == "f" else x._array.astype(dtypes.get_default())
    return Logit.run_unary(x, a, None if eps is None or eps < 0 else eps)
