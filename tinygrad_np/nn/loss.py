"""Losses as modules."""

from __future__ import annotations

from tinygrad_np.nn import functional
from tinygrad_np.nn.module import Module
from tinygrad_np.tensor import Tensor


class MSELoss(Module):
    """The mean (or "sum", or "none": each) of the squared differences.

    Raises:
        ValueError: when called, for another `reduction`.

    >>> import tinygrad_np as torch
    >>> torch.nn.MSELoss()(torch.tensor([1.0, 3.0]), torch.zeros(2))
    tensor(5.)
    >>> torch.nn.MSELoss(reduction="sum")(torch.tensor([1.0, 3.0]), torch.zeros(2))
    tensor(10.)
    """

    def __init__(self, *, reduction: str = "mean") -> None:
        super().__init__()
        self.reduction = reduction

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.mse_loss(input, target, reduction=self.reduction)
