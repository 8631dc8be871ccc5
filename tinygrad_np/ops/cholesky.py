"""The Cholesky decomposition, and what is solved by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np.engine.function import Function
from tinygrad_np.engine.graph import wrap
from tinygrad_np.ops.matrices import (
    SINGULAR,
    check_square,
    matrix_by_matrix,
    raise_at,
    square_operand,
    zero_on_diagonal,
)
from tinygrad_np.ops.operands import as_operand, refuse
from tinygrad_np.ops.results import named_result
from tinygrad_np.ops.shape import matrix_transpose
from tinygrad_np.ops.triangular import SolveTriangular, solve_triangular

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class Cholesky(Function, node_name="LinalgCholeskyExBackward0"):
    """Lower triangular L with L L^T = x for positive definite x, of which the lower half is read.

    nan for a matrix that is not. The derivative takes all of x for symmetric (Giles 2008).
    """

    fills_buffer = True

    def forward(x):
        return matrix_by_matrix(np.linalg.cholesky, x)

    def backward(grad, out):
        inner = np.matmul(out.mT, grad)
        half = (np.tril(inner) + np.tril(inner, -1).mT) * 0.5
        right = SolveTriangular.call(out.mT, half, True, False)
        return SolveTriangular.call(out.mT, right.mT, True, False).mT


_CholeskyEx = named_result("linalg_cholesky_ex", "L", "info")

_NOT_POSITIVE = (
    "The factorization could not be completed because the input is not positive-definite (the "
    "leading minor of order {} is not positive-definite)."
)


def cholesky(A: Tensor, *, upper: bool = False) -> Tensor:
    """Lower triangular L with `A = L L^T`, or `upper` triangular U with `A = U^T U`.

    Of the symmetric positive definite A only that triangle is read.

    Raises:
        LinAlgError: if A is not positive definite.
        RuntimeError: if A is not square, or not float32 or float64.

    >>> import tinygrad_np as torch
    >>> torch.linalg.cholesky(torch.tensor([[4.0, 2.0], [2.0, 5.0]]))
    tensor([[2., 0.],
            [1., 2.]])
    """
    return factored(A, "linalg.cholesky", upper)


def cholesky_ex(A: Tensor, *, upper: bool = False, check_errors: bool = False) -> Any:
    """As `cholesky`, with the order of the leading minor that is not positive, or 0, as `info`.

    Nothing is raised unless `check_errors`; L is nan where it failed.

    >>> import tinygrad_np as torch
    >>> torch.linalg.cholesky_ex(torch.tensor([[1.0, 2.0], [2.0, 1.0]])).info
    tensor(2, dtype=torch.int32)
    """
    factor, info = _cholesky(A, "linalg.cholesky_ex", upper)
    if check_errors:
        raise_at(info, "linalg.cholesky_ex", _NOT_POSITIVE)
    return _CholeskyEx((factor, wrap(info)))


def factored(A: Any, op: str, upper: bool) -> Any:
    """The factor, or the error of `op`."""
    factor, info = _cholesky(A, op, upper)
    raise_at(info, op, _NOT_POSITIVE)
    return factor


def _cholesky(A: Any, op: str, upper: bool) -> tuple[Any, np.ndarray]:
    """The factor, and for each matrix the order of the minor that is not positive, or 0."""
    A = square_operand(A, op)
    x = matrix_transpose(A) if upper else A
    factor = Cholesky.run_unary(x, x._array)
    info = np.zeros(x._array.shape[:-2], np.int32)
    for place in map(tuple, np.argwhere(np.isnan(factor._array).any(axis=(-2, -1)))):
        info[place] = _order_of_failure(x._array[place])
    return matrix_transpose(factor) if upper else factor, info


def _order_of_failure(matrix: np.ndarray) -> int:
    for order in range(1, len(matrix)):
        if np.isnan(matrix_by_matrix(np.linalg.cholesky, matrix[:order, :order])).any():
            return order
    return len(matrix)


def cholesky_solve(input: Tensor, L: Tensor, upper: bool = False) -> Tensor:
    """X in `L L^T X = input`, or with `upper` in `L^T L X = input`, for triangular L.

    Raises:
        RuntimeError: if shapes do not fit or dtypes differ.

    >>> import tinygrad_np as torch
    >>> torch.cholesky_solve(torch.tensor([[8.0]]), torch.tensor([[2.0]]))
    tensor([[2.]])
    """
    b, factor = as_operand(input, "cholesky_solve"), as_operand(L, "cholesky_solve", "input2", 2)
    for name, x in (("b", b), ("u", factor)):
        if x._array.ndim < 2:
            raise RuntimeError(
                f"{name} should have at least 2 dimensions, but has {x._array.ndim} dimensions "
                "instead"
            )
    refuse("cholesky_solve", "biu", factor._array)
    turned = matrix_transpose(factor)
    first, second = (turned, factor) if upper else (factor, turned)
    return solve_triangular(second, solve_triangular(first, b, upper=False), upper=True)


def cholesky_inverse(L: Tensor, upper: bool = False) -> Tensor:
    """The inverse of `L L^T`, or with `upper` of `L^T L`, for triangular L.

    Raises:
        LinAlgError: if there is a zero on L's diagonal.

    >>> import tinygrad_np as torch
    >>> torch.cholesky_inverse(torch.tensor([[2.0]]))
    tensor([[0.2500]])
    """
    L = as_operand(L, "cholesky_inverse")
    a = L._array
    check_square(a, "cholesky_inverse")
    refuse("cholesky_inverse_out", "biu", a)
    raise_at(zero_on_diagonal(a), "cholesky_inverse", SINGULAR)
    return cholesky_solve(wrap(np.eye(a.shape[-1], dtype=a.dtype)), L, upper)
