"""Function: an op as its forward and its derivative side by side, the registry, and `apply`."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, ClassVar

from tinygrad_np import errors
from tinygrad_np.engine.grad_mode import state
from tinygrad_np.engine.graph import FunctionNode, TensorBase, View, wrap

_NEVER_WRITTEN = [0]


class _Constant:
    """Stands for an argument that is no tensor wherever tensors are asked for their place."""

    _requires_grad = False
    _view = None
    _version = _NEVER_WRITTEN


CONSTANT = _Constant()


class Function:
    """An op: `forward`, and the derivative for each input, in plain NumPy.

    `forward` is a plain function of arrays and parameters. Its derivatives are

    - `backward_x(grad, ...)`, one for each parameter `x` of forward that has one: the gradient for
      `x`. Only those that are asked for run; or
    - `backward(grad, ...)`: the gradient for forward's first parameter; where forward takes
      `*arrays`, a tuple with the gradient for each of them.

    After `grad` a derivative names what it needs, and just that is kept alive for it: parameters of
    forward by their names, forward's result as `out`, the shape of a parameter `x` as `x_shape`.
    Where the op `broadcasts`, a gradient may have the broadcast shape: the engine reduces it.

    Subclassing registers the op under the name of its class, and makes the class of its nodes.
    """

    registry: ClassVar[dict[str, type[Function]]] = {}

    broadcasts: ClassVar[bool] = False
    is_view: ClassVar[bool] = False  # the result shares the memory of the first parameter
    fills_buffer: ClassVar[bool] = False  # forward writes into an array that it makes

    forward: ClassVar[Callable[..., Any]]
    backward: ClassVar[Callable[..., Any]]

    # Worked out from the signatures when the class is made. "Position" is an index into forward's
    # (*parameters, out).
    inputs: ClassVar[tuple[int, ...]]  # the positions that have a derivative
    rules: ClassVar[tuple[Callable[..., Any], ...]]  # the derivative of each
    kept_positions: ClassVar[tuple[tuple[int | None, ...], ...]]  # what each rule keeps
    keepers: ClassVar[tuple[Callable[[Sequence], tuple], ...]]  # picks it from (*values, out)
    out_position: ClassVar[int]
    joint: ClassVar[bool]  # one rule gives the gradients of all `*arrays`
    keeps_operands: ClassVar[bool]  # what is kept goes when the graph is freed
    node: ClassVar[type[FunctionNode]]

    def __init_subclass__(cls, node_name: str = "", differentiable: bool = True) -> None:
        code = cls.forward.__code__
        parameters = code.co_varnames[: code.co_argcount]
        cls.out_position = len(parameters)
        cls.joint = bool(code.co_flags & inspect.CO_VARARGS)
        rules = _rules(cls, parameters) if differentiable else {}
        cls.inputs = () if cls.joint else tuple(map(parameters.index, rules))
        cls.rules = tuple(rules.values())
        kept = [_kept_names(cls, rule, parameters) for rule in cls.rules]
        cls.kept_positions = tuple(tuple(_position(n, parameters) for n in names) for names in kept)
        cls.keepers = tuple(_keeper(names, parameters) for names in kept)
        operands = {*cls.inputs, cls.out_position}
        cls.keeps_operands = any(operands.intersection(p) for p in cls.kept_positions)
        cls.node = type(
            node_name or f"{cls.__name__}Backward0",
            (FunctionNode,),
            {"__slots__": (), "function": cls, "broadcasts": cls.broadcasts},
        )
        Function.registry[cls.__name__] = cls

    @classmethod
    def apply(cls, *args: Any) -> Any:
        """Run the op on Tensors and parameters; record it if a Tensor requires grad."""
        if cls.is_view:
            return cls._apply_view(*args)
        return cls.run(
            [a if isinstance(a, TensorBase) else CONSTANT for a in args],
            [a._array if isinstance(a, TensorBase) else a for a in args],
        )

    @classmethod
    def call(cls, x: Any, *args: Any) -> Any:
        """Run the op inside a rule, on whatever kind of array the rule is fed.

        It is to our ops what `__array_function__` is to NumPy's: an array type that is not NumPy's
        says in `__run_function__` what running one means.
        """
        run = getattr(x, "__run_function__", None)
        return cls.forward(x, *args) if run is None else run(cls, *args)

    @classmethod
    def run(cls, tensors: Sequence[Any], values: Sequence[Any]) -> Any:
        """As `apply`, where forward is fed `values` that may differ from the Tensors' arrays."""
        out = cls.forward(*values)
        result = wrap(out)
        if state.recording and cls.rules and _any_requires_grad(tensors):
            cls.record(tensors, values, result)
        return result

    @classmethod
    def record(cls, tensors: Sequence[Any], values: Sequence[Any], result: TensorBase) -> None:
        """Make `result` the op's outcome in the graph."""
        out = result._array
        if cls.joint:
            tensors, edges = tensors[: cls.out_position], _edges(tensors[cls.out_position :])
            values = values[: cls.out_position]
            wanted: Sequence[bool] = (True,)
        else:
            edges = _edges([tensors[position] for position in cls.inputs])
            wanted = [edge is not None for edge in edges]
        values = (*values, out)
        node = cls.node()
        node.edges = edges
        node.outputs = ((out.shape, out.dtype),)
        node.hooks = node._metadata = None
        node.saved = tuple(
            [keep(values) if want else None for keep, want in zip(cls.keepers, wanted, strict=True)]
        )
        node.versions = cls._versions((*tensors, result), wanted)
        for watcher in state.watchers:
            watcher(node)
        result._edge = (node, 0)
        result._requires_grad = True

    @classmethod
    def _versions(cls, tensors: Sequence[Any], wanted: Sequence[bool]) -> tuple:
        """(position, version, count) of each Tensor whose array is kept."""
        versions = {}
        for positions, want in zip(cls.kept_positions, wanted, strict=True):
            for position in positions if want else ():
                version = None if position is None else tensors[position]._version
                if version is not None:
                    versions[position] = (position, version, version[0])
                elif position is not None:
                    raise RuntimeError(errors.INFERENCE_SAVED)
        return tuple(versions.values())

    @classmethod
    def _apply_view(cls, x: TensorBase, *parameters: Any) -> Any:
        array = x.array
        values = (array, *parameters)
        out = cls.forward(*values)
        result = wrap(out)
        if state.recording and _any_requires_grad((x,)):
            cls.record((x, *(CONSTANT for _ in parameters)), values, result)
        if out is array or out.base is array or (out.base is not None and out.base is array.base):
            before = x._view
            result._version = x._version
            result._view = View(
                x if before is None else before.base,
                ((cls, parameters),) if before is None else (*before.steps, (cls, parameters)),
                state.recording and (before is None or before.recorded),
            )
        return result


def _any_requires_grad(tensors: Sequence[Any]) -> bool:
    for t in tensors:
        if t._view is not None:
            t.refresh_view()
    return any([t._requires_grad for t in tensors])


def _edges(tensors: Sequence[Any]) -> tuple:
    return tuple([t.gradient_edge() if t._requires_grad else None for t in tensors])


def _rules(cls: type[Function], parameters: Sequence[str]) -> dict[str, Callable]:
    """The derivative for each parameter that has one."""
    rules = {p: getattr(cls, f"backward_{p}", None) for p in parameters}
    found = {p: rule for p, rule in rules.items() if rule is not None}
    if not found and hasattr(cls, "backward"):
        found = {parameters[0] if parameters else "arrays": cls.backward}
    if not found:
        raise TypeError(
            f"{cls.__name__} has no derivative: give it a backward, or say differentiable=False"
        )
    return found


def _kept_names(cls: type[Function], rule: Callable, parameters: Sequence[str]) -> tuple[str, ...]:
    """What the rule names after `grad`."""
    code = rule.__code__
    names = code.co_varnames[1 : code.co_argcount]
    known = {*parameters, "out", *(f"{p}_shape" for p in parameters)}
    unknown = [n for n in names if n not in known]
    if unknown:
        raise TypeError(
            f"{cls.__name__}.{rule.__name__} names {', '.join(unknown)}, "
            f"but forward has {', '.join(parameters)} and out"
        )
    return names


def _position(name: str, parameters: Sequence[str]) -> int | None:
    """Where the value of that name stands in (*parameters, out); None for a shape."""
    if name == "out":
        return len(parameters)
    return parameters.index(name) if name in parameters else None


def _keeper(names: Sequence[str], parameters: Sequence[str]) -> Callable[[Sequence], tuple]:
    """A function that picks what a rule keeps from (*values, out)."""
    positions = [_position(n, parameters) for n in names]
    if None not in positions and len(positions) > 1:
        return itemgetter(*positions)
    getters = [
        _shape_at(parameters.index(name.removesuffix("_shape"))) if p is None else itemgetter(p)
        for name, p in zip(names, positions, strict=True)
    ]
    return lambda values: tuple([get(values) for get in getters])


def _shape_at(position: int) -> Callable[[Sequence], tuple[int, ...]]:
    return lambda values: values[position].shape
