"""The same values elsewhere: copies, other dtypes, off the graph."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes
from tinygrad_np.devices import check_device
from tinygrad_np.engine.function import CONSTANT, Function
from tinygrad_np.engine.graph import TensorBase, wrap
from tinygrad_np.layouts import contiguous_format, numpy_order, preserve_format
from tinygrad_np.ops.operands import as_operand
from tinygrad_np.ops.views import ViewFunction

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class Clone(Function):
    """A copy on memory of its own."""

    def forward(x, order):
        return np.copy(x, order)

    def backward(grad):
        return grad


class Alias(ViewFunction):
    """The same memory."""

    def forward(x):
        return x.reshape(x.shape)

    def backward(grad):
        return grad


class ToCopy(Function):
    """A copy in another floating dtype."""

    def forward(x, dtype):
        return x.astype(dtype)

    def backward(grad):
        return grad  # the engine casts it to the dtype of the input


class ToInteger(Function, differentiable=False):
    """A copy in a dtype that cannot carry a derivative."""

    def forward(x, dtype):
        return x.astype(dtype)


def clone(input: Tensor, *, memory_format: Any = preserve_format) -> Tensor:
    """A copy on memory of its own, in the order of its dims in memory; gradients flow through it.

    With `torch.contiguous_format` in the order of its dims.

    >>> import tinygrad_np as torch
    >>> torch.clone(torch.tensor([1.0], requires_grad=True))
    tensor([1.], grad_fn=<CloneBackward0>)
    """
    input = as_operand(input, "clone")
    array = input._array
    plain = memory_format is preserve_format and array.flags.c_contiguous
    order = "K" if plain else numpy_order(memory_format, "clone", array)
    return Clone.run_unary(input, array, order)


def contiguous(input: Tensor, memory_format: Any = contiguous_format) -> Tensor:
    """Itself if its elements are in memory in their order, without gaps; else a copy that is so.

    >>> import tinygrad_np as torch
    >>> torch.ones(2, 3).t().contiguous().stride()
    (2, 1)
    """
    order = numpy_order(memory_format, "contiguous")
    if input._array.flags.c_contiguous:
        return input
    if order == "K":
        raise RuntimeError("preserve memory format is unsupported by the contiguous operator")
    return Clone.run_unary(input, input.array, "C")


def in_order(result: Any) -> Any:
    """A result that nobody holds yet, with its elements in memory in their order."""
    if not result._array.flags.c_contiguous:
        result._array = np.ascontiguousarray(result._array)
    return result


def is_contiguous(input: Tensor, memory_format: Any = contiguous_format) -> bool:
    """Whether the elements are in memory in their order, without gaps.

    >>> import tinygrad_np as torch
    >>> torch.ones(2, 3).t().is_contiguous()
    False
    """
    numpy_order(memory_format, "is_contiguous")
    return input._array.flags.c_contiguous


def detach(input: Tensor) -> Tensor:
    """A tensor on the same memory that is not part of the graph.

    >>> import tinygrad_np as torch
    >>> torch.detach(torch.tensor([1.0], requires_grad=True))
    tensor([1.])
    """
    input = as_operand(input, "detach")
    result = wrap(input.array)
    result._writes = input._writes
    return result


def detach_(input: Tensor) -> Tensor:
    """Take a tensor off the graph; it becomes a leaf.

    Raises:
        RuntimeError: if it is a view of another.

    >>> import tinygrad_np as torch
    >>> (torch.ones(2, requires_grad=True) * 2).detach_()
    tensor([2., 2.])
    """
    if input._view is not None:
        raise RuntimeError("Can't detach views in-place. Use detach() instead.")
    input._edge = None
    input._requires_grad = False
    return input


def to_dtype(input: Tensor, dtype: np.dtype) -> Tensor:
    """`input` in `dtype`: itself if it is that, else a copy through which gradients flow."""
    return input if input._array.dtype == dtype else _copied(input, dtype, preserve_format)


def _copied(input: Tensor, dtype: np.dtype, memory_format: Any) -> Any:
    """A copy in `dtype`."""
    array = input._array
    result = (ToCopy if dtype.kind == "f" else ToInteger).run((input, CONSTANT), (array, dtype))
    plain = memory_format is preserve_format and array.flags.c_contiguous
    if not plain and numpy_order(memory_format, "to", array) == "C":
        result._array = np.asarray(result._array, order="C")
    return result


def to(
    input: Tensor,
    *args: Any,
    device: Any = None,
    dtype: Any = None,
    non_blocking: bool = False,
    copy: bool = False,
    memory_format: Any = preserve_format,
) -> Tensor:
    """This tensor in another dtype, or the dtype of another tensor; devices may be named.

    It is itself if nothing changes, unless `copy`. The forms are `to(dtype)`, `to(device, dtype)`
    and `to(other)`, each of which takes `non_blocking`, `copy` and `memory_format` too.

    Raises:
        TypeError: for any other form.

    >>> import tinygrad_np as torch
    >>> torch.tensor([1, 2]).to(torch.float32)
    tensor([1., 2.])
    """
    wanted, copy = asked(args, device, dtype, copy)
    numpy_order(memory_format, "to")
    wanted = input._array.dtype if wanted is None else wanted
    if wanted == input._array.dtype and not copy:
        return input
    return _copied(input, wanted, memory_format)


def asked(args: tuple, device: Any, dtype: Any, copy: bool) -> tuple[np.dtype | None, bool]:
    """What the arguments of `to` ask for: which dtype, if any, and whether a copy.

    Raises:
        TypeError: if it is none of the forms.
    """
    options = list(args)
    if options and isinstance(options[0], TensorBase):
        dtype = options.pop(0)._array.dtype
    elif options and _is_dtype(options[0]):
        dtype = options.pop(0)
    elif options:
        device = options.pop(0)
        if options and (options[0] is None or _is_dtype(options[0])):
            dtype = options.pop(0)
    if len(options) > 2 or not all(isinstance(x, bool) for x in options):
        found = ", ".join(type(x).__name__ for x in args)
        raise TypeError(f"to() received an invalid combination of arguments - got ({found})")
    check_device(device)
    copy = options[1] if len(options) == 2 else copy
    return None if dtype is None else dtypes.to_numpy_dtype(dtype), copy


def _is_dtype(x: Any) -> bool:
    return isinstance(x, (dtypes.dtype, np.dtype, type))


def converts_to(dtype: dtypes.dtype) -> Callable[..., Tensor]:
    """The method that gives a tensor in `dtype`."""

    def convert(input: Tensor, memory_format: Any = preserve_format) -> Tensor:
        wanted = dtypes.to_numpy_dtype(dtype)
        return input if input._array.dtype == wanted else _copied(input, wanted, memory_format)

    convert.__name__ = convert.__qualname__ = dtype.scalar_name.lower()
    convert.__doc__ = f"In {dtype}, as `to`."
    return convert


def type_(input: Tensor, dtype: Any = None, non_blocking: bool = False) -> Any:
    """The name of the tensor's type; or the tensor in a dtype, or of a type: see `as_dtype`.

    >>> import tinygrad_np as torch
    >>> torch.ones(2).type(), torch.ones(2).type(torch.LongTensor)
    ('torch.FloatTensor', tensor([1, 1]))
    """
    if dtype is None:
        return dtypes.from_numpy_dtype(input._array.dtype).type_name
    return to(input, dtypes.by_type(dtype))


def type_as(input: Tensor, other: Tensor) -> Tensor:
    """This tensor in the dtype of another.

    >>> import tinygrad_np as torch
    >>> torch.arange(2).type_as(torch.ones(1))
    tensor([0., 1.])
    """
    return to(input, as_operand(other, "type_as", "other"))


def cpu(input: Tensor, memory_format: Any = preserve_format) -> Tensor:
    """Itself: the CPU is where tensors live.

    >>> import tinygrad_np as torch
    >>> torch.ones(2).cpu()
    tensor([1., 1.])
    """
    numpy_order(memory_format, "cpu")
    return input


def cuda(input: Tensor, device: Any = None, non_blocking: bool = False) -> Tensor:
    """Refused: tensors live on the CPU.

    Raises:
        RuntimeError: always.

    >>> import tinygrad_np as torch
    >>> torch.cuda.is_available() and torch.ones(2).cuda()
    False
    """
    check_device("cuda")
    return input
