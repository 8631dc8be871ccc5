"""A step length that fulfils the strong Wolfe conditions.

See Nocedal and Wright, "Numerical Optimization" (2006), algorithms 3.5 and 3.6; the constants are
PyTorch's.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

ENOUGH_DESCENT = 1e-4  # of what the slope promises
FLAT_ENOUGH = 0.9  # of the slope at the start


class Point(NamedTuple):
    """A point on the line: how far it is, and the function, its gradient and its slope there."""

    t: float
    value: float
    gradient: np.ndarray
    slope: float


class LineSearch:
    """The search along one direction, from a point where the function falls."""

    def __init__(
        self,
        evaluate: Callable[[float], tuple[float, np.ndarray]],
        direction: np.ndarray,
        start: Point,
        tolerance: float,
        most: int,
    ) -> None:
        self._evaluate = evaluate
        self._direction = direction
        self._start = start
        self._smallest = tolerance / float(np.abs(direction).max())
        self._most = most
        self._done = 0  # how many points were tried after the first
        self.evaluations = 0

    def run(self, t: float) -> Point:
        """The point found, at first tried `t` far."""
        bracket = self._bracket(t)
        if len(bracket) == 1:
            return bracket[0]
        return self._zoom(bracket)

    def _at(self, t: float) -> Point:
        self.evaluations += 1
        value, gradient = self._evaluate(t)
        return Point(t, value, gradient, float(gradient.dot(self._direction)))

    def _falls_enough(self, p: Point) -> bool:
        start = self._start
        return p.value <= start.value + ENOUGH_DESCENT * p.t * start.slope

    def _is_flat(self, p: Point) -> bool:
        return abs(p.slope) <= -FLAT_ENOUGH * self._start.slope

    def _bracket(self, t: float) -> list[Point]:
        """Two points between which there is one that fulfils the conditions; or just that one."""
        before, point = self._start, self._at(t)
        while self._done < self._most:
            if not self._falls_enough(point) or (self._done > 1 and point.value >= before.value):
                return [before, point]
            if self._is_flat(point):
                return [point]
            if point.slope >= 0:
                return [before, point]
            bounds = point.t + 0.01 * (point.t - before.t), point.t * 10
            before, point = point, self._at(lowest_of_cubic(before, point, bounds))
            self._done += 1
        return [self._start, point]

    def _zoom(self, ends: list[Point]) -> Point:
        """The best point of a bracket that is made ever smaller."""
        low, stuck = _lower(ends), False
        while self._done < self._most and abs(ends[1].t - ends[0].t) >= self._smallest:
            t, stuck = _inside(lowest_of_cubic(ends[0], ends[1]), ends, stuck)
            point = self._at(t)
            self._done += 1
            if not self._falls_enough(point) or point.value >= ends[low].value:
                ends[1 - low] = point
                low = _lower(ends)
                continue
            found = self._is_flat(point)
            if not found and point.slope * (ends[1 - low].t - ends[low].t) >= 0:
                ends[1 - low] = ends[low]
            ends[low] = point
            if found:
                break
        return ends[low]


def _lower(ends: list[Point]) -> int:
    return 0 if ends[0].value <= ends[1].value else 1


def _inside(t: float, ends: list[Point], stuck: bool) -> tuple[float, bool]:
    """`t`, moved off the ends of a bracket if it came close to one before, or lies on it."""
    first, last = sorted(p.t for p in ends)
    margin = 0.1 * (last - first)
    if min(last - t, t - first) >= margin:
        return t, False
    if stuck or t >= last or t <= first:
        return (last - margin if abs(t - last) < abs(t - first) else first + margin), False
    return t, True


def lowest_of_cubic(a: Point, b: Point, bounds: tuple[float, float] | None = None) -> float:
    """Where the cubic through two points with their slopes is lowest, within bounds.

    The bounds are the points if no others are given; their middle counts if there is no minimum.
    """
    first, last = bounds or ((a.t, b.t) if a.t <= b.t else (b.t, a.t))
    if a.t > b.t:
        a, b = b, a
    d1 = a.slope + b.slope - 3 * (a.value - b.value) / (a.t - b.t)
    square = d1 * d1 - a.slope * b.slope
    if square < 0:
        return (first + last) / 2.0
    d2 = math.sqrt(square)
    t = b.t - (b.t - a.t) * ((b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2))
    return min(max(t, first), last)
