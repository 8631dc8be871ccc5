"""Comparisons: results are bool and have no derivative."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes
from tinygrad_np.engine.function import CONSTANT, Elementwise
from tinygrad_np.engine.graph import wrap
from tinygrad_np.ops.operands import as_operand, binary, elementwise, operand, operator, promoted

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class Eq(Elementwise, differentiable=False):
    """x == y."""

    def forward(x, y):
        return x == y


class Ne(Elementwise, differentiable=False):
    """x != y."""

    def forward(x, y):
        return x != y


class Lt(Elementwise, differentiable=False):
    """x < y."""

    def forward(x, y):
        return x < y


class Le(Elementwise, differentiable=False):
    """x <= y."""

    def forward(x, y):
        return x <= y


class Gt(Elementwise, differentiable=False):
    """x > y."""

    def forward(x, y):
        return x > y


class Ge(Elementwise, differentiable=False):
    """x >= y."""

    def forward(x, y):
        return x >= y


class IsNan(Elementwise, differentiable=False):
    """Which elements are not a number."""

    def forward(x):
        return np.isnan(x)


class IsInf(Elementwise, differentiable=False):
    """Which elements are infinite."""

    def forward(x):
        return np.isinf(x)


class IsFinite(Elementwise, differentiable=False):
    """Which elements are neither infinite nor nan."""

    def forward(x):
        return np.isfinite(x)


class IsClose(Elementwise, differentiable=False):
    """Which elements of floats x and y differ by no more than atol + |rtol * y|."""

    def forward(x, y, rtol, atol, equal_nan):
        near = np.absolute(x - y) <= atol + np.absolute(rtol * y)
        # What is infinitely far is not close, however large the tolerance.
        close = (x == y) | (near & np.isfinite(x) & np.isfinite(y))
        return close | ((x != x) & (y != y)) if equal_nan else close


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


def equal(input: Tensor, other: Tensor) -> bool:
    """Whether two tensors have the same shape and the same elements, in whatever dtype.

    >>> import tinygrad_np as torch
    >>> torch.equal(torch.tensor([1, 2]), torch.tensor([1.0, 2.0]))
    True
    """
    a, b = as_operand(input, "equal")._array, as_operand(other, "equal", "other", 2)._array
    return a.shape == b.shape and bool(np.array_equal(*promoted(a, b)))


def isclose(
    input: Tensor, other: Tensor, rtol: float = 1e-05, atol: float = 1e-08, equal_nan: bool = False
) -> Tensor:
    """Which elements differ by no more than `atol + |rtol * other|`; with `equal_nan`, nan is nan.

    Raises:
        RuntimeError: if the dtypes differ, or a tolerance is negative.

    >>> import tinygrad_np as torch
    >>> torch.isclose(torch.tensor([1.0, 2.0]), torch.tensor([1.000001, 2.1]))
    tensor([ True, False])
    """
    x, y = as_operand(input, "isclose"), as_operand(other, "isclose", "other", 2)
    a, b = x._array, y._array
    if a.dtype != b.dtype:
        names = [dtypes.from_numpy_dtype(v.dtype).scalar_name for v in (a, b)]
        raise RuntimeError(f"{names[0]} did not match {names[1]}")
    for name, value in (("rtol", rtol), ("atol", atol)):
        if value < 0:
            raise RuntimeError(f"{name} must be greater than or equal to zero, but got {value}")
    if a.dtype.kind != "f":
        a, b = a.astype(dtypes.get_default()), b.astype(dtypes.get_default())
    places = (x, y, CONSTANT, CONSTANT, CONSTANT)
    return elementwise(IsClose, places, (a, b, rtol, atol, equal_nan))


def allclose(
    input: Tensor, other: Tensor, rtol: float = 1e-05, atol: float = 1e-08, equal_nan: bool = False
) -> bool:
    """Whether all elements are close: see `isclose`.

    >>> import tinygrad_np as torch
    >>> torch.allclose(torch.tensor([1.0, 2.0]), torch.tensor([1.0, 2.000001]))
    True
    """
    x, y = as_operand(input, "allclose"), as_operand(other, "allclose", "other", 2)
    return bool(isclose(x, y, rtol, atol, equal_nan)._array.all())


def isin(
    elements: Any = None,
    test_elements: Any = None,
    *,
    assume_unique: bool = False,
    invert: bool = False,
    element: Any = None,
    test_element: Any = None,
) -> Tensor:
    """Which elements are among the test elements; with `invert`, which are not.

    Either may be a number, which PyTorch calls `element` and `test_element`. That all are unique
    need not be assumed.

    Raises:
        TypeError: if neither is a Tensor.
        RuntimeError: for bools.

    >>> import tinygrad_np as torch
    >>> torch.isin(torch.tensor([1, 2, 3]), torch.tensor([3, 1]))
    tensor([ True, False,  True])
    """
    (x, a), (y, b) = (
        operand(number if tensor is None else tensor, "isin", name, position)
        for position, (name, tensor, number) in enumerate(
            (("elements", elements, element), ("test_elements", test_elements, test_element)), 1
        )
    )
    if x is CONSTANT and y is CONSTANT:
        raise TypeError("isin(): elements or test_elements must be a Tensor")
    for value in (a, b):
        if np.asarray(value).dtype.kind == "b":
            raise RuntimeError("Unsupported input type encountered for isin(): Bool")
    a, b = promoted(a, b)
    return wrap(np.isin(a, b, invert=invert))


def isnan(input: Tensor) -> Tensor:
    """Which elements are not a number.

    >>> import tinygrad_np as torch
    >>> torch.isnan(torch.tensor([1.0, float("nan")]))
    tensor([False,  True])
    """
    return wrap(IsNan.forward(as_operand(input, "isnan")._array))


def isinf(input: Tensor) -> Tensor:
    """Which elements are infinite.

    >>> import tinygrad_np as torch
    >>> torch.isinf(torch.tensor([1.0, float("-inf"), float("nan")]))
    tensor([False,  True, False])
    """
    return wrap(IsInf.forward(as_operand(input, "isinf")._array))


def isfinite(input: Tensor) -> Tensor:
    """Which elements are neither infinite nor nan.

    >>> import tinygrad_np as torch
    >>> torch.isfinite(torch.tensor([1.0, float("-inf"), float("nan")]))
    tensor([ True, False, False])
    """
    return wrap(IsFinite.forward(as_operand(input, "isfinite")._array))


def isposinf(input: Tensor) -> Tensor:
    """Which elements are positive infinity.

    >>> import tinygrad_np as torch
    >>> torch.isposinf(torch.tensor([float("inf"), float("-inf"), 1.0]))
    tensor([ True, False, False])
    """
    return wrap(Eq.forward(as_operand(input, "isposinf")._array, math.inf))


def isneginf(input: Tensor) -> Tensor:
    """Which elements are negative infinity.

    >>> import tinygrad_np as torch
    >>> torch.isneginf(torch.tensor([float("inf"), float("-inf"), 1.0]))
    tensor([False,  True, False])
    """
    return wrap(Eq.forward(as_operand(input, "isneginf")._array, -math.inf))


def isreal(input: Tensor) -> Tensor:
    """Which elements are real: all, since there are no complex tensors.

    >>> import tinygrad_np as torch
    >>> torch.isreal(torch.tensor([1, 2]))
    tensor([True, True])
    """
    return wrap(np.ones(as_operand(input, "isreal")._array.shape, bool))


eq_operator = operator(Eq, eq, "fiub")
ne_operator = operator(Ne, ne, "fiub")
lt_operator = operator(Lt, lt, "fiub")
le_operator = operator(Le, le, "fiub")
gt_operator = operator(Gt, gt, "fiub")
ge_operator = operator(Ge, ge, "fiub")
