"""Elements by their places, by NumPy's names."""

import numpy as np

from tinygrad_np import shapes
from tinygrad_np.engine.graph import TensorBase
from tinygrad_np.numpy_protocol.table import implements, refuse
from tinygrad_np.ops import elementwise, indexing
from tinygrad_np.ops.operands import as_operand
from tinygrad_np.ops.shape import reshape


def _plain(x):
    """Places, which have no derivative, as NumPy takes them."""
    return x.array if isinstance(x, TensorBase) else np.asarray(x)


def _lane(a, axis, op):
    """The input and its dim; all elements in one without an axis."""
    a = as_operand(a, op)
    if axis is None:
        return reshape(a, (-1,)), 0
    return a, shapes.wrap_dim(axis, a._array.ndim, op, "axis")


@implements(np.take)
def _take(a, indices, axis=None, out=None, mode="raise"):
    refuse("numpy.take", {"out": out, "mode": None if mode == "raise" else mode})
    a, dim = _lane(a, axis, "take")
    return indexing.getitem(a, (*(slice(None),) * dim, _plain(indices)))


@implements(np.take_along_axis)
def _take_along_axis(arr, indices, axis=-1):
    arr, dim = _lane(arr, axis, "take_along_axis")
    places = _plain(indices)
    mesh = list(np.ogrid[tuple(slice(n) for n in places.shape)])
    mesh[dim] = places
    return indexing.getitem(arr, tuple(mesh))


@implements(np.compress)
def _compress(condition, a, axis=None, out=None):
    refuse("numpy.compress", {"out": out})
    a, dim = _lane(a, axis, "compress")
    return indexing.getitem(a, (*(slice(None),) * dim, np.flatnonzero(_plain(condition))))


@implements(np.extract)
def _extract(condition, arr):
    return _compress(_plain(condition).ravel(), arr)


@implements(np.delete)
def _delete(arr, obj, axis=None):
    arr, dim = _lane(arr, axis, "delete")
    obj = obj if isinstance(obj, (int, slice)) else _plain(obj)
    kept = np.delete(np.arange(arr._array.shape[dim]), obj)
    return indexing.getitem(arr, (*(slice(None),) * dim, kept))


@implements(np.select)
def _select(condlist, choicelist, default=0):
    result = default
    for condition, choice in reversed([*zip(condlist, choicelist, strict=True)]):
        result = elementwise.where(condition, choice, result)
    return result
