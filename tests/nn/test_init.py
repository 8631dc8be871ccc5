"""How parameters begin."""

import numpy as np
import pytest

import tinygrad_np as torch
from tests.nn import questions_given
from tests.oracle import questions
from tinygrad_np import nn

SEED = "_ = torch.manual_seed(0)"


@questions(
    """
>>> g = torch.nn.init.calculate_gain
... g('relu'), g('tanh'), g('sigmoid'), g('linear'), g('conv2d'), g('conv_transpose3d'), g('selu')
(1.4142135623730951, 1.6666666666666667, 1, 1, 1, 1, 0.75)
>>> g = torch.nn.init.calculate_gain
... g('leaky_relu'), g('leaky_relu', 0.2), g('leaky_relu', 2)
(1.4141428569978354, 1.3867504905630728, 0.6324555320336759)
>>> torch.nn.init.calculate_gain('foo')
ValueError: Unsupported nonlinearity foo
>>> torch.nn.init.calculate_gain('leaky_relu', True)
ValueError: negative_slope True not a valid number
>>> torch.nn.init.calculate_gain('leaky_relu', 'x')
ValueError: negative_slope x not a valid number
"""
)
def test_gains(ask, code, answer):
    ask(code, answer)


@questions_given(
    SEED,
    """
>>> torch.nn.init.uniform_(torch.empty(3))
tensor([0.4963, 0.7682, 0.0885])
>>> torch.nn.init.uniform_(torch.empty(3), -2, 5)
tensor([ 1.4738,  3.3776, -1.3807])
>>> torch.nn.init.uniform_(torch.nn.Parameter(torch.empty(3)), a=1, b=2)
Parameter containing:
tensor([1.4963, 1.7682, 1.0885], requires_grad=True)
>>> torch.nn.init.uniform_(torch.empty(3), generator=torch.Generator().manual_seed(7))
tensor([0.5349, 0.1988, 0.6592])
>>> torch.nn.init.uniform_(torch.zeros(2, 3).t())
tensor([[0.4963, 0.1320],
        [0.7682, 0.3074],
        [0.0885, 0.6341]])
>>> t = torch.zeros(2, 4)
... torch.nn.init.uniform_(t[:, ::2])
... t
tensor([[0.4963, 0.0000, 0.7682, 0.0000],
        [0.0885, 0.0000, 0.1320, 0.0000]])
>>> torch.nn.init.uniform_(torch.zeros(()))
tensor(0.4963)
>>> torch.nn.init.uniform_(v), v.grad_fn
(tensor([0.4963, 0.7682, 0.0885], requires_grad=True), None)
>>> torch.nn.init.uniform_(torch.empty(3), 2, 1)
RuntimeError: uniform_ expects to return a [from, to) range, but found from=2 > to=1
>>> torch.nn.init.uniform_(torch.zeros(3, dtype=torch.int64))
NotImplementedError: "check_uniform_bounds" not implemented for 'Long'
""",
)
def test_uniform(ask, code, answer):
    ask(code, answer)


@questions_given(
    SEED,
    """
>>> torch.nn.init.kaiming_uniform_(torch.empty(3, 2))
tensor([[-0.0130,  0.9291],
        [-1.4256, -1.2747],
        [-0.6671,  0.4645]])
>>> torch.nn.init.kaiming_uniform_(torch.empty(3, 2), mode='fan_out', nonlinearity='relu')
tensor([[-0.0106,  0.7586],
        [-1.1640, -1.0408],
        [-0.5447,  0.3792]])
>>> torch.nn.init.kaiming_uniform_(torch.empty(1, 2, 2), a=0.1, mode='FAN_IN')
tensor([[[-0.0091,  0.6537],
         [-1.0030, -0.8969]]])
>>> g = torch.Generator().manual_seed(7)
... torch.nn.init.kaiming_uniform_(torch.empty(1, 2), generator=g)
tensor([[ 0.1210, -1.0434]])
>>> torch.nn.init.kaiming_uniform_(torch.empty(3))
ValueError: Fan in and fan out can not be computed for tensor with fewer than 2 dimensions
>>> torch.nn.init.kaiming_uniform_(torch.empty(3, 2), mode='foo')
ValueError: Mode foo not supported, please use one of ['fan_in', 'fan_out']
>>> torch.nn.init.kaiming_uniform_(torch.empty(3, 2), nonlinearity='foo')
ValueError: Unsupported nonlinearity foo
""",
)
def test_kaiming_uniform(ask, code, answer):
    ask(code, answer)


def test_what_has_no_elements_is_left_alone_with_a_warning():
    with pytest.warns(UserWarning, match="Initializing zero-element tensors is a no-op"):
        nn.init.kaiming_uniform_(torch.empty(3, 0))


# -- against PyTorch, after the same seed ----------------------------------------------------------

FILLINGS = [
    ("uniform_", (3, 4), {"a": -1.0, "b": 2.0}),
    ("normal_", (3, 4), {}),
    ("normal_", (40, 5), {"mean": 2.0, "std": 0.5}),
    ("constant_", (2, 3), {"val": 0.3}),
    ("ones_", (2, 3), {}),
    ("zeros_", (2, 3), {}),
    ("eye_", (2, 3), {}),
    ("dirac_", (4, 2, 3), {}),
    ("dirac_", (4, 2, 3, 2), {"groups": 2}),
    ("dirac_", (2, 5, 1, 2, 3), {}),
    ("trunc_normal_", (40, 5), {}),
    ("trunc_normal_", (40, 5), {"mean": 0.5, "std": 2.0, "a": -1.0, "b": 3.0}),
    ("trunc_normal_", (40, 5), {"a": 1.5, "b": 4.0}),
    ("trunc_normal_", (40, 5), {"std": 9.0, "a": -1.0, "b": 1.0}),
    ("trunc_normal_", (0, 5), {}),
    ("xavier_uniform_", (7, 5), {}),
    ("xavier_uniform_", (4, 3, 2, 2), {"gain": 1.5}),
    ("xavier_normal_", (7, 5), {"gain": 0.5}),
    ("kaiming_uniform_", (7, 5), {"a": 0.2, "mode": "fan_out"}),
    ("kaiming_normal_", (7, 5), {"nonlinearity": "relu"}),
    ("kaiming_normal_", (4, 3, 2), {"a": 0.1, "mode": "fan_out"}),
    ("orthogonal_", (4, 4), {}),
    ("orthogonal_", (3, 6), {"gain": 2.0}),
    ("orthogonal_", (6, 2, 2), {}),
    ("orthogonal_", (0, 3), {}),
    ("sparse_", (10, 4), {"sparsity": 0.25}),
    ("sparse_", (10, 4), {"sparsity": 0.5, "std": 2.0}),
]


@pytest.mark.oracle
@pytest.mark.parametrize("own_generator", [False, True])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize(("name", "shape", "options"), FILLINGS)
def test_after_the_same_seed_the_numbers_are_pytorchs(name, shape, options, dtype, own_generator):
    oracle = pytest.importorskip("torch")
    draws = name not in ("constant_", "ones_", "zeros_", "eye_", "dirac_")
    filled = []
    for library in (torch, oracle):
        library.manual_seed(5)
        tensor = library.zeros(shape, dtype=getattr(library, dtype)).requires_grad_()
        if own_generator and draws:
            options = options | {"generator": library.Generator().manual_seed(6)}
        assert getattr(library.nn.init, name)(tensor, **options) is tensor
        assert tensor.grad_fn is None
        filled.append([tensor.detach().numpy(), library.rand(1).numpy()])
    tolerance = 1e-12 if dtype == "float64" else 2e-6
    for ours, theirs in zip(*filled, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=tolerance, atol=tolerance)


@questions(
    """
>>> torch.nn.init.eye_(v)
ValueError: Only tensors with 2 dimensions are supported
>>> torch.nn.init.sparse_(r, 0.1)
ValueError: Only tensors with 2 dimensions are supported
>>> torch.nn.init.dirac_(p)
ValueError: Only tensors with 3, 4, or 5 dimensions are supported
>>> torch.nn.init.dirac_(r, 3)
ValueError: dim 0 must be divisible by groups
>>> torch.nn.init.orthogonal_(v)
ValueError: Only tensors with 2 or more dimensions are supported
>>> torch.nn.init.xavier_uniform_(v)
ValueError: Fan in and fan out can not be computed for tensor with fewer than 2 dimensions
>>> torch.nn.init.xavier_normal_(v)
ValueError: Fan in and fan out can not be computed for tensor with fewer than 2 dimensions
>>> torch.nn.init.kaiming_normal_(p, mode='foo')
ValueError: Mode foo not supported, please use one of ['fan_in', 'fan_out']
>>> torch.nn.init.constant_(p, 'a')
TypeError: ...
"""
)
def test_fillings_refuse_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)


@pytest.mark.parametrize("name", ["uniform", "normal", "xavier_uniform", "orthogonal", "eye"])
def test_older_names_warn(name):
    older = getattr(nn.init, name)
    with pytest.warns(FutureWarning, match=rf"`nn.init.{name}` is now deprecated in favor of"):
        older(torch.empty(2, 2))
    assert older.__name__ == name


def test_a_normal_cut_off_far_from_its_middle_warns():
    with pytest.warns(UserWarning, match="mean is more than 2 std from"):
        nn.init.trunc_normal_(torch.empty(3), a=3.0, b=4.0)
