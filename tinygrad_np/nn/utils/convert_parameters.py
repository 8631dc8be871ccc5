"""All parameters as one vector, and back."""

from __future__ import annotations

from collections.abc import Iterable

from tinygrad_np.ops import joining
from tinygrad_np.tensor import Tensor


def parameters_to_vector(parameters: Iterable[Tensor]) -> Tensor:
    """The elements of all parameters in one row.

    >>> import tinygrad_np as torch
    >>> torch.nn.utils.parameters_to_vector([torch.ones(1, 2), torch.zeros(1)])
    tensor([1., 1., 0.])
    """
    return joining.cat([parameter.reshape(-1) for parameter in parameters])


def vector_to_parameters(vec: Tensor, parameters: Iterable[Tensor]) -> None:
    """Let the parameters lie in the memory of a row, one after the other.

    Raises:
        TypeError: if `vec` is no Tensor.
        RuntimeError: if it is too short.

    >>> import tinygrad_np as torch
    >>> p = torch.zeros(1, 2)
    >>> torch.nn.utils.vector_to_parameters(torch.tensor([3.0, 4.0]), [p])
    >>> p
    tensor([[3., 4.]])
    """
    if not isinstance(vec, Tensor):
        raise TypeError(f"expected torch.Tensor, but got: {type(vec).__name__}")
    targets = list(parameters)
    parts, start = [], 0
    for target in targets:
        parts.append(vec[start : start + target.numel()].view_as(target).data)
        start += target.numel()
    for target, part in zip(targets, parts, strict=True):
        target.data = part
