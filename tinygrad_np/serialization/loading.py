"""Loading what `torch.save` wrote, by this package or by PyTorch."""

from __future__ import annotations

import mmap as memory_maps
import os
import warnings
from collections.abc import Callable
from pickle import UnpicklingError
from typing import IO, Any

import numpy as np

from tinygrad_np import safetensors
from tinygrad_np.creation import from_numpy
from tinygrad_np.devices import check_device, device
from tinygrad_np.serialization.archive import ArchiveReader, Record
from tinygrad_np.serialization.rebuilding import Rebuilder, check_plain
from tinygrad_np.serialization.unpickler import Unpickler

_WAY_OUT = (
    "Only tensors, Parameters and plain Python values in lists, tuples, dicts and sets are loaded, "
    "and no code in a file is ever run (weights_only=False means the same here). If you trust the "
    "file, load it where it was made, and torch.save() there what is made of these: of a module "
    "its state_dict(), of anything else numbers, strings, lists and dicts."
)


def load(
    f: Any,
    map_location: Any = None,
    pickle_module: Any = None,
    *,
    weights_only: bool | None = None,
    mmap: bool | None = None,
    **pickle_load_args: Any,
) -> Any:
    """What `torch.save` wrote into `f`: a path, or a file object that can seek and read.

    Tensors that shared memory share it again, with the strides and offsets that they had. Nothing
    in a file is ever run: `weights_only` is always True. Every byte that is used is checked against
    its checksum, except with `mmap`: then the file is mapped, tensors are read when they are looked
    at, and what is written to them stays in memory. `map_location` may say "cpu" for what was saved
    from a GPU. A path that ends in .safetensors goes to `safetensors.load_file`.

    Raises:
        UnpicklingError: for anything but tensors, plain Python values and their containers.
        RuntimeError: if the file is damaged, or saved from another device.

    >>> import io
    >>> import tinygrad_np as torch
    >>> file = io.BytesIO()
    >>> torch.save({"weight": torch.ones(2), "epoch": 3}, file)
    >>> _ = file.seek(0)
    >>> torch.load(file)
    {'weight': tensor([1., 1.]), 'epoch': 3}
    """
    if pickle_module is not None:
        raise RuntimeError("Can not safely load weights when explicit pickle_module is specified")
    if pickle_load_args:
        warnings.warn("pickle_load_args only works if `weights_only=False`.", stacklevel=2)
    place = _placing(map_location)
    if isinstance(f, (str, os.PathLike)):
        if os.fspath(f).endswith(".safetensors"):
            return safetensors.load_file(f, _safetensors_device(map_location))
        with open(f, "rb") as file:
            return _load(file, place, bool(mmap))
    if mmap:
        raise ValueError("f must be a file path in order to use the mmap argument")
    for needed in ("seek", "tell", "read"):
        if not hasattr(f, needed):
            raise AttributeError(
                f"'{type(f).__name__}' object has no attribute '{needed}'. You can only torch.load "
                "from a file that is seekable. Please pre-load the data into a buffer like "
                "io.BytesIO and try to load from it instead."
            )
    return _load(f, place, False)


def _load(file: IO[bytes], place: Callable, mmap: bool) -> Any:
    _check_kind(file)
    archive = ArchiveReader(file)
    if "constants.pkl" in archive:
        raise RuntimeError(
            "Cannot use ``weights_only=True`` with TorchScript archives passed to ``torch.load``. "
            + _WAY_OUT
        )
    pickled = archive.read("data.pkl").tobytes()
    mapped = _mapping(file) if mmap else None
    try:
        rebuilder = Rebuilder(archive, place, mapped, 4 * len(pickled))
        value = Unpickler(pickled, rebuilder.find, rebuilder.persistent_load).load()
        check_plain(value)
    except UnpicklingError as error:
        raise UnpicklingError(f"Weights only load failed. {error}. {_WAY_OUT}") from None
    return value


def _check_kind(file: IO[bytes]) -> None:
    """Refuse what is no zip file."""
    begin = file.tell()
    start = file.read(16)
    file.seek(begin)
    if isinstance(start, str):
        raise TypeError("load(): the file is open for text: open it for bytes, with mode 'rb'")
    if not start:
        raise EOFError("Ran out of input: the file is empty")
    if start.startswith(b"PK\3\4"):
        return
    if start.startswith(b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19."):
        raise UnpicklingError(
            "Weights only load failed. The file is in PyTorch's format from before version 1.6: "
            "load it with PyTorch, and torch.save() it again"
        )
    raise UnpicklingError(
        f"Weights only load failed. No file of torch.save() begins with {start!r}: pickles of "
        "other kinds are not loaded, since they can run code"
    )


def _mapping(file: IO[bytes]) -> Callable[[Record], np.ndarray]:
    """What gives the bytes of a record as a part of the mapped file."""
    whole = memory_maps.mmap(file.fileno(), 0, access=memory_maps.ACCESS_COPY)
    return lambda record: np.frombuffer(whole, np.uint8, record.size, record.start)


def _placing(map_location: Any) -> Callable[[np.ndarray, str], None]:
    """What is called with each storage and where it was saved from: it must come to the CPU."""
    if map_location is None:
        return lambda array, location: _check_location(location)
    if isinstance(map_location, (str, device)):
        check_device(map_location)
        return lambda array, location: None
    if isinstance(map_location, dict):
        return lambda array, location: _check_location(map_location.get(location, location))
    if not callable(map_location):
        raise TypeError(f"'{type(map_location).__name__}' object is not callable")

    def placed(array: np.ndarray, location: str) -> None:
        storage = from_numpy(array)
        result = map_location(storage, location)
        if result is None:
            _check_location(location)
        elif result is not storage:
            raise RuntimeError("map_location must give the storage that it is called with, or None")

    return placed


def _check_location(location: Any) -> None:
    if str(location) == "cpu":
        return
    kind = str(location).partition(":")[0].upper()
    raise RuntimeError(
        f"Attempting to deserialize object on a {kind} device (tagged with {location}), but "
        "tensors live on the CPU: please use torch.load with map_location=torch.device('cpu') to "
        "map your storages to the CPU."
    )


def _safetensors_device(map_location: Any) -> Any:
    if isinstance(map_location, dict) or callable(map_location):
        kind = "dict" if isinstance(map_location, dict) else "callable"
        raise RuntimeError(
            f"Loading safetensors file with {kind} map_location is not supported. Use a device "
            "string or torch.device instead."
        )
    return "cpu" if map_location is None else map_location
