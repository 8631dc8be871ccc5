"""Losses."""

import numpy as np

from tests.samples.arrays import (
    COLUMN,
    EMPTY,
    OTHER_SCALAR,
    ROW,
    SCALAR,
    A,
    B,
    Convention,
    Row,
    array,
)

REDUCTIONS = ("none", "sum", "mean")
PAIRS = [(A, B), (COLUMN, ROW), (SCALAR, OTHER_SCALAR), (EMPTY, EMPTY)]
INSIDE, OTHER_INSIDE = array([0.2, 0.7, 0.4]), array([0.9, 0.1, 0.35])  # probabilities
WEIGHTS = array([0.5, 2.0, 1.5])


def reduced(xp, each, reduction):
    return each if reduction == "none" else getattr(xp, reduction)(each)


def squared(xp, x, y, reduction):
    return reduced(xp, (x - y) ** 2, reduction)


def huber(xp, x, y, reduction, delta):
    size = xp.abs(x - y)
    each = xp.where(size < delta, size**2 / 2, delta * (size - delta / 2))
    return reduced(xp, each, reduction)


def smooth_l1(xp, x, y, reduction, beta):
    return huber(xp, x, y, reduction, beta) / beta


def weighted(each, weight):
    return each if weight is None else each * weight


def binary(xp, x, y, weight, reduction):
    each = -(y * xp.log(x) + (1 - y) * xp.log(1 - x))
    return reduced(xp, weighted(each, weight), reduction)


def binary_with_logits(xp, x, y, weight, scale, reduction):
    scale = 1 if scale is None else scale
    each = scale * y * xp.log1p(xp.exp(-x)) + (1 - y) * xp.log1p(xp.exp(x))
    return reduced(xp, weighted(each, weight), reduction)


def soft_margin(xp, x, y, reduction):
    return reduced(xp, xp.log1p(xp.exp(-x * y)), reduction)


ROWS = {
    "MseLoss": Row(squared, [(*pair, r) for r in REDUCTIONS for pair in PAIRS]),
    "HuberLoss": Row(huber, [(*pair, r, 0.75) for r in REDUCTIONS for pair in PAIRS]),
    "SmoothL1Loss": Row(smooth_l1, [(*pair, r, 0.75) for r in REDUCTIONS for pair in PAIRS]),
    "BinaryCrossEntropy": Row(
        binary,
        [
            *((INSIDE, OTHER_INSIDE, None, r) for r in REDUCTIONS),
            (INSIDE, OTHER_INSIDE, WEIGHTS, "none"),
            (INSIDE, OTHER_INSIDE, WEIGHTS, "mean"),
            (SCALAR, np.array(0.3), None, "mean"),
            (EMPTY, EMPTY, None, "sum"),
        ],
    ),
    "BinaryCrossEntropyWithLogits": Row(
        binary_with_logits,
        [
            *((A, B, None, None, r) for r in REDUCTIONS),
            (A, B, WEIGHTS, None, "none"),
            (A, B, None, WEIGHTS, "mean"),
            (A, B, WEIGHTS, COLUMN, "sum"),
            (SCALAR, OTHER_SCALAR, None, None, "mean"),
            (EMPTY, EMPTY, None, None, "sum"),
        ],
    ),
    "SoftMarginLoss": Row(
        soft_margin, [(*pair, r) for r in REDUCTIONS for pair in PAIRS if pair[0] is not COLUMN]
    ),
}

AT_KINKS = (array(2, -2, 0), array(0, 0, 0), "none", 2.0)

CONVENTIONS = [
    Convention("HuberLoss", AT_KINKS, ([2, -2, 0], [-2, 2, 0])),
    Convention("SmoothL1Loss", AT_KINKS, ([1, -1, 0], [-1, 1, 0])),
]
