"""PyTorch's `torch.autograd.graph`: hooks on what the graph saves, and the types of its parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from tinygrad_np.autograd.grad_mode import Mode
from tinygrad_np.engine.grad_mode import state
from tinygrad_np.engine.graph import Node as Node
from tinygrad_np.engine.graph import TensorBase, wrap


class saved_tensors_hooks(Mode):  # noqa: N801 (PyTorch's name)
    """Ops recorded in this block hand each tensor that they save to `pack_hook`.

    What it returns, any object, is kept instead, and `unpack_hook` makes a Tensor of it again when
    the backward pass needs it: to keep what is saved on disk, in less precision, or counted.

    Raises:
        TypeError: from `backward()`, if `unpack_hook` returns anything but a Tensor.

    >>> import tinygrad_np as torch
    >>> x = torch.tensor([3.0], requires_grad=True)
    >>> with torch.autograd.graph.saved_tensors_hooks(lambda t: t.numpy(), torch.from_numpy):
    ...     y = x * x
    >>> y.backward()
    >>> x.grad
    tensor([6.])
    """

    def __init__(self, pack_hook: Callable[[Any], Any], unpack_hook: Callable[[Any], Any]) -> None:
        super().__init__()
        self._packer = _Packer(pack_hook, unpack_hook)

    def wanted_now(self) -> dict[str, Any]:
        others = tuple(w for w in state.watchers if not isinstance(w, _Packer))
        return {"watchers": (*others, self._packer)}


class _Packer:
    """Replaces what a node saves by what the hooks make of it; the innermost block decides."""

    def __init__(self, pack: Callable, unpack: Callable) -> None:
        self.pack = pack
        self.unpack = unpack

    def __call__(self, node: Any) -> None:
        if not hasattr(node, "saved"):  # the parts of a tensor need nothing
            return
        node.saved = _PackedSaves(node.saved, self)
        node.versions = ()  # what is packed is the hooks' own affair


class _PackedSaves:
    """Stands where a node's saved values were: gives them back by `unpack`."""

    def __init__(self, saved: Sequence, hooks: _Packer) -> None:
        self._hooks = hooks
        self._saved = tuple(map(self._packed, saved))

    def unpack(self) -> tuple:
        return tuple(map(self._unpacked, self._saved))

    def _packed(self, value: Any) -> Any:
        if not isinstance(value, (np.ndarray, np.generic)):
            return value
        tensor = wrap(np.asarray(value))
        packed = _Packed(self._hooks.pack(tensor))
        if tensor._writes is not None and tensor._writes[0]:
            raise RuntimeError(
                "A saved tensor pack hook is modifying its input in place. Tensors provided as "
                "input to pack hook cannot be modified by in-place operations as this can lead to "
                "unexpected side-effects: clone() it first."
            )
        return packed

    def _unpacked(self, value: Any) -> Any:
        if not isinstance(value, _Packed):
            return value
        tensor = self._hooks.unpack(value.content)
        if not isinstance(tensor, TensorBase):
            raise TypeError(
                "Output of saved tensor unpack_hook expected to be a Tensor but got result of type "
                f"{type(tensor).__name__}"
            )
        return tensor._array


class _Packed:
    """What a pack hook returned."""

    __slots__ = ("content",)

    def __init__(self, content: Any) -> None:
        self.content = content
