"""Windows that slide along a dim: which elements each of them meets."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from tinygrad_np import shapes

_HALF = np.dtype(np.float16)

Tap = tuple[slice, slice]  # some windows, and for each of them an element of the dim


class Window:
    """`count` windows along a dim of n elements.

    Each of the `taps` gives some of the windows one element each; together they give every window
    its elements in order. Elements of the padding no tap meets.
    """

    __slots__ = ("count", "firsts", "is_whole", "lengths", "padded_lengths", "taps")

    def __init__(self, n: int, starts: np.ndarray, ends: np.ndarray, taps: list[Tap]) -> None:
        self.count, self.taps = len(starts), taps
        self.padded_lengths = ends - starts
        self.lengths = np.minimum(ends, n) - np.maximum(starts, 0)
        self.firsts = np.maximum(starts, 0)  # the first element of each window
        self.is_whole = taps == [(slice(0, n), slice(0, n, 1))]


@lru_cache(maxsize=1024)
def sliding(n: int, size: int, stride: int, padding: int, dilation: int, count: int) -> Window:
    """Windows of `size` elements, `dilation` apart, each `stride` after the one before."""
    starts = np.arange(count) * stride - padding
    ends = np.minimum(starts + size, n + padding)
    taps = [_tap(n, i * dilation - padding, stride, count) for i in range(size)]
    window = Window(n, starts, ends, taps)
    window.firsts = np.where(starts < 0, starts % dilation, starts)
    return window


@lru_cache(maxsize=1024)
def adaptive(n: int, count: int) -> Window:
    """As many windows as asked for, which cover the dim as evenly as they can."""
    if count and n % count == 0:
        return sliding(n, n // count, n // count, 0, 1, count)
    edges = np.arange(count + 1) * n
    starts, ends = edges[:-1] // max(count, 1), -(-edges[1:] // max(count, 1))
    pairs = enumerate(zip(starts.tolist(), ends.tolist(), strict=True))
    taps = [(slice(i, i + 1), slice(j, j + 1)) for i, (s, e) in pairs for j in range(s, e)]
    return Window(n, starts, ends, taps)


def _tap(n: int, start: int, stride: int, count: int) -> Tap:
    """The windows i < count for which start + i * stride is one of n elements, and these."""
    first = max(0, -(start // stride))
    stop = min(count, (n - 1 - start) // stride + 1)
    if stop <= first:
        return slice(0, 0), slice(0, 0)
    return slice(first, stop), slice(
        start + first * stride, start + (stop - 1) * stride + 1, stride
    )


def along(axis: int, part: Any) -> tuple:
    """The index of a part of a dim, which is counted from the end."""
    return (..., part, *(slice(None),) * (-1 - axis))


def exact(x: np.ndarray) -> np.ndarray:
    """float16 in float32, in which PyTorch too adds up."""
    return x.astype(np.float32) if x.dtype == _HALF else x


def unfolded(x: np.ndarray, windows: Sequence[Window]) -> np.ndarray:
    """What each tap of the windows meets: (n, c, sizes...) gives (n, c, taps..., counts...).

    Here and in `folded` one dim goes after the other, so that few and long pieces are moved.
    """
    for axis, window in _from_the_end(windows):
        if window.is_whole:
            x = x[:, :, None]
            continue
        n, channels, *shape = x.shape
        shape[axis] = window.count
        columns = np.zeros((n, channels, len(window.taps), *shape), x.dtype)
        for i, (outs, ins) in enumerate(window.taps):
            columns[:, :, i][along(axis, outs)] = x[along(axis, ins)]
        x = columns
    return x


def folded(columns: np.ndarray, windows: Sequence[Window], sizes: Sequence[int]) -> np.ndarray:
    """The sums over the taps that meet each element: the adjoint of `unfolded`."""
    for axis, window in reversed(_from_the_end(windows)):
        if window.is_whole:
            columns = columns[:, :, 0]
            continue
        n, channels, _, *shape = columns.shape
        shape[axis] = sizes[axis]
        sums = np.zeros((n, channels, *shape), columns.dtype)
        for i, (outs, ins) in enumerate(window.taps):
            sums[along(axis, ins)] += columns[:, :, i][along(axis, outs)]
        columns = sums
    return columns


def _from_the_end(windows: Sequence[Window]) -> list[tuple[int, Window]]:
    return [(-1 - i, window) for i, window in enumerate(reversed(windows))]


def each(value: Any, dims: int, op: str, name: str) -> shapes.Shape:
    """An argument that is one integer, or one for each of so many dims.

    Raises:
        TypeError: for what is neither.
        ValueError: for another number of them.
    """
    given = shapes.sizes((value,), op, name)
    if len(given) not in (1, dims):
        raise ValueError(given)
    return given * dims if len(given) == 1 else given
