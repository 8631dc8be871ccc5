"""Products of vectors, matrices and batches of matrices.

For up to two dims the rules use `np.dot`, which is faster than `np.matmul` on small matrices.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes, shapes
from tinygrad_np.engine.function import Function
from tinygrad_np.ops.arithmetic import add, mul
from tinygrad_np.ops.operands import as_operand
from tinygrad_np.ops.shape import expanded, squeeze, unsqueeze

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class Dot(Function):
    """The inner product of two vectors."""

    def forward(x, y):
        return np.dot(x, y)

    def backward_x(grad, y):
        return grad * y

    def backward_y(grad, x):
        return grad * x


class Mv(Function):
    """The product of a matrix and a vector."""

    def forward(x, y):
        return np.dot(x, y)

    def backward_x(grad, y):
        return grad[:, None] * y

    def backward_y(grad, x):
        return np.dot(x.mT, grad)


class Mm(Function):
    """The product of two matrices."""

    def forward(x, y):
        return np.dot(x, y)

    def backward_x(grad, y):
        return np.dot(grad, y.mT)

    def backward_y(grad, x):
        return np.dot(x.mT, grad)


class Bmm(Function):
    """The products of two batches of matrices; the batch dims broadcast."""

    broadcasts = True

    def forward(x, y):
        return np.matmul(x, y)

    def backward_x(grad, y):
        return np.matmul(grad, y.mT)

    def backward_y(grad, x):
        return np.matmul(x.mT, grad)


class Linear(Function, node_name="AddmmBackward0"):
    """bias + x @ weight.mT: the affine map of rows, of shapes (m,), (n, k) and (m, k)."""

    def forward(bias, x, weight):
        return np.dot(x, weight.mT) + bias

    def backward_bias(grad):
        return np.add.reduce(grad, 0)  # by its place: a keyword costs half as much as a small sum

    def backward_x(grad, weight):
        return np.dot(grad, weight)

    def backward_weight(grad, x):
        return np.dot(grad.mT, x)


def dot(input: Tensor, tensor: Tensor) -> Tensor:
    """The inner product of two vectors of one length and dtype.

    Raises:
        RuntimeError: if one of them is no vector, or lengths or dtypes differ.

    >>> import tinygrad_np as torch
    >>> torch.dot(torch.tensor([1.0, 2.0]), torch.tensor([3.0, 4.0]))
    tensor(11.)
    """
    x, y = _operands("dot", input, tensor, "tensor")
    a, b = x._array, y._array
    if a.ndim != 1 or b.ndim != 1:
        raise RuntimeError(f"1D tensors expected, but got {a.ndim}D and {b.ndim}D tensors")
    if a.shape != b.shape:
        raise RuntimeError(
            f"inconsistent tensor size, expected tensor [{a.size}] and src [{b.size}] to have the "
            f"same number of elements, but got {a.size} and {b.size} elements respectively"
        )
    return Dot.run_binary(x, y, a, b)


def vdot(input: Tensor, other: Tensor) -> Tensor:
    """The inner product of two vectors: `dot`, since there are no complex numbers to conjugate.

    >>> import tinygrad_np as torch
    >>> torch.vdot(torch.tensor([1.0, 2.0]), torch.tensor([3.0, 4.0]))
    tensor(11.)
    """
    return dot(as_operand(input, "vdot"), as_operand(other, "vdot", "other", 2))


def inner(input: Tensor, other: Tensor) -> Tensor:
    """The inner products over the last dim of both: shapes (..., n) and (more, n) give (..., more).

    Where one is 0-d it is their product.

    Raises:
        RuntimeError: if the last dims or dtypes differ.

    >>> import tinygrad_np as torch
    >>> torch.inner(torch.tensor([[1.0, 2.0], [3.0, 4.0]]), torch.tensor([1.0, 1.0]))
    tensor([3., 7.])
    """
    x, y = as_operand(input, "inner"), as_operand(other, "inner", "other", 2)
    a, b = x._array, y._array
    if not a.ndim or not b.ndim:
        return mul(x, y)
    if a.shape[-1] != b.shape[-1]:
        raise RuntimeError(
            "inner() the last dimension must match on both input tensors but got shapes "
            f"{list(a.shape)} and {list(b.shape)}"
        )
    if a.dtype != b.dtype:
        raise RuntimeError("both inputs should have same dtype")
    if a.ndim == 1 and b.ndim == 1:
        return dot(x, y)
    shape, n = a.shape[:-1] + b.shape[:-1], a.shape[-1]
    rows, columns = math.prod(a.shape[:-1]), math.prod(b.shape[:-1])
    return mm(x.reshape(rows, n), y.reshape(columns, n).t()).reshape(shape)


def outer(input: Tensor, vec2: Tensor) -> Tensor:
    """All products of an element of one vector and an element of another: (n,), (m,) give (n, m).

    Raises:
        RuntimeError: if one of them is no vector.

    >>> import tinygrad_np as torch
    >>> torch.outer(torch.tensor([1.0, 2.0]), torch.tensor([3.0, 4.0]))
    tensor([[3., 4.],
            [6., 8.]])
    """
    x, y = as_operand(input, "outer"), as_operand(vec2, "outer", "vec2", 2)
    check_vectors("outer", self=x, vec2=y)
    return mul(unsqueeze(x, 1), y)


def check_vectors(op: str, **tensors: Any) -> None:
    """Refuse what is no vector.

    Raises:
        RuntimeError: naming the first that is none.
    """
    for name, x in tensors.items():
        if x._array.ndim != 1:
            raise RuntimeError(f"{op}: Expected 1-D argument {name}, but got {x._array.ndim}-D")


def mv(input: Tensor, vec: Tensor) -> Tensor:
    """The product of a matrix (n, m) and a vector (m,).

    Raises:
        RuntimeError: if shapes do not fit or dtypes differ.

    >>> import tinygrad_np as torch
    >>> torch.mv(torch.tensor([[1.0, 2.0], [3.0, 4.0]]), torch.tensor([1.0, 1.0]))
    tensor([3., 7.])
    """
    x, y = _operands("mv", input, vec, "vec")
    a, b = x._array, y._array
    if a.ndim != 2 or b.ndim != 1:
        raise RuntimeError(f"vector + matrix @ vector expected, got 1, {a.ndim}, {b.ndim}")
    if a.shape[1] != b.shape[0]:
        raise RuntimeError(
            f"size mismatch, got input ({a.shape[0]}), mat ({shapes.times(a.shape)}), "
            f"vec ({b.shape[0]})"
        )
    return Mv.run_binary(x, y, a, b)


def mm(input: Tensor, mat2: Tensor) -> Tensor:
    """The product of two matrices, (n, m) and (m, p).

    Raises:
        RuntimeError: if one of them is no matrix, shapes do not fit, or dtypes differ.

    >>> import tinygrad_np as torch
    >>> torch.mm(torch.tensor([[1.0, 2.0]]), torch.tensor([[3.0], [4.0]]))
    tensor([[11.]])
    """
    x, y = _operands("mm", input, mat2, "mat2")
    a, b = x._array, y._array
    if a.ndim != 2 or b.ndim != 2:
        raise RuntimeError("self must be a matrix" if a.ndim != 2 else "mat2 must be a matrix")
    check_mm(a, b)
    return Mm.run_binary(x, y, a, b)


def check_mm(a: np.ndarray, b: np.ndarray) -> None:
    """Refuse two matrices that cannot be multiplied.

    Raises:
        RuntimeError: naming the shapes.
    """
    if a.shape[1] != b.shape[0]:
        raise RuntimeError(
            f"mat1 and mat2 shapes cannot be multiplied "
            f"({shapes.times(a.shape)} and {shapes.times(b.shape)})"
        )


def bmm(input: Tensor, mat2: Tensor) -> Tensor:
    """The products of two batches of matrices, (b, n, m) and (b, m, p), which do not broadcast.

    Raises:
        RuntimeError: if shapes do not fit or dtypes differ.

    >>> import tinygrad_np as torch
    >>> torch.bmm(torch.ones(2, 1, 3), torch.ones(2, 3, 1)).flatten()
    tensor([3., 3.])
    """
    x, y = as_operand(input, "bmm"), as_operand(mat2, "bmm", "mat2", 2)
    a, b = x._array, y._array
    check_bmm(a, b)
    if a.dtype is not b.dtype and a.dtype != b.dtype:
        raise scalar_types_differ(a, b)
    return Bmm.run_binary(x, y, a, b)


def check_bmm(a: np.ndarray, b: np.ndarray) -> None:
    """Refuse what are no two batches of matrices that can be multiplied.

    Raises:
        RuntimeError: naming the sizes.
    """
    if a.ndim != 3 or b.ndim != 3:
        raise RuntimeError(f"batch{1 if a.ndim != 3 else 2} must be a 3D tensor")
    if a.shape[0] != b.shape[0] or a.shape[2] != b.shape[1]:
        raise _sizes_differ([a.shape[0], a.shape[2]], list(b.shape[:2]))


def scalar_types_differ(x: np.ndarray, y: np.ndarray) -> RuntimeError:
    """For an op that wants two operands of one dtype."""
    names = [dtypes.from_numpy_dtype(v.dtype).scalar_name for v in (x, y)]
    return RuntimeError(f"expected scalar type {names[0]} but found {names[1]}")


def _sizes_differ(expected: list, found: list) -> RuntimeError:
    return RuntimeError(
        "Expected size for first two dimensions of batch2 tensor to be: "
        f"{expected} but got: {found}."
    )


def matmul(input: Tensor, other: Tensor) -> Tensor:
    """The matrix product of vectors, matrices, or batches of matrices whose batch dims broadcast.

    A vector on the left is taken as a row, on the right as a column, and that dim goes again.

    Raises:
        RuntimeError: if shapes do not fit, dtypes differ, or an operand is 0-d.

    >>> import tinygrad_np as torch
    >>> torch.matmul(torch.ones(5, 2, 3), torch.ones(3, 4)).shape
    torch.Size([5, 2, 4])
    """
    x, y = _operands("matmul", input, other, "other")
    dims = x._array.ndim, y._array.ndim
    if dims == (2, 2):
        return mm(x, y)
    if dims == (1, 1):
        return dot(x, y)
    if dims == (2, 1):
        return mv(x, y)
    if 0 in dims:
        raise RuntimeError(
            "both arguments to matmul need to be at least 1D, but they are "
            f"{dims[0]}D and {dims[1]}D"
        )
    if dims[0] == 1:
        return squeeze(matmul(unsqueeze(x, 0), y), -2)
    if dims[1] == 1:
        return squeeze(matmul(x, unsqueeze(y, 1)), -1)
    return _bmm(x, y)


def _bmm(x: Any, y: Any) -> Any:
    a, b = x._array, y._array
    batch = shapes.broadcast(a.shape[:-2], b.shape[:-2])
    if a.shape[-1] != b.shape[-2]:
        raise _sizes_differ([*batch, a.shape[-1]], [*batch, b.shape[-2]])
    return Bmm.run_binary(x, y, a, b)


def linear(input: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    """`input @ weight.mT + bias`: shapes (..., n), (m, n), (m,) give (..., m).

    Raises:
        RuntimeError: if shapes do not fit or dtypes differ.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.linear(torch.ones(1, 2), torch.ones(3, 2), torch.zeros(3))
    tensor([[2., 2., 2.]])
    """
    input = as_operand(input, "linear")
    weight = as_operand(weight, "linear", "weight", 2)
    if bias is None:
        return matmul(_at_least_1d(input, weight), weight.t())
    bias = as_operand(bias, "linear", "bias", 3)
    x, w, b = input._array, weight._array, bias._array
    if x.ndim == w.ndim == 2 and b.shape == w.shape[:1] and x.dtype is w.dtype is b.dtype:
        try:
            return Linear.run_ternary(bias, input, weight, b, x, w)
        except ValueError:
            pass  # rows of another length: below are the words for it
    return _linear_otherwise(_at_least_1d(input, weight), weight, bias)


def _at_least_1d(input: Any, weight: Any) -> Any:
    if input._array.ndim == 0:
        raise RuntimeError(
            "both arguments to linear need to be at least 1D, but they are 0D and "
            f"{weight._array.ndim}D"
        )
    return input


def _linear_otherwise(input: Any, weight: Any, bias: Any) -> Any:
    """`linear` where the input has other than two dims, or the bias broadcasts; or its errors."""
    x, w, b = input._array, weight._array, bias._array
    if x.ndim != 2:
        rows = linear(input.reshape(-1, x.shape[-1]), weight, bias)
        return rows.reshape(*x.shape[:-1], w.shape[0])
    if w.ndim != 2 or x.shape[1] != w.shape[1]:
        raise RuntimeError(
            f"mat1 and mat2 shapes cannot be multiplied ({shapes.times(x.shape)} and "
            f"{shapes.times(w.shape[::-1])})"
        )
    if not x.dtype == w.dtype == b.dtype:
        raise _dtypes_differ(x, w if x.dtype != w.dtype else b)
    expanded(b, (x.shape[0], w.shape[0]))  # raises if it cannot be
    return add(mm(input, weight.t()), bias)


def _operands(op: str, x: Any, y: Any, name: str) -> tuple[Any, Any]:
    """Two Tensors of one dtype: products of matrices do not promote."""
    x, y = as_operand(x, op), as_operand(y, op, name, 2)
    if x._array.dtype is not y._array.dtype and x._array.dtype != y._array.dtype:
        raise _dtypes_differ(x._array, y._array)
    return x, y


def _dtypes_differ(x: np.ndarray, y: np.ndarray) -> RuntimeError:
    names = [dtypes.from_numpy_dtype(v.dtype).scalar_name.lower() for v in (x, y)]
    return RuntimeError(
        f"expected m1 and m2 to have the same dtype, but got: {names[0]} != {names[1]}; "
        "convert one with .to(dtype)"
    )
