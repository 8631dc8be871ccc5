"""Products of two vectors with a matrix between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tinygrad_np import dtypes
from tinygrad_np.ops.arithmetic import add
from tinygrad_np.ops.einsum import einsum
from tinygrad_np.ops.operands import as_operand, refuse

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


def bilinear(input1: Tensor, input2: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    """`input1 @ weight[k] @ input2 + bias[k]` for each k: (*, m) and (*, n) give (*, k).

    `weight` is (k, m, n), `bias` (k,) or None.

    Raises:
        RuntimeError: if shapes or dtypes do not fit together.

    >>> import tinygrad_np as torch
    >>> x, y = torch.tensor([1.0, 2.0]), torch.tensor([3.0, 4.0])
    >>> torch.bilinear(x, y, torch.eye(2).unsqueeze(0))
    tensor([11.])
    """
    given = {"input1": input1, "input2": input2, "weight": weight, "bias": bias}
    operands = {
        name: as_operand(t, "bilinear", name, position)
        for position, (name, t) in enumerate(given.items(), 1)
        if t is not None or name != "bias"
    }
    _check_shapes(*[t._array.shape for t in operands.values()])
    _check_dtypes(operands)
    x, y, matrices, *shift = operands.values()
    product = einsum("...m,kmn,...n->...k", x, matrices, y)
    return add(product, shift[0]) if shift else product


def _check_shapes(x: Any, y: Any, weight: Any, bias: Any = None) -> None:
    if len(x) != len(y):
        raise RuntimeError(f"bilinear(): input dimensions do not match: got {len(x)} and {len(y)}")
    for dim, (m, n) in enumerate(zip(x[:-1], y[:-1], strict=True)):
        if m != n:
            raise RuntimeError(
                f"bilinear(): input batch dimensions do not match at dim {dim}: got {m} and {n}"
            )
    if len(weight) != 3:
        raise RuntimeError(f"bilinear(): weight must have 3 dimensions, got {len(weight)}")
    sizes = (("input1", x, weight[1]), ("input2", y, weight[2]), ("bias", bias, weight[0]))
    for name, shape, wanted in sizes:
        if shape is not None and not shape:
            raise IndexError(f"bilinear(): {name} has no dimensions, but needs one of {wanted}")
        if shape is not None and shape[-1] != wanted:
            raise RuntimeError(
                f"bilinear(): {name} size does not match weight size: got {shape[-1]} but expected "
                f"{wanted}"
            )


def _check_dtypes(operands: dict[str, Any]) -> None:
    refuse("bilinear", "b", operands["input1"]._array)
    kinds = {name: t._array.dtype for name, t in operands.items()}
    if len({*kinds.values()}) > 1:
        found = ", ".join(
            f"{name}: {dtypes.from_numpy_dtype(kind).scalar_name.lower()}"
            for name, kind in kinds.items()
        )
        raise RuntimeError(f"All tensors must have the same dtype, got {found}")
