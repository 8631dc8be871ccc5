"""Powers and roots."""

import math

import numpy as np

from tests.samples.arrays import (
    COLUMN,
    EMPTY,
    INF,
    NAN,
    OTHER_SCALAR,
    POSITIVE,
    POSITIVE_MAPS,
    ROW,
    SCALAR,
    TENSOR_PAIRS,
    VECTOR,
    WITH_ZERO,
    A,
    B,
    Convention,
    Row,
    array,
)

ROWS = {
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
    "Sqrt": Row(lambda xp, x: xp.sqrt(x), POSITIVE_MAPS),
    "Rsqrt": Row(lambda xp, x: 1 / xp.sqrt(x), POSITIVE_MAPS),
    "Hypot": Row(lambda xp, x, y: xp.hypot(x, y), TENSOR_PAIRS),
}

CONVENTIONS = [
    # Powers of and to zero.
    Convention("PowScalar", (array(0, 2), 0), ([0, 0],)),
    Convention("PowScalar", (array(0, 4), 0.5), ([INF, 0.25],)),
    Convention("ScalarPow", (array(0, 2), 0), ([0, 0],)),
    Convention("Pow", (array(0, 0, 0), array(0, 1, 2)), ([0, 1, 0], [0, 0, 0])),
    Convention("Pow", (array(2, -2), array(0, 2)), ([0, -4], [math.log(2), NAN])),
    # At the edge of the domain.
    Convention("Sqrt", (array(0, 4),), ([INF, 0.25],)),
    Convention("Rsqrt", (array(0, 4),), ([-INF, -1 / 16],)),
    # The root of a square.
    Convention("Hypot", (array(0, 3), array(-1, 4)), ([0, 0.6], [-1, 0.8])),
]
