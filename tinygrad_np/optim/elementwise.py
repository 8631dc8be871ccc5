"""What optimizers share that move each parameter by itself, straight in its memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy import add, multiply, negative, subtract

from tinygrad_np import creation, dtypes
from tinygrad_np.autograd.grad_mode import enable_grad
from tinygrad_np.engine.graph import new_tensor, wrap_on_edge
from tinygrad_np.optim.optimizer import NUMBERS, Optimizer, check_memory
from tinygrad_np.tensor import Tensor

Numbers = tuple[Any, ...]  # of a step: 0-d arrays, which ufuncs take faster than floats; or None

_PIECE = 1 << 15  # elements of a large parameter that are moved at once, so that they stay in cache


class ElementwiseOptimizer(Optimizer):
    """The base of optimizers whose step on a parameter needs only its gradient and its state.

    A subclass says in `begin` what it remembers of a parameter, in `numbers` what a step computes
    with, and in `move` what it does, be it to a piece of a large parameter. A step allocates
    nothing: what it computes, it writes into the parameter, its state, and scratch memory that
    stays, the same for all parameters.
    """

    scratch = 1  # how many arrays of a parameter's shape `move` computes in
    counts_steps = True  # whether "step" is part of the state
    takes_pieces = True  # whether `move` does to a piece what it does to the whole

    def __init__(self, params: Iterable[Any], defaults: dict[str, Any]) -> None:
        # Of each parameter its own memory, that with scratch, and whether that is for pieces alone.
        self._memory: dict[Tensor, tuple[np.ndarray, list[np.ndarray], bool]] = {}
        self._scratch: dict[np.dtype, list[np.ndarray]] = {}
        super().__init__(params, defaults)
        _check_implementation(defaults)

    def spares(self, array: np.ndarray) -> list[np.ndarray]:
        """The scratch memory for the steps of a parameter, the first for its direction."""
        return [np.empty_like(array) for _ in range(1 + self.scratch)]

    def remembers(self, group: dict[str, Any]) -> bool:
        """Whether the parameters of a group have a state."""
        return True

    def begin(self, array: np.ndarray, group: dict[str, Any]) -> dict[str, Any]:
        """What is remembered of a parameter before its first step."""
        raise NotImplementedError

    def numbers(self, group: dict[str, Any], step: float) -> Numbers:
        """The numbers that a step computes with; those without effect may be None."""
        raise NotImplementedError

    def move(
        self,
        array: np.ndarray,
        direction: np.ndarray,
        state: Any,
        numbers: Any,
        scratch: list[np.ndarray],
    ) -> None:
        """Write a step into a parameter and its state."""
        raise NotImplementedError

    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """Move every parameter that has a gradient.

        `closure`, if given, computes the loss and its gradients anew, and gives the loss, which is
        then returned.
        """
        loss = None
        if closure is not None:
            with enable_grad():
                loss = closure()
        for group in self.param_groups:
            self._step_group(group)
        return loss

    def _step_group(self, group: dict[str, Any]) -> None:
        _check_supported(group)
        memory, counts_steps, remembers = self._memory, self.counts_steps, self.remembers(group)
        state: Any = None
        known: Any = None  # the dtype and the step for which there are numbers
        for parameter in group["params"]:
            if parameter._grad is None:
                continue
            ready = memory.get(parameter)
            if ready is None or ready[0] is not parameter._array:
                ready = self._prepare(parameter)
            array, mine, is_large = ready
            if remembers:
                state = self.state.get(parameter) or self._begun(parameter, group)
            step = state["step"]._array.item() + 1.0 if counts_steps else None
            dtype = array.dtype
            if known is None or known[0] is not dtype or known[1] != step:
                known = dtype, step
                first, numbers = self._as_arrays(group, step, dtype)
            direction = parameter._grad._array
            if is_large:
                self._move_in_pieces(array, direction, state, first, numbers, mine)
            elif first is None:
                self.move(array, direction, state, numbers, mine)
            else:
                self._move(array, direction, state, first, numbers, mine)
            parameter._writes[0] += 1
            if counts_steps:
                state["step"].array[()] = step

    def _move(
        self, array: Any, direction: Any, state: Any, first: Any, numbers: Any, mine: list
    ) -> None:
        """Do what all optimizers can do first, to the gradient and the parameter; then move it."""
        if first is not None:
            maximize, decay, shrink = first
            if maximize is not None:
                direction = negative(direction, mine[1])
            if decay is not None:
                direction = add(multiply(array, decay, mine[2]), direction, mine[1])
            if shrink is not None:
                multiply(array, shrink, array)
        self.move(array, direction, state, numbers, mine)

    def _move_in_pieces(
        self, array: Any, direction: Any, state: Any, first: Any, numbers: Any, mine: list
    ) -> None:
        """As `_move`, for a parameter that has scratch memory for a piece of it alone."""
        known = state or {}
        kept = {name: t for name, t in known.items() if t._array.shape == array.shape}
        wholes = [array, direction, *[t._array for t in kept.values()]]
        if not all(whole.flags.c_contiguous for whole in wholes):
            self._move(array, direction, state, first, numbers, [array, *self.spares(array)])
            return
        lanes = [whole.reshape(-1) for whole in wholes]
        begun: dict[str, np.ndarray] = {}  # what `move` has added to the state
        for start in range(0, array.size, _PIECE):
            cut = slice(start, start + _PIECE)
            here, there, *pieces = [lane[cut] for lane in lanes]
            of_state = known | dict(zip(kept, map(new_tensor, pieces), strict=True))
            spares = [spare[: here.size] for spare in mine[1:]]
            self._move(here, there, of_state, first, numbers, [here, *spares])
            for name in of_state.keys() - known.keys():
                if name not in begun:
                    begun[name] = np.empty_like(array)
                begun[name].reshape(-1)[cut] = of_state[name].array
        for t in kept.values():
            t._writes[0] += 1
        if begun:
            state.update({name: remembered(new) for name, new in begun.items()})

    def _begun(self, parameter: Any, group: dict[str, Any]) -> Any:
        """The state of a parameter that has none yet."""
        self.state[parameter] = self.begin(parameter.array, group)
        return self.state[parameter]

    def _as_arrays(self, group: dict[str, Any], step: Any, dtype: np.dtype) -> tuple:
        """The numbers of a step: what `_move` does first, None if nothing; and the optimizer's."""
        weight_decay = group.get("weight_decay", 0)
        maximize = True if group["maximize"] else None
        decay = shrink = None
        if weight_decay and group.get("decoupled_weight_decay"):
            shrink = 1 - float(group["lr"]) * float(weight_decay)
        elif weight_decay:
            decay = float(weight_decay)
        first, numbers = (
            tuple([None if x is None else np.array(x, dtype) for x in values])
            for values in ((maximize, decay, shrink), self.numbers(group, step))
        )
        return None if first == (None, None, None) else first, numbers

    def _prepare(self, parameter: Any) -> tuple[np.ndarray, list[np.ndarray], bool]:
        """The memory for the steps of a parameter that is new, or has moved.

        Raises:
            RuntimeError: if it cannot be written, or its state has another shape.
        """
        check_memory(parameter)
        for name, kept in self.state.get(parameter, {}).items():
            if isinstance(kept, Tensor) and name not in NUMBERS and kept.shape != parameter.shape:
                raise RuntimeError(
                    f"{type(self).__name__}: the state {name!r} of shape {list(kept.shape)} does "
                    f"not fit its parameter of shape {list(parameter.shape)}: load a state that "
                    "was saved for parameters of these shapes, or clear `state`"
                )
        array = parameter.array
        is_large = self.takes_pieces and array.size > _PIECE and array.flags.c_contiguous
        size = _PIECE if is_large else array.size
        scratch = self._scratch.get(array.dtype)
        if scratch is None or scratch[0].size < size:
            self._scratch[array.dtype] = scratch = self.spares(np.empty(size, array.dtype))
        shape = (size,) if is_large else array.shape
        mine = [array, *(spare[:size].reshape(shape) for spare in scratch)]
        self._memory[parameter] = array, mine, is_large
        return self._memory[parameter]

    def __setstate__(self, state: dict[str, Any]) -> None:
        super().__setstate__(state)
        self._memory, self._scratch = {}, {}
        for group in self.param_groups:
            for option in ADDED_LATER:
                if option in self.defaults:
                    group.setdefault(option, ADDED_LATER[option])
        for owner, kept in self.state.items():
            for name in NUMBERS & kept.keys() if isinstance(owner, Tensor) else ():
                if not isinstance(kept[name], Tensor):
                    kept[name] = number(kept[name])


# Options that states may lack that PyTorch saved long ago. Numbers were no tensors then.
ADDED_LATER = {
    "amsgrad": False,
    "capturable": False,
    "decoupled_weight_decay": False,
    "differentiable": False,
    "foreach": None,
    "fused": None,
    "maximize": False,
    "nesterov": False,
}


def remembered(array: np.ndarray) -> Tensor:
    """An array as part of an optimizer's state."""
    return wrap_on_edge(array, None, [0])


def zeros(array: np.ndarray) -> Tensor:
    """Zeros like a parameter, as part of the state."""
    return remembered(np.zeros_like(array))


def number(value: float) -> Tensor:
    """A number as part of the state, in the dtype that PyTorch keeps it in."""
    double = dtypes.get_default() == np.float64
    return creation.tensor(float(value), dtype=dtypes.float64 if double else dtypes.float32)


def average(mean: Any, value: Any, weight: Any, scratch: Any) -> None:
    """Move a running mean towards a value: mean + (value - mean) * weight."""
    add(mean, multiply(subtract(value, mean, scratch), weight, scratch), mean)


def average_square(mean: Any, value: Any, kept: Any, weight: Any, scratch: Any) -> None:
    """The running mean of squares: kept * mean + weight * value**2."""
    multiply(mean, kept, mean)
    add(mean, multiply(multiply(value, value, scratch), weight, scratch), mean)


def check_lr(lr: Any) -> None:
    """Refuse a learning rate that is negative, or a Tensor of several.

    Raises:
        ValueError: for such a rate.
    """
    if isinstance(lr, Tensor) and lr.numel() != 1:
        raise ValueError("Tensor lr must be 1-element")
    if lr < 0.0 or lr != lr:
        raise ValueError(f"Invalid learning rate: {lr}")


def check_not_negative(**options: Any) -> None:
    """Refuse negative options, by the names that PyTorch gives them.

    Raises:
        ValueError: for such an option.
    """
    for name, value in options.items():
        if not value >= 0.0:
            words = "epsilon value" if name == "eps" else f"{name} value"
            raise ValueError(f"Invalid {words}: {value}")


def check_betas(betas: Any) -> None:
    """Refuse decay rates outside of [0, 1).

    Raises:
        ValueError: for such a rate.
    """
    for i in range(2):
        if not 0.0 <= betas[i] < 1.0:
            raise ValueError(f"Invalid beta parameter at index {i}: {betas[i]}")


def _check_implementation(options: dict[str, Any]) -> None:
    """Refuse to differentiate through a step, and implementations that exclude each other."""
    fused, foreach = options.get("fused"), options.get("foreach")
    if fused and options["differentiable"]:
        raise RuntimeError("`fused` does not support `differentiable`")
    if fused and foreach:
        raise RuntimeError("`fused` and `foreach` cannot be `True` together.")
    _check_differentiable(options)


def _check_supported(group: dict[str, Any]) -> None:
    """Refuse what the options of a group ask for and a step cannot do."""
    if group.get("capturable"):
        raise AssertionError(
            "If capturable=True, params and state_steps must be on supported devices, of which "
            "there are none here: leave it out"
        )
    _check_differentiable(group)


def _check_differentiable(options: dict[str, Any]) -> None:
    if options.get("differentiable"):
        raise NotImplementedError(
            "differentiable=True is not supported: a step writes into the parameters. To "
            "differentiate through it, compute new parameters from autograd.grad(..., "
            "create_graph=True)"
        )
