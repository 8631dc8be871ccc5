"""Orthogonal polynomials, of a degree that may differ from element to element.

Each family is a recurrence, P[k + 1] = (a x + c) P[k] - b P[k - 1] with P[0] = 1 (Abramowitz and
Stegun, 22.7), and so are its derivatives, which are obtained with it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes
from tinygrad_np.engine.function import CONSTANT, Function
from tinygrad_np.engine.graph import TensorBase
from tinygrad_np.ops.approximation import in_float64
from tinygrad_np.ops.operands import as_arrays, as_operand, elementwise, operand, promoted

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor

# By family (a, c, b) of the step from degree k.
_STEPS: dict[str, Callable[[int], tuple[float, float, float]]] = {
    "chebyshev_polynomial_t": lambda k: (2 if k else 1, 0, 1),
    "chebyshev_polynomial_u": lambda k: (2, 0, 1),
    "chebyshev_polynomial_v": lambda k: (2, 0 if k else -1, 1),
    "chebyshev_polynomial_w": lambda k: (2, 0 if k else 1, 1),
    "hermite_polynomial_h": lambda k: (2, 0, 2 * k),
    "hermite_polynomial_he": lambda k: (1, 0, k),
    "laguerre_polynomial_l": lambda k: (-1 / (k + 1), (2 * k + 1) / (k + 1), k / (k + 1)),
    "legendre_polynomial_p": lambda k: ((2 * k + 1) / (k + 1), 0, k / (k + 1)),
}


def _step(family, k):
    if not family.startswith("shifted_"):
        return _STEPS[family](k)
    a, c, b = _STEPS[family.removeprefix("shifted_")](k)
    return 2 * a, c - a, b


def _derivative(x, n, family, order):
    """The derivative of this order; 0 where the degree is negative."""
    degree = np.trunc(n)
    result = np.zeros_like(x)
    now = [np.ones_like(x)] + [np.zeros_like(x)] * order
    before = [np.zeros_like(x)] * (order + 1)
    for k in range(int(np.max(degree, initial=-1, where=np.isfinite(degree))) + 1):
        result = np.where(degree == k, now[order], result)
        a, c, b = _step(family, k)
        factor = a * x + c
        after = [factor * p - b * q for p, q in zip(now, before, strict=True)]
        for m in range(1, order + 1):
            after[m] += m * a * now[m - 1]
        now, before = after, now
    return result


class Polynomial(Function):
    """A derivative of the polynomials of a family, of degree n."""

    fills_buffer = True
    broadcasts = True

    def forward(x, n, family, order):
        return in_float64(partial(_derivative, family=family, order=order), x, n)

    def backward_x(grad, x, n, family, order):
        return grad * Polynomial.call(x, n, family, order + 1)


def _of_degree(family: str, input: Any, n: Any) -> Tensor:
    """Run Polynomial; the degree may be a number, or the argument."""
    if not isinstance(n, (TensorBase, np.ndarray)):
        input = as_operand(input, family)
    (x, a), (y, b) = operand(input, family, "input", 1), operand(n, family, "n", 2)
    a, b = as_arrays(promoted(a, b))
    if a.dtype.kind != "f":
        a, b = (v.astype(dtypes.get_default()) for v in (a, b))
    return elementwise(Polynomial, (x, y, CONSTANT, CONSTANT), (a, b, family, 0))


def chebyshev_polynomial_t(input: Tensor, n: Any) -> Tensor:
    """The polynomial of Chebyshev of the first kind: cos(n t) at x = cos(t).

    >>> import tinygrad_np as torch
    >>> torch.special.chebyshev_polynomial_t(torch.tensor([0.1, 0.5, 1.0]), 3)
    tensor([-0.2960, -1.0000,  1.0000])
    """
    return _of_degree("chebyshev_polynomial_t", input, n)


def chebyshev_polynomial_u(input: Tensor, n: Any) -> Tensor:
    """The polynomial of Chebyshev of the second kind: sin((n + 1) t) / sin(t) at x = cos(t).

    >>> import tinygrad_np as torch
    >>> torch.special.chebyshev_polynomial_u(torch.tensor([0.1, 0.5, 1.0]), 3)
    tensor([-0.3920, -1.0000,  4.0000])
    """
    return _of_degree("chebyshev_polynomial_u", input, n)


def chebyshev_polynomial_v(input: Tensor, n: Any) -> Tensor:
    """The polynomial of Chebyshev of the third kind: cos((n + 1/2) t) / cos(t / 2) at x = cos(t).

    >>> import tinygrad_np as torch
    >>> torch.special.chebyshev_polynomial_v(torch.tensor([0.1, 0.5, 1.0]), 3)
    tensor([ 0.5680, -1.0000,  1.0000])
    """
    return _of_degree("chebyshev_polynomial_v", input, n)


def chebyshev_polynomial_w(input: Tensor, n: Any) -> Tensor:
    """The polynomial of Chebyshev of the fourth kind: sin((n + 1/2) t) / sin(t / 2) at x = cos(t).

    >>> import tinygrad_np as torch
    >>> torch.special.chebyshev_polynomial_w(torch.tensor([0.1, 0.5, 1.0]), 3)
    tensor([-1.3520, -1.0000,  7.0000])
    """
    return _of_degree("chebyshev_polynomial_w", input, n)


def shifted_chebyshev_polynomial_t(input: Tensor, n: Any) -> Tensor:
    """`chebyshev_polynomial_t` at 2 x - 1, for x in [0, 1].

    >>> import tinygrad_np as torch
    >>> torch.special.shifted_chebyshev_polynomial_t(torch.tensor([0.1, 0.5, 1.0]), 3)
    tensor([0.3520, -0.0000, 1.0000])
    """
    return _of_degree("shifted_chebyshev_polynomial_t", input, n)


def shifted_chebyshev_polynomial_u(input: Tensor, n: Any) -> Tensor:
    """`chebyshev_polynomial_u` at 2 x - 1, for x in [0, 1].

    >>> import tinygrad_np as torch
    >>> torch.special.shifted_chebyshev_polynomial_u(torch.tensor([0.1, 0.5, 1.0]), 3)
    tensor([-0.8960, -0.0000,  4.0000])
    """
    return _of_degree("shifted_chebyshev_polynomial_u", input, n)


def shifted_chebyshev_polynomial_v(input: Tensor, n: Any) -> Tensor:
    """`chebyshev_polynomial_v` at 2 x - 1, for x in [0, 1].

    >>> import tinygrad_np as torch
    >>> torch.special.shifted_chebyshev_polynomial_v(torch.tensor([0.1, 0.5, 1.0]), 3)
    tensor([-2.4560,  1.0000,  1.0000])
    """
    return _of_degree("shifted_chebyshev_polynomial_v", input, n)


def shifted_chebyshev_polynomial_w(input: Tensor, n: Any) -> Tensor:
    """`chebyshev_polynomial_w` at 2 x - 1, for x in [0, 1].

    >>> import tinygrad_np as torch
    >>> torch.special.shifted_chebyshev_polynomial_w(torch.tensor([0.1, 0.5, 1.0]), 3)
    tensor([ 0.6640, -1.0000,  7.0000])
    """
    return _of_degree("shifted_chebyshev_polynomial_w", input, n)


def hermite_polynomial_h(input: Tensor, n: Any) -> Tensor:
    """The polynomial of Hermite, as physicists have it.

    >>> import tinygrad_np as torch
    >>> torch.special.hermite_polynomial_h(torch.tensor([0.1, 0.5, 1.0]), 3)
    tensor([-1.1920, -5.0000, -4.0000])
    """
    return _of_degree("hermite_polynomial_h", input, n)


def hermite_polynomial_he(input: Tensor, n: Any) -> Tensor:
    """The polynomial of Hermite, as in probability theory.

    >>> import tinygrad_np as torch
    >>> torch.special.hermite_polynomial_he(torch.tensor([0.1, 0.5, 1.0]), 3)
    tensor([-0.2990, -1.3750, -2.0000])
    """
    return _of_degree("hermite_polynomial_he", input, n)


def laguerre_polynomial_l(input: Tensor, n: Any) -> Tensor:
    """The polynomial of Laguerre.

    >>> import tinygrad_np as torch
    >>> torch.special.laguerre_polynomial_l(torch.tensor([0.1, 0.5, 1.0]), 3)
    tensor([ 0.7148, -0.1458, -0.6667])
    """
    return _of_degree("laguerre_polynomial_l", input, n)


def legendre_polynomial_p(input: Tensor, n: Any) -> Tensor:
    """The polynomial of Legendre.

    >>> import tinygrad_np as torch
    >>> torch.special.legendre_polynomial_p(torch.tensor([0.1, 0.5, 1.0]), 3)
    tensor([-0.1475, -0.4375,  1.0000])
    """
    return _of_degree("legendre_polynomial_p", input, n)
