"""Tensors of numbers that follow each other: evenly spaced, by a step, or by a factor."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes
from tinygrad_np.creation import leaf
from tinygrad_np.engine.graph import TensorBase
from tinygrad_np.layouts import check_options
from tinygrad_np.ops import power
from tinygrad_np.ops.operands import as_operand, number, refuse
from tinygrad_np.ops.shape import unsqueeze
from tinygrad_np.shapes import as_int, check_size

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


def arange(
    start: Any = None,
    end: Any = None,
    step: Any = 1,
    *,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    requires_grad: bool = False,
) -> Tensor:
    """The numbers from `start` (0 if only one is given) by `step` up to, but without, `end`.

    Integers give int64, anything else the default dtype.

    Raises:
        TypeError: if they are no numbers.
        RuntimeError: if `step` is 0 or leads away from `end`, or a bound is not finite.

    >>> import tinygrad_np as torch
    >>> torch.arange(4.0)
    tensor([0., 1., 2., 3.])
    """
    check_options("arange", device, layout, pin_memory)
    if start is None and end is None:
        raise TypeError("arange() received an invalid combination of arguments: it needs an 'end'")
    start, end = (0, start) if end is None else (0 if start is None else start, end)
    given = zip((start, end, step), ("start", "end", "step"), strict=True)
    start, end, step = (number(x, "arange", name) for x, name in given)
    integers = all(isinstance(x, int) for x in (start, end, step))
    wanted = np.dtype(np.int64) if integers else dtypes.get_default()
    wanted = wanted if dtype is None else dtypes.to_numpy_dtype(dtype)
    return leaf(_progression("arange", start, end, step, wanted), requires_grad)


def range(
    start: Any = 0,
    end: Any = None,
    step: Any = 1,
    *,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    requires_grad: bool = False,
) -> Tensor:
    """As `arange`, but with `end`, if a step leads there, and in the default dtype.

    PyTorch means to remove it: prefer `arange`.

    >>> import tinygrad_np as torch
    >>> torch.range(1, 4)
    tensor([1., 2., 3., 4.])
    """
    check_options("range", device, layout, pin_memory)
    given = zip((start, end, step), ("start", "end", "step"), strict=True)
    start, end, step = (number(x, "range", name) for x, name in given)
    wanted = dtypes.get_default() if dtype is None else dtypes.to_numpy_dtype(dtype)
    return leaf(_progression("range", start, end, step, wanted, True), requires_grad)


def _progression(
    op: str, start: Any, end: Any, step: Any, dtype: np.dtype, with_end: bool = False
) -> np.ndarray:
    """The numbers from `start` by `step` to `end`; an integer dtype cuts their fractions first.

    Raises:
        NotImplementedError: for bool.
        RuntimeError: if there are none such.
    """
    refuse(op, "b", np.empty(0, dtype))
    if not (math.isfinite(start) and math.isfinite(end)):
        raise RuntimeError(f"unsupported range: {start} -> {end}")
    exact = dtype == np.int64 or (with_end and dtype.kind != "f")
    if exact:
        start, end, step = int(start), int(end), int(step)
    if step == 0:
        raise RuntimeError("step must be nonzero")
    if (end - start) * step < 0:
        raise RuntimeError("upper bound and lower bound inconsistent with step sign")
    if exact:
        beyond = end + with_end * (1 if step > 0 else -1)
        check_size(((beyond - start) // step,))
        return np.arange(start, beyond, step).astype(dtype, copy=False)
    steps = (end - start) / step
    count = math.floor(steps) + 1 if with_end else math.ceil(steps)
    check_size((count,))
    if dtype.kind != "f":
        start, step = int(start), int(step)
    # Each number from its index, in double precision: no error adds up.
    return (start + np.arange(count) * step).astype(dtype)


def linspace(
    start: Any,
    end: Any,
    steps: int,
    *,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    requires_grad: bool = False,
) -> Tensor:
    """`steps` numbers from `start` to `end`, both included, evenly spaced.

    Raises:
        TypeError: if the bounds are no numbers, or `steps` is no integer.
        RuntimeError: if `steps` is negative.

    >>> import tinygrad_np as torch
    >>> torch.linspace(0, 1, steps=5)
    tensor([0.0000, 0.2500, 0.5000, 0.7500, 1.0000])
    """
    check_options("linspace", device, layout, pin_memory)
    wanted = dtypes.get_default() if dtype is None else dtypes.to_numpy_dtype(dtype)
    bounds = _bound(start, "linspace", "start"), _bound(end, "linspace", "end")
    return leaf(_evenly_spaced("linspace", *bounds, steps, wanted), requires_grad)


def logspace(
    start: Any,
    end: Any,
    steps: int,
    base: Any = 10.0,
    *,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    requires_grad: bool = False,
) -> Tensor:
    """`steps` numbers from base**start to base**end, both included, evenly spaced in the exponent.

    Raises:
        TypeError: if the bounds are no numbers, or `steps` is no integer.
        RuntimeError: if `steps` is negative.

    >>> import tinygrad_np as torch
    >>> torch.logspace(0, 2, steps=3)
    tensor([  1.,  10., 100.])
    """
    check_options("logspace", device, layout, pin_memory)
    wanted = dtypes.get_default() if dtype is None else dtypes.to_numpy_dtype(dtype)
    bounds = _bound(start, "logspace", "start"), _bound(end, "logspace", "end")
    exponents = _evenly_spaced("logspace", *bounds, steps, wanted)
    real = wanted if wanted == np.float64 else np.dtype(np.float32)
    powers = np.power(real.type(number(base, "logspace", "base")), exponents.astype(real))
    return leaf(powers.astype(wanted), requires_grad)


def _bound(x: Any, op: str, name: str) -> Any:
    """A bound, which may be a 0-d tensor even if that requires grad."""
    if isinstance(x, TensorBase) and x._array.ndim:
        raise RuntimeError(
            f"{op} only supports 0-dimensional start and end tensors, but got {name} with "
            f"{x._array.ndim} dimension(s)."
        )
    return x._array.item() if isinstance(x, TensorBase) else number(x, op, name)


def _evenly_spaced(op: str, start: float, end: float, steps: int, dtype: np.dtype) -> np.ndarray:
    """The numbers to the last bit as PyTorch: from both ends to the middle, each rounded once."""
    steps = as_int(steps, op, "steps")
    if steps < 0:
        raise RuntimeError("number of steps must be non-negative")
    check_size((steps,))
    refuse(op, "b", np.empty(0, dtype))
    kind = np.float64 if dtype == np.float64 else np.float32
    if dtype.kind == "f":
        first, last = (dtype.type(x).astype(kind) for x in (start, end))
    else:
        first, last = kind(int(start)), kind(int(end))
    step = (last - first) / kind(max(steps - 1, 1))
    index = np.arange(steps)
    exact = np.longdouble(step)
    from_start = (first + exact * index).astype(kind)
    from_end = (last - exact * (steps - 1 - index)).astype(kind)
    return np.where(index < max(steps // 2, steps == 1), from_start, from_end).astype(dtype)


def vander(x: Tensor, N: int | None = None, increasing: bool = False) -> Tensor:  # noqa: N803
    """The powers of the elements of `x`, a column for each of `N` exponents, the highest first.

    `N` is the number of elements if not given; with `increasing` the exponents go up from 0.

    Raises:
        RuntimeError: if `x` has not one dim, or `N` is negative.

    >>> import tinygrad_np as torch
    >>> torch.vander(torch.tensor([1, 2, 3]))
    tensor([[1, 1, 1],
            [4, 2, 1],
            [9, 3, 1]])
    """
    x = as_operand(x, "vander", "x")
    if x._array.ndim != 1:
        raise RuntimeError("x must be a one-dimensional tensor.")
    columns = x._array.size if N is None else as_int(N, "vander", "N")
    check_size((x._array.size, columns))
    if columns < 0:
        raise RuntimeError("N must be non-negative.")
    exponents = np.arange(columns) if increasing else np.arange(columns)[::-1]
    return power.pow(unsqueeze(x, 1), leaf(exponents))
