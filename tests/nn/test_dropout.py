"""Dropout as functions and as layers."""

import numpy as np
import pytest

import tinygrad_np as torch
from tests.nn.training import assert_copies_alike, assert_trains_alike
from tests.oracle import questions
from tinygrad_np import nn

SHAPES = {
    "Dropout": (4, 5),
    "Dropout1d": (4, 5, 3),
    "Dropout2d": (4, 5, 2, 3),
    "Dropout3d": (4, 5, 2, 2, 3),
    "AlphaDropout": (40, 5),
    "FeatureAlphaDropout": (4, 5, 2),
}


@questions(
    """
>>> torch.nn.Dropout(), torch.nn.Dropout2d(0.3, True), torch.nn.AlphaDropout(p=0.1)
(Dropout(p=0.5, inplace=False), Dropout2d(p=0.3, inplace=True), AlphaDropout(p=0.1, inplace=False))
>>> torch.nn.Dropout(1.5)
ValueError: dropout probability has to be between 0 and 1, but got 1.5
>>> torch.manual_seed(3)
... torch.nn.Dropout(0.2)(x)
tensor([[1.2500, 2.5000, 3.7500],
        [5.0000, 6.2500, 7.5000]], grad_fn=<MulBackward0>)
>>> torch.nn.Dropout().eval()(x) is x
True
>>> h = x * 1
... torch.nn.Dropout(1.0, inplace=True)(h) is h, h
(True, tensor([[0., 0., 0.],
        [0., 0., 0.]], grad_fn=<MulBackward0>))
>>> torch.nn.Dropout(inplace=True)(x)
RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.
>>> torch.manual_seed(3)
... torch.nn.AlphaDropout()(v)
tensor([-0.1072,  1.2224, -0.7792], grad_fn=<AddBackward0>)
>>> torch.nn.functional.dropout(x, 2.0)
ValueError: dropout probability has to be between 0 and 1, but got 2.0
>>> torch.dropout(x, 2.0, True)
RuntimeError: dropout probability has to be between 0 and 1, but got 2
>>> torch.dropout(x, 0.5, None)
TypeError: dropout(): argument 'train' (position 3) must be bool, not NoneType
>>> torch.nn.functional.dropout(i)
RuntimeError: result type Float can't be cast to the desired output type Long
>>> torch.feature_dropout(v, 0.5, True)
RuntimeError: Feature dropout requires at least 2 dimensions in the input
>>> torch.nn.functional.dropout1d(v)
RuntimeError: dropout1d: Expected 2D or 3D input, but received a 1D input. Note that dropout1d
exists to provide channel-wise dropout on inputs with 1 spatial dimension, a channel dimension, and
an optional batch dimension (i.e. 2D or 3D inputs).
>>> torch.nn.Dropout()([1.0])
TypeError: dropout(): argument 'input' (position 1) must be Tensor, not list
"""
)
def test_dropout(ask, code, answer):
    ask(code, answer)


@pytest.mark.oracle
@pytest.mark.parametrize("p", [0.0, 0.1, 0.5, 1])
@pytest.mark.parametrize("name", SHAPES)
def test_layers_drop_what_pytorch_drops(name, p):
    x = np.random.default_rng(5).normal(size=SHAPES[name])
    assert_trains_alike(lambda library: getattr(library.nn, name)(p), x)


@pytest.mark.oracle
@pytest.mark.parametrize("name", SHAPES)
def test_in_place_too(name):
    def make(library):
        class Model(library.nn.Module):
            def __init__(self):
                super().__init__()
                self.drop = getattr(library.nn, name)(0.4, inplace=True)

            def forward(self, x):
                y = x * 2
                return self.drop(y) + y

        return Model()

    assert_trains_alike(make, np.random.default_rng(5).normal(size=SHAPES[name]))


@pytest.mark.parametrize("name", SHAPES)
def test_copies(name):
    assert_copies_alike(getattr(nn, name)(0.3), torch.ones(SHAPES[name]))


@pytest.mark.parametrize("in_place", [False, True])
@pytest.mark.parametrize("name", ["Dropout", "Dropout1d", "Dropout3d"])
def test_single_items(name, in_place):
    shape = SHAPES[name][1:]
    layer = getattr(nn, name)(0.5, in_place)
    x = torch.ones(shape)
    torch.manual_seed(2)
    y = layer(x)
    torch.manual_seed(2)
    batched = getattr(nn, name)(0.5)(torch.ones(1, *shape))
    assert y.tolist() == batched[0].tolist()
    assert (y is x) == in_place


@pytest.mark.parametrize(("op", "dims"), [("dropout2d", 2), ("dropout2d", 5), ("dropout3d", 3)])
def test_strange_dims_are_warned_of(op, dims):
    with pytest.warns(UserWarning, match=f"{op}: Received a {dims}-D input"):
        getattr(nn.functional, op)(torch.ones([2] * dims))


def test_three_dims_are_channels_with_one_spatial_dim():
    with pytest.warns(UserWarning, match="assuming that channel-wise 1D dropout"):
        nn.functional.dropout2d(torch.ones(2, 3, 4))


def test_about_as_many_stay_as_should():
    torch.manual_seed(0)
    y = nn.Dropout(0.2)(torch.ones(10000))
    assert {*y.tolist()} == {0.0, 1.25}
    assert abs(y.mean().item() - 1) < 0.02
