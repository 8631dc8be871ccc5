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

    __slots__ = (
        "dtype",
        "instead",
        "is_complex",
        "is_floating_point",
        "is_signed",
        "itemsize",
        "name",
        "scalar_name",
        "type_name",
    )

    def __init__(
        self, name: str, scalar_name: str, instead: str = "", itemsize: builtins.int = 0
    ) -> None:
        self.name = name
        self.scalar_name = scalar_name  # what PyTorch's messages call it
        self.type_name = f"torch.{scalar_name}Tensor"
        self.instead = instead  # of a dtype that no tensor has: what to use
        self.is_complex = name.startswith("complex")
        self.is_floating_point = "float" in name
        self.is_signed = not name.startswith(("uint", "bool"))
        self.itemsize = itemsize
        if not instead:
            self.dtype = np.dtype(name)  # what NumPy asks an object for when it wants a dtype
            self.itemsize = self.dtype.itemsize

    def to_real(self) -> dtype:
        """Itself, unless it is complex: then the dtype of the real and imaginary parts."""
        return _REAL.get(self, self)

    def to_complex(self) -> dtype:
        """The complex dtype of two parts of this one, which no tensor has.

        Raises:
            RuntimeError: if there is none.
        """
        if self.is_complex:
            return self
        pair = next((c for c, real in _REAL.items() if real is self), None)
        if pair is None:
            raise RuntimeError(f"Unknown Complex ScalarType for {self.scalar_name}")
        return pair

    def __repr__(self) -> str:
        return f"torch.{self.name}"

    def __reduce__(self) -> str:
        return self.name


float16 = half = dtype("float16", "Half")
float32 = float = dtype("float32", "Float")
float64 = double = dtype("float64", "Double")
uint8 = dtype("uint8", "Byte")
int8 = dtype("int8", "Char")
int16 = short = dtype("int16", "Short")
int32 = int = dtype("int32", "Int")
int64 = long = dtype("int64", "Long")
bool = dtype("bool", "Bool")

# Dtypes that code may name, and compare with those of its tensors, but that no tensor has.
_WIDER, _PARTS = "use torch.float32", "keep real and imaginary parts in tensors of their own"
bfloat16 = dtype("bfloat16", "BFloat16", _WIDER, 2)
float8_e4m3fn = dtype("float8_e4m3fn", "Float8_e4m3fn", _WIDER, 1)
float8_e5m2 = dtype("float8_e5m2", "Float8_e5m2", _WIDER, 1)
complex32 = chalf = dtype("complex32", "ComplexHalf", _PARTS, 4)
complex64 = cfloat = dtype("complex64", "ComplexFloat", _PARTS, 8)
complex128 = cdouble = dtype("complex128", "ComplexDouble", _PARTS, 16)
uint16 = dtype("uint16", "UInt16", "use torch.int32", 2)
uint32 = dtype("uint32", "UInt32", "use torch.int64", 4)
uint64 = dtype("uint64", "UInt64", "use torch.int64", 8)

ALL = (float16, float32, float64, uint8, int8, int16, int32, int64, bool)
_BY_NUMPY = {d.dtype: d for d in ALL}
_REAL = {complex32: float16, complex64: float32, complex128: float64}
_CATEGORY = {"b": 0, "u": 1, "i": 1, "f": 2}

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
    _default = to_numpy_dtype(d)


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
        ValueError: for one with the bytes of a number in another order than this machine's.
    """
    try:
        return _BY_NUMPY[d]
    except KeyError:
        if not d.isnative:
            raise ValueError(
                "given numpy array has byte order different from the native byte order: convert it "
                "with array.astype(array.dtype.newbyteorder('='))"
            ) from None
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
        if d.instead:
            raise TypeError(f"there are no tensors of {d}: {d.instead}")
        return d.dtype
    try:
        if isinstance(d, (type, str, np.dtype)):  # not all that has a dtype
            return from_numpy_dtype(np.dtype(d)).dtype
        raise TypeError
    except TypeError:
        raise TypeError(f"argument 'dtype' must be torch.dtype, not {type(d).__name__}") from None


def by_type(wanted: object) -> dtype:
    """The dtype meant by a dtype, a tensor type (`torch.LongTensor`), or the name of one.

    Raises:
        ValueError: if it is none of these.
    """
    if isinstance(wanted, dtype):
        return wanted
    name = wanted if isinstance(wanted, str) else f"torch.{getattr(wanted, '__name__', '')}"
    found = next((d for d in ALL if d.type_name == name), None)
    if found is None:
        raise ValueError(f"invalid type: {getattr(wanted, '__name__', wanted)!r}")
    return found


def promote_types(a: np.dtype, b: np.dtype) -> np.dtype:
    """The narrowest dtype that holds both, except that an integer never widens a float."""
    if a is b:
        return a
    if a.kind == "f" and b.kind != "f":
        return a
    if b.kind == "f" and a.kind != "f":
        return b
    return np.promote_types(a, b)


def result_type(*operands) -> np.dtype:
    """The dtype in which an op on these arrays and Python scalars computes."""
    wide = flat = number = None  # of arrays with dims, of 0-d arrays, of Python scalars
    for x in operands:
        kind = getattr(x, "dtype", None)
        if kind is None:
            kind = scalar_dtype(x)
            number = kind if number is None else promote_types(number, kind)
        elif x.ndim:
            wide = kind if wide is None else promote_types(wide, kind)
        else:
            flat = kind if flat is None else promote_types(flat, kind)
    result = _combine(_combine(wide, flat), number)
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
    # `bool`, `int` and `float` are dtypes in this module.
    if isinstance(x, builtins.float):
        return _default
    if isinstance(x, builtins.bool):
        return bool.dtype
    if isinstance(x, builtins.int):
        return int64.dtype
    raise TypeError(f"expected a Tensor, bool, int or float, but got {type(x).__name__}")
