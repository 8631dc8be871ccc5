"""Products over chosen dims, of chains of matrices, and of other kinds: Kronecker's, the cross."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes, shapes
from tinygrad_np.engine.function import CONSTANT, Function
from tinygrad_np.engine.graph import TensorBase
from tinygrad_np.ops import reduction
from tinygrad_np.ops.arithmetic import mul
from tinygrad_np.ops.conversion import clone
from tinygrad_np.ops.einsum import contracted
from tinygrad_np.ops.matrices import check_floats, check_same_dtype
from tinygrad_np.ops.matrix import mm, scalar_types_differ
from tinygrad_np.ops.operands import as_operand, elementwise, refuse
from tinygrad_np.ops.shape import squeeze, unsqueeze

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class Cross(Function, node_name="LinalgCrossBackward0"):
    """The cross product of vectors that stand along a dim, counted from the end."""

    broadcasts = True

    def forward(x, y, dim):
        return np.cross(x, y, axis=dim)

    def backward_x(grad, y, dim):
        return np.cross(y, grad, axis=dim)

    def backward_y(grad, x, dim):
        return np.cross(grad, x, axis=dim)


def cross(input: Tensor, other: Tensor, dim: int | None = None) -> Tensor:
    """The cross product of vectors along `dim`, or along the first dim of size 3.

    Raises:
        RuntimeError: if there is no dim of that size, or shapes or dtypes do not fit.

    >>> import tinygrad_np as torch
    >>> torch.cross(torch.tensor([1.0, 0.0, 0.0]), torch.tensor([0.0, 1.0, 0.0]))
    tensor([0., 0., 1.])
    """
    if dim is None:
        shape = as_operand(input, "cross")._array.shape
        if 3 not in shape:
            raise RuntimeError("no dimension of size 3 in input")
        dim = shape.index(3)
    return linalg_cross(input, other, dim=dim)


def linalg_cross(input: Tensor, other: Tensor, *, dim: int = -1) -> Tensor:
    """The cross product of vectors of size 3 along `dim`; other dims broadcast.

    Raises:
        RuntimeError: if there is no dim of that size, or shapes or dtypes do not fit.

    >>> import tinygrad_np as torch
    >>> torch.linalg.cross(torch.tensor([1.0, 0.0, 0.0]), torch.tensor([0.0, 1.0, 0.0]))
    tensor([0., 0., 1.])
    """
    x, y = as_operand(input, "linalg_cross"), as_operand(other, "linalg_cross", "other", 2)
    a, b = x._array, y._array
    if a.ndim != b.ndim:
        raise RuntimeError("linalg.cross: inputs must have the same number of dimensions.")
    if not a.ndim:
        raise IndexError(f"Dimension specified as {dim} but tensor has no dimensions")
    place = shapes.wrap_dim(dim, a.ndim, "linalg_cross")
    if a.shape[place] != 3 or b.shape[place] != 3:
        raise RuntimeError(
            f"linalg.cross: inputs dimension {dim} must have length 3. Got {a.shape[place]} and "
            f"{b.shape[place]}"
        )
    if a.dtype != b.dtype:
        raise scalar_types_differ(a, b)
    refuse("cross", "b", a)
    return elementwise(Cross, (x, y, CONSTANT), (a, b, place - a.ndim))


def vecdot(x: Tensor, y: Tensor, *, dim: int = -1) -> Tensor:
    """The inner products of vectors along `dim`; other dims broadcast.

    Raises:
        RuntimeError: if they are not floating point, or shapes or dtypes do not fit.

    >>> import tinygrad_np as torch
    >>> torch.linalg.vecdot(torch.tensor([[1.0, 2.0], [3.0, 4.0]]), torch.tensor([1.0, 1.0]))
    tensor([3., 7.])
    """
    op = "linalg.vecdot"
    x, y = as_operand(x, "linalg_vecdot", "x"), as_operand(y, "linalg_vecdot", "y", 2)
    check_same_dtype(x._array, y._array, op, "x y")
    check_floats(x._array, op, halves=True)
    return reduction.sum(mul(x, y), dim)


def tensordot(a: Tensor, b: Tensor, dims: Any = 2) -> Tensor:
    """The sum of products over some dims of both: the last `dims` of `a` and the first of `b`.

    `dims` may also be two sequences, of dims of `a` and of those of `b` that belong to them.

    Raises:
        RuntimeError: if the sizes of those dims, or the dtypes, differ.

    >>> import tinygrad_np as torch
    >>> torch.tensordot(torch.ones(2, 3, 4), torch.ones(4, 3, 5), ([1, 2], [1, 0])).shape
    torch.Size([2, 5])
    """
    a, b = as_operand(a, "tensordot", "a"), as_operand(b, "tensordot", "b", 2)
    ndims = a._array.ndim, b._array.ndim
    if a._array.dtype != b._array.dtype:
        raise RuntimeError("both inputs should have same dtype")
    dims_a, dims_b = _pairs_of_dims(dims, *ndims)
    if len(dims_a) != len(dims_b):
        raise RuntimeError("both dimension lists should have same length")
    inner_a, inner_b = (
        shapes.wrap_dims(d, ndim, "tensordot") or ()
        for d, ndim in zip((dims_a, dims_b), ndims, strict=True)
    )
    labels_b = [ndims[0] + d for d in range(ndims[1])]
    for i, j in zip(inner_a, inner_b, strict=True):
        labels_b[j] = i
        m, n = a._array.shape[i], b._array.shape[j]
        if m != n and 1 not in (m, n):
            place = inner_a.index(i)
            raise RuntimeError(
                "contracted dimensions need to match, but first has size "
                f"{m} in dim {dims_a[place]} and second has size {n} in dim {dims_b[place]}"
            )
    return contracted(a, b, tuple(range(ndims[0])), tuple(labels_b))


def _pairs_of_dims(dims: Any, ndim_a: int, ndim_b: int) -> tuple[Sequence[int], Sequence[int]]:
    """Which dims of the first belong to which of the second."""
    if isinstance(dims, TensorBase):
        dims = dims.array.tolist()
    if isinstance(dims, (tuple, list)):
        dims_a, dims_b = dims
        for place, (name, d) in enumerate((("dims_self", dims_a), ("dims_other", dims_b)), start=3):
            if isinstance(d, int):
                raise TypeError(
                    f"tensordot(): argument '{name}' (position {place}) must be tuple of ints, not "
                    "int"
                )
        return dims_a, dims_b
    dims = shapes.as_int(dims, "tensordot", "dims")
    if dims < 0:
        raise RuntimeError(f"tensordot expects dims >= 0, but got dims={dims}")
    if dims > min(ndim_a, ndim_b):
        raise RuntimeError(f"tensordot expects dims < ndim_a or ndim_b, but got dims={dims}")
    return range(-dims, 0), range(dims)


def kron(input: Tensor, other: Tensor) -> Tensor:
    """The Kronecker product: each element of `input` times `other`, where that element stood.

    >>> import tinygrad_np as torch
    >>> torch.kron(torch.tensor([1, 10]), torch.tensor([1, 2, 3]))
    tensor([ 1,  2,  3, 10, 20, 30])
    """
    x, y = as_operand(input, "kron"), as_operand(other, "kron", "other", 2)
    ndim = max(x._array.ndim, y._array.ndim)
    first, second = ((1,) * (ndim - v._array.ndim) + v._array.shape for v in (x, y))
    x = x.reshape([n for m in first for n in (m, 1)])
    y = y.reshape([n for m in second for n in (1, m)])
    return mul(x, y).reshape([m * n for m, n in zip(first, second, strict=True)])


def multi_dot(tensors: Sequence[Tensor]) -> Tensor:
    """The product of a chain of matrices, in the order that takes the fewest multiplications.

    The first and the last may be vectors: a row, and a column.

    Raises:
        RuntimeError: if there are fewer than two, or shapes do not fit, or dtypes differ.

    >>> import tinygrad_np as torch
    >>> torch.linalg.multi_dot([torch.ones(2, 3), torch.ones(3, 4), torch.ones(4)])
    tensor([12., 12.])
    """
    chain = [as_operand(t, "multi_dot", "tensors") for t in tensors]
    if len(chain) < 2:
        raise RuntimeError(f"multi_dot(): expected at least 2 tensors but got {len(chain)}")
    _check_chain(chain)
    starts_with_vector, ends_with_vector = chain[0]._array.ndim == 1, chain[-1]._array.ndim == 1
    if starts_with_vector:
        chain[0] = unsqueeze(chain[0], 0)
    if ends_with_vector:
        chain[-1] = unsqueeze(chain[-1], 1)
    for i, (x, y) in enumerate(pairwise(chain)):
        if x._array.shape[1] != y._array.shape[0]:
            raise RuntimeError(
                f"multi_dot(): tensors {i} and {i + 1} with shapes {list(x._array.shape)} and "
                f"{list(y._array.shape)} cannot be multiplied"
            )
    result = _multiplied(chain)
    if starts_with_vector:
        result = squeeze(result, 0)
    return squeeze(result, -1) if ends_with_vector else result


def _check_chain(chain: list) -> None:
    """Refuse what is no matrix, or at an end a vector, and different dtypes."""
    for i, t in enumerate(chain):
        if t._array.ndim != 2 and not (t._array.ndim == 1 and i in (0, len(chain) - 1)):
            end = {0: "the first tensor", len(chain) - 1: "the last tensor"}.get(i)
            expected = f"{end} must be 1D or 2D" if end else f"tensor {i} must be 2D"
            raise RuntimeError(f"multi_dot(): {expected} but got {t._array.ndim}D")
        if t._array.dtype != chain[0]._array.dtype:
            names = [dtypes.from_numpy_dtype(v._array.dtype).name for v in (chain[0], t)]
            raise RuntimeError(
                "multi_dot(): all tensors must have be the same dtype but tensor 0 is "
                f"{names[0]} and tensor {i} {names[1]}"
            )


def chain_matmul(*matrices: Tensor) -> Tensor:
    """The product of a chain of matrices: `linalg.multi_dot`.

    Raises:
        RuntimeError: if there is none, or one is no matrix, or shapes do not fit.

    >>> import tinygrad_np as torch
    >>> torch.chain_matmul(torch.ones(1, 3), torch.ones(3, 2), torch.ones(2, 1))
    tensor([[6.]])
    """
    if not matrices:
        raise RuntimeError("chain_matmul(): Expected one or more matrices")
    chain = [as_operand(m, "chain_matmul", "matrices") for m in matrices]
    for m in chain:
        if m._array.ndim != 2:
            raise RuntimeError(f"Tensor dimension is {m._array.ndim}, expected 2 instead.")
    return clone(chain[0]) if len(chain) == 1 else multi_dot(chain)


def _multiplied(chain: list) -> Any:
    """The product of matrices in the best order, which is found for short parts of it first."""
    sizes = [chain[0]._array.shape[0], *(m._array.shape[1] for m in chain)]
    n = len(chain)
    cost = {(i, i): 0 for i in range(n)}
    split: dict[tuple[int, int], int] = {}
    for length in range(1, n):
        for i in range(n - length):
            j = i + length
            costs = {
                k: cost[i, k] + cost[k + 1, j] + sizes[i] * sizes[k + 1] * sizes[j + 1]
                for k in range(i, j)
            }
            split[i, j] = min(costs, key=costs.__getitem__)
            cost[i, j] = costs[split[i, j]]

    def product(i: int, j: int) -> Any:
        if i == j:
            return chain[i]
        k = split[i, j]
        return mm(product(i, k), product(k + 1, j))

    return product(0, n - 1)
