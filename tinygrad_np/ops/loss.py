"""Losses of an input and a target alike in shape: one node, and the fewest passes over the data."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from tinygrad_np.engine.function import Function
from tinygrad_np.ops.activation import Sigmoid
from tinygrad_np.ops.reduction import Mean, Sum


def reduced(each: Any, reduction: str) -> Any:
    """The losses of each element, or their sum, or their mean."""
    if reduction == "none":
        return each
    if reduction == "sum":
        return Sum.forward(each, None, False)
    return Mean.forward(each, None, False, math.prod(each.shape))


def share(grad: Any, shape: tuple[int, ...], reduction: str) -> Any:
    """The gradient for the loss of each element; one number if they are all the same."""
    return grad * (1.0 / max(1, math.prod(shape))) if reduction == "mean" else grad


class MseLoss(Function):
    """The squared difference: elementwise, or its sum, or its mean."""

    broadcasts = True

    def forward(x, y, reduction):
        difference = x - y
        return reduced(difference * difference, reduction)

    def backward_x(grad, x, y, reduction):
        difference = x - y
        scale = 2.0 / max(1, math.prod(difference.shape)) if reduction == "mean" else 2.0
        return difference * (grad * scale)

    def backward_y(grad, x, y, reduction):
        return -MseLoss.backward_x(grad, x, y, reduction)


class HuberLoss(Function):
    """Half the squared difference up to `delta`; from there on it grows as a line."""

    broadcasts = True

    def forward(x, y, reduction, delta):
        difference = x - y
        bounded = np.clip(difference, -delta, delta)
        return reduced(bounded * (difference - 0.5 * bounded), reduction)

    def backward_x(grad, x, y, reduction, delta):
        bounded = np.clip(x - y, -delta, delta)
        return bounded * share(grad, bounded.shape, reduction)

    def backward_y(grad, x, y, reduction, delta):
        return -HuberLoss.backward_x(grad, x, y, reduction, delta)


class SmoothL1Loss(Function):
    """The Huber loss over `beta`, so that the line's slope is 1."""

    broadcasts = True

    def forward(x, y, reduction, beta):
        return HuberLoss.forward(x, y, reduction, beta) * (1.0 / beta)

    def backward_x(grad, x, y, reduction, beta):
        return HuberLoss.backward_x(grad * (1.0 / beta), x, y, reduction, beta)

    def backward_y(grad, x, y, reduction, beta):
        return -SmoothL1Loss.backward_x(grad, x, y, reduction, beta)


def _weighted(x: Any, weight: Any) -> Any:
    return x if weight is None else x * weight


class BinaryCrossEntropy(Function):
    """-log(x) where y is 1, -log(1 - x) where it is 0; no logarithm counts as less than -100."""

    def forward(x, y, weight, reduction):
        each = (y - 1.0) * np.maximum(np.log1p(-x), -100.0) - y * np.maximum(np.log(x), -100.0)
        return reduced(_weighted(each, weight), reduction)

    def backward_x(grad, x, y, weight, reduction):
        slope = (x - y) / np.maximum((1.0 - x) * x, 1e-12)
        return slope * _weighted(share(grad, x.shape, reduction), weight)

    def backward_y(grad, x, weight, reduction):
        slope = np.maximum(np.log1p(-x), -100.0) - np.maximum(np.log(x), -100.0)
        return slope * _weighted(share(grad, x.shape, reduction), weight)


def _softplus(x: Any) -> Any:
    """log(1 + e**x), several times as fast as `np.logaddexp`."""
    return np.maximum(x, 0.0) + np.log1p(np.exp(-np.absolute(x)))


class BinaryCrossEntropyWithLogits(Function):
    """The binary cross entropy of sigmoid(x) and y, without overflow.

    It comes to (1 - y) * x + softplus(-x); with `scale`, which what is 1 in y counts for, to
    (1 - y) * x + (1 + (scale - 1) * y) * softplus(-x).
    """

    def forward(x, y, weight, scale, reduction):
        lost = _softplus(-x)
        if scale is not None:
            lost = (1.0 + (scale - 1.0) * y) * lost
        each = (1.0 - y) * x + lost
        return reduced(_weighted(each, weight), reduction)

    def backward_x(grad, x, y, weight, scale, reduction):
        if scale is None:
            slope = Sigmoid.call(x) - y
        else:
            slope = (1.0 + (scale - 1.0) * y) * Sigmoid.call(x) - scale * y
        return slope * _weighted(share(grad, x.shape, reduction), weight)

    def backward_y(grad, x, weight, scale, reduction):
        slope = -x if scale is None else scale * _softplus(-x) - _softplus(x)
        return slope * _weighted(share(grad, x.shape, reduction), weight)


class SoftMarginLoss(Function):
    """log(1 + exp(-x * y)), without overflow."""

    def forward(x, y, reduction):
        return reduced(_softplus(-x * y), reduction)

    def backward(grad, x, y, reduction):
        return Sigmoid.call(-x * y) * (-y * share(grad, x.shape, reduction))
