"""Convolutions as modules."""

from __future__ import annotations

import math
from typing import Any

from tinygrad_np import filling
from tinygrad_np.nn import functional, init
from tinygrad_np.nn.module import Module
from tinygrad_np.nn.parameter import Parameter
from tinygrad_np.tensor import Tensor

_MODES = ("zeros", "reflect", "replicate", "circular")


class _Convolution(Module):
    """A kernel that slides along `dims` dims."""

    dims: int
    padding: Any  # a tuple, "same" or "valid"
    weight: Parameter
    bias: Parameter | None

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: Any,
        stride: Any = 1,
        padding: Any = 0,
        dilation: Any = 1,
        groups: int = 1,
        bias: bool = True,
        padding_mode: str = "zeros",
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__()
        self.in_channels = in_channels
        self.out_channels = out_channels
        self.kernel_size = self._each(kernel_size)
        self.stride = self._each(stride)
        self.padding = padding if isinstance(padding, str) else self._each(padding)
        self.dilation = self._each(dilation)
        self.transposed = False
        self.output_padding = self._each(0)
        self.groups = groups
        self.padding_mode = padding_mode
        self._check()
        self._reversed_padding_repeated_twice = self._pads()
        shape = (out_channels, in_channels // groups, *self.kernel_size)
        self.weight = Parameter(filling.empty(shape, device=device, dtype=dtype))
        self.register_parameter(
            "bias", Parameter(filling.empty(out_channels, dtype=dtype)) if bias else None
        )
        self.reset_parameters()

    def _each(self, value: Any) -> tuple:
        return tuple(value) if isinstance(value, (tuple, list)) else (value,) * self.dims

    def _check(self) -> None:
        if self.groups <= 0:
            raise ValueError("groups must be a positive integer")
        for name in ("in_channels", "out_channels"):
            if getattr(self, name) % self.groups:
                raise ValueError(f"{name} must be divisible by groups")
        if isinstance(self.padding, str):
            if self.padding not in ("same", "valid"):
                raise ValueError(
                    f"Invalid padding string {self.padding!r}, should be one of 'same', 'valid'"
                )
            if self.padding == "same" and any(n != 1 for n in self.stride):
                raise ValueError("padding='same' is not supported for strided convolutions")
        if self.padding_mode not in _MODES:
            raise ValueError(
                f"padding_mode must be one of {_MODES}, but got padding_mode={self.padding_mode!r}"
            )

    def _pads(self) -> list[int]:
        """The padding as `functional.pad` takes it, which does what is not padded with zeros."""
        if self.padding == "valid":
            return [0] * (2 * self.dims)
        if self.padding != "same":
            return [n for n in reversed(self.padding) for _ in range(2)]
        totals = [d * (k - 1) for d, k in zip(self.dilation, self.kernel_size, strict=True)]
        return [n for total in reversed(totals) for n in (total // 2, total - total // 2)]

    def reset_parameters(self) -> None:
        """Draw weight and bias anew."""
        init.kaiming_uniform_(self.weight, a=math.sqrt(5))
        if self.bias is not None:
            fan_in = math.prod(self.weight.shape[1:])
            if fan_in:
                bound = 1 / math.sqrt(fan_in)
                init.uniform_(self.bias, -bound, bound)

    def forward(self, input: Tensor) -> Tensor:
        convolve = getattr(functional, f"conv{self.dims}d")
        padding = self.padding
        if self.padding_mode != "zeros":
            pads = self._reversed_padding_repeated_twice
            input = functional.pad(input, pads, self.padding_mode)
            padding = 0
        return convolve(
            input, self.weight, self.bias, self.stride, padding, self.dilation, self.groups
        )

    def extra_repr(self) -> str:
        ones, zeros = (1,) * self.dims, (0,) * self.dims
        shown = f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}"
        shown += f", stride={self.stride}"
        if self.padding != zeros:
            shown += f", padding={self.padding}"
        if self.dilation != ones:
            shown += f", dilation={self.dilation}"
        if self.groups != 1:
            shown += f", groups={self.groups}"
        if self.bias is None:
            shown += ", bias=False"
        if self.padding_mode != "zeros":
            shown += f", padding_mode={self.padding_mode}"
        return shown


class Conv1d(_Convolution):
    """The convolution of signals, (n, in_channels, length) or without n, with a kernel.

    `weight` is (out_channels, in_channels / groups, size), `bias` (out_channels,) or None. They
    begin spread evenly between plus and minus 1 / sqrt(inputs of an output), after `manual_seed` as
    PyTorch's. `padding_mode` is "zeros", "reflect", "replicate" or "circular"; the other options
    are those of `functional.conv1d`.

    >>> import tinygrad_np as torch
    >>> torch.nn.Conv1d(16, 33, 3, stride=2)(torch.ones(20, 16, 50)).shape
    torch.Size([20, 33, 24])
    """

    dims = 1


class Conv2d(_Convolution):
    """The convolution of images, (n, in_channels, height, width) or without n, with a kernel.

    `weight` is (out_channels, in_channels / groups, height, width); for the rest see `Conv1d`.

    >>> import tinygrad_np as torch
    >>> layer = torch.nn.Conv2d(16, 33, (3, 5), stride=(2, 1), padding=(4, 2))
    >>> layer(torch.ones(20, 16, 50, 100)).shape
    torch.Size([20, 33, 28, 100])
    """

    dims = 2


class Conv3d(_Convolution):
    """The convolution of volumes, (n, in_channels, depth, height, width) or without n.

    `weight` is (out_channels, in_channels / groups, depth, height, width); for the rest see
    `Conv1d`.

    >>> import tinygrad_np as torch
    >>> torch.nn.Conv3d(4, 6, 3, padding=1)(torch.ones(2, 4, 5, 6, 7)).shape
    torch.Size([2, 6, 5, 6, 7])
    """

    dims = 3
