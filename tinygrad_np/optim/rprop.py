"""Resilient propagation: steps by the signs of the gradients alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy import copyto, greater, less, multiply, not_equal, sign, subtract

from tinygrad_np.optim.elementwise import (
    ElementwiseOptimizer,
    check_lr,
    number,
    remembered,
    zeros,
)
from tinygrad_np.tensor import Tensor


class Rprop(ElementwiseOptimizer):
    """Steps of a size of their own for each element (Riedmiller and Braun 1993).

    The size grows by `etas[1]` while the sign of the gradient stays, and shrinks by `etas[0]` when
    it turns; then the element rests for a step. It stays within `step_sizes`.

    Raises:
        ValueError: for options out of their range.
        NotImplementedError: for `differentiable`.

    >>> import tinygrad_np as torch
    >>> w = torch.tensor([1.0, 2.0], requires_grad=True)
    >>> optimizer = torch.optim.Rprop([w], lr=0.1)
    >>> (w * w).sum().backward()
    >>> optimizer.step()
    >>> w
    tensor([0.9000, 1.9000], requires_grad=True)
    """

    def __init__(
        self,
        params: Iterable[Any],
        lr: float | Tensor = 1e-2,
        etas: tuple[float, float] = (0.5, 1.2),
        step_sizes: tuple[float, float] = (1e-6, 50),
        *,
        capturable: bool = False,
        foreach: bool | None = None,
        maximize: bool = False,
        differentiable: bool = False,
    ) -> None:
        check_lr(lr)
        if not 0.0 < etas[0] < 1.0 < etas[1]:
            raise ValueError(f"Invalid eta values: {etas[0]}, {etas[1]}")
        defaults = {
            "lr": lr,
            "etas": etas,
            "step_sizes": step_sizes,
            "foreach": foreach,
            "maximize": maximize,
            "differentiable": differentiable,
            "capturable": capturable,
        }
        super().__init__(params, defaults)

    def begin(self, array: Any, group: dict[str, Any]) -> dict[str, Any]:
        size = remembered(np.full_like(array, float(group["lr"])))
        return {"step": number(0), "prev": zeros(array), "step_size": size}

    def spares(self, array: Any) -> list[np.ndarray]:
        return [*super().spares(array), np.empty_like(array, bool)]

    def numbers(self, group: dict[str, Any], step: float) -> tuple:
        return (*group["etas"], *group["step_sizes"], 0.0)

    def move(self, array: Any, direction: Any, state: Any, numbers: Any, scratch: Any) -> None:
        shrink, grow, smallest, largest, zero = numbers
        before, size = state["prev"].array, state["step_size"].array
        turned, mask = multiply(direction, before, scratch[2]), scratch[3]
        multiply(size, grow, size, where=greater(turned, zero, mask))
        turning = less(turned, zero, mask)
        multiply(size, shrink, size, where=turning)
        np.clip(size, smallest, largest, out=size)
        copyto(before, direction)
        copyto(before, zero, where=turning)
        sign(before, turned)
        copyto(turned, zero, where=not_equal(before, before, mask))  # PyTorch's sign of nan
        subtract(array, multiply(turned, size, turned), array)
