"""Grad modes for users: each is a context manager and a decorator, and is always restored."""

from __future__ import annotations

import copy
import functools
import inspect
from collections.abc import Callable
from typing import Any, TypeVar

from tinygrad_np.engine.grad_mode import state, watched

F = TypeVar("F", bound=Callable[..., Any])


class Mode:
    """Sets attributes of the thread's state for a block or a function, then puts them back."""

    def __init__(self, **wanted: Any) -> None:
        self._wanted = wanted
        self._before: list[dict[str, Any]] = []

    def wanted_now(self) -> dict[str, Any]:
        """The attributes to set, given those in force where the block begins."""
        return self._wanted

    def __enter__(self) -> None:
        wanted = self.wanted_now()
        self._before.append({name: getattr(state, name) for name in wanted})
        self._set(wanted)

    def __exit__(self, *exc_info: object) -> None:
        self._set(self._before.pop())

    @staticmethod
    def _set(values: dict[str, Any]) -> None:
        for name, value in values.items():
            setattr(state, name, value)
            if name == "watchers":
                watched.add(True)

    def _afresh(self) -> Mode:
        """This mode for one call of a function: several threads may be in the function at once."""
        mode = copy.copy(self)
        mode._before = []
        return mode

    def __call__(self, function: F) -> F:
        """Run `function` in this mode, a generator too: it leaves the mode at each `yield`."""
        if inspect.isgeneratorfunction(function):
            return self._wrap_generator(function)

        @functools.wraps(function)
        def in_mode(*args, **kwargs):
            with self._afresh():
                return function(*args, **kwargs)

        return in_mode  # type: ignore[return-value]

    def _wrap_generator(self, function):
        @functools.wraps(function)
        def in_mode(*args, **kwargs):
            generator = function(*args, **kwargs)
            resume, value = generator.send, None
            while True:
                try:
                    with self._afresh():
                        item = resume(value)
                except StopIteration as stop:
                    return stop.value
                try:
                    resume, value = generator.send, (yield item)
                except GeneratorExit:
                    with self._afresh():
                        generator.close()
                    raise
                except BaseException as error:
                    resume, value = generator.throw, error

        return in_mode


class Switch(Mode):
    """A mode that is in force from the call on; as a context manager, until the block ends."""

    def __init__(self, **wanted: Any) -> None:
        super().__init__(**wanted)
        super().__enter__()

    def __enter__(self) -> None:
        if not self._before:  # in force since the call, unless a block has ended it
            super().__enter__()

    def __call__(self, function: F) -> F:
        self.__exit__()  # a decorator changes its function, not the lines around it
        return super().__call__(function)


class _GradMode(Mode):
    """Whether to record."""

    def wanted_now(self) -> dict[str, Any]:
        # In inference mode nothing can be recorded.
        return {"recording": self._wanted["recording"] and not state.inference}


class _BareDecorator(Mode):
    """A mode that decorates without parentheses too: `@no_grad`."""

    def __new__(cls, function: Callable | None = None):
        mode = super().__new__(cls)
        if function is None:
            return mode
        mode.__init__()  # type: ignore[misc]
        return mode(function)


class no_grad(_BareDecorator, _GradMode):  # noqa: N801 (PyTorch's name)
    """Ops in this block or function record nothing.

    >>> import tinygrad_np as torch
    >>> x = torch.ones(2, requires_grad=True)
    >>> with torch.no_grad():
    ...     y = 2 * x
    >>> y.requires_grad
    False
    """

    def __init__(self) -> None:
        super().__init__(recording=False)


class enable_grad(_BareDecorator, _GradMode):  # noqa: N801
    """Ops in this block or function record again, inside `no_grad` too.

    >>> import tinygrad_np as torch
    >>> x = torch.ones(2, requires_grad=True)
    >>> with torch.no_grad(), torch.enable_grad():
    ...     (2 * x).requires_grad
    True
    """

    def __init__(self) -> None:
        super().__init__(recording=True)


class set_grad_enabled(Switch, _GradMode):  # noqa: N801
    """Switch recording on or off: for a block, a function, or, called plainly, from here on.

    >>> import tinygrad_np as torch
    >>> with torch.set_grad_enabled(False):
    ...     torch.is_grad_enabled()
    False
    """

    def __init__(self, mode: bool) -> None:
        super().__init__(recording=bool(mode))


class inference_mode(Mode):  # noqa: N801
    """As `no_grad`, and what is made inside can never be part of a recorded computation.

    >>> import tinygrad_np as torch
    >>> with torch.inference_mode():
    ...     y = torch.ones(2) * 2
    >>> y.is_inference()
    True
    """

    def __new__(cls, mode: bool | Callable = True):
        instance = super().__new__(cls)
        if not callable(mode):
            return instance
        instance.__init__()  # type: ignore[misc] # `@inference_mode` without parentheses
        return instance(mode)

    def __init__(self, mode: bool = True) -> None:
        super().__init__(recording=not mode, inference=bool(mode))


def is_grad_enabled() -> bool:
    """Whether ops in this thread record now."""
    return state.recording


def is_inference_mode_enabled() -> bool:
    """Whether this thread is in `inference_mode` now."""
    return state.inference
