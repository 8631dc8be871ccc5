"""Normalization as layers."""

import numpy as np
import pytest

import tinygrad_np as torch
from tests.nn.training import assert_copies_alike, assert_trains_alike
from tests.oracle import questions
from tinygrad_np import nn

SHAPES = {"1d": (4, 3, 5), "2d": (4, 3, 2, 5), "3d": (2, 3, 2, 2, 3)}


def some(*shape):
    return np.random.default_rng(4).normal(size=shape) + 0.5


CHANNELS = [
    {},
    {"eps": 0.1, "momentum": 0.5},
    {"momentum": None},
    {"momentum": 1.0},
    {"affine": True, "track_running_stats": True},
    {"affine": False},
    {"affine": True, "bias": False},
    {"track_running_stats": False},
    {"affine": False, "track_running_stats": True, "momentum": None},
]


@pytest.mark.oracle
@pytest.mark.parametrize("options", CHANNELS, ids=str)
@pytest.mark.parametrize("dims", SHAPES)
@pytest.mark.parametrize("kind", ["BatchNorm", "InstanceNorm"])
def test_channels_are_normalized_as_by_pytorch(kind, dims, options):
    def make(library):
        return getattr(library.nn, kind + dims)(3, **options)

    assert_trains_alike(make, some(*SHAPES[dims]))


@pytest.mark.oracle
@pytest.mark.parametrize(
    ("name", "args", "options", "shape"),
    [
        ("BatchNorm1d", (3,), {}, (6, 3)),
        ("InstanceNorm1d", (3,), {"affine": True, "track_running_stats": True}, (3, 5)),
        ("InstanceNorm2d", (3,), {}, (3, 5, 2)),
        ("LayerNorm", (5,), {}, (2, 3, 5)),
        ("LayerNorm", ([3, 5],), {"eps": 0.1}, (2, 3, 5)),
        ("LayerNorm", ((3, 5),), {"bias": False}, (2, 3, 5)),
        ("LayerNorm", (5,), {"elementwise_affine": False}, (5,)),
        ("RMSNorm", (5,), {}, (2, 3, 5)),
        ("RMSNorm", ([3, 5],), {"eps": 0.1}, (2, 3, 5)),
        ("RMSNorm", (5,), {"elementwise_affine": False}, (2, 3, 5)),
        ("GroupNorm", (2, 6), {}, (3, 6)),
        ("GroupNorm", (3, 6), {"eps": 0.1}, (3, 6, 4)),
        ("GroupNorm", (1, 6), {"bias": False}, (3, 6, 4, 2)),
        ("GroupNorm", (6, 6), {"affine": False}, (3, 6, 4, 2)),
        ("LocalResponseNorm", (2,), {}, (2, 5, 3)),
        ("LocalResponseNorm", (3, 0.5, 0.6, 2.0), {}, (2, 5, 3, 2)),
    ],
)
def test_items_are_normalized_as_by_pytorch(name, args, options, shape):
    assert_trains_alike(lambda library: getattr(library.nn, name)(*args, **options), some(*shape))


@pytest.mark.parametrize(
    ("layer", "shape"),
    [
        (nn.BatchNorm1d(3), (4, 3)),
        (nn.InstanceNorm2d(3, affine=True, track_running_stats=True), (2, 3, 2, 2)),
        (nn.LayerNorm((2, 3)), (4, 2, 3)),
        (nn.GroupNorm(1, 3), (4, 3)),
        (nn.RMSNorm(3), (4, 3)),
    ],
    ids=lambda case: type(case).__name__,
)
def test_copies(layer, shape):
    layer(torch.tensor(some(*shape), dtype=torch.float32))
    assert_copies_alike(layer, torch.tensor(some(*shape), dtype=torch.float32))


@questions(
    """
>>> torch.nn.BatchNorm1d(3), torch.nn.BatchNorm2d(3, 0.1, None, False, False)
(BatchNorm1d(3, eps=1e-05, momentum=0.1, affine=True, bias=True, track_running_stats=True),
BatchNorm2d(3, eps=0.1, momentum=None, affine=False, bias=False, track_running_stats=False))
>>> list(torch.nn.BatchNorm1d(3).state_dict())
['weight', 'bias', 'running_mean', 'running_var', 'num_batches_tracked']
>>> list(torch.nn.BatchNorm1d(3, affine=False, track_running_stats=False).state_dict())
[]
>>> torch.nn.BatchNorm1d(3).state_dict()._metadata['']
{'version': 2}
>>> [b.dtype for b in torch.nn.BatchNorm1d(3).double().buffers()]
[torch.float64, torch.float64, torch.int64]
>>> [b.dtype for b in torch.nn.BatchNorm1d(3, device='cpu', dtype=torch.float64).buffers()]
[torch.float64, torch.float64, torch.int64]
>>> l = torch.nn.BatchNorm1d(3)
... y = l(x)
... y, l.running_mean, l.running_var, l.num_batches_tracked
(tensor([[-1.0000, -1.0000, -1.0000], [ 1.0000,  1.0000,  1.0000]],
grad_fn=<NativeBatchNormBackward0>), tensor([0.2500, 0.3500, 0.4500]),
tensor([1.3500, 1.3500, 1.3500]), tensor(1))
>>> l = torch.nn.BatchNorm1d(3).eval()
... l(x), l.num_batches_tracked
(tensor([[1.0000, 2.0000, 3.0000], [4.0000, 5.0000, 6.0000]],
grad_fn=<NativeBatchNormBackward0>), tensor(0))
>>> l = torch.nn.BatchNorm1d(3)
... l(x), l.reset_running_stats()
... l.running_mean, l.running_var, l.num_batches_tracked
(tensor([0., 0., 0.]), tensor([1., 1., 1.]), tensor(0))
>>> torch.nn.BatchNorm1d(3)(x[:1])
ValueError: Expected more than 1 value per channel when training, got input size
torch.Size([1, 3])
>>> torch.nn.BatchNorm1d(3)(v)
ValueError: expected 2D or 3D input (got 1D input)
>>> torch.nn.BatchNorm2d(3)(r)
ValueError: expected 4D input (got 3D input)
>>> torch.nn.BatchNorm3d(3)(r)
ValueError: expected 5D input (got 3D input)
>>> torch.nn.BatchNorm1d(4)(x)
RuntimeError: running_mean should contain 3 elements not 4
>>> torch.nn.InstanceNorm1d(3), torch.nn.InstanceNorm2d(3, affine=True)
(InstanceNorm1d(3, eps=1e-05, momentum=0.1, affine=False, bias=False, track_running_stats=False),
InstanceNorm2d(3, eps=1e-05, momentum=0.1, affine=True, bias=True, track_running_stats=False))
>>> torch.nn.InstanceNorm1d(5, affine=True)(r)
ValueError: expected input's size at dim=1 to match num_features (5), but got: 3.
>>> torch.nn.InstanceNorm2d(5)(x)
ValueError: expected 3D or 4D input (got 2D input)
>>> torch.nn.InstanceNorm1d(3)(r[..., :1])
ValueError: Expected more than 1 spatial element when training, got input size
torch.Size([2, 3, 1])
>>> torch.nn.LayerNorm(3), torch.nn.LayerNorm([2, 3], bias=False).normalized_shape
(LayerNorm((3,), eps=1e-05, elementwise_affine=True, bias=True), (2, 3))
>>> torch.nn.LayerNorm(3)(v)
tensor([-1.2247,  0.0000,  1.2247], grad_fn=<NativeLayerNormBackward0>)
>>> torch.nn.LayerNorm(2, elementwise_affine=False)(x[:, 1:])
tensor([[-1.0000,  1.0000],
        [-1.0000,  1.0000]], grad_fn=<NativeLayerNormBackward0>)
>>> torch.nn.LayerNorm(2)(x)
RuntimeError: Given normalized_shape=[2], expected input with shape [*, 2], but got input of
size[2, 3]
>>> torch.nn.GroupNorm(1, 3, affine=False), list(torch.nn.GroupNorm(1, 3).state_dict())
(GroupNorm(1, 3, eps=1e-05, affine=False, bias=False), ['weight', 'bias'])
>>> torch.nn.GroupNorm(1, 2)(x[:, 1:])
tensor([[-1.0000,  1.0000],
        [-1.0000,  1.0000]], grad_fn=<NativeGroupNormBackward0>)
>>> torch.nn.GroupNorm(2, 3)
ValueError: num_channels (3) must be divisible by num_groups (2)
>>> torch.nn.GroupNorm(1, 4)(x)
RuntimeError: Expected weight to be a vector of size equal to the number of channels in input,
but got weight of shape [4] and input of shape [2, 3]
>>> torch.nn.RMSNorm([2, 3]), torch.nn.LocalResponseNorm(2)
(RMSNorm((2, 3), eps=None, elementwise_affine=True), LocalResponseNorm(2, alpha=0.0001, beta=0.75,
k=1.0))
>>> torch.nn.LocalResponseNorm(2)(x)
ValueError: Expected 3D or higher dimensionality input (got 2 dimensions)
"""
)
def test_layers(ask, code, answer):
    ask(code, answer)


@questions(
    """
>>> b = torch.nn.Sequential(torch.nn.BatchNorm1d(2))
... b[0].num_batches_tracked.fill_(4)
... old = {k: t + 1 for k, t in b.state_dict().items() if 'num' not in k}
... b.load_state_dict(old), b[0].running_mean, b[0].num_batches_tracked, list(old)
(<All keys matched successfully>, tensor([1., 1.]), tensor(4),
['0.weight', '0.bias', '0.running_mean', '0.running_var'])
>>> d = torch.nn.BatchNorm1d(2).state_dict()
... d._metadata['']['version'] = 1
... del d['num_batches_tracked']
... b = torch.nn.BatchNorm1d(2)
... b.load_state_dict(d), b.num_batches_tracked
(<All keys matched successfully>, tensor(0))
>>> d = torch.nn.BatchNorm1d(2).state_dict()
... del d['num_batches_tracked']
... torch.nn.BatchNorm1d(2).load_state_dict(d)
RuntimeError: Error(s) in loading state_dict for BatchNorm1d:
        Missing key(s) in state_dict: "num_batches_tracked".
>>> old = {'running_mean': torch.zeros(2), 'running_var': torch.ones(2)}
... torch.nn.BatchNorm1d(2, affine=False, track_running_stats=False).load_state_dict(old)
RuntimeError: Error(s) in loading state_dict for BatchNorm1d:
        Unexpected key(s) in state_dict: "running_mean", "running_var".
>>> old = {'running_mean': torch.zeros(2), 'running_var': torch.ones(2)}
... torch.nn.InstanceNorm1d(2).load_state_dict(old)
RuntimeError: Error(s) in loading state_dict for InstanceNorm1d:
	Unexpected running stats buffer(s) "running_mean" and "running_var" for InstanceNorm1d with
track_running_stats=False. If state_dict is a checkpoint saved before 0.4.0, this may be expected
because InstanceNorm1d does not track running stats by default since 0.4.0. Please remove these keys
from state_dict. If the running stats are actually needed, instead set track_running_stats=True in
InstanceNorm1d to enable them. See the documentation of InstanceNorm1d for details.
"""
)
def test_older_states(ask, code, answer):
    ask(code, answer)


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_a_group_of_one_value_is_at_its_mean(dtype):
    """PyTorch's result is off by what it rounds; see the oracle at groups of more."""
    rng = np.random.default_rng(0)
    x = torch.tensor(rng.normal(size=(7, 4)) + 100, dtype=getattr(torch, dtype), requires_grad=True)
    weight, bias = (torch.tensor(rng.normal(size=4), dtype=x.dtype) for _ in range(2))
    y = nn.functional.group_norm(x, 4, weight, bias)
    y.sum().backward()
    assert y.tolist() == [bias.tolist()] * 7
    assert x.grad.abs().max() == 0


def test_a_number_of_channels_that_does_not_matter_is_warned_of():
    with pytest.warns(UserWarning, match="input's size at dim=0 does not match num_features"):
        nn.InstanceNorm1d(5)(torch.ones(3, 4))


def test_what_pytorch_gave_for_a_batch():
    layer = nn.BatchNorm1d(2, momentum=0.3)
    x = torch.tensor([[0.5, -1.0], [2.0, 0.25], [-1.5, 3.0]], requires_grad=True)
    y = layer(x)
    (y * torch.tensor([[1.0, 2.0], [-1.0, 0.5], [3.0, 1.0]])).sum().backward()
    np.testing.assert_allclose(y.detach(), EXPECTED["y"], rtol=0, atol=2e-6)
    np.testing.assert_allclose(x.grad, EXPECTED["x"], rtol=0, atol=2e-6)
    np.testing.assert_allclose(layer.weight.grad, EXPECTED["weight"], rtol=0, atol=2e-6)
    np.testing.assert_allclose(layer.running_var, EXPECTED["running_var"], rtol=0, atol=2e-6)


EXPECTED = {
    "y": [[0.116247, -1.047383], [1.162474, -0.299252], [-1.278721, 1.346635]],
    "x": [[0.131956, 0.311163], [-0.07541, -0.4526], [-0.056546, 0.141437]],
    "weight": [-4.882389, -0.897757],
    "running_var": [1.625, 1.95625],
}
