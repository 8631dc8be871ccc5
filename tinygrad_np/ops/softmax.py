"""Softmax and its logarithm, each in one step that neither overflows nor loses small numbers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes, shapes
from tinygrad_np.engine.function import Function
from tinygrad_np.ops.conversion import to_dtype
from tinygrad_np.ops.operands import accepts_numpy_names, as_operand

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


def _below_largest(x, dims):
    """x less its largest element over dims; of float16 in float32, to be added up."""
    x = x.astype(np.float32) if x.dtype == np.float16 else x
    return x - np.maximum.reduce(x, axis=dims, keepdims=True)


class Softmax(Function):
    """exp(x) / sum(exp(x)) over dims."""

    def forward(x, dims):
        if 0 in x.shape:
            return np.exp(x)
        sizes = np.exp(_below_largest(x, dims))
        out = sizes / np.add.reduce(sizes, axis=dims, keepdims=True)
        return out if out.dtype == x.dtype else out.astype(x.dtype)

    def backward(grad, out, dims):
        weighted = grad * out
        return weighted - out * np.add.reduce(weighted, axis=dims, keepdims=True)


class LogSoftmax(Function):
    """x - log(sum(exp(x))) over dims."""

    def forward(x, dims):
        if 0 in x.shape:
            return np.exp(x)
        below = _below_largest(x, dims)
        total = np.add.reduce(np.exp(below), axis=dims, keepdims=True)
        return (below - np.log(total)).astype(x.dtype)

    def backward(grad, out, dims):
        return grad - np.exp(out) * np.add.reduce(grad, axis=dims, keepdims=True)


class MaskedSoftmax(Function, node_name="SafeSoftmaxBackward0"):
    """The softmax over the last dim of scores plus a mask; zeros where all of that is -inf.

    Where a mask of bools is False, scores count as -inf. The mask may be None.
    """

    broadcasts = True
    fills_buffer = True

    def forward(scores, mask):
        if mask is not None:
            hides = mask.dtype == np.bool_
            scores = np.where(mask, scores, -math.inf) if hides else scores + mask
        if 0 in scores.shape:
            return np.zeros_like(scores)
        largest = np.maximum.reduce(scores, axis=-1, keepdims=True)
        sizes = scores - np.where(largest == -math.inf, 0.0, largest)
        np.exp(sizes, out=sizes)
        total = np.add.reduce(sizes, axis=-1, keepdims=True)
        sizes /= np.where(total == 0, 1.0, total)
        return sizes

    def backward_scores(grad, out):
        return Softmax.backward(grad, out, (-1,))

    def backward_mask(grad, out):
        return Softmax.backward(grad, out, (-1,))


@accepts_numpy_names
def softmax(input: Tensor, dim: int, dtype: Any = None) -> Tensor:
    """exp(x) / sum(exp(x)) along `dim`: positive numbers that add up to 1.

    With `dtype` the input is converted first.

    Raises:
        NotImplementedError: for integers.
        IndexError: for a dim that the input does not have.

    >>> import tinygrad_np as torch
    >>> torch.softmax(torch.tensor([1.0, 2.0, 3.0]), 0)
    tensor([0.0900, 0.2447, 0.6652])
    """
    return _along(Softmax, "softmax", input, dim, dtype)


@accepts_numpy_names
def log_softmax(input: Tensor, dim: int, dtype: Any = None) -> Tensor:
    """The logarithm of `softmax`, exact where that is too small for a float.

    Raises:
        NotImplementedError: for integers.
        IndexError: for a dim that the input does not have.

    >>> import tinygrad_np as torch
    >>> torch.log_softmax(torch.tensor([0.0, 1000.0]), 0)
    tensor([-1000.,     0.])
    """
    return _along(LogSoftmax, "log_softmax", input, dim, dtype)


def _along(function: type[Function], op: str, input: Any, dim: int, dtype: Any) -> Tensor:
    input = as_operand(input, op)
    if dtype is not None:
        input = to_dtype(input, dtypes.to_numpy_dtype(dtype))
    a = input._array
    dim = shapes.wrap_dim(dim, a.ndim, op)
    if a.dtype.kind != "f":
        name = dtypes.from_numpy_dtype(a.dtype).scalar_name
        raise NotImplementedError(
            f"\"{op}_kernel_impl\" not implemented for '{name}': give a floating point dtype="
        )
    return function.run_unary(input, a, (dim,) if a.ndim else ())
