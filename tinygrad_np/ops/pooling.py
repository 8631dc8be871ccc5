"""Pooling: the largest, or the mean, of what windows meet as they slide over an image."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import shapes
from tinygrad_np.engine.function import Function
from tinygrad_np.ops.operands import as_operand, refuse
from tinygrad_np.ops.outputs import JointFunction
from tinygrad_np.ops.shape import squeeze, unsqueeze
from tinygrad_np.ops.sliding import Window, along, each, exact, sliding

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor

Windows = tuple[Window, ...]  # along the last dims


class AvgPool2D(Function):
    """The sum of what each window meets, divided by a number, or by one for each window."""

    fills_buffer = True

    def forward(x, windows, divisor):
        sums = exact(x)
        for axis, window in enumerate(windows, -len(windows)):
            parts, sums = sums, np.zeros(_resized(sums, axis, window.count), sums.dtype)
            for outs, ins in window.taps:
                sums[along(axis, outs)] += parts[along(axis, ins)]
        return (sums / divisor).astype(x.dtype, copy=False)

    def backward(grad, x_shape, windows, divisor):
        return AvgPool2DBackward.call(grad, x_shape, windows, divisor)


class AvgPool2DBackward(Function, node_name="AvgPool2DBackwardBackward0"):
    """For each element its shares in the windows that meet it."""

    fills_buffer = True

    def forward(y, shape, windows, divisor):
        shares = exact(y) / divisor
        for axis in range(-1, -1 - len(windows), -1):
            parts, shares = shares, np.zeros(_resized(shares, axis, shape[axis]), shares.dtype)
            for outs, ins in windows[axis].taps:
                shares[along(axis, ins)] += parts[along(axis, outs)]
        return shares.astype(y.dtype, copy=False)

    def backward(grad, windows, divisor):
        return AvgPool2D.call(grad, windows, divisor)


class MaxPool2DWithIndices(JointFunction):
    """The largest of what each window meets, of equal ones the first, and where it is."""

    outputs = ("values", "indices")
    fills_buffer = True

    def forward(x, windows):
        sizes = x.shape[x.ndim - len(windows) :]
        values, indices = x, np.arange(math.prod(sizes)).reshape(sizes)
        for axis in range(-1, -1 - len(windows), -1):  # of equal ones the first in its row counts
            values, indices = _largest(values, indices, windows[axis], axis)
        return values, indices

    def backward(grads, indices, x_shape, windows):
        return ScatterPlanes.call(grads[0], indices, x_shape, len(windows))


class ScatterPlanes(Function, node_name="MaxPool2DWithIndicesBackwardBackward0"):
    """Zeros of a shape, to which y is added at indices in the flattened last `dims` dims."""

    fills_buffer = True

    def forward(y, indices, shape, dims):
        buffer = np.zeros(math.prod(shape), y.dtype)
        lead, plane = shape[: len(shape) - dims], math.prod(shape[len(shape) - dims :])
        starts = np.arange(0, buffer.size, max(plane, 1)).reshape((*lead, *(1,) * dims))
        np.add.at(buffer, (starts + indices).reshape(-1), y.reshape(-1))
        return buffer.reshape(shape)

    def backward(grad, indices, dims):
        return GatherPlanes.call(grad, indices, dims)


class GatherPlanes(Function, node_name="MaxPool2DWithIndicesBackwardBackward0"):
    """The elements at indices in the flattened last `dims` dims."""

    fills_buffer = True

    def forward(x, indices, dims):
        planes = math.prod(x.shape[: x.ndim - dims])
        flat = x.reshape(planes, math.prod(x.shape[x.ndim - dims :]))
        counts = math.prod(indices.shape[x.ndim - dims :])
        places = indices.reshape(planes, counts)
        return np.take_along_axis(flat, places, axis=1).reshape(indices.shape)

    def backward(grad, indices, x_shape, dims):
        return ScatterPlanes.call(grad, indices, x_shape, dims)


def _resized(x: np.ndarray, axis: int, size: int) -> list[int]:
    """The shape of an array with another size of one dim."""
    shape = list(x.shape)
    shape[axis] = size
    return shape


def _largest(
    x: np.ndarray, indices: np.ndarray, window: Window, axis: int
) -> tuple[np.ndarray, np.ndarray]:
    """The largest of what windows along one dim meet, and its index; nan counts as the largest."""
    largest = np.take(x, window.firsts, axis)
    found = np.array(np.broadcast_to(np.take(indices, window.firsts, axis), largest.shape))
    for outs, ins in window.taps:
        there, index = x[along(axis, ins)], indices[along(axis, ins)]
        so_far, place = largest[along(axis, outs)], found[along(axis, outs)]
        better = there > so_far
        if x.dtype.kind == "f":
            better |= np.isnan(there)
        np.copyto(so_far, there, where=better)
        np.copyto(place, index, where=better)
    return largest, found


def max_pool2d_with_indices(
    input: Tensor,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    dilation: Any = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> tuple[Tensor, Tensor]:
    """`max_pool2d`, and where in its image, flattened, each of the largest is.

    >>> import tinygrad_np as torch
    >>> x = torch.tensor([[[1.0, 4.0], [3.0, 2.0]]])
    >>> torch.nn.functional.max_pool2d_with_indices(x, 2)
    (tensor([[[4.]]]), tensor([[[1]]]))
    """
    input = as_operand(input, "max_pool2d")
    _check_image("max_pool2d", input._array)
    windows = _windows("max_pool2d", input, kernel_size, stride, padding, dilation, ceil_mode)
    refuse("max_pool2d", "b", input._array)
    return MaxPool2DWithIndices.apply(input, windows)


def max_pool2d(
    input: Tensor,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    dilation: Any = 1,
    ceil_mode: bool = False,
) -> Tensor:
    """The largest of what each window meets as it slides over images (..., height, width).

    Windows move on by `stride`, if none is given by their size; what they meet is `dilation` apart.
    `padding` adds that many rows and columns around, which are never the largest. With `ceil_mode`
    there also is a window for what is left over at the end. Of equal ones the first has the
    derivative.

    Raises:
        RuntimeError: for other than 3 or 4 dims, or an option that is out of bounds.

    >>> import tinygrad_np as torch
    >>> torch.max_pool2d(torch.arange(16.0).reshape(1, 4, 4), 2)
    tensor([[[ 5.,  7.],
             [13., 15.]]])
    """
    return max_pool2d_with_indices(input, kernel_size, stride, padding, dilation, ceil_mode)[0]


def max_pool1d_with_indices(
    input: Tensor,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    dilation: Any = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> tuple[Tensor, Tensor]:
    """`max_pool1d`, and where in its signal each of the largest is.

    >>> import tinygrad_np as torch
    >>> torch.max_pool1d_with_indices(torch.tensor([[1.0, 4.0, 3.0, 2.0]]), 2)
    (tensor([[4., 3.]]), tensor([[1, 2]]))
    """
    op = "max_pool1d"
    input = as_operand(input, op)
    shape = list(input._array.shape)
    if len(shape) not in (2, 3) or 0 in shape[-2:]:
        raise RuntimeError(
            f"{op}: Expected 2D or 3D (batch mode) tensor with optional 0 dim batch size for "
            f"input, but got:{shape}"
        )
    refuse("max_pool1d_impl", "biu", input._array)
    size, step, pads, apart = _one_dim(op, kernel_size, stride, padding, dilation)
    image = unsqueeze(input, -2)
    windows = _windows(op, image, size, step, pads, apart, ceil_mode)
    values, indices = MaxPool2DWithIndices.apply(image, windows)
    return squeeze(values, -2), squeeze(indices, -2)


def max_pool1d(
    input: Tensor,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    dilation: Any = 1,
    ceil_mode: bool = False,
) -> Tensor:
    """The largest of what each window meets as it slides along signals (..., length).

    Options are as for `max_pool2d`.

    Raises:
        RuntimeError: for other than 2 or 3 dims, or an option that is out of bounds.

    >>> import tinygrad_np as torch
    >>> torch.max_pool1d(torch.tensor([[1.0, 4.0, 3.0, 2.0]]), 2)
    tensor([[4., 3.]])
    """
    return max_pool1d_with_indices(input, kernel_size, stride, padding, dilation, ceil_mode)[0]


def avg_pool2d(
    input: Tensor,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
) -> Tensor:
    """The mean of what each window meets as it slides over images (..., height, width).

    Options are as for `max_pool2d`. Zeros pad, which count as elements unless `count_include_pad`
    is False; `divisor_override` is what to divide by instead of the count.

    Raises:
        RuntimeError: for other than 3 or 4 dims, or an option that is out of bounds.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.avg_pool2d(torch.arange(16.0).reshape(1, 4, 4), 2)
    tensor([[[ 2.5000,  4.5000],
             [10.5000, 12.5000]]])
    """
    input = as_operand(input, "avg_pool2d")
    if input._array.ndim < 3:
        shapes.wrap_dim(-3, input._array.ndim, "avg_pool2d")
    _check_image("avg_pool2d", input._array)
    refuse("avg_pool2d", "bu", input._array)
    windows = _windows("avg_pool2d", input, kernel_size, stride, padding, 1, ceil_mode)
    if divisor_override is None:
        divisor = divisor_of(windows, count_include_pad)
    else:
        divisor = shapes.as_int(divisor_override, "avg_pool2d", "divisor_override")
    if divisor_override == 0:
        raise RuntimeError("divisor must be not zero")
    return AvgPool2D.apply(input, windows, divisor)


def avg_pool1d(
    input: Tensor,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
) -> Tensor:
    """The mean of what each window meets as it slides along signals (..., length).

    Options are as for `avg_pool2d`.

    Raises:
        RuntimeError: for other than 2 or 3 dims, or an option that is out of bounds.

    >>> import tinygrad_np as torch
    >>> torch.avg_pool1d(torch.tensor([[1.0, 4.0, 3.0, 2.0]]), 2, stride=1)
    tensor([[2.5000, 3.5000, 2.5000]])
    """
    input = signal("avg_pool1d", input)
    kernel_size, stride, padding, _ = _one_dim("avg_pool1d", kernel_size, stride, padding, 1)
    image = unsqueeze(input, -2)
    pooled = avg_pool2d(image, kernel_size, stride, padding, ceil_mode, count_include_pad)
    return squeeze(pooled, -2)


def _windows(
    op: str, input: Any, kernel_size: Any, stride: Any, padding: Any, dilation: Any, ceil_mode: bool
) -> Windows:
    """The windows of an op along the last two dims of its input."""
    kernel = _pair(op, kernel_size, "kernel_size")
    is_given = stride is not None and stride != [] and stride != ()
    strides = _pair(op, stride, "stride") if is_given else kernel
    pads, dilations = _pair(op, padding, "padding"), _pair(op, dilation, "dilation")
    _check_options(op, kernel, strides, pads, dilations)
    sizes = input._array.shape[-2:]
    counts = [
        _count(n, (k - 1) * d + 1, s, p, ceil_mode)
        for n, k, s, p, d in zip(sizes, kernel, strides, pads, dilations, strict=True)
    ]
    if min(counts) < 1:
        planes = input._array.shape[-3]
        before, after = ("x".join(map(str, (planes, *size))) for size in (sizes, counts))
        raise RuntimeError(
            f"Given input size: ({before}). Calculated output size: ({after}). Output size is too "
            "small"
        )
    return tuple(map(sliding, sizes, kernel, strides, pads, dilations, counts))


def _count(n: int, span: int, stride: int, padding: int, ceil_mode: bool) -> int:
    """How many windows there are along a dim; each begins before the padding at the end."""
    left = n + 2 * padding - span
    if not ceil_mode:
        return left // stride + 1
    count = -(-left // stride) + 1
    return count - ((count - 1) * stride >= n + padding)


def _pair(op: str, value: Any, name: str) -> tuple[int, ...]:
    try:
        return each(value, 2, op, name)
    except ValueError:
        omitted = "be omitted, " if name == "stride" else "be "
        raise RuntimeError(
            f"{op}: {name} must either {omitted}a single int, or a tuple of two ints"
        ) from None


def _check_options(op: str, kernel: tuple, strides: tuple, pads: tuple, dilations: tuple) -> None:
    if any(n <= 0 for n in strides):
        raise RuntimeError("stride should not be zero")
    for name, values in (("kernel_size", kernel), ("dilation", dilations)):
        if any(n <= 0 for n in values):
            raise RuntimeError(f"{op}: {name} should be greater than zero, but got {list(values)}")
    for k, p, d in zip(kernel, pads, dilations, strict=True):
        if p < 0:
            raise RuntimeError(f"pad must be non-negative, but got pad: {p}")
        if p > ((k - 1) * d + 1) // 2:
            raise RuntimeError(
                f"pad should be at most half of effective kernel size, but got pad={p}, "
                f"kernel_size={k} and dilation={d}"
            )


def _check_image(op: str, a: np.ndarray) -> None:
    if a.ndim not in (3, 4) or 0 in a.shape[-3:]:
        raise RuntimeError(
            f"{op}: Expected 3D or 4D (batch mode) tensor with optional 0 dim batch size for "
            f"input, but got:{list(a.shape)}"
        )


def one_int(op: str, value: Any, name: str) -> int:
    """An integer, which may stand alone in a tuple or list.

    Raises:
        RuntimeError: if there are several.
    """
    try:
        return each(value, 1, op, name)[0]
    except ValueError as error:
        raise RuntimeError(
            f"{op}() argument '{name}' should contain one int (got {len(error.args[0])})"
        ) from None


def _one_dim(op: str, kernel_size: Any, stride: Any, padding: Any, dilation: Any) -> tuple:
    """Options for signals as options for images of one row."""
    size = one_int(op, kernel_size, "kernel_size")
    is_given = stride is not None and stride != [] and stride != ()
    step = one_int(op, stride, "stride") if is_given else size
    pad, dilation = one_int(op, padding, "padding"), one_int(op, dilation, "dilation")
    return (1, size), (1, step), (0, pad), (1, dilation)


def signal(op: str, input: Any) -> Any:
    """An argument of shape (channels, length) or (n, channels, length).

    Raises:
        RuntimeError: for other dims.
    """
    input = as_operand(input, op)
    ndim = input._array.ndim
    if ndim not in (2, 3):
        raise RuntimeError(
            f"Expected 2 to 3 dimensions, but got {ndim}-dimensional tensor for argument #1 "
            f"'self' (while checking arguments for {op})"
        )
    return input


def divisor_of(windows: Sequence[Window], with_padding: bool) -> Any:
    """How many elements each pair of windows has: one number if that is the same for all."""
    rows, columns = (w.padded_lengths if with_padding else w.lengths for w in windows)
    counts = rows[:, None] * columns
    number = counts[0, 0].item() if counts.size else 1
    return number if (counts == number).all() else counts
