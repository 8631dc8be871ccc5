"""Activations."""

from tests.samples.arrays import EMPTY, INF, MAPS, NAN, SCALAR, A, Convention, Row, array

BETWEEN = A * 0.3 + 0.5  # in (0, 1)


def logit(xp, x, eps):
    x = x if eps is None else xp.clip(x, eps, 1 - eps)
    return xp.log(x / (1 - x))


ROWS = {
    "Relu": Row(lambda xp, x: x * (x > 0), MAPS, torch=lambda xp, x: xp.relu(x)),
    "Sigmoid": Row(lambda xp, x: 1 / (1 + xp.exp(-x)), MAPS, torch=lambda xp, x: xp.sigmoid(x)),
    "Logit": Row(
        logit,
        [(BETWEEN, None), (BETWEEN, 0.25), (SCALAR, None), (EMPTY, 0.1)],
        torch=lambda xp, x, eps: xp.logit(x, eps),
    ),
}

CONVENTIONS = [
    # A kink that belongs to one of its sides.
    Convention("Relu", (array(-2, 0, 2, NAN),), ([0, 0, 1, 1],)),
    # Where an exponential would overflow.
    Convention("Sigmoid", (array(-1000, 0, 1000),), ([0, 0.25, 0],)),
    # The bounds are inside.
    Convention("Logit", (array(0, 0.25, 0.75, 1), 0.25), ([0, 16 / 3, 16 / 3, 0],)),
    Convention("Logit", (array(0, 0.5, 1, 2), None), ([INF, 4, INF, NAN],)),
]
