"""Joining tensors, along a dim or a new one; and what is made of several vectors."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes, shapes
from tinygrad_np.engine.function import CONSTANT, Function
from tinygrad_np.engine.graph import wrap
from tinygrad_np.ops.broadcasting import atleast_1d, atleast_2d, atleast_3d, meshgrid
from tinygrad_np.ops.conversion import in_order
from tinygrad_np.ops.operands import (
    accepts_numpy_names,
    as_operand,
    as_operands,
    listed,
    promoted,
)
from tinygrad_np.ops.places import Pick, pick
from tinygrad_np.ops.shape import reshape

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class Cat(Function):
    """Tensors joined along a dim; one whose size is None has no elements, and not their dims."""

    def forward(dim, sizes, *arrays):
        if None in sizes:
            arrays = tuple(x for x, n in zip(arrays, sizes, strict=True) if n is not None)
        return np.concatenate(arrays, axis=dim)

    def backward(grad, dim, sizes):
        before = (slice(None),) * dim
        ends = itertools.accumulate(n or 0 for n in sizes)
        return tuple(
            grad.reshape((-1,))[:0] if n is None else grad[(*before, slice(end - n, end))]
            for n, end in zip(sizes, ends, strict=True)
        )


class Stack(Function):
    """Tensors of one shape joined along a new dim."""

    def forward(dim, count, *arrays):
        return np.stack(arrays, axis=dim)

    def backward(grad, dim, count):
        before = (slice(None),) * dim
        return tuple(grad[(*before, i)] for i in range(count))


@accepts_numpy_names
def cat(tensors: Sequence[Tensor], dim: int = 0) -> Tensor:
    """Tensors joined along a dim; in all others their sizes agree.

    Raises:
        ValueError: if there are none.
        RuntimeError: if sizes or numbers of dims differ.
        IndexError: for a dim that they do not have.

    >>> import tinygrad_np as torch
    >>> torch.cat([torch.tensor([1.0]), torch.tensor([2.0, 3.0])])
    tensor([1., 2., 3.])
    """
    operands = listed(tensors, "cat")
    if not operands:
        raise ValueError("torch.cat(): expected a non-empty list of Tensors")
    arrays = _in_one_dtype(operands)
    given = [a.shape for a in arrays]
    if () in given:
        raise RuntimeError(
            f"zero-dimensional tensor (at position {given.index(())}) cannot be concatenated"
        )
    # As in PyTorch, an empty tensor of one dim joins anything.
    shape = given[0] if given[0] != (0,) else next((s for s in given if s != (0,)), (0,))
    dim = shapes.wrap_dim(dim, len(shape), "cat")
    sizes: list[int | None] = []
    for i, own in enumerate(given):
        if own != shape and own != (0,):
            _check_joins(own, shape, dim, i)
        sizes.append(None if own == (0,) != shape else own[dim])
    return in_order(Cat.run((CONSTANT, CONSTANT, *operands), (dim, tuple(sizes), *arrays)))


def _in_one_dtype(operands: Sequence) -> Sequence:
    """The arrays of some Tensors in the dtype that belongs to all of them together."""
    arrays = [x._array for x in operands]
    dtype = arrays[0].dtype
    for a in arrays:
        if a.dtype is not dtype:
            return promoted(*arrays)
    return arrays


def _check_joins(shape: tuple[int, ...], first: tuple[int, ...], dim: int, i: int) -> None:
    if len(shape) != len(first):
        raise RuntimeError(
            f"Tensors must have same number of dimensions: got {len(first)} and {len(shape)}"
        )
    for d, (n, m) in enumerate(zip(first, shape, strict=True)):
        if d != dim and n != m:
            raise RuntimeError(
                f"Sizes of tensors must match except in dimension {dim}. Expected size {n} but got "
                f"size {m} for tensor number {i} in the list."
            )


@accepts_numpy_names
def stack(tensors: Sequence[Tensor], dim: int = 0) -> Tensor:
    """Tensors of one shape joined along a new dim.

    Raises:
        RuntimeError: if there are none, or their shapes differ.
        IndexError: if `dim` is not between -ndim - 1 and ndim.

    >>> import tinygrad_np as torch
    >>> torch.stack([torch.tensor([1.0, 2.0]), torch.tensor([3.0, 4.0])], dim=1)
    tensor([[1., 3.],
            [2., 4.]])
    """
    operands = listed(tensors, "stack")
    if not operands:
        raise RuntimeError("stack expects a non-empty TensorList")
    first = operands[0]._array.shape
    dim = shapes.wrap_dim(dim, len(first) + 1, "stack")
    for i, x in enumerate(operands):
        if x._array.shape != first:
            raise RuntimeError(
                f"stack expects each tensor to be equal size, but got {list(first)} at entry 0 and "
                f"{list(x._array.shape)} at entry {i}"
            )
    arrays = _in_one_dtype(operands)
    return in_order(Stack.run((CONSTANT, CONSTANT, *operands), (dim, len(arrays), *arrays)))


def hstack(tensors: Sequence[Tensor]) -> Tensor:
    """Tensors joined from left to right: along dim 1, vectors along dim 0.

    >>> import tinygrad_np as torch
    >>> torch.hstack([torch.tensor([1, 2]), torch.tensor([3])])
    tensor([1, 2, 3])
    """
    operands = _some(tensors, "hstack", atleast_1d)
    return cat(operands, 0 if operands[0]._array.ndim == 1 else 1)


def vstack(tensors: Sequence[Tensor]) -> Tensor:
    """Tensors joined from top to bottom: along dim 0, vectors as rows.

    >>> import tinygrad_np as torch
    >>> torch.vstack([torch.tensor([1, 2]), torch.tensor([3, 4])])
    tensor([[1, 2],
            [3, 4]])
    """
    return cat(_some(tensors, "vstack", atleast_2d), 0)


def dstack(tensors: Sequence[Tensor]) -> Tensor:
    """Tensors joined along dim 2, which those of fewer dims get.

    >>> import tinygrad_np as torch
    >>> torch.dstack([torch.tensor([1, 2]), torch.tensor([3, 4])])
    tensor([[[1, 3],
             [2, 4]]])
    """
    return cat(_some(tensors, "dstack", atleast_3d), 2)


def column_stack(tensors: Sequence[Tensor]) -> Tensor:
    """Tensors joined along dim 1, vectors as columns.

    >>> import tinygrad_np as torch
    >>> torch.column_stack([torch.tensor([1, 2]), torch.tensor([3, 4])])
    tensor([[1, 3],
            [2, 4]])
    """
    return cat(_some(tensors, "column_stack", _as_columns), 1)


def _as_columns(x: Any) -> Any:
    return x if x._array.ndim > 1 else reshape(x, (-1, 1))


def _some(tensors: Any, op: str, change: Callable[[Any], Any]) -> list:
    operands = listed(tensors, op)
    if not operands:
        raise RuntimeError(f"{op} expects a non-empty TensorList")
    return [change(x) for x in operands]


def block_diag(*tensors: Tensor) -> Tensor:
    """Matrices along the diagonal of a matrix of zeros; a vector is a row.

    Raises:
        RuntimeError: for a tensor of more than two dims.

    >>> import tinygrad_np as torch
    >>> torch.block_diag(torch.tensor([[1, 2], [3, 4]]), torch.tensor([5]))
    tensor([[1, 2, 0],
            [3, 4, 0],
            [0, 0, 5]])
    """
    if not tensors:
        return wrap(np.zeros((1, 0), dtypes.get_default()))
    operands = as_operands(tensors, "block_diag")
    for i, x in enumerate(operands):
        if x._array.ndim > 2:
            raise RuntimeError(
                "torch.block_diag: Input tensors must have 2 or fewer dimensions. Input "
                f"{i} has {x._array.ndim} dimensions"
            )
    dtype = dtypes.result_type(*(x._array for x in operands))
    blocks = [atleast_2d(x) for x in operands]
    width, left = sum(x._array.shape[1] for x in blocks), 0
    rows = []
    for x in blocks:
        height, taken = x._array.shape
        right = width - left - taken
        sides = (wrap(np.zeros((height, n), dtype)) for n in (left, right))
        rows.append(cat([next(sides), x, next(sides)], 1))
        left += taken
    return cat(rows, 0)


def cartesian_prod(*tensors: Tensor) -> Tensor:
    """The rows (a, b, ...) of one element of each vector; of one vector itself.

    Raises:
        RuntimeError: for none, other than vectors, or several dtypes.

    >>> import tinygrad_np as torch
    >>> torch.cartesian_prod(torch.tensor([1, 2]), torch.tensor([3, 4]))
    tensor([[1, 3],
            [1, 4],
            [2, 3],
            [2, 4]])
    """
    operands = as_operands(tensors, "cartesian_prod")
    for x in operands:
        _check_vector(x)
    if len(operands) == 1:
        return operands[0]
    return stack([reshape(grid, (-1,)) for grid in meshgrid(operands)], 1)


def combinations(input: Tensor, r: int = 2, with_replacement: bool = False) -> Tensor:
    """The rows of `r` elements of a vector, in their order, each element once, or `r` times.

    Raises:
        RuntimeError: for another than a vector, or a negative `r`.

    >>> import tinygrad_np as torch
    >>> torch.combinations(torch.tensor([1, 2, 3]))
    tensor([[1, 2],
            [1, 3],
            [2, 3]])
    """
    input = as_operand(input, "combinations")
    _check_vector(input)
    r = shapes.as_int(r, "combinations", "r")
    if r < 0:
        raise RuntimeError(f"Expect a non-negative number, but got {r}")
    if r == 0:
        return wrap(np.zeros(0, input._array.dtype))
    choose = itertools.combinations_with_replacement if with_replacement else itertools.combinations
    rows = np.array(list(choose(range(input._array.size), r)), np.int64)
    return pick(Pick, input, rows.reshape(-1, r), 0, 1)


def _check_vector(x: Any) -> None:
    if x._array.ndim != 1:
        raise RuntimeError(f"Expect a 1D vector, but got shape {list(x._array.shape)}")
