"""Pseudoinverses, ranks, and solutions of systems that have none or many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes, shapes
from tinygrad_np.engine.function import Function
from tinygrad_np.engine.graph import TensorBase, wrap
from tinygrad_np.ops import reduction
from tinygrad_np.ops.decompositions import decomposable, eigvalsh, svdvals
from tinygrad_np.ops.matrices import LinAlgError, check_matrices, check_square
from tinygrad_np.ops.matrix import matmul
from tinygrad_np.ops.operands import as_operand
from tinygrad_np.ops.results import named_result
from tinygrad_np.ops.shape import squeeze, unsqueeze

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class Pinv(Function, node_name="LinalgPinvBackward0"):
    """The pseudoinverse, with singular values up to the larger of two bounds taken for 0.

    Its derivative is that of matrices of one rank: Golub and Pereyra, "The differentiation of
    pseudo-inverses and nonlinear least squares problems whose variables separate" (1973).
    """

    fills_buffer = True

    def forward(x, atol, rtol):
        u, s, vh = np.linalg.svd(x, full_matrices=False)
        counted = s > _bound(s, atol, rtol)[..., None]
        inverse = np.where(counted, 1.0, 0.0).astype(s.dtype) / np.where(counted, s, 1.0)
        return np.matmul(vh.mT * inverse[..., None, :], u.mT)

    def backward(grad, x, out):
        forth = np.matmul(grad.mT, out)
        twice = np.matmul(forth, out.mT)
        gradient = twice - np.matmul(out, forth).mT - np.matmul(x, np.matmul(out, twice))
        rest = grad.mT - np.matmul(forth, x)
        return gradient + np.matmul(out.mT, np.matmul(out, rest))


def _bound(s: np.ndarray, atol: Any, rtol: Any) -> np.ndarray:
    """Up to where singular values, in descending order, are taken for 0."""
    largest = s[..., 0] if s.shape[-1] else np.zeros(s.shape[:-1], s.dtype)
    return np.maximum(atol, rtol * largest)


def _tolerances(shape: tuple, dtype: np.dtype, atol: Any, rtol: Any) -> tuple[Any, Any]:
    """PyTorch's defaults: a relative bound if none is given, and else 0 for the other."""
    atol, rtol = (t._array if isinstance(t, TensorBase) else t for t in (atol, rtol))
    if rtol is None:
        given = atol is not None and np.any(np.asarray(atol) > 0)
        rtol = 0.0 if given else max(shape[-2:]) * float(np.finfo(dtype).eps)
    return 0.0 if atol is None else atol, rtol


def pinv(
    A: Tensor, rcond: Any = None, hermitian: bool = False, *, atol: Any = None, rtol: Any = None
) -> Tensor:
    """The pseudoinverse of matrices (Moore-Penrose): shapes (..., m, n) give (..., n, m).

    Singular values up to `max(atol, rtol * largest)` are taken for 0; `rcond` is another name of
    `rtol`, which is `max(m, n)` times the dtype's precision by default. Whether A is `hermitian`
    makes no difference here.

    Raises:
        RuntimeError: if A is not float32 or float64.

    >>> import tinygrad_np as torch
    >>> torch.linalg.pinv(torch.tensor([[2.0, 0.0], [0.0, 0.0]]))
    tensor([[0.5000, 0.0000],
            [0.0000, 0.0000]])
    """
    A = as_operand(A, "linalg_pinv", "A")
    a = A._array
    if a.ndim < 2 or a.dtype not in (np.float32, np.float64):
        name = dtypes.from_numpy_dtype(a.dtype).scalar_name
        raise RuntimeError(
            f"linalg.pinv({name}{{{list(a.shape)}}}): expected a tensor with 2 or more dimensions "
            "of float, double, cfloat or cdouble types"
        )
    if hermitian:
        check_square(a, "linalg.eigh")
    decomposable(A)
    atol, rtol = _tolerances(a.shape, a.dtype, atol, rcond if rtol is None else rtol)
    return Pinv.run_unary(A, a, atol, rtol)


def matrix_rank(
    A: Tensor, tol: Any = None, hermitian: bool = False, *, atol: Any = None, rtol: Any = None
) -> Tensor:
    """How many singular values exceed `max(atol, rtol * largest)`; see `pinv`.

    `tol` is another name of `atol`. Of a `hermitian` A the absolute eigenvalues are counted.

    >>> import tinygrad_np as torch
    >>> torch.linalg.matrix_rank(torch.ones(3, 3))
    tensor(1)
    """
    A = as_operand(A, "linalg_matrix_rank", "A")
    a = A._array
    check_matrices(a, "torch.linalg.matrix_rank", "input")
    _check_dtype(a)
    if hermitian:
        s = np.sort(np.absolute(eigvalsh(A.detach())._array))[..., ::-1]
    else:
        s = svdvals(A.detach())._array
    bound = _bound(s, *_tolerances(a.shape, a.dtype, tol if atol is None else atol, rtol))
    return wrap(np.count_nonzero(s > bound[..., None], axis=-1).astype(np.int64)[()])


def _check_dtype(a: np.ndarray) -> None:
    if a.dtype not in (np.float32, np.float64):
        raise RuntimeError("This function doesn't handle types other than float and double")


_Lstsq = named_result("linalg_lstsq", "solution", "residuals", "rank", "singular_values")

_DRIVERS = ("gels", "gelsy", "gelsd", "gelss")


def lstsq(A: Tensor, B: Tensor, rcond: float | None = None, *, driver: str | None = None) -> Any:
    """The X of least norm for which |A X - B| is least: shapes (..., m, n), (..., m, k) or (m,).

    Singular values up to `rcond` times the largest are taken for 0. As in PyTorch the `driver`
    ("gelsy" by default) decides what else is found: `residuals`, the squared distances of columns,
    where A has more rows than columns and full rank; `rank`; `singular_values`.

    Raises:
        LinAlgError: if A has not full rank and the driver is "gels".
        RuntimeError: if shapes do not fit, or A and B are not float32 or float64 both.

    >>> import tinygrad_np as torch
    >>> A = torch.tensor([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]])
    >>> torch.linalg.lstsq(A, torch.tensor([[1.0], [3.0], [5.0]])).solution
    tensor([[1.0000],
            [2.0000]])
    """
    A, B, driver, is_vector = _least_squares_operands(A, B, driver)
    a = A._array
    m, n = a.shape[-2:]
    rtol = max(m, n) * float(np.finfo(a.dtype).eps) if rcond is None else rcond
    solution = matmul(pinv(A, rtol), B)
    s = svdvals(A.detach())._array
    rank = np.count_nonzero(s > _bound(s, 0.0, rtol)[..., None], axis=-1).astype(np.int64)
    full = bool((rank == min(m, n)).all())
    if driver == "gels" and not full:
        raise LinAlgError(
            "torch.linalg.lstsq: The least squares solution could not be computed because the "
            f"input matrix does not have full rank (error code: {int(np.min(rank)) + 1})."
        )
    if m > n and full and driver != "gelsy":
        residuals = reduction.sum((matmul(A, solution) - B) ** 2, -2)
    else:
        residuals = wrap(np.zeros(0, a.dtype))
    return _Lstsq(
        (
            squeeze(solution, -1) if is_vector else solution,
            residuals,
            wrap(np.zeros(0, np.int64) if driver == "gels" else rank[()]),
            wrap(s if driver in ("gelsd", "gelss") else np.zeros(0, a.dtype)),
        )
    )


def _least_squares_operands(A: Any, B: Any, driver: Any) -> tuple[Any, Any, str, bool]:
    """A and B as Tensors of matrices, the driver, and whether B was vectors; or the errors."""
    op = "torch.linalg.lstsq"
    A, B = as_operand(A, "linalg_lstsq"), as_operand(B, "linalg_lstsq", "b", 2)
    a, b = A._array, B._array
    if a.ndim < 2:
        raise RuntimeError(f"{op}: input must have at least 2 dimensions.")
    if b.ndim < 1:
        raise RuntimeError(f"{op}: other must have at least 1 dimension.")
    if a.dtype != b.dtype:
        names = [dtypes.from_numpy_dtype(v.dtype).scalar_name for v in (a, b)]
        raise RuntimeError(
            f"{op}: Expected input and other to have the same dtype, but got input's dtype "
            f"{names[0]} and other's dtype {names[1]}"
        )
    is_vector = b.ndim == 1 or b.shape == a.shape[:-1]
    if b.shape[-1 if is_vector else -2] != a.shape[-2]:
        where = "other.size(-1)" if is_vector else "other.size(-2)"
        raise RuntimeError(f"{op}: input.size(-2) should match {where}")
    _check_dtype(a)
    if driver is not None and driver not in _DRIVERS:
        raise RuntimeError(f"{op}: parameter `driver` should be one of ({', '.join(_DRIVERS)})")
    B = unsqueeze(B, -1) if is_vector else B
    shapes.broadcast(a.shape[:-2], B._array.shape[:-2])
    return A, B, driver or "gelsy", is_vector
