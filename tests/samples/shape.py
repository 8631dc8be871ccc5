"""Other shapes, and joining."""

from tests.samples.arrays import (
    COLUMN,
    CUBE,
    EMPTY,
    OTHER_CUBE,
    OTHER_SCALAR,
    ROW,
    SCALAR,
    VECTOR,
    A,
    B,
    Row,
)

SQUEEZES = [(COLUMN, (2,)), (ROW, (3,)), (A[:, None], (2, 3)), (SCALAR, ()), (EMPTY[None], (0, 3))]
RESHAPES = [(A, (3, 2)), (CUBE, (4, 2)), (SCALAR, (1, 1)), (A[:1, :1], ()), (EMPTY, (3, 0, 2))]

ROWS = {
    "View": Row(lambda xp, x, shape: x.reshape(shape), RESHAPES),
    "UnsafeView": Row(lambda xp, x, shape: x.reshape(shape), RESHAPES[:2]),
    "Transpose": Row(
        lambda xp, x, dim0, dim1: xp.swapaxes(x, dim0, dim1),
        [(A, 0, 1), (CUBE, 0, 2), (CUBE, 1, 1), (EMPTY, 0, 1)],
    ),
    "T": Row(lambda xp, x: xp.swapaxes(x, 0, -1), [(A,), (VECTOR,), (EMPTY,)]),
    "Permute": Row(
        lambda xp, x, dims: xp.moveaxis(x, dims, tuple(range(len(dims)))),
        [(CUBE, (2, 0, 1)), (CUBE, (1, 0, 2)), (A, (1, 0)), (SCALAR, ()), (EMPTY, (1, 0))],
    ),
    "Squeeze": Row(lambda xp, x, shape: xp.squeeze(x), SQUEEZES),
    "SqueezeDim": Row(lambda xp, x, shape: xp.squeeze(x), SQUEEZES[:2]),
    "SqueezeDims": Row(lambda xp, x, shape: xp.squeeze(x), SQUEEZES[:2]),
    "Expand": Row(
        lambda xp, x, shape: xp.broadcast_to(x, shape),
        [(COLUMN, (2, 3)), (VECTOR, (2, 3)), (ROW, (2, 2, 3)), (SCALAR, (2,)), (EMPTY, (2, 0, 3))],
    ),
    "Cat": Row(
        lambda xp, dim, sizes, *arrays: xp.concatenate(
            [x for x, n in zip(arrays, sizes, strict=True) if n is not None], axis=dim
        ),
        [
            (0, (2, 1, 2), A, ROW, B),
            (1, (3, 1), A, COLUMN),
            (2, (2, 2), CUBE, OTHER_CUBE),
            (0, (2, 0), A, EMPTY),
            (0, (3,), VECTOR),
            (0, (2, None, 2), A, EMPTY[:, 0], B),
        ],
    ),
    "Stack": Row(
        lambda xp, dim, count, *arrays: xp.stack(arrays, axis=dim),
        [(0, 2, A, B), (2, 2, A, B), (0, 2, SCALAR, OTHER_SCALAR), (1, 1, EMPTY)],
    ),
}
