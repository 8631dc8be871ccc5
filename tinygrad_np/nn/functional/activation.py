"""Activations, for which PyTorch has an `inplace` here."""

from __future__ import annotations

from tinygrad_np.ops import activation, twins
from tinygrad_np.tensor import Tensor


def relu(input: Tensor, inplace: bool = False) -> Tensor:
    """The larger of each element and 0; with `inplace`, written over the input.

    >>> import tinygrad_np as torch
    >>> torch.nn.functional.relu(torch.tensor([-1.0, 2.0]))
    tensor([0., 2.])
    """
    return relu_(input) if inplace else activation.relu(input)


def relu_(input: Tensor) -> Tensor:
    """`relu`, written over the input.

    >>> import tinygrad_np as torch
    >>> x = torch.tensor([-1.0, 2.0])
    >>> _ = torch.nn.functional.relu_(x)
    >>> x
    tensor([0., 2.])
    """
    return twins.relu_(input)
