"""Versions of memory: how the engine knows that a saved array is still what was saved.

A version is a list of one number, the writes so far, shared by all tensors on the same memory.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any, NoReturn

from tinygrad_np import dtypes, errors


def check_version(array: Any, version: list[int], count: int, edge: Any) -> None:
    """Refuse an array, computed at `edge`, that has been written since its version was `count`.

    Raises:
        RuntimeError: naming the op, the shape and both versions.
    """
    if version[0] != count:
        origin = "a leaf or constant" if edge is None else f"output {edge[1]} of {edge[0].name()}"
        type_name = dtypes.from_numpy_dtype(array.dtype).type_name
        raise RuntimeError(
            errors.modified_in_place(type_name, array.shape, origin, version[0], count)
        )


def versions_at(positions: tuple[int, ...]) -> Callable[[Sequence], tuple]:
    """A function that gives, flat, the versions of the tensors at some positions and their counts.

    Of a tensor without a version, one of inference mode, it raises TypeError.
    """
    if not positions:
        return lambda tensors: ()
    if len(positions) > 2:
        each = [versions_at((p,)) for p in positions]
        return lambda tensors: tuple(chain.from_iterable(versions(tensors) for versions in each))
    first, last = positions[0], positions[-1]

    def one(tensors: Sequence) -> tuple:
        version = tensors[first]._writes
        return version, version[0]

    def two(tensors: Sequence) -> tuple:
        version, other = tensors[first]._writes, tensors[last]._writes
        return version, version[0], other, other[0]

    return one if first == last else two


class Freed:
    """Stands where saved values were, once a backward pass has used them."""

    def unpack(self) -> NoReturn:
        raise RuntimeError(errors.GRAPH_FREED)


FREED = Freed()
