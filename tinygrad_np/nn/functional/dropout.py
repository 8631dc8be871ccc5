"""Dropout."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tinygrad_np import dropping

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


def dropout(input: Tensor, p: float = 0.5, training: bool = True, inplace: bool = False) -> Tensor:
    """In training, zero with the probability `p` in each element's place; others times 1 / (1 - p).

    Else the input itself.

    Raises:
        ValueError: if `p` is not between 0 and 1.
        RuntimeError: if the input is not floating point.

    >>> import tinygrad_np as torch
    >>> _ = torch.manual_seed(3)
    >>> torch.nn.functional.dropout(torch.ones(6))
    tensor([2., 2., 0., 2., 0., 0.])
    """
    _check(p)
    return (dropping.dropout_ if inplace else dropping.dropout)(input, p, training)


def alpha_dropout(
    input: Tensor, p: float = 0.5, training: bool = False, inplace: bool = False
) -> Tensor:
    """`torch.alpha_dropout`: dropout that keeps the mean and the variance of what `selu` gave.

    Raises:
        ValueError: if `p` is not between 0 and 1.

    >>> import tinygrad_np as torch
    >>> _ = torch.manual_seed(3)
    >>> torch.nn.functional.alpha_dropout(torch.ones(4), training=True)
    tensor([ 1.6656,  1.6656, -0.7792,  1.6656])
    """
    _check(p)
    return (dropping.alpha_dropout_ if inplace else dropping.alpha_dropout)(input, p, training)


def feature_alpha_dropout(
    input: Tensor, p: float = 0.5, training: bool = False, inplace: bool = False
) -> Tensor:
    """As `alpha_dropout`, of whole channels: dim 1 of each item of the batch.

    Raises:
        ValueError: if `p` is not between 0 and 1.
        RuntimeError: for an input of less than two dims.

    >>> import tinygrad_np as torch
    >>> _ = torch.manual_seed(3)
    >>> x = torch.ones(1, 3, 1)
    >>> torch.nn.functional.feature_alpha_dropout(x, training=True).flatten()
    tensor([ 1.6656,  1.6656, -0.7792])
    """
    _check(p)
    drop = dropping.feature_alpha_dropout_ if inplace else dropping.feature_alpha_dropout
    return drop(input, p, training)


def dropout1d(
    input: Tensor, p: float = 0.5, training: bool = True, inplace: bool = False
) -> Tensor:
    """As `dropout`, of whole channels of inputs (N, C, L), or (C, L) for one item.

    Raises:
        ValueError: if `p` is not between 0 and 1.
        RuntimeError: for an input of other dims.

    >>> import tinygrad_np as torch
    >>> _ = torch.manual_seed(3)
    >>> torch.nn.functional.dropout1d(torch.ones(3, 2))
    tensor([[2., 2.],
            [2., 2.],
            [0., 0.]])
    """
    _check(p)
    if input.ndim not in (2, 3):
        raise RuntimeError(
            f"dropout1d: Expected 2D or 3D input, but received a {input.ndim}D input. "
            + _what_for("dropout1d", 1)
        )
    return _of_channels(input, p, training, inplace, batched=input.ndim == 3)


def dropout2d(
    input: Tensor, p: float = 0.5, training: bool = True, inplace: bool = False
) -> Tensor:
    """As `dropout`, of whole channels of inputs (N, C, H, W).

    Warns, as PyTorch, of an input of other dims, whose dim 1 it takes for the channels too.

    Raises:
        ValueError: if `p` is not between 0 and 1.
        RuntimeError: for an input of less than two dims.

    >>> import tinygrad_np as torch
    >>> _ = torch.manual_seed(3)
    >>> torch.nn.functional.dropout2d(torch.ones(1, 3, 1, 1)).flatten()
    tensor([2., 2., 0.])
    """
    _check(p)
    if input.ndim not in (3, 4):
        _warn_of_dims("dropout2d", input.ndim, 2)
    if input.ndim == 3:
        warnings.warn(
            "dropout2d: Received a 3D input to dropout2d and assuming that channel-wise 1D dropout "
            "behavior is desired - input is interpreted as shape (N, C, L), where C is the channel "
            "dim. To maintain it, please switch to using dropout1d instead.",
            stacklevel=2,
        )
    return _of_channels(input, p, training, inplace, batched=True)


def dropout3d(
    input: Tensor, p: float = 0.5, training: bool = True, inplace: bool = False
) -> Tensor:
    """As `dropout`, of whole channels of inputs (N, C, D, H, W), or (C, D, H, W) for one item.

    Warns, as PyTorch, of an input of other dims.

    Raises:
        ValueError: if `p` is not between 0 and 1.

    >>> import tinygrad_np as torch
    >>> _ = torch.manual_seed(3)
    >>> torch.nn.functional.dropout3d(torch.ones(1, 3, 1, 1, 1)).flatten()
    tensor([2., 2., 0.])
    """
    _check(p)
    if input.ndim not in (4, 5):
        _warn_of_dims("dropout3d", input.ndim, 3)
    return _of_channels(input, p, training, inplace, batched=input.ndim == 5)


def _check(p: Any) -> None:
    if p < 0 or p > 1:
        raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")


def _of_channels(input: Any, p: float, training: bool, inplace: bool, batched: bool) -> Any:
    drop: Callable[..., Any] = dropping.feature_dropout_ if inplace else dropping.feature_dropout
    if batched:
        return drop(input, p, training)
    dropped = drop(input.unsqueeze(0), p, training)
    return input if inplace else dropped.squeeze(0)


def _warn_of_dims(op: str, ndim: int, spatial: int) -> None:
    warnings.warn(
        f"{op}: Received a {ndim}-D input to {op}, which is deprecated and will result in an error "
        "in a future release. To retain the behavior and silence this warning, please use dropout "
        f"instead. {_what_for(op, spatial)}",
        stacklevel=3,
    )


def _what_for(op: str, spatial: int) -> str:
    plural = "" if spatial == 1 else "s"
    return (
        f"Note that {op} exists to provide channel-wise dropout on inputs with {spatial} spatial "
        f"dimension{plural}, a channel dimension, and an optional batch dimension (i.e. "
        f"{spatial + 1}D or {spatial + 2}D inputs)."
    )
