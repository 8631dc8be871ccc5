"""Padding as modules: one number for all ends of the last dims, or two for each dim, last first."""

from __future__ import annotations

from typing import Any

from tinygrad_np.nn import functional
from tinygrad_np.nn.module import Module
from tinygrad_np.tensor import Tensor


class _Pad(Module):
    """Padding of the last `dims` dims, as `functional.pad` does it in a `mode`."""

    dims: int
    mode: str

    def __init__(self, padding: Any) -> None:
        super().__init__()
        several = isinstance(padding, (tuple, list))
        self.padding = tuple(padding) if several else (padding,) * (2 * self.dims)

    def forward(self, input: Tensor) -> Tensor:
        return functional.pad(input, self.padding, self.mode)

    def extra_repr(self) -> str:
        return f"{self.padding}"


class ConstantPad1d(_Pad):
    """The last dim with `value` before and after it.

    >>> import tinygrad_np as torch
    >>> torch.nn.ConstantPad1d((2, 1), 3.5)(torch.tensor([[1.0, 2.0]]))
    tensor([[3.5000, 3.5000, 1.0000, 2.0000, 3.5000]])
    """

    dims, mode = 1, "constant"

    def __init__(self, padding: Any, value: float) -> None:
        super().__init__(padding)
        self.value = value

    def forward(self, input: Tensor) -> Tensor:
        return functional.pad(input, self.padding, self.mode, self.value)

    def extra_repr(self) -> str:
        return f"padding={self.padding}, value={self.value}"


class ConstantPad2d(ConstantPad1d):
    """The last two dims with `value` around them.

    >>> import tinygrad_np as torch
    >>> torch.nn.ConstantPad2d(1, 7)(torch.tensor([[1, 2]]))
    tensor([[7, 7, 7, 7],
            [7, 1, 2, 7],
            [7, 7, 7, 7]])
    """

    dims = 2


class ConstantPad3d(ConstantPad1d):
    """The last three dims with `value` around them.

    >>> import tinygrad_np as torch
    >>> torch.nn.ConstantPad3d(1, 7)(torch.ones(1, 2, 3, 4)).shape
    torch.Size([1, 4, 5, 6])
    """

    dims = 3


class ZeroPad1d(ConstantPad1d):
    """The last dim with zeros before and after it.

    >>> import tinygrad_np as torch
    >>> torch.nn.ZeroPad1d((2, 1))(torch.tensor([[1, 2]]))
    tensor([[0, 0, 1, 2, 0]])
    """

    def __init__(self, padding: Any) -> None:
        super().__init__(padding, 0.0)

    def extra_repr(self) -> str:
        return f"{self.padding}"


class ZeroPad2d(ZeroPad1d):
    """The last two dims with zeros around them.

    >>> import tinygrad_np as torch
    >>> torch.nn.ZeroPad2d((1, 0, 0, 1))(torch.tensor([[1, 2]]))
    tensor([[0, 1, 2],
            [0, 0, 0]])
    """

    dims = 2


class ZeroPad3d(ZeroPad1d):
    """The last three dims with zeros around them.

    >>> import tinygrad_np as torch
    >>> torch.nn.ZeroPad3d(1)(torch.ones(1, 2, 3, 4)).shape
    torch.Size([1, 4, 5, 6])
    """

    dims = 3


class ReflectionPad1d(_Pad):
    """The last dim, and what is next to its ends once more, mirrored.

    >>> import tinygrad_np as torch
    >>> torch.nn.ReflectionPad1d(2)(torch.tensor([[1, 2, 3]]))
    tensor([[3, 2, 1, 2, 3, 2, 1]])
    """

    dims, mode = 1, "reflect"


class ReflectionPad2d(ReflectionPad1d):
    """The last two dims, and what is next to their edges once more, mirrored.

    >>> import tinygrad_np as torch
    >>> torch.nn.ReflectionPad2d((1, 0, 1, 0))(torch.tensor([[[1, 2], [3, 4]]]))
    tensor([[[4, 3, 4],
             [2, 1, 2],
             [4, 3, 4]]])
    """

    dims = 2


class ReflectionPad3d(ReflectionPad1d):
    """The last three dims, and what is next to their faces once more, mirrored.

    >>> import tinygrad_np as torch
    >>> torch.nn.ReflectionPad3d(1)(torch.ones(1, 2, 3, 4)).shape
    torch.Size([1, 4, 5, 6])
    """

    dims = 3


class ReplicationPad1d(_Pad):
    """The last dim, and its first and its last element several times.

    >>> import tinygrad_np as torch
    >>> torch.nn.ReplicationPad1d(2)(torch.tensor([[1, 2, 3]]))
    tensor([[1, 1, 1, 2, 3, 3, 3]])
    """

    dims, mode = 1, "replicate"


class ReplicationPad2d(ReplicationPad1d):
    """The last two dims, and what is at their edges several times.

    >>> import tinygrad_np as torch
    >>> torch.nn.ReplicationPad2d((1, 0, 1, 0))(torch.tensor([[[1, 2], [3, 4]]]))
    tensor([[[1, 1, 2],
             [1, 1, 2],
             [3, 3, 4]]])
    """

    dims = 2


class ReplicationPad3d(ReplicationPad1d):
    """The last three dims, and what is at their faces several times.

    >>> import tinygrad_np as torch
    >>> torch.nn.ReplicationPad3d(1)(torch.ones(1, 2, 3, 4)).shape
    torch.Size([1, 4, 5, 6])
    """

    dims = 3


class CircularPad1d(_Pad):
    """The last dim, and at each end what is at the other.

    Raises:
        ValueError: when called, for an input without channels.

    >>> import tinygrad_np as torch
    >>> torch.nn.CircularPad1d(2)(torch.tensor([[1, 2, 3]]))
    tensor([[2, 3, 1, 2, 3, 1, 2]])
    """

    dims, mode = 1, "circular"

    def forward(self, input: Tensor) -> Tensor:
        if input.ndim not in (self.dims + 1, self.dims + 2):
            raise ValueError(
                f"expected {self.dims + 1}D or {self.dims + 2}D input (got {input.ndim}D input)"
            )
        return super().forward(input)


class CircularPad2d(CircularPad1d):
    """The last two dims, and at each edge what is at the other side.

    >>> import tinygrad_np as torch
    >>> torch.nn.CircularPad2d((1, 0, 1, 0))(torch.tensor([[[1, 2], [3, 4]]]))
    tensor([[[4, 3, 4],
             [2, 1, 2],
             [4, 3, 4]]])
    """

    dims = 2


class CircularPad3d(CircularPad1d):
    """The last three dims, and at each face what is at the other side.

    >>> import tinygrad_np as torch
    >>> torch.nn.CircularPad3d(1)(torch.ones(1, 2, 3, 4)).shape
    torch.Size([1, 4, 5, 6])
    """

    dims = 3
