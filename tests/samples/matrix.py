"""Matrix products."""

import numpy as np

from tests.samples.arrays import (
    CUBE,
    EMPTY,
    OTHER_CUBE,
    PAIR,
    SQUARE,
    THIN,
    VECTOR,
    A,
    B,
    Row,
)

MATRICES = [(A, B.T), (SQUARE, CUBE[0]), (EMPTY, A.T), (THIN, THIN.T)]

AXIS = {True: "axis", False: "dim"}


def broadcast(xp, x, y):
    return x + 0 * y, y + 0 * x


ROWS = {
    "Dot": Row(
        lambda xp, x, y: (x * y).sum(), [(VECTOR, A[0]), (PAIR, PAIR), (EMPTY[:, 0], EMPTY[:, 1])]
    ),
    "Mv": Row(
        lambda xp, x, y: (x * y).sum(1), [(A, VECTOR), (EMPTY, VECTOR), (THIN, THIN[0]), (B, A[1])]
    ),
    "Mm": Row(lambda xp, x, y: (x[:, :, None] * y).sum(1), MATRICES),
    "Bmm": Row(
        lambda xp, x, y: (x[..., None] * y[..., None, :, :]).sum(-2),
        [
            (CUBE, OTHER_CUBE),
            (CUBE, SQUARE),
            (SQUARE[:, None, None], CUBE),
            (np.zeros((0, 2, 2)), SQUARE),
        ],
    ),
    "Cross": Row(
        lambda xp, x, y, dim: xp.linalg.cross(*broadcast(xp, x, y), **{AXIS[xp is np]: dim}),
        [(VECTOR, A[0], -1), (A, B, -1), (A.T, B.T, -2), (A[:1], B, -1), (EMPTY, EMPTY, -1)],
    ),
    "Linear": Row(
        lambda xp, bias, x, weight: (x[:, None] * weight).sum(-1) + bias,
        [(PAIR, A, B), (-0.5, A, B), (PAIR, EMPTY, A)],
    ),
}
