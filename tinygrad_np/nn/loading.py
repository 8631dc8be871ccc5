"""What a state dict must be like to be loaded; what is said when it is not."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np

from tinygrad_np.engine.graph import TensorBase
from tinygrad_np.shapes import Size


class _Keys(NamedTuple):
    missing_keys: list[str]
    unexpected_keys: list[str]


class _IncompatibleKeys(_Keys):
    """The names that a state dict lacked, and those that it had in vain."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<All keys matched successfully>" if not any(self) else super().__repr__()


def copied(state_dict: Mapping[str, Any]) -> Any:
    """A state dict that hooks may change.

    Raises:
        TypeError: if it is no mapping.
    """
    if not isinstance(state_dict, Mapping):
        raise TypeError(f"Expected state_dict to be dict-like, got {type(state_dict)}.")
    copy: Any = OrderedDict(state_dict)
    copy._metadata = getattr(state_dict, "_metadata", {})
    return copy


def compared(
    state_dict: Mapping[str, Any], targets: Iterable[str], paths: list[str]
) -> _IncompatibleKeys:
    """The names of the targets and those of the state dict, set against each other.

    Unexpected names come in the order of the modules, whose `paths` are given, to which they point.
    """
    expected = set(targets)
    missing = [name for name in targets if name not in state_dict]
    unexpected = [name for name in state_dict if name not in expected]
    return _IncompatibleKeys(
        missing, sorted(unexpected, key=lambda n: paths.index(_path(n, paths)))
    )


def _path(name: str, paths: list[str]) -> str:
    """The path of the innermost module under which `name` stands."""
    path = name.rpartition(".")[0]
    return path if path in paths else _path(path, paths)


def complaints(
    state_dict: Mapping[str, Any], targets: Mapping[str, TensorBase], keys: _IncompatibleKeys | None
) -> list[str]:
    """All that forbids to copy the state dict into the targets; `keys` are what is forbidden."""
    found = []
    for words, names in zip(("Missing", "Unexpected"), keys or (), strict=False):
        if names:
            listed = ", ".join(f'"{name}"' for name in names)
            found.append(f"{words} key(s) in state_dict: {listed}. ")
    for name, target in targets.items():
        if name in state_dict:
            found += _mismatch(name, state_dict[name], target)
    return found


def _mismatch(name: str, value: Any, target: TensorBase) -> list[str]:
    """Why `value` cannot be copied into `target`, if it cannot."""
    if not isinstance(value, (TensorBase, np.ndarray)):
        return [
            f'While copying the parameter named "{name}", expected torch.Tensor or Tensor-like '
            f"object from checkpoint but received {type(value)}"
        ]
    shape, wanted = Size(fitting(value, target).shape), Size(target._array.shape)
    if shape == wanted:
        return []
    return [
        f"size mismatch for {name}: copying a param with shape {shape} from checkpoint, the shape "
        f"in current model is {wanted}."
    ]


def fitting(value: Any, target: TensorBase) -> Any:
    """A value of a state dict; the one element of a 0-d target may come with a dim."""
    return value[0] if value.shape == (1,) and not target._array.ndim else value
