"""Python functions called on each element, in place: slow, where an op on tensors is fast."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes
from tinygrad_np.engine.graph import TensorBase, wrap
from tinygrad_np.ops.inplace import write
from tinygrad_np.ops.shape import expanded

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


def apply_(input: Tensor, callable: Callable[[Any], Any]) -> Tensor:
    """`callable(element)` in the place of each element; there is no derivative.

    Raises:
        RuntimeError: if the tensor requires grad.
        TypeError: if `callable` gives no number.

    >>> import tinygrad_np as torch
    >>> torch.tensor([1.0, 2.0]).apply_(lambda x: x + 1)
    tensor([2., 3.])
    """
    return _applied("apply_", callable, input)


def map_(input: Tensor, tensor: Tensor, callable: Callable[[Any, Any], Any]) -> Tensor:
    """`callable(element, other)` in the place of each element, with those of `tensor`, expanded.

    Raises:
        RuntimeError: if a tensor requires grad.
        TypeError: if the other tensor is of another dtype, or `callable` gives no number.

    >>> import tinygrad_np as torch
    >>> torch.tensor([1.0, 2.0]).map_(torch.tensor([3.0, 4.0]), lambda x, y: x * y)
    tensor([3., 8.])
    """
    return _applied("map_", callable, input, tensor)


def map2_(input: Tensor, x: Tensor, y: Tensor, callable: Callable[[Any, Any, Any], Any]) -> Tensor:
    """As `map_`, with the elements of two other tensors.

    >>> import tinygrad_np as torch
    >>> torch.ones(2).map2_(torch.ones(2), torch.ones(2), lambda x, y, z: x + y + z)
    tensor([3., 3.])
    """
    return _applied("map2_", callable, input, x, y)


def _applied(op: str, callable: Callable[..., Any], input: Any, *others: Any) -> Any:
    own = dtypes.from_numpy_dtype(input._array.dtype).type_name
    for x in (input, *others):
        if not isinstance(x, TensorBase):
            raise TypeError(f"{op}: expected {own} (got {type(x).__name__})")
        if x._requires_grad:
            raise RuntimeError(
                f"Can't call {op}() on Variable that requires grad. "
                f"Use var.detach().{op}() instead."
            )
        found = dtypes.from_numpy_dtype(x._array.dtype).type_name
        if found != own:
            raise TypeError(f"{op}: expected {own} (got {found})")

    def step(x: Any) -> Any:
        shape = x.array.shape
        arrays = [np.broadcast_to(a._array, expanded(a._array, shape)) for a in (x, *others)]
        columns = [array.ravel().tolist() for array in arrays]
        values = [callable(*elements) for elements in zip(*columns, strict=True)]
        wrong = next((v for v in values if not isinstance(v, (float, int))), None)
        if wrong is not None:
            raise TypeError(f"must be real number, not {type(wrong).__name__}")
        return wrap(np.array(values).astype(x.array.dtype).reshape(shape))

    return write(input, step)
