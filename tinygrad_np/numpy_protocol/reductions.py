"""Reductions by NumPy's names."""

import numpy as np

from tinygrad_np.numpy_protocol.table import implements, refuse
from tinygrad_np.numpy_protocol.ufuncs import reduced
from tinygrad_np.ops import arithmetic, comparison, extremes, logic, reduction


@implements(np.sum)
def _sum(a, axis=None, dtype=None, out=None, keepdims=False):
    refuse("numpy.sum", {"out": out})
    return reduction.sum(a, axis, bool(keepdims), dtype=dtype)


@implements(np.mean)
def _mean(a, axis=None, dtype=None, out=None, keepdims=False):
    refuse("numpy.mean", {"out": out})
    return reduction.mean(a, axis, bool(keepdims), dtype=dtype)


@implements(np.prod)
def _prod(a, axis=None, dtype=None, out=None, keepdims=False):
    refuse("numpy.prod", {"out": out, "dtype": dtype})
    return reduced(reduction.prod, a, axis, bool(keepdims))


@implements(np.nansum)
def _nansum(a, axis=None, dtype=None, out=None, keepdims=False):
    refuse("numpy.nansum", {"out": out})
    return reduction.nansum(a, axis, bool(keepdims), dtype=dtype)


@implements(np.nanmean)
def _nanmean(a, axis=None, dtype=None, out=None, keepdims=False):
    refuse("numpy.nanmean", {"out": out})
    return reduction.nanmean(a, axis, bool(keepdims), dtype=dtype)


@implements(np.count_nonzero)
def _count_nonzero(a, axis=None, *, keepdims=False):
    return reduction.sum(comparison.ne(a, 0), axis, bool(keepdims))


@implements(np.ptp)
def _ptp(a, axis=None, out=None, keepdims=False):
    refuse("numpy.ptp", {"out": out})
    return arithmetic.sub(_max(a, axis, keepdims=keepdims), _min(a, axis, keepdims=keepdims))


@implements(np.max, np.amax)
def _max(a, axis=None, out=None, keepdims=False):
    refuse("numpy.max", {"out": out})
    return extremes.amax(a, () if axis is None else axis, bool(keepdims))


@implements(np.min, np.amin)
def _min(a, axis=None, out=None, keepdims=False):
    refuse("numpy.min", {"out": out})
    return extremes.amin(a, () if axis is None else axis, bool(keepdims))


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
    return logic.all(a, axis, bool(keepdims))


@implements(np.any)
def _any(a, axis=None, out=None, keepdims=False):
    refuse("numpy.any", {"out": out})
    return logic.any(a, axis, bool(keepdims))
