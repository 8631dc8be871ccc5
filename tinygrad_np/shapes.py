"""Arithmetic of shapes: broadcasting and its undoing, dims, sizes. Knows nothing of tensors."""

from __future__ import annotations

import functools
import math
import operator
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

Shape = tuple[int, ...]
_INT = {int}
_BEYOND = 2**63


class Size(tuple):
    """The shape of a tensor: a tuple that prints as PyTorch's and counts its elements.

    >>> import tinygrad_np as torch
    >>> torch.ones(2, 3).shape
    torch.Size([2, 3])
    >>> torch.ones(2, 3).shape.numel()
    6
    """

    __slots__ = ()

    def __new__(cls, sizes: Iterable[int] = ()) -> Size:
        """Raises TypeError for what is no integer."""
        sizes = tuple(sizes)
        for i, size in enumerate(sizes):
            if not _is_int(size):
                raise TypeError(
                    f"torch.Size() takes an iterable of 'int' (item {i} is '{type(size).__name__}')"
                )
        return tuple.__new__(cls, map(operator.index, sizes))

    def numel(self) -> int:
        """How many elements a tensor of this shape has."""
        return math.prod(self)

    def __repr__(self) -> str:
        return f"torch.Size({list(self)})"

    def __add__(self, other) -> Size:
        if not isinstance(other, tuple):
            raise TypeError(
                f"can only concatenate tuple (not {type(other).__name__}) to torch.Size"
            )
        return Size(tuple.__add__(self, other))

    def __radd__(self, other) -> Size:
        return Size(other).__add__(self)

    def __mul__(self, times) -> Size:
        return Size(tuple.__mul__(self, times))

    __rmul__ = __mul__

    def __getitem__(self, index):
        item = tuple.__getitem__(self, index)
        return Size(item) if isinstance(index, slice) else item


# A Size of what is known to be a shape, without a look at it: a call of C.
as_size: Callable[[Shape], Size] = functools.partial(tuple.__new__, Size)


def times(shape: Shape) -> str:
    """A shape as error messages of matrix products write it: 2x3."""
    return "x".join(map(str, shape))


def reduced_axes(shape: Shape, target: Shape) -> tuple[int, ...] | None:
    """The axes over which an array of `shape` is summed to undo broadcasting from `target`.

    None if broadcasting cannot turn `target` into `shape`.
    """
    lead = len(shape) - len(target)
    if lead >= 0 and shape[lead:] == target:
        return tuple(range(lead))
    if lead < 0 or any(n not in (1, m) for n, m in zip(target, shape[lead:], strict=True)):
        return None
    stretched = (lead + i for i, n in enumerate(target) if n != shape[lead + i])
    return (*range(lead), *stretched)


def broadcast(*shapes: Shape) -> Shape:
    """The shape to which all of `shapes` broadcast.

    Raises:
        RuntimeError: naming the first two sizes that do not match.
    """
    problem = broadcast_problem(*shapes)
    if problem is not None:
        raise RuntimeError(problem)
    return np.broadcast_shapes(*shapes)


def broadcast_problem(*shapes: Shape) -> str | None:
    """Which two sizes keep `shapes` from broadcasting together, in PyTorch's words, if any do."""
    result: Shape = ()
    for shape in shapes:
        ndim = max(len(result), len(shape))
        a, b = ((1,) * (ndim - len(s)) + tuple(s) for s in (result, shape))
        for dim in reversed(range(ndim)):
            if a[dim] != b[dim] and 1 not in (a[dim], b[dim]):
                return (
                    f"The size of tensor a ({a[dim]}) must match the size of tensor b ({b[dim]}) "
                    f"at non-singleton dimension {dim}"
                )
        result = tuple(n if m == 1 else m for m, n in zip(a, b, strict=True))
    return None


def as_int(x: Any, op: str, name: str) -> int:
    """`x`, the argument `name` of `op`, as an int.

    Raises:
        TypeError: if it is no integer.
        ValueError: if it is none of 64 bits.
    """
    if x.__class__ is not int:
        if not _is_int(x):
            raise TypeError(f"{op}(): argument '{name}' must be int, not {type(x).__name__}")
        x = operator.index(x)
    if not -_BEYOND <= x < _BEYOND:
        raise ValueError(f"{op}(): argument '{name}' must be an int of 64 bits, not {x}")
    return x


def check_bool(x: Any, op: str, name: str) -> None:
    """Refuse what is no bool as the argument `name` of `op`.

    Raises:
        TypeError: naming the argument.
    """
    if not isinstance(x, (bool, np.bool_)):
        raise TypeError(f"{op}(): argument '{name}' must be bool, not {type(x).__name__}")


def wrap_dim(dim: int, ndim: int, op: str, name: str = "dim") -> int:
    """`dim`, the argument `name` of `op`, counted from the front; a 0-d tensor has 0 and -1.

    Raises:
        TypeError: if it is no integer.
        IndexError: if there is no such dim.
    """
    if dim.__class__ is int and -ndim <= dim < ndim:
        return dim % ndim
    dim = as_int(dim, op, name)
    bound = max(ndim, 1)
    if not -bound <= dim < bound:
        raise IndexError(
            "Dimension out of range (expected to be in range of "
            f"[{-bound}, {bound - 1}], but got {dim})"
        )
    return dim % bound


def wrap_dims(
    dims: int | Iterable[int] | None, ndim: int, op: str, keepdim: bool = False
) -> tuple[int, ...] | None:
    """Several dims counted from the front; None and () mean all of them, and stay None.

    Raises:
        TypeError: if they are no integers, or `keepdim` no bool: it may be meant for a dim.
        IndexError: if there is no such dim.
        RuntimeError: if one is named twice.
    """
    if keepdim is not False and keepdim is not True:
        check_bool(keepdim, op, "keepdim")
    if dims is None or (dims.__class__ is tuple and not dims):
        return None
    if dims.__class__ is int and -ndim <= dims < ndim:
        return (dims % ndim,)
    several = dims if isinstance(dims, (tuple, list, range)) else (dims,)
    wrapped = tuple(wrap_dim(d, ndim, op) for d in several)
    if len(set(wrapped)) < len(wrapped):
        twice = next(d for d in wrapped if wrapped.count(d) > 1)
        raise RuntimeError(f"dim {twice} appears multiple times in the list of dims")
    if ndim == 0:
        return ()
    return wrapped or None


def sizes(args: Sequence, op: str, name: str = "size") -> Shape:
    """The shape meant by `f(2, 3)`, `f((2, 3))` or `f([2, 3])`, the argument `name` of `op`.

    Raises:
        TypeError: if there is none, or a size is not an integer, or one of more than 64 bits.
    """
    if args and args[0].__class__ is int and {*map(type, args)} == _INT and max(args) < _BEYOND:
        return tuple(args)
    if not args:
        raise TypeError(f'{op}() missing 1 required positional arguments: "{name}"')
    if len(args) == 1 and not _is_int(args[0]):
        args = args[0]
    if not isinstance(args, (tuple, list, range)):
        raise _no_sizes(op, name, type(args).__name__)
    if not {*map(type, args)} <= _INT:
        wrong = next((n for n in args if not _is_int(n)), None)
        if wrong is not None:
            raise _no_sizes(
                op, name, f"{type(args).__name__} with an element of type {type(wrong).__name__}"
            )
        args = tuple(map(operator.index, args))
    if max(args, default=0) >= _BEYOND:
        raise _no_sizes(op, name, f"{max(args)}, which is none of 64 bits")
    return tuple(args)


def check_size(shape: Sequence[int]) -> None:
    """Refuse a shape of more elements than any memory could hold.

    Raises:
        RuntimeError: naming the shape.
    """
    if math.prod(n for n in shape if n) >= _BEYOND // 8:
        raise RuntimeError(f"Storage size calculation overflowed with sizes={list(shape)}")


def named_sizes(args: Sequence, by_name: dict, op: str, name: str = "size") -> Shape:
    """As `sizes`, where the shape may also be given by name, `f(size=(2, 3))`.

    Raises:
        TypeError: for another name, or both ways at once.
    """
    if not by_name:
        return sizes(args, op, name)
    unknown = next((given for given in by_name if given != name or args), None)
    if unknown is not None:
        raise TypeError(f"{op}() got an unexpected keyword argument '{unknown}'")
    return sizes((by_name[name],) if by_name else args, op, name)


def several(given: Any, op: str, name: str, position: int) -> Shape:
    """A tuple or list of integers, the argument `name` of `op`.

    Raises:
        TypeError: if it is something else.
    """
    if not isinstance(given, (tuple, list)):
        raise TypeError(
            f"{op}(): argument '{name}' (position {position}) must be tuple of ints, not "
            f"{type(given).__name__}"
        )
    return sizes((given,), op, name)


def _no_sizes(op: str, name: str, found: str) -> TypeError:
    return TypeError(f"{op}(): argument '{name}' must be tuple of ints, not {found}")


def inferred(shape: Shape, numel: int) -> Shape:
    """`shape` with its one -1 replaced by what makes it hold `numel` elements.

    Raises:
        RuntimeError: if no size fits, or several would.
    """
    if shape == (-1,):
        return (numel,)
    smallest = min(shape, default=0)
    if smallest >= 0 and math.prod(shape) == numel:
        return shape
    if smallest == -1 and shape.count(-1) == 1 and numel:
        place, missing = shape.index(-1), -numel // (math.prod(shape) or 1)
        full = (*shape[:place], missing, *shape[place + 1 :])
        if math.prod(full) == numel:
            return full
    invalid = RuntimeError(f"shape '{list(shape)}' is invalid for input of size {numel}")
    if any(n < -1 for n in shape):
        place, bad = next((i, n) for i, n in enumerate(shape) if n < -1)
        raise RuntimeError(f"invalid shape dimension {bad} at index {place} of shape {list(shape)}")
    if shape.count(-1) > 1:
        raise RuntimeError("only one dimension can be inferred")
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
    if x.__class__ is int:
        return True
    if isinstance(x, (bool, tuple, list)) or not hasattr(x, "__index__"):
        return False
    try:
        operator.index(x)
    except TypeError:  # an array of several, say
        return False
    return True
