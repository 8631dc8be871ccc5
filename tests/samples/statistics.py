"""Variances and standard deviations."""

from tests.samples.arrays import CUBE, SCALAR, A, Convention, Row, array

SPREADS = [
    (A, None, False, 6, 1),
    (A, None, True, 6, 0),
    (A, (0,), False, 2, 0),
    (A, (1,), True, 3, 1),
    (A, (1,), False, 3, 0.5),
    (CUBE, (0, 2), False, 4, 1),
]
MEANS = [sample[:-1] for sample in SPREADS]


def spread(name):
    def reference(xp, x, dims, keepdim, count, correction):
        return getattr(xp, name)(x, axis=dims, keepdims=keepdim, correction=correction)

    return reference


def mean(xp, x, dims, keepdim, count):
    return xp.mean(x, axis=dims, keepdims=keepdim)


ROWS = {
    "Var": Row(spread("var"), [*SPREADS, (SCALAR, (), False, 1, 0)]),
    "Std": Row(spread("std"), SPREADS),
    "VarMeanVar": Row(spread("var"), SPREADS),
    "VarMeanMean": Row(mean, MEANS),
    "StdMeanStd": Row(spread("std"), SPREADS),
    "StdMeanMean": Row(mean, MEANS),
}

CONVENTIONS = [
    Convention("Std", (array([2, 2], [1, 4]), (1,), False, 2, 0), ([[0, 0], [-0.5, 0.5]],)),
]
