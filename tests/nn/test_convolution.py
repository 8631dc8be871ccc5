"""Convolutions, pooling, padding and what goes with them, as layers."""

import numpy as np
import pytest

import tinygrad_np as torch
from tests.nn.training import assert_copies_alike, assert_trains_alike
from tests.oracle import questions
from tinygrad_np import nn


def some(*shape):
    return np.random.default_rng(4).normal(size=shape)


LAYERS = [
    ("Conv1d", (2, 3, 2), {}, (2, 2, 5)),
    ("Conv1d", (4, 6, 3), {"groups": 2, "stride": 2, "padding": 1}, (3, 4, 7)),
    ("Conv1d", (2, 3, 4), {"padding": "same", "dilation": 2}, (2, 2, 8)),
    ("Conv1d", (2, 3, 3), {"padding": 2, "padding_mode": "circular"}, (2, 5)),
    ("Conv1d", (2, 3, 2), {"bias": False}, (2, 5)),
    ("Conv2d", (3, 4, 3), {}, (2, 3, 5, 6)),
    ("Conv2d", (3, 4, (3, 2)), {"stride": (2, 1), "padding": (1, 0), "bias": False}, (2, 3, 5, 6)),
    ("Conv2d", (4, 4, 3), {"groups": 4, "padding": "same"}, (2, 4, 4, 5)),
    ("Conv2d", (3, 2, 2), {"padding": "valid", "dilation": (1, 2)}, (3, 5, 6)),
    ("Conv2d", (3, 2, 1), {}, (2, 3, 4, 4)),
    ("Conv2d", (3, 2, 3), {"padding": (2, 1), "padding_mode": "reflect"}, (2, 3, 4, 5)),
    ("Conv2d", (3, 2, 3), {"padding": 1, "padding_mode": "replicate"}, (3, 4, 5)),
    ("Conv2d", (3, 2, 2), {"padding": "same", "padding_mode": "circular"}, (2, 3, 4, 5)),
    ("Conv3d", (2, 3, 2), {"padding": 1, "stride": (1, 2, 1)}, (2, 2, 3, 4, 3)),
    ("Conv3d", (2, 4, 2), {"dilation": (1, 2, 1), "groups": 2, "bias": False}, (2, 2, 4, 3)),
    ("Conv3d", (2, 3, 2), {"padding": 1, "padding_mode": "replicate"}, (1, 2, 2, 3, 2)),
    ("MaxPool1d", (2,), {}, (2, 3, 7)),
    ("MaxPool1d", (2,), {"ceil_mode": True}, (2, 3, 7)),
    ("MaxPool1d", (3,), {"stride": 1, "padding": 1, "dilation": 2}, (3, 7)),
    ("MaxPool2d", (2,), {}, (2, 3, 5, 6)),
    ("MaxPool2d", ((3, 2),), {"stride": (1, 2), "padding": (1, 0)}, (2, 3, 5, 6)),
    ("MaxPool2d", (3,), {"stride": 2, "ceil_mode": True, "dilation": (1, 2)}, (3, 6, 8)),
    ("AvgPool1d", (2,), {}, (2, 3, 7)),
    ("AvgPool1d", (2,), {"ceil_mode": True, "padding": 1}, (2, 3, 7)),
    ("AvgPool1d", (3,), {"stride": 2, "padding": 1, "count_include_pad": False}, (3, 8)),
    ("AvgPool2d", (2,), {}, (2, 3, 5, 6)),
    ("AvgPool2d", ((3, 2),), {"stride": 2, "padding": 1, "ceil_mode": True}, (2, 3, 6, 7)),
    ("AvgPool2d", (2,), {"padding": 1, "count_include_pad": False}, (3, 4, 5)),
    ("AvgPool2d", (2,), {"divisor_override": 3}, (2, 3, 4, 5)),
    ("AdaptiveAvgPool1d", (3,), {}, (2, 3, 7)),
    ("AdaptiveAvgPool2d", (1,), {}, (2, 3, 4, 5)),
    ("AdaptiveAvgPool2d", ((2, None),), {}, (3, 4, 5)),
    ("AdaptiveAvgPool2d", ((3, 2),), {}, (2, 3, 5, 4)),
    ("AdaptiveMaxPool1d", (3,), {}, (2, 3, 7)),
    ("AdaptiveMaxPool2d", ((3, 2),), {}, (2, 3, 5, 4)),
    ("ZeroPad1d", (2,), {}, (2, 3, 4)),
    ("ZeroPad2d", ((1, 2, 0, -1),), {}, (2, 3, 4, 5)),
    ("ZeroPad3d", (1,), {}, (2, 3, 2, 2)),
    ("ConstantPad1d", (2, 3.5), {}, (2, 3, 4)),
    ("ConstantPad2d", ((1, 2, 0, -1), -1), {}, (2, 3, 4, 5)),
    ("ConstantPad3d", (1, 0.5), {}, (2, 3, 2, 2)),
    ("ReflectionPad1d", ((2, 1),), {}, (2, 3, 4)),
    ("ReflectionPad2d", ((1, 2, 0, 1),), {}, (2, 3, 4, 5)),
    ("ReflectionPad3d", (1,), {}, (1, 2, 2, 3, 2)),
    ("ReplicationPad1d", (3,), {}, (3, 4)),
    ("ReplicationPad2d", ((1, 2, 0, -1),), {}, (2, 3, 4, 5)),
    ("ReplicationPad3d", (1,), {}, (1, 2, 2, 3, 2)),
    ("CircularPad1d", ((2, 1),), {}, (2, 3, 4)),
    ("CircularPad2d", ((1, 2, 0, -1),), {}, (2, 3, 4, 5)),
    ("CircularPad3d", (1,), {}, (1, 2, 2, 3, 2)),
    ("Unfold", ((2, 3),), {"dilation": (2, 1), "padding": 1, "stride": 2}, (2, 3, 5, 4)),
    ("Fold", ((4, 5), 2), {"padding": 1, "stride": (2, 3)}, (2, 8, 6)),
    ("Fold", ((4, 5), 2), {"dilation": 2}, (2, 8, 6)),
    ("PixelShuffle", (2,), {}, (2, 8, 2, 3)),
    ("PixelUnshuffle", (2,), {}, (2, 2, 4, 6)),
    ("ChannelShuffle", (3,), {}, (2, 6, 2)),
    ("Flatten", (), {}, (2, 3, 4)),
    ("Flatten", (0, 1), {}, (2, 3, 4)),
    ("Unflatten", (-1, (2, -1)), {}, (2, 6)),
    ("Identity", (3, 4), {"unused": 1}, (2, 3)),
]


@pytest.mark.oracle
@pytest.mark.parametrize(("name", "args", "options", "shape"), LAYERS, ids=str)
def test_a_layer_is_pytorchs(name, args, options, shape):
    def make(library):
        return getattr(library.nn, name)(*args, **options)

    assert_trains_alike(make, some(*shape))


@pytest.mark.oracle
@pytest.mark.parametrize(
    ("name", "args", "shape"),
    [
        ("MaxPool1d", (3, 2, 1, 2), (2, 3, 7)),
        ("MaxPool2d", (3, 2, 1, 1), (2, 3, 5, 6)),
        ("AdaptiveMaxPool1d", (3,), (2, 3, 7)),
        ("AdaptiveMaxPool2d", (2,), (2, 3, 5, 4)),
    ],
)
def test_a_pooling_layer_says_where_the_largest_elements_are(name, args, shape):
    def make(library):
        class Model(library.nn.Module):
            def __init__(self):
                super().__init__()
                self.pool = getattr(library.nn, name)(*args, return_indices=True)

            def forward(self, x):
                largest, places = self.pool(x)
                return largest * places

        return Model()

    assert_trains_alike(make, some(*shape))


@pytest.mark.parametrize(
    ("name", "args", "options", "shape"),
    [row for row in LAYERS if row[0] in ("Conv2d", "MaxPool2d", "ReflectionPad2d", "Unflatten")],
    ids=str,
)
def test_copies_do_the_same(name, args, options, shape):
    layer = getattr(nn, name)(*args, **options).double()
    assert_copies_alike(layer, torch.from_numpy(some(*shape)))


@pytest.mark.oracle
@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
@pytest.mark.parametrize(
    ("name", "args"),
    [("Conv1d", (2, 3, 5)), ("Conv2d", (16, 8, 3)), ("Conv2d", (4, 4, (1, 7), 1, 0, 1, 4))],
)
def test_after_the_same_seed_a_layer_begins_with_pytorchs_numbers(name, args, dtype):
    oracle = pytest.importorskip("torch")
    layers = []
    for library in (torch, oracle):
        library.manual_seed(5)
        layers.append(getattr(library.nn, name)(*args, dtype=getattr(library, dtype)))
    assert list(layers[0].state_dict()) == list(layers[1].state_dict()) == ["weight", "bias"]
    # In float64 PyTorch rounds once where we round twice.
    tolerance = 2e-16 if dtype == "float64" else 0
    for key, ours in layers[0].state_dict().items():
        theirs = layers[1].state_dict()[key].numpy()
        np.testing.assert_allclose(ours.numpy(), theirs, rtol=0, atol=tolerance)


@pytest.mark.oracle
def test_an_image_network_learns_as_in_pytorch():
    def make(library):
        layers = library.nn
        return layers.Sequential(
            layers.Conv2d(1, 4, 3, padding=1),
            layers.ReLU(),
            layers.MaxPool2d(2),
            layers.Conv2d(4, 6, 3, stride=2, groups=2),
            layers.Tanh(),
            layers.AdaptiveAvgPool2d(1),
            layers.Flatten(),
            layers.Linear(6, 3),
        )

    assert_trains_alike(make, some(4, 1, 12, 12))


@questions("""
>>> torch.nn.Conv2d(3, 4, 3), torch.nn.Conv1d(3, 4, 3, padding="same")
(Conv2d(3, 4, kernel_size=(3, 3), stride=(1, 1)),
Conv1d(3, 4, kernel_size=(3,), stride=(1,), padding=same))
>>> torch.nn.Conv2d(4, 4, (3, 2), (1, 2), 1, 2, 2, False, "reflect")
Conv2d(4, 4, kernel_size=(3, 2), stride=(1, 2), padding=(1, 1), dilation=(2, 2), groups=2,
bias=False, padding_mode=reflect)
>>> torch.manual_seed(0)
... torch.nn.Conv1d(1, 2, 2).weight
Parameter containing:
tensor([[[-0.0053, 0.3793]], [[-0.5820, -0.5204]]], requires_grad=True)
>>> torch.nn.Conv2d(3, 4, 3, padding_mode="foo")
ValueError: padding_mode must be one of ..., but got padding_mode='foo'
>>> torch.nn.Conv2d(3, 4, 3, padding="foo")
ValueError: Invalid padding string 'foo', should be one of ...
>>> torch.nn.Conv2d(3, 4, 3, padding="same", stride=2)
ValueError: padding='same' is not supported for strided convolutions
>>> torch.nn.Conv2d(3, 4, 3, groups=0)
ValueError: groups must be a positive integer
>>> torch.nn.Conv2d(3, 4, 3, groups=2)
ValueError: in_channels must be divisible by groups
>>> torch.nn.Conv2d(4, 3, 3, groups=2)
ValueError: out_channels must be divisible by groups
>>> torch.nn.Conv2d(3, 4, -1)
RuntimeError: Trying to create tensor with negative dimension -1: [4, 3, -1, -1]
>>> torch.nn.Conv2d(2, 4, 3)(torch.ones(3, 3))
RuntimeError: Expected 3D (unbatched) or 4D (batched) input to conv2d, but got input of size: [3, 3]
>>> torch.nn.Unflatten(1, 2)
TypeError: unflattened_size must be a tuple of ints, but found type int
>>> torch.nn.Unflatten(1, (2, "a"))
TypeError: unflattened_size must be tuple of ints, but found element of type str at pos 1
>>> torch.nn.MaxPool2d(2, return_indices=True)(r)[1]
tensor([[[5, 7]], [[5, 7]]])
>>> torch.nn.CircularPad2d(1)(x)
ValueError: expected 3D or 4D input (got 2D input)
>>> torch.nn.AdaptiveMaxPool1d(2, True)(x)
(tensor([[2., 3.], [5., 6.]], grad_fn=<SqueezeBackward1>), tensor([[1, 2], [1, 2]]))
""")
def test_it_says_what_pytorch_says(ask, code, answer):
    ask(code, answer)
