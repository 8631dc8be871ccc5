"""Rows of a matrix by their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tinygrad_np import ranges
from tinygrad_np.autograd.grad_mode import no_grad
from tinygrad_np.ops import embedding as ops
from tinygrad_np.ops import embedding_bag as bags
from tinygrad_np.ops.operands import as_operand

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


def embedding_bag(
    input: Tensor,
    weight: Tensor,
    offsets: Tensor | None = None,
    max_norm: float | None = None,
    norm_type: float = 2,
    scale_grad_by_freq: bool = False,
    mode: str = "mean",
    sparse: bool = False,
    per_sample_weights: Tensor | None = None,
    include_last_offset: bool = False,
    padding_idx: int | None = None,
) -> Tensor:
    """The "mean", "sum" or "max" (in each column) of rows of the matrix `weight`, for each bag.

    The indices `input` have a row for each bag, or one dim in which bags begin at `offsets` (the
    last of which is, if so said, where the last bag ends). The row `padding_idx` is left out.
    `per_sample_weights`, of the shape of the input, are multiplied to the rows before a sum.
    `max_norm` and `scale_grad_by_freq` are as in `embedding`. An empty bag gives zeros.

    Raises:
        ValueError: for another mode, or shapes that do not fit each other.
        RuntimeError: for dtypes, indices or offsets that are out of bounds.
        NotImplementedError: for `sparse` gradients, or `per_sample_weights` in another mode.

    >>> import tinygrad_np as torch
    >>> weight = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
    >>> torch.nn.functional.embedding_bag(torch.tensor([[0, 1], [1, 1]]), weight)
    tensor([[2., 3.],
            [3., 4.]])
    >>> indices, offsets = torch.tensor([0, 1, 1]), torch.tensor([0, 1])
    >>> torch.nn.functional.embedding_bag(indices, weight, offsets, mode="sum")
    tensor([[1., 2.],
            [6., 8.]])
    """
    input = as_operand(input, "embedding_bag")
    weight = as_operand(weight, "embedding_bag", "weight", 2)
    if offsets is not None:
        offsets = as_operand(offsets, "embedding_bag", "offsets", 3)
    _check_bags(input, weight, offsets, per_sample_weights)
    _check_mode(mode, scale_grad_by_freq, sparse, per_sample_weights)
    rows = weight.shape[0]
    if padding_idx is not None and not -rows <= padding_idx < rows:
        raise RuntimeError(
            f"padding_idx must be within the number of embeddings, {-rows} through {rows - 1}, but "
            f"got {padding_idx}"
        )
    if input.ndim == 2:
        offsets = ranges.arange(input.shape[0]) * input.shape[1]
        include_last_offset = False
        input = input.reshape(-1)
        if per_sample_weights is not None:
            per_sample_weights = per_sample_weights.reshape(-1)
    if max_norm is not None:
        with no_grad():
            ops.embedding_renorm_(weight, input, max_norm, norm_type)
    padding = None if padding_idx is None else padding_idx % rows
    return bags.embedding_bag(
        weight,
        input,
        offsets,
        per_sample_weights,
        mode,
        scale_grad_by_freq,
        include_last_offset,
        padding,
    )


def _check_bags(
    input: Tensor, weight: Tensor, offsets: Tensor | None, per_sample_weights: Tensor | None
) -> None:
    """Refuse shapes that do not fit each other."""
    if per_sample_weights is not None and input.shape != per_sample_weights.shape:
        raise ValueError(
            f"embedding_bag: If per_sample_weights ({per_sample_weights.shape}) is not None, then "
            f"it must have the same shape as the input ({input.shape})"
        )
    if weight.ndim != 2:
        raise ValueError(f"weight has to be a 2D Tensor, but got Tensor of dimension {weight.ndim}")
    if input.ndim not in (1, 2):
        raise ValueError(
            f"input has to be 1D or 2D Tensor, but got Tensor of dimension {input.ndim}"
        )
    if input.ndim == 2 and offsets is not None:
        raise ValueError(
            "if input is 2D, then offsets has to be None, as input is treated is a mini-batch of "
            f"fixed length sequences. However, found offsets of type {type(offsets)}"
        )
    if input.ndim == 1 and offsets is None:
        raise ValueError("offsets has to be a 1D Tensor but got None")
    if offsets is not None and offsets.ndim != 1:
        raise ValueError("offsets has to be a 1D Tensor")


def _check_mode(
    mode: str, scale_grad_by_freq: bool, sparse: bool, per_sample_weights: Tensor | None
) -> None:
    """Refuse a mode that there is not, or not with these options."""
    if mode not in ("sum", "mean", "max"):
        raise ValueError("mode has to be one of sum, mean or max")
    if mode == "max" and scale_grad_by_freq:
        raise ValueError("max mode does not support scaling the gradient by the frequency")
    if mode == "max" and sparse:
        raise ValueError("max mode does not support sparse weights")
    if sparse:
        raise NotImplementedError(
            "embedding_bag(): there are no sparse gradients, use sparse=False"
        )
    if per_sample_weights is not None and mode != "sum":
        raise NotImplementedError(
            "embedding_bag: per_sample_weights was not None. per_sample_weights is only supported "
            f"for mode='sum' (got mode='{mode}')."
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
