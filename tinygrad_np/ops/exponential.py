"""Exponentials and logarithms."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np.engine.function import CONSTANT, Elementwise
from tinygrad_np.engine.graph import TensorBase, wrap
from tinygrad_np.ops.operands import (
    as_operand,
    binary,
    binary_of_tensors,
    elementwise,
    unary,
)
from tinygrad_np.ops.results import NamedResult, named_result

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor

LN_2 = math.log(2)
LN_10 = math.log(10)

_FARTHEST = 10_000  # beyond this exponent everything is 0 or inf
_FREXP = named_result("frexp", "mantissa", "exponent")


class Exp(Elementwise):
    """e**x."""

    def forward(x):
        return np.exp(x)

    def backward(grad, out):
        return grad * out


class Exp2(Elementwise):
    """2**x."""

    def forward(x):
        return np.exp2(x)

    def backward(grad, out):
        return grad * (out * LN_2)


class Expm1(Elementwise):
    """e**x - 1."""

    def forward(x):
        return np.expm1(x)

    def backward(grad, out):
        return grad * (out + 1.0)


class Log(Elementwise):
    """The natural logarithm."""

    def forward(x):
        return np.log(x)

    def backward(grad, x):
        return grad / x


class Log2(Elementwise):
    """The logarithm to base 2."""

    def forward(x):
        return np.log2(x)

    def backward(grad, x):
        return grad / (x * LN_2)


class Log10(Elementwise):
    """The logarithm to base 10."""

    def forward(x):
        return np.log10(x)

    def backward(grad, x):
        return grad / (x * LN_10)


class Log1p(Elementwise, node_name="Log1PBackward0"):
    """The natural logarithm of 1 + x."""

    def forward(x):
        return np.log1p(x)

    def backward(grad, x):
        return grad / (x + 1.0)


class Logaddexp(Elementwise):
    """log(e**x + e**y), without overflow."""

    broadcasts = True

    def forward(x, y):
        return np.logaddexp(x, y)

    def backward_x(grad, x, out):
        return grad * np.exp(x - out)

    def backward_y(grad, y, out):
        return grad * np.exp(y - out)


class Logaddexp2(Elementwise):
    """log2(2**x + 2**y), without overflow."""

    broadcasts = True

    def forward(x, y):
        return np.logaddexp2(x, y)

    def backward_x(grad, x, out):
        return grad * np.exp2(x - out)

    def backward_y(grad, y, out):
        return grad * np.exp2(y - out)


class Xlogy(Elementwise):
    """x * log(y); 0 where x is 0, unless y is nan."""

    broadcasts = True
    fills_buffer = True

    def forward(x, y):
        out = np.asarray(x * np.log(y))
        zero = x == 0
        if np.any(zero):  # to look is much faster than to choose
            np.copyto(out, 0.0, where=zero & (y == y))
        return out

    def backward_x(grad, x, y):
        constant = (x == 0) & (y <= 0)
        return grad * np.log(np.where(constant, 1.0, y))

    def backward_y(grad, x, y):
        return grad * (x / y)


class Ldexp(Elementwise):
    """x * 2**y; of y that is not int32 in two steps: 2**y alone might overflow."""

    broadcasts = True

    def forward(x, y):
        if y.dtype == np.int32:
            return np.ldexp(x, y)
        half = np.floor(y * 0.5)
        return x * np.exp2(half) * np.exp2(y - half)

    def backward_x(grad, y):
        return Ldexp.forward(grad, y)

    def backward_y(grad, out):
        return grad * (out * LN_2)


def exp(input: Tensor) -> Tensor:
    """e to the power of each element; integers give the default float dtype.

    >>> import tinygrad_np as torch
    >>> torch.exp(torch.tensor([0.0, 1.0]))
    tensor([1.0000, 2.7183])
    """
    return unary(Exp, "exp", input)


def exp2(input: Tensor) -> Tensor:
    """2 to the power of each element; integers give the default float dtype.

    >>> import tinygrad_np as torch
    >>> torch.exp2(torch.tensor([0.5, 3.0]))
    tensor([1.4142, 8.0000])
    """
    return unary(Exp2, "exp2", input)


def expm1(input: Tensor) -> Tensor:
    """e to the power of each element, less 1: exact near 0; integers give the default float dtype.

    >>> import tinygrad_np as torch
    >>> torch.expm1(torch.tensor([1e-10, 1.0], dtype=torch.float64))
    tensor([1.0000e-10, 1.7183e+00], dtype=torch.float64)
    """
    return unary(Expm1, "expm1", input)


def log(input: Tensor) -> Tensor:
    """The natural logarithm of each element; integers give the default float dtype.

    >>> import tinygrad_np as torch
    >>> torch.log(torch.tensor([1.0, 10.0]))
    tensor([0.0000, 2.3026])
    """
    return unary(Log, "log", input)


def log2(input: Tensor) -> Tensor:
    """The logarithm of each element to base 2; integers give the default float dtype.

    >>> import tinygrad_np as torch
    >>> torch.log2(torch.tensor([1, 8]))
    tensor([0., 3.])
    """
    return unary(Log2, "log2", input)


def log10(input: Tensor) -> Tensor:
    """The logarithm of each element to base 10; integers give the default float dtype.

    >>> import tinygrad_np as torch
    >>> torch.log10(torch.tensor([1, 20]))
    tensor([0.0000, 1.3010])
    """
    return unary(Log10, "log10", input)


def log1p(input: Tensor) -> Tensor:
    """The natural logarithm of 1 plus each element: exact near 0.

    Integers give the default float dtype.

    >>> import tinygrad_np as torch
    >>> torch.log1p(torch.tensor([1e-10, 1.0], dtype=torch.float64))
    tensor([1.0000e-10, 6.9315e-01], dtype=torch.float64)
    """
    return unary(Log1p, "log1p", input)


def logaddexp(input: Tensor, other: Tensor) -> Tensor:
    """log(e**input + e**other), elementwise with broadcasting and without overflow.

    Raises:
        NotImplementedError: for integers.
        RuntimeError: if the shapes do not broadcast.

    >>> import tinygrad_np as torch
    >>> torch.logaddexp(torch.tensor([0.0, 1000.0]), torch.tensor([0.0, 1000.0]))
    tensor([6.9315e-01, 1.0007e+03])
    """
    return binary_of_tensors(Logaddexp, "logaddexp", input, other, refused="iub")


def logaddexp2(input: Tensor, other: Tensor) -> Tensor:
    """log2(2**input + 2**other), elementwise with broadcasting and without overflow.

    Raises:
        NotImplementedError: for integers.
        RuntimeError: if the shapes do not broadcast.

    >>> import tinygrad_np as torch
    >>> torch.logaddexp2(torch.tensor([0.0, 1e9]), torch.tensor([0.0, 0.0]))
    tensor([1.0000e+00, 1.0000e+09])
    """
    return binary_of_tensors(Logaddexp2, "logaddexp2", input, other, refused="iub")


def xlogy(input: Any, other: Any) -> Tensor:
    """`input * log(other)`, and 0 where `input` is 0; one of them may be a number.

    Integers give the default float dtype.

    Raises:
        RuntimeError: if the shapes do not broadcast.

    >>> import tinygrad_np as torch
    >>> torch.xlogy(torch.tensor([0.0, 2.0]), torch.tensor([0.0, 3.0]))
    tensor([0.0000, 2.1972])
    """
    if not isinstance(other, (TensorBase, np.ndarray)):
        input = as_operand(input, "xlogy")
    return binary(Xlogy, "xlogy", input, other, floating=True, arrays=True)


def ldexp(input: Tensor, other: Tensor) -> Tensor:
    """`input * 2**other`, elementwise with broadcasting; integers give the default float dtype.

    Raises:
        RuntimeError: if the shapes do not broadcast.

    >>> import tinygrad_np as torch
    >>> torch.ldexp(torch.tensor([1.0, 0.75]), torch.tensor([3, 2]))
    tensor([8., 3.])
    """
    x, y = as_operand(input, "ldexp"), as_operand(other, "ldexp", "other", 2)
    a, b = x._array, y._array
    if a.dtype.kind != "f" or b.dtype.kind not in "iu":
        return binary(Ldexp, "ldexp", x, y, floating=True)
    if b.dtype.itemsize > 4:
        b = np.clip(b, -_FARTHEST, _FARTHEST)
    return elementwise(Ldexp, (x, y), (a, b.astype(np.int32)))


def frexp(input: Tensor) -> NamedResult:
    """The mantissa, in [0.5, 1), and the exponent of each element: what `ldexp` puts together.

    Raises:
        RuntimeError: for integers.

    >>> import tinygrad_np as torch
    >>> torch.frexp(torch.tensor([3.0, -0.25]))
    torch.return_types.frexp(
    mantissa=tensor([ 0.7500, -0.5000]),
    exponent=tensor([ 2, -1], dtype=torch.int32))
    """
    x = as_operand(input, "frexp")
    a = x._array
    if a.dtype.kind != "f":
        raise RuntimeError("torch.frexp() only supports floating-point dtypes")
    exponent = np.frexp(a)[1]
    mantissa = Ldexp.run((x, CONSTANT), (a, -exponent))
    return _FREXP((mantissa, wrap(exponent)))
