"""Convolutions: sums of products with a kernel that slides along one, two or three dims.

A convolution is linear in its input and in its weight. So its derivatives, and theirs, are three
ops in a circle: what any of two among input, weight and result says of the third.

The elements that each tap of the kernel meets are laid out side by side, for some samples at a
time: what is left to do is one product of matrices, for BLAS.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes
from tinygrad_np.engine.function import Function
from tinygrad_np.ops.operands import as_operand, refuse
from tinygrad_np.ops.reduction import Sum
from tinygrad_np.ops.shape import squeeze, unsqueeze
from tinygrad_np.ops.sliding import Window, each, exact, folded, sliding, unfolded

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor

Windows = tuple[Window, ...]

_BLOCK = 2**18  # elements


class Convolution(Function):
    """The sums of products of a kernel's elements with those that they meet, for each channel.

    Shapes are (n, channels, ...), (outputs, channels / groups, ...) and (outputs,).
    """

    fills_buffer = True

    def forward(x, weight, bias, windows, groups):
        out = np.empty((len(x), len(weight), *(w.count for w in windows)), x.dtype)
        bias = 0 if bias is None else bias.reshape((-1,) + (1,) * len(windows))
        kernels = _kernels(weight, groups)
        for part in _blocks(x, windows):
            sums = np.matmul(kernels, _columns(x[part], windows, groups))
            np.add(sums.reshape(out[part].shape), bias, out=out[part])
        return out

    def backward_x(grad, weight, x_shape, windows, groups):
        return ConvolutionInput.call(grad, weight, x_shape, windows, groups)

    def backward_weight(grad, x, weight_shape, windows, groups):
        return ConvolutionWeight.call(grad, x, weight_shape, windows, groups)

    def backward_bias(grad):
        return Sum.call(grad, (0, *range(2, grad.ndim)), False)


class ConvolutionInput(Function, node_name="ConvolutionBackwardBackward0"):
    """For each element of a convolution's input the sum over the results that it is in."""

    fills_buffer = True

    def forward(y, weight, shape, windows, groups):
        x = np.empty(shape, y.dtype)
        kernels = _kernels(weight, groups).mT
        taps = [len(w.taps) for w in windows]
        for part in _blocks(x, windows):
            columns = np.matmul(kernels, _results(y[part], groups))
            columns = columns.reshape(len(columns), shape[1], *taps, *y.shape[2:])
            x[part] = folded(columns, windows, shape[2:])
        return x

    def backward_y(grad, weight, windows, groups):
        return Convolution.call(grad, weight, None, windows, groups)

    def backward_weight(grad, y, weight_shape, windows, groups):
        return ConvolutionWeight.call(y, grad, weight_shape, windows, groups)


class ConvolutionWeight(Function, node_name="ConvolutionBackwardBackward0"):
    """For each element of a convolution's weight the sum over the results that it is in."""

    fills_buffer = True

    def forward(y, x, shape, windows, groups):
        kernels = 0.0
        for part in _blocks(x, windows):
            columns = _columns(x[part], windows, groups)
            products = np.matmul(_results(y[part], groups), columns.mT)
            kernels = kernels + np.add.reduce(products, axis=0)
        return kernels.reshape(shape).astype(y.dtype, copy=False)

    def backward_y(grad, x, windows, groups):
        return Convolution.call(x, grad, None, windows, groups)

    def backward_x(grad, y, x_shape, windows, groups):
        return ConvolutionInput.call(y, grad, x_shape, windows, groups)


def _blocks(x: np.ndarray, windows: Windows) -> Iterator[slice]:
    """So many samples at a time that what is laid out for them fits in a cache."""
    columns = x.shape[1] * math.prod([len(w.taps) * w.count for w in windows])
    size = max(1, _BLOCK // max(columns, 1))
    return (slice(i, i + size) for i in range(0, max(len(x), 1), size))


def _kernels(weight: np.ndarray, groups: int) -> np.ndarray:
    """For each group a matrix with a row for each output."""
    outputs, *shape = weight.shape
    return exact(weight).reshape(groups, outputs // groups, math.prod(shape))


def _columns(x: np.ndarray, windows: Windows, groups: int) -> np.ndarray:
    """For each sample and group a matrix, with all that a window meets in each column."""
    columns = unfolded(exact(x), windows)
    rows = x.shape[1] // groups * math.prod([len(w.taps) for w in windows])
    return columns.reshape(len(x), groups, rows, math.prod([w.count for w in windows]))


def _results(y: np.ndarray, groups: int) -> np.ndarray:
    """For each sample and group a matrix with a row for each output."""
    n, outputs, *counts = y.shape
    return exact(y).reshape(n, groups, outputs // groups, math.prod(counts))


def conv1d(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: Any = 1,
    padding: Any = 0,
    dilation: Any = 1,
    groups: int = 1,
) -> Tensor:
    """The convolution of signals, (n, channels, length) or without n, with a kernel.

    `weight` is (outputs, channels / groups, size), `bias` (outputs,). The kernel moves on by
    `stride`, its elements meet what is `dilation` apart; zeros pad both ends, `padding` of them, or
    as many as it takes for the length to stay the "same". Each of the `groups` of channels makes
    its own outputs.

    Raises:
        RuntimeError: if shapes or dtypes do not fit, or an option is out of bounds.

    >>> import tinygrad_np as torch
    >>> x = torch.tensor([[[1.0, 2.0, 3.0, 4.0]]])
    >>> torch.nn.functional.conv1d(x, torch.tensor([[[-1.0, 1.0]]]))
    tensor([[[1., 1., 1.]]])
    """
    return _convolution("conv1d", 1, (input, weight, bias), stride, padding, dilation, groups)


def conv2d(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: Any = 1,
    padding: Any = 0,
    dilation: Any = 1,
    groups: int = 1,
) -> Tensor:
    """The convolution of images, (n, channels, height, width) or without n, with a kernel.

    `weight` is (outputs, channels / groups, height, width), `bias` (outputs,); options are as for
    `conv1d`, one number for both dims or two.

    Raises:
        RuntimeError: if shapes or dtypes do not fit, or an option is out of bounds.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.conv2d(torch.ones(1, 1, 3, 3), torch.ones(1, 1, 2, 2), padding="same")
    tensor([[[[4., 4., 2.],
              [4., 4., 2.],
              [2., 2., 1.]]]])
    """
    return _convolution("conv2d", 2, (input, weight, bias), stride, padding, dilation, groups)


def conv3d(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: Any = 1,
    padding: Any = 0,
    dilation: Any = 1,
    groups: int = 1,
) -> Tensor:
    """The convolution of volumes, (n, channels, depth, height, width) or without n.

    `weight` is (outputs, channels / groups, depth, height, width), `bias` (outputs,); options are
    as for `conv1d`, one number for all dims or three.

    Raises:
        RuntimeError: if shapes or dtypes do not fit, or an option is out of bounds.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.conv3d(torch.ones(1, 1, 2, 2, 2), torch.ones(1, 1, 2, 2, 2)).item()
    8.0
    """
    return _convolution("conv3d", 3, (input, weight, bias), stride, padding, dilation, groups)


def _convolution(
    op: str, dims: int, tensors: tuple, stride: Any, padding: Any, dilation: Any, groups: int
) -> Any:
    x = as_operand(tensors[0], op)
    weight = as_operand(tensors[1], op, "weight", 2)
    bias = None if tensors[2] is None else as_operand(tensors[2], op, "bias", 3)
    ndim, sizes = x._array.ndim, list(x._array.shape)
    if ndim not in (dims + 1, dims + 2):
        raise RuntimeError(
            f"Expected {dims + 1}D (unbatched) or {dims + 2}D (batched) input to {op}, but got "
            f"input of size: {sizes}"
        )
    if ndim == dims + 1:
        batch = unsqueeze(x, 0), weight, bias
        return squeeze(_convolution(op, dims, batch, stride, padding, dilation, groups), 0)
    a, w, b = x._array, weight._array, None if bias is None else bias._array
    if w.ndim != ndim:
        raise RuntimeError(
            f"Expected {w.ndim}-dimensional input for {w.ndim}-dimensional weight {list(w.shape)}, "
            f"but got {ndim}-dimensional input of size {sizes} instead"
        )
    strides, dilations = (
        _each(value, dims, op, name) for name, value in (("stride", stride), ("dilation", dilation))
    )
    pads = _pads(padding, w.shape[2:], strides, dilations, op)
    _check_options(strides, pads, dilations, groups)
    _check_operands(a, w, b, groups)
    windows = _windows(a.shape[2:], w.shape[2:], strides, pads, dilations)
    return Convolution.apply(x, weight, bias, windows, groups)


def _each(value: Any, dims: int, op: str, name: str) -> tuple[int, ...]:
    try:
        return each(value, dims, op, name)
    except ValueError as error:
        raise RuntimeError(
            f"expected {name} to be a single integer value or a list of {dims} values to match the "
            f"convolution dimensions, but got {name}={list(error.args[0])}"
        ) from None


def _pads(
    padding: Any, kernel: tuple, strides: tuple, dilations: tuple, op: str
) -> list[tuple[int, int]]:
    """How many zeros stand before and after each dim."""
    if not isinstance(padding, str):
        return [(n, n) for n in _each(padding, len(kernel), op, "padding")]
    if padding not in ("same", "valid"):
        raise RuntimeError(f"Invalid padding string: '{padding}'")
    if padding == "valid":
        return [(0, 0)] * len(kernel)
    if any(s != 1 for s in strides):
        raise RuntimeError("padding='same' is not supported for strided convolutions")
    totals = [d * (k - 1) for d, k in zip(dilations, kernel, strict=True)]
    return [(total // 2, total - total // 2) for total in totals]


def _check_options(strides: tuple, pads: list, dilations: tuple, groups: int) -> None:
    if any(before < 0 for before, _ in pads):
        raise RuntimeError("negative padding is not supported")
    for name, values in (("stride", strides), ("dilation", dilations), ("groups", (groups,))):
        if any(n <= 0 for n in values):
            raise RuntimeError(f"non-positive {name} is not supported")


def _check_operands(a: np.ndarray, w: np.ndarray, b: Any, groups: int) -> None:
    size, expected = list(w.shape), w.shape[1] * groups
    if len(w) < groups:
        raise RuntimeError(
            f"Given groups={groups}, expected weight to be at least {groups} at dimension 0, but "
            f"got weight of size {size} instead"
        )
    if len(w) % groups:
        raise RuntimeError(
            f"Given groups={groups}, expected weight to be divisible by {groups} at dimension 0, "
            f"but got weight of size [{size}] instead"
        )
    if a.shape[1] != expected:
        raise RuntimeError(
            f"Given groups={groups}, weight of size {size}, expected input{list(a.shape)} to have "
            f"{expected} channels, but got {a.shape[1]} channels instead"
        )
    if b is not None and b.shape != w.shape[:1]:
        raise RuntimeError(
            f"Given weight of size {size}, expected bias to be 1-dimensional with {len(w)} "
            f"elements, but got bias of size {list(b.shape)} instead"
        )
    refuse("slow_conv2d", "b", a, w)
    for name, other in (("weight", w), ("bias", b)):
        if other is not None and other.dtype != a.dtype:
            types = [
                f"torch.{dtypes.from_numpy_dtype(v.dtype).scalar_name}Tensor" for v in (a, other)
            ]
            raise RuntimeError(
                f"Input type ({types[0]}) and {name} type ({types[1]}) should be the same"
            )


def _windows(sizes: tuple, kernel: tuple, strides: tuple, pads: list, dilations: tuple) -> Windows:
    padded = [n + before + after for n, (before, after) in zip(sizes, pads, strict=True)]
    spans = [d * (k - 1) + 1 for d, k in zip(dilations, kernel, strict=True)]
    if any(n < span for n, span in zip(padded, spans, strict=True)):
        size, span = (" x ".join(map(str, numbers)) for numbers in (padded, spans))
        raise RuntimeError(
            f"Calculated padded input size per channel: ({size}). Kernel size: ({span}). Kernel "
            "size can't be greater than actual input size"
        )
    if 0 in sizes or 0 in kernel:
        raise RuntimeError(
            f"a convolution needs elements to meet, but got sizes {list(sizes)} and a kernel of "
            f"sizes {list(kernel)}"
        )
    counts = [(n - span) // s + 1 for n, span, s in zip(padded, spans, strides, strict=True)]
    befores = [before for before, _ in pads]
    return tuple(map(sliding, sizes, kernel, strides, befores, dilations, counts))
