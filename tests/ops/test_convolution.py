"""Convolutions, pooling, padding and shuffles."""

import numpy as np
import pytest

import tinygrad_np as torch
from tests.oracle import questions, questions_to_us

F = torch.nn.functional


@questions("""
>>> torch.conv1d(x[None], x[:, :, None][:, :2])
tensor([[[ 9., 12., 15.], [24., 33., 42.]]], grad_fn=<ConvolutionBackward0>)
>>> torch.conv1d(x, x[:, :, None][:, :2])
tensor([[ 9., 12., 15.], [24., 33., 42.]], grad_fn=<SqueezeBackward1>)
>>> torch.conv2d(r[:, None], torch.ones(1, 1, 2, 2), torch.ones(1), 2)
tensor([[[[11., 19.]]], [[[59., 67.]]]])
>>> torch.conv2d(r[:, None], torch.ones(1, 1, 1, 3), padding="same")[0, 0]
tensor([[ 1., 3., 6., 5.], [ 9., 15., 18., 13.], [17., 27., 30., 21.]])
>>> torch.max_pool2d(x[None], 2)
tensor([[[5.]]], grad_fn=<MaxPool2DWithIndicesBackward0>)
>>> torch.max_pool1d(x, 2, 1)
tensor([[2., 3.], [5., 6.]], grad_fn=<SqueezeBackward1>)
>>> torch.nn.functional.avg_pool2d(x[None], 2, 1)
tensor([[[3., 4.]]], grad_fn=<AvgPool2DBackward0>)
>>> torch.nn.functional.adaptive_avg_pool2d(x[None], (1, 2))
tensor([[[3., 4.]]], grad_fn=<AdaptiveAvgPool2DBackward0>)
>>> torch.nn.functional.adaptive_avg_pool2d(x[None], 1)
tensor([[[3.5000]]], grad_fn=<MeanBackward1>)
>>> torch.nn.functional.adaptive_max_pool2d(x[None], (1, 2))
tensor([[[5., 6.]]], grad_fn=<AdaptiveMaxPool2DBackward0>)
>>> torch.nn.functional.pad(x, (1, -1))
tensor([[0., 1., 2.], [0., 4., 5.]], grad_fn=<ConstantPadNdBackward0>)
>>> torch.nn.functional.pad(x, (2, 1), "reflect")
tensor([[3., 2., 1., 2., 3., 2.], [6., 5., 4., 5., 6., 5.]], grad_fn=<ReflectionPad1DBackward0>)
>>> torch.nn.functional.pad(x[None], (1, 0, 0, 1), "replicate")
tensor([[[1., 1., 2., 3.], [4., 4., 5., 6.], [4., 4., 5., 6.]]],
grad_fn=<ReplicationPad2DBackward0>)
>>> torch.nn.functional.pad(x, (1, 2), "circular")
tensor([[3., 1., 2., 3., 1., 2.], [6., 4., 5., 6., 4., 5.]], grad_fn=<CopySlices>)
>>> torch.nn.functional.unfold(x[None, None], (2, 2))
tensor([[[1., 2.], [2., 3.], [4., 5.], [5., 6.]]], grad_fn=<Im2ColBackward0>)
>>> torch.nn.functional.fold(x[None, :, :], (1, 4), (1, 2))
tensor([[[[1., 6., 8., 6.]]]], grad_fn=<Col2ImBackward0>)
>>> torch.pixel_shuffle(r.reshape(4, 2, 3), 2)[0, 0]
tensor([0., 6., 1., 7., 2., 8.])
>>> torch.pixel_unshuffle(x[None, :, :2], 2).flatten()
tensor([1., 2., 4., 5.], grad_fn=...)
>>> torch.channel_shuffle(r.reshape(1, 6, 4), 3)[0, :, 0]
tensor([ 0., 8., 16., 4., 12., 20.])
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions("""
>>> torch.conv2d(x, r)
RuntimeError: Expected 3D (unbatched) or 4D (batched) input to conv2d, but got input of size: [2, 3]
>>> torch.conv1d(r, torch.ones(2, 2, 1))
RuntimeError: Given groups=1, weight of size [2, 2, 1], expected input[2, 3, 4] to have 2 channels,
but got 3 channels instead
>>> torch.conv1d(r, torch.ones(2, 3, 1), groups=3)
RuntimeError: Given groups=3, expected weight to be at least 3 at dimension 0, but got weight of
size [2, 3, 1] instead
>>> torch.conv1d(r, torch.ones(4, 1, 1), groups=3)
RuntimeError: Given groups=3, expected weight to be divisible by 3 at dimension 0, but got weight of
size [[4, 1, 1]] instead
>>> torch.conv1d(r, torch.ones(2, 3, 1), torch.ones(3))
RuntimeError: Given weight of size [2, 3, 1], expected bias to be 1-dimensional with 2 elements, but
got bias of size [3] instead
>>> torch.conv1d(r, torch.ones(2, 3, 1).double())
RuntimeError: Input type (torch.FloatTensor) and weight type (torch.DoubleTensor) should be the
same...
>>> torch.conv1d(r, torch.ones(2, 3, 3), dilation=2)
RuntimeError: Calculated padded input size per channel: (4). Kernel size: (5). Kernel size can't be
greater than actual input size
>>> torch.conv1d(r, torch.ones(2, 3, 1), stride=(1, 2))
RuntimeError: expected stride to be a single integer value or a list of 1 values to match the
convolution dimensions, but got stride=[1, 2]
>>> torch.conv1d(r, torch.ones(2, 3, 1), stride=0)
RuntimeError: non-positive stride is not supported
>>> torch.conv1d(r, torch.ones(2, 3, 1), padding=-1)
RuntimeError: negative padding is not supported
>>> torch.conv1d(r, torch.ones(2, 3, 1), padding="some")
RuntimeError: Invalid padding string: 'some'
>>> torch.max_pool2d(r, 2, padding=2)
RuntimeError: pad should be at most half of effective kernel size, but got pad=2, kernel_size=2 and
dilation=1
>>> torch.max_pool2d(r, 5)
RuntimeError: Given input size: (2x3x4). Calculated output size: (2x0x0). Output size is too small
>>> torch.nn.functional.avg_pool2d(r, (1, 2, 3))
RuntimeError: avg_pool2d: kernel_size must either be a single int, or a tuple of two ints
>>> torch.nn.functional.avg_pool2d(r, 2, divisor_override=0)
RuntimeError: divisor must be not zero
>>> torch.avg_pool1d(v, 2)
RuntimeError: Expected 2 to 3 dimensions, but got 1-dimensional tensor for argument #1 'self'
(while checking arguments for avg_pool1d)
>>> torch.nn.functional.pad(r, (1, 2, 3))
RuntimeError: Padding length must be divisible by 2
>>> torch.nn.functional.pad(v, (1, 2), "reflect")
NotImplementedError: Padding size 2 is not supported for 1D input tensor...
>>> torch.nn.functional.pad(r, (4, 2), "reflect")
RuntimeError: ...Padding size should be less than the corresponding input dimension, but got:
padding (4, 2) at dimension 2 of input [2, 3, 4]
>>> torch.nn.functional.pad(r, (5, 2), "circular")
RuntimeError: Padding value causes wrapping around more than once.
>>> torch.nn.functional.pad(r, (5, 2), "mirror")
NotImplementedError: Unrecognised padding mode mirror
>>> torch.nn.functional.unfold(r, 4)
RuntimeError: Given input with spatial size (3, 4), kernel_size=(4, 4), dilation=(1, 1), padding=(0,
0), calculated shape of the array of sliding blocks as (0, 1), but its components must be at least
one.
>>> torch.nn.functional.fold(r, (2, 3), (1, 3))
RuntimeError: Given output_size=(2, 3), kernel_size=(1, 3), dilation=(1, 1), padding=(0, 0),
stride=(1, 1), expected size of input's dimension 2 to match the calculated number of sliding blocks
2 * 1 = 2, but got input.size(2)=4.
>>> torch.pixel_shuffle(r, 2)
RuntimeError: pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of
upscale_factor, but input.size(-3)=2 is not divisible by 4
>>> torch.channel_shuffle(r, 2)
RuntimeError: Number of channels must be divisible by groups. Got 3 channels and 2 groups.
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)


# PyTorch speaks of what oneDNN could not do, or adds padding alone.
@questions_to_us("""
>>> torch.conv1d(r, torch.ones(2, 3, 0))
RuntimeError: a convolution needs elements to meet, but got sizes [4] and a kernel of sizes [0]
>>> torch.conv1d(r[:, :, :0], torch.ones(2, 3, 1), padding=1)
RuntimeError: a convolution needs elements to meet, but got sizes [0] and a kernel of sizes [1]
""")
def test_it_refuses_kernels_that_meet_nothing(ask, code, answer):
    ask(code, answer)


def test_large_inputs_are_laid_out_some_samples_at_a_time():
    rng = np.random.default_rng(0)
    x, w, b = rng.normal(size=(40, 8, 20, 20)), rng.normal(size=(5, 8, 3, 3)), rng.normal(size=5)
    leaves = [torch.tensor(a, requires_grad=True) for a in (x, w, b)]
    y = F.conv2d(*leaves, padding=1)
    head = torch.from_numpy(rng.normal(size=y.shape))
    gradients = torch.autograd.grad(y, leaves, head)
    parts = [F.conv2d(part, *leaves[1:], padding=1) for part in leaves[0].split(3)]
    again = torch.autograd.grad(parts, leaves, head.split(3))
    for found, expected in zip((y, *gradients), (torch.cat(parts), *again), strict=True):
        np.testing.assert_allclose(found.detach(), expected.detach(), 1e-11, 1e-11)


def test_float16_is_added_up_in_float32():
    x = torch.ones(1, 4096, 2, dtype=torch.float16)
    assert torch.conv1d(x, torch.ones(1, 4096, 1, dtype=torch.float16)).tolist() == [[[4096.0] * 2]]
    assert F.avg_pool2d(x, (4096, 1)).flatten().tolist() == [1.0, 1.0]


@pytest.mark.parametrize(
    ("mode", "counts"), [("reflect", [2, 3, 2]), ("replicate", [3, 1, 3]), ("circular", [2, 3, 2])]
)
def test_what_is_padded_twice_gathers_all_its_gradients(mode, counts):
    x = torch.zeros(1, 3, requires_grad=True)
    F.pad(x, (2, 2), mode).sum().backward()
    assert x.grad.tolist() == [counts]


def test_indices_of_the_largest_can_be_written_to():
    _, indices = F.max_pool2d(torch.arange(8.0).reshape(2, 2, 2), 2, return_indices=True)
    indices += 1
    assert indices.flatten().tolist() == [4, 4]
