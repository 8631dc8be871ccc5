"""Scans, differences and integrals by NumPy's names."""

import numpy as np

from tinygrad_np.numpy_protocol.table import implements, refuse
from tinygrad_np.ops import comparison, differences, elementwise, scan


@implements(np.cumsum)
def _cumsum(a, axis=None, dtype=None, out=None):
    refuse("numpy.cumsum", {"out": out})
    return scan.cumsum(*_lane(a, axis), dtype=dtype)


@implements(np.cumprod)
def _cumprod(a, axis=None, dtype=None, out=None):
    refuse("numpy.cumprod", {"out": out})
    return scan.cumprod(*_lane(a, axis), dtype=dtype)


def _lane(a, axis):
    """NumPy's scans without an axis are of all elements."""
    return (a.reshape(-1), 0) if axis is None else (a, axis)


@implements(np.diff)
def _diff(a, n=1, axis=-1, prepend=None, append=None):
    return differences.diff(a, n, axis, prepend, append)


@implements(np.trapezoid)
def _trapezoid(y, x=None, dx=1.0, axis=-1):
    return differences.trapezoid(y, x, dx=dx if x is None else None, dim=axis)


@implements(np.gradient)
def _gradient(f, *varargs, axis=None, edge_order=1):
    spacing = varargs if len(varargs) > 1 else varargs[0] if varargs else 1
    found = differences.gradient(f, spacing=spacing, dim=axis, edge_order=edge_order)
    return found if len(found) > 1 else found[0]


@implements("cumulative_sum")
def _cumulative_sum(x, /, *, axis=None, dtype=None):
    return scan.cumsum(*_only_lane(x, axis), dtype=dtype)


@implements("cumulative_prod")
def _cumulative_prod(x, /, *, axis=None, dtype=None):
    return scan.cumprod(*_only_lane(x, axis), dtype=dtype)


def _only_lane(x, axis):
    """The dim may be left out where there is but one."""
    if axis is None and x.ndim != 1:
        raise ValueError("numpy.cumulative_sum and _prod of several dims need an axis=")
    return x, axis or 0


@implements(np.nancumsum)
def _nancumsum(a, axis=None, dtype=None, out=None):
    return _cumsum(elementwise.where(comparison.isnan(a), 0, a), axis, dtype, out)


@implements(np.nancumprod)
def _nancumprod(a, axis=None, dtype=None, out=None):
    return _cumprod(elementwise.where(comparison.isnan(a), 1, a), axis, dtype, out)
