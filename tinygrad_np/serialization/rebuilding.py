"""What the names in a checkpoint stand for: tensors on their storages, and a few plain types."""

from __future__ import annotations

import math
import sys
from collections import Counter, OrderedDict
from collections.abc import Callable
from pickle import UnpicklingError
from typing import Any

import numpy as np

from tinygrad_np import dtypes
from tinygrad_np.creation import leaf
from tinygrad_np.devices import device
from tinygrad_np.engine.graph import TensorBase
from tinygrad_np.layouts import strided
from tinygrad_np.nn.parameter import Parameter
from tinygrad_np.serialization.archive import ArchiveReader, Record
from tinygrad_np.serialization.unpickler import Known, check_key
from tinygrad_np.shapes import Size

_NO_DTYPE = "convert it where it is at home, as in {name: t.float() for name, t in state.items()}"
# What PyTorch reads and this does not: why.
_REFUSED = {
    "torch.BFloat16Storage": f"there are no tensors of torch.bfloat16: {_NO_DTYPE}",
    "torch.ComplexFloatStorage": "there are no complex tensors: save real and imaginary parts",
    "torch.ComplexDoubleStorage": "there are no complex tensors: save real and imaginary parts",
    "torch.UntypedStorage": "there are no storages without a dtype: save tensors",
    "torch.storage.UntypedStorage": "there are no storages without a dtype: save tensors",
    "torch._utils._rebuild_tensor_v3": f"it makes tensors of a dtype that is not here: {_NO_DTYPE}",
    "torch._utils._rebuild_qtensor": "there are no quantized tensors: dequantize() it",
    "torch._utils._rebuild_sparse_tensor": "there are no sparse tensors: to_dense() it",
    "torch._utils._rebuild_nested_tensor": "there are no nested tensors: unbind() it",
    "torch._utils._rebuild_meta_tensor_no_storage": "there are no tensors without data",
    "torch._utils._rebuild_parameter_with_state": "parameters have no attributes: detach() it",
    "torch._tensor._rebuild_from_type_v2": "tensors have no attributes: as_subclass(Tensor) it",
}
_LARGEST = 1 << 48  # elements that a tensor may count, and steps between them
_MODULE = ": of a module save the state_dict(), and load it by load_state_dict()"


class StorageType(Known):
    """The type of a storage, which says of what dtype its elements are."""

    def __init__(self, name: str, dtype: np.dtype) -> None:
        super().__init__(name)
        self.dtype = dtype


class Storage:
    """The memory that several tensors of a checkpoint may share, and the writes to it."""

    def __init__(self, array: np.ndarray) -> None:
        self.array = array
        self.writes = [0]


class Rebuilder:
    """Finds for an Unpickler what is in an archive.

    `place` is called with where each storage was saved from, and refuses what is not here. With
    `mapped`, which gives the bytes of a record, storages are not read.
    """

    def __init__(
        self,
        archive: ArchiveReader,
        place: Callable[[np.ndarray, str], Any],
        mapped: Callable[[Record], np.ndarray] | None,
        allowance: int,
    ) -> None:
        self._archive = archive
        self._place = place
        self._mapped = mapped
        self._allowance = allowance  # how many elements plain values may still be copied
        self._storages: dict[str, Storage] = {}
        self._swapped = _byte_order(archive) != sys.byteorder
        builders: dict[str, Callable[..., Any]] = {
            "collections.OrderedDict": lambda: OrderedDict(),
            "collections.Counter": self._counter,
            "builtins.set": self._set,
            "builtins.bytearray": self._bytearray,
            "builtins.complex": _complex,
            "_codecs.encode": self._bytes,
            "torch.Size": self._size,
            "torch.device": _device,
            "torch.serialization._get_layout": _layout,
            "torch._utils._rebuild_tensor": _rebuild_tensor,
            "torch._utils._rebuild_tensor_v2": _rebuild_tensor,
            "torch._utils._rebuild_parameter": _rebuild_parameter,
        }
        self._known = {name: Known(name, build) for name, build in builders.items()}

    def find(self, name: str) -> Any:
        """What a global name stands for; raises UnpicklingError for all but a few."""
        if name in self._known:
            return self._known[name]
        if name in _VALUES:
            return _VALUES[name]
        shown = name.removeprefix("builtins.")
        if name in _REFUSED:
            raise UnpicklingError(f"Unsupported global: GLOBAL {shown}: {_REFUSED[name]}")
        raise UnpicklingError(
            f"Unsupported global: GLOBAL {shown} was not an allowed global by default"
            f"{_MODULE if '.modules.' in name else ''}"
        )

    def persistent_load(self, identifier: Any) -> Storage:
        """The storage with an identifier; raises UnpicklingError for other things."""
        if type(identifier) is not tuple or len(identifier) != 5 or identifier[0] != "storage":
            raise UnpicklingError("Only persistent_load of storage is allowed")
        _, kind, key, location, numel = identifier
        if type(kind) is not StorageType or (type(key), type(location)) != (str, str):
            raise UnpicklingError("the identifier of a storage is not what it should be")
        known = self._storages.get(key)
        if known is not None:
            if known.array.dtype != kind.dtype or known.array.size != numel:
                raise UnpicklingError(f"storage {key!r} is described in two ways")
            return known
        array = self._content(f"data/{key}", kind.dtype, numel)
        self._place(array, location)
        self._storages[key] = Storage(array)
        return self._storages[key]

    def _content(self, name: str, dtype: np.dtype, numel: Any) -> np.ndarray:
        """A record as `numel` elements of a dtype."""
        record = self._archive.record(name)
        if type(numel) is not int or numel != record.size // dtype.itemsize:
            count = numel if type(numel) is int else type(numel).__name__
            raise UnpicklingError(f"{name} has {record.size} bytes for {count} {dtype} elements")
        # What does not begin where its dtype may is read even so.
        mapped = self._mapped if numel and record.start % dtype.itemsize == 0 else None
        content = mapped(record) if mapped else self._archive.read(name)
        if dtype == np.bool_:
            np.minimum(content, 1, out=content)  # else NumPy would take 2 for neither
        array = content[: numel * dtype.itemsize].view(dtype)
        return array.byteswap(inplace=True) if self._swapped else array

    def _spend(self, numel: int) -> None:
        """Count what is copied: of one value in the file there could be thousands of copies."""
        self._allowance -= numel
        if self._allowance < 0:
            raise UnpicklingError("it makes far more of its values than it holds")

    def _counter(self, counts: Any) -> Counter:
        _check(type(counts) is dict, "a dict is wanted")
        self._spend(len(counts))
        return Counter(counts)

    def _set(self, items: Any) -> set:
        _check(type(items) is list, "a list is wanted")
        self._spend(len(items))
        for item in items:
            check_key(item)
        return set(items)

    def _bytes(self, text: Any, encoding: Any) -> bytes:
        _check(type(text) is str and encoding == "latin1", "a str and 'latin1' are wanted")
        self._spend(len(text))
        return text.encode("latin1")

    def _bytearray(self, content: Any = b"") -> bytearray:
        _check(type(content) is bytes, "bytes are wanted")
        self._spend(len(content))
        return bytearray(content)

    def _size(self, sizes: Any) -> Size:
        _check(type(sizes) is tuple, "a tuple is wanted")
        self._spend(len(sizes))
        return Size(sizes)


def check_plain(value: Any) -> None:
    """Refuse a value that holds what is only good for making others.

    Raises:
        UnpicklingError: if there is a storage or the name of a function in it.
    """
    waiting, seen = [value], set()
    while waiting:
        part = waiting.pop()
        if isinstance(part, Storage):
            raise UnpicklingError("it holds a storage, of which there are none: save a tensor")
        if isinstance(part, Known):
            raise UnpicklingError(f"Unsupported global: GLOBAL {part.name} as a value")
        if isinstance(part, (list, tuple, dict)) and id(part) not in seen:
            seen.add(id(part))
            waiting.extend(part.values() if isinstance(part, dict) else part)
            waiting.extend(vars(part).values() if type(part) is OrderedDict else ())


def _byte_order(archive: ArchiveReader) -> str:
    if "byteorder" not in archive:
        return "little"
    order = archive.read("byteorder").tobytes()
    if order not in (b"little", b"big"):
        raise ValueError(f"Unknown endianness type: {order!r}")
    return order.decode()


def _check(holds: bool, what: str) -> None:
    if not holds:
        raise TypeError(what)


def _complex(real: Any, imaginary: Any) -> complex:
    _check(type(real) is type(imaginary) is float, "two floats are wanted")
    return complex(real, imaginary)


def _device(kind: Any, index: Any = None) -> device:
    _check(type(kind) is str and type(index) in (int, type(None)), "a str and an int are wanted")
    return device(kind, index)


def _layout(name: Any) -> Any:
    _check(name == "torch.strided", "there is only torch.strided")
    return strided


def _rebuild_tensor(
    storage: Any,
    offset: Any,
    size: Any,
    stride: Any,
    requires_grad: Any = False,
    hooks: Any = None,
    metadata: Any = None,
) -> Any:
    """A tensor on a part of a storage, all of which must be there."""
    _check(type(storage) is Storage and type(requires_grad) is bool, "a storage is wanted")
    _check(
        type(size) is type(stride) is tuple and len(size) == len(stride),
        "as many strides as sizes are wanted",
    )
    numbers = (offset, *size, *stride)
    _check(all(type(n) is int and 0 <= n <= _LARGEST for n in numbers), "integers are wanted")
    _check(len(size) <= 64 and math.prod(size) <= _LARGEST, "it would have too many elements")
    _check(not hooks, "no hooks are loaded")
    _check(not metadata, "it is conjugate or negative: resolve_conj().resolve_neg() it first")
    array, step = storage.array, storage.array.itemsize
    reach = 1 + sum((n - 1) * s for n, s in zip(size, stride, strict=True)) if all(size) else 0
    if offset + reach > array.size:
        raise RuntimeError(
            f"setStorage: sizes {list(size)}, strides {list(stride)}, storage offset {offset}, and "
            f"itemsize {step} requiring a storage size of {(offset + reach) * step} are out of "
            f"bounds for storage of size {array.nbytes}"
        )
    view = np.ndarray(size, array.dtype, array, offset * step, [s * step for s in stride])
    result = leaf(view, requires_grad)
    if result._writes is not None:
        result._writes = storage.writes  # tensors that share memory notice each other's writes
    return result


def _rebuild_parameter(data: Any, requires_grad: Any, hooks: Any) -> Parameter:
    _check(isinstance(data, TensorBase) and type(requires_grad) is bool, "a tensor is wanted")
    _check(not hooks, "no hooks are loaded")
    return Parameter(data, requires_grad)


def _dtypes() -> dict[str, Any]:
    named = vars(dtypes).values()
    values: dict[str, Any] = {repr(d): d for d in named if isinstance(d, dtypes.dtype)}
    for d in dtypes.ALL:
        name = f"torch.{d.scalar_name}Storage"
        values[name] = StorageType(name, d.dtype)
    return values


_VALUES = _dtypes()
