"""PyTorch's `torch.special`: special functions of mathematics.

What is also a function of the package itself stands here by its name in this world as well.

>>> import tinygrad_np as torch
>>> torch.special.ndtr(torch.tensor([-1.0, 0.0, 1.0]))
tensor([0.1587, 0.5000, 0.8413])
"""

from tinygrad_np.ops.activation import logit
from tinygrad_np.ops.activation import sigmoid as expit
from tinygrad_np.ops.bessel import bessel_j0, bessel_j1, bessel_y0, bessel_y1
from tinygrad_np.ops.entropy import entr, xlog1py
from tinygrad_np.ops.error_functions import (
    erf,
    erfc,
    erfcx,
    erfinv,
    log_ndtr,
    ndtr,
    ndtri,
)
from tinygrad_np.ops.exponential import exp2, expm1, log1p, xlogy
from tinygrad_np.ops.gamma import digamma, multigammaln, polygamma, zeta
from tinygrad_np.ops.gamma import digamma as psi
from tinygrad_np.ops.gamma import lgamma as gammaln
from tinygrad_np.ops.incomplete_gamma import igamma as gammainc
from tinygrad_np.ops.incomplete_gamma import igammac as gammaincc
from tinygrad_np.ops.modified_bessel import i0, i0e, i1, i1e
from tinygrad_np.ops.reduction import logsumexp
from tinygrad_np.ops.rounding import round
from tinygrad_np.ops.softmax import log_softmax, softmax
from tinygrad_np.ops.trigonometric import sinc

__all__ = [
    "bessel_j0",
    "bessel_j1",
    "bessel_y0",
    "bessel_y1",
    "digamma",
    "entr",
    "erf",
    "erfc",
    "erfcx",
    "erfinv",
    "exp2",
    "expit",
    "expm1",
    "gammainc",
    "gammaincc",
    "gammaln",
    "i0",
    "i0e",
    "i1",
    "i1e",
    "log1p",
    "log_ndtr",
    "log_softmax",
    "logit",
    "logsumexp",
    "multigammaln",
    "ndtr",
    "ndtri",
    "polygamma",
    "psi",
    "round",
    "sinc",
    "softmax",
    "xlog1py",
    "xlogy",
    "zeta",
]
