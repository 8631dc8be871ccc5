"""How parameters begin: tensors filled with random numbers, the same ones as PyTorch's."""

from __future__ import annotations

import functools
import math
import warnings
from collections.abc import Callable
from typing import Any

from tinygrad_np import filling, likeness, linalg
from tinygrad_np.autograd.grad_mode import no_grad
from tinygrad_np.ops.elementwise import where
from tinygrad_np.random import Generator, randperm
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


def eye_(tensor: Tensor) -> Tensor:
    """Fill a matrix, in place, with ones on the diagonal and zeros elsewhere.

    Raises:
        ValueError: for another number of dims than 2.

    >>> import tinygrad_np as torch
    >>> torch.nn.init.eye_(torch.empty(2, 3))
    tensor([[1., 0., 0.],
            [0., 1., 0.]])
    """
    _check_matrix(tensor)
    with no_grad():
        return tensor.copy_(filling.eye(*tensor.shape))


def _check_matrix(tensor: Tensor) -> None:
    if tensor.ndim != 2:
        raise ValueError("Only tensors with 2 dimensions are supported")


def dirac_(tensor: Tensor, groups: int = 1) -> Tensor:
    """Fill the weight of a convolution, in place, so that it passes on its channels as they are.

    Where there are `groups` of channels, each does so.

    Raises:
        ValueError: for another number of dims than 3, 4 or 5, or groups that do not divide dim 0.

    >>> import tinygrad_np as torch
    >>> torch.nn.init.dirac_(torch.empty(2, 2, 3))
    tensor([[[0., 1., 0.],
             [0., 0., 0.]],
    <BLANKLINE>
            [[0., 0., 0.],
             [0., 1., 0.]]])
    """
    if tensor.ndim not in (3, 4, 5):
        raise ValueError("Only tensors with 3, 4, or 5 dimensions are supported")
    outputs, inputs, *window = tensor.shape
    if outputs % groups != 0:
        raise ValueError("dim 0 must be divisible by groups")
    per_group = outputs // groups
    middle = [n // 2 for n in window]
    with no_grad():
        tensor.zero_()
        for group in range(groups):
            for channel in range(min(per_group, inputs)):
                tensor[(group * per_group + channel, channel, *middle)] = 1
    return tensor


def trunc_normal_(
    tensor: Tensor,
    mean: float = 0.0,
    std: float = 1.0,
    a: float = -2.0,
    b: float = 2.0,
    generator: Generator | None = None,
) -> Tensor:
    """Fill `tensor`, in place, with normally distributed numbers, of which none is outside [a, b].

    >>> import tinygrad_np as torch
    >>> w = torch.nn.init.trunc_normal_(torch.empty(1000), std=2.0)
    >>> bool(w.abs().max() <= 2)
    True
    """
    if mean < a - 2 * std or mean > b + 2 * std:
        warnings.warn(
            "mean is more than 2 std from [a, b] in nn.init.trunc_normal_. "
            "The distribution of values may be incorrect.",
            stacklevel=2,
        )
    share = _below((b - mean) / std) - _below((a - mean) / std)
    draw = _redrawn_normals if share > 0.3 else _accepted
    with no_grad():
        return draw(tensor, mean, std, a, b, generator)


def _below(z: float) -> float:
    """The chance that a standard normal number is below z."""
    return (1 + math.erf(z / math.sqrt(2))) / 2


def _redrawn_normals(
    tensor: Tensor, mean: float, std: float, a: float, b: float, generator: Any
) -> Tensor:
    """Normals; those outside are drawn anew, with all others, until there are none."""
    low, high = (tensor.new_tensor(bound).item() for bound in (a, b))
    tensor.normal_(mean, std, generator=generator)
    while (outside := (tensor < low) | (tensor > high)).any():
        again = likeness.empty_like(tensor).normal_(mean, std, generator=generator)
        tensor.copy_(where(outside, again, tensor))
    return tensor


def _accepted(
    tensor: Tensor, mean: float, std: float, a: float, b: float, generator: Any
) -> Tensor:
    """Numbers spread evenly, each kept with a chance that goes by the density there, or redrawn."""
    peak = -0.5 * ((max(a, min(mean, b)) - mean) / std) ** 2
    numbers = tensor.uniform_(a, b, generator=generator).clone()
    chances = likeness.empty_like(tensor)

    def refused() -> Tensor:
        density = ((numbers - mean) / std) ** 2 * -0.5 - peak
        return chances.uniform_(generator=generator).log_() > density

    pending = refused()
    while pending.any():
        numbers.uniform_(a, b, generator=generator)
        tensor.copy_(where(pending, numbers, tensor))
        pending = pending & refused()
    return tensor


def xavier_uniform_(
    tensor: Tensor, gain: float = 1.0, generator: Generator | None = None
) -> Tensor:
    """Fill `tensor`, in place, evenly within bounds that suit signals and gradients alike.

    The method is that of Glorot and Bengio (2010).

    Raises:
        ValueError: for fewer than 2 dims.

    >>> import tinygrad_np as torch
    >>> w = torch.nn.init.xavier_uniform_(torch.empty(2, 4))
    >>> bool(w.abs().max() <= 1)
    True
    """
    bound = math.sqrt(3.0) * _xavier_std(tensor, gain)
    return uniform_(tensor, -bound, bound, generator)


def xavier_normal_(tensor: Tensor, gain: float = 1.0, generator: Generator | None = None) -> Tensor:
    """As `xavier_uniform_`, with normally distributed numbers.

    >>> import tinygrad_np as torch
    >>> torch.nn.init.xavier_normal_(torch.empty(2, 4), gain=0.0)
    tensor([[0., 0., 0., 0.],
            [0., 0., 0., 0.]])
    """
    return normal_(tensor, 0.0, _xavier_std(tensor, gain), generator)


def _xavier_std(tensor: Tensor, gain: float) -> float:
    return gain * math.sqrt(2.0 / sum(_calculate_fan_in_and_fan_out(tensor)))


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
    bound = math.sqrt(3.0) * _kaiming_std(tensor, a, mode, nonlinearity)
    return uniform_(tensor, -bound, bound, generator)


def kaiming_normal_(
    tensor: Tensor,
    a: float = 0,
    mode: str = "fan_in",
    nonlinearity: str = "leaky_relu",
    generator: Generator | None = None,
) -> Tensor:
    """As `kaiming_uniform_`, with normally distributed numbers.

    >>> import tinygrad_np as torch
    >>> torch.nn.init.kaiming_normal_(torch.empty(5, 6), nonlinearity="relu").shape
    torch.Size([5, 6])
    """
    if 0 in tensor.shape:
        warnings.warn("Initializing zero-element tensors is a no-op", stacklevel=2)
        return tensor
    return normal_(tensor, 0, _kaiming_std(tensor, a, mode, nonlinearity), generator)


def _kaiming_std(tensor: Tensor, a: float, mode: str, nonlinearity: str) -> float:
    modes = ["fan_in", "fan_out"]
    if mode.lower() not in modes:
        raise ValueError(f"Mode {mode.lower()} not supported, please use one of {modes}")
    fan = _calculate_fan_in_and_fan_out(tensor)[modes.index(mode.lower())]
    return calculate_gain(nonlinearity, a) / math.sqrt(fan)


def _calculate_fan_in_and_fan_out(tensor: Tensor) -> tuple[int, int]:
    """How many inputs an output of a layer with this weight has, and how many outputs an input."""
    if tensor.ndim < 2:
        raise ValueError(
            "Fan in and fan out can not be computed for tensor with fewer than 2 dimensions"
        )
    outputs, inputs, *window = tensor.shape
    return inputs * math.prod(window), outputs * math.prod(window)


def orthogonal_(tensor: Tensor, gain: float = 1, generator: Generator | None = None) -> Tensor:
    """Fill `tensor`, in place, with a matrix whose rows, or columns, are orthogonal, of length 1.

    More dims than 2 count as columns. `gain` is the length. The method is that of Saxe et al.
    (2013).

    Raises:
        ValueError: for fewer than 2 dims.

    >>> import tinygrad_np as torch
    >>> w = torch.nn.init.orthogonal_(torch.empty(3, 5))
    >>> torch.allclose(w @ w.T, torch.eye(3), atol=1e-6)
    True
    """
    if tensor.ndim < 2:
        raise ValueError("Only tensors with 2 or more dimensions are supported")
    if tensor.numel() == 0:
        return tensor
    rows = tensor.shape[0]
    columns = tensor.numel() // rows
    flat = tensor.new_empty((rows, columns)).normal_(0, 1, generator=generator)
    with no_grad():
        q, r = linalg.qr(flat.T if rows < columns else flat)
        q = q * r.diagonal().sign()  # evenly spread over all such matrices
        return tensor.copy_((q.T if rows < columns else q).reshape(tensor.shape)).mul_(gain)


def sparse_(
    tensor: Tensor, sparsity: float, std: float = 0.01, generator: Generator | None = None
) -> Tensor:
    """Fill a matrix, in place, with normals, and in each column a share of zeros: `sparsity`.

    Where the zeros are is drawn from the default generator, as in PyTorch.

    Raises:
        ValueError: for another number of dims than 2.

    >>> import tinygrad_np as torch
    >>> int((torch.nn.init.sparse_(torch.empty(10, 4), 0.3) == 0).sum())
    12
    """
    _check_matrix(tensor)
    rows, columns = tensor.shape
    zeros = math.ceil(sparsity * rows)
    with no_grad():
        tensor.normal_(0, std, generator=generator)
        for column in range(columns):
            tensor[randperm(rows)[:zeros], column] = 0
    return tensor


def _deprecated(function: Callable[..., Tensor]) -> Callable[..., Tensor]:
    """The older name of a function, without underscore, which warns."""
    name = function.__name__[:-1]

    @functools.wraps(function)
    def older(*args: Any, **kwargs: Any) -> Tensor:
        warnings.warn(
            f"`nn.init.{name}` is now deprecated in favor of `nn.init.{name}_`.",
            FutureWarning,
            stacklevel=2,
        )
        return function(*args, **kwargs)

    older.__name__ = older.__qualname__ = name
    older.__doc__ = f"The older name of `{name}_`."
    return older


uniform = _deprecated(uniform_)
normal = _deprecated(normal_)
constant = _deprecated(constant_)
eye = _deprecated(eye_)
dirac = _deprecated(dirac_)
xavier_uniform = _deprecated(xavier_uniform_)
xavier_normal = _deprecated(xavier_normal_)
kaiming_uniform = _deprecated(kaiming_uniform_)
kaiming_normal = _deprecated(kaiming_normal_)
orthogonal = _deprecated(orthogonal_)
sparse = _deprecated(sparse_)
