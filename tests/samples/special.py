"""Special functions: references that are slow and simple."""

import math
from statistics import NormalDist

import numpy as np

from tests.samples.arrays import (
    COLUMN,
    EMPTY,
    INF,
    POSITIVE,
    ROW,
    SCALAR,
    VECTOR,
    A,
    B,
    Convention,
    Row,
    array,
)

LINE = [(A * 3,), (array(-7, -2, 0.01, 0.4, 5, 9),), (SCALAR,), (EMPTY,)]
POSITIVE_LINE = [(POSITIVE * 4,), (array(0.3, 0.9, 1.5, 4.9, 5.2, 11),), (SCALAR,), (EMPTY,)]
SECOND_KIND = [(POSITIVE * 2,), (array(0.3, 0.9, 1.9, 2.1, 3, 4),), (SCALAR,), (EMPTY,)]
POLELESS = [*POSITIVE_LINE, (array(-0.3, -1.6, -2.45, -3.5),)]
BETWEEN = [(A / 1.3,), (SCALAR,), (EMPTY,)]
WITH_ORDER = [(*args, n) for n in (0, 1, 2, 3) for args in POSITIVE_LINE[1:]]
FRACTIONS = [
    (POSITIVE * 3, abs(B) * 3),
    (abs(COLUMN), abs(ROW)),
    (array(0.2, 0.8, 15, 9), array(0.9, 0.1, 12, 13)),
    (SCALAR, abs(VECTOR)),
    (EMPTY, EMPTY),
]
HURWITZ = [
    (POSITIVE + 0.5, abs(B) + 1.5),
    (abs(COLUMN), abs(ROW) + 2),
    (array(1, 0.4, 12), 3),
    (SCALAR, np.array(2.2)),
    (EMPTY, EMPTY),
]


def each(f):
    """A function of numbers as one of arrays, element by element."""
    return np.vectorize(f, otypes=[np.float64])


def by_torch(name):
    """PyTorch's function of that name."""

    def reference(xp, *args):
        owner = xp if hasattr(xp, name) else xp.special
        return getattr(owner, name)(*args)

    return reference


def of_numpy(f):
    return lambda xp, *args: each(f)(*args)


def row(f, samples, name):
    return Row(of_numpy(f), samples, torch=by_torch(name))


def zeta(q, s):
    """Thirty terms, and Euler's and Maclaurin's first few for the others."""
    w = q + 30
    power = w**-s
    rest = power * (w / (s - 1) + 0.5 + s / (12 * w) - s * (s + 1) * (s + 2) / (720 * w**3))
    rest += power * s * (s + 1) * (s + 2) * (s + 3) * (s + 4) / (30240 * w**5)
    return sum((q + k) ** -s for k in range(30)) + rest


def digamma(x):
    if x < 0:
        return digamma(1 - x) - math.pi / math.tan(math.pi * x)
    w = x + 30
    far = math.log(w) - 0.5 / w - 1 / (12 * w**2) + 1 / (120 * w**4) - 1 / (252 * w**6)
    return far - sum(1 / (x + k) for k in range(30))


def polygamma(x, n):
    return digamma(x) if n == 0 else (-1) ** (n + 1) * math.factorial(n) * zeta(x, n + 1)


def by_zeta(xp, x, n):
    """PyTorch's own, but of order 1, where that has ten digits only."""
    return xp.special.zeta(2.0, x) if n == 1 else xp.polygamma(n, x)


def mvlgamma(x, p):
    return sum(math.lgamma(x - j / 2) for j in range(p)) + p * (p - 1) / 4 * math.log(math.pi)


def bessel(x, order, sign, add=math.fsum):
    """The power series, of all signs for the modified functions."""
    factors = [sign**k / math.factorial(k) / math.factorial(k + order) for k in range(60)]
    return add(c * (x / 2) ** (2 * k + order) for k, c in enumerate(factors))


def harmonic(k):
    return sum(1 / j for j in range(1, k + 1)) - 0.5772156649015329


def bessel_y(x, order, add=math.fsum, log=math.log):
    factors = [(-1) ** k / math.factorial(k) / math.factorial(k + order) for k in range(60)]
    weights = [c * (harmonic(k) + harmonic(k + order)) for k, c in enumerate(factors)]
    series = add(c * (x / 2) ** (2 * k + order) for k, c in enumerate(weights))
    of_j = 2 * log(x / 2) * bessel(x, order, -1, add)
    return (of_j - series - (2 / x if order else 0)) / math.pi


def bessel_k(x, order, add=math.fsum, log=math.log):
    factors = [(-1) ** order / math.factorial(k) / math.factorial(k + order) for k in range(60)]
    weights = [c * (harmonic(k) + harmonic(k + order)) / 2 for k, c in enumerate(factors)]
    series = add(c * (x / 2) ** (2 * k + order) for k, c in enumerate(weights))
    of_i = -((-1) ** order) * log(x / 2) * bessel(x, order, 1, add)
    return of_i + series + (1 / x if order else 0)


def k_by_torch(order):
    return lambda xp, x: bessel_k(x, order, sum, xp.log)


def igamma(a, x):
    terms, n = [1 / a], a
    while terms[-1] > 1e-17 * terms[0]:
        n += 1
        terms.append(terms[-1] * x / n)
    return math.fsum(terms) * math.exp(a * math.log(x) - x - math.lgamma(a))


def erfinv(x):
    return NormalDist().inv_cdf((x + 1) / 2) / math.sqrt(2)


# The polynomials of degree 0, 1, 2 and 3.
EXPLICIT = {
    "chebyshev_polynomial_t": lambda x: (1, x, 2 * x**2 - 1, 4 * x**3 - 3 * x),
    "chebyshev_polynomial_u": lambda x: (1, 2 * x, 4 * x**2 - 1, 8 * x**3 - 4 * x),
    "chebyshev_polynomial_v": lambda x: (
        *(1, 2 * x - 1, 4 * x**2 - 2 * x - 1),
        8 * x**3 - 4 * x**2 - 4 * x + 1,
    ),
    "chebyshev_polynomial_w": lambda x: (
        *(1, 2 * x + 1, 4 * x**2 + 2 * x - 1),
        8 * x**3 + 4 * x**2 - 4 * x - 1,
    ),
    "hermite_polynomial_h": lambda x: (1, 2 * x, 4 * x**2 - 2, 8 * x**3 - 12 * x),
    "hermite_polynomial_he": lambda x: (1, x, x**2 - 1, x**3 - 3 * x),
    "laguerre_polynomial_l": lambda x: (
        *(1, 1 - x, x**2 / 2 - 2 * x + 1),
        -(x**3) / 6 + 3 * x**2 / 2 - 3 * x + 1,
    ),
    "legendre_polynomial_p": lambda x: (1, x, 1.5 * x**2 - 0.5, 2.5 * x**3 - 1.5 * x),
}
DEGREES = np.array([[0.0, 1.0, 2.0], [3.0, 2.0, 3.0]])
POLYNOMIALS = [
    (A, DEGREES, f"{shifted}{family}", 0)
    for family in EXPLICIT
    for shifted in ("", "shifted_")
    if not shifted or "chebyshev" in family
]


def polynomial(xp, x, n, family, order):
    family, shifted = family.removeprefix("shifted_"), family.startswith("shifted_")
    every = EXPLICIT[family](2 * x - 1 if shifted else x)
    return sum((n == k) * (p + 0 * x) for k, p in enumerate(every))


def airy(x, slope=False, add=math.fsum):
    """The power series, whose coefficients obey c[n + 3] = c[n] / (n + 2) / (n + 3)."""
    coefficients = [0.355028053887817239260, -0.258819403792806798405, 0.0]
    for n in range(100):
        coefficients.append(coefficients[n] / (n + 2) / (n + 3))
    if slope:
        coefficients = [n * c for n, c in enumerate(coefficients)][1:]
    return add(c * x**n for n, c in enumerate(coefficients))


AIRY = [(A * 3,), (array(-4.5, -2.2, -2, 2.05, 2.1, 2.6),), (SCALAR,), (EMPTY,)]
ROWS = {
    "AiryAi": Row(of_numpy(airy), AIRY, torch=lambda xp, x: airy(x, False, sum)),
    "AiryAiPrime": Row(
        of_numpy(lambda x: airy(x, True)), AIRY, torch=lambda xp, x: airy(x, True, sum)
    ),
    "Polynomial": Row(
        polynomial,
        [
            *POLYNOMIALS,
            (SCALAR, 3, "legendre_polynomial_p", 0),
            (COLUMN, np.array([2.0, -1.0]), "hermite_polynomial_h", 0),
            (EMPTY, DEGREES[0], "laguerre_polynomial_l", 0),
        ],
    ),
    "K0": Row(of_numpy(lambda x: bessel_k(x, 0)), SECOND_KIND, torch=k_by_torch(0)),
    "K1": Row(of_numpy(lambda x: bessel_k(x, 1)), SECOND_KIND, torch=k_by_torch(1)),
    "K0e": Row(
        of_numpy(lambda x: bessel_k(x, 0) * math.exp(x)),
        SECOND_KIND,
        torch=lambda xp, x: k_by_torch(0)(xp, x) * xp.exp(x),
    ),
    "K1e": Row(
        of_numpy(lambda x: bessel_k(x, 1) * math.exp(x)),
        SECOND_KIND,
        torch=lambda xp, x: k_by_torch(1)(xp, x) * xp.exp(x),
    ),
    "Erf": row(math.erf, LINE, "erf"),
    "Erfc": row(math.erfc, LINE, "erfc"),
    "Erfcx": row(lambda x: math.exp(x * x) * math.erfc(x), [(A * 2,), *LINE[2:]], "erfcx"),
    "Erfinv": row(erfinv, BETWEEN, "erfinv"),
    "Ndtr": row(NormalDist().cdf, LINE, "ndtr"),
    "LogNdtr": row(lambda x: math.log(math.erfc(-x / math.sqrt(2)) / 2), LINE, "log_ndtr"),
    "Ndtri": row(NormalDist().inv_cdf, [(POSITIVE / 1.3,), (SCALAR,), (EMPTY,)], "ndtri"),
    "Lgamma": row(math.lgamma, POLELESS, "lgamma"),
    "Digamma": row(digamma, POLELESS, "digamma"),
    "Polygamma": Row(of_numpy(polygamma), WITH_ORDER, torch=by_zeta),
    "Mvlgamma": row(mvlgamma, [(POSITIVE + 2, 1), (POSITIVE + 2, 3), (EMPTY, 2)], "mvlgamma"),
    "Zeta": Row(of_numpy(zeta), HURWITZ, torch=lambda xp, q, s: xp.special.zeta(s, q)),
    "Igamma": row(igamma, FRACTIONS, "igamma"),
    "Igammac": row(lambda a, x: 1 - igamma(a, x), FRACTIONS, "igammac"),
    "I0": row(lambda x: bessel(x, 0, 1), LINE, "i0"),
    "I1": row(lambda x: bessel(x, 1, 1), LINE, "i1"),
    "I0e": row(lambda x: bessel(x, 0, 1) * math.exp(-abs(x)), LINE, "i0e"),
    "I1e": row(lambda x: bessel(x, 1, 1) * math.exp(-abs(x)), LINE, "i1e"),
    # PyTorch has no derivatives of these, and leaves out a coefficient of Cephes's.
    "BesselJ0": Row(
        of_numpy(lambda x: bessel(x, 0, -1)), LINE, torch=lambda xp, x: bessel(x, 0, -1, sum)
    ),
    "BesselJ1": Row(
        of_numpy(lambda x: bessel(x, 1, -1)), LINE, torch=lambda xp, x: bessel(x, 1, -1, sum)
    ),
    "BesselY0": Row(
        of_numpy(lambda x: bessel_y(x, 0)),
        POSITIVE_LINE,
        torch=lambda xp, x: bessel_y(x, 0, sum, xp.log),
    ),
    "BesselY1": Row(
        of_numpy(lambda x: bessel_y(x, 1)),
        POSITIVE_LINE,
        torch=lambda xp, x: bessel_y(x, 1, sum, xp.log),
    ),
    "Xlog1py": Row(
        lambda xp, x, y: x * np.log1p(y),
        [(A, POSITIVE), (ROW, abs(COLUMN)), (SCALAR, SCALAR), (EMPTY, VECTOR)],
        torch=by_torch("xlog1py"),
    ),
    "Entr": row(lambda x: -x * math.log(x), POSITIVE_LINE, "entr"),
}

CONVENTIONS = [
    Convention("Xlog1py", (array(0, 0), array(-2, 0)), ([0, 0], [0, 0])),
    # Where a density is 0 or a scale overflows, and at the ends of an interval.
    Convention("Erf", (array(-40, 40),), ([0, 0],)),
    Convention("Erfc", (array(-40, 40),), ([0, 0],)),
    Convention("Erfinv", (array(-1, 1),), ([INF, INF],)),
    Convention("Ndtri", (array(0, 1),), ([INF, INF],)),
    Convention("LogNdtr", (array(0, 100),), ([math.sqrt(2 / math.pi), 0],)),
    Convention("Entr", (array(0, 1),), ([INF, -1],)),
    # Quotients by x, at 0.
    Convention("I1", (array(0),), ([0.5],)),
    Convention("I0e", (array(0),), ([0],)),
    Convention("I1e", (array(0),), ([0.5],)),
]
