"""Complex numbers' functions on real ones."""

import math

from tests.samples.arrays import MAPS, NAN, Convention, Row, array

ROWS = {
    "Angle": Row(
        lambda xp, x: xp.where(x < 0, math.pi, 0.0 * x), MAPS, torch=lambda xp, x: xp.angle(x)
    ),
}

CONVENTIONS = [
    Convention("Angle", (array(-2, 0, 2, NAN),), ([0, 0, 0, 0],)),
]
