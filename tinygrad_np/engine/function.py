"""Function: an op as its forward and its derivative side by side, the registry, and `apply`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from numpy import ndarray

from tinygrad_np import errors
from tinygrad_np.engine.grad_mode import state, watched
from tinygrad_np.engine.graph import FunctionNode, TensorBase, edge_of, new_tensor, wrap
from tinygrad_np.parallel import LARGE, are_large, in_blocks
from tinygrad_np.signatures import Signature


class CONSTANT:
    """Stands for an argument that is no tensor wherever tensors are asked for their place."""

    _requires_grad, _view, _writes = False, None, [0]


class Plan(Signature):
    """What the engine knows of a Function, and how it runs it.

    An object, not attributes of the Function's class: the interpreter finds those of one class
    fast, and those of many classes, met in turn at one place, slowly.
    """

    __slots__ = ("_node_class", "broadcasts", "elementwise", "node_name")

    def __init__(self, function: Any, node_name: str, differentiable: bool) -> None:
        super().__init__(function, differentiable)
        self.broadcasts, self.node_name = function.broadcasts, node_name
        self.elementwise = function.elementwise
        self._node_class: type | None = None

    @property
    def node_class(self) -> type:
        """What nodes of the op say their class is: made when first asked for."""
        self._node_class = self._node_class or type(self.node_name, (FunctionNode,), {})
        return self._node_class

    def run(self, tensors: Sequence[Any], values: Sequence[Any]) -> Any:
        """Run forward on `values`, which may differ from the Tensors' own arrays, and record it."""
        large = self.elementwise and any(getattr(v, "size", 0) > LARGE for v in values)
        out = in_blocks(self.forward, values) if large else self.forward(*values)
        if not state.recording:
            return wrap(out)
        result = new_tensor(out)
        for t in tensors:
            if t._requires_grad or t._view is not None:  # whose base may have got a gradient
                self.record(tensors, values, result)
                break
        return result

    def run_unary(self, x: TensorBase, a: Any, *parameters: Any) -> Any:
        """As `run` for forward(a, *parameters), a the one array, without loops: the hot path."""
        if self.elementwise and a.size > LARGE:
            out = in_blocks(self.forward, (a, *parameters))
        else:
            out = self.forward(a, *parameters) if parameters else self.forward(a)
        if not state.recording:
            return wrap(out)
        result = new_tensor(out)
        edge = edge_of(x)
        if edge is not None:
            values = (a, *parameters, out) if parameters else (a, out)
            self._enter(result, (edge,), values, (x, result), 0)
        return result

    def run_with_number(self, x: TensorBase, a: Any, b: float) -> Any:
        """As `run` for forward(a, b), which has a derivative for b too, were it an array."""
        large = self.elementwise and a.size > LARGE
        out = in_blocks(self.forward, (a, b)) if large else self.forward(a, b)
        if not state.recording:
            return wrap(out)
        result = new_tensor(out)
        edge = edge_of(x)
        if edge is not None and self.rules:
            self._enter(result, (edge, None), (a, b, out), (x, result), 0)
        return result

    def run_binary(self, x: Any, y: Any, a: Any, b: Any, *parameters: Any) -> Any:
        """As `run` for forward(a, b, *parameters), without loops where both have a derivative."""
        if self.elementwise and a.__class__ is ndarray and are_large(a, b):
            out = in_blocks(self.forward, (a, b, *parameters))
        else:
            out = self.forward(a, b, *parameters) if parameters else self.forward(a, b)
        if not state.recording:
            return wrap(out)
        result = new_tensor(out)
        to_x, to_y = edge_of(x), edge_of(y)
        if to_x is None and to_y is None:
            return result
        if len(self.rules) == 2:
            values = (a, b, *parameters, out) if parameters else (a, b, out)
            mask = (1 if to_x else 0) + (2 if to_y else 0)
            mask = -mask if parameters else mask
            self._enter(result, (to_x, to_y), values, (x, y, result), mask)
        else:
            tensors = (x, y, *[CONSTANT] * len(parameters))
            self.record(tensors, (a, b, *parameters), result)
        return result

    def run_ternary(self, x: Any, y: Any, z: Any, a: Any, b: Any, c: Any) -> Any:
        """As `run` for an op of three that is not elementwise, without loops."""
        result = wrap(self.forward(a, b, c))
        if state.recording:
            edges = to_x, to_y, to_z = edge_of(x), edge_of(y), edge_of(z)
            mask = (to_x is not None) + 2 * (to_y is not None) + 4 * (to_z is not None)
            if mask:
                self._enter(result, edges, (a, b, c, result._array), (x, y, z, result), mask)
        return result

    def record(self, tensors: Sequence[Any], values: Sequence[Any], result: TensorBase) -> None:
        """Make `result` the op's outcome in the graph, if one of the Tensors requires grad."""
        n = self.out_position
        given = tensors[n:] if self.joint else [tensors[p] for p in self.inputs]
        edges = tuple([edge_of(t) for t in given])
        mask = sum({1 << (0 if self.joint else i) for i, edge in enumerate(edges) if edge})
        if mask:
            values, tensors = (*values[:n], result._array), (*tensors[:n], result)
            self._enter(result, edges, values, tensors, mask)

    def _enter(
        self, result: TensorBase, edges: tuple, values: Sequence, tensors: Sequence, mask: int
    ) -> None:
        """Give `result` its node. Bit i of `mask` says whether the i-th rule will run."""
        node = FunctionNode()
        node.plan, node.elementwise, node.edges = self, self.elementwise, edges
        node.rule_set = rule_set = self.rule_sets[mask]
        node.saved, node.hooks = rule_set.keep(values), None
        out = result._array
        node.shape, node.dtype = out.shape, out.dtype
        try:
            node.versions = rule_set.versions_of(tensors)
        except TypeError:  # an inference tensor has no version
            raise RuntimeError(errors.INFERENCE_SAVED) from None
        if watched:
            for watcher in state.watchers:
                watcher(node)
        result._edge = (node, 0)
        result._requires_grad = True


class Function:
    """An op: `forward`, and the derivative for each input, in plain NumPy.

    `forward` is a plain function of arrays and parameters. Its derivatives are

    - `backward_x(grad, ...)`, one for each parameter `x` of forward that has one: the gradient for
      `x`. Only those that are asked for run; or
    - `backward(grad, ...)`: the gradient for forward's first parameter; where forward takes
      `*arrays`, a tuple with the gradient for each of them.

    After `grad` a derivative names what it needs, and just that is kept alive for it: parameters of
    forward by their names, forward's result as `out`, the shape of a parameter `x` as `x_shape`.
    Where the op `broadcasts`, a gradient may have the broadcast shape: the engine reduces it. A
    gradient is `grad`, a view of it, or an array that nobody else holds.

    Subclassing registers the op under the name of its class.
    """

    registry: ClassVar[dict[str, type[Function]]] = {}
    broadcasts: ClassVar[bool] = False
    elementwise: ClassVar[bool] = False
    fills_buffer: ClassVar[bool] = False  # forward writes into an array that it makes
    forward: ClassVar[Callable[..., Any]]
    backward: ClassVar[Callable[..., Any]]
    plan: ClassVar[Plan]
    # the plan's
    run: ClassVar[Callable[..., Any]]
    run_unary: ClassVar[Callable[..., Any]]
    run_with_number: ClassVar[Callable[..., Any]]
    run_binary: ClassVar[Callable[..., Any]]
    run_ternary: ClassVar[Callable[..., Any]]
    record: ClassVar[Callable[..., None]]

    def __init_subclass__(cls, node_name: str = "", differentiable: bool = True) -> None:
        if hasattr(cls, "forward"):  # else it is a family of ops, not one
            plan = Plan(cls, node_name or f"{cls.__name__}Backward0", differentiable)
            cls.plan = plan
            cls.run, cls.run_binary, cls.record = plan.run, plan.run_binary, plan.record
            cls.run_ternary, cls.run_with_number = plan.run_ternary, plan.run_with_number
            if len(plan.rules) == 1:
                cls.run_unary = plan.run_unary
            Function.registry[cls.__name__] = cls

    @classmethod
    def apply(cls, *args: Any) -> Any:
        """Run the op on Tensors and parameters; record it if a Tensor requires grad."""
        return cls.run(
            [a if isinstance(a, TensorBase) else CONSTANT for a in args],
            [a._array if isinstance(a, TensorBase) else a for a in args],
        )

    @classmethod
    def call(cls, x: Any, *args: Any) -> Any:
        """Run the op inside a rule, as an array type says in `__run_function__`, if it does."""
        run = getattr(x, "__run_function__", None)
        return cls.forward(x, *args) if run is None else run(cls, *args)


class Elementwise(Function):
    """An op whose forward and derivatives are: on large arrays they run block by block."""

    elementwise = True
