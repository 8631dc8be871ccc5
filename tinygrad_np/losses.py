"""The losses that PyTorch has as functions of `torch` too, where a number says the reduction.

0 is "none", 1 "mean" and 2 "sum". PyTorch documents 1 as the default and gives each loss all the
same; so do these.
"""

from __future__ import annotations

from typing import Any

from tinygrad_np.nn.functional import classification_loss, margin_loss, regression_loss
from tinygrad_np.nn.functional.reductions import reduced
from tinygrad_np.tensor import Tensor


def _named(reduction: Any, op: str, position: int) -> str:
    """The name of a reduction; other numbers are "none", as in PyTorch."""
    if not isinstance(reduction, int) or isinstance(reduction, bool):
        raise TypeError(
            f"{op}(): argument 'reduction' (position {position}) must be int, not "
            f"{type(reduction).__name__}: torch.nn.functional.{op} takes the name of a reduction"
        )
    return {1: "mean", 2: "sum"}.get(reduction, "none")


def binary_cross_entropy_with_logits(
    input: Tensor,
    target: Tensor,
    weight: Tensor | None = None,
    pos_weight: Tensor | None = None,
    reduction: int = 0,
) -> Tensor:
    """`nn.functional.binary_cross_entropy_with_logits` with a number for the reduction.

    >>> import tinygrad_np as torch
    >>> torch.binary_cross_entropy_with_logits(torch.zeros(2), torch.ones(2))
    tensor([0.6931, 0.6931])
    """
    named = _named(reduction, "binary_cross_entropy_with_logits", 5)
    return classification_loss.binary_cross_entropy_with_logits(
        input, target, weight, reduction=named, pos_weight=pos_weight
    )


def cosine_embedding_loss(
    input1: Tensor, input2: Tensor, target: Tensor, margin: float = 0.0, reduction: int = 0
) -> Tensor:
    """`nn.functional.cosine_embedding_loss` with a number for the reduction.

    >>> import tinygrad_np as torch
    >>> torch.cosine_embedding_loss(torch.eye(2), torch.ones(2, 2), torch.tensor([1, -1]))
    tensor([0.2929, 0.7071])
    """
    named = _named(reduction, "cosine_embedding_loss", 5)
    return margin_loss.cosine_embedding_loss(input1, input2, target, margin, reduction=named)


def hinge_embedding_loss(
    input: Tensor, target: Tensor, margin: float = 1.0, reduction: int = 0
) -> Tensor:
    """`nn.functional.hinge_embedding_loss` with a number for the reduction.

    >>> import tinygrad_np as torch
    >>> torch.hinge_embedding_loss(torch.tensor([0.25, 0.25]), torch.tensor([1, -1]))
    tensor([0.2500, 0.7500])
    """
    named = _named(reduction, "hinge_embedding_loss", 4)
    return margin_loss.hinge_embedding_loss(input, target, margin, reduction=named)


def kl_div(
    input: Tensor, target: Tensor, reduction: int = 0, *, log_target: bool = False
) -> Tensor:
    """`nn.functional.kl_div` with a number for the reduction.

    >>> import tinygrad_np as torch
    >>> torch.kl_div(torch.tensor([0.5, 0.5]).log(), torch.tensor([0.25, 0.75]), 2)
    tensor(0.1308)
    """
    named = _named(reduction, "kl_div", 3)
    each = regression_loss.kl_div(input, target, reduction="none", log_target=log_target)
    return reduced(each, named)  # without the warning of a mean


def margin_ranking_loss(
    input1: Tensor, input2: Tensor, target: Tensor, margin: float = 0.0, reduction: int = 0
) -> Tensor:
    """`nn.functional.margin_ranking_loss` with a number for the reduction.

    >>> import tinygrad_np as torch
    >>> x, y = torch.tensor([1.0, 2.0]), torch.tensor([3.0, 1.0])
    >>> torch.margin_ranking_loss(x, y, torch.tensor([1, 1]), 0.5)
    tensor([2.5000, 0.0000])
    """
    named = _named(reduction, "margin_ranking_loss", 5)
    return margin_loss.margin_ranking_loss(input1, input2, target, margin, reduction=named)


def poisson_nll_loss(
    input: Tensor, target: Tensor, log_input: bool, full: bool, eps: float, reduction: int
) -> Tensor:
    """`nn.functional.poisson_nll_loss` with a number for the reduction.

    >>> import tinygrad_np as torch
    >>> torch.poisson_nll_loss(torch.zeros(2), torch.ones(2), True, False, 1e-8, 0)
    tensor([1., 1.])
    """
    return regression_loss.poisson_nll_loss(
        input, target, log_input, full, eps=eps, reduction=_named(reduction, "poisson_nll_loss", 6)
    )


def triplet_margin_loss(
    anchor: Tensor,
    positive: Tensor,
    negative: Tensor,
    margin: float = 1.0,
    p: float = 2,
    eps: float = 1e-6,
    swap: bool = False,
    reduction: int = 0,
) -> Tensor:
    """`nn.functional.triplet_margin_loss` with a number for the reduction.

    >>> import tinygrad_np as torch
    >>> x = torch.tensor([[0.0, 0.0]])
    >>> torch.triplet_margin_loss(x, x + 1, x + 2, 2.0)
    tensor([0.5858])
    """
    named = _named(reduction, "triplet_margin_loss", 8)
    return margin_loss.triplet_margin_loss(
        anchor, positive, negative, margin, p, eps, swap, reduction=named
    )
