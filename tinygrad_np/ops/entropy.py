"""Products with a logarithm, which are 0 where the other factor is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tinygrad_np.engine.function import Function
from tinygrad_np.ops.operands import unary

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class Entr(Function, node_name="SpecialEntrBackward0"):
    """-x log(x); 0 at 0, and minus infinity below."""

    def forward(x):
        entropy = 0.0 - x * np.log(np.where(x > 0, x, 1.0))
        return np.where(x < 0, -np.inf, entropy)

    def backward(grad, x):
        return -grad * (np.log(x) + 1.0)


def entr(input: Tensor) -> Tensor:
    """The part of the entropy that a probability has: -x log(x), 0 at 0, and -inf below.

    >>> import tinygrad_np as torch
    >>> torch.special.entr(torch.tensor([-0.5, 0.0, 0.5]))
    tensor([  -inf, 0.0000, 0.3466])
    """
    return unary(Entr, "entr", input)
