"""Stochastic gradient descent, written straight into the memory of the parameters."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy import add, multiply, negative, subtract

from tinygrad_np import errors
from tinygrad_np.autograd.grad_mode import enable_grad
from tinygrad_np.engine.graph import wrap_on_edge
from tinygrad_np.optim.optimizer import Optimizer
from tinygrad_np.tensor import Tensor


class SGD(Optimizer):
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
        _check_rates(lr, momentum, weight_decay)
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
        # Of each parameter the memory, and twice as much to compute in: a step allocates nothing.
        self._memory: dict[Tensor, tuple[np.ndarray, np.ndarray, np.ndarray]] = {}
        super().__init__(params, defaults)
        _check_implementation(foreach, differentiable, fused)

    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """Move every parameter that has a gradient.

        `closure`, if given, computes the loss and its gradients anew, and gives the loss, which is
        then returned.
        """
        loss = None
        if closure is not None:
            with enable_grad():
                loss = closure()
        for group in self.param_groups:
            self._step_group(group)
        return loss

    def _step_group(self, group: dict[str, Any]) -> None:
        memory = self._memory
        rates = None
        for parameter in group["params"]:
            if parameter._grad is None:
                continue
            direction = parameter._grad._array
            mine = memory.get(parameter)
            if mine is None or mine[0] is not parameter._array:
                mine = self._prepare(parameter)
            array, scratch, spare = mine
            if rates is None or rates.dtype is not array.dtype:
                rates = _Rates(group, array.dtype)
            if rates.maximize:
                direction = negative(direction, scratch)
            if rates.weight_decay is not None:
                direction = add(multiply(array, rates.weight_decay, spare), direction, scratch)
            if rates.momentum is not None:
                direction = self._with_momentum(parameter, direction, spare, rates)
            multiply(direction, rates.lr, spare)
            subtract(array, spare, array)
            parameter._writes[0] += 1

    def _with_momentum(
        self, parameter: Tensor, direction: Any, spare: np.ndarray, rates: _Rates
    ) -> np.ndarray:
        """The direction of this step, given that of its gradient alone."""
        state = self.state[parameter]
        buffer = state.get("momentum_buffer")
        if buffer is None:
            remembered = np.array(direction)
            state["momentum_buffer"] = wrap_on_edge(remembered, None, [0])
        else:
            remembered = buffer.array
            multiply(remembered, rates.momentum, remembered)
            if rates.undampened is None:
                add(remembered, direction, remembered)
            else:
                add(remembered, multiply(direction, rates.undampened, spare), remembered)
            buffer._writes[0] += 1
        if rates.nesterov:
            return add(multiply(remembered, rates.momentum, spare), direction, spare)
        return remembered

    def _prepare(self, parameter: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The memory for the steps of a parameter that is new, or has moved.

        Raises:
            RuntimeError: if it was made in inference mode.
        """
        if parameter._writes is None:
            raise RuntimeError(errors.INFERENCE_WRITTEN)
        array = parameter.array
        mine = array, np.empty_like(array), np.empty_like(array)
        self._memory[parameter] = mine
        return mine

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_memory": {}}


class _Rates:
    """The options of a group, its numbers as arrays of a dtype: ufuncs take those faster.

    What has no effect is None.
    """

    __slots__ = ("dtype", "lr", "maximize", "momentum", "nesterov", "undampened", "weight_decay")

    def __init__(self, group: dict[str, Any], dtype: np.dtype) -> None:
        self.dtype = dtype
        self.maximize = group["maximize"]
        self.nesterov = group["nesterov"]
        self.lr = np.array(float(group["lr"]), dtype)
        self.momentum = self._number(group["momentum"], 0)
        self.undampened = self._number(1 - group["dampening"], 1)
        self.weight_decay = self._number(group["weight_decay"], 0)

    def _number(self, value: Any, without_effect: float) -> Any:
        return None if value == without_effect else np.array(float(value), self.dtype)


def _check_rates(lr: Any, momentum: Any, weight_decay: Any) -> None:
    if isinstance(lr, Tensor) and lr.numel() != 1:
        raise ValueError("Tensor lr must be 1-element")
    if lr < 0.0:
        raise ValueError(f"Invalid learning rate: {lr}")
    if momentum < 0.0:
        raise ValueError(f"Invalid momentum value: {momentum}")
    if weight_decay < 0.0:
        raise ValueError(f"Invalid weight_decay value: {weight_decay}")


def _check_implementation(foreach: bool | None, differentiable: bool, fused: bool | None) -> None:
    if fused and differentiable:
        raise RuntimeError("`fused` does not support `differentiable`")
    if fused and foreach:
        raise RuntimeError("`fused` and `foreach` cannot be `True` together.")
    if differentiable:
        raise NotImplementedError(
            "differentiable=True is not supported: a step writes into the parameters. To "
            "differentiate through it, compute new parameters from autograd.grad(..., "
            "create_graph=True)"
        )
