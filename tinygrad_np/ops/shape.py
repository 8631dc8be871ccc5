"""Other shapes for the same elements, and joining tensors. Views wherever NumPy gives one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes, shapes
from tinygrad_np.engine.function import CONSTANT, Function
from tinygrad_np.engine.graph import TensorBase
from tinygrad_np.ops.indexing import take_view
from tinygrad_np.ops.operands import accepts_numpy_names, as_operand, promoted
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


class Cat(Function):
    """Tensors joined along a dim."""

    def forward(dim, sizes, *arrays):
        return np.concatenate(arrays, axis=dim)

    def backward(grad, dim, sizes):
        before = (slice(None),) * dim
        ends = np.cumsum(sizes).tolist()
        return tuple(
            grad[(*before, slice(end - n, end))] for n, end in zip(sizes, ends, strict=True)
        )


class Stack(Function):
    """Tensors of one shape joined along a new dim."""

    def forward(dim, count, *arrays):
        return np.stack(arrays, axis=dim)

    def backward(grad, dim, count):
        before = (slice(None),) * dim
        return tuple(grad[(*before, i)] for i in range(count))


def _inverse(dims: Sequence[int]) -> tuple[int, ...]:
    """The order that undoes a permutation."""
    return tuple(sorted(range(len(dims)), key=dims.__getitem__))


def reshape(input: Tensor, *shape: Any) -> Tensor:
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
    target = shapes.inferred(shapes.sizes(shape, "reshape", "shape"), array.size)
    return (View if _is_viewable(array, target) else UnsafeView).apply(input, target)


def view(input: Tensor, *shape: Any) -> Tensor:
    """As `reshape`, but never a copy.

    Raises:
        RuntimeError: if the shape does not hold as many elements, or the strides need a copy.

    >>> import tinygrad_np as torch
    >>> torch.arange(4).view(2, 2)
    tensor([[0, 1],
            [2, 3]])
    """
    array = input.array
    target = shapes.inferred(shapes.sizes(shape, "view"), array.size)
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


def permute(input: Tensor, *dims: Any) -> Tensor:
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
    order = shapes.sizes(dims, "permute", "dims")
    if len(order) != ndim:
        raise RuntimeError(
            "permute(sparse_coo): number of dimensions in the tensor input does not match the "
            f"length of the desired ordering of dimensions i.e. input.dim() = {ndim} is not equal "
            f"to len(dims) = {len(order)}"
        )
    wrapped = tuple(shapes.wrap_dim(d, ndim, "permute", "dims") for d in order)
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
    return permute(input, tuple(reversed(range(input._array.ndim))))


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
    kept = tuple(n for d, n in enumerate(shape) if n != 1 or d not in dims)
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


def expand(input: Tensor, *shape: Any) -> Tensor:
    """Dims of size 1 stretched, and new ones put in front, without a copy; -1 keeps a size.

    Raises:
        RuntimeError: if a size other than 1 would change, or dims would go.

    >>> import tinygrad_np as torch
    >>> torch.tensor([[1], [2]]).expand(-1, 3)
    tensor([[1, 1, 1],
            [2, 2, 2]])
    """
    input = as_operand(input, "expand")
    return Expand.apply(input, expanded(input._array, shapes.sizes(shape, "expand")))


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
    return tuple(old if n == -1 and old is not None else n for old, n in sizes)


def broadcast_to(input: Tensor, size: Any) -> Tensor:
    """As `expand`.

    >>> import tinygrad_np as torch
    >>> torch.broadcast_to(torch.tensor([1, 2]), (2, 2))
    tensor([[1, 2],
            [1, 2]])
    """
    return expand(input, size)


@accepts_numpy_names
def cat(tensors: Sequence[Tensor], dim: int = 0) -> Tensor:
    """Tensors joined along a dim; in all others their sizes agree.

    Raises:
        ValueError: if there are none.
        RuntimeError: if sizes or numbers of dims differ.
        IndexError: for a dim that they do not have.

    >>> import tinygrad_np as torch
    >>> torch.cat([torch.tensor([1.0]), torch.tensor([2.0, 3.0])])
    tensor([1., 2., 3.])
    """
    operands = _sequence(tensors, "cat")
    if not operands:
        raise ValueError("torch.cat(): expected a non-empty list of Tensors")
    scalar = next((i for i, x in enumerate(operands) if not x._array.ndim), None)
    if scalar is not None:
        raise RuntimeError(f"zero-dimensional tensor (at position {scalar}) cannot be concatenated")
    # As in PyTorch, an empty tensor of one dim joins anything.
    joined = [x for x in operands if x._array.shape != (0,)] or operands[:1]
    shape = joined[0]._array.shape
    dim = shapes.wrap_dim(dim, len(shape), "cat")
    for i, x in enumerate(joined):
        _check_joins(x._array.shape, shape, dim, i)
    every = promoted(*(x._array for x in operands))
    arrays = [a for a, x in zip(every, operands, strict=True) if any(x is j for j in joined)]
    sizes = tuple(a.shape[dim] for a in arrays)
    return Cat.run((CONSTANT, CONSTANT, *joined), (dim, sizes, *arrays))


def _check_joins(shape: tuple[int, ...], first: tuple[int, ...], dim: int, i: int) -> None:
    if len(shape) != len(first):
        raise RuntimeError(
            f"Tensors must have same number of dimensions: got {len(first)} and {len(shape)}"
        )
    for d, (n, m) in enumerate(zip(first, shape, strict=True)):
        if d != dim and n != m:
            raise RuntimeError(
                f"Sizes of tensors must match except in dimension {dim}. Expected size {n} but got "
                f"size {m} for tensor number {i} in the list."
            )


@accepts_numpy_names
def stack(tensors: Sequence[Tensor], dim: int = 0) -> Tensor:
    """Tensors of one shape joined along a new dim.

    Raises:
        RuntimeError: if there are none, or their shapes differ.
        IndexError: if `dim` is not between -ndim - 1 and ndim.

    >>> import tinygrad_np as torch
    >>> torch.stack([torch.tensor([1.0, 2.0]), torch.tensor([3.0, 4.0])], dim=1)
    tensor([[1., 3.],
            [2., 4.]])
    """
    operands = _sequence(tensors, "stack")
    if not operands:
        raise RuntimeError("stack expects a non-empty TensorList")
    first = operands[0]._array.shape
    dim = shapes.wrap_dim(dim, len(first) + 1, "stack")
    for i, x in enumerate(operands):
        if x._array.shape != first:
            raise RuntimeError(
                f"stack expects each tensor to be equal size, but got {list(first)} at entry 0 and "
                f"{list(x._array.shape)} at entry {i}"
            )
    arrays = promoted(*(x._array for x in operands))
    return Stack.run((CONSTANT, CONSTANT, *operands), (dim, len(arrays), *arrays))


def _sequence(tensors: Any, op: str) -> list:
    if not isinstance(tensors, (tuple, list)):
        raise TypeError(
            f"{op}(): argument 'tensors' (position 1) must be tuple of Tensors, "
            f"not {type(tensors).__name__}"
        )
    for i, x in enumerate(tensors):
        if not isinstance(x, (TensorBase, np.ndarray)):
            raise TypeError(
                f"expected Tensor as element {i} in argument 0, but got {type(x).__name__}"
            )
    return [as_operand(x, op, "tensors") for x in tensors]
