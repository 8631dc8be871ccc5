"""Random programs of ops, views and in-place steps, run in two ways and by PyTorch.

A program is a list of small numbers: what each step does, and to which of the tensors so far. It is
run as users write it, where tensors share memory and steps write to it; and on memory that is never
written, where a view is a list of places and a step makes all of the memory anew. Both must give
the same values and the same derivatives of two orders, and finite differences the same too.
"""

import functools
import operator

import hypothesis.strategies as some
import numpy as np
import pytest
from hypothesis import assume, given, reject, settings

import tinygrad_np
from tests.large import few_elements_are_many

SHAPES = [(2, 3), (3,), (2, 1, 2), (1, 3), ()]
MAPS = [
    lambda x: x.sin(),
    lambda x: x.tanh(),
    lambda x: x.sigmoid(),
    lambda x: x * x,
    lambda x: (x * x + 1) ** 0.5,
    lambda x: -x / 2,
    lambda x: x.sum(),
    lambda x: x.mean(-1, keepdim=True),
    lambda x: x.sum(0, keepdim=True) * 0.5,
    lambda x: x.reshape(-1)[:1].exp().log(),
]
PAIRS = [
    lambda x, y: x + y,
    lambda x, y: x - y * 0.5,
    lambda x, y: x * y,
    lambda x, y: x / (y * y + 1),
]
VIEWS = [
    lambda x: x[0] if x.ndim else x[None],
    lambda x: x[-1:] if x.ndim else x,
    lambda x: x[..., -1] if x.ndim else x,
    lambda x: x[..., ::2] if x.ndim else x,
    lambda x: x[None],
    lambda x: x.swapaxes(0, -1) if x.ndim else x,
    lambda x: x.swapaxes(0, 1)[:1] if x.ndim > 1 else x,
    lambda x: x.diagonal() if x.ndim > 1 else x,
    lambda x: x.squeeze(),
]
# What is written: in place, and as a new value.
STEPS = [
    (lambda x, y: x.add_(y), lambda x, y: x + y),
    (lambda x, y: x.sub_(y, alpha=0.5), lambda x, y: x - 0.5 * y),
    (lambda x, y: x.mul_(y), lambda x, y: x * y),
    (lambda x, y: x.div_(y * y + 1), lambda x, y: x / (y * y + 1)),
    (lambda x, y: x.copy_(y), lambda x, y: x * 0 + y),
    (lambda x, y: x.__setitem__(..., y), lambda x, y: x * 0 + y),
    (lambda x, y: x.zero_(), lambda x, y: x * 0),
    (lambda x, y: x.mul_(x), lambda x, y: x * x),
    (lambda x, y: x.fill_(0.7).mul_(y), lambda x, y: 0.7 * y + x * 0),
]

LARGE = 100.0  # beyond it finite differences say little

number = some.integers(0, 9)
programs = some.lists(some.tuples(some.integers(0, 3), number, number, number), max_size=9)
leaves = some.lists(some.sampled_from(SHAPES), min_size=2, max_size=2)
sparingly = functools.partial(settings, deadline=None, derandomize=True)


class Shared:
    """Tensors as users have them: a view shares its base's memory, a step writes into it."""

    def __init__(self, library):
        self.new = self.read = lambda tensor, places: tensor.clone()

    def view(self, tensor, take):
        return take(tensor)

    def write(self, tensor, places, step, y):
        step[0](tensor, y)


class Unshared:
    """A tensor is the number of a memory, of which none is ever written."""

    def __init__(self, library):
        self.library, self.memories = library, []

    def new(self, tensor, places):
        self.memories.append(tensor.reshape(-1))
        return len(self.memories) - 1

    def read(self, number, places):
        return self.memories[number][places.ravel().tolist()].reshape(places.shape)

    def view(self, number, take):
        return number

    def write(self, number, places, step, y):
        old, flat = self.memories[number], places.ravel()
        new = step[1](self.read(number, places), y).reshape(-1)
        written = np.isin(np.arange(len(old)), flat)
        sources = np.zeros(len(old), np.int64)
        sources[flat] = np.arange(flat.size)
        self.memories[number] = self.library.where(
            self.library.from_numpy(written), new[sources.tolist()], old
        )


def run(library, world, program, starts):
    """The value of each tensor of a program that begins with copies of `starts`."""
    memory, tensors = world(library), []

    def add(value):
        places = np.arange(value.numel()).reshape(tuple(value.shape))
        tensors.append((memory.new(value, places), places))

    for start in starts:
        add(start)
    for kind, i, j, k in program:
        (x, places), (y, others) = (tensors[n % len(tensors)] for n in (i, j))
        if kind == 2:
            take = VIEWS[k % len(VIEWS)]
            tensors.append((memory.view(x, take), take(places)))
            continue
        value = memory.read(y, others)
        if not fits(others.shape, places.shape):
            value = value.sum()
        if kind == 3:
            memory.write(x, places, STEPS[k % len(STEPS)], value)
        elif kind == 1:
            add(PAIRS[k % len(PAIRS)](memory.read(x, places), value))
        else:
            add(MAPS[k % len(MAPS)](memory.read(x, places)))
    return [memory.read(*tensor) for tensor in tensors]


def fits(shape, place):
    """Whether a value of one shape broadcasts to the other."""
    lead = len(place) - len(shape)
    return lead >= 0 and all(n in (1, m) for n, m in zip(shape, place[lead:], strict=True))


def arrays_of(shapes):
    rng = np.random.default_rng(len(shapes[0]))
    return [rng.uniform(0.3, 0.9, shape) for shape in shapes]


def loss_of(library, world, program, starts):
    """One number to which every element of every tensor contributes differently."""
    ends = run(library, world, program, starts)
    terms = [(start * start).sum() for start in starts]
    for end in ends:
        weights = np.cos(np.arange(end.numel())).reshape(tuple(end.shape))
        terms.append((end * library.from_numpy(np.asarray(weights))).sum())
    return functools.reduce(operator.add, terms), ends


def two_orders(library, world, program, arrays):
    """The values of a program, its loss's gradients, those of their squares; and `.grad`."""
    starts = [library.from_numpy(array.copy()).requires_grad_() for array in arrays]
    loss, ends = loss_of(library, world, program, starts)
    firsts = library.autograd.grad(loss, starts, create_graph=True)
    squares = functools.reduce(operator.add, [(g * g).sum() for g in firsts])
    seconds = library.autograd.grad(squares, starts, retain_graph=True)
    loss.backward()
    grads = [start.grad for start in starts]
    return [t.detach().numpy() for t in (*ends, *firsts, *seconds, *grads)]


def arrays_and_results(world, program, shapes):
    """What a program begins with, and what it makes of that: no number that is too large."""
    arrays = arrays_of(shapes)
    results = two_orders(tinygrad_np, world, program, arrays)
    assume(all(np.abs(array).max() < LARGE for array in results))
    return arrays, results


def assert_same(found, expected):
    for mine, other in zip(found, expected, strict=True):
        np.testing.assert_allclose(mine, other, rtol=1e-9, atol=1e-9)


@given(programs, leaves)
@sparingly(max_examples=150)
def test_writing_to_memory_is_as_good_as_making_it_anew(program, shapes):
    arrays, expected = arrays_and_results(Unshared, program, shapes)
    assert_same(two_orders(tinygrad_np, Shared, program, arrays), expected)


@given(programs, leaves)
@sparingly(max_examples=100)
def test_large_arrays_are_to_be_had_in_blocks(program, shapes):
    arrays, expected = arrays_and_results(Shared, program, shapes)
    with few_elements_are_many():
        assert_same(two_orders(tinygrad_np, Shared, program, arrays), expected)


@given(programs, leaves)
@sparingly(max_examples=25)
def test_finite_differences_agree(program, shapes):
    arrays, _ = arrays_and_results(Unshared, program, shapes)
    starts = [tinygrad_np.from_numpy(array).requires_grad_() for array in arrays]

    def loss(*starts):
        return loss_of(tinygrad_np, Shared, program, starts)[0]

    assert tinygrad_np.autograd.gradcheck(loss, starts)
    assert tinygrad_np.autograd.gradgradcheck(loss, starts)


@pytest.mark.oracle
@given(programs, leaves)
@sparingly(max_examples=150)
def test_pytorch_agrees(program, shapes):
    torch = pytest.importorskip("torch")
    arrays = arrays_of(shapes)
    ours = two_orders(tinygrad_np, Shared, program, arrays)
    try:
        theirs = two_orders(torch, Shared, program, arrays)
    except RuntimeError:
        reject()  # `x.mul_(x)` has overwritten what PyTorch saved
    assume(all(np.abs(array).max() < LARGE for array in theirs))
    assert_same(ours, theirs)
