"""Scans by NumPy's names."""

import numpy as np

from tinygrad_np.numpy_protocol.table import implements, refuse
from tinygrad_np.ops import scan


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
