"""Variances, standard deviations, covariances and correlations."""

from __future__ import annotations

import math
import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes, shapes
from tinygrad_np.engine.function import Function
from tinygrad_np.ops import reduction
from tinygrad_np.ops.arithmetic import mul, sub
from tinygrad_np.ops.division import div
from tinygrad_np.ops.elementwise import clamp
from tinygrad_np.ops.indexing import getitem
from tinygrad_np.ops.matrix import mm
from tinygrad_np.ops.operands import accepts_numpy_names, as_operand
from tinygrad_np.ops.power import sqrt
from tinygrad_np.ops.reduction import Mean, count_over, kept
from tinygrad_np.ops.shape import squeeze

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor

_HALF = np.dtype(np.float16)


class Var(Function):
    """The squared distance from the mean over dims, summed and divided by count - correction."""

    fills_buffer = True

    def forward(x, dims, keepdim, count, correction):
        dtype = x.dtype
        x = x.astype(np.float32) if dtype == _HALF else x
        squares = x - np.add.reduce(x, axis=dims, keepdims=True) / max(count, 1)
        squares *= squares
        added = np.add.reduce(squares, axis=dims, keepdims=keepdim)
        return (added / max(count - correction, 0)).astype(dtype, copy=False)

    def backward(grad, x, x_shape, dims, keepdim, count, correction):
        grad = kept(grad, x_shape, dims, keepdim)
        centred = x - Mean.forward(x, dims, True, max(count, 1))
        return centred * (grad * (2.0 / (count - correction) if count > correction else math.inf))


class Std(Function):
    """The square root of the variance; its derivative where that is 0 is 0."""

    fills_buffer = True

    def forward(x, dims, keepdim, count, correction):
        return np.sqrt(Var.forward(x, dims, keepdim, count, correction))

    def backward(grad, x, x_shape, out, dims, keepdim, count, correction):
        slope = np.where(out == 0, 0.0, grad / (2.0 * np.where(out == 0, 1.0, out)))
        return Var.backward(slope, x, x_shape, dims, keepdim, count, correction)


class VarMeanVar(Var, node_name="VarMeanBackward0"):
    """The variance, as one of two results."""


class VarMeanMean(Mean, node_name="VarMeanBackward0"):
    """The mean beside a variance."""


class StdMeanStd(Std, node_name="StdMeanBackward0"):
    """The standard deviation, as one of two results."""


class StdMeanMean(Mean, node_name="StdMeanBackward0"):
    """The mean beside a standard deviation."""


@accepts_numpy_names
def var(
    input: Tensor,
    dim: Any = None,
    unbiased: bool | None = None,
    keepdim: bool = False,
    *,
    correction: float | None = None,
) -> Tensor:
    """The variance over `dim` (an int, several, or all).

    It divides by the number of elements less `correction`, which is 1 if not given; `unbiased` is
    the older way to say 1 or 0. It warns where that leaves nothing to divide by.

    Raises:
        RuntimeError: if the input is not floating point.
        IndexError: for a dim that the input does not have.

    >>> import tinygrad_np as torch
    >>> torch.var(torch.tensor([[1.0, 3.0], [2.0, 6.0]]), dim=1)
    tensor([2., 8.])
    """
    input, *options = _options("var", input, dim, unbiased, keepdim, correction)
    return Var.apply(input, *options)


@accepts_numpy_names
def std(
    input: Tensor,
    dim: Any = None,
    unbiased: bool | None = None,
    keepdim: bool = False,
    *,
    correction: float | None = None,
) -> Tensor:
    """The standard deviation over `dim` (an int, several, or all), the square root of `var`.

    Where it is 0 so is its derivative.

    Raises:
        RuntimeError: if the input is not floating point.
        IndexError: for a dim that the input does not have.

    >>> import tinygrad_np as torch
    >>> torch.std(torch.tensor([1.0, 3.0, 5.0]), correction=0)
    tensor(1.6330)
    """
    input, *options = _options("std", input, dim, unbiased, keepdim, correction)
    return Std.apply(input, *options)


@accepts_numpy_names
def var_mean(
    input: Tensor,
    dim: Any = None,
    unbiased: bool | None = None,
    keepdim: bool = False,
    *,
    correction: float | None = None,
) -> tuple[Tensor, Tensor]:
    """The variance and the mean over `dim` (an int, several, or all): see `var`.

    >>> import tinygrad_np as torch
    >>> torch.var_mean(torch.tensor([1.0, 3.0]))
    (tensor(2.), tensor(2.))
    """
    input, *options = _options("var_mean", input, dim, unbiased, keepdim, correction)
    return VarMeanVar.apply(input, *options), VarMeanMean.apply(input, *options[:-1])


@accepts_numpy_names
def std_mean(
    input: Tensor,
    dim: Any = None,
    unbiased: bool | None = None,
    keepdim: bool = False,
    *,
    correction: float | None = None,
) -> tuple[Tensor, Tensor]:
    """The standard deviation and the mean over `dim` (an int, several, or all): see `std`.

    >>> import tinygrad_np as torch
    >>> torch.std_mean(torch.tensor([1.0, 3.0]), correction=0)
    (tensor(1.), tensor(2.))
    """
    input, *options = _options("std_mean", input, dim, unbiased, keepdim, correction)
    return StdMeanStd.apply(input, *options), StdMeanMean.apply(input, *options[:-1])


def _options(
    op: str, input: Any, dim: Any, unbiased: Any, keepdim: bool, correction: Any
) -> tuple[Any, shapes.Shape | None, bool, int, float]:
    """The input, dims, keepdim, count and correction that a variance is asked for with."""
    input = as_operand(input, op)
    if isinstance(dim, bool) and unbiased is None and correction is None and not keepdim:
        dim, unbiased = None, dim  # the form var(input, unbiased)
    if isinstance(dim, bool):
        raise TypeError(f"{op}(): argument 'dim' must be tuple of ints, not bool")
    correction = _correction(op, unbiased, correction)
    a = input._array
    if a.dtype.kind != "f":
        which = op if op.endswith("_mean") else "std and var"
        raise RuntimeError(f"{which} only support floating point and complex dtypes")
    dims = shapes.wrap_dims(dim, a.ndim, op, keepdim)
    count = count_over(a.shape, dims)
    if count <= correction:
        warnings.warn(
            f"{op}(): degrees of freedom is <= 0. Correction should be strictly less than the "
            "reduction factor (input numel divided by output numel).",
            stacklevel=4,
        )
    return input, dims, keepdim, count, correction


def _correction(op: str, unbiased: Any, correction: Any) -> float:
    """What is taken off the count, which can be said in two ways."""
    if not (unbiased is None or isinstance(unbiased, bool)):
        raise TypeError(f"{op}(): argument 'unbiased' must be bool, not {type(unbiased).__name__}")
    if unbiased is not None and correction is not None:
        raise TypeError(f"{op}(): give correction or unbiased, not both")
    if correction is None:
        return 0 if unbiased is False else 1
    if not isinstance(correction, (int, float)):
        raise TypeError(
            f"{op}(): argument 'correction' must be Number, not {type(correction).__name__}"
        )
    return correction


def cov(
    input: Tensor,
    *,
    correction: int = 1,
    fweights: Tensor | None = None,
    aweights: Tensor | None = None,
) -> Tensor:
    """The covariances of variables, which are rows of `input`, and columns their observations.

    An observation counts as many times as `fweights` (integers) says, and by the weight that
    `aweights` (floating point) gives it.

    Raises:
        RuntimeError: for more than two dims, bools, or weights that do not fit.

    >>> import tinygrad_np as torch
    >>> torch.cov(torch.tensor([[1.0, 2.0, 3.0], [3.0, 2.0, 1.0]]))
    tensor([[ 1., -1.],
            [-1.,  1.]])
    """
    input = as_operand(input, "cov")
    if isinstance(correction, bool) or not isinstance(correction, int):
        raise TypeError(
            f"cov(): argument 'correction' must be int, not {type(correction).__name__}"
        )
    a = input._array
    _check_variables("cov", a)
    if a.dtype.kind == "b":
        raise RuntimeError("cov(): bool dtype is not supported for input")
    x: Any = input.reshape(1, -1) if a.ndim < 2 else input
    w = _weights(x._array.shape[1], fweights, aweights)
    added: Any = x._array.shape[1] if w is None else reduction.sum(w)
    mean = div(reduction.sum(x if w is None else mul(x, w), 1, True), added)
    divisor = added - correction
    if aweights is not None and correction != 0:
        divisor = added - correction * reduction.sum(mul(w, aweights)) / added
    if divisor <= 0:
        warnings.warn(
            "cov(): degrees of freedom is <= 0. Correction should be strictly less than the "
            "number of observations.",
            stacklevel=2,
        )
        divisor = 0.0
    centred = sub(x, mean)
    weighted = centred if w is None else mul(centred, w)
    return squeeze(div(mm(centred, weighted.t()), divisor))


def corrcoef(input: Tensor) -> Tensor:
    """The correlations of variables, which are rows of `input`, and columns their observations.

    Raises:
        RuntimeError: for more than two dims, or bools.

    >>> import tinygrad_np as torch
    >>> torch.corrcoef(torch.tensor([[1.0, 2.0, 3.0], [3.0, 2.0, 1.0]]))
    tensor([[ 1., -1.],
            [-1.,  1.]])
    """
    input = as_operand(input, "corrcoef")
    _check_variables("corrcoef", input._array)
    c: Any = cov(input)
    if not c.ndim:
        return c / c
    each = range(c._array.shape[0])
    deviation = sqrt(getitem(c, (each, each)))
    return clamp(c / deviation.reshape(-1, 1) / deviation, -1, 1)


def _check_variables(op: str, a: np.ndarray) -> None:
    if a.ndim > 2:
        raise RuntimeError(
            f"{op}(): expected input to have two or fewer dimensions but got an input with "
            f"{a.ndim} dimensions"
        )


def _weights(count: int, fweights: Any, aweights: Any) -> Any:
    """How much each observation counts, or None where they all count alike."""
    for name, weights, kinds in (("fweights", fweights, "iu"), ("aweights", aweights, "f")):
        if weights is not None:
            _check_weights(name, as_operand(weights, "cov", name)._array, count, kinds)
    if fweights is None or aweights is None:
        w = aweights if fweights is None else fweights
    else:
        w = mul(fweights, aweights)
    if w is not None and reduction.sum(w)._array == 0:
        raise RuntimeError("cov(): weights sum to zero, can't be normalized")
    return w


def _check_weights(name: str, weights: np.ndarray, count: int, kinds: str) -> None:
    if weights.ndim > 1:
        raise RuntimeError(
            f"cov(): expected {name} to have one or fewer dimensions but got {name} with "
            f"{weights.ndim} dimensions"
        )
    if weights.dtype.kind not in kinds:
        wanted = "floating point" if kinds == "f" else "integral"
        raise RuntimeError(
            f"cov(): expected {name} to have {wanted} dtype but got {name} with "
            f"{dtypes.from_numpy_dtype(weights.dtype).scalar_name} dtype"
        )
    if weights.size != count:
        raise RuntimeError(
            f"cov(): expected {name} to have the same numel as there are observations in the "
            f"input but got {weights.size} != {count}"
        )
    if (weights < 0).any():
        raise RuntimeError(f"cov(): {name} cannot be negative")
