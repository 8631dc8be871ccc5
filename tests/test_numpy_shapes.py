"""NumPy's functions for shapes, joining, splitting and other orders, on Tensors."""

import numpy as np
import pytest

import tinygrad_np as torch
from tests.oracle import questions_to_us

# Expressions of NumPy alone; of Tensors they give Tensors with the same values.
CALLS = """
np.ravel(x)
np.reshape(x, (3, 2))
np.permute_dims(r, (2, 0, 1))
np.matrix_transpose(r)
np.moveaxis(r, 0, -1)
np.moveaxis(r, (0, 1), (2, 0))
np.rollaxis(r, 2)
np.rollaxis(r, 0, 3)
np.broadcast_arrays(x, v, s)
np.atleast_1d(s)
np.atleast_1d(s, v)
np.atleast_2d(v)
np.atleast_3d(x)
np.meshgrid(v, v)
np.meshgrid(v, x, s, indexing="ij")
np.append(x, v)
np.append(x, x, axis=0)
np.concatenate((x, v), axis=None)
np.unstack(x)
np.unstack(r, axis=1)
np.hstack([x, x])
np.hstack([s, v])
np.vstack([v, x])
np.dstack([x, x])
np.column_stack([v, v])
np.split(v, 3)
np.split(x, [1], axis=1)
np.array_split(v, 2)
np.array_split(r, [1, 3], axis=2)
np.hsplit(x, 3)
np.vsplit(x, 2)
np.dsplit(r, [1])
np.flip(x)
np.flip(r, axis=(0, 2))
np.flip(x, 1)
np.fliplr(x)
np.flipud(v)
np.roll(x, 1)
np.roll(x, -1, axis=1)
np.roll(x, 1, axis=(0, 1))
np.roll(x, (1, 2), axis=1)
np.roll(x, (1, 1), axis=(0, 1))
np.rot90(x)
np.rot90(r, 2, (1, 2))
np.tile(v, 2)
np.tile(x, (2, 1, 1))
np.repeat(x, 2)
np.repeat(x, 3, axis=1)
np.repeat(x, [1, 2], axis=0)
np.lib.stride_tricks.sliding_window_view(v, 2)
np.lib.stride_tricks.sliding_window_view(r, (2, 3), axis=(0, -1))
np.lib.stride_tricks.sliding_window_view(x, (1, 2))
np.diagonal(x)
np.diagonal(r, 1, 0, 2)
np.diag(v, 1)
np.diag(x)
np.diagflat(x)
np.trace(x)
np.trace(r, 1, 1, 2)
np.tril(x)
np.triu(r, 1)
"""

GIVENS = {
    "x": np.array([[0.5, -1.0, 2.0], [1.5, 3.0, -0.5]]),
    "v": np.array([1.0, -2.0, 0.5]),
    "r": np.arange(24.0).reshape(2, 3, 4),
    "s": np.array(3.0),
}


@pytest.mark.parametrize("code", [line for line in CALLS.split("\n") if line])
def test_a_tensor_gives_what_an_array_gives(code):
    expected = eval(code, {"np": np, **GIVENS})
    leaves = {name: torch.tensor(a, requires_grad=True) for name, a in GIVENS.items()}
    found = eval(code, {"np": np, **leaves})
    if isinstance(expected, (np.ndarray, np.generic)):
        found, expected = (found,), (expected,)
    assert type(found) is type(expected)
    assert len(found) == len(expected)
    for mine, other in zip(found, expected, strict=True):
        np.testing.assert_array_equal(mine.detach().numpy(), other)
        assert mine.requires_grad


@questions_to_us(r"""
>>> np.split(x, 2, axis=1)
ValueError: array split does not result in an equal division
>>> np.lib.stride_tricks.sliding_window_view(x, 2)
ValueError: window_shape has 1 sizes for 2 axes
>>> np.meshgrid(v, v, sparse=True)
TypeError: numpy.meshgrid on a Tensor does not take sparse=: ...
>>> np.trace(x, dtype=np.float64)
TypeError: numpy.trace on a Tensor does not take dtype=: ...
>>> np.concatenate([x, x], dtype=np.float64)
TypeError: numpy.concatenate on a Tensor does not take dtype=: ...
>>> np.vstack([x, r])
RuntimeError: Tensors must have same number of dimensions: got 2 and 3
""")
def test_it_refuses_what_has_no_meaning(ask, code, answer):
    ask(code, answer)
