"""Attention."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dropping, dtypes
from tinygrad_np.engine.graph import wrap
from tinygrad_np.ops.arithmetic import mul
from tinygrad_np.ops.arranging import repeat_interleave
from tinygrad_np.ops.conversion import to_dtype
from tinygrad_np.ops.matrix import matmul
from tinygrad_np.ops.operands import as_operand, elementwise
from tinygrad_np.ops.softmax import MaskedSoftmax
from tinygrad_np.shapes import broadcast_problem, wrap_dim

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor

_OP = "scaled_dot_product_attention"
_SINGLE = np.dtype(np.float32)


def scaled_dot_product_attention(
    query: Tensor,
    key: Tensor,
    value: Tensor,
    attn_mask: Tensor | None = None,
    dropout_p: float = 0.0,
    is_causal: bool = False,
    *,
    scale: float | None = None,
    enable_gqa: bool = False,
) -> Tensor:
    """`softmax(query @ key.mT * scale + attn_mask) @ value`: for each query a mean of the values.

    Shapes (..., L, E), (..., S, E) and (..., S, V) give (..., L, V). A mask of bools says which
    keys a query may see, another is added to the scores; `is_causal` lets query i see the keys up
    to i. A query that sees none gets zeros. `scale` is 1 / sqrt(E) if not given. With `enable_gqa`
    each head (dim -3) of keys and values serves several of the queries. Weights are dropped with
    the probability `dropout_p`, also in evaluation.

    Raises:
        RuntimeError: if shapes or dtypes do not fit, or there are a mask and `is_causal`.

    >>> import tinygrad_np as torch
    >>> q, k = torch.tensor([[0.0, 9.0]]), torch.tensor([[9.0, 0.0], [0.0, 9.0]])
    >>> torch.nn.functional.scaled_dot_product_attention(q, k, torch.tensor([[1.0], [2.0]]))
    tensor([[2.]])
    """
    operands = [
        as_operand(t, _OP, name, position)
        for position, (name, t) in enumerate(
            (("query", query), ("key", key), ("value", value)), start=1
        )
    ]
    mask = None if attn_mask is None else as_operand(attn_mask, _OP, "attn_mask", 4)
    _check(operands, mask, is_causal)
    half = operands[0]._array.dtype == np.float16
    if half:  # computed in float32
        operands = [to_dtype(t, _SINGLE) for t in operands]
    q, k, v = operands
    if enable_gqa:
        k, v = _for_all_heads(q, k, v)
    weights = _weights(q, k, mask, is_causal, scale)
    if dropout_p:
        weights = dropping.dropout(weights, dropout_p, True)
    result = matmul(weights, v)
    return to_dtype(result, np.dtype(np.float16)) if half else result


def _weights(q: Any, k: Any, mask: Any, is_causal: bool, scale: float | None) -> Any:
    """How much each query takes of each value."""
    if scale is None:
        scale = 1 / math.sqrt(max(q._array.shape[-1], 1))
    scores = matmul(mul(q, scale), k.mT)
    shape = scores._array.shape
    if is_causal:
        mask = wrap(np.tri(*shape[-2:], dtype=np.bool_))
    if mask is None:
        return MaskedSoftmax.apply(scores, None)
    problem = broadcast_problem(shape, mask._array.shape)
    if problem or mask._array.ndim > len(shape):
        raise RuntimeError(
            f"{_OP}(): attn_mask of shape {list(mask.shape)} does not fit the scores of shape "
            f"{list(shape)}" + (f": {problem}" if problem else "")
        )
    if mask._array.dtype != np.bool_:
        mask = to_dtype(mask, scores._array.dtype)
    return elementwise(MaskedSoftmax, (scores, mask), (scores._array, mask._array))


def _check(operands: list, mask: Any, is_causal: bool) -> None:
    arrays = [t._array for t in operands]
    if min(a.ndim for a in arrays) < 2:
        dims = "query.dim: {} key.dim: {} and value.dim: {}".format(*(a.ndim for a in arrays))
        raise RuntimeError(
            f"Expected query, key, and value to all be at least 2 dimensional, but got {dims} "
            "instead."
        )
    kinds = [dtypes.from_numpy_dtype(a.dtype).scalar_name.lower() for a in arrays]
    if len({*kinds}) > 1:
        raise RuntimeError(
            "Expected query, key, and value to have the same dtype, but got query.dtype: "
            f"{kinds[0]} key.dtype: {kinds[1]} and value.dtype: {kinds[2]} instead."
        )
    if arrays[0].dtype.kind != "f":
        raise RuntimeError(f"{_OP}(): expected floating point tensors, but found {kinds[0]}")
    if mask is None:
        return
    if is_causal:
        raise RuntimeError(
            "_scaled_dot_product_attention: Explicit attn_mask should not be set when "
            "is_causal=True"
        )
    if mask._array.dtype not in (np.bool_, _SINGLE, arrays[0].dtype):
        kind = dtypes.from_numpy_dtype(mask._array.dtype).scalar_name.lower()
        raise RuntimeError(
            "Expected attn_mask dtype to be bool or float or to match query dtype, but got "
            f"attn_mask.dtype: {kind} and query.dtype: {kinds[0]} instead."
        )


def _for_all_heads(q: Any, k: Any, v: Any) -> list:
    """Keys and values with each head as often as there are queries for it."""
    heads = [t._array.shape[wrap_dim(-3, t._array.ndim, _OP)] for t in (q, k, v)]
    if any(not n or heads[0] % n for n in heads[1:]):
        raise RuntimeError(
            f"Number of heads in key and value must divide the number of heads in query, but got "
            f"{heads[1]} and {heads[2]} for {heads[0]}"
        )
    return [repeat_interleave(t, heads[0] // n, -3) for t, n in zip((k, v), heads[1:], strict=True)]
