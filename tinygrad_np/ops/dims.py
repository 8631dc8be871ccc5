"""Dims moved and exchanged, by all the names that there are for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tinygrad_np import shapes
from tinygrad_np.ops.operands import as_operand
from tinygrad_np.ops.shape import permute, transpose

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


def swapaxes(input: Tensor, axis0: int, axis1: int) -> Tensor:
    """`transpose`, by NumPy's name.

    >>> import tinygrad_np as torch
    >>> torch.swapaxes(torch.ones(2, 3), 0, 1).shape
    torch.Size([3, 2])
    """
    return transpose(as_operand(input, "swapaxes"), axis0, axis1)


def swapdims(input: Tensor, dim0: int, dim1: int) -> Tensor:
    """`transpose`, by another name.

    >>> import tinygrad_np as torch
    >>> torch.swapdims(torch.ones(2, 3), 0, 1).shape
    torch.Size([3, 2])
    """
    return transpose(as_operand(input, "swapdims"), dim0, dim1)


def movedim(input: Tensor, source: Any, destination: Any) -> Tensor:
    """The dims `source` (an int or several) moved to the places `destination`: a view.

    The other dims keep their order.

    Raises:
        IndexError: for a dim that the input does not have.
        RuntimeError: if a dim is named twice, or there are more of one than of the other.

    >>> import tinygrad_np as torch
    >>> torch.movedim(torch.ones(2, 3, 4), 0, -1).shape
    torch.Size([3, 4, 2])
    """
    input = as_operand(input, "movedim")
    ndim = input._array.ndim
    given = {
        name: list(dims) if isinstance(dims, (tuple, list)) else [dims]
        for name, dims in (("source", source), ("destination", destination))
    }
    if len(given["source"]) != len(given["destination"]):
        raise RuntimeError(
            f"movedim: Invalid source or destination dims: source ({given['source']} dims) should "
            f"contain the same number of dims as destination ({given['destination']} dims)"
        )
    origins, places = (_distinct(dims, ndim, name) for name, dims in given.items())
    if not ndim:
        return permute(input, ())
    others = iter(d for d in range(ndim) if d not in origins)
    origin_of = dict(zip(places, origins, strict=True))
    return permute(input, [origin_of[d] if d in origin_of else next(others) for d in range(ndim)])


moveaxis = movedim


def _distinct(dims: Sequence, ndim: int, name: str) -> list[int]:
    wrapped = [shapes.wrap_dim(d, ndim, "movedim", name) for d in dims]
    if len(set(wrapped)) < len(wrapped):
        raise RuntimeError(f"movedim: repeated dim in `{name}` ({list(dims)})")
    return wrapped


def adjoint(input: Tensor) -> Tensor:
    """The last two dims exchanged: a view. A 0-d tensor stays as it is.

    Raises:
        RuntimeError: for a tensor of one dim.

    >>> import tinygrad_np as torch
    >>> torch.adjoint(torch.ones(5, 2, 3)).shape
    torch.Size([5, 3, 2])
    """
    return _transposed_matrices(as_operand(input, "adjoint"), "tensor.adjoint()")


def adjoint_matrices(input: Tensor) -> Tensor:
    """The last two dims exchanged, `x.mH`: a view. A 0-d tensor stays as it is.

    >>> import tinygrad_np as torch
    >>> torch.ones(5, 2, 3).mH.shape
    torch.Size([5, 3, 2])
    """
    return _transposed_matrices(input, "tensor.mH")


def _transposed_matrices(input: Any, name: str) -> Any:
    ndim = input._array.ndim
    if ndim == 1:
        raise RuntimeError(
            f"{name} is only supported on matrices or batches of matrices. Got 1-D tensor."
        )
    return transpose(input, -2, -1) if ndim else input


def adjoint_matrix(input: Tensor) -> Tensor:
    """The two dims of a matrix exchanged, `x.H`: a view. A 0-d tensor stays as it is.

    Raises:
        RuntimeError: for a tensor of another number of dims.

    >>> import tinygrad_np as torch
    >>> torch.ones(2, 3).H.shape
    torch.Size([3, 2])
    """
    ndim = input._array.ndim
    if ndim not in (0, 2):
        hint = " For batches of matrices, consider using tensor.mH" if ndim > 2 else ""
        raise RuntimeError(
            f"tensor.H is only supported on matrices (2-D tensors). Got {ndim}-D tensor.{hint}"
        )
    return transpose(input, 0, 1) if ndim else input
