"""Random indices of every kind, mixed, in reading and assigning: PyTorch gives the same."""

import warnings

import hypothesis.strategies as some
import numpy as np
import pytest
from hypothesis import given, settings

import tinygrad_np as tg

SHAPES = [(3,), (2, 3), (4, 1), (2, 3, 4), (0, 3), (2, 3, 2, 2)]
BREADTHS = [(), (1,), (2,), (2, 1), (3, 2)]  # of index arrays, which often broadcast together

pytestmark = pytest.mark.oracle
randomly = settings(max_examples=300, deadline=None, derandomize=True)


@some.composite
def item(draw, shape, dim):
    """An item of an index, as a function of a library, and how many dims it takes."""
    size = shape[dim]
    positions = some.integers(-size, size - 1) if size else some.just(0)
    kind = draw(some.sampled_from(["int", "slice", "none", "array", "list", "mask", "0d", "bool"]))
    if kind == "int":
        number = draw(positions | some.integers(-5, 5) if size else positions)
        return lambda library: number, 1
    if kind == "slice":
        ends = some.none() | some.integers(-5, 5)
        part = slice(draw(ends), draw(ends), draw(some.none() | some.integers(1, 3)))
        return lambda library: part, 1
    if kind == "none":
        return lambda library: None, 0
    if kind == "bool":
        truth = draw(some.booleans())
        return lambda library: truth, 0
    if kind == "mask":
        taken = draw(some.integers(1, len(shape) - dim))
        sizes = shape[dim : dim + taken]
        mask = np.array(draw(some.lists(some.booleans(), min_size=24, max_size=24)))
        mask = np.resize(mask, sizes)
        return lambda library: library.from_numpy(mask.copy()), taken
    breadth = () if kind == "0d" else draw(some.sampled_from(BREADTHS))
    count = int(np.prod(breadth))
    numbers = np.array(draw(some.lists(positions, min_size=count, max_size=count)), np.int64)
    numbers = numbers.reshape(breadth)
    if kind == "list" and numbers.ndim == 1:
        return lambda library: numbers.tolist(), 1
    return lambda library: library.from_numpy(numbers.copy()), 1


@some.composite
def case(draw):
    """A shape, whether the tensor is transposed, and an index."""
    shape = draw(some.sampled_from(SHAPES))
    items, dim, ellipsis = [], 0, False
    for _ in range(draw(some.integers(1, len(shape) + 2))):
        if not ellipsis and draw(some.integers(0, 6)) == 0:
            items.append(lambda library: ...)
            ellipsis = True
            dim = min(dim + 1, len(shape))
        if dim < len(shape):
            made, taken = draw(item(shape, dim))
            items.append(made)
            dim += taken
    return shape, draw(some.booleans()), items


def tensors(library, shape, transposed):
    """A leaf, and a tensor of `shape` computed from it."""
    numbers = np.linspace(-1, 2, int(np.prod(shape))).reshape(shape[::-1] if transposed else shape)
    leaf = library.from_numpy(numbers.copy()).requires_grad_()
    x = leaf * 1.0
    return leaf, x.permute(tuple(range(len(shape)))[::-1]) if transposed else x


def outcome(run, library, *args):
    """What `run` gives, or the type of its error."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return run(library, *args)
    except (IndexError, RuntimeError, TypeError, ValueError) as error:
        return type(error)


def agree(run, *args):
    torch = pytest.importorskip("torch")
    mine, other = outcome(run, tg, *args), outcome(run, torch, *args)
    if isinstance(mine, type) or isinstance(other, type):
        assert mine is other
        return
    for ours, theirs in zip(mine, other, strict=True):
        assert tuple(ours.shape) == tuple(theirs.shape)
        np.testing.assert_allclose(ours.detach().numpy(), theirs.detach().numpy(), 1e-12)


def index_of(library, items):
    made = [make(library) for make in items]
    return made[0] if len(made) == 1 and not isinstance(made[0], list) else tuple(made)


def read(library, shape, transposed, items):
    leaf, x = tensors(library, shape, transposed)
    part = x[index_of(library, items)]
    weights = library.arange(1.0, part.numel() + 1, dtype=library.float64).reshape(part.shape)
    (grad,) = library.autograd.grad(part * part, leaf, weights, create_graph=True)
    (second,) = library.autograd.grad(grad.sum(), leaf)
    return part, grad, second


def assign(library, shape, transposed, items, one_number, accumulate):
    leaf, x = tensors(library, shape, transposed)
    index = index_of(library, items)
    region = x[index].shape
    value = library.tensor(0.5, dtype=library.float64)
    if not one_number:
        value = library.arange(1.0, region.numel() + 1, dtype=library.float64).reshape(region)
    value = value.requires_grad_()
    if accumulate:
        x[index] += value
    else:
        x[index] = value
    weights = library.arange(1.0, x.numel() + 1, dtype=library.float64).reshape(x.shape)
    grads = library.autograd.grad(x, [leaf, value], weights, materialize_grads=True)
    return x, *grads


def no_element_twice(shape, transposed, items):
    numbered = tg.arange(int(np.prod(shape))).reshape(shape)
    named = outcome(lambda library: numbered[index_of(library, items)].numpy(), tg)
    return isinstance(named, type) or np.unique(named).size == named.size


@randomly
@given(case())
def test_reading(drawn):
    agree(read, *drawn)


@randomly
@given(case(), some.booleans(), some.booleans())
def test_assigning(drawn, one_number, accumulate):
    # Where an element is named twice, which value it gets is for neither library to say.
    if one_number or no_element_twice(*drawn):
        agree(assign, *drawn, one_number, accumulate)
