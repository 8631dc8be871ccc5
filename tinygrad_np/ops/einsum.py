"""Einstein's summation: sums of products of tensors, by the names of their dims.

An operand's dims carry labels: letters, and for the dims of an ellipsis the numbers ..., -2, -1,
since these are aligned at their end. Operands are multiplied two at a time, as matrices where
something is summed over, so that the derivative is that of the products.
"""

from __future__ import annotations

import functools
import math
import string
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from tinygrad_np.engine.graph import TensorBase
from tinygrad_np.ops.arithmetic import mul
from tinygrad_np.ops.diagonal import diagonal
from tinygrad_np.ops.matrix import matmul, scalar_types_differ
from tinygrad_np.ops.operands import as_operand
from tinygrad_np.ops.reduction import sum as total
from tinygrad_np.ops.shape import permute

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor

Label = str | int
Labels = tuple[Label, ...]

_LETTERS = string.ascii_uppercase + string.ascii_lowercase


def einsum(*args: Any) -> Tensor:
    """The sum of products of tensors that an equation such as `"ij,jk->ik"` describes.

    Each letter names a dim; dims of one name have one size, or size 1. `...` stands for dims
    without a name, which broadcast. What is not named after the arrow is summed over; without an
    arrow the result has the ellipsis, and then in order the letters that occur once. A letter
    that an operand has twice takes its diagonal.

    Instead of the equation, a list of ints below 52 (and `...`) may follow each operand, and one
    for the result come last.

    Raises:
        RuntimeError: if the equation does not fit the operands, or dtypes differ.

    >>> import tinygrad_np as torch
    >>> x = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
    >>> torch.einsum("ij,kj->ik", x, x)
    tensor([[ 5., 11.],
            [11., 25.]])
    >>> torch.einsum("ii", x), torch.einsum(x, [0, 1], [1])
    (tensor(5.), tensor([4., 6.]))
    """
    equation, tensors = _equation_and_operands(args)
    operands = [as_operand(t, "einsum", "operands", i) for i, t in enumerate(tensors, start=2)]
    inputs, output = _parsed(equation, tuple([x._array.ndim for x in operands]))
    _check_sizes(operands, inputs)
    terms = [_without_repeats(x, labels) for x, labels in zip(operands, inputs, strict=True)]
    result, labels = terms[0]
    for i, (x, others) in enumerate(terms[1:], start=2):
        still_used = {*output, *(label for _, later in terms[i:] for label in later)}
        result, labels = _multiplied(result, labels, x, others, still_used)
    result, labels = _summed(result, labels, output)
    if len(terms) > 1 and labels == output:
        return result
    return permute(result, tuple([labels.index(label) for label in output]))


def _equation_and_operands(args: Sequence) -> tuple[str, Sequence]:
    """What was passed as an equation and its operands; sublists are written as an equation."""
    if len(args) < 2:
        raise ValueError(
            "einsum(): must specify the equation string and at least one operand, or at least one "
            "operand and its subscripts list"
        )
    if isinstance(args[0], str):
        operands = args[1:]
        several = len(operands) == 1 and isinstance(operands[0], (tuple, list))
        return args[0], operands[0] if several else operands
    pairs = len(args) // 2 * 2
    equation = ",".join(map(_letters, args[1:pairs:2]))
    if len(args) > pairs:
        equation += "->" + _letters(args[-1])
    return equation, args[:pairs:2]


def _letters(sublist: Iterable) -> str:
    items = [*sublist]
    if any(i is not ... and not 0 <= i < len(_LETTERS) for i in items):
        raise ValueError(
            "einsum(): subscript in subscript list is not within the valid range [0, 52)"
        )
    return "".join("..." if i is ... else _LETTERS[i] for i in items)


@functools.lru_cache(maxsize=256)
def _parsed(equation: str, ndims: tuple[int, ...]) -> tuple[tuple[Labels, ...], Labels]:
    """The labels of each operand's dims, and those of the result's.

    Raises:
        RuntimeError: if the equation is malformed, or does not fit the number of dims.
    """
    left, arrow, right = equation.partition("->")
    parts = left.split(",")
    if len(parts) != len(ndims):
        relation = "more" if len(parts) < len(ndims) else "fewer"
        raise RuntimeError(
            f"einsum(): {relation} operands were provided than specified in the equation"
        )
    inputs, start = [], 0
    for i, (part, ndim) in enumerate(zip(parts, ndims, strict=True)):
        labels = _labels(part, start, f"operand {i}")
        start += len(part) + 1
        given = len(labels) - ("." in labels)
        if given > ndim or (given < ndim and "." not in labels):
            raise RuntimeError(
                f"einsum(): the number of subscripts in the equation ({given}) "
                + (
                    f"is more than the number of dimensions ({ndim}) for operand {i}"
                    if "." in labels
                    else f"does not match the number of dimensions ({ndim}) for operand {i} and no "
                    "ellipsis was given"
                )
            )
        inputs.append(_with_ellipsis(labels, ndim - given))
    every = [label for labels in inputs for label in labels]
    unnamed = max([0, *(-label for label in every if isinstance(label, int))])
    if arrow:
        output = _with_ellipsis(_labels(right, len(left) + 2, "the output"), unnamed)
    else:
        once = sorted(c for c in {*every} if isinstance(c, str) and every.count(c) == 1)
        output = (*range(-unnamed, 0), *once)
    for label in output:
        if label not in every and isinstance(label, str):
            raise RuntimeError(
                f"einsum(): output subscript {label} does not appear in the equation for any input "
                "operand"
            )
        if output.count(label) > 1:
            raise RuntimeError(
                f"einsum(): output subscript {label} appears more than once in the output"
            )
    return tuple(inputs), output


def _labels(text: str, start: int, owner: str) -> list[str]:
    """The letters of one operand, and "." for an ellipsis; `start` is where the text begins."""
    labels: list[str] = []
    at = 0
    while at < len(text):
        c = text[at]
        if c == ".":
            if "." in labels:
                raise RuntimeError(
                    f"einsum(): found '.' for {owner} for which an ellipsis was already found"
                )
            if text[at : at + 3] != "...":
                raise RuntimeError(
                    f"einsum(): found '.' for {owner} that is not part of any ellipsis"
                )
            at += 2
        elif c not in _LETTERS and c != " ":
            raise RuntimeError(
                f"einsum(): invalid subscript given at index {start + at} in the equation string, "
                "subscripts must be in [a-zA-Z]"
            )
        if c != " ":
            labels.append(c)
        at += 1
    return labels


def _with_ellipsis(labels: Sequence[str], unnamed: int) -> Labels:
    if "." not in labels:
        return tuple(labels)
    place = labels.index(".")
    return (*labels[:place], *range(-unnamed, 0), *labels[place + 1 :])


def _check_sizes(operands: Sequence, inputs: Sequence[Labels]) -> None:
    """Refuse dims of one name with several sizes, of which none is 1."""
    seen: dict[Label, int] = {}
    for i, (x, labels) in enumerate(zip(operands, inputs, strict=True)):
        own: dict[Label, int] = {}
        for label, n in zip(labels, x._array.shape, strict=True):
            if own.setdefault(label, n) != n:
                raise RuntimeError(
                    f"einsum(): subscript {label} is repeated for operand {i} but the sizes don't "
                    f"match, {n} != {own[label]}"
                )
            if n != 1 and seen.setdefault(label, n) != n:
                name = "in ellipsis" if isinstance(label, int) else label
                raise RuntimeError(
                    f"einsum(): subscript {name} has size {n} for operand {i} which does not "
                    f"broadcast with previously seen size {seen[label]}"
                )


def _without_repeats(x: Any, labels: Labels) -> tuple[Any, Labels]:
    """An operand with the diagonal in place of dims of one name."""
    for label in dict.fromkeys(labels):
        while labels.count(label) > 1:
            first = labels.index(label)
            second = labels.index(label, first + 1)
            x = diagonal(x, 0, first, second)
            rest = [c for place, c in enumerate(labels) if place not in (first, second)]
            labels = (*rest, label)
    return x, labels


def _summed(x: Any, labels: Labels, used: Iterable[Label]) -> tuple[Any, Labels]:
    """An operand without the dims that are not used any more."""
    kept = tuple(label for label in labels if label in used)
    if kept == labels:
        return x, labels
    return total(x, [place for place, label in enumerate(labels) if label not in used]), kept


def _multiplied(
    x: Any, x_labels: Labels, y: Any, y_labels: Labels, used: set[Label]
) -> tuple[Any, Labels]:
    """The product of two operands, summed over what they share and nobody uses any more."""
    x, x_labels = _summed(x, x_labels, used.union(y_labels))
    y, y_labels = _summed(y, y_labels, used.union(x_labels))
    shared = [label for label in x_labels if label in y_labels]
    batch = [label for label in shared if label in used]
    inner = [label for label in shared if label not in used]
    rows = [label for label in x_labels if label not in shared]
    columns = [label for label in y_labels if label not in shared]
    labels = (*batch, *rows, *columns)
    if not inner:
        return mul(_aligned(x, x_labels, labels), _aligned(y, y_labels, labels)), labels
    if x._array.dtype != y._array.dtype:
        raise scalar_types_differ(x._array, y._array)
    # A dim of size 1 is as if it were repeated.
    repeated = [c for c in inner if _size(x, x_labels, c) != _size(y, y_labels, c)]
    if repeated:
        x, y = (
            total(v, [of.index(c) for c in repeated], True)
            for v, of in ((x, x_labels), (y, y_labels))
        )
    row_sizes = [_size(x, x_labels, c) for c in rows]
    column_sizes = [_size(y, y_labels, c) for c in columns]
    x = _as_matrices(x, x_labels, batch, rows, inner)
    y = _as_matrices(y, y_labels, batch, inner, columns)
    product = matmul(x, y)
    return _reshaped(product, [*product._array.shape[:-2], *row_sizes, *column_sizes]), labels


def _size(x: Any, labels: Labels, label: Label) -> int:
    return x._array.shape[labels.index(label)]


def _as_matrices(
    x: Any, labels: Labels, batch: list[Label], rows: list[Label], columns: list[Label]
) -> Any:
    """An operand with its rows in one dim, and its columns in another."""
    sizes = [[_size(x, labels, c) for c in part] for part in (batch, rows, columns)]
    x = _ordered(x, labels, (*batch, *rows, *columns))
    return _reshaped(x, [*sizes[0], math.prod(sizes[1]), math.prod(sizes[2])])


def _aligned(x: Any, labels: Labels, target: Labels) -> Any:
    """An operand with the dims of `target`, of size 1 where it has none of that name."""
    sizes = [_size(x, labels, c) if c in labels else 1 for c in target]
    return _reshaped(_ordered(x, labels, tuple(c for c in target if c in labels)), sizes)


def _ordered(x: Any, labels: Labels, target: Labels) -> Any:
    return x if labels == target else permute(x, tuple([labels.index(c) for c in target]))


def _reshaped(x: TensorBase, shape: list[int]) -> Any:
    return x if x._array.shape == tuple(shape) else x.reshape(shape)  # type: ignore[attr-defined]
