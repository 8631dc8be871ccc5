"""How parameters begin: tensors filled with random numbers, the same ones as PyTorch's."""

from __future__ import annotations

import math
import warnings

from tinygrad_np.autograd.grad_mode import no_grad
from tinygrad_np.random import Generator
from tinygrad_np.tensor import Tensor

_GAINS = {"linear": 1, "sigmoid": 1, "tanh": 5 / 3, "relu": math.sqrt(2), "selu": 3 / 4}
_GAINS |= {f"conv{kind}{n}d": 1 for kind in ("", "_transpose") for n in (1, 2, 3)}


def calculate_gain(nonlinearity: str, param: float | None = None) -> float:
    """By how much a layer's weights are to be larger because of the nonlinearity after it.

    `param` is the slope of "leaky_relu" below 0.

    Raises:
        ValueError: for a nonlinearity that is not known, or a slope that is no number.

    >>> import tinygrad_np as torch
    >>> torch.nn.init.calculate_gain("leaky_relu", 1.0)
    1.0
    """
    if nonlinearity in _GAINS:
        return _GAINS[nonlinearity]
    if nonlinearity != "leaky_relu":
        raise ValueError(f"Unsupported nonlinearity {nonlinearity}")
    slope = 0.01 if param is None else param
    if isinstance(slope, bool) or not isinstance(slope, (int, float)):
        raise ValueError(f"negative_slope {param} not a valid number")
    return math.sqrt(2 / (1 + slope**2))


def uniform_(
    tensor: Tensor, a: float = 0.0, b: float = 1.0, generator: Generator | None = None
) -> Tensor:
    """Fill `tensor`, in place, with numbers spread evenly over [a, b).

    >>> import tinygrad_np as torch
    >>> w = torch.nn.init.uniform_(torch.empty(100), 2.0, 3.0)
    >>> bool((w >= 2).sum() == 100), bool((w < 3).sum() == 100)
    (True, True)
    """
    with no_grad():
        return tensor.uniform_(a, b, generator=generator)


def normal_(
    tensor: Tensor, mean: float = 0.0, std: float = 1.0, generator: Generator | None = None
) -> Tensor:
    """Fill `tensor`, in place, with normally distributed numbers.

    >>> import tinygrad_np as torch
    >>> torch.nn.init.normal_(torch.empty(2), 3, 0)
    tensor([3., 3.])
    """
    with no_grad():
        return tensor.normal_(mean, std, generator=generator)


def constant_(tensor: Tensor, val: float) -> Tensor:
    """Fill `tensor`, in place, with one number.

    >>> import tinygrad_np as torch
    >>> torch.nn.init.constant_(torch.empty(2), 0.5)
    tensor([0.5000, 0.5000])
    """
    with no_grad():
        return tensor.fill_(val)


def ones_(tensor: Tensor) -> Tensor:
    """Fill `tensor`, in place, with ones.

    >>> import tinygrad_np as torch
    >>> torch.nn.init.ones_(torch.empty(2))
    tensor([1., 1.])
    """
    return constant_(tensor, 1.0)


def zeros_(tensor: Tensor) -> Tensor:
    """Fill `tensor`, in place, with zeros.

    >>> import tinygrad_np as torch
    >>> torch.nn.init.zeros_(torch.empty(2))
    tensor([0., 0.])
    """
    return constant_(tensor, 0.0)


def kaiming_uniform_(
    tensor: Tensor,
    a: float = 0,
    mode: str = "fan_in",
    nonlinearity: str = "leaky_relu",
    generator: Generator | None = None,
) -> Tensor:
    """Fill `tensor`, in place, evenly within bounds that keep the size of signals.

    The method is that of He et al. (2015). `mode` says whose signals: with "fan_in" the values on
    the way forward, with "fan_out" the gradients on the way back. `a` is the slope below 0 of the
    "leaky_relu" after the layer.

    Raises:
        ValueError: for another mode, a nonlinearity that is not known, or fewer than 2 dims.

    >>> import tinygrad_np as torch
    >>> w = torch.nn.init.kaiming_uniform_(torch.empty(5, 6), nonlinearity="relu")
    >>> bool(w.abs().max() <= 1)
    True
    """
    if 0 in tensor.shape:
        warnings.warn("Initializing zero-element tensors is a no-op", stacklevel=2)
        return tensor
    modes = ["fan_in", "fan_out"]
    if mode.lower() not in modes:
        raise ValueError(f"Mode {mode.lower()} not supported, please use one of {modes}")
    fan = _calculate_fan_in_and_fan_out(tensor)[modes.index(mode.lower())]
    bound = math.sqrt(3.0) * (calculate_gain(nonlinearity, a) / math.sqrt(fan))
    return uniform_(tensor, -bound, bound, generator)


def _calculate_fan_in_and_fan_out(tensor: Tensor) -> tuple[int, int]:
    """How many inputs an output of a layer with this weight has, and how many outputs an input."""
    if tensor.ndim < 2:
        raise ValueError(
            "Fan in and fan out can not be computed for tensor with fewer than 2 dimensions"
        )
    outputs, inputs, *window = tensor.shape
    return inputs * math.prod(window), outputs * math.prod(window)
