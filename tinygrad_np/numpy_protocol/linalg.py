"""Products, and `numpy.linalg`."""

import numpy as np

from tinygrad_np.numpy_protocol.table import implements
from tinygrad_np.ops import arithmetic, matrix, norms


@implements(np.dot)
def _dot(a, b):
    dims = np.ndim(a), np.ndim(b)
    if max(dims) > 2:
        raise TypeError("numpy.dot of more than two dims is not supported: use numpy.matmul")
    return arithmetic.mul(a, b) if 0 in dims else matrix.matmul(a, b)


@implements(np.linalg.norm)
def _norm(x, ord=None, axis=None, keepdims=False):
    dims = np.ndim(x) if axis is None else np.size(axis)
    if dims != 1 and ord not in (None, "fro"):
        raise TypeError(
            f"numpy.linalg.norm of {dims} dims on a Tensor does not take ord={ord!r}: only norms "
            "of vectors have a rule"
        )
    return norms.norm(x, 2 if ord is None else ord, axis, bool(keepdims))
