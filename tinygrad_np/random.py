"""Random tensors: the same seed gives PyTorch's numbers. This is `torch.random` too."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes
from tinygrad_np.creation import leaf, non_negative
from tinygrad_np.engine.graph import TensorBase
from tinygrad_np.generator import Stream
from tinygrad_np.layouts import check_options, numpy_order
from tinygrad_np.ops.operands import as_operand
from tinygrad_np.shapes import as_int, named_sizes, sizes

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class Generator(Stream):
    """A stream of random numbers: the same seed gives those of PyTorch's CPU generator.

    Every function that draws takes one as its `generator`.

    >>> import tinygrad_np as torch
    >>> g = torch.Generator().manual_seed(0)
    >>> torch.rand(2, generator=g)
    tensor([0.4963, 0.7682])
    """

    __slots__ = ()

    def get_state(self) -> Tensor:  # type: ignore[override]
        """Where the stream stands, as a tensor of bytes that PyTorch reads too."""
        return leaf(super().get_state())

    def set_state(self, new_state: Tensor) -> None:  # type: ignore[override]
        """Put the stream where `get_state` found it, here or in PyTorch.

        Raises:
            TypeError: if it is no tensor of bytes.
            RuntimeError: if they hold no state.
        """
        if not isinstance(new_state, TensorBase):
            raise TypeError(f"expected a torch.ByteTensor, but got {type(new_state).__name__}")
        super().set_state(new_state.array)

    def clone_state(self) -> Generator:
        """Another generator that stands where this one does."""
        other = Generator()
        other.set_state(self.get_state())
        return other

    def __reduce__(self) -> tuple:
        return _at_state, (self.get_state(),)

    def __deepcopy__(self, memo: dict) -> Generator:
        return self.clone_state()


def _at_state(state: Tensor) -> Generator:
    """A generator that stands there, as pickle needs it."""
    generator = Generator()
    generator.set_state(state)
    return generator


# The stream of everyone who brings no generator. As in PyTorch, it is another in every process
# until `manual_seed`, while a new `Generator()` always starts at the same seed.
default_generator = Generator()
default_generator.seed()


def stream_of(generator: Any, op: str) -> Stream:
    """The generator that was given to `op`, or the default one for None.

    Raises:
        TypeError: if it is none.
    """
    if generator is None:
        return default_generator
    if not isinstance(generator, Stream):
        raise TypeError(
            f"{op}(): argument 'generator' must be torch.Generator, not {type(generator).__name__}"
        )
    return generator


def manual_seed(seed: int) -> Generator:
    """Start the default generator's stream of `seed` anew.

    >>> import tinygrad_np as torch
    >>> _ = torch.manual_seed(0)
    >>> torch.rand(2)
    tensor([0.4963, 0.7682])
    """
    default_generator.manual_seed(int(seed))
    return default_generator


def seed() -> int:
    """Start the default generator from a seed that nobody can guess, and give the seed."""
    return default_generator.seed()


def initial_seed() -> int:
    """The seed with which the default generator's stream began."""
    return default_generator.initial_seed()


def get_rng_state() -> Tensor:
    """Where the default generator's stream stands, as a tensor of bytes."""
    return default_generator.get_state()


def set_rng_state(new_state: Tensor) -> None:
    """Put the default generator's stream where `get_rng_state` found it.

    >>> import tinygrad_np as torch
    >>> state = torch.get_rng_state()
    >>> x = torch.rand(3)
    >>> torch.set_rng_state(state)
    >>> (torch.rand(3) == x).tolist()
    [True, True, True]
    """
    default_generator.set_state(new_state)


@contextlib.contextmanager
def fork_rng(devices: Any = None, enabled: bool = True) -> Iterator[None]:
    """Put the default generator's stream back afterwards, unless not `enabled`.

    >>> import tinygrad_np as torch
    >>> _ = torch.manual_seed(0)
    >>> with torch.random.fork_rng():
    ...     x = torch.rand(1)
    >>> (torch.rand(1) == x).item()
    True
    """
    state = get_rng_state()
    try:
        yield
    finally:
        if enabled:
            set_rng_state(state)


def in_memory_order(array: np.ndarray, draw: Callable[[tuple, Any], np.ndarray]) -> np.ndarray:
    """New values for `array`, drawn in the order in which its elements are in memory.

    `draw(shape, order)` draws them; `order` are the dims of `array` in that order.
    """
    order: Any = range(array.ndim)
    if array.flags.c_contiguous:
        return draw(array.shape, order)
    order = sorted(order, key=lambda dim: -array.strides[dim])
    values = draw(tuple(array.shape[dim] for dim in order), order)
    return values.transpose(np.argsort(order))


def rand(
    *size: Any,
    generator: Generator | None = None,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    requires_grad: bool = False,
    **size_by_name: Any,
) -> Tensor:
    """Numbers spread evenly over [0, 1).

    >>> import tinygrad_np as torch
    >>> torch.rand(2, 3).shape
    torch.Size([2, 3])
    """
    shape = non_negative(named_sizes(size, size_by_name, "rand"))
    check_options("rand", device, layout, pin_memory)
    stream = stream_of(generator, "rand")
    return leaf(stream.uniform(shape, _floating(dtype)), requires_grad)


def randn(
    *size: Any,
    generator: Generator | None = None,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    requires_grad: bool = False,
    **size_by_name: Any,
) -> Tensor:
    """Numbers from the standard normal distribution.

    >>> import tinygrad_np as torch
    >>> torch.randn(2, 3).shape
    torch.Size([2, 3])
    """
    shape = non_negative(named_sizes(size, size_by_name, "randn"))
    check_options("randn", device, layout, pin_memory)
    return leaf(stream_of(generator, "randn").normal(shape, _floating(dtype)), requires_grad)


def randint(
    low: Any = None,
    high: Any = None,
    size: Any = None,
    *,
    generator: Generator | None = None,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
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
    check_options("randint", device, layout, pin_memory)
    wanted = np.dtype(np.int64) if dtype is None else dtypes.to_numpy_dtype(dtype)
    shape = non_negative(sizes((size,), "randint"))
    first = 0 if low is None else as_int(low, "randint", "low")
    end = as_int(high, "randint", "high")
    array = stream_of(generator, "randint").integers(first, end, shape, wanted)
    return leaf(array, requires_grad)


def randperm(
    n: int,
    *,
    generator: Generator | None = None,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    requires_grad: bool = False,
) -> Tensor:
    """The integers from 0 to n - 1 in random order.

    >>> import tinygrad_np as torch
    >>> torch.randperm(4).sum()
    tensor(6)
    """
    check_options("randperm", device, layout, pin_memory)
    wanted = np.dtype(np.int64) if dtype is None else dtypes.to_numpy_dtype(dtype)
    order = stream_of(generator, "randperm").permutation(as_int(n, "randperm", "n"))
    return leaf(order.astype(wanted, copy=False), requires_grad)


def rand_like(
    input: Tensor,
    *,
    generator: Generator | None = None,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    memory_format: Any = None,
    requires_grad: bool = False,
) -> Tensor:
    """As `rand`, in the shape and dtype of `input`.

    >>> import tinygrad_np as torch
    >>> torch.rand_like(torch.ones(2, 3)).shape
    torch.Size([2, 3])
    """
    stream = stream_of(generator, "rand_like")
    check_options("rand_like", device, layout, pin_memory)

    def draw(array: np.ndarray, shape: tuple) -> np.ndarray:
        return stream.uniform(shape, array.dtype)

    return leaf(_like("rand_like", input, dtype, memory_format, draw), requires_grad)


def randn_like(
    input: Tensor,
    *,
    generator: Generator | None = None,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    memory_format: Any = None,
    requires_grad: bool = False,
) -> Tensor:
    """As `randn`, in the shape and dtype of `input`.

    >>> import tinygrad_np as torch
    >>> torch.randn_like(torch.ones(2, 3)).shape
    torch.Size([2, 3])
    """
    stream = stream_of(generator, "randn_like")
    check_options("randn_like", device, layout, pin_memory)

    def draw(array: np.ndarray, shape: tuple) -> np.ndarray:
        return stream.normal(shape, array.dtype, blocks=array.flags.c_contiguous)

    return leaf(_like("randn_like", input, dtype, memory_format, draw), requires_grad)


def randint_like(
    input: Tensor,
    low: Any = None,
    high: Any = None,
    *,
    generator: Generator | None = None,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    memory_format: Any = None,
    requires_grad: bool = False,
) -> Tensor:
    """As `randint`, in the shape and dtype of `input`; without `high`, from 0 up to `low`.

    >>> import tinygrad_np as torch
    >>> torch.randint_like(torch.ones(2, 3), 10).shape
    torch.Size([2, 3])
    """
    stream = stream_of(generator, "randint_like")
    check_options("randint_like", device, layout, pin_memory)
    first, end = (0, low) if high is None else (0 if low is None else low, high)
    first, end = as_int(first, "randint_like", "low"), as_int(end, "randint_like", "high")

    def draw(array: np.ndarray, shape: tuple) -> np.ndarray:
        return stream.integers(first, end, shape, array.dtype)

    return leaf(_like("randint_like", input, dtype, memory_format, draw), requires_grad)


def _like(op: str, input: Any, dtype: Any, memory_format: Any, draw: Callable) -> np.ndarray:
    """An array in the shape, the dtype and the order of dims in memory of `input`."""
    source = as_operand(input, op).array
    wanted = source.dtype if dtype is None else dtypes.to_numpy_dtype(dtype)
    array = np.empty_like(source, wanted, numpy_order(memory_format, op, source))
    array[...] = in_memory_order(array, lambda shape, order: draw(array, shape))
    return array


def _floating(dtype: Any) -> np.dtype:
    return dtypes.get_default() if dtype is None else dtypes.to_numpy_dtype(dtype)
