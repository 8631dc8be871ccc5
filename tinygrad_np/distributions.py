"""More distributions: what PyTorch's CPU generator makes of a stream of random numbers."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from tinygrad_np.generator import Stream, continuous, floating
from tinygrad_np.shapes import Shape

if TYPE_CHECKING:
    from numpy.typing import DTypeLike, NDArray

Fraction = Callable[[], float]  # gives the next number spread evenly over [0, 1)


def whole_range(stream: Stream, shape: Shape, dtype: DTypeLike) -> NDArray:
    """Integers from 0 up to the largest of the dtype, or that floats count to: `Tensor.random_`.

    >>> whole_range(Stream().manual_seed(0), (2,), "int32")
    array([209652396, 398764591], dtype=int32)
    """
    kind, count = np.dtype(dtype), math.prod(shape)
    end = largest(kind) + 1
    words = stream.long_words(count) if kind.itemsize == 8 else stream.words(count)
    return (words % words.dtype.type(end)).astype(kind).reshape(shape)


def largest(dtype: np.dtype) -> int:
    """The largest integer of a dtype; of a floating one that up to which it has all."""
    if dtype.kind == "f":
        return 2 ** (np.finfo(dtype).nmant + 1)
    return 1 if dtype.kind == "b" else int(np.iinfo(dtype).max)


def geometric(stream: Stream, shape: Shape, dtype: DTypeLike, p: float) -> NDArray:
    """How often to try until what has probability `p` happens, as `Tensor.geometric_`.

    RuntimeError if `p` is not between 0 and 1.
    >>> geometric(Stream().manual_seed(0), (4,), "int64", 0.3)
    array([1, 1, 3, 1])
    """
    if not 0 < p < 1:
        raise RuntimeError(f"geometric_ expects p to be in (0, 1), but got p={p:g}")
    kind = np.dtype(dtype)
    if kind.kind == "b":
        raise NotImplementedError("\"geometric_cpu\" not implemented for 'Bool'")
    fractions = stream.fractions(math.prod(shape), np.float64)
    return np.ceil(np.log(fractions) / math.log1p(-p)).astype(kind).reshape(shape)


def cauchy(
    stream: Stream, shape: Shape, dtype: DTypeLike, median: float = 0, sigma: float = 1
) -> NDArray:
    """Floats from the distribution of Cauchy, as `Tensor.cauchy_`.

    RuntimeError if `sigma` is not positive, or the dtype not floating point.
    >>> cauchy(Stream().manual_seed(0), (2,), "float32").round(4)
    array([10.5977,  0.7648], dtype=float32)
    """
    kind = continuous(dtype, "Cauchy")
    if not sigma > 0:
        raise RuntimeError(f"cauchy_ expects sigma > 0.0, but found sigma={sigma:g}")
    fractions = stream.fractions(math.prod(shape), np.float64)
    return (median + sigma * np.tan(math.pi * (fractions - 0.5))).astype(kind).reshape(shape)


def log_normal(
    stream: Stream, shape: Shape, dtype: DTypeLike, mean: float = 1, std: float = 2
) -> NDArray:
    """Floats whose logarithms are normally distributed, as `Tensor.log_normal_`.

    RuntimeError if `std` is not positive.
    >>> log_normal(Stream().manual_seed(0), (2,), "float64").round(3)
    array([59.263,  1.512])
    """
    if not std > 0:
        raise RuntimeError(f"log_normal_ expects std > 0.0, but found std={std:g}")
    kind = floating(dtype, "log_normal_cpu")
    normals = np.array(stream.standard_normals(math.prod(shape)))
    return np.exp(normals * std + mean).astype(kind).reshape(shape)


def poisson(stream: Stream, rates: NDArray) -> NDArray:
    """How often what happens at each of the `rates` does so in a unit of time: `torch.poisson`.

    RuntimeError if a rate is negative.
    >>> poisson(Stream().manual_seed(0), np.array([0.5, 3, 100]))
    array([  2.,   4., 102.])
    """
    kind = floating(rates.dtype, "poisson_cpu")
    if not np.all(rates >= 0):
        raise RuntimeError("invalid Poisson rate, expected rate to be non-negative")
    with stream.one_by_one() as fraction:
        counts = [_poisson_count(fraction, rate) for rate in rates.ravel().tolist()]
    return np.array(counts, kind).reshape(rates.shape)


def _poisson_count(fraction: Fraction, rate: float) -> int:
    if rate == 0:
        return 0
    if rate >= 10:
        return _transformed_rejection(fraction, rate)
    bound, product, count = math.exp(-rate), fraction(), 0
    while product > bound:  # by the waiting times, whose logarithms add up
        product *= fraction()
        count += 1
    return count


def _transformed_rejection(fraction: Fraction, rate: float) -> int:
    """A Poisson count by the algorithm PTRS of Hörmann (1993)."""
    b = 0.931 + 2.53 * math.sqrt(rate)
    a = -0.059 + 0.02483 * b
    inverse_alpha = 1.1239 + 1.1328 / (b - 3.4)
    sure = 0.9277 - 3.6224 / (b - 2)
    while True:
        u = fraction() - 0.5
        v = fraction()
        from_edge = 0.5 - abs(u)
        count = math.floor((2 * a / from_edge + b) * u + rate + 0.43)
        if from_edge >= 0.07 and v <= sure:
            return count
        if count < 0 or (from_edge < 0.013 and v > from_edge):
            continue
        ratio = math.log(v) + math.log(inverse_alpha) - math.log(a / from_edge**2 + b)
        if ratio <= -rate + count * math.log(rate) - math.lgamma(count + 1):
            return count


def binomial(stream: Stream, counts: NDArray, chances: NDArray) -> NDArray:
    """How many of `counts` tries succeed that do so with these `chances`: `torch.binomial`.

    >>> binomial(Stream().manual_seed(0), np.array([10.0, 100.0]), np.array([0.5, 0.3]))
    array([ 7., 31.])
    """
    pairs = zip(counts.ravel().tolist(), chances.ravel().tolist(), strict=True)
    with stream.one_by_one() as fraction:
        drawn = [_binomial_count(fraction, count, chance) for count, chance in pairs]
    return np.array(drawn, counts.dtype).reshape(counts.shape)


def _binomial_count(fraction: Fraction, count: float, chance: float) -> float:
    if count <= 0 or chance <= 0:
        return 0
    if chance >= 1:
        return count
    if chance > 0.5:
        return count - _binomial_count(fraction, count, 1 - chance)
    if not chance <= 0.5:
        return math.nan
    if count * chance >= 10:
        return _binomial_rejection(fraction, count, chance)
    tries, successes = 0.0, -1
    while tries <= count:  # by the numbers of tries until each success
        tries += math.ceil(math.log(fraction() or 5e-324) / math.log1p(-chance))
        successes += 1
    return successes


def _binomial_rejection(fraction: Fraction, count: float, chance: float) -> float:
    """A binomial count by the algorithm BTRS of Hörmann (1993)."""
    deviation = math.sqrt(count * chance * (1 - chance))
    b = 1.15 + 2.53 * deviation
    a = -0.0873 + 0.0248 * b + 0.01 * chance
    sure = 0.92 - 4.2 / b
    odds = chance / (1 - chance)
    alpha = (2.83 + 5.1 / b) * deviation
    mode = math.floor((count + 1) * chance)
    while True:
        u = fraction() - 0.5
        v = fraction()
        from_edge = 0.5 - abs(u)
        k = math.floor((2 * a / from_edge + b) * u + count * chance + 0.5)
        if from_edge >= 0.07 and v <= sure:
            return k
        if not 0 <= k <= count:
            continue
        ratio = (
            (mode + 0.5) * math.log((mode + 1) / (odds * (count - mode + 1)))
            + (count + 1) * math.log((count - mode + 1) / (count - k + 1))
            + (k + 0.5) * math.log(odds * (count - k + 1) / (k + 1))
            + _stirling_rest(mode)
            + _stirling_rest(count - mode)
            - _stirling_rest(k)
            - _stirling_rest(count - k)
        )
        if math.log(v * alpha / (a / from_edge**2 + b)) <= ratio:
            return k


def _stirling_rest(k: float) -> float:
    """What log(k!) has over Stirling's formula for it."""
    n = k + 1
    if k <= 9:
        return math.lgamma(n) - (k + 0.5) * math.log(n) + n - 0.5 * math.log(2 * math.pi)
    return (1 / 12 - (1 / 360 - 1 / 1260 / n**2) / n**2) / n


def choices(stream: Stream, weights: NDArray, count: int, replacement: bool) -> NDArray[np.int64]:
    """`count` places of each row of `weights`, with chances that go by these: `torch.multinomial`.

    >>> choices(Stream().manual_seed(0), np.array([[1.0, 1.0, 1.0]]), 5, True)
    array([[2, 2, 1, 2, 1]])
    """
    if replacement and count > 1:
        sums = np.add.accumulate(weights, axis=1)
        sums /= sums[:, -1:]
        sums[:, -1] = 1
        fractions = stream.fractions(len(weights) * count, np.float64).reshape(-1, count)
        rows = [np.searchsorted(*row) for row in zip(sums, fractions, strict=True)]
        return np.array(rows, np.int64).reshape(-1, count)
    # Whose exponential waiting time is over first: the race of Efraimidis and Spirakis (2006).
    speeds = weights / stream.exponential(weights.shape, weights.dtype)
    return np.argsort(-speeds, axis=1, kind="stable")[:, :count]
