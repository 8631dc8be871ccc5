"""Decompositions of matrices: eigenvalues, singular values, QR.

Their derivatives are PyTorch's: see Giles, "Collected matrix derivative results for forward and
reverse mode algorithmic differentiation" (2008), and for QR Walter and Lehmann, "Algorithmic
differentiation of linear algebra functions with application in optimum experimental design" (2012).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np.engine.grad_mode import state
from tinygrad_np.engine.graph import wrap
from tinygrad_np.ops.matrices import LinAlgError, matrix_operand, square_operand
from tinygrad_np.ops.outputs import JointFunction
from tinygrad_np.ops.results import named_result
from tinygrad_np.ops.triangular import SolveTriangular, identity_like

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class Eigh(JointFunction, node_name="LinalgEighBackward0"):
    """The eigenvalues and eigenvectors of symmetric matrices, of which one triangle is read."""

    outputs = ("values", "vectors")

    def forward(x, triangle):
        return np.linalg.eigh(x, triangle)

    def backward(grads, values, vectors):
        for_values, for_vectors = grads
        left = 0.0 if for_values is None else vectors * for_values[..., None, :]
        if for_vectors is not None:
            turning = 0.5 * _skew(np.matmul(vectors.mT, for_vectors))
            apart = values[..., None, :] - values[..., :, None] + identity_like(turning)
            left = left + np.matmul(vectors, turning / apart)
        return np.matmul(left, vectors.mT)


class Svd(JointFunction, node_name="LinalgSvdBackward0"):
    """The singular value decomposition U diag(S) Vh."""

    outputs = ("u", "s", "vh")

    def forward(x, full_matrices):
        return np.linalg.svd(x, full_matrices)

    def backward(grads, x_shape, u, s, vh):
        for_u, for_s, for_vh = grads
        (m, n), k = x_shape[-2:], s.shape[-1]
        u, vh = u[..., :k], vh[..., :k, :]  # of the others the derivative is not determined
        row, column = s[..., None, :], s[..., :, None]
        left = 0.0 if for_s is None else u * for_s[..., None, :]
        right = 0.0
        if for_u is not None:
            for_u = for_u[..., :k]
            turning = _skew(np.matmul(u.mT, for_u))
            left = left + np.matmul(u, turning / _apart(row, column, turning) * row)
            if m > k:
                left = left + _beside(for_u, u) / row
        if for_vh is not None:
            for_v = for_vh[..., :k, :].mT
            turning = _skew(np.matmul(vh, for_v))
            left = left + np.matmul(u, column * (turning / _apart(row, column, turning)))
            if n > k:
                right = np.matmul(u / row, _beside(for_v, vh.mT).mT)
        return np.matmul(left, vh) + right


def _apart(row, column, matrix):
    """How far apart the squares of singular values are, and 1 on the diagonal."""
    return (row - column) * (row + column) + identity_like(matrix)


def _skew(x):
    return x - x.mT


def _beside(x, basis):
    """What of the columns of x the orthonormal basis does not span."""
    return x - np.matmul(basis, np.matmul(basis.mT, x))


class Qr(JointFunction, node_name="LinalgQrBackward0"):
    """Q with orthonormal columns and upper triangular R."""

    outputs = ("q", "r")

    def forward(x, mode):
        if mode == "r":
            return np.zeros(0, x.dtype), np.linalg.qr(x, "r")
        return np.linalg.qr(x, mode)

    def backward(grads, x_shape, q, r, mode):
        for_q, for_r = grads
        m, n = x_shape[-2:]
        _check_mode(mode, m, n)
        if m >= n:
            return _qr_backward(for_q, for_r, q, r)
        # A wide matrix is [X Y]: X = Q U has a square R, and Y = Q V.
        if for_r is None:
            square = _qr_backward(for_q, None, q, r[..., :m])
            return np.concatenate([square, np.zeros_like(r[..., m:])], axis=-1)
        for_v = for_r[..., m:]
        through_y = np.matmul(np.matmul(q, r[..., m:]), for_v.mT)
        for_q = through_y if for_q is None else for_q + through_y
        square = _qr_backward(for_q, for_r[..., :m], q, r[..., :m])
        return np.concatenate([square, np.matmul(q, for_v)], axis=-1)


def _check_mode(mode: str, m: int, n: int) -> None:
    if mode == "r":
        raise RuntimeError(
            "The derivative of linalg.qr depends on Q, which is not computed when mode='r'. Please "
            "use linalg.qr(A, mode='reduced') if you are going to differentiate through linalg.qr."
        )
    if mode == "complete" and m > n:
        raise RuntimeError(
            "The QR decomposition is not differentiable when mode='complete' and nrows > ncols."
        )


def _qr_backward(for_q, for_r, q, r):
    """(gQ + Q sym(triu(gR R^T - Q^T gQ))) R^-T, for a square R."""
    inner = 0.0
    if for_r is not None:
        inner = np.matmul(for_r, r.mT)
    if for_q is not None:
        inner = inner - np.matmul(q.mT, for_q)
    symmetric = np.triu(inner) + np.triu(inner, 1).mT
    left = np.matmul(q, symmetric)
    left = left if for_q is None else for_q + left
    return SolveTriangular.call(r, left.mT, True, False).mT


_Eigh = named_result("linalg_eigh", "eigenvalues", "eigenvectors")
_Svd = named_result("linalg_svd", "U", "S", "Vh")
_Qr = named_result("linalg_qr", "Q", "R")


def eigh(A: Tensor, UPLO: str = "L") -> Any:
    """The eigenvalues, in ascending order, and eigenvectors of symmetric matrices.

    Only the lower triangle is read, or with `UPLO="U"` the upper one. The derivative takes the
    whole matrix for symmetric; that of the vectors needs distinct eigenvalues.

    Raises:
        RuntimeError: if A is not square, or not float32 or float64.

    >>> import tinygrad_np as torch
    >>> torch.linalg.eigh(torch.tensor([[2.0, 1.0], [1.0, 2.0]])).eigenvalues
    tensor([1., 3.])
    """
    A, triangle = _symmetric(A, UPLO)
    a = A._array
    if np.isfinite(a).all():
        return _Eigh(Eigh.run_on(A, a, triangle))
    return _Eigh(wrap(np.full(shape, np.nan, a.dtype)) for shape in (a.shape[:-1], a.shape))


def eigvalsh(A: Tensor, UPLO: str = "L") -> Tensor:
    """The eigenvalues of symmetric matrices, in ascending order: those of `eigh`.

    >>> import tinygrad_np as torch
    >>> torch.linalg.eigvalsh(torch.tensor([[2.0, 1.0], [1.0, 2.0]]))
    tensor([1., 3.])
    """
    A, triangle = _symmetric(A, UPLO)
    if _needs_vectors(A) or not np.isfinite(A._array).all():
        return eigh(A, triangle)[0]
    return wrap(np.linalg.eigvalsh(A._array, triangle))


def _needs_vectors(A: Any) -> bool:
    """Whether the derivative of values, which takes vectors, may be asked for."""
    return state.recording and A.requires_grad


def _symmetric(A: Any, uplo: str) -> tuple[Any, Any]:
    A = square_operand(A, "linalg.eigh")
    if uplo not in ("L", "U", "l", "u"):
        raise RuntimeError(f"Expected UPLO argument to be 'L' or 'U', but got {uplo}")
    return A, uplo.upper()


def svd(A: Tensor, full_matrices: bool = True, *, driver: str | None = None) -> Any:
    """U, S and Vh with `A = U diag(S) Vh`: singular values S in descending order.

    Without `full_matrices` U has only as many columns, and Vh rows, as there are singular values.
    The derivative of U and Vh needs distinct singular values, and positive ones if A is not square.

    Raises:
        RuntimeError: if A is not float32 or float64.
        LinAlgError: if it has an infinity or a nan.

    >>> import tinygrad_np as torch
    >>> torch.linalg.svd(torch.tensor([[3.0, 0.0], [0.0, 4.0]])).S
    tensor([4., 3.])
    """
    A = decomposable(A, driver)
    return _Svd(Svd.run_on(A, A._array, bool(full_matrices)))


def decomposable(A: Any, driver: str | None = None) -> Any:
    """A as a Tensor of finite matrices; or the errors of `svd`."""
    if driver is not None:
        raise RuntimeError(
            "torch.linalg.svd: keyword argument `driver=` is only supported on CUDA inputs with "
            "cuSOLVER backend."
        )
    A = matrix_operand(A, "linalg.svd")
    if not np.isfinite(A._array).all():
        raise LinAlgError(
            "linalg.svd: The algorithm failed to converge because the input matrix contained "
            "non-finite values."
        )
    return A


def svdvals(A: Tensor, *, driver: str | None = None) -> Tensor:
    """The singular values, in descending order. Their derivative is finite where some are equal.

    >>> import tinygrad_np as torch
    >>> torch.linalg.svdvals(torch.tensor([[3.0, 0.0], [0.0, 4.0]]))
    tensor([4., 3.])
    """
    A = decomposable(A, driver)
    if _needs_vectors(A):
        return Svd.run_on(A, A._array, False)[1]
    return wrap(np.linalg.svd(A._array, compute_uv=False))


def qr(A: Tensor, mode: str = "reduced") -> Any:
    """Q with orthonormal columns and upper triangular R, with `A = Q R`.

    Of an (m, n) matrix Q has min(m, n) columns, with `mode="complete"` m; with "r" it is left out.
    Only the reduced form has a derivative, and the complete one where m <= n.

    Raises:
        RuntimeError: if A is not float32 or float64, or there is no such mode.

    >>> import tinygrad_np as torch
    >>> torch.linalg.qr(torch.tensor([[3.0, 1.0], [4.0, 2.0]])).R
    tensor([[-5.0000, -2.2000],
            [ 0.0000,  0.4000]])
    """
    if mode not in ("reduced", "complete", "r"):
        raise RuntimeError(
            f"qr received unrecognized mode '{mode}' but expected one of 'reduced' (default), 'r', "
            "or 'complete'"
        )
    A = matrix_operand(A, "linalg.qr")
    return _Qr(Qr.run_on(A, A._array, mode))
