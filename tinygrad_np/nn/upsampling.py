"""Images in another size, as modules."""

from __future__ import annotations

from typing import Any

from tinygrad_np.nn import functional
from tinygrad_np.nn.module import Module
from tinygrad_np.tensor import Tensor


class Upsample(Module):
    """Signals, images or volumes in a `size`, or `scale_factor` times as large: `interpolate`.

    >>> import tinygrad_np as torch
    >>> layer = torch.nn.Upsample(scale_factor=2, mode="linear", align_corners=True)
    >>> layer
    Upsample(scale_factor=2.0, mode='linear')
    >>> layer(torch.tensor([[[1.0, 4.0]]]))
    tensor([[[1., 2., 3., 4.]]])
    """

    def __init__(
        self,
        size: Any = None,
        scale_factor: Any = None,
        mode: str = "nearest",
        align_corners: bool | None = None,
        recompute_scale_factor: bool | None = None,
    ) -> None:
        super().__init__()
        self.size = size
        if isinstance(scale_factor, tuple):
            self.scale_factor: Any = tuple(float(factor) for factor in scale_factor)
        else:
            self.scale_factor = float(scale_factor) if scale_factor else None
        self.mode = mode
        self.align_corners = align_corners
        self.recompute_scale_factor = recompute_scale_factor

    def forward(self, input: Tensor) -> Tensor:
        return functional.interpolate(
            input,
            self.size,
            self.scale_factor,
            self.mode,
            self.align_corners,
            self.recompute_scale_factor,
        )

    def extra_repr(self) -> str:
        name = "size" if self.scale_factor is None else "scale_factor"
        return f"{name}={getattr(self, name)!r}, mode={self.mode!r}"


class UpsamplingNearest2d(Upsample):
    """Images in another size, each pixel as the nearest one was.

    >>> import tinygrad_np as torch
    >>> torch.nn.UpsamplingNearest2d(scale_factor=2)(torch.tensor([[[[1.0, 3.0]]]]))
    tensor([[[[1., 1., 3., 3.],
              [1., 1., 3., 3.]]]])
    """

    def __init__(self, size: Any = None, scale_factor: Any = None) -> None:
        super().__init__(size, scale_factor, mode="nearest")


class UpsamplingBilinear2d(Upsample):
    """Images in another size, with lines between the pixels, and the corners as they were.

    >>> import tinygrad_np as torch
    >>> torch.nn.UpsamplingBilinear2d(size=(1, 4))(torch.tensor([[[[1.0, 4.0]]]]))
    tensor([[[[1., 2., 3., 4.]]]])
    """

    def __init__(self, size: Any = None, scale_factor: Any = None) -> None:
        super().__init__(size, scale_factor, mode="bilinear", align_corners=True)
