"""Functions of each element, choices and copies by NumPy's names."""

import numpy as np

from tinygrad_np import dtypes
from tinygrad_np.numpy_protocol.table import implements, refuse
from tinygrad_np.ops import conversion, elementwise, modified_bessel, real, rounding, trigonometric
from tinygrad_np.ops.operands import as_operand


@implements(np.where)
def _where(condition, x=None, y=None):
    return elementwise.where(condition, x, y)


@implements(np.clip)
def _clip(a, a_min=None, a_max=None, out=None, *, min=None, max=None):
    refuse("numpy.clip", {"out": out})
    return elementwise.clamp(a, a_min if min is None else min, a_max if max is None else max)


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


@implements(np.astype)
def _astype(x, dtype, /, *, copy=True):
    return conversion.to(x, dtypes.to_numpy_dtype(dtype), copy=copy)


@implements(np.real)
def _real(val):
    return real.real(val)


@implements(np.angle)
def _angle(z, deg=False):
    angle = real.angle(z)
    return trigonometric.rad2deg(angle) if deg else angle


@implements(np.iscomplexobj)
def _iscomplexobj(x):
    return False


@implements(np.isrealobj)
def _isrealobj(x):
    return True


@implements(np.polyval)
def _polyval(p, x):
    value = x * 0
    for coefficient in p:
        value = value * x + coefficient
    return value


@implements(np.shares_memory, np.may_share_memory)
def _shares_memory(a, b):
    return np.shares_memory(as_operand(a, "shares_memory").array, as_operand(b, "b").array)
