"""Powers and the exponential of square matrices."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from tinygrad_np.engine.function import Function
from tinygrad_np.engine.graph import wrap
from tinygrad_np.ops import power
from tinygrad_np.ops.conversion import clone
from tinygrad_np.ops.diagonal import diagonal
from tinygrad_np.ops.inplace import Copy
from tinygrad_np.ops.matrices import check_floats, check_square
from tinygrad_np.ops.matrix import matmul
from tinygrad_np.ops.operands import as_operand
from tinygrad_np.ops.shape import unsqueeze
from tinygrad_np.ops.solving import inv
from tinygrad_np.shapes import as_int

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor

# Of the Pade approximant p(x) / p(-x) of e**x, and up to where it is good to the last digit:
# Higham, "The scaling and squaring method for the matrix exponential revisited" (2005).
_DEGREE = 13
_PADE = [math.comb(_DEGREE, k) / math.perm(2 * _DEGREE, k) for k in range(_DEGREE + 1)]
_BOUND = 5.37


class MatrixExp(Function, node_name="LinalgMatrixExpBackward0"):
    """The exponential of square matrices, 1 + x + x@x / 2 + ...

    Its derivative stands in the corner of that of a matrix twice as large: Najfeld and Havel,
    "Derivatives of the matrix exponential and their computation" (1995).
    """

    fills_buffer = True

    def forward(x):
        if x.dtype == np.float16:
            return MatrixExp.forward(x.astype(np.float32)).astype(np.float16)
        size = np.add.reduce(np.absolute(x), axis=-2).max(axis=-1, initial=0.0)
        size = np.where(np.isfinite(size), size, 0.0)
        halvings = np.ceil(np.log2(np.maximum(size / _BOUND, 1.0))).astype(int)
        result = _pade(x / (2.0 ** halvings[..., None, None]).astype(x.dtype))
        for step in range(halvings.max(initial=0)):
            again = (step < halvings)[..., None, None]
            result = np.where(again, np.matmul(result, result), result)
        return result

    def backward(grad, x):
        n = x.shape[-1]
        rows = [x.mT, grad], [np.zeros_like(x), x.mT]
        both = np.concatenate([np.concatenate(row, axis=-1) for row in rows], axis=-2)
        return MatrixExp.call(both)[..., :n, n:]


def _pade(x: np.ndarray) -> np.ndarray:
    square = np.matmul(x, x)
    even, odd = (
        _polynomial(square, [c for k, c in enumerate(_PADE) if k % 2 == parity])
        for parity in (0, 1)
    )
    odd = np.matmul(x, odd)
    return np.linalg.solve(even - odd, even + odd)


def _polynomial(x: np.ndarray, coefficients: list[float]) -> np.ndarray:
    """Horner's rule."""
    one = np.eye(x.shape[-1], dtype=x.dtype)
    result = np.zeros_like(x)
    for c in reversed(coefficients):
        result = np.matmul(result, x) + c * one
    return result


def matrix_exp(A: Tensor) -> Tensor:
    """The exponential of square matrices, `1 + A + A @ A / 2 + ...`

    Raises:
        RuntimeError: if they are not square, or not floating point.

    >>> import tinygrad_np as torch
    >>> torch.linalg.matrix_exp(torch.tensor([[0.0, 1.0], [0.0, 0.0]]))
    tensor([[1., 1.],
            [0., 1.]])
    """
    A = as_operand(A, "linalg_matrix_exp", "A")
    check_square(A._array, "linalg.matrix_exp")
    check_floats(A._array, "linalg.matrix_exp", halves=True)
    return MatrixExp.run_unary(A, A._array)


def matrix_power(input: Tensor, n: int) -> Tensor:
    """The product of n copies of square matrices; for negative n, of their inverses.

    Raises:
        LinAlgError: if n is negative and a matrix is singular.
        RuntimeError: if they are not square; if n is negative, and they are not floating point.

    >>> import tinygrad_np as torch
    >>> torch.linalg.matrix_power(torch.tensor([[1.0, 1.0], [0.0, 1.0]]), 5)
    tensor([[1., 5.],
            [0., 1.]])
    """
    A = as_operand(input, "linalg_matrix_power", "A")
    n = as_int(n, "linalg_matrix_power", "n")
    a = A._array
    check_square(a, "linalg.matrix_power")
    if n == 0:
        return Copy.apply(A, wrap(np.eye(a.shape[-1], dtype=a.dtype)))
    if n < 0:
        A, n = inv(A), -n
    if n == 1:
        return clone(A)
    while n % 2 == 0:
        A, n = matmul(A, A), n // 2
    result = A
    while n := n // 2:  # the other bits of n say which of A**2, A**4 ... are factors too
        A = matmul(A, A)
        if n % 2:
            result = matmul(result, A)
    return result


def vander(x: Tensor, *, N: int | None = None) -> Tensor:
    """The powers of the elements of x, with exponents from 0: (..., n) give (..., n, N).

    N is n if not given.

    Raises:
        RuntimeError: if N is less than 2, or x is bool.

    >>> import tinygrad_np as torch
    >>> torch.linalg.vander(torch.tensor([2.0, 3.0]), N=4)
    tensor([[ 1.,  2.,  4.,  8.],
            [ 1.,  3.,  9., 27.]])
    """
    x = as_operand(x, "linalg_vander", "x")
    a = x._array
    if a.dtype.kind == "b":
        raise RuntimeError(
            "linalg.vander supports floating point, complex, and integer tensors, but got Bool"
        )
    if not a.ndim:
        x = unsqueeze(x, 0)
    columns = x._array.shape[-1] if N is None else as_int(N, "linalg_vander", "N")
    if columns < 2:
        raise RuntimeError("N must be greater than 1.")
    return power.pow(unsqueeze(x, -1), wrap(np.arange(columns)))


def matrix_diagonal(A: Tensor, *, offset: int = 0, dim1: int = -2, dim2: int = -1) -> Tensor:
    """The diagonal of each matrix, which stand in `dim1` and `dim2`, as a last dim: a view.

    >>> import tinygrad_np as torch
    >>> torch.linalg.diagonal(torch.tensor([[1, 2], [3, 4]]))
    tensor([1, 4])
    """
    return diagonal(A, offset, dim1, dim2)
