"""QR as LAPACK keeps it: reflections, and their product."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes
from tinygrad_np.engine.grad_mode import state
from tinygrad_np.engine.graph import wrap
from tinygrad_np.ops.diagonal import tril
from tinygrad_np.ops.matrices import check_floats
from tinygrad_np.ops.operands import as_operand
from tinygrad_np.ops.results import named_result

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


_Geqrf = named_result("geqrf", "a", "tau")


def geqrf(input: Tensor) -> Any:
    """R, the vectors of reflections below it, and their factors: of which `orgqr` makes Q.

    Raises:
        RuntimeError: if the input is not float32 or float64.
        NotImplementedError: if it requires grad: there is no derivative.

    >>> import tinygrad_np as torch
    >>> torch.orgqr(*torch.geqrf(torch.tensor([[3.0], [4.0]])))
    tensor([[-0.6000],
            [-0.8000]])
    """
    input = as_operand(input, "geqrf")
    if input._array.ndim < 2:
        raise RuntimeError("torch.geqrf: input must have at least 2 dimensions.")
    check_floats(input._array, "geqrf")
    if state.recording and input.requires_grad:
        raise NotImplementedError(
            "the derivative for 'geqrf' is not implemented: use linalg.qr, or detach()"
        )
    reflections, tau = np.linalg.qr(input._array, "raw")
    return _Geqrf((wrap(np.ascontiguousarray(reflections.mT)), wrap(tau)))


def householder_product(A: Tensor, tau: Tensor) -> Tensor:
    """The first columns of the product of all `1 - tau[i] v[i] v[i]^T`: (..., m, n), (..., k).

    v[i] is column i of A, with 1 on the diagonal and 0 above: as `torch.geqrf` gives them.

    Raises:
        RuntimeError: if shapes do not fit, dtypes differ, or are not float32 or float64.

    >>> import tinygrad_np as torch
    >>> torch.linalg.householder_product(torch.tensor([[1.0], [1.0]]), torch.tensor([1.0]))
    tensor([[ 0.],
            [-1.]])
    """
    op = "torch.linalg.householder_product"
    A = as_operand(A, "linalg_householder_product")
    tau = as_operand(tau, "linalg_householder_product", "tau", 2)
    _check_reflections(A._array, tau._array, op)
    m, n = A._array.shape[-2:]
    one = wrap(np.eye(m, n, dtype=A._array.dtype))
    vectors = tril(A, -1) + one
    result = one.expand(A._array.shape)
    for i in reversed(range(tau._array.shape[-1])):
        v = vectors[..., i : i + 1]
        result = result - (tau[..., i, None, None] * v) @ (v.mT @ result)
    return result


def _check_reflections(a: np.ndarray, tau: np.ndarray, op: str) -> None:
    if a.ndim < 2:
        raise RuntimeError(f"{op}: input must have at least 2 dimensions.")
    if a.shape[-2] < a.shape[-1]:
        raise RuntimeError(
            f"{op}: input.shape[-2] must be greater than or equal to input.shape[-1]"
        )
    if tau.ndim != a.ndim - 1 or tau.shape[:-1] != a.shape[:-2]:
        raise RuntimeError(
            f"{op}: Expected tau to have one dimension less than input, but got tau.ndim equal to "
            f"{tau.ndim} and input.ndim is equal to {a.ndim}"
        )
    if tau.shape[-1] > a.shape[-1]:
        raise RuntimeError(f"{op}: input.shape[-1] must be greater than or equal to tau.shape[-1]")
    if a.dtype != tau.dtype:
        names = [dtypes.from_numpy_dtype(v.dtype).scalar_name for v in (tau, a)]
        raise RuntimeError(f"{op}: tau dtype {names[0]} does not match input dtype {names[1]}")
    check_floats(a, op)
