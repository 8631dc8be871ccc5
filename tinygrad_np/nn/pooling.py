"""Pooling as modules."""

from __future__ import annotations

from typing import Any

from tinygrad_np.nn import functional
from tinygrad_np.nn.module import Module
from tinygrad_np.tensor import Tensor


class _MaxPool(Module):
    def __init__(
        self,
        kernel_size: Any,
        stride: Any = None,
        padding: Any = 0,
        dilation: Any = 1,
        return_indices: bool = False,
        ceil_mode: bool = False,
    ) -> None:
        super().__init__()
        self.kernel_size = kernel_size
        self.stride = kernel_size if stride is None else stride
        self.padding = padding
        self.dilation = dilation
        self.return_indices = return_indices
        self.ceil_mode = ceil_mode

    def _options(self) -> tuple:
        return (
            self.kernel_size,
            self.stride,
            self.padding,
            self.dilation,
            self.ceil_mode,
            self.return_indices,
        )

    def extra_repr(self) -> str:
        return (
            f"kernel_size={self.kernel_size}, stride={self.stride}, padding={self.padding}, "
            f"dilation={self.dilation}, ceil_mode={self.ceil_mode}"
        )


class MaxPool1d(_MaxPool):
    """The largest of what each window meets as it slides along signals (..., length).

    Options are those of `functional.max_pool1d`.

    >>> import tinygrad_np as torch
    >>> torch.nn.MaxPool1d(3, stride=2)(torch.ones(20, 16, 50)).shape
    torch.Size([20, 16, 24])
    """

    def forward(self, input: Tensor) -> Any:
        return functional.max_pool1d(input, *self._options())


class MaxPool2d(_MaxPool):
    """The largest of what each window meets as it slides over images (..., height, width).

    Options are those of `functional.max_pool2d`.

    >>> import tinygrad_np as torch
    >>> torch.nn.MaxPool2d((3, 2), stride=(2, 1))(torch.ones(20, 16, 50, 32)).shape
    torch.Size([20, 16, 24, 31])
    """

    def forward(self, input: Tensor) -> Any:
        return functional.max_pool2d(input, *self._options())


class _AvgPool(Module):
    kernel_size: Any
    stride: Any
    padding: Any

    def extra_repr(self) -> str:
        return f"kernel_size={self.kernel_size}, stride={self.stride}, padding={self.padding}"


class AvgPool1d(_AvgPool):
    """The mean of what each window meets as it slides along signals (..., length).

    Options are those of `functional.avg_pool1d`.

    >>> import tinygrad_np as torch
    >>> torch.nn.AvgPool1d(3, stride=2)(torch.tensor([[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]]))
    tensor([[2., 4., 6.]])
    """

    def __init__(
        self,
        kernel_size: Any,
        stride: Any = None,
        padding: Any = 0,
        ceil_mode: bool = False,
        count_include_pad: bool = True,
    ) -> None:
        super().__init__()
        self.kernel_size = _in_tuple(kernel_size)
        self.stride = _in_tuple(kernel_size if stride is None else stride)
        self.padding = _in_tuple(padding)
        self.ceil_mode = ceil_mode
        self.count_include_pad = count_include_pad

    def forward(self, input: Tensor) -> Tensor:
        return functional.avg_pool1d(
            input,
            self.kernel_size,
            self.stride,
            self.padding,
            self.ceil_mode,
            self.count_include_pad,
        )


class AvgPool2d(_AvgPool):
    """The mean of what each window meets as it slides over images (..., height, width).

    Options are those of `functional.avg_pool2d`.

    >>> import tinygrad_np as torch
    >>> torch.nn.AvgPool2d((3, 2), stride=(2, 1))(torch.ones(20, 16, 50, 32)).shape
    torch.Size([20, 16, 24, 31])
    """

    def __init__(
        self,
        kernel_size: Any,
        stride: Any = None,
        padding: Any = 0,
        ceil_mode: bool = False,
        count_include_pad: bool = True,
        divisor_override: int | None = None,
    ) -> None:
        super().__init__()
        self.kernel_size = kernel_size
        self.stride = kernel_size if stride is None else stride
        self.padding = padding
        self.ceil_mode = ceil_mode
        self.count_include_pad = count_include_pad
        self.divisor_override = divisor_override

    def forward(self, input: Tensor) -> Tensor:
        return functional.avg_pool2d(
            input,
            self.kernel_size,
            self.stride,
            self.padding,
            self.ceil_mode,
            self.count_include_pad,
            self.divisor_override,
        )


def _in_tuple(value: Any) -> tuple:
    return tuple(value) if isinstance(value, (tuple, list)) else (value,)


class _AdaptiveAvgPool(Module):
    def __init__(self, output_size: Any) -> None:
        super().__init__()
        self.output_size = output_size

    def extra_repr(self) -> str:
        return f"output_size={self.output_size}"


class AdaptiveAvgPool1d(_AdaptiveAvgPool):
    """The means of signals (..., length) over `output_size` windows that cover them evenly.

    >>> import tinygrad_np as torch
    >>> torch.nn.AdaptiveAvgPool1d(5)(torch.ones(1, 64, 8)).shape
    torch.Size([1, 64, 5])
    """

    def forward(self, input: Tensor) -> Tensor:
        return functional.adaptive_avg_pool1d(input, self.output_size)


class AdaptiveAvgPool2d(_AdaptiveAvgPool):
    """The means of images (..., height, width) over windows that cover them evenly.

    `output_size` is as for `functional.adaptive_avg_pool2d`.

    >>> import tinygrad_np as torch
    >>> torch.nn.AdaptiveAvgPool2d((5, None))(torch.ones(1, 64, 10, 9)).shape
    torch.Size([1, 64, 5, 9])
    """

    def forward(self, input: Tensor) -> Tensor:
        return functional.adaptive_avg_pool2d(input, self.output_size)


class _AdaptiveMaxPool(Module):
    def __init__(self, output_size: Any, return_indices: bool = False) -> None:
        super().__init__()
        self.output_size = output_size
        self.return_indices = return_indices

    def extra_repr(self) -> str:
        return f"output_size={self.output_size}"


class AdaptiveMaxPool1d(_AdaptiveMaxPool):
    """The largest of signals (..., length) over `output_size` windows that cover them evenly.

    With `return_indices` a pair, of which the second says where they are.

    >>> import tinygrad_np as torch
    >>> torch.nn.AdaptiveMaxPool1d(5)(torch.ones(1, 64, 8)).shape
    torch.Size([1, 64, 5])
    """

    def forward(self, input: Tensor) -> Any:
        return functional.adaptive_max_pool1d(input, self.output_size, self.return_indices)


class AdaptiveMaxPool2d(_AdaptiveMaxPool):
    """The largest of images (..., height, width) over windows that cover them evenly.

    `output_size` is as for `functional.adaptive_max_pool2d`; with `return_indices` a pair, of which
    the second says where the largest are.

    >>> import tinygrad_np as torch
    >>> torch.nn.AdaptiveMaxPool2d((5, None))(torch.ones(1, 64, 10, 9)).shape
    torch.Size([1, 64, 5, 9])
    """

    def forward(self, input: Tensor) -> Any:
        return functional.adaptive_max_pool2d(input, self.output_size, self.return_indices)
