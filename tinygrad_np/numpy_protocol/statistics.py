"""Statistics by NumPy's names."""

import numpy as np

from tinygrad_np.numpy_protocol.table import implements, refuse
from tinygrad_np.ops import statistics


@implements(np.var)
def _var(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, correction=None):
    refuse("numpy.var", {"dtype": dtype, "out": out})
    correction = ddof if correction is None else correction
    return statistics.var(a, axis, keepdim=bool(keepdims), correction=correction)


@implements(np.std)
def _std(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, correction=None):
    refuse("numpy.std", {"dtype": dtype, "out": out})
    correction = ddof if correction is None else correction
    return statistics.std(a, axis, keepdim=bool(keepdims), correction=correction)
