"""Normalization."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from tinygrad_np.ops import normalization, power
from tinygrad_np.ops.arithmetic import add, mul
from tinygrad_np.ops.division import div
from tinygrad_np.ops.elementwise import clamp_min
from tinygrad_np.ops.joining import cat
from tinygrad_np.ops.older_names import norm
from tinygrad_np.ops.reduction import mean
from tinygrad_np.ops.striding import unfold

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


def batch_norm(
    input: Tensor,
    running_mean: Tensor | None,
    running_var: Tensor | None,
    weight: Tensor | None = None,
    bias: Tensor | None = None,
    training: bool = False,
    momentum: float = 0.1,
    eps: float = 1e-05,
) -> Tensor:
    """`torch.batch_norm`, which in training wants more than one value per channel.

    Raises:
        ValueError: if there is but one.

    >>> import tinygrad_np as torch
    >>> x = torch.tensor([[1.0], [3.0]])
    >>> torch.nn.functional.batch_norm(x, None, None, training=True)
    tensor([[-1.0000],
            [ 1.0000]])
    """
    if training:
        _check_several("value per channel", input.shape, (*input.shape[:1], *input.shape[2:]))
    if eps < 0 or (training and eps == 0):
        wanted = "positive during training" if training else "non-negative"
        raise ValueError(f"batch_norm eps must be {wanted}, but got {eps}")
    return normalization.batch_norm(
        input, weight, bias, running_mean, running_var, training, momentum, eps, False
    )


def instance_norm(
    input: Tensor,
    running_mean: Tensor | None = None,
    running_var: Tensor | None = None,
    weight: Tensor | None = None,
    bias: Tensor | None = None,
    use_input_stats: bool = True,
    momentum: float = 0.1,
    eps: float = 1e-05,
) -> Tensor:
    """`torch.instance_norm`, which wants more than one spatial element to take statistics of.

    Raises:
        ValueError: if there is but one.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.instance_norm(torch.tensor([[[1.0, 3.0]]]))
    tensor([[[-1.0000,  1.0000]]])
    """
    if use_input_stats:
        _check_several("spatial element", input.shape, input.shape[2:])
    return normalization.instance_norm(
        input, weight, bias, running_mean, running_var, use_input_stats, momentum, eps, False
    )


def group_norm(
    input: Tensor,
    num_groups: int,
    weight: Tensor | None = None,
    bias: Tensor | None = None,
    eps: float = 1e-05,
) -> Tensor:
    """`torch.group_norm`, which wants more than one value in the whole batch of a group.

    Raises:
        RuntimeError: for an input of less than two dims.
        ValueError: if there is but one value.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.group_norm(torch.tensor([[1.0, 2.0, 5.0, 9.0]]), 2)
    tensor([[-1.0000,  1.0000, -1.0000,  1.0000]])
    """
    if input.ndim < 2:
        raise RuntimeError(
            f"Expected at least 2 dimensions for input tensor but received {input.ndim}"
        )
    n, c, *rest = input.shape
    if num_groups:
        _check_several("value per channel", input.shape, (n * c // num_groups, *rest))
    return normalization.group_norm(input, num_groups, weight, bias, eps)


def _check_several(what: str, shape: Any, counted: Any) -> None:
    if math.prod(counted) == 1:
        raise ValueError(f"Expected more than 1 {what} when training, got input size {shape}")


def normalize(input: Tensor, p: float = 2.0, dim: Any = 1, eps: float = 1e-12) -> Tensor:
    """Vectors along `dim` divided by their `p`-norm, or by `eps` where that is smaller.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.normalize(torch.tensor([[3.0, 4.0], [0.0, 0.0]]))
    tensor([[0.6000, 0.8000],
            [0.0000, 0.0000]])
    """
    return div(input, clamp_min(norm(input, p, dim, True), eps))


def local_response_norm(
    input: Tensor, size: int, alpha: float = 1e-4, beta: float = 0.75, k: float = 1.0
) -> Tensor:
    """x / (k + alpha * mean)**beta, with the mean of the squares of `size` channels around each.

    The channels are dim 1; beyond them there are zeros.

    Raises:
        ValueError: for an input of less than three dims.

    >>> import tinygrad_np as torch
    >>> x = torch.tensor([[[1.0], [2.0], [3.0]]])
    >>> torch.nn.functional.local_response_norm(x, 2, alpha=1.0, beta=1.0)
    tensor([[[0.6667],
             [0.5714],
             [0.4000]]])
    """
    if input.ndim < 3:
        raise ValueError(
            f"Expected 3D or higher dimensionality input (got {input.ndim} dimensions)"
        )
    if input.numel() == 0:
        return input
    n, _, *rest = input.shape
    beyond = [input.new_zeros((n, count, *rest)) for count in (size // 2, (size - 1) // 2)]
    squares = cat((beyond[0], mul(input, input), beyond[1]), 1)
    around = mean(unfold(squares, 1, size, 1), -1)
    return div(input, power.pow(add(mul(around, alpha), k), beta))
