"""Differences along a dim, and what is made of them: gradients and integrals of samples."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import shapes
from tinygrad_np.engine.graph import TensorBase, wrap
from tinygrad_np.ops import reduction
from tinygrad_np.ops.arithmetic import add, mul, sub
from tinygrad_np.ops.comparison import ne
from tinygrad_np.ops.conversion import clone
from tinygrad_np.ops.division import div
from tinygrad_np.ops.indexing import getitem
from tinygrad_np.ops.joining import cat
from tinygrad_np.ops.operands import accepts_numpy_names, as_operand
from tinygrad_np.ops.scan import cumsum

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor

_NO_BOOL = "received a bool input for {}, but bool is not supported"


@accepts_numpy_names
def diff(
    input: Tensor,
    n: int = 1,
    dim: int = -1,
    prepend: Tensor | None = None,
    append: Tensor | None = None,
) -> Tensor:
    """The n-th difference along `dim`: n times of each element and the one before it.

    `prepend` and `append` are joined to the input first. Bools differ where they are not equal.

    Raises:
        RuntimeError: for an input without dims, a negative n, or what cannot be joined to it.
        IndexError: for a dim that the input does not have.

    >>> import tinygrad_np as torch
    >>> torch.diff(torch.tensor([1, 4, 9]), prepend=torch.tensor([0]))
    tensor([1, 3, 5])
    """
    input = as_operand(input, "diff")
    ndim = input._array.ndim
    if not ndim:
        raise RuntimeError("diff expects input to be at least one-dimensional")
    dim = shapes.wrap_dim(dim, ndim, "diff")
    parts = [p for p in (prepend, input, append) if p is not None]
    for part in parts:
        _check_joined(as_operand(part, "diff", "prepend")._array, input._array, dim)
    n = shapes.as_int(n, "diff", "n")
    if n < 0:
        raise RuntimeError(f"order must be non-negative but got {n}")
    result: Any = cat(parts, dim) if len(parts) > 1 else input
    n = min(n, result._array.shape[dim])
    if not n:
        return clone(result)
    subtract = ne if result._array.dtype.kind == "b" else sub
    for _ in range(n):
        result = subtract(_part(result, dim, 1, None), _part(result, dim, None, -1))
    return result


def _check_joined(part: np.ndarray, a: np.ndarray, dim: int) -> None:
    if part.ndim != a.ndim:
        raise RuntimeError("diff expects prepend or append to be the same dimension as input")
    for d, (n, m) in enumerate(zip(a.shape, part.shape, strict=True)):
        if d != dim and n != m:
            raise RuntimeError(
                "diff expects the shape of tensor to prepend or append to match that of input "
                f"except along the differencing dimension; input.size({d}) = {n}, but got "
                f"tensor.size({d}) = {m}"
            )


def _part(x: Any, dim: int, start: int | None, stop: int | None) -> Any:
    """The elements from `start` to `stop` along a dim: a view."""
    return getitem(x, (*(slice(None),) * dim, slice(start, stop)))


# -- integrals -------------------------------------------------------------------------------------


@accepts_numpy_names
def trapezoid(
    y: Tensor, x: Tensor | None = None, *, dx: float | None = None, dim: int = -1
) -> Tensor:
    """The integral of samples `y` along `dim` by the trapezoidal rule.

    They lie at the points `x`, of the shape of `y` or of one dim, or at a distance of `dx`, or 1.

    Raises:
        RuntimeError: for bools, or if there is not a point for each sample.
        IndexError: for a dim that y does not have.

    >>> import tinygrad_np as torch
    >>> torch.trapezoid(torch.tensor([1.0, 2.0, 4.0]), torch.tensor([0.0, 1.0, 3.0]))
    tensor(7.5000)
    """
    y, widths, dim = _samples("trapezoid", y, x, dx, dim)
    a = y._array
    if not a.shape[dim]:
        kind = a.dtype if a.dtype.kind == "f" else None
        return wrap(np.zeros(a.shape[:dim] + a.shape[dim + 1 :], kind))
    if isinstance(widths, TensorBase):
        return div(reduction.sum(mul(_neighbours(y, dim), widths), dim), 2)
    lane: tuple = (slice(None),) * dim
    ends = add(getitem(y, (*lane, 0)), getitem(y, (*lane, -1)))
    return mul(sub(reduction.sum(y, dim), mul(ends, 0.5)), widths)


@accepts_numpy_names
def cumulative_trapezoid(
    y: Tensor, x: Tensor | None = None, *, dx: float | None = None, dim: int = -1
) -> Tensor:
    """The integral of samples `y` along `dim` up to each but the first: see `trapezoid`.

    >>> import tinygrad_np as torch
    >>> torch.cumulative_trapezoid(torch.tensor([1.0, 2.0, 4.0]), dx=2)
    tensor([3., 9.])
    """
    y, widths, dim = _samples("cumulative_trapezoid", y, x, dx, dim)
    if isinstance(widths, TensorBase):
        return div(cumsum(mul(_neighbours(y, dim), widths), dim), 2)
    return cumsum(mul(_neighbours(y, dim), widths / 2), dim)


def _neighbours(y: Any, dim: int) -> Any:
    """The sum of each sample and the next."""
    return add(_part(y, dim, None, -1), _part(y, dim, 1, None))


def _samples(op: str, y: Any, x: Any, dx: float | None, dim: int) -> tuple[Any, Any, int]:
    """The samples, and how far they lie apart: a number, or a Tensor that fits."""
    y = as_operand(y, op, "y")
    a = y._array
    if not a.ndim:
        raise IndexError(f"{op}(): Dimension specified as {dim} but tensor has no dimensions")
    dim = shapes.wrap_dim(dim, a.ndim, op)
    if x is None:
        if a.dtype.kind == "b":
            raise RuntimeError(f"{op}: {_NO_BOOL.format('`y`')}")
        if isinstance(dx, bool):
            raise RuntimeError(f"{op}: Currently, we only support dx as a real number.")
        return y, 1.0 if dx is None else float(dx), dim
    if dx is not None:
        raise TypeError(f"{op}(): give x or dx, not both")
    x = as_operand(x, op, "x", 2)
    points = x._array
    if "b" in (a.dtype.kind, points.dtype.kind):
        raise RuntimeError(f"{op}: {_NO_BOOL.format('`x` or `y`')}")
    if points.ndim == 1:
        if points.size != a.shape[dim]:
            raise RuntimeError(f"{op}: There must be one `x` value for each sample point")
        x = x.reshape([-1 if d == dim else 1 for d in range(a.ndim)])
    elif points.ndim < a.ndim:
        x = x.reshape((1,) * (a.ndim - points.ndim) + points.shape)
    return y, sub(_part(x, dim, 1, None), _part(x, dim, None, -1)), dim


# -- gradients -------------------------------------------------------------------------------------


@accepts_numpy_names
def gradient(
    input: Tensor, *, spacing: Any = 1, dim: Any = None, edge_order: int = 1
) -> tuple[Tensor, ...]:
    """The gradient of samples along each `dim` (an int, several, or all), of their shape.

    It is that of the parabola through each sample and its neighbours; at the edges, that of the
    line through the last two samples, or with `edge_order` 2 of the parabola through three.
    `spacing` is the distance of samples, or for each dim its own, or for each dim a tensor of
    their coordinates.

    Raises:
        RuntimeError: if spacing and dims do not match, or there are too few samples.

    >>> import tinygrad_np as torch
    >>> torch.gradient(torch.tensor([1.0, 4.0, 9.0, 16.0]))
    (tensor([3., 4., 6., 7.]),)
    """
    input = as_operand(input, "gradient")
    a = input._array
    if a.dtype == np.uint8:
        raise RuntimeError("torch.gradient does not support uint8 input.")
    several = dim if isinstance(dim, (tuple, list)) else range(a.ndim) if dim is None else (dim,)
    dims = shapes.wrap_dims(several, a.ndim, "gradient") or ()
    spacings = _spacings(spacing, dims, dim is not None)
    if edge_order not in (1, 2):
        raise RuntimeError("torch.gradient only supports edge_order=1 and edge_order=2.")
    if any(a.shape[d] < edge_order + 1 for d in dims):
        raise RuntimeError(
            "torch.gradient expected each dimension size to be at least edge_order+1"
        )
    return tuple(_slopes(input, d, h, edge_order) for d, h in zip(dims, spacings, strict=True))


def _spacings(spacing: Any, dims: Sequence[int], named: bool) -> Sequence:
    """The spacing for each dim: a number, or a Tensor of coordinates."""
    if isinstance(spacing, (float, int)) or (
        isinstance(spacing, TensorBase) and not spacing._array.ndim
    ):
        return [spacing] * len(dims)
    if not isinstance(spacing, (tuple, list)):
        raise TypeError(
            "gradient(): argument 'spacing' must be a number, or numbers or tensors for each dim, "
            f"not {type(spacing).__name__}"
        )
    if len(spacing) != len(dims):
        raise RuntimeError(
            "torch.gradient expected spacing to be unspecified, a scalar or it's spacing and dim "
            "arguments to have the same length, but got a spacing argument of length "
            f"{len(spacing)} and a dim argument of length {len(dims)}."
            if named
            else "torch.gradient expected spacing to be unspecified, a scalar, or a list of length "
            f"equal to 'self.dim() = {len(dims)}', since dim argument was not given, but got a "
            f"list of length {len(spacing)}"
        )
    for h in spacing:
        if isinstance(h, TensorBase) and h._array.ndim > 1:
            raise RuntimeError(
                "torch.gradient expected each element of spacing to have one dimension, but got "
                f"an element with {h._array.ndim} dimensions!"
            )
    return spacing


def _slopes(f: Any, dim: int, spacing: Any, edge_order: int) -> Any:
    """The slopes of samples: at the first, in the middle, at the last."""
    if isinstance(spacing, TensorBase) and spacing._array.ndim:
        steps = diff(spacing).reshape([-1 if d == dim else 1 for d in range(f._array.ndim)])
        parts = _uneven_slopes(f, dim, steps, edge_order)
    else:
        parts = _even_slopes(f, dim, spacing, edge_order)
    return cat(parts, dim)


def _even_slopes(f: Any, dim: int, h: Any, edge_order: int) -> list:
    part = partial(_part, f, dim)
    middle = (part(2, None) - part(None, -2)) / (h * 2)
    if edge_order == 1:
        first = (part(1, 2) - part(0, 1)) / h
        last = (part(-1, None) - part(-2, -1)) / h
    else:
        first = (part(1, 2) * 2.0 - part(0, 1) * 1.5 - part(2, 3) * 0.5) / h
        last = (part(-1, None) * 1.5 - part(-2, -1) * 2.0 + part(-3, -2) * 0.5) / h
    return [first, middle, last]


def _uneven_slopes(f: Any, dim: int, steps: Any, edge_order: int) -> list:
    part, step = partial(_part, f, dim), partial(_part, steps, dim)
    h, k = step(None, -1), step(1, None)  # before and after each sample
    middle = (
        part(2, None) * (h / (k * (h + k)))
        + part(1, -1) * ((k - h) / (h * k))
        - part(None, -2) * (k / (h * (h + k)))
    )
    if edge_order == 1:
        first = (part(1, 2) - part(0, 1)) / step(0, 1)
        last = (part(-1, None) - part(-2, -1)) / step(-1, None)
        return [first, middle, last]
    h, k = step(0, 1), step(1, 2)
    first = (
        part(1, 2) * ((h + k) / (h * k))
        - part(0, 1) * ((2 * h + k) / (h * (h + k)))
        - part(2, 3) * (h / (k * (h + k)))
    )
    h, k = step(-2, -1), step(-1, None)
    last = (
        part(-1, None) * ((2 * k + h) / (k * (h + k)))
        - part(-2, -1) * ((h + k) / (h * k))
        + part(-3, -2) * (k / (h * (h + k)))
    )
    return [first, middle, last]
