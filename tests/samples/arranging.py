"""Other orders, repetitions, diagonals and triangles."""

import numpy as np

from tests.samples.arrays import CUBE, EMPTY, SCALAR, SQUARE, THIN, VECTOR, A, Row

TRIANGLES = [(A, 0), (A, 1), (A.T, -1), (CUBE, 0), (EMPTY, 0)]
DIAGONALS = [
    (A, 0, 0, 1),
    (A, 1, 0, 1),
    (A, -1, 1, 0),
    (CUBE, 0, 0, 2),
    (CUBE, 1, 2, 1),
    (A, 5, 0, 1),
    (EMPTY, 0, 0, 1),
]
WITH_DIAGONALS = [
    (VECTOR, (3, 3), 0, 0, 1),
    (VECTOR, (4, 4), 1, 0, 1),
    (VECTOR, (4, 4), -1, 1, 0),
    (A, (3, 2, 3), 0, 0, 2),
    (EMPTY[0:0, 0], (0, 0), 0, 0, 1),
]


def with_diagonal(xp, x, shape, offset, dim1, dim2):
    """Zeros, but for a diagonal: the sum of its elements, each times where it stands."""
    places = np.zeros((x.shape[-1], *(shape[d] for d in sorted((dim1, dim2)))))
    for i, place in enumerate(places):
        flipped = place.T if dim1 > dim2 else place
        flipped[i + max(-offset, 0), i + max(offset, 0)] = 1
    spread = xp.tensordot(x, xp.asarray(places), ([-1], [0]))
    return xp.moveaxis(spread, (-2, -1), tuple(sorted((dim1, dim2))))


ROWS = {
    "Flip": Row(
        lambda xp, x, dims: xp.flip(x, dims),
        [(A, (0,)), (A, (0, 1)), (CUBE, (2, 0)), (A, ()), (SCALAR, ()), (EMPTY, (0,))],
    ),
    "Roll": Row(
        lambda xp, x, shifts, dims: xp.roll(x, shifts, dims),
        [
            (A, (1,), (0,)),
            (A, (-4, 2), (1, 0)),
            (A, (1, 1), (1, 1)),
            (A, (2,), None),
            (SCALAR, (1,), None),
            (EMPTY, (1,), (0,)),
        ],
    ),
    "Rot90": Row(
        lambda xp, x, k, dims: xp.rot90(x, k, dims),
        [(A, 1, (0, 1)), (A, 2, (0, 1)), (A, -1, (1, 0)), (CUBE, 3, (0, 2)), (EMPTY, 1, (0, 1))],
    ),
    "Repeat": Row(
        lambda xp, x, repeats: xp.tile(x, repeats),
        [(A, (2, 1)), (A, (2, 1, 3)), (VECTOR, (2,)), (SCALAR, (3,)), (SCALAR, ()), (A, (0, 2))],
    ),
    "RepeatInterleave": Row(
        lambda xp, x, repeats, dim: np.repeat(x, repeats, dim),
        [(A, 2, 0), (A, 3, 1), (CUBE, 2, 1), (A, 0, 0), (EMPTY, 2, 0)],
        torch=lambda xp, x, repeats, dim: xp.repeat_interleave(x, repeats, dim),
    ),
    "Diagonal": Row(
        lambda xp, x, offset, dim1, dim2: xp.diagonal(x, offset, dim1, dim2), DIAGONALS
    ),
    "DiagonalBackward": Row(with_diagonal, WITH_DIAGONALS),
    "DiagEmbed": Row(with_diagonal, WITH_DIAGONALS[:4]),
    "Trace": Row(lambda xp, x: xp.trace(x), [(A,), (SQUARE,), (A.T,), (EMPTY,), (THIN,)]),
    "Tril": Row(lambda xp, x, diagonal: xp.tril(x, diagonal), TRIANGLES),
    "Triu": Row(lambda xp, x, diagonal: xp.triu(x, diagonal), TRIANGLES),
}
