"""Reading elements by index, and putting them back."""

import functools
import math

import numpy as np

from tests.samples.arrays import (
    ALL,
    COLUMN,
    CUBE,
    EMPTY,
    MASK,
    ODD,
    PAIR,
    REPEATED,
    SCALAR,
    SQUARE,
    VECTOR,
    A,
    B,
    Convention,
    Row,
    array,
    steps,
)
from tinygrad_np.ops.views import replay

SELECTS = [(A, (1, ...)), (A, (ALL, 2, ...)), (A, (1, -1, ...)), (CUBE, (0, ALL, 1, ...))]
SLICES = [(A, (slice(1, 3), ...)), (A, (ALL, ODD, ...)), (EMPTY, (ALL, slice(1, 2), ...))]
NEW_DIMS = [(A, (None, ...)), (A, (ALL, None, ...)), (SCALAR, (None, ...)), (EMPTY, (None, ...))]

PICKS = ["Sort", "Topk", "Unique", "Gather", "Take", "IndexSelect", "MaskedSelect"]
PUTS = ["LanePut", "LaneFill", "IndexCopy", "IndexFill", "PutFlat", "MaskedScatter"]
ADDITIONS = ["LaneAdd", "IndexAdd"]
EXTREMES = [
    (A, np.array([0.2, 1.3, -0.9]), np.array([1, 4, 1]), 0, 2, True),
    (A, np.array([0.2, 1.3, -0.9]), np.array([1, 4, 1]), 0, 2, False),
    (CUBE, np.resize(A, (2, 3, 2)) * 1.1, np.array([1, 0, 1]), 1, 2, True),
    (SCALAR, PAIR, np.array([0, 0]), 0, 0, True),
]
PLACES = [
    (A, np.array([1, 0, 1]), 0, 1),
    (A, np.array([[2, 0], [1, 1]]), 1, 2),
    (A, np.array([5, 0, 3, 5]), 0, 2),
    (CUBE, np.array([3, 0, 3]), 1, 3),
    (CUBE, np.array(2), 0, 2),
    (A, np.zeros((0, 2), np.int64), 0, 1),
    (EMPTY, np.array([2, 0]), 1, 2),
]


def merged(shape, first, last):
    """A shape with some dims as one."""
    return (*shape[:first], math.prod(shape[first:last]), *shape[last:])


def picked(xp, x, places, first, last, dense):
    return x.reshape(merged(x.shape, first, last))[(ALL,) * first + (places,)]


def flat(where, shape, first, last):
    """Where the elements at places of the dims that are taken as one stand in the flattened array.

    The places may be a Tensor.
    """
    everywhere = np.arange(math.prod(shape)).reshape(merged(shape, first, last))
    return everywhere[(ALL,) * first + (np.asarray(where),)]


def was_put(xp, x, y, places, first, last, add):
    return put(xp, x, y, flat(places, tuple(x.shape), first, last), add)


def extreme(ufunc, xp, x, y, places, first, last, include_self):
    """By choosing for each place the one of x and y that is the extreme there."""
    where = flat(places, tuple(x.shape), first, last).reshape(-1)
    numbers = [np.asarray(v.detach() if hasattr(v, "detach") else v).reshape(-1) for v in (x, y)]
    together = xp.concatenate([x.reshape((-1,)), y.reshape((-1,))])
    chosen = np.arange(math.prod(x.shape))
    for place in set(where.tolist()):
        rivals = [int(i) + chosen.size for i in np.flatnonzero(where == place)]
        rivals += [place] if include_self else []
        values = np.concatenate(numbers)[rivals]
        chosen[place] = rivals[int(np.flatnonzero(values == ufunc.reduce(values))[0])]
    return together[chosen].reshape(x.shape)


def sent(reduce, xp, x, y, places, first, last, include_self):
    """The same in PyTorch's words."""
    where = xp.from_numpy(flat(places, tuple(x.shape), first, last).reshape(-1))
    options = {"include_self": include_self}
    flat_x, flat_y = x.reshape(-1), y.reshape(-1)
    return flat_x.scatter_reduce(0, where, flat_y, reduce, **options).reshape(x.shape)


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


ROWS = {
    "Select": Row(lambda xp, x, index: x[index], SELECTS),
    "Slice": Row(lambda xp, x, index: x[index], SLICES),
    "Unsqueeze": Row(lambda xp, x, index: x[index], NEW_DIMS),
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
    "Pick": Row(
        picked,
        [(x, *where, dense) for x, *where in PLACES for dense in (True, False)]
        + [(SCALAR, np.array([0, 0]), 0, 0, True), (SCALAR, np.array(0), 0, 0, True)],
    ),
    **{name: Row(picked, [(*PLACES[2], True)]) for name in PICKS},
    **{name: Row(was_put, [(A, PAIR, np.array([4, 1]), 0, 2, False)]) for name in PUTS},
    **{name: Row(was_put, [(A, PAIR, np.array([4, 4]), 0, 2, True)]) for name in ADDITIONS},
    "PutLargest": Row(
        functools.partial(extreme, np.maximum), EXTREMES, functools.partial(sent, "amax")
    ),
    "PutSmallest": Row(
        functools.partial(extreme, np.minimum), EXTREMES, functools.partial(sent, "amin")
    ),
    "MaskedFill": Row(
        lambda xp, x, mask, value: xp.where(mask, value, x),
        [(A, MASK, -0.5), (A, MASK, SCALAR), (A, MASK[0], SCALAR), (SCALAR, MASK, 2.0)],
    ),
    "Collect": Row(
        lambda xp, x, places, first, last, shape: put(
            xp, xp.zeros(shape, dtype=xp.float64), x, flat(places, shape, first, last), True
        ),
        [
            (A, np.array([1, 1]), 0, 1, (2, 3)),
            (A, np.array([[0, 5, 2], [5, 1, 0]]), 0, 2, (3, 2)),
            (A, np.array([1, 4, 1]), 1, 3, (2, 3, 2)),
            (np.resize(CUBE, (2, 2, 9)), np.array([2, 0]), 1, 2, (2, 3, 9)),
            (SCALAR, np.array(1), 0, 2, (1, 2)),
            (EMPTY, np.zeros(0, np.int64), 0, 1, (2, 3)),
        ],
    ),
    "Put": Row(
        was_put,
        [
            (A, VECTOR, np.array([1]), 0, 1, False),
            (A, SQUARE, np.array([2, 0]), 1, 2, False),
            (A, SCALAR, np.array([0, 2, 4]), 0, 2, False),
            (A, -0.5, np.array([[0, 2], [4, 1]]), 0, 2, False),
            (A, B, np.array([1, 1]), 0, 1, True),
            (A, COLUMN, np.array([2, 0, 2]), 1, 2, True),
            (A, 0.5, np.array([2, 0, 2]), 1, 2, True),
            (SCALAR, PAIR, np.array([0, 0]), 0, 0, True),
            (EMPTY, VECTOR, np.zeros(0, np.int64), 0, 1, False),
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
            (A, PAIR, steps(("Diagonal", 1, 0, 1))),
            (A, A[:, None, :2], steps(("Unfold", 1, 2, 2))),
            (EMPTY, EMPTY.T, steps(("T",))),
        ],
    ),
}

CONVENTIONS = [
    Convention(
        "PutLargest",
        (array(1, 5), array(3, 3, 1, 5), np.array([0, 0, 0, 1]), 0, 1, True),
        ([0, 0.5], [0.5, 0.5, 0, 0.5]),
    ),
]
