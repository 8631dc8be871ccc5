"""Reductions."""

from tests.samples.arrays import (
    CUBE,
    EMPTY,
    EXTREMES,
    INF,
    NAN,
    PICKS,
    SCALAR,
    SUMS,
    VECTOR,
    WITH_ZERO,
    WITH_ZEROS,
    A,
    Convention,
    Row,
    array,
)

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


def axes(x, dims):
    """All dims by name: for PyTorch's amax None is not all."""
    return tuple(range(x.ndim)) if dims is None else dims


def product(xp, x, dim, keepdim):
    return xp.prod(x) if dim is None else xp.prod(x, axis=dim, keepdims=keepdim)


def extreme(name):
    return lambda xp, x, dims, keep: getattr(xp, name)(x, axis=axes(x, dims), keepdims=keep)


def logsumexp(xp, x, dims, keepdim):
    """By its definition: the samples are small."""
    return xp.log(xp.sum(xp.exp(x), axis=axes(x, dims), keepdims=keepdim))


WITH_NANS = array([0.5, NAN, 1.1], [-0.7, 0.9, NAN])

ROWS = {
    "Spread": Row(
        lambda xp, x, shape: xp.broadcast_to(x, shape),
        [(SCALAR, (2, 3)), (SCALAR, ()), (SCALAR, (2, 0)), (A[:, :1], (2, 3))],
    ),
    "Sum": Row(lambda xp, x, dims, keep: xp.sum(x, axis=dims, keepdims=keep), SUMS),
    "SumDim": Row(lambda xp, x, dims, keep: xp.sum(x, axis=dims, keepdims=keep), SUMS[2:5]),
    "Mean": Row(lambda xp, x, dims, keep, _: xp.mean(x, axis=dims, keepdims=keep), MEANS),
    "MeanDim": Row(lambda xp, x, dims, keep, _: xp.mean(x, axis=dims, keepdims=keep), MEANS[1:4]),
    "Nansum": Row(lambda xp, x, dims, keep: xp.nansum(x, axis=dims, keepdims=keep), SUMS),
    "Logsumexp": Row(
        logsumexp,
        [*EXTREMES, (A * 3, (1,), False)],
        torch=lambda torch, x, dims, keep: torch.logsumexp(x, axes(x, dims), keep),
    ),
    "CountNonzero": Row(
        lambda xp, x, dims: xp.count_nonzero(x, axis=axes(x, dims)),
        [(WITH_ZEROS, dims) for dims in (None, (0,), (0, 1))] + [(SCALAR, ()), (EMPTY, (0,))],
        torch=lambda torch, x, dims: torch.count_nonzero(x, dims),
    ),
    "Amax": Row(extreme("amax"), EXTREMES),
    "Amin": Row(extreme("amin"), EXTREMES),
    "AminmaxMax": Row(extreme("amax"), EXTREMES),
    "AminmaxMin": Row(extreme("amin"), EXTREMES),
    "Max": Row(lambda xp, x, dims, keep: xp.max(x), [(A, None, False), (SCALAR, None, False)]),
    "Min": Row(lambda xp, x, dims, keep: xp.min(x), [(A, None, False), (SCALAR, None, False)]),
    "MaxDim": Row(lambda xp, x, index: x[index], PICKS),
    "MinDim": Row(lambda xp, x, index: x[index], PICKS),
    "Argmax": Row(lambda xp, x, dim, keep: xp.argmax(x, axis=dim, keepdims=keep), LANES),
    "Argmin": Row(lambda xp, x, dim, keep: xp.argmin(x, axis=dim, keepdims=keep), LANES),
    "Prod": Row(product, WHOLE_PRODUCTS),
    "ProdDim": Row(product, LANE_PRODUCTS),
}

CONVENTIONS = [
    Convention("Nansum", (WITH_NANS, (1,), False), ([[1, 0, 1], [1, 1, 0]],)),
    Convention("Logsumexp", (array([0, -INF], [1000, 1000]), (1,), False), ([[1, 0], [0.5, 0.5]],)),
    Convention("Amax", (array([4, 4], [2, 3]), (1,), False), ([[0.5, 0.5], [0, 1]],)),
    Convention("Amin", (array([4, 4], [2, 3]), (1,), False), ([[0.5, 0.5], [1, 0]],)),
    Convention("Amax", (array(1, NAN), None, False), ([NAN, NAN],)),
    Convention("Max", (array(4, 1, 4, 4, 4), None, False), ([0.25, 0, 0.25, 0.25, 0.25],)),
    Convention("Max", (array(1, NAN, 2, NAN), None, False), ([0, 0.5, 0, 0.5],)),
    Convention("Min", (array(1, 1, 4, 4), None, False), ([0.5, 0.5, 0, 0],)),
]
