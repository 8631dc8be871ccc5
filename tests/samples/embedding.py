"""Rows of a matrix by their numbers."""

import math

import numpy as np

from tests.samples.arrays import CUBE, A, B, Row, array

MATRIX = array([0.5, -1.2, 1.1], [-0.7, 0.9, 0.3], [0.4, -0.1, 2.0], [1.3, 0.6, -0.8])
ROWS_OF_ONE = np.array([2, 0, 2, 3])
ROWS_OF_TWO = np.array([[1, 1, 3], [1, 0, 3]])


def weighed(xp, x, rows, padding, once):
    rows = np.asarray(rows)
    counts = [np.sum(rows == row) if once else 1 for row in rows.flat]
    shares = np.where(rows == padding, 0.0, 1.0 / np.reshape(counts, rows.shape))
    return x * xp.asarray(shares[..., None])


def bagged(xp, x, factors, rows, bags, count, once):
    """Sums over bags, as a product with ones where a row is in a bag."""
    return xp.einsum("nb,n,nd->bd", xp.asarray(np.eye(count)[bags]), factors, x[rows])


def picked(xp, x, places, filled):
    ones = np.eye(math.prod(x.shape))[np.asarray(places)] * np.asarray(filled)[..., None]
    return xp.einsum("bdn,n->bd", xp.asarray(ones), x.reshape((-1,)))


# What comes of a padding row, or of frequencies, is no derivative; PyTorch is asked about it.
ROWS = {
    "Embedding": Row(
        lambda xp, x, rows, padding, once: x[rows],
        [
            (MATRIX, ROWS_OF_ONE, None, False),
            (MATRIX, ROWS_OF_TWO, None, False),
            (MATRIX, np.array(2), None, False),
            (MATRIX, np.zeros((0, 2), np.int64), None, False),
        ],
    ),
    "EmbeddingBag": Row(
        bagged,
        [
            (MATRIX, array(1.0, -0.5, 2.0, 0.5), ROWS_OF_ONE, np.array([0, 0, 2, 2]), 3, False),
            (MATRIX, np.zeros(0), *np.zeros((2, 0), np.int64), 2, False),
        ],
    ),
    "EmbeddingBagMax": Row(
        picked,
        [
            (MATRIX, np.array([[9, 4, 8], [0, 0, 0]]), np.array([[True], [False]])),
            (MATRIX, np.zeros((0, 3), np.int64), np.zeros((0, 1), bool)),
        ],
    ),
    "WeighRows": Row(
        weighed,
        [
            (A, np.array([1, 1]), None, True),
            (B, np.array([0, 3]), 3, True),
            (CUBE, np.array([[0, 1], [1, 1]]), 0, True),
            (CUBE, np.array([[0, 1], [1, 1]]), 0, False),
        ],
    ),
}
