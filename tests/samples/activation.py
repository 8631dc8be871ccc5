"""Activations that are smooth, or built on exponentials."""

import math

import numpy as np

from tests.samples.arrays import (
    CUBE,
    EMPTY,
    INF,
    MAPS,
    NAN,
    SCALAR,
    SQUARE,
    A,
    Convention,
    Row,
    array,
)

BETWEEN = A * 0.3 + 0.5  # in (0, 1)


def logit(xp, x, eps):
    x = x if eps is None else xp.clip(x, eps, 1 - eps)
    return xp.log(x / (1 - x))


def sigmoid(xp, x):
    return 1 / (1 + xp.exp(-x))


def elu(xp, x, alpha, scale):
    return scale * xp.where(x > 0, x, alpha * xp.expm1(x))


def celu(xp, x, alpha):
    return xp.where(x > 0, x, alpha * xp.expm1(x / alpha))


def gelu(xp, x, approximate):
    if approximate == "tanh":
        return x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3))) / 2
    return x * (1 + np.vectorize(math.erf, [float])(x / math.sqrt(2))) / 2


def softplus(xp, x, beta, threshold):
    return xp.where(x * beta > threshold, x, xp.log1p(xp.exp(x * beta)) / beta)


def glu(xp, x, dim):
    first, second = np.split(x, 2, dim)
    return first * sigmoid(np, second)


def functional(name):
    """PyTorch's function in `torch.nn.functional`, of the op's arguments."""
    return lambda torch, *args: getattr(torch.nn.functional, name)(*args)


ROWS = {
    "Relu": Row(lambda xp, x: x * (x > 0), MAPS, torch=lambda xp, x: xp.relu(x)),
    "Sigmoid": Row(lambda xp, x: 1 / (1 + xp.exp(-x)), MAPS, torch=lambda xp, x: xp.sigmoid(x)),
    "Elu": Row(
        elu,
        [(A, 1.0, 1.0), (A, 0.5, 1.5), (CUBE, -2.0, 1.0), (SCALAR, 1.0, 1.0), (EMPTY, 1.0, 1.0)],
        torch=lambda torch, *args: torch.ops.aten.elu(*args),
    ),
    "Celu": Row(celu, [(A, 1.0), (CUBE, 0.5), (SCALAR, 2.0), (EMPTY, 1.0)]),
    "Silu": Row(lambda xp, x: x * sigmoid(xp, x), MAPS, torch=functional("silu")),
    "Mish": Row(lambda xp, x: x * xp.tanh(xp.log1p(xp.exp(x))), MAPS, torch=functional("mish")),
    "Gelu": Row(
        gelu,
        [(x, approximate) for x in (A, SCALAR, EMPTY) for approximate in ("none", "tanh")],
        torch=lambda torch, x, how: torch.nn.functional.gelu(x, approximate=how),
    ),
    "Softplus": Row(
        softplus,
        [(A, 1.0, 20.0), (CUBE, 2.0, 1.0), (A, -1.5, 20.0), (SCALAR, 0.5, 20.0), (EMPTY, 1, 20)],
        torch=functional("softplus"),
    ),
    "LogSigmoid": Row(lambda xp, x: -xp.log1p(xp.exp(-x)), MAPS, torch=functional("logsigmoid")),
    "Glu": Row(
        glu,
        [(SQUARE, 0), (SQUARE, 1), (CUBE, 1), (EMPTY, 0)],
        torch=functional("glu"),
    ),
    "Logit": Row(
        logit,
        [(BETWEEN, None), (BETWEEN, 0.25), (SCALAR, None), (EMPTY, 0.1)],
        torch=lambda xp, x, eps: xp.logit(x, eps),
    ),
}

CONVENTIONS = [
    # A kink that belongs to one of its sides.
    Convention("Relu", (array(-2, 0, 2, NAN),), ([0, 0, 1, 1],)),
    # Where an exponential would overflow.
    Convention("Sigmoid", (array(-1000, 0, 1000),), ([0, 0.25, 0],)),
    Convention("Silu", (array(-1000, 0, 1000),), ([0, 0.5, 1],)),
    Convention("Mish", (array(-1000, 0, 20),), ([0, 0.6, 1],)),
    Convention("Gelu", (array(-1000, 0, 1000), "none"), ([0, 0.5, 1],)),
    Convention("Gelu", (array(-1000, 0, 1000), "tanh"), ([0, 0.5, 1],)),
    Convention("Softplus", (array(-1000, 0, 1000), 1.0, 20.0), ([0, 0.5, 1],)),
    Convention("Softplus", (array(-1000, 0.5, 1000), 2.0, 1.0), ([0, sigmoid(np, 1), 1],)),
    Convention("LogSigmoid", (array(-1000, 0, 1000),), ([1, 0.5, 0],)),
    Convention("Elu", (array(-1000, 0, 1000), 0.5, 3.0), ([0, 1.5, 3],)),
    Convention("Celu", (array(-1000, 0, 1000), 2.0), ([0, 1, 1],)),
    # The bounds are inside.
    Convention("Logit", (array(0, 0.25, 0.75, 1), 0.25), ([0, 16 / 3, 16 / 3, 0],)),
    Convention("Logit", (array(0, 0.5, 1, 2), None), ([INF, 4, INF, NAN],)),
]
