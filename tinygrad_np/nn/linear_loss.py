"""The cross entropy of scores that a linear layer gives, as a module."""

from __future__ import annotations

import math
from typing import Any

from tinygrad_np.nn import functional
from tinygrad_np.nn.linear import Linear
from tinygrad_np.nn.loss import WeightedLoss
from tinygrad_np.tensor import Tensor


class LinearCrossEntropyLoss(WeightedLoss):
    """A linear layer, `linear`, and `CrossEntropyLoss` of its scores.

    Inputs (N, in_features), or (in_features,), have scores (N, num_classes, *out_features).

    Raises:
        RuntimeError: for weights that are not one for each class, or a `label_smoothing` outside
            of [0, 1].

    >>> import tinygrad_np as torch
    >>> loss = torch.nn.LinearCrossEntropyLoss(5, 3)
    >>> loss(torch.ones(2, 5), torch.tensor([0, 2])).shape
    torch.Size([])
    """

    def __init__(
        self,
        in_features: int,
        num_classes: int,
        *,
        out_features: tuple[int, ...] = (),
        bias: bool = False,
        device: Any = None,
        dtype: Any = None,
        reduction: str = "mean",
        weight: Tensor | None = None,
        ignore_index: int | None = None,
        label_smoothing: float = 0.0,
        options: None = None,
    ) -> None:
        if weight is not None and weight.shape != (num_classes,):
            raise RuntimeError(
                f"expected weight shape to be {(num_classes,)}, got {tuple(weight.shape)}"
            )
        if not 0 <= label_smoothing <= 1:
            raise RuntimeError(
                f"expected label_smoothing to be in range [0, 1], got {label_smoothing}"
            )
        super().__init__(weight, reduction=reduction)
        self.num_classes = num_classes
        self.out_features = out_features
        self.ignore_index = ignore_index
        self.label_smoothing = label_smoothing
        scores = math.prod(out_features, start=num_classes)
        self.linear = Linear(in_features, scores, bias=bias, device=device, dtype=dtype)
        self.options = options

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        weight, bias = self.linear.weight, self.linear.bias
        shape = (self.num_classes, *self.out_features)
        return functional.linear_cross_entropy(
            input,
            weight.reshape(*shape, self.linear.in_features),
            target,
            linear_bias=None if bias is None else bias.reshape(shape),
            weight=self.weight,
            reduction=self.reduction,
            ignore_index=self.ignore_index,
            label_smoothing=self.label_smoothing,
            options=self.options,
        )

    def extra_repr(self) -> str:
        return (
            f"in_features={self.linear.in_features}, num_classes={self.num_classes}, "
            f"out_features={self.out_features}, bias={self.linear.bias is not None}, "
            f"reduction={self.reduction}, ignore_index={self.ignore_index}, "
            f"label_smoothing={self.label_smoothing}, options={self.options}"
        )
