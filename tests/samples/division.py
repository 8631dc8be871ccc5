"""Quotients, exact and rounded, remainders and divisors."""

import numpy as np

from tests.samples.arrays import (
    COLUMN,
    COUNTS,
    EMPTY,
    INF,
    MAPS,
    OTHER_SCALAR,
    PAIRS,
    ROW,
    SCALAR,
    VECTOR,
    A,
    B,
    Convention,
    Row,
    array,
)

# Quotients that are far from integers, at which they jump.
QUOTIENTS = [
    (A, B * 1.1),
    (COLUMN, ROW * 0.9),
    (A, VECTOR * 0.95),
    (SCALAR, OTHER_SCALAR),
    (EMPTY, EMPTY),
    (EMPTY, VECTOR),
]
INTEGERS = [
    (COUNTS, np.array([4, 10, 9])),
    (COUNTS, np.array([[-2], [7]])),
    (np.zeros((0, 3), int), COUNTS),
]

ROWS = {
    "Div": Row(lambda xp, x, y: x / y, PAIRS),
    "FloorDivide": Row(
        lambda xp, x, y: x // y,
        [*QUOTIENTS, *INTEGERS, (A, 2.3), (-COUNTS, 4)],
        torch=lambda xp, x, y: xp.div(x, y, rounding_mode="floor"),
    ),
    "TruncDivide": Row(
        lambda xp, x, y: xp.trunc(x / y),
        QUOTIENTS,
        torch=lambda xp, x, y: xp.div(x, y, rounding_mode="trunc"),
    ),
    "TruncDivideIntegers": Row(
        lambda xp, x, y: np.trunc(x / y).astype(int),
        INTEGERS,
        torch=lambda xp, x, y: xp.div(x, y, rounding_mode="trunc"),
    ),
    "Remainder": Row(lambda xp, x, y: xp.remainder(x, y), [*QUOTIENTS, *INTEGERS, (A, 2.3)]),
    "Fmod": Row(lambda xp, x, y: xp.fmod(x, y), [*QUOTIENTS, *INTEGERS, (A, 2.3)]),
    "Reciprocal": Row(lambda xp, x: 1 / x, MAPS),
    "Gcd": Row(lambda xp, x, y: xp.gcd(x, y), INTEGERS),
    "Lcm": Row(lambda xp, x, y: xp.lcm(x, y), INTEGERS),
}

CONVENTIONS = [
    # A remainder counts as sloped where it jumps.
    Convention("Remainder", (array(4, -7), array(2, 2)), ([1, 1], [-2, 4])),
    Convention("Fmod", (array(4, -7), array(2, 2)), ([1, 1], [-2, 3])),
    Convention("FloorDivide", (array(1, 2), array(0, INF)), ([0, 0], [0, 0])),
]
