"""Sums, products, quotients and powers."""

import math

import numpy as np

from tests.samples.arrays import (
    COLUMN,
    EMPTY,
    INF,
    MAPS,
    NAN,
    OTHER_SCALAR,
    PAIRS,
    POSITIVE,
    ROW,
    SCALAR,
    VECTOR,
    WITH_ZERO,
    A,
    B,
    Convention,
    Row,
    array,
)

ROWS = {
    "Add": Row(lambda xp, x, y: x + y, PAIRS),
    "Sub": Row(lambda xp, x, y: x - y, PAIRS),
    "Rsub": Row(lambda xp, x, number: number - x, [(A, 2.5), (SCALAR, -1), (EMPTY, 0.5)]),
    "Mul": Row(lambda xp, x, y: x * y, PAIRS),
    "Div": Row(lambda xp, x, y: x / y, PAIRS),
    "Reciprocal": Row(lambda xp, x: 1 / x, MAPS),
    "Neg": Row(lambda xp, x: -x, MAPS),
    "Abs": Row(lambda xp, x: xp.absolute(x), MAPS),
    "PowScalar": Row(
        lambda xp, x, exponent: x**exponent,
        [
            *((WITH_ZERO, n) for n in (0, 1, 2, 3)),
            *((A, n) for n in (-1, -2)),
            *((POSITIVE, p) for p in (0.5, 2.0, -1.5)),
            (SCALAR, 2),
            (EMPTY, 2),
        ],
    ),
    "ScalarPow": Row(lambda xp, x, base: base**x, [(A, 2), (A, 0.5), (SCALAR, 3.0), (EMPTY, 2)]),
    "Pow": Row(
        lambda xp, x, y: x**y,
        [
            (POSITIVE, B),
            (np.abs(COLUMN), ROW),
            (POSITIVE, array(1, 2, 3)),
            (SCALAR, OTHER_SCALAR),
            (EMPTY, VECTOR),
        ],
    ),
}

CONVENTIONS = [
    # A kink: the middle of both sides.
    Convention("Abs", (array(-2, 0, 2),), ([-1, 0, 1],)),
    # Powers of and to zero.
    Convention("PowScalar", (array(0, 2), 0), ([0, 0],)),
    Convention("PowScalar", (array(0, 4), 0.5), ([INF, 0.25],)),
    Convention("ScalarPow", (array(0, 2), 0), ([0, 0],)),
    Convention("Pow", (array(0, 0, 0), array(0, 1, 2)), ([0, 1, 0], [0, 0, 0])),
    Convention("Pow", (array(2, -2), array(0, 2)), ([0, -4], [math.log(2), NAN])),
]
