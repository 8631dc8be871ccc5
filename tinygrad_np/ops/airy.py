"""Airy's function, and its derivative, of which those of any order are made.

About 0 they are power series; the approximations beyond are S. Moshier's (Cephes, `airy`): decay on
the right, and on the left the asymptotic modulus and phase.
"""

from __future__ import annotations

import math
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from tinygrad_np.engine.function import Function
from tinygrad_np.ops.approximation import by_pieces, horner, in_float64, ratio
from tinygrad_np.ops.operands import unary

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor

_DECAY = (
    (
        *(0.346538101525629, 12.007595273964581, 76.27960536152345, 168.08922493463058),
        *(159.75639135016442, 70.53609068404442, 14.026469116338967, 1.0),
    ),
    (
        *(0.5675945326387702, 14.75625625848472, 84.51389701414746, 177.31808814540045),
        *(164.2346928715297, 71.47784008255756, 14.095913560783403, 1.0),
    ),
)
_DECAY_SLOPE = (
    (
        *(0.6137591848140358, 14.745467078775532, 82.0584123476061, 171.1847813609764),
        *(159.3178471371418, 69.97785993301031, 13.947085698048157, 1.0),
    ),
    (
        *(0.33420367774973697, 11.181029730615816, 71.172735214786, 158.77808437283832),
        *(153.20642747580922, 68.67523045927804, 13.849863475825945, 1.0),
    ),
)
_SINE = (
    (
        *(-0.1316963234183318, -0.6264565444319123, -0.6931580360369335, -0.2797799815451191),
        *(-0.04919001326095003, -0.004062659235948854, -0.0001592764962392621),
        *(-2.776491081552329e-06, -1.6778769848911465e-08),
    ),
    (
        *(1.0, 13.356042070655324, 32.682503279522464, 26.736704094149957, 9.187074029072596),
        *(1.4752914677166642, 0.11568717379518804, 0.004402916416152112, 7.547203482874142e-05),
        4.5185009297058035e-07,
    ),
)
_COSINE = (
    (
        *(0.01973399320916857, 0.39110302961568827, 1.0657989759959559, 0.9391692298166502),
        *(0.35146565610554764, 0.06338889196289255, 0.005858041130483885, 0.000282851600836737),
        *(6.98793669997261e-06, 8.117892395543892e-08, 3.415517847659236e-10),
    ),
    (
        *(1.0, 9.30892908077442, 19.835292871831214, 15.564662893286462, 5.476860694229755),
        *(0.9542936116189619, 0.08645808263523921, 0.004126565238242226, 0.00010125908511650914),
        *(1.1716673321441352e-06, 4.9183457006293e-09),
    ),
)
_SINE_SLOPE = (
    (
        *(0.18536562402253556, 0.8867121880525841, 0.9873919817473985, 0.40124108231800376),
        *(0.07103049262896312, 0.005906186579956618, 0.0002330514094017768, 4.087187782890355e-06),
        2.4837993290044246e-08,
    ),
    (
        *(1.0, 14.734585468750254, 37.54239334354896, 31.46577512030464, 10.996912520729877),
        *(1.788850547669994, 0.14173327575366262, 0.00544066067017226, 9.394212906545112e-05),
        5.65978713036027e-07,
    ),
)
_COSINE_SLOPE = (
    (
        *(-0.03556154290330823, -0.6373115181294355, -1.7085673888431236, -1.5022187211731663),
        *(-0.5636066658221027, -0.10210103112021689, -0.009483966959614452),
        *(-0.00046032530748678097, -1.1430083648451737e-05, -1.3341551868554742e-07),
        -5.638038339588935e-10,
    ),
    (
        *(1.0, 9.858658016961304, 21.640186735658595, 17.31307763897494, 6.178721752808288),
        *(1.088486943963215, 0.09950055434408885, 0.0047846819968388665, 0.00011815963332283862),
        *(1.3748067355421944e-06, 5.799125149291476e-09),
    ),
)
_BOUND = 2.09
# Ai(0) and -Ai'(0), times the coefficients of x**(3 k) and x**(3 k + 1), the highest first.
_EVEN = [*accumulate(range(1, 16), lambda c, k: c / (3 * k * (3 * k - 1)), initial=1.0)][::-1]
_ODD = [*accumulate(range(1, 16), lambda c, k: c / (3 * k * (3 * k + 1)), initial=1.0)][::-1]
_AI, _SLOPE = 0.355028053887817239260, 0.258819403792806798405
_ORDERS = range(len(_EVEN) - 1, -1, -1)
_EVEN_SLOPE = [3 * k * c for k, c in zip(_ORDERS, _EVEN, strict=True)][:-1]
_ODD_SLOPE = [(3 * k + 1) * c for k, c in zip(_ORDERS, _ODD, strict=True)]


def _near(x, slope):
    z = x * x * x
    if slope:
        return _AI * x * x * horner(z, _EVEN_SLOPE) - _SLOPE * horner(z, _ODD_SLOPE)
    return _AI * horner(z, _EVEN) - _SLOPE * x * horner(z, _ODD)


def _decay(x, slope):
    root = np.sqrt(x)
    zeta = 2 / 3 * x * root
    size = np.exp(-zeta) / (2 * math.sqrt(math.pi))
    if slope:
        return -size * np.sqrt(root) * ratio(1 / zeta, _DECAY_SLOPE)
    return size / np.sqrt(root) * ratio(1 / zeta, _DECAY)


def _wave(x, slope):
    root = np.sqrt(-x)
    zeta = -2 / 3 * x * root
    z = 1 / zeta
    in_phase, across = (_SINE_SLOPE, _COSINE_SLOPE) if slope else (_SINE, _COSINE)
    p, q = 1 + z * z * ratio(z * z, in_phase), z * ratio(z * z, across)
    sin, cos = np.sin(zeta + math.pi / 4), np.cos(zeta + math.pi / 4)
    if slope:
        return -np.sqrt(root / math.pi) * (cos * p + sin * q)
    return (sin * p - cos * q) / np.sqrt(root * math.pi)


def _airy(x, slope):
    pieces = [
        (np.abs(x) < _BOUND, partial(_near, slope=slope)),
        ((x >= _BOUND) & (x < 110), partial(_decay, slope=slope)),
        (x >= 110, np.zeros_like),
        ((x <= -_BOUND) & (x > -np.inf), partial(_wave, slope=slope)),
    ]
    return by_pieces(pieces, x)


class AiryAi(Function):
    """Airy's function, which solves f'' = x f and goes down on the right."""

    fills_buffer = True

    def forward(x):
        return in_float64(partial(_airy, slope=False), x)

    def backward(grad, x):
        return grad * AiryAiPrime.call(x)


class AiryAiPrime(Function):
    """The derivative of Airy's function."""

    fills_buffer = True

    def forward(x):
        return in_float64(partial(_airy, slope=True), x)

    def backward(grad, x):
        return grad * (x * AiryAi.call(x))


def airy_ai(input: Tensor) -> Tensor:
    """Airy's function, which oscillates on the left and goes down on the right.

    >>> import tinygrad_np as torch
    >>> torch.special.airy_ai(torch.tensor([-5.0, 0.0, 1.0]))
    tensor([0.3508, 0.3550, 0.1353])
    """
    return unary(AiryAi, "airy_ai", input)
