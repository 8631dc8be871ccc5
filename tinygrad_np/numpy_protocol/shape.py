"""Shapes, views and joins by NumPy's names."""

import numpy as np

from tinygrad_np import shapes
from tinygrad_np.numpy_protocol.table import implements, refuse
from tinygrad_np.ops import shape as shape_ops


@implements(np.concatenate)
def _concatenate(arrays, axis=0, out=None):
    refuse("numpy.concatenate", {"out": out})
    return shape_ops.cat(tuple(arrays), axis)


@implements(np.stack)
def _stack(arrays, axis=0, out=None):
    refuse("numpy.stack", {"out": out})
    return shape_ops.stack(tuple(arrays), axis)


@implements(np.reshape)
def _reshape(a, shape):
    return shape_ops.reshape(a, shape)


@implements(np.ravel)
def _ravel(a):
    return shape_ops.reshape(a, (-1,))


@implements(np.transpose)
def _transpose(a, axes=None):
    return shape_ops.permute(a, tuple(range(a.ndim))[::-1] if axes is None else axes)


@implements(np.swapaxes)
def _swapaxes(a, axis1, axis2):
    return shape_ops.transpose(a, axis1, axis2)


@implements(np.moveaxis)
def _moveaxis(a, source, destination):
    # The sizes of this array, which has no elements, say where each of its dims goes.
    order = np.moveaxis(np.empty(range(a.ndim)), source, destination).shape
    return shape_ops.permute(a, order)


@implements(np.squeeze)
def _squeeze(a, axis=None):
    return shape_ops.squeeze(a, axis)


@implements(np.expand_dims)
def _expand_dims(a, axis):
    several = axis if isinstance(axis, tuple) else (axis,)
    ndim = a.ndim + len(several)
    for dim in sorted(shapes.wrap_dim(d, ndim, "numpy.expand_dims", "axis") for d in several):
        a = shape_ops.unsqueeze(a, dim)
    return a


@implements(np.broadcast_to)
def _broadcast_to(array, shape):
    return shape_ops.expand(array, shape)


@implements(np.shape)
def _shape(a):
    return a.shape


@implements(np.ndim)
def _ndim(a):
    return a.ndim


@implements(np.size)
def _size(a, axis=None):
    return a.numel() if axis is None else a.shape[axis]
