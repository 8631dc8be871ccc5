"""Variances, standard deviations, covariances and correlations."""

import numpy as np
import pytest

import tinygrad_np as torch
from tests.oracle import questions


@questions(r"""
>>> x.var()
tensor(3.5000, grad_fn=<VarBackward0>)
>>> x.std(0)
tensor([2.1213, 2.1213, 2.1213], grad_fn=<StdBackward0>)
>>> torch.var_mean(x, 1)
(tensor([1., 1.], grad_fn=<VarMeanBackward0>), tensor([2., 5.], grad_fn=<VarMeanBackward0>))
>>> torch.std_mean(x, False)
(tensor(1.7078, grad_fn=<StdMeanBackward0>), tensor(3.5000, grad_fn=<StdMeanBackward0>))
>>> x.std(axis=1, keepdims=True, unbiased=False)
tensor([[0.8165], [0.8165]], grad_fn=<StdBackward0>)
>>> x.half().var()
tensor(3.5000, dtype=torch.float16, grad_fn=<VarBackward0>)
>>> torch.cov(i)
tensor(1.)
>>> torch.corrcoef(v)
tensor(1., grad_fn=<DivBackward0>)
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> i.var()
RuntimeError: std and var only support floating point and complex dtypes
>>> torch.std_mean(b)
RuntimeError: std_mean only support floating point and complex dtypes
>>> x.var(2)
IndexError: Dimension out of range (expected to be in range of [-2, 1], but got 2)
>>> x.std((1, 1))
RuntimeError: dim 1 appears multiple times in the list of dims
>>> x.var(0, True, correction=1)
TypeError: var()...
>>> x.var(0, 1)
TypeError: var()...
>>> torch.cov(r)
RuntimeError: cov(): expected input to have two or fewer dimensions but got an input with 3
dimensions
>>> torch.corrcoef(r)
RuntimeError: corrcoef(): expected input to have two or fewer dimensions but got an input with 3
dimensions
>>> torch.cov(b)
RuntimeError: cov(): bool dtype is not supported for input
>>> torch.cov(x, fweights=v)
RuntimeError: cov(): expected fweights to have integral dtype but got fweights with Float dtype
>>> torch.cov(x, fweights=i[:2])
RuntimeError: cov(): expected fweights to have the same numel as there are observations in the input
but got 2 != 3
>>> torch.cov(x, aweights=-w)
RuntimeError: cov(): aweights cannot be negative
>>> torch.cov(x, fweights=i * 0)
RuntimeError: cov(): weights sum to zero, can't be normalized
>>> torch.cov(x, aweights=p)
RuntimeError: cov(): expected aweights to have one or fewer dimensions but got aweights with 2
dimensions
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)


@pytest.mark.parametrize(
    ("run", "name"),
    [
        (lambda: torch.ones(1).var(), "var"),
        (lambda: torch.ones(2, 3).std(0, correction=2), "std"),
        (lambda: torch.var_mean(torch.ones(1)), "var_mean"),
        (lambda: torch.cov(torch.ones(1)), "cov"),
    ],
)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # NumPy's, of 0 / 0
def test_it_warns_where_there_is_nothing_to_divide_by(run, name):
    with pytest.warns(UserWarning, match=rf"^{name}\(\): degrees of freedom is <= 0") as caught:
        run()
    assert [w.filename for w in caught if w.category is UserWarning] == [__file__]


def test_a_variance_is_exact_far_from_zero():
    x = np.random.default_rng(0).normal(1e4, 1.0, 100_000).astype(np.float32)
    exact = x.astype(np.float64).var(ddof=1)
    assert torch.from_numpy(x).var().item() == pytest.approx(exact, rel=1e-5)
