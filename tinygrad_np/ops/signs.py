"""What depends on the sign of a number, or gives it one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np.engine.function import Elementwise
from tinygrad_np.engine.graph import wrap
from tinygrad_np.ops.operands import as_operand, binary, binary_of_tensors, refuse
from tinygrad_np.ops.rounding import Step

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class Sign(Step):
    """-1, 0 or 1; of nan 0."""

    def forward(x):
        # In bytes, which is as fast as NumPy's own, of which a nan is nan.
        return ((x > 0).astype(np.int8) - (x < 0).astype(np.int8)).astype(x.dtype)


class Abs(Elementwise):
    """|x|; its derivative at 0 is 0."""

    def forward(x):
        return np.absolute(x)

    def backward(grad, x):
        return grad * Sign.forward(x)


class Signbit(Elementwise, differentiable=False):
    """Whether the sign is a minus, -0.0 and -nan included."""

    def forward(x):
        return np.signbit(x)


class Copysign(Elementwise):
    """|x| with the sign of y; the derivative at 0 is 0."""

    broadcasts = True

    def forward(x, y):
        return np.copysign(x, y)

    def backward_x(grad, x, y):
        return grad * (Sign.forward(x) * np.copysign(1.0, y))

    def backward_y(grad):
        return np.zeros_like(grad)


class Heaviside(Elementwise):
    """0 below 0, 1 above 0, and y at 0."""

    broadcasts = True

    def forward(x, y):
        return np.where(x == 0, y, (x > 0).astype(x.dtype))

    def backward_x(grad):
        return np.zeros_like(grad)

    def backward_y(grad, x):
        return np.where(x == 0, grad, 0.0)


class Nextafter(Elementwise):
    """The next number after x towards y; its distance to x counts as constant."""

    broadcasts = True

    def forward(x, y):
        return np.nextafter(x, y)

    def backward_x(grad):
        return grad

    def backward_y(grad):
        return np.zeros_like(grad)


def abs(input: Tensor) -> Tensor:
    """The absolute value; its derivative at 0 is 0.

    Raises:
        NotImplementedError: for a bool tensor.

    >>> import tinygrad_np as torch
    >>> torch.abs(torch.tensor([-1.5, 2.0]))
    tensor([1.5000, 2.0000])
    """
    input = as_operand(input, "abs")
    a = input._array
    refuse("abs", "b", a)
    return Abs.run_unary(input, a)


def sign(input: Tensor) -> Tensor:
    """-1, 0 or 1 by the sign of each element, 0 for nan; its derivative is 0.

    >>> import tinygrad_np as torch
    >>> torch.sign(torch.tensor([-2.0, 0.0, 3.0]))
    tensor([-1.,  0.,  1.])
    """
    input = as_operand(input, "sign")
    a = input._array
    return wrap(a.copy()) if a.dtype.kind == "b" else Sign.run_unary(input, a)


def signbit(input: Tensor) -> Tensor:
    """Whether each element has a minus; -0.0 has one.

    >>> import tinygrad_np as torch
    >>> torch.signbit(torch.tensor([-2.0, -0.0, 0.0]))
    tensor([ True,  True, False])
    """
    return Signbit.apply(as_operand(input, "signbit"))


def copysign(input: Tensor, other: Any) -> Tensor:
    """The size of `input` with the sign of `other`, a tensor or a number.

    Shapes broadcast; integers give the default float dtype. At 0 the derivative is 0.

    Raises:
        RuntimeError: if the shapes do not broadcast.

    >>> import tinygrad_np as torch
    >>> torch.copysign(torch.tensor([1.0, -2.0]), torch.tensor([-0.0, 3.0]))
    tensor([-1.,  2.])
    """
    input = as_operand(input, "copysign")
    return binary(Copysign, "copysign", input, other, floating=True, arrays=True)


def heaviside(input: Tensor, values: Tensor) -> Tensor:
    """0 where `input` is negative or nan, 1 where it is positive, and `values` where it is 0.

    Raises:
        RuntimeError: if the shapes do not broadcast, or the dtypes differ.

    >>> import tinygrad_np as torch
    >>> torch.heaviside(torch.tensor([-1.5, 0.0, 2.0]), torch.tensor([0.5]))
    tensor([0.0000, 0.5000, 1.0000])
    """
    x, y = as_operand(input, "heaviside"), as_operand(values, "heaviside", "values", 2)
    if x._array.dtype != y._array.dtype:
        raise RuntimeError(
            "heaviside is not yet implemented for tensors with different dtypes: "
            f"got {x.dtype} and {y.dtype}"
        )
    return binary(Heaviside, "heaviside", x, y)


def nextafter(input: Tensor, other: Tensor) -> Tensor:
    """The next number that the dtype has after each of `input`, towards `other`.

    Raises:
        NotImplementedError: for integers.
        RuntimeError: if the shapes do not broadcast.

    >>> import tinygrad_np as torch
    >>> torch.nextafter(torch.tensor([1.0]), torch.tensor([2.0])) - 1
    tensor([1.1921e-07])
    """
    return binary_of_tensors(Nextafter, "nextafter", input, other, refused="iub")
