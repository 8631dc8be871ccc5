"""Sorting: all elements along a dim in order, or the largest few of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import shapes
from tinygrad_np.engine.graph import wrap
from tinygrad_np.ops.operands import accepts_numpy_names, as_operand
from tinygrad_np.ops.places import Pick, pick_along
from tinygrad_np.ops.results import NamedResult, named_result

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor

_sort_result = named_result("sort", "values", "indices")
_topk_result = named_result("topk", "values", "indices")


class Sort(Pick, node_name="SortBackward0"):
    """The elements along a dim in order."""


class Topk(Pick, node_name="TopkBackward0"):
    """The largest elements along a dim."""


@accepts_numpy_names
def sort(
    input: Tensor, dim: int = -1, descending: bool = False, *, stable: bool | None = None
) -> NamedResult:
    """The elements along `dim` in order, and where they were. nan counts as larger than all others.

    Equal elements keep their order, whether or not it is asked for with `stable`.

    Returns:
        A pair with the names `values` and `indices`.

    Raises:
        IndexError: for a dim that the input does not have.

    >>> import tinygrad_np as torch
    >>> torch.sort(torch.tensor([2, 9, 4]), descending=True)
    torch.return_types.sort(
    values=tensor([9, 4, 2]),
    indices=tensor([1, 2, 0]))
    """
    input = as_operand(input, "sort")
    dim = shapes.wrap_dim(dim, input._array.ndim, "sort")
    indices = _order(input._array, dim, descending)
    return _sort_result((pick_along(Sort, input, indices, dim), wrap(indices)))


@accepts_numpy_names
def argsort(
    input: Tensor, dim: int = -1, descending: bool = False, *, stable: bool = False
) -> Tensor:
    """The indices that put the elements along `dim` in order; equal ones keep theirs.

    >>> import tinygrad_np as torch
    >>> torch.argsort(torch.tensor([2, 9, 4]))
    tensor([0, 2, 1])
    """
    a = as_operand(input, "argsort")._array
    return wrap(_order(a, shapes.wrap_dim(dim, a.ndim, "argsort"), descending))


def msort(input: Tensor) -> Tensor:
    """The elements in order along the first dim.

    >>> import tinygrad_np as torch
    >>> torch.msort(torch.tensor([[3, 1], [2, 4]]))
    tensor([[2, 1],
            [3, 4]])
    """
    return sort(as_operand(input, "msort"), 0)[0]


@accepts_numpy_names
def topk(
    input: Tensor, k: int, dim: int = -1, largest: bool = True, sorted: bool = True
) -> NamedResult:
    """The `k` largest elements along `dim`, or the smallest, and where they were.

    They are in order, whether or not it is asked for with `sorted`; nan counts as larger than all
    others.

    Returns:
        A pair with the names `values` and `indices`.

    Raises:
        IndexError: for a dim that the input does not have.
        RuntimeError: if there are not so many elements, or they are bools.

    >>> import tinygrad_np as torch
    >>> torch.topk(torch.tensor([2, 9, 4, 7]), 2)
    torch.return_types.topk(
    values=tensor([9, 7]),
    indices=tensor([1, 3]))
    """
    input = as_operand(input, "topk")
    a = input._array
    k = shapes.as_int(k, "topk", "k")
    dim = shapes.wrap_dim(dim, a.ndim, "topk")
    size = a.shape[dim] if a.ndim else 1
    if not 0 <= k <= size:
        raise RuntimeError(f"selected index k out of range: {k} of {size} elements")
    if a.dtype.kind == "b":
        raise RuntimeError("topk does not support bool dtypes on CPU")
    indices = _best(a, k, dim, largest) if a.ndim else _order(a, dim, largest)
    return _topk_result((pick_along(Topk, input, indices, dim), wrap(indices)))


def _order(a: np.ndarray, dim: int, descending: bool) -> Any:
    """The indices that put the elements along a dim in order, equal ones in the order they have."""
    if not a.ndim:
        return np.array(0)
    if not descending:
        return np.argsort(a, dim, kind="stable")
    backwards = np.argsort(np.flip(a, dim), dim, kind="stable")
    return a.shape[dim] - 1 - np.flip(backwards, dim)


def _best(a: np.ndarray, k: int, dim: int, largest: bool) -> Any:
    """The indices of the `k` largest elements along a dim, or the smallest, in order."""
    size = a.shape[dim]
    if size < 4 * k or not k:
        order = _order(a, dim, largest)
        return np.take(order, range(k), dim)
    if largest:
        chosen = np.take(np.argpartition(a, size - k, dim), range(size - k, size), dim)
    else:
        chosen = np.take(np.argpartition(a, k - 1, dim), range(k), dim)
    chosen.sort(dim)
    order = _order(np.take_along_axis(a, chosen, dim), dim, largest)
    return np.take_along_axis(chosen, order, dim)
