"""Softmax and its logarithm."""

import numpy as np

from tests.samples.arrays import (
    CUBE,
    EMPTY,
    SCALAR,
    THIN,
    A,
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


ROWS = {
    "Softmax": Row(softmax, SAMPLES, torch=by_torch("softmax")),
    "LogSoftmax": Row(log_softmax, SAMPLES, torch=by_torch("log_softmax")),
}

CONVENTIONS = [
    Convention("Softmax", (array(-1000, 0, 1000), (0,)), ([0, 0, 0],)),
    Convention("LogSoftmax", (array(-1000, 0, 1000), (0,)), ([1, 1, -2],)),
    Convention("LogSoftmax", (array(-np.inf, 1, 1), (0,)), ([1, -0.5, -0.5],)),
]
