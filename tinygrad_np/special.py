"""PyTorch's `torch.special`: special functions of mathematics.

What is also a function of the package itself stands here by its name in this world as well.

>>> import tinygrad_np as torch
>>> torch.special.ndtr(torch.tensor([-1.0, 0.0, 1.0]))
tensor([0.1587, 0.5000, 0.8413])
"""

from tinygrad_np.ops.activation import logit
from tinygrad_np.ops.activation import sigmoid as expit
from tinygrad_np.ops.airy import airy_ai
from tinygrad_np.ops.bessel import bessel_j0, bessel_j1, bessel_y0, bessel_y1, spherical_bessel_j0
from tinygrad_np.ops.bessel_k import (
    modified_bessel_k0,
    modified_bessel_k1,
    scaled_modified_bessel_k0,
    scaled_modified_bessel_k1,
)
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
from tinygrad_np.ops.modified_bessel import i0 as modified_bessel_i0
from tinygrad_np.ops.modified_bessel import i1 as modified_bessel_i1
from tinygrad_np.ops.polynomials import (
    chebyshev_polynomial_t,
    chebyshev_polynomial_u,
    chebyshev_polynomial_v,
    chebyshev_polynomial_w,
    hermite_polynomial_h,
    hermite_polynomial_he,
    laguerre_polynomial_l,
    legendre_polynomial_p,
    shifted_chebyshev_polynomial_t,
    shifted_chebyshev_polynomial_u,
    shifted_chebyshev_polynomial_v,
    shifted_chebyshev_polynomial_w,
)
from tinygrad_np.ops.reduction import logsumexp
from tinygrad_np.ops.rounding import round
from tinygrad_np.ops.softmax import log_softmax, softmax
from tinygrad_np.ops.trigonometric import sinc

__all__ = [
    "airy_ai",
    "bessel_j0",
    "bessel_j1",
    "bessel_y0",
    "bessel_y1",
    "chebyshev_polynomial_t",
    "chebyshev_polynomial_u",
    "chebyshev_polynomial_v",
    "chebyshev_polynomial_w",
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
    "hermite_polynomial_h",
    "hermite_polynomial_he",
    "i0",
    "i0e",
    "i1",
    "i1e",
    "laguerre_polynomial_l",
    "legendre_polynomial_p",
    "log1p",
    "log_ndtr",
    "log_softmax",
    "logit",
    "logsumexp",
    "modified_bessel_i0",
    "modified_bessel_i1",
    "modified_bessel_k0",
    "modified_bessel_k1",
    "multigammaln",
    "ndtr",
    "ndtri",
    "polygamma",
    "psi",
    "round",
    "scaled_modified_bessel_k0",
    "scaled_modified_bessel_k1",
    "shifted_chebyshev_polynomial_t",
    "shifted_chebyshev_polynomial_u",
    "shifted_chebyshev_polynomial_v",
    "shifted_chebyshev_polynomial_w",
    "sinc",
    "softmax",
    "spherical_bessel_j0",
    "xlog1py",
    "xlogy",
    "zeta",
]
