"""Losses as ops of their own: one node and the fewest passes over the data."""

from __future__ import annotations

import math
import warnings
from typing import TYPE_CHECKING

from tinygrad_np.engine.function import CONSTANT, Function
from tinygrad_np.ops.operands import as_operand, elementwise, promoted
from tinygrad_np.ops.reduction import Mean, Sum

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class MseLoss(Function):
    """The squared difference: elementwise, or its sum, or its mean."""

    broadcasts = True

    def forward(x, y, reduction):
        difference = x - y
        square = difference * difference
        if reduction == "none":
            return square
        if reduction == "sum":
            return Sum.forward(square, None, False)
        return Mean.forward(square, None, False, math.prod(square.shape))

    def backward_x(grad, x, y, reduction):
        difference = x - y
        scale = 2.0 / max(1, math.prod(difference.shape)) if reduction == "mean" else 2.0
        return difference * (grad * scale)

    def backward_y(grad, x, y, reduction):
        return -MseLoss.backward_x(grad, x, y, reduction)


def mse_loss(input: Tensor, target: Tensor, *, reduction: str = "mean") -> Tensor:
    """The mean (or "sum", or "none": each) of the squared differences.

    Warns, as PyTorch, if the shapes differ: broadcasting in a loss is hardly ever meant.

    Raises:
        RuntimeError: if the shapes do not broadcast.
        ValueError: for another `reduction`.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.mse_loss(torch.tensor([1.0, 3.0]), torch.zeros(2))
    tensor(5.)
    """
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(f"{reduction} is not a valid value for reduction")
    x, y = as_operand(input, "mse_loss"), as_operand(target, "mse_loss", "target", 2)
    a, b = x._array, y._array
    if a.dtype is not b.dtype:
        a, b = promoted(a, b)
    if a.shape != b.shape:
        warnings.warn(
            f"Using a target size ({y.shape}) that is different to the input size ({x.shape}). "
            "This will likely lead to incorrect results due to broadcasting. "
            "Please ensure they have the same size.",
            stacklevel=2,
        )
    return elementwise(MseLoss, (x, y, CONSTANT), (a, b, reduction))
