"""Losses."""

from tests.samples.arrays import (
    COLUMN,
    EMPTY,
    OTHER_SCALAR,
    ROW,
    SCALAR,
    A,
    B,
    Row,
)


def reduced_square(xp, x, y, reduction):
    square = (x - y) ** 2
    return square if reduction == "none" else getattr(xp, reduction)(square)


ROWS = {
    "MseLoss": Row(
        reduced_square,
        [
            (*pair, reduction)
            for reduction in ("none", "sum", "mean")
            for pair in [(A, B), (COLUMN, ROW), (SCALAR, OTHER_SCALAR), (EMPTY, EMPTY)]
        ],
    ),
}
