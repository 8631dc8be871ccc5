"""Targets that name classes."""

from __future__ import annotations

from typing import Any

import numpy as np

from tinygrad_np.nn.functional.reductions import constant, dtype_name
from tinygrad_np.ops.class_loss import without_classes
from tinygrad_np.tensor import Tensor

_INT64 = np.dtype(np.int64)


def class_targets(
    x: Tensor, target: Tensor, weight: Any, ignore_index: int
) -> tuple[tuple, Any, Any, float]:
    """What `ops.class_loss` has to know of a target, for scores of shape (N, C, d1, ...), or (C,).

    These are the index of the scores of the right classes; how much each target counts, or None if
    all do alike; which are not ignored, or None if none is; and how much they count together.

    Raises:
        ValueError: if there are not as many targets as samples, or no classes.
        RuntimeError: for another dtype, or for shapes that do not fit.
        IndexError: for a class that there is not.
    """
    shape = x._array.shape
    _check_shapes(shape, target._array.shape)
    if target._array.dtype != _INT64 and target._array.dtype != np.uint8:
        raise RuntimeError(
            f"expected target dtype to be Long or Byte, but got {dtype_name(target)}: give "
            "target.long()"
        )
    classes = shape[1] if len(shape) > 1 else shape[0]
    places = np.array(target._array, np.int64).reshape(without_classes(shape))
    places, kept = _in_bounds(places, classes, ignore_index)
    factors = _class_weights(x, weight, classes)
    if factors is not None:
        factors = factors[places]
        count = float(np.add.reduce(factors if kept is None else factors[kept], axis=None))
    else:
        count = places.size if kept is None else int(np.count_nonzero(kept))
    if places.ndim == 1:
        index: tuple = (np.arange(places.size), places)
    else:
        others = np.ogrid[tuple(slice(n) for n in places.shape)]
        index = (*others[:1], places, *others[1:])
    return index, factors, kept, count


def _in_bounds(places: np.ndarray, classes: int, ignore_index: int) -> tuple[np.ndarray, Any]:
    """The places with those ignored on the first class, and which are not ignored, if some are."""
    outside = places.view(np.uint64) >= classes  # as an unsigned number a negative one is large
    if not 0 <= ignore_index < classes and not np.logical_or.reduce(outside, axis=None):
        return places, None
    kept = places != ignore_index
    wrong = places[kept & outside]
    if wrong.size:
        raise IndexError(f"Target {wrong[0]} is out of bounds.")
    return (places, None) if kept.all() else (np.where(kept, places, 0), kept)


def _check_shapes(shape: tuple, target: tuple) -> None:
    if not shape:
        raise ValueError("Expected 1 or more dimensions (got 0)")
    if len(shape) == 1:
        if target not in ((), (1,)):
            raise ValueError(
                f"For 1D input, 1D target must have size 1, but got target size: {target[0]}"
            )
    elif shape[0] != (target[0] if target else 0):
        raise ValueError(
            f"Expected input batch_size ({shape[0]}) to match target batch_size "
            f"({target[0] if target else 0})."
        )
    elif len(shape) == 2 and len(target) > 1:
        raise RuntimeError("0D or 1D target tensor expected, multi-target not supported")
    elif target != without_classes(shape):
        raise RuntimeError(
            f"Expected target size {list(without_classes(shape))}, got {list(target)}"
        )


def _class_weights(x: Tensor, weight: Any, classes: int) -> Any:
    """The weights of the classes as an array, or None."""
    weight = constant(weight, "nll_loss_forward", "weight", 3)
    if weight is None:
        return None
    check_weight(weight, classes)
    if weight._array.dtype != x._array.dtype:
        raise RuntimeError(f"expected scalar type {dtype_name(x)} but found {dtype_name(weight)}")
    return weight._array


def check_weight(weight: Tensor, classes: int) -> None:
    """Refuse weights that are not one for each class.

    Raises:
        RuntimeError: naming both.
    """
    if weight._array.shape != (classes,):
        raise RuntimeError(
            f"weight tensor should be defined either for all {classes} classes or no classes but "
            f"got weight tensor of shape: {list(weight._array.shape)}"
        )
