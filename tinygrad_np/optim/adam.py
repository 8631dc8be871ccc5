"""Adam and its kin: steps by the mean of the gradients over the root of that of their squares."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from numpy import absolute, add, divide, maximum, multiply, sqrt, subtract

from tinygrad_np.optim.elementwise import (
    ElementwiseOptimizer,
    average,
    average_square,
    check_betas,
    check_lr,
    check_not_negative,
    number,
    zeros,
)
from tinygrad_np.tensor import Tensor


class Adam(ElementwiseOptimizer):
    """Adam: steps of even size, whatever the scale of the gradients (Kingma and Ba 2015).

    A step t moves each parameter p with gradient g, negated to `maximize`:

        g = g + weight_decay * p                    or p = (1 - lr * weight_decay) * p if decoupled
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2          amsgrad: the largest v so far
        p = p - lr * m / (1 - beta1**t) / (sqrt(v / (1 - beta2**t)) + eps)

    `foreach` and `fused` choose between PyTorch's implementations and change nothing here.

    Raises:
        ValueError: for options out of their range.
        NotImplementedError: for `differentiable`.
        AssertionError: in a step, for `capturable`, which is for GPUs.

    >>> import tinygrad_np as torch
    >>> w = torch.tensor([1.0, 2.0], requires_grad=True)
    >>> optimizer = torch.optim.Adam([w], lr=0.1)
    >>> (w * w).sum().backward()
    >>> optimizer.step()
    >>> w
    tensor([0.9000, 1.9000], requires_grad=True)
    """

    def __init__(
        self,
        params: Iterable[Any],
        lr: float | Tensor = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
        amsgrad: bool = False,
        *,
        foreach: bool | None = None,
        maximize: bool = False,
        capturable: bool = False,
        differentiable: bool = False,
        fused: bool | None = None,
        decoupled_weight_decay: bool = False,
    ) -> None:
        if foreach and isinstance(lr, Tensor):
            raise ValueError(
                "lr as a Tensor is not supported for capturable=False and foreach=True"
            )
        check_lr(lr)
        check_not_negative(eps=eps)
        check_betas(betas)
        check_not_negative(weight_decay=weight_decay)
        defaults = {
            "lr": lr,
            "betas": _alike(betas),
            "eps": eps,
            "weight_decay": weight_decay,
            "amsgrad": amsgrad,
            "maximize": maximize,
            "foreach": foreach,
            "capturable": capturable,
            "differentiable": differentiable,
            "fused": fused,
            "decoupled_weight_decay": decoupled_weight_decay,
        }
        super().__init__(params, defaults)

    def begin(self, array: Any, group: dict[str, Any]) -> dict[str, Any]:
        state = {"step": number(0), "exp_avg": zeros(array), "exp_avg_sq": zeros(array)}
        return {**state, "max_exp_avg_sq": zeros(array)} if group["amsgrad"] else state

    def numbers(self, group: dict[str, Any], step: float) -> tuple:
        beta1, beta2 = map(float, group["betas"])
        size, root = float(group["lr"]) / (1 - beta1**step), math.sqrt(1 - beta2**step)
        keeps_largest = True if group["amsgrad"] else None
        return 1 - beta1, beta2, 1 - beta2, size, root, group["eps"], keeps_largest

    def move(self, array: Any, direction: Any, state: Any, numbers: Any, scratch: Any) -> None:
        weight1, beta2, weight2, size, root, eps, keeps_largest = numbers
        spare = scratch[2]
        mean, square = state["exp_avg"].array, state["exp_avg_sq"].array
        largest = None if keeps_largest is None else state["max_exp_avg_sq"].array
        average(mean, direction, weight1, spare)
        average_square(square, direction, beta2, weight2, spare)
        if largest is not None:
            square = maximum(largest, square, out=largest)
        add(divide(sqrt(square, spare), root, spare), eps, spare)
        subtract(array, multiply(divide(mean, spare, spare), size, spare), array)


def _alike(betas: Any) -> Any:
    """Decay rates, which are floats, or Tensors of one each.

    Raises:
        ValueError: if they are something else.
    """
    if {type(beta) for beta in betas} not in ({float}, {Tensor}):
        raise ValueError("betas must be either both floats or both Tensors")
    for i, beta in enumerate(betas):
        if isinstance(beta, Tensor) and beta.numel() != 1:
            raise ValueError(f"Tensor betas[{i}] must be 1-element")
    return tuple(betas)


class AdamW(Adam):
    """Adam whose weights decay by themselves, not by the gradient (Loshchilov and Hutter 2019).

    As `Adam` with `decoupled_weight_decay`, and a decay of 0.01 unless told otherwise.

    >>> import tinygrad_np as torch
    >>> w = torch.tensor([1.0, 2.0], requires_grad=True)
    >>> optimizer = torch.optim.AdamW([w], lr=0.1)
    >>> (w * w).sum().backward()
    >>> optimizer.step()
    >>> w
    tensor([0.8990, 1.8980], requires_grad=True)
    """

    def __init__(
        self,
        params: Iterable[Any],
        lr: float | Tensor = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 1e-2,
        amsgrad: bool = False,
        *,
        maximize: bool = False,
        foreach: bool | None = None,
        capturable: bool = False,
        differentiable: bool = False,
        fused: bool | None = None,
    ) -> None:
        super().__init__(
            params,
            lr,
            betas,
            eps,
            weight_decay,
            amsgrad,
            foreach=foreach,
            maximize=maximize,
            capturable=capturable,
            differentiable=differentiable,
            fused=fused,
            decoupled_weight_decay=True,
        )

    def __setstate__(self, state: dict[str, Any]) -> None:
        super().__setstate__(state)
        for group in self.param_groups:  # whatever was loaded, which may not say so, or be Adam's
            group["decoupled_weight_decay"] = True


class Adamax(ElementwiseOptimizer):
    """Adam with the largest gradient so far, which fades, in the place of the root of squares.

    A step t moves each parameter p with gradient g (Kingma and Ba 2015, section 7):

        g = g + weight_decay * p
        m = beta1 * m + (1 - beta1) * g
        u = max(beta2 * u, |g| + eps)
        p = p - lr / (1 - beta1**t) * m / u

    Raises:
        ValueError: for options out of their range.
        NotImplementedError: for `differentiable`.

    >>> import tinygrad_np as torch
    >>> w = torch.tensor([1.0, 2.0], requires_grad=True)
    >>> optimizer = torch.optim.Adamax([w], lr=0.1)
    >>> (w * w).sum().backward()
    >>> optimizer.step()
    >>> w
    tensor([0.9000, 1.9000], requires_grad=True)
    """

    def __init__(
        self,
        params: Iterable[Any],
        lr: float | Tensor = 2e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
        foreach: bool | None = None,
        *,
        maximize: bool = False,
        differentiable: bool = False,
        capturable: bool = False,
    ) -> None:
        check_lr(lr)
        check_not_negative(eps=eps)
        check_betas(betas)
        check_not_negative(weight_decay=weight_decay)
        defaults = {
            "lr": lr,
            "betas": betas,
            "eps": eps,
            "weight_decay": weight_decay,
            "foreach": foreach,
            "maximize": maximize,
            "differentiable": differentiable,
            "capturable": capturable,
        }
        super().__init__(params, defaults)

    def begin(self, array: Any, group: dict[str, Any]) -> dict[str, Any]:
        return {"step": number(0), "exp_avg": zeros(array), "exp_inf": zeros(array)}

    def numbers(self, group: dict[str, Any], step: float) -> tuple:
        beta1, beta2 = group["betas"]
        return 1 - beta1, beta2, group["eps"], float(group["lr"]) / (1 - beta1**step)

    def move(self, array: Any, direction: Any, state: Any, numbers: Any, scratch: Any) -> None:
        weight1, beta2, eps, size = numbers
        spare = scratch[2]
        mean, largest = state["exp_avg"].array, state["exp_inf"].array
        average(mean, direction, weight1, spare)
        multiply(largest, beta2, largest)
        maximum(largest, add(absolute(direction, spare), eps, spare), out=largest)
        subtract(array, multiply(divide(mean, largest, spare), size, spare), array)


class NAdam(ElementwiseOptimizer):
    """Adam with Nesterov's momentum (Dozat 2016).

    A step t moves each parameter p with gradient g, with a mu that grows towards beta1:

        mu_t = beta1 * (1 - 0.96**(t * momentum_decay) / 2)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        d = sqrt(v / (1 - beta2**t)) + eps
        p = p - lr * ((1 - mu_t) * g / (1 - prod mu) + mu_t+1 * m / (1 - mu_t+1 * prod mu)) / d

    Raises:
        ValueError: for options out of their range.
        NotImplementedError: for `differentiable`.

    >>> import tinygrad_np as torch
    >>> w = torch.tensor([1.0, 2.0], requires_grad=True)
    >>> optimizer = torch.optim.NAdam([w], lr=0.1)
    >>> (w * w).sum().backward()
    >>> optimizer.step()
    >>> w.shape
    torch.Size([2])
    """

    scratch = 2

    takes_pieces = False  # the state has a number that `move` changes

    def __init__(
        self,
        params: Iterable[Any],
        lr: float | Tensor = 2e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
        momentum_decay: float = 4e-3,
        decoupled_weight_decay: bool = False,
        *,
        foreach: bool | None = None,
        maximize: bool = False,
        capturable: bool = False,
        differentiable: bool = False,
    ) -> None:
        check_lr(lr)
        check_not_negative(eps=eps)
        check_betas(betas)
        check_not_negative(weight_decay=weight_decay, momentum_decay=momentum_decay)
        defaults = {
            "lr": lr,
            "betas": betas,
            "eps": eps,
            "weight_decay": weight_decay,
            "momentum_decay": momentum_decay,
            "decoupled_weight_decay": decoupled_weight_decay,
            "maximize": maximize,
            "foreach": foreach,
            "capturable": capturable,
            "differentiable": differentiable,
        }
        super().__init__(params, defaults)

    def begin(self, array: Any, group: dict[str, Any]) -> dict[str, Any]:
        return {
            "step": number(0),
            "mu_product": number(1),
            "exp_avg": zeros(array),
            "exp_avg_sq": zeros(array),
        }

    def numbers(self, group: dict[str, Any], step: float) -> tuple:
        beta1, beta2 = group["betas"]
        mu, mu_next = (
            beta1 * (1.0 - 0.5 * 0.96 ** (t * group["momentum_decay"])) for t in (step, step + 1)
        )
        corrected = 1 - beta2**step
        return 1 - beta1, beta2, 1 - beta2, corrected, group["eps"], float(group["lr"]), mu, mu_next

    def move(self, array: Any, direction: Any, state: Any, numbers: Any, scratch: Any) -> None:
        weight1, beta2, weight2, corrected, eps, lr, mu, mu_next = numbers
        spare, other = scratch[2:4]
        mean, square = state["exp_avg"].array, state["exp_avg_sq"].array
        product = state["mu_product"].array
        product *= mu.astype(product.dtype)
        so_far = product.item()
        average(mean, direction, weight1, spare)
        average_square(square, direction, beta2, weight2, spare)
        add(sqrt(divide(square, corrected, spare), spare), eps, spare)
        multiply(direction, lr * (1.0 - mu) / (1.0 - so_far), other)
        subtract(array, divide(other, spare, other), array)
        multiply(mean, lr * mu_next / (1.0 - so_far * mu_next), other)
        subtract(array, divide(other, spare, other), array)


class RAdam(ElementwiseOptimizer):
    """Adam that begins as plain momentum, until the mean of squares is worth something.

    A step t moves each parameter p with gradient g (Liu et al. 2020), with m and v as in Adam:

        rho = 2 / (1 - beta2) - 1
        rho_t = rho - 2 * t * beta2**t / (1 - beta2**t)
        r = sqrt((rho_t - 4) (rho_t - 2) rho / ((rho - 4) (rho - 2) rho_t))
        p = p - lr * m / (1 - beta1**t) * (r * sqrt(1 - beta2**t) / (sqrt(v) + eps) if rho_t > 5)

    Raises:
        ValueError: for options out of their range.
        NotImplementedError: for `differentiable`.

    >>> import tinygrad_np as torch
    >>> w = torch.tensor([1.0, 2.0], requires_grad=True)
    >>> optimizer = torch.optim.RAdam([w], lr=0.1)
    >>> (w * w).sum().backward()
    >>> optimizer.step()
    >>> w
    tensor([0.8000, 1.6000], requires_grad=True)
    """

    def __init__(
        self,
        params: Iterable[Any],
        lr: float | Tensor = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
        decoupled_weight_decay: bool = False,
        *,
        foreach: bool | None = None,
        maximize: bool = False,
        capturable: bool = False,
        differentiable: bool = False,
    ) -> None:
        check_lr(lr)
        check_not_negative(eps=eps)
        check_betas(betas)
        check_not_negative(weight_decay=weight_decay)
        defaults = {
            "lr": lr,
            "betas": betas,
            "eps": eps,
            "weight_decay": weight_decay,
            "maximize": maximize,
            "foreach": foreach,
            "capturable": capturable,
            "decoupled_weight_decay": decoupled_weight_decay,
            "differentiable": differentiable,
        }
        super().__init__(params, defaults)

    def begin(self, array: Any, group: dict[str, Any]) -> dict[str, Any]:
        return {"step": number(0), "exp_avg": zeros(array), "exp_avg_sq": zeros(array)}

    def numbers(self, group: dict[str, Any], step: float) -> tuple:
        beta1, beta2 = group["betas"]
        corrected = 1 - beta2**step
        rho = 2 / (1 - beta2) - 1
        rho_t = rho - 2 * step * beta2**step / corrected
        rate = float(group["lr"]) / (1 - beta1**step)
        adaptive = None
        if rho_t > 5.0:
            r = (rho_t - 4) * (rho_t - 2) * rho / ((rho - 4) * (rho - 2) * rho_t)
            adaptive = rate * math.sqrt(corrected) * math.sqrt(r)
        return 1 - beta1, beta2, 1 - beta2, group["eps"], rate, adaptive

    def move(self, array: Any, direction: Any, state: Any, numbers: Any, scratch: Any) -> None:
        weight1, beta2, weight2, eps, rate, adaptive = numbers
        spare = scratch[2]
        mean, square = state["exp_avg"].array, state["exp_avg_sq"].array
        average(mean, direction, weight1, spare)
        average_square(square, direction, beta2, weight2, spare)
        if adaptive is None:
            multiply(mean, rate, spare)
        else:
            divide(mean, add(sqrt(square, spare), eps, spare), spare)
            multiply(spare, adaptive, spare)
        subtract(array, spare, array)
