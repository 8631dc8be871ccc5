"""In-place steps: what is written to memory, and what the graph learns of it.

Where the graph learns nothing, NumPy writes into the tensor's memory at once, if it knows how.
Elsewhere the step is run as its out-of-place op, on a snapshot of the old values where the graph is
to keep them; then the result is copied into the tensor's memory, and the tensor takes its place in
the graph. Through a view the base learns of it too: its new value is the old one with a region
replaced.
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
from tinygrad_np.ops.indexing import CopySlices
from tinygrad_np.ops.striding import offsets
from tinygrad_np.ops.views import move

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor

NONE: dict[str, Any] = {}


class Copy(Function, node_name="CopyBackwards"):
    """y, broadcast, in the place of x."""

    broadcasts = True

    def forward(x, y):
        return np.where(True, y.astype(x.dtype), x)

    def backward_x(grad):
        return np.zeros_like(grad)

    def backward_y(grad):
        return grad


def write(
    x: Any,
    step: Callable[..., Any],
    operands: tuple = (),
    options: dict[str, Any] = NONE,
    into: Callable[..., bool] | None = None,
    convert: bool = False,
) -> Any:
    """Let `x` become `step(x, *operands, **options)` in x's own memory; give x.

    `into(array, *operands, **options)` does the same to x's array without a copy, or tells that it
    cannot.

    Raises:
        TypeError: if x is no Tensor.
        RuntimeError: if x is a leaf that requires grad, or a view of one; if several of its
            elements share memory, or some with an operand; or if it cannot hold the result's shape
            or, without `convert`, its dtype.
    """
    if not isinstance(x, TensorBase):
        raise TypeError(f"only a Tensor can be written to in place, not {type(x).__name__}")
    given = (*operands, *options.values()) if options else operands
    recorded = check_graph(x, given)
    check_memory(x, given)
    array = x._array  # an ndarray by now
    if recorded or into is None or not into(array, *operands, **options):
        before = _snapshot(x) if recorded else x
        operands = tuple(before if y is x else y for y in operands)
        options = {name: before if y is x else y for name, y in options.items()}
        result = step(before, *operands, **options)
        _check_result(result._array, array, convert)
        if recorded:
            if not result._requires_grad:  # of a comparison, say: x becomes a constant
                result = Copy.apply(before, result)
            if result._requires_grad:
                enter_graph(x, result)
        np.copyto(array, result._array, casting="unsafe")
    if x._writes is not None:
        x._writes[0] += 1
    return x


def _check_result(result: Any, array: np.ndarray, convert: bool) -> None:
    """Refuse a result that does not fit into the place of the old values."""
    if result.shape != array.shape:
        raise RuntimeError(
            f"output with shape {list(array.shape)} doesn't match the broadcast shape "
            f"{list(result.shape)}"
        )
    if not convert and dtypes.category(result.dtype) > dtypes.category(array.dtype):
        names = [dtypes.from_numpy_dtype(a.dtype).scalar_name for a in (result, array)]
        raise RuntimeError(
            f"result type {names[0]} can't be cast to the desired output type {names[1]}"
        )


def check_graph(x: Any, operands: tuple) -> bool:
    """Whether the graph is to learn of a write to `x`; refuse one of which it cannot."""
    if not state.recording or x._array.dtype.kind != "f":
        return False
    needed = x._requires_grad if x._view is None else x.requires_grad
    for y in operands:
        needed = needed or (isinstance(y, TensorBase) and y.requires_grad)  # type: ignore[attr-defined]
    if not needed:
        base = None if x._view is None else x._view.base
        if base is None or not base._requires_grad:
            return False
    _check_place(x)
    return True


def _check_place(x: Any) -> None:
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
    if view is not None and view.output is not None:
        raise RuntimeError(
            f"{view.output} is a view and is being modified inplace. This view is the output of a "
            "function that returns multiple views. Such functions do not allow the output views to "
            "be modified inplace. You should replace the inplace operation by an out-of-place one."
        )
    owner: Any = x if view is None else view.base
    if any(t._requires_grad and t.is_leaf for t in (owner, x)):
        what = "a leaf" if view is None else "a view of a leaf"
        raise RuntimeError(
            f"{what} Variable that requires grad is being used in an in-place operation."
        )


def check_memory(x: TensorBase, operands: tuple) -> None:
    """Refuse memory that must not be written, or holds the operands in another order."""
    writes, array = x._writes, x.array
    flags = array.flags
    if writes is None and not state.inference:
        raise RuntimeError(errors.INFERENCE_WRITTEN)
    if not flags.forc and _meets_itself(array):
        raise RuntimeError(
            "unsupported operation: more than one element of the written-to tensor refers to a "
            "single memory location. Please clone() the tensor before performing the operation."
        )
    if not flags.writeable:
        raise RuntimeError("the memory of this tensor is read-only: clone() it before writing")
    for y in operands:
        if isinstance(y, TensorBase) and y is not x and y._writes is writes is not None:
            _check_overlap(array, y._array)


def _meets_itself(array: np.ndarray) -> bool:
    """Whether several elements of an array are one in memory."""
    reach = 0
    for stride, n in sorted(zip(map(abs, array.strides), array.shape, strict=True)):
        if n > 1:
            if stride < reach + array.itemsize:
                break  # it may be, or not
            reach += stride * (n - 1)
    else:
        return False
    return np.unique(offsets(array.shape, array.strides)).size < array.size


def _check_overlap(array: np.ndarray, other: np.ndarray) -> None:
    """Refuse an operand some of whose elements are written before they are read.

    NumPy would read them first. PyTorch does not promise it, and refuses whole blocks of memory
    that overlap.
    """
    blocks = array.flags.forc and other.flags.forc and other.ndim
    if not blocks or not np.may_share_memory(array, other):
        return
    same = array.shape == other.shape and array.strides == other.strides
    if not same or array.ctypes.data != other.ctypes.data:
        raise RuntimeError(
            "unsupported operation: some elements of the input tensor and the written-to tensor "
            "refer to a single memory location. Please clone() the tensor before performing the "
            "operation."
        )


def _snapshot(x: TensorBase) -> Any:
    """The old values of `x` at its old place in the graph, for the step to keep."""
    return wrap_on_edge(x.array.copy(), x._edge, [0])


def enter_graph(x: Any, result: Any) -> None:
    """Let `x`, or the tensor that it is a view of, take the place in the graph of its new value."""
    if x._view is None:
        move(x, result._edge)
        return
    owner = x._view.base
    old = wrap_on_edge(owner.array, owner._edge, owner._writes)
    new = wrap_on_edge(owner.array, None, owner._writes)
    values = (owner.array, result._array, x._view.steps)
    CopySlices.record((old, result, CONSTANT), values, new)
    move(owner, new._edge)
    if x._edge is not None and x._edge[0].hooks is not None:
        x._view.refresh(x)  # what it kept was the gradient of the old value


def in_place(
    op: Callable[..., Any], ufunc: Callable[..., Any] | None = None, kinds: str = "f"
) -> Callable[..., Any]:
    """The in-place twin of an op: it writes `op(x, ...)` into x's own memory, and gives x.

    `ufunc(array, ..., out=array)` does the same with numbers, and arrays of array's dtype, if that
    is of one of these `kinds`. One that is not NumPy's has the op's names for its arguments.
    """

    @functools.wraps(op)
    def twin(input: Tensor, *args: Any, **options: Any) -> Tensor:
        return write(input, op, args, options, into)

    into = None if ufunc is None else partial(_run_into, ufunc, kinds)
    twin.__name__ = twin.__qualname__ = f"{op.__name__}_"
    twin.__doc__ = f"In-place version of `{op.__name__}`, which says what its arguments are."
    return twin


def _run_into(
    ufunc: Callable[..., Any], kinds: str, array: np.ndarray, *operands: Any, **options: Any
) -> bool:
    """Run a ufunc in the memory of its first argument, if that means what the op means."""
    dtype = array.dtype
    if dtype.kind not in kinds or (options and isinstance(ufunc, np.ufunc)):
        return False
    try:
        values = [_value_in(y, dtype) for y in operands]
        if options:
            ufunc = partial(ufunc, **{name: _value_in(y, dtype) for name, y in options.items()})
        ufunc(array, *values, out=array)
    except (OverflowError, TypeError, ValueError):
        return False  # the op has the words for it
    return True


def _value_in(y: Any, dtype: np.dtype) -> Any:
    """A number or an array as a ufunc takes it.

    Raises:
        TypeError: for an array of another dtype, or what is neither.
    """
    if y.__class__ is float or y.__class__ is int:
        return y
    if isinstance(y, TensorBase) and y._array.dtype == dtype:
        return y._array
    raise TypeError
