"""Activations that are put together of pieces, most of them straight lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes
from tinygrad_np.engine.function import Elementwise, Function
from tinygrad_np.ops.operands import (
    as_operand,
    check_fits,
    number,
    refuse,
    unary_of_floats,
)
from tinygrad_np.ops.selection import zero_where
from tinygrad_np.ops.shape import reshape

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class Hardtanh(Elementwise):
    """Elements brought into [min, max]; the derivative is 0 at the bounds too."""

    def forward(x, min, max):
        return np.clip(x, min, max)

    def backward(grad, x, min, max):
        return zero_where(grad, (x <= min) | (x >= max))


class Hardsigmoid(Elementwise):
    """The line x / 6 + 1 / 2, brought into [0, 1]."""

    def forward(x):
        return np.clip(x + 3.0, 0.0, 6.0) / 6.0

    def backward(grad, x):
        return zero_where(grad / 6.0, ~((x > -3) & (x < 3)))


class Hardswish(Elementwise):
    """x times its Hardsigmoid; the derivative is 0 at -3 and 1 at 3."""

    def forward(x):
        return x * (np.clip(x + 3.0, 0.0, 6.0) / 6.0)

    def backward(grad, x):
        between = grad * (x / 3.0 + 0.5)
        return zero_where(np.where(x >= 3, grad, between), x <= -3)


class Hardshrink(Elementwise):
    """x, and 0 within [-lambd, lambd]."""

    def forward(x, lambd):
        # A product is several times as fast as a choice. What is not above may be nan.
        return x * (np.absolute(x) > lambd)

    def backward(grad, x, lambd):
        return zero_where(grad, np.absolute(x) <= lambd)


class Softshrink(Elementwise):
    """x moved by lambd towards 0, but not beyond."""

    def forward(x, lambd):
        return x - np.clip(x, -lambd, lambd)

    def backward(grad, x, lambd):
        return zero_where(grad, np.absolute(x) <= lambd)


class Threshold(Elementwise):
    """x where it is above the threshold, elsewhere a number."""

    def forward(x, threshold, value):
        return np.where(x <= threshold, value, x)

    def backward(grad, x, threshold):
        return zero_where(grad, x <= threshold)


class LeakyRelu(Elementwise):
    """x where it is positive, elsewhere slope * x, as at 0."""

    def forward(x, slope):
        if 0 < slope <= 1:
            return np.maximum(x, x * slope)
        return np.maximum(x, 0) + np.minimum(x, 0) * slope  # faster than a choice

    def backward(grad, x, slope):
        return np.where(x > 0, grad, grad * slope)


class Prelu(Function, node_name="PreluKernelBackward0"):
    """x where it is positive, elsewhere weight * x, as at 0."""

    broadcasts = True

    def forward(x, weight):
        return np.maximum(x, 0) + np.minimum(x, 0) * weight

    def backward_x(grad, x, weight):
        return np.where(x > 0, grad, grad * weight)

    def backward_weight(grad, x):
        return np.where(x > 0, 0.0, grad * x)


def hardtanh(input: Tensor, min_val: float = -1.0, max_val: float = 1.0) -> Tensor:
    """Each element brought into [min_val, max_val]; the derivative is 0 at the bounds too.

    Raises:
        RuntimeError: for bool tensors, and if the dtype cannot hold a bound.
        ValueError: if `min_val` is the larger one.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.hardtanh(torch.tensor([-2.0, 0.5, 2.0]))
    tensor([-1.0000,  0.5000,  1.0000])
    """
    if min_val > max_val:
        raise ValueError("min_val cannot be greater than max_val")
    x = as_operand(input, "hardtanh")
    dtype = x._array.dtype
    if dtype.kind == "b":
        raise RuntimeError("Bool inputs not supported for hardtanh")
    if dtype.kind != "f":
        min_val, max_val = int(min_val), int(max_val)
    if dtype.kind == "u" and min_val < 0:
        raise RuntimeError("cannot do hardtanh on an unsigned type with negative limits")
    low = _number_in(dtype, "hardtanh", "min_val", min_val)
    high = _number_in(dtype, "hardtanh", "max_val", max_val)
    return Hardtanh.run_unary(x, x._array, low, high)


def relu6(input: Tensor) -> Tensor:
    """Each element brought into [0, 6].

    Raises:
        RuntimeError: for bool tensors.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.relu6(torch.tensor([-2.0, 3.0, 7.0]))
    tensor([0., 3., 6.])
    """
    return hardtanh(as_operand(input, "relu6"), 0, 6)


def hardsigmoid(input: Tensor) -> Tensor:
    """x / 6 + 1 / 2 of each element x, brought into [0, 1].

    Raises:
        NotImplementedError: for integers.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.hardsigmoid(torch.tensor([-4.0, 0.0, 1.5]))
    tensor([0.0000, 0.5000, 0.7500])
    """
    return unary_of_floats(Hardsigmoid, "hardsigmoid", input)


def hardswish(input: Tensor) -> Tensor:
    """Each element times its `hardsigmoid`.

    Raises:
        NotImplementedError: for integers.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.hardswish(torch.tensor([-4.0, 1.0, 4.0]))
    tensor([-0.0000, 0.6667, 4.0000])
    """
    return unary_of_floats(Hardswish, "hardswish", input)


def hardshrink(input: Tensor, lambd: float = 0.5) -> Tensor:
    """Each element, but 0 for those in [-lambd, lambd].

    Raises:
        NotImplementedError: for integers.

    >>> import tinygrad_np as torch
    >>> torch.hardshrink(torch.tensor([-1.0, 0.25, 2.0]))
    tensor([-1.,  0.,  2.])
    """
    return unary_of_floats(Hardshrink, "hardshrink", input, number(lambd, "hardshrink", "lambd"))


def softshrink(input: Tensor, lambd: float = 0.5) -> Tensor:
    """Each element moved by `lambd` towards 0, but not beyond.

    Raises:
        NotImplementedError: for integers.
        RuntimeError: for a `lambd` that is negative, or more than the dtype can hold.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.softshrink(torch.tensor([-1.0, 0.25, 2.0]))
    tensor([-0.5000,  0.0000,  1.5000])
    """
    x, lambd = as_operand(input, "softshrink"), number(lambd, "softshrink", "lambd")
    dtype = x._array.dtype
    refuse("softshrink", "iub", x._array)
    largest = float(np.finfo(dtype).max)
    if not 0 <= lambd <= largest:
        raise RuntimeError(
            f"lambda must be in range [0, {largest:g}] for input dtype "
            f"{dtypes.from_numpy_dtype(dtype).scalar_name}, but found {lambd:g}"
        )
    return Softshrink.run_unary(x, x._array, lambd)


def threshold(input: Tensor, threshold: float, value: float) -> Tensor:
    """Each element that is above `threshold`, and `value` in the place of the others.

    Raises:
        NotImplementedError: for bool tensors.
        RuntimeError: if the dtype cannot hold one of the numbers.

    >>> import tinygrad_np as torch
    >>> torch.threshold(torch.tensor([-1.0, 0.5, 2.0]), 0.5, 20.0)
    tensor([20., 20.,  2.])
    """
    x = as_operand(input, "threshold")
    a = x._array
    least = _number_in(a.dtype, "threshold", "threshold", threshold)
    value = _number_in(a.dtype, "threshold", "value", value)
    refuse("threshold", "b", a)
    return Threshold.run_unary(x, a, least, value)


def _number_in(dtype: np.dtype, op: str, name: str, value: Any) -> float:
    """A number as the dtype holds it.

    Raises:
        RuntimeError: if it cannot.
    """
    value = number(value, op, name)
    check_fits(value, dtype)
    return value if dtype.kind == "f" else int(value)


def leaky_relu(input: Tensor, negative_slope: float = 0.01) -> Tensor:
    """Each element, those below 0 times `negative_slope`, which is the derivative at 0 too.

    Raises:
        NotImplementedError: for integers.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.leaky_relu(torch.tensor([-2.0, 3.0]), 0.25)
    tensor([-0.5000,  3.0000])
    """
    slope = number(negative_slope, "leaky_relu", "negative_slope")
    return unary_of_floats(LeakyRelu, "leaky_relu", input, slope)


def prelu(input: Tensor, weight: Tensor) -> Tensor:
    """Each element, those below 0 times `weight`: one number, or one for each channel (dim 1).

    At 0 the derivative is `weight`.

    Raises:
        NotImplementedError: for integers.
        RuntimeError: if `weight` has another dtype, more than one dim, or another number of
            elements than there are channels.

    >>> import tinygrad_np as torch
    >>> torch.prelu(torch.tensor([[-1.0, -1.0], [1.0, -2.0]]), torch.tensor([0.5, 0.25]))
    tensor([[-0.5000, -0.2500],
            [ 1.0000, -0.5000]])
    """
    x, w = as_operand(input, "prelu"), as_operand(weight, "prelu", "weight", 2)
    a, b = x._array, w._array
    if a.dtype != b.dtype:
        names = [dtypes.from_numpy_dtype(t.dtype).scalar_name for t in (a, b)]
        raise RuntimeError(f"prelu: Type promoting not supported. Got {names[0]} and {names[1]}")
    if b.ndim > 1:
        raise RuntimeError(
            f"prelu: Expected `weight` to be a scalar or 1D tensor, but got: ndim = {b.ndim}"
        )
    if b.size != 1:
        _check_channels(a.shape, b.size)
    refuse("prelu", "iub", a)
    if b.ndim and a.ndim != 1:
        w = reshape(w, [b.size if dim == 1 else 1 for dim in range(a.ndim)])
    return Prelu.run_binary(x, w, a, w._array)


def _check_channels(shape: tuple[int, ...], weights: int) -> None:
    if not shape:
        raise RuntimeError("Not allow zero-dim input tensor: there are several weights")
    channels = shape[1] if len(shape) > 1 else 1
    if channels != weights:
        raise RuntimeError(
            "Mismatch of parameter numbers and input channel size. "
            f"Found parameter numbers = {weights} and channel size = {channels}."
        )
