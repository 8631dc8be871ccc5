"""The rows: for each registered Function what it is in other words, and arguments to try it on.

A row says `"Name": Row(reference, samples)`. The reference spells the op out in words that NumPy
and PyTorch share: `xp` is either of them. A sample is a tuple of arguments of forward: the tests
make Tensors of its arrays, in every floating dtype and memory layout, and differentiate twice with
respect to those that are float64. So the values keep away from kinks and ties; what is to happen
there stands in CONVENTIONS.
"""

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from tinygrad_np.engine.function import Function
from tinygrad_np.ops.views import replay


class Row(NamedTuple):
    """One Function's row."""

    reference: Callable  # of xp and forward's arguments
    samples: list[tuple]
    torch: Callable | None = None  # the reference for PyTorch, where it has other words


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
MEANS = [
    (A, None, False, 6),
    (A, (0,), False, 2),
    (A, (1,), True, 3),
    (CUBE, (0, 2), False, 4),
    (SCALAR, (), False, 1),
    (EMPTY, (1,), False, 3),
]
WHOLE_PRODUCTS = [(x, None, False) for x in (A, WITH_ZERO, WITH_ZEROS, SCALAR, EMPTY)]
LANE_PRODUCTS = [
    (A, 0, False),
    (CUBE, 1, True),
    (WITH_ZERO, 1, False),
    (WITH_ZEROS, 1, True),
    (VECTOR, 0, False),
    (EMPTY, 1, False),
    (EMPTY, 0, False),
]
LANES = [(A, None, False), (A, 0, False), (A, 1, True), (CUBE, 2, False), (SCALAR, None, False)]

SELECTS = [(A, (1, ...)), (A, (ALL, 2, ...)), (A, (1, -1, ...)), (CUBE, (0, ALL, 1, ...))]
SLICES = [(A, (slice(1, 3), ...)), (A, (ALL, ODD, ...)), (EMPTY, (ALL, slice(1, 2), ...))]
NEW_DIMS = [(A, (None, ...)), (A, (ALL, None, ...)), (SCALAR, (None, ...)), (EMPTY, (None, ...))]
INDICES = [
    (A, (ALL, REPEATED)),
    (A, (np.array([0, 1, 0]), REPEATED[:3])),
    (A, (np.array([[0], [1]]), REPEATED)),
    (A, (MASK,)),
    (A, (np.array([False, True]),)),
    (CUBE, (np.array([1, 1]), ALL, np.array([0, 1]))),
    (A, (np.zeros(0, np.int64),)),
    (EMPTY, (ALL, REPEATED)),
]
PICKS = [
    (A, (np.array([[0], [1]]), np.array([[2], [0]]))),
    (A, (np.array([0, 1]), np.array([1, 1]))),
    (SCALAR, ()),
]
SQUEEZES = [(COLUMN, (2,)), (ROW, (3,)), (A[:, None], (2, 3)), (SCALAR, ()), (EMPTY[None], (0, 3))]
RESHAPES = [(A, (3, 2)), (CUBE, (4, 2)), (SCALAR, (1, 1)), (A[:1, :1], ()), (EMPTY, (3, 0, 2))]
MATRICES = [(A, B.T), (SQUARE, CUBE[0]), (EMPTY, A.T), (THIN, THIN.T)]


# -- references that take more than a line ---------------------------------------------------------


def axes(x, dims):
    """All dims by name: for PyTorch's amax None is not all."""
    return tuple(range(x.ndim)) if dims is None else dims


def product(xp, x, dim, keepdim):
    return xp.prod(x) if dim is None else xp.prod(x, axis=dim, keepdims=keepdim)


def reduced_square(xp, x, y, reduction):
    square = (x - y) ** 2
    return square if reduction == "none" else getattr(xp, reduction)(square)


def places(index, shape):
    """Where the elements at an index stand in the flattened array."""
    return np.arange(math.prod(shape)).reshape(shape)[index]


def put(xp, x, y, where, accumulate):
    """x with y at the places `where`, or added there."""
    everywhere = np.arange(math.prod(x.shape))
    taken = xp.asarray((where.reshape(-1, 1) == everywhere).astype(np.float64))
    kept = xp.asarray(accumulate | ~np.isin(everywhere, where))
    values = (y + xp.zeros(where.shape, dtype=xp.float64)).reshape((-1,))
    return x * kept.reshape(x.shape) + xp.matmul(values, taken).reshape(x.shape)


def scattered(xp, x, index, shape):
    return put(xp, xp.zeros(shape, dtype=xp.float64), x, places(index, shape), True)


def shown(steps, shape):
    """Where the elements of a view stand in its flattened base."""
    return replay(steps, places((), shape))


# -- the rows --------------------------------------------------------------------------------------

ROWS = {
    # arithmetic
    "Add": Row(lambda xp, x, y: x + y, PAIRS),
    "Sub": Row(lambda xp, x, y: x - y, PAIRS),
    "Rsub": Row(lambda xp, x, number: number - x, [(A, 2.5), (SCALAR, -1), (EMPTY, 0.5)]),
    "Mul": Row(lambda xp, x, y: x * y, PAIRS),
    "Div": Row(lambda xp, x, y: x / y, PAIRS),
    "Reciprocal": Row(lambda xp, x: 1 / x, MAPS),
    "Neg": Row(lambda xp, x: -x, MAPS),
    "Abs": Row(lambda xp, x: xp.absolute(x), MAPS),
    "PowScalar": Row(
        lambda xp, x, exponent: x**exponent,
        [
            *((WITH_ZERO, n) for n in (0, 1, 2, 3)),
            *((A, n) for n in (-1, -2)),
            *((POSITIVE, p) for p in (0.5, 2.0, -1.5)),
            (SCALAR, 2),
            (EMPTY, 2),
        ],
    ),
    "ScalarPow": Row(lambda xp, x, base: base**x, [(A, 2), (A, 0.5), (SCALAR, 3.0), (EMPTY, 2)]),
    "Pow": Row(
        lambda xp, x, y: x**y,
        [
            (POSITIVE, B),
            (np.abs(COLUMN), ROW),
            (POSITIVE, array(1, 2, 3)),
            (SCALAR, OTHER_SCALAR),
            (EMPTY, VECTOR),
        ],
    ),
    # elementwise
    "Exp": Row(lambda xp, x: xp.exp(x), MAPS),
    "Log": Row(lambda xp, x: xp.log(x), POSITIVE_MAPS),
    "Sqrt": Row(lambda xp, x: xp.sqrt(x), POSITIVE_MAPS),
    "Sin": Row(lambda xp, x: xp.sin(x), MAPS),
    "Cos": Row(lambda xp, x: xp.cos(x), MAPS),
    "Tan": Row(lambda xp, x: xp.tan(x), MAPS),
    "Tanh": Row(lambda xp, x: xp.tanh(x), MAPS),
    "Sigmoid": Row(lambda xp, x: 1 / (1 + xp.exp(-x)), MAPS, torch=lambda xp, x: xp.sigmoid(x)),
    "Relu": Row(lambda xp, x: x * (x > 0), MAPS, torch=lambda xp, x: xp.relu(x)),
    "Sign": Row(lambda xp, x: xp.sign(x), MAPS),
    "Maximum": Row(lambda xp, x, y: xp.maximum(x, y), TENSOR_PAIRS),
    "Minimum": Row(lambda xp, x, y: xp.minimum(x, y), TENSOR_PAIRS),
    "Clamp": Row(
        lambda xp, x, low, high: xp.clip(x, low, high),
        [(A, -1, 1), (A, None, 0.4), (A, 0.4, None), (SCALAR, 1.0, 2.0), (EMPTY, -1, 1)],
    ),
    "Where": Row(
        lambda xp, condition, x, y: xp.where(condition, x, y),
        [
            (MASK, A, B),
            (MASK, COLUMN, ROW),
            (MASK[0], A, 0.5),
            (MASK, -0.5, SCALAR),
            (np.array(True), SCALAR, OTHER_SCALAR),
            (EMPTY > 0, EMPTY, VECTOR),
        ],
    ),
    # comparisons
    "Eq": Row(lambda xp, x, y: x == y, TIES),
    "Ne": Row(lambda xp, x, y: x != y, TIES),
    "Lt": Row(lambda xp, x, y: x < y, TIES),
    "Le": Row(lambda xp, x, y: x <= y, TIES),
    "Gt": Row(lambda xp, x, y: x > y, TIES),
    "Ge": Row(lambda xp, x, y: x >= y, TIES),
    "BitwiseAnd": Row(lambda xp, x, y: x & y, MASKS),
    "BitwiseOr": Row(lambda xp, x, y: x | y, MASKS),
    "BitwiseXor": Row(lambda xp, x, y: x ^ y, MASKS),
    "BitwiseNot": Row(lambda xp, x: ~x, [(MASK,), (COUNTS,), (EMPTY > 0,)]),
    "IsNan": Row(lambda xp, x: x != x, [*MAPS, (array(NAN, 1, INF),)]),
    # reductions
    "AllTrue": Row(lambda xp, x, dims, keep: xp.all(x, axis=dims, keepdims=keep), SUMS),
    "AnyTrue": Row(lambda xp, x, dims, keep: xp.any(x, axis=dims, keepdims=keep), SUMS),
    "Sum": Row(lambda xp, x, dims, keep: xp.sum(x, axis=dims, keepdims=keep), SUMS),
    "SumDim": Row(lambda xp, x, dims, keep: xp.sum(x, axis=dims, keepdims=keep), SUMS[2:5]),
    "Mean": Row(lambda xp, x, dims, keep, _: xp.mean(x, axis=dims, keepdims=keep), MEANS),
    "MeanDim": Row(lambda xp, x, dims, keep, _: xp.mean(x, axis=dims, keepdims=keep), MEANS[1:4]),
    "Amax": Row(lambda xp, x, dims, keep: xp.amax(x, axis=axes(x, dims), keepdims=keep), EXTREMES),
    "Amin": Row(lambda xp, x, dims, keep: xp.amin(x, axis=axes(x, dims), keepdims=keep), EXTREMES),
    "Max": Row(lambda xp, x, dims, keep: xp.max(x), [(A, None, False), (SCALAR, None, False)]),
    "Min": Row(lambda xp, x, dims, keep: xp.min(x), [(A, None, False), (SCALAR, None, False)]),
    "MaxDim": Row(lambda xp, x, index: x[index], PICKS),
    "MinDim": Row(lambda xp, x, index: x[index], PICKS),
    "Argmax": Row(lambda xp, x, dim, keep: xp.argmax(x, axis=dim, keepdims=keep), LANES),
    "Argmin": Row(lambda xp, x, dim, keep: xp.argmin(x, axis=dim, keepdims=keep), LANES),
    "Prod": Row(product, WHOLE_PRODUCTS),
    "ProdDim": Row(product, LANE_PRODUCTS),
    "VectorNorm": Row(
        lambda xp, x, p, dims, keep: xp.linalg.vector_norm(x, ord=p, axis=dims, keepdims=keep),
        [
            *((A, p, None, False) for p in (2, 1, 3, 2.5, 0.5, -1, 0, INF, -INF)),
            *((CUBE, p, (0, 2), True) for p in (2, 1, 3, INF)),
            *((A, p, (1,), False) for p in (2, 0, 2.5, -INF)),
            (SCALAR, 2, (), False),
            (SCALAR, 3, None, False),
            (EMPTY, 2, (0,), False),
            (EMPTY, 1, (1,), False),
        ],
    ),
    # indexing
    "Select": Row(lambda xp, x, index: x[index], SELECTS),
    "Slice": Row(lambda xp, x, index: x[index], SLICES),
    "Unsqueeze": Row(lambda xp, x, index: x[index], NEW_DIMS),
    "Index": Row(lambda xp, x, index: x[index], INDICES),
    "Scatter": Row(
        scattered,
        [(VECTOR, (1, ...), (2, 3)), (A, (ALL, ODD), (2, 5)), (SCALAR, (0, 1), (2, 2))],
    ),
    "ScatterAdd": Row(
        scattered,
        [
            (A, (np.array([1, 1]),), (2, 3)),
            (array(0.5, -0.8, 0.2, 1.1), (1, REPEATED), (2, 3)),
            (EMPTY, (np.zeros(0, np.int64),), (2, 3)),
        ],
    ),
    "IndexPut": Row(
        lambda xp, x, y, index, add: put(xp, x, y, places(index, tuple(x.shape)), add),
        [
            (A, VECTOR, (np.array([1]),), False),
            (A, SQUARE, (ALL, np.array([2, 0])), False),
            (A, SCALAR, (MASK,), False),
            (A, -0.5, (MASK,), False),
            (A, B, (np.array([1, 1]),), True),
            (A, COLUMN, (ALL, REPEATED), True),
            (A, 0.5, (ALL, REPEATED), True),
            (EMPTY, VECTOR, (EMPTY[:, 0] > 0,), False),
        ],
    ),
    "CopySlices": Row(
        lambda xp, base, value, steps: put(xp, base, value, shown(steps, tuple(base.shape)), False),
        [
            (A, VECTOR, steps(("Select", (0, ...)))),
            (A, SCALAR, steps(("Select", (0, ...)), ("Select", (1, ...)))),
            (A, 0.5, steps(("Slice", (ALL, ODD, ...)))),
            (A, B.T, steps(("Transpose", 0, 1))),
            (A, PAIR, steps(("View", (6,)), ("Slice", (slice(1, 5, 3), ...)))),
            (A, PAIR, steps(("T",), ("Slice", (ODD, ...)), ("Select", (ALL, 1, ...)))),
            (CUBE, SQUARE, steps(("Permute", (2, 0, 1)), ("Select", (1, ...)))),
            (A, B, steps(("Unsqueeze", (None, ...)), ("Squeeze", (2, 3)))),
            (EMPTY, EMPTY.T, steps(("T",))),
        ],
    ),
    # shape
    "View": Row(lambda xp, x, shape: x.reshape(shape), RESHAPES),
    "UnsafeView": Row(lambda xp, x, shape: x.reshape(shape), RESHAPES[:2]),
    "Transpose": Row(
        lambda xp, x, dim0, dim1: xp.swapaxes(x, dim0, dim1),
        [(A, 0, 1), (CUBE, 0, 2), (CUBE, 1, 1), (EMPTY, 0, 1)],
    ),
    "T": Row(lambda xp, x: xp.swapaxes(x, 0, -1), [(A,), (VECTOR,), (EMPTY,)]),
    "Permute": Row(
        lambda xp, x, dims: xp.moveaxis(x, dims, tuple(range(len(dims)))),
        [(CUBE, (2, 0, 1)), (CUBE, (1, 0, 2)), (A, (1, 0)), (SCALAR, ()), (EMPTY, (1, 0))],
    ),
    "Squeeze": Row(lambda xp, x, shape: xp.squeeze(x), SQUEEZES),
    "SqueezeDim": Row(lambda xp, x, shape: xp.squeeze(x), SQUEEZES[:2]),
    "SqueezeDims": Row(lambda xp, x, shape: xp.squeeze(x), SQUEEZES[:2]),
    "Expand": Row(
        lambda xp, x, shape: xp.broadcast_to(x, shape),
        [(COLUMN, (2, 3)), (VECTOR, (2, 3)), (ROW, (2, 2, 3)), (SCALAR, (2,)), (EMPTY, (2, 0, 3))],
    ),
    "Cat": Row(
        lambda xp, dim, sizes, *arrays: xp.concatenate(arrays, axis=dim),
        [
            (0, (2, 1, 2), A, ROW, B),
            (1, (3, 1), A, COLUMN),
            (2, (2, 2), CUBE, OTHER_CUBE),
            (0, (2, 0), A, EMPTY),
            (0, (3,), VECTOR),
        ],
    ),
    "Stack": Row(
        lambda xp, dim, count, *arrays: xp.stack(arrays, axis=dim),
        [(0, 2, A, B), (2, 2, A, B), (0, 2, SCALAR, OTHER_SCALAR), (1, 1, EMPTY)],
    ),
    # matrices
    "Dot": Row(
        lambda xp, x, y: (x * y).sum(), [(VECTOR, A[0]), (PAIR, PAIR), (EMPTY[:, 0], EMPTY[:, 1])]
    ),
    "Mv": Row(
        lambda xp, x, y: (x * y).sum(1), [(A, VECTOR), (EMPTY, VECTOR), (THIN, THIN[0]), (B, A[1])]
    ),
    "Mm": Row(lambda xp, x, y: (x[:, :, None] * y).sum(1), MATRICES),
    "Bmm": Row(
        lambda xp, x, y: (x[..., None] * y[..., None, :, :]).sum(-2),
        [
            (CUBE, OTHER_CUBE),
            (CUBE, SQUARE),
            (SQUARE[:, None, None], CUBE),
            (np.zeros((0, 2, 2)), SQUARE),
        ],
    ),
    "Linear": Row(
        lambda xp, bias, x, weight: (x[:, None] * weight).sum(-1) + bias,
        [(PAIR, A, B), (-0.5, A, B), (PAIR, EMPTY, A)],
    ),
    # losses
    "MseLoss": Row(
        reduced_square,
        [
            (*pair, reduction)
            for reduction in ("none", "sum", "mean")
            for pair in [(A, B), (COLUMN, ROW), (SCALAR, OTHER_SCALAR), (EMPTY, EMPTY)]
        ],
    ),
    # copies and writes
    "Clone": Row(lambda xp, x: xp.positive(x), MAPS),
    "ToCopy": Row(
        lambda xp, x, dtype: x.astype(dtype),
        [(x, np.dtype(np.float64)) for x in (A, SCALAR, EMPTY)],
        torch=lambda xp, x, dtype: x.to(dtype),
    ),
    "ToInteger": Row(
        lambda xp, x, dtype: x.astype(dtype),
        [(A, np.dtype(np.int64)), (A, np.dtype(bool)), (COUNTS, np.dtype(np.int8))],
        torch=lambda xp, x, dtype: x.to(dtype),
    ),
    "Zero": Row(lambda xp, x: 0.0 * x, MAPS),
    "Fill": Row(lambda xp, x, value: 0.0 * x + value, [(A, SCALAR), (A, 2.5), (EMPTY, SCALAR)]),
    "Copy": Row(lambda xp, x, y: 0.0 * x + y, [(A, B), (A, VECTOR), (SCALAR, OTHER_SCALAR)]),
}

CONVENTIONS = [
    # A kink: the middle of both sides.
    Convention("Abs", (array(-2, 0, 2),), ([-1, 0, 1],)),
    Convention("Sign", (array(-2, 0, 2),), ([0, 0, 0],)),
    # But these belong to one of their sides.
    Convention("Relu", (array(-2, 0, 2, NAN),), ([0, 0, 1, 1],)),
    Convention("Clamp", (array(-2, -1, 0, 1, 2), -1, 1), ([0, 1, 1, 1, 0],)),
    Convention("Clamp", (array(-2, 0, 2), 1, -1), ([0, 0, 0],)),
    # Ties share.
    Convention("Maximum", (array(1, 2, 3), array(1, 5, 0)), ([0.5, 0, 1], [0.5, 1, 0])),
    Convention("Minimum", (array(1, 2, 3), array(1, 5, 0)), ([0.5, 1, 0], [0.5, 0, 1])),
    Convention("Amax", (array([4, 4], [2, 3]), (1,), False), ([[0.5, 0.5], [0, 1]],)),
    Convention("Amin", (array([4, 4], [2, 3]), (1,), False), ([[0.5, 0.5], [1, 0]],)),
    Convention("Amax", (array(1, NAN), None, False), ([NAN, NAN],)),
    Convention("Max", (array(4, 1, 4, 4, 4), None, False), ([0.25, 0, 0.25, 0.25, 0.25],)),
    Convention("Min", (array(1, 1, 4, 4), None, False), ([0.5, 0.5, 0, 0],)),
    Convention("VectorNorm", (array(3, -3, 1), INF, None, False), ([0.5, -0.5, 0],)),
    # A norm is flat at zero.
    *(Convention("VectorNorm", (array(0, 0), p, None, False), ([0, 0],)) for p in (2, 1, 3, INF)),
    Convention("VectorNorm", (array([0, 0], [3, -4]), 2, (1,), False), ([[0, 0], [0.6, -0.8]],)),
    Convention("VectorNorm", (array(0, 2), 3, None, False), ([0, 1],)),
    # Powers of and to zero.
    Convention("PowScalar", (array(0, 2), 0), ([0, 0],)),
    Convention("PowScalar", (array(0, 4), 0.5), ([INF, 0.25],)),
    Convention("ScalarPow", (array(0, 2), 0), ([0, 0],)),
    Convention("Pow", (array(0, 0, 0), array(0, 1, 2)), ([0, 1, 0], [0, 0, 0])),
    Convention("Pow", (array(2, -2), array(0, 2)), ([0, -4], [math.log(2), NAN])),
    # At the edge of the domain, and where an exponential would overflow.
    Convention("Sqrt", (array(0, 4),), ([INF, 0.25],)),
    Convention("Log", (array(0, 4),), ([INF, 0.25],)),
    Convention("Sigmoid", (array(-1000, 0, 1000),), ([0, 0.25, 0],)),
    # A conversion does not change the derivative's dtype.
    Convention("ToCopy", (array(1, 2), np.dtype(np.float32)), ([1, 1],)),
]
