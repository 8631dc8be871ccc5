"""Random numbers, which have been drawn before the op runs."""

import numpy as np

from tests.samples.arrays import EMPTY, SCALAR, VECTOR, A, B, Row

DRAWN = [(A, np.arange(A.size).reshape(A.shape)), (SCALAR, np.array(3)), (EMPTY, EMPTY.astype(int))]
NAMES = (
    *("Uniform", "Normal", "Exponential", "Random", "Bernoulli", "Geometric", "Cauchy"),
    *("LogNormal", "Poisson", "Binomial"),
)

ROWS = {name: Row(lambda xp, x, values: 0.0 * x + values, DRAWN) for name in NAMES}
ROWS["NormalOf"] = Row(
    lambda xp, mean, std, values: 0.0 * mean + 0.0 * std + values,
    [(A, VECTOR, np.arange(A.size).reshape(A.shape)), (A, B, np.ones(A.shape, int))],
)
