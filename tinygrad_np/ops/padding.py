"""Padding: elements added to the ends of dims, or with negative numbers taken away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import shapes
from tinygrad_np.engine.function import Function
from tinygrad_np.ops.operands import as_operand, check_fits, refuse
from tinygrad_np.ops.sliding import along

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor

Pads = tuple[tuple[int, int], ...]  # how many elements before and after, for each dim


class ConstantPadNd(Function):
    """The input in a frame of one number; negative pads cut."""

    fills_buffer = True

    def forward(x, pads, value):
        shape = [n + before + after for n, (before, after) in zip(x.shape, pads, strict=True)]
        out = np.full(shape, value, x.dtype) if value else np.zeros(shape, x.dtype)
        out[_within(shape, pads)] = x[_within(x.shape, _negative(pads))]
        return out

    def backward(grad, pads):
        return ConstantPadNd.call(grad, _negative(pads), 0)


class Extend(Function, node_name="CopySlices"):
    """The elements at some places along each of the last dims: those of the input and more.

    `places` has for each of these dims an array of indices.
    """

    fills_buffer = True

    def forward(x, places):
        for axis, index in enumerate(places, -len(places)):
            x = np.take(x, index, axis)
        return x

    def backward(grad, x_shape, places):
        return ExtendBackward.call(grad, x_shape, places)


class ReflectionPad1D(Extend):
    """The elements of the last dim, and those next to its ends once more, mirrored."""


class ReflectionPad2D(Extend):
    """The elements of two dims, and those next to the edges once more, mirrored."""


class ReflectionPad3D(Extend):
    """The elements of three dims, and those next to the faces once more, mirrored."""


class ReplicationPad1D(Extend):
    """The elements of the last dim, and the outermost ones several times."""


class ReplicationPad2D(Extend):
    """The elements of two dims, and the outermost ones several times."""


class ReplicationPad3D(Extend):
    """The elements of three dims, and the outermost ones several times."""


class ExtendBackward(Function, node_name="ReflectionPad2DBackwardBackward0"):
    """For each element of a shape the sum of those that were taken from it."""

    fills_buffer = True

    def forward(y, shape, places):
        for axis, index in zip(range(-1, -1 - len(places), -1), reversed(places), strict=True):
            y = _gathered(y, index, axis, shape[axis])
        return y

    def backward(grad, places):
        return Extend.call(grad, places)


def _negative(pads: Pads) -> Pads:
    return tuple([(-before, -after) for before, after in pads])


def _within(shape: Sequence[int], pads: Pads) -> tuple[slice, ...]:
    """What is left of a shape inside of the pads that are positive."""
    sides = zip(shape, pads, strict=True)
    return tuple([slice(max(before, 0), n - max(after, 0)) for n, (before, after) in sides])


def _gathered(y: np.ndarray, index: np.ndarray, axis: int, size: int) -> np.ndarray:
    """The elements of y along a dim added up, each at its index."""
    shape = list(y.shape)
    shape[axis] = size
    sums = np.zeros(shape, y.dtype)
    # An index that comes again is for another round.
    order = np.argsort(index, kind="stable")
    rounds = np.empty_like(index)
    rounds[order] = np.arange(len(index)) - np.searchsorted(index[order], index[order])
    for i in range(rounds.max(initial=-1) + 1):
        now = np.flatnonzero(rounds == i)
        sums[along(axis, _sliced(index[now]))] += y[along(axis, _sliced(now))]
    return sums


def _sliced(index: np.ndarray) -> Any:
    """An index as a slice, where it can be one: that is many times as fast."""
    step = int(index[1] - index[0]) if len(index) > 1 else 1
    if step < 1 or (np.diff(index) != step).any():
        return index
    return slice(int(index[0]), int(index[-1]) + 1, step)


def pad(
    input: Tensor, pad: Sequence[int], mode: str = "constant", value: float | None = None
) -> Tensor:
    """The input with elements added before and after the last dims, or with negative numbers cut.

    `pad` has two numbers for the last dim, then two for the one before it, and so on. What is added
    is `value`, by default 0; or in the mode "reflect" the elements next to the end once more,
    mirrored, in the mode "replicate" the last one again and again, and in the mode "circular" those
    of the other end. These three modes pad all dims but one or two.

    Raises:
        RuntimeError: for another number of pads, or pads that are too large.
        NotImplementedError: for another mode, or a number of dims that the mode does not pad.

    >>> import tinygrad_np as torch
    >>> x = torch.tensor([[1, 2, 3]])
    >>> torch.nn.functional.pad(x, (1, 2))
    tensor([[0, 1, 2, 3, 0, 0]])
    >>> torch.nn.functional.pad(x, (1, 2), mode="reflect")
    tensor([[2, 1, 2, 3, 2, 1]])
    """
    input = as_operand(input, "pad")
    sizes = shapes.several(pad, "pad", "pad", 2)
    _check_value(mode, value)
    if len(sizes) % 2:
        raise RuntimeError("Padding length must be divisible by 2")
    ndim = input._array.ndim
    if len(sizes) > 2 * ndim:
        raise RuntimeError(
            "Padding length should be less than or equal to two times the input dimension but got "
            f"padding length {len(sizes)} and input of dimension {ndim}"
        )
    if mode == "constant":
        return constant_pad_nd(input, sizes, 0 if value is None else value)
    if mode not in _MODES:
        raise NotImplementedError(f"Unrecognised padding mode {mode}")
    dims = len(sizes) // 2
    if dims not in (1, 2, 3) or ndim not in (dims + 1, dims + 2):
        raise NotImplementedError(
            f"Padding size {len(sizes)} is not supported for {ndim}D input tensor. Where it is not "
            "constant, it is 2 for 2D or 3D input, 4 for 3D or 4D input, 6 for 4D or 5D input"
        )
    return _extended(input, _by_dim(sizes, dims), mode)


def constant_pad_nd(input: Tensor, pad: Sequence[int], value: float = 0) -> Tensor:
    """The input with `value` added before and after the last dims, or with negative numbers cut.

    Raises:
        RuntimeError: for an odd number of pads, or too many of them, or a size below 0.

    >>> import tinygrad_np as torch
    >>> torch.constant_pad_nd(torch.tensor([1, 2, 3]), (1, -1), 7)
    tensor([7, 1, 2])
    """
    input = as_operand(input, "constant_pad_nd")
    a, sizes = input._array, shapes.several(pad, "constant_pad_nd", "pad", 2)
    if len(sizes) % 2:
        raise RuntimeError(f"Length of pad must be even but instead it equals {len(sizes)}")
    if len(sizes) > 2 * a.ndim:
        raise RuntimeError(
            f"Length of pad should be no more than twice the number of dimensions of the input. "
            f"Pad length is {len(sizes)} while the input has {a.ndim} dimensions."
        )
    check_fits(value, a.dtype)
    pads = _by_dim(sizes, a.ndim)
    if any(n + before + after < 0 for n, (before, after) in zip(a.shape, pads, strict=True)):
        raise RuntimeError(
            f"a tensor of shape {list(a.shape)} is too small to be cut by {list(sizes)}"
        )
    return ConstantPadNd.apply(input, pads, value)


def _by_dim(pad: Sequence[int], dims: int) -> Pads:
    """Pads as PyTorch takes them, from the last dim on, for so many dims in their order."""
    given = [*pad, *[0] * (2 * dims - len(pad))]
    return tuple(zip(given[-2::-2], given[::-2], strict=True))


def _check_value(mode: Any, value: Any) -> None:
    if not isinstance(mode, str):
        raise TypeError(
            f"pad(): argument 'mode' (position 3) must be str, not {type(mode).__name__}"
        )
    if value is not None and not isinstance(value, (int, float)):
        raise TypeError(
            f"pad(): argument 'value' (position 4) must be float, not {type(value).__name__}"
        )
    if mode in _MODES and value:
        raise RuntimeError(f'Padding mode "{mode}" doesn\'t take in value argument')


def _extended(input: Any, pads: Pads, mode: str) -> Any:
    a, dims = input._array, len(pads)
    if mode != "circular" and 0 in a.shape[-dims - 1 :]:
        raise RuntimeError(
            f"Expected {dims + 1}D or {dims + 2}D (batch mode) tensor with possibly 0 batch "
            f"size and other non-zero dimensions for input, but got: {list(a.shape)}"
        )
    places = []
    for axis, (before, after) in enumerate(pads, -dims):
        _check_ends(a.shape, a.ndim + axis, before, after, mode)
        places.append(_MODES[mode](a.shape[axis], before, after))
    if mode == "circular":
        return Extend.apply(input, tuple(places))
    refuse(f"{mode}_pad{dims}d", "b", a)
    return _FUNCTIONS[mode][dims - 1].apply(input, tuple(places))


def _check_ends(shape: tuple, dim: int, before: int, after: int, mode: str) -> None:
    n = shape[dim]
    if mode == "reflect" and max(before, after) >= n:
        raise RuntimeError(
            "Padding size should be less than the corresponding input dimension, but got: padding "
            f"({before}, {after}) at dimension {dim} of input {list(shape)}"
        )
    if mode == "circular" and max(before, after) > n + min(before, after, 0):
        raise RuntimeError("Padding value causes wrapping around more than once.")
    if n + before + after < (mode != "circular"):
        raise RuntimeError(
            f"input of shape {list(shape)} is too small: with the pads ({before}, {after}) "
            f"dimension {dim} would have {n + before + after} elements"
        )


def _reflected(n: int, before: int, after: int) -> np.ndarray:
    places = np.abs(np.arange(-before, n + after))
    return np.where(places < n, places, 2 * (n - 1) - places)


def _replicated(n: int, before: int, after: int) -> np.ndarray:
    return np.clip(np.arange(-before, n + after), 0, n - 1)


def _wrapped(n: int, before: int, after: int) -> np.ndarray:
    left = np.arange(max(-before, 0), n - max(-after, 0))  # first cut, then go round
    return left[np.arange(-max(before, 0), len(left) + max(after, 0)) % max(len(left), 1)]


_MODES = {"reflect": _reflected, "replicate": _replicated, "circular": _wrapped}
_FUNCTIONS = {
    "reflect": (ReflectionPad1D, ReflectionPad2D, ReflectionPad3D),
    "replicate": (ReplicationPad1D, ReplicationPad2D, ReplicationPad3D),
}
