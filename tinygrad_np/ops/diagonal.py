"""Diagonals and triangles of matrices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes, shapes
from tinygrad_np.devices import check_device
from tinygrad_np.engine.function import Function
from tinygrad_np.engine.graph import wrap
from tinygrad_np.ops.conversion import clone
from tinygrad_np.ops.operands import as_operand, refuse
from tinygrad_np.ops.reduction import total
from tinygrad_np.ops.shape import reshape
from tinygrad_np.ops.views import ViewFunction

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


_FAR = 2**31 - 1  # off all diagonals, and the most that NumPy takes


class Diagonal(ViewFunction):
    """The diagonal of each matrix in two dims, as a last dim."""

    fills_buffer = True  # or rather: says that what NumPy gives may be written to

    def forward(x, offset, dim1, dim2):
        offset = max(-_FAR, min(offset, _FAR))
        view = np.diagonal(x, offset, dim1, dim2)
        view.flags.writeable = x.flags.writeable
        return view

    def backward(grad, x_shape, offset, dim1, dim2):
        return DiagonalBackward.call(grad, x_shape, offset, dim1, dim2)


class DiagonalBackward(Function):
    """Matrices of zeros, but for the diagonal; `shape` is that of the result."""

    fills_buffer = True

    def forward(x, shape, offset, dim1, dim2):
        buffer = np.zeros(shape, x.dtype)
        Diagonal.forward(buffer, offset, dim1, dim2)[...] = x
        return buffer

    def backward(grad, offset, dim1, dim2):
        return Diagonal.call(grad, offset, dim1, dim2)


class DiagEmbed(DiagonalBackward):
    """A DiagonalBackward just large enough."""


class Trace(Function):
    """The sum of a matrix's diagonal."""

    def forward(x):
        return total(np.diagonal(x)).astype(x.dtype)

    def backward(grad, x_shape):
        diagonal = np.broadcast_to(grad, (min(x_shape),))
        return DiagonalBackward.call(diagonal, x_shape, 0, 0, 1)


class Tril(Function):
    """The elements on and below a diagonal, elsewhere zeros."""

    def forward(x, diagonal):
        return np.tril(x, diagonal)

    def backward(grad, diagonal):
        return np.tril(grad, diagonal)


class Triu(Function):
    """The elements on and above a diagonal, elsewhere zeros."""

    def forward(x, diagonal):
        return np.triu(x, diagonal)

    def backward(grad, diagonal):
        return np.triu(grad, diagonal)


def diagonal(input: Tensor, offset: int = 0, dim1: int = 0, dim2: int = 1) -> Tensor:
    """The diagonal of each matrix in `dim1` and `dim2`, as a last dim: a view.

    `offset` counts diagonals above the main one, or below if it is negative.

    Raises:
        IndexError: for a dim that the input does not have.
        RuntimeError: if the dims are the same.

    >>> import tinygrad_np as torch
    >>> torch.diagonal(torch.tensor([[1, 2], [3, 4]]))
    tensor([1, 4])
    """
    input = as_operand(input, "diagonal")
    return Diagonal.apply(input, *diagonal_plane(input._array.ndim, "diagonal", offset, dim1, dim2))


def diagonal_plane(ndim: int, op: str, offset: int, dim1: int, dim2: int) -> tuple[int, int, int]:
    """Which diagonal of which dims is meant."""
    offset = shapes.as_int(offset, op, "offset")
    first = shapes.wrap_dim(dim1, ndim, op, "dim1")
    second = shapes.wrap_dim(dim2, ndim, op, "dim2")
    if first == second:
        raise RuntimeError(f"diagonal dimensions cannot be identical {dim1}, {dim2}")
    return offset, first, second


def diag_embed(input: Tensor, offset: int = 0, dim1: int = -2, dim2: int = -1) -> Tensor:
    """Matrices of zeros, in `dim1` and `dim2`, whose diagonals are the lanes of the last dim.

    Raises:
        IndexError: for a dim that the result does not have.
        RuntimeError: if the dims are the same.

    >>> import tinygrad_np as torch
    >>> torch.diag_embed(torch.tensor([1, 2]))
    tensor([[1, 0],
            [0, 2]])
    """
    input = as_operand(input, "diag_embed")
    shape = input._array.shape
    plane = diagonal_plane(len(shape) + 1, "diag_embed", offset, dim1, dim2)
    return DiagEmbed.apply(input, _embedding(shape, *plane), *plane)


def _embedding(shape: tuple[int, ...], offset: int, dim1: int, dim2: int) -> tuple[int, ...]:
    """The shape of what has these diagonals."""
    others = iter(shape[:-1])
    side = shape[-1] + abs(offset)
    return tuple(side if d in (dim1, dim2) else next(others) for d in range(len(shape) + 1))


def diag(input: Tensor, diagonal: int = 0) -> Tensor:
    """The diagonal of a matrix: a copy; or the matrix that has a vector as its diagonal.

    Raises:
        RuntimeError: for a tensor of another number of dims.

    >>> import tinygrad_np as torch
    >>> torch.diag(torch.tensor([[1, 2], [3, 4]]))
    tensor([1, 4])
    >>> torch.diag(torch.tensor([1, 2]))
    tensor([[1, 0],
            [0, 2]])
    """
    input = as_operand(input, "diag")
    ndim = input._array.ndim
    if ndim not in (1, 2):
        raise RuntimeError(f"diag(): Supports 1D or 2D tensors. Got {ndim}D")
    if ndim == 1:
        return diag_embed(input, diagonal)
    return clone(Diagonal.apply(input, shapes.as_int(diagonal, "diag", "diagonal"), 0, 1))


def diagflat(input: Tensor, offset: int = 0) -> Tensor:
    """The matrix that has all elements, flattened, as its diagonal.

    >>> import tinygrad_np as torch
    >>> torch.diagflat(torch.tensor([[1], [2]]))
    tensor([[1, 0],
            [0, 2]])
    """
    return diag_embed(reshape(as_operand(input, "diagflat"), (-1,)), offset)


def trace(input: Tensor) -> Tensor:
    """The sum of a matrix's diagonal; that of integers is int64.

    Raises:
        RuntimeError: for another than a matrix.

    >>> import tinygrad_np as torch
    >>> torch.trace(torch.tensor([[1.0, 2.0], [3.0, 4.0]]))
    tensor(5.)
    """
    input = as_operand(input, "trace")
    a = input._array
    refuse("trace", "b", a)
    if a.ndim != 2:
        raise RuntimeError(f"trace: expected a matrix, but got tensor with dim {a.ndim}")
    return Trace.run_unary(input, a if a.dtype.kind == "f" else a.astype(np.int64))


def tril(input: Tensor, diagonal: int = 0) -> Tensor:
    """The lower triangles of matrices: the elements on and below a diagonal, elsewhere zeros.

    Raises:
        RuntimeError: for a tensor of fewer than two dims.

    >>> import tinygrad_np as torch
    >>> torch.tril(torch.ones(2, 2))
    tensor([[1., 0.],
            [1., 1.]])
    """
    return _triangle(Tril, "tril", input, diagonal)


def triu(input: Tensor, diagonal: int = 0) -> Tensor:
    """The upper triangles of matrices: the elements on and above a diagonal, elsewhere zeros.

    Raises:
        RuntimeError: for a tensor of fewer than two dims.

    >>> import tinygrad_np as torch
    >>> torch.triu(torch.ones(2, 2))
    tensor([[1., 1.],
            [0., 1.]])
    """
    return _triangle(Triu, "triu", input, diagonal)


def _triangle(function: type[Function], op: str, input: Any, diagonal: int) -> Any:
    input = as_operand(input, op)
    if input._array.ndim < 2:
        raise RuntimeError(f"{op}: input tensor must have at least 2 dimensions")
    return function.apply(input, shapes.as_int(diagonal, op, "diagonal"))


def tril_indices(
    row: int, col: int, offset: int = 0, *, dtype: Any = dtypes.int64, device: Any = None
) -> Tensor:
    """The positions in the lower triangle of a matrix: a row of row numbers, and one of columns.

    Raises:
        RuntimeError: for negative sizes.

    >>> import tinygrad_np as torch
    >>> torch.tril_indices(2, 2)
    tensor([[0, 1, 1],
            [0, 0, 1]])
    """
    return _positions("tril", row, col, offset, dtype, device)


def triu_indices(
    row: int, col: int, offset: int = 0, *, dtype: Any = dtypes.int64, device: Any = None
) -> Tensor:
    """The positions in the upper triangle of a matrix: a row of row numbers, and one of columns.

    Raises:
        RuntimeError: for negative sizes.

    >>> import tinygrad_np as torch
    >>> torch.triu_indices(2, 2)
    tensor([[0, 0, 1],
            [0, 1, 1]])
    """
    return _positions("triu", row, col, offset, dtype, device)


def _positions(op: str, row: int, col: int, offset: int, dtype: Any, device: Any) -> Any:
    check_device(device)
    sizes = {"row": row, "col": col, "offset": offset}
    row, col, offset = (shapes.as_int(n, f"{op}_indices", name) for name, n in sizes.items())
    for name, n in (("row", row), ("col", col)):
        if n < 0:
            raise RuntimeError(f"{name} must be non-negative, got{n}")
    wanted = dtypes.to_numpy_dtype(dtype)
    if wanted not in (np.int64, np.int32):
        name = dtypes.from_numpy_dtype(wanted).scalar_name
        raise NotImplementedError(f"\"{op}_indices\" not implemented for '{name}'")
    find = np.tril_indices if op == "tril" else np.triu_indices
    return wrap(np.array(find(row, offset, col), wanted))
