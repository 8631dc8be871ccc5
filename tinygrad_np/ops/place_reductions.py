"""Reductions of what is sent to one place: products, means and extremes, with what was there."""

from __future__ import annotations

from typing import Any

import numpy as np

from tinygrad_np.engine.function import CONSTANT, Function
from tinygrad_np.engine.graph import wrap
from tinygrad_np.ops.elementwise import where
from tinygrad_np.ops.joining import cat
from tinygrad_np.ops.places import Collect, Pick, Put, flat_positions, pick


class PutLargest(Function, node_name="ScatterReduceBackward0"):
    """x with the largest of the elements of y at each place; equal ones share the derivative.

    x's own element counts too, if it is to be included.
    """

    fills_buffer = True

    def forward(x, y, places, first, last, include_self):
        return _with_extremes(np.maximum, x, y, places, first, last, include_self)

    def backward_x(grad, x, y, out, places, first, last, include_self):
        mine, _, count = _winners(x, y, out, places, first, last, include_self)
        return grad * mine / count

    def backward_y(grad, x, y, out, places, first, last, include_self):
        _, theirs, count = _winners(x, y, out, places, first, last, include_self)
        return theirs * Pick.call(grad / count, places, first, last, True)


class PutSmallest(PutLargest, node_name="ScatterReduceBackward0"):
    """x with the smallest of the elements of y at each place; equal ones share the derivative."""

    def forward(x, y, places, first, last, include_self):
        return _with_extremes(np.minimum, x, y, places, first, last, include_self)


def _with_extremes(
    ufunc: Any, x: Any, y: Any, places: Any, first: int, last: int, include_self: bool
) -> Any:
    buffer = np.array(x, order="C")
    flat = buffer.reshape(-1)
    positions = flat_positions(places, buffer.shape, first, last)
    y = np.ascontiguousarray(y).reshape(-1)
    if not include_self:
        flat[positions] = y  # any of them, to begin with
    ufunc.at(flat, positions, y)
    return buffer


def _winners(
    x: Any, y: Any, out: Any, places: Any, first: int, last: int, include_self: bool
) -> tuple[Any, Any, Any]:
    """Which elements of x and of y are the result, as numbers, and how many share each place."""
    mine = (x == out).astype(out.dtype)
    if not include_self:
        mine = Put.call(mine, 0.0, places, first, last, False)
    theirs = (y == Pick.call(out, places, first, last, True)).astype(out.dtype)
    count = Put.call(mine, theirs, places, first, last, True)
    return mine, theirs, np.where(count == 0, 1.0, count)  # 0 where the result is nan


def reduced(
    op: str, x: Any, y: Any, places: np.ndarray, first: int, last: int, include_self: bool
) -> Any:
    """x with the elements of y at each place reduced by `op`: sum, mean, prod, amax or amin."""
    constants = (CONSTANT,) * 4
    if op in ("amax", "amin"):
        function = PutLargest if op == "amax" else PutSmallest
        values = (x._array, y._array, places, first, last, include_self)
        return function.run((x, y, *constants), values)
    if op == "prod":
        return _products(x, y, places, first, last, include_self)
    if not include_self:
        values = (x._array, 0, places, first, last, False)
        x = Put.run((x, CONSTANT, *constants), values)
    total = Put.run((x, y, *constants), (x._array, y._array, places, first, last, True))
    if op == "sum":
        return total
    ones = np.ones(y._array.shape, np.int64)
    count = Collect.call(ones, places, first, last, x._array.shape) + include_self
    count = np.maximum(count, 1)
    if total._array.dtype.kind in "iu":
        return wrap(total._array // count.astype(total._array.dtype))
    return total / wrap(count.astype(total._array.dtype))


def _products(x: Any, y: Any, places: np.ndarray, first: int, last: int, include_self: bool) -> Any:
    """By multiplication alone, so that derivatives of any order are exact at zeros.

    The factors are sorted by place. In each step an element comes to be the product of twice as
    many as before, those that end with it, up to the first of the place.
    """
    shape = x._array.shape
    positions = flat_positions(places, shape, first, last)
    if not positions.size:
        return x * 1
    order = np.argsort(positions, kind="stable")
    positions = positions[order]
    one = wrap(np.ones((), x._array.dtype))
    product = pick(Pick, y, order, 0, y._array.ndim)
    reach = 1
    while True:
        same = positions[reach:] == positions[:-reach]
        if not same.any():
            break
        factor = where(wrap(same), product[:-reach], one)
        product = cat((product[:reach], product[reach:] * factor))
        reach *= 2
    ends = np.flatnonzero(np.append(positions[1:] != positions[:-1], True))
    product = product[ends]
    chosen = positions[ends]
    ndim = len(shape)
    if include_self:
        product = product * pick(Pick, x, chosen, 0, ndim)
    values = (x._array, product._array, chosen, 0, ndim, False)
    return Put.run((x, product, *(CONSTANT,) * 4), values)
