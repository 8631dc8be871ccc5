"""LRScheduler: the learning rates of an optimizer's groups, epoch by epoch."""

from __future__ import annotations

import types
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from tinygrad_np.autograd.grad_mode import no_grad
from tinygrad_np.optim.optimizer import Optimizer
from tinygrad_np.tensor import Tensor


class LRScheduler:
    """The base of all schedulers: a subclass says in `get_lr` what the rates of an epoch are.

    It is made for an optimizer, whose `initial_lr` it notes in each group, and sets the rates of
    epoch 0; `step`, after each epoch, those of the next. To go on from a checkpoint, load the state
    dicts of both; `last_epoch` is for those who have none.

    Raises:
        TypeError: if `optimizer` is none.
        KeyError: for a `last_epoch` without an `initial_lr` in the groups.

    >>> import tinygrad_np as torch
    >>> class Halving(torch.optim.lr_scheduler.LRScheduler):
    ...     def get_lr(self):
    ...         return [lr / 2**self.last_epoch for lr in self.base_lrs]
    >>> optimizer = torch.optim.SGD([torch.ones(1, requires_grad=True)], lr=1.0)
    >>> scheduler = Halving(optimizer)
    >>> for epoch in range(3):
    ...     optimizer.step()
    ...     scheduler.step()
    >>> scheduler.get_last_lr()
    [0.125]
    """

    _get_lr_called_within_step = False
    _is_initial = False
    _last_lr: list[Any]

    def __init__(self, optimizer: Optimizer, last_epoch: int = -1) -> None:
        self.optimizer = checked_optimizer(optimizer)
        for i, group in enumerate(optimizer.param_groups):
            if last_epoch == -1:
                group.setdefault("initial_lr", _own(group["lr"]))
            elif "initial_lr" not in group:
                raise KeyError(
                    f"param 'initial_lr' is not specified in param_groups[{i}] when resuming "
                    "scheduler with last_epoch >= 0: load the optimizer's state dict first"
                )
        self.base_lrs = [_own(group["initial_lr"]) for group in optimizer.param_groups]
        self.last_epoch = last_epoch
        self._initial_step()

    def get_lr(self) -> list[Any]:
        """The rates of the groups in epoch `last_epoch`; for each subclass its own."""
        raise NotImplementedError

    def get_last_lr(self) -> list[Any]:
        """The rates of the groups as they are."""
        return self._last_lr

    def step(self, epoch: int | None = None) -> None:
        """Set the rates of the next epoch, or of `epoch`."""
        if self._step_count == 1 and not self.optimizer._opt_called:
            warnings.warn(
                "Detected call of `lr_scheduler.step()` before `optimizer.step()`: call them in "
                "the opposite order, or the first value of the learning rate schedule is skipped.",
                UserWarning,
                stacklevel=2,
            )
        self._step_count += 1
        if epoch is not None:
            warn_of_epoch()
        self._update_lr(epoch)

    def state_dict(self) -> dict[str, Any]:
        """All that the scheduler knows, but for the optimizer."""
        return {name: value for name, value in vars(self).items() if name != "optimizer"}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Take over what `state_dict` gave."""
        vars(self).update(state_dict)

    def _initial_step(self) -> None:
        """Set the rates of the first epoch."""
        self._step_count = 0
        self._is_initial = True
        self.step()
        self._is_initial = False

    def _update_lr(self, epoch: int | None = None) -> None:
        self.last_epoch = self.last_epoch + 1 if epoch is None else epoch
        closed_form = getattr(self, "_get_closed_form_lr", None)
        with self._within_step():
            self._set(closed_form() if epoch is not None and closed_form else self.get_lr())

    @contextmanager
    def _within_step(self) -> Iterator[None]:
        self._get_lr_called_within_step = True
        try:
            yield
        finally:
            self._get_lr_called_within_step = False

    def _set(self, rates: list[Any]) -> None:
        for group, rate in zip(self.optimizer.param_groups, rates, strict=True):
            set_option(group, "lr", rate)
        self._last_lr = self._rates()

    def _rates(self) -> list[Any]:
        """The rates of the groups as they are, for whom they are not to change."""
        return [_own(group["lr"]) for group in self.optimizer.param_groups]

    def _scaled(self, factor: Any) -> list[Any]:
        """The rates of the groups times a factor."""
        return [group["lr"] * factor for group in self.optimizer.param_groups]

    def _warn_outside_of_step(self) -> None:
        if not self._get_lr_called_within_step:
            warnings.warn(
                "To get the last learning rate computed by the scheduler, please use "
                "`get_last_lr()`.",
                UserWarning,
                stacklevel=3,
            )


def checked_optimizer(optimizer: Any) -> Optimizer:
    """`optimizer`, which must be one.

    Raises:
        TypeError: if it is none.
    """
    if not isinstance(optimizer, Optimizer):
        raise TypeError(f"{type(optimizer).__name__} is not an Optimizer")
    return optimizer


def warn_of_epoch() -> None:
    """Say to the caller of a `step` that it need not be told the epoch."""
    warnings.warn(
        "The epoch parameter in `scheduler.step()` was not necessary and is being deprecated where "
        "possible. Please use `scheduler.step()` to step the scheduler.",
        UserWarning,
        stacklevel=3,
    )


def _own(rate: Any) -> Any:
    return rate.clone() if isinstance(rate, Tensor) else rate


def set_option(group: dict[str, Any], name: str, value: Any) -> None:
    """Set an option of a group: where it is a Tensor, in its place."""
    if isinstance(group[name], Tensor):
        with no_grad():
            group[name].fill_(float(value))
    else:
        group[name] = value


def for_each_group(name: str, optimizer: Optimizer, value: Any) -> list[Any]:
    """An option given for all groups, or one for each.

    Raises:
        ValueError: if there are not as many as groups.
    """
    count = len(optimizer.param_groups)
    if not isinstance(value, (list, tuple)):
        return [_own(value) for _ in range(count)]
    if len(value) != count:
        raise ValueError(
            f"{name} must have the same length as optimizer.param_groups. {name} has {len(value)} "
            f"values, param_groups has {count}."
        )
    return list(map(_own, value))


def saved_callable(function: Callable | None) -> dict[str, Any] | None:
    """What a state dict keeps of a function: nothing, but of an object that is called its own."""
    is_plain = function is None or isinstance(function, types.FunctionType)
    return None if is_plain else dict(vars(function))
