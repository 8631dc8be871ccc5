"""Functions of one number, applied to each element; and choices between elements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes
from tinygrad_np.engine.function import CONSTANT, Function
from tinygrad_np.engine.graph import TensorBase, wrap
from tinygrad_np.ops.operands import (
    as_arrays,
    as_operand,
    binary,
    cast,
    check_fits,
    elementwise,
    operand,
    promoted,
    unary,
)

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class Exp(Function):
    """e**x."""

    def forward(x):
        return np.exp(x)

    def backward(grad, out):
        return grad * out


class Log(Function):
    """The natural logarithm."""

    def forward(x):
        return np.log(x)

    def backward(grad, x):
        return grad / x


class Sqrt(Function):
    """The square root."""

    def forward(x):
        return np.sqrt(x)

    def backward(grad, out):
        return grad / (2.0 * out)


class Sin(Function):
    """The sine."""

    def forward(x):
        return np.sin(x)

    def backward(grad, x):
        return grad * np.cos(x)


class Cos(Function):
    """The cosine."""

    def forward(x):
        return np.cos(x)

    def backward(grad, x):
        return -grad * np.sin(x)


class Tan(Function):
    """The tangent."""

    def forward(x):
        return np.tan(x)

    def backward(grad, out):
        return grad * (1.0 + out * out)


class Tanh(Function):
    """The hyperbolic tangent."""

    def forward(x):
        return np.tanh(x)

    def backward(grad, out):
        return grad * (1.0 - out * out)


class Sign(Function):
    """-1, 0 or 1; constant wherever it has a derivative."""

    def forward(x):
        return np.sign(x)

    def backward(grad):
        return np.zeros_like(grad)


class Maximum(Function):
    """The larger of two elements; where they are equal, each has half the derivative."""

    broadcasts = True

    def forward(x, y):
        return np.maximum(x, y)

    def backward_x(grad, x, y):
        return np.where(x == y, grad * 0.5, np.where(x < y, 0.0, grad))

    def backward_y(grad, x, y):
        return np.where(x == y, grad * 0.5, np.where(x > y, 0.0, grad))


class Minimum(Function):
    """The smaller of two elements; where they are equal, each has half the derivative."""

    broadcasts = True

    def forward(x, y):
        return np.minimum(x, y)

    def backward_x(grad, x, y):
        return np.where(x == y, grad * 0.5, np.where(x > y, 0.0, grad))

    def backward_y(grad, x, y):
        return np.where(x == y, grad * 0.5, np.where(x < y, 0.0, grad))


class Clamp(Function, node_name="ClampBackward1"):
    """Elements brought into [min, max]; its derivative is 1 at the bounds too."""

    def forward(x, min, max):
        if min is not None:
            x = np.maximum(x, min)
        return x if max is None else np.minimum(x, max)

    def backward(grad, x, min, max):
        inside = x == x
        if min is not None:
            inside = inside & (x >= min)
        if max is not None:
            inside = inside & (x <= max)
        return np.where(inside, grad, 0.0)


class Where(Function):
    """Elements of x where the condition holds, elsewhere of y."""

    broadcasts = True

    def forward(condition, x, y):
        return np.where(condition, x, y)

    def backward_x(grad, condition):
        return np.where(condition, grad, 0.0)

    def backward_y(grad, condition):
        return np.where(condition, 0.0, grad)


def exp(input: Tensor) -> Tensor:
    """e to the power of each element; integers give the default float dtype.

    >>> import tinygrad_np as torch
    >>> torch.exp(torch.tensor([0.0, 1.0]))
    tensor([1.0000, 2.7183])
    """
    return unary(Exp, "exp", input)


def log(input: Tensor) -> Tensor:
    """The natural logarithm of each element; integers give the default float dtype.

    >>> import tinygrad_np as torch
    >>> torch.log(torch.tensor([1.0, 10.0]))
    tensor([0.0000, 2.3026])
    """
    return unary(Log, "log", input)


def sqrt(input: Tensor) -> Tensor:
    """The square root of each element; integers give the default float dtype.

    >>> import tinygrad_np as torch
    >>> torch.sqrt(torch.tensor([4, 9]))
    tensor([2., 3.])
    """
    return unary(Sqrt, "sqrt", input)


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


def tanh(input: Tensor) -> Tensor:
    """The hyperbolic tangent of each element; integers give the default float dtype.

    >>> import tinygrad_np as torch
    >>> torch.tanh(torch.tensor([0.0, 1.0]))
    tensor([0.0000, 0.7616])
    """
    return unary(Tanh, "tanh", input)


def maximum(input: Tensor, other: Any) -> Tensor:
    """The larger element of two tensors, with broadcasting; equal ones share the derivative.

    Raises:
        RuntimeError: if the shapes do not broadcast.

    >>> import tinygrad_np as torch
    >>> torch.maximum(torch.tensor([1.0, 5.0]), torch.tensor([3.0, 2.0]))
    tensor([3., 5.])
    """
    x, y = as_operand(input, "maximum"), as_operand(other, "maximum", "other", 2)
    return binary(Maximum, "maximum", x, y)


def minimum(input: Tensor, other: Any) -> Tensor:
    """The smaller element of two tensors, with broadcasting; equal ones share the derivative.

    Raises:
        RuntimeError: if the shapes do not broadcast.

    >>> import tinygrad_np as torch
    >>> torch.minimum(torch.tensor([1.0, 5.0]), torch.tensor([3.0, 2.0]))
    tensor([1., 2.])
    """
    x, y = as_operand(input, "minimum"), as_operand(other, "minimum", "other", 2)
    return binary(Minimum, "minimum", x, y)


def clamp(input: Tensor, min: float | None = None, max: float | None = None) -> Tensor:
    """Each element brought into [min, max]; the derivative is 1 inside and at the bounds.

    Raises:
        RuntimeError: if neither bound is given.
        NotImplementedError: for a bound that is a Tensor.

    >>> import tinygrad_np as torch
    >>> torch.clamp(torch.tensor([-1.0, 0.5, 2.0]), 0, 1)
    tensor([0.0000, 0.5000, 1.0000])
    """
    if min is None and max is None:
        raise RuntimeError("torch.clamp: At least one of 'min' or 'max' must not be None")
    if isinstance(min, TensorBase) or isinstance(max, TensorBase):
        raise NotImplementedError(
            "clamp(): bounds must be numbers; for Tensors use torch.maximum and torch.minimum"
        )
    input = as_operand(input, "clamp")
    low, high = (None if b is None else operand(b, "clamp", "bounds", 2)[1] for b in (min, max))
    bounds = [bound for bound in (low, high) if bound is not None]
    a = promoted(input._array, *bounds)[0]
    for bound in bounds:
        check_fits(bound, a.dtype)
    low, high = (None if bound is None else cast(bound, a.dtype) for bound in (low, high))
    return Clamp.run((input, CONSTANT, CONSTANT), (a, low, high))


def where(condition: Tensor, input: Any = None, other: Any = None) -> Any:
    """Elements of `input` where `condition` (bool) holds, elsewhere of `other`, with broadcasting.

    Raises:
        RuntimeError: if the condition is not bool, or the shapes do not broadcast.

    >>> import tinygrad_np as torch
    >>> x = torch.tensor([1.0, -2.0])
    >>> torch.where(x > 0, x, 0.0)
    tensor([1., 0.])
    """
    condition = as_operand(condition, "where", "condition")
    if input is None and other is None:
        return tuple(wrap(index) for index in np.nonzero(np.atleast_1d(condition._array)))
    if condition._array.dtype != np.bool_:
        raise RuntimeError(
            "where expected condition to be a boolean tensor, but got a tensor with dtype "
            f"{dtypes.from_numpy_dtype(condition._array.dtype).scalar_name}"
        )
    (x, a), (y, b) = operand(input, "where", "input", 2), operand(other, "where", "other", 3)
    return elementwise(Where, (condition, x, y), (condition._array, *as_arrays(promoted(a, b))))


def sign(input: Tensor) -> Tensor:
    """-1, 0 or 1 by the sign of each element; its derivative is 0.

    >>> import tinygrad_np as torch
    >>> torch.sign(torch.tensor([-2.0, 0.0, 3.0]))
    tensor([-1.,  0.,  1.])
    """
    input = as_operand(input, "sign")
    return wrap(input.array.copy()) if input._array.dtype.kind == "b" else Sign.apply(input)
