"""Random numbers in the place of a tensor's elements, or by parameters that tensors hold.

They have a derivative, which is zero. They are drawn in the order in which the elements are in
memory, as PyTorch does.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import distributions, dtypes
from tinygrad_np.creation import leaf, non_negative
from tinygrad_np.engine.function import Function
from tinygrad_np.engine.graph import TensorBase
from tinygrad_np.layouts import check_options
from tinygrad_np.ops.inplace import write
from tinygrad_np.ops.operands import as_operand, number
from tinygrad_np.random import Generator, in_memory_order, stream_of
from tinygrad_np.shapes import as_int, broadcast, sizes

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


def _drawn(x, values):
    return np.where(True, values.astype(x.dtype), x)


def _zeros(grad):
    return np.zeros_like(grad)


class Uniform(Function):
    """Evenly spread numbers in the place of x."""

    forward, backward = _drawn, _zeros


class Normal(Function):
    """Normally distributed numbers in the place of x."""

    forward, backward = _drawn, _zeros


class Exponential(Function):
    """Exponentially distributed numbers in the place of x."""

    forward, backward = _drawn, _zeros


class Random(Function, node_name="RandomBackward2"):
    """Random integers in the place of x."""

    forward, backward = _drawn, _zeros


class Bernoulli(Function):
    """Random ones and zeros in the place of x."""

    forward, backward = _drawn, _zeros


class Geometric(Function):
    """Random numbers of trials in the place of x."""

    forward, backward = _drawn, _zeros


class Cauchy(Function):
    """Numbers from the distribution of Cauchy in the place of x."""

    forward, backward = _drawn, _zeros


class LogNormal(Function):
    """Numbers whose logarithms are normally distributed in the place of x."""

    forward, backward = _drawn, _zeros


class Poisson(Function):
    """Random numbers of events in the place of x."""

    forward, backward = _drawn, _zeros


class Binomial(Function):
    """Random numbers of successes, drawn elsewhere, by their chances."""

    broadcasts = True

    def forward(prob, values):
        return np.where(True, values.astype(prob.dtype), prob)

    def backward(grad):
        return np.zeros_like(grad)


class NormalOf(Function, node_name="NormalBackward3"):
    """Normally distributed numbers of a mean and a standard deviation, drawn elsewhere."""

    broadcasts = True

    def forward(mean, std, values):
        return np.where(True, values.astype(mean.dtype), mean + std.astype(mean.dtype))

    def backward_mean(grad):
        return np.zeros_like(grad)

    def backward_std(grad):
        return np.zeros_like(grad)


def _redraw(input: Any, function: type[Function], draw: Callable[[tuple, Any], Any]) -> Any:
    """Let drawn numbers take the place of the elements of `input`."""

    def step(before: TensorBase) -> Any:
        return function.apply(before, in_memory_order(input.array, draw))

    def into(array: np.ndarray) -> bool:
        array[...] = in_memory_order(array, draw)
        return True

    return write(input, step, into=into)


def uniform_(input: Tensor, *bounds: Any, generator: Generator | None = None, **named: Any) -> Any:
    """Numbers spread evenly over [from, to), by default [0, 1), in the place of the elements.

    Raises:
        TypeError: for other arguments.
        RuntimeError: if the range is reversed or too wide for the dtype.

    >>> import tinygrad_np as torch
    >>> bool((torch.empty(9).uniform_(2, 3) >= 2).all())
    True
    """
    low, high = _from_to("uniform_", bounds, named, 0.0, 1.0)
    stream, dtype = stream_of(generator, "uniform_"), input._array.dtype
    return _redraw(input, Uniform, lambda shape, _: stream.uniform(shape, dtype, low, high))


def random_(input: Tensor, *bounds: Any, generator: Generator | None = None, **named: Any) -> Any:
    """Integers from `from` up to, but without, `to`, in the place of the elements.

    Called as `random_()`, `random_(to)` or `random_(from, to)`. Without `to` up to the largest that
    the dtype holds; of a floating one, up to the largest before which it holds them all.

    Raises:
        TypeError: for other arguments.
        RuntimeError: if the range has no integers, or some that the dtype cannot hold.

    >>> import tinygrad_np as torch
    >>> bool((torch.empty(9).random_(5) < 5).all())
    True
    """
    stream, dtype = stream_of(generator, "random_"), input._array.dtype
    if not bounds and not named:
        return _redraw(
            input, Random, lambda shape, _: distributions.whole_range(stream, shape, dtype)
        )
    if len(bounds) == 1 and not named:
        bounds = (0, bounds[0])
    low, high = _from_to("random_", bounds, named, 0, None)
    first = as_int(low, "random_", "from")
    end = distributions.largest(dtype) + 1 if high is None else as_int(high, "random_", "to")
    return _redraw(input, Random, lambda shape, _: stream.integers(first, end, shape, dtype))


def _from_to(op: str, bounds: tuple, named: dict, low: Any, high: Any) -> tuple[Any, Any]:
    """The arguments `from`, which is no name in Python, and `to`, as numbers or None."""
    given = dict(zip(("from", "to"), bounds, strict=False))
    if len(bounds) > 2 or named.keys() - {"from", "to"} or named.keys() & given.keys():
        raise TypeError(f"{op}() received an invalid combination of arguments")
    given = {"from": low, "to": high} | given | named
    low, high = (
        None if x is None and high is None else number(x, op, name) for name, x in given.items()
    )
    return low, high


def normal_(
    input: Tensor, mean: float = 0, std: float = 1, *, generator: Generator | None = None
) -> Tensor:
    """Normally distributed numbers in the place of the elements.

    Raises:
        RuntimeError: if `std` is negative.

    >>> import tinygrad_np as torch
    >>> torch.empty(3).normal_(2, 0)
    tensor([2., 2., 2.])
    """
    stream, array = stream_of(generator, "normal_"), input.array
    mean, std = number(mean, "normal_", "mean"), number(std, "normal_", "std")
    blocks = array.flags.c_contiguous

    def draw(shape: tuple, order: Any) -> Any:
        return stream.normal(shape, array.dtype, mean, std, blocks)

    return _redraw(input, Normal, draw)


def exponential_(input: Tensor, lambd: float = 1, *, generator: Generator | None = None) -> Tensor:
    """Exponentially distributed numbers of the rate `lambd` in the place of the elements.

    Raises:
        RuntimeError: if the rate is not positive.

    >>> import tinygrad_np as torch
    >>> bool((torch.empty(9).exponential_() >= 0).all())
    True
    """
    stream, dtype = stream_of(generator, "exponential_"), input._array.dtype
    rate = number(lambd, "exponential_", "lambd")
    return _redraw(input, Exponential, lambda shape, _: stream.exponential(shape, dtype, rate))


def bernoulli_(input: Tensor, p: Any = 0.5, *, generator: Generator | None = None) -> Tensor:
    """Ones with the probability `p`, a number or a tensor that broadcasts, else zeros, in place.

    Raises:
        RuntimeError: if a probability is not between 0 and 1.

    >>> import tinygrad_np as torch
    >>> torch.empty(3).bernoulli_(1)
    tensor([1., 1., 1.])
    """
    stream, array = stream_of(generator, "bernoulli_"), input.array
    chances = p._array if isinstance(p, TensorBase) else number(p, "bernoulli_", "p")

    def draw(shape: tuple, order: Any) -> Any:
        given = chances
        if isinstance(p, TensorBase):
            given = np.broadcast_to(chances, array.shape).transpose(tuple(order))
        return stream.bernoulli(given, shape, array.dtype)

    return _redraw(input, Bernoulli, draw)


def geometric_(input: Tensor, p: float, *, generator: Generator | None = None) -> Tensor:
    """How often to try until what has the probability `p` happens, in the place of the elements.

    Raises:
        RuntimeError: if `p` is not between 0 and 1.

    >>> import tinygrad_np as torch
    >>> bool((torch.empty(9).geometric_(0.5) >= 1).all())
    True
    """
    stream, dtype = stream_of(generator, "geometric_"), input._array.dtype
    p = number(p, "geometric_", "p")
    draw = partial(distributions.geometric, stream)
    return _redraw(input, Geometric, lambda shape, _: draw(shape, dtype, p))


def cauchy_(
    input: Tensor, median: float = 0, sigma: float = 1, *, generator: Generator | None = None
) -> Tensor:
    """Numbers from the distribution of Cauchy in the place of the elements.

    Raises:
        RuntimeError: if `sigma` is not positive, or the dtype not floating point.

    >>> import tinygrad_np as torch
    >>> torch.empty(3).cauchy_().shape
    torch.Size([3])
    """
    stream, dtype = stream_of(generator, "cauchy_"), input._array.dtype
    center, spread = number(median, "cauchy_", "median"), number(sigma, "cauchy_", "sigma")
    draw = partial(distributions.cauchy, stream)
    return _redraw(input, Cauchy, lambda shape, _: draw(shape, dtype, center, spread))


def log_normal_(
    input: Tensor, mean: float = 1, std: float = 2, *, generator: Generator | None = None
) -> Tensor:
    """Numbers whose logarithms have this mean and deviation, in the place of the elements.

    Raises:
        RuntimeError: if `std` is not positive.

    >>> import tinygrad_np as torch
    >>> bool((torch.empty(9).log_normal_() >= 0).all())
    True
    """
    stream, dtype = stream_of(generator, "log_normal_"), input._array.dtype
    center, spread = number(mean, "log_normal_", "mean"), number(std, "log_normal_", "std")
    draw = partial(distributions.log_normal, stream)
    return _redraw(input, LogNormal, lambda shape, _: draw(shape, dtype, center, spread))


def bernoulli(input: Tensor, p: Any = None, *, generator: Generator | None = None) -> Tensor:
    """Ones with the probabilities that `input` holds, or all with `p`; else zeros.

    Raises:
        RuntimeError: if a probability is not between 0 and 1.

    >>> import tinygrad_np as torch
    >>> torch.bernoulli(torch.tensor([0.0, 1.0]))
    tensor([0., 1.])
    """
    input = as_operand(input, "bernoulli")
    result = leaf(np.empty(input._array.shape, input._array.dtype))
    bernoulli_(result, leaf(input.array) if p is None else p, generator=generator)
    return Bernoulli.apply(input, result._array)


def poisson(input: Tensor, generator: Generator | None = None) -> Tensor:
    """How often what happens at the rates that `input` holds does so in a unit of time.

    Raises:
        RuntimeError: if a rate is negative.

    >>> import tinygrad_np as torch
    >>> torch.poisson(torch.tensor([0.0, 0.0]))
    tensor([0., 0.])
    """
    input = as_operand(input, "poisson")
    counts = distributions.poisson(stream_of(generator, "poisson"), input.array)
    return Poisson.apply(input, counts)


def binomial(count: Tensor, prob: Tensor, generator: Generator | None = None) -> Tensor:
    """How many of `count` tries succeed, each with the chance `prob`; both broadcast.

    Raises:
        ValueError: if `count` is not floating point.
        RuntimeError: if the tensors are not of one dtype.

    >>> import tinygrad_np as torch
    >>> torch.binomial(torch.tensor([10.0, 5.0]), torch.tensor([0.0, 1.0]))
    tensor([0., 5.])
    """
    count, prob = as_operand(count, "binomial", "count"), as_operand(prob, "binomial", "prob", 2)
    names = [dtypes.from_numpy_dtype(x._array.dtype).scalar_name for x in (count, prob)]
    if count._array.dtype.kind != "f":
        raise ValueError(f"binomial only supports floating-point dtypes for count, got: {names[0]}")
    if names[0] != names[1]:
        raise RuntimeError(f"Found dtype {names[1]} but expected {names[0]}")
    shape = broadcast(count._array.shape, prob._array.shape)
    counts, chances = (np.broadcast_to(x._array, shape) for x in (count, prob))
    values = distributions.binomial(stream_of(generator, "binomial"), counts, chances)
    return Binomial.apply(prob, values)


def normal(
    mean: Any,
    std: Any = 1.0,
    size: Any = None,
    *,
    generator: Generator | None = None,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    requires_grad: bool = False,
) -> Tensor:
    """Normally distributed numbers: of means or deviations that tensors hold, or of a `size`.

    Raises:
        TypeError: if there is neither a tensor nor a size, or both.
        RuntimeError: if a deviation is negative.

    >>> import tinygrad_np as torch
    >>> torch.normal(torch.tensor([1.0, 2.0]), 0.0)
    tensor([1., 2.])
    """
    stream = stream_of(generator, "normal")
    tensors = isinstance(mean, TensorBase) or isinstance(std, TensorBase)
    if tensors == (size is not None) or (tensors and dtype is not None):
        raise TypeError("normal() received an invalid combination of arguments")
    if tensors:
        return _normal_of(mean, std, stream)
    check_options("normal", device, layout, pin_memory)
    wanted = dtypes.get_default() if dtype is None else dtypes.to_numpy_dtype(dtype)
    shape = non_negative(sizes((size,), "normal"))
    mean, std = number(mean, "normal", "mean"), number(std, "normal", "std")
    return leaf(stream.normal(shape, wanted, mean, std), requires_grad)


def _normal_of(mean: Any, std: Any, stream: Any) -> Any:
    if not isinstance(mean, TensorBase):
        mean = leaf(np.array(number(mean, "normal", "mean"), std._array.dtype))
    if not isinstance(std, TensorBase):
        std = leaf(np.array(number(std, "normal", "std")))
    a, b = mean.array, std.array
    if not np.all(b >= 0):
        what = "all elements of std >= 0.0" if b.ndim else f"std >= 0.0, but found std {b:g}"
        raise RuntimeError(f"normal expects {what}")
    values = stream.normal(broadcast(a.shape, b.shape), a.dtype) * b.astype(a.dtype) + a
    return NormalOf.apply(mean, std, values)


def multinomial(
    input: Tensor,
    num_samples: int,
    replacement: bool = False,
    *,
    generator: Generator | None = None,
) -> Tensor:
    """`num_samples` indices into each row of `input`, drawn with chances that go by its elements.

    With `replacement` the same one can be drawn again.

    Raises:
        RuntimeError: if these cannot be chances, or there are too few of them.

    >>> import tinygrad_np as torch
    >>> torch.multinomial(torch.tensor([0.0, 1.0]), 1)
    tensor([1])
    """
    stream = stream_of(generator, "multinomial")
    weights = as_operand(input, "multinomial").array
    count = as_int(num_samples, "multinomial", "num_samples")
    _check_weights(weights, count, replacement)
    rows = weights.reshape(-1, weights.shape[-1])
    chosen = distributions.choices(stream, rows, count, replacement)
    return leaf(chosen.reshape(*weights.shape[:-1], count))


def _check_weights(weights: np.ndarray, count: int, replacement: bool) -> None:
    if weights.ndim not in (1, 2):
        raise RuntimeError("prob_dist must be 1 or 2 dim")
    if weights.dtype.kind != "f":
        name = dtypes.from_numpy_dtype(weights.dtype).scalar_name
        raise RuntimeError(
            f"multinomial only supports floating-point dtypes for input, got: {name}"
        )
    if count <= 0:
        raise RuntimeError("cannot sample n_sample <= 0 samples")
    if not replacement and count > weights.shape[-1]:
        raise RuntimeError(
            "cannot sample n_sample > prob_dist.size(-1) samples without replacement"
        )
    if not np.all(np.isfinite(weights) & (weights >= 0)):
        raise RuntimeError("probability tensor contains either `inf`, `nan` or element < 0")
    if not np.all(np.add.reduce(weights, axis=-1) > 0):
        raise RuntimeError("invalid multinomial distribution (sum of probabilities <= 0)")
