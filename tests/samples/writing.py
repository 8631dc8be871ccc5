"""Copies and writes."""

import numpy as np

from tests.samples.arrays import (
    COUNTS,
    CUBE,
    EMPTY,
    MAPS,
    OTHER_SCALAR,
    SCALAR,
    SQUARE,
    VECTOR,
    A,
    B,
    Convention,
    Row,
    array,
)

TALL = np.outer([0.4, -1.5, 0.9, 0.3, 1.1], [1.0, -0.6])


def diagonal(xp, x, wrap):
    """1 where FillDiagonal writes, else 0."""
    places = np.zeros(tuple(x.shape))
    np.fill_diagonal(places, 1, wrap)
    return places if xp is np else xp.from_numpy(places)


ROWS = {
    "Clone": Row(lambda xp, x, order: xp.positive(x), [(*sample, "K") for sample in MAPS]),
    "Alias": Row(lambda xp, x: xp.positive(x), MAPS),
    "ToCopy": Row(
        lambda xp, x, dtype: x.astype(dtype),
        [(x, np.dtype(np.float64)) for x in (A, SCALAR, EMPTY)],
        torch=lambda xp, x, dtype: x.to(dtype),
    ),
    "ToInteger": Row(
        lambda xp, x, dtype: x.astype(dtype),
        [(A, np.dtype(np.int64)), (A, np.dtype(bool)), (COUNTS, np.dtype(np.int8))],
        torch=lambda xp, x, dtype: x.to(dtype),
    ),
    "Zero": Row(lambda xp, x: 0.0 * x, MAPS),
    "Fill": Row(lambda xp, x, value: 0.0 * x + value, [(A, SCALAR), (A, 2.5), (EMPTY, SCALAR)]),
    "FillDiagonal": Row(
        lambda xp, x, value, wrap: (
            x * (xp.ones_like(x) - diagonal(xp, x, wrap)) + value * diagonal(xp, x, wrap)
        ),
        [(A, 2.5, False), (SQUARE, -1.0, True), (CUBE, 0.0, False), (TALL, 2.0, True)],
    ),
    "Copy": Row(lambda xp, x, y: 0.0 * x + y, [(A, B), (A, VECTOR), (SCALAR, OTHER_SCALAR)]),
}

CONVENTIONS = [
    # A conversion does not change the derivative's dtype.
    Convention("ToCopy", (array(1, 2), np.dtype(np.float32)), ([1, 1],)),
]
