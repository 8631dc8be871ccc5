"""Trigonometric and hyperbolic functions, and their inverses."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from tinygrad_np.engine.function import Elementwise
from tinygrad_np.ops.operands import binary_of_tensors, unary

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class Sin(Elementwise):
    """The sine."""

    def forward(x):
        return np.sin(x)

    def backward(grad, x):
        return grad * np.cos(x)


class Cos(Elementwise):
    """The cosine."""

    def forward(x):
        return np.cos(x)

    def backward(grad, x):
        return -grad * np.sin(x)


class Tan(Elementwise):
    """The tangent."""

    def forward(x):
        return np.tan(x)

    def backward(grad, out):
        return grad * (1.0 + out * out)


class Asin(Elementwise):
    """The arcsine."""

    def forward(x):
        return np.arcsin(x)

    def backward(grad, x):
        return grad / np.sqrt(1.0 - x * x)


class Acos(Elementwise):
    """The arccosine."""

    def forward(x):
        return np.arccos(x)

    def backward(grad, x):
        return -grad / np.sqrt(1.0 - x * x)


class Atan(Elementwise):
    """The arctangent."""

    def forward(x):
        return np.arctan(x)

    def backward(grad, x):
        return grad / (x * x + 1.0)


class Atan2(Elementwise):
    """The angle of the point (y, x); at the origin its derivative is 0."""

    broadcasts = True

    def forward(x, y):
        return np.arctan2(x, y)

    def backward_x(grad, x, y):
        squared = x * x + y * y
        return grad * (y / np.where(squared == 0, 1.0, squared))

    def backward_y(grad, x, y):
        squared = x * x + y * y
        return -grad * (x / np.where(squared == 0, 1.0, squared))


class Sinh(Elementwise):
    """The hyperbolic sine."""

    def forward(x):
        return np.sinh(x)

    def backward(grad, x):
        return grad * np.cosh(x)


class Cosh(Elementwise):
    """The hyperbolic cosine."""

    def forward(x):
        return np.cosh(x)

    def backward(grad, x):
        return grad * np.sinh(x)


class Tanh(Elementwise):
    """The hyperbolic tangent."""

    def forward(x):
        return np.tanh(x)

    def backward(grad, out):
        return grad * (1.0 - out * out)


class Asinh(Elementwise):
    """The inverse hyperbolic sine."""

    def forward(x):
        return np.arcsinh(x)

    def backward(grad, x):
        return grad / np.sqrt(x * x + 1.0)


class Acosh(Elementwise):
    """The inverse hyperbolic cosine."""

    def forward(x):
        return np.arccosh(x)

    def backward(grad, x):
        return grad / np.sqrt(x * x - 1.0)


class Atanh(Elementwise):
    """The inverse hyperbolic tangent."""

    def forward(x):
        return np.arctanh(x)

    def backward(grad, x):
        return grad / (1.0 - x * x)


class Sinc(Elementwise):
    """sin(pi x) / (pi x), and 1 at 0."""

    def forward(x):
        # At 0 as where it is so near that the quotient is 1.
        angle = math.pi * np.where(x == 0, float(np.finfo(x.dtype).tiny), x)
        return np.sin(angle) / angle

    def backward(grad, x, out):
        # Near 0 the numerator cancels; there the power series also has the higher derivatives.
        near = np.absolute(x) < 0.01
        far = (np.cos(math.pi * x) - out) / np.where(near, 1.0, x)
        square = x * x
        series = x * (-(math.pi**2) / 3 + square * (math.pi**4 / 30 - square * (math.pi**6 / 840)))
        return grad * np.where(near, series, far)


class Deg2Rad(Elementwise):
    """Degrees as radians."""

    def forward(x):
        return np.deg2rad(x)

    def backward(grad):
        return np.deg2rad(grad)


class Rad2Deg(Elementwise):
    """Radians as degrees."""

    def forward(x):
        return np.rad2deg(x)

    def backward(grad):
        return np.rad2deg(grad)


def sin(input: Tensor) -> Tensor:
    """The sine of each element; integers give the default float dtype.

    >>> import tinygrad_np as torch
    >>> torch.sin(torch.tensor([0.0, 1.0]))
    tensor([0.0000, 0.8415])
    """
    return unary(Sin, "sin", input)


def cos(input: Tensor) -> Tensor:
    """The cosine of each element; integers give the default float dtype.

    >>> import tinygrad_np as torch
    >>> torch.cos(torch.tensor([0.0, 1.0]))
    tensor([1.0000, 0.5403])
    """
    return unary(Cos, "cos", input)


def tan(input: Tensor) -> Tensor:
    """The tangent of each element; integers give the default float dtype.

    >>> import tinygrad_np as torch
    >>> torch.tan(torch.tensor([0.0, 1.0]))
    tensor([0.0000, 1.5574])
    """
    return unary(Tan, "tan", input)


def asin(input: Tensor) -> Tensor:
    """The arcsine of each element; integers give the default float dtype.

    >>> import tinygrad_np as torch
    >>> torch.asin(torch.tensor([0.0, 1.0, 2.0]))
    tensor([0.0000, 1.5708,    nan])
    """
    return unary(Asin, "asin", input)


def acos(input: Tensor) -> Tensor:
    """The arccosine of each element; integers give the default float dtype.

    >>> import tinygrad_np as torch
    >>> torch.acos(torch.tensor([0.0, 1.0, 2.0]))
    tensor([1.5708, 0.0000,    nan])
    """
    return unary(Acos, "acos", input)


def atan(input: Tensor) -> Tensor:
    """The arctangent of each element; integers give the default float dtype.

    >>> import tinygrad_np as torch
    >>> torch.atan(torch.tensor([0.0, 1.0]))
    tensor([0.0000, 0.7854])
    """
    return unary(Atan, "atan", input)


def atan2(input: Tensor, other: Tensor) -> Tensor:
    """The angle of the point (other, input), in (-pi, pi], elementwise with broadcasting.

    Integers give the default float dtype. At the origin the derivatives are 0.

    Raises:
        RuntimeError: if the shapes do not broadcast.

    >>> import tinygrad_np as torch
    >>> torch.atan2(torch.tensor([1.0, 0.0]), torch.tensor([1.0, -1.0]))
    tensor([0.7854, 3.1416])
    """
    return binary_of_tensors(Atan2, "atan2", input, other, floating=True)


def sinh(input: Tensor) -> Tensor:
    """The hyperbolic sine of each element; integers give the default float dtype.

    >>> import tinygrad_np as torch
    >>> torch.sinh(torch.tensor([0.0, 1.0]))
    tensor([0.0000, 1.1752])
    """
    return unary(Sinh, "sinh", input)


def cosh(input: Tensor) -> Tensor:
    """The hyperbolic cosine of each element; integers give the default float dtype.

    >>> import tinygrad_np as torch
    >>> torch.cosh(torch.tensor([0.0, 1.0]))
    tensor([1.0000, 1.5431])
    """
    return unary(Cosh, "cosh", input)


def tanh(input: Tensor) -> Tensor:
    """The hyperbolic tangent of each element; integers give the default float dtype.

    >>> import tinygrad_np as torch
    >>> torch.tanh(torch.tensor([0.0, 1.0]))
    tensor([0.0000, 0.7616])
    """
    return unary(Tanh, "tanh", input)


def asinh(input: Tensor) -> Tensor:
    """The inverse hyperbolic sine of each element; integers give the default float dtype.

    >>> import tinygrad_np as torch
    >>> torch.asinh(torch.tensor([0.0, 1.0]))
    tensor([0.0000, 0.8814])
    """
    return unary(Asinh, "asinh", input)


def acosh(input: Tensor) -> Tensor:
    """The inverse hyperbolic cosine of each element; integers give the default float dtype.

    >>> import tinygrad_np as torch
    >>> torch.acosh(torch.tensor([0.0, 1.0, 2.0]))
    tensor([   nan, 0.0000, 1.3170])
    """
    return unary(Acosh, "acosh", input)


def atanh(input: Tensor) -> Tensor:
    """The inverse hyperbolic tangent of each element; integers give the default float dtype.

    >>> import tinygrad_np as torch
    >>> torch.atanh(torch.tensor([0.0, 0.5, 1.0]))
    tensor([0.0000, 0.5493,    inf])
    """
    return unary(Atanh, "atanh", input)


def sinc(input: Tensor) -> Tensor:
    """sin(pi x) / (pi x) of each element, and 1 at 0; integers give the default float dtype.

    >>> import tinygrad_np as torch
    >>> torch.sinc(torch.tensor([0.0, 0.5]))
    tensor([1.0000, 0.6366])
    """
    return unary(Sinc, "sinc", input)


def deg2rad(input: Tensor) -> Tensor:
    """Angles in degrees as radians; integers give the default float dtype.

    >>> import tinygrad_np as torch
    >>> torch.deg2rad(torch.tensor([90, 180]))
    tensor([1.5708, 3.1416])
    """
    return unary(Deg2Rad, "deg2rad", input)


def rad2deg(input: Tensor) -> Tensor:
    """Angles in radians as degrees; integers give the default float dtype.

    >>> import tinygrad_np as torch
    >>> torch.rad2deg(torch.tensor([1.0, 3.1416]))
    tensor([ 57.2958, 180.0004])
    """
    return unary(Rad2Deg, "rad2deg", input)
