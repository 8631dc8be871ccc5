"""Images in another size."""

from __future__ import annotations

import math
import operator
import warnings
from collections.abc import Callable, Container, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np.ops.adaptive_pooling import adaptive_avg_pool1d, adaptive_avg_pool2d
from tinygrad_np.ops.operands import as_operand, refuse
from tinygrad_np.ops.resampling import ANTIALIASED, MODES, Grid

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


def interpolate(
    input: Tensor,
    size: Any = None,
    scale_factor: Any = None,
    mode: str = "nearest",
    align_corners: bool | None = None,
    recompute_scale_factor: bool | None = None,
    antialias: bool = False,
) -> Tensor:
    """Signals (n, channels, width), images (..., height, width) or volumes in another size.

    The `size`, or how many times as large it is, are one number, or one for each dim. Modes are
    "nearest", "nearest-exact" and "area"; and "linear", "bilinear", "trilinear" for 1, 2 and 3
    dims; "bicubic" for 2. The grids of old and new elements have their outer edges in common, or
    with `align_corners` the middles of the outermost elements. The distance of new elements is
    told by the scale factor unless that is recomputed of the sizes. With `antialias` each new
    pixel sees all old ones that it covers; so may "bilinear", "bicubic", and so must "lanczos".

    Raises:
        NotImplementedError: for other dims or dtypes, or another mode.
        RuntimeError: where there are no elements.
        TypeError, ValueError: for arguments that do not fit each other.

    >>> import tinygrad_np as torch
    >>> x = torch.tensor([[[1.0, 3.0]]])
    >>> torch.nn.functional.interpolate(x, 4)
    tensor([[[1., 1., 3., 3.]]])
    >>> torch.nn.functional.interpolate(x, scale_factor=2, mode="linear")
    tensor([[[1.0000, 1.5000, 2.5000, 3.0000]]])
    """
    input = as_operand(input, "interpolate")
    if mode in ("nearest", "area", "nearest-exact") and align_corners is not None:
        raise ValueError(
            "align_corners option can only be set with the interpolating modes: linear | bilinear "
            "| bicubic | trilinear"
        )
    shape = input._array.shape
    sizes, scales = _asked(shape[2:], size, scale_factor, recompute_scale_factor)
    _check_mode(mode, len(shape), align_corners, antialias)
    if mode == "area":
        return (adaptive_avg_pool1d if len(sizes) == 1 else adaptive_avg_pool2d)(input, sizes)
    _check_sizes(shape, sizes)
    refuse("interpolate", "bi" if "nearest" in mode else "biu", input._array)
    kind = np.float64 if input._array.dtype == np.float64 else np.float32
    chosen = (ANTIALIASED if antialias else MODES)[mode]
    # Small images of the same or double size PyTorch makes without looking at the scale.
    plain = mode == "nearest" and len(sizes) == 2 and sum(sizes) <= 128
    parts = []
    for n, m, scale in zip(shape[2:], sizes, scales, strict=True):
        told = None if plain and m in (n, 2 * n) else scale
        parts.append(chosen.along(Grid(n, m, bool(align_corners), told, kind)))
    return chosen.functions[len(sizes)].apply(input, tuple(parts))


def _asked(
    dims: Sequence[int], size: Any, scale_factor: Any, recompute: bool | None
) -> tuple[list[int], Sequence[float | None]]:
    """The sizes that are asked for, and by which factors, where these are to be used."""
    if size is None and scale_factor is None:
        raise ValueError("either size or scale_factor should be defined")
    if size is not None:
        if scale_factor is not None:
            raise ValueError("only one of size or scale_factor should be defined")
        if recompute:
            raise ValueError("recompute_scale_factor is not meaningful with an explicit size.")
        return _each(dims, size, operator.index, "output", "output size of"), [None] * len(dims)
    scales = _each(dims, scale_factor, _as_scale, "scale_factor", "scale_factor of shape")
    sizes = [int(n * s) for n, s in zip(dims, scales, strict=True)]
    return sizes, [None] * len(dims) if recompute else scales


def _each(dims: Sequence[int], given: Any, kind: Callable, what: str, said: str) -> list:
    """A number for each dim, of which one may have been given, of some kind."""
    several = list(given) if isinstance(given, (list, tuple)) else [given] * len(dims)
    if len(several) != len(dims):
        raise ValueError(
            f"Input and {what} must have the same number of spatial dimensions, but got input with "
            f"spatial dimensions of {list(dims)} and {said} {given}. Please provide input tensor "
            "in (N, C, d1, d2, ...,dK) format"
        )
    try:
        return [kind(n) for n in several]
    except TypeError:
        raise TypeError(
            "interpolate() expected integers for size, or numbers for scale_factor, but got "
            f"{given!r}"
        ) from None


def _as_scale(x: Any) -> float:
    if isinstance(x, str):
        raise TypeError
    if not math.isfinite(x):
        raise RuntimeError("value cannot be converted to type int64_t without overflow")
    return float(x)


_DIMS = {"linear": 3, "bilinear": 4, "trilinear": 5}


def _check_mode(mode: str, ndim: int, align_corners: bool | None, antialias: bool) -> None:
    """Refuse a mode that there is not, or not for so many dims."""
    if antialias and (mode not in ANTIALIASED or ndim != 4):
        raise ValueError(
            "Anti-alias option is restricted to bilinear, bicubic, and lanczos modes and requires "
            "a 4-D tensor as input"
        )
    if mode == "lanczos" and ndim == 4:
        if align_corners:
            raise ValueError("Lanczos mode does not support align_corners=True")
        if not antialias:
            raise ValueError("Lanczos mode requires antialias=True")
    if mode == "area" and ndim == 5:
        raise NotImplementedError("interpolate(): there is no area mode for 5D input")
    if 3 <= ndim <= 5 and _DIMS.get(mode, ndim) != ndim:
        raise NotImplementedError(f"Got {ndim}D input, but {mode} mode needs {_DIMS[mode]}D input")
    known = ndim in (3, 4) if mode == "area" else antialias or ndim - 2 in _functions(mode)
    if not known:
        raise NotImplementedError(
            f"Input Error: Only 3D, 4D and 5D input Tensors supported (got {ndim}D) for the modes: "
            "nearest | linear | bilinear | bicubic | trilinear | lanczos | area | nearest-exact "
            f"(got {mode})"
        )


def _functions(mode: str) -> Container[int]:
    return MODES[mode].functions if mode in MODES else ()


def _check_sizes(shape: Sequence[int], sizes: Sequence[int]) -> None:
    """Refuse to make elements of none, or none."""
    if 0 in shape[2:] or min(sizes) <= 0:
        raise RuntimeError(
            "Input and output sizes should be greater than 0, but got input "
            f"({_named(shape[2:])}) and output ({_named(sizes)})"
        )
    if shape[1] == 0:
        raise RuntimeError(
            f"Non-empty {len(shape)}D data tensor expected but got a tensor with sizes "
            f"{list(shape)}"
        )


def _named(sizes: Sequence[int]) -> str:
    names = ("D", "H", "W")[-len(sizes) :]
    return ", ".join(f"{name}: {n}" for name, n in zip(names, sizes, strict=True))


def upsample(
    input: Tensor,
    size: Any = None,
    scale_factor: Any = None,
    mode: str = "nearest",
    align_corners: bool | None = None,
) -> Tensor:
    """`interpolate`, by its older name, of which it warns."""
    _warn("upsample")
    return interpolate(input, size, scale_factor, mode, align_corners)


def upsample_nearest(input: Tensor, size: Any = None, scale_factor: Any = None) -> Tensor:
    """`interpolate` in the mode "nearest", by its older name, of which it warns."""
    _warn("upsample_nearest")
    return interpolate(input, size, scale_factor, mode="nearest")


def upsample_bilinear(input: Tensor, size: Any = None, scale_factor: Any = None) -> Tensor:
    """`interpolate` in the mode "bilinear" with aligned corners, by its older name; it warns."""
    _warn("upsample_bilinear")
    return interpolate(input, size, scale_factor, mode="bilinear", align_corners=True)


def _warn(name: str) -> None:
    warnings.warn(
        f"`nn.functional.{name}` is deprecated. Use `nn.functional.interpolate` instead.",
        stacklevel=3,
    )
