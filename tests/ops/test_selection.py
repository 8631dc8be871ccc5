"""ZeroWhere on its bits agrees with a choice, whatever the numbers are."""

import hypothesis.strategies as some
import numpy as np
import pytest
from hypothesis import given

from tinygrad_np.ops import selection
from tinygrad_np.ops.selection import ZeroWhere

SPECIAL = [0.0, -0.0, 1.0, -2.5, np.inf, -np.inf, np.nan]


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
@given(seed=some.integers(0, 1000), step=some.sampled_from([1, 2, -3]))
def test_it_is_np_where_bit_for_bit(dtype, seed, step):
    rng = np.random.default_rng(seed)
    x = rng.choice(SPECIAL, 2 * selection._FEW).astype(dtype).reshape(-1, 64)[:, ::step]
    mask = rng.random(x.shape) < 0.5
    got = ZeroWhere.forward(np.repeat(x, 3, axis=0), np.repeat(mask, 3, axis=0))
    expected = np.where(np.repeat(mask, 3, axis=0), dtype(0), np.repeat(x, 3, axis=0))
    assert got.dtype == dtype
    assert got.tobytes() == expected.tobytes()


def test_a_mask_broadcasts_against_many_elements():
    x = np.arange(1.0, 4097).reshape(64, 64)
    mask = np.arange(64)[:, None] % 2 == 0
    np.testing.assert_array_equal(ZeroWhere.forward(x, mask), np.where(mask, 0.0, x))
