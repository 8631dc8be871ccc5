"""Reductions by NumPy's names."""

import math

import numpy as np

from tinygrad_np.numpy_protocol.table import implements, refuse
from tinygrad_np.numpy_protocol.ufuncs import reduced
from tinygrad_np.ops import (
    arithmetic,
    comparison,
    division,
    elementwise,
    extremes,
    logic,
    reduction,
)
from tinygrad_np.ops.operands import as_operand


@implements(np.sum)
def _sum(a, axis=None, dtype=None, out=None, keepdims=False):
    refuse("numpy.sum", {"out": out})
    return reduced(reduction.sum, a, axis, keepdims, dtype=dtype)


@implements(np.mean)
def _mean(a, axis=None, dtype=None, out=None, keepdims=False):
    refuse("numpy.mean", {"out": out})
    return reduced(reduction.mean, a, axis, keepdims, dtype=dtype)


@implements(np.prod)
def _prod(a, axis=None, dtype=None, out=None, keepdims=False):
    refuse("numpy.prod", {"out": out, "dtype": dtype})
    return reduced(reduction.prod, a, axis, keepdims)


@implements(np.nansum)
def _nansum(a, axis=None, dtype=None, out=None, keepdims=False):
    refuse("numpy.nansum", {"out": out})
    return reduced(reduction.nansum, a, axis, keepdims, dtype=dtype)


@implements(np.nanmean)
def _nanmean(a, axis=None, dtype=None, out=None, keepdims=False):
    refuse("numpy.nanmean", {"out": out})
    return reduced(reduction.nanmean, a, axis, keepdims, dtype=dtype)


@implements(np.count_nonzero)
def _count_nonzero(a, axis=None, *, keepdims=False):
    return reduced(reduction.sum, comparison.ne(a, 0), axis, keepdims)


@implements(np.ptp)
def _ptp(a, axis=None, out=None, keepdims=False):
    refuse("numpy.ptp", {"out": out})
    return arithmetic.sub(_max(a, axis, keepdims=keepdims), _min(a, axis, keepdims=keepdims))


@implements(np.max, np.amax)
def _max(a, axis=None, out=None, keepdims=False):
    refuse("numpy.max", {"out": out})
    return reduced(extremes.amax, a, axis, keepdims)


@implements(np.min, np.amin)
def _min(a, axis=None, out=None, keepdims=False):
    refuse("numpy.min", {"out": out})
    return reduced(extremes.amin, a, axis, keepdims)


@implements(np.argmax)
def _argmax(a, axis=None, out=None, *, keepdims=False):
    refuse("numpy.argmax", {"out": out})
    return extremes.argmax(a, axis, bool(keepdims))


@implements(np.argmin)
def _argmin(a, axis=None, out=None, *, keepdims=False):
    refuse("numpy.argmin", {"out": out})
    return extremes.argmin(a, axis, bool(keepdims))


@implements(np.all)
def _all(a, axis=None, out=None, keepdims=False):
    refuse("numpy.all", {"out": out})
    return reduced(logic.all, a, axis, keepdims)


@implements(np.any)
def _any(a, axis=None, out=None, keepdims=False):
    refuse("numpy.any", {"out": out})
    return reduced(logic.any, a, axis, keepdims)


@implements(np.nanmax)
def _nanmax(a, axis=None, out=None, keepdims=False):
    refuse("numpy.nanmax", {"out": out})
    return _ignoring_nan(_max, -math.inf, a, axis, keepdims)


@implements(np.nanmin)
def _nanmin(a, axis=None, out=None, keepdims=False):
    refuse("numpy.nanmin", {"out": out})
    return _ignoring_nan(_min, math.inf, a, axis, keepdims)


@implements(np.nanprod)
def _nanprod(a, axis=None, dtype=None, out=None, keepdims=False):
    refuse("numpy.nanprod", {"out": out, "dtype": dtype})
    return _prod(elementwise.where(comparison.isnan(a), 1, a), axis, keepdims=keepdims)


def _ignoring_nan(extreme, least, a, axis, keepdims):
    """An extreme of what is a number; nan where nothing is."""
    nan = comparison.isnan(a)
    found = extreme(elementwise.where(nan, least, a), axis, keepdims=keepdims)
    return elementwise.where(_all(nan, axis, keepdims=keepdims), math.nan, found)


@implements(np.average)
def _average(a, axis=None, weights=None, returned=False, *, keepdims=False):
    refuse("numpy.average", {"returned": returned or None})
    if weights is None:
        return _mean(a, axis, keepdims=keepdims)
    if np.shape(weights) != np.shape(a):
        raise TypeError("numpy.average on a Tensor takes weights= of the shape of a")
    total = _sum(arithmetic.mul(a, weights), axis, keepdims=keepdims)
    return division.div(total, _sum(as_operand(weights, "average"), axis, keepdims=keepdims))
