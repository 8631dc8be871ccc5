"""Gradients cut down to size, all together or one by one."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from typing import Any

from tinygrad_np import creation
from tinygrad_np.autograd.grad_mode import no_grad
from tinygrad_np.ops import elementwise, joining, matrix_norms
from tinygrad_np.tensor import Tensor

Tensors = Tensor | Iterable[Tensor]


def get_total_norm(
    tensors: Tensors,
    norm_type: float = 2.0,
    error_if_nonfinite: bool = False,
    foreach: bool | None = None,
) -> Tensor:
    """The norm of all tensors as if they were one vector. `foreach` changes nothing.

    Raises:
        RuntimeError: if `error_if_nonfinite`, and it is not finite.

    >>> import tinygrad_np as torch
    >>> torch.nn.utils.get_total_norm([torch.tensor([3.0]), torch.tensor([4.0])])
    tensor(5.)
    """
    norm_type = float(norm_type)
    with no_grad():
        norms = [matrix_norms.vector_norm(t, norm_type) for t in _listed(tensors)]
        if not norms:
            return creation.tensor(0.0)
        total = matrix_norms.vector_norm(joining.stack(norms), norm_type)
        if error_if_nonfinite and not total.isfinite():
            raise RuntimeError(
                f"The total norm of order {norm_type} for gradients from `parameters` is "
                "non-finite, so it cannot be clipped. To disable this error and scale the "
                "gradients by the non-finite norm anyway, set `error_if_nonfinite=False`"
            )
        return total


def clip_grads_with_norm_(
    parameters: Tensors, max_norm: float, total_norm: Tensor, foreach: bool | None = None
) -> None:
    """Scale the gradients, whose norm is `total_norm`, so that it is `max_norm` at the most.

    >>> import tinygrad_np as torch
    >>> p = torch.zeros(1, requires_grad=True)
    >>> p.grad = torch.tensor([4.0])
    >>> torch.nn.utils.clip_grads_with_norm_(p, 1.0, torch.tensor(4.0))
    >>> p.grad
    tensor([1.0000])
    """
    with no_grad():
        # The small number keeps gradients of norm 0 from being divided by it.
        share = elementwise.clamp(float(max_norm) / (total_norm + 1e-6), max=1.0)
        for gradient in _gradients(parameters):
            gradient.mul_(share)


def clip_grad_norm_(
    parameters: Tensors,
    max_norm: float,
    norm_type: float = 2.0,
    error_if_nonfinite: bool = False,
    foreach: bool | None = None,
) -> Tensor:
    """Scale the gradients so that their norm, all together, is `max_norm` at the most; give it.

    Raises:
        RuntimeError: if `error_if_nonfinite`, and the norm is not finite.

    >>> import tinygrad_np as torch
    >>> p = torch.zeros(2, requires_grad=True)
    >>> p.grad = torch.tensor([3.0, 4.0])
    >>> torch.nn.utils.clip_grad_norm_([p], max_norm=1.0)
    tensor(5.)
    >>> p.grad
    tensor([0.6000, 0.8000])
    """
    listed = _listed(parameters)
    if not listed and isinstance(parameters, Iterator):
        warnings.warn(
            "`parameters` is an empty generator, no gradient clipping will occur.", stacklevel=2
        )
    total = get_total_norm(list(_gradients(listed)), norm_type, error_if_nonfinite)
    clip_grads_with_norm_(listed, max_norm, total)
    return total


def clip_grad_value_(parameters: Tensors, clip_value: float, foreach: bool | None = None) -> None:
    """Bring each number of the gradients into [-clip_value, clip_value].

    >>> import tinygrad_np as torch
    >>> p = torch.zeros(2, requires_grad=True)
    >>> p.grad = torch.tensor([-3.0, 0.5])
    >>> torch.nn.utils.clip_grad_value_(p, 1.0)
    >>> p.grad
    tensor([-1.0000,  0.5000])
    """
    bound = float(clip_value)
    with no_grad():
        for gradient in _gradients(parameters):
            gradient.clamp_(-bound, bound)


def _listed(tensors: Tensors) -> list[Tensor]:
    return [tensors] if isinstance(tensors, Tensor) else list(tensors)


def _gradients(parameters: Tensors) -> Iterator[Any]:
    return (p.grad for p in _listed(parameters) if p.grad is not None)
