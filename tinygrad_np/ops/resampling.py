"""Images in another size: what each new pixel takes of the old ones, one dim after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Any, NamedTuple

import numpy as np

from tinygrad_np.engine.function import Function
from tinygrad_np.ops.padding import Extend
from tinygrad_np.ops.sliding import exact


class Taps:
    """What the new elements of a dim take of its `size` old ones.

    Each tap has the place of an old element for each new one, and how much of it is taken: both
    are of shape (taps, new elements).
    """

    __slots__ = ("_adjoint", "places", "size", "weights")

    def __init__(self, size: int, places: np.ndarray, weights: np.ndarray) -> None:
        self.size, self.places, self.weights = size, places, weights
        self._adjoint: Taps | None = None

    def sums(self, y: np.ndarray, axis: int) -> Any:
        """The new elements along a dim, which is counted from the end."""
        weights = self.weights.astype(y.dtype).reshape(*self.weights.shape, *(1,) * (-1 - axis))
        out: Any = None
        for places, weight in zip(self.places, weights, strict=True):
            part = np.take(y, places, axis)
            part *= weight
            out = part if out is None else np.add(out, part, out)
        return out

    @property
    def adjoint(self) -> Taps:
        """What the old elements take of the gradients of the new ones."""
        if self._adjoint is None:
            olds = self.places.ravel()
            order = np.argsort(olds, kind="stable")
            counts = np.bincount(olds, minlength=self.size)
            # The k-th use of each old element; beyond its last any other, which counts for nothing.
            taps = np.arange(counts.max())[:, None]
            uses = order[np.minimum(np.cumsum(counts) - counts + taps, len(order) - 1)]
            weights = np.where(taps < counts, self.weights.ravel()[uses], 0)
            length = self.places.shape[1]
            self._adjoint = Taps(length, uses % length, weights)
            self._adjoint._adjoint = self
        return self._adjoint


class UpsampleNearest1D(Extend):
    """The element that is nearest, rounded down, along the last dim."""


class UpsampleNearest2D(Extend):
    """The element that is nearest, rounded down, along two dims."""


class UpsampleNearest3D(Extend):
    """The element that is nearest, rounded down, along three dims."""


class UpsampleNearestExact1D(Extend):
    """The element whose middle is nearest along the last dim."""


class UpsampleNearestExact2D(Extend):
    """The element whose middle is nearest along two dims."""


class UpsampleNearestExact3D(Extend):
    """The element whose middle is nearest along three dims."""


class Resample(Function):
    """Weighted sums of elements along each of the last dims, of which `taps` has the Taps."""

    fills_buffer = True

    def forward(x, taps):
        y = exact(x)
        for axis, tap in enumerate(taps, -len(taps)):
            y = tap.sums(y, axis)
        return y.astype(x.dtype, copy=False)

    def backward(grad, taps):
        return Resample.call(grad, tuple([tap.adjoint for tap in taps]))


class UpsampleLinear1D(Resample):
    """Lines between the elements along the last dim."""


class UpsampleBilinear2D(Resample):
    """Lines between the elements along two dims, one after the other."""


class UpsampleTrilinear3D(Resample):
    """Lines between the elements along three dims, one after the other."""


class UpsampleBicubic2D(Resample):
    """Smooth curves through the elements along two dims, one after the other."""


class UpsampleBilinear2DAa(Resample):
    """Triangles over the elements along two dims, as wide as the new pixels."""


class UpsampleBicubic2DAa(Resample):
    """Smooth bells over the elements along two dims, as wide as the new pixels."""


class UpsampleLanczos2DAa(Resample):
    """Waves over the elements along two dims, as wide as the new pixels."""


class Grid(NamedTuple):
    """How the `length` new elements of a dim lie over its `size` old ones."""

    size: int
    length: int
    align_corners: bool
    scale: float | None  # new elements for each old one, where that is asked for
    kind: type[np.floating]  # in which positions are computed, as PyTorch does

    def step(self) -> Any:
        """How far, in old elements, the new ones are apart."""
        kind = self.kind
        if self.align_corners:
            return kind(self.size - 1) / kind(self.length - 1) if self.length > 1 else kind(0)
        return kind(1 / self.scale) if self.scale else kind(self.size) / kind(self.length)

    def positions(self, shift: float) -> np.ndarray:
        """Where the new elements are, with the `shift` of a middle from its edge."""
        start = self.kind(0 if self.align_corners else shift)
        return (np.arange(self.length, dtype=self.kind) + start) * self.step() - start


def bell(x: np.ndarray, a: float = -0.5) -> np.ndarray:
    """Keys' curve of the weight at a distance x >= 0, which ends at 2; `a` is its slope at 1."""
    inner = ((a + 2) * x - (a + 3)) * x * x + 1
    outer = ((a * x - 5 * a) * x + 8 * a) * x - 4 * a
    return np.where(x < 1, inner, np.where(x < 2, outer, 0))


def triangle(x: np.ndarray) -> np.ndarray:
    """Lines down from 1 at 0 to 0 at a distance x >= 0 of 1."""
    return np.maximum(1 - x, 0)


def wave(x: np.ndarray) -> np.ndarray:
    """Lanczos' curve of the weight at a distance x >= 0, which ends at 3."""
    return np.where(x < 3, np.sinc(x) * np.sinc(x / 3), 0)


@lru_cache(maxsize=256)
def nearest(grid: Grid, shift: float) -> np.ndarray:
    """The old element at the place of each new one, which is `shift` from its edge."""
    places = (np.arange(grid.length, dtype=grid.kind) + grid.kind(shift)) * grid.step()
    return np.minimum(np.floor(places.astype(np.float32)).astype(np.int64), grid.size - 1)


@lru_cache(maxsize=256)
def linear(grid: Grid) -> Taps:
    """The two old elements around each new one, and how near they are."""
    if grid.size == grid.length:
        first, after = np.arange(grid.length), np.zeros(grid.length)
    else:
        first, after = _split(grid, np.maximum(grid.positions(0.5), 0))
    places = np.stack([first, np.minimum(first + 1, grid.size - 1)])
    return Taps(grid.size, places, np.stack([1 - after, after]))


@lru_cache(maxsize=256)
def cubic(grid: Grid) -> Taps:
    """The four old elements around each new one, by Keys' cubic convolution."""
    second, after = _split(grid, grid.positions(0.5))
    places = np.clip(second + np.arange(-1, 3)[:, None], 0, grid.size - 1)
    distances = np.stack([after + 1, after, 1 - after, 2 - after])
    return Taps(grid.size, places, bell(distances, -0.75))


def _split(grid: Grid, positions: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The old element before each position, and how far after it the position is."""
    first = np.minimum(np.floor(positions).astype(np.int64), grid.size - 1)
    return first, np.clip(positions - first.astype(grid.kind), 0, 1)


@lru_cache(maxsize=256)
def antialiased(grid: Grid, curve: Callable[[np.ndarray], np.ndarray], reach: int) -> Taps:
    """All old elements under a curve around each new one, which is as wide as its step or more."""
    kind, width = grid.kind, max(grid.step(), grid.kind(1))
    centers = (np.arange(grid.length, dtype=kind) + kind(0.5)) * grid.step()
    starts = np.maximum((centers - width * reach + kind(0.5)).astype(np.int64), 0)
    stops = np.minimum((centers + width * reach + kind(0.5)).astype(np.int64), grid.size)
    places = starts + np.arange((stops - starts).max())[:, None]
    distances = np.abs(places.astype(kind) - centers + kind(0.5)) / width
    weights = np.where(places < stops, curve(distances), 0)
    return Taps(grid.size, np.minimum(places, grid.size - 1), weights / weights.sum(0))


class Mode(NamedTuple):
    """A way to resample: its Function for so many dims, and what that asks of each dim."""

    functions: Mapping[int, type[Function]]
    along: Callable[[Grid], Any]


_NEAREST = {1: UpsampleNearest1D, 2: UpsampleNearest2D, 3: UpsampleNearest3D}
_EXACT = {1: UpsampleNearestExact1D, 2: UpsampleNearestExact2D, 3: UpsampleNearestExact3D}
MODES = {
    "nearest": Mode(_NEAREST, partial(nearest, shift=0.0)),
    "nearest-exact": Mode(_EXACT, partial(nearest, shift=0.5)),
    "linear": Mode({1: UpsampleLinear1D}, linear),
    "bilinear": Mode({2: UpsampleBilinear2D}, linear),
    "trilinear": Mode({3: UpsampleTrilinear3D}, linear),
    "bicubic": Mode({2: UpsampleBicubic2D}, cubic),
}
ANTIALIASED = {
    "bilinear": Mode({2: UpsampleBilinear2DAa}, partial(antialiased, curve=triangle, reach=1)),
    "bicubic": Mode({2: UpsampleBicubic2DAa}, partial(antialiased, curve=bell, reach=2)),
    "lanczos": Mode({2: UpsampleLanczos2DAa}, partial(antialiased, curve=wave, reach=3)),
}
