"""Powers and roots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np.engine.function import Elementwise, Function
from tinygrad_np.engine.graph import TensorBase
from tinygrad_np.ops.conversion import to_dtype
from tinygrad_np.ops.operands import (
    as_operand,
    binary,
    binary_of_tensors,
    number_operator,
    promoted,
    refuse,
    unary,
)

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class PowScalar(Elementwise, node_name="PowBackward0"):
    """A tensor to the power of a number."""

    def forward(x, exponent):
        return x**exponent

    def backward(grad, x, exponent):
        if exponent == 0:
            return np.zeros_like(grad)
        if exponent == 2:
            return grad * (2.0 * x)
        return grad * (exponent * x ** (exponent - 1))


class ScalarPow(Elementwise, node_name="PowBackward2"):
    """A number to the power of a tensor; 0**x counts as constant for x >= 0."""

    def forward(x, base):
        return base**x

    def backward(grad, x, out, base):
        if base == 0:
            return grad * np.where(x >= 0, 0.0, -out)
        return grad * (out * np.log(base).item())


class Pow(Elementwise, node_name="PowBackward1"):
    """A tensor to the power of a tensor, elementwise with broadcasting."""

    broadcasts = True

    def forward(x, y):
        return x**y

    def backward_x(grad, x, y):
        # 0**0 counts as constant. The inner `where` keeps 0 * inf out of its second derivative.
        constant = (x == 0) & (y == 0)
        return np.where(constant, 0.0, grad * (y * np.where(constant, 1.0, x) ** (y - 1)))

    def backward_y(grad, x, y, out):
        constant = (x == 0) & (y >= 0)
        return np.where(constant, 0.0, grad * (out * np.log(np.where(constant, 1.0, x))))


class Sqrt(Elementwise):
    """The square root."""

    def forward(x):
        return np.sqrt(x)

    def backward(grad, out):
        return grad / (2.0 * out)


class Rsqrt(Elementwise):
    """1 / sqrt(x)."""

    def forward(x):
        return 1.0 / np.sqrt(x)

    def backward(grad, out):
        return grad * (-0.5 * (out * out * out))


class Hypot(Elementwise):
    """sqrt(x**2 + y**2), without overflow."""

    broadcasts = True

    def forward(x, y):
        return np.hypot(x, y)

    def backward_x(grad, x, out):
        return grad * (x / out)

    def backward_y(grad, y, out):
        return grad * (y / out)


def pow(input: Any, exponent: Any) -> Tensor:
    """`input ** exponent`, elementwise with broadcasting; one of them may be a number.

    The derivative for the exponent counts 0**y as constant where y >= 0.

    Raises:
        NotImplementedError: if both operands are bool.
        RuntimeError: if the shapes do not broadcast, or an integer tensor meets a negative integer.

    >>> import tinygrad_np as torch
    >>> torch.pow(torch.tensor([1.0, 2.0, 3.0]), 2)
    tensor([1., 4., 9.])
    """
    plain = exponent.__class__ is int or exponent.__class__ is float
    if plain and isinstance(input, TensorBase) and input._array.dtype.kind == "f":
        return PowScalar.run_unary(input, input._array, exponent)
    try:
        if not _is_array(exponent):
            _check_exponent(input, exponent)
            return _number_with_tensor(PowScalar, input, exponent)
        if not _is_array(input):
            return _number_with_tensor(ScalarPow, exponent, input)
        return binary(Pow, "pow", input, exponent, refused="b")
    except ValueError:  # NumPy's word for it
        raise RuntimeError("Integers to negative integer powers are not allowed.") from None


def _check_exponent(x: Any, exponent: Any) -> None:
    """Refuse a negative power of integers: an unsigned dtype would take it for a large one."""
    if isinstance(exponent, int) and exponent < 0 and as_operand(x, "pow")._array.dtype.kind != "f":
        raise ValueError


def _is_array(x: Any) -> bool:
    return isinstance(x, (TensorBase, np.ndarray))


def _number_with_tensor(function: type[Function], x: Any, number: Any) -> Tensor:
    """Run an op of a tensor and a number in the dtype that belongs to both together."""
    x = as_operand(x, "pow")
    number = number.item() if isinstance(number, np.generic) else number
    a, number = promoted(x._array, number)
    refuse("pow", "b", a)
    return function.run_unary(x, a, number)


def float_power(input: Any, exponent: Any) -> Tensor:
    """`input ** exponent` in float64, elementwise with broadcasting; one of them may be a number.

    Raises:
        RuntimeError: if the shapes do not broadcast.

    >>> import tinygrad_np as torch
    >>> torch.float_power(torch.tensor([1, 2]), -1)
    tensor([1.0000, 0.5000], dtype=torch.float64)
    """
    return pow(_doubled(input), _doubled(exponent))


def _doubled(x: Any) -> Any:
    return to_dtype(as_operand(x, "float_power"), np.dtype(np.float64)) if _is_array(x) else x


def square(input: Tensor) -> Tensor:
    """`input**2`.

    >>> import tinygrad_np as torch
    >>> torch.square(torch.tensor([3.0]))
    tensor([9.])
    """
    return pow(input, 2)


def sqrt(input: Tensor) -> Tensor:
    """The square root of each element; integers give the default float dtype.

    >>> import tinygrad_np as torch
    >>> torch.sqrt(torch.tensor([4, 9]))
    tensor([2., 3.])
    """
    return unary(Sqrt, "sqrt", input)


def rsqrt(input: Tensor) -> Tensor:
    """1 / the square root of each element; integers give the default float dtype.

    >>> import tinygrad_np as torch
    >>> torch.rsqrt(torch.tensor([4, 16]))
    tensor([0.5000, 0.2500])
    """
    return unary(Rsqrt, "rsqrt", input)


def hypot(input: Tensor, other: Tensor) -> Tensor:
    """`sqrt(input**2 + other**2)`, elementwise with broadcasting and without overflow.

    Raises:
        NotImplementedError: for integers.
        RuntimeError: if the shapes do not broadcast.

    >>> import tinygrad_np as torch
    >>> torch.hypot(torch.tensor([3.0]), torch.tensor([4.0]))
    tensor([5.])
    """
    return binary_of_tensors(Hypot, "hypot", input, other, refused="iub")


pow_operator = number_operator(PowScalar, pow)
