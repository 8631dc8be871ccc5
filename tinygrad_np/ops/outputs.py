"""Functions of several outputs, as a decomposition has them."""

from __future__ import annotations

from typing import Any, ClassVar

from tinygrad_np import errors
from tinygrad_np.engine.function import CONSTANT, Function
from tinygrad_np.engine.grad_mode import state
from tinygrad_np.engine.graph import Edge, FunctionNode, wrap


class OutputsNode(FunctionNode):
    """The node of a Function of several outputs: its rule takes a gradient or None for each."""

    __slots__ = ("outputs",)
    elementwise = False
    takes_list = True
    returns_fresh = False  # it may hand one of its gradients on

    def _edge_at(self, position: int) -> Edge | None:
        nr = position - self.plan.out_position
        return (self, nr) if nr >= 0 else super()._edge_at(position)


class JointFunction(Function):
    """An op of one array, `forward(x, *parameters)`, that gives several: it names its `outputs`.

    Its one rule `backward(grads, ...)` gets a tuple of gradients, None for an output that nobody
    differentiates, and gives the gradient for x. It may keep the outputs by their names.
    """

    outputs: ClassVar[tuple[str, ...]]

    @classmethod
    def run_on(cls, x: Any, *values: Any) -> tuple:
        """Run forward on `values`, of which the first may differ from x's array, and record it."""
        results = tuple([wrap(array) for array in cls.forward(*values)])
        if state.recording:
            if x._view is not None:
                x._view.refresh(x)
            if x._requires_grad:
                cls._record(x, values, results)
        return results

    @classmethod
    def apply(cls, x: Any, *parameters: Any) -> tuple:
        return cls.run_on(x, x._array, *parameters)

    @classmethod
    def _record(cls, x: Any, values: tuple, results: tuple) -> None:
        plan = cls.plan
        arrays = [result._array for result in results]
        node: Any = OutputsNode()
        node.plan = plan
        node.edges = (x.gradient_edge(),)
        node.rule_set = plan.rule_sets[1]
        node.saved = node.rule_set.keep((*values, *arrays))
        node.outputs = tuple([(array.shape, array.dtype) for array in arrays])
        node.shape, node.dtype = node.outputs[0]
        node.hooks = None
        tensors = (x, *[CONSTANT for _ in values[1:]], *results)
        try:
            node.versions = node.rule_set.versions_of(tensors)
        except TypeError:  # an inference tensor has no version
            raise RuntimeError(errors.INFERENCE_SAVED) from None
        for watcher in state.watchers:
            watcher(node)
        for nr, result in enumerate(results):
            if result._array.dtype.kind == "f":
                result._edge = (node, nr)
                result._requires_grad = True
