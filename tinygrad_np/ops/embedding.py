"""Rows of a matrix by their numbers: vectors for words, and ones and zeros for classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes
from tinygrad_np.engine.function import Function
from tinygrad_np.engine.graph import wrap
from tinygrad_np.ops.inplace import write
from tinygrad_np.ops.norms import Renorm
from tinygrad_np.ops.operands import as_operand
from tinygrad_np.ops.places import Collect, kept
from tinygrad_np.shapes import as_int

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class Embedding(Function):
    """Rows of x; the derivative may leave one out, or count each row once however often it came."""

    fills_buffer = True

    def forward(x, rows, padding, once):
        return np.take(x, rows, axis=0)

    def backward(grad, x_shape, rows, padding, once):
        if padding is not None or once:
            grad = WeighRows.call(grad, rows, padding, once)
        return Collect.call(grad, rows, 0, 1, x_shape)


class WeighRows(Function, node_name="EmbeddingDenseBackwardBackward0"):
    """x with 0 where the row `padding` was taken, and if `once`, divided by how often each was."""

    fills_buffer = True

    def forward(x, rows, padding, once):
        if once:
            counts = np.bincount(rows.reshape(-1))[rows]
            x = x / counts[..., None].astype(x.dtype)
        return x if padding is None else np.where((rows == padding)[..., None], 0.0, x)

    def backward(grad, rows, padding, once):
        return WeighRows.call(grad, rows, padding, once)


def embedding(
    weight: Tensor,
    indices: Tensor,
    padding_idx: int = -1,
    scale_grad_by_freq: bool = False,
    sparse: bool = False,
) -> Tensor:
    """The rows of the matrix `weight` at `indices`: shape (*) gives (*, columns).

    The row `padding_idx` gets no gradient. With `scale_grad_by_freq` each row's is divided by how
    often it is among the indices.

    Raises:
        IndexError: for an index out of range.
        RuntimeError: if `weight` is no matrix, or the indices are not int32 or int64.
        NotImplementedError: for `sparse` gradients.

    >>> import tinygrad_np as torch
    >>> weight = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
    >>> torch.embedding(weight, torch.tensor([1, 0, 1]))
    tensor([[3., 4.],
            [1., 2.],
            [3., 4.]])
    """
    matrix = as_operand(weight, "embedding", "weight")
    rows = index_array("embedding", as_operand(indices, "embedding", "indices", 2), 1)
    if sparse:
        raise NotImplementedError("embedding(): there are no sparse gradients, use sparse=False")
    if matrix._array.ndim != 2:
        raise RuntimeError("'weight' must be 2-D")
    _check_range(rows, matrix._array.shape[0])
    padding = as_int(padding_idx, "embedding", "padding_idx")
    places = kept(rows, matrix)
    return Embedding.apply(matrix, places, padding if padding >= 0 else None, scale_grad_by_freq)


def embedding_renorm_(input: Tensor, indices: Tensor, max_norm: float, norm_type: float) -> Tensor:
    """Scale those rows of the matrix at `indices` whose norm is above `max_norm` down to it.

    Raises:
        IndexError: for an index out of range.
        RuntimeError: if `input` is no matrix, requires grad, or the indices are not int32 or int64.

    >>> import tinygrad_np as torch
    >>> weight = torch.tensor([[3.0, 4.0], [6.0, 8.0]])
    >>> torch.embedding_renorm_(weight, torch.tensor([1]), 5, 2)
    tensor([[3., 4.],
            [3., 4.]])
    """
    for name, number in (("max_norm", max_norm), ("norm_type", norm_type)):
        if not isinstance(number, (int, float)):
            raise TypeError(
                f"embedding_renorm_(): argument '{name}' must be float, not {type(number).__name__}"
            )
    matrix = as_operand(input, "embedding_renorm_")
    rows = index_array(
        "embedding_renorm_", as_operand(indices, "embedding_renorm_", "indices", 2), 2
    )
    if matrix._array.ndim != 2:
        raise RuntimeError(
            f"Expected 2-dimensional tensor, but got {matrix._array.ndim}-dimensional tensor for "
            "argument #1 'self' (while checking arguments for embedding_renorm_)"
        )
    if matrix._array.dtype.kind != "f":
        name = dtypes.from_numpy_dtype(matrix._array.dtype).scalar_name
        raise RuntimeError(f"norm(): input dtype should be floating point. Got {name} instead.")
    _check_range(rows, matrix._array.shape[0])

    def into(array: np.ndarray) -> bool:
        named = np.unique(rows)
        array[named] = Renorm.forward(array[named], norm_type, (1,), max_norm)
        return True

    return write(matrix, _refuse_graph, into=into)


def _refuse_graph(matrix: Any) -> Any:
    raise NotImplementedError("the derivative for 'embedding_renorm_' is not implemented.")


def index_array(op: str, indices: Any, position: int) -> np.ndarray:
    """The array of indices, in int64.

    Raises:
        RuntimeError: for other than int32 and int64.
    """
    dtype = indices._array.dtype
    if dtype != np.int64 and dtype != np.int32:
        name = dtypes.from_numpy_dtype(dtype).type_name
        raise RuntimeError(
            f"Expected tensor for argument #{position} 'indices' to have one of the following "
            f"scalar types: Long, Int; but got {name} instead (while checking arguments for {op})"
        )
    return indices._array.astype(np.int64, copy=False)


def _check_range(rows: np.ndarray, count: int) -> None:
    if rows.size and not (rows.min() >= 0 and rows.max() < count):
        raise IndexError("index out of range in self")


def one_hot(input: Tensor, num_classes: int = -1) -> Tensor:
    """For each class a row of zeros with a one in the class's place: shape (*) gives (*, classes).

    There are as many classes as `num_classes` says, or the largest of `input` and 0.

    Raises:
        RuntimeError: if the input is not int64, or has classes that there are not.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.one_hot(torch.tensor([2, 0]))
    tensor([[0, 0, 1],
            [1, 0, 0]])
    """
    classes = as_operand(input, "one_hot")._array
    count = as_int(num_classes, "one_hot", "num_classes")
    if classes.dtype != np.int64:
        raise RuntimeError("one_hot is only applicable to index tensor of type LongTensor.")
    if not classes.size and count <= 0:
        raise RuntimeError("Can not infer total number of classes from empty tensor.")
    if classes.size and classes.min() < 0:
        raise RuntimeError("Class values must be non-negative.")
    if count == -1:
        count = int(classes.max()) + 1
    elif classes.size and classes.max() >= count:
        raise RuntimeError("Class values must be smaller than num_classes.")
    result = np.zeros((*classes.shape, count), np.int64)
    np.put_along_axis(result, classes[..., None], 1, -1)
    return wrap(result)
