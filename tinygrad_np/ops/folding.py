"""Windows of images laid out as columns, and columns added up to images."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import shapes
from tinygrad_np.engine.function import Function
from tinygrad_np.ops.operands import as_operand, refuse
from tinygrad_np.ops.shape import squeeze, unsqueeze
from tinygrad_np.ops.sliding import Window, each, folded, sliding, unfolded

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor

Windows = tuple[Window, ...]  # along the last dims


class Im2Col(Function):
    """What each window meets as a column: (n, channels, sizes...) gives (n, rows, windows)."""

    fills_buffer = True

    def forward(x, windows):
        columns = unfolded(x, windows)
        rows = math.prod(columns.shape[1 : 2 + len(windows)])
        out = columns.reshape(len(x), rows, math.prod([w.count for w in windows]))
        return np.copy(out) if np.may_share_memory(out, x) else out

    def backward(grad, x_shape, windows):
        return Col2Im.call(grad, windows, x_shape[2:])


class Col2Im(Function):
    """The sum of all that columns have for each element of an image."""

    fills_buffer = True

    def forward(y, windows, sizes):
        taps = [len(w.taps) for w in windows]
        channels = y.shape[1] // math.prod(taps)
        columns = y.reshape(len(y), channels, *taps, *[w.count for w in windows])
        image = folded(columns, windows, sizes)
        return np.copy(image) if np.may_share_memory(image, y) else image

    def backward(grad, windows):
        return Im2Col.call(grad, windows)


def unfold(
    input: Tensor, kernel_size: Any, dilation: Any = 1, padding: Any = 0, stride: Any = 1
) -> Tensor:
    """What each window meets as it slides over images, as a column.

    (n, channels, height, width), or without n, gives (n, channels * size of a window, windows).

    Raises:
        RuntimeError: for other dims, or an option that is out of bounds.

    >>> import tinygrad_np as torch
    >>> x = torch.arange(6.0).reshape(1, 2, 3)
    >>> torch.nn.functional.unfold(x, (2, 2))
    tensor([[0., 1.],
            [1., 2.],
            [3., 4.],
            [4., 5.]])
    """
    input = as_operand(input, "unfold")
    shape = input._array.shape
    if len(shape) < 3:
        shapes.wrap_dim(2, len(shape), "unfold")
    if len(shape) not in (3, 4) or 0 in shape[-3:]:
        raise RuntimeError(
            "Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other non-zero "
            f"dimensions for input, but got: {list(shape)}"
        )
    options = _options("unfold", kernel_size, dilation, padding, stride)
    counts = _counts(shape[-2:], options)
    if min(counts) < 1:
        raise RuntimeError(
            f"Given input with spatial size {shape[-2:]}, {_shown(options)}, calculated shape of "
            f"the array of sliding blocks as {counts}, but its components must be at least one."
        )
    refuse("im2col_out", "iu", input._array)
    windows = _windows(shape[-2:], counts, options)
    if len(shape) == 3:
        return squeeze(Im2Col.apply(unsqueeze(input, 0), windows), 0)
    return Im2Col.apply(input, windows)


def fold(
    input: Tensor,
    output_size: Any,
    kernel_size: Any,
    dilation: Any = 1,
    padding: Any = 0,
    stride: Any = 1,
) -> Tensor:
    """The columns that `unfold` makes of images of a size, added up where they came from.

    Raises:
        RuntimeError: if there are more or fewer columns, or an option is out of bounds.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.fold(torch.ones(1, 4, 2), (2, 3), (2, 2))
    tensor([[[[1., 2., 1.],
              [1., 2., 1.]]]])
    """
    input = as_operand(input, "fold")
    shape, sizes = input._array.shape, _pair("fold", output_size, "output_size")
    options = _options("fold", kernel_size, dilation, padding, stride)
    if len(shape) not in (2, 3) or 0 in shape[-2:]:
        raise RuntimeError(
            "Expected 2D or 3D (batch mode) tensor for input with possibly 0 batch size and "
            f"non-zero dimensions for input, but got: {list(shape)}"
        )
    _check_columns(shape, sizes, options)
    refuse("col2im_out", "iu", input._array)
    windows = _windows(sizes, _counts(sizes, options), options)
    if len(shape) == 2:
        return squeeze(Col2Im.apply(unsqueeze(input, 0), windows, sizes), 0)
    return Col2Im.apply(input, windows, sizes)


def _options(op: str, kernel_size: Any, dilation: Any, padding: Any, stride: Any) -> dict:
    """The options for both dims, by their names."""
    given = {"kernel_size": kernel_size, "dilation": dilation, "padding": padding, "stride": stride}
    options = {name: _pair(op, value, name) for name, value in given.items()}
    for name, values in options.items():
        if name == "padding" and min(values) < 0:
            raise RuntimeError(f"padding should be non-negative, but got {values}")
        if name != "padding" and min(values) <= 0:
            raise RuntimeError(
                f"{name.replace('_', ' ')} should be greater than zero, but got {values}"
            )
    return options


def _pair(op: str, value: Any, name: str) -> tuple[int, ...]:
    try:
        return each(value, 2, op, name)
    except ValueError as error:
        raise RuntimeError(
            f"It is expected {name} equals to 2, but got size {len(error.args[0])}"
        ) from None


def _shown(options: dict) -> str:
    return ", ".join(f"{name}={value}" for name, value in options.items() if name != "stride")


def _counts(sizes: tuple, options: dict) -> tuple[int, ...]:
    """How many windows there are along each dim."""
    each_dim = zip(sizes, *options.values(), strict=True)
    return tuple([(n + 2 * p - d * (k - 1) - 1) // s + 1 for n, k, d, p, s in each_dim])


def _windows(sizes: tuple, counts: tuple, options: dict) -> Windows:
    each_dim = zip(sizes, *options.values(), counts, strict=True)
    return tuple([sliding(n, k, s, p, d, count) for n, k, d, p, s, count in each_dim])


def _check_columns(shape: tuple, sizes: tuple, options: dict) -> None:
    kernel, counts = options["kernel_size"], _counts(sizes, options)
    *_, rows, columns = shape
    dim = len(shape) - 2
    if rows % math.prod(kernel):
        raise RuntimeError(
            f"Expected size of input's dimension {dim} to be divisible by the product of "
            f"kernel_size, but got input.size({dim})={rows} and kernel_size={kernel}."
        )
    if columns != math.prod(counts) or min(counts) < 1:
        raise RuntimeError(
            f"Given output_size={sizes}, {_shown(options)}, stride={options['stride']}, expected "
            f"size of input's dimension {dim + 1} to match the calculated number of sliding "
            f"blocks {counts[0]} * {counts[1]} = {math.prod(counts)}, but got "
            f"input.size({dim + 1})={columns}."
        )
