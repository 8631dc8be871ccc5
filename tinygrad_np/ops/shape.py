"""Other shapes for the same elements. Views wherever NumPy gives one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes, shapes
from tinygrad_np.ops.indexing import take_view
from tinygrad_np.ops.operands import as_operand
from tinygrad_np.ops.striding import bits_in_dtype
from tinygrad_np.ops.views import ViewFunction
from tinygrad_np.shapes import Size

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class View(ViewFunction):
    """The elements in order, in another shape; a view where strides allow it."""

    def forward(x, shape):
        return x.reshape(shape)

    def backward(grad, x_shape):
        return grad.reshape(x_shape)


class UnsafeView(View):
    """A View that had to copy."""


class Transpose(ViewFunction):
    """Two dims exchanged."""

    def forward(x, dim0, dim1):
        return x.swapaxes(dim0, dim1)

    def backward(grad, dim0, dim1):
        return grad.swapaxes(dim0, dim1)


class T(ViewFunction):
    """The two dims of a matrix exchanged."""

    def forward(x):
        return x.swapaxes(0, -1)

    def backward(grad):
        return grad.swapaxes(0, -1)


class Permute(ViewFunction):
    """Dims in another order."""

    def forward(x, dims):
        return np.transpose(x, dims)

    def backward(grad, dims):
        return np.transpose(grad, _inverse(dims))


class Squeeze(ViewFunction):
    """Without the dims of size 1."""

    def forward(x, shape):
        return x.reshape(shape)

    def backward(grad, x_shape):
        return grad.reshape(x_shape)


class SqueezeDim(Squeeze, node_name="SqueezeBackward1"):
    """Without one dim of size 1."""


class SqueezeDims(Squeeze, node_name="SqueezeBackward2"):
    """Without some dims of size 1."""


class Expand(ViewFunction):
    """Dims of size 1, and new ones in front, stretched without a copy."""

    broadcasts = True

    def forward(x, shape):
        lead = len(shape) - x.ndim
        if shape[lead:] == x.shape and shape[:lead] == (1,) * lead:
            return x[(None,) * lead + (...,)]  # nothing shares memory: this can be written
        return np.broadcast_to(x, shape)

    def backward(grad):
        return grad


def _inverse(dims: Sequence[int]) -> tuple[int, ...]:
    """The order that undoes a permutation."""
    return tuple(sorted(range(len(dims)), key=dims.__getitem__))


def reshape(input: Tensor, *shape: Any, **by_name: Any) -> Tensor:
    """The elements in order, in another shape, one size of which may be -1.

    A view where the strides allow it, else a copy.

    Raises:
        RuntimeError: if the shape does not hold as many elements.

    >>> import tinygrad_np as torch
    >>> torch.reshape(torch.arange(4), (2, -1))
    tensor([[0, 1],
            [2, 3]])
    """
    input = as_operand(input, "reshape")
    array = input.array
    target = shapes.inferred(shapes.named_sizes(shape, by_name, "reshape", "shape"), array.size)
    return (View if _is_viewable(array, target) else UnsafeView).apply(input, target)


def view(input: Tensor, *shape: Any, **by_name: Any) -> Tensor:
    """As `reshape`, but never a copy; or, of a dtype, the same memory read in that.

    Raises:
        RuntimeError: if the shape does not hold as many elements, or the strides need a copy.

    >>> import tinygrad_np as torch
    >>> torch.arange(4).view(2, 2)
    tensor([[0, 1],
            [2, 3]])
    """
    dtype = shape[0] if len(shape) == 1 else by_name.get("dtype")
    if isinstance(dtype, dtypes.dtype):
        return bits_in_dtype(input, dtype)
    array = input.array
    target = shapes.inferred(shapes.named_sizes(shape, by_name, "view"), array.size)
    if not _is_viewable(array, target):
        raise RuntimeError(
            "view size is not compatible with input tensor's size and stride (at least one "
            "dimension spans across two contiguous subspaces). Use .reshape(...) instead."
        )
    return View.apply(input, target)


def _is_viewable(array: np.ndarray, shape: tuple[int, ...]) -> bool:
    if array.flags.c_contiguous:
        return True
    return np.may_share_memory(array, array.reshape(shape))


def view_as(input: Tensor, other: Tensor) -> Tensor:
    """`view` in the shape of another tensor.

    >>> import tinygrad_np as torch
    >>> torch.arange(4).view_as(torch.ones(2, 2))
    tensor([[0, 1],
            [2, 3]])
    """
    return view(input, as_operand(other, "view_as", "other", 1)._array.shape)


def reshape_as(input: Tensor, other: Tensor) -> Tensor:
    """`reshape` to the shape of another tensor.

    >>> import tinygrad_np as torch
    >>> torch.arange(4).reshape_as(torch.ones(2, 2))
    tensor([[0, 1],
            [2, 3]])
    """
    return reshape(input, as_operand(other, "reshape_as", "other", 1)._array.shape)


def ravel(input: Tensor) -> Tensor:
    """All dims made one.

    >>> import tinygrad_np as torch
    >>> torch.ravel(torch.tensor([[1, 2], [3, 4]]))
    tensor([1, 2, 3, 4])
    """
    return reshape(as_operand(input, "ravel"), (-1,))


def unflatten(input: Tensor, dim: int, sizes: Any) -> Tensor:
    """One dim made several of these sizes, one of which may be -1: a view.

    Raises:
        IndexError: for a dim that the input does not have.
        RuntimeError: if the sizes do not multiply up to that of the dim.

    >>> import tinygrad_np as torch
    >>> torch.unflatten(torch.ones(2, 6), 1, (3, -1)).shape
    torch.Size([2, 3, 2])
    """
    input = as_operand(input, "unflatten")
    given = shapes.several(sizes, "unflatten", "sizes", 2)
    shape = input._array.shape
    dim = shapes.wrap_dim(dim, len(shape), "unflatten")
    if not given:
        raise RuntimeError("unflatten: sizes must be non-empty")
    if not shape:
        raise RuntimeError("unflatten: a 0-d tensor has no dim to make several of")
    known = math.prod(n for n in given if n != -1)
    if known != shape[dim] if -1 not in given else known and shape[dim] % known:
        raise RuntimeError(
            f"unflatten: Provided sizes {list(given)} don't multiply up to the size of dim {dim} "
            f"({shape[dim]}) in the input tensor"
        )
    parts = shapes.inferred(given, shape[dim])
    return view(input, (*shape[:dim], *parts, *shape[dim + 1 :]))


def flatten(input: Tensor, start_dim: int = 0, end_dim: int = -1) -> Tensor:
    """The dims from `start_dim` to `end_dim` made one.

    Raises:
        IndexError: for a dim that the input does not have.
        RuntimeError: if `start_dim` comes after `end_dim`.

    >>> import tinygrad_np as torch
    >>> torch.flatten(torch.ones(2, 3, 4), start_dim=1).shape
    torch.Size([2, 12])
    """
    input = as_operand(input, "flatten")
    shape = input._array.shape
    start = shapes.wrap_dim(start_dim, len(shape), "flatten", "start_dim")
    end = shapes.wrap_dim(end_dim, len(shape), "flatten", "end_dim")
    if start > end:
        raise RuntimeError("flatten() has invalid args: start_dim cannot come after end_dim")
    if start == end and shape:
        return input
    merged = Size(shape[start : end + 1]).numel()
    return reshape(input, (*shape[:start], merged, *shape[end + 1 :]))


def transpose(input: Tensor, dim0: int, dim1: int) -> Tensor:
    """Two dims exchanged: a view.

    Raises:
        IndexError: for a dim that the input does not have.

    >>> import tinygrad_np as torch
    >>> torch.transpose(torch.ones(2, 3), 0, 1).shape
    torch.Size([3, 2])
    """
    input = as_operand(input, "transpose")
    ndim = input._array.ndim
    dim0 = shapes.wrap_dim(dim0, ndim, "transpose", "dim0")
    dim1 = shapes.wrap_dim(dim1, ndim, "transpose", "dim1")
    return Transpose.apply(input, dim0, dim1) if ndim else View.apply(input, ())


def permute(input: Tensor, *dims: Any, **by_name: Any) -> Tensor:
    """The dims in the order given: a view.

    Raises:
        RuntimeError: unless each dim is named once.
        IndexError: for a dim that the input does not have.

    >>> import tinygrad_np as torch
    >>> torch.permute(torch.ones(2, 3, 4), (2, 0, 1)).shape
    torch.Size([4, 2, 3])
    """
    input = as_operand(input, "permute")
    ndim = input._array.ndim
    order = shapes.named_sizes(dims, by_name, "permute", "dims")
    if len(order) != ndim:
        raise RuntimeError(
            "permute(sparse_coo): number of dimensions in the tensor input does not match the "
            f"length of the desired ordering of dimensions i.e. input.dim() = {ndim} is not equal "
            f"to len(dims) = {len(order)}"
        )
    wrapped = tuple([shapes.wrap_dim(d, ndim, "permute", "dims") for d in order])
    if len(set(wrapped)) < ndim:
        raise RuntimeError("permute(): duplicate dims are not allowed.")
    return Permute.apply(input, wrapped)


def t(input: Tensor) -> Tensor:
    """A matrix transposed; a tensor of fewer dims as it is.

    Raises:
        RuntimeError: for a tensor of more than two dims.

    >>> import tinygrad_np as torch
    >>> torch.t(torch.ones(2, 3)).shape
    torch.Size([3, 2])
    """
    input = as_operand(input, "t")
    ndim = input._array.ndim
    if ndim > 2:
        raise RuntimeError(f"t() expects a tensor with <= 2 dimensions, but self is {ndim}D")
    return T.apply(input) if ndim else View.apply(input, ())


def reversed_dims(input: Tensor) -> Tensor:
    """The dims in reverse order, `x.T`: a view.

    >>> import tinygrad_np as torch
    >>> torch.ones(2, 3).T.shape
    torch.Size([3, 2])
    """
    return Permute.apply(input, tuple(range(input._array.ndim))[::-1])


def matrix_transpose(input: Tensor) -> Tensor:
    """The last two dims exchanged, `x.mT`: a view.

    Raises:
        RuntimeError: for a tensor of fewer dims.

    >>> import tinygrad_np as torch
    >>> torch.ones(5, 2, 3).mT.shape
    torch.Size([5, 3, 2])
    """
    if input._array.ndim < 2:
        raise RuntimeError(
            f"tensor.mT is only supported on matrices or batches of matrices. Got "
            f"{input._array.ndim}-D tensor."
        )
    return transpose(input, -2, -1)


def squeeze(input: Tensor, dim: Any = None) -> Tensor:
    """Without the dims of size 1, or without those of `dim` (an int or several) that are: a view.

    Raises:
        IndexError: for a dim that the input does not have.

    >>> import tinygrad_np as torch
    >>> torch.squeeze(torch.ones(1, 3, 1)).shape
    torch.Size([3])
    """
    input = as_operand(input, "squeeze")
    shape = input._array.shape
    dims = range(len(shape)) if dim is None else shapes.wrap_dims(dim, len(shape), "squeeze") or ()
    kept = tuple([n for d, n in enumerate(shape) if n != 1 or d not in dims])
    several = isinstance(dim, (tuple, list))
    function = Squeeze if dim is None else SqueezeDims if several else SqueezeDim
    return function.apply(input, kept)


def unsqueeze(input: Tensor, dim: int) -> Tensor:
    """With a new dim of size 1 at `dim`: a view.

    Raises:
        IndexError: if `dim` is not between -ndim - 1 and ndim.

    >>> import tinygrad_np as torch
    >>> torch.unsqueeze(torch.ones(3), 1).shape
    torch.Size([3, 1])
    """
    input = as_operand(input, "unsqueeze")
    dim = shapes.wrap_dim(dim, input._array.ndim + 1, "unsqueeze")
    return take_view(input, (*(slice(None),) * dim, None))


def expand(input: Tensor, *size: Any, **by_name: Any) -> Tensor:
    """Dims of size 1 stretched, and new ones put in front, without a copy; -1 keeps a size.

    Raises:
        RuntimeError: if a size other than 1 would change, or dims would go.

    >>> import tinygrad_np as torch
    >>> torch.tensor([[1], [2]]).expand(-1, 3)
    tensor([[1, 1, 1],
            [2, 2, 2]])
    """
    input = as_operand(input, "expand")
    target = shapes.named_sizes(size, by_name, "expand")
    return Expand.apply(input, expanded(input._array, target))


def expanded(array: np.ndarray, target: tuple[int, ...]) -> tuple[int, ...]:
    """The shape that `array` has once expanded to `target`, where -1 keeps a size.

    Raises:
        RuntimeError: if it cannot be.
    """
    shape = array.shape
    lead = len(target) - len(shape)
    if lead < 0:
        type_name = dtypes.from_numpy_dtype(array.dtype).type_name
        raise RuntimeError(
            f"expand({type_name}{{{list(shape)}}}, size={list(target)}): the number of sizes "
            f"provided ({len(target)}) must be greater or equal to the number of dimensions in the "
            f"tensor ({len(shape)})"
        )
    old_sizes = (None,) * lead + shape
    for dim, (old, n) in reversed(list(enumerate(zip(old_sizes, target, strict=True)))):
        if old is None and n < 0:
            raise RuntimeError(
                f"The expanded size of the tensor ({n}) isn't allowed in a leading, non-existing "
                f"dimension {dim}"
            )
        if old not in (None, 1, n) and n != -1:
            raise RuntimeError(
                f"The expanded size of the tensor ({n}) must match the existing size ({old}) at "
                f"non-singleton dimension {dim}.  Target sizes: {list(target)}.  "
                f"Tensor sizes: {list(shape)}"
            )
    sizes = zip(old_sizes, target, strict=True)
    wanted = tuple(old if n == -1 and old is not None else n for old, n in sizes)
    shapes.check_size(wanted)
    return wanted


def broadcast_to(input: Tensor, size: Any) -> Tensor:
    """As `expand`.

    >>> import tinygrad_np as torch
    >>> torch.broadcast_to(torch.tensor([1, 2]), (2, 2))
    tensor([[1, 2],
            [1, 2]])
    """
    return expand(input, size)
