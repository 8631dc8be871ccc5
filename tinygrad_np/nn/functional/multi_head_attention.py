"""Attention of several heads, with what goes before and after it."""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from typing import Any

from tinygrad_np import dropping, dtypes, likeness
from tinygrad_np.nn.functional.attention import scaled_dot_product_attention
from tinygrad_np.ops.joining import cat
from tinygrad_np.ops.matrix import linear
from tinygrad_np.ops.padding import pad
from tinygrad_np.ops.softmax import softmax
from tinygrad_np.tensor import Tensor


def multi_head_attention_forward(
    query: Tensor,
    key: Tensor,
    value: Tensor,
    embed_dim_to_check: int,
    num_heads: int,
    in_proj_weight: Tensor | None,
    in_proj_bias: Tensor | None,
    bias_k: Tensor | None,
    bias_v: Tensor | None,
    add_zero_attn: bool,
    dropout_p: float,
    out_proj_weight: Tensor,
    out_proj_bias: Tensor | None,
    training: bool = True,
    key_padding_mask: Tensor | None = None,
    need_weights: bool = True,
    attn_mask: Tensor | None = None,
    use_separate_proj_weight: bool = False,
    q_proj_weight: Tensor | None = None,
    k_proj_weight: Tensor | None = None,
    v_proj_weight: Tensor | None = None,
    static_k: Tensor | None = None,
    static_v: Tensor | None = None,
    average_attn_weights: bool = True,
    is_causal: bool = False,
) -> tuple[Tensor, Tensor | None]:
    """What `nn.MultiheadAttention` computes, of all that it holds: the result and the weights.

    Queries are (L, N, E) or (L, E), keys and values (S, N, ...) or (S, ...). Where they are given,
    `static_k` and `static_v`, (N * num_heads, S, E / num_heads), take the place of keys and values.

    Raises:
        AssertionError, RuntimeError: if shapes, dtypes or options do not fit each other.
    """
    batched = _check_dims(query, key, value, key_padding_mask, attn_mask, num_heads)
    _check_sizes(query, key, value, embed_dim_to_check, num_heads, use_separate_proj_weight)
    if is_causal and attn_mask is None:
        raise RuntimeError(
            "Need attn_mask if specifying the is_causal hint. You may use the Transformer module "
            "method `generate_square_subsequent_mask` to create this mask."
        )
    apart = (q_proj_weight, k_proj_weight, v_proj_weight) if use_separate_proj_weight else None
    q, k, v = _projected((query, key, value), in_proj_weight, apart, in_proj_bias)
    if not batched:
        q, k, v = (t.unsqueeze(1) for t in (q, k, v))
        key_padding_mask = None if key_padding_mask is None else key_padding_mask.unsqueeze(0)
    length, batch, size = q.shape
    is_causal = is_causal and key_padding_mask is None and not need_weights
    scores = batch, num_heads, length, k.shape[0]
    mask = None if is_causal else _merged(attn_mask, key_padding_mask, scores, q.dtype)
    k, v, mask = _with_bias(k, v, mask, bias_k, bias_v, static_k is None and static_v is None)
    q, k, v = _heads(q, num_heads), _heads(k, num_heads, static_k), _heads(v, num_heads, static_v)
    if add_zero_attn:
        k, v = (pad(t, (0, 0, 0, 1)) for t in (k, v))
        mask = None if mask is None else pad(mask, (0, 1))
    dropout_p = dropout_p if training else 0.0
    shares = None
    if need_weights:
        result, shares = _attention(q, k, v, mask, dropout_p)
        shares = shares.mean(1) if average_attn_weights else shares
        shares = shares if batched else shares.squeeze(0)
    else:
        result = scaled_dot_product_attention(q, k, v, mask, dropout_p, is_causal)
    result = result.permute(2, 0, 1, 3).reshape(length, batch, size)
    result = linear(result, out_proj_weight, out_proj_bias)
    return result if batched else result.squeeze(1), shares


def _projected(
    parts: Sequence[Tensor], packed: Tensor | None, apart: Sequence[Any] | None, bias: Tensor | None
) -> Sequence[Tensor]:
    """Queries, keys and values as the heads see them, side by side."""
    if apart is None and packed is None:
        raise AssertionError("use_separate_proj_weight is False but in_proj_weight is None")
    if apart is not None and None in apart:
        name = "qkv"[apart.index(None)]
        raise AssertionError(f"use_separate_proj_weight is True but {name}_proj_weight is None")
    if packed is not None and apart is None and parts[0] is parts[1] and parts[1] is parts[2]:
        return linear(parts[0], packed, bias).chunk(3, -1)
    weights = packed.chunk(3) if apart is None and packed is not None else apart
    biases = (None,) * 3 if bias is None else bias.chunk(3)
    return [linear(*given) for given in zip(parts, weights or (), biases, strict=True)]


def _with_bias(
    k: Tensor, v: Tensor, mask: Any, bias_k: Any, bias_v: Any, dynamic: bool
) -> tuple[Tensor, Tensor, Any]:
    """Keys and values with one more of each, which every query may see."""
    if bias_k is None and bias_v is None:
        return k, v, mask
    if bias_k is None or bias_v is None:
        given, other = ("bias_k", "bias_v") if bias_v is None else ("bias_v", "bias_k")
        raise AssertionError(f"{given} is set but {other} is None")
    if not dynamic:
        raise AssertionError("bias cannot be added to static key or value.")
    k, v = (cat([t, b.expand(1, t.shape[1], -1)]) for t, b in ((k, bias_k), (v, bias_v)))
    return k, v, None if mask is None else pad(mask, (0, 1))


def _heads(t: Tensor, num_heads: int, static: Tensor | None = None) -> Tensor:
    """(S, N, E), or what takes its place, as (N, num_heads, S, E / num_heads)."""
    length, batch, size = t.shape
    if static is None:
        return t.reshape(length, batch, num_heads, -1).permute(1, 2, 0, 3)
    wanted = batch * num_heads, size // num_heads
    if (static.shape[0], static.shape[2]) != wanted:
        raise AssertionError(
            f"expecting a static key or value of shape ({wanted[0]}, S, {wanted[1]}), but got "
            f"{static.shape}"
        )
    return static.reshape(batch, num_heads, -1, wanted[1])


def _attention(q: Tensor, k: Tensor, v: Tensor, mask: Any, dropout_p: float) -> tuple[Any, Any]:
    """What each query sees of the values, and how much it takes of each."""
    scores = (q * math.sqrt(1.0 / q.shape[-1])) @ k.mT
    shares = softmax(scores if mask is None else mask + scores, -1)
    if dropout_p > 0.0:
        shares = dropping.dropout(shares, dropout_p, True)
    return shares @ v, shares


def _merged(attn_mask: Any, padding: Any, scores: tuple[int, ...], dtype: Any) -> Any:
    """Both masks as one that is added to the scores, or None."""
    batch, heads, length, keys = scores
    if padding is not None and attn_mask is not None and padding.dtype != attn_mask.dtype:
        warnings.warn(
            "Support for mismatched key_padding_mask and attn_mask is deprecated. Use same type "
            "for both instead.",
            stacklevel=3,
        )
    padding = _added("key_padding_mask", padding, dtype)
    attn_mask = _added("attn_mask", attn_mask, dtype)
    if attn_mask is not None:
        wanted = (length, keys) if attn_mask.ndim == 2 else (batch * heads, length, keys)
        if attn_mask.shape != wanted:
            raise RuntimeError(
                f"The shape of the {attn_mask.ndim}D attn_mask is {attn_mask.shape}, but should be "
                f"{wanted}."
            )
        if attn_mask.ndim == 3:
            attn_mask = attn_mask.reshape(scores)
    if padding is None:
        return attn_mask
    for dim, size in enumerate((batch, keys)):
        if padding.shape[dim] != size:
            raise AssertionError(
                f"Expected key_padded_mask.shape[{dim}] to be {size}, but got {padding.shape[dim]}"
            )
    padding = padding.reshape(batch, 1, 1, keys)
    return padding if attn_mask is None else attn_mask + padding


def _added(name: str, mask: Any, dtype: Any) -> Any:
    """A mask of what is not to be seen as one that is added."""
    if mask is None or mask.is_floating_point():
        return mask
    if mask.dtype != dtypes.bool:
        raise AssertionError(f"only bool and floating types of {name} are supported")
    return likeness.zeros_like(mask, dtype=dtype).masked_fill_(mask, -math.inf)


def _check_dims(
    query: Tensor, key: Tensor, value: Tensor, padding: Any, attn_mask: Any, num_heads: int
) -> bool:
    """Whether there is a batch; refuse numbers of dims that do not fit each other."""
    n = query.ndim
    if n not in (2, 3):
        raise AssertionError(
            f"query should be unbatched 2D or batched 3D tensor but received {n}-D query tensor"
        )
    start = f"For {'' if n == 3 else 'un'}batched ({n}-D) `query`, expected"
    if key.ndim != n or value.ndim != n:
        raise AssertionError(
            f"{start} `key` and `value` to be {n}-D but found {key.ndim}-D and {value.ndim}-D "
            "tensors respectively"
        )
    if padding is not None and padding.ndim != n - 1:
        raise AssertionError(
            f"{start} `key_padding_mask` to be `None` or {n - 1}-D but found {padding.ndim}-D "
            "tensor instead"
        )
    if attn_mask is not None and attn_mask.ndim not in (2, 3):
        raise AssertionError(
            f"{start} `attn_mask` to be `None`, 2-D or 3-D but found {attn_mask.ndim}-D tensor "
            "instead"
        )
    wanted = num_heads, query.shape[0], key.shape[0]
    if n == 2 and attn_mask is not None and attn_mask.ndim == 3 and attn_mask.shape != wanted:
        raise AssertionError(f"Expected `attn_mask` shape to be {wanted} but got {attn_mask.shape}")
    return n == 3


def _check_sizes(
    query: Tensor, key: Tensor, value: Tensor, size: int, num_heads: int, apart: bool
) -> None:
    """Refuse sizes that do not fit each other."""
    if query.shape[-1] != size:
        raise AssertionError(
            f"was expecting embedding dimension of {size}, but got {query.shape[-1]}"
        )
    if size % num_heads:
        raise AssertionError(f"embed_dim {size} not divisible by num_heads {num_heads}")
    if apart and key.shape[:-1] != value.shape[:-1]:
        raise AssertionError(
            f"key's sequence and batch dims {key.shape[:-1]} do not match value's "
            f"{value.shape[:-1]}"
        )
    if not apart and key.shape != value.shape:
        raise AssertionError(f"key shape {key.shape} does not match value shape {value.shape}")
