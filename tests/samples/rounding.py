"""Rounding."""

import numpy as np

from tests.samples.arrays import CUBE, EMPTY, SCALAR, A, Convention, Row, array

STEPS = [(A * 0.9,), (CUBE * 0.8,), (SCALAR,), (EMPTY,)]

ROWS = {
    "Ceil": Row(lambda xp, x: xp.ceil(x), STEPS),
    "Floor": Row(lambda xp, x: xp.floor(x), STEPS),
    "Trunc": Row(lambda xp, x: xp.trunc(x), STEPS),
    "Round": Row(lambda xp, x: np.rint(x), STEPS, torch=lambda xp, x: xp.round(x)),
    "RoundDecimals": Row(
        lambda xp, x, decimals: xp.round(x, decimals=decimals),
        [(A * 1.27, 1), (CUBE * 137, -1), (SCALAR, 2), (EMPTY, 1)],
    ),
    "Frac": Row(lambda xp, x: x - xp.trunc(x), STEPS),
}

CONVENTIONS = [
    # Steps are flat at their edges too.
    Convention("Floor", (array(-1, 0, 1.5),), ([0, 0, 0],)),
    Convention("Round", (array(-0.5, 0.5, 1.5),), ([0, 0, 0],)),
    Convention("Frac", (array(-1, 0, 1.5),), ([1, 1, 1],)),
]
