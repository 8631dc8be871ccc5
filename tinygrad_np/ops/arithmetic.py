"""Sums, products, quotients and powers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np.dtypes import result_type
from tinygrad_np.engine.function import CONSTANT, Function
from tinygrad_np.engine.graph import TensorBase
from tinygrad_np.ops.operands import (
    as_operand,
    binary,
    is_operand,
    number_operator,
    operator,
    promoted,
    refuse,
    unary,
)

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class Add(Function):
    """Elementwise sum with broadcasting."""

    broadcasts = True

    def forward(x, y):
        return x + y

    def backward_x(grad):
        return grad

    def backward_y(grad):
        return grad


class Sub(Function):
    """Elementwise difference with broadcasting."""

    broadcasts = True

    def forward(x, y):
        return x - y

    def backward_x(grad):
        return grad

    def backward_y(grad):
        return -grad


class Rsub(Function, node_name="RsubBackward1"):
    """A number less a tensor."""

    def forward(x, number):
        return number - x

    def backward(grad):
        return -grad


class Mul(Function):
    """Elementwise product with broadcasting."""

    broadcasts = True

    def forward(x, y):
        return x * y

    def backward_x(grad, y):
        return grad * y

    def backward_y(grad, x):
        return grad * x


class Div(Function):
    """Elementwise quotient with broadcasting."""

    broadcasts = True

    def forward(x, y):
        return x / y

    def backward_x(grad, y):
        return grad / y

    def backward_y(grad, x, y):
        return -grad * ((x / y) / y)


class Reciprocal(Function):
    """1 / x."""

    def forward(x):
        return 1.0 / x

    def backward(grad, out):
        return -grad * (out * out)


class Neg(Function):
    """-x."""

    def forward(x):
        return -x

    def backward(grad):
        return -grad


class Abs(Function):
    """|x|; its derivative at 0 is 0."""

    def forward(x):
        return np.absolute(x)

    def backward(grad, x):
        return grad * np.sign(x)


class PowScalar(Function, node_name="PowBackward0"):
    """A tensor to the power of a number."""

    def forward(x, exponent):
        return x**exponent

    def backward(grad, x, exponent):
        if exponent == 0:
            return np.zeros_like(grad)
        return grad * (exponent * x ** (exponent - 1))


class ScalarPow(Function, node_name="PowBackward2"):
    """A number to the power of a tensor; 0**x counts as constant for x >= 0."""

    def forward(x, base):
        return base**x

    def backward(grad, x, out, base):
        if base == 0:
            return grad * np.where(x >= 0, 0.0, -out)
        return grad * (out * np.log(base).item())


class Pow(Function, node_name="PowBackward1"):
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


def add(input: Tensor, other: Any, *, alpha: float = 1) -> Tensor:
    """`input + alpha * other`, elementwise with broadcasting.

    Shapes broadcast; the dtype is that of both operands together.

    Raises:
        RuntimeError: if the shapes do not broadcast.

    >>> import tinygrad_np as torch
    >>> torch.add(torch.tensor([1.0, 2.0]), 10, alpha=2)
    tensor([21., 22.])
    """
    return binary(Add, "add", input, other if alpha == 1 else _times(input, other, alpha))


def sub(input: Tensor, other: Any, *, alpha: float = 1) -> Tensor:
    """`input - alpha * other`, elementwise with broadcasting.

    Raises:
        RuntimeError: if the shapes do not broadcast, or both operands are bool.

    >>> import tinygrad_np as torch
    >>> torch.sub(torch.tensor([1.0, 2.0]), torch.tensor([0.5]))
    tensor([0.5000, 1.5000])
    """
    other = other if alpha == 1 else _times(input, other, alpha)
    _refuse_bools(input, other)
    if isinstance(other, TensorBase) and not isinstance(input, TensorBase | np.ndarray):
        return rsub(other, input)
    return binary(Sub, "sub", input, other)


def rsub(input: Tensor, other: Any, *, alpha: float = 1) -> Tensor:
    """`other - alpha * input`.

    >>> import tinygrad_np as torch
    >>> torch.rsub(torch.tensor([1.0, 2.0]), 10)
    tensor([9., 8.])
    """
    input = as_operand(input if alpha == 1 else _times(other, input, alpha), "rsub")
    _refuse_bools(input, other)
    if isinstance(other, (TensorBase, np.ndarray)):
        return binary(Sub, "rsub", other, input)
    a, number = promoted(input._array, other)
    return Rsub.run((input, CONSTANT), (a, number))


def mul(input: Tensor, other: Any) -> Tensor:
    """`input * other`, elementwise with broadcasting.

    Raises:
        RuntimeError: if the shapes do not broadcast.

    >>> import tinygrad_np as torch
    >>> torch.mul(torch.tensor([[1.0], [2.0]]), torch.tensor([1.0, 10.0]))
    tensor([[ 1., 10.],
            [ 2., 20.]])
    """
    return binary(Mul, "mul", input, other)


def div(input: Tensor, other: Any) -> Tensor:
    """`input / other`, elementwise with broadcasting; integers give the default float dtype.

    Raises:
        RuntimeError: if the shapes do not broadcast.

    >>> import tinygrad_np as torch
    >>> torch.div(torch.tensor([1, 2]), 4)
    tensor([0.2500, 0.5000])
    """
    if not isinstance(input, (TensorBase, np.ndarray)) and isinstance(other, TensorBase):
        return rdiv_operator(other, input)
    return binary(Div, "div", input, other, floating=True)


def reciprocal(input: Tensor) -> Tensor:
    """`1 / input`; integers give the default float dtype.

    >>> import tinygrad_np as torch
    >>> torch.reciprocal(torch.tensor([2.0, 4.0]))
    tensor([0.5000, 0.2500])
    """
    return unary(Reciprocal, "reciprocal", input)


def neg(input: Tensor) -> Tensor:
    """`-input`.

    Raises:
        RuntimeError: for a bool tensor.

    >>> import tinygrad_np as torch
    >>> torch.neg(torch.tensor([1.0, -2.0]))
    tensor([-1.,  2.])
    """
    input = as_operand(input, "neg")
    try:
        return Neg.run_unary(input, input._array)
    except TypeError:
        raise RuntimeError(
            "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to "
            "invert a mask, use the `~` or `logical_not()` operator instead."
        ) from None


def abs(input: Tensor) -> Tensor:
    """The absolute value; its derivative at 0 is 0.

    Raises:
        NotImplementedError: for a bool tensor.

    >>> import tinygrad_np as torch
    >>> torch.abs(torch.tensor([-1.5, 2.0]))
    tensor([1.5000, 2.0000])
    """
    input = as_operand(input, "abs")
    refuse("abs", "b", input._array)
    return Abs.apply(input)


def square(input: Tensor) -> Tensor:
    """`input**2`.

    >>> import tinygrad_np as torch
    >>> torch.square(torch.tensor([3.0]))
    tensor([9.])
    """
    return pow(input, 2)


def pow(input: Any, exponent: Any) -> Tensor:
    """`input ** exponent`, elementwise with broadcasting; one of them may be a number.

    The derivative for the exponent counts 0**y as constant where y >= 0.

    Raises:
        RuntimeError: if the shapes do not broadcast, or an integer tensor meets a negative integer.

    >>> import tinygrad_np as torch
    >>> torch.pow(torch.tensor([1.0, 2.0, 3.0]), 2)
    tensor([1., 4., 9.])
    """
    try:
        if not isinstance(exponent, (TensorBase, np.ndarray)):
            return _number_with_tensor(PowScalar, input, exponent)
        if not isinstance(input, (TensorBase, np.ndarray)):
            return _number_with_tensor(ScalarPow, exponent, input)
        return binary(Pow, "pow", input, exponent)
    except ValueError:  # NumPy's word for it
        raise RuntimeError("Integers to negative integer powers are not allowed.") from None


def _number_with_tensor(function: type[Function], x: Any, number: Any) -> Tensor:
    """Run an op of a tensor and a number in the dtype that belongs to both together."""
    x = as_operand(x, "pow")
    number = number.item() if isinstance(number, np.generic) else number
    return function.run((x, CONSTANT), promoted(x._array, number))


def _times(x: Any, y: Any, alpha: float) -> Any:
    """`y * alpha`, to be added to `x`.

    Raises:
        RuntimeError: if `alpha` would make integers floating point.
    """
    if isinstance(alpha, float) and result_type(*map(_value, (x, y))).kind != "f":
        raise RuntimeError(
            "For integral input tensors, argument alpha must not be a floating point number."
        )
    return y * alpha


def _value(x: Any) -> Any:
    return x._array if isinstance(x, TensorBase) else x


def _refuse_bools(x: Any, y: Any) -> None:
    bools = [
        v.__class__ is bool or (isinstance(v, TensorBase) and v._array.dtype == np.bool_)
        for v in (x, y)
    ]
    if all(bools):
        raise RuntimeError(
            "Subtraction, the `-` operator, with two bool tensors is not supported. "
            "Use the `^` or `logical_xor()` operator instead."
        )
    if any(bools):
        raise RuntimeError(
            "Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying "
            "to invert a mask, use the `~` or `logical_not()` operator instead."
        )


add_operator = operator(Add, add, "fiu")
sub_operator = operator(Sub, sub, "fiu")
mul_operator = operator(Mul, mul, "fiu")
div_operator = operator(Div, div)
rsub_operator = number_operator(Rsub, rsub)
pow_operator = number_operator(PowScalar, pow)


def rdiv_operator(x: TensorBase, y: Any) -> Any:
    """A number divided by a Tensor, as PyTorch does it."""
    return mul_operator(reciprocal(x), y) if is_operand(y) else NotImplemented  # type: ignore[arg-type]
