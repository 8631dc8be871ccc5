"""Versions of memory: how the engine knows that a saved array is still what was saved.

A version is a list of one number, the writes so far, shared by all tensors on the same memory.
"""

from __future__ import annotations

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


class Freed:
    """Stands where saved values were, once a backward pass has used them."""

    def unpack(self) -> NoReturn:
        raise RuntimeError(errors.GRAPH_FREED)


FREED = Freed()
