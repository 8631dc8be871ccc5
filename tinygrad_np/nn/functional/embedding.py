"""Rows of a matrix by their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tinygrad_np.autograd.grad_mode import no_grad
from tinygrad_np.ops import embedding as ops

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


def embedding(
    input: Tensor,
    weight: Tensor,
    padding_idx: int | None = None,
    max_norm: float | None = None,
    norm_type: float = 2.0,
    scale_grad_by_freq: bool = False,
    sparse: bool = False,
) -> Tensor:
    """The rows of the matrix `weight` at the indices `input`: shape (*) gives (*, columns).

    The row `padding_idx` gets no gradient. With `max_norm` those rows whose `norm_type`-norm is
    larger are first scaled down to it, in place. With `scale_grad_by_freq` the gradient for each
    row is divided by how often it is among the indices.

    Raises:
        IndexError: for an index out of range.
        AssertionError: for a `padding_idx` out of range.
        RuntimeError: if `weight` is no matrix, or the indices are not int32 or int64.
        NotImplementedError: for `sparse` gradients.

    >>> import tinygrad_np as torch
    >>> weight = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
    >>> torch.nn.functional.embedding(torch.tensor([1, 0, 1]), weight)
    tensor([[3., 4.],
            [1., 2.],
            [3., 4.]])
    """
    padding = padding_row(padding_idx, weight.shape[0])
    if max_norm is not None:
        with no_grad():
            ops.embedding_renorm_(weight, input, max_norm, norm_type)
    return ops.embedding(
        weight, input, -1 if padding is None else padding, scale_grad_by_freq, sparse
    )


def padding_row(padding_idx: int | None, rows: int) -> int | None:
    """The number of the padding row, counted from the front.

    Raises:
        AssertionError: if there is no such row.
    """
    if padding_idx is None:
        return None
    if padding_idx and not -rows <= padding_idx < rows:
        raise AssertionError("Padding_idx must be within num_embeddings")
    return padding_idx + rows if padding_idx < 0 else padding_idx
