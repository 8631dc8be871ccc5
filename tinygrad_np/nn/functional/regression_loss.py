"""Losses of numbers: how far they are from those that they should be.

They share the argument `reduction`: "mean", "sum" or "none". Older code says the same by
`size_average` and `reduce`, of which they warn.
"""

from __future__ import annotations

import math
import warnings
from typing import Any

from tinygrad_np import shapes
from tinygrad_np.autograd.grad_mode import no_grad
from tinygrad_np.engine.function import Function
from tinygrad_np.likeness import full_like
from tinygrad_np.nn.functional.reductions import chosen, compared, legacy, reduced
from tinygrad_np.ops.elementwise import where
from tinygrad_np.ops.exponential import xlogy
from tinygrad_np.ops.loss import HuberLoss, MseLoss, SmoothL1Loss
from tinygrad_np.ops.operands import as_operand, explained, promoted, refuse
from tinygrad_np.tensor import Tensor


def l1_loss(
    input: Tensor,
    target: Tensor,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
    weight: Tensor | None = None,
) -> Tensor:
    """The mean of the absolute differences, with `weight` of the shape of the input weighted.

    Warns if the shapes differ: broadcasting in a loss is hardly ever meant.

    Raises:
        RuntimeError: if the shapes do not broadcast.
        ValueError: for another `reduction`, or a weight of another shape.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.l1_loss(torch.tensor([1.0, 3.0]), torch.zeros(2))
    tensor(2.)
    """
    x, y = compared("l1_loss", input, target)
    reduction = chosen(reduction, size_average, reduce)
    if weight is not None:
        weight = _weight_like(x, weight)
        return _weighted((x - y).abs(), weight, reduction)
    return reduced((x - y).abs(), reduction)


def mse_loss(
    input: Tensor,
    target: Tensor,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
    weight: Tensor | None = None,
) -> Tensor:
    """The mean of the squared differences, with `weight` of the shape of the input weighted.

    Warns if the shapes differ: broadcasting in a loss is hardly ever meant.

    Raises:
        RuntimeError: if the shapes do not broadcast.
        ValueError: for another `reduction`, or a weight of another shape.
        NotImplementedError: for integers.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.mse_loss(torch.tensor([1.0, 3.0]), torch.zeros(2))
    tensor(5.)
    """
    x, y = compared("mse_loss", input, target)
    reduction = chosen(reduction, size_average, reduce)
    if weight is not None:
        weight = _weight_like(x, weight)
        return _weighted((x - y) ** 2, weight, reduction)
    return _fused(MseLoss, "mse", x, y, reduction)


def _weighted(each: Tensor, weight: Tensor, reduction: str) -> Tensor:
    """Losses times weights; their mean is over the sum of the weights."""
    if reduction == "mean":
        return (each * weight).sum() / weight.sum()
    return reduced(each * weight, reduction)


def _weight_like(input: Tensor, weight: Any) -> Tensor:
    weight = as_operand(weight, "loss", "weight")
    if weight._array.shape != input._array.shape:
        raise ValueError(
            f"Weights and input must have the same size, not {weight.shape} and {input.shape}."
        )
    return weight


def _fused(function: type[Function], op: str, x: Tensor, y: Tensor, *parameters: Any) -> Tensor:
    """Run a loss of one node in the dtype that belongs to input and target together."""
    a, b = x._array, y._array
    if a.dtype is not b.dtype:
        a, b = promoted(a, b)
    if a.dtype.kind != "f":
        shapes.broadcast(a.shape, b.shape)
        refuse(op, "iub", a)
    try:
        return function.run_binary(x, y, a, b, *parameters)
    except ValueError as error:
        raise explained(error, a, b) from None


def smooth_l1_loss(
    input: Tensor,
    target: Tensor,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
    beta: float = 1.0,
) -> Tensor:
    """Of a difference up to `beta` half its square over beta, of a larger one its size less beta/2.

    Warns if the shapes differ: broadcasting in a loss is hardly ever meant.

    Raises:
        RuntimeError: if the shapes do not broadcast, or beta is negative.
        ValueError: for another `reduction`.
        NotImplementedError: for integers.

    >>> import tinygrad_np as torch
    >>> F = torch.nn.functional
    >>> F.smooth_l1_loss(torch.tensor([0.5, 3.0]), torch.zeros(2), reduction="none")
    tensor([0.1250, 2.5000])
    """
    x, y = compared("smooth_l1_loss", input, target)
    reduction = chosen(reduction, size_average, reduce)
    if beta == 0:
        return reduced((x - y).abs(), reduction)
    if beta < 0:
        raise RuntimeError("smooth_l1_loss does not support negative values for beta.")
    return _fused(SmoothL1Loss, "smooth_l1", x, y, reduction, beta)


def huber_loss(
    input: Tensor,
    target: Tensor,
    reduction: str = "mean",
    delta: float = 1.0,
    weight: Tensor | None = None,
) -> Tensor:
    """Of a difference d up to `delta` half its square, of a larger one delta * (|d| - delta / 2).

    With `weight`, of the shape of the input, each is weighted; the mean is over their number.
    Warns if the shapes differ: broadcasting in a loss is hardly ever meant.

    Raises:
        RuntimeError: if the shapes do not broadcast, or delta is not positive.
        ValueError: for another `reduction`, or a weight of another shape.
        NotImplementedError: for integers.

    >>> import tinygrad_np as torch
    >>> F = torch.nn.functional
    >>> F.huber_loss(torch.tensor([1.0, 3.0]), torch.zeros(2), reduction="none", delta=2.0)
    tensor([0.5000, 4.0000])
    """
    x, y = compared("huber_loss", input, target)
    reduction = chosen(reduction)
    if delta <= 0:
        raise RuntimeError("huber_loss does not support non-positive values for delta.")
    if y._array.dtype != x._array.dtype and x._array.dtype.kind == "f":
        y = y.to(x.dtype)  # the result has the input's, as in PyTorch
    if weight is None:
        return _fused(HuberLoss, "huber", x, y, reduction, delta)
    weight = _weight_like(x, weight)
    return reduced(_fused(HuberLoss, "huber", x, y, "none", delta) * weight, reduction)


def poisson_nll_loss(
    input: Tensor,
    target: Tensor,
    log_input: bool = True,
    full: bool = False,
    size_average: bool | None = None,
    eps: float = 1e-8,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Tensor:
    """Minus the log likelihood of counts, the target, if they are Poisson of the rate exp(input).

    Without `log_input` the rate is the input, to which `eps` is added where its logarithm is taken.
    The term log(target!), which depends on the target alone, is left out, unless `full`: then it
    is Stirling's approximation, for a target above 1.

    Raises:
        RuntimeError: if the shapes do not broadcast.
        ValueError: for another `reduction`.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.poisson_nll_loss(torch.tensor([0.0, 1.0]), torch.tensor([1.0, 3.0]))
    tensor(0.3591)
    """
    x, y = (
        as_operand(input, "poisson_nll_loss"),
        as_operand(target, "poisson_nll_loss", "target", 2),
    )
    reduction = chosen(reduction, size_average, reduce)
    each = x.exp() - y * x if log_input else x - y * (x + eps).log()
    if full:
        large = where(y > 1, y, 1)  # so that no other gives a nan, in the derivative either
        stirling = large * large.log() - large + 0.5 * (2 * math.pi * large).log()
        each = each + where(y > 1, stirling, 0.0).to(each.dtype)  # counts do not widen a loss
    return reduced(each, reduction)


def gaussian_nll_loss(
    input: Tensor,
    target: Tensor,
    var: Tensor | float,
    full: bool = False,
    eps: float = 1e-6,
    reduction: str = "mean",
) -> Tensor:
    """Minus the log likelihood of the target, if it is normal of mean `input` and variance `var`.

    `var` is a number, of the shape of the input, of that shape with a last dim of 1, or without
    the last dim. A variance less than `eps` counts as eps; the derivative does not know of that.
    The constant term is left out, unless `full`.

    Raises:
        RuntimeError: if the shapes do not broadcast.
        ValueError: for a negative variance, one of another shape, or another `reduction`.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.gaussian_nll_loss(torch.tensor([0.0, 1.0]), torch.ones(2), 1.0)
    tensor(0.2500)
    """
    x = as_operand(input, "gaussian_nll_loss")
    y = as_operand(target, "gaussian_nll_loss", "target", 2)
    var = _variance(x, var)
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(f"{reduction} is not valid")
    var = var.clone()
    with no_grad():
        var.clamp_(min=eps)
    each = 0.5 * (var.log() + (x - y) ** 2 / var)
    if full:
        each = each + 0.5 * math.log(2 * math.pi)
    return reduced(each, reduction)


def _variance(input: Tensor, var: Any) -> Tensor:
    """The variance in a shape that broadcasts with the input."""
    if not isinstance(var, float):
        var = as_operand(var, "gaussian_nll_loss", "var", 3)
    elif not var < 0:
        return full_like(input, var)
    if isinstance(var, float) or (var < 0).any():
        raise ValueError("var has negative entry/entries")
    ours, shape = var._array.shape, input._array.shape
    if ours == shape:
        return var
    if ours == shape[:-1]:
        return var.unsqueeze(-1)
    if len(ours) != len(shape) or [n for n, m in zip(ours, shape, strict=True) if n != m] != [1]:
        raise ValueError("var is of incorrect size")
    return var


def kl_div(
    input: Tensor,
    target: Tensor,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
    log_target: bool = False,
) -> Tensor:
    """The Kullback-Leibler divergence target * (log(target) - input) of log probabilities, `input`.

    With `log_target` the target is of log probabilities too. The "mean" is over all elements;
    "batchmean", the sum over the size of the first dim, is the divergence as mathematics has it.

    Raises:
        RuntimeError: for integers, or if the shapes do not broadcast.
        ValueError: for another `reduction`.

    >>> import tinygrad_np as torch
    >>> x, y = torch.tensor([[0.5, 0.5]]), torch.tensor([[0.25, 0.75]])
    >>> torch.nn.functional.kl_div(x.log(), y, reduction="batchmean")
    tensor(0.1308)
    """
    x, y = as_operand(input, "kl_div"), as_operand(target, "kl_div", "target", 2)
    if size_average is not None or reduce is not None:
        given = legacy(size_average, reduce, 3)
    else:
        given = "sum" if reduction == "batchmean" else chosen(reduction)
        if given == "mean":
            warnings.warn(
                "reduction: 'mean' divides the total loss by both the batch size and the support "
                "size. 'batchmean' divides only by the batch size, and aligns with the KL div math "
                "definition. 'mean' will be changed to behave the same as 'batchmean' in the next "
                "major release.",
                stacklevel=2,
            )
    if x._array.dtype.kind != "f" or y._array.dtype.kind != "f":
        raise RuntimeError("kl_div: Integral inputs not supported.")
    each = y.exp() * (y - x) if log_target else xlogy(y, y) - y * x
    loss = reduced(each, given)
    return loss / x._array.shape[0] if reduction == "batchmean" and x._array.ndim else loss
