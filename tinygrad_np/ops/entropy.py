"""Products with a logarithm, which are 0 where the other factor is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np.engine.function import Function
from tinygrad_np.engine.graph import TensorBase
from tinygrad_np.ops.operands import as_operand, binary, unary

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class Entr(Function, node_name="SpecialEntrBackward0"):
    """-x log(x); 0 at 0, and minus infinity below."""

    def forward(x):
        entropy = 0.0 - x * np.log(np.where(x > 0, x, 1.0))
        return np.where(x < 0, -np.inf, entropy)

    def backward(grad, x):
        return -grad * (np.log(x) + 1.0)


class Xlog1py(Function, node_name="SpecialXlog1PyBackward0"):
    """x * log(1 + y); 0 where x is 0, unless y is nan."""

    broadcasts = True

    def forward(x, y):
        return np.where((x == 0) & (y == y), 0.0, x * np.log1p(y))

    def backward_x(grad, x, y):
        constant = (x == 0) & (y <= -1)
        return grad * np.log1p(np.where(constant, 0.0, y))

    def backward_y(grad, x, y):
        return grad * (x / (y + 1.0))


def entr(input: Tensor) -> Tensor:
    """The part of the entropy that a probability has: -x log(x), 0 at 0, and -inf below.

    >>> import tinygrad_np as torch
    >>> torch.special.entr(torch.tensor([-0.5, 0.0, 0.5]))
    tensor([  -inf, 0.0000, 0.3466])
    """
    return unary(Entr, "entr", input)


def xlog1py(input: Any, other: Any) -> Tensor:
    """`input * log(1 + other)`, and 0 where `input` is 0; one of them may be a number.

    Raises:
        RuntimeError: if the shapes do not broadcast.

    >>> import tinygrad_np as torch
    >>> torch.special.xlog1py(torch.tensor([0.0, 2.0]), torch.tensor([-1.0, 3.0]))
    tensor([0.0000, 2.7726])
    """
    if not isinstance(other, (TensorBase, np.ndarray)):
        input = as_operand(input, "xlog1py")
    return binary(Xlog1py, "xlog1py", input, other, floating=True, arrays=True)
