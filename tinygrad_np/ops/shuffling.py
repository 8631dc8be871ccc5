"""Channels turned into pixels and back, and channels in another order."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import shapes
from tinygrad_np.engine.function import Function
from tinygrad_np.ops.operands import as_operand

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class PixelShuffle(Function):
    """(..., c * r * r, h, w) as (..., c, h * r, w * r)."""

    def forward(x, r):
        *lead, channels, h, w = x.shape
        channels //= r * r
        split = x.reshape((math.prod(lead), channels, r, r, h, w))
        return np.copy(np.transpose(split, (0, 1, 4, 2, 5, 3))).reshape(
            (*lead, channels, h * r, w * r)
        )

    def backward(grad, r):
        return PixelUnshuffle.forward(grad, r)


class PixelUnshuffle(Function):
    """(..., c, h * r, w * r) as (..., c * r * r, h, w)."""

    def forward(x, r):
        *lead, channels, h, w = x.shape
        h, w = h // r, w // r
        split = x.reshape((math.prod(lead), channels, h, r, w, r))
        return np.copy(np.transpose(split, (0, 1, 3, 5, 2, 4))).reshape(
            (*lead, channels * r * r, h, w)
        )

    def backward(grad, r):
        return PixelShuffle.forward(grad, r)


class ChannelShuffle(Function):
    """(n, groups * k, ...), of which dim 1 then counts group by group for each of the k."""

    def forward(x, groups):
        n, channels, *sizes = x.shape
        split = x.reshape((n, groups, channels // groups, math.prod(sizes)))
        return np.copy(split.swapaxes(1, 2)).reshape(x.shape)

    def backward(grad, x_shape, groups):
        return ChannelShuffle.forward(grad, x_shape[1] // groups)


def pixel_shuffle(input: Tensor, upscale_factor: int) -> Tensor:
    """Images of `upscale_factor` times the height and width, whose new pixels are channels.

    Shape (..., c * r * r, h, w) gives (..., c, h * r, w * r).

    Raises:
        RuntimeError: if the channels cannot be divided, or the factor is not positive.

    >>> import tinygrad_np as torch
    >>> torch.pixel_shuffle(torch.tensor([[[1]], [[2]], [[3]], [[4]]]), 2)
    tensor([[[1, 2],
             [3, 4]]])
    """
    input, factor = _image("pixel_shuffle", input, upscale_factor, "upscale_factor")
    channels = input._array.shape[-3]
    if channels % factor**2:
        raise RuntimeError(
            "pixel_shuffle expects its input's 'channel' dimension to be divisible by the square "
            f"of upscale_factor, but input.size(-3)={channels} is not divisible by {factor**2}"
        )
    return PixelShuffle.apply(input, factor)


def pixel_unshuffle(input: Tensor, downscale_factor: int) -> Tensor:
    """`pixel_shuffle` undone: shape (..., c, h * r, w * r) gives (..., c * r * r, h, w).

    Raises:
        RuntimeError: if height or width cannot be divided, or the factor is not positive.

    >>> import tinygrad_np as torch
    >>> torch.pixel_unshuffle(torch.tensor([[[1, 2], [3, 4]]]), 2).flatten()
    tensor([1, 2, 3, 4])
    """
    input, factor = _image("pixel_unshuffle", input, downscale_factor, "downscale_factor")
    for dim, name in ((-2, "height"), (-1, "width")):
        n = input._array.shape[dim]
        if n % factor:
            raise RuntimeError(
                f"pixel_unshuffle expects {name} to be divisible by downscale_factor, but "
                f"input.size({dim})={n} is not divisible by {factor}"
            )
    return PixelUnshuffle.apply(input, factor)


def channel_shuffle(input: Tensor, groups: int) -> Tensor:
    """The channels, dim 1, taken in turn from each of so many groups of them.

    Raises:
        RuntimeError: if channels cannot be divided into groups, or there are fewer than 3 dims.

    >>> import tinygrad_np as torch
    >>> torch.channel_shuffle(torch.arange(4).reshape(1, 4, 1), 2).flatten()
    tensor([0, 2, 1, 3])
    """
    input = as_operand(input, "channel_shuffle")
    groups = shapes.as_int(groups, "channel_shuffle", "groups")
    shape = list(input._array.shape)
    if len(shape) < 3:
        raise RuntimeError(
            f"channel_shuffle expects input with > 2 dims, but got input with sizes {shape}"
        )
    if groups <= 0:
        raise RuntimeError(
            f"Number of groups to divide channels in must be positive. Value of groups:{groups}"
        )
    if shape[1] % groups:
        raise RuntimeError(
            f"Number of channels must be divisible by groups. Got {shape[1]} channels and "
            f"{groups} groups."
        )
    return ChannelShuffle.apply(input, groups)


def _image(op: str, input: Any, factor: int, name: str) -> tuple[Any, int]:
    input, factor = as_operand(input, op), shapes.as_int(factor, op, name)
    ndim = input._array.ndim
    if ndim < 3:
        raise RuntimeError(
            f"{op} expects input to have at least 3 dimensions, but got input with {ndim} "
            "dimension(s)"
        )
    if factor <= 0:
        raise RuntimeError(f"{op} expects a positive {name}, but got {factor}")
    return input, factor
