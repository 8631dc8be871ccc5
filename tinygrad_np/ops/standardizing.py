"""What normalizations are made of: standardizing lanes of elements, then scaling and shifting them.

A rule takes x in a shape (n, c, l). To standardize, the lanes are the c arrays of n * l elements:
the channels of a batch, or, with n = 1, the rows of a matrix. Scaling and shifting, each of the c
has a weight and a bias.
"""

from __future__ import annotations

import numpy as np

from tinygrad_np.engine.function import Function
from tinygrad_np.ops.outputs import JointFunction


def _lane_sums(x):
    """The sum of each lane, of an x of three dims, which stay."""
    if x.shape[0] != 1:  # fast where l is small, as NumPy's sum over both dims is not
        x = np.add.reduce(x, axis=0, keepdims=True)
    return np.add.reduce(x, axis=2, keepdims=True)


def _lane_products(x, y):
    """The dot product of each lane of x with that of y, without an array of the products."""
    return np.einsum("ncl,ncl->c", x, y).reshape((1, -1, 1))


class Standardize(JointFunction):
    """Each lane less its mean, divided by its standard deviation; also the mean and the variance.

    The derivative is made of the outputs alone: what came in need not be kept.
    """

    fills_buffer = True
    outputs = ("out", "mean", "var")

    def forward(x, shape, eps):
        lanes = x.reshape(shape)
        count = max(shape[0] * shape[2], 1)
        mean = _lane_sums(lanes) / count
        lanes = lanes - mean
        var = _lane_products(lanes, lanes) / count
        lanes *= 1.0 / np.sqrt(var + eps)
        return lanes.reshape(x.shape), mean, var

    def backward(grads, out, var, shape, eps):
        grad, grad_mean, grad_var = grads
        count = max(shape[0] * shape[2], 1)
        lanes, deviation = out.reshape(shape), np.sqrt(var + eps)
        total = 0.0
        if grad is not None:
            grad = grad.reshape(shape)
            along = _lane_products(grad, lanes) / count
            total = (grad - _lane_sums(grad) / count - lanes * along) * (1.0 / deviation)
        if grad_var is not None:
            total = lanes * (grad_var * deviation * (2.0 / count)) + total
        if grad_mean is not None:
            total = np.zeros_like(lanes) + grad_mean / count + total
        return total.reshape(out.shape)


class StandardizeLayer(Standardize, node_name="NativeLayerNormBackward0"):
    """What layer_norm is without weight and bias."""


class StandardizeBatch(Standardize, node_name="NativeBatchNormBackward0"):
    """What batch_norm is without weight and bias."""


class StandardizeGroup(Standardize, node_name="NativeGroupNormBackward0"):
    """What group_norm is without weight and bias."""


class DivideByRms(JointFunction):
    """Each lane divided by the root of its mean square; also that mean."""

    outputs = ("out", "square")

    def forward(x, shape, eps):
        lanes = x.reshape(shape)
        square = _lane_products(lanes, lanes) / max(shape[0] * shape[2], 1)
        return (lanes * (1.0 / np.sqrt(square + eps))).reshape(x.shape), square

    def backward(grads, out, square, shape, eps):
        grad, grad_square = grads
        count = max(shape[0] * shape[2], 1)
        lanes, root = out.reshape(shape), np.sqrt(square + eps)
        total = 0.0
        if grad is not None:
            grad = grad.reshape(shape)
            along = _lane_products(grad, lanes) / count
            total = (grad - lanes * along) * (1.0 / root)
        if grad_square is not None:
            total = lanes * (grad_square * root * (2.0 / count)) + total
        return total.reshape(out.shape)


class ScaleShift(Function):
    """x * weight + bias, of which either may be None."""

    fills_buffer = True

    def forward(x, weight, bias, shape):
        lanes = x.reshape(shape)
        if weight is None:
            return (lanes + bias.reshape((-1, 1))).reshape(x.shape)
        lanes = lanes * weight.reshape((-1, 1))
        if bias is not None:
            lanes += bias.reshape((-1, 1))
        return lanes.reshape(x.shape)

    def backward_x(grad, weight, shape):
        if weight is None:
            return grad
        return (grad.reshape(shape) * weight.reshape((-1, 1))).reshape(grad.shape)

    def backward_weight(grad, x, weight_shape, shape):
        return _lane_products(grad.reshape(shape), x.reshape(shape)).reshape(weight_shape)

    def backward_bias(grad, bias_shape, shape):
        return _lane_sums(grad.reshape(shape)).reshape(bias_shape)


class ScaleShiftLayer(ScaleShift, node_name="NativeLayerNormBackward0"):
    """The last step of layer_norm."""


class ScaleShiftBatch(ScaleShift, node_name="NativeBatchNormBackward0"):
    """The last step of batch_norm."""


class ScaleShiftGroup(ScaleShift, node_name="NativeGroupNormBackward0"):
    """The last step of group_norm."""
