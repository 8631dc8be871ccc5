"""Functions of one number, and choices between elements."""

import numpy as np

from tests.samples.arrays import (
    COLUMN,
    EMPTY,
    INF,
    MAPS,
    MASK,
    NAN,
    OTHER_SCALAR,
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

ROWS = {
    "Exp": Row(lambda xp, x: xp.exp(x), MAPS),
    "Log": Row(lambda xp, x: xp.log(x), POSITIVE_MAPS),
    "Sqrt": Row(lambda xp, x: xp.sqrt(x), POSITIVE_MAPS),
    "Sin": Row(lambda xp, x: xp.sin(x), MAPS),
    "Cos": Row(lambda xp, x: xp.cos(x), MAPS),
    "Tan": Row(lambda xp, x: xp.tan(x), MAPS),
    "Tanh": Row(lambda xp, x: xp.tanh(x), MAPS),
    "Sigmoid": Row(lambda xp, x: 1 / (1 + xp.exp(-x)), MAPS, torch=lambda xp, x: xp.sigmoid(x)),
    "Relu": Row(lambda xp, x: x * (x > 0), MAPS, torch=lambda xp, x: xp.relu(x)),
    "Sign": Row(lambda xp, x: xp.sign(x), MAPS),
    "Maximum": Row(lambda xp, x, y: xp.maximum(x, y), TENSOR_PAIRS),
    "Minimum": Row(lambda xp, x, y: xp.minimum(x, y), TENSOR_PAIRS),
    "Clamp": Row(
        lambda xp, x, low, high: xp.clip(x, low, high),
        [(A, -1, 1), (A, None, 0.4), (A, 0.4, None), (SCALAR, 1.0, 2.0), (EMPTY, -1, 1)],
    ),
    "Where": Row(
        lambda xp, condition, x, y: xp.where(condition, x, y),
        [
            (MASK, A, B),
            (MASK, COLUMN, ROW),
            (MASK[0], A, 0.5),
            (MASK, -0.5, SCALAR),
            (np.array(True), SCALAR, OTHER_SCALAR),
            (EMPTY > 0, EMPTY, VECTOR),
        ],
    ),
}

CONVENTIONS = [
    Convention("Sign", (array(-2, 0, 2),), ([0, 0, 0],)),
    # But these belong to one of their sides.
    Convention("Relu", (array(-2, 0, 2, NAN),), ([0, 0, 1, 1],)),
    Convention("Clamp", (array(-2, -1, 0, 1, 2), -1, 1), ([0, 1, 1, 1, 0],)),
    Convention("Clamp", (array(-2, 0, 2), 1, -1), ([0, 0, 0],)),
    # Ties share.
    Convention("Maximum", (array(1, 2, 3), array(1, 5, 0)), ([0.5, 0, 1], [0.5, 1, 0])),
    Convention("Minimum", (array(1, 2, 3), array(1, 5, 0)), ([0.5, 1, 0], [0.5, 0, 1])),
    # At the edge of the domain, and where an exponential would overflow.
    Convention("Sqrt", (array(0, 4),), ([INF, 0.25],)),
    Convention("Log", (array(0, 4),), ([INF, 0.25],)),
    Convention("Sigmoid", (array(-1000, 0, 1000),), ([0, 0.25, 0],)),
]
