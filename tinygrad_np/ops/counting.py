"""Counting: which elements there are, and how many of each or in each bin."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import shapes
from tinygrad_np.engine.function import CONSTANT
from tinygrad_np.engine.graph import wrap
from tinygrad_np.ops.conversion import to_dtype
from tinygrad_np.ops.operands import as_operand, refuse
from tinygrad_np.ops.places import Collect, Pick, kept, pick
from tinygrad_np.ops.results import NamedResult, named_result

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor

_histogram_result = named_result("histogram", "hist", "bin_edges")


class Unique(Pick, node_name="Unique2Backward0"):
    """The elements, each once: the first of those that are equal."""


def unique(
    input: Tensor,
    sorted: bool = True,
    return_inverse: bool = False,
    return_counts: bool = False,
    dim: int | None = None,
) -> Any:
    """The elements that there are, or with `dim` the slices, each once and in order.

    Each nan is one of its own. The derivative goes to the first of equal elements.

    Returns:
        A Tensor; with `return_inverse` also the index among these of each element of the input;
        with `return_counts` also how often each occurs.

    Raises:
        IndexError: for a dim that the input does not have.
        RuntimeError: if the slices along `dim` are empty.

    >>> import tinygrad_np as torch
    >>> torch.unique(torch.tensor([3, 1, 3]), return_counts=True)
    (tensor([1, 3]), tensor([1, 2]))
    """
    input = as_operand(input, "unique")
    rows, dim = _rows(input._array, dim, "unique")
    if rows.ndim == 1:
        order = np.argsort(rows, kind="stable")
    else:
        order = np.lexsort(rows.T[::-1])
    return _groups(input, dim, rows[order], order, return_inverse, return_counts)


def unique_consecutive(
    input: Tensor,
    return_inverse: bool = False,
    return_counts: bool = False,
    dim: int | None = None,
) -> Any:
    """The elements, or with `dim` the slices, without those that equal the one before.

    Returns:
        A Tensor; with `return_inverse` also the index among these of each element of the input;
        with `return_counts` also how many each stands for.

    Raises:
        IndexError: for a dim that the input does not have.
        RuntimeError: if the slices along `dim` are empty.

    >>> import tinygrad_np as torch
    >>> torch.unique_consecutive(torch.tensor([1, 1, 3, 1]))
    tensor([1, 3, 1])
    """
    input = as_operand(input, "unique_consecutive")
    rows, dim = _rows(input._array, dim, "unique_consecutive")
    return _groups(input, dim, rows, np.arange(len(rows)), return_inverse, return_counts)


def _rows(a: np.ndarray, dim: int | None, op: str) -> tuple[np.ndarray, int | None]:
    """The elements in one dim, or with `dim` the slices along it as rows."""
    if dim is None:
        return a.reshape(-1), None
    dim = shapes.wrap_dim(dim, a.ndim, op)
    if not a.ndim:
        raise IndexError(f"Dimension specified as {dim} but tensor has no dimensions")
    others = math.prod(a.shape[:dim] + a.shape[dim + 1 :])
    if not others:
        raise RuntimeError(
            "There are 0 sized dimensions, and they aren't selected, so unique cannot be applied"
        )
    return np.moveaxis(a, dim, 0).reshape(a.shape[dim], others), dim


def _groups(
    input: Any,
    dim: int | None,
    rows: np.ndarray,
    order: np.ndarray,
    return_inverse: bool,
    return_counts: bool,
) -> Any:
    """What `unique` gives, of rows of which equal ones are neighbours; they were at `order`."""
    count = len(rows)
    changed = rows[1:] != rows[:-1]
    changed = changed.any(1) if changed.ndim > 1 else changed
    new = np.concatenate(([True], changed))[:count]
    starts = np.flatnonzero(new)
    first, last = (0, input._array.ndim) if dim is None else (dim, dim + 1)
    results = [pick(Unique, input, order[starts], first, last)]
    if return_inverse:
        inverse = np.empty(count, np.int64)
        inverse[order] = np.cumsum(new) - 1
        results.append(wrap(inverse.reshape(input._array.shape) if dim is None else inverse))
    if return_counts:
        results.append(wrap(np.diff(starts, append=count)))
    return tuple(results) if len(results) > 1 else results[0]


def bincount(input: Tensor, weights: Tensor | None = None, minlength: int = 0) -> Tensor:
    """How often each of 0, 1, 2, ... occurs; with `weights` the sum of theirs.

    Counts are int64; sums float32 if the weights are, else float64. Weights have a derivative.

    Raises:
        NotImplementedError: if the input is of no integer dtype.
        RuntimeError: if it has not one dim, or a negative element, or not as many as the weights.

    >>> import tinygrad_np as torch
    >>> torch.bincount(torch.tensor([0, 2, 2]))
    tensor([1, 0, 2])
    """
    a = as_operand(input, "bincount")._array
    if a.ndim != 1 or (a.size and a.dtype.kind == "i" and a.min() < 0):
        raise RuntimeError("bincount only supports 1-d non-negative integral inputs.")
    if minlength < 0:
        raise RuntimeError("minlength should be >= 0")
    refuse("bincount", "fb", a)
    if weights is None:
        return wrap(np.bincount(a, minlength=minlength).astype(np.int64, copy=False))
    weights = as_operand(weights, "bincount", "weights", 2)
    if weights._array.shape != a.shape:
        raise RuntimeError("weights should be 1-d and have the same length as input")
    if not a.size:
        return wrap(np.zeros(minlength, np.int64))
    if weights._array.dtype != np.float32:
        weights = to_dtype(weights, np.dtype(np.float64))
    size = max(minlength, int(a.max()) + 1)
    return _collected(weights, kept(a.astype(np.int64, copy=False), weights), size)


def _collected(weights: Any, places: np.ndarray, size: int) -> Tensor:
    """The sum of the weights at each place."""
    values = (weights._array, places, 0, 1, (size,))
    return Collect.run((weights, CONSTANT, CONSTANT, CONSTANT, CONSTANT), values)


def histc(input: Tensor, bins: int = 100, min: float = 0, max: float = 0) -> Tensor:
    """How many elements are in each of `bins` bins of one width, in the input's dtype.

    They reach from `min` to `max`; if these are equal, from the smallest element to the largest.

    Raises:
        NotImplementedError: if the input is of no floating dtype.
        RuntimeError: if there are no bins, or the range is not one.

    >>> import tinygrad_np as torch
    >>> torch.histc(torch.tensor([1.0, 2.0, 1.0]), bins=4, min=0, max=3)
    tensor([0., 2., 1., 0.])
    """
    a = as_operand(input, "histc")._array.reshape(-1)
    refuse("histogram", "iub", a)
    bins = shapes.as_int(bins, "histc", "bins")
    low, high = _range(a, "histc", bins, min, max)
    with np.errstate(invalid="ignore"):
        inside = a[(a >= low) & (a <= high)]
    width = inside.dtype.type(high - low)
    places = ((inside - inside.dtype.type(low)) * bins / width).astype(np.int64)
    counts = np.bincount(np.minimum(places, bins - 1), minlength=bins)
    return wrap(counts.astype(a.dtype))


def histogram(
    input: Tensor,
    bins: Any,
    *,
    range: tuple[float, float] | None = None,
    weight: Tensor | None = None,
    density: bool = False,
) -> NamedResult:
    """How many elements, or the sum of their weights, are in each bin.

    `bins` are a number of bins of one width in `range`, by default from the smallest element to the
    largest, or a Tensor of their edges. The last bin has both its edges. With `density` the bins'
    areas sum to 1. Weights have a derivative.

    Returns:
        A pair with the names `hist` and `bin_edges`.

    Raises:
        NotImplementedError: if the input is of no floating dtype.
        RuntimeError: if there are no bins, the range is not one, or the weights have another shape.

    >>> import tinygrad_np as torch
    >>> torch.histogram(torch.tensor([1.0, 2.0, 1.0]), 4, range=(0.0, 3.0)).hist
    tensor([0., 2., 1., 0.])
    """
    x = as_operand(input, "histogram")
    a = x._array.reshape(-1)
    refuse("histogramdd", "iub", a)
    edges = _edges(a, bins, range or (0, 0))
    with np.errstate(invalid="ignore"):
        inside = np.flatnonzero((a >= edges[0]) & (a <= edges[-1]))
    places = np.searchsorted(edges, a[inside], "right") - 1
    places = np.minimum(places, len(edges) - 2)
    if weight is None:
        hist = wrap(np.bincount(places, minlength=len(edges) - 1).astype(a.dtype))
    else:
        weight = as_operand(weight, "histogram", "weight")
        if weight._array.shape != x._array.shape:
            raise RuntimeError(
                "torch.histogram(): if weight tensor is provided it should have the same shape as "
                f"the input tensor, but got input {list(x._array.shape)} and weight "
                f"{list(weight._array.shape)}"
            )
        hist = _collected(weight.reshape((-1,))[inside], places, len(edges) - 1)
    if density:
        hist = hist / (hist.sum() * wrap(np.diff(edges)))
    return _histogram_result((hist, wrap(edges)))


def _edges(a: np.ndarray, bins: Any, range: tuple[float, float]) -> np.ndarray:
    """Where the bins of a histogram begin, and where the last one ends.

    Raises:
        RuntimeError: if there are no bins, or the range is not one.
    """
    if isinstance(bins, (int, np.integer)):
        bins = shapes.as_int(bins, "histogram", "bins")
        if len(range) != 2:
            raise RuntimeError(f"torch.histogram(): range should have 2 elements, not {len(range)}")
        low, high = _range(a, "histogram", bins, *range)
        return np.linspace(low, high, bins + 1, dtype=a.dtype)
    edges = as_operand(bins, "histogram", "bins", 2)._array
    if edges.ndim != 1 or edges.dtype != a.dtype:
        raise RuntimeError(
            "torch.histogram(): bins tensor should have one dimension and the dtype of the input, "
            f"{a.dtype}, but got {edges.ndim} dimensions and {edges.dtype}"
        )
    if len(edges) < 2:
        raise RuntimeError(
            f"torch.histogram(): bins must be > 0, but got {len(edges) - 1} for dimension 0"
        )
    return edges


def _range(a: np.ndarray, op: str, bins: int, low: float, high: float) -> tuple[Any, Any]:
    """From where to where the bins reach.

    Raises:
        RuntimeError: if there are no bins, or the range is not one.
    """
    if bins <= 0:
        raise RuntimeError(f"torch.{op}(): bins must be > 0, but got {bins} for dimension 0")
    shapes.check_size((bins,))
    if low == high and a.size:
        low, high = a.min(), a.max()
    if not (math.isfinite(low) and math.isfinite(high)):
        raise RuntimeError(f"torch.{op}: range of [{low}, {high}] is not finite")
    if low > high:
        raise RuntimeError(f"torch.{op}: max must be larger than min")
    return (low, high) if low < high else (low - 1, high + 1)
