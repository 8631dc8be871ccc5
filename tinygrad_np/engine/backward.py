"""The backward pass: no recursion, no knowledge of ops."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from tinygrad_np.engine.grad_mode import state
from tinygrad_np.engine.graph import AccumulateGrad, Edge, Node, TensorBase, fitted, wrap
from tinygrad_np.shapes import Size

Root = tuple[Edge, Any]  # where a head gradient enters the graph, and the gradient


def backward(
    tensors: Sequence[TensorBase],
    heads: Sequence[Any],
    keep_graph: bool,
    create_graph: bool,
    inputs: Sequence[TensorBase] | None = None,
) -> None:
    """Add the gradients of `tensors` to the `.grad` of their leaves, or of `inputs` alone."""
    if inputs is None:
        run_backward(tensors, heads, keep_graph, create_graph)
        return
    if not inputs:
        raise RuntimeError("`inputs` argument to `backward()` cannot be empty.")
    found = run_backward(tensors, heads, keep_graph, create_graph, inputs)
    for t, gradient in zip(inputs, found, strict=True):
        if gradient is not None:
            AccumulateGrad(t).accumulate(gradient, False, create_graph)


def run_backward(
    tensors: Sequence[TensorBase],
    heads: Sequence[Any],
    keep_graph: bool,
    create_graph: bool,
    inputs: Sequence[TensorBase] = (),
) -> list:
    """Run the nodes below `tensors`; give the gradients that arrive at `inputs`, or None.

    `heads` are the gradients to begin with; None stands for 1. Gradients are arrays, or under
    `create_graph` Tensors. With inputs, only nodes that lead to one of them run, and no leaf's
    `.grad` changes.
    """
    roots = [(_root(t, i), _head(t, head, i)) for i, (t, head) in enumerate(zip(tensors, heads, strict=True))]
    targets = [_target(t) for t in inputs]
    before = state.recording
    state.recording = create_graph
    try:
        one_pass = _Pass(roots, create_graph, targets)
        one_pass.run(keep_graph)
    finally:
        state.recording = before
    return [one_pass.found.get(target) for target in targets]


def _root(t: TensorBase, i: int) -> Edge:
    if t._view is not None:
        t.refresh_view()
    if not t._requires_grad:
        raise RuntimeError(
            f"element {i} of tensors does not require grad and does not have a grad_fn"
        )
    return t.gradient_edge()


def _head(t: TensorBase, head: Any, i: int) -> Any:
    """The gradient with which the pass begins at `t`."""
    shape = t._array.shape
    if head is None:
        if math.prod(shape) != 1:
            raise RuntimeError("grad can be implicitly created only for scalar outputs")
        return np.ones(shape, t._array.dtype)[()]
    if not isinstance(head, TensorBase):
        raise TypeError(f"gradients can be either Tensors or None, but got {type(head).__name__}")
    if head._array.shape != shape:
        raise RuntimeError(
            f"Mismatch in shape: grad_output[{i}] has a shape of {Size(head._array.shape)} "
            f"and output[{i}] has a shape of {Size(shape)}."
        )
    return head


def _target(t: TensorBase) -> Edge:
    if t._view is not None:
        t.refresh_view()
    if not t._requires_grad:
        raise RuntimeError("One of the differentiated Tensors does not require grad")
    return t.gradient_edge()


class _Pass:
    """One run through the graph."""

    def __init__(self, roots: Sequence[Root], create_graph: bool, targets: Sequence[Edge]) -> None:
        self.create_graph = create_graph
        self.targets = frozenset(targets)
        self.found: dict[Edge, Any] = {}  # what arrived at the targets
        # How many gradients a node still waits for; nodes that need not run are not in here.
        self.waiting = _count_consumers(roots, targets)
        # What has arrived at a node: for each of its outputs the gradient, and whether the engine
        # may write into it because nobody else holds it.
        self.arrived: dict[Node, list] = {}
        for (node, nr), head in roots:
            if node in self.waiting:
                self._start(node, nr, head)

    def _start(self, node: Node, nr: int, head: Any) -> None:
        """Let a head gradient arrive."""
        if self.create_graph:
            head = head if isinstance(head, TensorBase) else wrap(head)
        elif isinstance(head, TensorBase):
            head = head._array
        head = fitted(head, *node.outputs[nr], node, ())
        slots = self.arrived.setdefault(node, [None, False] * len(node.outputs))
        slots[2 * nr] = head if slots[2 * nr] is None else slots[2 * nr] + head

    def run(self, keep_graph: bool) -> None:
        """Run every node once all its consumers have."""
        create_graph, waiting, arrived = self.create_graph, self.waiting, self.arrived
        plain = not self.targets and state.anomaly is None
        ready = [node for node in arrived if not waiting[node]]
        while ready:
            node = ready.pop()
            slots = arrived.pop(node, None)
            if slots is None:  # no gradient flows here, but those below wait for the word
                gradients: Sequence = [None] * len(node.edges)
            elif plain and node.hooks is None and node.__class__ is not AccumulateGrad:
                gradients = node.run(slots[::2], None, create_graph)
            else:
                gradients = self._visit(node, slots)
            if not keep_graph:
                node.release()
            fresh = node.returns_fresh and not create_graph
            for edge, gradient in zip(node.edges, gradients, strict=True):
                if edge is None or edge[0] not in waiting:
                    continue
                child, nr = edge
                if gradient is not None:
                    shape, dtype = child.outputs[nr]
                    own = fresh and gradient is not slots[0] and gradient.base is None
                    if gradient.shape != shape or gradient.dtype is not dtype:
                        gradient = fitted(gradient, shape, dtype, node, gradients)
                    self._arrive(child, 2 * nr, gradient, own)
                waiting[child] -= 1
                if not waiting[child]:
                    ready.append(child)

    def _arrive(self, child: Node, slot: int, gradient: Any, own: bool) -> None:
        """Borrow the first gradient, allocate a sum for the second, add later ones in place."""
        slots = self.arrived.get(child)
        if slots is None:
            slots = self.arrived[child] = [None, False] * len(child.outputs)
        if slots[slot] is None:
            slots[slot : slot + 2] = gradient, own
        elif slots[slot + 1]:
            slots[slot] += gradient
        else:
            slots[slot : slot + 2] = slots[slot] + gradient, not self.create_graph

    def _visit(self, node: Node, slots: list) -> Sequence:
        """Run a node that is a leaf's or is watched: hooks, targets, anomaly mode."""
        is_leaf = isinstance(node, AccumulateGrad)
        if is_leaf or node.hooks is not None:
            slots = self._before_hooks(node, slots)
        grads = slots[::2]
        self.found.update(
            {(node, nr): g for nr, g in enumerate(grads) if (node, nr) in self.targets}
        )
        if is_leaf:
            if not self.targets:
                node.accumulate(slots[0], slots[1], self.create_graph)
            return ()
        wanted = None
        if self.targets:
            wanted = [edge is not None and edge[0] in self.waiting for edge in node.edges]
            if not any(wanted):
                return [None] * len(node.edges)
        run = node.run if state.anomaly is None else state.anomaly.runner(node)
        gradients = run(grads, wanted, self.create_graph)
        if node.hooks is not None and len(node.hooks.post):
            gradients = self._after_hooks(node, gradients, grads)
        return gradients

    def _before_hooks(self, node: Node, slots: list) -> list:
        """Show what arrived to the hooks of the tensors and of the node, who may change it."""
        hooks = node.hooks
        for nr in range(len(node.outputs)):
            for hook in _tensor_hooks(node, nr):
                if slots[2 * nr] is not None:
                    slots[2 * nr : 2 * nr + 2] = self._hooked(hook, slots[2 * nr], node), False
        if hooks is None:
            return slots
        for hook in hooks.pre:
            answer = hook(tuple(self._shown(g) for g in slots[::2]))
            if answer is not None:
                slots = [x for g in _as_tuple(answer) for x in (self._taken(g), False)]
        for nr, reference in hooks.retained.items():
            tensor, gradient = reference(), slots[2 * nr]
            if tensor is not None and gradient is not None:
                mine = gradient.clone() if self.create_graph else wrap(gradient.copy())
                tensor._grad = mine if tensor._grad is None else tensor._grad + mine
        return slots

    def _after_hooks(self, node: Node, gradients: Sequence, grads: Sequence) -> Sequence:
        """Show what a node made to its hooks, who may replace it."""
        for hook in node.hooks.post:
            answer = hook(tuple(map(self._shown, gradients)), tuple(map(self._shown, grads)))
            if answer is not None:
                gradients = [self._taken(g) for g in _as_tuple(answer)]
        return gradients

    def _hooked(self, hook: Any, gradient: Any, node: Node) -> Any:
        """What a tensor's hook makes of its gradient."""
        answer = hook(self._shown(gradient))
        if answer is None:
            return gradient
        taken = self._taken(answer)
        if taken.shape != gradient.shape:
            raise RuntimeError(
                f"hook of {node.name()} has changed the size of value: expected "
                f"{list(gradient.shape)}, got {list(taken.shape)}"
            )
        return taken

    def _shown(self, gradient: Any) -> Any:
        return gradient if gradient is None or self.create_graph else wrap(gradient)

    def _taken(self, gradient: Any) -> Any:
        return gradient if gradient is None or self.create_graph else gradient._array


def _tensor_hooks(node: Node, nr: int) -> Iterable:
    """The hooks of the tensor that is the node's output, or its leaf."""
    if isinstance(node, AccumulateGrad):
        leaf_hooks = node.variable._hooks
        return () if leaf_hooks is None else leaf_hooks.gradient
    return node.hooks.tensor.get(nr, ())


def _count_consumers(roots: Sequence[Root], targets: Sequence[Edge]) -> dict[Node, int]:
    """The number of edges that lead to each node from those that run."""
    waiting = {node: 0 for (node, _), _ in roots}
    stack = list(waiting)
    while stack:
        for edge in stack.pop().edges:
            if edge is not None:
                child = edge[0]
                if child in waiting:
                    waiting[child] += 1
                else:
                    waiting[child] = 1
                    stack.append(child)
    return _leading_to(targets, waiting) if targets else waiting


def _leading_to(targets: Sequence[Edge], nodes: Iterable[Node]) -> dict[Node, int]:
    """As `_count_consumers`, among those of `nodes` from which a target can be reached."""
    consumers: dict[Node, list[Node]] = {node: [] for node in nodes}
    for node in nodes:
        for edge in node.edges:
            if edge is not None:
                consumers[edge[0]].append(node)
    leading = {node for node, _ in targets if node in consumers}
    stack = list(leading)
    while stack:
        for consumer in consumers[stack.pop()]:
            if consumer not in leading:
                leading.add(consumer)
                stack.append(consumer)
    return {node: len(consumers[node]) for node in leading}
