"""Matrix products."""

import numpy as np

from tests.samples.arrays import (
    CUBE,
    EMPTY,
    OTHER_CUBE,
    PAIR,
    SCALAR,
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
    "Addmm": Row(
        lambda xp, input, x, y, beta, alpha: beta * input + alpha * (x[:, :, None] * y).sum(1),
        [
            (PAIR, A, B.T, 1, 1),
            (SQUARE, A, B.T, 2.5, -0.5),
            (A[:, :1], A, B.T, 0, 2),
            (PAIR, A, B.T, 1.5, 0),
            (SCALAR, EMPTY, A.T, 1, 1),
            (SQUARE, THIN, THIN.T, 2, 1),
        ],
    ),
    "Addmv": Row(
        lambda xp, input, x, y, beta, alpha: beta * input + alpha * (x * y).sum(1),
        [
            (PAIR, A, VECTOR, 1, 1),
            (SCALAR, A, VECTOR, 2.5, -0.5),
            (PAIR, A, VECTOR, 0, 1),
            (EMPTY[:, 0], EMPTY, VECTOR, 1, 2),
        ],
    ),
    "Baddbmm": Row(
        lambda xp, input, x, y, beta, alpha: (
            beta * input + alpha * (x[..., None] * y[..., None, :, :]).sum(-2)
        ),
        [
            (CUBE, CUBE, OTHER_CUBE, 1, 1),
            (PAIR, CUBE, OTHER_CUBE, 2.5, -0.5),
            (SCALAR, CUBE[:0], OTHER_CUBE[:0], 1, 1),
            (SQUARE, CUBE, OTHER_CUBE, 0, 0),
        ],
    ),
    "Linear": Row(
        lambda xp, bias, x, weight: (x[:, None] * weight).sum(-1) + bias,
        [(PAIR, A, B), (-0.5, A, B), (PAIR, EMPTY, A)],
    ),
}
