"""Quotients, exact and rounded, remainders and divisors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes
from tinygrad_np.engine.function import Elementwise
from tinygrad_np.engine.graph import TensorBase
from tinygrad_np.ops.arithmetic import mul_operator
from tinygrad_np.ops.operands import (
    as_operand,
    binary,
    binary_of_tensors,
    is_operand,
    operator,
    unary,
)

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class Div(Elementwise):
    """Elementwise quotient with broadcasting."""

    broadcasts = True

    def forward(x, y):
        return x / y

    def backward_x(grad, y):
        return grad / y

    def backward_y(grad, x, y):
        return -grad * ((x / y) / y)


class FloorDivide(Elementwise, node_name="DivBackward2"):
    """The quotient rounded down; its derivative is 0."""

    broadcasts = True

    def forward(x, y):
        return x // y

    def backward_x(grad):
        return np.zeros_like(grad)

    def backward_y(grad):
        return np.zeros_like(grad)


class TruncDivide(Elementwise, node_name="DivBackward2"):
    """The quotient rounded towards 0; its derivative is 0."""

    broadcasts = True

    def forward(x, y):
        return np.trunc(x / y)

    def backward_x(grad):
        return np.zeros_like(grad)

    def backward_y(grad):
        return np.zeros_like(grad)


class TruncDivideIntegers(Elementwise, differentiable=False):
    """As TruncDivide, but exact: not every integer is a floating point number."""

    def forward(x, y):
        return (x - np.fmod(x, y)) // y


class Remainder(Elementwise, node_name="RemainderBackward1"):
    """What the quotient rounded down leaves over; it has the sign of y."""

    broadcasts = True

    def forward(x, y):
        return x % y

    def backward_x(grad):
        return grad

    def backward_y(grad, x, y):
        return -grad * np.floor_divide(x, y)


class Fmod(Elementwise, node_name="FmodBackward1"):
    """What the quotient rounded towards 0 leaves over; it has the sign of x."""

    broadcasts = True

    def forward(x, y):
        return np.fmod(x, y)

    def backward_x(grad):
        return grad

    def backward_y(grad, x, y):
        return -grad * np.trunc(x / y)


class Reciprocal(Elementwise):
    """1 / x."""

    def forward(x):
        return 1.0 / x

    def backward(grad, out):
        return -grad * (out * out)


class Gcd(Elementwise, differentiable=False):
    """The greatest common divisor."""

    def forward(x, y):
        return np.gcd(x, y)


class Lcm(Elementwise, differentiable=False):
    """The least common multiple."""

    def forward(x, y):
        return np.lcm(x, y)


def div(input: Tensor, other: Any, *, rounding_mode: str | None = None) -> Tensor:
    """`input / other`, elementwise with broadcasting; integers give the default float dtype.

    With `rounding_mode` "floor" or "trunc" the quotient is rounded down or towards 0, integers give
    integers, and the derivative is 0.

    Raises:
        RuntimeError: if the shapes do not broadcast, the mode is unknown, or an integer is divided
            by 0 in one of the modes.

    >>> import tinygrad_np as torch
    >>> torch.div(torch.tensor([1, 2]), 4)
    tensor([0.2500, 0.5000])
    >>> torch.div(torch.tensor([-7, 7]), 2, rounding_mode="trunc")
    tensor([-3,  3])
    """
    if rounding_mode is None:
        return true_divide(input, other)
    if rounding_mode == "floor":
        return floor_divide(input, other)
    if rounding_mode == "trunc":
        integral = _check_divisor(input, other)
        function = TruncDivideIntegers if integral else TruncDivide
        return binary(function, "div_trunc", input, other, refused="b")
    if not isinstance(rounding_mode, str):
        raise TypeError(f"div(): rounding_mode must be str, not {type(rounding_mode).__name__}")
    raise RuntimeError(
        "div expected rounding_mode to be one of None, 'trunc', or 'floor' but found "
        f"{rounding_mode!r}"
    )


def true_divide(input: Tensor, other: Any) -> Tensor:
    """`input / other`, elementwise with broadcasting; integers give the default float dtype.

    Raises:
        RuntimeError: if the shapes do not broadcast.

    >>> import tinygrad_np as torch
    >>> torch.true_divide(torch.tensor([1, 2]), 4)
    tensor([0.2500, 0.5000])
    """
    if isinstance(other, TensorBase) and isinstance(input, (float, int, np.number, np.bool_)):
        return rdiv_operator(other, input)
    return binary(Div, "div", input, other, floating=True)


def floor_divide(input: Any, other: Any) -> Tensor:
    """The quotient rounded down, elementwise with broadcasting; its derivative is 0.

    Raises:
        NotImplementedError: if both operands are bool.
        RuntimeError: if the shapes do not broadcast, or an integer is divided by 0.

    >>> import tinygrad_np as torch
    >>> torch.floor_divide(torch.tensor([-7, 7]), 2)
    tensor([-4,  3])
    """
    _check_divisor(input, other)
    return binary(FloorDivide, "div_floor", input, other, refused="b")


def remainder(input: Any, other: Any) -> Tensor:
    """`input - other * floor(input / other)`, which has the sign of `other`: Python's `%`.

    Elementwise with broadcasting; one of them may be a number.

    Raises:
        NotImplementedError: if both operands are bool.
        RuntimeError: if the shapes do not broadcast, or an integer is divided by 0.

    >>> import tinygrad_np as torch
    >>> torch.remainder(torch.tensor([-7.0, 7.0]), 3)
    tensor([2., 1.])
    """
    if not isinstance(other, (TensorBase, np.ndarray)):
        input = as_operand(input, "remainder")
    _check_divisor(input, other)
    return binary(Remainder, "remainder", input, other, refused="b")


def fmod(input: Tensor, other: Any) -> Tensor:
    """`input - other * trunc(input / other)`, which has the sign of `input`: C's `fmod`.

    Elementwise with broadcasting.

    Raises:
        NotImplementedError: if both operands are bool.
        RuntimeError: if the shapes do not broadcast, or an integer is divided by 0.

    >>> import tinygrad_np as torch
    >>> torch.fmod(torch.tensor([-7.0, 7.0]), 3)
    tensor([-1.,  1.])
    """
    input = as_operand(input, "fmod")
    _check_divisor(input, other)
    return binary(Fmod, "fmod", input, other, refused="b")


def _check_divisor(x: Any, y: Any) -> bool:
    """Whether integers are divided; refuse to divide them by 0: NumPy would answer 0.

    Raises:
        RuntimeError: as PyTorch's.
    """
    a, b = (v._array if isinstance(v, TensorBase) else v for v in (x, y))
    if not (_is_integral(a) and _is_integral(b)):
        return False
    if not np.all(b) and np.size(a) and dtypes.result_type(a, b).kind != "b":
        raise RuntimeError("ZeroDivisionError")
    return True


def _is_integral(x: Any) -> bool:
    """Whether an array or a number is one without fractions."""
    return x.dtype.kind in "iub" if hasattr(x, "dtype") else isinstance(x, int)


def reciprocal(input: Tensor) -> Tensor:
    """`1 / input`; integers give the default float dtype.

    >>> import tinygrad_np as torch
    >>> torch.reciprocal(torch.tensor([2.0, 4.0]))
    tensor([0.5000, 0.2500])
    """
    return unary(Reciprocal, "reciprocal", input)


def gcd(input: Tensor, other: Tensor) -> Tensor:
    """The greatest common divisor of integers, elementwise with broadcasting.

    Raises:
        NotImplementedError: for other dtypes.
        RuntimeError: if the shapes do not broadcast.

    >>> import tinygrad_np as torch
    >>> torch.gcd(torch.tensor([12, 7]), torch.tensor([18, 21]))
    tensor([6, 7])
    """
    return binary_of_tensors(Gcd, "gcd", input, other, refused="fb")


def lcm(input: Tensor, other: Tensor) -> Tensor:
    """The least common multiple of integers, elementwise with broadcasting.

    Raises:
        NotImplementedError: for other dtypes.
        RuntimeError: if the shapes do not broadcast.

    >>> import tinygrad_np as torch
    >>> torch.lcm(torch.tensor([4, 7]), torch.tensor([6, 21]))
    tensor([12, 21])
    """
    return binary_of_tensors(Lcm, "lcm", input, other, refused="fb")


div_operator = operator(Div, true_divide)
floor_divide_operator = operator(FloorDivide, floor_divide)
remainder_operator = operator(Remainder, remainder)


def rdiv_operator(x: TensorBase, y: Any) -> Any:
    """A number divided by a Tensor, as PyTorch does it."""
    return mul_operator(reciprocal(x), y) if is_operand(y) else NotImplemented  # type: ignore[arg-type]
