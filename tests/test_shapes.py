"""Arithmetic of shapes: broadcasting and its undoing, dims, sizes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from tests.oracle import questions
from tinygrad_np import shapes
from tinygrad_np.shapes import Size


@questions(r"""
>>> x.shape
torch.Size([2, 3])
>>> x.shape.numel(), s.shape.numel(), e.shape.numel()
(6, 1, 0)
>>> x.shape[0], x.shape[1:], x.shape[::-1]
(2, torch.Size([3]), torch.Size([3, 2]))
>>> x.shape + (1,), (1,) + x.shape
(torch.Size([2, 3, 1]), torch.Size([1, 2, 3]))
>>> x.shape == (2, 3), tuple(x.shape), list(x.shape), isinstance(x.shape, tuple)
(True, (2, 3), [2, 3], True)
>>> torch.Size([2, 3]), torch.Size()
(torch.Size([2, 3]), torch.Size([]))
>>> {x.shape: "matrix"}[(2, 3)]
'matrix'
>>> rows, columns = x.shape; columns
3
""")
def test_a_size_is_a_tuple_that_prints_itself(ask, code, answer):
    ask(code, answer)


SHAPES = hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=3)


@given(st.lists(SHAPES, min_size=1, max_size=3))
def test_broadcast_is_numpys(several):
    try:
        wanted = np.broadcast_shapes(*several)
    except ValueError:
        with pytest.raises(RuntimeError, match="must match the size of tensor b"):
            shapes.broadcast(*several)
    else:
        assert shapes.broadcast(*several) == wanted


@given(hnp.mutually_broadcastable_shapes(num_shapes=2, min_side=0, max_dims=4))
def test_a_sum_over_the_reduced_axes_undoes_broadcasting(drawn):
    (target, _), shape = drawn
    ones = np.ones(shape)
    summed = ones.sum(shapes.reduced_axes(shape, target)).reshape(target)
    assert summed.sum() == ones.sum()


@given(SHAPES, SHAPES)
def test_axes_are_reduced_only_where_broadcasting_made_them(shape, target):
    try:
        np.broadcast_to(np.ones(target), shape)
    except ValueError:
        assert shapes.reduced_axes(shape, target) is None


@given(st.integers(-6, 6), st.integers(0, 4))
def test_a_dim_counts_from_either_end(dim, ndim):
    bound = max(ndim, 1)
    if -bound <= dim < bound:
        assert shapes.wrap_dim(dim, ndim, "op") == range(bound)[dim]
    else:
        with pytest.raises(IndexError, match=rf"range of \[{-bound}, {bound - 1}\], but got {dim}"):
            shapes.wrap_dim(dim, ndim, "op")


@pytest.mark.parametrize("dims", [None, (), []])
def test_no_dims_are_all_of_them(dims):
    assert shapes.wrap_dims(dims, 3, "op") is None


def test_the_dims_of_a_scalar_are_none_of_its_dims():
    assert shapes.wrap_dims(0, 0, "op") == ()


@given(SHAPES)
def test_one_size_can_be_inferred(shape):
    count = Size(shape).numel()
    for i in range(len(shape)):
        others = Size(shape[:i] + shape[i + 1 :]).numel()
        if others:
            hidden = (*shape[:i], -1, *shape[i + 1 :])
            assert shapes.inferred(hidden, count) == shape


@pytest.mark.parametrize("given_as", [(2, 3), ((2, 3),), ([2, 3],), (Size((2, 3)),)])
def test_a_shape_can_be_given_in_several_ways(given_as):
    assert shapes.sizes(given_as, "op") == (2, 3)
