"""Random numbers: the same seed gives the numbers of PyTorch's CPU generator.

All come from one stream of 32-bit words, the Mersenne Twister MT19937 (Matsumoto and Nishimura,
1998) as NumPy has it. How many words a number takes and what is made of them is PyTorch's way, so
calls of all kinds in any order stay in step. The numbers are equal to the last bit, except for
`normal` and `exponential`, which depend on whose log, sin and cos it is (here those of float64,
rounded once: one answer on every machine), and for the last bit of `uniform` between bounds other
than 0 and 1, in float64, or where PyTorch runs on a CPU without fused multiply-add.
"""

from __future__ import annotations

import contextlib
import itertools
import math
import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np.devices import CPU, device
from tinygrad_np.dtypes import from_numpy_dtype
from tinygrad_np.shapes import Shape

if TYPE_CHECKING:
    from numpy.typing import DTypeLike, NDArray

# The state as PyTorch lays it out in memory, so that each reads what the other saved: seed, words
# left, whether seeded, next word, all words, -, a waiting normal, -, whether one waits, -.
_STATE = np.dtype("<u8, <i4, <i4, <u8, (624,)<u8, V8, <f8, V8, <i4, V12")

# What PyTorch's errors call a dtype.
_CPP_NAMES = {"bool": "bool", "int8": "signed char", "uint8": "unsigned char", "int16": "short int"}
_CPP_NAMES |= {"int32": "int", "int64": "long int"}
_CPP_NAMES |= {"float16": "c10::Half", "float32": "float", "float64": "double"}

_BLOCK = 16  # normals are made sixteen at a time: eight pairs


class Stream:
    """A stream of random numbers, as arrays: what there is of `torch.Generator` for the CPU."""

    __slots__ = ("_seed", "_spare", "_twister")

    def __init__(self, device: object = "cpu") -> None:
        if str(device) not in ("cpu", "cpu:0"):
            raise RuntimeError(f"a Generator has PyTorch's CPU stream, there is none for {device}")
        self._seed = 67280421310721
        self._spare: float | None = None  # the second normal of a pair, until it is asked for
        self._twister: np.random.MT19937 | None = None  # seeded by the first draw

    def manual_seed(self, seed: int) -> Stream:
        """Start the stream of `seed`, whose low 32 bits decide, and return the generator.

        RuntimeError if `seed` is not an integer, ValueError if it is not in [-2**63, 2**64).
        """
        if isinstance(seed, bool) or not isinstance(seed, (int, np.integer)):
            raise RuntimeError(f"manual_seed expected a long, but got {type(seed).__name__}")
        if not -(2**63) <= seed < 2**64:
            raise ValueError("Overflow when unpacking long long")
        self._seed = int(seed) % 2**64
        self._spare = self._twister = None
        return self

    def seed(self) -> int:
        """Start a stream that nobody can foretell, and return its seed."""
        return self.manual_seed(int.from_bytes(os.urandom(8), "little")).initial_seed()

    def initial_seed(self) -> int:
        """The seed that started the stream."""
        return self._seed

    def get_state(self) -> NDArray[np.uint8]:
        """The whole state: 5056 bytes, as in PyTorch."""
        twister = self._source().state["state"]
        key, position = twister["key"], twister["pos"]
        waiting = (self._spare or 0.0, b"", self._spare is not None, b"")
        state = (self._seed, 625 - position, 1, position % 624, key, b"", *waiting)
        return np.array([state], _STATE).view(np.uint8)

    def set_state(self, new_state: NDArray[np.uint8]) -> None:
        """Continue from what `get_state` returned, here or in PyTorch.

        TypeError if it is not an array of uint8, RuntimeError if it holds no state.
        """
        if not isinstance(new_state, np.ndarray) or new_state.dtype != np.uint8:
            raise TypeError("RNG state must be a torch.ByteTensor")
        if new_state.size != _STATE.itemsize:
            raise RuntimeError(
                f"Expected a CPUGeneratorImplState of size {_STATE.itemsize} but found the input "
                f"RNG state size to be {new_state.size}"
            )
        state = np.ascontiguousarray(new_state).reshape(-1).view(_STATE)[0].item()
        seed, left, seeded, _, key, _, spare, _, has_spare, _ = state
        if not seeded or not 1 <= left <= 624:
            raise RuntimeError("Invalid mt19937 state")
        twister: Any = {"key": key.astype(np.uint32), "pos": 625 - left}
        self._source().state = {"bit_generator": "MT19937", "state": twister}
        self._seed, self._spare = seed, spare if has_spare else None

    def uniform(self, shape: Shape, dtype: DTypeLike, low: float = 0, high: float = 1) -> NDArray:
        """Floats spread evenly over [low, high), as `torch.rand` and `Tensor.uniform_`.

        RuntimeError if the range is reversed or too wide for `dtype`.
        >>> Stream().manual_seed(0).uniform((2,), "float32", -1, 1)
        array([-0.00748682,  0.5364436 ], dtype=float32)
        """
        kind, count = floating(dtype, "check_uniform_bounds"), math.prod(shape)
        if (low, high) == (0, 1) and kind != np.float16:
            return self.fractions(count, kind).reshape(shape)
        _check_interval(low, high, kind)
        fractions = self.fractions(count, kind)
        first, last = fractions.dtype.type((low, high))
        scaled = fractions * np.float64(last - first) + np.float64(first)
        values = scaled.astype(fractions.dtype).astype(kind, copy=False)
        values[values == kind.type(high)] = low  # reached by rounding, but not in the range
        return values.reshape(shape)

    def normal(
        self, shape: Shape, dtype: DTypeLike, mean: float = 0, std: float = 1, blocks: bool = True
    ) -> NDArray:
        """Normally distributed floats, as `torch.randn` and `Tensor.normal_`.

        By the transform of Box and Muller (1958), which makes two normals of two fractions. In
        `blocks`, if there are enough: PyTorch does so where the memory is contiguous.
        RuntimeError if `std` is negative or NaN.
        >>> Stream().manual_seed(0).normal((3,), "float32").round(4)
        array([ 1.541 , -0.2934, -2.1788], dtype=float32)
        """
        if not std >= 0:
            raise RuntimeError(f"normal expects std >= 0.0, but found std {std:g}")
        kind, count = floating(dtype, "normal_kernel_cpu"), math.prod(shape)
        if count < _BLOCK or not blocks:
            values = np.array(self.standard_normals(count)) * std + mean
        else:
            values = self._many_normals(count, kind, mean, std)
        return values.astype(kind, copy=False).reshape(shape)

    def integers(self, low: int, high: int, shape: Shape, dtype: DTypeLike) -> NDArray:
        """Integers from `low` up to and without `high`, in any dtype, as `torch.randint`.

        RuntimeError if the range has no integers, or some that `dtype` cannot hold.
        >>> Stream().manual_seed(0).integers(-5, 5, (4,), "int64")
        array([-1,  4, -2, -5])
        """
        kind, count, span = np.dtype(dtype), math.prod(shape), high - low
        _check_range(low, high, kind)
        words = self.words(count) if span < 2**28 else self.long_words(count)
        values = (words % words.dtype.type(span)).astype(np.int64) + low
        return values.astype(kind, copy=False).reshape(shape)

    def permutation(self, n: int) -> NDArray[np.int64]:
        """The integers from 0 to n - 1 in random order, as `torch.randperm`.

        RuntimeError if `n` is negative, or so large that PyTorch shuffles in another way.
        >>> Stream().manual_seed(0).permutation(5)
        array([4, 0, 1, 3, 2])
        """
        if n < 0:
            raise RuntimeError(f"Trying to create tensor with negative dimension {n}: [{n}]")
        if n >= (2**32 - 1) // 20:
            raise RuntimeError(f"permutation: {n} is too many. Sort random numbers instead.")
        targets = np.arange(n)
        distances = self.words(max(n - 1, 0)) % np.arange(n, 1, -1, dtype=np.uint32)
        targets[:-1] += distances.astype(np.int64)
        return _swapped(targets)

    def bernoulli(self, p: float | NDArray, shape: Shape, dtype: DTypeLike = bool) -> NDArray:
        """Ones with probability `p`, else zeros, in any dtype, as `Tensor.bernoulli_(p)`.

        An array `p` broadcasts to `shape`. RuntimeError if a probability is not in [0, 1].
        >>> Stream().manual_seed(0).bernoulli(0.5, (4,))
        array([False, False,  True, False])
        """
        kind = floating(getattr(p, "dtype", np.float64), "bernoulli_tensor_cpu_p_")
        if not np.all((p >= 0) & (p <= 1)):
            raise RuntimeError(f"bernoulli_ expects p to be in [0, 1], but got p={p}")
        return np.asarray(self.fractions(math.prod(shape), kind).reshape(shape) < p, dtype)

    def exponential(self, shape: Shape, dtype: DTypeLike, rate: float = 1) -> NDArray:
        """Exponentially distributed floats of rate `rate`, as `Tensor.exponential_`.

        RuntimeError if `rate` is not positive.
        >>> Stream().manual_seed(0).exponential((2,), "float32").round(4)
        array([3.5083, 1.2304], dtype=float32)
        """
        if not rate > 0:
            raise RuntimeError(f"exponential_ expects lambda > 0.0, but found lambda={rate:g}")
        kind = continuous(dtype, "Exponential")
        values = -1 / rate * np.log1p(-self.fractions(math.prod(shape), np.float64))
        return values.astype(kind, copy=False).reshape(shape)

    @property
    def device(self) -> device:
        """Where the numbers are made: the CPU."""
        return CPU

    def _source(self) -> np.random.MT19937:
        if self._twister is None:
            self._twister = np.random.MT19937(0)
            # RandomState seeds as PyTorch does; MT19937 by itself would hash the seed first.
            np.random.RandomState(self._twister).seed(self._seed % 2**32)
        return self._twister

    def words(self, count: int) -> NDArray[np.uint32]:
        """The next words."""
        return self._source().random_raw(count).astype(np.uint32)

    def long_words(self, count: int) -> NDArray[np.uint64]:
        """The next words of 64 bits, each of two."""
        words = self._source().random_raw(2 * count)
        return (words[::2] << np.uint64(32)) | words[1::2]

    def fractions(self, count: int, dtype: DTypeLike) -> NDArray:
        """Spread evenly over [0, 1): float64 of two words each, or float32 of one."""
        if dtype == np.float64:
            return (self.long_words(count) & np.uint64(2**53 - 1)) * 2.0**-53
        return (self.words(count) & np.uint32(2**24 - 1)).astype(np.float32) * np.float32(2**-24)

    @contextlib.contextmanager
    def one_by_one(self) -> Iterator[Callable[[], float]]:
        """Gives a function of the next number spread evenly over [0, 1), for who needs a few more.

        They are drawn in blocks; afterwards, those that nobody asked for are put back.
        """
        source, used = self._source(), itertools.count()
        start = source.state
        blocks = iter(lambda: self.fractions(256, np.float64).tolist(), None)
        numbers = map(lambda number, _: number, itertools.chain.from_iterable(blocks), used)
        try:
            yield numbers.__next__
        finally:
            source.state = start
            source.random_raw(2 * next(used), output=False)

    def standard_normals(self, count: int) -> list[float]:
        """Standard normals in pairs; an odd one waits for the next call, as in PyTorch."""
        values = [] if self._spare is None else [self._spare]
        pairs = (count - len(values) + 1) // 2
        fractions = iter(self.fractions(2 * pairs, np.float64).tolist())
        for turn, fraction in zip(fractions, fractions, strict=True):
            radius, angle = math.sqrt(-2 * math.log1p(-fraction)), 2 * math.pi * turn
            values += radius * math.cos(angle), radius * math.sin(angle)
        self._spare = values.pop() if len(values) > count else None
        return values

    def _many_normals(self, count: int, dtype: np.dtype, mean: float, std: float) -> NDArray:
        """Normals in blocks of 16, the last of which, if they do not fit, overlaps the others."""
        rest = count % _BLOCK
        fractions = self.fractions(count - rest, dtype)
        if not rest:
            return _box_muller(fractions, mean, std)
        if dtype != np.float16:
            self.fractions(rest, dtype)  # which PyTorch also draws in vain
        fractions = np.concatenate((fractions, self.fractions(_BLOCK, dtype)))
        normals = _box_muller(fractions, mean, std)
        return np.concatenate((normals[: count - _BLOCK], normals[-_BLOCK:]))


def _box_muller(fractions: NDArray, mean: float, std: float) -> NDArray:
    """Blocks of 16 normals from blocks of 16 fractions: for eight radii, then eight angles."""
    real = fractions.dtype.type
    radial, angular = fractions.reshape(-1, 2, 8).swapaxes(0, 1)
    # The cosine and sine of an angle from the tangent of its half: one slow function, not two.
    tangent = np.tan(angular * real(2 * math.pi) * np.float64(0.5))
    square = tangent * tangent
    radii = float(real(std)) * np.sqrt(-2 * np.log(np.float64(1) - radial)) / (1 + square)
    normals = np.empty((len(radial), 2, 8), real)
    normals[:, 0] = radii * (1 - square) + float(real(mean))
    normals[:, 1] = radii * (2 * tangent) + float(real(mean))
    return normals.ravel()


def _swapped(targets: NDArray[np.int64]) -> NDArray[np.int64]:
    """What 0, 1, 2, ... become when step i = 0, 1, 2, ... swaps place i with targets[i] >= i.

    This is the shuffle of Fisher and Yates with all steps at once. Step i moves what it finds in
    its place to its target, and no later step touches its place. So there remains what the latest
    earlier step with the same target had moved to it or, if there was none, the target's number.
    """
    count = len(targets)
    steps = np.arange(count)
    mover = np.full(count, -1)  # the step that moved to place i what step i finds there
    moving = targets != steps
    np.maximum.at(mover, targets[moving], steps[moving])
    origin = np.where(mover < 0, steps, mover)
    while not np.array_equal(further := origin[origin], origin):
        origin = further  # traced back twice as far, and so on to the number's own place
    target, step = np.divmod(np.sort(targets * count + steps), count)
    again = np.flatnonzero(target[1:] == target[:-1])
    values = targets.copy()
    values[step[again + 1]] = origin[step[again]]
    return values


def floating(dtype: DTypeLike, kernel: str) -> np.dtype:
    """NumPy's dtype for a floating point dtype; NotImplementedError for others."""
    kind = np.dtype(dtype)
    if kind.kind != "f":
        name = from_numpy_dtype(kind).type_name.removeprefix("torch.").removesuffix("Tensor")
        raise NotImplementedError(f"\"{kernel}\" not implemented for '{name}'")
    return kind


def continuous(dtype: DTypeLike, distribution: str) -> np.dtype:
    """NumPy's dtype for a floating point dtype; RuntimeError for others."""
    kind = np.dtype(dtype)
    if kind.kind != "f":
        raise RuntimeError(
            f"{distribution} distribution is a continuous probability distribution. dtype must be "
            f"a floating point but you specified {from_numpy_dtype(kind).scalar_name}"
        )
    return kind


def _check_interval(low: float, high: float, dtype: np.dtype) -> None:
    largest = float(np.finfo(dtype).max)
    for name, bound in (("from", low), ("to", high), ("to - from", high - low)):
        if not abs(bound) <= largest:
            raise RuntimeError(f"{name} is out of bounds for {_CPP_NAMES[dtype.name]}")
    if low > high:
        raise RuntimeError(
            f"uniform_ expects to return a [from, to) range, but found from={low:g} > to={high:g}"
        )


def _check_range(low: int, high: int, dtype: np.dtype) -> None:
    if low >= high:
        raise RuntimeError(
            f"random_ expects 'from' to be less than 'to', but got from={low} >= to={high}"
        )
    with np.errstate(over="ignore"):
        for name, bound in (("from", low), ("to - 1", high - 1)):
            if np.array(bound).astype(dtype).item() != bound:
                raise RuntimeError(f"{name} is out of bounds for {_CPP_NAMES[dtype.name]}")
