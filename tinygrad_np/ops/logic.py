"""Logic on truth values and on bits, and what shifts bits: none of it has a derivative."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import shapes
from tinygrad_np.engine.function import Elementwise, Function
from tinygrad_np.engine.graph import TensorBase, wrap
from tinygrad_np.ops.operands import (
    accepts_numpy_names,
    as_operand,
    binary,
    binary_of_tensors,
    operator,
    refuse,
)

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class LogicalAnd(Elementwise, differentiable=False):
    """Where both are true, that is not 0."""

    def forward(x, y):
        return np.logical_and(x, y)


class LogicalOr(Elementwise, differentiable=False):
    """Where one of both is true, or both are."""

    def forward(x, y):
        return np.logical_or(x, y)


class LogicalXor(Elementwise, differentiable=False):
    """Where just one of both is true."""

    def forward(x, y):
        return np.logical_xor(x, y)


class LogicalNot(Elementwise, differentiable=False):
    """Where x is 0."""

    def forward(x):
        return np.logical_not(x)


class BitwiseAnd(Elementwise, differentiable=False):
    """x & y."""

    def forward(x, y):
        return x & y


class BitwiseOr(Elementwise, differentiable=False):
    """x | y."""

    def forward(x, y):
        return x | y


class BitwiseXor(Elementwise, differentiable=False):
    """x ^ y."""

    def forward(x, y):
        return x ^ y


class BitwiseNot(Elementwise, differentiable=False):
    """~x."""

    def forward(x):
        return np.invert(x)


class LeftShift(Elementwise, differentiable=False):
    """x * 2**y, by bits; 0 where y is negative or as large as x is wide."""

    def forward(x, y):
        return np.left_shift(x, y)


class RightShift(Elementwise, differentiable=False):
    """x // 2**y, by bits; only the sign where y is negative or as large as x is wide."""

    def forward(x, y):
        return np.right_shift(x, y)


def _truth(found: Any, x: Any) -> Any:
    """What was found of x: bool, but of bytes a byte, as PyTorch had it before it knew bools."""
    return found.astype(x.dtype) if x.dtype.kind == "u" else found


class AllTrue(Function, differentiable=False):
    """Whether all elements over dims are true."""

    def forward(x, dims, keepdim):
        return _truth(np.logical_and.reduce(x, axis=dims, keepdims=keepdim), x)


class AnyTrue(Function, differentiable=False):
    """Whether any element over dims is true."""

    def forward(x, dims, keepdim):
        return _truth(np.logical_or.reduce(x, axis=dims, keepdims=keepdim), x)


def logical_and(input: Tensor, other: Tensor) -> Tensor:
    """Where both are true, that is not 0, with broadcasting.

    >>> import tinygrad_np as torch
    >>> torch.logical_and(torch.tensor([0, 1, 2]), torch.tensor([1.0, 0.0, 3.0]))
    tensor([False, False,  True])
    """
    return binary_of_tensors(LogicalAnd, "logical_and", input, other)


def logical_or(input: Tensor, other: Tensor) -> Tensor:
    """Where one of both is true, that is not 0, or both are; with broadcasting.

    >>> import tinygrad_np as torch
    >>> torch.logical_or(torch.tensor([0, 1, 0]), torch.tensor([1.0, 0.0, 0.0]))
    tensor([ True,  True, False])
    """
    return binary_of_tensors(LogicalOr, "logical_or", input, other)


def logical_xor(input: Tensor, other: Tensor) -> Tensor:
    """Where just one of both is true, that is not 0, with broadcasting.

    >>> import tinygrad_np as torch
    >>> torch.logical_xor(torch.tensor([0, 1, 2]), torch.tensor([1.0, 0.0, 3.0]))
    tensor([ True,  True, False])
    """
    return binary_of_tensors(LogicalXor, "logical_xor", input, other)


def logical_not(input: Tensor) -> Tensor:
    """Where the input is 0.

    >>> import tinygrad_np as torch
    >>> torch.logical_not(torch.tensor([0.0, 1.5]))
    tensor([ True, False])
    """
    return wrap(LogicalNot.forward(as_operand(input, "logical_not")._array))


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
    return wrap(BitwiseNot.forward(input._array))


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


def bitwise_left_shift(input: Tensor, other: Any) -> Tensor:
    """`input << other` of integers, with broadcasting: 0 for a shift that is negative or too far.

    Raises:
        NotImplementedError: if the result would be floating point or bool.

    >>> import tinygrad_np as torch
    >>> torch.bitwise_left_shift(torch.tensor([1, 2, 3]), 4)
    tensor([16, 32, 48])
    """
    return _bitwise(LeftShift, "lshift", input, other, "fb")


def bitwise_right_shift(input: Tensor, other: Any) -> Tensor:
    """`input >> other` of integers, with broadcasting: rounded down, so that -1 stays -1.

    Raises:
        NotImplementedError: if the result would be floating point or bool.

    >>> import tinygrad_np as torch
    >>> torch.bitwise_right_shift(torch.tensor([16, 7, -7]), 1)
    tensor([ 8,  3, -4])
    """
    return _bitwise(RightShift, "rshift", input, other, "fb")


@accepts_numpy_names
def all(input: Tensor, dim: Any = None, keepdim: bool = False) -> Tensor:
    """Whether all elements over `dim` (an int, several, or all) are true, that is not 0.

    Raises:
        IndexError: for a dim that the input does not have.

    >>> import tinygrad_np as torch
    >>> torch.all(torch.tensor([1.0, 2.0]) > 0)
    tensor(True)
    """
    a = as_operand(input, "all")._array
    return wrap(AllTrue.forward(a, _dims(dim, a.ndim, "all", keepdim), keepdim))


@accepts_numpy_names
def any(input: Tensor, dim: Any = None, keepdim: bool = False) -> Tensor:
    """Whether any element over `dim` (an int, several, or all) is true, that is not 0.

    Raises:
        IndexError: for a dim that the input does not have.

    >>> import tinygrad_np as torch
    >>> torch.any(torch.tensor([[0, 0], [0, 3]]), dim=1)
    tensor([False,  True])
    """
    a = as_operand(input, "any")._array
    return wrap(AnyTrue.forward(a, _dims(dim, a.ndim, "any", keepdim), keepdim))


def _dims(dim: Any, ndim: int, op: str, keepdim: bool) -> tuple[int, ...] | None:
    """The dims of `all` and `any`, for which an empty tuple is no dim at all."""
    if isinstance(dim, (tuple, list)) and not dim:
        return ()
    return shapes.wrap_dims(dim, ndim, op, keepdim)


def _bitwise(function: type[Function], op: str, x: Any, y: Any, refused: str = "f") -> Tensor:
    """Run an op of a tensor and a tensor or number, unless the result's kind is refused."""
    if not isinstance(y, (TensorBase, np.ndarray)):
        x = as_operand(x, op)
    return binary(function, op, x, y, refused=refused)


and_operator = operator(BitwiseAnd, bitwise_and, "iub")
or_operator = operator(BitwiseOr, bitwise_or, "iub")
xor_operator = operator(BitwiseXor, bitwise_xor, "iub")
left_shift_operator = operator(LeftShift, bitwise_left_shift, "iu")
right_shift_operator = operator(RightShift, bitwise_right_shift, "iu")
