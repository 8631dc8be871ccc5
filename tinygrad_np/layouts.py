"""How tensors lie in memory. There is one layout; code that asks for another learns so at once."""

from __future__ import annotations

from typing import Any, Literal

from tinygrad_np.devices import check_device


class layout:  # noqa: N801 (PyTorch's name)
    """How the elements of a tensor are stored.

    >>> import tinygrad_np as torch
    >>> torch.ones(2).layout
    torch.strided
    """

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __repr__(self) -> str:
        return f"torch.{self._name}"

    def __reduce__(self) -> str:
        return self._name


class memory_format:  # noqa: N801 (PyTorch's name)
    """The order of the dims in memory that a new tensor is to have.

    `preserve_format` is that of the tensor it is made after, `contiguous_format` that of its dims.
    """

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __repr__(self) -> str:
        return f"torch.{self._name}"

    def __reduce__(self) -> str:
        return self._name


strided = layout("strided")
preserve_format = memory_format("preserve_format")
contiguous_format = memory_format("contiguous_format")
channels_last = memory_format("channels_last")
channels_last_3d = memory_format("channels_last_3d")


def check_options(op: str, device: Any, layout_: Any, pin_memory: bool) -> None:
    """Refuse a device, a layout or memory that does not exist.

    Raises:
        TypeError: if `layout_` is no layout.
        RuntimeError: unless everything is at its default.
    """
    check_device(device)
    if layout_ is not None and layout_ is not strided:
        raise TypeError(
            f"{op}(): argument 'layout' must be torch.layout, not {type(layout_).__name__}"
        )
    if pin_memory:
        raise RuntimeError(
            "pin_memory=True requires a CUDA or other accelerator backend: leave it out"
        )


def numpy_order(wanted: Any, op: str, array: Any = None) -> Literal["C", "K"]:
    """NumPy's word for a memory format, of a result that is made after `array`.

    Raises:
        TypeError: if it is no memory format.
        RuntimeError: if it is one that tensors do not come in.
    """
    if wanted is None or wanted is preserve_format:
        # What shares one place in memory between elements has no order to keep.
        return "C" if array is not None and 0 in array.strides else "K"
    if wanted is contiguous_format:
        return "C"
    if not isinstance(wanted, memory_format):
        raise TypeError(
            f"{op}(): argument 'memory_format' must be torch.memory_format, "
            f"not {type(wanted).__name__}"
        )
    raise RuntimeError(
        f"{op}(): {wanted} is not supported, only torch.contiguous_format and "
        "torch.preserve_format: permute() gives any order of the dims"
    )
