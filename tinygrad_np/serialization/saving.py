"""Saving tensors and plain values as PyTorch does."""

from __future__ import annotations

import os
import pickle
import sys
from typing import Any

import numpy as np

from tinygrad_np import files
from tinygrad_np.serialization.archive import ArchiveWriter
from tinygrad_np.serialization.pickler import Pickler, Place
from tinygrad_np.tensor import Tensor


def save(
    obj: object,
    f: Any,
    pickle_module: Any = pickle,
    pickle_protocol: int = 2,
    _use_new_zipfile_serialization: bool = True,
    _disable_byteorder_record: bool = False,
) -> None:
    """Save a value for `torch.load`, here or in PyTorch: to a path, or to a file object.

    It is made of tensors, Parameters, numbers, strings, and lists, tuples, dicts and sets of them,
    as are the state dicts of modules and optimizers. Tensors are saved with all of the memory that
    they lie in, and share it again when they are loaded: clone() a small part of something large.
    A path is given to the new file when all of it is on the disk: until then, and if anything
    fails, what was there before stays as it was.

    Raises:
        PicklingError: for what `torch.load` would not load, with its place in `obj`.
        RuntimeError: if tensors of different dtypes share memory.

    >>> import io
    >>> import tinygrad_np as torch
    >>> file = io.BytesIO()
    >>> torch.save(torch.nn.Linear(2, 3).state_dict(), file)
    >>> _ = file.seek(0)
    >>> list(torch.load(file))
    ['weight', 'bias']
    """
    if not isinstance(f, (str, os.PathLike)) and not hasattr(f, "write"):
        raise AttributeError(
            "expected 'f' to be string, path, or a file-like object with a 'write' attribute"
        )
    if pickle_module is not pickle:
        raise ValueError("save(): another pickle_module is not supported: leave it out")
    if pickle_protocol != 2:
        raise ValueError(
            f"save(): pickle_protocol {pickle_protocol} is not supported: torch.load() with "
            "weights_only=True reads 2, the default"
        )
    if not _use_new_zipfile_serialization:
        raise ValueError(
            "save(): PyTorch's format from before version 1.6 is not supported: leave out "
            "_use_new_zipfile_serialization"
        )
    storages = _Storages()
    pickled = Pickler(storages.place).dump(obj)
    records: dict[str, Any] = {"data.pkl": pickled}
    if not _disable_byteorder_record:
        records["byteorder"] = sys.byteorder.encode()
    records |= {f"data/{i}": content for i, content in enumerate(storages.contents)}
    records["version"] = b"3\n"  # of the format
    if isinstance(f, (str, os.PathLike)):
        with files.replacing(f) as file:
            _write(records, file)
    else:
        _write(records, f)
        if hasattr(f, "flush"):
            f.flush()


def _write(records: dict[str, Any], file: Any) -> None:
    archive = ArchiveWriter(file.write)
    for name, content in records.items():
        archive.write_record(name, content)
    archive.close()


class _Storages:
    """The memory that tensors lie in, each piece once."""

    def __init__(self) -> None:
        self.contents: list[np.ndarray] = []  # the bytes of each storage
        self._known: dict[int, tuple[str, np.ndarray]] = {}  # by the identity of the array

    def place(self, tensor: Tensor) -> Place:
        """Where a tensor lies: a storage, its size, the offset and the strides in elements."""
        array = tensor.array
        owner = _owner(array)
        content = _bytes_of(owner)
        size, offset = array.itemsize, array.ctypes.data - owner.ctypes.data
        if content is None or any(n < 0 or n % size for n in (offset, *array.strides)):
            # PyTorch could not say how it lies in memory: save it alone.
            array = owner = array.copy("C")
            content, offset = array.reshape(-1).view(np.uint8), 0
        if id(owner) not in self._known:
            self._known[id(owner)] = str(len(self.contents)), array
            self.contents.append(content)
        key, first = self._known[id(owner)]
        if first.dtype != array.dtype:
            raise RuntimeError(
                "Cannot save multiple tensors or storages that view the same data as different "
                "types: clone() one of them"
            )
        return key, content.size // size, offset // size, tuple(s // size for s in array.strides)


def _owner(array: np.ndarray) -> np.ndarray:
    """The array in whose memory an array lies; of a mapped file not the whole file."""
    while True:
        base: Any = array.base
        if not isinstance(base, np.ndarray):
            base = getattr(base, "base", None)  # between a view by strides and its array
        if type(base) is not np.ndarray:
            return array
        array = base


def _bytes_of(array: np.ndarray) -> np.ndarray | None:
    """All the bytes of an array as they are in memory; None if it has gaps, or is of objects."""
    order = sorted(range(array.ndim), key=lambda dim: -array.strides[dim])
    dense = array.transpose(order)
    if array.dtype.hasobject or not dense.flags.c_contiguous:
        return None
    return dense.reshape(-1).view(np.uint8)
