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

    def __init__(self, hooks: dict[int, Any]) -> None:
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

    def add(self, hook: Callable, prepend: bool = False) -> RemovableHandle:
        """Let `hook` run after the others, or before them."""
        handle = RemovableHandle(self._hooks)
        later = dict(self._hooks) if prepend else {}
        for i in later:
            del self._hooks[i]
        self._hooks[handle.id] = hook
        self._hooks.update(later)
        return handle

    def __iter__(self) -> Iterator[Callable]:
        return iter(list(self._hooks.values()))

    def through(self, gradient: Any) -> Any:
        """What the hooks, one after the other, make of a tensor's gradient."""
        for hook in self:
            answer = hook(gradient)
            if answer is not None:
                gradient = _fitting(answer, gradient, hook)
        return gradient

    def through_all(self, gradients: Sequence, *context: Sequence) -> Sequence:
        """What the hooks of a node, who see `context` too, make of its gradients."""
        for hook in self:
            answer = hook(tuple(gradients), *context)
            if answer is not None:
                gradients = _all_fitting(answer, gradients, hook)
        return gradients


def _all_fitting(answer: Any, gradients: Sequence, hook: Callable) -> list:
    """The answer of a node's hook, if it can stand for `gradients`."""
    if not isinstance(answer, tuple):
        raise TypeError(f"expected tuple, but hook returned {type(answer).__name__!r}")
    if len(answer) != len(gradients):
        raise RuntimeError(
            f"hook {_name(hook)} has returned an incorrect number of values "
            f"(got {len(answer)}, but expected {len(gradients)})"
        )
    pairs = zip(answer, gradients, strict=True)
    return [None if new is None else _fitting(new, old, hook) for new, old in pairs]


def _fitting(answer: Any, gradient: Any, hook: Callable) -> Any:
    """The answer of a hook, if it can stand for `gradient`."""
    if gradient is None:
        raise RuntimeError(
            f"hook {_name(hook)} can't replace a None gradient with a non-None value"
        )
    if not isinstance(answer, type(gradient)):
        raise TypeError(f"expected Variable, but hook returned {type(answer).__name__!r}")
    if answer.shape != gradient.shape:
        raise RuntimeError(
            f"hook {_name(hook)} has changed the size of value "
            f"(was {list(gradient.shape)} got {list(answer.shape)})"
        )
    if answer.dtype != gradient.dtype:
        raise RuntimeError(
            f"hook {_name(hook)} has changed the type of value "
            f"(was {gradient.type()} got {answer.type()})"
        )
    return answer


def _name(hook: Callable) -> str:
    return repr(getattr(hook, "__name__", type(hook).__name__))


class NodeHooks:
    """The hooks of a node, and of the computed tensors whose gradients reach it."""

    __slots__ = ("accumulated", "metadata", "post", "pre", "retained", "tensor")

    def __init__(self) -> None:
        self.metadata: dict = {}
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
        grads = list(self.pre.through_all(grads))
        for nr, reference in self.retained.items():
            tensor, gradient = reference(), grads[nr]
            if tensor is not None and gradient is not None:
                kept = tensor._grad
                tensor._grad = gradient.clone() if kept is None else kept + gradient
        return grads

    def after(self, gradients: Sequence, grads: Sequence) -> Sequence:
        """What hooks make of the gradients that the node computed."""
        return self.post.through_all(gradients, tuple(grads))


class Hookable:
    """What users see of a node of the graph: its name, its hooks, and a dict for their notes."""

    __slots__ = ("edges", "hooks")

    edges: tuple[tuple[Any, int] | None, ...]  # the nodes that get its gradients, and where
    hooks: NodeHooks | None

    def name(self) -> str:
        """What tensors print as their grad_fn."""
        return self.__class__.__name__

    @property
    def next_functions(self) -> tuple[tuple[Any, int], ...]:
        """The nodes to which this one hands gradients, each with the number of its output."""
        return tuple((None, 0) if edge is None else edge for edge in self.edges)

    @property
    def metadata(self) -> dict:
        """A dict for whoever wants to note something on the node."""
        return self.own_hooks().metadata

    def register_prehook(self, hook: Callable) -> RemovableHandle:
        """Call `hook(grad_outputs)` before the node runs; what it returns, if anything, is used."""
        return self.own_hooks().pre.add(hook)

    def register_hook(self, hook: Callable) -> RemovableHandle:
        """Call `hook(grad_inputs, grad_outputs)` after the node ran; it may return new inputs."""
        return self.own_hooks().post.add(hook)

    def own_hooks(self) -> NodeHooks:
        """The node's hooks, made when first asked for."""
        self.hooks = self.hooks or NodeHooks()
        return self.hooks

    def __repr__(self) -> str:
        return f"<{self.name()} object at {id(self):#x}>"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(f"<{self.name()} at {id(self):#x}>")  # in a notebook
