"""Elements by their rank or frequency: medians, k-th smallest, modes and quantiles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import shapes
from tinygrad_np.engine.function import Function
from tinygrad_np.engine.graph import wrap
from tinygrad_np.ops.arithmetic import add, mul, sub
from tinygrad_np.ops.elementwise import where
from tinygrad_np.ops.extremes import Max, MaxDim, picked
from tinygrad_np.ops.indexing import getitem
from tinygrad_np.ops.operands import accepts_numpy_names, as_operand
from tinygrad_np.ops.places import Pick, pick_along
from tinygrad_np.ops.results import NamedResult, named_result
from tinygrad_np.ops.shape import permute, unsqueeze

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class Median(Function):
    """The median of all elements, of two in the middle the lower one; equal ones share."""

    fills_buffer = True

    def forward(x):
        nan = x.dtype.kind == "f" and np.isnan(x).any()
        return _middle(x.reshape(-1)[: 0 if nan else None])

    backward = Max.backward


class Nanmedian(Function):
    """The median of all elements that are numbers; equal ones share the derivative."""

    fills_buffer = True

    def forward(x):
        return _middle(x[~np.isnan(x)])

    backward = Max.backward


class MedianDim(MaxDim, node_name="MedianBackward1"):
    """The elements at the indices of the medians along a dim."""


class NanmedianDim(MaxDim, node_name="NanmedianBackward1"):
    """The elements at the indices of the medians of what are numbers along a dim."""


class Kthvalue(MaxDim):
    """The elements at the indices of the k-th smallest along a dim."""


class Mode(MaxDim):
    """The elements at the indices of the most frequent along a dim."""


_median = named_result("median", "values", "indices")
_nanmedian = named_result("nanmedian", "values", "indices")
_kthvalue = named_result("kthvalue", "values", "indices")
_mode = named_result("mode", "values", "indices")


@accepts_numpy_names
def median(input: Tensor, dim: int | None = None, keepdim: bool = False) -> Any:
    """The median of all elements; or along `dim` the medians and their indices.

    Of two elements in the middle it is the lower one; it is nan if there is one.

    Returns:
        A Tensor, whose derivative equal elements share; with `dim` a pair with the names `values`
        and `indices`.

    Raises:
        IndexError: for a dim that the input does not have, or that is empty.

    >>> import tinygrad_np as torch
    >>> torch.median(torch.tensor([[3.0, 1.0, 2.0], [4.0, 9.0, 7.0]]), dim=1).values
    tensor([2., 7.])
    """
    input = as_operand(input, "median")
    if dim is None:
        return Median.apply(input)
    return picked(MedianDim, _median, input, dim, keepdim, _argmedian)


@accepts_numpy_names
def nanmedian(input: Tensor, dim: int | None = None, keepdim: bool = False) -> Any:
    """As `median`, of what is not nan; it is nan where nothing else is there.

    >>> import tinygrad_np as torch
    >>> torch.nanmedian(torch.tensor([3.0, float("nan"), 2.0, 5.0]))
    tensor(3.)
    """
    input = as_operand(input, "nanmedian")
    if dim is None:
        return Nanmedian.apply(input)
    return picked(NanmedianDim, _nanmedian, input, dim, keepdim, _argnanmedian)


@accepts_numpy_names
def kthvalue(input: Tensor, k: int, dim: int = -1, keepdim: bool = False) -> NamedResult:
    """The k-th smallest elements along `dim`, and their indices; nan counts as the largest.

    Returns:
        A pair with the names `values` and `indices`.

    Raises:
        IndexError: for a dim that the input does not have, or that is empty.
        RuntimeError: if the dim has no k elements.

    >>> import tinygrad_np as torch
    >>> torch.kthvalue(torch.tensor([3.0, 1.0, 2.0]), 2)
    torch.return_types.kthvalue(
    values=tensor(2.),
    indices=tensor(2))
    """
    input = as_operand(input, "kthvalue")
    shape = input._array.shape
    if isinstance(k, bool):
        raise TypeError("kthvalue(): argument 'k' must be int, not bool")
    k, dim = shapes.as_int(k, "kthvalue", "k"), shapes.wrap_dim(dim, len(shape), "kthvalue")
    count = shape[dim] if shape else 1
    if count and not 1 <= k <= count:
        raise RuntimeError(f"kthvalue(): selected number k out of range for dimension {dim}")

    def find(a: np.ndarray, dim: int) -> np.ndarray:
        return _position(a, _kth(a, k - 1, dim), k - 1, dim)

    return picked(Kthvalue, _kthvalue, input, dim, keepdim, find)


@accepts_numpy_names
def mode(input: Tensor, dim: int = -1, keepdim: bool = False) -> NamedResult:
    """The most frequent elements along `dim`, of several the smallest, and where each is last.

    Returns:
        A pair with the names `values` and `indices`.

    Raises:
        IndexError: for a dim that the input does not have, or that is empty.

    >>> import tinygrad_np as torch
    >>> torch.mode(torch.tensor([3, 1, 3, 1, 2]))
    torch.return_types.mode(
    values=tensor(1),
    indices=tensor(3))
    """
    return picked(Mode, _mode, input, dim, keepdim, _argmode)


@accepts_numpy_names
def quantile(
    input: Tensor,
    q: float | Tensor,
    dim: int | None = None,
    keepdim: bool = False,
    *,
    interpolation: str = "linear",
) -> Tensor:
    """The elements below which a part `q` of those along `dim`, or of all, lies.

    `q` is a number from 0 to 1, or a tensor of several, one for each element of the result's first
    dim. Between two elements `interpolation` is "linear", "lower", "higher", "midpoint" or
    "nearest". Where there is nan the quantile is nan.

    Raises:
        RuntimeError: if the input is empty or of another dtype than float32 and float64, or for
            a `q` of another dtype, of more than one dim, or not from 0 to 1.
        IndexError: for a dim that the input does not have.

    >>> import tinygrad_np as torch
    >>> torch.quantile(torch.tensor([0.0, 1.0, 4.0]), torch.tensor([0.5, 0.75]))
    tensor([1.0000, 2.5000])
    """
    return _quantile(input, q, dim, keepdim, interpolation, ignore_nan=False)


@accepts_numpy_names
def nanquantile(
    input: Tensor,
    q: float | Tensor,
    dim: int | None = None,
    keepdim: bool = False,
    *,
    interpolation: str = "linear",
) -> Tensor:
    """As `quantile`, of what is not nan; it is nan where nothing else is there.

    >>> import tinygrad_np as torch
    >>> torch.nanquantile(torch.tensor([0.0, float("nan"), 4.0]), 0.5)
    tensor(2.)
    """
    return _quantile(input, q, dim, keepdim, interpolation, ignore_nan=True)


# -- indices, one for each lane, with the dim kept -------------------------------------------------


def _middle(lane: np.ndarray) -> np.ndarray:
    """The median of numbers: of none it is nan, or what that is as an integer."""
    if not lane.size:
        return np.asarray(np.nan).astype(lane.dtype)
    k = (lane.size - 1) // 2
    return np.asarray(np.partition(lane, k)[k])


def _kth(a: np.ndarray, k: int, dim: int) -> np.ndarray:
    """The element of rank k in each lane."""
    return np.take(np.partition(a, k, axis=dim), [k], axis=dim)


def _position(a: np.ndarray, value: np.ndarray, rank: Any, dim: int) -> np.ndarray:
    """Where a stable sort finds `value`, which is of that rank: equal ones keep their order."""
    same, less = a == value, a < value
    if a.dtype.kind == "f":
        same |= np.isnan(a) & np.isnan(value)
        less |= np.isnan(value) & ~np.isnan(a)
    before = rank - np.count_nonzero(less, axis=dim, keepdims=True)  # among the equal ones
    if not before.any():
        return np.argmax(same, axis=dim, keepdims=True)
    return np.argmax(np.cumsum(same, axis=dim) > before, axis=dim, keepdims=True)


def _argmedian(a: np.ndarray, dim: int) -> np.ndarray:
    k = (a.shape[dim] - 1) // 2
    found = _position(a, _kth(a, k, dim), k, dim)
    if a.dtype.kind != "f":
        return found
    nan = np.isnan(a)
    first = np.argmax(nan, axis=dim, keepdims=True)
    return np.where(np.any(nan, axis=dim, keepdims=True), first, found)


def _argnanmedian(a: np.ndarray, dim: int) -> np.ndarray:
    count = np.count_nonzero(~np.isnan(a), axis=dim, keepdims=True)
    rank = np.maximum(count - 1, 0) // 2
    return _position(a, np.take_along_axis(np.sort(a, axis=dim), rank, dim), rank, dim)


def _argmode(a: np.ndarray, dim: int) -> np.ndarray:
    order = np.argsort(a, axis=dim, kind="stable")
    lanes = np.moveaxis(np.take_along_axis(a, order, dim), dim, -1)
    ends = np.ones(lanes.shape, np.bool_)  # of the runs of equal elements
    ends[..., :-1] = lanes[..., 1:] != lanes[..., :-1]
    places = np.arange(1, lanes.shape[-1] + 1)
    end_so_far = np.maximum.accumulate(np.where(ends, places, 0), axis=-1)
    end_before = np.concatenate([np.zeros_like(end_so_far[..., :1]), end_so_far[..., :-1]], axis=-1)
    longest = np.argmax(np.where(ends, places - end_before, 0), axis=-1, keepdims=True)
    return np.take_along_axis(order, np.moveaxis(longest, -1, dim), dim)


# -- quantiles -------------------------------------------------------------------------------------

_ROUNDED = {"lower": np.floor, "higher": np.ceil, "nearest": np.rint}


def _quantile(
    input: Any, q: Any, dim: int | None, keepdim: bool, interpolation: str, ignore_nan: bool
) -> Any:
    """The quantiles of lanes, which are moved to the last axis for it."""
    input = as_operand(input, "quantile")
    ndim = input._array.ndim
    q = _checked_q(q, input._array, interpolation)
    dim = None if dim is None else shapes.wrap_dim(dim, ndim, "quantile")
    whole = dim is None or not ndim
    others = [d for d in range(ndim) if d != dim]
    lanes = input.reshape(-1) if whole else permute(input, *others, dim)
    found: Any = _at_ranks(lanes, _ranks(lanes._array, q.reshape(-1), ignore_nan), interpolation)
    if q._array.ndim:
        found = permute(found, -1, *range(found._array.ndim - 1))
    else:
        found = getitem(found, (..., 0))
    if not keepdim:
        return found
    if whole:
        return found.reshape(found._array.shape + (1,) * ndim)
    return unsqueeze(found, dim + q._array.ndim)


def _checked_q(q: Any, a: np.ndarray, interpolation: str) -> Any:
    """`q` as a Tensor, if all is as it should be."""
    if interpolation not in ("linear", "midpoint", *_ROUNDED):
        raise RuntimeError(
            "quantile() interpolation must be one of linear, lower, higher, midpoint or nearest, "
            f"but got {interpolation}"
        )
    if isinstance(q, (float, int)):
        if not 0 <= q <= 1:
            raise RuntimeError(f"quantile() q must be in the range [0, 1] but got {q}")
        q = wrap(np.asarray(q, a.dtype if a.dtype.kind == "f" else None))
    q = as_operand(q, "quantile", "q", 2)
    if not a.size:
        raise RuntimeError("quantile() input tensor must be non-empty")
    if q._array.ndim > 1:
        raise RuntimeError("quantile() q must be a scalar or 1D tensor")
    if a.dtype not in (np.float32, np.float64):
        raise RuntimeError("quantile() input tensor must be either float or double dtype")
    if q._array.dtype != a.dtype:
        raise RuntimeError("quantile() q tensor must be same dtype as the input tensor")
    if not ((q._array >= 0) & (q._array <= 1)).all():
        raise RuntimeError("quantile() q values must be in the range [0, 1]")
    return q


def _ranks(a: np.ndarray, q: Any, ignore_nan: bool) -> Any:
    """Which ranks, also between two, the quantiles have in each lane. nan comes last."""
    nan = np.isnan(a)
    if ignore_nan:
        last = np.maximum(np.count_nonzero(~nan, axis=-1, keepdims=True) - 1, 0)
        return mul(q, wrap(last.astype(a.dtype)))
    ranks = mul(q, a.shape[-1] - 1)
    with_nan = np.any(nan, axis=-1, keepdims=True)
    return where(wrap(with_nan), float(a.shape[-1] - 1), ranks) if with_nan.any() else ranks


def _at_ranks(lanes: Any, ranks: Any, interpolation: str) -> Any:
    """The elements of these ranks, or what is between two of them."""
    if interpolation in _ROUNDED:
        return _picked(lanes, _ROUNDED[interpolation](ranks._array))
    below, m = np.floor(ranks._array), ranks._array.shape[-1]
    both = _picked(lanes, np.concatenate([below, np.ceil(ranks._array)], axis=-1))
    low, high = getitem(both, (..., slice(m))), getitem(both, (..., slice(m, None)))
    weight = 0.5 if interpolation == "midpoint" else sub(ranks, wrap(below))
    return add(low, mul(sub(high, low), weight))


def _picked(lanes: Any, ranks: np.ndarray) -> Any:
    """The elements of these ranks, the same ones in each lane or each its own."""
    a = lanes._array
    m = ranks.shape[-1]
    ranks = np.broadcast_to(ranks.astype(np.int64), (*a.shape[:-1], m))
    if 0 < m <= 4:  # some passes are faster than a sort of the indices
        values = np.take_along_axis(np.sort(a, axis=-1), ranks, -1)
        columns = (slice(j, j + 1) for j in range(m))
        found = [_position(a, values[..., j], ranks[..., j], -1) for j in columns]
        indices = np.concatenate(found, axis=-1)
    else:
        indices = np.take_along_axis(np.argsort(a, axis=-1, kind="stable"), ranks, -1)
    return pick_along(Pick, lanes, indices, indices.ndim - 1)
