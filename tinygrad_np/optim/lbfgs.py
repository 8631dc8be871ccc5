"""L-BFGS: steps by what past gradients tell of the curvature."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from tinygrad_np.autograd.grad_mode import enable_grad, no_grad
from tinygrad_np.optim.elementwise import check_lr, remembered
from tinygrad_np.optim.line_search import LineSearch, Point
from tinygrad_np.optim.optimizer import Optimizer, check_memory
from tinygrad_np.tensor import Tensor


class LBFGS(Optimizer):
    """Limited-memory BFGS (Nocedal and Wright 2006, algorithm 7.4), for functions without noise.

    A call of `step` makes up to `max_iter` steps, and evaluates the closure up to `max_eval` times;
    it ends early where no gradient is larger than `tolerance_grad`, or nothing changes by more than
    `tolerance_change`. With `line_search_fn="strong_wolfe"` the length of each step is searched
    for, else it is `lr`. The last `history_size` steps are remembered.

    Raises:
        ValueError: for a negative `lr`, or for several groups of parameters.
        RuntimeError: for an unknown line search.

    >>> import tinygrad_np as torch
    >>> w = torch.tensor([1.0, 2.0], requires_grad=True)
    >>> optimizer = torch.optim.LBFGS([w], line_search_fn="strong_wolfe")
    >>> def closure():
    ...     optimizer.zero_grad()
    ...     loss = ((w - 3) ** 2).sum()
    ...     loss.backward()
    ...     return loss
    >>> optimizer.step(closure)
    tensor(5., grad_fn=<SumBackward0>)
    >>> w.detach()
    tensor([3.0000, 3.0000])
    """

    def __init__(
        self,
        params: Iterable[Any],
        lr: float | Tensor = 1,
        max_iter: int = 20,
        max_eval: int | None = None,
        tolerance_grad: float = 1e-7,
        tolerance_change: float = 1e-9,
        history_size: int = 100,
        line_search_fn: str | None = None,
    ) -> None:
        check_lr(lr)
        defaults = {
            "lr": lr,
            "max_iter": max_iter,
            "max_eval": max_iter * 5 // 4 if max_eval is None else max_eval,
            "tolerance_grad": tolerance_grad,
            "tolerance_change": tolerance_change,
            "history_size": history_size,
            "line_search_fn": line_search_fn,
        }
        super().__init__(params, defaults)
        if len(self.param_groups) != 1:
            raise ValueError("LBFGS doesn't support per-parameter options (parameter groups)")

    def step(self, closure: Callable[[], Any]) -> Any:  # type: ignore[override]
        """Make up to `max_iter` steps; give the loss before them.

        `closure` computes the loss and its gradients anew, and gives the loss.
        """
        with no_grad():
            return _Run(self, closure).loss_before


class _Run:
    """One call of `step`: what it needs of the optimizer, and how far it has come."""

    def __init__(self, optimizer: LBFGS, closure: Callable[[], Any]) -> None:
        self.options = optimizer.param_groups[0]
        self.params = self.options["params"]
        self.closure = closure
        if self.options["line_search_fn"] not in (None, "strong_wolfe"):
            raise RuntimeError("only 'strong_wolfe' is supported")
        for parameter in self.params:
            check_memory(parameter)
        # There is one state for all, kept as that of the first parameter.
        self.state = optimizer.state[self.params[0]]
        self.state.setdefault("func_evals", 0)
        self.state.setdefault("n_iter", 0)
        with enable_grad():
            self.loss_before = closure()
        self.evaluations = 1
        self.state["func_evals"] += 1
        loss, gradient = _number(self.loss_before), self._gradient()
        if not _largest(gradient) <= self.options["tolerance_grad"]:  # nan is not the minimum
            self._minimize(loss, gradient)

    def _minimize(self, loss: float, gradient: np.ndarray) -> None:
        options, state = self.options, self.state
        for iteration in range(1, options["max_iter"] + 1):
            state["n_iter"] += 1
            direction = self._direction(gradient)
            before = state["prev_loss"] = loss
            first = state["n_iter"] == 1
            length = float(options["lr"])
            if first:
                length *= min(1.0, 1.0 / float(np.abs(gradient).sum()))
            slope = float(gradient.dot(direction))
            state["d"], state["t"] = remembered(direction), length
            if slope > -options["tolerance_change"]:
                return
            is_last = iteration == options["max_iter"]
            point = self._moved(Point(0.0, loss, gradient, slope), direction, length, is_last)
            loss, gradient = point.value, point.gradient
            state["t"] = point.t
            moved_by = _largest(direction) * abs(point.t)
            if (
                is_last
                or self.evaluations >= options["max_eval"]
                or _largest(gradient) <= options["tolerance_grad"]
                or moved_by <= options["tolerance_change"]
                or abs(loss - before) < options["tolerance_change"]
            ):
                return

    def _direction(self, gradient: np.ndarray) -> np.ndarray:
        """The gradient times an estimate of the inverse Hessian, downwards."""
        state = self.state
        if state["n_iter"] == 1:
            state.update(old_dirs=[], old_stps=[], ro=[], H_diag=1.0)
        else:
            self._remember(gradient)
        state["prev_flat_grad"] = remembered(gradient)
        changes, moves = ([t.array for t in state[name]] for name in ("old_dirs", "old_stps"))
        inverses = list(map(float, state["ro"]))  # Tensors, if PyTorch saved them
        direction = -gradient
        shares = []
        for y, s, rho in zip(changes[::-1], moves[::-1], inverses[::-1], strict=True):
            share = float(s.dot(direction)) * rho
            shares.append(share)
            direction -= share * y
        direction *= float(state["H_diag"])
        for y, s, rho in zip(changes, moves, inverses, strict=True):
            direction += (shares.pop() - float(y.dot(direction)) * rho) * s
        return direction

    def _remember(self, gradient: np.ndarray) -> None:
        """Note how the gradient changed in the last step, if that tells of a convex function."""
        state = self.state
        change = gradient - state["prev_flat_grad"].array
        move = state["d"].array * float(state["t"])
        curvature = float(change.dot(move))
        if curvature <= 1e-10:
            return
        kept = {"old_dirs": remembered(change), "old_stps": remembered(move), "ro": 1.0 / curvature}
        for name, value in kept.items():
            if len(state[name]) == self.options["history_size"]:
                state[name].pop(0)
            state[name].append(value)
        state["H_diag"] = curvature / float(change.dot(change))

    def _moved(self, start: Point, direction: np.ndarray, length: float, is_last: bool) -> Point:
        """Move the parameters along a direction; give the point where they are."""
        point = start._replace(t=length)
        evaluations = 0
        if self.options["line_search_fn"] is not None:
            at = [p.array.copy() for p in self.params]

            def evaluate(t: float) -> tuple[float, np.ndarray]:
                self._move(direction, t)
                found = self._evaluate()
                for parameter, array in zip(self.params, at, strict=True):
                    parameter.array[...] = array
                return found

            most = self.options["max_eval"] - self.evaluations
            tolerance = self.options["tolerance_change"]
            search = LineSearch(evaluate, direction, start, tolerance, most)
            point = search.run(length)
            evaluations = search.evaluations
            self._move(direction, point.t)
        else:
            self._move(direction, length)
            if not is_last:  # nobody needs to know what it is like there
                loss, gradient = self._evaluate()
                point, evaluations = Point(length, loss, gradient, 0.0), 1
        self.evaluations += evaluations
        self.state["func_evals"] += evaluations
        return point

    def _evaluate(self) -> tuple[float, np.ndarray]:
        with enable_grad():
            loss = _number(self.closure())
        return loss, self._gradient()

    def _gradient(self) -> np.ndarray:
        """The gradients of all parameters in one row."""
        return np.concatenate(
            [
                np.zeros(p.numel(), p.array.dtype) if p.grad is None else p.grad.array.reshape(-1)
                for p in self.params
            ]
        )

    def _move(self, direction: np.ndarray, t: float) -> None:
        offset = 0
        for p in self.params:
            part = direction[offset : offset + p.numel()]
            p.array[...] += t * part.reshape(p.array.shape)
            p._writes[0] += 1
            offset += p.numel()


def _largest(array: np.ndarray) -> float:
    return float(np.abs(array).max(initial=0.0))


def _number(loss: Any) -> float:
    return loss.item() if isinstance(loss, Tensor) else float(loss)
