"""Sorting, searching and counting by NumPy's names."""

import numpy as np

from tinygrad_np.numpy_protocol.table import implements, refuse
from tinygrad_np.ops import counting, searching, sorting
from tinygrad_np.ops.shape import reshape


def _flattened(a, axis):
    """NumPy's `axis=None`: the elements in one dim."""
    return (reshape(a, (-1,)), 0) if axis is None else (a, axis)


@implements(np.sort)
def _sort(a, axis=-1, kind=None, order=None, *, stable=None):
    refuse("numpy.sort", {"order": order})
    return sorting.sort(*_flattened(a, axis))[0]


@implements(np.argsort)
def _argsort(a, axis=-1, kind=None, order=None, *, stable=None):
    refuse("numpy.argsort", {"order": order})
    return sorting.argsort(*_flattened(a, axis))


@implements(np.unique)
def _unique(
    ar, return_index=False, return_inverse=False, return_counts=False, axis=None, *, sorted=True
):
    refuse("numpy.unique", {"return_index": return_index or None})
    return counting.unique(ar, True, return_inverse, return_counts, axis)


@implements(np.searchsorted)
def _searchsorted(a, v, side="left", sorter=None):
    return searching.searchsorted(a, v, side=side, sorter=sorter)


@implements(np.digitize)
def _digitize(x, bins, right=False):
    return searching.bucketize(x, bins, right=not right)


@implements(np.bincount)
def _bincount(x, /, weights=None, minlength=0):
    return counting.bincount(x, weights, minlength)


@implements(np.nonzero)
def _nonzero(a):
    return searching.nonzero(a, as_tuple=True)


@implements(np.argwhere)
def _argwhere(a):
    return searching.argwhere(a)


@implements(np.flatnonzero)
def _flatnonzero(a):
    return searching.nonzero(reshape(a, (-1,)), as_tuple=True)[0]
