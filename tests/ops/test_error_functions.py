"""The error function in single precision, where it has a formula of its own."""

import math

import numpy as np
import pytest

import tinygrad_np as torch


@pytest.mark.parametrize("dtype", [np.float32, np.float16])
def test_erf_of_many_singles_is_rounded_right(dtype):
    x = np.concatenate(
        [np.linspace(-6, 6, 5001), [np.inf, -np.inf, np.nan, 0.0, -0.0]], dtype=dtype
    )
    got = torch.erf(torch.tensor(x)).numpy()
    exact = np.array([math.erf(v) for v in x.tolist()])
    assert got.dtype == dtype
    np.testing.assert_allclose(got, exact, rtol=float(np.finfo(dtype).eps) / 1.8, atol=1e-8)
    assert got[5001:].tolist()[:2] == [1, -1]
