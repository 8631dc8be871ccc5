"""The LU decomposition with partial pivoting, and what is solved by it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np.engine.graph import wrap
from tinygrad_np.ops.diagonal import tril, triu
from tinygrad_np.ops.joining import cat
from tinygrad_np.ops.matrices import (
    check_floats,
    check_same_dtype,
    check_square,
    eliminated,
    zero_on_diagonal,
)
from tinygrad_np.ops.matrix import matmul
from tinygrad_np.ops.operands import as_operand
from tinygrad_np.ops.outputs import JointFunction
from tinygrad_np.ops.results import named_result
from tinygrad_np.ops.shape import matrix_transpose
from tinygrad_np.ops.triangular import SolveTriangular, check_system, solve_triangular

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class Lu(JointFunction, node_name="LinalgLuBackward0"):
    """x = P L U: a permutation, unit lower triangular L, and upper triangular U.

    A tall x is [X; Y] with X = L U and Y = M U, a wide one [X Y] with Y = L V: so the derivative is
    that of a square matrix, and of a triangular system.
    """

    outputs = ("p", "l", "u", "pivots")
    fills_buffer = True

    def forward(x):
        lu, pivots = eliminated(x)
        k = min(x.shape[-2:])
        lower = np.tril(lu[..., :k], -1) + np.eye(*x.shape[-2:], dtype=x.dtype)[:, :k]
        return _permutation(pivots, x.shape[-2], x.dtype), lower, np.triu(lu[..., :k, :]), pivots

    def backward(grads, x_shape, p, l, u):  # noqa: E741 (L is what it is)
        for_l, for_u = grads[1:3]
        for_l = np.zeros_like(l) if for_l is None else for_l
        for_u = np.zeros_like(u) if for_u is None else for_u
        m, n = x_shape[-2:]
        k = min(m, n)
        if m > n:
            rest = SolveTriangular.call(u, for_l[..., k:, :].mT, True, False).mT
            for_u = for_u - np.matmul(l[..., k:, :].mT, rest)
        elif m < n:
            rest = SolveTriangular.call(l.mT, for_u[..., k:], True, True)
            for_l = for_l - np.matmul(rest, u[..., k:].mT)
        square = _square_backward(for_l[..., :k, :], for_u[..., :k], l[..., :k, :], u[..., :k])
        if m != n:
            square = np.concatenate([square, rest], axis=-2 if m > n else -1)
        return np.matmul(p, square)


def _square_backward(for_l, for_u, lower, upper):
    """L^-T (tril(L^T gL, -1) + triu(gU U^T)) U^-T."""
    inner = np.tril(np.matmul(lower.mT, for_l), -1) + np.triu(np.matmul(for_u, upper.mT))
    left = SolveTriangular.call(lower.mT, inner, True, True)
    return SolveTriangular.call(upper, left.mT, True, False).mT


def _permutation(pivots: np.ndarray, m: int, dtype: np.dtype) -> np.ndarray:
    """P with A = P (L U), from the rows that were swapped, numbered from 1."""
    batch = pivots.shape[:-1]
    swaps = pivots.reshape(math.prod(batch), pivots.shape[-1]) - 1
    order = np.tile(np.arange(m), (len(swaps), 1))
    rows = np.arange(len(swaps))
    for k in range(swaps.shape[1]):
        other = order[rows, swaps[:, k]]
        order[rows, swaps[:, k]] = order[:, k]
        order[:, k] = other
    result = np.zeros((len(swaps), m, m), dtype)
    result[rows[:, None], order, np.arange(m)] = 1
    return result.reshape(*batch, m, m)


_Lu = named_result("linalg_lu", "P", "L", "U")
_LuFactor = named_result("linalg_lu_factor", "LU", "pivots")
_LuFactorEx = named_result("linalg_lu_factor_ex", "LU", "pivots", "info")
_LuUnpack = named_result("lu_unpack", "P", "L", "U")
_LuWithInfo = named_result("_lu_with_info", "LU", "pivots", "info")


def linalg_lu(A: Tensor, *, pivot: bool = True) -> Any:
    """P, L and U with `A = P L U`: a permutation, unit lower triangular L, upper triangular U.

    Raises:
        RuntimeError: if A is not float32 or float64, or without `pivot`.

    >>> import tinygrad_np as torch
    >>> torch.linalg.lu(torch.tensor([[1.0, 2.0], [2.0, 2.0]])).U
    tensor([[2., 2.],
            [0., 1.]])
    """
    p, lower, upper, _ = _decomposed(A, "linalg.lu", pivot)
    return _Lu((p.detach(), lower, upper))


def _decomposed(A: Any, op: str, pivot: bool) -> tuple:
    if not pivot:
        raise RuntimeError("linalg.lu_factor: LU without pivoting is not implemented on the CPU")
    A = as_operand(A, op.replace(".", "_"), "A")
    if A._array.ndim < 2:
        raise RuntimeError(
            f"{op}: Expected tensor with 2 or more dimensions. Got size: {list(A._array.shape)} "
            "instead"
        )
    check_floats(A._array, op)
    return Lu.run_on(A, A._array)


def lu_factor(A: Tensor, *, pivot: bool = True) -> Any:
    """L, without its diagonal, and U in one matrix, and the row with which each was swapped.

    Raises:
        RuntimeError: if there is a zero on U's diagonal; if A is not float32 or float64.

    >>> import tinygrad_np as torch
    >>> torch.linalg.lu_factor(torch.tensor([[1.0, 2.0], [2.0, 2.0]]))
    torch.return_types.linalg_lu_factor(
    LU=tensor([[2.0000, 2.0000],
            [0.5000, 1.0000]]),
    pivots=tensor([2, 2], dtype=torch.int32))
    """
    factored, pivots, info = _factored(A, "linalg.lu_factor", pivot)
    _check_diagonal(info, "linalg.lu_factor")
    return _LuFactor((factored, pivots))


def lu_factor_ex(A: Tensor, *, pivot: bool = True, check_errors: bool = False) -> Any:
    """As `lu_factor`, with the place of the first zero on U's diagonal, or 0, as `info`.

    Nothing is raised unless `check_errors`.

    >>> import tinygrad_np as torch
    >>> torch.linalg.lu_factor_ex(torch.ones(2, 2)).info
    tensor(2, dtype=torch.int32)
    """
    factored, pivots, info = _factored(A, "linalg.lu_factor_ex", pivot)
    if check_errors:
        _check_diagonal(info, "linalg.lu_factor_ex")
    return _LuFactorEx((factored, pivots, wrap(info)))


def _factored(A: Any, op: str, pivot: bool) -> tuple[Any, Any, np.ndarray]:
    _, lower, upper, pivots = _decomposed(A, op, pivot)
    m, n = lower._array.shape[-2], upper._array.shape[-1]
    k = min(m, n)
    square = tril(lower[..., :k, :], -1) + upper[..., :k]
    info = zero_on_diagonal(upper._array)
    if m > n:
        return cat([square, lower[..., k:, :]], -2), pivots, info
    return cat([square, upper[..., k:]], -1) if m < n else square, pivots, info


def _check_diagonal(info: np.ndarray, op: str) -> None:
    if info.any():
        k = info.flat[int(np.flatnonzero(info)[0])]
        raise RuntimeError(
            f"torch.{op}: U[{k},{k}] is zero and using it on lu_solve would result in a division "
            "by zero. If you still want to perform the factorization, consider calling "
            "linalg.lu(A, pivot) or linalg.lu_factor_ex(A, pivot)"
        )


def lu_unpack(
    LU_data: Tensor, LU_pivots: Tensor, unpack_data: bool = True, unpack_pivots: bool = True
) -> Any:
    """P, L and U of what `linalg.lu_factor` gave; what is not to be unpacked is empty.

    >>> import tinygrad_np as torch
    >>> A = torch.tensor([[1.0, 2.0], [2.0, 2.0]])
    >>> P, L, U = torch.lu_unpack(*torch.linalg.lu_factor(A))
    >>> P @ L @ U
    tensor([[1., 2.],
            [2., 2.]])
    """
    data, pivots = as_operand(LU_data, "lu_unpack"), as_operand(LU_pivots, "lu_unpack", "LU_pivots")
    a = data._array
    if pivots._array.dtype != np.int32:
        raise RuntimeError(
            "torch.lu_unpack: LU_pivots is expected to be a contiguous tensor of torch.int32 "
            "dtype.\nNote: this function is intended to be used with the output produced by "
            "torch.linalg.lu_factor"
        )
    nothing = wrap(np.zeros(0, a.dtype))
    lower, upper = _triangles(data) if unpack_data else (nothing, nothing)
    p = wrap(_permutation(pivots._array, a.shape[-2], a.dtype)) if unpack_pivots else nothing
    return _LuUnpack((p, lower, upper))


def _triangles(data: Any) -> tuple[Any, Any]:
    m, n = data._array.shape[-2:]
    k = min(m, n)
    one = wrap(np.eye(m, k, dtype=data._array.dtype))
    return tril(data[..., :k], -1) + one, triu(data[..., :k, :])


def linalg_lu_solve(
    LU: Tensor, pivots: Tensor, B: Tensor, *, left: bool = True, adjoint: bool = False
) -> Tensor:
    """X in `A X = B`, or in `X A = B` if not `left`, from `lu_factor(A)`; A^T for A if `adjoint`.

    Raises:
        RuntimeError: if shapes do not fit or dtypes differ.

    >>> import tinygrad_np as torch
    >>> A = torch.tensor([[2.0, 0.0], [0.0, 4.0]])
    >>> torch.linalg.lu_solve(*torch.linalg.lu_factor(A), torch.ones(2, 1))
    tensor([[0.5000],
            [0.2500]])
    """
    op = "linalg.lu_solve"
    LU, B = as_operand(LU, "linalg_lu_solve", "LU"), as_operand(B, "linalg_lu_solve", "B", 3)
    pivots = as_operand(pivots, "linalg_lu_solve", "pivots", 2)
    if pivots._array.dtype != np.int32:
        raise RuntimeError(f"{op}: pivots should be a Tensor of scalar type torch.int32")
    check_floats(LU._array, op)
    check_same_dtype(LU._array, B._array, op, "LU B")
    check_square(LU._array, op)
    check_system(LU._array, B._array, op, left)
    n = LU._array.shape[-1]
    if pivots._array.shape[-1:] != (n,):
        raise RuntimeError(
            f"{op}: Number of pivots per batch should be same as the dimension of the matrix"
        )
    p = wrap(_permutation(pivots._array, n, LU._array.dtype))
    if not left:
        B = matrix_transpose(B)
    if adjoint == left:  # A^T = U^T L^T P^T
        half = solve_triangular(matrix_transpose(LU), B, upper=False)
        turned = matrix_transpose(LU)
        X = matmul(p, solve_triangular(turned, half, upper=True, unitriangular=True))
    else:
        half = solve_triangular(LU, matmul(matrix_transpose(p), B), upper=False, unitriangular=True)
        X = solve_triangular(LU, half, upper=True)
    return X if left else matrix_transpose(X)


def lu_solve(b: Tensor, LU_data: Tensor, LU_pivots: Tensor) -> Tensor:
    """`linalg.lu_solve` by its old name, with the right-hand side first.

    >>> import tinygrad_np as torch
    >>> torch.lu_solve(torch.ones(1, 1), *torch.linalg.lu_factor(torch.tensor([[4.0]])))
    tensor([[0.2500]])
    """
    return linalg_lu_solve(LU_data, LU_pivots, b)


def lu(A: Tensor, pivot: bool = True, get_infos: bool = False) -> Any:
    """`linalg.lu_factor_ex` by its old name, with `info` only if asked for.

    >>> import tinygrad_np as torch
    >>> torch.lu(torch.tensor([[4.0]]))
    (tensor([[4.]]), tensor([1], dtype=torch.int32))
    """
    factored, pivots, info = lu_factor_ex(A, pivot=pivot)
    return _LuWithInfo((factored, pivots, info)) if get_infos else (factored, pivots)
