"""Products of matrices and vectors, times alpha, added to a tensor times beta."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes, shapes
from tinygrad_np.engine.function import CONSTANT, Function
from tinygrad_np.ops.arithmetic import add, mul
from tinygrad_np.ops.matrix import check_bmm, check_mm, check_vectors, outer
from tinygrad_np.ops.operands import as_operand, number
from tinygrad_np.ops.shape import expanded
from tinygrad_np.ops.writing import Zero

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class Addmm(Function):
    """beta * input + alpha * (x @ y) for matrices."""

    broadcasts = True

    def forward(input, x, y, beta, alpha):
        return _sum(input, np.dot(x, y), beta, alpha)

    def backward_input(grad, beta):
        return _scaled(grad, beta)

    def backward_x(grad, y, alpha):
        return _scaled(np.dot(grad, y.mT), alpha)

    def backward_y(grad, x, alpha):
        return _scaled(np.dot(x.mT, grad), alpha)


class Addmv(Function):
    """beta * input + alpha * (x @ y) for a matrix and a vector."""

    broadcasts = True

    def forward(input, x, y, beta, alpha):
        return _sum(input, np.dot(x, y), beta, alpha)

    def backward_input(grad, beta):
        return _scaled(grad, beta)

    def backward_x(grad, y, alpha):
        return _scaled(grad[:, None] * y, alpha)

    def backward_y(grad, x, alpha):
        return _scaled(np.dot(x.mT, grad), alpha)


class Baddbmm(Function):
    """beta * input + alpha * (x @ y) for batches of matrices."""

    broadcasts = True

    def forward(input, x, y, beta, alpha):
        return _sum(input, np.matmul(x, y), beta, alpha)

    def backward_input(grad, beta):
        return _scaled(grad, beta)

    def backward_x(grad, y, alpha):
        return _scaled(np.matmul(grad, y.mT), alpha)

    def backward_y(grad, x, alpha):
        return _scaled(np.matmul(x.mT, grad), alpha)


def _sum(input, product, beta, alpha):
    """`beta * input + alpha * product`, where what is times 0 counts as 0, nan or not."""
    if alpha == 0:
        product = np.zeros_like(product)
    if beta == 0:
        return _scaled(product, alpha)
    return _scaled(input, beta) + _scaled(product, alpha)


def _scaled(x, factor):
    return x if factor == 1 else x * factor


def addmm(
    input: Tensor, mat1: Tensor, mat2: Tensor, *, beta: float = 1, alpha: float = 1
) -> Tensor:
    """`beta * input + alpha * (mat1 @ mat2)`; the input broadcasts, and is ignored if beta is 0.

    Of integer tensors beta and alpha are taken as integers.

    Raises:
        RuntimeError: if shapes do not fit or dtypes differ.

    >>> import tinygrad_np as torch
    >>> torch.addmm(torch.ones(2), torch.ones(1, 3), torch.ones(3, 2), alpha=2)
    tensor([[7., 7.]])
    """
    input, x, y = _operands("addmm", input, mat1=mat1, mat2=mat2)
    for name, matrix in (("mat1", x), ("mat2", y)):
        if matrix._array.ndim != 2:
            raise RuntimeError(f"{name} must be a matrix, got {matrix._array.ndim}-D tensor")
    _check_dtypes("self and mat2 must have the same dtype, but got {0} and {2}", input, x, y)
    check_mm(x._array, y._array)
    return _added(Addmm, "addmm", input, x, y, beta, alpha)


def addmv(input: Tensor, mat: Tensor, vec: Tensor, *, beta: float = 1, alpha: float = 1) -> Tensor:
    """`beta * input + alpha * (mat @ vec)`; the input broadcasts, and is ignored if beta is 0.

    Of integer tensors beta and alpha are taken as integers.

    Raises:
        RuntimeError: if shapes do not fit or dtypes differ.

    >>> import tinygrad_np as torch
    >>> torch.addmv(torch.ones(2), torch.ones(2, 3), torch.ones(3), beta=10)
    tensor([13., 13.])
    """
    input, x, y = _operands("addmv", input, mat=mat, vec=vec)
    dims = input._array.ndim, x._array.ndim, y._array.ndim
    if dims[0] > 1 or dims[1:] != (2, 1):
        raise RuntimeError(
            f"vector + matrix @ vector expected, got {dims[0]}, {dims[1]}, {dims[2]}"
        )
    a, b, c = input._array, x._array, y._array
    if b.shape[1] != c.shape[0] or a.size not in (1, b.shape[0]):
        raise RuntimeError(
            f"size mismatch, got input ({a.size}), mat ({shapes.times(b.shape)}), vec ({c.size})"
        )
    _check_dtypes(
        "addmv input tensors must have the same dtype, but got {0}, {1}, and {2}", input, x, y
    )
    return _added(Addmv, "addmv", input, x, y, beta, alpha)


def addr(input: Tensor, vec1: Tensor, vec2: Tensor, *, beta: float = 1, alpha: float = 1) -> Tensor:
    """`beta * input + alpha * outer(vec1, vec2)`, promoted; the input is ignored if beta is 0.

    Raises:
        RuntimeError: if shapes do not fit, or beta or alpha would make integers floating point.

    >>> import tinygrad_np as torch
    >>> torch.addr(torch.zeros(2, 2), torch.tensor([1.0, 2.0]), torch.tensor([3.0, 4.0]))
    tensor([[3., 4.],
            [6., 8.]])
    """
    input, x, y = _operands("addr", input, vec1=vec1, vec2=vec2)
    check_vectors("addr", vec1=x, vec2=y)
    product = outer(x, y)
    kind = dtypes.result_type(input._array, product._array).kind
    beta, alpha = number(beta, "addr", "beta"), number(alpha, "addr", "alpha")
    for name, factor in (("beta", beta), ("alpha", alpha)):
        if kind != "f" and isinstance(factor, float):
            raise RuntimeError(
                f"For integral input tensors, argument {name} must not be a floating point number."
            )
    if kind == "b":
        beta, alpha = bool(beta), bool(alpha)
    expanded(input._array, product._array.shape)  # raises if it cannot be
    first, second = (
        Zero.apply(x) if factor == 0 else mul(x, factor)
        for x, factor in ((input, beta), (product, alpha))
    )
    return add(first, second)


def addbmm(
    input: Tensor, batch1: Tensor, batch2: Tensor, *, beta: float = 1, alpha: float = 1
) -> Tensor:
    """`beta * input + alpha * bmm(batch1, batch2).sum(0)`; the input is ignored if beta is 0.

    Of integer tensors beta and alpha are taken as integers.

    Raises:
        RuntimeError: if shapes do not fit or dtypes differ.

    >>> import tinygrad_np as torch
    >>> torch.addbmm(torch.ones(1, 1), torch.ones(5, 1, 3), torch.ones(5, 3, 1))
    tensor([[16.]])
    """
    input, x, y = _batches("addbmm", input, batch1, batch2)
    (b, n, m), (count, rows, p) = x._array.shape, y._array.shape
    if b != count:
        raise RuntimeError(
            f"batch1 and batch2 must have same number of batches, got {b} and {count}"
        )
    if m != rows:
        raise RuntimeError(f"Incompatible matrix sizes for bmm ({n}x{m} and {rows}x{p})")
    _check_dtypes("self and mat2 must have the same dtype, but got {0} and {2}", input, x, y)
    # A sum of products is the product of what stands side by side, and one below the other.
    x, y = x.permute(1, 0, 2).reshape(n, b * m), y.reshape(b * m, p)
    return _added(Addmm, "addbmm", input, x, y, beta, alpha)


def baddbmm(
    input: Tensor, batch1: Tensor, batch2: Tensor, *, beta: float = 1, alpha: float = 1
) -> Tensor:
    """`beta * input + alpha * bmm(batch1, batch2)`; the input is ignored if beta is 0.

    Of integer tensors beta and alpha are taken as integers.

    Raises:
        RuntimeError: if shapes do not fit or dtypes differ.

    >>> import tinygrad_np as torch
    >>> torch.baddbmm(torch.ones(1), torch.ones(2, 1, 3), torch.ones(2, 3, 1)).flatten()
    tensor([4., 4.])
    """
    input, x, y = _batches("baddbmm", input, batch1, batch2)
    _check_dtypes(
        "Input dtypes must be the same, got: input {0}, batch1: {1}, batch2: {2}", input, x, y
    )
    check_bmm(x._array, y._array)
    return _added(Baddbmm, "baddbmm", input, x, y, beta, alpha)


def _operands(op: str, input: Any, **others: Any) -> list:
    """The input and the two factors as Tensors."""
    named = [
        as_operand(x, op, name, place) for place, (name, x) in enumerate(others.items(), start=2)
    ]
    return [as_operand(input, op), *named]


def _batches(op: str, input: Any, batch1: Any, batch2: Any) -> list:
    operands = _operands(op, input, batch1=batch1, batch2=batch2)
    for i in (1, 2):
        if operands[i]._array.ndim != 3:
            raise RuntimeError(f"batch{i} must be a 3D tensor")
    return operands


def _check_dtypes(message: str, *tensors: Any) -> None:
    if len({t._array.dtype for t in tensors}) > 1:
        names = [dtypes.from_numpy_dtype(t._array.dtype).scalar_name for t in tensors]
        raise RuntimeError(message.format(*names))


def _added(
    function: type[Function], op: str, input: Any, x: Any, y: Any, beta: float, alpha: float
) -> Any:
    beta, alpha = number(beta, op, "beta"), number(alpha, op, "alpha")
    arrays = input._array, x._array, y._array
    columns = arrays[2].shape[-1:] if arrays[2].ndim > 1 else ()
    expanded(arrays[0], (*arrays[1].shape[:-1], *columns))  # raises if it cannot be
    if arrays[0].dtype.kind != "f":
        beta, alpha = int(beta), int(alpha)
    return function.run((input, x, y, CONSTANT, CONSTANT), (*arrays, beta, alpha))
