"""Dropout: elements, or whole channels, that chance lets fall, after the same seed as PyTorch's."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from tinygrad_np import filling, likeness
from tinygrad_np.draws import bernoulli_
from tinygrad_np.ops import arithmetic, twins
from tinygrad_np.ops.operands import as_operand, number

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor

_ALPHA = 1.7580993408473766  # what selu saturates at, less its sign


def dropout(input: Tensor, p: float, train: bool) -> Tensor:
    """In training, zero with the probability `p` in each element's place; others times 1 / (1 - p).

    Else the input itself.

    Raises:
        RuntimeError: if `p` is not between 0 and 1, or the input not floating point.

    >>> import tinygrad_np as torch
    >>> _ = torch.manual_seed(3)
    >>> torch.dropout(torch.ones(6), 0.5, True)
    tensor([2., 2., 0., 2., 0., 0.])
    """
    return _drop("dropout", input, p, train)


def dropout_(input: Tensor, p: float, train: bool) -> Tensor:
    """In-place version of `dropout`."""
    return _drop("dropout_", input, p, train, in_place=True)


def feature_dropout(input: Tensor, p: float, train: bool) -> Tensor:
    """As `dropout`, of whole channels: dim 1 of each item of the batch.

    Raises:
        RuntimeError: for an input of less than two dims.

    >>> import tinygrad_np as torch
    >>> _ = torch.manual_seed(3)
    >>> torch.feature_dropout(torch.ones(1, 3, 2), 0.5, True)
    tensor([[[2., 2.],
             [2., 2.],
             [0., 0.]]])
    """
    return _drop("feature_dropout", input, p, train, channels=True)


def feature_dropout_(input: Tensor, p: float, train: bool) -> Tensor:
    """In-place version of `feature_dropout`."""
    return _drop("feature_dropout_", input, p, train, channels=True, in_place=True)


def alpha_dropout(input: Tensor, p: float, train: bool) -> Tensor:
    """As `dropout`, for what comes from `selu`: dropped to where that saturates.

    Then all is scaled and shifted, so that a mean of 0 and a variance of 1 stay what they are
    (Klambauer et al., 2017).

    >>> import tinygrad_np as torch
    >>> _ = torch.manual_seed(3)
    >>> torch.alpha_dropout(torch.ones(4), 0.5, True)
    tensor([ 1.6656,  1.6656, -0.7792,  1.6656])
    """
    return _drop("alpha_dropout", input, p, train, alpha=True)


def alpha_dropout_(input: Tensor, p: float, train: bool) -> Tensor:
    """In-place version of `alpha_dropout`."""
    return _drop("alpha_dropout_", input, p, train, alpha=True, in_place=True)


def feature_alpha_dropout(input: Tensor, p: float, train: bool) -> Tensor:
    """As `alpha_dropout`, of whole channels: dim 1 of each item of the batch.

    >>> import tinygrad_np as torch
    >>> _ = torch.manual_seed(3)
    >>> torch.feature_alpha_dropout(torch.ones(1, 3, 1), 0.5, True).flatten()
    tensor([ 1.6656,  1.6656, -0.7792])
    """
    return _drop("feature_alpha_dropout", input, p, train, channels=True, alpha=True)


def feature_alpha_dropout_(input: Tensor, p: float, train: bool) -> Tensor:
    """In-place version of `feature_alpha_dropout`."""
    op = "feature_alpha_dropout_"
    return _drop(op, input, p, train, channels=True, alpha=True, in_place=True)


def _drop(
    op: str,
    input: Any,
    p: Any,
    train: bool,
    channels: bool = False,
    alpha: bool = False,
    in_place: bool = False,
) -> Any:
    """The steps are PyTorch's, and so are the random numbers and the rounding."""
    x, p = as_operand(input, op), number(p, op, "p")
    if not isinstance(train, bool):
        raise TypeError(
            f"{op}(): argument 'train' (position 3) must be bool, not {type(train).__name__}"
        )
    if not 0 <= p <= 1:
        raise RuntimeError(f"dropout probability has to be between 0 and 1, but got {p:g}")
    if p == 0 or not train or not x._array.size:
        return x
    times = twins.mul_ if in_place else arithmetic.mul
    if p == 1:
        return times(x, filling.zeros((), dtype=x.dtype))
    kept = _kept(x, p, channels)
    if not alpha:
        return times(x, twins.div_(kept, 1 - p))
    scale = 1 / math.sqrt((_ALPHA * _ALPHA * p + 1) * (1 - p))
    shift = twins.mul_(arithmetic.add(kept, -1), _ALPHA * scale)
    shift = twins.add_(shift, _ALPHA * scale * p)
    scaled = times(x, twins.mul_(kept, scale))
    return (twins.add_ if in_place else arithmetic.add)(scaled, shift)


def _kept(x: Any, p: float, channels: bool) -> Any:
    """Ones for what is kept, zeros for what is dropped."""
    if not channels:
        return bernoulli_(likeness.empty_like(x), 1 - p)
    shape = x._array.shape
    if len(shape) < 2:
        raise RuntimeError("Feature dropout requires at least 2 dimensions in the input")
    return bernoulli_(filling.empty(*shape[:2], *(1 for _ in shape[2:]), dtype=x.dtype), 1 - p)
