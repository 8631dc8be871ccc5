"""Comparisons and logic."""

import numpy as np

from tests.samples.arrays import (
    COLUMN,
    COUNTS,
    CUBE,
    EMPTY,
    EXTREMES,
    INF,
    MAPS,
    MASK,
    MASKS,
    NAN,
    SCALAR,
    TIES,
    A,
    B,
    Row,
    array,
)

CLOSE = [
    (A, A, 1e-5, 1e-8, False),
    (A, B, 0.2, 0.7, False),
    (A, COLUMN, 0.0, 1.0, True),
    (SCALAR, A, 0.5, 0.0, False),
    (array(NAN, 1, INF, INF, 1), array(NAN, INF, INF, -INF, 1.1), INF, 0.2, False),
    (array(NAN, 1, INF, INF, 1), array(NAN, INF, INF, -INF, 1.1), 0.0, 0.2, True),
    (EMPTY, EMPTY, 0.0, 0.0, False),
]
BYTES = np.array([[3, 0, 200], [1, 5, 255]], np.uint8)
SHIFTS = [
    (COUNTS, np.array([1, 0, 70])),
    (-COUNTS, np.array([[1], [-1]])),
    (COUNTS, 2),
    (BYTES, np.array([1, 7, 8], np.uint8)),
]
TRUTHS = [*EXTREMES, (CUBE > 0, (0, 2), True), (BYTES, (1,), False), (BYTES, None, False)]
WITH_ZEROS = [(A, B), (A > 0, COLUMN), (array(0, 0, NAN), array(0, 1, 0)), (COUNTS, 0)]


def reduced(name):
    """NumPy's reduction, which of bytes gives a byte."""

    def reference(xp, x, dims, keepdim):
        found = getattr(xp, name)(x, axis=dims, keepdims=keepdim)
        return found.astype(np.uint8) if x.dtype == np.uint8 else found

    return reference


def by_torch(name):
    def reference(xp, x, dims, keepdim):
        return getattr(xp, name)(x, dims, keepdim)

    return reference


ROWS = {
    "Eq": Row(lambda xp, x, y: x == y, TIES),
    "Ne": Row(lambda xp, x, y: x != y, TIES),
    "Lt": Row(lambda xp, x, y: x < y, TIES),
    "Le": Row(lambda xp, x, y: x <= y, TIES),
    "Gt": Row(lambda xp, x, y: x > y, TIES),
    "Ge": Row(lambda xp, x, y: x >= y, TIES),
    "BitwiseAnd": Row(lambda xp, x, y: x & y, MASKS),
    "BitwiseOr": Row(lambda xp, x, y: x | y, MASKS),
    "BitwiseXor": Row(lambda xp, x, y: x ^ y, MASKS),
    "BitwiseNot": Row(lambda xp, x: ~x, [(MASK,), (COUNTS,), (EMPTY > 0,)]),
    "IsNan": Row(lambda xp, x: x != x, [*MAPS, (array(NAN, 1, INF),)]),
    "IsInf": Row(lambda xp, x: abs(x) == INF, [*MAPS, (array(NAN, 1, INF, -INF),)]),
    "IsFinite": Row(lambda xp, x: abs(x) < INF, [*MAPS, (array(NAN, 1, INF, -INF),)]),
    "IsClose": Row(
        lambda xp, x, y, rtol, atol, equal_nan: xp.isclose(x, y, rtol, atol, equal_nan), CLOSE
    ),
    "LogicalAnd": Row(lambda xp, x, y: (x != 0) & (y != 0), WITH_ZEROS),
    "LogicalOr": Row(lambda xp, x, y: (x != 0) | (y != 0), WITH_ZEROS),
    "LogicalXor": Row(lambda xp, x, y: (x != 0) ^ (y != 0), WITH_ZEROS),
    "LogicalNot": Row(lambda xp, x: x == 0, [*MAPS, (array(NAN, 0, INF),), (COUNTS,)]),
    "LeftShift": Row(lambda xp, x, y: x << y, SHIFTS),
    "RightShift": Row(lambda xp, x, y: x >> y, SHIFTS),
    "AllTrue": Row(reduced("all"), TRUTHS, torch=by_torch("all")),
    "AnyTrue": Row(reduced("any"), TRUTHS, torch=by_torch("any")),
}
