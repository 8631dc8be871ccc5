"""Rows of a matrix by their numbers, added up, averaged, or the largest of each, bag by bag."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from tinygrad_np import dtypes
from tinygrad_np.engine.function import Function
from tinygrad_np.ops.embedding import WeighRows, index_array
from tinygrad_np.ops.operands import as_operand
from tinygrad_np.ops.places import Collect, Pick
from tinygrad_np.ops.sliding import exact


class EmbeddingBag(Function):
    """The sums over bags of rows of x times their factors; `once` as in Embedding."""

    fills_buffer = True

    def forward(x, factors, rows, bags, count, once):
        shares = exact(x[rows]) * exact(factors)[:, None]
        sums = Collect.forward(shares, bags, 0, 1, (count, x.shape[1]))
        return sums.astype(x.dtype, copy=False)

    def backward_x(grad, factors, x_shape, rows, bags, once):
        shares = Pick.call(grad, bags, 0, 1, True) * factors[:, None]
        if once:
            shares = WeighRows.call(shares, rows, None, True)
        return Collect.call(shares, rows, 0, 1, x_shape)

    def backward_factors(grad, x, rows, bags):
        return np.sum(Pick.call(grad, bags, 0, 1, True) * Pick.call(x, rows, 0, 1, True), -1)


class EmbeddingBagMax(Function, node_name="EmbeddingBagBackward0"):
    """The elements of x, flattened, at places, or 0 where a bag is not `filled`."""

    fills_buffer = True

    def forward(x, places, filled):
        return np.where(filled, Pick.forward(x, places, 0, 2, True), 0.0)

    def backward(grad, x_shape, places, filled):
        return Collect.call(np.where(filled, grad, 0.0), places, 0, 2, x_shape)


class Bags(NamedTuple):
    """Which rows are in which bag, in order, of so many bags."""

    rows: np.ndarray
    bags: np.ndarray
    number: int

    def largest(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """For each bag and column the place in x of the first largest; which bags have any."""
        places = np.zeros((self.number, x.shape[1]), np.int64)
        filled = np.zeros((self.number, 1), bool)
        if self.rows.size:
            numbers, starts, bag = np.unique(self.bags, return_index=True, return_inverse=True)
            met = x[self.rows]
            highest = np.maximum.reduceat(met, starts, 0)[bag]
            order = np.arange(len(met))[:, None]
            is_highest = (met == highest) | np.isnan(met)
            first = np.minimum.reduceat(np.where(is_highest, order, len(met)), starts, 0)
            places[numbers] = self.rows[first] * x.shape[1] + np.arange(x.shape[1])
            filled[numbers] = True
        return places, filled


def embedding_bag(
    weight: Any,
    indices: Any,
    offsets: Any,
    factors: Any,
    mode: str,
    once: bool,
    include_last: bool,
    padding: int | None,
) -> Any:
    """What `nn.functional.embedding_bag` is for indices and offsets of one dim.

    Raises:
        RuntimeError: for dtypes, indices or offsets that are out of bounds.
    """
    op, matrix = "embedding_bag", as_operand(weight, "embedding_bag", "weight")
    x = matrix._array
    if x.dtype.kind != "f":
        name = dtypes.from_numpy_dtype(x.dtype).type_name
        raise RuntimeError(
            "Expected tensor for argument #1 'weight' to have one of the following scalar types: "
            f"Half, Float, Double; but got {name} instead (while checking arguments for {op})"
        )
    rows = index_array(op, as_operand(indices, op), 1)
    starts = index_array(op, as_operand(offsets, op, "offsets", 3), 1)
    inside, found = _bags(rows, starts, include_last, padding)
    if rows.size and not (rows.min() >= 0 and rows.max() < len(x)):
        raise RuntimeError(f"{op}(): an index is not one of the {len(x)} rows")
    if mode == "max":
        return EmbeddingBagMax.apply(matrix, *found.largest(x))
    if mode == "mean":
        counts = np.bincount(found.bags, minlength=found.number)
        factors = (1.0 / counts[found.bags]).astype(x.dtype)
    elif factors is None:
        factors = np.ones(len(found.rows), x.dtype)
    else:
        factors = _factors(factors, x.dtype)[inside]
    return EmbeddingBag.apply(matrix, factors, *found, once)


def _bags(
    rows: np.ndarray, starts: np.ndarray, include_last: bool, padding: int | None
) -> tuple[np.ndarray, Bags]:
    """Which of the rows are in bags, without padding, and in which ones."""
    if include_last and not starts.size:
        raise RuntimeError("include_last_offset: number of offset should be at least 1")
    if starts.size and starts[0] != 0:
        raise RuntimeError(
            "offsets[0] has to be 0, i.e., the first sequence in the mini-batch has to start from "
            f"position 0. However, got {starts[0]}"
        )
    if starts.size and starts[-1] > len(rows):
        raise RuntimeError(
            f"offsets[-1] can not be greater than input's length {len(rows)} but got offsets[-1] "
            f"of {starts[-1]}"
        )
    if (np.diff(starts) < 0).any():
        raise RuntimeError(f"offsets have to be in order, but got {starts.tolist()}")
    ends = starts if include_last else np.append(starts, len(rows))
    count = max(len(ends) - 1, 0)
    bags = np.repeat(np.arange(count), np.diff(ends))
    inside = np.arange(len(bags))
    if padding is not None:
        inside = np.flatnonzero(rows[: len(bags)] != padding)
    return inside, Bags(rows[inside], bags[inside], count)


def _factors(factors: Any, dtype: np.dtype) -> Any:
    factors = as_operand(factors, "embedding_bag", "per_sample_weights")
    if factors._array.dtype != dtype:
        names = [dtypes.from_numpy_dtype(d).type_name for d in (dtype, factors._array.dtype)]
        raise RuntimeError(
            "Expected tensor for argument #1 'weight' to have the same type as tensor for argument "
            f"#1 'per_sample_weights'; but type {names[0]} does not equal {names[1]} (while "
            "checking arguments for embedding_bag)"
        )
    return factors
