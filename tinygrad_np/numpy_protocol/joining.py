"""Joining and splitting by NumPy's names."""

import numpy as np

from tinygrad_np.numpy_protocol.table import implements, refuse
from tinygrad_np.ops import joining, splitting


@implements(np.concatenate)
def _concatenate(arrays, axis=0, out=None):
    refuse("numpy.concatenate", {"out": out})
    if axis is None:
        arrays, axis = [np.ravel(a) for a in arrays], 0
    return joining.cat(tuple(arrays), axis)


@implements(np.append)
def _append(arr, values, axis=None):
    return _concatenate((arr, values), axis)


@implements(np.stack)
def _stack(arrays, axis=0, out=None):
    refuse("numpy.stack", {"out": out})
    return joining.stack(tuple(arrays), axis)


@implements(np.hstack)
def _hstack(tup):
    return joining.hstack(tuple(tup))


@implements(np.vstack)
def _vstack(tup):
    return joining.vstack(tuple(tup))


@implements(np.dstack)
def _dstack(tup):
    return joining.dstack(tuple(tup))


@implements(np.column_stack)
def _column_stack(tup):
    return joining.column_stack(tuple(tup))


@implements(np.split)
def _split(ary, indices_or_sections, axis=0):
    if isinstance(indices_or_sections, int) and ary.shape[axis] % indices_or_sections:
        raise ValueError("array split does not result in an equal division")
    return _array_split(ary, indices_or_sections, axis)


@implements(np.array_split)
def _array_split(ary, indices_or_sections, axis=0):
    return list(splitting.tensor_split(ary, indices_or_sections, axis))


@implements(np.hsplit)
def _hsplit(ary, indices_or_sections):
    return list(splitting.hsplit(ary, indices_or_sections))


@implements(np.vsplit)
def _vsplit(ary, indices_or_sections):
    return list(splitting.vsplit(ary, indices_or_sections))


@implements(np.dsplit)
def _dsplit(ary, indices_or_sections):
    return list(splitting.dsplit(ary, indices_or_sections))


@implements("unstack")
def _unstack(x, axis=0):
    return splitting.unbind(x, axis)
