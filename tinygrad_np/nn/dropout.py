"""Dropout as modules."""

from __future__ import annotations

from tinygrad_np.nn import functional
from tinygrad_np.nn.module import Module
from tinygrad_np.tensor import Tensor


class _Dropout(Module):
    """What all kinds of dropout share.

    Raises:
        ValueError: if `p` is not between 0 and 1.
    """

    def __init__(self, p: float = 0.5, inplace: bool = False) -> None:
        super().__init__()
        if p < 0 or p > 1:
            raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
        self.p = p
        self.inplace = inplace

    def extra_repr(self) -> str:
        return f"p={self.p}, inplace={self.inplace}"


class Dropout(_Dropout):
    """In training, zero with the probability `p` in each element's place; others times 1 / (1 - p).

    In evaluation the input itself. With `inplace`, written over the input.

    >>> import tinygrad_np as torch
    >>> _ = torch.manual_seed(3)
    >>> layer = torch.nn.Dropout()
    >>> layer
    Dropout(p=0.5, inplace=False)
    >>> layer(torch.ones(6))
    tensor([2., 2., 0., 2., 0., 0.])
    >>> layer.eval()(torch.ones(6))
    tensor([1., 1., 1., 1., 1., 1.])
    """

    def forward(self, input: Tensor) -> Tensor:
        return functional.dropout(input, self.p, self.training, self.inplace)


class Dropout1d(_Dropout):
    """As `Dropout`, of whole channels of inputs (N, C, L), or (C, L) for one item.

    >>> import tinygrad_np as torch
    >>> _ = torch.manual_seed(3)
    >>> torch.nn.Dropout1d()(torch.ones(3, 2))
    tensor([[2., 2.],
            [2., 2.],
            [0., 0.]])
    """

    def forward(self, input: Tensor) -> Tensor:
        return functional.dropout1d(input, self.p, self.training, self.inplace)


class Dropout2d(_Dropout):
    """As `Dropout`, of whole channels of inputs (N, C, H, W).

    >>> import tinygrad_np as torch
    >>> _ = torch.manual_seed(3)
    >>> torch.nn.Dropout2d()(torch.ones(1, 3, 1, 1)).flatten()
    tensor([2., 2., 0.])
    """

    def forward(self, input: Tensor) -> Tensor:
        return functional.dropout2d(input, self.p, self.training, self.inplace)


class Dropout3d(_Dropout):
    """As `Dropout`, of whole channels of inputs (N, C, D, H, W), or (C, D, H, W) for one item.

    >>> import tinygrad_np as torch
    >>> _ = torch.manual_seed(3)
    >>> torch.nn.Dropout3d()(torch.ones(1, 3, 1, 1, 1)).flatten()
    tensor([2., 2., 0.])
    """

    def forward(self, input: Tensor) -> Tensor:
        return functional.dropout3d(input, self.p, self.training, self.inplace)


class AlphaDropout(_Dropout):
    """Dropout that keeps the mean and the variance of what `selu` gave; never in place.

    >>> import tinygrad_np as torch
    >>> _ = torch.manual_seed(3)
    >>> torch.nn.AlphaDropout()(torch.ones(4))
    tensor([ 1.6656,  1.6656, -0.7792,  1.6656])
    """

    def forward(self, input: Tensor) -> Tensor:
        return functional.alpha_dropout(input, self.p, self.training)


class FeatureAlphaDropout(_Dropout):
    """As `AlphaDropout`, of whole channels: dim 1 of each item of the batch.

    >>> import tinygrad_np as torch
    >>> _ = torch.manual_seed(3)
    >>> torch.nn.FeatureAlphaDropout()(torch.ones(1, 3, 1)).flatten()
    tensor([ 1.6656,  1.6656, -0.7792])
    """

    def forward(self, input: Tensor) -> Tensor:
        return functional.feature_alpha_dropout(input, self.p, self.training)
