"""Tensors taken apart: parts along a dim, all of them or one. They are views."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from tinygrad_np import dtypes, shapes
from tinygrad_np.engine.function import Function
from tinygrad_np.engine.grad_mode import state
from tinygrad_np.engine.graph import Node, TensorBase, wrap
from tinygrad_np.layouts import contiguous_format
from tinygrad_np.ops.conversion import clone
from tinygrad_np.ops.indexing import Select, Slice, take_view
from tinygrad_np.ops.operands import as_operand
from tinygrad_np.ops.views import enter_view

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class PartsNode(Node):
    """The node of all the parts of a tensor: it joins their gradients."""

    __slots__ = ("dim", "outputs")

    takes_list = True
    returns_fresh = True
    join: ClassVar[Callable[..., Any]]

    def __init__(self, whole: Any, dim: int, parts: Sequence) -> None:
        self.edges = (whole._edge or whole.gradient_edge(),)
        self.outputs = tuple((x._array.shape, x._array.dtype) for x in parts)  # type: ignore[misc]
        self.shape, self.dtype = self.outputs[0]
        self.hooks = None
        self.dim = dim
        for watcher in state.watchers:
            watcher(self)

    def run(self, grads: list, wanted: Sequence[bool] | None, create_graph: bool) -> Sequence:
        given = zip(grads, self.outputs, strict=True)
        every = [np.zeros(*output) if g is None else g for g, output in given]
        return (self.join(every, axis=self.dim),)


class UnbindBackward0(PartsNode):
    """Of parts that have lost the dim."""

    join = staticmethod(np.stack)


class SplitBackward0(PartsNode):
    """Of parts that have kept the dim."""

    join = staticmethod(np.concatenate)


class SplitWithSizesBackward0(SplitBackward0):
    """Of parts of given sizes."""


def _parts(
    node_class: type[PartsNode], step: type[Function], input: Any, dim: int, places: Sequence
) -> tuple[Any, ...]:
    """The views at `places` (integers or slices) along `dim`, with one node for all of them."""
    array = input.array
    before = (slice(None),) * dim
    indices = [(*before, place, ...) for place in places]
    parts = tuple([wrap(array[index]) for index in indices])
    name = node_class.__name__.removesuffix("Backward0")
    if state.recording and parts:
        if input._view is not None:
            input._view.refresh(input)
        if input._requires_grad:
            node = node_class(input, dim, parts)
            for nr, part in enumerate(parts):
                part._edge = (node, nr)
                part._requires_grad = True
    for nr, (part, index) in enumerate(zip(parts, indices, strict=True)):
        enter_view(part, input, step, (index,), f"Output {nr} of {name}")
    return parts


def unbind(input: Tensor, dim: int = 0) -> tuple[Tensor, ...]:
    """The slices along `dim`, which goes: views.

    Raises:
        IndexError: for a dim that the input does not have.

    >>> import tinygrad_np as torch
    >>> torch.unbind(torch.tensor([[1, 2], [3, 4]]))
    (tensor([1, 2]), tensor([3, 4]))
    """
    input = as_operand(input, "unbind")
    shape = input._array.shape
    dim = shapes.wrap_dim(dim, len(shape), "unbind")
    if not shape:
        raise IndexError(f"Dimension specified as {dim} but tensor has no dimensions")
    return _parts(UnbindBackward0, Select, input, dim, range(shape[dim]))


def split(
    tensor: Tensor, split_size_or_sections: Any = None, dim: int = 0, *, split_size: Any = None
) -> tuple[Tensor, ...]:
    """Parts of one size along `dim`, the last one perhaps smaller: views.

    A list of sizes gives parts of these, as `split_with_sizes`. Given by name the size is
    `split_size` for the method.

    Raises:
        IndexError: for a dim that the input does not have.
        RuntimeError: for negative sizes, or such as do not add up to that of the dim.

    >>> import tinygrad_np as torch
    >>> torch.split(torch.arange(5), 2)
    (tensor([0, 1]), tensor([2, 3]), tensor([4]))
    """
    input = as_operand(tensor, "split", "tensor")
    given = split_size if split_size_or_sections is None else split_size_or_sections
    if not hasattr(given, "__index__"):
        return split_with_sizes(input, given, dim)
    size = shapes.as_int(given, "split", "split_size")
    shape = _splittable("split", input)
    dim = shapes.wrap_dim(dim, len(shape), "split")
    if size < 0:
        raise RuntimeError(f"split expects split_size be non-negative, but got split_size={size}")
    if size == 0 and shape[dim]:
        raise RuntimeError(
            "split_size can only be 0 if dimension size is 0, but got dimension size of "
            f"{shape[dim]}"
        )
    starts = range(0, max(shape[dim], 1), max(size, 1))
    places = [slice(start, start + size) for start in starts]
    return _parts(SplitBackward0, Slice, input, dim, places)


def _splittable(op: str, input: Any) -> tuple[int, ...]:
    shape = input._array.shape
    if not shape:
        raise RuntimeError(f"{op} expects at least a 1-dimensional tensor")
    return shape


def split_with_sizes(input: Tensor, split_sizes: Sequence[int], dim: int = 0) -> tuple[Tensor, ...]:
    """Parts of these sizes along `dim`: views.

    Raises:
        IndexError: for a dim that the input does not have.
        RuntimeError: for negative sizes, or such as do not add up to that of the dim.

    >>> import tinygrad_np as torch
    >>> torch.split_with_sizes(torch.arange(3), [1, 2])
    (tensor([0]), tensor([1, 2]))
    """
    input = as_operand(input, "split_with_sizes")
    sizes = shapes.several(split_sizes, "split_with_sizes", "split_sizes", 2)
    shape = _splittable("split", input)
    dim = shapes.wrap_dim(dim, len(shape), "split")
    if any(n < 0 for n in sizes):
        raise RuntimeError(
            "split_with_sizes expects split_sizes have only non-negative entries, but got "
            f"split_sizes={list(sizes)}"
        )
    if sum(sizes) != shape[dim]:
        raise RuntimeError(
            f"split_with_sizes expects split_sizes to sum exactly to {shape[dim]} (input tensor's "
            f"size at dimension {dim}), but got split_sizes={list(sizes)}"
        )
    ends = itertools.accumulate(sizes)
    places = [slice(end - n, end) for n, end in zip(sizes, ends, strict=True)]
    return _parts(SplitWithSizesBackward0, Slice, input, dim, places)


def chunk(input: Tensor, chunks: int, dim: int = 0) -> tuple[Tensor, ...]:
    """At most `chunks` parts along `dim`, all but the last of one size: views.

    Raises:
        IndexError: for a dim that the input does not have.
        RuntimeError: unless `chunks` is positive.

    >>> import tinygrad_np as torch
    >>> torch.chunk(torch.arange(5), 2)
    (tensor([0, 1, 2]), tensor([3, 4]))
    """
    input = as_operand(input, "chunk")
    chunks = shapes.as_int(chunks, "chunk", "chunks")
    shape = _splittable("chunk", input)
    if chunks <= 0:
        raise RuntimeError(f"chunk expects `chunks` to be greater than 0, got: {chunks}")
    dim = shapes.wrap_dim(dim, len(shape), "chunk")
    if shape[dim] == 0:
        return split_with_sizes(input, [0] * chunks, dim)
    return split(input, -(-shape[dim] // chunks), dim)


def tensor_split(
    input: Tensor,
    indices_or_sections: Any = None,
    dim: int = 0,
    *,
    indices: Any = None,
    sections: Any = None,
    tensor_indices_or_sections: Any = None,
) -> tuple[Tensor, ...]:
    """Parts along `dim`, split at indices, or into that many of nearly equal sizes: views.

    Either may also come as a tensor; by name they are `indices` and `sections`.

    Raises:
        IndexError: for a dim that the input does not have.
        RuntimeError: unless the number of sections is positive.

    >>> import tinygrad_np as torch
    >>> torch.tensor_split(torch.arange(5), 2)
    (tensor([0, 1, 2]), tensor([3, 4]))
    >>> torch.tensor_split(torch.arange(5), (1, 3))
    (tensor([0]), tensor([1, 2]), tensor([3, 4]))
    """
    input = as_operand(input, "tensor_split")
    ndim = input._array.ndim
    if not ndim:
        raise RuntimeError(
            "tensor_split expected at least a 1-dimensional tensor, but got a tensor with 0 dims"
        )
    dim = shapes.wrap_dim(dim, ndim, "tensor_split")
    ways = (indices_or_sections, indices, sections, tensor_indices_or_sections)
    given = next((way for way in ways if way is not None), None)
    if isinstance(given, TensorBase):
        given = _listed_indices(given._array)
    size = input._array.shape[dim]
    if hasattr(given, "__index__"):
        count = shapes.as_int(given, "tensor_split", "sections")
        if count <= 0:
            raise RuntimeError(f"number of sections must be larger than 0, got {count}")
        share, extra = divmod(size, count)
        ends = tuple(i * share + min(i, extra) for i in range(1, count))
    else:
        ends = shapes.several(given, "tensor_split", "indices", 2)
    places = map(slice, [0, *ends], [*ends, size])
    before = (slice(None),) * dim
    return tuple([Slice.apply(input, (*before, place, ...)) for place in places])


def _listed_indices(given: Any) -> Any:
    """The indices, or the number of sections, that a tensor holds."""
    if given.dtype != np.int64:
        name = dtypes.from_numpy_dtype(given.dtype).scalar_name
        raise RuntimeError(
            "tensor_split expected tensor_indices_or_sections to have dtype of long, but got "
            f"{name}"
        )
    return given.tolist()


def hsplit(input: Tensor, indices_or_sections: Any) -> tuple[Tensor, ...]:
    """As `tensor_split` from left to right: along dim 1, of a vector dim 0; into equal parts.

    Raises:
        RuntimeError: for a 0-d tensor, or if the parts cannot be equal.

    >>> import tinygrad_np as torch
    >>> torch.hsplit(torch.arange(4), 2)
    (tensor([0, 1]), tensor([2, 3]))
    """
    input = as_operand(input, "hsplit")
    dim = 0 if input._array.ndim == 1 else 1
    return _equal_parts("hsplit", input, indices_or_sections, dim, 1)


def vsplit(input: Tensor, indices_or_sections: Any) -> tuple[Tensor, ...]:
    """As `tensor_split` from top to bottom: along dim 0; into equal parts.

    Raises:
        RuntimeError: for fewer than two dims, or if the parts cannot be equal.

    >>> import tinygrad_np as torch
    >>> torch.vsplit(torch.tensor([[1, 2], [3, 4]]), 2)
    (tensor([[1, 2]]), tensor([[3, 4]]))
    """
    return _equal_parts("vsplit", as_operand(input, "vsplit"), indices_or_sections, 0, 2)


def dsplit(input: Tensor, indices_or_sections: Any) -> tuple[Tensor, ...]:
    """As `tensor_split` along dim 2; into equal parts.

    Raises:
        RuntimeError: for fewer than three dims, or if the parts cannot be equal.

    >>> import tinygrad_np as torch
    >>> torch.dsplit(torch.tensor([[[1, 2]]]), 2)
    (tensor([[[1]]]), tensor([[[2]]]))
    """
    return _equal_parts("dsplit", as_operand(input, "dsplit"), indices_or_sections, 2, 3)


def _equal_parts(op: str, input: Any, indices_or_sections: Any, dim: int, dims_needed: int) -> Any:
    shape = input._array.shape
    if len(shape) < dims_needed:
        raise RuntimeError(
            f"torch.{op} requires a tensor with at least {dims_needed} dimension, but got a tensor "
            f"with {len(shape)} dimensions!"
        )
    if isinstance(indices_or_sections, int) and (
        indices_or_sections <= 0 or shape[dim] % indices_or_sections
    ):
        raise RuntimeError(
            f"torch.{op} attempted to split along dimension {dim}, but the size of the dimension "
            f"{shape[dim]} is not divisible by the split_size {indices_or_sections}!"
        )
    return tensor_split(input, indices_or_sections, dim)


def narrow(input: Tensor, dim: int, start: Any, length: int) -> Tensor:
    """The `length` elements along `dim` from `start` on: a view.

    Raises:
        IndexError: for a dim that the input does not have, or a start outside of it.
        RuntimeError: if there are fewer elements.

    >>> import tinygrad_np as torch
    >>> torch.narrow(torch.tensor([1, 2, 3]), 0, 1, 2)
    tensor([2, 3])
    """
    input = as_operand(input, "narrow")
    shape = input._array.shape
    if not shape:
        raise RuntimeError("narrow() cannot be applied to a 0-dim tensor.")
    if isinstance(start, TensorBase):
        if start._array.ndim or start._array.dtype.kind not in "iu":
            raise RuntimeError("start must be an 0-dim integral Tensor.")
        start = start._array.item()
    dim = shapes.wrap_dim(dim, len(shape), "narrow")
    start = shapes.as_int(start, "narrow", "start")
    length = shapes.as_int(length, "narrow", "length")
    size = shape[dim]
    if length < 0:
        raise RuntimeError("narrow(): length must be non-negative.")
    if not -size <= start <= size:
        raise IndexError(
            f"start out of range (expected to be in range of [{-size}, {size}], but got {start})"
        )
    start += size if start < 0 else 0
    if start + length > size:
        raise RuntimeError(f"start ({start}) + length ({length}) exceeds dimension size ({size}).")
    return Slice.apply(input, (*(slice(None),) * dim, slice(start, start + length), ...))


def narrow_copy(input: Tensor, dim: int, start: int, length: int) -> Tensor:
    """As `narrow`, but a copy.

    >>> import tinygrad_np as torch
    >>> torch.narrow_copy(torch.tensor([1, 2, 3]), 0, 1, 2)
    tensor([2, 3])
    """
    part = narrow(as_operand(input, "narrow_copy"), dim, start, length)
    return clone(part, memory_format=contiguous_format)


def select(input: Tensor, dim: int, index: int) -> Tensor:
    """The slice at `index` along `dim`, which goes: a view.

    Raises:
        IndexError: for a dim or an index that the input does not have.

    >>> import tinygrad_np as torch
    >>> torch.select(torch.tensor([[1, 2], [3, 4]]), 1, 0)
    tensor([1, 3])
    """
    input = as_operand(input, "select")
    return take_view(input, selecting(input._array.shape, dim, index))


def selecting(shape: tuple[int, ...], dim: int, index: int) -> tuple:
    """The index that selects one slice along `dim`.

    Raises:
        IndexError: for a dim or an index that the shape does not have.
    """
    if not shape:
        raise IndexError("select() cannot be applied to a 0-dim tensor.")
    dim = shapes.wrap_dim(dim, len(shape), "select")
    index = shapes.as_int(index, "select", "index")
    if not -shape[dim] <= index < shape[dim]:
        raise IndexError(
            f"select(): index {index} out of range for tensor of size {list(shape)} at dimension "
            f"{dim}"
        )
    return (*(slice(None),) * dim, index)
