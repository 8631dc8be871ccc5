"""Losses that ask for a margin: between two scores, classes or distances.

They share the argument `reduction`: "mean", "sum" or "none". Older code says the same by
`size_average` and `reduce`, of which they warn.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from tinygrad_np.nn.functional.reductions import chosen, constant, dtype_name, reduced
from tinygrad_np.ops.class_loss import MultilabelMarginLoss, MultiMarginLoss
from tinygrad_np.ops.distance import pairwise_distance
from tinygrad_np.ops.elementwise import clamp_min, minimum, where
from tinygrad_np.ops.operands import as_operand, refuse
from tinygrad_np.tensor import Tensor


def margin_ranking_loss(
    input1: Tensor,
    input2: Tensor,
    target: Tensor,
    margin: float = 0,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Tensor:
    """max(0, margin - target * (input1 - input2)): a target of 1 wants the first larger, -1 less.

    Raises:
        RuntimeError: if they differ in their number of dims, or do not broadcast.
        ValueError: for another `reduction`.

    >>> import tinygrad_np as torch
    >>> x, y = torch.tensor([1.0, 2.0]), torch.tensor([3.0, 1.0])
    >>> torch.nn.functional.margin_ranking_loss(x, y, torch.tensor([1, 1]), margin=0.5)
    tensor(1.2500)
    """
    op = "margin_ranking_loss"
    reduction = chosen(reduction, size_average, reduce)
    x, y = as_operand(input1, op, "input1"), as_operand(input2, op, "input2", 2)
    sign = as_operand(target, op, "target", 3)
    if not x._array.ndim == y._array.ndim == sign._array.ndim:
        raise RuntimeError(
            "margin_ranking_loss : All input tensors should have same dimension but got sizes: "
            f"input1: {x.shape}, input2: {y.shape}, target: {sign.shape} "
        )
    return reduced(clamp_min(-sign * (x - y) + float(margin), 0), reduction)


def hinge_embedding_loss(
    input: Tensor,
    target: Tensor,
    margin: float = 1.0,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Tensor:
    """The input, a distance, where the target is 1; max(0, margin - input) where it is -1.

    Raises:
        RuntimeError: if the shapes do not broadcast.
        ValueError: for another `reduction`.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.hinge_embedding_loss(torch.tensor([0.5, 0.5]), torch.tensor([1, -1]))
    tensor(0.5000)
    """
    reduction = chosen(reduction, size_average, reduce)
    x = as_operand(input, "hinge_embedding_loss")
    sign = as_operand(target, "hinge_embedding_loss", "target", 2)
    far = where(sign != 1, clamp_min(margin - x, 0), 0.0)
    return reduced(far + where(sign != -1, x, 0.0), reduction)


def cosine_embedding_loss(
    input1: Tensor,
    input2: Tensor,
    target: Tensor,
    margin: float = 0,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Tensor:
    """1 - cos of the angle between vectors where the target is 1; max(0, cos - margin) for -1.

    Shapes (N, D), (N, D) and (N,), or (D,), (D,) and ().

    Raises:
        RuntimeError: for other shapes.
        ValueError: for another `reduction`.

    >>> import tinygrad_np as torch
    >>> x, y = torch.tensor([[1.0, 0.0], [1.0, 0.0]]), torch.tensor([[0.0, 1.0], [3.0, 4.0]])
    >>> torch.nn.functional.cosine_embedding_loss(x, y, torch.tensor([1, -1]))
    tensor(0.8000)
    """
    op = "cosine_embedding_loss"
    reduction = chosen(reduction, size_average, reduce)
    x, y = as_operand(input1, op, "input1"), as_operand(input2, op, "input2", 2)
    sign = as_operand(target, op, "target", 3)
    dims = sign._array.ndim
    if dims > 1:
        raise RuntimeError("0D or 1D target tensor expected, multi-target not supported")
    if not x._array.ndim == y._array.ndim == dims + 1:
        raise RuntimeError(
            f"{dims}D target tensor expects {dims + 1}D input tensors, but found inputs with sizes "
            f"{list(x._array.shape)} and {list(y._array.shape)}."
        )
    # Not cosine_similarity, which bounds the norms in another way.
    squares = ((x * x).sum(-1) + 1e-12) * ((y * y).sum(-1) + 1e-12)
    cosine = (x * y).sum(-1) / squares.sqrt()
    near = where(sign == 1, 1.0 - cosine, 0.0)
    return reduced(near + where(sign == -1, clamp_min(cosine - margin, 0), 0.0), reduction)


def triplet_margin_loss(
    anchor: Tensor,
    positive: Tensor,
    negative: Tensor,
    margin: float = 1.0,
    p: float = 2,
    eps: float = 1e-6,
    swap: bool = False,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Tensor:
    """max(0, margin + distance to `positive` - distance to `negative`), over the last dim.

    The distances are `pairwise_distance` with `p` and `eps`. With `swap` the negative is taken to
    be as close to the anchor as it is to the positive, if that is closer.

    Raises:
        RuntimeError: if they differ in their number of dims, or do not broadcast.
        ValueError: for a margin that is not positive, or another `reduction`.

    >>> import tinygrad_np as torch
    >>> x = torch.tensor([[0.0, 0.0]])
    >>> torch.nn.functional.triplet_margin_loss(x, x + 1, x + 2, margin=2.0)
    tensor(0.5858)
    """
    reduction = chosen(reduction, size_average, reduce)
    return _triplet(
        "triplet_margin_loss",
        (anchor, positive, negative),
        lambda x, y: pairwise_distance(x, y, p, eps),
        margin,
        swap,
        reduction,
    )


def triplet_margin_with_distance_loss(
    anchor: Tensor,
    positive: Tensor,
    negative: Tensor,
    *,
    distance_function: Callable[[Tensor, Tensor], Tensor] | None = None,
    margin: float = 1.0,
    swap: bool = False,
    reduction: str = "mean",
) -> Tensor:
    """`triplet_margin_loss` with any distance, by default `pairwise_distance`.

    Raises:
        RuntimeError: if they differ in their number of dims, or do not broadcast.
        ValueError: for a margin that is not positive, or another `reduction`.

    >>> import tinygrad_np as torch
    >>> x = torch.tensor([[0.0, 0.0]])
    >>> torch.nn.functional.triplet_margin_with_distance_loss(
    ...     x, x + 1, x + 2, distance_function=lambda x, y: (x - y).abs().sum(1), margin=3.0
    ... )
    tensor(1.)
    """
    return _triplet(
        "triplet_margin_with_distance_loss",
        (anchor, positive, negative),
        distance_function or pairwise_distance,
        margin,
        swap,
        chosen(reduction),
    )


def _triplet(
    op: str, triplet: tuple, distance: Callable, margin: float, swap: bool, reduction: str
) -> Tensor:
    if margin <= 0:
        raise ValueError(f"margin must be greater than 0, got {margin}")
    names = ("anchor", "positive", "negative")
    anchor, positive, negative = (
        as_operand(x, op, name, i + 1)
        for i, (x, name) in enumerate(zip(triplet, names, strict=True))
    )
    if not anchor._array.ndim == positive._array.ndim == negative._array.ndim:
        raise RuntimeError(
            "The anchor, positive, and negative tensors are expected to have the same number of "
            f"dimensions, but got: anchor {anchor._array.ndim}D, positive {positive._array.ndim}D, "
            f"and negative {negative._array.ndim}D inputs"
        )
    near, far = distance(anchor, positive), distance(anchor, negative)
    if swap:
        far = minimum(far, distance(positive, negative))
    return reduced(clamp_min(margin + near - far, 0), reduction)


def multi_margin_loss(
    input: Tensor,
    target: Tensor,
    p: int = 1,
    margin: float = 1.0,
    weight: Tensor | None = None,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Tensor:
    """The sum of max(0, margin - score of the right class + score of another) ** p, over C.

    Shapes (N, C) and (N,), or (C,) and (). A right class counts for its `weight`, of shape (C,).

    Raises:
        RuntimeError: for other shapes, a class that there is not, or targets that are not int64.
        ValueError: for another `p` than 1 and 2, another `reduction`, or a weight of more dims.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.multi_margin_loss(torch.tensor([[0.5, 2.0, 0.0]]), torch.tensor([0]))
    tensor(1.)
    """
    op = "multi_margin_loss"
    reduction = chosen(reduction, size_average, reduce)
    if p not in (1, 2):
        raise ValueError("only p == 1 and p == 2 supported")
    x, y = as_operand(input, op), as_operand(target, op, "target", 2)
    weight = constant(weight, op, "weight", 5)
    rows = _rows(op, x)
    samples, classes = rows._array.shape
    places = _class_places(y, classes, 0, "target out of range").reshape(-1)
    if y._array.ndim > 1 or places.size != samples:
        raise RuntimeError(
            "multi_margin_loss: target tensor should be 1-D with size equal to the number of input "
            f"samples (batch size). Expected target size [{samples}], but got "
            f"{list(y._array.shape)}. Input has shape {list(x._array.shape)}."
        )
    index = (np.arange(samples), places)
    factors = None if weight is None else _factors(weight, x, classes)[places]
    others = np.ones((samples, classes), np.bool_)
    others[index] = False
    reduction = reduction if y._array.ndim else "sum"  # of the one there is
    parameters = (index, others, factors, p, margin, reduction)
    return MultiMarginLoss.run_unary(rows, rows._array, *parameters)


def _rows(op: str, x: Tensor) -> Tensor:
    """The scores as a matrix, with a row for each sample."""
    shape = x._array.shape
    if len(shape) > 2 or (shape and not shape[-1]):
        raise RuntimeError(
            "Expected non-empty vector or matrix with optional 0-dim batch size, but got: "
            f"{list(shape)}"
        )
    refuse(f"{op}_cpu_kernel", "iub", x._array)
    return x if len(shape) == 2 else x.reshape(1, -1)


def _factors(weight: Tensor, x: Tensor, classes: int) -> np.ndarray:
    if weight._array.ndim != 1:
        raise ValueError("weight must be one-dimensional")
    if weight._array.size != classes:
        raise RuntimeError(
            f"inconsistent weight size, expected {classes} but got {list(weight._array.shape)}"
        )
    if weight._array.dtype != x._array.dtype:
        raise RuntimeError(f"expected scalar type {dtype_name(x)} but found {dtype_name(weight)}")
    return weight._array


def _class_places(target: Tensor, classes: int, least: int, problem: str) -> np.ndarray:
    """The classes that a target names, as a new array."""
    if target._array.dtype != np.int64:
        raise RuntimeError(f"expected scalar type Long but found {dtype_name(target)}")
    places = np.array(target._array)
    if ((places < least) | (places >= classes)).any():
        raise RuntimeError(f"{problem}: classes are from 0 to {classes - 1}")
    return places


def multilabel_margin_loss(
    input: Tensor,
    target: Tensor,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Tensor:
    """The sum of max(0, 1 - score of a right class + score of a wrong one) over all pairs, over C.

    Shapes (N, C) and (N, C), or (C,) and (C,). A row of the target names the right classes, up to
    the first -1.

    Raises:
        RuntimeError: for other shapes, a class that there is not, or targets that are not int64.
        ValueError: for another `reduction`.

    >>> import tinygrad_np as torch
    >>> x, y = torch.tensor([0.1, 0.2, 0.4, 0.8]), torch.tensor([3, 0, -1, 1])
    >>> torch.nn.functional.multilabel_margin_loss(x, y)
    tensor(0.8500)
    """
    op = "multilabel_margin_loss"
    reduction = chosen(reduction, size_average, reduce)
    x, y = as_operand(input, op), as_operand(target, op, "target", 2)
    rows = _rows(op, x)
    samples, classes = rows._array.shape
    if y._array.shape != x._array.shape:
        raise RuntimeError(
            f"inconsistent target size: {list(y._array.shape)} for input of size: "
            f"{list(x._array.shape)}"
        )
    places = _class_places(y, classes, -1, "argument #2 'target' is out of range")
    places = places.reshape(samples, classes)
    right = np.logical_and.accumulate(places >= 0, axis=1)
    width = int(right.sum(1).max(initial=0))
    places, right = places[:, :width], right[:, :width]
    index = (np.arange(samples).reshape(-1, 1), np.where(right, places, 0))
    wrong = np.ones((samples, classes), np.bool_)
    sample, column = np.nonzero(right)
    wrong[sample, places[sample, column]] = False
    pairs = right[:, :, None] & wrong[:, None, :]
    reduction = reduction if x._array.ndim == 2 else "sum"  # of the one there is
    return MultilabelMarginLoss.run_unary(rows, rows._array, index, pairs, reduction)
