"""Modules that give their input back: as it is, or in another shape."""

from __future__ import annotations

from typing import Any

from tinygrad_np.nn.module import Module
from tinygrad_np.tensor import Tensor


class Identity(Module):
    """The input as it is, whatever the arguments.

    >>> import tinygrad_np as torch
    >>> torch.nn.Identity(54, unused=0.1)(torch.ones(2))
    tensor([1., 1.])
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__()

    def forward(self, input: Tensor) -> Tensor:
        return input


class Flatten(Module):
    """The dims from `start_dim` to `end_dim` as one; without any named, all but the first.

    >>> import tinygrad_np as torch
    >>> torch.nn.Flatten()(torch.ones(32, 3, 5, 5)).shape
    torch.Size([32, 75])
    """

    def __init__(self, start_dim: int = 1, end_dim: int = -1) -> None:
        super().__init__()
        self.start_dim = start_dim
        self.end_dim = end_dim

    def forward(self, input: Tensor) -> Tensor:
        return input.flatten(self.start_dim, self.end_dim)

    def extra_repr(self) -> str:
        return f"start_dim={self.start_dim}, end_dim={self.end_dim}"


class Unflatten(Module):
    """The dim `dim` as several, of sizes `unflattened_size`, one of which may be -1.

    Raises:
        TypeError: for sizes that are no integers.

    >>> import tinygrad_np as torch
    >>> torch.nn.Unflatten(1, (2, 5, 5))(torch.ones(32, 50)).shape
    torch.Size([32, 2, 5, 5])
    """

    def __init__(self, dim: int, unflattened_size: Any) -> None:
        super().__init__()
        if not isinstance(unflattened_size, (tuple, list)):
            raise TypeError(
                "unflattened_size must be a tuple of ints, but found type "
                f"{type(unflattened_size).__name__}"
            )
        for place, size in enumerate(unflattened_size):
            if not isinstance(size, int):
                raise TypeError(
                    "unflattened_size must be tuple of ints, but found element of type "
                    f"{type(size).__name__} at pos {place}"
                )
        self.dim = dim
        self.unflattened_size = unflattened_size

    def forward(self, input: Tensor) -> Tensor:
        return input.unflatten(self.dim, self.unflattened_size)

    def extra_repr(self) -> str:
        return f"dim={self.dim}, unflattened_size={self.unflattened_size}"
