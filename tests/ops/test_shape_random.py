"""Random shapes, dims and numbers for the ops on shapes: NumPy gives the same."""

import hypothesis.extra.numpy as arrays_of
import hypothesis.strategies as some
import numpy as np
from hypothesis import given, settings

import tinygrad_np as torch

randomly = settings(max_examples=60, deadline=None, derandomize=True)
shapes = arrays_of.array_shapes(max_dims=4, max_side=4)
small = some.integers(-4, 4)


def numbers(shape):
    return np.arange(1.0, np.prod(shape) + 1).reshape(shape)


def check(ours, theirs, array):
    """Values agree; and each element gets the weights of all the places to which it went."""
    leaf = torch.tensor(array, requires_grad=True)
    found, expected = ours(leaf), theirs(array)
    np.testing.assert_array_equal(found.detach().numpy(), expected)
    head = numbers(expected.shape)
    (gradient,) = torch.autograd.grad(found, leaf, torch.from_numpy(head))
    places = theirs(np.arange(array.size).reshape(array.shape))
    sums = np.bincount(places.ravel(), head.ravel(), array.size).reshape(array.shape)
    np.testing.assert_array_equal(gradient.numpy(), sums)


@randomly
@given(some.data(), shapes)
def test_other_orders(data, shape):
    dims = data.draw(arrays_of.valid_tuple_axes(len(shape)))
    check(lambda x: x.flip(dims), lambda x: np.flip(x, dims), numbers(shape))
    shifts = tuple(data.draw(small) for _ in dims)
    if dims:
        check(lambda x: x.roll(shifts, dims), lambda x: np.roll(x, shifts, dims), numbers(shape))
    if len(dims) == 2:
        k = data.draw(small)
        check(lambda x: x.rot90(k, dims), lambda x: np.rot90(x, k, dims), numbers(shape))
    places = data.draw(some.permutations(range(len(shape))))[: len(dims)]
    check(
        lambda x: x.movedim(dims, tuple(places)),
        lambda x: np.moveaxis(x, dims, places),
        numbers(shape),
    )


@randomly
@given(some.data(), shapes)
def test_repetitions(data, shape):
    times = tuple(data.draw(some.lists(some.integers(0, 3), max_size=5)))
    check(lambda x: x.tile(times), lambda x: np.tile(x, times), numbers(shape))
    dim = data.draw(some.integers(-len(shape), len(shape) - 1))
    count = data.draw(some.integers(0, 3))
    counts = np.array(data.draw(some.lists(some.integers(0, 3), min_size=4)))[: shape[dim]]
    for repeats in (count, counts):
        check(
            lambda x, repeats=repeats: torch.repeat_interleave(x, repeats, dim),
            lambda x, repeats=repeats: np.repeat(x, repeats, dim),
            numbers(shape),
        )


@randomly
@given(some.data(), arrays_of.array_shapes(min_dims=2, max_dims=4, max_side=4), small)
def test_diagonals_and_triangles(data, shape, offset):
    dims = data.draw(some.permutations(range(len(shape))))[:2]
    x = numbers(shape)
    check(lambda x: x.diagonal(offset, *dims), lambda x: np.diagonal(x, offset, *dims), x)
    leaf = torch.tensor(x)
    np.testing.assert_array_equal(leaf.tril(offset).numpy(), np.tril(x, offset))
    np.testing.assert_array_equal(leaf.triu(offset).numpy(), np.triu(x, offset))
    embedded = leaf.diag_embed(offset, *dims)
    np.testing.assert_array_equal(embedded.diagonal(offset, *dims).numpy(), x)
    assert embedded.sum() == x.sum()
    rows, columns = shape[:2]
    expected = np.array(np.tril_indices(rows, offset, columns))
    np.testing.assert_array_equal(torch.tril_indices(rows, columns, offset).numpy(), expected)


@randomly
@given(some.data(), shapes)
def test_parts_that_join_again(data, shape):
    x = numbers(shape)
    leaf = torch.tensor(x, requires_grad=True)
    dim = data.draw(some.integers(-len(shape), len(shape) - 1))
    count = data.draw(some.integers(1, 5))
    parts = leaf.tensor_split(count, dim)
    for mine, other in zip(parts, np.array_split(x, count, dim), strict=True):
        np.testing.assert_array_equal(mine.detach().numpy(), other)
    for several in (parts, leaf.split(count, dim), leaf.chunk(count, dim)):
        assert torch.cat(several, dim).tolist() == x.tolist()
    assert torch.stack(leaf.unbind(dim), dim).tolist() == x.tolist()


@randomly
@given(some.data(), shapes, some.integers(0, 3), some.integers(1, 3))
def test_windows(data, shape, size, step):
    dim = data.draw(some.integers(0, len(shape) - 1))
    size = min(size, shape[dim])

    def windows(x):
        every = np.stack(
            [np.take(x, range(i, i + size), dim) for i in range(0, shape[dim] - size + 1, step)]
        )
        return np.moveaxis(np.moveaxis(every, dim + 1, -1), 0, dim)

    check(lambda x: x.unfold(dim, size, step), windows, numbers(shape))


@randomly
@given(some.data(), shapes)
def test_any_walk_through_memory(data, shape):
    size = data.draw(arrays_of.array_shapes(min_dims=0, max_dims=3, max_side=3))
    stride = tuple(data.draw(some.integers(0, 4)) for _ in size)
    last = sum((n - 1) * s for n, s in zip(size, stride, strict=True))
    x = numbers((*shape, last + 1))
    start = data.draw(some.integers(0, x.size - last - 1))
    order = data.draw(some.permutations(range(x.ndim)))

    def walk(x):
        flat = np.ascontiguousarray(x.transpose(np.argsort(order))).reshape(-1)
        steps = tuple(s * flat.itemsize for s in stride)
        return np.lib.stride_tricks.as_strided(flat[start:], size, steps)

    permuted = x.transpose(order)
    check(lambda x: x.as_strided(size, stride, start), walk, x.transpose(order).copy("K"))
    assert torch.from_numpy(permuted).as_strided(size, stride, start).tolist() == (
        walk(permuted).tolist()
    )


@randomly
@given(arrays_of.mutually_broadcastable_shapes(num_shapes=3, max_dims=4))
def test_shapes_that_broadcast(drawn):
    assert torch.broadcast_shapes(*drawn.input_shapes) == drawn.result_shape
    tensors = torch.broadcast_tensors(*(torch.zeros(shape) for shape in drawn.input_shapes))
    assert {t.shape for t in tensors} == {drawn.result_shape}


# -- writes through views of views -----------------------------------------------------------------


@some.composite
def view_of(draw, shape):
    """A view of a tensor or an array of this shape, in words of both."""
    ndim = len(shape)
    dim = draw(some.integers(0, ndim - 1)) if ndim else 0
    views = [(lambda x: x[None], lambda a: a[None])]
    if ndim:
        n = draw(some.integers(0, shape[dim]))
        start = draw(some.integers(0, shape[dim] - n))
        index = (*(slice(None),) * dim, slice(start, start + n))
        views.append((lambda x: x.narrow(dim, start, n), lambda a: a[index]))
        size = draw(some.integers(1, 3))
        if size <= shape[dim]:
            step = size + draw(some.integers(0, 1))

            def windows(a):
                seen = np.lib.stride_tricks.sliding_window_view(a, size, dim, writeable=True)
                return seen[(*(slice(None),) * dim, slice(None, None, step))]

            views.append((lambda x: x.unfold(dim, size, step), windows))
    if ndim > 1:
        other = (dim + 1) % ndim
        offset = draw(some.integers(-1, 1))

        def diagonal(a):
            seen = np.diagonal(a, offset, dim, other)
            seen.flags.writeable = True
            return seen

        views.append((lambda x: x.diagonal(offset, dim, other), diagonal))
        views.append((lambda x: x.movedim(dim, 0), lambda a: np.moveaxis(a, dim, 0)))
        views.append((lambda x: x.transpose(dim, other), lambda a: np.swapaxes(a, dim, other)))
        views.append((lambda x: x.flatten(0, 1), lambda a: a.reshape(-1, *a.shape[2:])))
    return draw(some.sampled_from(views))


@randomly
@given(some.data(), shapes)
def test_a_write_through_views_of_views(data, shape):
    leaf = torch.ones(shape, dtype=torch.float64, requires_grad=True)
    base, written = leaf * 1.0, np.ones(shape)
    mine, other = base, written
    for _ in range(data.draw(some.integers(1, 3))):
        ours, theirs = data.draw(view_of(other.shape))
        following = theirs(other)
        if following.size and not np.shares_memory(following, other):
            break  # a reshape that had to copy
        mine, other = ours(mine), following
    factors = numbers(other.shape)
    mine.mul_(torch.from_numpy(factors))
    other *= factors
    np.testing.assert_array_equal(base.detach().numpy(), written)
    np.testing.assert_array_equal(mine.detach().numpy(), other)
    head = numbers(shape)
    (gradient,) = torch.autograd.grad(base, leaf, torch.from_numpy(head), retain_graph=True)
    np.testing.assert_array_equal(gradient.numpy(), head * written)
    (through_view,) = torch.autograd.grad(mine.sum(), leaf)
    assert through_view.sum() == other.sum()
