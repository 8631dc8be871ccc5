"""Losses of classes."""

import numpy as np

from tests.samples.arrays import CUBE, EMPTY, SQUARE, VECTOR, A, Convention, Row, array
from tests.samples.loss import REDUCTIONS, reduced

RIGHT = (np.arange(2), np.array([2, 0]))  # of A
RIGHT_OF_CUBE = (np.array([[0], [1]]), np.array([[1, 0], [1, 1]]), np.array([[0, 1]]))
RIGHT_OF_VECTOR = (np.array(1),)
FACTORS = np.array([0.5, 2.0])
KEPT = np.array([False, True])
MANY = (np.array([[0], [1]]), np.array([[2, 1], [0, 0]]))  # of A
OTHERS = np.array([[True, True, False], [False, True, True]])
PAIRS_OF_CLASSES = np.array([[[1, 0, 0], [1, 0, 0]], [[0, 1, 1], [0, 0, 0]]]) > 0

PICKED = [
    *((A, RIGHT, None, None, 2, r) for r in REDUCTIONS),
    *((A, RIGHT, FACTORS, KEPT, 2.0, r) for r in REDUCTIONS),
    (VECTOR, RIGHT_OF_VECTOR, None, None, 1, "mean"),
    (EMPTY, (np.arange(0), np.arange(0)), None, None, 0, "sum"),
]
IN_CUBES = [(CUBE, RIGHT_OF_CUBE, None, None, 4, r) for r in REDUCTIONS]


def added(xp, each, factors, kept, count, reduction):
    each = each if factors is None else each * factors
    each = each if kept is None else xp.where(kept, each, 0 * each)
    return each if reduction == "none" else each.sum() / (count if reduction == "mean" else 1)


def nll(xp, x, index, *targets):
    return added(xp, -x[index], *targets)


def softmax(xp, x):
    sizes = xp.exp(x)
    return sizes / sizes.sum(min(x.ndim - 1, 1), keepdims=True)


def cross_entropy(xp, x, *targets):
    return nll(xp, xp.log(softmax(xp, x)), *targets)


def softmax_less_one(xp, x, share, index):
    ones = np.zeros(tuple(x.shape))
    ones[index] = 1
    less = softmax(xp, x) - (ones if xp is np else xp.as_tensor(ones))
    if share.ndim:
        share = share[:, None]
    return less * share


def multi_margin(xp, x, index, others, factors, p, margin, reduction):
    gap = margin - x[index][:, None] + x
    each = (gap**p * (gap > 0) * others).sum(1) / x.shape[1]
    return reduced(xp, each if factors is None else each * factors, reduction)


def multilabel_margin(xp, x, index, pairs, reduction):
    gaps = 1 - x[index][:, :, None] + x[:, None, :]
    return reduced(xp, (gaps * (gaps > 0) * pairs).sum((1, 2)) / x.shape[1], reduction)


ROWS = {
    "NllLoss": Row(nll, PICKED),
    "NllLoss2d": Row(nll, IN_CUBES),
    "CrossEntropy": Row(cross_entropy, PICKED),
    "CrossEntropy2d": Row(cross_entropy, IN_CUBES),
    "SoftmaxLessOne": Row(
        softmax_less_one,
        [
            (A, FACTORS, RIGHT),
            (A, np.array(0.7), RIGHT),
            (VECTOR, np.array(0.7), RIGHT_OF_VECTOR),
            (CUBE, SQUARE, RIGHT_OF_CUBE),
        ],
    ),
    "MultiMarginLoss": Row(
        multi_margin,
        [
            *((A, RIGHT, OTHERS, None, 1, 1.2, r) for r in REDUCTIONS),
            *((A, RIGHT, OTHERS, None, 2, 1.2, r) for r in REDUCTIONS),
            (A, RIGHT, OTHERS, FACTORS, 2, 1.2, "mean"),
        ],
    ),
    "MultilabelMarginLoss": Row(
        multilabel_margin, [(A, MANY, PAIRS_OF_CLASSES, r) for r in REDUCTIONS]
    ),
}

FIRST, SECOND = (np.array([0]), np.array([0])), (np.array([0]), np.array([1]))
NOT_SECOND = np.array([[True, False, True]])
A_PAIR = np.array([[[True, False]]])
IGNORED = np.array([False])

CONVENTIONS = [  # where a score is just at the margin, and where a target is ignored
    Convention(
        "MultiMarginLoss",
        (array([0, 1, 2]), SECOND, NOT_SECOND, None, 1, 1.0, "sum"),
        ([[0, -1 / 3, 1 / 3]],),
    ),
    Convention(
        "MultilabelMarginLoss",
        (array([0, 1]), (np.array([[0]]), np.array([[1]])), A_PAIR, "sum"),
        ([[0, 0]],),
    ),
    Convention("NllLoss", (array([-np.inf, 1]), FIRST, None, IGNORED, 1, "sum"), ([[0, 0]],)),
]
