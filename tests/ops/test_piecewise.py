"""Activations that are put together of pieces."""

import numpy as np
import pytest

import tinygrad_np as torch
from tests.oracle import questions


@questions(r"""
>>> F = torch.nn.functional
... F.hardtanh(v), F.relu6(v * 4), F.hardtanh(i, 0, 1)
(tensor([-1.0000, 0.5000, 1.0000], grad_fn=<HardtanhBackward0>),
tensor([0., 2., 6.], grad_fn=<HardtanhBackward0>), tensor([1, 0, 1]))
>>> F = torch.nn.functional
... F.hardsigmoid(v), F.hardswish(v)
(tensor([0.3333, 0.5833, 0.8333], grad_fn=<HardsigmoidBackward0>),
tensor([-0.3333, 0.2917, 1.6667], grad_fn=<HardswishBackward0>))
>>> torch.hardshrink(v), torch.nn.functional.softshrink(w)
(tensor([-1., 0., 2.], grad_fn=<HardshrinkBackward0>),
tensor([ 1., 2., -3.], dtype=torch.float64, grad_fn=<SoftshrinkBackward0>))
>>> torch.threshold(v, 0.5, 20.0), torch.threshold(i, 0, 7)
(tensor([20., 20., 2.], grad_fn=<ThresholdBackward0>), tensor([2, 7, 1]))
>>> torch.nn.functional.leaky_relu(v, 0.25)
tensor([-0.2500, 0.5000, 2.0000], grad_fn=<LeakyReluBackward0>)
>>> torch.prelu(p, torch.tensor([0.5, 0.25]))
tensor([[ 1.0000, -0.5000], [ 0.5000, 4.0000]])
>>> torch.rrelu(v, 0.25, 0.75)
tensor([-0.5000, 0.5000, 2.0000], grad_fn=<RreluWithNoiseBackward0>)
>>> _ = torch.manual_seed(0)
... torch.rrelu(-torch.ones(4), training=True)
tensor([-0.3271, -0.2725, -0.2207, -0.3168])
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> torch.nn.functional.hardtanh(v, 1, -1)
ValueError: min_val cannot be greater than max_val
>>> torch.nn.functional.hardtanh(b)
RuntimeError: Bool inputs not supported for hardtanh
>>> torch.nn.functional.hardtanh(i.to(torch.uint8))
RuntimeError: cannot do hardtanh on an unsigned type with negative limits
>>> torch.nn.functional.softshrink(v, -1)
RuntimeError: lambda must be in range [0, 3.40282e+38] for input dtype Float, but found -1
>>> torch.hardshrink(v, "a")
TypeError: hardshrink(): argument 'lambd'... must be Number, not str
>>> torch.hardshrink(i)
NotImplementedError: "hardshrink_cpu" not implemented for 'Long'
>>> torch.threshold(i.to(torch.uint8), 300, 1)
RuntimeError: value cannot be converted to type uint8_t without overflow
>>> torch.threshold(b, 0, 1)
NotImplementedError: "threshold_cpu" not implemented for 'Bool'
>>> torch.prelu(p, torch.ones(3))
RuntimeError: Mismatch of parameter numbers and input channel size. Found parameter numbers = 3 and
channel size = 2.
>>> torch.prelu(p, torch.ones(1, 2))
RuntimeError: prelu: Expected `weight` to be a scalar or 1D tensor, but got: ndim = 2
>>> torch.prelu(p, w)
RuntimeError: prelu: Type promoting not supported. Got Float and Double
>>> torch.prelu(p, 0.5)
TypeError: prelu(): argument 'weight' (position 2) must be Tensor, not float
>>> torch.prelu(s, torch.ones(2))
RuntimeError: Not allow zero-dim input tensor...
>>> torch.rrelu(v, 1, 0)
RuntimeError: Lower bound should be less than or equal to the upper bound
>>> torch.rrelu(v, 0, float("inf"))
RuntimeError: rrelu: upper bound must be finite, got inf
>>> torch.rrelu(v, 0.1, 0.2, 3)
TypeError: rrelu(): argument 'training'... must be bool, not int
>>> torch.rrelu(v.half(), training=True)
NotImplementedError: "rrelu_with_noise_out_cpu" not implemented for 'Half'
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)


@pytest.mark.oracle
@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("transposed", [False, True])
def test_after_the_same_seed_rrelu_draws_pytorchs_slopes(dtype, transposed):
    oracle = pytest.importorskip("torch")
    values = np.random.default_rng(0).normal(size=(30, 40)).astype(dtype)
    seen = []
    for library in (torch, oracle):
        library.manual_seed(3)
        x = library.from_numpy(values.T if transposed else values).requires_grad_()
        out = library.rrelu(x, 0.1, 0.7, training=True)
        out.sum().backward()
        seen.append([out.detach().numpy(), x.grad.numpy(), library.rand(1).numpy()])
    for ours, theirs in zip(*seen, strict=True):
        # In float32 PyTorch rounds once where we round twice.
        np.testing.assert_allclose(ours, theirs, rtol=3e-7 if dtype == "float32" else 0)
