"""Activations that, with `inplace`, are written over their input."""

from __future__ import annotations

from tinygrad_np import noise
from tinygrad_np.ops import activation, piecewise, twins
from tinygrad_np.tensor import Tensor


def relu(input: Tensor, inplace: bool = False) -> Tensor:
    """The larger of each element and 0.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.relu(torch.tensor([-1.0, 2.0]))
    tensor([0., 2.])
    """
    return twins.relu_(input) if inplace else activation.relu(input)


def relu6(input: Tensor, inplace: bool = False) -> Tensor:
    """Each element brought into [0, 6].

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.relu6(torch.tensor([-1.0, 7.0]))
    tensor([0., 6.])
    """
    return twins.relu6_(input) if inplace else piecewise.relu6(input)


def elu(input: Tensor, alpha: float = 1.0, inplace: bool = False) -> Tensor:
    """Each element x that is positive, else alpha * (e**x - 1).

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.elu(torch.tensor([-1.0, 2.0]))
    tensor([-0.6321,  2.0000])
    """
    return twins.elu_(input, alpha) if inplace else activation.elu(input, alpha)


def selu(input: Tensor, inplace: bool = False) -> Tensor:
    """`elu` with an alpha and a scale that keep mean and variance.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.selu(torch.tensor([-1.0, 2.0]))
    tensor([-1.1113,  2.1014])
    """
    return twins.selu_(input) if inplace else activation.selu(input)


def celu(input: Tensor, alpha: float = 1.0, inplace: bool = False) -> Tensor:
    """Each element x that is positive, else alpha * (e**(x / alpha) - 1).

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.celu(torch.tensor([-1.0, 2.0]), 2.0)
    tensor([-0.7869,  2.0000])
    """
    return twins.celu_(input, alpha) if inplace else activation.celu(input, alpha)


def silu(input: Tensor, inplace: bool = False) -> Tensor:
    """Each element times its sigmoid.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.silu(torch.tensor([-1.0, 2.0]))
    tensor([-0.2689,  1.7616])
    """
    return twins.silu_(input) if inplace else activation.silu(input)


def mish(input: Tensor, inplace: bool = False) -> Tensor:
    """Each element times the hyperbolic tangent of its `softplus`.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.mish(torch.tensor([-1.0, 2.0]))
    tensor([-0.3034,  1.9440])
    """
    return twins.mish_(input) if inplace else activation.mish(input)


def hardtanh(
    input: Tensor, min_val: float = -1.0, max_val: float = 1.0, inplace: bool = False
) -> Tensor:
    """Each element brought into [min_val, max_val].

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.hardtanh(torch.tensor([-2.0, 0.5]))
    tensor([-1.0000,  0.5000])
    """
    return (
        twins.hardtanh_(input, min_val, max_val)
        if inplace
        else piecewise.hardtanh(input, min_val, max_val)
    )


def hardsigmoid(input: Tensor, inplace: bool = False) -> Tensor:
    """x / 6 + 1 / 2 of each element x, brought into [0, 1].

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.hardsigmoid(torch.tensor([-4.0, 0.0]))
    tensor([0.0000, 0.5000])
    """
    return twins.hardsigmoid_(input) if inplace else piecewise.hardsigmoid(input)


def hardswish(input: Tensor, inplace: bool = False) -> Tensor:
    """Each element times its `hardsigmoid`.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.hardswish(torch.tensor([1.0, 4.0]))
    tensor([0.6667, 4.0000])
    """
    return twins.hardswish_(input) if inplace else piecewise.hardswish(input)


def threshold(input: Tensor, threshold: float, value: float, inplace: bool = False) -> Tensor:
    """Each element above `threshold`, else `value`.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.threshold(torch.tensor([-1.0, 2.0]), 0.5, 20.0)
    tensor([20.,  2.])
    """
    return (
        twins.threshold_(input, threshold, value)
        if inplace
        else piecewise.threshold(input, threshold, value)
    )


def leaky_relu(input: Tensor, negative_slope: float = 0.01, inplace: bool = False) -> Tensor:
    """Each element, those below 0 times `negative_slope`.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.leaky_relu(torch.tensor([-2.0, 3.0]), 0.25)
    tensor([-0.5000,  3.0000])
    """
    return (
        twins.leaky_relu_(input, negative_slope)
        if inplace
        else piecewise.leaky_relu(input, negative_slope)
    )


def rrelu(
    input: Tensor,
    lower: float = 1 / 8,
    upper: float = 1 / 3,
    training: bool = False,
    inplace: bool = False,
) -> Tensor:
    """Each element, those below 0 times a number.

    It is drawn from [lower, upper) for each if `training`, else halfway between.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.rrelu(torch.tensor([-1.0, 2.0]), 0.25, 0.75)
    tensor([-0.5000,  2.0000])
    """
    return (
        noise.rrelu_(input, lower, upper, training)
        if inplace
        else noise.rrelu(input, lower, upper, training)
    )
