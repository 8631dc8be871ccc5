"""Other orders, repetitions and diagonals by NumPy's names."""

import numpy as np

from tinygrad_np import shapes
from tinygrad_np.numpy_protocol.table import implements, refuse
from tinygrad_np.ops import arranging, diagonal, striding


@implements(np.flip)
def _flip(m, axis=None):
    return arranging.flip(m, tuple(range(m.ndim)) if axis is None else axis)


@implements(np.fliplr)
def _fliplr(m):
    return arranging.fliplr(m)


@implements(np.flipud)
def _flipud(m):
    return arranging.flipud(m)


@implements(np.roll)
def _roll(a, shift, axis=None):
    if np.ndim(shift) == 0 and np.ndim(axis or 0):
        shift = (shift,) * len(axis)
    if np.ndim(shift) and axis is not None and np.ndim(axis) == 0:
        axis = (axis,) * len(shift)
    return arranging.roll(a, shift, () if axis is None else axis)


@implements(np.rot90)
def _rot90(m, k=1, axes=(0, 1)):
    return arranging.rot90(m, k, axes)


@implements(np.tile)
def _tile(A, reps):  # noqa: N803 (NumPy's name)
    return arranging.tile(A, reps)


@implements(np.repeat)
def _repeat(a, repeats, axis=None):
    if np.ndim(repeats):
        repeats = np.asarray(repeats)
    return arranging.repeat_interleave(a, repeats, axis)


@implements(np.lib.stride_tricks.sliding_window_view)
def _sliding_window_view(x, window_shape, axis=None):
    sizes = window_shape if isinstance(window_shape, tuple) else (window_shape,)
    axes = range(x.ndim) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    if len(sizes) != len(axes):
        raise ValueError(f"window_shape has {len(sizes)} sizes for {len(axes)} axes")
    for dim, size in zip([shapes.wrap_dim(a, x.ndim, "axis") for a in axes], sizes, strict=True):
        x = striding.unfold(x, dim, size, 1)
    return x


@implements(np.diagonal)
def _diagonal(a, offset=0, axis1=0, axis2=1):
    return diagonal.diagonal(a, offset, axis1, axis2)


@implements(np.diag)
def _diag(v, k=0):
    return diagonal.diag(v, k)


@implements(np.diagflat)
def _diagflat(v, k=0):
    return diagonal.diagflat(v, k)


@implements(np.trace)
def _trace(a, offset=0, axis1=0, axis2=1, dtype=None, out=None):
    refuse("numpy.trace", {"out": out, "dtype": dtype})
    return np.sum(diagonal.diagonal(a, offset, axis1, axis2), axis=-1)


@implements(np.tril)
def _tril(m, k=0):
    return diagonal.tril(m, k)


@implements(np.triu)
def _triu(m, k=0):
    return diagonal.triu(m, k)
