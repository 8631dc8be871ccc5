"""dtypes and promotion: which dtype an op computes in and answers with, decided here alone.

The rules are PyTorch's (`torch.result_type`): the category (bool < integer < floating) is decided
by all operands, the width by those of the highest priority: tensors with dimensions, then 0-d
tensors, then Python scalars, which never widen.
"""

from __future__ import annotations

import builtins

import numpy as np


class dtype:  # noqa: N801 (PyTorch's name)
    """The dtype of a tensor: prints as PyTorch's, and NumPy accepts it wherever it takes a dtype.

    >>> import tinygrad_np as torch
    >>> torch.float32
    torch.float32
    >>> import numpy as np
    >>> np.zeros(2, torch.int64).dtype
    dtype('int64')
    """

    __slots__ = ("dtype", "is_floating_point", "itemsize", "name", "scalar_name", "type_name")

    def __init__(self, name: str, scalar_name: str) -> None:
        self.name = name
        self.scalar_name = scalar_name  # what PyTorch's messages call it
        self.dtype = np.dtype(name)  # what NumPy asks an object for when it wants a dtype
        self.itemsize = self.dtype.itemsize
        self.is_floating_point = self.dtype.kind == "f"
        self.type_name = f"torch.{scalar_name}Tensor"

    is_complex = False

    @property
    def is_signed(self) -> builtins.bool:
        """Whether negative numbers can be represented."""
        return self.dtype.kind in "fi"

    def __repr__(self) -> str:
        return f"torch.{self.name}"

    def __reduce__(self) -> tuple:
        return from_numpy_dtype, (self.dtype,)


float16 = half = dtype("float16", "Half")
float32 = float = dtype("float32", "Float")
float64 = double = dtype("float64", "Double")
uint8 = dtype("uint8", "Byte")
int8 = dtype("int8", "Char")
int16 = short = dtype("int16", "Short")
int32 = int = dtype("int32", "Int")
int64 = long = dtype("int64", "Long")
bool = dtype("bool", "Bool")

ALL = (float16, float32, float64, uint8, int8, int16, int32, int64, bool)
_BY_NUMPY = {d.dtype: d for d in ALL}
_CATEGORY = {"b": 0, "u": 1, "i": 1, "f": 2}
_SCALAR_CATEGORY = {"bool": 0, "int": 1, "float": 2}

_default = np.dtype("float32")


def get_default() -> np.dtype:
    """The NumPy dtype that Python floats, and functions of integers, come out as."""
    return _default


def set_default_dtype(d: dtype) -> None:
    """Make `d` the dtype of tensors built from Python floats.

    Raises:
        TypeError: if `d` is not a floating point dtype.

    >>> import tinygrad_np as torch
    >>> torch.set_default_dtype(torch.float64)
    >>> torch.tensor([1.5])
    tensor([1.5000])
    >>> torch.set_default_dtype(torch.float32)
    """
    global _default
    if not isinstance(d, dtype) or not d.is_floating_point:
        raise TypeError(f"only floating-point types are supported as the default type, got {d!r}")
    _default = d.dtype


def get_default_dtype() -> dtype:
    """The dtype that Python floats come out as.

    >>> import tinygrad_np as torch
    >>> torch.get_default_dtype()
    torch.float32
    """
    return _BY_NUMPY[_default]


def from_numpy_dtype(d: np.dtype) -> dtype:
    """The dtype of this package for one of NumPy's.

    Raises:
        TypeError: for a dtype that tensors do not have (complex, str, object, ...).
    """
    try:
        return _BY_NUMPY[d]
    except KeyError:
        supported = ", ".join(known.name for known in ALL)
        raise TypeError(
            f"can't convert np.ndarray of type {d}. The only supported types are: {supported}."
        ) from None


def to_numpy_dtype(d: object) -> np.dtype:
    """The NumPy dtype for a dtype of this package (or anything that NumPy takes for one).

    Raises:
        TypeError: if it is none of those that tensors have.
    """
    if isinstance(d, dtype):
        return d.dtype
    try:
        return from_numpy_dtype(np.dtype(d)).dtype  # type: ignore[call-overload]
    except TypeError:
        raise TypeError(f"argument 'dtype' must be torch.dtype, not {type(d).__name__}") from None


def promote_types(a: np.dtype, b: np.dtype) -> np.dtype:
    """The narrowest dtype that holds both, except that an integer never widens a float."""
    if a.kind == "f" and b.kind != "f":
        return a
    if b.kind == "f" and a.kind != "f":
        return b
    return np.promote_types(a, b)


def result_type(*operands) -> np.dtype:
    """The dtype in which an op on these arrays and Python scalars computes."""
    # One slot per priority: arrays with dimensions, 0-d arrays, Python scalars.
    found: list[np.dtype | None] = [None, None, None]
    for x in operands:
        if hasattr(x, "dtype"):
            slot, kind = (0 if x.ndim else 1), x.dtype
        else:
            slot, kind = 2, scalar_dtype(x)
        known = found[slot]
        found[slot] = kind if known is None else promote_types(known, kind)
    result: np.dtype | None = None
    for lower in found:
        result = _combine(result, lower)
    assert result is not None, "result_type needs at least one operand"
    return result


def _combine(higher: np.dtype | None, lower: np.dtype | None) -> np.dtype | None:
    """`higher` has the say, unless `lower` is of a higher category."""
    if higher is None or lower is None:
        return lower if higher is None else higher
    if _CATEGORY[lower.kind] > _CATEGORY[higher.kind]:
        return lower
    return higher


def category(d: np.dtype) -> builtins.int:
    """0 for bool, 1 for integers, 2 for floating point: an in-place step cannot go up."""
    return _CATEGORY[d.kind]


def scalar_dtype(x: object) -> np.dtype:
    """The dtype that a Python scalar has as a tensor.

    Raises:
        TypeError: if `x` is not a bool, an int or a float.
    """
    # `bool`, `int` and `float` are dtypes in this module, so the types go by name.
    category = next(
        (_SCALAR_CATEGORY[t.__name__] for t in type(x).__mro__ if t.__name__ in _SCALAR_CATEGORY),
        None,
    )
    if category is None:
        raise TypeError(f"expected a Tensor, bool, int or float, but got {type(x).__name__}")
    return (np.dtype("bool"), np.dtype("int64"), _default)[category]
