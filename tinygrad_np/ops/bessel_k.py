"""Modified Bessel functions of the second kind, of orders 0 and 1, as they are and scaled.

The series are S. Moshier's (Cephes, `k0` and `k1`), in the polynomials of Chebyshev.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from tinygrad_np.engine.function import Function
from tinygrad_np.ops.approximation import by_pieces, clenshaw, in_float64
from tinygrad_np.ops.modified_bessel import I0, I1
from tinygrad_np.ops.operands import unary

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor

# By x**2 - 2 up to 2, by 8 / x - 2 beyond.
_K0_NEAR = (
    *(1.374465435613523e-16, 4.25981614279661e-14, 1.0349695257633842e-11, 1.904516377220209e-09),
    *(2.5347910790261494e-07, 2.286212103119452e-05, 0.001264615411446926, 0.0359799365153615),
    *(0.3442898999246285, -0.5353273932339028),
)
_K0_FAR = (
    *(5.300433772686263e-18, -1.6475804301524212e-17, 5.2103915050390274e-17),
    *(-1.678231096805412e-16, 5.512055978524319e-16, -1.848593377343779e-15),
    *(6.3400764774050706e-15, -2.2275133269916698e-14, 8.032890775363575e-14),
    *(-2.9800969231727303e-13, 1.140340588208475e-12, -4.514597883373944e-12),
    *(1.8559491149547177e-11, -7.957489244477107e-11, 3.577397281400301e-10, -1.69753450938906e-09),
    *(8.574034017414225e-09, -4.660489897687948e-08, 2.766813639445015e-07),
    *(-1.8317555227191195e-06, 1.39498137188765e-05, -0.00012849549581627802),
    *(0.0015698838857300533, -0.0314481013119645, 2.4403030820659555),
)
_K1_NEAR = (
    *(-7.023863479386288e-18, -2.427449850519366e-15, -6.666901694199329e-13),
    *(-1.4114883926335278e-10, -2.213387630734726e-08, -2.4334061415659684e-06),
    *(-0.0001730288957513052, -0.006975723859639864, -0.12261118082265715, -0.3531559607765449),
    1.5253002273389478,
)
_K1_FAR = (
    *(-5.756744483665017e-18, 1.7940508731475592e-17, -5.689462558442859e-17),
    *(1.838093544366639e-16, -6.057047248373319e-16, 2.038703165624334e-15, -7.019837090418314e-15),
    *(2.4771544244813043e-14, -8.976705182324994e-14, 3.3484196660784293e-13),
    *(-1.2891739609510289e-12, 5.13963967348173e-12, -2.1299678384275683e-11),
    *(9.218315187605006e-11, -4.1903547593418965e-10, 2.015049755197033e-09),
    *(-1.0345762465678097e-08, 5.7410841254500495e-08, -3.5019606030878126e-07),
    *(2.406484947837217e-06, -1.936197974166083e-05, 0.00019521551847135162, -0.002857816859622779),
    *(0.10392373657681724, 2.7206261904844427),
)


def _k0_near(x):
    return clenshaw(x * x - 2, _K0_NEAR) - np.log(x / 2) * I0.forward(x)


def _k1_near(x):
    return clenshaw(x * x - 2, _K1_NEAR) / x + np.log(x / 2) * I1.forward(x)


def _k(x, near, far, scaled):
    def beyond(x):
        series = clenshaw(8 / x - 2, far) / np.sqrt(x)
        return series if scaled else series * np.exp(-x)

    pieces = [
        (x == 0, lambda x: np.full_like(x, np.inf)),
        ((x > 0) & (x <= 2), lambda x: near(x) * np.exp(x) if scaled else near(x)),
        (x > 2, beyond),
    ]
    return by_pieces(pieces, x)


_k0 = partial(_k, near=_k0_near, far=_K0_FAR)
_k1 = partial(_k, near=_k1_near, far=_K1_FAR)


class K0(Function):
    """The modified Bessel function of the second kind of order 0."""

    fills_buffer = True

    def forward(x):
        return in_float64(partial(_k0, scaled=False), x)

    def backward(grad, x):
        return -grad * K1.call(x)


class K1(Function):
    """The modified Bessel function of the second kind of order 1."""

    fills_buffer = True

    def forward(x):
        return in_float64(partial(_k1, scaled=False), x)

    def backward(grad, x, out):
        return -grad * (K0.call(x) + out / x)


class K0e(Function):
    """K0 times exp(x)."""

    fills_buffer = True

    def forward(x):
        return in_float64(partial(_k0, scaled=True), x)

    def backward(grad, x, out):
        return grad * (out - K1e.call(x))


class K1e(Function):
    """K1 times exp(x)."""

    fills_buffer = True

    def forward(x):
        return in_float64(partial(_k1, scaled=True), x)

    def backward(grad, x, out):
        return grad * (out - K0e.call(x) - out / x)


def modified_bessel_k0(input: Tensor) -> Tensor:
    """The modified Bessel function of the second kind of order 0; nan for negative numbers.

    >>> import tinygrad_np as torch
    >>> torch.special.modified_bessel_k0(torch.tensor([0.0, 1.0, 10.0]))
    tensor([       inf, 4.2102e-01, 1.7780e-05])
    """
    return unary(K0, "modified_bessel_k0", input)


def modified_bessel_k1(input: Tensor) -> Tensor:
    """The modified Bessel function of the second kind of order 1; nan for negative numbers.

    >>> import tinygrad_np as torch
    >>> torch.special.modified_bessel_k1(torch.tensor([0.0, 1.0, 10.0]))
    tensor([       inf, 6.0191e-01, 1.8649e-05])
    """
    return unary(K1, "modified_bessel_k1", input)


def scaled_modified_bessel_k0(input: Tensor) -> Tensor:
    """`modified_bessel_k0` times exp(x), which does not underflow.

    >>> import tinygrad_np as torch
    >>> torch.special.scaled_modified_bessel_k0(torch.tensor([0.0, 1.0, 10.0]))
    tensor([   inf, 1.1445, 0.3916])
    """
    return unary(K0e, "scaled_modified_bessel_k0", input)


def scaled_modified_bessel_k1(input: Tensor) -> Tensor:
    """`modified_bessel_k1` times exp(x), which does not underflow.

    >>> import tinygrad_np as torch
    >>> torch.special.scaled_modified_bessel_k1(torch.tensor([0.0, 1.0, 10.0]))
    tensor([   inf, 1.6362, 0.4108])
    """
    return unary(K1e, "scaled_modified_bessel_k1", input)
