"""Norms over some dims, or all of them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from tinygrad_np import dtypes, shapes
from tinygrad_np.engine.function import Function
from tinygrad_np.ops.operands import accepts_numpy_names, as_operand
from tinygrad_np.ops.reduction import kept

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor

_HALF = np.dtype(np.float16)
_TINY = 1e-7  # as in PyTorch


class VectorNorm(Function, node_name="LinalgVectorNormBackward0"):
    """(sum |x|**p) ** (1/p) over dims; its derivative where the norm is 0 is 0."""

    def forward(x, p, dims, keepdim):
        if x.dtype is _HALF:  # whose squares soon pass 65504
            return VectorNorm.forward(x.astype(np.float32), p, dims, keepdim).astype(_HALF)
        if p == 2 and dims is None and not keepdim:
            lane = x if x.ndim == 1 else x.reshape((-1,))
            return np.sqrt(np.dot(lane, lane))
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


class Renorm(Function):
    """Lanes whose norm is above maxnorm scaled down to it."""

    def forward(x, p, dims, maxnorm):
        norm = VectorNorm.forward(x, p, dims, True)
        return x * np.where(norm > maxnorm, maxnorm / (norm + _TINY), 1.0)

    def backward(grad, x, x_shape, p, dims, maxnorm):
        norm = VectorNorm.call(x, p, dims, True)
        inverse = 1.0 / (norm + _TINY)
        of_norm = VectorNorm.backward(
            np.add.reduce(grad * x, axis=dims, keepdims=True), x, x_shape, norm, p, dims, True
        )
        return np.where(norm > maxnorm, maxnorm * inverse * (grad - inverse * of_norm), grad)


@accepts_numpy_names
def renorm(input: Tensor, p: float, dim: int, maxnorm: float) -> Tensor:
    """The parts of `input` along `dim`, each scaled down where its `p`-norm is above `maxnorm`.

    Raises:
        RuntimeError: for an input of less than two dims, or that is not floating point; if `p` is
            not positive, or `maxnorm` is negative.
        IndexError: for a dim that the input does not have.

    >>> import tinygrad_np as torch
    >>> torch.renorm(torch.tensor([[3.0, 4.0], [0.3, 0.4]]), 2, 0, 1)
    tensor([[0.6000, 0.8000],
            [0.3000, 0.4000]])
    """
    input = as_operand(input, "renorm")
    a = input._array
    if p <= 0:
        raise RuntimeError("renorm: non-positive-norm not supported")
    if maxnorm < 0:
        raise RuntimeError(f"renorm: expected maxnorm to be >= 0 but got {maxnorm}")
    if a.ndim < 2:
        raise RuntimeError(f"renorm: input needs at least 2 dimensions, got {a.ndim} dimensions")
    dim = shapes.wrap_dim(dim, a.ndim, "renorm")
    if a.dtype.kind != "f":
        raise RuntimeError(
            "linalg.vector_norm: Expected a floating point or complex tensor as input. Got "
            f"{dtypes.from_numpy_dtype(a.dtype).scalar_name}"
        )
    others = tuple(d for d in range(a.ndim) if d != dim)
    return Renorm.apply(input, p, others, maxnorm)
