"""What depends on the sign of a number, or gives it one."""

import numpy as np

from tests.samples.arrays import (
    EMPTY,
    MAPS,
    NAN,
    TENSOR_PAIRS,
    A,
    B,
    Convention,
    Row,
    array,
)

ROWS = {
    "Sign": Row(lambda xp, x: xp.sign(x), MAPS),
    "Abs": Row(lambda xp, x: xp.absolute(x), MAPS),
    "Signbit": Row(lambda xp, x: xp.signbit(x), [*MAPS, (array(-0.0, 0.0, -NAN, NAN),)]),
    "Copysign": Row(lambda xp, x, y: xp.copysign(x, y), TENSOR_PAIRS),
    "Heaviside": Row(
        lambda xp, x, y: np.heaviside(x, y),
        [*TENSOR_PAIRS, (A, B[0])],
        torch=lambda xp, x, y: xp.where(x == 0, y, 0.0) + xp.where(x > 0, 1.0, x * 0),
    ),
    "Nextafter": Row(lambda xp, x, y: xp.nextafter(x, y), [(A, B), (EMPTY, EMPTY)]),
}

CONVENTIONS = [
    # A kink: the middle of both sides.
    Convention("Abs", (array(-2, 0, 2),), ([-1, 0, 1],)),
    Convention("Sign", (array(-2, 0, 2),), ([0, 0, 0],)),
    Convention("Copysign", (array(-2, 0, 2), array(1, 1, -0.0)), ([-1, 0, -1], [0, 0, 0])),
    Convention("Heaviside", (array(-2, 0, 2), array(0.5, 0.5, 0.5)), ([0, 0, 0], [0, 1, 0])),
]
