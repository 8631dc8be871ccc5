"""Softmax and its relatives; here the dim may be left out, which PyTorch advises against."""

from __future__ import annotations

import warnings
from typing import Any

from tinygrad_np import likeness, ranges
from tinygrad_np.layouts import contiguous_format
from tinygrad_np.ops import softmax as softmax_ops
from tinygrad_np.ops.arithmetic import neg
from tinygrad_np.ops.operands import as_operand
from tinygrad_np.tensor import Tensor


def softmax(
    input: Tensor, dim: int | None = None, _stacklevel: int = 3, dtype: Any = None
) -> Tensor:
    """exp(x) / sum(exp(x)) along `dim`: positive numbers that add up to 1.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.softmax(torch.tensor([1.0, 2.0, 3.0]), dim=0)
    tensor([0.0900, 0.2447, 0.6652])
    """
    dim = _implicit(input, "softmax", _stacklevel) if dim is None else dim
    return softmax_ops.softmax(input, dim, dtype)


def log_softmax(
    input: Tensor, dim: int | None = None, _stacklevel: int = 3, dtype: Any = None
) -> Tensor:
    """The logarithm of `softmax`, exact where that is too small for a float.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.log_softmax(torch.tensor([0.0, 1000.0]), dim=0)
    tensor([-1000.,     0.])
    """
    dim = _implicit(input, "log_softmax", _stacklevel) if dim is None else dim
    return softmax_ops.log_softmax(input, dim, dtype)


def softmin(
    input: Tensor, dim: int | None = None, _stacklevel: int = 3, dtype: Any = None
) -> Tensor:
    """The `softmax` of the negative: the smallest element gets the most.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.softmin(torch.tensor([1.0, 2.0, 3.0]), dim=0)
    tensor([0.6652, 0.2447, 0.0900])
    """
    dim = _implicit(input, "softmin", _stacklevel) if dim is None else dim
    return softmax_ops.softmax(neg(input), dim, dtype)


def _implicit(input: Tensor, op: str, stacklevel: int) -> int:
    """The dim that PyTorch takes where none is given, with its warning."""
    warnings.warn(
        f"Implicit dimension choice for {op} has been deprecated. "
        "Change the call to include dim=X as an argument.",
        stacklevel=stacklevel,
    )
    return 0 if as_operand(input, op).ndim in (0, 1, 3) else 1


def gumbel_softmax(
    logits: Tensor, tau: float = 1, hard: bool = False, eps: float = 1e-10, dim: int = -1
) -> Tensor:
    """A choice along `dim`, drawn with the chances of `softmax(logits)`, that has a derivative.

    The choice is soft, the more so the larger `tau`. If `hard`, it is a one among zeros, with the
    derivative of the soft one. `eps` has no effect. The method is that of Jang et al. (2017).

    Raises:
        RuntimeError: for integers.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.gumbel_softmax(torch.tensor([0.0, 1000.0, 0.0]), hard=True)
    tensor([0., 1., 0.])
    """
    if eps != 1e-10:
        warnings.warn("`eps` parameter is deprecated and has no effect.", stacklevel=2)
    logits = as_operand(logits, "gumbel_softmax", "logits")
    noise = -likeness.empty_like(logits, memory_format=contiguous_format).exponential_().log()
    soft = softmax_ops.softmax((logits + noise) / tau, dim)
    if not hard:
        return soft
    places = ranges.arange(soft.shape[dim] if soft.ndim else 1)
    places = places.reshape([-1 if d == dim % soft.ndim else 1 for d in range(soft.ndim)])
    chosen = (soft.argmax(dim, keepdim=True) == places).to(soft.dtype)
    return chosen - soft.detach() + soft
