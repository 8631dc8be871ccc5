"""The backward pass: no recursion, no knowledge of ops."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from tinygrad_np.engine.grad_mode import state
from tinygrad_np.engine.graph import AccumulateGrad, Edge, Node, fitted, fitted_to_edges, wrap
from tinygrad_np.memory import OWN
from tinygrad_np.parallel import LARGE, add_to

Root = tuple[Edge, Any]  # where a head gradient enters the graph, and the gradient


def run_backward(
    roots: Sequence[Root], keep_graph: bool, create_graph: bool, targets: Sequence[Edge] = ()
) -> list:
    """Run the nodes below `roots`; give the gradients that arrive at `targets`, or None.

    With targets, only nodes that lead to one of them run, and no leaf's `.grad` changes.
    """
    before = state.recording
    state.recording = create_graph
    try:
        return _Pass(roots, create_graph, targets).run(keep_graph)
    finally:
        state.recording = before


class _Pass:
    """One run through the graph."""

    __slots__ = ("arrived", "create_graph", "found", "owned", "targets", "waiting")

    def __init__(self, roots: Sequence[Root], create_graph: bool, targets: Sequence[Edge]) -> None:
        self.create_graph = create_graph
        self.targets = targets
        self.found: dict[Edge, Any] = {}  # what arrived at the targets
        self.waiting = _count_consumers(roots, targets)  # gradients to come, by node that runs
        self.arrived: dict[Node, Any] = {}  # at nodes that wait for more
        self.owned: set[Node] = set()  # those whose gradient nobody else holds
        for (node, nr), head in roots:
            if node in self.waiting:
                self._arrive(node, nr, head, False)

    def run(self, keep_graph: bool) -> list:
        """Run every node once all its consumers have; give what arrived at the targets."""
        create_graph, waiting = self.create_graph, self.waiting
        arrived, owned = self.arrived, self.owned
        plain, sought = state.anomaly is None, self.targets and {node for node, _ in self.targets}
        ready = [(n, arrived.pop(n), n in owned) for n in list(arrived) if not waiting[n]]
        while ready:
            node, grad, mine = ready.pop()
            if grad is None:  # no gradient flows here, but those below wait for the word
                gradients: Sequence = [None] * len(node.edges)
            elif plain and node.hooks is None and type(node) is AccumulateGrad:
                if sought:
                    self.found[node, 0] = grad
                else:
                    node.accumulate(grad, mine, create_graph)
                continue
            elif plain and node.hooks is None and node not in sought:
                if node.elementwise and not create_graph and grad.size > LARGE:
                    gradients, grad = self._run_large(node, grad, mine)
                else:
                    wanted = self._wanted(node) if sought and len(node.edges) > 1 else None
                    gradients = node.run(grad, wanted, create_graph)
                if not keep_graph:
                    node.release()
            else:
                gradients = self._visit(node, grad, keep_graph)
            fresh = node.returns_fresh and node.hooks is None and not create_graph
            for edge, gradient in zip(node.edges, gradients):  # noqa: B905 (strict costs time)
                if edge is None:
                    continue
                child, nr = edge
                left = waiting.get(child)
                if left is None:  # it leads to no target
                    continue
                own = False
                if gradient is not None:
                    array = gradient._array if create_graph else gradient
                    if nr or array.shape != child.shape or array.dtype is not child.dtype:
                        gradient = fitted(gradient, *child.outputs[nr], node, gradients)
                    own = fresh and gradient is not grad and gradient.base.__class__ in OWN
                if left > 1 or child in arrived or child.takes_list:
                    waiting[child] = left - 1
                    self._arrive(child, nr, gradient, own)
                    if left == 1:
                        ready.append((child, arrived.pop(child, None), child in owned))
                elif plain and type(child) is AccumulateGrad and not (child.hooks or sought):
                    if gradient is not None:
                        child.accumulate(gradient, own, create_graph)
                else:
                    ready.append((child, gradient, own))
        return [self.found.get(target) for target in self.targets] if sought else []

    def _arrive(self, node: Node, nr: int, gradient: Any, own: bool) -> None:
        """Borrow the first gradient, allocate a sum for the second, add later ones in place."""
        arrived = self.arrived
        if gradient is None:
            pass
        elif node.takes_list:
            grads = arrived.setdefault(node, [None] * len(node.outputs))
            grads[nr] = gradient if grads[nr] is None else grads[nr] + gradient
        elif node not in arrived:
            arrived[node] = gradient
            if own:
                self.owned.add(node)
        elif node in self.owned:
            if gradient is not arrived[node]:  # else the node before has added it
                arrived[node] = add_to(arrived[node], gradient)
        else:
            arrived[node] = arrived[node] + gradient
            if not self.create_graph:
                self.owned.add(node)

    def _run_large(self, node: Any, grad: Any, mine: bool) -> tuple[Sequence, Any]:
        """Run a node in memory that is there: of its gradient, or of sums that wait for its own.

        With what it gives comes what it may have handed on that others hold: `grad`, or None.
        """
        wanted = self._wanted(node)
        sums = [self.arrived.get(e[0]) if e and e[0] in self.owned else None for e in node.edges]
        spare = grad if mine and sum(wanted) == 1 else None
        return node.run(grad, wanted, False, (spare, sums)), grad if spare is None else None

    def _visit(self, node: Node, grad: Any, keep_graph: bool) -> Sequence:
        """Run a node that is watched: hooks, targets, anomaly mode."""
        grads = grad if node.takes_list else [grad]
        if node.hooks is not None:  # which see Tensors
            grads = self._taken(node.hooks.before(self._shown(grads)))
        by_edge = {(node, nr): g for nr, g in enumerate(grads)}
        self.found |= {edge: by_edge[edge] for edge in self.targets if edge in by_edge}
        wanted = self._wanted(node)
        if self.targets and not any(wanted):
            return [None] * len(node.edges)
        run = node.run if state.anomaly is None else state.anomaly.runner(node)
        gradients = run(grads if node.takes_list else grads[0], wanted, self.create_graph)
        if not keep_graph:
            node.release()
        if node.hooks is not None:
            gradients = self._shown(fitted_to_edges(gradients, node))
            gradients = self._taken(node.hooks.after(gradients, self._shown(grads)))
        return gradients

    def _wanted(self, node: Node) -> list[bool]:
        """Which of the node's gradients go anywhere."""
        return [edge is not None and edge[0] in self.waiting for edge in node.edges]

    def _shown(self, gradients: Sequence) -> list:
        return [g if g is None or self.create_graph else wrap(g) for g in gradients]

    def _taken(self, gradients: Sequence) -> list:
        return [g if g is None or self.create_graph else g._array for g in gradients]


def _count_consumers(roots: Sequence[Root], targets: Sequence[Edge]) -> dict[Node, int]:
    """The number of edges that lead to each node from those that run."""
    waiting = dict.fromkeys([edge[0] for edge, _ in roots], 0)
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
    ends = {(node, 0) for node in waiting if not node.edges} if targets else set()
    return waiting if ends <= {*targets} else _leading_to(targets, waiting)


def _leading_to(targets: Sequence[Edge], nodes: Iterable[Node]) -> dict[Node, int]:
    """As `_count_consumers`, among those of `nodes` from which a target can be reached."""
    consumers: dict[Node, list[Node]] = {node: [] for node in nodes}
    for node in nodes:
        for edge in node.edges:
            if edge is not None:
                consumers[edge[0]].append(node)
    leading = {}
    stack = [node for node, _ in targets if node in consumers]
    while stack:
        node = stack.pop()
        if node not in leading:
            leading[node] = len(consumers[node])
            stack += consumers[node]
    return leading
