"""The incomplete gamma functions P and Q, as parts of the whole.

By its series where x is below a, by the continued fraction above (Numerical Recipes, 6.2), and for
large a near x by quadrature; Q of small arguments has a series of its own (Abramowitz and Stegun,
6.5.29).
"""

from __future__ import annotations

import math
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np.engine.function import Function
from tinygrad_np.ops.approximation import by_pieces, horner, in_float64
from tinygrad_np.ops.gamma import Lgamma, lgamma_after, stirling_rest, without_derivative
from tinygrad_np.ops.operands import binary_of_tensors

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor

_EPSILON = 2.0**-53
_TINY = 1e-300


def _log1p_less_x(x):
    """log(1 + x) - x, by the series of atanh where they are close."""
    r = x / (2 + x)
    series = horner(r * r, [1 / k for k in range(35, 1, -2)])
    small = 2 * r * r * (r * series - 1 / (1 - r))
    return np.where(np.abs(x) < 0.4, small, np.log1p(x) - x)


def _power(a, x):
    """x**a exp(-x) / gamma(a + 1), without the overflow and the cancellation of its factors."""
    near = a >= 10
    a_near = np.where(near, a, 10)
    exponent = a_near * _log1p_less_x((x - a_near) / a_near) - stirling_rest(a_near)
    by_ratio = np.exp(exponent) / np.sqrt(2 * math.pi * a_near)
    return np.where(near, by_ratio, np.exp(a * np.log(x) - x - lgamma_after(a)))


def _series(a, x):
    """P where x is below a, or not far above."""
    term = total = np.ones_like(x)
    n = a
    while (term > _EPSILON * total).any():
        n = n + 1
        term = term * (x / n)
        total = total + term
    return _power(a, x) * total


def _fraction(a, x):
    """Q where x is above a, by the method of Lentz."""
    b = x + 1 - a
    c, d = np.full_like(x, 1 / _TINY), 1 / b
    value = d
    step, i = np.full_like(x, 2), 0
    while (np.abs(step - 1) > 2 * _EPSILON).any() and i < 10000:
        i += 1
        above = i * (a - i)
        b = b + 2
        d = above * d + b
        c = b + above / c
        d = 1 / np.where(np.abs(d) < _TINY, _TINY, d)
        c = np.where(np.abs(c) < _TINY, _TINY, c)
        step = c * d
        value = value * step
    return _power(a, x) * a * value


def _small(a, x):
    """Q where x is small, of which P would leave no digit."""
    term, total = -x, -x / (a + 1)
    for n in range(2, 30):
        term = term * (-x / n)
        total = total + term / (a + n)
    exponent = a * np.log(x) - lgamma_after(a)
    return -np.expm1(exponent) - np.exp(exponent) * a * total


@cache
def _nodes():
    """Gauss's and Legendre's nodes and weights, on [0, 1]."""
    nodes, weights = np.polynomial.legendre.leggauss(64)
    return [*zip((nodes + 1) / 2, weights / 2, strict=True)]


def _tail(a, x):
    """P where x is below a, Q where it is above: the integral from x to where nothing is left."""
    z = (x - a) / np.sqrt(a)
    end = np.sqrt(z * z + 90) * np.sqrt(a)
    end = np.where(z <= 0, np.maximum(a - end, 0), a + 1.4 * end)
    total = np.zeros_like(x)
    for node, weight in _nodes():
        t = x + (end - x) * node
        total = total + weight * _power(a, t) * (a / t)
    return total * np.abs(end - x)


def _regularized(a, x, lower):
    """P if `lower`, else Q: one is computed where it is small, the other is the rest to 1."""

    def piece(condition, f, gives_lower):
        wanted = f if gives_lower == lower else lambda a, x: 1 - f(a, x)
        return condition, wanted

    nothing = ((x == 0) & (a > 0)) | ((a == np.inf) & (x >= 0) & (x < np.inf))
    everything = ((x == np.inf) & (a >= 0) & (a < np.inf)) | ((a == 0) & (x > 0))
    rest = (a > 0) & (x > 0) & (a < np.inf) & (x < np.inf)
    middle = rest & (a > 200) & (np.abs(x - a) < 0.3 * a)
    below = rest & ~middle & (x <= np.maximum(a, 1.1))
    # Where P is close to 1 although x is small; the bounds are those of Cephes.
    bound = np.where(x <= 0.5, -0.4 / np.log(np.minimum(x, 0.5)), 1.1 * x)
    small = below & (x <= 1.1) & (a <= bound) & (not lower)
    pieces = [
        piece(nothing, lambda a, x: np.zeros_like(x), True),
        piece(everything, lambda a, x: np.zeros_like(x), False),
        piece(middle & (x <= a), _tail, True),
        piece(middle & (x > a), _tail, False),
        piece(small, _small, False),
        piece(below & ~small, _series, True),
        piece(rest & ~middle & ~below, _fraction, False),
    ]
    return by_pieces(pieces, a, x)


def _density(a, x):
    """The derivative of P by x."""
    return np.exp((a - 1.0) * np.log(x) - x - Lgamma.call(a))


class Igamma(Function):
    """P(a, x), the integral of t**(a - 1) exp(-t) from 0 to x as a part of gamma(a)."""

    fills_buffer = True
    broadcasts = True

    def forward(a, x):
        return in_float64(partial(_regularized, lower=True), a, x)

    def backward_x(grad, a, x):
        return grad * _density(a, x)


class Igammac(Function):
    """Q(a, x), what P leaves to 1."""

    fills_buffer = True
    broadcasts = True

    def forward(a, x):
        return in_float64(partial(_regularized, lower=False), a, x)

    def backward_x(grad, a, x):
        return -grad * _density(a, x)


def igamma(input: Tensor, other: Tensor) -> Tensor:
    """The integral of t**(input - 1) exp(-t) from 0 to `other`, as a part of gamma(input).

    Raises:
        NotImplementedError: for integers; and in `backward`, if a gradient for `input` is asked
            for, which is not known.

    >>> import tinygrad_np as torch
    >>> torch.igamma(torch.tensor([1.0, 4.0]), torch.tensor([1.0, 3.0]))
    tensor([0.6321, 0.3528])
    """
    return _of_floats(Igamma, "igamma", input, other)


def igammac(input: Tensor, other: Tensor) -> Tensor:
    """1 - `igamma`, exact where that is close to 1.

    Raises:
        NotImplementedError: for integers; and in `backward`, if a gradient for `input` is asked
            for, which is not known.

    >>> import tinygrad_np as torch
    >>> torch.igammac(torch.tensor([1.0, 4.0]), torch.tensor([1.0, 3.0]))
    tensor([0.3679, 0.6472])
    """
    return _of_floats(Igammac, "igammac", input, other)


def _of_floats(function: type[Function], op: str, input: Any, other: Any) -> Tensor:
    result = binary_of_tensors(function, op, input, other, refused="iub")
    return without_derivative(result, input, op, "input")
