"""The part of pickle that checkpoints need, written so that PyTorch's `weights_only` reads it.

Written by hand, since Python's own pickler writes only names that it can import, and PyTorch's
are not to be imported here.
"""

from __future__ import annotations

import struct
from collections import Counter, OrderedDict
from collections.abc import Callable
from pickle import PicklingError, UnpicklingError
from typing import Any

import numpy as np

from tinygrad_np import dtypes
from tinygrad_np.devices import device
from tinygrad_np.engine.graph import TensorBase
from tinygrad_np.layouts import layout
from tinygrad_np.nn.module import Module
from tinygrad_np.nn.parameter import Parameter
from tinygrad_np.serialization.unpickler import check_key
from tinygrad_np.shapes import Size
from tinygrad_np.tensor import Tensor

# Where the memory of a tensor lies: the key of its storage, the number of its elements, the offset
# in it, the strides.
Place = tuple[str, int, int, tuple[int, ...]]


class Pickler:
    """Writes one value; `place` says of each tensor in which storage it lies.

    Raises:
        PicklingError: for what PyTorch would not load, with the place at which it stands.
    """

    def __init__(self, place: Callable[[Tensor], Place]) -> None:
        self._place = place
        self._parts = [b"\x80\x02"]
        # What can be referred to: values by identity, strings by what they are, globals by (name,).
        # The values are kept alive, so that an identity is not given to another.
        self._memo: dict[Any, tuple[int, Any]] = {}
        self._path: list[str] = []  # to the value that is being written

    def dump(self, value: Any) -> bytes:
        """The pickle of a value."""
        try:
            self._save(value, "obj")
        except RecursionError:
            raise PicklingError("save(): obj is nested too deeply") from None
        return b"".join([*self._parts, b"."])

    def _write(self, form: str, *values: Any) -> None:
        self._parts.append(struct.pack("<" + form, *values))

    def _save(self, value: Any, step: str = "") -> None:
        if id(value) in self._memo:
            self._refer(id(value))
            return
        self._path.append(step)
        write = _WRITERS.get(type(value))
        if write is None:
            raise self._refusal(_what(value))
        write(self, value)
        self._path.pop()

    def _refusal(self, why: str) -> PicklingError:
        return PicklingError(f"save(): {''.join(self._path)} {why}")

    def _memoize(self, value: Any, key: Any = None) -> None:
        place = len(self._memo)
        self._memo[id(value) if key is None else key] = place, value
        self._write("cB", b"q", place) if place < 256 else self._write("cI", b"r", place)

    def _refer(self, key: Any) -> None:
        place, _ = self._memo[key]
        self._write("cB", b"h", place) if place < 256 else self._write("cI", b"j", place)

    # Plain values

    def _none(self, value: None) -> None:
        self._write("c", b"N")

    def _bool(self, value: bool) -> None:
        self._write("c", b"\x88" if value else b"\x89")

    def _float(self, value: float) -> None:
        self._parts.append(struct.pack(">cd", b"G", value))

    def _int(self, value: int) -> None:
        if 0 <= value < 1 << 8:
            self._write("cB", b"K", value)
        elif 0 <= value < 1 << 16:
            self._write("cH", b"M", value)
        elif -(1 << 31) <= value < 1 << 31:
            self._write("ci", b"J", value)
        else:
            size = value.bit_length() // 8 + 1
            if size > 255:
                raise self._refusal("is an int of more than 255 bytes: save it as a str")
            self._write("cB", b"\x8a", size)
            self._parts.append(value.to_bytes(size, "little", signed=True))

    def _str(self, value: str) -> None:
        if value in self._memo:
            self._refer(value)
            return
        content = value.encode("utf-8", "surrogatepass")
        self._write("cI", b"X", len(content))
        self._parts.append(content)
        self._memoize(value, value)

    def _bytes(self, value: bytes) -> None:
        self._call("_codecs encode", value.decode("latin1"), "latin1")
        self._memoize(value)

    def _bytearray(self, value: bytearray) -> None:
        self._call("__builtin__ bytearray", bytes(value))
        self._memoize(value)

    def _complex(self, value: complex) -> None:
        self._call("__builtin__ complex", value.real, value.imag)

    # Containers: those that may hold themselves are known before they are filled

    def _tuple(self, value: tuple) -> None:
        self._items(value)
        self._memoize(value)

    def _items(self, values: tuple) -> None:
        """Values as a tuple, which nobody can refer to."""
        if len(values) > 3:
            self._write("c", b"(")
        for i, value in enumerate(values):
            self._save(value, f"[{i}]")
        self._write(
            "c", (b")", b"\x85", b"\x86", b"\x87")[len(values)] if len(values) < 4 else b"t"
        )

    def _list(self, value: list) -> None:
        self._write("c", b"]")
        self._memoize(value)
        self._write("c", b"(")
        for i, item in enumerate(value):
            self._save(item, f"[{i}]")
        self._write("c", b"e")

    def _dict(self, value: dict) -> None:
        self._write("c", b"}")
        self._memoize(value)
        self._entries(value)

    def _ordered_dict(self, value: OrderedDict) -> None:
        self._call("collections OrderedDict")
        self._memoize(value)
        self._entries(value)
        if vars(value):
            self._save(vars(value), ".__dict__")
            self._write("c", b"b")

    def _entries(self, value: dict) -> None:
        self._write("c", b"(")
        for key, item in value.items():
            self._check_key(key)
            self._save(key)
            self._save(item, f"[{key!r}]")
        self._write("c", b"u")

    def _counter(self, value: Counter) -> None:
        self._call("collections Counter", dict(value))
        self._memoize(value)

    def _set(self, value: set) -> None:
        for item in value:
            self._check_key(item)
        self._call("__builtin__ set", list(value))
        self._memoize(value)

    def _check_key(self, key: Any) -> None:
        try:
            check_key(key)
        except UnpicklingError as error:
            raise self._refusal(f"has a key or element that would not be loaded: {error}") from None

    # What PyTorch has

    def _global(self, name: str) -> None:
        if (name,) in self._memo:
            self._refer((name,))
            return
        module, _, own_name = name.partition(" ")
        self._parts.append(f"c{module}\n{own_name}\n".encode())
        self._memoize(None, (name,))

    def _call(self, name: str, *arguments: Any) -> None:
        """What a function of PyTorch or Python gives for some values."""
        self._global(name)
        self._items(arguments)
        self._write("c", b"R")

    def _dtype(self, value: dtypes.dtype) -> None:
        self._global(f"torch {value.name}")

    def _device(self, value: device) -> None:
        index = () if value.index is None else (value.index,)
        self._call("torch device", value.type, *index)

    def _layout(self, value: layout) -> None:
        self._call("torch.serialization _get_layout", repr(value))

    def _size(self, value: Size) -> None:
        self._call("torch Size", tuple(value))
        self._memoize(value)

    def _tensor(self, value: Tensor) -> None:
        self._rebuilt_tensor(value, value.requires_grad)
        self._memoize(value)

    def _parameter(self, value: Parameter) -> None:
        self._global("torch._utils _rebuild_parameter")
        self._rebuilt_tensor(value, False)
        self._bool(value.requires_grad)
        self._call("collections OrderedDict")
        self._write("2c", b"\x87", b"R")
        self._memoize(value)

    def _rebuilt_tensor(self, value: Tensor, requires_grad: bool) -> None:
        key, numel, offset, strides = self._place(value)
        self._global("torch._utils _rebuild_tensor_v2")
        self._write("2c", b"(", b"(")
        self._str("storage")
        self._global(f"torch {value.dtype.scalar_name}Storage")
        self._str(key)
        self._str("cpu")
        self._int(numel)
        self._write("2c", b"t", b"Q")
        self._int(offset)
        self._items(tuple(value.shape))
        self._items(strides)
        self._bool(requires_grad)
        self._call("collections OrderedDict")
        self._write("2c", b"t", b"R")


_WRITERS: dict[type, Callable[[Pickler, Any], None]] = {
    type(None): Pickler._none,
    bool: Pickler._bool,
    int: Pickler._int,
    float: Pickler._float,
    complex: Pickler._complex,
    str: Pickler._str,
    bytes: Pickler._bytes,
    bytearray: Pickler._bytearray,
    tuple: Pickler._tuple,
    list: Pickler._list,
    dict: Pickler._dict,
    OrderedDict: Pickler._ordered_dict,
    Counter: Pickler._counter,
    set: Pickler._set,
    Tensor: Pickler._tensor,
    Parameter: Pickler._parameter,
    Size: Pickler._size,
    dtypes.dtype: Pickler._dtype,
    device: Pickler._device,
    layout: Pickler._layout,
}


def _what(value: Any) -> str:
    """What a value is that cannot be saved, and what can be saved instead."""
    kind = f"{type(value).__module__}.{type(value).__qualname__}".removeprefix("builtins.")
    return (
        f"is of type {kind}, which torch.load() would not load with weights_only=True: "
        + _instead(value)
    )


def _instead(value: Any) -> str:
    if isinstance(value, Module):
        return "save its state_dict()"
    if isinstance(value, TensorBase):
        return "save it as_subclass(torch.Tensor)"
    if isinstance(value, np.ndarray):
        return "save torch.from_numpy() of it"
    if isinstance(value, np.generic):
        return "save its item()"
    if isinstance(value, frozenset):
        return "save set() of it"
    for plain in (dict, list, tuple, set, str, bytes, int, float):
        if isinstance(value, plain):
            return f"save {plain.__name__}() of it"
    return "save numbers, strings, lists and dicts of which it can be made"
