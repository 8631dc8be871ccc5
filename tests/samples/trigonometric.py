"""Trigonometric and hyperbolic functions, and their inverses."""

import numpy as np

from tests.samples.arrays import EMPTY, INF, MAPS, SCALAR, TENSOR_PAIRS, A, Convention, Row, array

SMALL = [(A * 0.7,), (SCALAR,), (EMPTY,)]  # within (-1, 1)

ROWS = {
    "Sin": Row(lambda xp, x: xp.sin(x), MAPS),
    "Cos": Row(lambda xp, x: xp.cos(x), MAPS),
    "Tan": Row(lambda xp, x: xp.tan(x), MAPS),
    "Asin": Row(lambda xp, x: xp.arcsin(x), SMALL),
    "Acos": Row(lambda xp, x: xp.arccos(x), SMALL),
    "Atan": Row(lambda xp, x: xp.arctan(x), MAPS),
    "Atan2": Row(lambda xp, x, y: xp.arctan2(x, y), TENSOR_PAIRS),
    "Sinh": Row(lambda xp, x: xp.sinh(x), MAPS),
    "Cosh": Row(lambda xp, x: xp.cosh(x), MAPS),
    "Tanh": Row(lambda xp, x: xp.tanh(x), MAPS),
    "Asinh": Row(lambda xp, x: xp.arcsinh(x), MAPS),
    "Acosh": Row(lambda xp, x: xp.arccosh(x), [(np.abs(A) + 1.2,), (np.array(1.7),), (EMPTY,)]),
    "Atanh": Row(lambda xp, x: xp.arctanh(x), SMALL),
    "Sinc": Row(lambda xp, x: xp.sinc(x), [*MAPS, (A * 0.005,)]),
    "Deg2Rad": Row(lambda xp, x: xp.deg2rad(x), MAPS),
    "Rad2Deg": Row(lambda xp, x: xp.rad2deg(x), MAPS),
}

CONVENTIONS = [
    # At the edge of the domain, and at a point where there is none.
    Convention("Asin", (array(-1, 0),), ([INF, 1],)),
    Convention("Acosh", (array(1, 2),), ([INF, 1 / np.sqrt(3)],)),
    Convention("Atanh", (array(-1, 0),), ([INF, 1],)),
    Convention("Atan2", (array(0, 0), array(0, 1)), ([0, 1], [0, 0])),
    Convention("Sinc", (array(0, 1),), ([0, -1],)),
]
