"""Random tensors: the same seed gives PyTorch's numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes
from tinygrad_np.creation import leaf, non_negative
from tinygrad_np.devices import check_device
from tinygrad_np.generator import Generator
from tinygrad_np.generator import default_generator as default_generator
from tinygrad_np.ops.operands import as_operand
from tinygrad_np.shapes import as_int, named_sizes, sizes

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


def manual_seed(seed: int) -> Generator:
    """Start the default generator's stream of `seed` anew.

    >>> import tinygrad_np as torch
    >>> _ = torch.manual_seed(0)
    >>> torch.rand(2)
    tensor([0.4963, 0.7682])
    """
    return default_generator.manual_seed(seed)


def seed() -> int:
    """Start the default generator from a seed that nobody can guess, and give the seed."""
    return default_generator.seed()


def initial_seed() -> int:
    """The seed with which the default generator's stream began."""
    return default_generator.initial_seed()


def get_rng_state() -> Tensor:
    """Where the default generator's stream stands, as a tensor of bytes."""
    return leaf(default_generator.get_state())


def set_rng_state(new_state: Tensor) -> None:
    """Put the default generator's stream where `get_rng_state` found it.

    >>> import tinygrad_np as torch
    >>> state = torch.get_rng_state()
    >>> x = torch.rand(3)
    >>> torch.set_rng_state(state)
    >>> (torch.rand(3) == x).tolist()
    [True, True, True]
    """
    default_generator.set_state(as_operand(new_state, "set_rng_state").array)


def rand(
    *size: Any,
    generator: Generator | None = None,
    dtype: Any = None,
    device: Any = None,
    requires_grad: bool = False,
    **size_by_name: Any,
) -> Tensor:
    """Numbers spread evenly over [0, 1).

    >>> import tinygrad_np as torch
    >>> torch.rand(2, 3).shape
    torch.Size([2, 3])
    """
    shape = non_negative(named_sizes(size, size_by_name, "rand"))
    check_device(device)
    return leaf((generator or default_generator).uniform(shape, _floating(dtype)), requires_grad)


def randn(
    *size: Any,
    generator: Generator | None = None,
    dtype: Any = None,
    device: Any = None,
    requires_grad: bool = False,
    **size_by_name: Any,
) -> Tensor:
    """Numbers from the standard normal distribution.

    >>> import tinygrad_np as torch
    >>> torch.randn(2, 3).shape
    torch.Size([2, 3])
    """
    shape = non_negative(named_sizes(size, size_by_name, "randn"))
    check_device(device)
    return leaf((generator or default_generator).normal(shape, _floating(dtype)), requires_grad)


def randint(
    low: Any = None,
    high: Any = None,
    size: Any = None,
    *,
    generator: Generator | None = None,
    dtype: Any = None,
    device: Any = None,
    requires_grad: bool = False,
) -> Tensor:
    """Integers from `low` up to, but without, `high`; or, without `high`, from 0 up to `low`.

    Raises:
        TypeError: if the bounds, or the sizes, are no integers.
        RuntimeError: if there are no integers between the bounds.

    >>> import tinygrad_np as torch
    >>> torch.randint(10, (2, 3)).shape
    torch.Size([2, 3])
    """
    if size is None:  # randint(high, size)
        low, high, size = None, low, high
    if high is None:  # randint(high, size=size)
        low, high = None, low
    if not isinstance(size, (tuple, list)):
        raise TypeError(
            f"randint(): argument 'size' must be tuple of ints, not {type(size).__name__}"
        )
    check_device(device)
    wanted = np.dtype(np.int64) if dtype is None else dtypes.to_numpy_dtype(dtype)
    shape = non_negative(sizes((size,), "randint"))
    first = 0 if low is None else as_int(low, "randint", "low")
    end = as_int(high, "randint", "high")
    array = (generator or default_generator).integers(first, end, shape, wanted)
    return leaf(array, requires_grad)


def randperm(n: int, *, generator: Generator | None = None, dtype: Any = None) -> Tensor:
    """The integers from 0 to n - 1 in random order.

    >>> import tinygrad_np as torch
    >>> torch.randperm(4).sum()
    tensor(6)
    """
    order = (generator or default_generator).permutation(as_int(n, "randperm", "n"))
    return leaf(order if dtype is None else order.astype(dtypes.to_numpy_dtype(dtype)))


def rand_like(input: Tensor, *, dtype: Any = None, requires_grad: bool = False) -> Tensor:
    """As `rand`, in the shape and dtype of `input`.

    >>> import tinygrad_np as torch
    >>> torch.rand_like(torch.ones(2, 3)).shape
    torch.Size([2, 3])
    """
    array = as_operand(input, "rand_like")._array
    return rand(array.shape, dtype=dtype or array.dtype, requires_grad=requires_grad)


def randn_like(input: Tensor, *, dtype: Any = None, requires_grad: bool = False) -> Tensor:
    """As `randn`, in the shape and dtype of `input`.

    >>> import tinygrad_np as torch
    >>> torch.randn_like(torch.ones(2, 3)).shape
    torch.Size([2, 3])
    """
    array = as_operand(input, "randn_like")._array
    return randn(array.shape, dtype=dtype or array.dtype, requires_grad=requires_grad)


def _floating(dtype: Any) -> np.dtype:
    return dtypes.get_default() if dtype is None else dtypes.to_numpy_dtype(dtype)
