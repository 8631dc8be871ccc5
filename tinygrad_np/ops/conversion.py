"""The same values elsewhere: copies, other dtypes, off the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tinygrad_np.engine.function import Function
from tinygrad_np.engine.graph import wrap
from tinygrad_np.ops.operands import as_operand

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class Clone(Function):
    """A copy on memory of its own."""

    def forward(x):
        return np.copy(x)

    def backward(grad):
        return grad


class ToCopy(Function):
    """A copy in another floating dtype."""

    def forward(x, dtype):
        return x.astype(dtype)

    def backward(grad):
        return grad  # the engine casts it to the dtype of the input


class ToInteger(Function, differentiable=False):
    """A copy in a dtype that cannot carry a derivative."""

    def forward(x, dtype):
        return x.astype(dtype)


def clone(input: Tensor) -> Tensor:
    """A copy on memory of its own; gradients flow through it.

    >>> import tinygrad_np as torch
    >>> torch.clone(torch.tensor([1.0], requires_grad=True))
    tensor([1.], grad_fn=<CloneBackward0>)
    """
    return Clone.apply(as_operand(input, "clone"))


def contiguous_copy(input: Tensor) -> Tensor:
    """As `clone`, which keeps the order of the dims in memory, but in the order of the dims.

    >>> import tinygrad_np as torch
    >>> torch.ones(2, 3).t().contiguous().stride()
    (2, 1)
    """
    result = clone(input)
    result._array = np.ascontiguousarray(result._array)
    return result


def detach(input: Tensor) -> Tensor:
    """A tensor on the same memory that is not part of the graph.

    >>> import tinygrad_np as torch
    >>> torch.detach(torch.tensor([1.0], requires_grad=True))
    tensor([1.])
    """
    input = as_operand(input, "detach")
    result = wrap(input.array)
    result._writes = input._writes
    return result


def to_dtype(input: Tensor, dtype: np.dtype) -> Tensor:
    """`input` in `dtype`: itself if it is that, else a copy through which gradients flow."""
    if input._array.dtype == dtype:
        return input
    return (ToCopy if dtype.kind == "f" else ToInteger).apply(input, dtype)
