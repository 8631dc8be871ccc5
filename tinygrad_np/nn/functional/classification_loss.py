"""Losses of scores or probabilities of classes.

They share the argument `reduction`: "mean", "sum" or "none". Older code says the same by
`size_average` and `reduce`, of which they warn.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tinygrad_np import shapes
from tinygrad_np.engine.function import CONSTANT
from tinygrad_np.nn.functional.reductions import chosen, constant, dtype_name, reduced
from tinygrad_np.nn.functional.targets import check_weight, class_targets
from tinygrad_np.ops.broadcasting import broadcast_tensors
from tinygrad_np.ops.class_loss import CrossEntropy, CrossEntropy2d, NllLoss, NllLoss2d
from tinygrad_np.ops.elementwise import where
from tinygrad_np.ops.loss import BinaryCrossEntropy, BinaryCrossEntropyWithLogits, SoftMarginLoss
from tinygrad_np.ops.operands import as_operand, cast, elementwise, promoted, refuse
from tinygrad_np.ops.softmax import log_softmax
from tinygrad_np.tensor import Tensor


def nll_loss(
    input: Tensor,
    target: Tensor,
    weight: Tensor | None = None,
    size_average: bool | None = None,
    ignore_index: int = -100,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Tensor:
    """Minus the log probability, in `input`, of the class that `target` names.

    Shapes (N, C) and (N,), or (C,) and (), or (N, C, d1, ...) and (N, d1, ...). A class counts for
    its `weight`, of shape (C,), which a mean is over, and the target `ignore_index` for nothing.

    Raises:
        IndexError: for a class that there is not.
        ValueError: if there are not as many targets as samples, or for another `reduction`.
        RuntimeError: for targets that are not int64 or uint8, or shapes that do not fit.

    >>> import tinygrad_np as torch
    >>> x = torch.tensor([[0.5, 0.5], [0.25, 0.75]]).log()
    >>> torch.nn.functional.nll_loss(x, torch.tensor([0, 1]), reduction="none")
    tensor([0.6931, 0.2877])
    """
    reduction = chosen(reduction, size_average, reduce)
    x, y = as_operand(input, "nll_loss_nd"), as_operand(target, "nll_loss_nd", "target", 2)
    _check_ignored(ignore_index, "nll_loss_nd")
    return _nll(x, y, weight, ignore_index, reduction)


def _nll(x: Tensor, y: Tensor, weight: Any, ignore_index: int, reduction: str) -> Tensor:
    targets = class_targets(x, y, weight, ignore_index)
    refuse("nll_loss_out_frame", "iub", x._array)
    function = NllLoss if x._array.ndim < 3 else NllLoss2d
    return function.run_unary(x, x._array, *targets, reduction)


def _check_ignored(ignore_index: Any, op: str) -> None:
    if not isinstance(ignore_index, (int, np.integer)):
        raise TypeError(
            f"{op}(): argument 'ignore_index' (position 5) must be int, "
            f"not {type(ignore_index).__name__}"
        )


def cross_entropy(
    input: Tensor,
    target: Tensor,
    weight: Tensor | None = None,
    size_average: bool | None = None,
    ignore_index: int = -100,
    reduce: bool | None = None,
    reduction: str = "mean",
    label_smoothing: float = 0.0,
) -> Tensor:
    """Minus the log probability that softmax of the scores `input` gives to the target.

    Shapes (N, C) and (N,), or (C,) and (), or (N, C, d1, ...) and (N, d1, ...) for a target of
    classes; a target of the input's shape has probabilities of the classes. A class counts for its
    `weight`, of shape (C,), which a mean over classes is over, and the target `ignore_index` for
    nothing. `label_smoothing` is how much of the target is spread evenly over all classes.

    Raises:
        IndexError: for a class that there is not.
        ValueError: if there are not as many targets as samples, or for another `reduction`.
        RuntimeError: for targets that are not int64 or uint8, shapes that do not fit, a
            `label_smoothing` outside of [0, 1], or an `ignore_index` with probabilities.

    >>> import tinygrad_np as torch
    >>> F = torch.nn.functional
    >>> F.cross_entropy(torch.tensor([[0.0, 0.0], [1000.0, 0.0]]), torch.tensor([0, 0]))
    tensor(0.3466)
    >>> F.cross_entropy(torch.tensor([[0.0, 0.0]]), torch.tensor([[0.5, 0.5]]))
    tensor(0.6931)
    """
    reduction = chosen(reduction, size_average, reduce)
    op = "cross_entropy_loss"
    x, y = as_operand(input, op), as_operand(target, op, "target", 2)
    _check_ignored(ignore_index, op)
    if not 0.0 <= label_smoothing <= 1.0:
        raise RuntimeError(f"label_smoothing must be between 0.0 and 1.0. Got: {label_smoothing}")
    if x._array.shape == y._array.shape:
        if ignore_index >= 0:
            raise RuntimeError("ignore_index is not supported for floating point target")
        return _of_probabilities(x, y, weight, reduction, label_smoothing)
    refuse("log_softmax_lastdim_kernel_impl", "iub", x._array)
    if label_smoothing:
        return _smoothed(x, y, weight, ignore_index, reduction, label_smoothing)
    targets = class_targets(x, y, weight, ignore_index)
    function = CrossEntropy if x._array.ndim < 3 else CrossEntropy2d
    return function.run_unary(x, x._array, *targets, reduction)


def _of_probabilities(
    x: Tensor, y: Tensor, weight: Any, reduction: str, label_smoothing: float
) -> Tensor:
    """The cross entropy for a target of probabilities."""
    if y._array.dtype.kind != "f":
        raise RuntimeError(
            f"Expected floating point type for target with class probabilities, got {dtype_name(y)}"
        )
    if not x._array.ndim:
        raise IndexError("Dimension specified as 1 but tensor has no dimensions")
    dim = min(x._array.ndim - 1, 1)
    classes = x._array.shape[dim]
    if label_smoothing:
        y = y * (1.0 - label_smoothing) + label_smoothing / max(1, classes)
    each = _of_classes(log_softmax(x, dim), weight, dim) * y
    if reduction == "none":
        return -each.sum(dim)
    if reduction == "sum":
        return -each.sum()
    return -each.sum() / (x._array.size / max(1, classes))


def _of_classes(log_probabilities: Tensor, weight: Any, dim: int) -> Tensor:
    """Log probabilities times the weight of their class, if there are any."""
    if weight is None:
        return log_probabilities
    weight = as_operand(weight, "cross_entropy_loss", "weight", 3)
    shape = log_probabilities._array.shape
    check_weight(weight, shape[dim])
    return log_probabilities * weight.reshape(-1, *(1,) * (len(shape) - dim - 1))


def _smoothed(
    x: Tensor, y: Tensor, weight: Any, ignore_index: int, reduction: str, label_smoothing: float
) -> Tensor:
    """The cross entropy for classes of which a part is spread over all."""
    dim = min(x._array.ndim - 1, 1)
    log_probabilities = log_softmax(x, dim)
    right = _nll(log_probabilities, y, weight, ignore_index, reduction)
    _, _, kept, count = class_targets(x, y, weight, ignore_index)
    each = -_of_classes(log_probabilities, weight, dim).sum(dim)
    if kept is not None:
        each = where(kept, each, 0.0)
    spread = each if reduction == "none" else each.sum()
    if reduction == "mean":
        spread = spread / count
    share = label_smoothing / max(1, x._array.shape[dim])
    return right * (1.0 - label_smoothing) + spread * share


def binary_cross_entropy(
    input: Tensor,
    target: Tensor,
    weight: Tensor | None = None,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Tensor:
    """-(target * log(input) + (1 - target) * log(1 - input)), of probabilities.

    A logarithm counts as at least -100, so that the loss is finite. `weight` broadcasts.
    `binary_cross_entropy_with_logits` takes the sigmoid too, and loses nothing by it.

    Raises:
        RuntimeError: for elements outside of [0, 1], or other dtypes.
        ValueError: for a target of another shape, or another `reduction`.

    >>> import tinygrad_np as torch
    >>> F = torch.nn.functional
    >>> F.binary_cross_entropy(torch.tensor([0.5, 1.0]), torch.tensor([1.0, 0.0]), reduction="none")
    tensor([  0.6931, 100.0000])
    """
    op = "binary_cross_entropy"
    x, y = as_operand(input, op), as_operand(target, op, "target", 2)
    reduction = chosen(reduction, size_average, reduce)
    a, b = x._array, y._array
    if a.shape != b.shape:
        raise ValueError(
            f"Using a target size ({y.shape}) that is different to the input size ({x.shape}) is "
            "deprecated. Please ensure they have the same size."
        )
    refuse(op, "iub", a)
    if a.dtype != b.dtype:
        raise RuntimeError(f"Found dtype {dtype_name(y)} but expected {dtype_name(x)}")
    for name, array in (("input", a), ("target", b)):
        if not ((array >= 0) & (array <= 1)).all():
            raise RuntimeError(f"all elements of {name} should be between 0 and 1")
    weight, w = _weight(weight, op, "weight", 3, a)
    return elementwise(BinaryCrossEntropy, (x, y, weight, CONSTANT), (a, b, w, reduction))


def _weight(weight: Any, op: str, name: str, position: int, like: np.ndarray) -> tuple[Any, Any]:
    """Weights and their array, in the dtype of another with which they broadcast."""
    weight = constant(weight, op, name, position)
    if weight is None:
        return CONSTANT, None
    shape = shapes.broadcast(weight._array.shape, like.shape)
    if shape != like.shape:
        raise RuntimeError(
            f"output with shape {list(like.shape)} doesn't match the broadcast shape {list(shape)}"
        )
    return weight, cast(weight._array, like.dtype)


def binary_cross_entropy_with_logits(
    input: Tensor,
    target: Tensor,
    weight: Tensor | None = None,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
    pos_weight: Tensor | None = None,
) -> Tensor:
    """The binary cross entropy of sigmoid(input) and the target, exact for any input.

    `weight` broadcasts, as does `pos_weight`: how much a target of 1 counts for.

    Raises:
        RuntimeError: for weights that do not broadcast, or an integer target.
        ValueError: for a target of another shape, or another `reduction`.

    >>> import tinygrad_np as torch
    >>> x, y = torch.tensor([0.0, 1000.0, 1000.0]), torch.tensor([1.0, 1.0, 0.0])
    >>> torch.nn.functional.binary_cross_entropy_with_logits(x, y, reduction="none")
    tensor([6.9315e-01, 0.0000e+00, 1.0000e+03])
    """
    op = "binary_cross_entropy_with_logits"
    x, y = as_operand(input, op), as_operand(target, op, "target", 2)
    reduction = chosen(reduction, size_average, reduce)
    a, b = x._array, y._array
    if a.shape != b.shape:
        raise ValueError(f"Target size ({y.shape}) must be the same as input size ({x.shape})")
    refuse("log_sigmoid", "iub", a)
    if b.dtype.kind != "f":
        raise RuntimeError(
            f"result type {dtype_name(x)} can't be cast to the desired output type {dtype_name(y)}"
            ": give a floating point target"
        )
    if a.dtype is not b.dtype:
        a, b = promoted(a, b)
    weight, w = _weight(weight, op, "weight", 3, a)
    scale, s = _weight(pos_weight, op, "pos_weight", 4, a)
    places = (x, y, weight, scale, CONSTANT)
    return elementwise(BinaryCrossEntropyWithLogits, places, (a, b, w, s, reduction))


def soft_margin_loss(
    input: Tensor,
    target: Tensor,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Tensor:
    """log(1 + exp(-target * input)) for a target of 1 or -1.

    Raises:
        RuntimeError: if the target is not of the input's shape, or requires grad.
        ValueError: for another `reduction`.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.soft_margin_loss(torch.tensor([0.0, 2.0]), torch.tensor([1, -1]))
    tensor(1.4100)
    """
    reduction = chosen(reduction, size_average, reduce)
    x = as_operand(input, "soft_margin_loss")
    as_operand(target, "soft_margin_loss", "target", 2)
    if x._array.dtype.kind != "f":
        raise RuntimeError(
            f"result type Float can't be cast to the desired output type {dtype_name(x)}"
        )
    target, y = _weight(target, "soft_margin_loss", "target", 2, x._array)
    return SoftMarginLoss.run((x, target, CONSTANT), (x._array, y, reduction))


def multilabel_soft_margin_loss(
    input: Tensor,
    target: Tensor,
    weight: Tensor | None = None,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Tensor:
    """The binary cross entropy of sigmoid(input) and the target, its mean over the last dim.

    Shapes (N, C) and (N, C) give (N,) with the reduction "none". `weight` broadcasts.

    Raises:
        RuntimeError: if the shapes do not broadcast.
        ValueError: for another `reduction`.

    >>> import tinygrad_np as torch
    >>> x, y = torch.tensor([[0.0, 2.0]]), torch.tensor([[1.0, 0.0]])
    >>> torch.nn.functional.multilabel_soft_margin_loss(x, y)
    tensor(1.4100)
    """
    op = "multilabel_soft_margin_loss"
    x, y = as_operand(input, op), as_operand(target, op, "target", 2)
    if size_average is not None or reduce is not None or reduction not in ("none", "mean", "sum"):
        reduction = chosen(reduction, size_average, reduce)
    refuse("log_sigmoid", "iub", x._array)
    if x._array.shape != y._array.shape:
        x, y = broadcast_tensors(x, y)
    if not x._array.ndim:
        raise IndexError("Dimension specified as -1 but tensor has no dimensions")
    a, b = promoted(x._array, y._array)
    places = (x, y, CONSTANT, CONSTANT, CONSTANT)
    each = elementwise(BinaryCrossEntropyWithLogits, places, (a, b, None, None, "none"))
    if weight is not None:
        each = each * as_operand(weight, op, "weight", 3)
    return reduced(each.mean(-1), reduction)
