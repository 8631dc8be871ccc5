"""Comparisons by NumPy's names."""

import numpy as np

from tinygrad_np.numpy_protocol.table import implements, refuse
from tinygrad_np.ops import comparison
from tinygrad_np.ops.operands import as_arrays, operand, promoted


@implements(np.isclose)
def _isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    return comparison.isclose(*_of_one_dtype(a, b, "numpy.isclose"), rtol, atol, equal_nan)


@implements(np.allclose)
def _allclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    return comparison.allclose(*_of_one_dtype(a, b, "numpy.allclose"), rtol, atol, equal_nan)


@implements(np.array_equal)
def _array_equal(a1, a2, equal_nan=False):
    refuse("numpy.array_equal", {"equal_nan": equal_nan or None})
    return comparison.equal(a1, a2)


@implements(np.isin)
def _isin(element, test_elements, assume_unique=False, invert=False):
    if isinstance(test_elements, (list, tuple)):
        test_elements = np.asarray(test_elements)
    return comparison.isin(element, test_elements, invert=invert)


@implements(np.isposinf)
def _isposinf(x, out=None):
    refuse("numpy.isposinf", {"out": out})
    return comparison.isposinf(x)


@implements(np.isneginf)
def _isneginf(x, out=None):
    refuse("numpy.isneginf", {"out": out})
    return comparison.isneginf(x)


@implements(np.isreal)
def _isreal(x):
    return comparison.isreal(x)


def _of_one_dtype(a, b, name):
    """The arrays of two operands, which PyTorch wants alike and NumPy does not."""
    values = (operand(v, name, *place)[1] for v, place in ((a, ("a", 1)), (b, ("b", 2))))
    return as_arrays(promoted(*values))
