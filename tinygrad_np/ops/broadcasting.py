"""Tensors brought to a common shape, or to more dims."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from tinygrad_np import dtypes, shapes
from tinygrad_np.ops.operands import as_operand, as_operands
from tinygrad_np.ops.shape import expand, reshape, unsqueeze
from tinygrad_np.shapes import Size

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


def expand_as(input: Tensor, other: Tensor) -> Tensor:
    """`expand` to the shape of another tensor.

    >>> import tinygrad_np as torch
    >>> torch.tensor([1, 2]).expand_as(torch.ones(2, 2))
    tensor([[1, 2],
            [1, 2]])
    """
    return expand(input, as_operand(other, "expand_as", "other", 1)._array.shape)


def broadcast_tensors(*tensors: Tensor) -> tuple[Tensor, ...]:
    """The tensors expanded to the shape that they have together; those that have it as they are.

    Raises:
        RuntimeError: if their shapes do not match.

    >>> import tinygrad_np as torch
    >>> x, y = torch.broadcast_tensors(torch.ones(2, 1), torch.ones(3))
    >>> x.shape, y.shape
    (torch.Size([2, 3]), torch.Size([2, 3]))
    """
    operands = as_operands(tensors, "broadcast_tensors")
    target = shapes.broadcast(*(x._array.shape for x in operands))
    return tuple(x if x._array.shape == target else expand(x, target) for x in operands)


def broadcast_shapes(*shapes: Any) -> Size:
    """The shape to which tensors of these shapes broadcast; an int stands for a shape of one dim.

    Raises:
        RuntimeError: if they do not match.
        ValueError: for a negative size.

    >>> import tinygrad_np as torch
    >>> torch.broadcast_shapes((2, 1), (3,))
    torch.Size([2, 3])
    """
    given = [(s,) if isinstance(s, int) else tuple(s) for s in shapes]
    result: list[int] = []  # from the last dim to the first
    for i, shape in enumerate(given):
        for dim, n in enumerate(reversed(shape)):
            if n < 0:
                raise ValueError("Attempting to broadcast a dimension with negative length!")
            if dim == len(result):
                result.append(n)
            elif result[dim] == 1:
                result[dim] = n
            elif n not in (1, result[dim]):
                raise RuntimeError(
                    f"Attempting to broadcast a dimension of length {n} at {-1 - dim}! Mismatching "
                    f"argument at index {i} had {shape}; but expected shape should be "
                    f"broadcastable to {result[::-1]}"
                )
    return Size(reversed(result))


def meshgrid(*tensors: Tensor | Sequence[Tensor], indexing: str = "ij") -> tuple[Tensor, ...]:
    """The coordinates of a grid: each vector expanded along a dim of its own.

    With `indexing="xy"` the first two vectors exchange their dims, as in NumPy's `meshgrid`.

    Raises:
        RuntimeError: for no tensors, more than one dim, several dtypes, or another indexing.

    >>> import tinygrad_np as torch
    >>> torch.meshgrid(torch.tensor([1, 2]), torch.tensor([3, 4]), indexing="ij")[0]
    tensor([[1, 1],
            [2, 2]])
    """
    several = tensors[0] if len(tensors) == 1 and isinstance(tensors[0], (tuple, list)) else tensors
    operands = as_operands(several, "meshgrid")
    if not operands:
        raise RuntimeError("meshgrid expects a non-empty TensorList")
    first = operands[0]._array
    for x in operands:
        if x._array.ndim > 1:
            type_name = dtypes.from_numpy_dtype(x._array.dtype).type_name
            raise RuntimeError(
                "torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got: "
                f"[ {type_name}{{{','.join(map(str, x._array.shape))}}} ]"
            )
        if x._array.dtype != first.dtype:
            raise RuntimeError("meshgrid expects all tensors to have the same dtype")
    if indexing not in ("ij", "xy"):
        raise RuntimeError(
            f'torch.meshgrid: indexing must be one of "xy" or "ij", but received: {indexing}'
        )
    swapped = indexing == "xy" and len(operands) > 1
    if swapped:
        operands[:2] = operands[1::-1]
    target = tuple(x._array.size for x in operands)
    last = len(operands) - 1
    grids = [expand(reshape(x, (-1,) + (1,) * (last - i)), target) for i, x in enumerate(operands)]
    if swapped:
        grids[:2] = grids[1::-1]
    return tuple(grids)


def atleast_1d(*tensors: Tensor | Sequence[Tensor]) -> Any:
    """A 0-d tensor with one dim, any other as it is; of several tensors a tuple.

    >>> import tinygrad_np as torch
    >>> torch.atleast_1d(torch.tensor(5))
    tensor([5])
    """
    return _each(tensors, "atleast_1d", _with_1_dim)


def atleast_2d(*tensors: Tensor | Sequence[Tensor]) -> Any:
    """As `atleast_1d` for two dims: a new one comes first.

    >>> import tinygrad_np as torch
    >>> torch.atleast_2d(torch.tensor([1, 2]))
    tensor([[1, 2]])
    """
    return _each(tensors, "atleast_2d", _with_2_dims)


def atleast_3d(*tensors: Tensor | Sequence[Tensor]) -> Any:
    """As `atleast_2d` for three dims: to a matrix the new one comes last.

    >>> import tinygrad_np as torch
    >>> torch.atleast_3d(torch.ones(2, 3)).shape
    torch.Size([2, 3, 1])
    """
    return _each(tensors, "atleast_3d", _with_3_dims)


def _each(tensors: Sequence, op: str, change: Callable[[Any], Any]) -> Any:
    """`change` of one tensor, or of each of several."""
    if len(tensors) == 1 and not isinstance(tensors[0], (tuple, list)):
        return change(as_operand(tensors[0], op))
    several = tensors[0] if len(tensors) == 1 else tensors
    return tuple(map(change, as_operands(several, op)))


def _with_1_dim(x: Any) -> Any:
    return x if x._array.ndim else reshape(x, (1,))


def _with_2_dims(x: Any) -> Any:
    ndim = x._array.ndim
    return x if ndim > 1 else unsqueeze(x, 0) if ndim else reshape(x, (1, 1))


def _with_3_dims(x: Any) -> Any:
    return x if x._array.ndim > 2 else unsqueeze(_with_2_dims(x), -1)
