"""The elements in another order, or several times: copies all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes, shapes
from tinygrad_np.engine.function import Function
from tinygrad_np.engine.graph import TensorBase, wrap
from tinygrad_np.ops.conversion import in_order
from tinygrad_np.ops.operands import as_operand
from tinygrad_np.ops.places import Pick, pick
from tinygrad_np.ops.reduction import Sum

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class Flip(Function):
    """The order along some dims reversed."""

    def forward(x, dims):
        return np.copy(np.flip(x, dims))

    def backward(grad, dims):
        return np.flip(grad, dims)


class Roll(Function):
    """The elements moved along dims, or in the flattened input; the last ones come first."""

    def forward(x, shifts, dims):
        return np.roll(x, shifts, dims)

    def backward(grad, shifts, dims):
        return np.roll(grad, tuple(-n for n in shifts), dims)


class Rot90(Function):
    """The plane of two dims turned by a number of right angles."""

    def forward(x, k, dims):
        return np.copy(np.rot90(x, k, dims))

    def backward(grad, k, dims):
        return np.rot90(grad, -k, dims)


class Repeat(Function):
    """The whole repeated along each dim, as many times as it says."""

    def forward(x, repeats):
        return np.tile(x, repeats)

    def backward(grad, x_shape, repeats):
        lead = len(repeats) - len(x_shape)
        sizes = zip(repeats, (1,) * lead + x_shape, strict=True)
        grad = grad.reshape(tuple(n for pair in sizes for n in pair))
        copies = tuple(range(0, grad.ndim, 2))
        return Sum.call(grad, copies, False).reshape(x_shape) if copies else grad


class RepeatInterleave(Function):
    """Each element along a dim repeated on the spot."""

    def forward(x, repeats, dim):
        return np.repeat(x, repeats, dim)

    def backward(grad, x_shape, repeats, dim):
        split = grad.reshape((*x_shape[: dim + 1], repeats, *x_shape[dim + 1 :]))
        return Sum.call(split, (dim + 1,), False)


def flip(input: Tensor, *dims: Any, **by_name: Any) -> Tensor:
    """The order along each of `dims` reversed: a copy.

    Raises:
        IndexError: for a dim that the input does not have.
        RuntimeError: if a dim is named twice.

    >>> import tinygrad_np as torch
    >>> torch.flip(torch.tensor([[1, 2], [3, 4]]), [0])
    tensor([[3, 4],
            [1, 2]])
    """
    input = as_operand(input, "flip")
    given = shapes.named_sizes(dims, by_name, "flip", "dims")
    wrapped = shapes.wrap_dims(given, input._array.ndim, "flip") or ()
    return Flip.apply(input, wrapped)


def fliplr(input: Tensor) -> Tensor:
    """The columns in reverse order: a copy.

    Raises:
        RuntimeError: for a tensor of fewer than two dims.

    >>> import tinygrad_np as torch
    >>> torch.fliplr(torch.tensor([[1, 2], [3, 4]]))
    tensor([[2, 1],
            [4, 3]])
    """
    input = as_operand(input, "fliplr")
    if input._array.ndim < 2:
        raise RuntimeError("Input must be >= 2-d.")
    return flip(input, 1)


def flipud(input: Tensor) -> Tensor:
    """The rows in reverse order: a copy.

    Raises:
        RuntimeError: for a 0-d tensor.

    >>> import tinygrad_np as torch
    >>> torch.flipud(torch.tensor([[1, 2], [3, 4]]))
    tensor([[3, 4],
            [1, 2]])
    """
    input = as_operand(input, "flipud")
    if not input._array.ndim:
        raise RuntimeError("Input must be >= 1-d.")
    return flip(input, 0)


def roll(input: Tensor, shifts: Any, dims: Any = ()) -> Tensor:
    """The elements moved by `shifts` along `dims`; what leaves at the end comes in at the front.

    Without `dims` the tensor is rolled as if it were flat.

    Raises:
        IndexError: for a dim that the input does not have.
        RuntimeError: unless there is a shift for each dim.

    >>> import tinygrad_np as torch
    >>> torch.roll(torch.tensor([1, 2, 3]), 1)
    tensor([3, 1, 2])
    """
    input = as_operand(input, "roll")
    moves = shapes.sizes((shifts,), "roll", "shifts")
    along = shapes.sizes((dims,), "roll", "dims")
    if not moves:
        raise RuntimeError("`shifts` required")
    if len(moves) != len(along) and (along or len(moves) > 1):
        raise RuntimeError(
            f"shifts and dimensions must align. shifts: {len(moves)}, dims:{len(along)}"
        )
    ndim = input._array.ndim
    if along and not ndim:
        raise IndexError(f"Dimension specified as {along[0]} but tensor has no dimensions")
    wrapped = tuple(shapes.wrap_dim(d, ndim, "roll", "dims") for d in along)
    return in_order(Roll.apply(input, moves, wrapped or None))


def rot90(input: Tensor, k: int = 1, dims: Sequence[int] = (0, 1)) -> Tensor:
    """The plane of two dims turned by `k` right angles, from the first dim to the second: a copy.

    Raises:
        IndexError: for a dim that the input does not have.
        RuntimeError: unless there are two different dims.

    >>> import tinygrad_np as torch
    >>> torch.rot90(torch.tensor([[1, 2], [3, 4]]))
    tensor([[2, 4],
            [1, 3]])
    """
    input = as_operand(input, "rot90")
    k = shapes.as_int(k, "rot90", "k")
    plane = shapes.sizes((dims,), "rot90", "dims")
    ndim = input._array.ndim
    if len(plane) != 2:
        raise RuntimeError(f"expected total rotation dims == 2, but got dims = {len(plane)}")
    if ndim < 2:
        raise RuntimeError(f"expected total dims >= 2, but got total dims = {ndim}")
    wrapped = tuple(shapes.wrap_dim(d, ndim, "rot90", "dims") for d in plane)
    if wrapped[0] == wrapped[1]:
        raise RuntimeError(
            f"expected rotation dims to be different, but got dim0 = {plane[0]} and dim1 = "
            f"{plane[1]}"
        )
    return Rot90.apply(input, k, wrapped)


def repeat(input: Tensor, *repeats: Any, **by_name: Any) -> Tensor:
    """The whole tensor repeated along each dim: a copy. More numbers than dims put new ones first.

    Raises:
        RuntimeError: for fewer numbers than dims, or a negative one.

    >>> import tinygrad_np as torch
    >>> torch.tensor([1, 2]).repeat(2, 2)
    tensor([[1, 2, 1, 2],
            [1, 2, 1, 2]])
    """
    input = as_operand(input, "repeat")
    times = shapes.named_sizes(repeats, by_name, "repeat", "repeats")
    shape = input._array.shape
    lead = len(times) - len(shape)
    if lead < 0:
        raise RuntimeError(
            "Number of dimensions of repeat dims can not be smaller than number of dimensions of "
            "tensor"
        )
    if any(n < 0 for n in times):
        target = [n * m for n, m in zip(times, (1,) * lead + shape, strict=True)]
        raise RuntimeError(
            f"Trying to create tensor with negative dimension {min(target)}: {target}"
        )
    return Repeat.apply(input, times)


def tile(input: Tensor, *dims: Any, **by_name: Any) -> Tensor:
    """As `repeat`, where fewer numbers than dims count from the last dim.

    >>> import tinygrad_np as torch
    >>> torch.tile(torch.tensor([[1, 2], [3, 4]]), (2,))
    tensor([[1, 2, 1, 2],
            [3, 4, 3, 4]])
    """
    input = as_operand(input, "tile")
    times = shapes.named_sizes(dims, by_name, "tile", "dims")
    return repeat(input, (1,) * (input._array.ndim - len(times)) + times)


def repeat_interleave(
    input: Tensor,
    repeats: Any = None,
    dim: int | None = None,
    *,
    output_size: int | None = None,
) -> Tensor:
    """Each element along `dim` repeated on the spot, `repeats` times: a copy.

    `repeats` is an int or a tensor with a number for each element; without `dim` the input is
    flattened. Given alone, a tensor of numbers gives the indices that it repeats.

    Raises:
        RuntimeError: for negative numbers, or another count of them than elements along `dim`.

    >>> import tinygrad_np as torch
    >>> torch.repeat_interleave(torch.tensor([1, 2]), 2)
    tensor([1, 1, 2, 2])
    >>> torch.repeat_interleave(torch.tensor([1, 2]), torch.tensor([1, 3]))
    tensor([1, 2, 2, 2])
    >>> torch.repeat_interleave(torch.tensor([1, 3]))
    tensor([0, 1, 1, 1])
    """
    input = as_operand(input, "repeat_interleave")
    if repeats is None:
        positions = _repeated_positions(input._array, input._array.size, output_size)
        return wrap(positions.astype(input._array.dtype))
    if dim is None:
        input, dim = input.reshape(-1), 0
    shape = input._array.shape
    if isinstance(repeats, (TensorBase, np.ndarray)):
        if not shape:
            raise IndexError(f"Dimension specified as {dim} but tensor has no dimensions")
        dim = shapes.wrap_dim(dim, len(shape), "repeat_interleave")
        counts = as_operand(repeats, "repeat_interleave", "repeats", 2)._array
        positions = _repeated_positions(counts, shape[dim], output_size)
        return pick(Pick, input, positions, dim, dim + 1)
    times = shapes.as_int(repeats, "repeat_interleave", "repeats")
    dim = shapes.wrap_dim(dim, len(shape), "repeat_interleave")
    if not shape:
        raise IndexError("Dimension out of range (expected to be in range of [-1, 0], but got 1)")
    if times < 0:
        raise RuntimeError("Repeats must be non-negative")
    shapes.check_size((*shape, times))
    _check_output_size(output_size, shape[dim] * times)
    return RepeatInterleave.apply(input, times, dim)


def _repeated_positions(counts: np.ndarray, size: int, output_size: int | None) -> np.ndarray:
    """0, 1, ... up to `size`, each as often as `counts` says."""
    if counts.ndim > 1:
        raise RuntimeError("repeats must be 0-dim or 1-dim tensor")
    if counts.dtype not in (np.int64, np.int32):
        name = dtypes.from_numpy_dtype(counts.dtype).scalar_name
        raise NotImplementedError(f"\"repeat_interleave_cpu\" not implemented for '{name}'")
    if counts.size not in (1, size):
        raise RuntimeError(
            "repeats must have the same size as input along dim, but got repeats.size(0) = "
            f"{counts.size} and input.size(0) = {size}"
        )
    if counts.size and counts.min() < 0:
        raise RuntimeError("repeats can not be negative")
    positions = np.repeat(np.arange(size), counts)
    _check_output_size(output_size, positions.size)
    return positions


def _check_output_size(given: int | None, expected: int) -> None:
    if given is not None and given != expected:
        raise RuntimeError(
            f"repeat_interleave: Invalid output_size, expected {expected} but got {given}"
        )
