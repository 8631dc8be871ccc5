"""Systems of linear equations, and inverses."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import shapes
from tinygrad_np.engine.function import Function
from tinygrad_np.engine.graph import wrap
from tinygrad_np.ops.matrices import (
    SINGULAR,
    check_floats,
    check_same_dtype,
    check_square,
    matrix_by_matrix,
    raise_at,
    square_operand,
    zero_pivots,
)
from tinygrad_np.ops.operands import as_operand
from tinygrad_np.ops.results import named_result
from tinygrad_np.ops.shape import matrix_transpose, permute, squeeze, unsqueeze
from tinygrad_np.ops.triangular import check_system

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class Inv(Function, node_name="LinalgInvExBackward0"):
    """The inverse of square matrices; nan for a singular one."""

    fills_buffer = True

    def forward(x):
        return matrix_by_matrix(np.linalg.inv, x)

    def backward(grad, out):
        return -np.matmul(out.mT, np.matmul(grad, out.mT))


class Solve(Function, node_name="LinalgSolveExBackward0"):
    """X in A X = B; nan for a singular A."""

    broadcasts = True
    fills_buffer = True

    def forward(a, b):
        return matrix_by_matrix(np.linalg.solve, a, b)

    def backward_a(grad, a, out):
        return -np.matmul(Solve.call(a.mT, grad), out.mT)

    def backward_b(grad, a):
        return Solve.call(a.mT, grad)


_InvEx = named_result("linalg_inv_ex", "inverse", "info")
_SolveEx = named_result("linalg_solve_ex", "result", "info")


def inv(A: Tensor) -> Tensor:
    """The inverse of square matrices.

    Raises:
        LinAlgError: if one is singular.
        RuntimeError: if they are not square, or not float32 or float64.

    >>> import tinygrad_np as torch
    >>> torch.linalg.inv(torch.tensor([[1.0, 2.0], [3.0, 4.0]]))
    tensor([[-2.0000,  1.0000],
            [ 1.5000, -0.5000]])
    """
    result, info = _inverse(A, "linalg.inv")
    raise_at(info, "linalg.inv", SINGULAR)
    return result


def inv_ex(A: Tensor, *, check_errors: bool = False) -> Any:
    """As `inv`, with the number of the first zero on the diagonal of U in LU, or 0, as `info`.

    Nothing is raised unless `check_errors`; the inverse of a singular matrix is nan.

    >>> import tinygrad_np as torch
    >>> torch.linalg.inv_ex(torch.ones(2, 2)).info
    tensor(2, dtype=torch.int32)
    """
    result, info = _inverse(A, "linalg.inv_ex")
    if check_errors:
        raise_at(info, "linalg.inv_ex", SINGULAR)
    return _InvEx((result, wrap(info)))


def _inverse(A: Any, op: str) -> tuple[Any, np.ndarray]:
    A = square_operand(A, op)
    result = Inv.run_unary(A, A._array)
    return result, _singular(A._array, result._array)


def _singular(a: np.ndarray, result: np.ndarray) -> np.ndarray:
    """For each matrix of `a` the place of a zero pivot, or 0; only with one is a result all nan."""
    batch, n = a.shape[:-2], a.shape[-1]
    if result.size and not np.isnan(result[..., 0, 0]).any():
        return np.zeros(batch, np.int32)
    info = zero_pivots(a)
    # Rounding in another order than LAPACK, this may miss the zero that LAPACK met.
    finite = np.isfinite(a).all(axis=(-2, -1))
    failed = finite & np.isnan(matrix_by_matrix(np.linalg.inv, a)).any(axis=(-2, -1))
    return np.where(failed & (info == 0), n, info).astype(np.int32)


def solve(A: Tensor, B: Tensor, *, left: bool = True) -> Tensor:
    """X in `A X = B`, or in `X A = B` if not `left`: shapes (..., n, n) and (..., n, k), or (n,).

    B is a batch of vectors if it has one dim, or the shape (..., n) of A without its last dim.

    Raises:
        LinAlgError: if A is singular.
        RuntimeError: if shapes do not fit, dtypes differ, or are not float32 or float64.

    >>> import tinygrad_np as torch
    >>> torch.linalg.solve(torch.tensor([[2.0, 0.0], [0.0, 4.0]]), torch.tensor([2.0, 2.0]))
    tensor([1.0000, 0.5000])
    """
    result, info = _solution(A, B, left)
    raise_at(info, "torch.linalg.solve", _SOLVER_FAILED)
    return result


_SOLVER_FAILED = "The solver failed because the input matrix is singular."


def solve_ex(A: Tensor, B: Tensor, *, left: bool = True, check_errors: bool = False) -> Any:
    """As `solve`, with the number of the first zero on the diagonal of U in LU, or 0, as `info`.

    Nothing is raised unless `check_errors`; the result for a singular A is nan.

    >>> import tinygrad_np as torch
    >>> torch.linalg.solve_ex(torch.ones(2, 2), torch.ones(2)).info
    tensor(2, dtype=torch.int32)
    """
    result, info = _solution(A, B, left)
    if check_errors:
        raise_at(info, "torch.linalg.solve_ex", _SOLVER_FAILED)
    return _SolveEx((result, wrap(info)))


def _solution(A: Any, B: Any, left: bool) -> tuple[Any, np.ndarray]:
    op = "linalg.solve"
    A, B = as_operand(A, "linalg_solve", "A"), as_operand(B, "linalg_solve", "B", 2)
    check_same_dtype(A._array, B._array, op)
    check_square(A._array, op)
    check_floats(A._array, op)
    is_vector = B._array.ndim == 1 or B._array.shape == A._array.shape[:-1]
    if is_vector:
        B = unsqueeze(B, -1)
    check_system(A._array, B._array, op, left)
    if not left:
        A, B = matrix_transpose(A), matrix_transpose(B)
    result = Solve.run_binary(A, B, A._array, B._array)
    info = _singular(A._array, result._array)
    if not left:
        result = matrix_transpose(result)
    return squeeze(result, -1) if is_vector else result, info


def tensorsolve(A: Tensor, B: Tensor, dims: Any = None) -> Tensor:
    """X in `tensordot(A, X, X.ndim) = B`; `dims` of A are moved to its end first.

    Raises:
        LinAlgError: if A, as a matrix, is singular.
        RuntimeError: if it is not square.

    >>> import tinygrad_np as torch
    >>> torch.linalg.tensorsolve(torch.eye(4).reshape(2, 2, 4), torch.ones(2, 2))
    tensor([1., 1., 1., 1.])
    """
    A, B = as_operand(A, "linalg_tensorsolve", "A"), as_operand(B, "linalg_tensorsolve", "B", 2)
    if dims is not None:
        moved = shapes.wrap_dims(dims, A._array.ndim, "tensorsolve") or ()
        A = permute(A, *(d for d in range(A._array.ndim) if d not in moved), *moved)
    left, right = _sides(A._array.shape, B._array.ndim, "other.ndim")
    flat = A.reshape(math.prod(left), math.prod(right))
    return solve(flat, B.reshape(-1)).reshape(right)


def tensorinv(A: Tensor, ind: int = 2) -> Tensor:
    """The inverse of A as a map from its dims from `ind` on to those before.

    Raises:
        LinAlgError: if A, as a matrix, is singular.
        RuntimeError: if it is not square.

    >>> import tinygrad_np as torch
    >>> torch.linalg.tensorinv(torch.eye(4).reshape(2, 2, 4)).shape
    torch.Size([4, 2, 2])
    """
    A = as_operand(A, "linalg_tensorinv", "A")
    if ind <= 0:
        raise RuntimeError(f"Expected a strictly positive integer for 'ind', but got {ind}")
    left, right = _sides(A._array.shape, ind, "ind")
    flat = A.reshape(math.prod(left), math.prod(right))
    return inv(flat).reshape(*right, *left)


def _sides(shape: tuple, ndim: int, name: str) -> tuple[tuple, tuple]:
    """The two halves of a shape that is, read as a matrix, square."""
    left, right = shape[:ndim], shape[ndim:]
    if math.prod(left) != math.prod(right):
        raise RuntimeError(
            f"Expected self to satisfy the requirement prod(self.shape[{name}:]) == "
            f"prod(self.shape[:{name}]), but got {math.prod(right)} != {math.prod(left)}"
        )
    return left, right
