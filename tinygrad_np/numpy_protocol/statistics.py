"""Statistics by NumPy's names."""

import numpy as np

from tinygrad_np.engine.graph import TensorBase, wrap
from tinygrad_np.numpy_protocol.table import implements, refuse
from tinygrad_np.numpy_protocol.ufuncs import reduced
from tinygrad_np.ops import quantiles, statistics


@implements(np.var)
def _var(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, correction=None):
    refuse("numpy.var", {"dtype": dtype, "out": out})
    correction = ddof if correction is None else correction
    return reduced(statistics.var, a, axis, keepdims, correction=correction)


@implements(np.std)
def _std(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, correction=None):
    refuse("numpy.std", {"dtype": dtype, "out": out})
    correction = ddof if correction is None else correction
    return reduced(statistics.std, a, axis, keepdims, correction=correction)


@implements(np.quantile)
def _quantile(a, q, axis=None, out=None, *, method="linear", keepdims=False):
    refuse("numpy.quantile", {"out": out})
    return quantiles.quantile(a, _as_q(a, q), axis, bool(keepdims), interpolation=method)


@implements(np.nanquantile)
def _nanquantile(a, q, axis=None, out=None, *, method="linear", keepdims=False):
    refuse("numpy.nanquantile", {"out": out})
    return quantiles.nanquantile(a, _as_q(a, q), axis, bool(keepdims), interpolation=method)


@implements(np.median)
def _median(a, axis=None, out=None, *, keepdims=False):
    refuse("numpy.median", {"out": out})
    return quantiles.quantile(a, 0.5, axis, bool(keepdims), interpolation="midpoint")


@implements(np.nanmedian)
def _nanmedian(a, axis=None, out=None, *, keepdims=False):
    refuse("numpy.nanmedian", {"out": out})
    return quantiles.nanquantile(a, 0.5, axis, bool(keepdims), interpolation="midpoint")


def _as_q(a, q):
    """A number, or what is like an array in the dtype of the input."""
    if isinstance(q, (float, int, TensorBase)):
        return q
    return wrap(np.asarray(q, (a._array if isinstance(a, TensorBase) else a).dtype))


@implements(np.percentile)
def _percentile(a, q, axis=None, out=None, *, method="linear", keepdims=False):
    refuse("numpy.percentile", {"out": out})
    return _quantile(a, _hundredths(q), axis, method=method, keepdims=keepdims)


@implements(np.nanpercentile)
def _nanpercentile(a, q, axis=None, out=None, *, method="linear", keepdims=False):
    refuse("numpy.nanpercentile", {"out": out})
    return _nanquantile(a, _hundredths(q), axis, method=method, keepdims=keepdims)


def _hundredths(q):
    return q / 100 if isinstance(q, (float, int, TensorBase)) else np.asarray(q) / 100


@implements(np.cov)
def _cov(m, y=None, rowvar=True, bias=False, ddof=None, fweights=None, aweights=None):
    refuse("numpy.cov", {"y": y})
    correction = int(not bias) if ddof is None else ddof
    variables = m if rowvar or m.ndim < 2 else m.t()
    return statistics.cov(variables, correction=correction, fweights=fweights, aweights=aweights)


@implements(np.corrcoef)
def _corrcoef(x, y=None, rowvar=True):
    refuse("numpy.corrcoef", {"y": y})
    return statistics.corrcoef(x if rowvar or x.ndim < 2 else x.t())
