"""Losses of scores for classes, of which a target names the right one, or several.

The classes are dim 1 of the scores x, or their only one. What a target says comes to the rules as
an `index` at which the scores of the right classes are.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from tinygrad_np.engine.function import Function
from tinygrad_np.ops.indexing import Scatter, ScatterAdd
from tinygrad_np.ops.loss import reduced, share
from tinygrad_np.ops.reduction import divided, total
from tinygrad_np.ops.softmax import Softmax


def class_dim(x: Any) -> int:
    return 1 if x.ndim > 1 else 0


def without_classes(shape: tuple[int, ...]) -> tuple[int, ...]:
    """The shape of a target that names one class each, for scores of `shape`."""
    return (*shape[:1], *shape[2:]) if len(shape) > 1 else ()


def _added(each: Any, factors: Any, kept: Any, count: float, reduction: str) -> Any:
    """The losses of each target, times its factor; those not kept, if any, count as 0."""
    if factors is not None:
        each = each * factors
    if kept is not None:
        each = np.where(kept, each, 0.0)
    if reduction == "none":
        return each
    return total(each) / count if reduction == "mean" else total(each)


def _shares(grad: Any, factors: Any, kept: Any, count: float, reduction: str) -> Any:
    """The gradient for the loss of each target; one number if they are all the same."""
    if reduction == "mean":
        grad = divided(grad, count, grad.dtype)
    if factors is not None:
        grad = grad * factors
    return grad if kept is None else np.where(kept, grad, 0.0)


class NllLoss(Function):
    """Minus the elements at the index, each times its factor; `count` is what a mean divides by."""

    def forward(x, index, factors, kept, count, reduction):
        return _added(-x[index], factors, kept, count, reduction).astype(x.dtype)

    def backward(grad, x_shape, index, factors, kept, count, reduction):
        shares = -_shares(grad, factors, kept, count, reduction)
        return Scatter.call(np.broadcast_to(shares, without_classes(x_shape)), index, x_shape)


class NllLoss2d(NllLoss, node_name="NllLoss2DBackward0"):
    """The same of scores in more than two dims."""


class CrossEntropy(Function, node_name="NllLossBackward0"):
    """The NllLoss of log_softmax(x), which is never written down."""

    fills_buffer = True

    def forward(x, index, factors, kept, count, reduction):
        below = _below_largest(x)
        picked = below[index]
        sizes = np.exp(below, out=below)
        each = np.log(np.add.reduce(sizes, axis=class_dim(x))) - picked
        return _added(each, factors, kept, count, reduction).astype(x.dtype)

    def backward(grad, x, index, factors, kept, count, reduction):
        return SoftmaxLessOne.call(x, _shares(grad, factors, kept, count, reduction), index)


class CrossEntropy2d(CrossEntropy, node_name="NllLoss2DBackward0"):
    """The same of scores in more than two dims."""


class SoftmaxLessOne(Function):
    """softmax(x), less 1 at the index, times the share of each target."""

    fills_buffer = True
    broadcasts = True

    def forward(x, share, index):
        dim = class_dim(x)
        below = _below_largest(x)
        out = np.exp(below, out=below)
        out *= np.expand_dims(share / np.add.reduce(out, axis=dim), dim)
        out[index] -= share
        return out.astype(x.dtype, copy=False)

    def backward_x(grad, x, share):
        dim = class_dim(x)
        grad = grad * (np.expand_dims(share, dim) if share.ndim else share)
        return Softmax.backward(grad, Softmax.call(x, (dim,)), (dim,))

    def backward_share(grad, x, index):
        dim = class_dim(x)
        return np.add.reduce(grad * Softmax.call(x, (dim,)), axis=dim) - grad[index]


def _below_largest(x: Any) -> Any:
    """A new array of x less its largest class; of float16 in float32, to be added up."""
    x = x.astype(np.float32) if x.dtype == np.float16 else x
    return x - np.maximum.reduce(x, axis=class_dim(x), keepdims=True, initial=-math.inf)


class MultiMarginLoss(Function):
    """By how much each other class comes within the margin of the right one, to the power of p.

    Of scores (N, C) the mean over C. `others` says which classes are not the right one.
    """

    def forward(x, index, others, factors, p, margin, reduction):
        gap = np.maximum(_gap(x, index, margin), 0.0)
        lost = np.where(others, gap if p == 1 else gap * gap, 0.0)
        each = np.add.reduce(lost, axis=1) / x.shape[1]
        return reduced(each if factors is None else each * factors, reduction)

    def backward(grad, x, index, others, factors, p, margin, reduction):
        gap = _gap(x, index, margin)
        shares = share(grad, x.shape[:1], reduction) / x.shape[1]
        shares = shares if factors is None else shares * factors
        shares = np.broadcast_to(shares, x.shape[:1]).reshape((-1, 1))
        slope = np.where(others & (gap > 0), shares if p == 1 else 2.0 * gap * shares, 0.0)
        return np.where(others, slope, -np.add.reduce(slope, axis=1, keepdims=True))


def _gap(x: Any, index: tuple, margin: float) -> Any:
    """How much margin is left of each class to the right one."""
    return x - (x[index] - margin).reshape((-1, 1))


class MultilabelMarginLoss(Function):
    """By how much each other class comes within 1 of each right one.

    Of scores (N, C) the sum over pairs, over C. The index, of (N, T), has the right classes, and
    some to fill up; `pairs`, of (N, T, C), says which count.
    """

    def forward(x, index, pairs, reduction):
        lost = np.where(pairs, np.maximum(_gaps(x, index), 0.0), 0.0)
        return reduced(np.add.reduce(lost, axis=(1, 2)) / x.shape[1], reduction)

    def backward(grad, x, index, pairs, reduction):
        shares = share(grad, x.shape[:1], reduction) / x.shape[1]
        shares = np.broadcast_to(shares, x.shape[:1]).reshape((-1, 1, 1))
        slope = np.where(pairs & (_gaps(x, index) > 0), shares, 0.0)
        right = ScatterAdd.call(np.add.reduce(slope, axis=2), index, x.shape)
        return np.add.reduce(slope, axis=1) - right


def _gaps(x: Any, index: tuple) -> Any:
    """How much of the margin is left of each class to each of the right ones."""
    right = x[index] - 1.0
    return x.reshape((x.shape[0], 1, x.shape[1])) - right.reshape((*right.shape, 1))
