"""The cross entropy of scores that a linear layer gives."""

from __future__ import annotations

from typing import Any

from tinygrad_np.nn.functional.classification_loss import cross_entropy
from tinygrad_np.ops.matrix import linear
from tinygrad_np.ops.operands import as_operand
from tinygrad_np.tensor import Tensor


def linear_cross_entropy(
    input: Tensor,
    linear_weight: Tensor,
    target: Tensor,
    *,
    linear_bias: Tensor | None = None,
    weight: Tensor | None = None,
    reduction: str = "mean",
    ignore_index: int | None = None,
    label_smoothing: float = 0.0,
    options: None = None,
) -> Tensor:
    """`cross_entropy` of the scores `linear(input, linear_weight, linear_bias)`.

    Shapes (N, in_features), or (in_features,), for the input and (C, in_features) for the weight;
    of a weight (C, d1, ..., in_features) the scores are (N, C, d1, ...). PyTorch's `options`, by
    which it takes the batch in chunks, do not change the numbers and are not taken.

    Raises:
        RuntimeError: for shapes that do not fit, or an `ignore_index` with probabilities.
        NotImplementedError: for `options`.

    >>> import tinygrad_np as torch
    >>> x, weight = torch.tensor([[1.0, 2.0]]), torch.eye(2)
    >>> torch.nn.functional.linear_cross_entropy(x, weight, torch.tensor([1]))
    tensor(0.3133)
    """
    op = "linear_cross_entropy"
    if options is not None:
        raise NotImplementedError(f"{op} takes no options: leave them out")
    x, y = as_operand(input, op), as_operand(target, op, "target", 3)
    matrix = as_operand(linear_weight, op, "linear_weight", 2)
    bias = None if linear_bias is None else as_operand(linear_bias, op, "linear_bias", 4)
    _check_layer(x, matrix, bias)
    classes, *others, features = matrix._array.shape
    shape = (*x._array.shape[:-1], classes, *others)
    if y._array.shape == shape and ignore_index is not None:
        raise RuntimeError("ignore_index cannot be specified when target contains probabilities")
    if others:
        matrix = matrix.reshape(-1, features)
        bias = None if bias is None else bias.reshape(-1)
    return cross_entropy(
        linear(x, matrix, bias).reshape(shape),
        y,
        weight=weight,
        reduction=reduction,
        ignore_index=-100 if ignore_index is None else ignore_index,
        label_smoothing=label_smoothing,
    )


def _check_layer(x: Tensor, matrix: Tensor, bias: Any) -> None:
    if x._array.ndim not in (1, 2):
        raise RuntimeError(f"expected input with dimensionality 1 or 2, got {x._array.ndim}")
    if matrix._array.ndim < 2:
        raise RuntimeError(
            f"expected linear_weight with dimensionality at least 2, got {matrix._array.ndim}"
        )
    *rows, features = matrix._array.shape
    if x._array.shape[-1] != features:
        raise RuntimeError(
            "expected equal input and linear_weight last dimensions (in_features), "
            f"got {x._array.shape[-1]} and {features}, respectively"
        )
    if bias is not None and bias._array.shape != tuple(rows):
        raise RuntimeError(f"expected linear_bias shape {tuple(rows)}, got {bias._array.shape}")
    if len(rows) > 1 and x._array.ndim == 1:
        raise RuntimeError(
            f"K-dimensional loss defined by linear_weight shape {matrix._array.shape} requires "
            f"batched input, (N, {features}), got unbatched input with shape {x._array.shape}"
        )
