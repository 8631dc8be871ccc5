"""The face of `safetensors.torch`: files of tensors by name, through the library safetensors."""

from __future__ import annotations

import itertools
import os
from collections.abc import Mapping
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes, files
from tinygrad_np.creation import from_numpy
from tinygrad_np.devices import check_device
from tinygrad_np.engine.graph import TensorBase
from tinygrad_np.ops.conversion import contiguous

if TYPE_CHECKING:
    from tinygrad_np.nn.module import Module
    from tinygrad_np.tensor import Tensor

Path = str | os.PathLike
_LETTERS = {"f": "F", "i": "I", "u": "U"}
# By what safetensors calls them.
_DTYPES = {
    _LETTERS[d.dtype.kind] + str(8 * d.itemsize) if d is not dtypes.bool else "BOOL": d.dtype
    for d in dtypes.ALL
}


def save_file(
    tensors: Mapping[str, Tensor], filename: Path, metadata: dict[str, str] | None = None
) -> None:
    """Save tensors by name. As with `torch.save`, the file is there whole or not at all.

    Raises:
        ImportError: if the library safetensors is not installed.
        ValueError: if something is no tensor, or not contiguous.
        RuntimeError: if tensors share memory: `save_model` knows what to do.
    """
    content = save(tensors, metadata)
    with files.replacing(filename) as file:
        file.write(content)


def save(tensors: Mapping[str, Tensor], metadata: dict[str, str] | None = None) -> bytes:
    """As `save_file`, but gives the bytes of the file.

    >>> import tinygrad_np as torch
    >>> torch.safetensors.load(torch.safetensors.save({"weight": torch.ones(2)}))
    {'weight': tensor([1., 1.])}
    """
    if not isinstance(tensors, Mapping):
        raise ValueError(f"Expected a dict of [str, torch.Tensor] but received {type(tensors)}")
    for name, tensor in tensors.items():
        if not isinstance(tensor, TensorBase):
            raise ValueError(
                f"Key `{name}` is invalid, expected torch.Tensor but received {type(tensor)}"
            )
        if not tensor.array.flags.c_contiguous:
            raise ValueError(
                f"You are trying to save a non contiguous tensor: `{name}` which is not allowed: "
                "call `.contiguous()` on your tensor to pack it before saving."
            )
    shared = _first_shared(tensors)
    if shared:
        raise RuntimeError(
            f"Some tensors share memory, this will lead to duplicate memory on disk and potential "
            f"differences when loading them again: {shared}. A potential way to correctly save "
            "your model is to use `save_model`; clone() makes memory of its own."
        )
    arrays = {name: tensor.array for name, tensor in tensors.items()}
    return _library("numpy").save(arrays, metadata)


def load_file(filename: Path, device: Any = "cpu", *, backend: str = "mmap") -> dict[str, Tensor]:
    """The tensors of a file by name; it is mapped, and each is read once.

    Raises:
        ImportError: if the library safetensors is not installed.
        TypeError: if there is a tensor of a dtype that is not here, as bfloat16.
        SafetensorError: if the file is damaged.
    """
    with safe_open(filename, "pt", device) as file:
        return {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118


def load(data: bytes) -> dict[str, Tensor]:
    """As `load_file`, from the bytes of a file."""
    arrays = {
        name: np.frombuffer(found["data"], _dtype(name, found["dtype"])).reshape(found["shape"])
        for name, found in sorted(_library().deserialize(data))
    }
    return {name: _own_tensor(array) for name, array in arrays.items()}


def save_model(
    model: Module,
    filename: Path,
    metadata: dict[str, str] | None = None,
    force_contiguous: bool = True,
) -> None:
    """Save the state dict of a module; of names for one tensor only the first, in their order.

    The other names are written down in the metadata.
    """
    state, metadata = model.state_dict(), dict(metadata or {})
    for name, kept in _other_names(state).items():
        metadata.setdefault(name, kept)
        del state[name]
    if force_contiguous:
        state = {name: contiguous(tensor) for name, tensor in state.items()}
    save_file(state, filename, metadata or None)


def load_model(
    model: Module,
    filename: Path,
    strict: bool = True,
    device: Any = "cpu",
    *,
    backend: str = "mmap",
) -> tuple[set[str], list[str]]:
    """Load what `save_model` saved into a module; gives the missing and unexpected names.

    Raises:
        RuntimeError: if a shape differs or, if `strict`, there are such names. Nothing is changed.
    """
    loaded = load_file(filename, device)
    others = _other_names(model.state_dict(), loaded)
    # What is one tensor in the model needs to be in the file under one of its names.
    loaded |= {name: loaded[kept] for name, kept in others.items() if kept in loaded}
    keys = model.load_state_dict(loaded, strict=strict)
    return set(keys.missing_keys), keys.unexpected_keys


class safe_open:  # noqa: N801 (the library's name)
    """A file of tensors, opened; each is read when it is asked for.

    >>> import os, tempfile
    >>> import tinygrad_np as torch
    >>> from tinygrad_np.safetensors import safe_open, save_file
    >>> path = os.path.join(tempfile.mkdtemp(), "model.safetensors")
    >>> save_file({"weight": torch.arange(6).reshape(3, 2)}, path, {"made": "here"})
    >>> with safe_open(path, framework="pt") as file:
    ...     print(file.keys(), file.metadata(), file.get_slice("weight")[1:])
    ['weight'] {'made': 'here'} tensor([[2, 3],
            [4, 5]])
    """

    def __init__(self, filename: Path, framework: str = "pt", device: Any = "cpu") -> None:
        check_device(device)
        if framework not in ("pt", "torch", "pytorch"):
            raise ValueError(f"safe_open(): framework {framework!r} is not supported, only 'pt'")
        self._file = _library().safe_open(filename, framework="np")

    def __enter__(self) -> safe_open:
        self._file.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._file.__exit__(*error)

    def keys(self) -> list[str]:
        """The names of the tensors."""
        return list(self._file.keys())

    def metadata(self) -> dict[str, str] | None:
        """What was saved with them."""
        return self._file.metadata()

    def get_slice(self, name: str) -> Slice:
        """A tensor that is read when it is indexed, as far as it is asked for."""
        return Slice(name, self._file.get_slice(name))

    def get_tensor(self, name: str) -> Tensor:
        """A tensor, in memory of its own."""
        _dtype(name, self._file.get_slice(name).get_dtype())
        return _own_tensor(self._file.get_tensor(name))


class Slice:
    """A tensor in a file, of which indices read a part."""

    def __init__(self, name: str, part: Any) -> None:
        self._name = name
        self._part = part

    def get_shape(self) -> list[int]:
        """The shape of the tensor."""
        return self._part.get_shape()

    def get_dtype(self) -> str:
        """The dtype of the tensor, as safetensors calls it."""
        return self._part.get_dtype()

    def __getitem__(self, index: Any) -> Tensor:
        _dtype(self._name, self.get_dtype())
        return _own_tensor(self._part[index])


def _library(part: str = "") -> ModuleType:
    """The library, or a module of it."""
    try:
        import safetensors
        import safetensors.numpy
    except ImportError:
        raise ImportError(
            "safetensors is not installed: python -m pip install safetensors"
        ) from None
    return getattr(safetensors, part) if part else safetensors


def _own_tensor(array: np.ndarray) -> Tensor:
    """An array that was read as a Tensor, in memory of its own."""
    if array.dtype == np.bool_:  # a byte that is neither 0 nor 1 is True
        return from_numpy(array.view(np.uint8) != 0)
    return from_numpy(np.require(array, requirements="W"))


def _dtype(name: str, found: str) -> np.dtype:
    if found not in _DTYPES:
        raise TypeError(
            f"tensor {name!r} in the file is of dtype {found}, of which there are none here: "
            "convert it where it is at home, to float32 say"
        )
    return _DTYPES[found]


def _first_shared(tensors: Mapping[str, Any]) -> list[str]:
    """The names of two tensors that share memory, if there are any."""
    areas = sorted(
        (tensor.array.ctypes.data, name) for name, tensor in tensors.items() if tensor.array.size
    )
    for (_, name), (start, other) in itertools.pairwise(areas):
        if tensors[name].array.ctypes.data + tensors[name].array.nbytes > start:
            return [name, other]
    return []


def _other_names(state: Mapping[str, Any], preferred: Any = ()) -> dict[str, str]:
    """For each name of a tensor that has another name before it that one, preferred ones first."""
    first: dict[tuple, str] = {}
    others = {}
    for name in sorted(state, key=lambda name: (name not in preferred, name)):
        array = state[name].array
        if array.size:
            place = array.ctypes.data, array.shape, array.strides
            if first.setdefault(place, name) != name:
                others[name] = first[place]
    return others
