"""Norms of vectors and matrices as `linalg` has them, and condition numbers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes, shapes
from tinygrad_np.engine.graph import wrap
from tinygrad_np.ops import reduction, signs
from tinygrad_np.ops.conversion import to_dtype
from tinygrad_np.ops.decompositions import svdvals
from tinygrad_np.ops.elementwise import where
from tinygrad_np.ops.extremes import amax, amin
from tinygrad_np.ops.matrices import check_floats, check_matrices, check_square
from tinygrad_np.ops.norms import VectorNorm
from tinygrad_np.ops.operands import accepts_numpy_names, as_operand
from tinygrad_np.ops.shape import permute, unsqueeze
from tinygrad_np.ops.solving import inv_ex

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor

Order = float | str | None


@accepts_numpy_names
def vector_norm(
    x: Tensor, ord: float = 2, dim: Any = None, keepdim: bool = False, *, dtype: Any = None
) -> Tensor:
    """The norm `(sum |x|**ord) ** (1/ord)` over `dim` (an int, several, or all).

    `ord` may be an infinity, or 0 for the count of elements that are not 0. The derivative where
    the norm is 0 is 0.

    Raises:
        RuntimeError: if x is not floating point, or empty where `ord` has no answer to that.

    >>> import tinygrad_np as torch
    >>> torch.linalg.vector_norm(torch.tensor([[3.0, 4.0], [5.0, 12.0]]), dim=1)
    tensor([ 5., 13.])
    """
    return norm_of_elements(x, ord, dim, keepdim, dtype)


def norm_of_elements(x: Any, ord: Any, dim: Any, keepdim: bool, dtype: Any) -> Any:
    """`vector_norm`, for other names of it."""
    op = "linalg.vector_norm"
    if not isinstance(ord, (int, float)):
        raise TypeError(
            "linalg_vector_norm(): argument 'ord' (position 2) must be Number, not "
            f"{type(ord).__name__}"
        )
    x = _in_wider(as_operand(x, "linalg_vector_norm", "x"), dtype, op)
    a = x._array
    dims = shapes.wrap_dims(dim, a.ndim, op, keepdim)
    reduced = a.shape if dims is None else tuple(a.shape[d] for d in dims)
    if 0 in reduced and (ord < 0 or math.isinf(ord)):
        raise RuntimeError(
            f"linalg.vector_norm cannot compute the {ord} norm on an empty tensor because the "
            "operation does not have an identity"
        )
    return VectorNorm.run_unary(x, a, ord, dims, keepdim)


def _in_wider(x: Any, dtype: Any, op: str) -> Any:
    """`x`, floating point, in `dtype`, which must hold its values."""
    check_floats(x._array, op, halves=True)
    if dtype is None:
        return x
    wanted = dtypes.to_numpy_dtype(dtype)
    names = [dtypes.from_numpy_dtype(d).scalar_name for d in (x._array.dtype, wanted)]
    if wanted.kind != "f":
        raise RuntimeError(f"{op}: dtype should be floating point or complex, but got {names[1]}")
    if wanted.itemsize < x._array.dtype.itemsize:
        raise RuntimeError(
            f"{op}: the dtype of the input ({names[0]}) should be convertible without narrowing "
            f"to the specified dtype ({names[1]})"
        )
    return to_dtype(x, wanted)


@accepts_numpy_names
def matrix_norm(
    A: Tensor, ord: Order = "fro", dim: Any = (-2, -1), keepdim: bool = False, *, dtype: Any = None
) -> Tensor:
    """A norm of matrices, which stand in two dims.

    `ord` is "fro", the root of the sum of squares; "nuc", the sum of singular values; 2 or -2, the
    largest or smallest of these; 1 or -1, of the sums of absolute values down columns; an infinity,
    of those along rows.

    Raises:
        RuntimeError: if A is not floating point, or there is no such order.

    >>> import tinygrad_np as torch
    >>> torch.linalg.matrix_norm(torch.tensor([[1.0, -2.0], [3.0, 4.0]]), 1)
    tensor(6.)
    """
    op = "linalg.matrix_norm"
    A = as_operand(A, "linalg_matrix_norm")
    check_matrices(A._array, op)
    row, column = _two_dims(dim, A._array.ndim, op)
    if ord not in ("fro", "nuc", 1, -1, 2, -2, math.inf, -math.inf):
        raise RuntimeError(f"{op}: Order {ord} not supported.")
    A = _in_wider(A, dtype, op)
    if ord == "fro":
        return vector_norm(A, 2, (row, column), keepdim)
    if ord in ("nuc", 2, -2):
        check_floats(A._array, op)
        result = _of_singular_values(_singular_values(A, row, column), ord)
    else:
        sums = reduction.sum(signs.abs(A), row if ord in (1, -1) else column, True)
        result = (amax if ord in (1, math.inf) else amin)(sums, (row, column))
    if keepdim:
        for d in sorted((row, column)):
            result = unsqueeze(result, d)
    return result


def _two_dims(dim: Any, ndim: int, op: str) -> tuple[int, int]:
    if not isinstance(dim, (tuple, list)):
        raise TypeError(f"{op}(): argument 'dim' must be tuple of ints, not {type(dim).__name__}")
    if len(dim) != 2:
        raise RuntimeError(f"{op}: dim must be a 2-tuple. Got {' '.join(map(str, dim))}")
    row, column = (shapes.wrap_dim(d, ndim, op) for d in dim)
    if row == column:
        raise RuntimeError(f"{op}: dims must be different. Got ({dim[0]}, {dim[1]})")
    return row, column


def _singular_values(A: Any, row: int, column: int) -> Any:
    batch = [d for d in range(A._array.ndim) if d not in (row, column)]
    return svdvals(permute(A, *batch, row, column))


def _of_singular_values(s: Any, ord: Order) -> Any:
    if ord == "nuc":
        return reduction.sum(s, -1)
    if not s._array.shape[-1]:
        return wrap(np.zeros(s._array.shape[:-1], s._array.dtype))
    return (amax if ord == 2 else amin)(s, -1)


@accepts_numpy_names
def norm(
    A: Tensor, ord: Order = None, dim: Any = None, keepdim: bool = False, *, dtype: Any = None
) -> Tensor:
    """A norm of vectors or of matrices: `matrix_norm` where two dims are meant, or `ord` is a name.

    Without `ord` it is the root of the sum of squares; without `dim` too, of all elements.

    Raises:
        RuntimeError: if A is not floating point, or the dims are more than two.

    >>> import tinygrad_np as torch
    >>> A = torch.tensor([[3.0, 0.0], [4.0, 0.0]])
    >>> torch.linalg.norm(A), torch.linalg.norm(A, 1), torch.linalg.norm(A, 1, dim=1)
    (tensor(5.), tensor(7.), tensor([3., 4.]))
    """
    A = as_operand(A, "linalg_norm")
    ndim = A._array.ndim
    dims = None if dim is None else tuple(dim) if isinstance(dim, (tuple, list)) else (dim,)
    if dims is not None and len(dims) not in (1, 2):
        raise RuntimeError(
            f"linalg.norm: If dim is specified, it must be of length 1 or 2. Got {list(dims)}"
        )
    if isinstance(ord, str):
        return matrix_norm(A, ord, (-2, -1) if dims is None else dims, keepdim, dtype=dtype)
    if dims is None and ord is not None and ndim not in (1, 2):
        raise RuntimeError(
            "linalg.norm: If dim is not specified but ord is, the input must be 1D or 2D. Got "
            f"{ndim}D."
        )
    if ord is not None and len(range(ndim) if dims is None else dims) == 2:
        return matrix_norm(A, ord, (0, 1) if dims is None else dims, keepdim, dtype=dtype)
    return vector_norm(A, 2 if ord is None else ord, dims, keepdim, dtype=dtype)


def cond(A: Tensor, p: Order = None) -> Tensor:
    """The condition number of matrices: the norm of A times that of its inverse.

    By default the norm is 2: the largest singular value over the smallest. Only for that, -2 and
    "nuc" may A be other than square; a singular A has an infinite condition number.

    Raises:
        RuntimeError: if A is not float32 or float64, not square, or there is no such norm.

    >>> import tinygrad_np as torch
    >>> torch.linalg.cond(torch.tensor([[4.0, 0.0], [0.0, 2.0]]))
    tensor(2.)
    """
    A = as_operand(A, "linalg_cond", "A")
    if A._array.ndim < 2:
        raise RuntimeError("linalg.cond: The input tensor must have at least 2 dimensions.")
    if p in (None, 2, -2):
        if not A._array.size:
            return _zeros(A)
        s = svdvals(A)
        ends = s[..., 0], s[..., -1]
        return ends[1] / ends[0] if p == -2 else ends[0] / ends[1]
    check_square(A._array, f"linalg.cond(ord={p})")
    if p not in ("fro", "nuc", 1, -1, math.inf, -math.inf):
        raise RuntimeError(f"linalg.cond got an invalid norm type: {p}")
    if not A._array.size:
        return _zeros(A)
    if p == "nuc":
        s = svdvals(A)
        return reduction.sum(s, -1) * reduction.sum(1.0 / s, -1)
    inverse, info = inv_ex(A)
    product = matrix_norm(A, p) * matrix_norm(inverse, p)
    return where(wrap(info._array == 0), product, math.inf)


def _zeros(A: Any) -> Any:
    """What an empty batch, or matrices without elements, give."""
    return wrap(np.zeros(A._array.shape[:-2], A._array.dtype))
