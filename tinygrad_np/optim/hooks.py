"""Hooks of optimizers: around their steps, and around the saving and loading of their state."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from tinygrad_np.hooks import HookList, RemovableHandle


class OptimizerHooks:
    """What users asked to be called around the deeds of an optimizer."""

    __slots__ = (
        "after_load",
        "after_state_dict",
        "after_step",
        "before_load",
        "before_state_dict",
        "before_step",
    )

    def __init__(self) -> None:
        self.before_step, self.after_step = HookList(), HookList()
        self.before_state_dict, self.after_state_dict = HookList(), HookList()
        self.before_load, self.after_load = HookList(), HookList()

    @staticmethod
    def through(hooks: HookList, optimizer: Any, state_dict: Any) -> Any:
        """What hooks, one after the other, make of a state dict."""
        for hook in hooks:
            answer = hook(optimizer, state_dict)
            if answer is not None:
                state_dict = answer
        return state_dict


class HookHolder:
    """The part of an optimizer that takes hooks."""

    _hooks: OptimizerHooks
    _opt_called: bool

    def register_step_pre_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call `hook(optimizer, args, kwargs)` before each step.

        `args` begin with the optimizer itself. What the hook returns, if not None, replaces the
        arguments of `step`: a pair (args, kwargs).
        """
        return self._hooks.before_step.add(hook)

    def register_step_post_hook(self, hook: Callable[..., None]) -> RemovableHandle:
        """Call `hook(optimizer, args, kwargs)` after each step.

        >>> import tinygrad_np as torch
        >>> optimizer = torch.optim.SGD([torch.ones(1, requires_grad=True)])
        >>> handle = optimizer.register_step_post_hook(lambda *args: print("done"))
        >>> optimizer.step()
        done
        """
        return self._hooks.after_step.add(hook)

    def register_state_dict_pre_hook(
        self, hook: Callable[[Any], None], prepend: bool = False
    ) -> RemovableHandle:
        """Call `hook(optimizer)` before its `state_dict` is made.

        `prepend`, here and below, puts it before the hooks that are there already.
        """
        return self._hooks.before_state_dict.add(hook, prepend)

    def register_state_dict_post_hook(
        self, hook: Callable[[Any, dict[str, Any]], dict[str, Any] | None], prepend: bool = False
    ) -> RemovableHandle:
        """Call `hook(optimizer, state_dict)` on what `state_dict` made.

        It may change it, or return another.

        >>> import tinygrad_np as torch
        >>> optimizer = torch.optim.SGD([torch.ones(1, requires_grad=True)])
        >>> handle = optimizer.register_state_dict_post_hook(lambda o, saved: {**saved, "by": "me"})
        >>> list(optimizer.state_dict())
        ['state', 'param_groups', 'by']
        """
        return self._hooks.after_state_dict.add(hook, prepend)

    def register_load_state_dict_pre_hook(
        self, hook: Callable[[Any, dict[str, Any]], dict[str, Any] | None], prepend: bool = False
    ) -> RemovableHandle:
        """Call `hook(optimizer, state_dict)` before a state is loaded.

        It may change the state dict, which is a shallow copy, or return another.
        """
        return self._hooks.before_load.add(hook, prepend)

    def register_load_state_dict_post_hook(
        self, hook: Callable[[Any], None], prepend: bool = False
    ) -> RemovableHandle:
        """Call `hook(optimizer)` after a state was loaded."""
        return self._hooks.after_load.add(hook, prepend)


_before_any_step, _after_any_step = HookList(), HookList()


def register_optimizer_step_pre_hook(hook: Callable[..., Any]) -> RemovableHandle:
    """Call `hook(optimizer, args, kwargs)` before each step of any optimizer."""
    return _before_any_step.add(hook)


def register_optimizer_step_post_hook(hook: Callable[..., None]) -> RemovableHandle:
    """Call `hook(optimizer, args, kwargs)` after each step of any optimizer.

    >>> import tinygrad_np as torch
    >>> from tinygrad_np.optim.optimizer import register_optimizer_step_post_hook
    >>> with register_optimizer_step_post_hook(lambda o, *args: print(type(o).__name__)):
    ...     torch.optim.SGD([torch.ones(1, requires_grad=True)]).step()
    SGD
    """
    return _after_any_step.add(hook)


def observed(step: Callable[..., Any]) -> Callable[..., Any]:
    """A subclass's step, noted, and with the hooks around it."""

    @functools.wraps(step)
    def observed_step(self: HookHolder, *args: Any, **kwargs: Any) -> Any:
        self._opt_called = True
        args = (self, *args)
        for hooks in (_before_any_step, self._hooks.before_step):
            for hook in hooks:
                args, kwargs = _arguments(hook(self, args, kwargs), args, kwargs, step)
        result = step(*args, **kwargs)
        for hooks in (self._hooks.after_step, _after_any_step):
            for hook in hooks:
                hook(self, args, kwargs)
        return result

    return observed_step


def _arguments(answer: Any, args: tuple, kwargs: dict, step: Any) -> tuple[tuple, dict]:
    """The arguments of a step after a hook has had its say.

    Raises:
        RuntimeError: if it said something else.
    """
    if answer is None:
        return args, kwargs
    if not (isinstance(answer, tuple) and len(answer) == 2):
        raise RuntimeError(
            f"{step} must return None or a tuple of (new_args, new_kwargs), but got {answer}."
        )
    return answer
