"""Triangular matrices, and systems of equations with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tinygrad_np import shapes
from tinygrad_np.engine.function import CONSTANT, Function
from tinygrad_np.ops.matrices import check_matrices, check_same_dtype, check_square
from tinygrad_np.ops.operands import as_operand, refuse
from tinygrad_np.ops.shape import matrix_transpose

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor

_BLOCK = 16  # rows that are solved one by one; above, products of matrices do most of the work


def identity_like(x):
    """The identity matrix in the shape and dtype of x, for rules."""
    return np.tril(np.triu(np.ones_like(x)))


class SolveTriangular(Function, node_name="LinalgSolveTriangularBackward0"):
    """X in A X = B, of whose A one triangle counts, and of a `unit` one not even the diagonal."""

    broadcasts = True
    fills_buffer = True

    def forward(a, b, upper, unit):
        batch = np.broadcast_shapes(a.shape[:-2], b.shape[:-2])
        x = np.array(np.broadcast_to(b, batch + b.shape[-2:]))
        with np.errstate(divide="ignore", invalid="ignore"):
            _substitute(a, x, upper, unit)
        return x

    def backward_a(grad, a, out, upper, unit):
        for_b = SolveTriangular.call(a.mT, grad, not upper, unit)
        gradient = -np.matmul(for_b, out.mT)
        return np.triu(gradient, int(unit)) if upper else np.tril(gradient, -int(unit))

    def backward_b(grad, a, upper, unit):
        return SolveTriangular.call(a.mT, grad, not upper, unit)


def _substitute(a: np.ndarray, x: np.ndarray, upper: bool, unit: bool) -> None:
    """Solve A X = B in place of B: one half of the unknowns, then the other."""
    n = a.shape[-1]
    if n <= _BLOCK:
        for i in reversed(range(n)) if upper else range(n):
            known = slice(i + 1, n) if upper else slice(0, i)
            x[..., i, :] -= np.matmul(a[..., i : i + 1, known], x[..., known, :])[..., 0, :]
            if not unit:
                x[..., i, :] /= a[..., i, i, None]
        return
    halves = slice(0, n // 2), slice(n // 2, n)
    first, second = halves[::-1] if upper else halves
    _substitute(a[..., first, first], x[..., first, :], upper, unit)
    x[..., second, :] -= np.matmul(a[..., second, first], x[..., first, :])
    _substitute(a[..., second, second], x[..., second, :], upper, unit)


def solve_triangular(
    A: Tensor, B: Tensor, *, upper: bool, left: bool = True, unitriangular: bool = False
) -> Tensor:
    """X in `A X = B`, or in `X A = B` if not `left`, for triangular A: (..., n, n), (..., n, k).

    Of A only the upper or the lower triangle counts, and with `unitriangular` the diagonal as 1.
    A zero on the diagonal gives infinities and nan, not an error.

    Raises:
        RuntimeError: if shapes do not fit or dtypes differ.

    >>> import tinygrad_np as torch
    >>> A = torch.tensor([[2.0, 0.0], [1.0, 1.0]])
    >>> torch.linalg.solve_triangular(A, torch.tensor([[2.0], [3.0]]), upper=False)
    tensor([[1.],
            [2.]])
    """
    op = "linalg.solve_triangular"
    A, B = as_operand(A, "linalg_solve_triangular", "A"), as_operand(B, op, "B", 2)
    a, b = A._array, B._array
    check_same_dtype(a, b, op)
    check_square(a, op)
    check_system(a, b, op, left)
    refuse("triangular_solve", "biu", a)
    if not left:
        turned = {"upper": not upper, "unitriangular": unitriangular}
        return matrix_transpose(
            solve_triangular(matrix_transpose(A), matrix_transpose(B), **turned)
        )
    values = (a, b, bool(upper), bool(unitriangular))
    return SolveTriangular.run((A, B, CONSTANT, CONSTANT), values)


def check_system(a: np.ndarray, b: np.ndarray, op: str, left: bool = True) -> None:
    """Refuse a right-hand side that does not fit the square A.

    Raises:
        RuntimeError: naming the shapes.
    """
    check_matrices(b, op, "B")
    if a.shape[-1] != b.shape[-2 if left else -1]:
        equation = "AX = B" if left else "XA = B"
        raise RuntimeError(
            f"{op}: Incompatible shapes of A and B for the equation {equation} "
            f"({shapes.times(a.shape[-2:])} and {shapes.times(b.shape[-2:])})"
        )
    shapes.broadcast(b.shape[:-2], a.shape[:-2])
