"""Norms."""

from tests.samples.arrays import CUBE, EMPTY, INF, SCALAR, A, Convention, Row, array


def renorm(xp, x, p, dims, maxnorm):
    norm = xp.linalg.vector_norm(x, ord=p, axis=dims, keepdims=True)
    return x * xp.where(norm > maxnorm, maxnorm / (norm + 1e-7), 1.0)


ROWS = {
    "VectorNorm": Row(
        lambda xp, x, p, dims, keep: xp.linalg.vector_norm(x, ord=p, axis=dims, keepdims=keep),
        [
            *((A, p, None, False) for p in (2, 1, 3, 2.5, 0.5, -1, 0, INF, -INF)),
            *((CUBE, p, (0, 2), True) for p in (2, 1, 3, INF)),
            *((A, p, (1,), False) for p in (2, 0, 2.5, -INF)),
            (SCALAR, 2, (), False),
            (SCALAR, 3, None, False),
            (EMPTY, 2, (0,), False),
            (EMPTY, 1, (1,), False),
        ],
    ),
    "Renorm": Row(
        renorm,
        [(A, 2, (1,), 1.3), (A, 1, (0,), 1.5), (CUBE, INF, (0, 2), 1.0), (CUBE, 2.5, (1, 2), 9.0)],
    ),
}

CONVENTIONS = [
    Convention("VectorNorm", (array(3, -3, 1), INF, None, False), ([0.5, -0.5, 0],)),
    # A norm is flat at zero.
    *(Convention("VectorNorm", (array(0, 0), p, None, False), ([0, 0],)) for p in (2, 1, 3, INF)),
    Convention("VectorNorm", (array([0, 0], [3, -4]), 2, (1,), False), ([[0, 0], [0.6, -0.8]],)),
    Convention("VectorNorm", (array(0, 2), 3, None, False), ([0, 1],)),
    Convention("Renorm", (array([0, 0], [0.3, 0.4]), 2, (1,), 1.0), ([[1, 1], [1, 1]],)),
]
