"""Copies and writes."""

import numpy as np

from tests.samples.arrays import (
    COUNTS,
    EMPTY,
    MAPS,
    OTHER_SCALAR,
    SCALAR,
    VECTOR,
    A,
    B,
    Convention,
    Row,
    array,
)

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
    "Copy": Row(lambda xp, x, y: 0.0 * x + y, [(A, B), (A, VECTOR), (SCALAR, OTHER_SCALAR)]),
}

CONVENTIONS = [
    # A conversion does not change the derivative's dtype.
    Convention("ToCopy", (array(1, 2), np.dtype(np.float32)), ([1, 1],)),
]
