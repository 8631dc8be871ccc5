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
    roots = [(_root(t, i), _head(t, heads[i], i, create_graph)) for i, t in enumerate(tensors)]
    targets = [_target(t) for t in inputs]
    before = state.recording
    state.recording = create_graph
    try:
        return _Pass(roots, create_graph, targets).run(keep_graph)
    finally:
        state.recording = before


def _root(t: TensorBase, i: int) -> Edge:
    if t._view is not None:
        t._view.refresh(t)
    if not t._requires_grad:
        raise RuntimeError(
            f"element {i} of tensors does not require grad and does not have a grad_fn"
        )
    return t.gradient_edge()


def _head(t: TensorBase, head: Any, i: int, create_graph: bool) -> Any:
    """The gradient with which the pass begins at `t`."""
    shape, dtype = t._array.shape, t._array.dtype
    if head is None:
        if math.prod(shape) != 1:
            raise RuntimeError("grad can be implicitly created only for scalar outputs")
        one = dtype.type(1)
        head = np.full(shape, one) if shape else one
        return wrap(head) if create_graph else head
    if not isinstance(head, TensorBase):
        raise TypeError(f"gradients can be either Tensors or None, but got {type(head).__name__}")
    if head._array.shape != shape:
        raise RuntimeError(
            f"Mismatch in shape: grad_output[{i}] has a shape of {Size(head._array.shape)} "
            f"and output[{i}] has a shape of {Size(shape)}."
        )
    return head if create_graph else head._array.astype(dtype, copy=False)


def _target(t: TensorBase) -> Edge:
    if t._view is not None:
        t._view.refresh(t)
    if not t._requires_grad:
        raise RuntimeError("One of the differentiated Tensors does not require grad")
    return t.gradient_edge()


class _Pass:
    """One run through the graph."""

    def __init__(self, roots: Sequence[Root], create_graph: bool, targets: Sequence[Edge]) -> None:
        self.create_graph = create_graph
        self.targets = targets
        self.found: dict[Edge, Any] = {}  # what arrived at the targets
        # How many gradients a node still waits for; nodes that need not run are not in here.
        self.waiting = _count_consumers(roots, targets)
        # What has arrived at a node that waits for more: the gradient, or where the node takes a
        # list one for each output.
        self.arrived: dict[Node, Any] = {}
        self.owned: set[Node] = set()  # those whose gradient nobody else holds
        for (node, nr), head in roots:
            if node in self.waiting:
                self._arrive(node, nr, head, False)

    def run(self, keep_graph: bool) -> list:
        """Run every node once all its consumers have; give what arrived at the targets."""
        create_graph, waiting, arrived = self.create_graph, self.waiting, self.arrived
        plain = not self.targets and state.anomaly is None
        ready = [(node, arrived.pop(node)) for node in list(arrived) if not waiting[node]]
        while ready:
            node, grad = ready.pop()
            if grad is None:  # no gradient flows here, but those below wait for the word
                gradients: Sequence = [None] * len(node.edges)
            elif plain and node.hooks is None and node.__class__ is not AccumulateGrad:
                gradients = node.run(grad, None, create_graph)
                if not keep_graph:
                    node.release()
            else:
                gradients = self._visit(node, grad, keep_graph)
            fresh = node.returns_fresh and not create_graph and node.hooks is None
            for edge, gradient in zip(node.edges, gradients):  # noqa: B905 (strict takes as long again)
                if edge is None or edge[0] not in waiting:
                    continue
                child, nr = edge
                own = False
                if gradient is not None:
                    shape, dtype = child.outputs[nr] if nr else (child.shape, child.dtype)
                    if gradient.shape != shape or gradient.dtype is not dtype:
                        gradient = fitted(gradient, shape, dtype, node, gradients)
                    own = fresh and gradient is not grad and gradient.base is None
                left = waiting[child] = waiting[child] - 1
                if left or child in arrived or child.takes_list:
                    self._arrive(child, nr, gradient, own)
                    if not left:
                        ready.append((child, arrived.pop(child, None)))
                elif plain and child.__class__ is AccumulateGrad and child.hooks is None:
                    if gradient is not None:
                        child.accumulate(gradient, own, create_graph)
                else:
                    ready.append((child, gradient))
                    if own:
                        self.owned.add(child)
        return [self.found.get(target) for target in self.targets]

    def _arrive(self, node: Node, nr: int, gradient: Any, own: bool) -> None:
        """Borrow the first gradient, allocate a sum for the second, add later ones in place."""
        if gradient is None:
            return
        arrived = self.arrived
        if node.takes_list:
            grads = arrived.setdefault(node, [None] * len(node.outputs))
            grads[nr] = gradient if grads[nr] is None else grads[nr] + gradient
        elif node not in arrived:
            arrived[node] = gradient
            if own:
                self.owned.add(node)
        elif node in self.owned:
            arrived[node] += gradient
        else:
            arrived[node] = arrived[node] + gradient
            if not self.create_graph:
                self.owned.add(node)

    def _visit(self, node: Node, grad: Any, keep_graph: bool) -> Sequence:
        """Run a node that is a leaf's or is watched: hooks, targets, anomaly mode."""
        grads = grad if node.takes_list else [grad]
        if node.hooks is not None:
            self.owned.discard(node)
            grads = self._taken(node.hooks.before(self._shown(grads)))
        self.found.update({(node, nr): g for nr, g in enumerate(grads) if (node, nr) in self.targets})
        if isinstance(node, AccumulateGrad):
            if not self.targets:
                node.accumulate(grads[0], node in self.owned, self.create_graph)
            return ()
        wanted = None
        if self.targets:
            wanted = [edge is not None and edge[0] in self.waiting for edge in node.edges]
            if not any(wanted):
                return [None] * len(node.edges)
        run = node.run if state.anomaly is None else state.anomaly.runner(node)
        gradients = run(grads if node.takes_list else grads[0], wanted, self.create_graph)
        if not keep_graph:
            node.release()
        if node.hooks is not None:
            shown = node.hooks.after(self._shown(gradients), self._shown(grads))
            gradients = self._taken(shown)
        return gradients

    def _shown(self, gradients: Sequence) -> list:
        """Gradients as hooks see them: Tensors."""
        return [g if g is None or self.create_graph else wrap(g) for g in gradients]

    def _taken(self, gradients: Sequence) -> list:
        """What hooks gave back, as the pass deals in it."""
        return [g if g is None or self.create_graph else g._array for g in gradients]


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
