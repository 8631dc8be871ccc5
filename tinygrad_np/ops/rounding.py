"""Rounding: steps, whose derivative is 0, and what they leave over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tinygrad_np.engine.function import Function
from tinygrad_np.engine.graph import wrap
from tinygrad_np.ops.operands import as_operand, refuse
from tinygrad_np.shapes import as_int

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class Step(Function):
    """A function that is constant wherever it has a derivative."""

    def backward(grad):
        return np.zeros_like(grad)


class Ceil(Step):
    """The next integer above."""

    def forward(x):
        return np.ceil(x)


class Floor(Step):
    """The next integer below."""

    def forward(x):
        return np.floor(x)


class Trunc(Step):
    """The next integer towards 0."""

    def forward(x):
        return np.trunc(x)


class Round(Step):
    """The nearest integer, of two the even one."""

    def forward(x):
        return np.rint(x)


class RoundDecimals(Step, node_name="RoundBackward1"):
    """The nearest number of so many decimal places."""

    def forward(x, decimals):
        return np.round(x, decimals)


class Frac(Function):
    """What truncation takes away."""

    def forward(x):
        return x - np.trunc(x)

    def backward(grad):
        return grad


def _rounded(function: type[Function], op: str, x: Tensor) -> Tensor:
    """Run a step on floats; integers stay what they are."""
    x = as_operand(x, op)
    a = x._array
    if a.dtype.kind == "f":
        return function.run_unary(x, a)
    refuse(f"{op}_vml", "b", a)
    return wrap(a.copy())


def ceil(input: Tensor) -> Tensor:
    """The smallest integer that is not below each element; its derivative is 0.

    Raises:
        NotImplementedError: for a bool tensor.

    >>> import tinygrad_np as torch
    >>> torch.ceil(torch.tensor([-1.5, 0.2]))
    tensor([-1.,  1.])
    """
    return _rounded(Ceil, "ceil", input)


def floor(input: Tensor) -> Tensor:
    """The largest integer that is not above each element; its derivative is 0.

    Raises:
        NotImplementedError: for a bool tensor.

    >>> import tinygrad_np as torch
    >>> torch.floor(torch.tensor([-1.5, 0.2]))
    tensor([-2.,  0.])
    """
    return _rounded(Floor, "floor", input)


def trunc(input: Tensor) -> Tensor:
    """Each element without its fraction; its derivative is 0.

    Raises:
        NotImplementedError: for a bool tensor.

    >>> import tinygrad_np as torch
    >>> torch.trunc(torch.tensor([-1.5, 2.7]))
    tensor([-1.,  2.])
    """
    return _rounded(Trunc, "trunc", input)


def round(input: Tensor, *, decimals: int = 0) -> Tensor:
    """The nearest number with so many decimals, of two the even one; its derivative is 0.

    Raises:
        NotImplementedError: for a bool tensor, and for integers if `decimals` is given.

    >>> import tinygrad_np as torch
    >>> torch.round(torch.tensor([0.5, 1.5, -2.7]))
    tensor([ 0.,  2., -3.])
    >>> torch.round(torch.tensor([1.234, 56.78]), decimals=1)
    tensor([ 1.2000, 56.8000])
    """
    if decimals == 0:
        return _rounded(Round, "round", input)
    decimals = as_int(decimals, "round", "decimals")
    input = as_operand(input, "round")
    refuse("round", "iub", input._array)
    return RoundDecimals.run_unary(input, input._array, decimals)


def frac(input: Tensor) -> Tensor:
    """The fraction of each element, with its sign.

    Raises:
        NotImplementedError: for integers.

    >>> import tinygrad_np as torch
    >>> torch.frac(torch.tensor([1.25, -2.5]))
    tensor([ 0.2500, -0.5000])
    """
    input = as_operand(input, "frac")
    refuse("frac", "iub", input._array)
    return Frac.run_unary(input, input._array)
