"""Activations that are put together of pieces, and what draws such pieces at random."""

import numpy as np

from tests.samples.activation import functional
from tests.samples.arrays import (
    CUBE,
    EMPTY,
    MAPS,
    NAN,
    SCALAR,
    VECTOR,
    A,
    B,
    Convention,
    Row,
    array,
)

LIMITS = [(A, 0.35), (CUBE, 0.5), (A, -1), (SCALAR, 0.5), (EMPTY, 0.5)]
SLOPES = [(A, 0.01), (CUBE, -0.5), (A, 1.5), (A, 0), (SCALAR, 0.5), (EMPTY, 0.5)]


def leaky(xp, x, slope):
    return xp.where(x > 0, x, x * slope)


def hardshrink(xp, x, lambd):
    return xp.where(abs(x) > lambd, x, x * 0)


def softshrink(xp, x, lambd):
    return xp.sign(x) * xp.clip(abs(x) - lambd, 0, 10)


ROWS = {
    "Hardtanh": Row(
        lambda xp, x, low, high: xp.clip(x, low, high),
        [(A, -1.0, 1.0), (A, 0, 6), (CUBE, -0.5, 0.8), (SCALAR, 0.1, 2.0), (EMPTY, 0, 1)],
        torch=functional("hardtanh"),
    ),
    "Hardsigmoid": Row(
        lambda xp, x: xp.clip(x + 3, 0, 6) / 6,
        [*MAPS, (A * 4,)],
        # PyTorch's own has no second derivative.
        torch=lambda torch, x: torch.nn.functional.relu6(x + 3) / 6,
    ),
    "Hardswish": Row(
        lambda xp, x: x * xp.clip(x + 3, 0, 6) / 6, [*MAPS, (A * 4,)], torch=functional("hardswish")
    ),
    "Hardshrink": Row(hardshrink, LIMITS, torch=functional("hardshrink")),
    "Softshrink": Row(softshrink, [s for s in LIMITS if s[1] > 0], torch=functional("softshrink")),
    "Threshold": Row(
        lambda xp, x, threshold, value: xp.where(x > threshold, x, x * 0 + value),
        [(A, 0.4, 3.0), (CUBE, -0.2, 0), (SCALAR, 1.0, 2.0), (EMPTY, 0.0, 0.0)],
        torch=functional("threshold"),
    ),
    "LeakyRelu": Row(leaky, SLOPES),
    "RreluWithoutNoise": Row(leaky, SLOPES),
    "RreluWithNoise": Row(
        lambda xp, x, noise: x * xp.asarray(noise),
        [(A, A.clip(0.2, 0.3)), (SCALAR, np.array(0.2))],
        through=lambda run, x, noise: run(x, getattr(noise, "array", noise)),
    ),
    "Prelu": Row(leaky, [(A, B), (A, VECTOR), (A, SCALAR), (SCALAR, SCALAR), (EMPTY, VECTOR)]),
}

CONVENTIONS = [
    # A kink that belongs to one of its sides.
    Convention("Hardtanh", (array(-2, -1, 0, 1, 2, NAN), -1.0, 1.0), ([0, 0, 1, 0, 0, 1],)),
    Convention("Hardsigmoid", (array(-3, 0, 3),), ([0, 1 / 6, 0],)),
    Convention("Hardswish", (array(-9, -3, 0, 3, 9),), ([0, 0, 0.5, 1, 1],)),
    Convention("Hardshrink", (array(-1, -0.5, 0, 0.5, 1, NAN), 0.5), ([1, 0, 0, 0, 1, 1],)),
    Convention("Softshrink", (array(-1, -0.5, 0, 0.5, 1, NAN), 0.5), ([1, 0, 0, 0, 1, 1],)),
    Convention("Threshold", (array(0, 0.5, 1, NAN), 0.5, 3.0), ([0, 0, 1, 1],)),
    Convention("LeakyRelu", (array(-1, 0, 1, NAN), 0.25), ([0.25, 0.25, 1, 0.25],)),
    Convention("Prelu", (array(-1, 0, 1), SCALAR), ([0.7, 0.7, 1], -1)),
]
