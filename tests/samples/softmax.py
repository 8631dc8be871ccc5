"""Softmax and its logarithm."""

import numpy as np

from tests.samples.arrays import (
    COLUMN,
    CUBE,
    EMPTY,
    MASK,
    SCALAR,
    SQUARE,
    THIN,
    A,
    B,
    Convention,
    Row,
    array,
)

SAMPLES = [
    (A, (0,)),
    (A, (1,)),
    (CUBE, (1,)),
    (A * 300, (1,)),
    (SCALAR, ()),
    (EMPTY, (0,)),
    (EMPTY, (1,)),
    (THIN, (1,)),
]


def softmax(xp, x, dims):
    sizes = np.exp(x - x.max(dims, keepdims=True, initial=-np.inf))
    return sizes / sizes.sum(dims, keepdims=True)


def log_softmax(xp, x, dims):
    below = x - x.max(dims, keepdims=True, initial=-np.inf)
    return below - np.log(np.exp(below).sum(dims, keepdims=True))


def by_torch(name):
    return lambda xp, x, dims: getattr(xp, name)(x, *(dims or (0,)))


def masked_softmax(xp, scores, mask):
    if mask is not None:
        hides = mask.dtype in (np.bool_, getattr(xp, "bool", None))
        scores = xp.where(mask, scores, -np.inf) if hides else scores + mask
    sizes = xp.exp(scores)
    total = sizes.sum(-1, keepdims=True)
    return sizes / xp.where(total == 0, 1.0, total)


MASKED = [
    (A, None),
    (CUBE, None),
    (A, MASK),
    (CUBE, np.array([[True, False], [False, False]])),
    (A, B),
    (CUBE, SQUARE),
    (CUBE, COLUMN),
    (EMPTY, None),
    (THIN, None),
]


ROWS = {
    "MaskedSoftmax": Row(masked_softmax, MASKED, halves=False),
    "Softmax": Row(softmax, SAMPLES, torch=by_torch("softmax")),
    "LogSoftmax": Row(log_softmax, SAMPLES, torch=by_torch("log_softmax")),
}

HIDDEN = array([-np.inf, -np.inf], [0, -np.inf])
CONVENTIONS = [
    Convention("MaskedSoftmax", (SQUARE, HIDDEN), (np.zeros((2, 2)), np.zeros((2, 2)))),
    Convention("MaskedSoftmax", (SQUARE, HIDDEN > -1), (np.zeros((2, 2)),)),
    Convention("Softmax", (array(-1000, 0, 1000), (0,)), ([0, 0, 0],)),
    Convention("LogSoftmax", (array(-1000, 0, 1000), (0,)), ([1, 1, -2],)),
    Convention("LogSoftmax", (array(-np.inf, 1, 1), (0,)), ([1, -0.5, -0.5],)),
]
