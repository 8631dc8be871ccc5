"""What losses have in common: how they are added up, and what they refuse and warn of."""

from __future__ import annotations

import warnings
from typing import Any

from tinygrad_np import dtypes
from tinygrad_np.engine.grad_mode import state
from tinygrad_np.ops.operands import as_operand
from tinygrad_np.tensor import Tensor


def legacy(size_average: bool | None, reduce: bool | None, stacklevel: int = 4) -> str:
    """The `reduction` that PyTorch's older arguments come to, with its warning."""
    if reduce is not None and not reduce:
        reduction = "none"
    else:
        reduction = "mean" if size_average is None or size_average else "sum"
    warnings.warn(
        "size_average and reduce args will be deprecated, "
        f"please use reduction='{reduction}' instead.",
        stacklevel=stacklevel,
    )
    return reduction


def chosen(reduction: str, size_average: bool | None = None, reduce: bool | None = None) -> str:
    """The reduction, which the older arguments overrule: "none", "mean" or "sum".

    Raises:
        ValueError: for another.
    """
    if size_average is not None or reduce is not None:
        return legacy(size_average, reduce)
    if reduction == "elementwise_mean":
        warnings.warn(
            "reduction='elementwise_mean' is deprecated. Please use reduction='mean' instead.",
            stacklevel=3,
        )
        return "mean"
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(f"{reduction} is not a valid value for reduction")
    return reduction


def reduced(each: Tensor, reduction: str) -> Tensor:
    """The loss of each element, or their sum, or their mean."""
    return each if reduction == "none" else getattr(each, reduction)()


def compared(op: str, input: Any, target: Any) -> tuple[Tensor, Tensor]:
    """Input and target as Tensors; warns if their shapes differ."""
    x, y = as_operand(input, op), as_operand(target, op, "target", 2)
    if x._array.shape != y._array.shape:
        warnings.warn(
            f"Using a target size ({y.shape}) that is different to the input size ({x.shape}). "
            "This will likely lead to incorrect results due to broadcasting. "
            "Please ensure they have the same size.",
            stacklevel=3,
        )
    return x, y


def constant(x: Any, op: str, name: str, position: int) -> Any:
    """An argument with respect to which a loss has no derivative, as a Tensor, or None.

    Raises:
        RuntimeError: if it requires grad.
    """
    if x is None:
        return None
    x = as_operand(x, op, name, position)
    if x._requires_grad and state.recording:
        raise RuntimeError(
            f"The function '{op}' is not differentiable with respect to argument '{name}'. "
            f"This input cannot have requires_grad True: give {name}.detach()"
        )
    return x


def dtype_name(x: Tensor) -> str:
    """A dtype as PyTorch's messages name it."""
    return dtypes.from_numpy_dtype(x._array.dtype).scalar_name
