"""Attention of several heads, as a module."""

from __future__ import annotations

from typing import Any

from tinygrad_np import filling
from tinygrad_np.nn import functional, init
from tinygrad_np.nn.linear import NonDynamicallyQuantizableLinear
from tinygrad_np.nn.module import Module
from tinygrad_np.nn.parameter import Parameter
from tinygrad_np.tensor import Tensor


class MultiheadAttention(Module):
    """For each query a mean of the values, weighted by how well it fits their keys, in each head.

    Queries are (L, N, embed_dim), keys (S, N, kdim) and values (S, N, vdim), with N first if
    `batch_first`, or without it. All go through linear maps, `bias` or not, into `num_heads` parts
    of equal size, in which attention is `scaled_dot_product_attention`, and back through another.
    `add_bias_kv` makes one more key and value that are learned, `add_zero_attn` one of zeros. Of
    the weights `dropout` are dropped in training.

    It gives the result, and with `need_weights` the weights, (N, L, S), of each head or their
    mean; without, None, which is faster. Where `key_padding_mask`, (N, S), or `attn_mask`, (L, S)
    or (N * num_heads, L, S), is True, nothing is seen; numbers are added to the scores. The hint
    `is_causal` says of an `attn_mask` that it hides what is later, and nothing else.

    Raises:
        AssertionError, ValueError: if sizes do not fit each other.

    >>> import tinygrad_np as torch
    >>> attention = torch.nn.MultiheadAttention(4, 2, batch_first=True)
    >>> x = torch.ones(3, 5, 4)
    >>> result, weights = attention(x, x, x)
    >>> result.shape, weights.shape
    (torch.Size([3, 5, 4]), torch.Size([3, 5, 5]))
    """

    in_proj_weight: Any  # a Parameter or None, as are the next four
    q_proj_weight: Any
    k_proj_weight: Any
    v_proj_weight: Any
    in_proj_bias: Any
    bias_k: Any
    bias_v: Any

    def __init__(
        self,
        embed_dim: int,
        num_heads: int,
        dropout: float = 0.0,
        bias: bool = True,
        add_bias_kv: bool = False,
        add_zero_attn: bool = False,
        kdim: int | None = None,
        vdim: int | None = None,
        batch_first: bool = False,
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        if embed_dim <= 0 or num_heads <= 0:
            raise ValueError(
                f"embed_dim and num_heads must be greater than 0, got embed_dim={embed_dim} and "
                f"num_heads={num_heads} instead"
            )
        super().__init__()
        self.embed_dim = embed_dim
        self.kdim = embed_dim if kdim is None else kdim
        self.vdim = embed_dim if vdim is None else vdim
        self.num_heads = num_heads
        self.dropout = dropout
        self.batch_first = batch_first
        self.head_dim = embed_dim // num_heads
        if self.head_dim * num_heads != embed_dim:
            raise AssertionError("embed_dim must be divisible by num_heads")
        self.add_zero_attn = add_zero_attn
        self._make_parameters(bias, add_bias_kv, {"device": device, "dtype": dtype})
        self._reset_parameters()

    def _make_parameters(self, bias: bool, add_bias_kv: bool, options: Any) -> None:
        size, apart = self.embed_dim, not self._qkv_same_embed_dim
        shapes = {
            "q_proj_weight": (size, size) if apart else None,
            "k_proj_weight": (size, self.kdim) if apart else None,
            "v_proj_weight": (size, self.vdim) if apart else None,
            "in_proj_weight": None if apart else (3 * size, size),
            "in_proj_bias": (3 * size,) if bias else None,
            "bias_k": (1, 1, size) if add_bias_kv else None,
            "bias_v": (1, 1, size) if add_bias_kv else None,
        }
        for name, shape in shapes.items():
            parameter = None if shape is None else Parameter(filling.empty(shape, **options))
            self.register_parameter(name, parameter)
        self.out_proj = NonDynamicallyQuantizableLinear(size, size, bias, **options)

    @property
    def _qkv_same_embed_dim(self) -> bool:
        return self.kdim == self.embed_dim and self.vdim == self.embed_dim

    def _reset_parameters(self) -> None:
        for name in ("in_proj_weight", "q_proj_weight", "k_proj_weight", "v_proj_weight"):
            if getattr(self, name) is not None:
                init.xavier_uniform_(getattr(self, name))
        if self.in_proj_bias is not None:
            init.zeros_(self.in_proj_bias)
            init.zeros_(self.out_proj.bias)  # type: ignore[arg-type]
        for extra in (self.bias_k, self.bias_v):
            if extra is not None:
                init.xavier_normal_(extra)

    def forward(
        self,
        query: Tensor,
        key: Tensor,
        value: Tensor,
        key_padding_mask: Tensor | None = None,
        need_weights: bool = True,
        attn_mask: Tensor | None = None,
        average_attn_weights: bool = True,
        is_causal: bool = False,
    ) -> tuple[Tensor, Tensor | None]:
        turned = self.batch_first and query.ndim == 3
        if turned:
            together = query is key and key is value
            query, key, value = (t.transpose(0, 1) for t in (query, key, value))
            key, value = (query, query) if together else (key, value)
        result, weights = functional.multi_head_attention_forward(
            query,
            key,
            value,
            self.embed_dim,
            self.num_heads,
            self.in_proj_weight,
            self.in_proj_bias,
            self.bias_k,
            self.bias_v,
            self.add_zero_attn,
            self.dropout,
            self.out_proj.weight,
            self.out_proj.bias,
            training=self.training,
            key_padding_mask=key_padding_mask,
            need_weights=need_weights,
            attn_mask=attn_mask,
            use_separate_proj_weight=not self._qkv_same_embed_dim,
            q_proj_weight=self.q_proj_weight,
            k_proj_weight=self.k_proj_weight,
            v_proj_weight=self.v_proj_weight,
            average_attn_weights=average_attn_weights,
            is_causal=is_causal,
        )
        return result.transpose(0, 1) if turned else result, weights
