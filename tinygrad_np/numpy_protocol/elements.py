"""Functions of each element, choices and copies by NumPy's names."""

import numpy as np

from tinygrad_np.numpy_protocol.table import implements, refuse
from tinygrad_np.ops import conversion, elementwise, modified_bessel, rounding, trigonometric


@implements(np.where)
def _where(condition, x=None, y=None):
    return elementwise.where(condition, x, y)


@implements(np.clip)
def _clip(a, a_min=None, a_max=None, out=None):
    refuse("numpy.clip", {"out": out})
    return elementwise.clamp(a, a_min, a_max)


@implements(np.copy)
def _copy(a, order="K"):
    if order not in ("C", "K"):
        raise TypeError(f"numpy.copy of a Tensor in order {order!r} is not supported, only C and K")
    return conversion.Clone.apply(a, order)


@implements(np.i0)
def _i0(x):
    return modified_bessel.i0(x)


@implements(np.nan_to_num)
def _nan_to_num(x, copy=True, nan=0.0, posinf=None, neginf=None):
    refuse("numpy.nan_to_num", {} if copy else {"copy": copy})
    return elementwise.nan_to_num(x, nan, posinf, neginf)


@implements(np.round, np.around)
def _round(a, decimals=0, out=None):
    refuse("numpy.round", {"out": out})
    return rounding.round(a, decimals=decimals)


@implements(np.sinc)
def _sinc(x):
    return trigonometric.sinc(x)


@implements(np.fix)
def _fix(x, out=None):
    refuse("numpy.fix", {"out": out})
    return rounding.trunc(x)
