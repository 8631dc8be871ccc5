"""Shapes, views and joins by NumPy's names."""

import numpy as np

from tinygrad_np import shapes
from tinygrad_np.numpy_protocol.table import implements
from tinygrad_np.ops import broadcasting, dims
from tinygrad_np.ops import shape as shape_ops


@implements(np.reshape)
def _reshape(a, shape):
    return shape_ops.reshape(a, shape)


@implements(np.ravel)
def _ravel(a):
    return shape_ops.reshape(a, (-1,))


@implements(np.transpose, np.permute_dims)
def _transpose(a, axes=None):
    return shape_ops.permute(a, tuple(range(a.ndim))[::-1] if axes is None else axes)


@implements(np.swapaxes)
def _swapaxes(a, axis1, axis2):
    return shape_ops.transpose(a, axis1, axis2)


@implements(np.moveaxis)
def _moveaxis(a, source, destination):
    return dims.movedim(a, source, destination)


@implements(np.rollaxis)
def _rollaxis(a, axis, start=0):
    # The sizes of this array, which has no elements, say where each of its dims goes.
    return shape_ops.permute(a, np.rollaxis(np.empty(range(a.ndim)), axis, start).shape)


@implements(np.matrix_transpose)
def _matrix_transpose(x):
    return shape_ops.matrix_transpose(x)


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


@implements(np.broadcast_arrays)
def _broadcast_arrays(*args):
    return broadcasting.broadcast_tensors(*args)


@implements(np.atleast_1d)
def _atleast_1d(*arys):
    return broadcasting.atleast_1d(*arys)


@implements(np.atleast_2d)
def _atleast_2d(*arys):
    return broadcasting.atleast_2d(*arys)


@implements(np.atleast_3d)
def _atleast_3d(*arys):
    return broadcasting.atleast_3d(*arys)


@implements(np.meshgrid)
def _meshgrid(*xi, indexing="xy"):
    return broadcasting.meshgrid(*map(shape_ops.ravel, xi), indexing=indexing)


@implements(np.shape)
def _shape(a):
    return a.shape


@implements(np.ndim)
def _ndim(a):
    return a.ndim


@implements(np.size)
def _size(a, axis=None):
    return a.numel() if axis is None else a.shape[axis]
