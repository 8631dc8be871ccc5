"""Distances."""

from tests.samples.arrays import CUBE, EMPTY, INF, OTHER_CUBE, A, B, Convention, Row, array

MANY = array([1.3, 0.4, -0.65], [0.85, -1.4, -0.2], [-0.3, 1.15, 0.45])


def cdist(xp, x, y, p, by_product):
    return xp.linalg.vector_norm(x[..., :, None, :] - y[..., None, :, :], ord=p, axis=-1)


ROWS = {
    "Cdist": Row(
        cdist,
        [
            *((A, MANY, p, False) for p in (2, 1, 2.5, 0, INF)),
            (A, B, 2, True),
            (MANY, A, 2, True),
            (CUBE, OTHER_CUBE[:, :1], 2, True),
            (CUBE, OTHER_CUBE, 3, False),
            (CUBE, OTHER_CUBE[0], 2, False),
            (OTHER_CUBE[:1], CUBE, 1, False),
            (EMPTY, B, 2, False),
        ],
    ),
}

CONVENTIONS = [
    Convention("Cdist", (array([1, 2]), array([1, 2], [1, 2]), 2, False), ([[0, 0]], [[0, 0]] * 2)),
    Convention("Cdist", (array([1, 2]), array([1, 2], [1, 2]), 2, True), ([[0, 0]], [[0, 0]] * 2)),
]
