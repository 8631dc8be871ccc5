"""Bessel functions of the first and second kind, of orders 0 and 1.

The approximations are S. Moshier's (Cephes, `j0` and `j1`): up to 5 a rational function, with the
zeros of the first kind divided out, and beyond it the asymptotic modulus and phase.
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from tinygrad_np.engine.function import Function
from tinygrad_np.ops.approximation import by_pieces, in_float64, quotient, ratio
from tinygrad_np.ops.arithmetic import mul
from tinygrad_np.ops.operands import as_operand, unary
from tinygrad_np.ops.trigonometric import sinc

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor

_J0 = (
    (-4794432209.782018, 1956174919465.5657, -249248344360967.72, 9708622510473064.0),
    (
        *(1.0, 499.563147152651, 173785.4016763747, 48440965.83399621, 11185553704.535683),
        *(2112775201154.892, 310518229857422.56, 3.1812195594320496e16, 1.7108629408104315e18),
    ),
)
_Y0 = (
    (
        *(15592.436785523574, -14663929.59039716, 5435264770.518765, -982136065717.9115),
        *(87590639439536.7, -3466283033847297.0, 4.4273326857256984e16, -1.8495080043698668e16),
    ),
    (
        *(1.0, 1041.2835366425984, 626107.330137135, 268919633.39381415, 86400248710.3935),
        *(20297961275010.555, 3171577528429750.5, 2.5059625617265306e17),
    ),
)
_MODULUS0 = (
    (
        *(0.0007969367292973471, 0.08283523921074408, 1.239533716464143, 5.447250030587687),
        *(8.74716500199817, 5.303240382353949, 1.0),
    ),
    (
        *(0.0009244088105588637, 0.08562884743544745, 1.2535274390105895, 5.470977403304171),
        *(8.761908832370695, 5.306052882353947, 1.0),
    ),
)
_PHASE0 = (
    (
        *(-0.011366383889846916, -1.2825271867050931, -19.553954425773597, -93.20601521237683),
        *(-177.68116798048806, -147.07750515495118, -51.41053267665993, -6.050143506007285),
    ),
    (
        *(1.0, 64.3178256118178, 856.4300259769806, 3882.4018360540163, 7240.467741956525),
        *(5930.727011873169, 2062.0933166032783, 242.0057402402914),
    ),
)
_J1 = (
    (-899971225.7055594, 452228297998.19403, -72749424522181.83, 3682957328638529.0),
    (
        *(1.0, 620.8364781180543, 256987.25675774884, 83514679.14319493, 22151159547.97925),
        *(4749141220799.914, 784369607876235.9, 8.952223361846274e16, 5.322786203326801e18),
    ),
)
_Y1 = (
    (
        *(1263204747.9017804, -647355876379.1603, 114509511541823.73, -8127702555013251.0),
        *(2.024394757135949e17, -7.788771962659501e17),
    ),
    (
        *(1.0, 594.3015923461282, 235564.09294306856, 73481194.44597217, 18760131610.870617),
        *(3882312774962.3857, 620557727146953.8, 6.871410873553005e16, 3.9727060811656064e18),
    ),
)
_MODULUS1 = (
    (
        *(0.0007621256162081731, 0.07313970569409176, 1.1271960812968493, 5.112079511468076),
        *(8.424045901417724, 5.214515986823615, 1.0),
    ),
    (
        *(0.0005713231280725487, 0.06884559087544954, 1.105142326340617, 5.073863861286015),
        *(8.399855543276042, 5.209828486823619, 1.0),
    ),
)
_PHASE1 = (
    (
        *(0.05108625947501766, 4.982138729512334, 75.82382841325453, 366.7796093601508),
        *(710.8563049989261, 597.4896124006136, 211.68875710057213, 25.207020585802372),
    ),
    (
        *(1.0, 74.23732770356752, 1056.4488603826283, 4986.410583376536, 9562.318924047562),
        *(7997.041604473507, 2826.1927851763908, 336.0936078106983),
    ),
)
_J1_OVER_X = (-1 / 18432, 1 / 384, -1 / 16, 1 / 2)  # of x**2, where x is 0
_ZEROS = (  # squared, of order 0 and 1
    (5.78318596294678452118, 30.4712623436620863991),
    (14.6819706421238932572, 49.2184563216946036703),
)


def _j_near(x, order):
    z = x * x
    first, second = _ZEROS[order]
    value = (z - first) * (z - second) * ratio(z, (_J0, _J1)[order])
    return x * value if order else value


def _y_near(x, order):
    log = 2 / math.pi * np.log(x)
    if order == 0:
        return ratio(x * x, _Y0) + log * _j_near(x, 0)
    return x * ratio(x * x, _Y1) + log * _j_near(x, 1) - 2 / math.pi / x


def _far(x, order, second_kind):
    """Modulus and phase, both in powers of 1/x; a wave of phase x - (order + 1/2) pi/2."""
    z = 25 / (x * x)
    p = ratio(z, (_MODULUS0, _MODULUS1)[order])
    q = 5 / x * ratio(z, (_PHASE0, _PHASE1)[order])
    angle = x - (0.5 + order) * math.pi / 2
    sin, cos = np.sin(angle), np.cos(angle)
    wave = p * sin + q * cos if second_kind else p * cos - q * sin
    return wave * np.sqrt(2 / math.pi / x)


def _j(x, order):
    size = np.abs(x)
    pieces = [
        (size <= 5, partial(_j_near, order=order)),
        ((size > 5) & (size < np.inf), partial(_far, order=order, second_kind=False)),
        (size == np.inf, np.zeros_like),
    ]
    value = by_pieces(pieces, size)
    return np.copysign(1, x) * value if order else value


def _y(x, order):
    pieces = [
        ((x > 0) & (x <= 5), partial(_y_near, order=order)),
        ((x > 5) & (x < np.inf), partial(_far, order=order, second_kind=True)),
        (x == 0, lambda x: np.full_like(x, -np.inf)),
        (x == np.inf, np.zeros_like),
    ]
    return by_pieces(pieces, x)


class BesselJ0(Function):
    """The Bessel function of the first kind of order 0."""

    fills_buffer = True

    def forward(x):
        return in_float64(partial(_j, order=0), x)

    def backward(grad, x):
        return -grad * BesselJ1.call(x)


class BesselJ1(Function):
    """The Bessel function of the first kind of order 1."""

    fills_buffer = True

    def forward(x):
        return in_float64(partial(_j, order=1), x)

    def backward(grad, x):
        return grad * (BesselJ0.call(x) - quotient(BesselJ1.call(x), x, _J1_OVER_X))


class BesselY0(Function):
    """The Bessel function of the second kind of order 0."""

    fills_buffer = True

    def forward(x):
        return in_float64(partial(_y, order=0), x)

    def backward(grad, x):
        return -grad * BesselY1.call(x)


class BesselY1(Function):
    """The Bessel function of the second kind of order 1."""

    fills_buffer = True

    def forward(x):
        return in_float64(partial(_y, order=1), x)

    def backward(grad, x):
        return grad * (BesselY0.call(x) - BesselY1.call(x) / x)


def bessel_j0(input: Tensor) -> Tensor:
    """The Bessel function of the first kind of order 0.

    >>> import tinygrad_np as torch
    >>> torch.special.bessel_j0(torch.tensor([0.0, 1.0, 10.0]))
    tensor([ 1.0000,  0.7652, -0.2459])
    """
    return unary(BesselJ0, "bessel_j0", input)


def bessel_j1(input: Tensor) -> Tensor:
    """The Bessel function of the first kind of order 1.

    >>> import tinygrad_np as torch
    >>> torch.special.bessel_j1(torch.tensor([0.0, 1.0, 10.0]))
    tensor([0.0000, 0.4401, 0.0435])
    """
    return unary(BesselJ1, "bessel_j1", input)


def bessel_y0(input: Tensor) -> Tensor:
    """The Bessel function of the second kind of order 0; nan for negative numbers.

    >>> import tinygrad_np as torch
    >>> torch.special.bessel_y0(torch.tensor([0.0, 1.0, 10.0]))
    tensor([  -inf, 0.0883, 0.0557])
    """
    return unary(BesselY0, "bessel_y0", input)


def bessel_y1(input: Tensor) -> Tensor:
    """The Bessel function of the second kind of order 1; nan for negative numbers.

    >>> import tinygrad_np as torch
    >>> torch.special.bessel_y1(torch.tensor([0.0, 1.0, 10.0]))
    tensor([   -inf, -0.7812,  0.2490])
    """
    return unary(BesselY1, "bessel_y1", input)


def spherical_bessel_j0(input: Tensor) -> Tensor:
    """The spherical Bessel function of the first kind of order 0: sin(x) / x, and 1 at 0.

    >>> import tinygrad_np as torch
    >>> torch.special.spherical_bessel_j0(torch.tensor([0.0, 1.0, 10.0]))
    tensor([ 1.0000,  0.8415, -0.0544])
    """
    return sinc(mul(as_operand(input, "spherical_bessel_j0"), 1 / math.pi))
