"""Choices between elements: the larger, the smaller, the one that a condition names."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes
from tinygrad_np.engine.function import CONSTANT, Elementwise
from tinygrad_np.engine.graph import TensorBase, wrap
from tinygrad_np.ops.operands import (
    as_arrays,
    as_operand,
    binary_of_tensors,
    cast,
    check_fits,
    elementwise,
    operand,
    promoted,
    refuse,
)
from tinygrad_np.ops.selection import zero_where

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class Maximum(Elementwise):
    """The larger of two elements; where they are equal, each has half the derivative."""

    broadcasts = True

    def forward(x, y):
        return np.maximum(x, y)

    def backward_x(grad, x, y):
        return zero_where(np.where(x == y, grad * 0.5, grad), x < y)

    def backward_y(grad, x, y):
        return zero_where(np.where(x == y, grad * 0.5, grad), x > y)


class Minimum(Elementwise):
    """The smaller of two elements; where they are equal, each has half the derivative."""

    broadcasts = True

    def forward(x, y):
        return np.minimum(x, y)

    def backward_x(grad, x, y):
        return zero_where(np.where(x == y, grad * 0.5, grad), x > y)

    def backward_y(grad, x, y):
        return zero_where(np.where(x == y, grad * 0.5, grad), x < y)


class Fmax(Elementwise):
    """The larger of two elements, of a nan and a number the number; x where they are equal."""

    broadcasts = True

    def forward(x, y):
        return np.fmax(x, y)

    def backward_x(grad, x, y):
        return zero_where(grad, ~((x >= y) | (y != y)))

    def backward_y(grad, x, y):
        return zero_where(grad, (x >= y) | (y != y))


class Fmin(Elementwise):
    """The smaller of two elements, of a nan and a number the number; x where they are equal."""

    broadcasts = True

    def forward(x, y):
        return np.fmin(x, y)

    def backward_x(grad, x, y):
        return zero_where(grad, ~((x <= y) | (y != y)))

    def backward_y(grad, x, y):
        return zero_where(grad, (x <= y) | (y != y))


def _clamped(x, min, max):
    if min is not None and max is not None:
        return np.clip(x, min, max)  # several times as fast as a maximum of a minimum
    if min is not None:
        x = np.maximum(x, min)
    return x if max is None else np.minimum(x, max)


def _inside(x, min, max):
    """Whether elements are in [min, max], either of which may be None."""
    inside = x == x
    if min is not None:
        inside = inside & (x >= min)
    return inside if max is None else inside & (x <= max)


class Clamp(Elementwise, node_name="ClampBackward1"):
    """Elements brought into [min, max]; its derivative is 1 at the bounds too."""

    def forward(x, min, max):
        return _clamped(x, min, max)

    def backward(grad, x, min, max):
        return zero_where(grad, ~_inside(x, min, max))


class ClampTensor(Elementwise, node_name="ClampBackward0"):
    """Elements brought between those of min and max; at the bounds the derivative is that of x."""

    broadcasts = True

    def forward(x, min, max):
        return _clamped(x, min, max)

    def backward_x(grad, x, min, max):
        return zero_where(grad, ~_inside(x, min, max))

    def backward_min(grad, x, min, max):
        return zero_where(grad, ~(x < min if max is None else (x < min) & (min < max)))

    def backward_max(grad, x, min, max):
        return zero_where(grad, ~(x > max if min is None else (x > max) | (max < min)))


class NanToNum(Elementwise):
    """Numbers in the place of nan and of the infinities."""

    def forward(x, nan, posinf, neginf):
        if posinf == -neginf == float(np.finfo(x.dtype).max):
            x = np.clip(x, neginf, posinf)  # no other element is beyond
        else:
            x = np.where(x == math.inf, posinf, np.where(x == -math.inf, neginf, x))
        return np.where(x == x, x, nan)

    def backward(grad, x):
        return zero_where(grad, ~(np.absolute(x) < math.inf))


class Where(Elementwise):
    """Elements of x where the condition holds, elsewhere of y."""

    broadcasts = True

    def forward(condition, x, y):
        return np.where(condition, x, y)

    def backward_x(grad, condition):
        return zero_where(grad, ~condition)

    def backward_y(grad, condition):
        return zero_where(grad, condition)


def maximum(input: Any, other: Any) -> Tensor:
    """The larger element of two tensors, with broadcasting; equal ones share the derivative.

    Raises:
        RuntimeError: if the shapes do not broadcast.

    >>> import tinygrad_np as torch
    >>> torch.maximum(torch.tensor([1.0, 5.0]), torch.tensor([3.0, 2.0]))
    tensor([3., 5.])
    """
    return binary_of_tensors(Maximum, "maximum", input, other)


def minimum(input: Any, other: Any) -> Tensor:
    """The smaller element of two tensors, with broadcasting; equal ones share the derivative.

    Raises:
        RuntimeError: if the shapes do not broadcast.

    >>> import tinygrad_np as torch
    >>> torch.minimum(torch.tensor([1.0, 5.0]), torch.tensor([3.0, 2.0]))
    tensor([1., 2.])
    """
    return binary_of_tensors(Minimum, "minimum", input, other)


def fmax(input: Tensor, other: Tensor) -> Tensor:
    """As `maximum`, but a number counts for more than a nan; equal ones are `input`'s.

    Raises:
        RuntimeError: if the shapes do not broadcast.

    >>> import tinygrad_np as torch
    >>> torch.fmax(torch.tensor([1.0, float("nan")]), torch.tensor([3.0, 2.0]))
    tensor([3., 2.])
    """
    return binary_of_tensors(Fmax, "fmax", input, other)


def fmin(input: Tensor, other: Tensor) -> Tensor:
    """As `minimum`, but a number counts for more than a nan; equal ones are `input`'s.

    Raises:
        RuntimeError: if the shapes do not broadcast.

    >>> import tinygrad_np as torch
    >>> torch.fmin(torch.tensor([1.0, float("nan")]), torch.tensor([3.0, 2.0]))
    tensor([1., 2.])
    """
    return binary_of_tensors(Fmin, "fmin", input, other)


def clamp(input: Tensor, min: Any = None, max: Any = None) -> Tensor:
    """Each element brought into [min, max]; the derivative is 1 inside and at the bounds.

    The bounds are numbers, or tensors with which the elements broadcast; either may be None.

    Raises:
        NotImplementedError: for bool tensors.
        RuntimeError: if neither bound is given, the dtype cannot hold one, or the shapes do not
            broadcast.
        TypeError: if one bound is a number and the other a tensor with dims.

    >>> import tinygrad_np as torch
    >>> torch.clamp(torch.tensor([-1.0, 0.5, 2.0]), 0, 1)
    tensor([0.0000, 0.5000, 1.0000])
    >>> torch.clamp(torch.tensor([-1.0, 0.5, 2.0]), max=torch.tensor([0.0, 1.0, 1.0]))
    tensor([-1.0000,  0.5000,  1.0000])
    """
    if min is None and max is None:
        raise RuntimeError("torch.clamp: At least one of 'min' or 'max' must not be None")
    x = input if isinstance(input, TensorBase) else as_operand(input, "clamp")
    if x._array.dtype.kind == "f" and _is_common(min) and _is_common(max):
        return Clamp.run_unary(x, x._array, min, max)
    low, high = _bound(min, "min", 2), _bound(max, "max", 3)
    if isinstance(low, TensorBase) or isinstance(high, TensorBase):
        if all(b is None or isinstance(b, TensorBase) for b in (low, high)):
            return _clamp_to_tensors(x, low, high)
        low, high = _number(low), _number(high)
    bounds = [bound for bound in (low, high) if bound is not None]
    a = promoted(x._array, *bounds)[0]
    refuse("clamp_scalar", "b", a)
    for bound in bounds:
        check_fits(bound, a.dtype)
    low, high = (None if bound is None else cast(bound, a.dtype) for bound in (low, high))
    return Clamp.run_unary(x, a, low, high)


def _is_common(bound: Any) -> bool:
    """Whether a bound is missing, or a number that every floating dtype holds."""
    kind = bound.__class__
    return bound is None or ((kind is float or kind is int) and -65504 <= bound <= 65504)


def _bound(bound: Any, name: str, position: int) -> Any:
    """A bound as a Tensor, a number or None."""
    if bound is None:
        return None
    place, value = operand(bound, "clamp", name, position)
    return value if place is CONSTANT else place


def _number(bound: Any) -> Any:
    """A bound that stands beside a number as a number."""
    if not isinstance(bound, TensorBase):
        return bound
    if bound._array.ndim or bound._requires_grad:
        raise TypeError("clamp(): 'min' and 'max' must both be numbers, or both Tensors")
    return bound._array.item()


def _clamp_to_tensors(x: Any, low: Any, high: Any) -> Any:
    operands = (x, low, high)
    dtype = dtypes.result_type(*[t._array for t in operands if t is not None])
    values = [None if t is None else cast(t._array, dtype) for t in operands]
    if low is not None and high is not None:
        refuse("clamp", "b", values[0])
    return elementwise(ClampTensor, [CONSTANT if t is None else t for t in operands], values)


def clamp_min(input: Tensor, min: Any) -> Tensor:
    """`clamp` with a lower bound alone, a number or a tensor.

    >>> import tinygrad_np as torch
    >>> torch.clamp_min(torch.tensor([-1.0, 2.0]), 0)
    tensor([0., 2.])
    """
    if min is None:
        raise TypeError("clamp_min(): argument 'min' (position 2) must be Tensor, not NoneType")
    return clamp(input, min)


def clamp_max(input: Tensor, max: Any) -> Tensor:
    """`clamp` with an upper bound alone, a number or a tensor.

    >>> import tinygrad_np as torch
    >>> torch.clamp_max(torch.tensor([-1.0, 2.0]), 0)
    tensor([-1.,  0.])
    """
    if max is None:
        raise TypeError("clamp_max(): argument 'max' (position 2) must be Tensor, not NoneType")
    return clamp(input, None, max)


def nan_to_num(
    input: Tensor,
    nan: float | None = None,
    posinf: float | None = None,
    neginf: float | None = None,
) -> Tensor:
    """Numbers in the place of nan, 0 by default, and of the infinities, the largest by default.

    There the derivative is 0.

    >>> import tinygrad_np as torch
    >>> torch.nan_to_num(torch.tensor([1.0, float("nan"), float("inf")]), nan=5.0, posinf=9.0)
    tensor([1., 5., 9.])
    """
    for position, x in enumerate((nan, posinf, neginf)):
        if not isinstance(x, (int, float, type(None))):
            raise TypeError(
                f"nan_to_num(): argument '{('nan', 'posinf', 'neginf')[position]}' (position "
                f"{position + 2}) must be float, not {type(x).__name__}"
            )
    input = as_operand(input, "nan_to_num")
    a = input._array
    if a.dtype.kind != "f":
        return wrap(a.copy())
    largest = float(np.finfo(a.dtype).max)
    numbers = (
        0.0 if nan is None else nan,
        largest if posinf is None else posinf,
        -largest if neginf is None else neginf,
    )
    return NanToNum.run_unary(input, a, *numbers)


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
    if (
        isinstance(input, TensorBase)
        and isinstance(other, TensorBase)
        and input._array.dtype is other._array.dtype
    ):
        values: tuple = (condition._array, input._array, other._array)
        return elementwise(Where, (condition, input, other), values)
    (x, a), (y, b) = operand(input, "where", "input", 2), operand(other, "where", "other", 3)
    return elementwise(Where, (condition, x, y), (condition._array, *as_arrays(promoted(a, b))))
