"""The graph: tensors' places in it, nodes, edges, the arrays nodes save, and their versions.

A node holds raw arrays and edges to other nodes, never tensors, so a graph has no reference cycles
and goes, arrays and all, as soon as nobody holds its end.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

import numpy as np

from tinygrad_np import errors
from tinygrad_np.engine.grad_mode import state
from tinygrad_np.hooks import Hookable
from tinygrad_np.parallel import add_to, gradients_in_blocks
from tinygrad_np.shapes import reduced_axes
from tinygrad_np.versions import FREED, check_version

Edge = tuple["Node", int]  # where a gradient enters the graph: a node, and its output's number


class TensorBase:
    """What the engine knows of a tensor: its memory, and its place in the graph.

    `_array` is an ndarray, or a NumPy scalar as long as nobody needs the memory of a 0-d result
    (arithmetic on scalars is several times faster); `array` is an ndarray always.
    """

    __slots__ = ("__weakref__", "_array", "_edge", "_grad", "_requires_grad", "_view", "_writes")

    _array: Any
    _edge: Any  # Edge | None: where its gradient enters; None for a leaf that was never asked for
    _grad: Any
    _requires_grad: bool
    _view: Any  # the View by which it shares the memory of another tensor
    _writes: Any  # [writes so far], one list for all tensors on the same memory; None: inference
    _blank: ClassVar[Any]  # makes what ops return, a Tensor, without its attributes

    def __init_subclass__(cls, results: bool = False, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if results:
            TensorBase._blank = partial(object.__new__, cls)

    @property
    def array(self) -> np.ndarray:
        """The memory itself."""
        array = self._array
        if isinstance(array, np.generic):
            self._array = array = np.array(array)
        return array

    def gradient_edge(self) -> Edge:
        """Where a gradient for this tensor, which requires grad, enters the graph."""
        self._edge = self._edge or (AccumulateGrad(self), 0)
        return self._edge


def wrap(array: Any, requires_grad: bool = False) -> Any:
    """A leaf Tensor on the memory of `array`."""
    t = new_tensor(array)
    t._requires_grad = requires_grad
    if state.inference:
        t._writes = None
    return t


def new_tensor(array: Any) -> Any:
    """As `wrap`, where this thread is known not to be in inference mode."""
    t = TensorBase._blank()
    t._array = array
    t._requires_grad = False
    t._edge = t._grad = t._view = None
    t._writes = [0]
    return t


def wrap_on_edge(array: Any, edge: Edge | None, version: list[int] | None) -> Any:
    """A Tensor on `array` that stands where `edge` says: a saved array read as a Tensor."""
    t = wrap(array, edge is not None)
    t._edge, t._writes = edge, version
    return t


def edge_of(t: Any) -> Edge | None:
    """Where a gradient for a tensor enters the graph, if it requires one now."""
    if t._view is not None:
        t._view.refresh(t)
    return (t._edge or t.gradient_edge()) if t._requires_grad else None


class Node(Hookable):
    """A step of the backward pass: turns the gradients of its outputs into those of its inputs."""

    __slots__ = ("__weakref__", "dtype", "shape")

    broadcasts = False  # a gradient may come back in the shape that broadcasting gave it
    elementwise = False  # large gradients are computed in the room that `run` is given
    returns_fresh = False  # nobody holds what `run` returns, but for given arrays and views
    takes_list = False  # `run` takes a gradient or None for each output, not just the gradient
    edges: tuple[Edge | None, ...]
    shape: tuple[int, ...]  # of the output, and so of the gradient that `run` takes
    dtype: np.dtype

    def run(self, grad: Any, wanted: Sequence[bool] | None, create_graph: bool) -> Sequence:
        """The gradient for each edge: arrays, or under `create_graph` Tensors.

        One that is not `wanted` may be None; `wanted=None` means all.
        """
        raise NotImplementedError

    def release(self) -> None:
        """Drop what was saved for `run`."""

    @property
    def outputs(self) -> tuple[tuple[tuple[int, ...], np.dtype], ...]:
        """The shape and dtype of each output."""
        return ((self.shape, self.dtype),)

    def __call__(self, *grads: Any) -> tuple:
        """The gradients of the inputs for these of the outputs, as Tensors: one step by hand."""
        if len(grads) != len(self.outputs):
            raise TypeError(f"{self.name()} takes {len(self.outputs)} gradients, got {len(grads)}")
        if all(g is None for g in grads):
            return (None,) * len(self.edges)
        given = [g if g is None or state.recording else g._array for g in grads]
        gradients = self.run(given if self.takes_list else given[0], None, state.recording)
        fit = fitted_to_edges(gradients, self)
        return tuple(wrap(g) if isinstance(g, (np.ndarray, np.generic)) else g for g in fit)


def fitted(gradient: Any, shape: tuple, dtype: np.dtype, node: Node, gradients: Sequence) -> Any:
    """One of the `gradients` that `node` made, in the shape and dtype that its edge asks for.

    This is where broadcasting is undone: by a sum over the axes that it stretched or added.
    """
    array = gradient._array if isinstance(gradient, TensorBase) else gradient
    if array.shape != shape:
        axes = reduced_axes(array.shape, shape) if node.broadcasts else None
        if axes is None:
            index = next((i for i, g in enumerate(gradients) if g is gradient), 0)
            raise errors.invalid_gradient(node.name(), index, array.shape, shape)
        gradient = np.add.reduce(gradient, axis=axes)
        if gradient.shape != shape:
            gradient = gradient.reshape(shape)
    return gradient if array.dtype == dtype else gradient.astype(dtype)


def fitted_to_edges(gradients: Sequence, node: Node) -> list:
    """All the `gradients` that `node` made, fitted; None where nobody asks for one."""
    return [
        None if g is None or edge is None else fitted(g, *edge[0].outputs[edge[1]], node, gradients)
        for edge, g in zip(node.edges, gradients, strict=True)
    ]


class AccumulateGrad(Node):
    """Where a path through the graph ends: adds what arrives to the gradient of a leaf.

    The leaf holds its AccumulateGrad, which refers to it weakly: a leaf that is gone needs no
    gradient.
    """

    __slots__ = ("_leaf",)

    _lock: ClassVar = threading.Lock()  # two threads may add to one leaf

    def __init__(self, leaf: TensorBase) -> None:
        self._leaf = weakref.ref(leaf)
        self.edges = ()
        self.shape = leaf._array.shape
        self.dtype = leaf._array.dtype
        self.hooks = None

    @property
    def variable(self) -> Any:
        """The leaf, or None if nobody holds it any more."""
        return self._leaf()

    def run(self, grad: Any, wanted: Sequence[bool] | None, create_graph: bool) -> Sequence:
        self.accumulate(grad, False, create_graph)
        return ()

    def accumulate(self, grad: Any, owned: bool, create_graph: bool) -> None:
        """Add to the leaf's gradient; an `owned` array becomes it, a borrowed one is copied."""
        leaf = self._leaf()
        if leaf is None:
            return
        with self._lock:
            before = leaf._grad
            if create_graph:
                leaf._grad = grad.clone() if before is None else before + grad
            elif before is None:
                # A NumPy scalar cannot be written to, so it need not be copied.
                own = owned or isinstance(grad, np.generic)
                leaf._grad = new_tensor(grad if own else grad.copy())
            else:
                before._array = add_to(before._array, grad)
                before._writes[0] += 1
        if self.hooks is not None:
            for hook in self.hooks.accumulated:
                hook(leaf)


class FunctionNode(Node):
    """The node of a registered Function, of which it has the plan."""

    __slots__ = ("elementwise", "plan", "rule_set", "saved", "versions")
    returns_fresh = True
    plan: Any
    rule_set: Any  # which rules will run, and what they keep
    saved: Any  # that
    versions: tuple[Any, ...]  # of each kept array the version, and its count when it was saved

    def run(self, grad: Any, wanted: Any, create_graph: bool, room: Any = None) -> Sequence:
        """As of every node; with `room`, the last arguments of `gradients_in_blocks`, in blocks."""
        saved, v = self.saved, self.versions
        if saved.__class__ is not tuple:
            saved = saved.unpack()
        # here, as two are the rule; more are looked at one by one
        if v and (v[0][0] != v[1] or (len(v) > 2 and (v[2][0] != v[3] or len(v) > 4))):
            self._check_versions(saved)
        if room is not None:  # of a gradient with broadcast axes only the sums are ever there
            ends = zip(self.edges, wanted, strict=True)
            shapes = [edge[0].outputs[edge[1]][0] if edge and want else None for edge, want in ends]
            kept = [take and take(saved) for take in self.rule_set.takes]
            return gradients_in_blocks(self.plan.rules, grad, kept, shapes, *room)
        if create_graph:
            saved = self._as_tensors(saved)
        if wanted is None or self.plan.joint:
            return self.rule_set.gradients(grad, saved)
        steps = zip(self.rule_set.steps, wanted, strict=True)
        return [step(grad, saved) if step and want else None for step, want in steps]

    @property  # type: ignore[misc]
    def __class__(self) -> type:  # one named after the op, as in PyTorch
        return self.plan.node_class

    @property
    def broadcasts(self) -> bool:  # type: ignore[override]
        return self.plan.broadcasts

    def release(self) -> None:
        if self.plan.keeps_operands:
            self.saved = FREED
            self.versions = ()

    def _edge_at(self, position: int) -> Edge | None:
        """The edge on which the value at `position` of (*parameters, out) stands."""
        inputs = self.plan.inputs
        if position == self.plan.out_position:
            return self, 0
        return self.edges[inputs.index(position)] if position in inputs else None

    def _as_tensors(self, saved: tuple) -> tuple:
        """What is kept, with every array that has a derivative on its own edge."""
        tensors, versioned = list(saved), self.rule_set.versioned
        for i, p in enumerate(self.rule_set.positions):
            if p >= 0 and isinstance(saved[i], (np.ndarray, np.generic)):
                known = self.versions and p in versioned
                version = self.versions[2 * versioned.index(p)] if known else [0]
                tensors[i] = wrap_on_edge(saved[i], self._edge_at(p), version)
        return tuple(tensors)

    def _check_versions(self, saved: tuple) -> None:
        kept = dict(zip(self.rule_set.positions, saved, strict=True))
        versions = zip(self.versions[::2], self.versions[1::2], strict=True)
        for p, (version, count) in zip(self.rule_set.versioned, versions, strict=True):
            check_version(kept[p], version, count, self._edge_at(p))
