"""Function: an op as its forward and its derivative side by side, the registry, and `apply`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any, ClassVar

from tinygrad_np import errors, signatures
from tinygrad_np.engine.grad_mode import state
from tinygrad_np.engine.graph import FunctionNode, TensorBase, new_tensor, wrap

_writes_of = attrgetter("_writes")


class CONSTANT:
    """Stands for an argument that is no tensor wherever tensors are asked for their place."""

    _requires_grad = False
    _view = None
    _writes = [0]


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

    Subclassing registers the op under the name of its class, and makes the class of its nodes.
    """

    registry: ClassVar[dict[str, type[Function]]] = {}
    broadcasts: ClassVar[bool] = False
    fills_buffer: ClassVar[bool] = False  # forward writes into an array that it makes
    forward: ClassVar[Callable[..., Any]]
    backward: ClassVar[Callable[..., Any]]

    # Worked out from the signatures when the class is made. A position is an index into forward's
    # (*parameters, out).
    inputs: ClassVar[tuple[int, ...]]  # the positions that have a derivative
    rules: ClassVar[tuple[Callable[..., Any], ...]]  # the derivative of each
    kept_positions: ClassVar[tuple[tuple[int | None, ...], ...]]  # what each rule keeps
    keepers: ClassVar[tuple[Callable[[Sequence], tuple], ...]]  # picks it from (*values, out)
    kept_by_mask: ClassVar[tuple[tuple[int, ...], ...]]  # what several rules keep together
    out_position: ClassVar[int]
    joint: ClassVar[bool]  # one rule gives the gradients of all `*arrays`
    keeps_operands: ClassVar[bool]  # what is kept goes when the graph is freed
    node: ClassVar[type[FunctionNode]]

    def __init_subclass__(cls, node_name: str = "", differentiable: bool = True) -> None:
        if not hasattr(cls, "forward"):
            return  # a family of ops, not one
        names = signatures.parameters(cls.forward)
        cls.out_position = len(names)
        cls.joint = signatures.takes_arrays(cls.forward)
        rules = signatures.rules_of(cls, names) if differentiable else {}
        cls.inputs = () if cls.joint else tuple(map(names.index, rules))
        cls.rules = tuple(rules.values())
        kept = [signatures.kept_names(rule, names) for rule in cls.rules]
        cls.kept_positions = tuple(tuple(signatures.position(n, names) for n in k) for k in kept)
        cls.keepers = tuple(signatures.keeper(k, names) for k in kept)
        cls.kept_by_mask = signatures.kept_by_mask(cls.kept_positions)
        operands = {*cls.inputs, cls.out_position}
        cls.keeps_operands = any(operands.intersection(p) for p in cls.kept_positions)
        cls.node = type(
            node_name or f"{cls.__name__}Backward0",
            (FunctionNode,),
            {
                "__slots__": (),
                "broadcasts": cls.broadcasts,
                "function": cls,
                "joint": cls.joint,
                "rules": cls.rules,
            },
        )
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
        """Run the op inside a rule, on whatever kind of array the rule is fed.

        Our `__array_function__`: an array type says in `__run_function__` what running an op means.
        """
        run = getattr(x, "__run_function__", None)
        return cls.forward(x, *args) if run is None else run(cls, *args)

    @classmethod
    def run(cls, tensors: Sequence[Any], values: Sequence[Any]) -> Any:
        """As `apply`, where forward is fed `values` that may differ from the Tensors' arrays."""
        out = cls.forward(*values)
        if not state.recording:
            return wrap(out)
        result = new_tensor(out)
        cls.record(tensors, values, result)
        return result

    @classmethod
    def run_unary(cls, x: TensorBase, a: Any) -> Any:
        """As `run` for forward(a), without loops: this is where small models spend their time."""
        out = cls.forward(a)
        if not state.recording:
            return wrap(out)
        result = new_tensor(out)
        if x._view is not None:
            x._view.refresh(x)
        if x._requires_grad:
            saved = (cls.keepers[0]((a, out)),)
            versions = (x._writes, result._writes)
            cls._enter(result, (x._edge or x.gradient_edge(),), saved, versions, 1)
        return result

    @classmethod
    def run_binary(cls, x: Any, y: Any, a: Any, b: Any) -> Any:
        """As `run` for forward(a, b), both of which have a derivative, without loops."""
        out = cls.forward(a, b)
        if not state.recording:
            return wrap(out)
        result = new_tensor(out)
        if x._view is not None:
            x._view.refresh(x)
        if y._view is not None:
            y._view.refresh(y)
        needs_x, needs_y = x._requires_grad, y._requires_grad
        if needs_x or needs_y:
            keep_x, keep_y = cls.keepers
            values = (a, b, out)
            edges = (
                (x._edge or x.gradient_edge()) if needs_x else None,
                (y._edge or y.gradient_edge()) if needs_y else None,
            )
            saved = (keep_x(values) if needs_x else None, keep_y(values) if needs_y else None)
            versions = (x._writes, y._writes, result._writes)
            cls._enter(result, edges, saved, versions, needs_x + 2 * needs_y)
        return result

    @classmethod
    def record(cls, tensors: Sequence[Any], values: Sequence[Any], result: TensorBase) -> None:
        """Make `result` the op's outcome in the graph, if one of the Tensors requires grad."""
        n = cls.out_position
        edges, mask, bit = [], 0, 1
        step = not cls.joint  # one rule serves all `*arrays`
        for position in cls.inputs if step else range(n, len(tensors)):
            t = tensors[position]
            if t._view is not None:
                t._view.refresh(t)
            needed = t._requires_grad
            edges.append((t._edge or t.gradient_edge()) if needed else None)
            mask |= bit if needed else 0
            bit <<= step
        if mask:
            values = (*values[:n], result._array)
            saved: list = []
            for keep in cls.keepers:
                saved.append(keep(values) if mask & 1 << len(saved) else None)
            versions = (*map(_writes_of, tensors[:n]), result._writes)
            cls._enter(result, tuple(edges), tuple(saved), versions, mask)

    @classmethod
    def _enter(
        cls, result: TensorBase, edges: tuple, saved: tuple, versions: Sequence, mask: int
    ) -> None:
        """Give `result` its node. Bit i of `mask` says whether the i-th rule will run."""
        node = cls.node()
        node.edges = edges
        node.saved = saved
        out = result._array
        node.shape = out.shape
        node.dtype = out.dtype
        node.hooks = node._metadata = None
        kept = cls.kept_by_mask[mask]
        try:
            if not kept:
                node.versions = ()
            elif len(kept) == 1:
                version = versions[kept[0]]
                node.versions = ((version, version[0]),)
            elif len(kept) == 2:
                v, w = versions[kept[0]], versions[kept[1]]
                node.versions = ((v, v[0]), (w, w[0]))
            else:
                node.versions = tuple([(versions[p], versions[p][0]) for p in kept])
        except TypeError:  # an inference tensor has no version
            raise RuntimeError(errors.INFERENCE_SAVED) from None
        for watcher in state.watchers:
            watcher(node)
        result._edge = (node, 0)
        result._requires_grad = True
