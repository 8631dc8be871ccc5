"""Adaptive pooling: into as many windows as asked for, whatever the size of the image."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tinygrad_np import shapes
from tinygrad_np.ops.operands import as_operand, refuse
from tinygrad_np.ops.pooling import (
    AvgPool2D,
    MaxPool2DWithIndices,
    Windows,
    divisor_of,
    one_int,
    signal,
)
from tinygrad_np.ops.reduction import mean
from tinygrad_np.ops.shape import squeeze, unsqueeze
from tinygrad_np.ops.sliding import adaptive

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class AdaptiveAvgPool2D(AvgPool2D):
    """The mean of what each of so many windows meets."""


class AdaptiveMaxPool2D(MaxPool2DWithIndices):
    """The largest of what each of so many windows meets, and where it is."""


def adaptive_avg_pool2d(input: Tensor, output_size: Any) -> Tensor:
    """The means of images (..., height, width) over windows that cover them evenly.

    `output_size` says how many windows there are along each dim: one number for both, or two, of
    which None leaves the dim as it is.

    Raises:
        RuntimeError: for other than 3 or 4 dims, or a negative size.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.adaptive_avg_pool2d(torch.arange(12.0).reshape(1, 3, 4), 2)
    tensor([[[2.5000, 4.5000],
             [6.5000, 8.5000]]])
    """
    op = "adaptive_avg_pool2d"
    input = as_operand(input, op)
    sizes = _sizes(op, input, output_size)
    if min(sizes) < 0:
        raise RuntimeError(
            f"{op}: elements of output_size must be greater than or equal to 0 but received "
            f"{{{sizes[0]}, {sizes[1]}}}"
        )
    refuse(op, "biu", input._array)
    if sizes == (1, 1):
        return mean(input, (-1, -2), True)
    windows = _windows(op, input, sizes)
    return AdaptiveAvgPool2D.apply(input, windows, divisor_of(windows, False))


def adaptive_avg_pool1d(input: Tensor, output_size: Any) -> Tensor:
    """The means of signals (..., length) over `output_size` windows that cover them evenly.

    Raises:
        RuntimeError: for other than 2 or 3 dims, or a negative size.

    >>> import tinygrad_np as torch
    >>> torch.adaptive_avg_pool1d(torch.tensor([[1.0, 4.0, 3.0, 2.0]]), 2)
    tensor([[2.5000, 2.5000]])
    """
    op = "adaptive_avg_pool1d"
    image = unsqueeze(signal(op, input), -2)
    return squeeze(adaptive_avg_pool2d(image, (1, one_int(op, output_size, "output_size"))), -2)


def adaptive_max_pool2d_with_indices(
    input: Tensor, output_size: Any, return_indices: bool = False
) -> tuple[Tensor, Tensor]:
    """`adaptive_max_pool2d`, and where in its image, flattened, each of the largest is.

    >>> import tinygrad_np as torch
    >>> x = torch.tensor([[[1.0, 4.0], [3.0, 2.0]]])
    >>> torch.nn.functional.adaptive_max_pool2d_with_indices(x, 1)
    (tensor([[[4.]]]), tensor([[[1]]]))
    """
    op = "adaptive_max_pool2d"
    input = as_operand(input, op)
    sizes = _sizes(op, input, output_size)
    if min(sizes) < 0:
        wanted = [*input._array.shape[:-2], *sizes]
        raise RuntimeError(
            f"Trying to create tensor with negative dimension {min(sizes)}: {wanted}"
        )
    refuse(op, "biu", input._array)
    return AdaptiveMaxPool2D.apply(input, _windows(op, input, sizes))


def adaptive_max_pool1d(input: Tensor, output_size: Any) -> tuple[Tensor, Tensor]:
    """The largest of signals (..., length) over `output_size` windows, and where they are.

    Raises:
        RuntimeError: for other than 2 or 3 dims, or a negative size.

    >>> import tinygrad_np as torch
    >>> torch.adaptive_max_pool1d(torch.tensor([[1.0, 4.0, 3.0, 2.0]]), 2)
    (tensor([[4., 3.]]), tensor([[1, 2]]))
    """
    op = "adaptive_max_pool1d"
    image = unsqueeze(signal(op, input), -2)
    sizes = 1, one_int(op, output_size, "output_size")
    values, indices = adaptive_max_pool2d_with_indices(image, sizes)
    return squeeze(values, -2), squeeze(indices, -2)


def _sizes(op: str, input: Any, output_size: Any) -> tuple[int, int]:
    """How many windows are asked for along each of the last two dims."""
    shape = input._array.shape
    if isinstance(output_size, (tuple, list)) and len(shape) <= len(output_size):
        raise ValueError(f"Input dimension should be at least {len(output_size) + 1}")
    if len(shape) not in (3, 4):
        raise RuntimeError(f"{op}(): Expected 3D or 4D tensor, but got {list(shape)}")
    given = output_size if isinstance(output_size, (tuple, list)) else (output_size,) * 2
    if len(given) != 2:
        raise RuntimeError(f"{op}: output_size must be 2")
    if output_size is None:
        raise TypeError(f"{op}(): argument 'output_size' must be int or tuple, not NoneType")
    rows, columns = (
        n if size is None else shapes.as_int(size, op, "output_size")
        for n, size in zip(shape[-2:], given, strict=True)
    )
    return rows, columns


def _windows(op: str, input: Any, sizes: tuple[int, int]) -> Windows:
    shape = input._array.shape
    for dim in range(len(shape) - 2, len(shape)):
        if shape[dim] == 0:
            raise RuntimeError(
                f"{op}(): Expected input to have non-zero size for non-batch dimensions, but "
                f"input has sizes {list(shape)} with dimension {dim} being empty"
            )
    return tuple(map(adaptive, shape[-2:], sizes))
