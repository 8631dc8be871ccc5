"""Windows of signal processing: by how much to weigh each of so many samples.

A `periodic` window is the symmetric one of one sample more, without its last.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes
from tinygrad_np.creation import leaf
from tinygrad_np.layouts import check_options
from tinygrad_np.ops.operands import number
from tinygrad_np.shapes import as_int, check_size

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


def _window(
    op: str,
    weigh: Callable[[np.ndarray, int], np.ndarray],
    length: int,
    periodic: bool,
    dtype: Any,
    options: tuple[Any, Any, bool],
    requires_grad: bool,
) -> Any:
    """The window that `weigh(n, last)` gives for the samples n = 0 ... last, two at least."""
    check_options(op, *options)
    length = as_int(length, op, "window_length")
    if length < 0:
        raise RuntimeError(f"{op} requires non-negative window_length, got window_length={length}")
    check_size((length,))
    kind = dtypes.get_default() if dtype is None else dtypes.to_numpy_dtype(dtype)
    if kind.kind != "f":
        raise RuntimeError(f"{op} expects floating point dtypes, got: {kind}")
    if length < 2:
        return leaf(np.ones(length, kind), requires_grad)
    last = length if periodic else length - 1
    samples = np.arange(last + 1).astype(kind)
    return leaf(weigh(samples, last)[:length], requires_grad)


def hann_window(
    window_length: int,
    periodic: bool = True,
    *,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    requires_grad: bool = False,
) -> Tensor:
    """The window of von Hann: 1/2 - cos(2 pi n / last) / 2.

    >>> import tinygrad_np as torch
    >>> torch.hann_window(4)
    tensor([0.0000, 0.5000, 1.0000, 0.5000])
    """

    def weigh(n: np.ndarray, last: int) -> np.ndarray:
        return np.cos(n * (2 * math.pi / last)) * -0.5 + 0.5

    options = device, layout, pin_memory
    return _window("hann_window", weigh, window_length, periodic, dtype, options, requires_grad)


def hamming_window(
    window_length: int,
    periodic: bool = True,
    alpha: float = 0.54,
    beta: float = 0.46,
    *,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    requires_grad: bool = False,
) -> Tensor:
    """The window of Hamming: alpha - beta cos(2 pi n / last).

    >>> import tinygrad_np as torch
    >>> torch.hamming_window(4)
    tensor([0.0800, 0.5400, 1.0000, 0.5400])
    """
    alpha = number(alpha, "hamming_window", "alpha")
    beta = number(beta, "hamming_window", "beta")

    def weigh(n: np.ndarray, last: int) -> np.ndarray:
        return np.cos(n * (2 * math.pi / last)) * -beta + alpha

    options = device, layout, pin_memory
    return _window("hamming_window", weigh, window_length, periodic, dtype, options, requires_grad)


def bartlett_window(
    window_length: int,
    periodic: bool = True,
    *,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    requires_grad: bool = False,
) -> Tensor:
    """The window of Bartlett: a line up from 0 to 1 and one down again.

    >>> import tinygrad_np as torch
    >>> torch.bartlett_window(4)
    tensor([0.0000, 0.5000, 1.0000, 0.5000])
    """

    def weigh(n: np.ndarray, last: int) -> np.ndarray:
        line = n * (2 / last)
        return np.where(n <= last // 2, line, line * -1.0 + 2.0)

    options = device, layout, pin_memory
    return _window("bartlett_window", weigh, window_length, periodic, dtype, options, requires_grad)


def blackman_window(
    window_length: int,
    periodic: bool = True,
    *,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    requires_grad: bool = False,
) -> Tensor:
    """The window of Blackman: 0.42 - cos(2 pi n / last) / 2 + 0.08 cos(4 pi n / last).

    >>> import tinygrad_np as torch
    >>> torch.blackman_window(4)[1:]
    tensor([0.3400, 1.0000, 0.3400])
    """

    def weigh(n: np.ndarray, last: int) -> np.ndarray:
        n = n * (math.pi / last)
        return np.cos(n * 4.0) * 0.08 - np.cos(n * 2.0) * 0.5 + 0.42

    options = device, layout, pin_memory
    return _window("blackman_window", weigh, window_length, periodic, dtype, options, requires_grad)


def kaiser_window(
    window_length: int,
    periodic: bool = True,
    beta: float = 12.0,
    *,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    requires_grad: bool = False,
) -> Tensor:
    """The window of Kaiser, the narrower the greater `beta`, by the Bessel function I0.

    >>> import tinygrad_np as torch
    >>> torch.kaiser_window(4)
    tensor([5.2773e-05, 2.1567e-01, 1.0000e+00, 2.1567e-01])
    """
    beta = number(beta, "kaiser_window", "beta")

    def weigh(n: np.ndarray, last: int) -> np.ndarray:
        inside = np.sqrt(np.maximum(1.0 - (n * (2.0 / last) - 1.0) ** 2, 0.0))
        return (np.i0(beta * inside.astype(np.float64)) / np.i0(beta)).astype(n.dtype)

    options = device, layout, pin_memory
    return _window("kaiser_window", weigh, window_length, periodic, dtype, options, requires_grad)
