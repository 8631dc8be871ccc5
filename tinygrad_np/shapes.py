"""Arithmetic of shapes: broadcasting and its undoing, dims, sizes. Knows nothing of tensors."""

from __future__ import annotations

import math
import operator
from collections.abc import Iterable, Sequence

Shape = tuple[int, ...]


class Size(tuple):
    """The shape of a tensor: a tuple that prints as PyTorch's and counts its elements.

    >>> import tinygrad_np as torch
    >>> torch.ones(2, 3).shape
    torch.Size([2, 3])
    >>> torch.ones(2, 3).shape.numel()
    6
    """

    __slots__ = ()

    def numel(self) -> int:
        """How many elements a tensor of this shape has."""
        return math.prod(self)

    def __repr__(self) -> str:
        return f"torch.Size({list(self)})"

    def __add__(self, other) -> Size:
        return Size(tuple(self) + tuple(other))

    def __radd__(self, other) -> Size:
        return Size(tuple(other) + tuple(self))

    def __getitem__(self, index):
        item = tuple.__getitem__(self, index)
        return Size(item) if isinstance(index, slice) else item


def times(shape: Shape) -> str:
    """A shape as error messages of matrix products write it: 2x3."""
    return "x".join(map(str, shape))


def reduced_axes(shape: Shape, target: Shape) -> tuple[int, ...]:
    """The axes along which an array of `shape` is summed to undo broadcasting from `target`."""
    lead = len(shape) - len(target)
    stretched = (lead + i for i, n in enumerate(target) if n == 1 and shape[lead + i] != 1)
    return (*range(lead), *stretched)


def is_broadcast(shape: Shape, target: Shape) -> bool:
    """Whether broadcasting can turn `shape` into `target`."""
    lead = len(target) - len(shape)
    return lead >= 0 and all(n in (1, m) for n, m in zip(shape, target[lead:], strict=True))


def broadcast(*shapes: Shape) -> Shape:
    """The shape to which all of `shapes` broadcast.

    Raises:
        RuntimeError: naming the first two sizes that do not match.
    """
    result: Shape = ()
    for shape in shapes:
        ndim = max(len(result), len(shape))
        a, b = ((1,) * (ndim - len(s)) + tuple(s) for s in (result, shape))
        for dim in range(ndim):
            if a[dim] != b[dim] and 1 not in (a[dim], b[dim]):
                raise RuntimeError(
                    f"The size of tensor a ({a[dim]}) must match the size of tensor b ({b[dim]}) "
                    f"at non-singleton dimension {dim}"
                )
        result = tuple(n if m == 1 else m for m, n in zip(a, b, strict=True))
    return result


def wrap_dim(dim: int, ndim: int, op: str = "") -> int:
    """`dim` counted from the front; a 0-d tensor answers to 0 and -1.

    Raises:
        IndexError: if there is no such dim.
    """
    dim = operator.index(dim)
    bound = max(ndim, 1)
    if not -bound <= dim < bound:
        where = f"{op}(): " if op else ""
        raise IndexError(
            f"{where}Dimension out of range (expected to be in range of "
            f"[{-bound}, {bound - 1}], but got {dim})"
        )
    return dim % bound


def wrap_dims(dims: int | Iterable[int] | None, ndim: int, op: str = "") -> tuple[int, ...] | None:
    """Several dims counted from the front; None and () mean all of them, and stay None.

    Raises:
        IndexError: if there is no such dim.
        RuntimeError: if one is named twice.
    """
    if dims is None:
        return None
    wrapped = tuple(wrap_dim(d, ndim, op) for d in ((dims,) if _is_int(dims) else dims))
    if len(set(wrapped)) < len(wrapped):
        twice = next(d for d in wrapped if wrapped.count(d) > 1)
        raise RuntimeError(f"{op or 'reduction'}: dim {twice} appears multiple times in the list of dims")
    if ndim == 0:
        return ()
    return wrapped or None


def sizes(args: Sequence, op: str) -> Shape:
    """The shape meant by `f(2, 3)`, `f((2, 3))` or `f([2, 3])`.

    Raises:
        TypeError: if a size is not an integer.
    """
    if len(args) == 1 and not _is_int(args[0]):
        args = args[0]
    try:
        return tuple(operator.index(n) for n in args)
    except TypeError:
        raise TypeError(
            f"{op}(): argument 'size' must be a tuple of ints, but found {args!r}"
        ) from None


def inferred(shape: Shape, numel: int) -> Shape:
    """`shape` with its one -1 replaced by what makes it hold `numel` elements.

    Raises:
        RuntimeError: if no size fits, or several would.
    """
    invalid = RuntimeError(f"shape '{list(shape)}' is invalid for input of size {numel}")
    if any(n < -1 for n in shape):
        bad = next(n for n in shape if n < -1)
        raise RuntimeError(f"invalid shape dimension {bad} in shape '{list(shape)}'")
    if shape.count(-1) > 1:
        raise RuntimeError(f"only one dimension can be inferred, got shape '{list(shape)}'")
    known = math.prod(n for n in shape if n != -1)
    if -1 not in shape:
        if known != numel:
            raise invalid
        return shape
    if known == 0:
        raise RuntimeError(
            f"cannot reshape tensor of {numel} elements into shape {list(shape)} because the "
            "unspecified dimension size -1 can be any value and is ambiguous"
        )
    if numel % known:
        raise invalid
    return tuple(numel // known if n == -1 else n for n in shape)


def _is_int(x: object) -> bool:
    return hasattr(x, "__index__") and not isinstance(x, (tuple, list))
