"""Comparisons and logic on masks: results are bool (or integer) and have no derivative."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import shapes
from tinygrad_np.engine.function import Function
from tinygrad_np.ops.operands import accepts_numpy_names, as_operand, binary, operand, refuse

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class Eq(Function, differentiable=False):
    """x == y."""

    def forward(x, y):
        return np.equal(x, y)


class Ne(Function, differentiable=False):
    """x != y."""

    def forward(x, y):
        return np.not_equal(x, y)


class Lt(Function, differentiable=False):
    """x < y."""

    def forward(x, y):
        return np.less(x, y)


class Le(Function, differentiable=False):
    """x <= y."""

    def forward(x, y):
        return np.less_equal(x, y)


class Gt(Function, differentiable=False):
    """x > y."""

    def forward(x, y):
        return np.greater(x, y)


class Ge(Function, differentiable=False):
    """x >= y."""

    def forward(x, y):
        return np.greater_equal(x, y)


class BitwiseAnd(Function, differentiable=False):
    """x & y."""

    def forward(x, y):
        return np.bitwise_and(x, y)


class BitwiseOr(Function, differentiable=False):
    """x | y."""

    def forward(x, y):
        return np.bitwise_or(x, y)


class BitwiseXor(Function, differentiable=False):
    """x ^ y."""

    def forward(x, y):
        return np.bitwise_xor(x, y)


class BitwiseNot(Function, differentiable=False):
    """~x."""

    def forward(x):
        return np.invert(x)


class IsNan(Function, differentiable=False):
    """Which elements are not a number."""

    def forward(x):
        return np.isnan(x)


class AllTrue(Function, differentiable=False):
    """Whether all elements over dims are true."""

    def forward(x, dims, keepdim):
        return np.logical_and.reduce(x, axis=dims, keepdims=keepdim)


class AnyTrue(Function, differentiable=False):
    """Whether any element over dims is true."""

    def forward(x, dims, keepdim):
        return np.logical_or.reduce(x, axis=dims, keepdims=keepdim)


def eq(input: Tensor, other: Any) -> Tensor:
    """Whether `input == other`, element by element with broadcasting.

    >>> import tinygrad_np as torch
    >>> torch.eq(torch.tensor([1, 2]), 2)
    tensor([False,  True])
    """
    return binary(Eq, "eq", input, other)


def ne(input: Tensor, other: Any) -> Tensor:
    """Whether `input != other`, element by element with broadcasting.

    >>> import tinygrad_np as torch
    >>> torch.ne(torch.tensor([1, 2]), 2)
    tensor([ True, False])
    """
    return binary(Ne, "ne", input, other)


def lt(input: Tensor, other: Any) -> Tensor:
    """Whether `input < other`, element by element with broadcasting.

    >>> import tinygrad_np as torch
    >>> torch.lt(torch.tensor([1, 2]), 2)
    tensor([ True, False])
    """
    return binary(Lt, "lt", input, other)


def le(input: Tensor, other: Any) -> Tensor:
    """Whether `input <= other`, element by element with broadcasting.

    >>> import tinygrad_np as torch
    >>> torch.le(torch.tensor([1, 2, 3]), 2)
    tensor([ True,  True, False])
    """
    return binary(Le, "le", input, other)


def gt(input: Tensor, other: Any) -> Tensor:
    """Whether `input > other`, element by element with broadcasting.

    >>> import tinygrad_np as torch
    >>> torch.gt(torch.tensor([1, 2, 3]), 2)
    tensor([False, False,  True])
    """
    return binary(Gt, "gt", input, other)


def ge(input: Tensor, other: Any) -> Tensor:
    """Whether `input >= other`, element by element with broadcasting.

    >>> import tinygrad_np as torch
    >>> torch.ge(torch.tensor([1, 2, 3]), 2)
    tensor([False,  True,  True])
    """
    return binary(Ge, "ge", input, other)


def bitwise_and(input: Tensor, other: Any) -> Tensor:
    """`input & other` of bools or integers, with broadcasting.

    >>> import tinygrad_np as torch
    >>> torch.bitwise_and(torch.tensor([True, True]), torch.tensor([True, False]))
    tensor([ True, False])
    """
    return _bitwise(BitwiseAnd, "bitwise_and", input, other)


def bitwise_or(input: Tensor, other: Any) -> Tensor:
    """`input | other` of bools or integers, with broadcasting.

    >>> import tinygrad_np as torch
    >>> torch.bitwise_or(torch.tensor([1, 2]), 4)
    tensor([5, 6])
    """
    return _bitwise(BitwiseOr, "bitwise_or", input, other)


def bitwise_xor(input: Tensor, other: Any) -> Tensor:
    """`input ^ other` of bools or integers, with broadcasting.

    >>> import tinygrad_np as torch
    >>> torch.bitwise_xor(torch.tensor([True, True]), torch.tensor([True, False]))
    tensor([False,  True])
    """
    return _bitwise(BitwiseXor, "bitwise_xor", input, other)


def bitwise_not(input: Tensor) -> Tensor:
    """`~input`: a mask inverted, or the bits of integers.

    Raises:
        NotImplementedError: for a floating point tensor.

    >>> import tinygrad_np as torch
    >>> torch.bitwise_not(torch.tensor([True, False]))
    tensor([False,  True])
    """
    input = as_operand(input, "bitwise_not")
    refuse("bitwise_not", "f", input._array)
    return BitwiseNot.apply(input)


def invert(input: Tensor) -> Tensor:
    """The operator `~`: `bitwise_not`, with the operator's own error.

    Raises:
        TypeError: for a floating point tensor.

    >>> import tinygrad_np as torch
    >>> ~torch.tensor([1, 2])
    tensor([-2, -3])
    """
    if input._array.dtype.kind == "f":
        raise TypeError(
            "~ (operator.invert) is only implemented on integer and Boolean-type tensors"
        )
    return bitwise_not(input)


def isnan(input: Tensor) -> Tensor:
    """Which elements are not a number.

    >>> import tinygrad_np as torch
    >>> torch.isnan(torch.tensor([1.0, float("nan")]))
    tensor([False,  True])
    """
    return IsNan.apply(as_operand(input, "isnan"))


@accepts_numpy_names
def all(input: Tensor, dim: Any = None, keepdim: bool = False) -> Tensor:
    """Whether all elements over `dim` (an int, several, or all) are true, that is not 0.

    Raises:
        IndexError: for a dim that the input does not have.

    >>> import tinygrad_np as torch
    >>> torch.all(torch.tensor([1.0, 2.0]) > 0)
    tensor(True)
    """
    input = as_operand(input, "all")
    return AllTrue.apply(input, shapes.wrap_dims(dim, input._array.ndim, "all"), keepdim)


@accepts_numpy_names
def any(input: Tensor, dim: Any = None, keepdim: bool = False) -> Tensor:
    """Whether any element over `dim` (an int, several, or all) is true, that is not 0.

    Raises:
        IndexError: for a dim that the input does not have.

    >>> import tinygrad_np as torch
    >>> torch.any(torch.tensor([[0, 0], [0, 3]]), dim=1)
    tensor([False,  True])
    """
    input = as_operand(input, "any")
    return AnyTrue.apply(input, shapes.wrap_dims(dim, input._array.ndim, "any"), keepdim)


def _bitwise(function: type[Function], op: str, x: Any, y: Any) -> Tensor:
    _, a = operand(x, op, "input", 1)
    _, b = operand(y, op, "other", 2)
    refuse(op, "f", a, b)
    return binary(function, op, x, y)
