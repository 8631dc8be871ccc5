"""In-place steps: what is written to memory, and what the graph learns of it.

The step is run as its out-of-place op, on a snapshot of the old values where the graph is to keep
them; then the result is copied into the tensor's memory, and the tensor takes its place in the
graph.
Through a view the base learns of it too: its new value is the old one with a region replaced.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes, errors
from tinygrad_np.engine.function import CONSTANT, Function
from tinygrad_np.engine.grad_mode import state
from tinygrad_np.engine.graph import TensorBase, wrap_on_edge
from tinygrad_np.ops import indexing
from tinygrad_np.ops.indexing import CopySlices, IndexPut
from tinygrad_np.ops.operands import as_operand, cast, check_fits, operand
from tinygrad_np.ops.operands import elementwise as run_elementwise
from tinygrad_np.ops.shape import expanded

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class Zero(Function):
    """Zeros in the place of x."""

    def forward(x):
        return np.zeros_like(x)

    def backward(grad):
        return np.zeros_like(grad)


class Fill(Function, node_name="FillBackward2"):
    """One value in the place of each element of x."""

    broadcasts = True

    def forward(x, value):
        return np.where(True, value, x)  # not zeros + value: that would lose the sign of -0.0

    def backward_x(grad):
        return np.zeros_like(grad)

    def backward_value(grad):
        return grad


class Copy(Function, node_name="CopyBackwards"):
    """y, broadcast, in the place of x."""

    broadcasts = True

    def forward(x, y):
        return np.where(True, y.astype(x.dtype), x)

    def backward_x(grad):
        return np.zeros_like(grad)

    def backward_y(grad):
        return grad


def write(x: Any, step: Callable[..., Any], *operands: Any, convert: bool = False) -> Any:
    """Let `x` become `step(x, *operands)` in x's own memory; give x.

    Raises:
        RuntimeError: if x is a leaf that requires grad, or a view of one; if several of its
            elements share memory; or if it cannot hold the result's shape or, without `convert`,
            its dtype.
    """
    recorded = _check_graph(x, operands)
    _check_memory(x)
    before = _snapshot(x) if recorded else x
    result = step(before, *[before if y is x else y for y in operands])
    array = result._array
    if array.shape != x._array.shape:
        raise RuntimeError(
            f"output with shape {list(x._array.shape)} doesn't match the broadcast shape "
            f"{list(array.shape)}"
        )
    if not convert and dtypes.category(array.dtype) > dtypes.category(x._array.dtype):
        names = [dtypes.from_numpy_dtype(a.dtype).scalar_name for a in (array, x._array)]
        raise RuntimeError(
            f"result type {names[0]} can't be cast to the desired output type {names[1]}"
        )
    if recorded:
        if not result._requires_grad:  # of a comparison, say: x becomes a constant
            result = Copy.apply(before, result)
        if result._requires_grad:
            _enter_graph(x, result)
    np.copyto(x.array, array, casting="unsafe")
    if x._writes is not None:
        x._writes[0] += 1
    return x


def _check_graph(x: Any, operands: tuple) -> bool:
    """Whether the graph is to learn of a write to `x`; refuse one of which it cannot."""
    if not state.recording or x._array.dtype.kind != "f":
        return False
    if not (x.requires_grad or any(getattr(y, "requires_grad", False) for y in operands)):
        base = None if x._view is None else x._view.base
        if base is None or not base._requires_grad:
            return False
    _check_place(x)
    return True


def _check_place(x: TensorBase) -> None:
    """Refuse a leaf, a view of one, and a view of which the graph did not learn."""
    view = x._view
    if view is not None and not view.recorded:
        raise RuntimeError(
            "A view was created in no_grad mode and is being modified inplace with grad mode "
            "enabled. Given that this use case is ambiguous and error-prone, it is forbidden. You "
            "can clarify your code by moving both the view and the inplace either both inside the "
            "no_grad block (if you don't want the inplace to be tracked) or both outside (if you "
            "want the inplace to be tracked)."
        )
    owner: Any = x if view is None else view.base
    if owner._requires_grad and owner.is_leaf:
        what = "a leaf" if view is None else "a view of a leaf"
        raise RuntimeError(
            f"{what} Variable that requires grad is being used in an in-place operation."
        )


def _check_memory(x: TensorBase) -> None:
    """Refuse memory that must not be written."""
    if x._writes is None and not state.inference:
        raise RuntimeError(errors.INFERENCE_WRITTEN)
    array = x.array
    if any(stride == 0 and n > 1 for stride, n in zip(array.strides, array.shape, strict=True)):
        raise RuntimeError(
            "unsupported operation: more than one element of the written-to tensor refers to a "
            "single memory location. Please clone() the tensor before performing the operation."
        )
    if not array.flags.writeable:
        raise RuntimeError("the memory of this tensor is read-only: clone() it before writing")


def _snapshot(x: TensorBase) -> Any:
    """The old values of `x` at its old place in the graph, for the step to keep."""
    return wrap_on_edge(x.array.copy(), x._edge, [0])


def _enter_graph(x: Any, result: Any) -> None:
    """Let `x`, or the tensor that it is a view of, take the place in the graph of its new value."""
    owner = x if x._view is None else x._view.base
    retains_grad = owner.retains_grad
    if retains_grad:
        node, nr = owner._edge
        del node.hooks.retained[nr]
    if owner is x:
        x._edge = result._edge
        x._requires_grad = True
    else:
        old = wrap_on_edge(owner.array, owner._edge, owner._writes)
        values = (owner.array, result._array, x._view.steps)
        CopySlices.record((old, result, CONSTANT), values, owner)
    if retains_grad:
        owner.retain_grad()


def in_place(op: Callable[..., Any], convert: bool = False) -> Callable[..., Any]:
    """The in-place twin of an op: it writes `op(x, ...)` into x's own memory, and gives x."""

    @functools.wraps(op)
    def twin(input: Tensor, *args: Any, **options: Any) -> Tensor:
        def step(x: TensorBase, *operands: Any) -> Any:
            by_name = dict(zip(options, operands[len(args) :], strict=True))
            return op(x, *operands[: len(args)], **by_name)

        return write(input, step, *args, *options.values(), convert=convert)

    twin.__name__ = twin.__qualname__ = f"{op.__name__}_"
    twin.__doc__ = f"In-place version of `{op.__name__}`, which says what its arguments are."
    return twin


def zero_(input: Tensor) -> Tensor:
    """Zeros, in place.

    >>> import tinygrad_np as torch
    >>> torch.ones(2).zero_()
    tensor([0., 0.])
    """
    return write(input, Zero.apply)


def fill_(input: Tensor, value: Any) -> Tensor:
    """`value`, a number or a 0-d tensor, in the place of each element.

    Raises:
        RuntimeError: for a tensor with dims, or a number too large for an integer dtype.

    >>> import tinygrad_np as torch
    >>> torch.ones(2).fill_(7)
    tensor([7., 7.])
    """
    place, number = operand(value, "fill_", "value", 2)
    if place is not CONSTANT and number.ndim:
        raise RuntimeError(
            f"fill_ only supports 0-dimension value tensor but got tensor with {number.ndim} "
            "dimensions."
        )
    check_fits(number, input._array.dtype)

    def step(x: TensorBase, value: Any) -> Any:
        values = x._array, number if place is CONSTANT else cast(number, x._array.dtype)
        return Fill.run((x, value), values)

    return write(input, step, place, convert=True)


def copy_(input: Tensor, src: Any) -> Tensor:
    """The elements of `src`, broadcast and converted, in the place of those of `input`.

    >>> import tinygrad_np as torch
    >>> torch.zeros(2).copy_(torch.tensor([1, 2]))
    tensor([1., 2.])
    """
    if isinstance(src, (float, int)):
        return fill_(input, src)

    def step(x: TensorBase, y: TensorBase) -> Any:
        return run_elementwise(Copy, (x, y), (x._array, y._array))

    return write(input, step, as_operand(src, "copy_", "other", 2), convert=True)


def setitem(input: Tensor, index: Any, value: Any) -> None:
    """`input[index] = value`, in place: gradients reach both.

    The index is as in reading; `value` is a number, or a Tensor or array that broadcasts.

    Raises:
        IndexError: as in reading.
        TypeError: if `value` is none of these.
        RuntimeError: if `value` does not fit, or as for every in-place step.

    >>> import tinygrad_np as torch
    >>> x = torch.zeros(3)
    >>> x[1:] = torch.tensor([1.0, 2.0])
    >>> x
    tensor([0., 1., 2.])
    """
    basic, arrays = indexing.parse_index(input._array.shape, index)
    view = input if indexing.is_whole(basic) else indexing.take_view(input, basic)
    if isinstance(value, (float, int)):
        check_fits(value, input._array.dtype)
    elif isinstance(value, (TensorBase, np.ndarray, np.generic)):
        value = as_operand(value, "setitem")
    else:
        type_name = dtypes.from_numpy_dtype(input._array.dtype).type_name
        raise TypeError(f"can't assign a {type(value).__name__} to a {type_name}")
    if arrays:
        write(view, partial(_index_put, arrays), value, convert=True)
    elif isinstance(value, TensorBase):
        value = _without_leading_ones(value, view._array.ndim)
        expanded(value._array, view._array.shape)  # raises if it cannot be
        copy_(view, value)
    else:
        fill_(view, value)


def _index_put(index: tuple, x: Any, value: Any) -> Any:
    try:
        return IndexPut.apply(x, value, index, False)
    except ValueError:
        raise RuntimeError(
            f"shape mismatch: value tensor of shape {list(value._array.shape)} cannot be broadcast "
            f"to indexing result of shape {list(x._array[index].shape)}"
        ) from None


def _without_leading_ones(value: Any, ndim: int) -> Any:
    """A value may have more dims than its place, if they are of size 1."""
    shape = value._array.shape
    extra = max(0, len(shape) - ndim)
    return value.reshape(shape[extra:]) if extra and set(shape[:extra]) == {1} else value
