"""The error function, its relatives and inverses, and the normal distribution's.

The error functions are W. J. Cody's rational approximations (Rational Chebyshev approximations for
the error function, Math. Comp. 23, 1969), the inverses M. J. Wichura's (Algorithm AS241, Applied
Statistics 37, 1988).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from tinygrad_np.engine.function import Elementwise
from tinygrad_np.ops.approximation import by_pieces, in_float64, one_by_one, ratio
from tinygrad_np.ops.operands import unary

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor

# Cody's pieces: |x| up to _SMALL, up to 4, and beyond.
_SMALL = 0.46875
_ERF = (
    (
        *(1.85777706184603153e-1, 3.16112374387056560e0, 1.13864154151050156e2),
        *(3.77485237685302021e2, 3.20937758913846947e3),
    ),
    (
        *(1.0, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3),
        2.84423683343917062e3,
    ),
)
# erf(x) / x by x**2: a minimax fit, relatively 3e-9 off up to where the float32 of erf is 1.
_ERF_OF_SINGLE = (
    (
        *(6.790824002130209e-06, 0.00041126686614604234, 0.004226615059975933),
        *(0.055749776628238656, 0.1928828243349645, 1.1283791699544437),
    ),
    (
        *(2.604591010955743e-07, 7.255987412668932e-05, 0.001421218260800699),
        *(0.01629535621776157, 0.117496768469165, 0.5042713858212194),
        1.0,
    ),
)
_ONE_OF_SINGLE = 4.0
_ERFCX = (
    (
        *(2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594e0),
        *(6.61191906371416295e1, 2.98635138197400131e2, 8.81952221241769090e2),
        *(1.71204761263407058e3, 2.05107837782607147e3, 1.23033935479799725e3),
    ),
    (
        *(1.0, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2),
        *(1.62138957456669019e3, 3.29079923573345963e3, 4.36261909014324716e3),
        *(3.43936767414372164e3, 1.23033935480374942e3),
    ),
)
_ERFCX_FAR = (
    (
        *(1.63153871373020978e-2, 3.05326634961232344e-1, 3.60344899949804439e-1),
        *(1.25781726111229246e-1, 1.60837851487422766e-2, 6.58749161529837803e-4),
    ),
    (
        *(1.0, 2.56852019228982242e0, 1.87295284992346725e0, 5.27905102951428412e-1),
        *(6.05183413124413191e-2, 2.33520497626869185e-3),
    ),
)
# Wichura's: by the distance from the middle, and by the root of the tail's logarithm.
_QUANTILE = (
    (
        *(2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4),
        *(4.5921953931549871457e4, 1.3731693765509461125e4, 1.9715909503065514427e3),
        *(1.3314166789178437745e2, 3.3871328727963666080e0),
    ),
    (
        *(5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4),
        *(2.1213794301586595867e4, 5.3941960214247511077e3, 6.8718700749205790830e2),
        *(4.2313330701600911252e1, 1.0),
    ),
)
_QUANTILE_TAIL = (
    (
        *(7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1),
        *(1.27045825245236838258e0, 3.64784832476320460504e0, 5.76949722146069140550e0),
        *(4.63033784615654529590e0, 1.42343711074968357734e0),
    ),
    (
        *(1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2),
        *(1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940e0),
        *(2.05319162663775882187e0, 1.0),
    ),
)
_QUANTILE_FAR = (
    (
        *(2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3),
        *(2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580e0),
        *(5.46378491116411436990e0, 6.65790464350110377720e0),
    ),
    (
        *(2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5),
        *(7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1),
        *(5.99832206555887937690e-1, 1.0),
    ),
)
_ROOT_HALF = math.sqrt(0.5)
_ROOT_PI = math.sqrt(math.pi)
_ROOT_TWO_PI = math.sqrt(2 * math.pi)


def _exp_of_square(x, factor):
    """exp(factor * x**2); x is split, so that the square of its head is exact."""
    head = np.trunc(x * 16) / 16
    return np.exp(factor * head * head) * np.exp(factor * (x - head) * (x + head))


def _erf_small(x):
    return x * ratio(x * x, _ERF)


def _erfcx_beyond(y):
    """exp(y**2) erfc(y) for y > _SMALL."""

    def far(y):
        z = 1 / (y * y)
        return (1 / _ROOT_PI - z * ratio(z, _ERFCX_FAR)) / y

    return by_pieces([(y <= 4, lambda y: ratio(y, _ERFCX)), (y > 4, far)], y)


def _erfc_beyond(y):
    return _exp_of_square(np.minimum(y, 30), -1) * _erfcx_beyond(y)


def _erf(x):
    size = np.abs(x)
    pieces = [
        (size <= _SMALL, _erf_small),
        (size > _SMALL, lambda x: np.copysign(1 - _erfc_beyond(np.abs(x)), x)),
    ]
    return by_pieces(pieces, x)


def _erf_of_single(x):
    """erf where the result is to be a float32 or float16: one formula, a third of the time."""
    x = np.clip(x, -_ONE_OF_SINGLE, _ONE_OF_SINGLE)
    return x * ratio(x * x, _ERF_OF_SINGLE)


def _erfc(x):
    pieces = [
        (np.abs(x) <= _SMALL, lambda x: 1 - _erf_small(x)),
        (x > _SMALL, _erfc_beyond),
        (x < -_SMALL, lambda x: 2 - _erfc_beyond(-x)),
    ]
    return by_pieces(pieces, x)


def _erfcx(x):
    pieces = [
        (np.abs(x) <= _SMALL, lambda x: np.exp(x * x) * (1 - _erf_small(x))),
        (x > _SMALL, _erfcx_beyond),
        ((x < -_SMALL) & (x > -27), lambda x: 2 * _exp_of_square(x, 1) - _erfcx_beyond(-x)),
        (x <= -27, lambda x: np.full_like(x, np.inf)),
    ]
    return by_pieces(pieces, x)


def _ndtr(x):
    def tail(x):
        return _exp_of_square(np.maximum(x, -40), -0.5) * _erfcx_beyond(-x * _ROOT_HALF) / 2

    pieces = [(x < -1, tail), (x >= -1, lambda x: _erfc(-x * _ROOT_HALF) / 2)]
    return by_pieces(pieces, x)


def _log_ndtr(x):
    pieces = [
        (x < -1, lambda x: np.log(_erfcx_beyond(-x * _ROOT_HALF) / 2) - x * x / 2),
        (x >= -1, lambda x: np.log1p(-_ndtr(-x))),
    ]
    return by_pieces(pieces, x)


def _quantile(q, tail):
    """Where the normal distribution reaches 1/2 + q, which is `tail` away from 0 or 1."""

    def central(q, tail):
        return q * ratio(0.180625 - q * q, _QUANTILE)

    def beyond(q, tail):
        r = np.sqrt(-np.log(tail))
        near, far = ratio(r - 1.6, _QUANTILE_TAIL), ratio(r - 5.0, _QUANTILE_FAR)
        return np.copysign(np.where(r <= 5, near, far), q)

    size = np.abs(q)
    pieces = [
        (size <= 0.425, central),
        ((size > 0.425) & (tail > 0), beyond),
        (tail == 0, lambda q, tail: np.copysign(np.inf, q)),
    ]
    return by_pieces(pieces, q, tail)


def _erfinv(x):
    return _quantile(x / 2, (1 - np.abs(x)) / 2) * _ROOT_HALF


def _ndtri(p):
    return _quantile(p - 0.5, np.minimum(p, 1 - p))


class Erf(Elementwise):
    """2/sqrt(pi) times the integral of exp(-t**2) from 0 to x."""

    fills_buffer = True

    def forward(x):
        return one_by_one(math.erf, _erf if x.itemsize > 4 else _erf_of_single, x)

    def backward(grad, x):
        return grad * (2.0 / _ROOT_PI * np.exp(-x * x))


class Erfc(Elementwise):
    """1 - erf(x), exact where erf is close to 1."""

    fills_buffer = True

    def forward(x):
        return one_by_one(math.erfc, _erfc, x)

    def backward(grad, x):
        return grad * (-2.0 / _ROOT_PI * np.exp(-x * x))


class Erfcx(Elementwise, node_name="SpecialErfcxBackward0"):
    """exp(x**2) erfc(x)."""

    fills_buffer = True

    def forward(x):
        return in_float64(_erfcx, x)

    def backward(grad, x, out):
        return grad * (2.0 * x * out - 2.0 / _ROOT_PI)


class Erfinv(Elementwise):
    """Where erf is x."""

    fills_buffer = True

    def forward(x):
        return in_float64(_erfinv, x)

    def backward(grad, out):
        return grad * (_ROOT_PI / 2.0 * np.exp(out * out))


class Ndtr(Elementwise):
    """The normal distribution up to x."""

    fills_buffer = True

    def forward(x):
        return in_float64(_ndtr, x)

    def backward(grad, x):
        return grad * (1.0 / _ROOT_TWO_PI * np.exp(-0.5 * x * x))


class LogNdtr(Elementwise, node_name="SpecialLogNdtrBackward0"):
    """The logarithm of the normal distribution up to x."""

    fills_buffer = True

    def forward(x):
        return in_float64(_log_ndtr, x)

    def backward(grad, x):
        # The density over the distribution; exp(-x**2 / 2) is left out of both where it is small.
        left, right = np.where(x < 0, x, 0.0), np.where(x < 0, 0.0, x)
        of_left = 2.0 / _ROOT_TWO_PI / Erfcx.call(left * -_ROOT_HALF)
        of_right = 1.0 / _ROOT_TWO_PI * np.exp(-0.5 * right * right) / Ndtr.call(right)
        return grad * np.where(x < 0, of_left, of_right)


class Ndtri(Elementwise, node_name="SpecialNdtriBackward0"):
    """Where the normal distribution reaches x."""

    fills_buffer = True

    def forward(x):
        return in_float64(_ndtri, x)

    def backward(grad, out):
        return grad * (_ROOT_TWO_PI * np.exp(0.5 * out * out))


def erf(input: Tensor) -> Tensor:
    """The error function: 2/sqrt(pi) times the integral of exp(-t**2) from 0 to each element.

    Integers give the default float dtype, as in all functions here.

    >>> import tinygrad_np as torch
    >>> torch.erf(torch.tensor([0.0, -1.0, 10.0]))
    tensor([ 0.0000, -0.8427,  1.0000])
    """
    return unary(Erf, "erf", input)


def erfc(input: Tensor) -> Tensor:
    """1 - erf(x), exact where erf is close to 1.

    >>> import tinygrad_np as torch
    >>> torch.erfc(torch.tensor([0.0, -1.0, 9.0]))
    tensor([1.0000e+00, 1.8427e+00, 4.1370e-37])
    """
    return unary(Erfc, "erfc", input)


def erfcx(input: Tensor) -> Tensor:
    """exp(x**2) erfc(x), which goes down as 1/x where erfc underflows.

    >>> import tinygrad_np as torch
    >>> torch.special.erfcx(torch.tensor([0.0, -1.0, 10.0]))
    tensor([1.0000, 5.0090, 0.0561])
    """
    return unary(Erfcx, "erfcx", input)


def erfinv(input: Tensor) -> Tensor:
    """The inverse of `erf` on [-1, 1]; nan beyond.

    >>> import tinygrad_np as torch
    >>> torch.erfinv(torch.tensor([0.0, 0.5, -1.0]))
    tensor([0.0000, 0.4769,   -inf])
    """
    return unary(Erfinv, "erfinv", input)


def ndtr(input: Tensor) -> Tensor:
    """The normal distribution: how probable it is to be no more than each element.

    >>> import tinygrad_np as torch
    >>> torch.special.ndtr(torch.tensor([-1.0, 0.0, 1.0]))
    tensor([0.1587, 0.5000, 0.8413])
    """
    return unary(Ndtr, "ndtr", input)


def log_ndtr(input: Tensor) -> Tensor:
    """The logarithm of `ndtr`, exact where that underflows.

    >>> import tinygrad_np as torch
    >>> torch.special.log_ndtr(torch.tensor([-100.0, 0.0, 1.0]))
    tensor([-5.0055e+03, -6.9315e-01, -1.7275e-01])
    """
    return unary(LogNdtr, "log_ndtr", input)


def ndtri(input: Tensor) -> Tensor:
    """The inverse of `ndtr` on [0, 1]; nan beyond.

    >>> import tinygrad_np as torch
    >>> torch.special.ndtri(torch.tensor([0.0, 0.1587, 0.5]))
    tensor([   -inf, -0.9998,  0.0000])
    """
    return unary(Ndtri, "ndtri", input)
