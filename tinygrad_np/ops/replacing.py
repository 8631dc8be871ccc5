"""A tensor with a part replaced: the elements that a view shows get other values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tinygrad_np import dtypes, shapes
from tinygrad_np.engine.function import CONSTANT, Function
from tinygrad_np.engine.grad_mode import state
from tinygrad_np.ops.diagonal import Diagonal, diagonal_plane
from tinygrad_np.ops.indexing import CopySlices, Select, Slice
from tinygrad_np.ops.operands import as_operand, cast
from tinygrad_np.ops.splitting import selecting
from tinygrad_np.ops.views import ViewFunction

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class SelectScatter(CopySlices):
    """A CopySlices of one slice along a dim."""


class SliceScatter(CopySlices):
    """A CopySlices of several slices along a dim."""


class DiagonalScatter(CopySlices):
    """A CopySlices of a diagonal."""


def select_scatter(input: Tensor, src: Tensor, dim: int, index: int) -> Tensor:
    """The input with the slice at `index` along `dim` replaced by `src`.

    Raises:
        IndexError: for a dim or an index that the input does not have.
        RuntimeError: if `src` has not the shape of the slice.

    >>> import tinygrad_np as torch
    >>> torch.select_scatter(torch.zeros(2, 2), torch.ones(2), 0, 1)
    tensor([[0., 0.],
            [1., 1.]])
    """
    input = as_operand(input, "select_scatter")
    place = selecting(input._array.shape, dim, index)
    return _replaced(SelectScatter, "select_scatter", input, src, Select, (*place, ...))


def slice_scatter(
    input: Tensor,
    src: Tensor,
    dim: int = 0,
    start: int | None = None,
    end: int | None = None,
    step: int = 1,
) -> Tensor:
    """The input with the slices `start:end:step` along `dim` replaced by `src`.

    Raises:
        IndexError: for a dim that the input does not have.
        RuntimeError: if `src` has not the shape of the slices, or the step is not positive.

    >>> import tinygrad_np as torch
    >>> torch.slice_scatter(torch.zeros(2, 2), torch.ones(2, 1), dim=1, start=1)
    tensor([[0., 1.],
            [0., 1.]])
    """
    input = as_operand(input, "slice_scatter")
    dim = shapes.wrap_dim(dim, input._array.ndim, "slice_scatter")
    if step <= 0:
        raise RuntimeError("slice step must be positive")
    place = (*(slice(None),) * dim, slice(start, end, step), ...)
    return _replaced(SliceScatter, "slice_scatter", input, src, Slice, place)


def diagonal_scatter(
    input: Tensor, src: Tensor, offset: int = 0, dim1: int = 0, dim2: int = 1
) -> Tensor:
    """The input with a diagonal, as `diagonal` gives it, replaced by `src`.

    Raises:
        IndexError: for a dim that the input does not have.
        RuntimeError: if `src` has not the shape of the diagonal.

    >>> import tinygrad_np as torch
    >>> torch.diagonal_scatter(torch.zeros(2, 2), torch.ones(2))
    tensor([[1., 0.],
            [0., 1.]])
    """
    input = as_operand(input, "diagonal_scatter")
    plane = diagonal_plane(input._array.ndim, "diagonal_scatter", offset, dim1, dim2)
    return _replaced(DiagonalScatter, "diagonal_scatter", input, src, Diagonal, *plane)


def _replaced(
    function: type[Function],
    op: str,
    input: Any,
    src: Any,
    view: type[ViewFunction],
    *parameters: Any,
) -> Any:
    src = as_operand(src, op, "src", 2)
    array, value = input._array, src._array
    shape = view.forward(input.array, *parameters).shape
    if value.shape != shape:
        raise RuntimeError(
            "expected src to have a size equal to the slice of self. src size = "
            f"{list(value.shape)}, slice size = {list(shape)}"
        )
    if array.dtype.kind != "f" and state.recording and src.requires_grad:
        name = dtypes.from_numpy_dtype(array.dtype).scalar_name
        raise RuntimeError(f"Autograd not support dtype: {name}")
    steps = ((view, parameters),)
    return function.run((input, src, CONSTANT), (array, cast(value, array.dtype), steps))
