"""Modules made of modules: in sequence, in a list, in a dict."""

from __future__ import annotations

import operator
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Self

from tinygrad_np.nn.module import MODULE, Module


class _Numbered(Module):
    """Modules in order, named after their places."""

    def append(self, module: Module) -> Self:
        """Add a module at the end, under the name of its place."""
        self.add_module(str(len(self)), module)
        return self

    def extend(self, modules: Iterable[Module]) -> Self:
        """Append several."""
        if not isinstance(modules, Iterable):
            raise TypeError(
                f"{type(self).__name__}.extend should be called with an iterable, but got "
                f"{type(modules).__name__}"
            )
        for module in modules:
            self.append(module)
        return self

    def _place_in(self, index: int, module: Module) -> None:
        """Put a module at a place; those from there on move up by one."""
        modules = [*list(self)[:index], module, *list(self)[index:]]
        named = next((n for i, n in enumerate(self._modules) if n != str(i)), None)
        if named is not None:
            raise KeyError(f"module '{named}' has a name, not a number, and cannot move up")
        for place, moved in enumerate(modules):
            self.add_module(str(place), moved)

    def pop(self, key: int | slice) -> Any:
        """Take a module out, and give it."""
        taken = self[key]
        del self[key]
        return taken

    def __len__(self) -> int:
        return len(self._registry[MODULE])

    def __iter__(self) -> Iterator[Any]:
        return iter(self._registry[MODULE].values())

    def __getitem__(self, index: int | slice) -> Any:
        return self._modules[self._name_at(index)]  # type: ignore[arg-type]

    def __setitem__(self, index: int, module: Module) -> None:
        setattr(self, self._name_at(index), module)

    def __delitem__(self, index: int | slice) -> None:
        """Take modules out; those that stay are numbered anew."""
        names = list(self._registry[MODULE])
        for name in names[index] if isinstance(index, slice) else [self._name_at(index)]:
            delattr(self, name)
        staying = list(self)
        self._modules.clear()
        for place, module in enumerate(staying):
            self.add_module(str(place), module)

    def _name_at(self, index: int) -> str:
        place, size = operator.index(index), len(self)
        if not -size <= place < size:
            raise IndexError(f"index {place} is out of range")
        return list(self._registry[MODULE])[place]


class Sequential(_Numbered):
    """Modules that run one after another, each on what the one before gave.

    They are given in order, or as an OrderedDict with their names.

    >>> import tinygrad_np as torch
    >>> model = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.ReLU())
    >>> model.add_module("last", torch.nn.Linear(3, 1))
    >>> model
    Sequential(
      (0): Linear(in_features=2, out_features=3, bias=True)
      (1): ReLU()
      (last): Linear(in_features=3, out_features=1, bias=True)
    )
    >>> model[1:](torch.ones(5, 3)).shape
    torch.Size([5, 1])
    """

    def __init__(self, *args: Any) -> None:
        super().__init__()
        named = args[0] if len(args) == 1 and isinstance(args[0], OrderedDict) else None
        for name, module in named.items() if named is not None else enumerate(args):
            self.add_module(str(name), module)

    def forward(self, input: Any) -> Any:
        for module in self._registry[MODULE].values():
            input = module(input)
        return input

    def insert(self, index: int, module: Module) -> Self:
        """Put a module before the one at a place.

        Raises:
            AssertionError: if it is none.
            IndexError: for a place that there is not.
            KeyError: if modules have other names than their places.
        """
        if not isinstance(module, Module):
            raise AssertionError(f"module should be of type: {Module}")
        if not -len(self) <= index <= len(self):
            raise IndexError(f"Index out of range: {index}")
        self._place_in(index + len(self) if index < 0 else index, module)
        return self

    def __getitem__(self, index: int | slice) -> Any:
        """The module at a place; or, for a slice, a Sequential of the same modules and names."""
        if isinstance(index, slice):
            return type(self)(OrderedDict(list(self._registry[MODULE].items())[index]))
        return super().__getitem__(index)

    def __add__(self, other: Any) -> Sequential:
        return Sequential(*self, *_modules_of(other))

    def __iadd__(self, other: Any) -> Self:
        return self.extend(list(_modules_of(other)))

    def __mul__(self, other: int) -> Sequential:
        return Sequential(*list(self) * self._times(other))

    __rmul__ = __mul__

    def __imul__(self, other: int) -> Self:
        return self.extend(list(self) * (self._times(other) - 1))

    def _times(self, count: Any) -> int:
        if not isinstance(count, int):
            raise TypeError(f"unsupported operand type(s) for *: {type(self)} and {type(count)}")
        if count <= 0:
            raise ValueError(f"Non-positive multiplication factor {count} for {type(self)}")
        return count


def _modules_of(other: Any) -> Iterator[Module]:
    if not isinstance(other, Sequential):
        raise ValueError(
            f"add operator supports only objects of Sequential class, but {type(other)} is given."
        )
    return iter(other)


class ModuleList(_Numbered):
    """Modules in a list: found by index, and counted among the parts of the module that has it.

    >>> import tinygrad_np as torch
    >>> layers = torch.nn.ModuleList([torch.nn.ReLU(), torch.nn.Tanh(), torch.nn.Tanh()])
    >>> layers
    ModuleList(
      (0): ReLU()
      (1-2): 2 x Tanh()
    )
    >>> layers[-1]
    Tanh()
    """

    def __init__(self, modules: Iterable[Module] | None = None) -> None:
        super().__init__()
        if modules is not None:
            self.extend(modules)

    def insert(self, index: int, module: Module) -> None:
        """Put a module before the one at a place."""
        self._place_in(index, module)

    def __getitem__(self, index: int | slice) -> Any:
        """The module at a place; or, for a slice, a ModuleList."""
        if isinstance(index, slice):
            return type(self)(list(self)[index])
        return super().__getitem__(index)

    def __add__(self, other: Iterable[Module]) -> ModuleList:
        return ModuleList([*self, *other])

    def __iadd__(self, modules: Iterable[Module]) -> Self:
        return self.extend(modules)

    def _children_lines(self) -> list[str]:
        """Neighbours that print alike are told once."""
        runs: list[list] = []
        for place, module in enumerate(self):
            said = repr(module)
            if runs and runs[-1][2] == said:
                runs[-1][1] = place
            else:
                runs.append([place, place, said])
        return [
            f"({a}): {said}" if a == b else f"({a}-{b}): {b - a + 1} x {said}"
            for a, b, said in runs
        ]


class ModuleDict(Module):
    """Modules by name, counted among the parts of the module that has it.

    >>> import tinygrad_np as torch
    >>> heads = torch.nn.ModuleDict({"a": torch.nn.ReLU()})
    >>> heads["b"] = torch.nn.Tanh()
    >>> list(heads)
    ['a', 'b']
    """

    def __init__(self, modules: Mapping[str, Module] | None = None) -> None:
        super().__init__()
        if modules is not None:
            self.update(modules)

    def __getitem__(self, key: str) -> Any:
        return self._modules[key]

    def __setitem__(self, key: str, module: Module) -> None:
        self.add_module(key, module)

    def __delitem__(self, key: str) -> None:
        del self._modules[key]

    def __len__(self) -> int:
        return len(self._modules)

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __contains__(self, key: object) -> bool:
        return key in self._modules

    def keys(self) -> Iterable[str]:
        """The names."""
        return self._registry[MODULE].keys()

    def values(self) -> Iterable[Any]:
        """The modules."""
        return self._registry[MODULE].values()

    def items(self) -> Iterable[tuple[str, Any]]:
        """The names with their modules."""
        return self._registry[MODULE].items()

    def clear(self) -> None:
        """Take all modules out."""
        self._modules.clear()

    def pop(self, key: str) -> Any:
        """Take a module out, and give it."""
        return self._modules.pop(key)

    def update(self, modules: Any) -> None:
        """Add or replace modules, given as a mapping or as pairs.

        Raises:
            TypeError, ValueError: if they are neither.
        """
        for key, module in pairs_of(modules, "ModuleDict"):
            self[key] = module


def pairs_of(given: Any, owner: str) -> list[tuple[str, Any]]:
    """The keys and values that `owner.update` was given, as a mapping or as pairs.

    Raises:
        TypeError, ValueError: if they are neither.
    """
    if not isinstance(given, Iterable):
        raise TypeError(
            f"{owner}.update should be called with an iterable of key/value pairs, but got "
            f"{type(given).__name__}"
        )
    if hasattr(given, "items"):
        return list(given.items())
    pairs: list[Any] = list(given)
    for place, pair in enumerate(pairs):
        what = f"{owner} update sequence element #{place}"
        if not isinstance(pair, Iterable):
            raise TypeError(f"{what} should be Iterable; is{type(pair).__name__}")
        if len(pair) != 2:  # type: ignore[arg-type]
            raise ValueError(f"{what} has length {len(pair)}; 2 is required")  # type: ignore[arg-type]
    return pairs
