"""Users' own ops, written as in PyTorch: `forward(ctx, ...)` and `backward(ctx, ...)`."""

from __future__ import annotations

import functools
import inspect
import weakref
from collections.abc import Callable, Sequence
from typing import Any, ClassVar, NoReturn

import numpy as np

from tinygrad_np import errors
from tinygrad_np.autograd.grad_mode import no_grad
from tinygrad_np.engine.grad_mode import state
from tinygrad_np.engine.graph import (
    Edge,
    Node,
    TensorBase,
    wrap,
    wrap_on_edge,
)
from tinygrad_np.ops.conversion import detach
from tinygrad_np.ops.views import View
from tinygrad_np.versions import FREED, check_version


class FunctionCtx:
    """The `ctx` of a user's op: what forward leaves here, backward finds.

    Any attribute can be set on it, and read from the `grad_fn` of the op's results too.
    """

    def __init__(self, args: Sequence[Any]) -> None:
        self.needs_input_grad = tuple(map(_requires_grad, args))
        self._to_save: tuple = ()
        self._non_differentiable: tuple = ()
        self._dirty: tuple = ()
        self._materialize = True
        self._node: Callable[[], UserNode | None] | None = None  # weak: the node holds the ctx

    def save_for_backward(self, *tensors: Any) -> None:
        """Keep inputs or outputs (or None) for backward, which finds them in `saved_tensors`."""
        for i, t in enumerate(tensors):
            if not (t is None or isinstance(t, TensorBase)):
                raise TypeError(
                    f"save_for_backward can only save variables, but argument {i} is of type "
                    f"{type(t).__name__}: set anything else as an attribute of ctx"
                )
        self._to_save = tensors

    @property
    def saved_tensors(self) -> tuple:
        """What `save_for_backward` kept.

        Raises:
            RuntimeError: if a tensor was modified in place since, or the graph was freed.
        """
        return () if self._node is None else self._own_node().unpacked()

    def _own_node(self) -> UserNode:
        """The node of the op, as long as the graph holds it."""
        node = self._node and self._node()
        if node is None:
            raise RuntimeError(errors.GRAPH_FREED)
        return node

    def mark_non_differentiable(self, *tensors: Any) -> None:
        """Say which outputs have no derivative."""
        self._non_differentiable = tensors

    def mark_dirty(self, *tensors: Any) -> None:
        """Say which inputs forward has modified in place; it must return them."""
        self._dirty = tensors

    def set_materialize_grads(self, value: bool) -> None:
        """Whether backward is given zeros (the default) or None for an output that is not used."""
        self._materialize = value

    def _forget_tensors(self) -> None:
        """A node must not hold tensors, and it will hold this."""
        self._to_save = self._non_differentiable = self._dirty = ()


class UserNode(Node):
    """The node of a user's op."""

    __slots__ = ("ctx", "outputs", "saved", "saved_edges", "takes_tensors", "versions")

    broadcasts = True  # a gradient in a broadcast shape is reduced, as in PyTorch
    takes_list = True
    function: ClassVar[type[Function]]

    def __init__(self, ctx: FunctionCtx, args: Sequence, results: Sequence) -> None:
        self.ctx = ctx
        self.hooks = None
        self.takes_tensors = [isinstance(a, TensorBase) for a in args]
        self.edges = tuple(_edge(a) for a in args if isinstance(a, TensorBase))
        self.outputs = tuple(_description(r) for r in results)  # type: ignore[misc]
        self.shape, self.dtype = self.outputs[0] or ((), np.dtype(float))
        self._save(ctx._to_save, results)
        ctx._node = weakref.ref(self)
        for watcher in state.watchers:
            watcher(self)

    def _save(self, tensors: Sequence, results: Sequence) -> None:
        if any(t is not None and t._writes is None for t in tensors):
            raise RuntimeError(errors.INFERENCE_SAVED)
        # For a saved result its number stands: an edge to the node itself would be a cycle.
        self.saved_edges = [
            _index(t, results) if _is_one_of(t, results) else _edge(t) for t in tensors
        ]
        self.saved: Any = tuple(None if t is None else t._array for t in tensors)
        self.versions = tuple(
            (i, t._writes, t._writes[0]) for i, t in enumerate(tensors) if t is not None
        )

    def unpacked(self) -> tuple:
        """The saved tensors, each where it stood in the graph."""
        saved = self.saved
        arrays = saved if isinstance(saved, tuple) else saved.unpack()
        edges = [(self, edge) if isinstance(edge, int) else edge for edge in self.saved_edges]
        for i, version, count in self.versions:
            check_version(arrays[i], version, count, edges[i])
        versions = {i: version for i, version, _ in self.versions}
        return tuple(
            None if a is None else wrap_on_edge(a, edges[i], versions.get(i, [0]))
            for i, a in enumerate(arrays)
        )

    def run(self, grads: list, wanted: Sequence[bool] | None, create_graph: bool) -> Sequence:
        given = [self._given(g, nr) for nr, g in enumerate(grads)]
        answer = self.function.backward(self.ctx, *given)
        gradients = self._checked(answer if isinstance(answer, tuple) else (answer,))
        return [g if g is None or create_graph else g._array for g in gradients]

    def _given(self, gradient: Any, nr: int) -> Any:
        if gradient is None:
            described = self.outputs[nr] if self.ctx._materialize else None
            return described and wrap(np.zeros(*described))
        return gradient if isinstance(gradient, TensorBase) else wrap(gradient)

    def _checked(self, answer: Sequence) -> list:
        """The gradients for the inputs that are Tensors."""
        expected = len(self.takes_tensors)
        if len(answer) < expected or any(g is not None for g in answer[expected:]):
            raise RuntimeError(
                f"function {self.name()} returned an incorrect number of gradients "
                f"(expected {expected}, got {len(answer)})"
            )
        pairs = list(zip(answer, self.takes_tensors, strict=False))
        for i, (g, is_tensor) in enumerate(pairs):
            if not (g is None or isinstance(g, TensorBase)):
                raise RuntimeError(
                    f"expected Variable or None (got {type(g).__name__}) as gradient {i + 1} of "
                    f"function {self.name()}"
                )
            if g is not None and not is_tensor:
                raise RuntimeError(
                    f"function {self.name()} returned a gradient different than None at position "
                    f"{i + 1}, but the corresponding forward input was not a Variable"
                )
        return [g for g, is_tensor in pairs if is_tensor]

    def release(self) -> None:
        if self.saved_edges:
            self.saved = FREED
            self.versions = ()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.ctx, name)

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

    setup_context: ClassVar[Callable[..., Any] | None] = None
    _node: ClassVar[type[UserNode]]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls._node = type(f"{cls.__name__}Backward", (UserNode,), {"__slots__": (), "function": cls})

    @staticmethod
    def forward(*args: Any) -> Any:
        """Compute the results; for each op its own."""
        raise NotImplementedError(
            "You must implement the forward function for custom autograd.Function."
        )

    @staticmethod
    def backward(ctx: FunctionCtx, *grads: Any) -> Any:
        """Compute the gradient for each argument; for each op its own."""
        raise NotImplementedError(
            "You must implement the backward method for your custom autograd.Function to use it "
            "with backward mode AD."
        )

    @classmethod
    def apply(cls, *args: Any, **kwargs: Any) -> Any:
        """Run the op, and record it if an argument requires grad."""
        if cls.setup_context is not None:
            args, kwargs = _bound(cls.forward, args, kwargs), {}
        ctx = FunctionCtx(args)
        with no_grad():
            if cls.setup_context is None:
                answer = cls.forward(ctx, *args, **kwargs)
            else:
                answer = cls.forward(*args)
                cls.setup_context(ctx, args, answer)
        outputs = answer if isinstance(answer, tuple) else (answer,)
        # An argument that is passed through comes out as another tensor on its memory.
        kept = [a for a in args if not _is_one_of(a, ctx._dirty)]
        results = tuple(detach(out) if _is_one_of(out, kept) else out for out in outputs)
        if state.recording and any(ctx.needs_input_grad):
            _check_dirty(ctx._dirty, results)
            node = cls._node(ctx, args, results)
            for nr, (out, result) in enumerate(zip(outputs, results, strict=True)):
                if isinstance(out, TensorBase) and not _is_one_of(out, ctx._non_differentiable):
                    _place(result, out, (node, nr))
        ctx._forget_tensors()
        return results if isinstance(answer, tuple) else results[0]


def _bound(forward: Callable, args: tuple, kwargs: dict) -> tuple:
    """The arguments in the order of forward's parameters, with its defaults."""
    bound = inspect.signature(forward).bind(*args, **kwargs)
    bound.apply_defaults()
    return bound.args


def _requires_grad(x: Any) -> bool:
    if not isinstance(x, TensorBase):
        return False
    if x._view is not None:
        x._view.refresh(x)
    return x._requires_grad


def _edge(t: TensorBase | None) -> Edge | None:
    return t.gradient_edge() if t is not None and t._requires_grad else None


def _description(result: Any) -> Any:
    """Shape and dtype of a result; None of what is no Tensor, and has no gradient."""
    return (result._array.shape, result._array.dtype) if isinstance(result, TensorBase) else None


def _index(x: Any, candidates: Sequence) -> int:
    return next(i for i, c in enumerate(candidates) if c is x)


def _is_one_of(x: Any, candidates: Sequence) -> bool:
    return x is not None and any(x is c for c in candidates)


def _place(result: Any, out: Any, edge: Edge) -> None:
    """Let a result of forward, which there was `out`, enter the graph if it can."""
    if result._array.dtype.kind != "f":
        return
    if out is not result or out._view is not None:  # it shares the memory of a tensor outside
        base = out if out._view is None else out._view.base
        result._view = View(base, _BEHIND_USER_OP, recorded=False)
    result._edge = edge
    result._requires_grad = True


class _BehindUserOp:
    """The step from a tensor to a result on its memory: only the user's backward knows it."""

    @staticmethod
    def call(x: Any) -> NoReturn:
        raise RuntimeError(
            "The output of a custom Function is a view, and it or its base has been modified in "
            "place: this would override the custom backward. You can fix this by cloning the "
            "output of the custom Function."
        )


_BEHIND_USER_OP: Any = ((_BehindUserOp, ()),)


def _check_dirty(dirty: Sequence, results: Sequence) -> None:
    for t in dirty:
        if not _is_one_of(t, results):
            raise RuntimeError(
                "Some elements marked as dirty during the forward method were not returned as "
                "output. The inputs that are modified inplace must all be outputs of the Function."
            )
        if t._requires_grad and t.is_leaf:
            raise RuntimeError(
                "a leaf Variable that requires grad has been used in an in-place operation."
            )
        if t._view is not None:
            raise RuntimeError(
                "mark_dirty() of a view is not supported: clone() it before it is modified"
            )
        t._writes[0] += 1


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
    def once(ctx: FunctionCtx, *grads: Any) -> Any:
        with no_grad():
            answer = backward(ctx, *(g if g is None else detach(g) for g in grads))
        if not state.recording:
            return answer
        # The gradients depend on all that the op was given, whether or not `grads` do.
        inputs = [wrap_on_edge(np.zeros(()), edge, [0]) for edge in ctx._own_node().edges if edge]
        several = isinstance(answer, tuple)
        marked = tuple(
            _DifferentiatedTwice.apply(g, *grads, *inputs) if isinstance(g, TensorBase) else g
            for g in (answer if several else (answer,))
        )
        return marked if several else marked[0]

    return once


class _DifferentiatedTwice(Function):
    """Stands behind the gradients of an op that is differentiable once."""

    @staticmethod
    def forward(ctx: FunctionCtx, gradient: Any, *inputs: Any) -> Any:
        return gradient

    @staticmethod
    def backward(ctx: FunctionCtx, *grads: Any) -> Any:
        raise RuntimeError(
            "trying to differentiate twice a function that was marked with @once_differentiable"
        )
