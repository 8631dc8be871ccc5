"""The logarithm of the gamma function, its derivatives, and the zeta function of Hurwitz.

With x in [1/2, 5/2] the logarithm is a power series about 2, above by recurrence, and from 10 on
Stirling's series (Abramowitz and Stegun, 6.1.33, 6.1.15, 6.1.41). Its derivative is J. Maddock's
rational approximation about its root (Boost, `digamma`) and the series again (6.3.18); the zeta
function is Euler's and Maclaurin's sum (23.1.30, as in S. Moshier's Cephes).
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import shapes
from tinygrad_np.engine.function import Function
from tinygrad_np.engine.grad_mode import state
from tinygrad_np.engine.graph import TensorBase, wrap
from tinygrad_np.ops.approximation import by_pieces, horner, in_float64, ratio
from tinygrad_np.ops.conversion import clone
from tinygrad_np.ops.elementwise import where
from tinygrad_np.ops.operands import as_operand, binary, unary

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor

# (-1)**k (zeta(k) - 1) / k for k from 30 down to 2, then 1 - Euler's gamma, and 0.
_LGAMMA_ABOUT_2 = (
    *(3.1044247747322276e-11, -6.4229645638381e-11, 1.330476437424449e-10, -2.7595228851242334e-10),
    *(5.731367241678862e-10, -1.1921401405860912e-09, 2.4836745438024785e-09),
    *(-5.183475041970047e-09, 1.0838659214896955e-08, -2.2711094608943164e-08),
    *(4.7698101693639804e-08, -1.0043224823968099e-07, 2.1207184805554665e-07),
    *(-4.492469198764566e-07, 9.55141213040742e-07, -2.039215753801366e-06, 4.374866789907488e-06),
    *(-9.439488275268397e-06, 2.050721277567069e-05, -4.492623673813314e-05, 9.945751278180853e-05),
    *(-0.00022315475845357939, 0.0005096695247430425, -0.001192753911703261, 0.0028905103307415234),
    *(-0.007385551028673986, 0.020580808427784546, -0.0673523010531981, 0.3224670334241132),
    *(0.42278433509846713, 0.0),
)
# The Bernoulli numbers B_2k over 2k (2k - 1), and over 2k, for k from 10 down to 1.
_STIRLING = (
    *(-1.3924322169059011, 0.17964437236883057, -0.029550653594771242, 0.00641025641025641),
    *(-0.0019175269175269176, 0.0008417508417508417, -0.0005952380952380953, 0.0007936507936507937),
    *(-0.002777777777777778, 0.08333333333333333),
)
_DIGAMMA_FAR = tuple(c * (2 * k - 1) for c, k in zip(_STIRLING, range(10, 0, -1), strict=True))
# The root of digamma in three parts, and what is left of digamma when it is divided out.
_ROOT = (1569415565 / 2**30, 381566830 / 2**60, 9.016312093258695918615325266959189453125e-20)
_DIGAMMA_SLOPE = 0.99558162689208984
_DIGAMMA_ABOUT_ROOT = (
    (
        *(-0.0020713321167745952, -0.045251321448739056, -0.28919126444774784),
        *(-0.65031853770896507, -0.32555031186804491, 0.25479851061131551),
    ),
    (
        *(-0.55789841321675513e-6, 0.0021284987017821144, 0.054151797245674225),
        *(0.43593529692665969, 1.4606242909763515, 2.0767117023730469, 1.0),
    ),
)
# (2k)! over the Bernoulli numbers B_2k, for k from 1 on.
_EULER_MACLAURIN = (
    *(12.0, -720.0, 30240.0, -1209600.0, 47900160.0, -1.8924375803183791606e9, 7.47242496e10),
    *(-2.950130727918164224e12, 1.1646782814350067249e14, -4.5979787224074726105e15),
    *(1.8152105401943546773e17, -7.1661652561756670113e18),
)
_HALF_LOG_TWO_PI = 0.5 * math.log(2 * math.pi)


def _is_whole(x):
    """Where x is one of 0, -1, -2, ..."""
    return (x <= 0) & (x == np.floor(x))


def _lgamma_near(x):
    """For x from 1/2 to 10: down to [3/2, 5/2], where the series is good."""
    steps = np.maximum(np.ceil(x - 2.5), 0)
    product = np.ones_like(x)
    for k in range(1, 9):
        product *= np.where(steps >= k, x - k, 1)
    x = x - steps
    below = x < 1.5
    z = np.where(below, x - 1, x - 2)
    return np.log(product) + horner(z, _LGAMMA_ABOUT_2) - np.where(below, np.log1p(z), 0)


def stirling_rest(x):
    """What Stirling's formula leaves of lgamma(x) for x from 10 on."""
    return horner(1 / (x * x), _STIRLING) / x


def _stirling(x):
    return (x - 0.5) * (np.log(x) - 1) + (_HALF_LOG_TWO_PI - 0.5 + stirling_rest(x))


def _lgamma(x):
    def reflected(x):
        sine = np.sin(math.pi * (x - np.round(x)))
        return np.log(math.pi / np.abs(sine)) - np.log(-x) - _lgamma(-x)

    pieces = [
        (_is_whole(x), lambda x: np.full_like(x, np.inf)),
        ((x < 0) & ~_is_whole(x), reflected),
        ((x > 0) & (x < 0.5), lambda x: horner(x, _LGAMMA_ABOUT_2) - np.log1p(x) - np.log(x)),
        ((x >= 0.5) & (x < 10), _lgamma_near),
        (x >= 10, _stirling),
    ]
    return by_pieces(pieces, x)


def lgamma_after(x):
    """lgamma(1 + x) for positive x, of which the sum would lose digits."""
    series = horner(np.minimum(x, 0.5), _LGAMMA_ABOUT_2) - np.log1p(x)
    return np.where(x < 0.5, series, _lgamma(1 + x))


def _digamma_near(x):
    """For x from 1 to 10: down to [1, 2], about the root."""
    steps = np.maximum(np.ceil(x - 2), 0)
    total = np.zeros_like(x)
    for k in range(8, 0, -1):
        total += 1 / np.where(steps >= k, x - k, np.inf)
    x = x - steps
    slope = _DIGAMMA_SLOPE + ratio(x - 1, _DIGAMMA_ABOUT_ROOT)
    return total + (x - _ROOT[0] - _ROOT[1] - _ROOT[2]) * slope


def _digamma_far(x):
    z = 1 / (x * x)
    return np.log(x) - 0.5 / x - z * horner(z, _DIGAMMA_FAR)


def _digamma(x):
    pieces = [
        (x == 0, lambda x: np.copysign(np.inf, -x)),
        (
            (x < 0) & ~_is_whole(x),
            lambda x: _digamma(1 - x) - math.pi / np.tan(math.pi * (x - np.round(x))),
        ),
        ((x > 0) & (x < 1), lambda x: _digamma_near(x + 1) - 1 / x),
        ((x >= 1) & (x < 10), _digamma_near),
        (x >= 10, _digamma_far),
    ]
    return by_pieces(pieces, x)


def _euler_maclaurin(q, s):
    """The sum of (q + k)**-s for q > 0: ten terms, and what follows them."""
    w = q + 10
    power = w**-s
    term, rest = s * power / w, power / 2 + power * w / (s - 1)
    for k, c in enumerate(_EULER_MACLAURIN):
        rest = rest + term / c
        term = term * ((s + 2 * k + 1) / w) * ((s + 2 * k + 2) / w)
    for k in range(9, -1, -1):
        rest = rest + (q + k) ** -s
    return rest


def _zeta(q, s):
    def reflected(q, s):
        """By the sum over all whole k, which depends only on how far q is from a whole number."""
        rest = q - np.floor(q)
        others = _euler_maclaurin(1 - rest, s) - _euler_maclaurin(1 - q, s)
        return _euler_maclaurin(rest, s) + (1 - 2 * (s % 2)) * others

    infinite = (s == 1) | ((s > 1) & _is_whole(q))
    pieces = [
        (infinite, lambda q, s: np.full_like(q, np.inf)),
        ((s > 1) & (q > 0) & (q < np.inf), _euler_maclaurin),
        ((s > 1) & (q == np.inf), lambda q, s: np.zeros_like(q)),
        ((s > 1) & (q < 0) & (s == np.floor(s)) & ~infinite, reflected),
    ]
    return by_pieces(pieces, q, s)


def _polygamma(x, n):
    if n == 0:
        return _digamma(x)
    factorial = math.factorial(n) if n <= 170 else math.inf
    return (-1) ** (n + 1) * float(factorial) * _zeta(x, np.full_like(x, n + 1))


class Lgamma(Function):
    """The logarithm of the size of the gamma function."""

    fills_buffer = True

    def forward(x):
        return in_float64(_lgamma, x)

    def backward(grad, x):
        return grad * Digamma.call(x)


class Digamma(Function):
    """The derivative of the logarithm of the gamma function."""

    fills_buffer = True

    def forward(x):
        return in_float64(_digamma, x)

    def backward(grad, x):
        return grad * Polygamma.call(x, 1)


class Polygamma(Function):
    """The n-th derivative of digamma."""

    fills_buffer = True

    def forward(x, n):
        return in_float64(partial(_polygamma, n=n), x)

    def backward(grad, x, n):
        return grad * Polygamma.call(x, n + 1)


class Mvlgamma(Function):
    """The logarithm of the gamma function of p dims."""

    fills_buffer = True

    def forward(x, p):
        constant = p * (p - 1) / 4 * math.log(math.pi)
        return in_float64(lambda x: sum(_lgamma(x - j / 2) for j in range(p)) + constant, x)

    def backward(grad, x, p):
        return grad * sum(Digamma.call(x - j / 2) for j in range(p))


class Zeta(Function, node_name="SpecialZetaBackward0"):
    """The sum of (q + k)**-s over k = 0, 1, ...; for s it has no derivative here."""

    fills_buffer = True
    broadcasts = True

    def forward(q, s):
        return in_float64(_zeta, q, s)

    def backward_q(grad, q, s):
        return grad * (-s * Zeta.call(q, s + 1))


def lgamma(input: Tensor) -> Tensor:
    """The logarithm of the size of the gamma function of each element.

    Integers give the default float dtype, as in all functions here.

    >>> import tinygrad_np as torch
    >>> torch.lgamma(torch.tensor([0.5, 1.0, 10.0, 0.0]))
    tensor([ 0.5724,  0.0000, 12.8018,     inf])
    """
    return unary(Lgamma, "lgamma", input)


def digamma(input: Tensor) -> Tensor:
    """The derivative of `lgamma`; nan at its poles, but at 0, where it is infinite.

    >>> import tinygrad_np as torch
    >>> torch.digamma(torch.tensor([0.5, 1.0, 10.0]))
    tensor([-1.9635, -0.5772,  2.2518])
    """
    return unary(Digamma, "digamma", input)


def polygamma(n: int, input: Tensor) -> Tensor:
    """The n-th derivative of `digamma`; infinite at its poles.

    Raises:
        RuntimeError: if n is negative.

    >>> import tinygrad_np as torch
    >>> torch.polygamma(1, torch.tensor([0.5, 1.0, 10.0]))
    tensor([4.9348, 1.6449, 0.1052])
    """
    n = shapes.as_int(n, "polygamma", "n")
    if n < 0:
        raise RuntimeError("polygamma(n, x) does not support negative n.")
    return unary(Polygamma, "polygamma", input, n)


def mvlgamma(input: Tensor, p: int) -> Tensor:
    """The logarithm of the gamma function of p dims: sums of `lgamma(x - j / 2)` for j < p.

    Raises:
        RuntimeError: if p is less than 1, or for a bool tensor.

    >>> import tinygrad_np as torch
    >>> torch.mvlgamma(torch.tensor([1.0, 2.0]), 2)
    tensor([1.1447, 0.4516])
    """
    p = shapes.as_int(p, "mvlgamma", "p")
    if p < 1:
        raise RuntimeError("p has to be greater than or equal to 1")
    if as_operand(input, "mvlgamma")._array.dtype.kind == "b":
        raise RuntimeError("The input tensor may not be a boolean tensor.")
    return unary(Mvlgamma, "mvlgamma", input, p)


def multigammaln(a: Tensor, p: int) -> Tensor:
    """`mvlgamma`, by its other name.

    >>> import tinygrad_np as torch
    >>> torch.special.multigammaln(torch.tensor([1.0, 2.0]), 2)
    tensor([1.1447, 0.4516])
    """
    return mvlgamma(a, p)


def zeta(input: Any, other: Any) -> Tensor:
    """The zeta function of Hurwitz: the sum of (other + k)**-input over k = 0, 1, ...

    With `other` 1 it is Riemann's. Either may be a number. It is nan where the sum has no value,
    and infinite at `input` 1 and where a term is.

    Raises:
        RuntimeError: in `backward`, if a gradient for `input` is asked for, which is not known.

    >>> import tinygrad_np as torch
    >>> torch.special.zeta(torch.tensor([2.0, 3.0, 1.0]), 1)
    tensor([1.6449, 1.2021,    inf])
    """
    if not isinstance(other, (TensorBase, np.ndarray)):
        input = as_operand(input, "zeta")
    result = binary(Zeta, "zeta", other, input, floating=True, arrays=True)
    return without_derivative(result, input, "zeta", "input")


def without_derivative(result: Tensor, x: Any, op: str, name: str) -> Tensor:
    """`result`, with a way to `x` in the graph on which a gradient is an error, not nothing."""

    def refuse(grad: Any) -> None:
        raise NotImplementedError(
            f"{op}(): the derivative for '{name}' is not implemented: detach() it"
        )

    if not state.recording or not getattr(x, "requires_grad", False):
        return result
    x = clone(x)
    x.register_hook(refuse)
    return where(wrap(np.array(True)), result, x)
