"""Normalization."""

import numpy as np

from tests.samples.arrays import COLUMN, CUBE, ROW, A, Row, array

# In float16, which has no more than three digits, PyTorch does all this in float32, and so do we.
LANES = [
    (A, (1, 2, 3), 1e-5),
    (A, (2, 3, 1), 0.1),
    (CUBE, (2, 2, 2), 1e-5),
    (CUBE, (1, 4, 2), 0.5),
    (CUBE, (1, 1, 8), 1e-5),
    (ROW, (1, 1, 3), 0.0),
    (np.zeros((0, 3)), (1, 0, 3), 1e-5),
    (np.zeros((0, 3)), (0, 3, 1), 1e-5),
]
WEIGHTS = [
    (A, ROW[0], array(0.5, -1.0, 2.0), (2, 3, 1)),
    (A, COLUMN, array(0.5, -1.0), (1, 2, 3)),
    (CUBE, array(0.5, -1.0), array(0.3, 0.9), (2, 2, 2)),
    (CUBE, array([0.5, -1.0], [1.5, 0.7]), array([0.3, 0.9], [-0.2, 0.4]), (2, 4, 1)),
    (A, ROW[0], None, (2, 3, 1)),
    (A, None, array(0.5, -1.0, 2.0), (2, 3, 1)),
    (np.zeros((0, 3)), ROW[0], ROW[0], (0, 3, 1)),
]


def standardized(xp, x, shape, eps):
    lanes = x.reshape(shape)
    count = max(shape[0] * shape[2], 1)
    lanes = lanes - lanes.sum((0, 2), keepdims=True) / count
    var = (lanes**2).sum((0, 2), keepdims=True) / count
    return (lanes / (var + eps) ** 0.5).reshape(x.shape)


def divided_by_rms(xp, x, shape, eps):
    lanes = x.reshape(shape)
    square = (lanes**2).sum((0, 2), keepdims=True) / max(shape[0] * shape[2], 1)
    return (lanes / (square + eps) ** 0.5).reshape(x.shape)


def scaled(xp, x, weight, bias, shape):
    lanes = x.reshape(shape)
    lanes = lanes if weight is None else lanes * weight.reshape((-1, 1))
    return (lanes if bias is None else lanes + bias.reshape((-1, 1))).reshape(x.shape)


def all_of(run, x, *parameters):
    """A sum in which each output takes part."""
    out, *others = run(x, *parameters)
    return out * sum((1.0 + other * other).sum() for other in others)


def reference_of_all(out_of, moments_of):
    def reference(xp, x, shape, eps):
        moments = moments_of(x.reshape(shape), max(shape[0] * shape[2], 1))
        return out_of(xp, x, shape, eps) * sum((1.0 + m * m).sum() for m in moments)

    return reference


def mean_and_variance(lanes, count):
    mean = lanes.sum((0, 2), keepdims=True) / count
    return mean, ((lanes - mean) ** 2).sum((0, 2), keepdims=True) / count


def mean_square(lanes, count):
    return ((lanes**2).sum((0, 2), keepdims=True) / count,)


STANDARDIZED = Row(
    reference_of_all(standardized, mean_and_variance), LANES, through=all_of, halves=False
)
SCALED = Row(scaled, WEIGHTS, halves=False)

ROWS = {
    "Standardize": STANDARDIZED,
    "StandardizeLayer": STANDARDIZED,
    "StandardizeBatch": STANDARDIZED,
    "StandardizeGroup": STANDARDIZED,
    "DivideByRms": Row(
        reference_of_all(divided_by_rms, mean_square), LANES, through=all_of, halves=False
    ),
    "ScaleShift": SCALED,
    "ScaleShiftLayer": SCALED,
    "ScaleShiftBatch": SCALED,
    "ScaleShiftGroup": SCALED,
}
