"""Steps over the root of running sums, or means, of squared gradients."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy import add, divide, multiply, sqrt, subtract

from tinygrad_np.optim.elementwise import (
    ElementwiseOptimizer,
    average,
    average_square,
    check_lr,
    check_not_negative,
    number,
    remembered,
    zeros,
)
from tinygrad_np.tensor import Tensor


class Adagrad(ElementwiseOptimizer):
    """Steps that shrink with the squares of all gradients so far (Duchi, Hazan, Singer 2011).

    A step t moves each parameter p with gradient g, negated to `maximize`:

        g = g + weight_decay * p
        s = s + g**2                                s = initial_accumulator_value at first
        p = p - lr / (1 + (t - 1) * lr_decay) * g / (sqrt(s) + eps)

    Raises:
        ValueError: for options out of their range.
        NotImplementedError: for `differentiable`.

    >>> import tinygrad_np as torch
    >>> w = torch.tensor([1.0, 2.0], requires_grad=True)
    >>> optimizer = torch.optim.Adagrad([w], lr=0.1)
    >>> (w * w).sum().backward()
    >>> optimizer.step()
    >>> w
    tensor([0.9000, 1.9000], requires_grad=True)
    """

    def __init__(
        self,
        params: Iterable[Any],
        lr: float | Tensor = 1e-2,
        lr_decay: float = 0,
        weight_decay: float = 0,
        initial_accumulator_value: float = 0,
        eps: float = 1e-10,
        foreach: bool | None = None,
        *,
        maximize: bool = False,
        differentiable: bool = False,
        fused: bool | None = None,
    ) -> None:
        check_lr(lr)
        check_not_negative(
            lr_decay=lr_decay,
            weight_decay=weight_decay,
            initial_accumulator_value=initial_accumulator_value,
            eps=eps,
        )
        defaults = {
            "lr": lr,
            "lr_decay": lr_decay,
            "eps": eps,
            "weight_decay": weight_decay,
            "initial_accumulator_value": initial_accumulator_value,
            "foreach": foreach,
            "maximize": maximize,
            "differentiable": differentiable,
            "fused": fused,
        }
        super().__init__(params, defaults)
        for group in self.param_groups:
            for parameter in group["params"]:
                self.state[parameter].update(self.begin(parameter.array, group))

    def begin(self, array: Any, group: dict[str, Any]) -> dict[str, Any]:
        start = self.defaults["initial_accumulator_value"]
        return {"step": number(0), "sum": remembered(np.full_like(array, start))}

    def numbers(self, group: dict[str, Any], step: float) -> tuple:
        return float(group["lr"]) / (1 + (step - 1) * group["lr_decay"]), group["eps"]

    def move(self, array: Any, direction: Any, state: Any, numbers: Any, scratch: Any) -> None:
        rate, eps = numbers
        spare, total = scratch[2], state["sum"].array
        add(total, multiply(direction, direction, spare), total)
        divide(direction, add(sqrt(total, spare), eps, spare), spare)
        subtract(array, multiply(spare, rate, spare), array)


class Adadelta(ElementwiseOptimizer):
    """Steps in the units of the parameters, without a rate to be chosen (Zeiler 2012).

    A step moves each parameter p with gradient g, negated to `maximize`:

        g = g + weight_decay * p
        v = rho * v + (1 - rho) * g**2
        d = sqrt(u + eps) / sqrt(v + eps) * g
        u = rho * u + (1 - rho) * d**2
        p = p - lr * d

    Raises:
        ValueError: for options out of their range.
        NotImplementedError: for `differentiable`.

    >>> import tinygrad_np as torch
    >>> w = torch.tensor([1.0, 2.0], requires_grad=True)
    >>> optimizer = torch.optim.Adadelta([w])
    >>> (w * w).sum().backward()
    >>> optimizer.step()
    >>> w
    tensor([0.9968, 1.9968], requires_grad=True)
    """

    scratch = 2

    def __init__(
        self,
        params: Iterable[Any],
        lr: float | Tensor = 1.0,
        rho: float = 0.9,
        eps: float = 1e-6,
        weight_decay: float = 0,
        foreach: bool | None = None,
        *,
        capturable: bool = False,
        maximize: bool = False,
        differentiable: bool = False,
    ) -> None:
        check_lr(lr)
        if not 0.0 <= rho <= 1.0:
            raise ValueError(f"Invalid rho value: {rho}")
        check_not_negative(eps=eps, weight_decay=weight_decay)
        defaults = {
            "lr": lr,
            "rho": rho,
            "eps": eps,
            "weight_decay": weight_decay,
            "maximize": maximize,
            "capturable": capturable,
            "foreach": foreach,
            "differentiable": differentiable,
        }
        super().__init__(params, defaults)

    def begin(self, array: Any, group: dict[str, Any]) -> dict[str, Any]:
        return {"step": number(0), "square_avg": zeros(array), "acc_delta": zeros(array)}

    def numbers(self, group: dict[str, Any], step: float) -> tuple:
        return group["rho"], 1 - group["rho"], group["eps"], float(group["lr"])

    def move(self, array: Any, direction: Any, state: Any, numbers: Any, scratch: Any) -> None:
        rho, weight, eps, lr = numbers
        delta, spare = scratch[2:4]
        square, moved = state["square_avg"].array, state["acc_delta"].array
        average_square(square, direction, rho, weight, spare)
        sqrt(add(square, eps, spare), spare)
        divide(sqrt(add(moved, eps, delta), delta), spare, delta)
        multiply(delta, direction, delta)
        average_square(moved, delta, rho, weight, spare)
        subtract(array, multiply(delta, lr, spare), array)


class RMSprop(ElementwiseOptimizer):
    """Steps over the root of the running mean of squared gradients (Hinton 2012, lecture 6e).

    A step moves each parameter p with gradient g, negated to `maximize`:

        g = g + weight_decay * p
        v = alpha * v + (1 - alpha) * g**2
        a = alpha * a + (1 - alpha) * g             only if centered
        d = g / (sqrt(v - a**2) + eps)
        b = momentum * b + d                        b = d without momentum
        p = p - lr * b

    Raises:
        ValueError: for options out of their range.
        NotImplementedError: for `differentiable`.

    >>> import tinygrad_np as torch
    >>> w = torch.tensor([1.0, 2.0], requires_grad=True)
    >>> optimizer = torch.optim.RMSprop([w], lr=0.01)
    >>> (w * w).sum().backward()
    >>> optimizer.step()
    >>> w
    tensor([0.9000, 1.9000], requires_grad=True)
    """

    def __init__(
        self,
        params: Iterable[Any],
        lr: float | Tensor = 1e-2,
        alpha: float = 0.99,
        eps: float = 1e-8,
        weight_decay: float = 0,
        momentum: float = 0,
        centered: bool = False,
        capturable: bool = False,
        foreach: bool | None = None,
        maximize: bool = False,
        differentiable: bool = False,
    ) -> None:
        check_lr(lr)
        check_not_negative(eps=eps, momentum=momentum, weight_decay=weight_decay, alpha=alpha)
        defaults = {
            "lr": lr,
            "momentum": momentum,
            "alpha": alpha,
            "eps": eps,
            "centered": centered,
            "weight_decay": weight_decay,
            "capturable": capturable,
            "foreach": foreach,
            "maximize": maximize,
            "differentiable": differentiable,
        }
        super().__init__(params, defaults)

    def begin(self, array: Any, group: dict[str, Any]) -> dict[str, Any]:
        state = {"step": number(0), "square_avg": zeros(array)}
        if group["momentum"] > 0:
            state["momentum_buffer"] = zeros(array)
        if group["centered"]:
            state["grad_avg"] = zeros(array)
        return state

    def numbers(self, group: dict[str, Any], step: float) -> tuple:
        alpha, momentum = group["alpha"], group["momentum"] or None
        centered = True if group["centered"] else None
        return alpha, 1 - alpha, group["eps"], momentum, float(group["lr"]), centered

    def move(self, array: Any, direction: Any, state: Any, numbers: Any, scratch: Any) -> None:
        alpha, weight, eps, momentum, lr, centered = numbers
        spare, square = scratch[2], state["square_avg"].array
        mean = None if centered is None else state["grad_avg"].array
        buffer = None if momentum is None else state["momentum_buffer"].array
        average_square(square, direction, alpha, weight, spare)
        if mean is not None:
            average(mean, direction, weight, spare)
            subtract(square, multiply(mean, mean, spare), spare)
            sqrt(spare, spare)
        else:
            sqrt(square, spare)
        step = divide(direction, add(spare, eps, spare), spare)
        if buffer is not None:
            step = add(multiply(buffer, momentum, buffer), step, buffer)
        subtract(array, multiply(step, lr, spare), array)
