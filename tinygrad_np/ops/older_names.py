"""Norms, decompositions and solutions by the names that they had before `torch.linalg`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np.engine.graph import wrap
from tinygrad_np.ops import cholesky as cholesky_ops
from tinygrad_np.ops import decompositions, determinants
from tinygrad_np.ops.least_squares import pinv
from tinygrad_np.ops.matrix_norms import matrix_norm, norm_of_elements
from tinygrad_np.ops.operands import accepts_numpy_names, as_operand
from tinygrad_np.ops.results import named_result
from tinygrad_np.ops.shape import matrix_transpose
from tinygrad_np.ops.triangular import solve_triangular

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor

_Qr = named_result("qr", "Q", "R")
_Slogdet = named_result("slogdet", "sign", "logabsdet")
_Svd = named_result("svd", "U", "S", "V")
_TriangularSolve = named_result("triangular_solve", "solution", "cloned_coefficient")


@accepts_numpy_names
def norm(
    input: Tensor,
    p: float | str | None = "fro",
    dim: Any = None,
    keepdim: bool = False,
    *,
    dtype: Any = None,
) -> Tensor:
    """`linalg.vector_norm` by its old name; or, with `p="nuc"`, `linalg.matrix_norm`.

    `p` is a number, an infinity, "fro" for 2, or "nuc".

    Raises:
        RuntimeError: if the input is not floating point.

    >>> import tinygrad_np as torch
    >>> torch.norm(torch.tensor([3.0, 4.0]))
    tensor(5.)
    """
    input = as_operand(input, "norm")
    if not isinstance(p, str) or p == "fro":
        return norm_of_elements(input, 2 if p in (None, "fro") else p, dim, keepdim, dtype)
    dims = range(input._array.ndim) if dim is None else dim
    dims = tuple(dims) if isinstance(dims, (tuple, list, range)) else (dims,)
    return matrix_norm(input, p, dims, keepdim, dtype=dtype)


def cholesky(input: Tensor, upper: bool = False) -> Tensor:
    """`linalg.cholesky` by its old name.

    >>> import tinygrad_np as torch
    >>> torch.cholesky(torch.tensor([[4.0]]))
    tensor([[2.]])
    """
    return cholesky_ops.factored(input, "cholesky", upper)


def qr(input: Tensor, some: bool = True) -> Any:
    """`linalg.qr` by its old name: reduced, or complete if not `some`.

    >>> import tinygrad_np as torch
    >>> torch.qr(torch.tensor([[-2.0]])).R
    tensor([[-2.]])
    """
    return _Qr(decompositions.qr(input, "reduced" if some else "complete"))


def svd(input: Tensor, some: bool = True, compute_uv: bool = True) -> Any:
    """`linalg.svd` by its old name: reduced if `some`, and with V in place of its transpose.

    Without `compute_uv` the vectors are zeros.

    >>> import tinygrad_np as torch
    >>> torch.svd(torch.tensor([[3.0, 0.0], [0.0, 4.0]])).S
    tensor([4., 3.])
    """
    u, s, vh = decompositions.svd(input, not (some and compute_uv))
    if not compute_uv:
        u, vh = (wrap(np.zeros(v._array.shape, v._array.dtype)) for v in (u, vh))
    return _Svd((u, s, matrix_transpose(vh)))


def slogdet(input: Tensor) -> Any:
    """`linalg.slogdet` by its old name.

    >>> import tinygrad_np as torch
    >>> torch.slogdet(torch.eye(2)).sign
    tensor(1.)
    """
    return _Slogdet(determinants.slogdet(input))


def pinverse(input: Tensor, rcond: float = 1e-15) -> Tensor:
    """`linalg.pinv` by its old name.

    >>> import tinygrad_np as torch
    >>> torch.pinverse(torch.tensor([[2.0]]))
    tensor([[0.5000]])
    """
    return pinv(input, rcond)


def triangular_solve(
    input: Tensor,
    A: Tensor,
    upper: bool = True,
    transpose: bool = False,
    unitriangular: bool = False,
) -> Any:
    """`linalg.solve_triangular` by its old name, with the right-hand side first, and a copy of A.

    >>> import tinygrad_np as torch
    >>> torch.triangular_solve(torch.tensor([[2.0]]), torch.tensor([[4.0]])).solution
    tensor([[0.5000]])
    """
    b = as_operand(input, "triangular_solve", "b")
    A = as_operand(A, "triangular_solve", "A", 2)
    for name, x in (("b", b), ("A", A)):
        if x._array.ndim < 2:
            raise RuntimeError(
                f"torch.triangular_solve: Expected {name} to have at least 2 dimensions, but it "
                f"has {x._array.ndim} dimensions instead"
            )
    a = matrix_transpose(A) if transpose else A
    solution = solve_triangular(a, b, upper=upper != transpose, unitriangular=unitriangular)
    batch = solution._array.shape[:-2]
    return _TriangularSolve((solution, A.expand(*batch, *A._array.shape[-2:]).clone()))
