"""Activations that are smooth, or built on exponentials; and the first of all, ReLU."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from tinygrad_np import dtypes, shapes
from tinygrad_np.engine.function import Elementwise, Function
from tinygrad_np.ops import signs
from tinygrad_np.ops.arithmetic import add, sub
from tinygrad_np.ops.division import div
from tinygrad_np.ops.error_functions import Erf
from tinygrad_np.ops.operands import as_operand, number, refuse, unary, unary_of_floats
from tinygrad_np.ops.selection import zero_where
from tinygrad_np.ops.trigonometric import tanh

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


_ROOT_HALF = math.sqrt(0.5)
_NORMAL_DENSITY = 1 / math.sqrt(2 * math.pi)  # at 0
_TANH_SCALE = math.sqrt(2 / math.pi)
_TANH_CUBE = 0.044715
_SELU_ALPHA = 1.6732632423543772848170429916717  # of Klambauer et al. (2017)
_SELU_SCALE = 1.0507009873554804934193349852946


class Relu(Elementwise):
    """The positive part; its derivative at 0 is 0."""

    def forward(x):
        return np.maximum(x, 0)

    def backward(grad, out):
        return zero_where(grad, out <= 0)  # so that a nan is not taken for flat


class Sigmoid(Elementwise):
    """1 / (1 + exp(-x)). Where the exponential overflows, the result is the 0 that it should be."""

    def forward(x):
        return 1.0 / (1.0 + np.exp(-x))

    def backward(grad, out):
        return grad * (out * (1.0 - out))


class Logit(Elementwise):
    """log(x / (1 - x)); with an eps, of x brought into [eps, 1 - eps]."""

    def forward(x, eps):
        if eps is not None:
            x = np.minimum(np.maximum(x, eps), 1.0 - eps)
        return np.log(x / (1.0 - x))

    def backward(grad, x, eps):
        low, outside = (0.0, math.nan) if eps is None else (eps, 0.0)
        inside = (x >= low) & (x <= 1.0 - low)
        safe = np.where(inside, x, 0.5)
        return np.where(inside, grad / (safe * (1.0 - safe)), outside)


class Elu(Elementwise):
    """scale * x where x is positive, elsewhere scale * alpha * (exp(x) - 1)."""

    def forward(x, alpha, scale):
        below = np.expm1(np.minimum(x, 0)) * (alpha * scale)
        return np.maximum(x, 0) * scale + below  # faster than a choice

    def backward(grad, x, alpha, scale):
        slope = np.exp(np.minimum(x, 0)) * (alpha * scale)
        return grad * np.where(x <= 0, slope, scale)


class Celu(Elementwise):
    """x where it is positive, elsewhere alpha * (exp(x / alpha) - 1)."""

    def forward(x, alpha):
        return np.maximum(x, 0) + np.expm1(np.minimum(x, 0) / alpha) * alpha

    def backward(grad, x, alpha):
        return grad * np.exp(np.minimum(x, 0) / alpha)


class Silu(Elementwise):
    """x times its sigmoid."""

    def forward(x):
        return x / (1.0 + np.exp(-x))

    def backward(grad, x):
        share = Sigmoid.call(x)
        return grad * (share * (1.0 + x * (1.0 - share)))


class Mish(Elementwise):
    """x * tanh(log(1 + exp(x))).

    With e = exp(x) and n = e (e + 2), the hyperbolic tangent is n / (n + 2). Beyond 30 it is 1 in
    every dtype; there the derivative leaves e, which would overflow, what it is.
    """

    def forward(x):
        return x * np.tanh(np.log1p(np.exp(x)))  # of inf 1

    def backward(grad, x):
        wide = x.astype(np.float32) if x.dtype == np.float16 else x
        e = np.exp(np.minimum(wide, 30.0))
        n = e * (e + 2.0)
        slope = n / (n + 2.0) + wide * (4.0 * (e / (n + 2.0)) * ((e + 1.0) / (n + 2.0)))
        return grad * (slope if slope.dtype == x.dtype else slope.astype(x.dtype))


class Gelu(Elementwise):
    """x times the chance that a standard normal number is below it, or what is close to that."""

    def forward(x, approximate):
        if approximate == "tanh":
            return x * (0.5 + 0.5 * np.tanh(_TANH_SCALE * (x + _TANH_CUBE * (x * x * x))))
        return x * (0.5 + 0.5 * Erf.call(x * _ROOT_HALF))

    def backward(grad, x, approximate):
        if approximate == "none":
            density = np.exp(-0.5 * (x * x)) * _NORMAL_DENSITY
            return grad * (0.5 + 0.5 * Erf.call(x * _ROOT_HALF) + x * density)
        near = np.clip(x, -10.0, 10.0)  # beyond, the tangent is flat and its argument overflows
        square = near * near
        tangent = np.tanh(_TANH_SCALE * (near * (1.0 + _TANH_CUBE * square)))
        rise = (1.0 - tangent * tangent) * (_TANH_SCALE + 3.0 * _TANH_CUBE * _TANH_SCALE * square)
        return grad * (0.5 + 0.5 * tangent + 0.5 * near * rise)


class Softplus(Elementwise):
    """log(1 + exp(beta x)) / beta, and x where beta x is above the threshold."""

    def forward(x, beta, threshold):
        if x.dtype == np.float16:  # in which the exponential would overflow
            return Softplus.forward(x.astype(np.float32), beta, threshold).astype(np.float16)
        z = x * beta
        return np.where(z > threshold, x, np.log1p(np.exp(z)) / beta)

    def backward(grad, x, beta, threshold):
        z = x * beta
        return np.where(z > threshold, grad, grad * Sigmoid.call(z))


class LogSigmoid(Elementwise):
    """log(1 / (1 + exp(-x))), without overflow."""

    def forward(x):
        return np.minimum(x, 0) - np.log1p(np.exp(-np.absolute(x)))

    def backward(grad, x):
        return grad * Sigmoid.call(-x)


class Glu(Function):
    """The first half along dim times the sigmoid of the second."""

    def forward(x, dim):
        first, second = _halves(x, dim)
        return first / (1.0 + np.exp(-second))

    def backward(grad, x, dim):
        first, second = _halves(x, dim)
        share = Sigmoid.call(second)
        for_first = grad * share
        return np.concatenate((for_first, for_first * first * (1.0 - share)), dim)


def _halves(x, dim):
    n, before = x.shape[dim] // 2, (slice(None),) * dim
    return x[(*before, slice(n))], x[(*before, slice(n, None))]


def relu(input: Tensor) -> Tensor:
    """The larger of each element and 0; the derivative at 0 is 0.

    Raises:
        RuntimeError: for a bool tensor.

    >>> import tinygrad_np as torch
    >>> torch.relu(torch.tensor([-1.0, 2.0]))
    tensor([0., 2.])
    """
    input = as_operand(input, "relu")
    if input._array.dtype.kind == "b":
        raise RuntimeError("Boolean inputs not supported for relu")
    return Relu.run_unary(input, input._array)


def sigmoid(input: Tensor) -> Tensor:
    """1 / (1 + e**-x) of each element; integers give the default float dtype.

    >>> import tinygrad_np as torch
    >>> torch.sigmoid(torch.tensor([0.0, 100.0]))
    tensor([0.5000, 1.0000])
    """
    return unary(Sigmoid, "sigmoid", input)


def logit(input: Tensor, eps: float | None = None) -> Tensor:
    """log(x / (1 - x)) of each element, the inverse of `sigmoid`.

    With `eps`, elements are first brought into [eps, 1 - eps]; without it, what is outside of
    [0, 1] gives nan. Integers give the default float dtype.

    >>> import tinygrad_np as torch
    >>> torch.logit(torch.tensor([0.5, 0.9, 1.0]))
    tensor([0.0000, 2.1972,    inf])
    >>> torch.logit(torch.tensor([0.5, 0.9, 1.0]), eps=0.1)
    tensor([0.0000, 2.1972, 2.1972])
    """
    if not isinstance(eps, (int, float, type(None))):
        raise TypeError(
            f"logit(): argument 'eps' (position 2) must be float, not {type(eps).__name__}"
        )
    x = as_operand(input, "logit")
    a = x._array if x._array.dtype.kind == "f" else x._array.astype(dtypes.get_default())
    return Logit.run_unary(x, a, None if eps is None or eps < 0 else eps)


def elu(input: Tensor, alpha: float = 1.0) -> Tensor:
    """Each element x that is positive, and alpha * (e**x - 1) for the others.

    Raises:
        NotImplementedError: for integers.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.elu(torch.tensor([-1.0, 2.0]))
    tensor([-0.6321,  2.0000])
    """
    return unary_of_floats(Elu, "elu", input, number(alpha, "elu", "alpha"), 1.0)


def selu(input: Tensor) -> Tensor:
    """`elu` with the alpha, and times the scale, that keep mean and variance from layer to layer.

    The numbers are those of Klambauer et al. (2017), "Self-Normalizing Neural Networks".

    Raises:
        NotImplementedError: for integers.

    >>> import tinygrad_np as torch
    >>> torch.selu(torch.tensor([-1.0, 2.0]))
    tensor([-1.1113,  2.1014])
    """
    return unary_of_floats(Elu, "selu", input, _SELU_ALPHA, _SELU_SCALE)


def celu(input: Tensor, alpha: float = 1.0) -> Tensor:
    """Each element x that is positive, and alpha * (e**(x / alpha) - 1) for the others.

    Raises:
        NotImplementedError: for integers.
        RuntimeError: if alpha is 0.

    >>> import tinygrad_np as torch
    >>> torch.celu(torch.tensor([-1.0, 2.0]), 2.0)
    tensor([-0.7869,  2.0000])
    """
    alpha = number(alpha, "celu", "alpha")
    if alpha == 0:
        raise RuntimeError("ZeroDivisionError: alpha cannot be 0 for CELU")
    return unary_of_floats(Celu, "celu", input, alpha)


def silu(input: Tensor) -> Tensor:
    """Each element times its sigmoid; this is also known as swish.

    Raises:
        NotImplementedError: for integers.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.silu(torch.tensor([-1.0, 2.0]))
    tensor([-0.2689,  1.7616])
    """
    return unary_of_floats(Silu, "silu", input)


def mish(input: Tensor) -> Tensor:
    """Each element times the hyperbolic tangent of its `softplus`.

    Raises:
        NotImplementedError: for integers.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.mish(torch.tensor([-1.0, 2.0]))
    tensor([-0.3034,  1.9440])
    """
    return unary_of_floats(Mish, "mish", input)


def gelu(input: Tensor, *, approximate: str = "none") -> Tensor:
    """Each element times the chance that a standard normal number is below it.

    With `approximate="tanh"` that chance comes from a hyperbolic tangent, which is faster.

    Raises:
        NotImplementedError: for integers.
        RuntimeError: for another `approximate`.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.gelu(torch.tensor([-1.0, 2.0]))
    tensor([-0.1587,  1.9545])
    >>> torch.nn.functional.gelu(torch.tensor([-1.0, 2.0]), approximate="tanh")
    tensor([-0.1588,  1.9546])
    """
    if approximate not in ("none", "tanh"):
        if not isinstance(approximate, str):
            raise TypeError(
                f"gelu(): argument 'approximate' must be str, not {type(approximate).__name__}"
            )
        raise RuntimeError("approximate argument must be either none or tanh.")
    return unary_of_floats(Gelu, "gelu", input, approximate)


def softplus(input: Tensor, beta: float = 1.0, threshold: float = 20.0) -> Tensor:
    """log(1 + e**(beta * x)) / beta of each element x: a smooth `relu`.

    Where `beta * x` is above `threshold`, the result is x.

    Raises:
        NotImplementedError: for integers.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.softplus(torch.tensor([-1.0, 2.0, 1000.0]))
    tensor([3.1326e-01, 2.1269e+00, 1.0000e+03])
    """
    beta = number(beta, "softplus", "beta")
    threshold = number(threshold, "softplus", "threshold")
    return unary_of_floats(Softplus, "softplus", input, beta, threshold)


def logsigmoid(input: Tensor) -> Tensor:
    """The logarithm of the sigmoid of each element, exact where that is too small for a float.

    Raises:
        NotImplementedError: for integers.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.logsigmoid(torch.tensor([-1000.0, 0.0]))
    tensor([-1.0000e+03, -6.9315e-01])
    """
    return unary_of_floats(LogSigmoid, "log_sigmoid", input)


def glu(input: Tensor, dim: int = -1) -> Tensor:
    """The first half along `dim`, each element times the sigmoid of its partner in the second.

    Raises:
        IndexError: for a dim that the input does not have.
        NotImplementedError: for integers.
        RuntimeError: if the input has no dims, or an odd number along `dim`.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.glu(torch.tensor([3.0, 4.0, 0.0, 100.0]))
    tensor([1.5000, 4.0000])
    """
    x = as_operand(input, "glu")
    a = x._array
    if not a.ndim:
        raise RuntimeError("glu does not support scalars because halving size must be even")
    dim = shapes.wrap_dim(dim, a.ndim, "glu")
    if a.shape[dim] % 2:
        raise RuntimeError(
            f"Halving dimension must be even, but dimension {dim} is size {a.shape[dim]}"
        )
    refuse("glu", "iub", a)
    return Glu.run_unary(x, a, dim)


def softsign(input: Tensor) -> Tensor:
    """x / (1 + |x|) of each element x.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.softsign(torch.tensor([-1.0, 3.0]))
    tensor([-0.5000,  0.7500])
    """
    x = as_operand(input, "softsign")
    return div(x, add(signs.abs(x), 1))


def tanhshrink(input: Tensor) -> Tensor:
    """Each element less its hyperbolic tangent.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.tanhshrink(torch.tensor([-2.0, 0.0]))
    tensor([-1.0360,  0.0000])
    """
    x = as_operand(input, "tanhshrink")
    return sub(x, tanh(x))
