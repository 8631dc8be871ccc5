"""Affine and bilinear maps as modules."""

from __future__ import annotations

import math
from typing import Any

from tinygrad_np import filling
from tinygrad_np.nn import functional, init
from tinygrad_np.nn.module import Module
from tinygrad_np.nn.parameter import Parameter
from tinygrad_np.tensor import Tensor


class Linear(Module):
    """`x @ weight.mT + bias`: shape (..., in_features) gives (..., out_features).

    `weight` is (out_features, in_features), `bias` (out_features,) or None. They begin spread
    evenly between plus and minus 1 / sqrt(in_features), after `manual_seed` as PyTorch's.

    >>> import tinygrad_np as torch
    >>> layer = torch.nn.Linear(20, 30)
    >>> layer(torch.ones(128, 20)).shape
    torch.Size([128, 30])
    """

    weight: Parameter
    bias: Parameter | None

    def __init__(
        self,
        in_features: int,
        out_features: int,
        bias: bool = True,
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__()
        self.in_features = in_features
        self.out_features = out_features
        shape = (out_features, in_features)
        self.weight = Parameter(filling.empty(shape, device=device, dtype=dtype))
        self.register_parameter(
            "bias", Parameter(filling.empty(out_features, dtype=dtype)) if bias else None
        )
        self.reset_parameters()

    def reset_parameters(self) -> None:
        """Draw weight and bias anew."""
        # The slope makes the bound 1 / sqrt(in_features), to the rounding errors of PyTorch.
        init.kaiming_uniform_(self.weight, a=math.sqrt(5))
        if self.bias is not None:
            bound = 1 / math.sqrt(self.in_features) if self.in_features > 0 else 0
            init.uniform_(self.bias, -bound, bound)

    def forward(self, input: Tensor) -> Tensor:
        return functional.linear(input, self.weight, self.bias)

    def extra_repr(self) -> str:
        return (
            f"in_features={self.in_features}, out_features={self.out_features}, "
            f"bias={self.bias is not None}"
        )


class NonDynamicallyQuantizableLinear(Linear):
    """`Linear`, by the name under which PyTorch has it in attention.

    >>> import tinygrad_np as torch
    >>> torch.nn.MultiheadAttention(2, 1).out_proj
    NonDynamicallyQuantizableLinear(in_features=2, out_features=2, bias=True)
    """


class Bilinear(Module):
    """`x @ weight[k] @ y + bias[k]` for each k: shapes (*, m) and (*, n) give (*, out_features).

    `weight` is (out_features, m, n), `bias` (out_features,) or None. They begin spread evenly
    between plus and minus 1 / sqrt(m), after `manual_seed` as PyTorch's.

    Raises:
        ValueError: if m, which is `in1_features`, is not positive.

    >>> import tinygrad_np as torch
    >>> layer = torch.nn.Bilinear(20, 30, 40)
    >>> layer(torch.ones(128, 20), torch.ones(128, 30)).shape
    torch.Size([128, 40])
    """

    weight: Parameter
    bias: Parameter | None

    def __init__(
        self,
        in1_features: int,
        in2_features: int,
        out_features: int,
        bias: bool = True,
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__()
        self.in1_features = in1_features
        self.in2_features = in2_features
        self.out_features = out_features
        shape = (out_features, in1_features, in2_features)
        self.weight = Parameter(filling.empty(shape, device=device, dtype=dtype))
        self.register_parameter(
            "bias", Parameter(filling.empty(out_features, dtype=dtype)) if bias else None
        )
        self.reset_parameters()

    def reset_parameters(self) -> None:
        """Draw weight and bias anew."""
        if self.in1_features <= 0:
            raise ValueError(
                f"in1_features must be > 0, but got (in1_features={self.in1_features})"
            )
        bound = 1 / math.sqrt(self.in1_features)
        init.uniform_(self.weight, -bound, bound)
        if self.bias is not None:
            init.uniform_(self.bias, -bound, bound)

    def forward(self, input1: Tensor, input2: Tensor) -> Tensor:
        return functional.bilinear(input1, input2, self.weight, self.bias)

    def extra_repr(self) -> str:
        return (
            f"in1_features={self.in1_features}, in2_features={self.in2_features}, "
            f"out_features={self.out_features}, bias={self.bias is not None}"
        )
