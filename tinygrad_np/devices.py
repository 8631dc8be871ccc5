"""Devices: tensors live on one, the CPU; code that puts them on another learns so at once."""

from __future__ import annotations

import re
from typing import Any

_TYPES = (
    *("cpu", "cuda", "ipu", "xpu", "mkldnn", "opengl", "opencl", "ideep", "hip", "ve", "fpga"),
    *("maia", "xla", "lazy", "vulkan", "mps", "meta", "hpu", "mtia", "privateuseone"),
)


class device:  # noqa: N801 (PyTorch's name)
    """Where a tensor lives. Others than the CPU can be named, and compared with a tensor's.

    As a context manager it is the default device, as all but the CPU refuse to be.

    Raises:
        RuntimeError: for what PyTorch does not know either.

    >>> import tinygrad_np as torch
    >>> torch.device("cpu")
    device(type='cpu')
    >>> torch.ones(2).device == torch.device("cuda")
    False
    """

    __slots__ = ("index", "type")

    type: str
    index: int | None

    def __init__(self, type: Any, index: int | None = None) -> None:
        if isinstance(type, device):
            type, index = type.type, type.index
        if isinstance(type, int):
            raise RuntimeError("Cannot access accelerator device when none is available.")
        if not isinstance(type, str):
            raise TypeError(f"device() takes a str or a device, but got {type!r}")
        if not type:
            raise RuntimeError("Device string must not be empty")
        name, _, number = type.partition(":")
        if name not in _TYPES:
            raise RuntimeError(
                f"Expected one of {', '.join(_TYPES)} device type at start of device string: {type}"
            )
        if name != type and not re.fullmatch("0|[1-9][0-9]*", number):
            raise RuntimeError(f"Invalid device string: '{type}'")
        if number and index is not None:
            raise RuntimeError(
                "type (string) must not include an index because index was passed explicitly: "
                f"{type}"
            )
        if index is not None and index < 0:
            raise RuntimeError("Device index must not be negative")
        self.type = name
        self.index = int(number) if number else index

    def __enter__(self) -> device:
        check_device(self)
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def __repr__(self) -> str:
        index = "" if self.index is None else f", index={self.index}"
        return f"device(type='{self.type}'{index})"

    def __str__(self) -> str:
        return self.type if self.index is None else f"{self.type}:{self.index}"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, device):
            return NotImplemented
        return (self.type, self.index) == (other.type, other.index)

    def __hash__(self) -> int:
        return hash((self.type, self.index))

    def __reduce__(self) -> tuple:
        return device, (self.type, self.index)


CPU = device("cpu")


def check_device(wanted: Any) -> None:
    """Refuse a device on which there can be no tensors.

    Raises:
        RuntimeError: unless `wanted` is None or the CPU.
    """
    if wanted is None or wanted is CPU:
        return
    if device(wanted).type != "cpu":
        raise RuntimeError(
            f"device {str(wanted)!r} is not available: tensors live on the CPU (device 'cpu'); "
            "choose it where cuda.is_available() is False"
        )


def set_default_device(device: Any) -> None:
    """Say on which device tensors are made: it can only be the CPU, or None for the same.

    Raises:
        RuntimeError: for another.

    >>> import tinygrad_np as torch
    >>> torch.set_default_device("cpu")
    """
    check_device(device)


def get_default_device() -> device:
    """The device on which tensors are made: the CPU.

    >>> import tinygrad_np as torch
    >>> torch.get_default_device()
    device(type='cpu')
    """
    return CPU
