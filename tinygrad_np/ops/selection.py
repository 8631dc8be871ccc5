"""The choice between a gradient and 0 that the derivatives of most piecewise functions make."""

from __future__ import annotations

import numpy as np

from tinygrad_np.engine.function import Elementwise

_INT8 = np.dtype(np.int8)
_ONE = np.array(1, np.int8)
_FEW = 2048  # so many elements take less time than four calls of NumPy
_ZERO = {np.dtype(t): np.zeros((), t) for t in (np.float16, np.float32, np.float64)}
_BITS = {size: np.dtype(f"i{size}") for size in (2, 4, 8)}  # of a float, by its size in bytes


class ZeroWhere(Elementwise):
    """x, with 0 where the mask holds.

    The bits of x, and with 0 or with -1: no element costs a branch. Where a mask is irregular, as
    ReLU's is, np.where takes seven times as long, and a product would make nan of 0 * inf.
    """

    broadcasts = True
    fills_buffer = True

    def forward(x, mask):
        if x.size < _FEW:
            return np.where(mask, _ZERO[x.dtype], x)
        bits = x.view(_BITS[x.itemsize]) & (mask.view(_INT8) - _ONE)
        return bits.view(x.dtype)

    def backward(grad, mask):
        return ZeroWhere.call(grad, mask)


zero_where = ZeroWhere.call  # what rules have for `np.where(mask, 0.0, x)`
