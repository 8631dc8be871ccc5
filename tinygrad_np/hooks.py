"""Hooks: what users ask to be called when a gradient passes, and the handles that take them back."""

from __future__ import annotations

import itertools
import weakref
from collections.abc import Callable, Iterator
from typing import Any

_ids = itertools.count()


class RemovableHandle:
    """Takes a hook back: by `remove()`, or at the end of a `with` block."""

    __slots__ = ("_hooks", "id")

    def __init__(self, hooks: dict[int, Callable]) -> None:
        self._hooks = hooks
        self.id = next(_ids)

    def remove(self) -> None:
        """Take the hook back; a second call does nothing."""
        self._hooks.pop(self.id, None)

    def __enter__(self) -> RemovableHandle:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.remove()


class HookList:
    """Hooks in the order in which they were added. A hook may remove itself while they run."""

    __slots__ = ("_hooks",)

    def __init__(self) -> None:
        self._hooks: dict[int, Callable] = {}

    def add(self, hook: Callable) -> RemovableHandle:
        handle = RemovableHandle(self._hooks)
        self._hooks[handle.id] = hook
        return handle

    def __iter__(self) -> Iterator[Callable]:
        return iter(list(self._hooks.values()))

    def __len__(self) -> int:
        return len(self._hooks)


class LeafHooks:
    """The hooks of a leaf: on its gradient, and on having accumulated it."""

    __slots__ = ("accumulated", "gradient")

    def __init__(self) -> None:
        self.gradient = HookList()
        self.accumulated = HookList()


class NodeHooks:
    """The hooks of a node, and of the computed tensors whose gradients reach it."""

    __slots__ = ("post", "pre", "retained", "tensor")

    def __init__(self) -> None:
        self.pre = HookList()
        self.post = HookList()
        self.tensor: dict[int, HookList] = {}  # by output number
        self.retained: dict[int, weakref.ref[Any]] = {}  # tensors that keep their gradient
