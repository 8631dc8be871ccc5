"""Choices between elements."""

import numpy as np

from tests.samples.arrays import (
    COLUMN,
    EMPTY,
    INF,
    MASK,
    NAN,
    OTHER_SCALAR,
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
    "Maximum": Row(lambda xp, x, y: xp.maximum(x, y), TENSOR_PAIRS),
    "Minimum": Row(lambda xp, x, y: xp.minimum(x, y), TENSOR_PAIRS),
    "Clamp": Row(
        lambda xp, x, low, high: xp.clip(x, low, high),
        [(A, -1, 1), (A, None, 0.4), (A, 0.4, None), (SCALAR, 1.0, 2.0), (EMPTY, -1, 1)],
    ),
    "ClampTensor": Row(
        lambda xp, x, low, high: xp.clip(x, low, high),
        [
            (A, B - 1, B + 1),
            (A, B, None),
            (A, None, VECTOR),
            (COLUMN, ROW, VECTOR),
            (A, B + 0.5, B - 0.5),
            (SCALAR, OTHER_SCALAR, np.array(1.7)),
            (EMPTY, EMPTY, VECTOR),
        ],
    ),
    "Fmax": Row(lambda xp, x, y: xp.fmax(x, y), TENSOR_PAIRS),
    "Fmin": Row(lambda xp, x, y: xp.fmin(x, y), TENSOR_PAIRS),
    "NanToNum": Row(
        lambda xp, x, nan, posinf, neginf: xp.nan_to_num(x, nan=nan, posinf=posinf, neginf=neginf),
        [(A, 0.0, 1.0, -1.0), (SCALAR, 0.0, 1.0, -1.0), (EMPTY, 0.0, 1.0, -1.0)],
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
    "ZeroWhere": Row(
        lambda xp, x, mask: xp.where(mask, 0.0 * x, x),
        [
            (A, MASK),
            (ROW, MASK),
            (SCALAR, np.array(True)),
            (EMPTY, EMPTY > 0),
        ],
    ),
}
CONVENTIONS = [
    # A bound belongs to what is inside of it.
    Convention("Clamp", (array(-2, -1, 0, 1, 2), -1, 1), ([0, 1, 1, 1, 0],)),
    Convention("Clamp", (array(-2, 0, 2), 1, -1), ([0, 0, 0],)),
    Convention(
        "ClampTensor",
        (array(1, 0, 5, 2, NAN), array(1, 1, 1, 3, 0), array(3, 3, 3, 1, 1)),
        ([1, 0, 0, 0, 0], [0, 1, 0, 0, 0], [0, 0, 1, 1, 0]),
    ),
    # Ties share.
    Convention("Maximum", (array(1, 2, 3), array(1, 5, 0)), ([0.5, 0, 1], [0.5, 1, 0])),
    Convention("Minimum", (array(1, 2, 3), array(1, 5, 0)), ([0.5, 1, 0], [0.5, 0, 1])),
    # Or they are the first's, and so are two nan.
    Convention("Fmax", (array(1, NAN, NAN), array(1, 1, NAN)), ([1, 0, 1], [0, 1, 0])),
    Convention("Fmin", (array(1, NAN, NAN), array(1, 1, NAN)), ([1, 0, 1], [0, 1, 0])),
    # What has been replaced is constant.
    Convention("NanToNum", (array(1, NAN, INF, -INF), 0.0, 1.0, -1.0), ([1, 0, 0, 0],)),
]
