"""What rows are made of: arrays to try ops on, and lists of samples that several Functions share.

The values keep away from kinks and ties; what is to happen there stands in a family's CONVENTIONS.
"""

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from tinygrad_np.engine.function import Function


class Row(NamedTuple):
    """One Function's row."""

    reference: Callable  # of xp and forward's arguments
    samples: list[tuple]
    torch: Callable | None = None  # the reference for PyTorch, where it has other words
    through: Callable | None = None  # of the op's apply and its arguments: the Tensor to test,
    # for an op of several results, or one that takes some arrays only
    halves: bool = True  # whether it takes float16


class Convention(NamedTuple):
    """What counts as the derivative where there are several, or none."""

    function: str
    args: tuple
    gradients: tuple  # of the sum of the result, for each float64 array


def array(*values: Any) -> np.ndarray:
    return np.array(values, np.float64)


# -- arrays ----------------------------------------------------------------------------------------

A = array([0.5, -1.2, 1.1], [-0.7, 0.9, 0.3])
B = array([1.3, 0.4, -0.6], [0.8, -1.4, -0.2])
CUBE = array([[0.2, -0.9], [1.4, 0.6]], [[-1.1, 0.7], [0.1, -0.4]])
OTHER_CUBE = array([[-0.5, 1.2], [0.3, 0.8]], [[1.6, -0.7], [-1.3, 0.9]])
SQUARE = array([0.8, -0.3], [1.6, 0.5])
PAIR = array(0.35, -0.65)
VECTOR = array(0.6, -1.3, 0.8)
ROW = array([0.4, -1.5, 0.9])
COLUMN = array([1.2], [-0.8])
SCALAR = np.array(0.7)
OTHER_SCALAR = np.array(-0.4)
EMPTY = np.zeros((0, 3))
THIN = np.zeros((2, 0))
POSITIVE = np.abs(A)
WITH_ZERO = array([0.5, -1.2, 1.1], [-0.7, 0.0, 0.3])
WITH_ZEROS = array([0.5, 0.0, 1.1, 0.9], [0.0, 0.8, 0.0, -0.4])
MASK = A > 0
COUNTS = np.array([3, 5, 6])
REPEATED = np.array([2, 0, 2, -1])
ALL = slice(None)
ODD = slice(0, None, 2)
NAN, INF = math.nan, math.inf


def steps(*named: tuple) -> tuple:
    """The steps of a view, each given as the name of a Function and its parameters."""
    return tuple((Function.registry[name], parameters) for name, *parameters in named)


# -- samples that several Functions share ----------------------------------------------------------

MAPS = [(A,), (CUBE,), (SCALAR,), (EMPTY,)]
POSITIVE_MAPS = [(POSITIVE,), (SCALAR,), (EMPTY,)]
TENSOR_PAIRS = [
    (A, B),
    (COLUMN, ROW),
    (A, VECTOR),
    (SQUARE, CUBE),
    (SCALAR, B),
    (SCALAR, OTHER_SCALAR),
    (EMPTY, EMPTY),
    (EMPTY, VECTOR),
]
PAIRS = [*TENSOR_PAIRS, (A, 2.5), (-1.5, A), (SCALAR, 2.5)]
TIES = [*PAIRS, (A, A), (array(1, 2, NAN), array(2, 2, NAN)), (COUNTS, 5)]
MASKS = [(MASK, B > 0), (MASK, B[0] > 0), (COUNTS, np.array([1, 2, 4])), (EMPTY > 0, EMPTY > 0)]

EXTREMES = [
    (A, None, False),
    (A, None, True),
    (A, (0,), False),
    (A, (1,), True),
    (CUBE, (0, 2), False),
    (SCALAR, None, False),
    (SCALAR, (), True),
    (EMPTY, (1,), False),
]
SUMS = [*EXTREMES, (EMPTY, (0,), False), (EMPTY, None, False)]
PICKS = [
    (A, (np.array([[0], [1]]), np.array([[2], [0]]))),
    (A, (np.array([0, 1]), np.array([1, 1]))),
    (SCALAR, ()),
]
