"""Exponentials and logarithms."""

import numpy as np

from tests.samples.arrays import (
    COLUMN,
    EMPTY,
    INF,
    MAPS,
    OTHER_SCALAR,
    POSITIVE,
    POSITIVE_MAPS,
    ROW,
    SCALAR,
    TENSOR_PAIRS,
    VECTOR,
    A,
    B,
    Convention,
    Row,
    array,
)


def numpys_xlogy(xp, x, y):
    return xp.where(x == 0, 0.0, x * xp.log(y))


ROWS = {
    "Exp": Row(lambda xp, x: xp.exp(x), MAPS),
    "Exp2": Row(lambda xp, x: xp.exp2(x), MAPS),
    "Expm1": Row(lambda xp, x: xp.expm1(x), MAPS),
    "Log": Row(lambda xp, x: xp.log(x), POSITIVE_MAPS),
    "Log2": Row(lambda xp, x: xp.log2(x), POSITIVE_MAPS),
    "Log10": Row(lambda xp, x: xp.log10(x), POSITIVE_MAPS),
    "Log1p": Row(lambda xp, x: xp.log1p(x), POSITIVE_MAPS),
    "Logaddexp": Row(lambda xp, x, y: xp.logaddexp(x, y), TENSOR_PAIRS),
    "Logaddexp2": Row(lambda xp, x, y: xp.logaddexp2(x, y), TENSOR_PAIRS),
    "Xlogy": Row(
        numpys_xlogy,
        [
            (A, POSITIVE),
            (ROW, np.abs(COLUMN)),
            (OTHER_SCALAR, SCALAR),
            (EMPTY, np.abs(VECTOR)),
        ],
        torch=lambda xp, x, y: xp.xlogy(x, y),
    ),
    "Ldexp": Row(
        lambda xp, x, y: x * 2**y,
        [*TENSOR_PAIRS, (A, array(3, -2, 0)), (B, array(1.5, -0.5, 2.2))],
        torch=lambda xp, x, y: xp.ldexp(x, y),
    ),
}

CONVENTIONS = [
    # At the edge of the domain.
    Convention("Log", (array(0, 4),), ([INF, 0.25],)),
    Convention("Log2", (array(0, 4),), ([INF, 0.25 / np.log(2)],)),
    Convention("Log10", (array(0, 4),), ([INF, 0.25 / np.log(10)],)),
    Convention("Log1p", (array(-1, 3),), ([INF, 0.25],)),
    # What is lost beside the other has no part in it.
    Convention("Logaddexp", (array(-INF, 0, 1000), array(3, -INF, -1000)), ([0, 1, 1], [1, 0, 0])),
    Convention("Logaddexp2", (array(-INF, 0, 1000), array(3, -INF, -1000)), ([0, 1, 1], [1, 0, 0])),
    # 0 * log(y) counts as constant in x too where log(y) is no number.
    Convention("Xlogy", (array(0, 0), array(-1, 1)), ([0, 0], [0, 0])),
]
