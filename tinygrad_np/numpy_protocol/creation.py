"""New tensors by NumPy's names."""

import numpy as np

from tinygrad_np import likeness, ranges
from tinygrad_np.numpy_protocol.table import implements


@implements(np.zeros_like)
def _zeros_like(a, dtype=None):
    return likeness.zeros_like(a, dtype=dtype)


@implements(np.ones_like)
def _ones_like(a, dtype=None):
    return likeness.ones_like(a, dtype=dtype)


@implements(np.full_like)
def _full_like(a, fill_value, dtype=None):
    return likeness.full_like(a, fill_value, dtype=dtype)


@implements(np.empty_like)
def _empty_like(prototype, dtype=None):
    return likeness.empty_like(prototype, dtype=dtype)


@implements(np.vander)
def _vander(x, N=None, increasing=False):  # noqa: N803 (NumPy's name)
    return ranges.vander(x, N, increasing)
