"""Scans."""

import numpy as np

from tests.samples.arrays import (
    CUBE,
    EMPTY,
    NAN,
    THIN,
    VECTOR,
    WITH_ZERO,
    WITH_ZEROS,
    A,
    Convention,
    Row,
    array,
)

LANES = [(A, 0), (A, 1), (CUBE, 1), (VECTOR, 0), (EMPTY, 0), (EMPTY, 1), (THIN, 1)]


def cumsum(xp, x, dim, reverse):
    if reverse:
        return xp.flip(xp.cumsum(xp.flip(x, (dim,)), dim), (dim,))
    return xp.cumsum(x, dim)


def cumprod(xp, x, dim):
    return xp.cumprod(x, dim)


def logcumsumexp(xp, x, dim):
    """By its definition: the samples are small."""
    return xp.log(xp.cumsum(xp.exp(x), dim))


LARGEST = [
    (VECTOR, 0, (np.array([0, 0, 2]),)),
    (A, 1, (np.array([[0], [1]]), np.array([[0, 0, 2], [0, 1, 1]]))),
]
SMALLEST = [
    (VECTOR, 0, (np.array([0, 1, 1]),)),
    (A, 1, (np.array([[0], [1]]), np.array([[0, 1, 1], [0, 0, 0]]))),
]

ROWS = {
    "Cumsum": Row(cumsum, [(*lane, flip) for lane in LANES for flip in (False, True)]),
    "Cumprod": Row(cumprod, [*LANES, (WITH_ZERO, 1), (WITH_ZEROS, 0), (WITH_ZEROS, 1)]),
    "Logcumsumexp": Row(
        logcumsumexp,
        [*LANES, (A * 3, 1)],
        torch=lambda torch, x, dim: torch.logcumsumexp(x, dim),
    ),
    "Cummax": Row(lambda xp, x, dim, index: x[index], LARGEST),
    "Cummin": Row(lambda xp, x, dim, index: x[index], SMALLEST),
}

CONVENTIONS = [
    Convention("Cumprod", (array(0, 2, 0, 3), 0), ([3, 0, 0, 0],)),
    Convention("Logcumsumexp", (array(-1000, 1, 2000), 0), ([1, 1, 1],)),
    Convention("Logcumsumexp", (array(NAN, 1), 0), ([NAN, NAN],)),
]
