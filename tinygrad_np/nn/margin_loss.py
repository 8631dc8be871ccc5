"""Losses that ask for a margin as modules."""

from __future__ import annotations

from collections.abc import Callable

from tinygrad_np.nn import functional
from tinygrad_np.nn.distance import PairwiseDistance
from tinygrad_np.nn.loss import Loss, WeightedLoss
from tinygrad_np.tensor import Tensor


class _OfPairs(Loss):
    """A loss of two inputs and a target of 1 or -1, with a margin that is none by default."""

    def __init__(
        self,
        margin: float = 0.0,
        size_average: bool | None = None,
        reduce: bool | None = None,
        reduction: str = "mean",
    ) -> None:
        super().__init__(size_average, reduce, reduction)
        self.margin = margin


class MarginRankingLoss(_OfPairs):
    """max(0, margin - target * (input1 - input2)): a target of 1 wants the first larger, -1 less.

    >>> import tinygrad_np as torch
    >>> x, y = torch.tensor([1.0, 2.0]), torch.tensor([3.0, 1.0])
    >>> torch.nn.MarginRankingLoss(0.5)(x, y, torch.tensor([1, 1]))
    tensor(1.2500)
    """

    def forward(self, input1: Tensor, input2: Tensor, target: Tensor) -> Tensor:
        return functional.margin_ranking_loss(
            input1, input2, target, margin=self.margin, reduction=self.reduction
        )


class HingeEmbeddingLoss(Loss):
    """The input, a distance, where the target is 1; max(0, margin - input) where it is -1.

    >>> import tinygrad_np as torch
    >>> torch.nn.HingeEmbeddingLoss()(torch.tensor([0.5, 0.5]), torch.tensor([1, -1]))
    tensor(0.5000)
    """

    def __init__(
        self,
        margin: float = 1.0,
        size_average: bool | None = None,
        reduce: bool | None = None,
        reduction: str = "mean",
    ) -> None:
        super().__init__(size_average, reduce, reduction)
        self.margin = margin

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.hinge_embedding_loss(
            input, target, margin=self.margin, reduction=self.reduction
        )


class CosineEmbeddingLoss(_OfPairs):
    """1 - cos of the angle between vectors where the target is 1; max(0, cos - margin) for -1.

    >>> import tinygrad_np as torch
    >>> x, y = torch.tensor([[1.0, 0.0], [1.0, 0.0]]), torch.tensor([[0.0, 1.0], [3.0, 4.0]])
    >>> torch.nn.CosineEmbeddingLoss()(x, y, torch.tensor([1, -1]))
    tensor(0.8000)
    """

    def forward(self, input1: Tensor, input2: Tensor, target: Tensor) -> Tensor:
        return functional.cosine_embedding_loss(
            input1, input2, target, margin=self.margin, reduction=self.reduction
        )


class TripletMarginLoss(Loss):
    """max(0, margin + distance of anchor and positive - distance of anchor and negative).

    The distances are `pairwise_distance` with `p` and `eps`. With `swap` the negative is taken to
    be as close to the anchor as it is to the positive, if that is closer.

    Raises:
        ValueError: for a margin that is not positive.

    >>> import tinygrad_np as torch
    >>> x = torch.tensor([[0.0, 0.0]])
    >>> torch.nn.TripletMarginLoss(margin=2.0)(x, x + 1, x + 2)
    tensor(0.5858)
    """

    def __init__(
        self,
        margin: float = 1.0,
        p: float = 2.0,
        eps: float = 1e-6,
        swap: bool = False,
        size_average: bool | None = None,
        reduce: bool | None = None,
        reduction: str = "mean",
    ) -> None:
        super().__init__(size_average, reduce, reduction)
        _check_margin("TripletMarginLoss", margin)
        self.margin = margin
        self.p = p
        self.eps = eps
        self.swap = swap

    def forward(self, anchor: Tensor, positive: Tensor, negative: Tensor) -> Tensor:
        return functional.triplet_margin_loss(
            anchor,
            positive,
            negative,
            margin=self.margin,
            p=self.p,
            eps=self.eps,
            swap=self.swap,
            reduction=self.reduction,
        )


def _check_margin(name: str, margin: float) -> None:
    if margin <= 0:
        raise ValueError(f"{name}: expected margin to be greater than 0, got {margin} instead")


class TripletMarginWithDistanceLoss(Loss):
    """`TripletMarginLoss` with any distance, a function or a module; by default PairwiseDistance.

    Raises:
        ValueError: for a margin that is not positive.

    >>> import tinygrad_np as torch
    >>> loss = torch.nn.TripletMarginWithDistanceLoss(
    ...     distance_function=lambda x, y: (x - y).abs().sum(1), margin=3.0
    ... )
    >>> x = torch.tensor([[0.0, 0.0]])
    >>> loss(x, x + 1, x + 2)
    tensor(1.)
    """

    def __init__(
        self,
        *,
        distance_function: Callable[[Tensor, Tensor], Tensor] | None = None,
        margin: float = 1.0,
        swap: bool = False,
        reduction: str = "mean",
    ) -> None:
        super().__init__(reduction=reduction)
        _check_margin("TripletMarginWithDistanceLoss", margin)
        self.distance_function = (
            PairwiseDistance() if distance_function is None else distance_function
        )
        self.margin = margin
        self.swap = swap

    def forward(self, anchor: Tensor, positive: Tensor, negative: Tensor) -> Tensor:
        return functional.triplet_margin_with_distance_loss(
            anchor,
            positive,
            negative,
            distance_function=self.distance_function,
            margin=self.margin,
            swap=self.swap,
            reduction=self.reduction,
        )


class MultiMarginLoss(WeightedLoss):
    """The sum of max(0, margin - score of the right class + score of another) ** p, over C.

    Raises:
        ValueError: for another `p` than 1 and 2, or a weight of more dims.

    >>> import tinygrad_np as torch
    >>> torch.nn.MultiMarginLoss()(torch.tensor([[0.5, 2.0, 0.0]]), torch.tensor([0]))
    tensor(1.)
    """

    def __init__(
        self,
        p: int = 1,
        margin: float = 1.0,
        weight: Tensor | None = None,
        size_average: bool | None = None,
        reduce: bool | None = None,
        reduction: str = "mean",
    ) -> None:
        super().__init__(weight, size_average, reduce, reduction)
        if p not in (1, 2):
            raise ValueError("only p == 1 and p == 2 supported")
        if weight is not None and weight.dim() != 1:
            raise ValueError(
                f"MultiMarginLoss: expected weight to be None or 1D tensor, got {weight.dim()}D "
                "instead"
            )
        self.p = p
        self.margin = margin

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.multi_margin_loss(
            input,
            target,
            p=self.p,
            margin=self.margin,
            weight=self.weight,
            reduction=self.reduction,
        )


class MultiLabelMarginLoss(Loss):
    """The sum of max(0, 1 - score of a right class + score of a wrong one) over all pairs, over C.

    >>> import tinygrad_np as torch
    >>> x, y = torch.tensor([0.1, 0.2, 0.4, 0.8]), torch.tensor([3, 0, -1, 1])
    >>> torch.nn.MultiLabelMarginLoss()(x, y)
    tensor(0.8500)
    """

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.multilabel_margin_loss(input, target, reduction=self.reduction)
