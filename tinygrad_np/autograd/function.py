"""Users' own ops, written as in PyTorch: `forward(ctx, ...)` and `backward(ctx, ...)`."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

import numpy as np

from tinygrad_np import errors
from tinygrad_np.autograd.grad_mode import no_grad
from tinygrad_np.engine.grad_mode import state
from tinygrad_np.engine.graph import (
    FREED,
    Edge,
    Node,
    TensorBase,
    check_version,
    wrap,
    wrap_on_edge,
)
from tinygrad_np.ops.conversion import detach


class FunctionCtx(Node):
    """The `ctx` of a user's op, and its node in the graph: what forward leaves here, backward finds.

    Any attribute can be set on it.
    """

    broadcasts = True  # a gradient in a broadcast shape is reduced, as in PyTorch
    function: ClassVar[type[Function]]

    def __init__(self, args: Sequence[Any]) -> None:
        self.hooks = self._metadata = None
        self.outputs = ()
        self.versions: tuple = ()
        self.saved: Any = ((),)
        self.needs_input_grad = tuple(_requires_grad(a) for a in args)
        self._is_tensor = [isinstance(a, TensorBase) for a in args]
        self._to_save: tuple = ()
        self._saved_edges: list[Edge | int | None] = []  # an int: that output of this node
        self._non_differentiable: tuple = ()
        self._dirty: tuple = ()
        self._materialize = True

    def save_for_backward(self, *tensors: Any) -> None:
        """Keep inputs or outputs (or None) for backward, which finds them in `saved_tensors`."""
        for t in tensors:
            if not (t is None or isinstance(t, TensorBase)):
                raise TypeError(
                    f"save_for_backward can only save variables, but argument is of type "
                    f"{type(t).__name__}; set anything else as an attribute of ctx"
                )
        self._to_save = tensors

    @property
    def saved_tensors(self) -> tuple:
        """What `save_for_backward` kept.

        Raises:
            RuntimeError: if a tensor was modified in place since, or the graph was freed.
        """
        saved = self.saved
        (arrays,) = saved if isinstance(saved, tuple) else saved.unpack()
        for position, version, count in self.versions:
            check_version(arrays[position], version, count, self._edge_of(position))
        versions = {position: version for position, version, _ in self.versions}
        return tuple(
            None if a is None else wrap_on_edge(a, self._edge_of(i), versions.get(i, [0]))
            for i, a in enumerate(arrays)
        )

    def _enter_graph(self, args: tuple, outputs: tuple, results: tuple) -> None:
        """Become the node of the results, and keep what forward asked for."""
        for t in self._dirty:
            if t._requires_grad and t._edge is None:
                raise RuntimeError(
                    "a leaf Variable that requires grad is being used in an in-place operation."
                )
            t._version[0] += 1
        self.edges = tuple(_edge(a) for a in args if isinstance(a, TensorBase))
        self._keep(outputs)
        arrays = [out._array if isinstance(out, TensorBase) else np.zeros(()) for out in results]
        self.outputs = tuple((a.shape, a.dtype) for a in arrays)
        for nr, (out, result) in enumerate(zip(outputs, results, strict=True)):
            if not isinstance(result, TensorBase) or _is_one_of(out, self._non_differentiable):
                continue
            if result._array.dtype.kind == "f":
                result._edge = (self, nr)
                result._requires_grad = True
        for watcher in state.watchers:
            watcher(self)

    def _keep(self, outputs: tuple) -> None:
        for t in self._to_save:
            if t is not None and t._version is None:
                raise RuntimeError(errors.INFERENCE_SAVED)
            nr = next((nr for nr, out in enumerate(outputs) if out is t and t is not None), None)
            self._saved_edges.append(nr if nr is not None else None if t is None else _edge(t))
        self.saved = (tuple(None if t is None else t._array for t in self._to_save),)
        self.versions = tuple(
            (i, t._version, t._version[0]) for i, t in enumerate(self._to_save) if t is not None
        )

    def _edge_of(self, i: int) -> Edge | None:
        edge = self._saved_edges[i]
        return (self, edge) if isinstance(edge, int) else edge

    def mark_non_differentiable(self, *tensors: Any) -> None:
        """Say which outputs have no derivative."""
        self._non_differentiable = tensors

    def mark_dirty(self, *tensors: Any) -> None:
        """Say which inputs forward has modified in place; it must return them."""
        self._dirty = tensors

    def set_materialize_grads(self, value: bool) -> None:
        """Whether backward is given zeros (the default) or None for an output that is not used."""
        self._materialize = value

    def run(self, grads: list, wanted: Sequence[bool] | None, create_graph: bool) -> Sequence:
        given = [self._given(g, nr) for nr, g in enumerate(grads)]
        answer = self.function.backward(self, *given)
        answer = answer if isinstance(answer, (tuple, list)) else (answer,)
        gradients = self._checked(answer)
        return [g if g is None or create_graph else g._array for g in gradients]

    def _given(self, gradient: Any, nr: int) -> Any:
        if gradient is None:
            shape, dtype = self.outputs[nr]
            return wrap(np.zeros(shape, dtype)) if self._materialize else None
        return gradient if isinstance(gradient, TensorBase) else wrap(gradient)

    def _checked(self, answer: Sequence) -> list:
        """The gradients for the inputs that are Tensors."""
        expected = len(self._is_tensor)
        if len(answer) < expected or any(g is not None for g in answer[expected:]):
            raise RuntimeError(
                f"function {self.name()} returned an incorrect number of gradients "
                f"(expected {expected}, got {len(answer)})"
            )
        for i, (g, is_tensor) in enumerate(zip(answer, self._is_tensor, strict=False)):
            if g is not None and not is_tensor:
                raise RuntimeError(
                    f"function {self.name()} returned a gradient different from None at position "
                    f"{i + 1}, but the corresponding forward input was not a Variable"
                )
            if not (g is None or isinstance(g, TensorBase)):
                raise TypeError(
                    f"function {self.name()} returned a {type(g).__name__} as gradient "
                    f"{i + 1}: expected a Tensor or None"
                )
        return [g for g, is_tensor in zip(answer, self._is_tensor, strict=False) if is_tensor]

    def release(self) -> None:
        if self._saved_edges:
            self.saved = FREED
            self.versions = ()

    def __repr__(self) -> str:
        return f"<torch.autograd.function.{self.name()} object at {id(self):#x}>"


class Function:
    """Base class of users' own ops.

    Subclasses define the static methods `forward(ctx, *args)` and `backward(ctx, *grads)`, which
    gives a gradient (or None) for each argument of forward; or `forward(*args)` and
    `setup_context(ctx, inputs, output)`. They are called by `apply`. Where backward is made of
    differentiable ops, the op has derivatives of any order.

    >>> import tinygrad_np as torch
    >>> class Cube(torch.autograd.Function):
    ...     @staticmethod
    ...     def forward(ctx, x):
    ...         ctx.save_for_backward(x)
    ...         return x**3
    ...     @staticmethod
    ...     def backward(ctx, grad):
    ...         (x,) = ctx.saved_tensors
    ...         return grad * 3 * x**2
    >>> x = torch.tensor(2.0, requires_grad=True)
    >>> Cube.apply(x).backward()
    >>> x.grad
    tensor(12.)
    """

    forward: ClassVar[Callable[..., Any]]
    backward: ClassVar[Callable[..., Any]]
    setup_context: ClassVar[Callable[..., Any] | None] = None
    _node: ClassVar[type[FunctionCtx]]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls._node = type(f"{cls.__name__}Backward", (FunctionCtx,), {"function": cls})

    @classmethod
    def apply(cls, *args: Any) -> Any:
        """Run the op, and record it if an argument requires grad."""
        ctx = cls._node(args)
        with no_grad():
            if cls.setup_context is None:
                answer = cls.forward(ctx, *args)
            else:
                answer = cls.forward(*args)
                cls.setup_context(ctx, args, answer)
        outputs = answer if isinstance(answer, tuple) else (answer,)
        results = tuple(_result(ctx, out, args) for out in outputs)
        if state.recording and any(ctx.needs_input_grad):
            ctx._enter_graph(args, outputs, results)
        ctx._to_save = ctx._non_differentiable = ctx._dirty = ()  # the node must not hold tensors
        return results if isinstance(answer, tuple) else results[0]


def _requires_grad(x: Any) -> bool:
    if not isinstance(x, TensorBase):
        return False
    if x._view is not None:
        x.refresh_view()
    return x._requires_grad


def _edge(t: TensorBase) -> Edge | None:
    return t.gradient_edge() if t._requires_grad else None


def _is_one_of(x: Any, candidates: Sequence) -> bool:
    return any(x is c for c in candidates)


def _result(ctx: FunctionCtx, out: Any, args: tuple) -> Any:
    """An output of forward as `apply` gives it: an argument passed through is another tensor."""
    if isinstance(out, TensorBase) and _is_one_of(out, args) and not _is_one_of(out, ctx._dirty):
        return detach(out)
    return out


def once_differentiable(backward: Callable) -> Callable:
    """Say of a `backward` that it is not made of differentiable ops: a second derivative raises.

    >>> import tinygrad_np as torch
    >>> class Double(torch.autograd.Function):
    ...     @staticmethod
    ...     def forward(ctx, x):
    ...         return torch.from_numpy(x.numpy() * 2)
    ...     @staticmethod
    ...     @torch.autograd.function.once_differentiable
    ...     def backward(ctx, grad):
    ...         return torch.from_numpy(grad.numpy() * 2)
    >>> x = torch.ones(1, requires_grad=True)
    >>> torch.autograd.grad(Double.apply(x), x)
    (tensor([2.]),)
    """

    @functools.wraps(backward)
    def once(ctx: Any, *grads: Any) -> Any:
        with no_grad():
            answer = backward(ctx, *(g if g is None else detach(g) for g in grads))
        if not (state.recording and any(map(_requires_grad, grads))):
            return answer
        several = isinstance(answer, (tuple, list))
        marked = tuple(
            _DifferentiatedTwice.apply(g, *grads) if isinstance(g, TensorBase) else g
            for g in (answer if several else (answer,))
        )
        return marked if several else marked[0]

    return once


class _DifferentiatedTwice(Function):
    """Stands behind the gradients of an op that is differentiable once."""

    @staticmethod
    def forward(ctx: FunctionCtx, gradient: Any, *grads: Any) -> Any:
        return gradient

    @staticmethod
    def backward(ctx: FunctionCtx, *grads: Any) -> Any:
        raise RuntimeError(
            "trying to differentiate twice a function that was marked with @once_differentiable"
        )
