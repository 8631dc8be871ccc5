"""Large elementwise work: in blocks that stay in the processor's cache, shared among threads.

NumPy lets other threads run while it computes. No thread is started before there is work for it.
"""

from __future__ import annotations

import math
import os
from collections import deque
from collections.abc import Callable, Sequence
from contextvars import copy_context
from typing import Any

import numpy as np

from tinygrad_np import memory
from tinygrad_np.recorder import Program
from tinygrad_np.shapes import Shape, reduced_axes

LARGE = 1 << 19  # elements; what is smaller is computed sooner than shared out
_BLOCK = 1 << 16  # elements of a block


def _threads_at_start() -> int:
    """What the environment says, as it does to NumPy's BLAS; else as many as there are cores."""
    given = os.environ.get("OMP_NUM_THREADS", "")
    return int(given) if given.isdecimal() and int(given) else os.cpu_count() or 1


_now: dict[str, Any] = {"threads": _threads_at_start(), "pool": None}


def set_num_threads(int: Any) -> None:
    """Let an elementwise op on large arrays use so many threads.

    Those of a matrix product are the business of NumPy's BLAS, which reads their number from the
    environment when it starts (`OMP_NUM_THREADS`, `OPENBLAS_NUM_THREADS`, `MKL_NUM_THREADS`).

    Raises:
        RuntimeError: if it is no positive integer.

    >>> import tinygrad_np as torch
    >>> torch.set_num_threads(torch.get_num_threads())
    """
    if not hasattr(int, "__index__") or isinstance(int, bool):
        raise RuntimeError(f"set_num_threads expects an int, but got {type(int).__name__}")
    if int < 1:
        raise RuntimeError("set_num_threads expects a positive integer")
    _now.update(threads=int.__index__(), pool=None)


def get_num_threads() -> int:
    """How many threads an elementwise op on large arrays may use.

    At first that is `OMP_NUM_THREADS` of the environment or, without it, the number of cores.

    >>> import tinygrad_np as torch
    >>> torch.get_num_threads() >= 1
    True
    """
    return _now["threads"]


def are_large(a: np.ndarray, b: Any) -> bool:
    """Whether what an elementwise op makes of `a` and `b`, an array or a number, may be large."""
    if b.__class__ is not np.ndarray:
        return a.size > LARGE
    return a.size * b.size > LARGE and (a.size > LARGE or b.size > LARGE or a.shape != b.shape)


def add_to(total: Any, x: Any) -> Any:
    """`total += x`, of two arrays of one shape, or NumPy scalars; give the total."""
    if total.size < LARGE:
        total += x
        return total
    x = x.copy() if np.may_share_memory(total, x) else x  # a block would change others to come
    return in_blocks(_same, (x,), total=total)


def in_blocks(
    function: Callable,
    values: Sequence,
    target: Shape | None = None,
    spare: np.ndarray | None = None,
    total: np.ndarray | None = None,
) -> Any:
    """`function(*values)`, which is elementwise in the arrays among the values.

    With a `target`, a shape that broadcasts to the result's, it is summed to that shape, block by
    block: the whole of it is never there. Else it is added to `total`, if that is given, or written
    into `spare`, which may be one of the values, if it fits: that array is what comes back.
    """
    shape = np.broadcast_shapes(*[v.shape for v in values if isinstance(v, np.ndarray)])
    target = shape if target is None else target
    axes = reduced_axes(shape, target)
    if axes is None or math.prod(shape) < LARGE:
        return function(*values)
    if axes:
        return _summed(function, values, shape, axes, target)
    if total is not None:
        return _written(Program(_sum_with(function), (total, *values)), (total, *values), total)
    program = Program(function, values)
    if program.gives_argument:
        return function(*values)
    if spare is None or spare.shape != shape or spare.dtype != program.dtype:
        spare = _room_for(values, shape, program.dtype)
    return _written(program, values, spare)


def gradients_in_blocks(
    rules: Sequence[Callable],
    grad: np.ndarray,
    kept: Sequence[Sequence],
    shapes: Sequence[Shape | None],
    spare: np.ndarray | None,
    totals: Sequence[np.ndarray | None],
) -> list:
    """What the derivatives of an elementwise op make of `grad` and of what each keeps.

    Each is in the shape that is given for it, and there is none where that is None. `spare` and
    `totals` are as for `in_blocks`.
    """
    steps = zip(rules, kept, shapes, totals, strict=True)
    return [
        None if shape is None else in_blocks(rule, (grad, *values), shape, spare, total)
        for rule, values, shape, total in steps
    ]


def sum_over(x: Any, axes: Any, keepdims: Any) -> Any:
    """`np.add.reduce(x, axes, keepdims=keepdims)`, in blocks if x is large."""
    if x.__class__ is not np.ndarray or x.size < LARGE or not x.flags.c_contiguous:
        return np.add.reduce(x, axes, None, None, keepdims)  # type: ignore[call-overload]
    axes = tuple(range(x.ndim)) if axes is None else axes
    rest = [(1 if i in axes else n) for i, n in enumerate(x.shape) if keepdims or i not in axes]
    total = _Blocks(Program(_same, (x,)), (x,), x.shape).summed(axes, tuple(rest))
    return total if total.ndim else total[()]


def _same(x: Any) -> Any:
    return x


def _sum_with(function: Callable) -> Callable:
    return lambda total, *values: total + function(*values)


def _summed(
    function: Callable, values: Sequence, shape: Shape, axes: tuple[int, ...], target: Shape
) -> Any:
    """The result, which has that shape, summed over some axes to the shape `target`."""
    once = [_once(v) for v in values]
    distinct = np.broadcast_shapes(*[v.shape for v in once if isinstance(v, np.ndarray)])
    if distinct != shape and len(distinct) == len(shape):
        return _sum_of_repeated(function(*once), shape, axes, target)
    return _Blocks(Program(function, values), values, shape).summed(axes, target)


def _written(program: Program, values: Sequence, out: np.ndarray) -> np.ndarray:
    """The program's result in `out`."""
    for order in ("C", "F"):
        if all(_is_laid_out(v, out.shape, order) for v in (*values, out)):  # may be cut anywhere
            lanes = [v.reshape(-1, order=order) if isinstance(v, np.ndarray) else v for v in values]
            _Blocks(program, lanes, (out.size,)).write_into(out.reshape(-1, order=order))
            return out
    _Blocks(program, values, out.shape).write_into(out)
    return out


def _room_for(values: Sequence, shape: Shape, dtype: np.dtype) -> np.ndarray:
    """An array for the result, laid out as NumPy does."""
    alike = [v for v in values if isinstance(v, np.ndarray) and v.shape == shape]
    alike = [v for v in alike if 0 not in v.strides]
    if alike and not alike[0].flags.c_contiguous:
        return np.empty_like(alike[0], dtype)
    return memory.empty(shape, dtype)


def _once(value: Any) -> Any:
    """An array without the repetition of its elements that broadcasting has made of it."""
    if not isinstance(value, np.ndarray) or 0 not in value.strides:
        return value
    return value[tuple([slice(None) if step else slice(1) for step in value.strides])]


def _sum_of_repeated(x: np.ndarray, shape: Shape, axes: tuple[int, ...], target: Shape) -> Any:
    """The sum over some axes of x broadcast to a shape, in the shape `target` of that sum."""
    times = math.prod([shape[axis] for axis in axes if x.shape[axis] == 1])
    total = np.add.reduce(x, axis=axes, keepdims=True) * times
    rest = [1 if axis in axes else n for axis, n in enumerate(shape)]
    return np.array(np.broadcast_to(total, rest).reshape(target))


def _is_laid_out(value: Any, shape: Shape, order: str) -> bool:
    """Whether a value is no array with dims, or one of that shape without gaps in that order."""
    if not isinstance(value, np.ndarray) or not value.ndim:
        return True
    flags = value.flags
    return value.shape == shape and (flags.c_contiguous if order == "C" else flags.f_contiguous)


class _Blocks:
    """An elementwise program on large arrays, cut along their first axis."""

    def __init__(self, program: Program, values: Sequence, shape: Shape) -> None:
        self.program, self.values, self.shape = program, values, shape
        # where nothing is made on the way, nothing need stay in a cache
        block = _BLOCK if program.makes_more else 4 * _BLOCK
        self.step = max(1, block * shape[0] // math.prod(shape))
        self.count = -(-shape[0] // self.step)

    def values_of(self, number: int) -> list:
        """The values for one block: cut, but for what broadcasts along the first axis."""
        rows, ndim = self.shape[0], len(self.shape)
        cut = slice(number * self.step, (number + 1) * self.step)
        return [
            v[cut] if isinstance(v, np.ndarray) and v.ndim == ndim and len(v) == rows else v
            for v in self.values
        ]

    def write_into(self, out: np.ndarray) -> None:
        """Compute the result, block by block, in `out`."""

        def write(number: int) -> None:
            cut = slice(number * self.step, (number + 1) * self.step)
            self.program.run(self.values_of(number), out[cut])

        _for_each(self.count, write)

    def summed(self, axes: tuple[int, ...], shape: Shape) -> Any:
        """The result, summed over some axes, in the shape to which that leads."""
        parts: list[Any] = [None] * self.count

        def write(number: int) -> None:
            part = self.program.run(self.values_of(number))
            parts[number] = np.add.reduce(part, axis=axes, keepdims=True)

        _for_each(self.count, write)
        rows = np.concatenate(parts)
        return (np.add.reduce(rows, axis=0) if 0 in axes else rows).reshape(shape)


def _for_each(count: int, work: Callable[[int], None]) -> None:
    """Call `work` with each number below `count`, on all threads."""
    numbers = iter(range(count))  # which gives each number to one thread alone

    def take() -> None:
        for number in numbers:
            work(number)

    others = min(_now["threads"], count) - 1
    if others < 1:
        take()
        return
    helpers: list = []
    try:
        for _ in range(others):
            # NumPy keeps what it does about overflow and the like in the context.
            helpers.append(_pool().submit(copy_context().run, take))
    except RuntimeError:  # while the program ends, or has too many, no thread can be started
        pass
    try:
        take()
    finally:  # nobody writes any more when this is over, however it ends
        deque(numbers, maxlen=0)
        errors = [helper.exception() for helper in helpers]
    for error in filter(None, errors):
        raise error


def _pool() -> Any:
    if _now["pool"] is None:
        from concurrent.futures import ThreadPoolExecutor  # which takes milliseconds to import

        _now["pool"] = ThreadPoolExecutor(_now["threads"] - 1, "tinygrad_np")
    return _now["pool"]


if hasattr(os, "register_at_fork"):  # a child has no thread but the one that forked
    os.register_at_fork(after_in_child=lambda: _now.update(pool=None))
