"""An activation that draws random numbers while it learns."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np.engine.function import Function
from tinygrad_np.ops.inplace import in_place
from tinygrad_np.ops.operands import as_operand, number, refuse
from tinygrad_np.ops.piecewise import LeakyRelu
from tinygrad_np.random import Generator, stream_of

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class RreluWithNoise(Function):
    """x times noise that was drawn elsewhere."""

    def forward(x, noise):
        return x * noise

    def backward(grad, noise):
        return grad * noise


class RreluWithoutNoise(LeakyRelu, node_name="RreluWithNoiseBackward0"):
    """Leaky ReLU: what remains of RReLU when nothing is drawn."""


def rrelu(
    input: Tensor,
    lower: float = 1 / 8,
    upper: float = 1 / 3,
    training: bool = False,
    generator: Generator | None = None,
) -> Tensor:
    """Each element, those that are not positive times a number.

    That is drawn from [lower, upper) for each of them if `training`, else halfway between.

    Raises:
        NotImplementedError: for integers, and for float16 if `training`.
        RuntimeError: if a bound is not finite, or `lower` the larger one.

    >>> import tinygrad_np as torch
    >>> torch.rrelu(torch.tensor([-1.0, 2.0]), 0.25, 0.75)
    tensor([-0.5000,  2.0000])
    """
    x = as_operand(input, "rrelu")
    a = x._array
    low, high = number(lower, "rrelu", "lower"), number(upper, "rrelu", "upper")
    if not isinstance(training, bool):
        raise TypeError(f"rrelu(): argument 'training' must be bool, not {type(training).__name__}")
    _check_slopes(low, high)
    refuse("rrelu", "iub", a)
    if not training:
        return RreluWithoutNoise.run_unary(x, a, (low + high) / 2)
    if a.dtype == np.float16:
        raise NotImplementedError("\"rrelu_with_noise_out_cpu\" not implemented for 'Half'")
    noise = np.ones(a.shape, a.dtype)
    drawn = a <= 0
    stream = stream_of(generator, "rrelu")
    # Always of float64, as those of PyTorch.
    fractions = stream.fractions(int(np.count_nonzero(drawn)), np.float64)
    noise[drawn] = fractions * (high - low) + low
    return RreluWithNoise.run_unary(x, a, noise)


def _check_slopes(low: Any, high: Any) -> None:
    for name, bound in (("lower", low), ("upper", high)):
        if not math.isfinite(bound):
            raise RuntimeError(f"rrelu: {name} bound must be finite, got {bound}")
    if low > high:
        raise RuntimeError("Lower bound should be less than or equal to the upper bound")


rrelu_ = in_place(rrelu)
