"""Norms over some dims, or all of them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes, shapes
from tinygrad_np.engine.function import CONSTANT, Function
from tinygrad_np.ops.operands import accepts_numpy_names, as_operand
from tinygrad_np.ops.reduction import in_dtype, kept

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class VectorNorm(Function, node_name="LinalgVectorNormBackward0"):
    """(sum |x|**p) ** (1/p) over dims; its derivative where the norm is 0 is 0."""

    def forward(x, p, dims, keepdim):
        if p == 2:
            return np.sqrt(np.add.reduce(x * x, axis=dims, keepdims=keepdim))
        size = np.absolute(x)
        if p == math.inf:
            return np.maximum.reduce(size, axis=dims, keepdims=keepdim)
        if p == -math.inf:
            return np.minimum.reduce(size, axis=dims, keepdims=keepdim)
        if p == 0:
            return np.add.reduce((x != 0).astype(x.dtype), axis=dims, keepdims=keepdim)
        return np.add.reduce(size**p, axis=dims, keepdims=keepdim) ** (1.0 / p)

    def backward(grad, x, x_shape, out, p, dims, keepdim):
        grad, norm = (kept(v, x_shape, dims, keepdim) for v in (grad, out))
        if p == 0:
            return np.zeros_like(grad * x)
        if p == 1:
            return grad * np.sign(x)
        if p in (math.inf, -math.inf):
            reached = np.absolute(x) == norm
            count = np.add.reduce(reached, axis=dims, keepdims=True).astype(grad.dtype)
            return np.where(reached, grad * np.sign(x) / count, 0.0)
        # Where the quotient is 0/0 the derivative is 0; a safe divisor keeps nan out of the second.
        if p == 2:
            return grad * np.where(norm == 0, 0.0, x / np.where(norm == 0, 1.0, norm))
        size = np.absolute(x)
        ratio = np.where(size == 0, 1.0, size) / np.where(norm == 0, 1.0, norm)
        return grad * np.where(size == 0, 0.0, np.sign(x) * ratio ** (p - 1))


@accepts_numpy_names
def norm(
    input: Tensor,
    p: float | str | None = "fro",
    dim: Any = None,
    keepdim: bool = False,
    *,
    dtype: Any = None,
) -> Tensor:
    """The vector norm `(sum |x|**p) ** (1/p)` over `dim` (an int, several, or all).

    `p` is a number, an infinity, or "fro" for 2. The derivative where the norm is 0 is 0.

    Raises:
        RuntimeError: if the input is not floating point.

    >>> import tinygrad_np as torch
    >>> torch.norm(torch.tensor([3.0, 4.0]))
    tensor(5.)
    """
    input = in_dtype(as_operand(input, "norm"), dtype)
    p = 2 if p is None or p == "fro" else p
    if not isinstance(p, (int, float)):
        raise NotImplementedError(f"norm(): p must be a number, an infinity or 'fro', not {p!r}")
    a = input._array
    if a.dtype.kind != "f":
        raise RuntimeError(
            "linalg.vector_norm: Expected a floating point or complex tensor as input. Got "
            f"{dtypes.from_numpy_dtype(a.dtype).scalar_name}"
        )
    dims = shapes.wrap_dims(dim, a.ndim, "norm")
    if math.isinf(p) and 0 in (n for d, n in enumerate(a.shape) if dims is None or d in dims):
        raise RuntimeError(
            f"linalg.vector_norm cannot compute the {p} norm on an empty tensor because the "
            "operation does not have an identity"
        )
    return VectorNorm.run((input, CONSTANT, CONSTANT, CONSTANT), (a, p, dims, keepdim))
