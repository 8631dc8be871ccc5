"""The graph: tensors' places in it, nodes, edges, the arrays nodes save, and their versions.

A node holds raw arrays and edges to other nodes, never tensors, so a graph has no reference cycles
and goes, arrays and all, as soon as nobody holds its end. The one exception is `AccumulateGrad`,
which holds the leaf whose gradient it adds to.

An edge is `(node, output_nr)`: the node at which a tensor's gradient enters the graph.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Sequence
from typing import Any, ClassVar, NoReturn

import numpy as np

from tinygrad_np import dtypes, errors
from tinygrad_np.engine.grad_mode import state
from tinygrad_np.hooks import LeafHooks, NodeHooks, RemovableHandle
from tinygrad_np.shapes import is_broadcast, reduced_axes

Edge = tuple["Node", int]


class TensorBase:
    """What the engine knows of a tensor: its memory, and its place in the graph.

    `_array` is an ndarray, or a NumPy scalar as long as nobody needs the memory of a 0-d result
    (arithmetic on scalars is several times faster); `array` is an ndarray always.
    """

    __slots__ = (
        "__weakref__",
        "_accumulator",  # of a leaf: weak reference to its AccumulateGrad, while a graph holds it
        "_array",
        "_edge",  # of a computed tensor: where its gradient enters the graph
        "_grad",
        "_hooks",  # of a leaf; those of a computed tensor live on its node
        "_requires_grad",
        "_version",  # [writes so far], one list for all tensors on one memory; None: inference
        "_view",  # the View by which it shares the memory of another tensor
    )

    result_class: ClassVar[type]  # what ops return: class Tensor names itself

    def __init_subclass__(cls, results: bool = False, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if results:
            TensorBase.result_class = cls

    @property
    def array(self) -> np.ndarray:
        """The memory itself."""
        array = self._array
        if isinstance(array, np.generic):
            self._array = array = np.array(array)
        return array

    def refresh_view(self) -> None:
        """Bring a view's place in the graph up to date, if its base was written in place since."""
        view = self._view
        if view.base._edge is not view.base_edge:
            before, state.recording = state.recording, True
            try:
                replayed = replay(view.steps, view.base)
            finally:
                state.recording = before
            self._edge = replayed._edge
            self._requires_grad = replayed._requires_grad
            view.base_edge = view.base._edge

    def gradient_edge(self) -> Edge:
        """Where a gradient for this tensor, which requires grad, enters the graph."""
        if self._edge is not None:
            return self._edge
        accumulator = self._accumulator and self._accumulator()
        if accumulator is None:
            accumulator = AccumulateGrad(self)
            self._accumulator = weakref.ref(accumulator)
        return accumulator, 0

    def __run_function__(self, function: Any, *args: Any) -> Any:
        return function.apply(self, *args)

    def leaf_hooks(self) -> LeafHooks:
        """The hooks of a leaf, made when first asked for."""
        if self._hooks is None:
            self._hooks = LeafHooks()
        return self._hooks


_new = object.__new__


def wrap(array: Any, requires_grad: bool = False) -> Any:
    """A leaf Tensor on the memory of `array`."""
    t = _new(TensorBase.result_class)
    t._array = array
    t._requires_grad = requires_grad
    t._edge = t._grad = t._view = t._hooks = t._accumulator = None
    t._version = None if state.inference else [0]
    return t


def wrap_on_edge(array: Any, edge: Edge | None, version: list[int] | None) -> Any:
    """A Tensor on `array` that stands where `edge` says: a saved array read as a Tensor."""
    t = wrap(array, edge is not None)
    t._edge = edge
    t._version = version
    return t


class View:
    """How a tensor shares the memory of `base`: the steps that lead from one to the other."""

    __slots__ = ("base", "base_edge", "recorded", "steps")

    def __init__(self, base: TensorBase, steps: tuple, recorded: bool) -> None:
        self.base = base
        self.base_edge = base._edge
        self.steps = steps  # of (Function, parameters)
        self.recorded = recorded  # whether grad mode was on when the view was made


def replay(steps: tuple, x: Any) -> Any:
    """Take the steps of a view on another array or Tensor."""
    for function, parameters in steps:
        x = function.call(x, *parameters)
    return x


class Node:
    """A step of the backward pass: turns the gradients of its outputs into those of its inputs."""

    __slots__ = ("__weakref__", "_metadata", "edges", "hooks", "outputs")

    # Whether a gradient may come back in the shape that broadcasting gave it.
    broadcasts = False
    # Whether each array that `run` returns, unless it is a given one or a view, is held by nobody.
    returns_fresh = False

    edges: tuple[Edge | None, ...]
    outputs: tuple[tuple[tuple[int, ...], np.dtype], ...]  # (shape, dtype) of each output

    def run(self, grads: list, wanted: Sequence[bool] | None, create_graph: bool) -> Sequence:
        """The gradient for each edge, as arrays or, under `create_graph`, Tensors.

        A gradient that is not `wanted` may be None; `wanted=None` means all.
        """
        raise NotImplementedError

    def release(self) -> None:
        """Drop what was saved for `run`."""

    def name(self) -> str:
        """What tensors print as their grad_fn."""
        return type(self).__name__

    @property
    def next_functions(self) -> tuple[tuple[Node | None, int], ...]:
        """The nodes to which this one hands gradients, each with the number of its output."""
        return tuple((None, 0) if edge is None else edge for edge in self.edges)

    @property
    def metadata(self) -> dict:
        """A dict for whoever wants to note something on the node."""
        if self._metadata is None:
            self._metadata: dict = {}
        return self._metadata

    def register_prehook(self, hook: Callable) -> RemovableHandle:
        """Call `hook(grad_outputs)` before the node runs; what it returns, if anything, is used."""
        return self.own_hooks().pre.add(hook)

    def register_hook(self, hook: Callable) -> RemovableHandle:
        """Call `hook(grad_inputs, grad_outputs)` after the node ran; it may return new inputs."""
        return self.own_hooks().post.add(hook)

    def own_hooks(self) -> NodeHooks:
        """The node's hooks, made when first asked for."""
        if self.hooks is None:
            self.hooks = NodeHooks()
        return self.hooks

    def __call__(self, *grads: Any) -> tuple:
        """The gradients of the inputs for these of the outputs, as Tensors: one step by hand."""
        if len(grads) != len(self.outputs):
            raise TypeError(
                f"{self.name()} takes {len(self.outputs)} gradients, one for each of its outputs, "
                f"but got {len(grads)}"
            )
        given = [g if g is None or state.recording else g._array for g in grads]
        gradients = self.run(given, None, state.recording)
        return tuple(
            None if edge is None or g is None else self._as_tensor(g, edge, gradients)
            for edge, g in zip(self.edges, gradients, strict=True)
        )

    def _as_tensor(self, gradient: Any, edge: Edge, gradients: Sequence) -> Any:
        node, nr = edge
        gradient = fitted(gradient, *node.outputs[nr], self, gradients)
        return gradient if isinstance(gradient, TensorBase) else wrap(gradient)

    def __repr__(self) -> str:
        return f"<{self.name()} object at {id(self):#x}>"


def fitted(gradient: Any, shape: tuple, dtype: np.dtype, node: Node, gradients: Sequence) -> Any:
    """One of the `gradients` that `node` made, in the shape and dtype that its edge asks for.

    This is where broadcasting is undone: by a sum over the axes that it stretched or added.
    """
    array = gradient._array if isinstance(gradient, TensorBase) else gradient
    if array.shape != shape:
        if not (node.broadcasts and is_broadcast(shape, array.shape)):
            index = next((i for i, g in enumerate(gradients) if g is gradient), 0)
            raise RuntimeError(
                f"Function {node.name()} returned an invalid gradient at index {index} - got "
                f"{list(array.shape)} but expected shape compatible with {list(shape)}"
            )
        gradient = np.add.reduce(gradient, axis=reduced_axes(array.shape, shape))
        if gradient.shape != shape:
            gradient = gradient.reshape(shape)
    return gradient if array.dtype == dtype else gradient.astype(dtype)


class AccumulateGrad(Node):
    """Where a path through the graph ends: adds what arrives to the gradient of a leaf."""

    __slots__ = ("variable",)

    _lock: ClassVar = threading.Lock()  # two threads may add to one leaf

    def __init__(self, variable: TensorBase) -> None:
        self.variable = variable
        self.edges = ()
        self.outputs = ((variable._array.shape, variable._array.dtype),)
        self.hooks = self._metadata = None

    def name(self) -> str:
        return "AccumulateGrad"

    def run(self, grads: list, wanted: Sequence[bool] | None, create_graph: bool) -> Sequence:
        self.accumulate(grads[0], False, create_graph)
        return ()

    def accumulate(self, grad: Any, owned: bool, create_graph: bool) -> None:
        """Add `grad` to the leaf's gradient; an `owned` array becomes it, a borrowed one is copied."""
        leaf = self.variable
        with self._lock:
            if create_graph:
                leaf._grad = grad.clone() if leaf._grad is None else leaf._grad + grad
            elif leaf._grad is None:
                leaf._grad = wrap(grad if owned else grad.copy())
            else:
                memory = leaf._grad.array
                memory += grad
                leaf._grad._version[0] += 1
        if leaf._hooks is not None:
            for hook in leaf._hooks.accumulated:
                hook(leaf)


class FunctionNode(Node):
    """The node of a registered Function; each Function has its own subclass, named after it."""

    __slots__ = ("saved", "versions")

    returns_fresh = True
    function: ClassVar[Any]

    saved: Any  # for each rule the values it keeps, or None where its gradient is not needed
    versions: tuple[tuple[int, list[int], int], ...]  # (position, version, its count when saved)

    def run(self, grads: list, wanted: Sequence[bool] | None, create_graph: bool) -> Sequence:
        function = self.function
        saved = self.saved
        if saved.__class__ is not tuple:
            saved = saved.unpack()
        for position, version, count in self.versions:
            if version[0] != count:
                check_version(self._saved_at(position, saved), version, count, self._edge_at(position))
        if create_graph:
            saved = self._as_tensors(saved)
        grad = grads[0]
        if function.joint:
            return function.backward(grad, *saved[0])
        return [
            rule(grad, *kept) if kept is not None and (wanted is None or wanted[i]) else None
            for i, (rule, kept) in enumerate(zip(function.rules, saved, strict=True))
        ]

    def release(self) -> None:
        if self.function.keeps_operands:
            self.saved = FREED
            self.versions = ()

    def _edge_at(self, position: int) -> Edge | None:
        """The edge on which the value at `position` of (*parameters, out) stands."""
        function = self.function
        if position == function.out_position:
            return self, 0
        if position in function.inputs:
            return self.edges[function.inputs.index(position)]
        return None

    def _as_tensors(self, saved: tuple) -> tuple:
        """What each rule keeps, with every array that has a derivative on its own edge."""
        versions = {position: version for position, version, _ in self.versions}

        def tensor(value: Any, position: int | None) -> Any:
            edge = None if position is None else self._edge_at(position)
            return value if edge is None else wrap_on_edge(value, edge, versions.get(position, [0]))

        return tuple(
            kept and tuple(map(tensor, kept, positions))
            for kept, positions in zip(saved, self.function.kept_positions, strict=True)
        )

    def _saved_at(self, position: int, saved: tuple) -> Any:
        for kept, positions in zip(saved, self.function.kept_positions, strict=True):
            if kept is not None and position in positions:
                return kept[positions.index(position)]
        raise LookupError(position)


def check_version(array: Any, version: list[int], count: int, edge: Edge | None) -> None:
    """Raise if an array that was saved for backward has been modified in place since."""
    if version[0] != count:
        origin = "a leaf or constant" if edge is None else f"output {edge[1]} of {edge[0].name()}"
        type_name = dtypes.from_numpy_dtype(array.dtype).type_name
        raise RuntimeError(
            errors.modified_in_place(type_name, array.shape, origin, version[0], count)
        )


class Freed:
    """Stands where saved values were."""

    def unpack(self) -> NoReturn:
        raise RuntimeError(errors.GRAPHFREED)


FREED = Freed()
