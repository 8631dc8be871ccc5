"""What dtypes are like: their limits, and what they become together. Decided in `dtypes`."""

from __future__ import annotations

from typing import Any

import numpy as np

from tinygrad_np import dtypes
from tinygrad_np.engine.graph import TensorBase

# How many bits floats have for the exponent and the fraction, and how many decimals they keep.
_FLOATS = {
    "float16": (5, 10, 3),
    "bfloat16": (8, 7, 2),
    "float32": (8, 23, 6),
    "float64": (11, 52, 15),
}
_PARTS = {"complex32": "float16", "complex64": "float32", "complex128": "float64"}


class finfo:  # noqa: N801 (PyTorch's name)
    """The limits of a floating point dtype, the default one if none is given.

    Raises:
        TypeError: for other dtypes.

    >>> import tinygrad_np as torch
    >>> torch.finfo(torch.float32).eps
    1.1920928955078125e-07
    """

    __slots__ = ("bits", "dtype", "eps", "max", "min", "resolution", "smallest_normal", "tiny")

    def __init__(self, type: Any = None) -> None:
        name = _dtype("finfo", "type", dtypes.get_default_dtype() if type is None else type).name
        name = _PARTS.get(name, name)
        if name not in _FLOATS:
            raise TypeError(
                "torch.finfo() requires a floating point input type. Use torch.iinfo to handle "
                "'torch.finfo'"
            )
        exponent, fraction, decimals = _FLOATS[name]
        largest_power = 2 ** (exponent - 1) - 1
        self.dtype = name
        self.bits = 1 + exponent + fraction
        self.eps = 2.0**-fraction
        self.max = (2 - self.eps) * 2.0**largest_power
        self.min = -self.max
        self.tiny = self.smallest_normal = 2.0 ** (1 - largest_power)
        self.resolution = float(f"1e-{decimals}")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, finfo) and self.dtype == other.dtype

    def __hash__(self) -> int:
        return hash(self.dtype)

    def __repr__(self) -> str:
        return (
            f"finfo(resolution={self.resolution:g}, min={self.min:g}, max={self.max:g}, "
            f"eps={self.eps:g}, smallest_normal={self.tiny:g}, tiny={self.tiny:g}, "
            f"dtype={self.dtype})"
        )


class iinfo:  # noqa: N801 (PyTorch's name)
    """The limits of an integer dtype.

    Raises:
        TypeError: for other dtypes.

    >>> import tinygrad_np as torch
    >>> torch.iinfo(torch.int8).max
    127
    """

    __slots__ = ("bits", "dtype", "max", "min")

    def __init__(self, type: Any) -> None:
        name = _dtype("iinfo", "type", type).name
        if name == "bool":
            raise TypeError("torch.bool is not supported by torch.iinfo")
        if "int" not in name:
            raise TypeError(
                "torch.iinfo() requires an integer input type. Use torch.finfo to handle "
                "'torch.iinfo'"
            )
        self.dtype = name
        self.bits = type.itemsize * 8
        self.max = 2 ** (self.bits - type.is_signed) - 1
        self.min = -self.max - 1 if type.is_signed else 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, iinfo) and self.dtype == other.dtype

    def __hash__(self) -> int:
        return hash(self.dtype)

    def __repr__(self) -> str:
        return f"iinfo(min={self.min:g}, max={self.max:g}, dtype={self.dtype})"


def promote_types(type1: dtypes.dtype, type2: dtypes.dtype) -> dtypes.dtype:
    """The narrowest dtype that holds both, except that an integer never widens a float.

    >>> import tinygrad_np as torch
    >>> torch.promote_types(torch.uint8, torch.int8)
    torch.int16
    """
    named = (("type1", type1), ("type2", type2))
    a, b = (dtypes.to_numpy_dtype(_dtype("promote_types", *x)) for x in named)
    return dtypes.from_numpy_dtype(dtypes.promote_types(a, b))


def can_cast(from_: dtypes.dtype, to: dtypes.dtype) -> bool:
    """Whether promotion lets a result of one dtype be written to a tensor of another.

    It may lose digits and signs, but not go down from floats to integers, or from these to bool.

    >>> import tinygrad_np as torch
    >>> torch.can_cast(torch.float64, torch.float32), torch.can_cast(torch.float32, torch.int64)
    (True, False)
    """
    a, b = (
        dtypes.category(dtypes.to_numpy_dtype(_dtype("can_cast", *x)))
        for x in (("from_", from_), ("to", to))
    )
    return a <= b


def result_type(tensor1: Any, tensor2: Any) -> dtypes.dtype:
    """The dtype in which an op on two tensors or numbers computes.

    Raises:
        TypeError: for anything else.

    >>> import tinygrad_np as torch
    >>> torch.result_type(torch.tensor([1, 2]), 1.0)
    torch.float32
    """
    operands = (x._array if isinstance(x, TensorBase) else x for x in (tensor1, tensor2))
    return dtypes.from_numpy_dtype(dtypes.result_type(*operands))


def _dtype(op: str, name: str, x: Any) -> dtypes.dtype:
    if isinstance(x, (dtypes.dtype, np.dtype)):
        return x if isinstance(x, dtypes.dtype) else dtypes.from_numpy_dtype(x)
    raise TypeError(f"{op}(): argument '{name}' must be torch.dtype, not {type(x).__name__}")
