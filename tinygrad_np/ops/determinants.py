"""Determinants of square matrices, and their logarithms."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np.engine.function import Function
from tinygrad_np.engine.graph import wrap
from tinygrad_np.ops.elementwise import where
from tinygrad_np.ops.matrices import square_operand
from tinygrad_np.ops.outputs import JointFunction
from tinygrad_np.ops.reduction import product_of_others
from tinygrad_np.ops.results import named_result
from tinygrad_np.ops.solving import Inv
from tinygrad_np.ops.triangular import identity_like

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class Det(Function, node_name="LinalgDetBackward0"):
    """The determinant; its derivative, the cofactors, is exact at singular matrices too."""

    def forward(x):
        return np.linalg.det(x)

    def backward(grad, x):
        return grad[..., None, None] * Cofactors.call(x)


class Cofactors(Function):
    """For each element the determinant of what its row and column leave over, with its sign.

    With x = U diag(s) Vh these are det(U Vh) U diag(c) Vh, where c are the products of the other
    singular values: no division, so that singular matrices need no special case.
    """

    def forward(x):
        u, s, vh = np.linalg.svd(x)
        return _orientation(u, vh) * np.matmul(u * product_of_others(s)[..., None, :], vh)

    def backward(grad, x):
        u, s, vh = np.linalg.svd(x)
        turned = np.matmul(u.mT, np.matmul(grad, vh.mT))
        one = identity_like(x)
        # In row i and column j the product of all singular values but these two.
        others = (1.0 - one) * product_of_others(s[..., None, :] * (1.0 - one) + one)
        diagonal = np.add.reduce(turned * one, axis=-1)
        on_diagonal = np.add.reduce(others * diagonal[..., None, :], axis=-1)
        core = on_diagonal[..., None] * one - others * turned.mT
        return _orientation(u, vh) * np.matmul(u, np.matmul(core, vh))


def _orientation(u, vh):
    return np.sign(np.linalg.det(np.matmul(u, vh)))[..., None, None]


class Slogdet(JointFunction, node_name="LinalgSlogdetBackward0"):
    """The sign of the determinant, and the logarithm of its size."""

    outputs = ("sign", "logabsdet")

    def forward(x):
        return np.linalg.slogdet(x)

    def backward(grads, x):
        for_log = grads[1]
        if for_log is None:
            return np.zeros_like(x)
        return for_log[..., None, None] * Inv.call(x).mT


_Slogdet = named_result("linalg_slogdet", "sign", "logabsdet")


def det(A: Tensor) -> Tensor:
    """The determinant of square matrices. Its derivative holds for singular ones too.

    Raises:
        RuntimeError: if they are not square, or not float32 or float64.

    >>> import tinygrad_np as torch
    >>> torch.linalg.det(torch.tensor([[1.0, 2.0], [3.0, 4.0]]))
    tensor(-2.)
    """
    A = square_operand(A, "linalg.det")
    return Det.run_unary(A, A._array)


def slogdet(A: Tensor) -> Any:
    """The sign of the determinant, and the logarithm of its absolute value (-inf for singular A).

    Raises:
        RuntimeError: if A is not square, or not float32 or float64.

    >>> import tinygrad_np as torch
    >>> torch.linalg.slogdet(torch.tensor([[0.0, 1.0], [1.0, 0.0]]))
    torch.return_types.linalg_slogdet(
    sign=tensor(-1.),
    logabsdet=tensor(0.))
    """
    return _Slogdet(_slogdet(A, "linalg.slogdet"))


def logdet(input: Tensor) -> Tensor:
    """The logarithm of the determinant: nan where that is negative, -inf where it is 0.

    >>> import tinygrad_np as torch
    >>> torch.logdet(torch.eye(2))
    tensor(0.)
    """
    sign, logabsdet = _slogdet(input, "logdet")
    return where(wrap(sign._array == -1), math.nan, logabsdet)


def _slogdet(A: Any, op: str) -> tuple:
    A = square_operand(A, op)
    return Slogdet.run_on(A, A._array)
