"""Scattering: elements replaced, or added to, at indices along a dim or in the flattened tensor.

Each op is prepared as arguments of a Put: then it is run, or in place written where it differs.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes, shapes
from tinygrad_np.engine.function import CONSTANT
from tinygrad_np.engine.graph import TensorBase, wrap
from tinygrad_np.ops import indexing
from tinygrad_np.ops.gathering import check_in_range, flat_places, lane_places
from tinygrad_np.ops.inplace import in_place
from tinygrad_np.ops.operands import as_operand, cast, check_fits, operand
from tinygrad_np.ops.place_reductions import reduced
from tinygrad_np.ops.places import Put, counted, kept, out_of_range
from tinygrad_np.ops.writing import check_same_dtype, fitting, write_at

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor

# A Put, then x, y, places, first, last and accumulate.
Prepared = tuple[type[Put], Any, Any, np.ndarray, int, int, bool]


class LanePut(Put, node_name="ScatterBackward0"):
    """x with elements of y at indices along a dim."""


class LaneFill(Put, node_name="ScatterBackward1"):
    """x with a number at indices along a dim."""


class LaneAdd(Put, node_name="ScatterAddBackward0"):
    """x with elements of y added at indices along a dim."""


class IndexAdd(Put, node_name="IndexAddBackward0"):
    """x with slices of y added at indices along a dim."""


class IndexCopy(Put, node_name="IndexCopyBackward0"):
    """x with slices of y at indices along a dim."""


class IndexFill(Put, node_name="IndexFillBackward0"):
    """x with one value in slices at indices along a dim."""


class PutFlat(Put, node_name="PutBackward0"):
    """x with elements of y at indices into its flattened elements."""


def run_put(
    function: type[Put], x: Any, y: Any, places: np.ndarray, first: int, last: int, add: bool
) -> Any:
    """Run a Put on what an op has prepared."""
    place, value = operand(y, "put", "value", 3)
    if place is not CONSTANT:
        place = fitting(place, places, x._array.shape, first, last)
        value = place._array
    values = (x._array, cast(value, x._array.dtype), kept(places, x, place), first, last, add)
    return function.run((x, place, CONSTANT, CONSTANT, CONSTANT, CONSTANT), values)


def _in_place(op: Callable, prepare: Callable[..., Prepared]) -> Callable:
    """The in-place twin of an op that is prepared as a Put."""

    @functools.wraps(op)
    def twin(*args: Any, **options: Any) -> Any:
        return write_at(*prepare(*args, **options))

    twin.__name__ = twin.__qualname__ = f"{op.__name__}_"
    twin.__doc__ = f"In-place version of `{op.__name__}`, which says what its arguments are."
    return twin


def scatter(
    input: Tensor,
    dim: int,
    index: Tensor,
    src: Any = None,
    *,
    value: Any = None,
    reduce: str | None = None,
) -> Tensor:
    """The input with each element of `src`, or one number, at its index along `dim`.

    In three dims with `dim=1`, result[i][index[i][j][k]][k] = src[i][j][k]. `index` has as many
    dims as the input and `src`, and no larger ones, but for `dim` of the input. Where it names an
    element twice, which of the values it gets is not said. With `reduce` the elements are added or
    multiplied instead, "add" or "multiply": see `scatter_reduce`.

    Raises:
        IndexError: for a dim that the input does not have.
        RuntimeError: for an index out of bounds, or shapes or dtypes that do not match.

    >>> import tinygrad_np as torch
    >>> torch.scatter(torch.zeros(2, 3), 1, torch.tensor([[2], [0]]), torch.tensor([[5.0], [7.0]]))
    tensor([[0., 0., 5.],
            [7., 0., 0.]])
    """
    if reduce == "multiply":
        return _multiplied(input, dim, index, src if value is None else value)
    return run_put(*_scatter(input, dim, index, src, value=value, reduce=reduce))


def _multiplied(input: Any, dim: int, index: Any, factors: Any) -> Any:
    input = as_operand(input, "scatter")
    if isinstance(factors, (int, float)):
        places = _lanes("scatter", input, dim, index, None)
        y = wrap(np.full(places.shape, factors, input._array.dtype))
    else:
        y, places = scattered("scatter", input, dim, index, factors)
    return reduced("prod", input, y, places, 0, input._array.ndim, True)


def _scatter(
    input: Any, dim: int, index: Any, src: Any = None, *, value: Any = None, reduce: Any = None
) -> Prepared:
    input = as_operand(input, "scatter")
    y = src if value is None else value
    if reduce not in (None, "add"):
        raise RuntimeError("reduce argument must be either add or multiply.")
    if isinstance(y, (int, float)):
        check_fits(y, input._array.dtype)
        places = _lanes("scatter", input, dim, index, None)
        function: type[Put] = LaneFill
    else:
        y, places = scattered("scatter", input, dim, index, y)
        function = LanePut
    if reduce is not None:
        function = LaneAdd
    return function, input, y, places, 0, input._array.ndim, reduce is not None


def scattered(op: str, input: Any, dim: int, index: Any, src: Any) -> tuple[Any, np.ndarray]:
    """The elements of `src` for which there is an index, and their places."""
    y = as_operand(src, op, "src", 4)
    if y._array.dtype != input._array.dtype:
        raise RuntimeError("scatter(): Expected self.dtype to be equal to src.dtype")
    places = _lanes(op, input, dim, index, y._array.shape)
    if not places.size:
        y = y.reshape((-1,))[:0].reshape(places.shape)
    elif y._array.shape != places.shape and places.ndim and y._array.ndim:
        y = y[tuple(slice(0, n) for n in places.shape)]
    return y, places


def _lanes(op: str, input: Any, dim: int, index: Any, src: Any) -> np.ndarray:
    """The places of an index along a dim, found to be no larger than the shape of `src`."""
    shape = input._array.shape
    dim = shapes.wrap_dim(dim, len(shape), op)
    index = as_operand(index, op, "index", 3)._array
    if index.size and src is not None:
        if len(index.shape or (1,)) != len(shape or (1,)):
            raise RuntimeError(
                "Index tensor must have the same number of dimensions as self tensor"
            )
        shapes.wrap_dim(dim, len(src), op)
        if len(src or (1,)) != len(index.shape or (1,)):
            raise RuntimeError("Index tensor must have the same number of dimensions as src tensor")
        if any(n > m for n, m in zip(index.shape, src, strict=False)):
            raise RuntimeError(
                f"Expected index {list(index.shape)} to be no larger than self {list(shape)} apart "
                f"from dimension {dim} and to be no larger size than src {list(src)}"
            )
    return lane_places(op, shape, dim, index)


def scatter_add(input: Tensor, dim: int, index: Tensor, src: Tensor) -> Tensor:
    """The input with each element of `src` added at its index along `dim`; see `scatter`.

    Raises:
        IndexError: for a dim that the input does not have.
        RuntimeError: for an index out of bounds, or shapes or dtypes that do not match.

    >>> import tinygrad_np as torch
    >>> torch.scatter_add(torch.zeros(3), 0, torch.tensor([2, 0, 2]), torch.ones(3))
    tensor([1., 0., 2.])
    """
    return run_put(*_scatter_add(input, dim, index, src))


def _scatter_add(input: Any, dim: int, index: Any, src: Any) -> Prepared:
    input = as_operand(input, "scatter_add")
    y, places = scattered("scatter_add", input, dim, index, src)
    return LaneAdd, input, y, places, 0, input._array.ndim, True


def slice_places(op: str, input: Any, dim: int, index: Any, int32: bool = True) -> Any:
    """`index`, which has one dim or none, along `dim`: as places, and the dims that they are in.

    Raises:
        IndexError: for a dim that the input does not have, or an index of several dims.
        RuntimeError: for an index of another dtype.
    """
    shape = input._array.shape
    dim = shapes.wrap_dim(dim, len(shape), op)
    index = as_operand(index, op, "index", 3)._array
    if index.ndim > 1:
        raise IndexError(
            f"{op}_(): Index is supposed to be a vector, but got dim: {index.ndim} and size: "
            f"{list(index.shape)}"
        )
    if index.dtype != np.int64 and not (int32 and index.dtype == np.int32):
        name = dtypes.from_numpy_dtype(index.dtype).scalar_name
        wanted = "dtype int32/int64" if int32 else "a long tensor"
        raise RuntimeError(f"{op}_(): Expected {wanted} for index but got: {name}")
    return index.astype(np.int64, copy=False).reshape(-1), dim, dim + 1 if shape else dim


def check_source(op: str, input: Any, dim: int, places: np.ndarray, source: Any) -> None:
    """Refuse slices of another dtype or shape than those that they are for."""
    names = [dtypes.from_numpy_dtype(v._array.dtype).scalar_name for v in (input, source)]
    if names[0] != names[1]:
        raise RuntimeError(
            f"{op}_(): self ({names[0]}) and source ({names[1]}) must have the same scalar type"
        )
    shape, other = input._array.shape, source._array.shape
    if other and dim >= len(other):
        raise RuntimeError(
            f"{op}_(): Indexing dim {dim} is out of bounds of the source tensor with dim "
            f"{len(other)}"
        )
    count = other[dim] if other else 1
    if count != places.size:
        raise RuntimeError(
            f"{op}_(): Number of indices ({places.size}) should be equal to source.size(dim): "
            f"({count}), for dim: {dim}"
        )
    if len(shape) != len(other) or _without(shape, dim) != _without(other, dim):
        raise RuntimeError(
            "source tensor shape must match self tensor shape, excluding the specified dimension. "
            f"Got self.shape = {list(shape)} source.shape = {list(other)}"
        )


def _without(shape: tuple[int, ...], dim: int) -> tuple[int, ...]:
    return shape[:dim] + shape[dim + 1 :]


def index_add(
    input: Tensor, dim: int, index: Tensor, source: Tensor, *, alpha: float = 1
) -> Tensor:
    """The input with `alpha` times each slice of `source` added at its index along `dim`.

    Raises:
        IndexError: for a dim that the input does not have, or an index out of range.
        RuntimeError: for shapes or dtypes that do not match.

    >>> import tinygrad_np as torch
    >>> torch.index_add(torch.zeros(3), 0, torch.tensor([2, 0, 2]), torch.ones(3), alpha=10)
    tensor([10.,  0., 20.])
    """
    return run_put(*_index_add(input, dim, index, source, alpha=alpha))


def _index_add(input: Any, dim: int, index: Any, source: Any, *, alpha: float = 1) -> Prepared:
    input = as_operand(input, "index_add")
    source = as_operand(source, "index_add", "source", 4)
    places, first, last = slice_places("index_add", input, dim, index)
    check_source("index_add", input, first, places, source)
    check_slices("index_add", places, input, first)
    if alpha != 1:
        source = source * (alpha if source._array.dtype.kind == "f" else int(alpha))
    return IndexAdd, input, source, places, first, last, True


def check_slices(op: str, places: np.ndarray, input: Any, dim: int) -> None:
    """Refuse an index out of range, as ops do that add up."""
    size = input._array.shape[dim] if input._array.ndim else 1
    if op == "index_add" and input._array.ndim > 1:  # as in PyTorch
        check_in_range(places, size, dim, RuntimeError)
    elif places.size and not 0 <= places.min() <= places.max() < size:
        raise IndexError(f"index out of range in self: dimension {dim} has size {size}")


def index_copy(input: Tensor, dim: int, index: Tensor, source: Tensor) -> Tensor:
    """The input with each slice of `source` at its index along `dim`.

    Raises:
        IndexError: for a dim that the input does not have, an index out of bounds, or shapes that
            do not match.
        RuntimeError: for dtypes that do not match.

    >>> import tinygrad_np as torch
    >>> torch.index_copy(torch.zeros(3), 0, torch.tensor([2, 0]), torch.tensor([5.0, 7.0]))
    tensor([7., 0., 5.])
    """
    return run_put(*_index_copy(input, dim, index, source))


def _index_copy(input: Any, dim: int, index: Any, source: Any) -> Prepared:
    op = "index_copy"
    input = as_operand(input, op)
    source = as_operand(source, op, "source", 4)
    places, first, last = slice_places(op, input, dim, index, int32=False)
    names = [dtypes.from_numpy_dtype(v._array.dtype).scalar_name for v in (input, source)]
    if names[0] != names[1]:
        raise RuntimeError(
            f"index_copy_(): self and source expected to have the same dtype, but got (self) "
            f"{names[0]} and (source) {names[1]}"
        )
    shape, other = input._array.shape, source._array.shape
    if shape and other and len(shape) != len(other):
        raise IndexError(
            "index_copy_(): When source and destination are not scalars, their dimensionality must "
            f"match. Source dimensionality ({len(other)}), destination dimensionality "
            f"({len(shape)})"
        )
    if _without(shape, first) != _without(other, first):
        raise RuntimeError(
            "index_copy_(): Source/destination tensor must have same slice shapes. Destination "
            f"shape: {list(shape)}, source shape: {list(other)}, dimension {first}"
        )
    if places.size != (other[first] if other else 1):
        raise IndexError(
            f"index_copy_(): Number of indices ({places.size}) should be equal to "
            f"source.size(dim) ({other[first] if other else 1})"
        )
    check_in_range(places, shape[first] if shape else 1, first, IndexError)
    return IndexCopy, input, source, places, first, last, False


def index_fill(input: Tensor, dim: int, index: Tensor, value: Any) -> Tensor:
    """The input with `value`, a number or a 0-d tensor, in the slices at `index` along `dim`.

    Raises:
        IndexError: for a dim that the input does not have, or an index that is not int64 or out of
            bounds.
        RuntimeError: for a value with dims.

    >>> import tinygrad_np as torch
    >>> torch.index_fill(torch.zeros(3), 0, torch.tensor([0, -1]), 7)
    tensor([7., 0., 7.])
    """
    return run_put(*_index_fill(input, dim, index, value))


def _index_fill(input: Any, dim: int, index: Any, value: Any) -> Prepared:
    op = "index_fill"
    input = as_operand(input, op)
    index = as_operand(index, op, "index", 3)
    shape = input._array.shape
    dim = shapes.wrap_dim(dim, len(shape), op)
    if index._array.dtype != np.int64:
        raise IndexError("index_fill_(): Expected dtype int64 for index.")
    if index._array.ndim > 1:
        raise RuntimeError("Index has to be a vector/scalar")
    if isinstance(value, TensorBase) and value._array.ndim:
        raise RuntimeError(
            "index_fill_ only supports a 0-dimensional value tensor, but got tensor with "
            f"{value._array.ndim} dimension(s)."
        )
    check_fits(value, input._array.dtype)
    places, first, last = slice_places(op, input, dim, index)
    size = shape[dim] if shape else 1
    if out_of_range(places, size) is not None:
        check_in_range(places, size, dim, IndexError)
    return IndexFill, input, value, counted(places, size), first, last, False


def put(input: Tensor, index: Tensor, source: Tensor, accumulate: bool = False) -> Tensor:
    """The input with the elements of `source` at `index` in the flattened input, or added there.

    Raises:
        IndexError: for an index out of range, or not as many of them as elements.
        RuntimeError: for one that is not int64, or dtypes that do not match.

    >>> import tinygrad_np as torch
    >>> torch.zeros(2, 2).put(torch.tensor([0, 3]), torch.tensor([5.0, 7.0]))
    tensor([[5., 0.],
            [0., 7.]])
    """
    return run_put(*_put(input, index, source, accumulate))


def _put(input: Any, index: Any, source: Any, accumulate: bool = False) -> Prepared:
    input = as_operand(input, "put")
    index = as_operand(index, "put", "index", 1)._array
    source = as_operand(source, "put", "source", 2)
    if input._array.dtype != source._array.dtype:
        names = [dtypes.from_numpy_dtype(v._array.dtype).scalar_name for v in (input, source)]
        raise RuntimeError(
            f"put_(): self and source expected to have the same dtype, but got self.dtype = "
            f"{names[0]} and source.dtype = {names[1]}"
        )
    if source._array.size != index.size:
        raise IndexError(
            "put_(): Expected source and index to have the same number of elements, but got "
            f"source.numel() = {source._array.size}, index.numel() = {index.size}"
        )
    places = flat_places("put_", input._array.size, index)
    y = source.reshape(places.shape)
    return PutFlat, input, y, places, 0, input._array.ndim, bool(accumulate)


def index_put(
    input: Tensor, indices: Sequence[Tensor], values: Tensor, accumulate: bool = False
) -> Tensor:
    """The input with `values` at `input[indices]`, or added there, with broadcasting.

    `indices` are Tensors of integers that broadcast together, or masks, for the first dims.

    Raises:
        IndexError: for an index out of bounds, or too many of them.
        RuntimeError: for values of another dtype, or that do not broadcast.

    >>> import tinygrad_np as torch
    >>> where = (torch.tensor([2, 0, 2]),)
    >>> torch.zeros(3).index_put(where, torch.tensor(1.0), accumulate=True)
    tensor([1., 0., 2.])
    """
    return run_put(*_index_put(input, indices, values, accumulate))


def _index_put(input: Any, indices: Any, values: Any, accumulate: bool = False) -> Prepared:
    input = as_operand(input, "index_put")
    values = as_operand(values, "index_put", "values", 3)
    if not isinstance(indices, (tuple, list)):
        raise TypeError(
            "index_put(): argument 'indices' (position 2) must be tuple of Tensors, not "
            f"{type(indices).__name__}"
        )
    tensors = [as_operand(i, "index_put", "indices", 2)._array for i in indices]
    arrays = tuple(i.reshape(1) if i.dtype.kind != "b" and not i.ndim else i for i in tensors)
    check_same_dtype(input._array, values._array)
    _, index = indexing.parse_index(input._array.shape, arrays)
    if not index:
        raise RuntimeError("index_put(): indices are needed, but got none")
    places, first, last = indexing.block(index, input._array.shape)
    return Put, input, values, places, first, last, bool(accumulate)


_put_lanes = _in_place(scatter, _scatter)
_multiply_lanes = in_place(scatter)


def scatter_(
    input: Tensor,
    dim: int,
    index: Tensor,
    src: Any = None,
    *,
    value: Any = None,
    reduce: str | None = None,
) -> Tensor:
    """In-place version of `scatter`, which says what its arguments are."""
    twin = _multiply_lanes if reduce == "multiply" else _put_lanes
    return twin(input, dim, index, src, value=value, reduce=reduce)


scatter_add_ = _in_place(scatter_add, _scatter_add)
index_add_ = _in_place(index_add, _index_add)
index_copy_ = _in_place(index_copy, _index_copy)
index_fill_ = _in_place(index_fill, _index_fill)
index_put_ = _in_place(index_put, _index_put)
put_ = _in_place(put, _put)
