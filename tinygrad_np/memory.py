"""Memory for large results: it begins at a line of the processor's cache, and it is used again.

NumPy's own begins at any multiple of 16 bytes, which costs a quarter of the speed, and goes back to
the system when its array goes: a page that comes back is first filled with zeros, which takes as
long as to compute an elementwise op.
"""

from __future__ import annotations

import math

import numpy as np

_LINE = 64  # bytes of a line of a cache
_MOST = 1 << 28  # bytes that are kept while nobody uses them

_free: dict[int, list[Memory]] = {}  # by their number of bytes


class Memory(np.ndarray):
    """Bytes in which an array may lie. A class of its own, so that NumPy leaves leases between."""

    __slots__ = ()


class Lease(np.ndarray):
    """The base of an array that `empty` made, which gives the memory back when the array goes."""

    __slots__ = ("_memory",)  # a view or a copy of a lease has none
    _memory: Memory

    def __del__(self) -> None:
        memory = getattr(self, "_memory", None)
        if memory is not None:
            _keep(memory)


# The bases of arrays that are no views: of NumPy's own, and of those from here.
OWN = (type(None), Lease)


def empty(shape: tuple[int, ...], dtype: np.dtype) -> np.ndarray:
    """An array that is not filled."""
    size = math.prod(shape) * dtype.itemsize + _LINE
    try:
        memory = _free[size].pop()
    except (KeyError, IndexError):
        memory = Memory(size, np.uint8)
    lease = memory.view(Lease)
    lease._memory = memory
    return np.ndarray(shape, dtype, lease, -memory.__array_interface__["data"][0] % _LINE)


def _keep(memory: Memory) -> None:
    """Let an array to come have memory that has served; if there is too much of it, let all go."""
    _free.setdefault(memory.size, []).append(memory)
    if sum(size * len(kept) for size, kept in list(_free.items())) > _MOST:
        _free.clear()
