"""The results of ops that give several: tuples whose items have names, printed as PyTorch's."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from operator import itemgetter
from typing import Any


class NamedResult(tuple):
    """A tuple of an op's results, each of which also is an attribute."""

    __slots__ = ()
    fields: tuple[str, ...] = ()

    def __repr__(self) -> str:
        items = ",\n".join(f"{name}={x!r}" for name, x in zip(self.fields, self, strict=True))
        return f"torch.return_types.{type(self).__name__}(\n{items})"

    def __reduce__(self) -> tuple:
        return _restored, (type(self).__name__, self.fields, tuple(self))


def _restored(op: str, fields: Sequence[str], items: tuple) -> Any:
    return named_result(op, *fields)(items)


@cache
def named_result(op: str, *fields: str) -> type[NamedResult]:
    """The type of an op's results, made of a tuple of them.

    >>> sort_result = named_result("sort", "values", "indices")
    >>> pair = sort_result(([1, 2], [1, 0]))
    >>> pair
    torch.return_types.sort(
    values=[1, 2],
    indices=[1, 0])
    >>> pair.indices is pair[1]
    True
    """
    names = {name: property(itemgetter(place)) for place, name in enumerate(fields)}
    return type(op, (NamedResult,), {"__slots__": (), "fields": fields, **names})
