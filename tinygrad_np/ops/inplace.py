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
from tinygrad_np.engine.graph import TensorBase, wrap, wrap_on_edge
from tinygrad_np.ops import indexing
from tinygrad_np.ops.indexing import CopySlices
from tinygrad_np.ops.operands import as_operand, cast, check_fits, operand
from tinygrad_np.ops.operands import elementwise as run_elementwise
from tinygrad_np.ops.places import Put, kept, put_at
from tinygrad_np.ops.shape import expanded
from tinygrad_np.ops.views import move
from tinygrad_np.shapes import reduced_axes

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor

NONE: dict[str, Any] = {}


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
        RuntimeError: if x is a leaf that requires grad, or a view of one; if several of its
            elements share memory, or some with an operand; or if it cannot hold the result's shape
            or, without `convert`, its dtype.
    """
    given = (*operands, *options.values()) if options else operands
    recorded = _check_graph(x, given)
    _check_memory(x, given)
    array = x.array
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
                _enter_graph(x, result)
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


def _check_graph(x: Any, operands: tuple) -> bool:
    """Whether the graph is to learn of a write to `x`; refuse one of which it cannot."""
    if not state.recording or x._array.dtype.kind != "f":
        return False
    needed = x.requires_grad
    for y in operands:
        needed = needed or getattr(y, "requires_grad", False)
    if not needed:
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


def _check_memory(x: TensorBase, operands: tuple) -> None:
    """Refuse memory that must not be written, or holds the operands in another order."""
    writes, array = x._writes, x.array
    if writes is None and not state.inference:
        raise RuntimeError(errors.INFERENCE_WRITTEN)
    if (
        0 in array.strides
        and array.size
        and any(stride == 0 and n > 1 for stride, n in zip(array.strides, array.shape, strict=True))
    ):
        raise RuntimeError(
            "unsupported operation: more than one element of the written-to tensor refers to a "
            "single memory location. Please clone() the tensor before performing the operation."
        )
    if not array.flags.writeable:
        raise RuntimeError("the memory of this tensor is read-only: clone() it before writing")
    for y in operands:
        if isinstance(y, TensorBase) and y is not x and y._writes is writes is not None:
            _check_overlap(array, y._array)


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


def _enter_graph(x: Any, result: Any) -> None:
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


def zero_(input: Tensor) -> Tensor:
    """Zeros, in place.

    >>> import tinygrad_np as torch
    >>> torch.ones(2).zero_()
    tensor([0., 0.])
    """
    return write(input, Zero.apply, into=_zero_into)


def _zero_into(array: np.ndarray) -> bool:
    array.fill(0)
    return True


def fill_(input: Tensor, value: Any) -> Tensor:
    """`value`, a number or a 0-d tensor, in the place of each element.

    Raises:
        RuntimeError: for a tensor with dims, or a number that the dtype cannot hold.

    >>> import tinygrad_np as torch
    >>> torch.ones(2).fill_(7)
    tensor([7., 7.])
    """
    place, number = operand(value, "fill_", "value", 1)
    if place is not CONSTANT and number.ndim:
        raise RuntimeError(
            f"fill_ only supports 0-dimension value tensor but got tensor with {number.ndim} "
            "dimensions."
        )
    dtype = input._array.dtype
    check_fits(number, dtype)
    number = cast(number, dtype)

    def step(x: TensorBase, value: Any) -> Any:
        return Fill.run((x, value), (x._array, number))

    def into(array: np.ndarray, value: Any) -> bool:
        array.fill(number)
        return True

    return write(input, step, (place,), NONE, into, convert=True)


def copy_(input: Tensor, other: Any, non_blocking: bool = False) -> Tensor:
    """The elements of `other`, broadcast and converted, in the place of those of `input`.

    >>> import tinygrad_np as torch
    >>> torch.zeros(2).copy_(torch.tensor([1, 2]))
    tensor([1., 2.])
    """
    if isinstance(other, (float, int)):
        return fill_(input, other)

    def step(x: TensorBase, y: TensorBase) -> Any:
        return run_elementwise(Copy, (x, y), (x._array, y._array))

    other = as_operand(other, "copy_", "other")
    return write(input, step, (other,), NONE, _copy_into, convert=True)


def _copy_into(array: np.ndarray, y: TensorBase) -> bool:
    if y._array.ndim > array.ndim:
        return False
    try:
        np.copyto(array, y._array, casting="unsafe")
    except ValueError:
        return False  # Copy has the words for it
    return True


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
        value = cast(value, input._array.dtype)
    elif isinstance(value, (TensorBase, np.ndarray, np.generic)):
        if arrays and isinstance(value, TensorBase):
            _check_same_dtype(input._array, value._array)
        value = as_operand(value, "setitem")
    else:
        type_name = dtypes.from_numpy_dtype(input._array.dtype).type_name
        raise TypeError(f"can't assign a {type(value).__name__} to a {type_name}")
    if arrays:
        places, first, last = indexing.block(arrays, view._array.shape)
        write_at(Put, view, value, places, first, last)
    elif isinstance(value, TensorBase):
        value = _without_leading_ones(value, view._array.ndim)
        expanded(value._array, view._array.shape)  # raises if it cannot be
        copy_(view, value)
    else:
        fill_(view, value)


def _check_same_dtype(array: np.ndarray, value: Any) -> None:
    """Refuse elements of another dtype for the places that index arrays name."""
    if value.ndim and value.dtype != array.dtype:
        wanted, given = (dtypes.from_numpy_dtype(a.dtype).scalar_name for a in (array, value))
        raise RuntimeError(
            f"Index put requires the source and destination dtypes match, got {wanted} for the "
            f"destination and {given} for the source."
        )


def write_at(
    function: type[Put],
    x: Any,
    y: Any,
    places: np.ndarray,
    first: int,
    last: int,
    accumulate: bool = False,
) -> Any:
    """Let `x` become `function(x, y, ...)`, a Put, in x's own memory, touching only the places.

    `y` is a number, or a Tensor that broadcasts to the elements at the places; it is converted.

    Raises:
        RuntimeError: if it does not broadcast, or as for every in-place step.
    """
    place, value = operand(y, "index_put_", "value", 3)
    if place is not CONSTANT:
        place = _fitting(place, places, x._array.shape, first, last)
        value = cast(place._array, x._array.dtype)
    recorded = _check_graph(x, (place,))
    _check_memory(x, (place,))
    array = x.array
    if np.may_share_memory(array, value):
        value = value.copy()
    old = wrap_on_edge(array, x._edge, [0])
    put_at(array, value, places, first, last, accumulate)
    if recorded:
        values = (array, value, kept(places, x, place), first, last, accumulate)
        result = wrap(array)
        function.record((old, place, CONSTANT, CONSTANT, CONSTANT, CONSTANT), values, result)
        _enter_graph(x, result)
    if x._writes is not None:
        x._writes[0] += 1
    return x


def _fitting(y: Any, places: np.ndarray, shape: tuple, first: int, last: int) -> Any:
    """`y` without leading dims of size 1, found to broadcast to the elements at the places."""
    region = (*shape[:first], *places.shape, *shape[last:])
    y = _without_leading_ones(y, len(region))
    if reduced_axes(region, y._array.shape) is None:
        raise RuntimeError(
            f"shape mismatch: value tensor of shape {list(y._array.shape)} cannot be broadcast "
            f"to indexing result of shape {list(region)}"
        )
    return y


def _without_leading_ones(value: Any, ndim: int) -> Any:
    """A value may have more dims than its place, if they are of size 1."""
    shape = value._array.shape
    extra = max(0, len(shape) - ndim)
    return value.reshape(shape[extra:]) if extra and set(shape[:extra]) == {1} else value
