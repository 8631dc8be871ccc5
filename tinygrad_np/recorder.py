"""A function of arrays written down: the NumPy calls that it makes, which then run without it.

So the last can write where the result is wanted, and others into memory that has served.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

from tinygrad_np.rule_sets import picker


class Call(NamedTuple):
    """A call of a program; its values are in numbered slots."""

    function: Callable
    arguments: Callable[[Sequence], tuple]  # picks them from the slots
    target: int | None  # the slot of the memory to write to
    place: int  # that of the result
    done: list[int]  # those of results that are of no more use


class Program:
    """The NumPy calls that an elementwise `function(*values)` makes.

    To find them it is run on the first elements of each array. One that does more than to call
    NumPy, or that decides by what it sees, is a program of one call: of itself.
    """

    __slots__ = ("_calls", "_constants", "_result", "dtype", "gives_argument", "makes_more")

    def __init__(self, function: Callable, values: Sequence) -> None:
        notes = _Notes(len(values))
        try:
            result = function(*notes.stand_ins(values))
            complete = notes.is_result(result)
        except Exception:  # the function itself, called on the arrays, is to raise it
            complete = False
        if not complete:
            notes = _Notes(len(values))
            result = notes.call(function, notes.stand_ins(values))
        self.dtype = result.dtype
        self._result, self.gives_argument = result.place, result.place < len(values)
        self._constants, self._calls = notes.constants, notes.calls()
        self.makes_more = any(call.target != len(values) for call in self._calls)

    def run(self, values: Sequence, out: np.ndarray | None = None) -> Any:
        """What the function gives for other values of the same kind; in `out`, if that is given."""
        slots = [*values, out, *self._constants]
        for function, arguments, target, place, done in self._calls:
            if target is None:
                slots[place] = function(*arguments(slots))
            else:
                slots[place] = function(*arguments(slots), out=slots[target])
            for other in done:
                slots[other] = None
        result = slots[self._result]
        if out is None:
            return result
        if result is not out:
            out[...] = result
        return out


class Recorder(NDArrayOperatorsMixin):
    """An array of which only what NumPy does with it is of interest."""

    __slots__ = ("_notes", "place", "sample")
    __hash__ = None  # type: ignore[assignment]
    __iter__ = None  # or NumPy would take it for a sequence

    def __init__(self, notes: _Notes, place: int, sample: Any) -> None:
        self._notes, self.place, self.sample = notes, place, sample

    @property
    def dtype(self) -> np.dtype:
        return self.sample.dtype

    @property
    def ndim(self) -> int:
        return self.sample.ndim

    def astype(self, dtype: Any) -> Recorder:
        return self._notes.call(_as_type, (self, dtype))

    def __bool__(self) -> bool:
        raise TypeError("its value is not known yet")

    def __array__(self, dtype: Any = None, copy: Any = None) -> np.ndarray:
        raise TypeError("its values are not known yet")

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **options: Any) -> Any:
        if method != "__call__" or options or ufunc.nout > 1:
            return NotImplemented
        return self._notes.call(ufunc, inputs)

    def __array_function__(self, function: Callable, types: Any, args: Any, options: Any) -> Any:
        if options or any(isinstance(a, (list, tuple)) for a in args):
            return NotImplemented
        return self._notes.call(function, args)

    def __run_function__(self, op: Any, *args: Any) -> Any:
        if not op.elementwise:
            raise TypeError(f"{op.__name__} is not elementwise")
        return self._notes.call(op.forward, (self, *args))


class _Notes:
    """Calls written down by the slots from which they take and to which they give.

    Slots are for the arguments, for the array that takes the result and then, as they come up, for
    constants and for results.
    """

    def __init__(self, count: int) -> None:
        self.constants: list = []  # and None for each result
        self._out = count
        self._noted: list[tuple[Callable, list[int], int, Any]] = []

    def stand_ins(self, values: Sequence) -> list:
        """The arguments, with a recorder for each array."""
        # two elements of an axis tell whether it is one that broadcasts
        return [
            Recorder(self, place, v[(slice(2),) * v.ndim].copy()) if _has_dims(v) else v
            for place, v in enumerate(values)
        ]

    def call(self, function: Callable, inputs: Sequence) -> Recorder:
        """Make a call on the samples, note it, and give what stands for its result."""
        sample = function(*[i.sample if isinstance(i, Recorder) else i for i in inputs])
        if not isinstance(sample, (np.ndarray, np.generic)):
            raise TypeError("a result that is no array")
        places = [i.place if isinstance(i, Recorder) else self._slot(i) for i in inputs]
        place = self._slot(None)
        self._noted.append((function, places, place, sample))
        return Recorder(self, place, sample)

    def is_result(self, x: Any) -> bool:
        """Whether x stands for an argument, or for what the last call gave."""
        return isinstance(x, Recorder) and (x.place < self._out or x.place == self._noted[-1][2])

    def calls(self) -> list[Call]:
        """The calls, each with memory to write to if there is any that fits."""
        last_use = {place: i for i, (_, places, *_) in enumerate(self._noted) for place in places}
        results = {place for _, _, place, _ in self._noted}
        # What other functions give may be a view of what they take: neither is written to.
        others = [(*places, p) for f, places, p, _ in self._noted if not isinstance(f, np.ufunc)]
        shared = set(chain.from_iterable(others))
        made = {place: sample for _, _, place, sample in self._noted if place not in shared}
        calls = []
        for i, (function, places, place, sample) in enumerate(self._noted):
            done = [p for p in results.intersection(places) if last_use[p] == i]
            target = None
            if isinstance(function, np.ufunc):
                alike = (p for p in done if p in made and _are_alike(made[p], sample))
                target = self._out if i == len(self._noted) - 1 else next(alike, None)
            calls.append(Call(function, picker(tuple(places)), target, place, done))
        return calls

    def _slot(self, constant: Any) -> int:
        self.constants.append(constant)
        return self._out + len(self.constants)


def _has_dims(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.ndim > 0


def _are_alike(x: np.ndarray, y: np.ndarray) -> bool:
    return x.shape == y.shape and x.dtype == y.dtype


def _as_type(x: np.ndarray, dtype: Any) -> np.ndarray:
    return x.astype(dtype)
