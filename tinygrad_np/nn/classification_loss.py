"""Losses of scores or probabilities of classes as modules."""

from __future__ import annotations

import warnings

from tinygrad_np.nn import functional
from tinygrad_np.nn.loss import Loss, WeightedLoss
from tinygrad_np.tensor import Tensor


class NLLLoss(WeightedLoss):
    """Minus the log probability, in the input, of the class that the target names.

    A class counts for its `weight`, and the target `ignore_index` for nothing.

    >>> import tinygrad_np as torch
    >>> x = torch.tensor([[0.5, 0.5], [0.25, 0.75]]).log()
    >>> torch.nn.NLLLoss(reduction="none")(x, torch.tensor([0, 1]))
    tensor([0.6931, 0.2877])
    """

    def __init__(
        self,
        weight: Tensor | None = None,
        size_average: bool | None = None,
        ignore_index: int = -100,
        reduce: bool | None = None,
        reduction: str = "mean",
    ) -> None:
        super().__init__(weight, size_average, reduce, reduction)
        self.ignore_index = ignore_index

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.nll_loss(
            input,
            target,
            weight=self.weight,
            ignore_index=self.ignore_index,
            reduction=self.reduction,
        )


class NLLLoss2d(NLLLoss):
    """An older name for `NLLLoss`, of which it warns."""

    def __init__(
        self,
        weight: Tensor | None = None,
        size_average: bool | None = None,
        ignore_index: int = -100,
        reduce: bool | None = None,
        reduction: str = "mean",
    ) -> None:
        warnings.warn(
            "`NLLLoss2d` has been deprecated. Please use `NLLLoss` instead as a drop-in "
            "replacement.",
            FutureWarning,
            stacklevel=2,
        )
        super().__init__(weight, size_average, ignore_index, reduce, reduction)


class CrossEntropyLoss(WeightedLoss):
    """Minus the log probability that softmax of the scores gives to the target.

    Shapes (N, C) and (N,), or (C,) and (), or (N, C, d1, ...) and (N, d1, ...) for a target of
    classes; a target of the input's shape has probabilities of the classes. A class counts for its
    `weight`, the target `ignore_index` for nothing, and `label_smoothing` is how much of the target
    is spread evenly over all classes.

    >>> import tinygrad_np as torch
    >>> loss = torch.nn.CrossEntropyLoss()
    >>> loss(torch.tensor([[0.0, 0.0], [1000.0, 0.0]]), torch.tensor([0, 0]))
    tensor(0.3466)
    """

    def __init__(
        self,
        weight: Tensor | None = None,
        size_average: bool | None = None,
        ignore_index: int = -100,
        reduce: bool | None = None,
        reduction: str = "mean",
        label_smoothing: float = 0.0,
    ) -> None:
        super().__init__(weight, size_average, reduce, reduction)
        self.ignore_index = ignore_index
        self.label_smoothing = label_smoothing

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.cross_entropy(
            input,
            target,
            weight=self.weight,
            ignore_index=self.ignore_index,
            reduction=self.reduction,
            label_smoothing=self.label_smoothing,
        )


class BCELoss(WeightedLoss):
    """-(target * log(input) + (1 - target) * log(1 - input)), of probabilities.

    >>> import tinygrad_np as torch
    >>> torch.nn.BCELoss()(torch.tensor([0.5, 1.0]), torch.tensor([1.0, 1.0]))
    tensor(0.3466)
    """

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.binary_cross_entropy(
            input, target, weight=self.weight, reduction=self.reduction
        )


class BCEWithLogitsLoss(WeightedLoss):
    """The binary cross entropy of sigmoid(input) and the target, exact for any input.

    `weight` and `pos_weight`, how much a target of 1 counts for, are buffers, or None.

    >>> import tinygrad_np as torch
    >>> torch.nn.BCEWithLogitsLoss()(torch.tensor([0.0, 1000.0]), torch.tensor([1.0, 0.0]))
    tensor(500.3466)
    """

    pos_weight: Tensor | None

    def __init__(
        self,
        weight: Tensor | None = None,
        size_average: bool | None = None,
        reduce: bool | None = None,
        reduction: str = "mean",
        pos_weight: Tensor | None = None,
    ) -> None:
        super().__init__(weight, size_average, reduce, reduction)
        self.register_buffer("pos_weight", pos_weight)

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.binary_cross_entropy_with_logits(
            input,
            target,
            self.weight,
            pos_weight=self.pos_weight,
            reduction=self.reduction,
        )


class SoftMarginLoss(Loss):
    """log(1 + exp(-target * input)) for a target of 1 or -1.

    >>> import tinygrad_np as torch
    >>> torch.nn.SoftMarginLoss()(torch.tensor([0.0, 2.0]), torch.tensor([1, -1]))
    tensor(1.4100)
    """

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.soft_margin_loss(input, target, reduction=self.reduction)


class MultiLabelSoftMarginLoss(WeightedLoss):
    """The binary cross entropy of sigmoid(input) and the target, its mean over the last dim.

    >>> import tinygrad_np as torch
    >>> torch.nn.MultiLabelSoftMarginLoss()(torch.tensor([[0.0, 2.0]]), torch.tensor([[1.0, 0.0]]))
    tensor(1.4100)
    """

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.multilabel_soft_margin_loss(
            input, target, weight=self.weight, reduction=self.reduction
        )
