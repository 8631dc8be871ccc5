"""Einstein's summation: sums of products of tensors, by the names of their dims.

An operand's dims carry labels: letters, and for the dims of an ellipsis the numbers ..., -2, -1,
since these are aligned at their end. Operands are multiplied two at a time, as matrices where
something is summed over, so that the derivative is that of the products.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Container, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from tinygrad_np.ops.arithmetic import mul
from tinygrad_np.ops.diagonal import diagonal
from tinygrad_np.ops.matrix import matmul
from tinygrad_np.ops.operands import as_operand
from tinygrad_np.ops.reduction import sum as total
from tinygrad_np.ops.shape import permute, reshape

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor

Label = str | int
Labels = tuple[Label, ...]
Shape = tuple[int, ...]
Step = tuple[Callable, int, int | None, tuple]  # an op, the operand's place, another's, parameters

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


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
    return _taken(_steps(equation, *[x._array.shape for x in operands]), operands)


def _taken(steps: Iterable[Step], operands: list) -> Any:
    for op, place, other, parameters in steps:
        x = operands[place]
        operands[place] = op(x, *parameters) if other is None else op(x, operands[other])
    return operands[0]


def contracted(x: Any, y: Any, x_labels: Labels, y_labels: Labels) -> Any:
    """The sum of products of two tensors over the dims whose labels both have."""
    return _taken(_pair_steps(x._array.shape, y._array.shape, x_labels, y_labels), [x, y])


@functools.lru_cache(maxsize=256)
def _pair_steps(x: Shape, y: Shape, x_labels: Labels, y_labels: Labels) -> tuple[Step, ...]:
    steps: list[Step] = []
    result = _Term(steps, 0, x, x_labels)
    result.multiply(_Term(steps, 1, y, y_labels), {*x_labels} ^ {*y_labels})
    return tuple(steps)


@functools.lru_cache(maxsize=256)
def _steps(equation: str, *shapes: Shape) -> tuple[Step, ...]:
    """The ops that make of operands of these shapes the result, which takes the first's place."""
    inputs, output = _parsed(equation, tuple(map(len, shapes)))
    _check_sizes(shapes, inputs)
    steps: list[Step] = []
    terms = [_Term(steps, i, *term) for i, term in enumerate(zip(shapes, inputs, strict=True))]
    for term in terms:
        term.take_diagonals()
    result = terms[0]
    for i, term in enumerate(terms[1:], start=2):
        result.multiply(term, {*output, *(label for later in terms[i:] for label in later.labels)})
    result.sum_what_is_not_in(output)
    result.order(output, always=len(terms) == 1)  # so that the result is a tensor of its own
    return tuple(steps)


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


def _check_sizes(shapes: Sequence[Shape], inputs: Sequence[Labels]) -> None:
    """Refuse dims of one name with several sizes, of which none is 1."""
    seen: dict[Label, int] = {}
    for i, (shape, labels) in enumerate(zip(shapes, inputs, strict=True)):
        own: dict[Label, int] = {}
        for label, n in zip(labels, shape, strict=True):
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


class _Term:
    """An operand as far as planning goes: its shape and labels, and what is to be done with it."""

    def __init__(self, steps: list[Step], place: int, shape: Shape, labels: Labels) -> None:
        self.steps = steps
        self.place = place
        self.shape = shape
        self.labels = labels

    def size(self, label: Label) -> int:
        """The size of the dim of that name; 1 if there is none."""
        return self.shape[self.labels.index(label)] if label in self.labels else 1

    def do(self, op: Callable, *parameters: Any) -> None:
        self.steps.append((op, self.place, None, parameters))

    def become(self, labels: Labels) -> None:
        """Have the dims of these names, each of which it has now, or with size 1."""
        self.shape, self.labels = tuple(map(self.size, labels)), labels

    def take_diagonals(self) -> None:
        """Have one dim, the last, in place of several of one name."""
        for label in dict.fromkeys(self.labels):
            while self.labels.count(label) > 1:
                first = self.labels.index(label)
                second = self.labels.index(label, first + 1)
                self.do(diagonal, 0, first, second)
                rest = [c for d, c in enumerate(self.labels) if d not in (first, second)]
                self.become((*rest, label))

    def sum_what_is_not_in(self, used: Container[Label]) -> None:
        dims = [d for d, label in enumerate(self.labels) if label not in used]
        if dims:
            self.do(total, dims)
            self.become(tuple(label for label in self.labels if label in used))

    def sum_in_place(self, labels: Sequence[Label]) -> None:
        """Sum over dims, which stay with size 1."""
        dims = [self.labels.index(label) for label in labels]
        self.do(total, dims, True)
        self.shape = tuple(1 if d in dims else n for d, n in enumerate(self.shape))

    def order(self, labels: Labels, always: bool = False) -> None:
        if labels != self.labels or always:
            self.do(permute, tuple(map(self.labels.index, labels)))
            self.become(labels)

    def reshape(self, shape: Shape) -> None:
        if shape != self.shape:
            self.do(reshape, shape)
            self.shape = shape

    def align(self, labels: Labels) -> None:
        """Have the dims of these names in their order, with size 1 where it has none."""
        self.order(tuple(label for label in labels if label in self.labels))
        self.reshape(tuple(map(self.size, labels)))

    def as_matrices(self, batch: Labels, rows: Labels, columns: Labels) -> None:
        """Have several dims as one of rows, and several as one of columns."""
        sizes = [tuple(map(self.size, part)) for part in (batch, rows, columns)]
        self.order((*batch, *rows, *columns))
        self.reshape((*sizes[0], math.prod(sizes[1]), math.prod(sizes[2])))

    def multiply(self, other: _Term, used: Container[Label]) -> None:
        """Become the product with another, summed over what both have and nobody uses any more."""
        self.sum_what_is_not_in({*other.labels, *(c for c in self.labels if c in used)})
        other.sum_what_is_not_in({*self.labels, *(c for c in other.labels if c in used)})
        shared = [label for label in self.labels if label in other.labels]
        batch = tuple(label for label in shared if label in used)
        inner = tuple(label for label in shared if label not in used)
        rows = tuple(label for label in self.labels if label not in shared)
        columns = tuple(label for label in other.labels if label not in shared)
        labels = (*batch, *rows, *columns)
        sizes = tuple(other.size(c) if self.size(c) == 1 else self.size(c) for c in labels)
        if inner:
            # A dim of size 1 is as if it were repeated.
            repeated = [label for label in inner if self.size(label) != other.size(label)]
            for term in (self, other) if repeated else ():
                term.sum_in_place(repeated)
            self.as_matrices(batch, rows, inner)
            other.as_matrices(batch, inner, columns)
            self.steps.append((matmul, self.place, other.place, ()))
            self.shape = (*sizes[: len(batch)], self.shape[-2], other.shape[-1])
            self.reshape(sizes)
        else:
            self.align(labels)
            other.align(labels)
            self.steps.append((mul, self.place, other.place, ()))
        self.shape, self.labels = sizes, labels
