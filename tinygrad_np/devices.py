"""Devices: there is one, the CPU; code that asks for another learns so at once."""

from __future__ import annotations

from typing import Any


class device:  # noqa: N801 (PyTorch's name)
    """Where a tensor lives.

    Raises:
        RuntimeError: for a device that is not "cpu".

    >>> import tinygrad_np as torch
    >>> torch.device("cpu")
    device(type='cpu')
    """

    __slots__ = ("index", "type")

    type: str
    index: int | None

    def __init__(self, type: Any, index: int | None = None) -> None:
        if isinstance(type, device):
            type, index = type.type, type.index
        name, _, number = str(type).partition(":")
        if name != "cpu":
            raise RuntimeError(
                f"device {type!r} is not available: tensors live on the CPU (device 'cpu'); "
                "choose it where cuda.is_available() is False"
            )
        self.type = name
        self.index = int(number) if number else index

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


CPU = device("cpu")


def check_device(wanted: Any) -> None:
    """Refuse a device that does not exist.

    Raises:
        RuntimeError: unless `wanted` is None or the CPU.
    """
    if wanted is not None and wanted is not CPU:
        device(wanted)
