"""What users ask to be called around a module's forward and backward, its loading and saving."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from tinygrad_np import filling
from tinygrad_np.autograd.function import Function
from tinygrad_np.engine.grad_mode import state
from tinygrad_np.engine.graph import Node, TensorBase
from tinygrad_np.hooks import RemovableHandle


class Hook(NamedTuple):
    """A hook, and how it wants to be called."""

    function: Callable[..., Any]
    with_kwargs: bool = False
    always_call: bool = False


Hooks = dict[int, Hook]


class ModuleHooks:
    """The hooks of one module, of every kind, in the order in which they run."""

    backward: Hooks
    backward_pre: Hooks
    forward: Hooks
    forward_pre: Hooks
    load_post: Hooks
    load_pre: Hooks
    state_post: Hooks
    state_pre: Hooks

    def __init__(self) -> None:
        for kind in ModuleHooks.__annotations__:
            setattr(self, kind, {})

    def add(self, kind: str, hook: Hook, prepend: bool = False) -> RemovableHandle:
        """Let `hook` run after those of its kind, or before them."""
        hooks: Hooks = getattr(self, kind)
        handle = RemovableHandle(hooks)
        later = dict(hooks) if prepend else {}
        for i in later:
            del hooks[i]
        hooks[handle.id] = hook
        hooks.update(later)
        return handle

    def call(self, module: Any, args: tuple, kwargs: dict) -> Any:
        """What a call of the module is, with its hooks around its forward."""
        pending = {i: hook for i, hook in self.forward.items() if hook.always_call}
        result = None
        try:
            args, kwargs = self._before(module, args, kwargs)
            passage = Passage(module, self) if self.backward or self.backward_pre else None
            if passage is not None:
                args = passage.of_inputs(args)
            result = module.forward(*args, **kwargs)
            for i, hook in list(self.forward.items()):
                pending.pop(i, None)
                result = _replaced(result, _call(hook, module, args, kwargs, result))
            return result if passage is None else passage.of_outputs(result)
        except Exception:
            for hook in pending.values():
                _call_silenced(hook, module, args, kwargs, result)
            raise

    def _before(self, module: Any, args: tuple, kwargs: dict) -> tuple[tuple, dict]:
        """What the hooks before forward make of its arguments."""
        for hook in list(self.forward_pre.values()):
            if not hook.with_kwargs:
                answer = hook.function(module, args)
                if answer is not None:
                    args = answer if isinstance(answer, tuple) else (answer,)
                continue
            answer = hook.function(module, args, kwargs)
            if answer is not None:
                if not (isinstance(answer, tuple) and len(answer) == 2):
                    raise RuntimeError(
                        "forward pre-hook must return None or a tuple of (new_args, new_kwargs), "
                        f"but got {answer}."
                    )
                args, kwargs = answer
        return args, kwargs


def _call(hook: Hook, module: Any, args: tuple, kwargs: dict, result: Any) -> Any:
    if hook.with_kwargs:
        return hook.function(module, args, kwargs, result)
    return hook.function(module, args, result)


def _call_silenced(hook: Hook, module: Any, args: tuple, kwargs: dict, result: Any) -> None:
    """Call a hook while an error is on its way, which one of the hook's own must not hide."""
    try:
        _call(hook, module, args, kwargs, result)
    except Exception as error:
        warnings.warn(
            "module forward hook with ``always_call=True`` raised an exception that was silenced "
            f"as another error was raised in forward: {error}",
            stacklevel=4,
        )


def _replaced(old: Any, new: Any) -> Any:
    return old if new is None else new


class BackwardHookFunction(Function):
    """Tensors as they are: a node in the graph at which their gradients pass together."""

    @staticmethod
    def forward(ctx: Any, *tensors: Any) -> Any:
        ctx.mark_non_differentiable(*(t for t in tensors if not t.requires_grad))
        return tensors

    @staticmethod
    def backward(ctx: Any, *grads: Any) -> Any:
        return grads


class Passage:
    """One call of a module: where gradients enter it by its outputs, and leave by its inputs."""

    def __init__(self, module: Any, hooks: ModuleHooks) -> None:
        self.module = module
        self.backward = [hook.function for hook in hooks.backward.values()]
        self.backward_pre = [hook.function for hook in hooks.backward_pre.values()]
        self.grad_outputs: tuple | None = None
        self.inputs: list[int] | None = None  # the places of Tensors among the arguments
        self.outputs: list[int] | None = None
        self.n_inputs = self.n_outputs = 0
        self.constants: dict[int, Any] = {}  # shapes and dtypes of Tensors that need no gradient

    def of_inputs(self, args: tuple) -> tuple:
        """The arguments behind a node at which the gradients leave."""
        self.n_inputs = len(args)
        passed, self.inputs, node = _passed(args)
        self.constants = {
            i: (args[i].shape, args[i].dtype)
            for i in self.inputs or ()
            if not args[i].requires_grad
        }
        if node is not None:
            node.register_hook(self._leave)
        return passed

    def of_outputs(self, result: Any) -> Any:
        """The results behind a node at which the gradients enter."""
        if not isinstance(result, (TensorBase, tuple)):
            warnings.warn(
                "For backward hooks to be called, module output should be a Tensor or a tuple of "
                f"Tensors but received {type(result)}",
                stacklevel=4,
            )
        several = isinstance(result, tuple)
        results = result if several else (result,)
        self.n_outputs = len(results)
        passed, self.outputs, node = _passed(results)
        if node is not None:
            node.register_hook(self._enter)
        return passed if several else passed[0]

    def _enter(self, _: Sequence, grads: Sequence) -> tuple | None:
        """What the hooks make of the gradients that arrived."""
        assert self.outputs is not None
        self.grad_outputs = _spread(self.outputs, grads, self.n_outputs)
        for hook in self.backward_pre:
            answer = _as_tuple(hook(self.module, self.grad_outputs))
            if answer is not None:
                _check_count(answer, self.grad_outputs, "Backward pre hook", "grad_output")
                self.grad_outputs = answer
        grad_outputs = self.grad_outputs
        if self.inputs is None:
            self._call_without_inputs()
        return tuple(grad_outputs[i] for i in self.outputs)

    def _call_without_inputs(self) -> None:
        warnings.warn(
            "Full backward hook is firing when gradients are computed with respect to module "
            "outputs since no inputs require gradients.",
            stacklevel=5,
        )
        for hook in self.backward:
            answer = hook(self.module, (None,) * self.n_inputs, self.grad_outputs)
            if answer is not None and any(g is not None for g in answer):
                raise RuntimeError(
                    "Backward hook for Modules where no input requires gradient should always "
                    "return None or None for all gradients."
                )
        self.grad_outputs = None

    def _leave(self, grads: Sequence, _: Sequence) -> tuple | None:
        """What the hooks make of the gradients that the module computed."""
        if self.grad_outputs is None:  # this gradient did not come by way of the outputs
            return None
        assert self.inputs is not None
        zeros = {i: filling.zeros(shape, dtype=t) for i, (shape, t) in self.constants.items()}
        places, given = [*self.inputs, *zeros], [*grads, *zeros.values()]
        grad_inputs = _spread(places, given, self.n_inputs)
        for hook in self.backward:
            answer = _as_tuple(hook(self.module, grad_inputs, self.grad_outputs))
            if answer is not None:
                _check_count(answer, grad_inputs, "Backward hook", "grad_input")
                grad_inputs = answer
        self.grad_outputs = None
        return tuple(None if i in self.constants else grad_inputs[i] for i in self.inputs)


def _passed(values: tuple) -> tuple[tuple, list[int] | None, Node | None]:
    """The values, their Tensors behind a node of their own if one requires grad, and the node."""
    places = [i for i, x in enumerate(values) if isinstance(x, TensorBase)]
    tensors: Any = [values[i] for i in places]
    if not (state.recording and any(t.requires_grad for t in tensors)):
        return values, None, None
    passed = dict(zip(places, BackwardHookFunction.apply(*tensors), strict=True))
    node = next(t.grad_fn for t in passed.values() if t.grad_fn is not None)
    answer = tuple(passed.get(i, x) for i, x in enumerate(values))
    kind: Any = type(values)
    return (answer if kind is tuple else kind(*answer)), places, node


def _spread(places: list[int], grads: Sequence, count: int) -> tuple:
    """Gradients at their places among `count`, None at the others."""
    found = dict(zip(places, grads, strict=True))
    return tuple(found.get(i) for i in range(count))


def _as_tuple(answer: Any) -> tuple | None:
    return (answer,) if isinstance(answer, TensorBase) else answer


def _check_count(answer: Sequence, expected: Sequence, what: str, name: str) -> None:
    if len(answer) != len(expected):
        raise RuntimeError(
            f"{what} returned an invalid number of {name}, got {len(answer)}, but expected "
            f"{len(expected)}"
        )
