"""Views: tensors that share the memory of another, and how they keep up with it in the graph."""

from __future__ import annotations

from typing import Any

import numpy as np

from tinygrad_np.engine.function import CONSTANT, Function
from tinygrad_np.engine.grad_mode import state
from tinygrad_np.engine.graph import Edge, TensorBase, new_tensor, wrap

Steps = tuple[tuple[type[Function], tuple], ...]  # Functions and their parameters


class View:
    """How a tensor shares the memory of `base`: the steps that lead from one to the other."""

    __slots__ = ("_base", "_base_edge", "output", "recorded", "steps")

    def __init__(
        self, base: TensorBase, steps: Steps, recorded: bool, output: str | None = None
    ) -> None:
        self._base = base
        self.steps = steps
        self.recorded = recorded  # whether grad mode was on when the view was made
        self.output = output  # which one it is, of an op that gives several views
        self._base_edge = base._edge

    @property
    def base(self) -> Any:
        """The tensor whose memory it is."""
        base = self._base
        if base._view is not None:  # it was given another shape in place, and is a view by now
            self._base = base = base._view.base
        return base

    def refresh(self, view: TensorBase) -> None:
        """Bring the view's place in the graph up to date, if the base has got another since.

        It gets another when it, or any view of it, is written in place.
        """
        edge = self.base._edge
        if edge is self._base_edge or edge is None or not edge[0].edges:  # or the end of a leaf
            return
        before, state.recording = state.recording, True
        try:
            replayed = replay(self.steps, self.base)
        finally:
            state.recording = before
        move(view, replayed._edge)
        self._base_edge = edge


def move(tensor: TensorBase, edge: Edge) -> None:
    """Let a tensor take its place in the graph at another edge; it goes on keeping its gradient."""
    if tensor._edge is not None and tensor._edge[0].hooks is not None:
        node, nr = tensor._edge
        retained = node.hooks.retained
        if nr in retained and retained[nr]() is tensor:
            edge[0].own_hooks().retained[edge[1]] = retained.pop(nr)
    tensor._edge = edge
    tensor._requires_grad = True


def replay(steps: Steps, x: Any) -> Any:
    """Take the steps of a view on another array or Tensor."""
    for function, parameters in steps:
        x = function.call(x, *parameters)
    return x


class ViewFunction(Function):
    """An op `forward(x, *parameters)` whose result shares x's memory wherever NumPy's does."""

    @classmethod
    def apply(cls, x: TensorBase, *parameters: Any) -> Any:
        array = x._array
        if array.__class__ is not np.ndarray:
            array = x.array
        result = cls.run_unary(x, array, *parameters)
        out = result._array
        base = out.base
        if base is array or (base is not None and base is array.base) or out is array:
            enter_view(result, x, cls, parameters)
        return result

    @classmethod
    def recorded(cls, x: TensorBase, out: Any, parameters: tuple) -> Any:
        """A Tensor on `out`, the outcome of forward."""
        if not state.recording:
            return wrap(out)
        result = new_tensor(out)
        if x._requires_grad or x._view is not None:  # whose base may have got a gradient
            places = (CONSTANT,) * len(parameters)
            cls.record((x, *places), (x._array, *parameters), result)
        return result


def enter_view(
    result: TensorBase,
    x: TensorBase,
    function: type[Function],
    parameters: tuple,
    output: str | None = None,
) -> None:
    """Make `result`, which lies on x's memory, a view: one step further from the base than x."""
    before = x._view
    step = (function, parameters)
    result._writes = x._writes
    if before is None:
        result._view = View(x, (step,), state.recording, output)
        return
    if before.output is not None:
        output = f"Output 0 of {function.__name__}"
    recorded = state.recording and before.recorded
    result._view = View(before.base, (*before.steps, step), recorded, output)
