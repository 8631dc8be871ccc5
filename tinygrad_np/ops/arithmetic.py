"""Sums, products, and what is made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np.dtypes import result_type
from tinygrad_np.engine.function import CONSTANT, Elementwise, Function
from tinygrad_np.engine.graph import TensorBase
from tinygrad_np.ops.operands import (
    as_operand,
    binary,
    check_fits,
    elementwise,
    number_operator,
    operand,
    operator,
    promoted,
    refuse,
)

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class Add(Elementwise):
    """Elementwise sum with broadcasting."""

    broadcasts = True

    def forward(x, y):
        return x + y

    def backward_x(grad):
        return grad

    def backward_y(grad):
        return grad


class AddScaled(Elementwise, node_name="AddBackward0"):
    """x + alpha * y."""

    broadcasts = True

    def forward(x, y, alpha):
        return x + y * alpha

    def backward_x(grad):
        return grad

    def backward_y(grad, alpha):
        return grad * alpha


class Sub(Elementwise):
    """Elementwise difference with broadcasting."""

    broadcasts = True

    def forward(x, y):
        return x - y

    def backward_x(grad):
        return grad

    def backward_y(grad):
        return -grad


class Rsub(Elementwise, node_name="RsubBackward1"):
    """A number less a tensor."""

    def forward(x, number):
        return number - x

    def backward(grad):
        return -grad


class Mul(Elementwise):
    """Elementwise product with broadcasting."""

    broadcasts = True

    def forward(x, y):
        return x * y

    def backward_x(grad, y):
        return grad * y

    def backward_y(grad, x):
        return grad * x


class Neg(Elementwise):
    """-x."""

    def forward(x):
        return -x

    def backward(grad):
        return -grad


class Addcmul(Elementwise):
    """x + value * y * z."""

    broadcasts = True

    def forward(x, y, z, value):
        return x + (y * z if value == 1 else value * y * z)

    def backward_x(grad):
        return grad

    def backward_y(grad, z, value):
        return grad * (z * value)

    def backward_z(grad, y, value):
        return grad * (y * value)


class Addcdiv(Elementwise):
    """x + value * y / z."""

    broadcasts = True

    def forward(x, y, z, value):
        return x + (y / z if value == 1 else value * y / z)

    def backward_x(grad):
        return grad

    def backward_y(grad, z, value):
        return grad * (value / z)

    def backward_z(grad, y, z, value):
        return -grad * (value * (y / z) / z)


class LerpScalar(Elementwise, node_name="LerpBackward0"):
    """The point between x and y that a number names: x at 0, y at 1, both exactly."""

    broadcasts = True

    def forward(x, y, weight):
        if -0.5 < weight < 0.5:
            return x + weight * (y - x)
        return y - (1 - weight) * (y - x)

    def backward_x(grad, weight):
        return grad * (1 - weight)

    def backward_y(grad, weight):
        return grad * weight


class Lerp(Elementwise, node_name="LerpBackward1"):
    """The point between x and y that weights name: x at 0, y at 1, both exactly."""

    broadcasts = True

    def forward(x, y, weight):
        return x * (1.0 - weight) + y * weight

    def backward_x(grad, weight):
        return grad * (1.0 - weight)

    def backward_y(grad, weight):
        return grad * weight

    def backward_weight(grad, x, y):
        return grad * (y - x)


def add(input: Tensor, other: Any, *, alpha: float = 1) -> Tensor:
    """`input + alpha * other`, elementwise with broadcasting.

    Shapes broadcast; the dtype is that of both operands together.

    Raises:
        RuntimeError: if the shapes do not broadcast.

    >>> import tinygrad_np as torch
    >>> torch.add(torch.tensor([1.0, 2.0]), 10, alpha=2)
    tensor([21., 22.])
    """
    if _is_one(alpha):
        return binary(Add, "add", input, other)
    if isinstance(input, TensorBase) and isinstance(other, TensorBase):
        a, b = input._array, other._array
        if a.dtype is b.dtype and a.dtype.kind == "f" and alpha.__class__ is not bool:
            alpha = _scale("add", "alpha", alpha, a.dtype)
            return elementwise(AddScaled, (input, other, CONSTANT), (a, b, alpha))
    return binary(Add, "add", input, _times(input, other, alpha))


def sub(input: Tensor, other: Any, *, alpha: float = 1) -> Tensor:
    """`input - alpha * other`, elementwise with broadcasting.

    Raises:
        RuntimeError: if the shapes do not broadcast, or both operands are bool.

    >>> import tinygrad_np as torch
    >>> torch.sub(torch.tensor([1.0, 2.0]), torch.tensor([0.5]))
    tensor([0.5000, 1.5000])
    """
    _refuse_bools(input, other)
    other = other if _is_one(alpha) else _times(input, other, alpha)
    if isinstance(other, TensorBase) and isinstance(input, (float, int, np.number, np.bool_)):
        return rsub(other, input)
    return binary(Sub, "sub", input, other)


def rsub(input: Tensor, other: Any, *, alpha: float = 1) -> Tensor:
    """`other - alpha * input`.

    >>> import tinygrad_np as torch
    >>> torch.rsub(torch.tensor([1.0, 2.0]), 10)
    tensor([9., 8.])
    """
    _refuse_bools(input, other)
    input = as_operand(input if _is_one(alpha) else _times(other, input, alpha), "rsub")
    if isinstance(other, (TensorBase, np.ndarray)):
        return binary(Sub, "rsub", other, input)
    a, number = promoted(input._array, operand(other, "rsub", "other", 2)[1])
    return Rsub.run_unary(input, a, number)


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


def positive(input: Tensor) -> Tensor:
    """`+input`: itself.

    Raises:
        RuntimeError: for a bool tensor.

    >>> import tinygrad_np as torch
    >>> torch.positive(torch.tensor([1.0, -2.0]))
    tensor([ 1., -2.])
    """
    input = as_operand(input, "positive")
    if input._array.dtype.kind == "b":
        raise RuntimeError("The `+` operator, on a bool tensor is not supported.")
    return input


def addcmul(input: Tensor, tensor1: Tensor, tensor2: Tensor, *, value: float = 1) -> Tensor:
    """`input + value * tensor1 * tensor2`, elementwise with broadcasting.

    Raises:
        NotImplementedError: for bool tensors.
        RuntimeError: if the shapes do not broadcast, or `value` would make integers floating point.

    >>> import tinygrad_np as torch
    >>> torch.addcmul(torch.tensor([1.0]), torch.tensor([2.0]), torch.tensor([3.0]), value=10)
    tensor([61.])
    """
    return _add_scaled(Addcmul, "addcmul", input, tensor1, tensor2, value)


def addcdiv(input: Tensor, tensor1: Tensor, tensor2: Tensor, *, value: float = 1) -> Tensor:
    """`input + value * tensor1 / tensor2`, elementwise with broadcasting.

    Raises:
        RuntimeError: if the shapes do not broadcast, or both tensors are of integers.

    >>> import tinygrad_np as torch
    >>> torch.addcdiv(torch.tensor([1.0]), torch.tensor([3.0]), torch.tensor([2.0]), value=10)
    tensor([16.])
    """
    y, z = _value(tensor1), _value(tensor2)
    if hasattr(y, "dtype") and hasattr(z, "dtype") and y.dtype.kind != "f" != z.dtype.kind:
        raise RuntimeError(
            "Integer division with addcdiv is no longer supported: use `input + value * tensor1 / "
            "tensor2`, with torch.trunc around the quotient for integers."
        )
    return _add_scaled(Addcdiv, "addcdiv", input, tensor1, tensor2, value)


def lerp(input: Tensor, end: Tensor, weight: Any) -> Tensor:
    """`input + weight * (end - input)`, elementwise with broadcasting; weight may be a number.

    Raises:
        NotImplementedError: for integers.
        RuntimeError: if the shapes do not broadcast, or the dtypes differ.

    >>> import tinygrad_np as torch
    >>> torch.lerp(torch.tensor([1.0, 2.0]), torch.tensor([3.0, 6.0]), 0.25)
    tensor([1.5000, 3.0000])
    """
    x, y = as_operand(input, "lerp"), as_operand(end, "lerp", "end", 2)
    w, c = operand(weight, "lerp", "weight", 3)
    refuse("lerp_kernel", "iub", x._array)
    for name, array in (("end", y._array), ("weight", c)):
        if getattr(array, "dtype", x._array.dtype) != x._array.dtype:
            raise RuntimeError(
                f"expected dtype {x._array.dtype} for `{name}` but got dtype {array.dtype}"
            )
    function = LerpScalar if w is CONSTANT else Lerp
    return elementwise(function, (x, y, w), (x._array, y._array, c))


def _add_scaled(
    function: type[Function], op: str, input: Any, tensor1: Any, tensor2: Any, value: Any
) -> Any:
    """Run an op that adds something to `input`, scaled by a number."""
    x = as_operand(input, op)
    y, z = as_operand(tensor1, op, "tensor1", 2), as_operand(tensor2, op, "tensor2", 3)
    a, b, c = promoted(x._array, y._array, z._array)
    refuse(op, "b", a)
    value = 1 if _is_one(value) else _scale(op, "value", value, a.dtype)
    return elementwise(function, (x, y, z, CONSTANT), (a, b, c, value))


def _is_one(alpha: Any) -> bool:
    return alpha.__class__ is int and alpha == 1


def _times(x: Any, y: Any, alpha: Any) -> Any:
    """`y * alpha`, to be added to `x`."""
    dtype = result_type(_value(x), _value(y))
    alpha = _scale("add", "alpha", alpha, dtype)
    if dtype.kind == "b":
        return y & bool(alpha)
    if isinstance(alpha, bool):
        raise RuntimeError("Boolean alpha only supported for Boolean results.")
    return y * alpha


def _scale(op: str, name: str, scale: Any, dtype: np.dtype) -> float:
    """A number, which may come as a 0-d tensor, to scale elements of a dtype with.

    Raises:
        TypeError: if it is none.
        RuntimeError: if it would make integers floating point, or the dtype cannot hold it.
    """
    if isinstance(scale, TensorBase) and not scale._array.ndim and not scale._requires_grad:
        scale = scale._array.item()
    if not isinstance(scale, (int, float, np.number)):
        raise TypeError(f"{op}(): argument '{name}' must be Number, not {type(scale).__name__}")
    scale = scale.item() if isinstance(scale, np.generic) else scale
    if isinstance(scale, float) and dtype.kind != "f":
        raise RuntimeError(
            f"For integral input tensors, argument {name} must not be a floating point number."
        )
    check_fits(scale, dtype)
    return scale


def _value(x: Any) -> Any:
    return x._array if isinstance(x, TensorBase) else x


def _is_bool(x: Any) -> bool:
    return x._array.dtype.kind == "b" if isinstance(x, TensorBase) else x.__class__ is bool


def _refuse_bools(x: Any, y: Any) -> None:
    x_is_bool, y_is_bool = _is_bool(x), _is_bool(y)
    if x_is_bool and y_is_bool:
        raise RuntimeError(
            "Subtraction, the `-` operator, with two bool tensors is not supported. "
            "Use the `^` or `logical_xor()` operator instead."
        )
    if x_is_bool or y_is_bool:
        raise RuntimeError(
            "Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying "
            "to invert a mask, use the `~` or `logical_not()` operator instead."
        )


add_operator = operator(Add, add, "fiu")
sub_operator = operator(Sub, sub, "fiu")
mul_operator = operator(Mul, mul, "fiu")
rsub_operator = number_operator(Rsub, rsub)
