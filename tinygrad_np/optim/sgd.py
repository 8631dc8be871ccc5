"""Stochastic gradient descent, written straight into the memory of the parameters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy import add, multiply, subtract

from tinygrad_np.optim.elementwise import (
    ElementwiseOptimizer,
    check_lr,
    check_not_negative,
    remembered,
)
from tinygrad_np.tensor import Tensor


class SGD(ElementwiseOptimizer):
    """Stochastic gradient descent, with momentum if asked for.

    A step moves each parameter p with gradient g, negated to `maximize`:

        g = g + weight_decay * p
        b = momentum * b + (1 - dampening) * g      b = g in the first step
        g = g + momentum * b if nesterov else b     only with momentum
        p = p - lr * g

    `foreach` and `fused` choose between PyTorch's implementations and change nothing here.

    Raises:
        ValueError: for a negative `lr`, `momentum` or `weight_decay`, and for `nesterov` without
            momentum or with dampening.
        NotImplementedError: for `differentiable`.

    >>> import tinygrad_np as torch
    >>> w = torch.tensor([1.0, 2.0], requires_grad=True)
    >>> optimizer = torch.optim.SGD([w], lr=0.1)
    >>> (w * w).sum().backward()
    >>> optimizer.step()
    >>> w
    tensor([0.8000, 1.6000], requires_grad=True)
    """

    counts_steps = False

    def __init__(
        self,
        params: Iterable[Any],
        lr: float | Tensor = 1e-3,
        momentum: float = 0,
        dampening: float = 0,
        weight_decay: float | Tensor = 0,
        nesterov: bool = False,
        *,
        maximize: bool = False,
        foreach: bool | None = None,
        differentiable: bool = False,
        fused: bool | None = None,
    ) -> None:
        check_lr(lr)
        check_not_negative(momentum=momentum, weight_decay=weight_decay)
        if nesterov and (momentum <= 0 or dampening != 0):
            raise ValueError("Nesterov momentum requires a momentum and zero dampening")
        defaults = {
            "lr": lr,
            "momentum": momentum,
            "dampening": dampening,
            "weight_decay": weight_decay,
            "nesterov": nesterov,
            "maximize": maximize,
            "foreach": foreach,
            "differentiable": differentiable,
            "fused": fused,
        }
        super().__init__(params, defaults)

    def remembers(self, group: dict[str, Any]) -> bool:
        return bool(group["momentum"])

    def begin(self, array: Any, group: dict[str, Any]) -> dict[str, Any]:
        return {}

    def numbers(self, group: dict[str, Any], step: float) -> tuple:
        momentum, kept = float(group["momentum"]), 1 - float(group["dampening"])
        return (
            momentum or None,
            None if kept == 1 else kept,
            True if group["nesterov"] else None,
            float(group["lr"]),
        )

    def move(self, array: Any, direction: Any, state: Any, numbers: Any, scratch: Any) -> None:
        momentum, kept, nesterov, lr = numbers
        spare = scratch[2]
        if momentum is not None:
            buffer = _with_momentum(state, direction, momentum, kept, spare)
            if nesterov is None:
                direction = buffer
            else:
                direction = add(multiply(buffer, momentum, spare), direction, spare)
        subtract(array, multiply(direction, lr, spare), array)


def _with_momentum(state: Any, direction: Any, momentum: Any, kept: Any, spare: Any) -> Any:
    """The direction of the steps so far, and of this one."""
    buffer = state.get("momentum_buffer")
    if buffer is None:
        state["momentum_buffer"] = buffer = remembered(np.array(direction))
        return buffer.array
    array = multiply(buffer.array, momentum, buffer.array)
    buffer._writes[0] += 1
    return add(array, direction if kept is None else multiply(direction, kept, spare), array)
