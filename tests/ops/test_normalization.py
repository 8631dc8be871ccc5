"""Normalization as functions."""

import numpy as np
import pytest

import tinygrad_np as torch
from tests.oracle import questions


@questions(
    """
>>> torch.layer_norm(x, 3)
TypeError: layer_norm(): argument 'normalized_shape' (position 2) must be tuple of ints, not int
>>> torch.layer_norm(x, ())
RuntimeError: Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one
element, but got normalized_shape = []
>>> torch.layer_norm(x, (3,), p)
RuntimeError: Expected weight to be of same shape as normalized_shape, but got weight of shape
[2, 2] and normalized_shape = [3]
>>> torch.layer_norm(x, (3,), w)
RuntimeError: mixed dtype (CPU): ...
>>> torch.layer_norm([1.0], (1,))
TypeError: layer_norm(): argument 'input' (position 1) must be Tensor, not list
>>> torch.layer_norm(i, (3,))
NotImplementedError: ... not implemented for 'Long'
>>> torch.rms_norm(x, (3,), torch.ones(2))
RuntimeError: Expected weight to be of same shape as normalized_shape, but got weight of shape [2]
and normalized_shape = [3]
>>> torch.group_norm(x, 2)
RuntimeError: Expected number of channels in input to be divisible by num_groups, but got input of
shape [2, 3] and num_groups=2
>>> torch.group_norm(x, 0)
RuntimeError: Expected num groups to be greater than 0, got 0
>>> torch.group_norm(v, 1)
IndexError: Dimension out of range (expected to be in range of [-1, 0], but got 1)
>>> torch.nn.functional.group_norm(x[:1], 3)
ValueError: Expected more than 1 value per channel when training, got input size ...[1, 3]...
>>> torch.nn.functional.batch_norm(x, None, None)
RuntimeError: running_mean must be defined in evaluation mode
>>> torch.nn.functional.batch_norm(x, v.detach(), None, training=True)
ValueError: running_mean and running_var must either both be None or neither be None
>>> torch.nn.functional.batch_norm(x, v, v)
RuntimeError: The function 'native_batch_norm' is not differentiable with respect to argument
'running_mean'. This input cannot have requires_grad True.
>>> torch.nn.functional.batch_norm(x, None, None, p, training=True)
RuntimeError: weight should contain 3 elements not 4
>>> torch.nn.functional.batch_norm(x, None, None, training=True, eps=0.0)
ValueError: batch_norm eps must be positive during training, but got 0.0
>>> torch.nn.functional.normalize(x, dim=2)
IndexError: Dimension out of range (expected to be in range of [-2, 1], but got 2)
>>> torch.nn.functional.batch_norm(x, None, None, v, v, True)
tensor([[..., ..., ...],
        [-2.0000e+00,  1.0000e+00,  4.0000e+00]], grad_fn=<NativeBatchNormBackward0>)
"""
)
def test_normalization(ask, code, answer):
    ask(code, answer)


def leaf(*shape):
    values = np.random.default_rng(len(shape)).normal(size=shape)
    return torch.tensor(values, requires_grad=True)


# PyTorch has no second derivative of layer_norm and batch_norm with a bias and no weight.
@pytest.mark.parametrize("training", [True, False])
def test_a_bias_without_weight(training):
    x, bias = leaf(4, 3), leaf(3)
    statistics = torch.zeros(3, dtype=torch.float64), torch.ones(3, dtype=torch.float64)

    def batch_norm(x, bias):
        return torch.batch_norm(x, None, bias, *statistics, training, 0.0, 1e-5, False)

    def layer_norm(x, bias):
        return torch.layer_norm(x, (3,), None, bias)

    for op in (batch_norm, layer_norm):
        assert torch.autograd.gradcheck(op, (x, bias))
        assert torch.autograd.gradgradcheck(op, (x, bias))
        np.testing.assert_allclose(
            op(x, bias).detach(), (op(x, 0 * bias) + bias).detach(), atol=1e-12
        )


def test_running_statistics_learn_nothing_of_an_empty_batch():
    mean, var = torch.zeros(3), torch.ones(3)
    torch.nn.functional.batch_norm(torch.ones(0, 3), mean, var, training=True)
    assert (mean.tolist(), var.tolist()) == ([0.0] * 3, [1.0] * 3)


def test_float16_is_normalized_in_float32():
    x = torch.tensor([[60000.0, -60000.0, 60000.0]], dtype=torch.float16)
    assert torch.layer_norm(x, (3,)).tolist() == [[0.70703125, -1.4140625, 0.70703125]]
    assert torch.rms_norm(x, (3,)).tolist() == [[1.0, -1.0, 1.0]]
