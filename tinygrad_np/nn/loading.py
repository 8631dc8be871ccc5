"""What a state dict must be like to be loaded; what is said when it is not."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from tinygrad_np.engine.graph import TensorBase
from tinygrad_np.shapes import Size

ASSIGN = "assign_to_params_buffers"  # by which a module's metadata says that tensors take places


class _Keys(NamedTuple):
    missing_keys: list[str]
    unexpected_keys: list[str]


class _IncompatibleKeys(_Keys):
    """The names that a state dict lacked, and those that it had in vain."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<All keys matched successfully>" if not any(self) else super().__repr__()


class Arriving(OrderedDict[str, Any]):
    """A state dict on its way into modules: a copy, which hooks may change.

    What is to be done with it waits in `writes` until everything is known to fit.
    """

    def __init__(self, items: Any, writes: list[Callable[[], None]] | None = None) -> None:
        super().__init__(items)
        self.writes: list[Callable[[], None]] = [] if writes is None else writes

    def below(self, prefix: str) -> Arriving:
        """What of it goes to the module of this prefix."""
        return Arriving(((k, v) for k, v in self.items() if k.startswith(prefix)), self.writes)


def arriving(state_dict: Mapping[str, Any]) -> Arriving:
    """A state dict as hooks may change it.

    Raises:
        TypeError: if it is no mapping.
    """
    if not isinstance(state_dict, Mapping):
        raise TypeError(f"Expected state_dict to be dict-like, got {type(state_dict)}.")
    return Arriving(state_dict)


def do_or_wait(state_dict: Any, write: Callable[[], None]) -> None:
    """Do what a state dict asks for; not yet, if it is still being looked through."""
    if isinstance(state_dict, Arriving):
        state_dict.writes.append(write)
    else:
        write()


class Load:
    """One load of a state dict: what is known of it, and what was found to be wrong."""

    def __init__(self, metadata: Mapping[str, Any], assign: bool) -> None:
        self.metadata = metadata
        self.assign = assign
        self.keys = _IncompatibleKeys([], [])
        self.complaints: list[str] = []
        self.done: list[Any] = []  # the modules that were asked, those below one before it

    def metadata_of(self, path: str) -> dict[str, Any]:
        """What was saved about the module at a path."""
        known = dict(self.metadata.get(path, {}))
        return {**known, ASSIGN: True} if self.assign else known

    def refuse_if_wrong(self, owner: str, *, strict: bool) -> None:
        """Raise RuntimeError for complaints and, if `strict`, for names that do not match."""
        wrong = [*(_about(self.keys) if strict else ()), *self.complaints]
        if wrong:
            title = f"Error(s) in loading state_dict for {owner}:"
            raise RuntimeError("\n\t".join([title, *wrong]))


def _about(keys: _IncompatibleKeys) -> Iterator[str]:
    for words, names in zip(("Missing", "Unexpected"), keys, strict=True):
        if names:
            listed = ", ".join(f'"{name}"' for name in names)
            yield f"{words} key(s) in state_dict: {listed}. "


def mismatch(name: str, value: Any, target: TensorBase) -> str:
    """Why `value` cannot be copied into `target`; "" if it can."""
    if not isinstance(value, (TensorBase, np.ndarray)):
        return (
            f'While copying the parameter named "{name}", expected torch.Tensor or Tensor-like '
            f"object from checkpoint but received {type(value)}"
        )
    shape, wanted = Size(fitting(value, target).shape), Size(target._array.shape)
    if shape == wanted:
        return ""
    return (
        f"size mismatch for {name}: copying a param with shape {shape} from checkpoint, the shape "
        f"in current model is {wanted}."
    )


def fitting(value: Any, target: TensorBase) -> Any:
    """A value of a state dict; the one element of a 0-d target may come with a dim."""
    return value[0] if value.shape == (1,) and not target._array.ndim else value
