"""scatter_reduce and index_reduce: what is sent to one place is reduced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tinygrad_np.ops.inplace import in_place
from tinygrad_np.ops.operands import as_operand
from tinygrad_np.ops.place_reductions import reduced
from tinygrad_np.ops.places import kept
from tinygrad_np.ops.scattering import check_slices, check_source, scattered, slice_places

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


def scatter_reduce(
    input: Tensor, dim: int, index: Tensor, src: Tensor, reduce: str, *, include_self: bool = True
) -> Tensor:
    """The input with the elements of `src` of each index along `dim` reduced; see `scatter`.

    `reduce` is "sum", "prod", "mean", "amax" or "amin". The input's own element is included, or
    not; where no index leads the input stays as it is. Of equal extremes all share the derivative.

    Raises:
        IndexError: for a dim that the input does not have.
        RuntimeError: for another reduction, an index out of bounds, or shapes or dtypes that do not
            match.

    >>> import tinygrad_np as torch
    >>> x, index = torch.zeros(3), torch.tensor([2, 0, 2])
    >>> torch.scatter_reduce(x, 0, index, torch.tensor([5.0, 7.0, 6.0]), "amax")
    tensor([7., 0., 6.])
    """
    if reduce not in ("sum", "prod", "mean", "amax", "amin"):
        raise RuntimeError(
            f"reduce argument must be either sum, prod, mean, amax or amin, got {reduce}"
        )
    input = as_operand(input, "scatter_reduce")
    y, places = scattered("scatter_reduce", input, dim, index, src)
    return reduced(reduce, input, y, places, 0, input._array.ndim, include_self)


def index_reduce(
    input: Tensor,
    dim: int,
    index: Tensor,
    source: Tensor,
    reduce: str,
    *,
    include_self: bool = True,
) -> Tensor:
    """The input with the slices of `source` of each index along `dim` reduced.

    `reduce` is "prod", "mean", "amax" or "amin". The input's own slice is included, or not.

    Raises:
        IndexError: for a dim that the input does not have, or an index out of range.
        RuntimeError: for another reduction, or shapes or dtypes that do not match.

    >>> import tinygrad_np as torch
    >>> x, index = torch.ones(3), torch.tensor([2, 0, 2])
    >>> torch.index_reduce(x, 0, index, torch.tensor([5.0, 7.0, 6.0]), "prod")
    tensor([ 7.,  1., 30.])
    """
    if reduce not in ("prod", "mean", "amax", "amin"):
        raise RuntimeError(
            f"index_reduce(): Expected reduce to be one of prod, mean, amax or amin but got "
            f"{reduce}."
        )
    input = as_operand(input, "index_reduce")
    source = as_operand(source, "index_reduce", "source", 4)
    places, first, last = slice_places("index_reduce", input, dim, index)
    check_source("index_reduce", input, first, places, source)
    check_slices("index_reduce", places, input, first)
    if not input._array.ndim:
        source = source.reshape((1,))
    return reduced(reduce, input, source, kept(places, input, source), first, last, include_self)


scatter_reduce_ = in_place(scatter_reduce)
index_reduce_ = in_place(index_reduce)
