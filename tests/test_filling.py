"""Tensors of a shape, after another tensor, and of numbers in a row."""

import numpy as np
import pytest

import tinygrad_np as us
from tests.oracle import questions


@questions(r"""
>>> a = np.zeros(2)
... a.flags.writeable = False
... torch.tensor(a).add_(1)
tensor([1., 1.], dtype=torch.float64)
>>> torch.zeros(2, 3).new_tensor([[1], [2]]).shape
torch.Size([2, 1])
>>> torch.full((2,), float("nan")), torch.full((), True), torch.full((0, 2), 1).shape
(tensor([nan, nan]), tensor(True), torch.Size([0, 2]))
>>> torch.full((2,), 1, dtype=torch.float16), torch.full([2], 1.5, requires_grad=True)
(tensor([1., 1.], dtype=torch.float16), tensor([1.5000, 1.5000], requires_grad=True))
>>> torch.zeros(2, requires_grad=True), torch.ones(2, dtype=torch.float64, requires_grad=True)
(tensor([0., 0.], requires_grad=True), tensor([1., 1.], dtype=torch.float64, requires_grad=True))
>>> torch.zeros(torch.Size([2, 0])), torch.zeros([]), torch.zeros(())
(tensor([], size=(2, 0)), tensor(0.), tensor(0.))
>>> torch.eye(0), torch.eye(2, 0).shape, torch.eye(3, 2)
(tensor([], size=(0, 0)), torch.Size([2, 0]), tensor([[1., 0.], [0., 1.], [0., 0.]]))
>>> (torch.linspace(0, 1, 0), torch.linspace(0, 1, 1), torch.linspace(3, 3, 3),
... torch.linspace(1, 0, 3))
(tensor([]), tensor([0.]), tensor([3., 3., 3.]), tensor([1.0000, 0.5000, 0.0000]))
>>> torch.linspace(0, 1, 3, requires_grad=True)
tensor([0.0000, 0.5000, 1.0000], requires_grad=True)
>>> torch.arange(0), torch.arange(0, 0), torch.arange(3, 1, -1), torch.arange(1, 2, 0.3)
(tensor([], dtype=torch.int64), tensor([], dtype=torch.int64), tensor([3, 2]), tensor([1.0000,
1.3000, 1.6000, 1.9000]))
>>> torch.arange(1.0, 4.0), torch.arange(1, 4.0), torch.arange(2.5)
(tensor([1., 2., 3.]), tensor([1., 2., 3.]), tensor([0., 1., 2.]))
>>> torch.arange(0, 5, 2, dtype=torch.float32, requires_grad=True)
tensor([0., 2., 4.], requires_grad=True)
>>> torch.arange(-2**63, -2**63 + 2), torch.arange(2**63 - 2, 2**63 - 1)
(tensor([-9223372036854775808, -9223372036854775807]), tensor([9223372036854775806]))
>>> torch.empty_like(x, requires_grad=True).requires_grad, torch.zeros_like(x).requires_grad
(True, False)
>>> torch.ones_like(x, dtype=torch.int8), torch.full_like(i, True)
(tensor([[1, 1, 1], [1, 1, 1]], dtype=torch.int8), tensor([1, 1, 1]))
>>> torch.zeros_like(s), torch.ones_like(e).shape
(tensor(0.), torch.Size([0, 3]))
>>> torch.full_like(x, 2, memory_format=torch.preserve_format)
tensor([[2., 2., 2.], [2., 2., 2.]])
>>> x.new_zeros((2,), requires_grad=True).requires_grad, x.new_ones(()), x.new_empty((0,))
(True, tensor(1.), tensor([]))
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> torch.full((2,), 1, requires_grad=True)
RuntimeError: Only Tensors of floating point and complex dtype can require gradients
>>> torch.zeros(2, dtype=torch.int64, requires_grad=True)
RuntimeError: Only Tensors of floating point and complex dtype can require gradients
>>> torch.zeros(2, -1)
RuntimeError: ...
>>> torch.zeros("a")
TypeError: zeros(): argument 'size' ...must be tuple of ints, not str
>>> torch.zeros(2.0)
TypeError: zeros(): argument 'size' ...must be tuple of ints, not float
>>> torch.zeros([2, 2.5])
TypeError: zeros(): argument 'size' ...
>>> torch.eye(-1)
RuntimeError: n must be greater or equal to 0, got -1
>>> torch.arange(1, 0)
RuntimeError: upper bound and lower bound inconsistent with step sign
>>> torch.zeros_like(i, requires_grad=True)
RuntimeError: Only Tensors of floating point and complex dtype can require gradients
>>> torch.zeros_like(3)
TypeError: zeros_like(): argument 'input' (position 1) must be Tensor, not int
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)


FORMULAS = {
    "linspace": lambda torch, a, b, n, **kind: torch.linspace(a, b, n, **kind),
    "logspace": lambda torch, a, b, n, **kind: torch.logspace(a / 100, b / 100, n, **kind),
    "arange": lambda torch, a, b, n, **kind: torch.arange(a, b, (b - a) / (n + 1), **kind),
    "hann_window": lambda torch, a, b, n, **kind: torch.hann_window(n, a < b, **kind),
    "hamming_window": lambda torch, a, b, n, **kind: torch.hamming_window(n, a < b, **kind),
    "bartlett_window": lambda torch, a, b, n, **kind: torch.bartlett_window(n, a < b, **kind),
    "blackman_window": lambda torch, a, b, n, **kind: torch.blackman_window(n, a < b, **kind),
    "kaiser_window": lambda torch, a, b, n, **kind: torch.kaiser_window(n, a < b, **kind),
}
ULPS = {"linspace": 0, "bartlett_window": 0, "logspace": 16, "kaiser_window": 16}


@pytest.mark.oracle
@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("name", FORMULAS)
def test_numbers_in_a_row_are_pytorchs(name, dtype):
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(1)
    for n in range(60):
        a, b = rng.uniform(-90, 90, 2).tolist()
        mine, other = (
            FORMULAS[name](lib, a, b, n, dtype=getattr(lib, dtype)).numpy() for lib in (us, torch)
        )
        largest = max(np.abs(other).max(initial=0), 1e-30)
        tolerance = ULPS.get(name, 2) * float(np.finfo(dtype).eps) * largest
        np.testing.assert_allclose(mine, other, rtol=0, atol=tolerance)
