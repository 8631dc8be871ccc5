"""Views: tensors that share the memory of another, and how they keep up with it in the graph."""

from __future__ import annotations

from typing import Any

from tinygrad_np.engine.function import CONSTANT, Function
from tinygrad_np.engine.grad_mode import state
from tinygrad_np.engine.graph import Edge, TensorBase, new_tensor, wrap

Steps = tuple[tuple[type[Function], tuple], ...]  # Functions and their parameters


class View:
    """How a tensor shares the memory of `base`: the steps that lead from one to the other."""

    __slots__ = ("_base_edge", "base", "recorded", "steps")

    def __init__(self, base: TensorBase, steps: Steps, recorded: bool) -> None:
        self.base = base
        self.steps = steps
        self.recorded = recorded  # whether grad mode was on when the view was made
        self._base_edge = base._edge

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
        array = x.array
        out = cls.forward(array, *parameters)
        before = x._view
        if not state.recording:
            result = wrap(out)
        else:
            result = new_tensor(out)
            if x._requires_grad or before is not None:  # whose base may have got a gradient
                places = (CONSTANT,) * len(parameters)
                cls.record((x, *places), (array, *parameters), result)
        base = out.base
        if (base is not None and (base is array or base is array.base)) or out is array:
            result._writes = x._writes
            result._view = View(
                x if before is None else before.base,
                ((cls, parameters),) if before is None else (*before.steps, (cls, parameters)),
                state.recording and (before is None or before.recorded),
            )
        return result
