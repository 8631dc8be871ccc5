"""Averaged stochastic gradient descent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from numpy import add, copyto, multiply, subtract

from tinygrad_np.optim.elementwise import (
    ElementwiseOptimizer,
    check_lr,
    check_not_negative,
    number,
    zeros,
)
from tinygrad_np.tensor import Tensor


class ASGD(ElementwiseOptimizer):
    """Gradient descent that keeps the mean of where it has been (Polyak and Juditsky 1992).

    A step t moves each parameter p with gradient g, negated to `maximize`:

        g = g + weight_decay * p
        p = (1 - lambd * eta) * p - eta * g
        ax = ax + mu * (p - ax)                     kept in the state
        eta = lr / (1 + lambd * lr * t)**alpha
        mu = 1 / max(1, t - t0)

    Raises:
        ValueError: for options out of their range.
        NotImplementedError: for `differentiable`.

    >>> import tinygrad_np as torch
    >>> w = torch.tensor([1.0, 2.0], requires_grad=True)
    >>> optimizer = torch.optim.ASGD([w], lr=0.1)
    >>> (w * w).sum().backward()
    >>> optimizer.step()
    >>> w
    tensor([0.8000, 1.6000], requires_grad=True)
    """

    takes_pieces = False  # the state has numbers that `move` changes

    def __init__(
        self,
        params: Iterable[Any],
        lr: float | Tensor = 1e-2,
        lambd: float = 1e-4,
        alpha: float = 0.75,
        t0: float = 1e6,
        weight_decay: float = 0,
        foreach: bool | None = None,
        maximize: bool = False,
        differentiable: bool = False,
        capturable: bool = False,
    ) -> None:
        check_lr(lr)
        check_not_negative(weight_decay=weight_decay)
        defaults = {
            "lr": lr,
            "lambd": lambd,
            "alpha": alpha,
            "t0": t0,
            "weight_decay": weight_decay,
            "foreach": foreach,
            "maximize": maximize,
            "differentiable": differentiable,
            "capturable": capturable,
        }
        super().__init__(params, defaults)

    def begin(self, array: Any, group: dict[str, Any]) -> dict[str, Any]:
        return {
            "step": number(0),
            "eta": number(group["lr"]),
            "mu": number(1),
            "ax": zeros(array),
        }

    def numbers(self, group: dict[str, Any], step: float) -> tuple:
        lr, lambd = float(group["lr"]), group["lambd"]
        eta = lr / (1 + lambd * lr * step) ** group["alpha"]
        return lambd, eta, 1 / max(1, step - group["t0"])

    def move(self, array: Any, direction: Any, state: Any, numbers: Any, scratch: Any) -> None:
        lambd, next_eta, next_mu = numbers
        spare, mean = scratch[2], state["ax"].array
        eta, mu = (state[name].array for name in ("eta", "mu"))
        multiply(array, 1 - lambd * eta.item(), array)
        subtract(array, multiply(direction, eta.item(), spare), array)
        if mu == 1:
            copyto(mean, array)
        else:
            add(mean, multiply(subtract(array, mean, spare), mu.item(), spare), mean)
        eta[()], mu[()] = next_eta, next_mu
