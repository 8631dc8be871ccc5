"""Pooling that says, where asked to, which elements were the largest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tinygrad_np.ops import adaptive_pooling, pooling

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


def max_pool1d(
    input: Tensor,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    dilation: Any = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> Any:
    """`torch.max_pool1d`; with `return_indices` a pair, of which the second says where they are.

    >>> import tinygrad_np as torch
    >>> x = torch.tensor([[1.0, 4.0, 3.0, 2.0]])
    >>> torch.nn.functional.max_pool1d(x, 2, return_indices=True)
    (tensor([[4., 3.]]), tensor([[1, 2]]))
    """
    pair = pooling.max_pool1d_with_indices(input, kernel_size, stride, padding, dilation, ceil_mode)
    return pair if return_indices else pair[0]


def max_pool2d(
    input: Tensor,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    dilation: Any = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> Any:
    """`torch.max_pool2d`; with `return_indices` a pair, of which the second says where they are.

    >>> import tinygrad_np as torch
    >>> x = torch.tensor([[[1.0, 4.0], [3.0, 2.0]]])
    >>> torch.nn.functional.max_pool2d(x, 2, return_indices=True)
    (tensor([[[4.]]]), tensor([[[1]]]))
    """
    pair = pooling.max_pool2d_with_indices(input, kernel_size, stride, padding, dilation, ceil_mode)
    return pair if return_indices else pair[0]


def adaptive_max_pool1d_with_indices(
    input: Tensor, output_size: Any, return_indices: bool = False
) -> tuple[Tensor, Tensor]:
    """`torch.adaptive_max_pool1d`.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.adaptive_max_pool1d_with_indices(torch.tensor([[1.0, 4.0, 3.0]]), 1)
    (tensor([[4.]]), tensor([[1]]))
    """
    return adaptive_pooling.adaptive_max_pool1d(input, output_size)


def adaptive_max_pool1d(input: Tensor, output_size: Any, return_indices: bool = False) -> Any:
    """The largest of signals (..., length) over `output_size` windows that cover them evenly.

    With `return_indices` a pair, of which the second says where they are.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.adaptive_max_pool1d(torch.tensor([[1.0, 4.0, 3.0, 2.0]]), 2)
    tensor([[4., 3.]])
    """
    pair = adaptive_pooling.adaptive_max_pool1d(input, output_size)
    return pair if return_indices else pair[0]


def adaptive_max_pool2d(input: Tensor, output_size: Any, return_indices: bool = False) -> Any:
    """The largest of images (..., height, width) over windows that cover them evenly.

    `output_size` says how many windows there are along each dim: one number for both, or two, of
    which None leaves the dim as it is. With `return_indices` a pair, of which the second says where
    in its image, flattened, each of the largest is.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.adaptive_max_pool2d(torch.arange(12.0).reshape(1, 3, 4), 2)
    tensor([[[ 5.,  7.],
             [ 9., 11.]]])
    """
    pair = adaptive_pooling.adaptive_max_pool2d_with_indices(input, output_size)
    return pair if return_indices else pair[0]
