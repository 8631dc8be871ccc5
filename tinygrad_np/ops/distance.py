"""Distances between tensors, and between their rows."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes, shapes
from tinygrad_np.engine.function import Function
from tinygrad_np.engine.graph import wrap
from tinygrad_np.ops import reduction
from tinygrad_np.ops.arithmetic import add, mul, sub
from tinygrad_np.ops.conversion import to_dtype
from tinygrad_np.ops.division import div
from tinygrad_np.ops.indexing import getitem
from tinygrad_np.ops.matrix import matmul
from tinygrad_np.ops.matrix_norms import vector_norm
from tinygrad_np.ops.norms import VectorNorm
from tinygrad_np.ops.operands import accepts_numpy_names, as_operand
from tinygrad_np.ops.shape import broadcast_to

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor

# For each way to compute a distance: from how many rows on it is by products of matrices.
_MODES = {
    "use_mm_for_euclid_dist_if_necessary": 26,
    "use_mm_for_euclid_dist": 0,
    "donot_use_mm_for_euclid_dist": math.inf,
}


class Cdist(Function):
    """The p-norm of the difference of each row of x and each of y; `by_product` if p is 2."""

    broadcasts = True

    def forward(x, y, p, by_product):
        if by_product:
            squares = np.add.reduce(x * x, axis=-1, keepdims=True)
            others = np.add.reduce(y * y, axis=-1, keepdims=True)
            return np.sqrt(np.maximum(squares + others.mT - 2.0 * np.matmul(x, y.mT), 0.0))
        difference = _differences(x, y)
        return VectorNorm.forward(difference, p, (difference.ndim - 1,), False)

    def backward_x(grad, x, y, out, p):
        if p == 2:
            share = np.where(out == 0, 0.0, grad / np.where(out == 0, 1.0, out))
            return np.add.reduce(share, axis=-1, keepdims=True) * x - np.matmul(share, y)
        return np.add.reduce(_slopes(grad, _differences(x, y), out, p), axis=-2)

    def backward_y(grad, x, y, out, p):
        return Cdist.backward_x(grad.mT, y, x, out.mT, p)


def _differences(x: Any, y: Any) -> Any:
    """Each row of x less each of y."""
    return x.reshape((*x.shape[:-1], 1, x.shape[-1])) - y.reshape((*y.shape[:-2], 1, *y.shape[-2:]))


def _slopes(grad: Any, difference: Any, out: Any, p: float) -> Any:
    """The derivative for the differences. Of equal ones that reach the largest each has all."""
    if p == math.inf:
        grad, out = (v.reshape((*v.shape, 1)) for v in (grad, out))
        return np.where(np.absolute(difference) == out, grad * np.sign(difference), 0.0)
    dims = (difference.ndim - 1,)
    return VectorNorm.backward(grad, difference, difference.shape, out, p, dims, False)


def cdist(
    x1: Tensor,
    x2: Tensor,
    p: float = 2.0,
    compute_mode: str = "use_mm_for_euclid_dist_if_necessary",
) -> Tensor:
    """The `p`-norm distance of each row of `x1` and each row of `x2`, of matrices in a batch.

    Shapes (..., P, M) and (..., R, M) give (..., P, R). Euclidean distances (`p` = 2) of many rows
    are worked out by a product of matrices, which is fast but cancels digits where rows are close;
    "donot_use_mm_for_euclid_dist" as `compute_mode` takes differences in any case.

    Raises:
        RuntimeError: if the inputs are not floating point of one dtype, have less than two dims or
            rows of different sizes, or do not broadcast; or if `p` is negative.
        ValueError: for another `compute_mode`.

    >>> import tinygrad_np as torch
    >>> torch.cdist(torch.tensor([[0.0, 0.0], [3.0, 0.0]]), torch.tensor([[0.0, 4.0]]))
    tensor([[4.],
            [5.]])
    """
    x1, x2 = as_operand(x1, "cdist", "x1"), as_operand(x2, "cdist", "x2", 2)
    if compute_mode not in _MODES:
        raise ValueError(f"{compute_mode} is not a valid value for compute_mode")
    a, b = x1._array, x2._array
    _check_rows(a, b)
    if p < 0:
        raise RuntimeError("cdist only supports non-negative p values")
    shapes.broadcast(a.shape[:-2], b.shape[:-2])
    if not a.shape[-1]:
        return matmul(x1, x2.mT)  # zeros
    by_product = p == 2 and max(a.shape[-2], b.shape[-2]) >= _MODES[compute_mode]
    return Cdist.apply(x1, x2, p, by_product)


def _check_rows(a: np.ndarray, b: np.ndarray) -> None:
    names = [dtypes.from_numpy_dtype(v.dtype).scalar_name for v in (a, b)]
    for i, v in enumerate((a, b)):
        if v.dtype.kind != "f":
            raise RuntimeError(
                f"cdist only supports floating-point dtypes, X{i + 1} got: {names[i]}"
            )
    for i, v in enumerate((a, b)):
        if v.ndim < 2:
            raise RuntimeError(f"cdist only supports at least 2D tensors, X{i + 1} got: {v.ndim}D")
    if a.shape[-1] != b.shape[-1]:
        raise RuntimeError(
            f"X1 and X2 must have the same number of columns. X1: {a.shape[-1]} X2: {b.shape[-1]}"
        )
    if a.dtype != b.dtype:
        raise RuntimeError(f"expected scalar type {names[0]} but found {names[1]}")


def dist(input: Tensor, other: Tensor, p: float = 2) -> Tensor:
    """The `p`-norm of `input - other`, which broadcast.

    Raises:
        RuntimeError: if the shapes do not broadcast, or both are integers.

    >>> import tinygrad_np as torch
    >>> torch.dist(torch.tensor([1.0, 1.0]), torch.tensor([4.0, 5.0]))
    tensor(5.)
    """
    input, other = as_operand(input, "dist"), as_operand(other, "dist", "other", 2)
    return vector_norm(sub(input, other), p)


def pdist(input: Tensor, p: float = 2) -> Tensor:
    """The `p`-norm distance of each row and each later row: the upper triangle of `cdist`.

    Raises:
        RuntimeError: for an input of other than two dims or that is not floating point, or a
            negative `p`.

    >>> import tinygrad_np as torch
    >>> torch.pdist(torch.tensor([[0.0, 0.0], [3.0, 0.0], [0.0, 4.0]]))
    tensor([3., 4., 5.])
    """
    input = as_operand(input, "pdist")
    a = input._array
    if a.ndim != 2:
        raise RuntimeError(f"pdist only supports 2D tensors, got: {a.ndim}D")
    if a.dtype.kind != "f":
        raise RuntimeError("pdist only supports floating-point dtypes")
    if p < 0:
        raise RuntimeError("pdist only supports non-negative p values")
    # Each pair is a batch of its own, of one row and one row.
    x, y = (getitem(input, (rows, None)) for rows in np.triu_indices(a.shape[0], 1))
    return cdist(x, y, p).reshape(-1)


@accepts_numpy_names
def pairwise_distance(
    x1: Tensor, x2: Tensor, p: float = 2.0, eps: float = 1e-6, keepdim: bool = False
) -> Tensor:
    """The `p`-norm of `x1 - x2 + eps` over the last dim; the two broadcast.

    Raises:
        RuntimeError: if the shapes do not broadcast.

    >>> import tinygrad_np as torch
    >>> torch.pairwise_distance(torch.tensor([[1.0, 1.0]]), torch.tensor([[4.0, 5.0]]))
    tensor([5.0000])
    """
    x1 = as_operand(x1, "pairwise_distance", "x1")
    x2 = as_operand(x2, "pairwise_distance", "x2", 2)
    return vector_norm(add(sub(x1, x2), eps), p, -1, keepdim)


@accepts_numpy_names
def cosine_similarity(x1: Tensor, x2: Tensor, dim: int = 1, eps: float = 1e-8) -> Tensor:
    """The cosine of the angle between vectors along `dim`; the two inputs broadcast.

    Norms count as at least `eps`.

    Raises:
        RuntimeError: if the shapes do not broadcast, neither input is floating point, or eps is
            negative.
        IndexError: for a dim that the inputs do not have.

    >>> import tinygrad_np as torch
    >>> torch.cosine_similarity(torch.tensor([[1.0, 0.0]]), torch.tensor([[3.0, 4.0]]))
    tensor([0.6000])
    """
    if eps < 0:
        raise RuntimeError(f"eps must be non-negative, got: {eps}")
    x1 = as_operand(x1, "cosine_similarity", "x1")
    x2 = as_operand(x2, "cosine_similarity", "x2", 2)
    common = dtypes.result_type(x1._array, x2._array)
    if common.kind != "f":
        raise RuntimeError(
            "expected common dtype to be floating point, yet common dtype is "
            f"{dtypes.from_numpy_dtype(common).scalar_name}"
        )
    shape = shapes.broadcast(x1._array.shape, x2._array.shape)
    x, y = (_direction(broadcast_to(_as_floats(v, common), shape), dim, eps) for v in (x1, x2))
    return reduction.sum(mul(x, y), dim)


def _as_floats(x: Any, dtype: np.dtype) -> Any:
    return x if x._array.dtype.kind == "f" else to_dtype(x, dtype)


def _direction(x: Any, dim: int, eps: float) -> Any:
    """`x` over its norm along a dim, which counts as at least `eps`; not so in its derivative."""
    norm = vector_norm(x, 2, dim, True)
    return div(x, add(norm, wrap(np.maximum(eps - norm._array, 0))))
