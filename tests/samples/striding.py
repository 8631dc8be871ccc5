"""Windows, walks through memory, and parts replaced."""

import math

import numpy as np

from tests.samples.arrays import ALL, CUBE, EMPTY, SCALAR, SQUARE, VECTOR, A, B, Row, steps
from tests.samples.indexing import put, shown
from tinygrad_np.ops.striding import Walk

WINDOWS = [
    (A, 1, 2, 1),
    (A, 1, 1, 2),
    (A, 0, 2, 5),
    (CUBE, 1, 2, 1),
    (A, 1, 0, 1),
    (SCALAR, 0, 1, 1),
]


def windows(xp, x, dim, size, step):
    if not x.shape:
        return x.reshape((1,))[:size]
    starts = range(0, x.shape[dim] - size + 1, step)
    before = (ALL,) * dim
    every = [x[(*before, slice(i, i + size))] for i in starts]
    return xp.stack([xp.moveaxis(w, dim, -1) for w in every], dim)


def added_windows(xp, x, shape, dim, size, step):
    """Each window times where it stands."""
    n = math.prod(shape)
    places = windows(np, np.arange(n).reshape(shape), dim, size, step)
    taken = (places.reshape(-1, 1) == np.arange(n)).astype(np.float64)
    return xp.matmul(x.reshape((-1,)), xp.asarray(taken)).reshape(shape)


def replaced(xp, base, value, steps):
    return put(xp, base, value, shown(steps, tuple(base.shape)), False)


ROWS = {
    "Unfold": Row(windows, WINDOWS),
    "UnfoldBackward": Row(
        added_windows,
        [
            (A, (4,), 0, 3, 1),
            (CUBE, (2, 3), 1, 2, 1),
            (A, (5,), 0, 3, 2),
            (A[:, :1, None], (2, 3), 1, 1, 3),
            (VECTOR[:1], (), 0, 1, 1),
        ],
    ),
    "AsStrided": Row(
        lambda xp, x, walk: x.reshape((-1,))[walk.places],
        [
            (A, Walk(A, (2, 2), (1, 1), 1)),
            (A, Walk(A, (3,), (2,), 0)),
            (A, Walk(A, (), (), 4)),
            (CUBE, Walk(CUBE, (2, 3), (0, 2), 1)),
            (A, Walk(A, (0, 2), (1, 1), 0)),
        ],
    ),
    "SelectScatter": Row(
        replaced,
        [
            (A, VECTOR, steps(("Select", (1, ...)))),
            (CUBE, SQUARE, steps(("Select", (ALL, 0, ...)))),
        ],
    ),
    "SliceScatter": Row(
        replaced,
        [
            (A, A[:, :1], steps(("Slice", (ALL, slice(1, 2), ...)))),
            (EMPTY, EMPTY, steps(("Slice", (ALL, ...)))),
        ],
    ),
    "DiagonalScatter": Row(
        replaced,
        [
            (A, B[0, :2], steps(("Diagonal", 0, 0, 1))),
            (CUBE, SQUARE, steps(("Diagonal", 0, 2, 0))),
        ],
    ),
}
