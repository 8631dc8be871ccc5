"""The graph for human eyes: `make_dot` draws it, `explain` writes the chain rule as a table.

Both read the graph as a user could: from node to node along the edges, and by calling each node
with the gradient that reaches it. So they run no hooks and leave every `.grad` as it was.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tinygrad_np.autograd.grad_mode import no_grad
from tinygrad_np.engine.graph import AccumulateGrad, Edge, Node
from tinygrad_np.errors import GRAPH_FREED
from tinygrad_np.likeness import ones_like
from tinygrad_np.tensor import Tensor

__all__ = ["explain", "make_dot"]

Gradients = dict[tuple[Node, int], Tensor]

LEAF, RESULT, OP, NAMED_OP = "lightblue", "darkolivegreen1", "gray92", "lightgoldenrod1"
FONT = {"fontname": "monospace", "fontsize": "10"}
CAPTION = {"fontcolor": "firebrick", **FONT}
MOST_ELEMENTS_WRITTEN, MOST_OPS_LISTED = 4, 3


def make_dot(
    var: Tensor | Sequence[Tensor],
    params: Mapping[str, Tensor] | None = None,
    show_shapes: bool = False,
    show_values: bool = False,
    show_grads: bool = False,
) -> Any:
    """Draw the graph that computed `var`, as torchviz does: a `graphviz.Digraph`.

    Leaves are blue, results green, ops grey, or yellow where `params` names what they computed.
    Arrows point the way of the forward pass.

    Args:
        var: the result, or several.
        params: names for tensors, as ``{"w": w}``: leaves, intermediates, results.
        show_shapes: write the shape of what each op computed.
        show_values: write the values of leaves, results and named intermediates.
        show_grads: write on each arrow the gradient that flows back along it, beginning with ones
            at `var`; a value that is used twice gets the sum of its arrows. This needs the arrays
            that `backward()` frees: draw before it, or call `backward(retain_graph=True)`.
    """
    results = [var] if isinstance(var, Tensor) else list(var)
    named = dict(params or {})
    _check_tensors([*results, *named.values()])
    return _Drawing(_new_digraph(), results, named, show_shapes, show_values, show_grads).drawn()


def explain(var: Tensor, names: Mapping[str, Tensor]) -> str:
    """The chain rule at work in `var`, as a table with a row for each of `names`.

    A row tells the op and the value, the derivatives by the named tensors it was computed from,
    and the gradient: the derivative of `var` (of its sum, if it is no scalar) by this tensor,
    which the chain rule makes from other rows. Many elements are told by shape and range.

    >>> import tinygrad_np as torch
    >>> from tinygrad_np.viz import explain
    >>> x = torch.tensor(3.0, requires_grad=True)
    >>> y = x * x
    >>> z = 2 * y
    >>> print(explain(z, {"x": x, "y": y, "z": z}))
    name  op    value  local derivatives  gradient
    x     leaf  3.                        dz/dx = dz/dy * dy/dx = 12.
    y     Mul   9.     dy/dx = 6.         dz/dy = 2.
    z     Mul   18.    dz/dy = 2.         dz/dz = 1.
    """
    _check_tensors([var, *names.values()])
    if not var.requires_grad:
        raise RuntimeError("explain: the result does not require grad, so no graph led to it")
    named = dict(names) if any(t is var for t in names.values()) else {**names, "result": var}
    return _Explanation(var, named).table()


def _check_tensors(values: Iterable[Any]) -> None:
    for value in values:
        if not isinstance(value, Tensor):
            raise TypeError(f"expected Tensors to draw or name, got {type(value).__name__}")


@no_grad()
def _flow(results: Iterable[Tensor], stops: Collection[Edge] = ()) -> tuple[Gradients, Gradients]:
    """Send ones back from the results to the leaves, or as far as `stops`, node after node.

    Gives what arrives in all at each output of a node, and what each input of a node is handed.
    """
    total: Gradients = {result.gradient_edge(): ones_like(result) for result in results}
    handed: Gradients = {}
    for node in _consumers_first(total, stops):
        outputs = [(node, i) for i in range(len(node.outputs))]
        arrived = [None if output in stops else total.get(output) for output in outputs]
        if isinstance(node, AccumulateGrad) or not any(grad is not None for grad in arrived):
            continue  # calling a leaf's node would change the leaf's `.grad`
        for i, (edge, grad) in enumerate(zip(node.edges, _call(node, arrived), strict=True)):
            if edge is not None and grad is not None:
                handed[node, i] = grad
                total[edge] = total[edge] + grad if edge in total else grad
    return total, handed


def _call(node: Node, grads: list[Tensor | None]) -> tuple[Tensor | None, ...]:
    """What `node` makes of the gradients of its outputs, with advice if it no longer can."""
    try:
        return node(*grads)
    except RuntimeError as error:
        if GRAPH_FREED not in str(error):
            raise
        advice = "Draw or explain the graph before, or call backward(retain_graph=True)."
        raise RuntimeError(f"backward() has freed what {node.name()} saved. {advice}") from error


def _consumers_first(ends: Iterable[Edge], stops: Collection[Edge] = ()) -> list[Node]:
    """The nodes between `ends` and the leaves or `stops`, each after all that use its outputs."""
    uses = dict.fromkeys((node for node, _ in ends), 0)
    nodes = list(uses)
    for node in nodes:  # grows as it is read
        for source in _sources(node, stops):
            if source not in uses:
                nodes.append(source)
            uses[source] = uses.get(source, 0) + 1
    ready = [node for node in nodes if not uses[node]]
    for node in ready:  # grows too
        for source in _sources(node, stops):
            uses[source] -= 1
            if not uses[source]:
                ready.append(source)
    return ready


def _sources(node: Node, stops: Collection[Edge]) -> list[Node]:
    return [edge[0] for edge in node.edges if edge is not None and edge not in stops]


def _new_digraph() -> Any:
    """An empty `graphviz.Digraph` that says what to install when the `dot` program is missing."""
    try:
        import graphviz  # type: ignore[import-untyped]
    except ImportError as error:
        raise ImportError('make_dot needs graphviz: pip install "tinygrad-np[viz]"') from error

    def with_advice(method):
        def advised(*args, **kwargs):
            try:
                return method(*args, **kwargs)
            except graphviz.ExecutableNotFound as error:
                error.args = (f"{error}: install Graphviz, see https://graphviz.org/download",)
                raise

        return advised

    class Digraph(graphviz.Digraph):
        render = with_advice(graphviz.Digraph.render)
        pipe = with_advice(graphviz.Digraph.pipe)  # what a notebook shows

    boxes = {"style": "filled", "shape": "box", "height": "0.2", **FONT}
    return Digraph(node_attr=boxes, edge_attr=CAPTION)


@dataclass
class _Drawing:
    """What to draw, and how; `drawn` draws it, node by node."""

    dot: Any
    results: list[Tensor]
    named: dict[str, Tensor]
    show_shapes: bool
    show_values: bool
    show_grads: bool

    def drawn(self) -> Any:
        computed = [t for t in self.results if t.grad_fn is not None]
        self.total, self.handed = _flow(computed) if self.show_grads else ({}, {})
        self.names = {id(t): name for name, t in self.named.items()}
        result_ids = {id(t) for t in self.results}  # these get a box of their own
        inner = [t for t in self.named.values() if t.grad_fn and id(t) not in result_ids]
        self.inner = {t.gradient_edge(): t for t in inner}
        nodes = _consumers_first([t.gradient_edge() for t in computed])
        self.ids = {node: f"node{i}" for i, node in enumerate(nodes)}
        for node in nodes:
            self._draw_op(node)
        for i, result in enumerate(self.results):
            self._draw_tensor(f"result{i}", result, RESULT)
            if result.grad_fn is not None:
                head = ones_like(result) if self.show_grads else None
                self._draw_arrow(self.ids[result.grad_fn], f"result{i}", head)
        if self.show_grads:
            self.dot.attr(label="red: the gradient, as it flows back along each arrow", **CAPTION)
        return self.dot

    def _draw_op(self, node: Node) -> None:
        outputs = [(node, i) for i in range(len(node.outputs))]
        is_named = any(output in self.inner for output in outputs)
        lines = [node.name(), *filter(None, map(self._output_line, outputs))]
        self._draw_box(self.ids[node], lines, NAMED_OP if is_named else OP)
        for i, edge in enumerate(node.edges):
            if edge is not None:
                self._draw_arrow(self.ids[edge[0]], self.ids[node], self.handed.get((node, i)))
        if isinstance(node, AccumulateGrad) and node.variable is not None:
            leaf_id = f"leaf_{self.ids[node]}"
            self._draw_tensor(leaf_id, node.variable, LEAF)
            self._draw_arrow(leaf_id, self.ids[node], self.total.get((node, 0)))

    def _output_line(self, output: Edge) -> str:
        """What is known of one output of an op, as ``a (2,) = [1., 2.]``."""
        node, output_nr = output
        t = self.inner.get(output)
        words = [] if t is None else [self.names[id(t)]]
        if self.show_shapes and not isinstance(node, AccumulateGrad):
            words.append(str(node.outputs[output_nr][0]))
        if self.show_values and t is not None:
            words.append(f"= {_written(t)}")
        return " ".join(words)

    def _draw_tensor(self, box_id: str, t: Any, color: str) -> None:
        lines = [self.names.get(id(t), ""), f" {tuple(t.shape)}"]
        self._draw_box(box_id, [*lines, _written(t)] if self.show_values else lines, color)

    def _draw_box(self, box_id: str, lines: list[str], color: str) -> None:
        self.dot.node(box_id, "\n".join(lines).replace("\\", "\\\\"), fillcolor=color)

    def _draw_arrow(self, tail: str, head: str, gradient: Tensor | None) -> None:
        self.dot.edge(tail, head, None if gradient is None else f" {_written(gradient)} ")


class _Explanation:
    """The derivatives by and of the named tensors, written as a table."""

    def __init__(self, var: Tensor, named: dict[str, Tensor]) -> None:
        self.named = named
        self.result = next(name for name, t in named.items() if t is var)
        self.edges = {name: t.gradient_edge() for name, t in named.items() if t.requires_grad}
        self.gradients, _ = _flow([var])
        self.local = {name: self._local_derivatives(name) for name in self.edges}

    def table(self) -> str:
        rows = [["name", "op", "value", "local derivatives", "gradient"]]
        for name, t in self.named.items():
            local = ", ".join(self._local_text(name, source) for source in self.local.get(name, ()))
            value = f"{tuple(t.shape)} {_written(t)}" if t.ndim else _written(t)
            rows.append([name, self._op(name), value, local, self._gradient_text(name)])
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)

    def _stops(self, name: str) -> set[Edge]:
        """Where the other named tensors are."""
        return set(self.edges.values()) - {self.edges[name]}

    def _op(self, name: str) -> str:
        """The ops that computed the tensor from other named ones, in the order they ran."""
        if name not in self.edges:
            return "constant"
        names = [node.name() for node in _consumers_first([self.edges[name]], self._stops(name))]
        ops = [op.partition("Backward")[0] for op in reversed(names) if op != "AccumulateGrad"]
        return ", ".join(ops) or "leaf" if len(ops) <= MOST_OPS_LISTED else f"{len(ops)} ops"

    def _local_derivatives(self, name: str) -> dict[str, Tensor]:
        """By each tensor that this one was computed from with no other named one in between."""
        stops = self._stops(name)
        total, _ = _flow([self.named[name]], stops)
        return {source: total[e] for source, e in self.edges.items() if e in stops and e in total}

    def _local_text(self, name: str, source: str) -> str:
        shape = (*self.named[name].shape, *self.named[source].shape)
        derivative = self.local[name][source]
        is_number = self.named[name].numel() == derivative.numel() == 1
        return f"d{name}/d{source} = {_written(derivative) if is_number else f'shape {shape}'}"

    def _gradient_text(self, name: str) -> str:
        """The gradient: by the chain rule a sum of products, one for each user of the tensor."""
        gradient = self.gradients.get(self.edges[name]) if name in self.edges else None
        if gradient is None:
            return ""
        by = f"d{self.result}" if self.named[self.result].numel() == 1 else f"d(sum {self.result})"
        reached = [user for user, edge in self.edges.items() if edge in self.gradients]
        users = [user for user in reached if name in self.local[user]]
        terms = [f"{by}/d{user} * d{user}/d{name}" for user in users if users != [self.result]]
        sides = [f"{by}/d{name}", " + ".join(terms), _written(gradient)]
        return " = ".join(filter(None, sides))


def _written(t: Tensor) -> str:
    """The elements where they are few, else their range."""
    array = t.detach().numpy()
    if array.size > MOST_ELEMENTS_WRITTEN:
        return f"{_digits(array.min())} to {_digits(array.max())}"
    return " ".join(np.array2string(array, separator=", ", formatter={"all": _digits}).split())


def _digits(number: Any) -> str:
    return np.array2string(np.asarray(number), precision=4)
