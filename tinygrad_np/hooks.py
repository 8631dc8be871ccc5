"""Hooks: what users ask to be called when a gradient passes, and the handles that take them back.

All gradients here are Tensors.
"""

from __future__ import annotations

import itertools
import weakref
from collections.abc import Callable, Iterator, Sequence
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


    def through(self, gradient: Any) -> Any:
        """What the hooks, one after the other, make of a tensor's gradient.

        Raises:
            RuntimeError: if one returns another shape.
        """
        for hook in self:
            answer = hook(gradient)
            if answer is None:
                continue
            if answer.shape != gradient.shape:
                raise RuntimeError(
                    f"hook {getattr(hook, '__name__', hook)!r} has changed the size of value: it "
                    f"was {list(gradient.shape)}, it is {list(answer.shape)}"
                )
            gradient = answer
        return gradient


class NodeHooks:
    """The hooks of a node, and of the computed tensors whose gradients reach it."""

    __slots__ = ("accumulated", "post", "pre", "retained", "tensor")

    def __init__(self) -> None:
        self.accumulated = HookList()  # of a leaf: called when its gradient has grown
        self.pre = HookList()
        self.post = HookList()
        self.tensor: dict[int, HookList] = {}  # by output number
        self.retained: dict[int, weakref.ref[Any]] = {}  # tensors that keep their gradient

    def before(self, grads: Sequence) -> list:
        """What hooks make of the gradients that arrived; tensors that keep theirs get them."""
        grads = list(grads)
        for nr, hooks in self.tensor.items():
            if grads[nr] is not None:
                grads[nr] = hooks.through(grads[nr])
        for hook in self.pre:
            answer = hook(tuple(grads))
            if answer is not None:
                grads = list(answer) if isinstance(answer, (tuple, list)) else [answer]
        for nr, reference in self.retained.items():
            tensor, gradient = reference(), grads[nr]
            if tensor is not None and gradient is not None:
                kept = tensor._grad
                tensor._grad = gradient.clone() if kept is None else kept + gradient
        return grads

    def after(self, gradients: Sequence, grads: Sequence) -> Sequence:
        """What hooks make of the gradients that the node computed."""
        for hook in self.post:
            answer = hook(tuple(gradients), tuple(grads))
            if answer is not None:
                gradients = answer if isinstance(answer, (tuple, list)) else (answer,)
        return gradients
