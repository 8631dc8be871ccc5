"""Modules made of modules."""

from __future__ import annotations

import operator
from collections import OrderedDict
from collections.abc import Iterator
from typing import Any, Self

from tinygrad_np.nn.module import MODULE, Module


class Sequential(Module):
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

    def append(self, module: Module) -> Self:
        """Add a module at the end, under the name of its place."""
        self.add_module(str(len(self)), module)
        return self

    def __len__(self) -> int:
        return len(self._registry[MODULE])

    def __iter__(self) -> Iterator[Module]:
        return iter(self._registry[MODULE].values())

    def __getitem__(self, index: int | slice) -> Any:
        """The module at a place; or, for a slice, a Sequential of the same modules and names."""
        if isinstance(index, slice):
            return type(self)(OrderedDict(list(self._registry[MODULE].items())[index]))
        return self._modules[self._name_at(index)]

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
