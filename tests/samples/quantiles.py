"""Elements by their rank or frequency."""

import numpy as np

from tests.samples.arrays import CUBE, NAN, PICKS, SCALAR, VECTOR, A, Convention, Row, array

WITH_NAN = array(0.4, NAN, 1.5, -0.2)


def lower_median(xp, x):
    """NumPy takes the mean of two in the middle."""
    if xp is not np:
        return xp.nanmedian(x)
    numbers = np.sort(x[~np.isnan(x)], axis=None)
    return numbers[(numbers.size - 1) // 2]


ROWS = {
    "Median": Row(lower_median, [(A,), (CUBE,), (VECTOR,), (SCALAR,)]),
    "Nanmedian": Row(lower_median, [(A,), (VECTOR,), (SCALAR,), (WITH_NAN,)]),
    **{
        name: Row(lambda xp, x, index: x[index], PICKS)
        for name in ("MedianDim", "NanmedianDim", "Kthvalue", "Mode")
    },
}

CONVENTIONS = [
    Convention("Median", (array(2, 1, 1, 3, 1),), ([0, 1 / 3, 1 / 3, 0, 1 / 3],)),
    Convention("Nanmedian", (array(2, 1, NAN, 2),), ([0.5, 0, 0, 0.5],)),
]
