"""Losses as modules: what they have in common, and those of numbers."""

from __future__ import annotations

from tinygrad_np.nn import functional
from tinygrad_np.nn.functional.reductions import legacy
from tinygrad_np.nn.module import Module
from tinygrad_np.tensor import Tensor


class Loss(Module):
    """A loss with a `reduction`: "mean", "sum" or "none".

    Older code says the same by `size_average` and `reduce`, of which it warns. Another reduction
    is refused, by a ValueError, when the loss is called.
    """

    def __init__(
        self,
        size_average: bool | None = None,
        reduce: bool | None = None,
        reduction: str = "mean",
    ) -> None:
        super().__init__()
        if size_average is not None or reduce is not None:
            reduction = legacy(size_average, reduce)
        self.reduction = reduction


class WeightedLoss(Loss):
    """A loss with a `weight`, of shape (C,) if it is of classes: a buffer, or None."""

    weight: Tensor | None

    def __init__(
        self,
        weight: Tensor | None = None,
        size_average: bool | None = None,
        reduce: bool | None = None,
        reduction: str = "mean",
    ) -> None:
        super().__init__(size_average, reduce, reduction)
        self.register_buffer("weight", weight)


class L1Loss(Loss):
    """The mean (or "sum", or "none": each) of the absolute differences.

    >>> import tinygrad_np as torch
    >>> torch.nn.L1Loss()(torch.tensor([1.0, 3.0]), torch.zeros(2))
    tensor(2.)
    """

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.l1_loss(input, target, reduction=self.reduction)


class MSELoss(Loss):
    """The mean (or "sum", or "none": each) of the squared differences.

    >>> import tinygrad_np as torch
    >>> torch.nn.MSELoss()(torch.tensor([1.0, 3.0]), torch.zeros(2))
    tensor(5.)
    >>> torch.nn.MSELoss(reduction="sum")(torch.tensor([1.0, 3.0]), torch.zeros(2))
    tensor(10.)
    """

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.mse_loss(input, target, reduction=self.reduction)


class SmoothL1Loss(Loss):
    """Of a difference up to `beta` half its square over beta, of a larger one its size less beta/2.

    >>> import tinygrad_np as torch
    >>> torch.nn.SmoothL1Loss(reduction="none")(torch.tensor([0.5, 3.0]), torch.zeros(2))
    tensor([0.1250, 2.5000])
    """

    def __init__(
        self,
        size_average: bool | None = None,
        reduce: bool | None = None,
        reduction: str = "mean",
        beta: float = 1.0,
    ) -> None:
        super().__init__(size_average, reduce, reduction)
        self.beta = beta

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.smooth_l1_loss(input, target, reduction=self.reduction, beta=self.beta)


class HuberLoss(Loss):
    """Of a difference d up to `delta` half its square, of a larger one delta * (|d| - delta / 2).

    Raises:
        TypeError: if delta is no number.

    >>> import tinygrad_np as torch
    >>> torch.nn.HuberLoss(reduction="none", delta=2.0)(torch.tensor([1.0, 3.0]), torch.zeros(2))
    tensor([0.5000, 4.0000])
    """

    def __init__(self, reduction: str = "mean", delta: float = 1.0) -> None:
        if not isinstance(delta, (float, int)):
            raise TypeError(f"delta must be a float or int, got: {type(delta)}")
        super().__init__(reduction=reduction)
        self.delta = delta

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.huber_loss(input, target, reduction=self.reduction, delta=self.delta)


class PoissonNLLLoss(Loss):
    """Minus the log likelihood of counts, the target, if they are Poisson of the rate exp(input).

    Without `log_input` the rate is the input, to which `eps` is added where its logarithm is taken;
    with `full` the term log(target!) is approximated, not left out.

    >>> import tinygrad_np as torch
    >>> torch.nn.PoissonNLLLoss()(torch.tensor([0.0, 1.0]), torch.tensor([1.0, 3.0]))
    tensor(0.3591)
    """

    def __init__(
        self,
        log_input: bool = True,
        full: bool = False,
        size_average: bool | None = None,
        eps: float = 1e-8,
        reduce: bool | None = None,
        reduction: str = "mean",
    ) -> None:
        super().__init__(size_average, reduce, reduction)
        self.log_input = log_input
        self.full = full
        self.eps = eps

    def forward(self, log_input: Tensor, target: Tensor) -> Tensor:
        return functional.poisson_nll_loss(
            log_input,
            target,
            log_input=self.log_input,
            full=self.full,
            eps=self.eps,
            reduction=self.reduction,
        )


class GaussianNLLLoss(Loss):
    """Minus the log likelihood of the target, if it is normal of mean `input` and variance `var`.

    A variance less than `eps` counts as eps; with `full` the constant term is not left out.

    >>> import tinygrad_np as torch
    >>> torch.nn.GaussianNLLLoss()(torch.tensor([0.0, 1.0]), torch.ones(2), torch.ones(2))
    tensor(0.2500)
    """

    def __init__(self, *, full: bool = False, eps: float = 1e-6, reduction: str = "mean") -> None:
        super().__init__(reduction=reduction)
        self.full = full
        self.eps = eps

    def forward(self, input: Tensor, target: Tensor, var: Tensor | float) -> Tensor:
        return functional.gaussian_nll_loss(
            input, target, var, full=self.full, eps=self.eps, reduction=self.reduction
        )


class KLDivLoss(Loss):
    """The Kullback-Leibler divergence target * (log(target) - input) of log probabilities, `input`.

    With `log_target` the target is of log probabilities too. The reduction "batchmean", the sum
    over the size of the first dim, is the divergence as mathematics has it.

    >>> import tinygrad_np as torch
    >>> x, y = torch.tensor([[0.5, 0.5]]), torch.tensor([[0.25, 0.75]])
    >>> torch.nn.KLDivLoss(reduction="batchmean")(x.log(), y)
    tensor(0.1308)
    """

    def __init__(
        self,
        size_average: bool | None = None,
        reduce: bool | None = None,
        reduction: str = "mean",
        log_target: bool = False,
    ) -> None:
        super().__init__(size_average, reduce, reduction)
        self.log_target = log_target

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.kl_div(
            input, target, reduction=self.reduction, log_target=self.log_target
        )
