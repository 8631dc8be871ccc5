"""In-place steps through views: who sees them, who counts them, what they may not do."""

import tracemalloc

import numpy as np
import pytest

import tinygrad_np as torch
from tests.oracle import questions, questions_to_us


@questions(r"""
>>> c = x * 1; q, k = c[0], c[:, 1]; q.mul_(3); (k * k).sum().backward(); x.grad
tensor([[ 0., 36., 0.], [ 0., 10., 0.]])
>>> c = x * 1; q, k = c[0], c[:, 1]; k.zero_(); q * 2
tensor([2., 0., 6.], grad_fn=<MulBackward0>)
>>> c = x * 1; q = c.t()[1]; q.add_(1); c[:, 1]
tensor([3., 6.], grad_fn=<SelectBackward0>)
>>> c = x * 1; q = c.view(3, 2).t()[0]; q.mul_(q); c.detach()
tensor([[ 1., 2., 9.], [ 4., 25., 6.]])
>>> c = x * 1; q = c.unsqueeze(1).squeeze(1); q.sub_(1); c
tensor([[0., 1., 2.], [3., 4., 5.]], grad_fn=<CopySlices>)
>>> c = x * 1; q = c.permute(1, 0)[1:]; q.div_(2); c
tensor([[1.0000, 1.0000, 1.5000], [4.0000, 2.5000, 3.0000]], grad_fn=<CopySlices>)
>>> c = x * 1; q = c.reshape(6)[::2]; q.fill_(0); c
tensor([[0., 2., 0.], [4., 0., 6.]], grad_fn=<CopySlices>)
>>> c = x * 1; q = c.flatten(); q[0] = 9; c
tensor([[9., 2., 3.], [4., 5., 6.]], grad_fn=<CopySlices>)
>>> c = x * 1; q = c.t().flatten(); q[0] = 9; c
tensor([[1., 2., 3.], [4., 5., 6.]], grad_fn=<MulBackward0>)
>>> c = x * 1; q = c[None, :, None]; q[0, 1, 0, 2] = 9; c
tensor([[1., 2., 3.], [4., 5., 9.]], grad_fn=<CopySlices>)
>>> c = x * 1; q = c[..., -1]; q += v[:2]; c
tensor([[1.0000, 2.0000, 2.0000], [4.0000, 5.0000, 6.5000]], grad_fn=<CopySlices>)
>>> c = x * 1; q = c[0, 0]; q += 1; c
tensor([[2., 2., 3.], [4., 5., 6.]], grad_fn=<CopySlices>)
>>> c = x * 1; q = c[0, 0]; q *= q; c.detach()
tensor([[1., 2., 3.], [4., 5., 6.]])
>>> c = s * 1; q = c[None]; q += 1; c
tensor(3., grad_fn=<CopySlices>)
>>> c = s * 1; q = c.view(1, 1); q.copy_(torch.tensor([[7.0]])); c
tensor(7., grad_fn=<CopySlices>)
>>> c = x * 1; q = c[0]; c[0, 1] = 5; q * 1
tensor([1., 5., 3.], grad_fn=<MulBackward0>)
>>> c = x * 1; q = c[0]; k = q[1:]; k.zero_(); q.detach(), c.detach()
(tensor([1., 0., 0.]), tensor([[1., 0., 0.], [4., 5., 6.]]))
>>> c = x * 1; q = c[0]; q.copy_(c[1]); c
tensor([[4., 5., 6.], [4., 5., 6.]], grad_fn=<CopySlices>)
>>> c = x * 1; c[0].copy_(v); c[1].copy_(c[0] * 2); c
tensor([[-1.0000, 0.5000, 2.0000], [-2.0000, 1.0000, 4.0000]], grad_fn=<CopySlices>)
>>> c = x * 1; c[0, :2], c[1, 1:] = c[1, 1:] * 1, c[0, :2] * 1; c
tensor([[5., 6., 3.], [4., 1., 2.]], grad_fn=<CopySlices>)
>>> c = torch.zeros(2, 3)
... for k in range(2): c[k] = x[k] * k
... c
tensor([[0., 0., 0.], [4., 5., 6.]], grad_fn=<CopySlices>)
>>> c = torch.zeros(3)
... for k in range(3): c[k] = v[k] * s
... c
tensor([-2., 1., 4.], grad_fn=<CopySlices>)
>>> c = torch.zeros(3); q = c[1:]; q += v[1:]; q *= 2; c
tensor([0., 1., 4.], grad_fn=<CopySlices>)
>>> c = p.clone(); q = c[0]; q += 1; c
tensor([[ 2.0000, -1.0000], [ 0.5000, 4.0000]])
>>> c = p.clone(); c.t()[0] += 10; c
tensor([[11.0000, -2.0000], [10.5000, 4.0000]])
>>> c = p.clone(); q = c.view(-1)[1:3]; q *= 0; c
tensor([[1., -0.], [0., 4.]])
>>> c = p.clone(); c[0] += c[1]; c
tensor([[1.5000, 2.0000], [0.5000, 4.0000]])
>>> c = p.clone(); c[0] -= c[0]; c
tensor([[0.0000, 0.0000], [0.5000, 4.0000]])
>>> c = p.clone(); c[:, 0] = c[:, 1]; c
tensor([[-2., -2.], [ 4., 4.]])
>>> c = p.clone(); c[0], c[1] = c[1].clone(), c[0].clone(); c
tensor([[ 0.5000, 4.0000], [ 1.0000, -2.0000]])
>>> c = p.clone(); q = c.expand(1, 2, 2); q += 1; c
tensor([[ 2.0000, -1.0000], [ 1.5000, 5.0000]])
>>> c = r.clone(); c.permute(2, 0, 1)[1].fill_(0); c.sum()
tensor(210.)
>>> c = r.clone(); c[..., 1:3] *= 0; c.sum(), c.is_contiguous()
(tensor(138.), True)
""")
def test_what_is_written_through_a_view_its_base_and_other_views_see(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> c = x * 1; q = c[0]; q.mul_(v); (c * c).sum().backward(); x.grad, v.grad
(tensor([[ 2., 1., 24.], [ 8., 10., 12.]]), tensor([-2., 4., 36.]))
>>> c = x * 1; q = c.t(); q[1].copy_(v[:2]); (c * c).sum().backward(); x.grad, v.grad
(tensor([[ 2., 0., 6.], [ 8., 0., 12.]]), tensor([-2., 1., 0.]))
>>> c = x * 1; c[0] += c[1]; (c * c).sum().backward(); x.grad
tensor([[10., 14., 18.], [18., 24., 30.]])
>>> c = x * 1; q = c[0]; c.zero_(); q.add_(v); c.sum().backward(); x.grad, v.grad
(tensor([[0., 0., 0.], [0., 0., 0.]]), tensor([1., 1., 1.]))
>>> c = x * 1; q = c.view(6); q[::2] = s; (q * q).sum().backward(); x.grad, s.grad
(tensor([[ 0., 4., 0.], [ 8., 0., 12.]]), tensor(12.))
>>> c = x * 1; q = c[0]; q.detach().mul_(2); c.sum().backward(); x.grad
tensor([[1., 1., 1.], [1., 1., 1.]])
>>> c = x * 1; q = c[0].clone(); q.mul_(2); (c.sum() + q.sum()).backward(); x.grad
tensor([[3., 3., 3.], [1., 1., 1.]])
>>> c = v * 1; c.mul_(x[0]).add_(1).div_(2); c.sum().backward(); v.grad, x.grad
(tensor([0.5000, 1.0000, 1.5000]), tensor([[-0.5000, 0.2500, 1.0000], [ 0.0000, 0.0000,
0.0000]]))
>>> c = v * 1; y = c * 1; c.add_(1); y.mul_(2); (c + y).sum().backward(); v.grad
tensor([3., 3., 3.])
>>> c = v.exp() * 1; c[0] = 0; c[1:].mul_(2); c.sum().backward(); v.grad
tensor([ 0.0000, 3.2974, 14.7781])
>>> c = v * 1; c.add_(c); c.sum().backward(); v.grad
tensor([2., 2., 2.])
>>> c = v * 1; c.sub_(c.detach()); c.sum().backward(); v.grad
tensor([1., 1., 1.])
>>> c = v * 1; c.add_(v); c.add_(v, alpha=3); c.sum().backward(); v.grad
tensor([5., 5., 5.])
>>> c = v * 2; q = c * 1; c.add_(q * q); c.sum().backward(); v.grad
tensor([-6., 6., 18.])
""")
def test_gradients_go_through_what_was_written(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> c = v * 1; c.retain_grad(); c.mul_(2); c.sum().backward(); c.grad
tensor([1., 1., 1.])
>>> c = v * 1; c.retain_grad(); c.mul_(2); c.mul_(3); c.sum().backward(); c.grad, v.grad
(tensor([1., 1., 1.]), tensor([6., 6., 6.]))
>>> c = v * 1; c.mul_(2); c.retain_grad(); c.mul_(3); c.sum().backward(); c.grad
tensor([1., 1., 1.])
>>> c = x * 1; c.retain_grad(); c[0].mul_(2); c.sum().backward(); c.grad, x.grad
(tensor([[1., 1., 1.], [1., 1., 1.]]), tensor([[2., 2., 2.], [1., 1., 1.]]))
>>> c = x * 1; q = c[0]; q.retain_grad(); q.mul_(2); c.sum().backward(); q.grad
None
>>> c = v * 1; c.retain_grad(); c.mul_(2); c.retains_grad
True
>>> seen = []; c = v * 1
... c.register_hook(lambda g: seen.append(g * 1)); c.mul_(2); c.sum().backward(); seen
[tensor([2., 2., 2.])]
>>> seen = []; c = v * 1
... c.mul_(2); c.register_hook(lambda g: seen.append(g * 1)); c.mul_(3); c.sum().backward(); seen
[tensor([3., 3., 3.])]
>>> c = v * 1; c.register_hook(lambda g: g * 10); c.mul_(2); c.sum().backward(); v.grad
tensor([20., 20., 20.])
>>> c = x * 1; q = c[0]; q.retain_grad(); q.mul_(2); c.sum().backward(); q.grad, q.retains_grad
(None, True)
>>> c = x * 1; q = c[0]; q.retain_grad(); q.mul_(2); q.sum().backward(); q.grad
tensor([1., 1., 1.])
>>> c = x * 1; q = c[0]; q.retain_grad(); c.mul_(2); q.sum().backward(); q.grad, x.grad
(tensor([1., 1., 1.]), tensor([[2., 2., 2.], [0., 0., 0.]]))
>>> c = x * 1; q = c[0]; q.retain_grad(); y = q * 3; c.mul_(2); y.sum().backward(); q.grad
tensor([3., 3., 3.])
""")
def test_a_gradient_is_kept_for_the_new_value(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> c = p.clone(); q = c[0]; c.add_(1); q.add_(1); c.t().mul_(2); c._version, q._version
(3, 3)
>>> c = p.clone(); q = c.detach()[0]; q.zero_(); c._version
1
>>> c = p.clone(); c.data.zero_(); c._version
0
>>> c = p.clone(); c[0] = 1; c[[0]] = 2; c[c > 0] = 3; c._version
3
>>> c = p.clone(); c += 1; c -= 1; c *= 1; c /= 1; c **= 1; c._version
5
>>> c = p.clone(); c.copy_(p); c.zero_(); c.fill_(1); c.clamp_(0); c._version
4
>>> c = p.clone(); q = c.numpy(); q += 1; c._version
0
>>> c = p.clone(); q = c.clone(); q += 1; c._version
0
>>> c = p.clone(); q = c.reshape(4); q += 1; c._version
1
>>> c = p.clone(); q = c.t().reshape(4); q += 1; c._version
0
>>> c = p.clone(); c.requires_grad_(); c._version
0
>>> c = p.clone()
... try: c.add_(torch.ones(5))
... except RuntimeError: pass
... c._version
0
""")
def test_all_tensors_on_one_memory_have_one_version(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> c = v * 1; q = c.detach(); q += 1; c
tensor([0.0000, 1.5000, 3.0000], grad_fn=<MulBackward0>)
>>> c = v * 1; q = c.detach(); q.requires_grad, q.is_leaf, q.grad_fn
(False, True, None)
>>> c = v * 1; q = c.data; q += 1; c, c._version
(tensor([0.0000, 1.5000, 3.0000], grad_fn=<MulBackward0>), 0)
>>> c = v.detach(); c += 1; v
tensor([0.0000, 1.5000, 3.0000], requires_grad=True)
>>> c = v * 1; c.data = torch.ones(3); c.sum().backward(); v.grad
tensor([1., 1., 1.])
>>> c = v * 1; c.data.fill_(7); (c * c).sum().backward(); v.grad
tensor([14., 14., 14.])
>>> c = v * 1; q = c.data; c += 1; q
tensor([0.0000, 1.5000, 3.0000])
>>> c = v * 1; c.detach_(); c.requires_grad, c.is_leaf
(False, True)
>>> c = v * 1; c.mul_(2); c.detach_(); c += 1; c
tensor([-1., 2., 5.])
>>> c = v * 1; c.detach_().requires_grad_(); c.sum().backward(); v.grad, c.grad
(None, tensor([1., 1., 1.]))
>>> c = p.clone(); c.detach_(); c
tensor([[ 1.0000, -2.0000], [ 0.5000, 4.0000]])
>>> c = v.detach().requires_grad_(); (c * 2).sum().backward(); c.grad
tensor([2., 2., 2.])
>>> c = p.clone(); c += 1; c.requires_grad_(); c.is_leaf
True
>>> c = torch.zeros(2); c.requires_grad = True; c.requires_grad_(False); c += 1; c
tensor([1., 1.])
>>> v.data += 1; v.data *= 2; v
tensor([0., 3., 6.], requires_grad=True)
>>> v.data = v.data[1:] * 1; v
tensor([0.5000, 2.0000], requires_grad=True)
>>> v.data[0] = 5; v
tensor([5.0000, 0.5000, 2.0000], requires_grad=True)
>>> v.data = torch.zeros(2, 2); (v * 2).sum().backward(); v.grad
tensor([[2., 2.], [2., 2.]])
""")
def test_what_shares_memory_may_leave_the_graph(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> q = p.clone().view(-1); q[1:].add_(q[:-1])
RuntimeError: unsupported operation: some elements of the input tensor and the written-to tensor
refer to a single memory location....
>>> q = p.clone().view(-1); q[1:].mul_(q[:-1])
RuntimeError: unsupported operation: some elements of the input tensor and the written-to tensor
refer to a single memory location....
>>> q = p.clone().view(-1); q[1:].copy_(q[:-1])
RuntimeError: unsupported operation: some elements of the input tensor and the written-to tensor
refer to a single memory location....
>>> q = p.clone().view(-1); q[:-1] = q[1:]
RuntimeError: unsupported operation: some elements of the input tensor and the written-to tensor
refer to a single memory location....
>>> q = p.clone(); q.add_(q.t())
RuntimeError: unsupported operation: some elements of the input tensor and the written-to tensor
refer to a single memory location....
>>> q = p.clone(); q.copy_(q.t())
RuntimeError: unsupported operation: some elements of the input tensor and the written-to tensor
refer to a single memory location....
>>> q = p.clone(); q.mul_(q[0])
RuntimeError: unsupported operation: some elements of the input tensor and the written-to tensor
refer to a single memory location....
>>> q = torch.arange(6.0); q[1:].pow_(q[:-1])
RuntimeError: unsupported operation: some elements of the input tensor and the written-to tensor
refer to a single memory location....
>>> q = torch.arange(6.0); q[:4].sub_(q[2:].detach())
RuntimeError: unsupported operation: some elements of the input tensor and the written-to tensor
refer to a single memory location....
>>> q = torch.arange(6.0); q[:4].div_(q[2:], rounding_mode=None)
RuntimeError: unsupported operation: some elements of the input tensor and the written-to tensor
refer to a single memory location....
>>> q = torch.arange(6.0); q[:4].add_(q[2:], alpha=2)
RuntimeError: unsupported operation: some elements of the input tensor and the written-to tensor
refer to a single memory location....
>>> c = x * 1; c[:, 0:1].t().add_(1); c[0].add_(c.view(-1)[1:4])
RuntimeError: unsupported operation: some elements of the input tensor and the written-to tensor
refer to a single memory location....
>>> torch.zeros(1).expand(3).mul_(2)
RuntimeError: unsupported operation: more than one element of the written-to tensor refers to a
single memory location....
>>> torch.zeros(2, 1).expand(2, 3).copy_(torch.ones(2, 3))
RuntimeError: unsupported operation: more than one element of the written-to tensor refers to a
single memory location....
>>> c = (v * 1)[:, None].expand(3, 2); c.add_(1)
RuntimeError: unsupported operation: more than one element of the written-to tensor refers to a
single memory location....
>>> c = (v * 1).expand(2, 3); c[:, 0] = 1
RuntimeError: unsupported operation: more than one element of the written-to tensor refers to a
single memory location....
""")
def test_memory_that_overlaps_is_refused(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> q = p.clone().view(-1); q[::2].add_(q[1::2]); q
tensor([-1.0000, -2.0000, 4.5000, 4.0000])
>>> q = p.clone().view(-1); q[:2].add_(q[2:]); q
tensor([1.5000, 2.0000, 0.5000, 4.0000])
>>> q = p.clone(); q[0].mul_(q[:, 0]); q
tensor([[ 1.0000, -1.0000], [ 0.5000, 4.0000]])
>>> q = p.clone(); q.t().mul_(q.t()); q
tensor([[ 1.0000, 4.0000], [ 0.2500, 16.0000]])
>>> q = p.clone(); q.view(4).mul_(q.view(4)); q
tensor([[ 1.0000, 4.0000], [ 0.2500, 16.0000]])
>>> q = p.clone(); q.add_(q.detach()); q
tensor([[ 2., -4.], [ 1., 8.]])
>>> q = p.clone(); q.sub_(q.data); q
tensor([[0., 0.], [0., 0.]])
>>> q = p.clone(); q[0] = q[1]; q
tensor([[0.5000, 4.0000], [0.5000, 4.0000]])
>>> q = p.clone(); q.fill_(q[0, 0]); q
tensor([[1., 1.], [1., 1.]])
>>> q = p.clone(); q[0, 0].add_(q.sum()); q
tensor([[ 4.5000, -2.0000], [ 0.5000, 4.0000]])
>>> q = p.clone(); q.copy_(q); q
tensor([[ 1.0000, -2.0000], [ 0.5000, 4.0000]])
>>> q = p.clone(); q[:] = q; q
tensor([[ 1.0000, -2.0000], [ 0.5000, 4.0000]])
>>> q = r.clone(); q[:, 1:].add_(q[:, :-1]).shape
torch.Size([2, 2, 4])
>>> q = torch.zeros(0, 3); q.add_(q[:, 1:2]); q
tensor([], size=(0, 3))
>>> q = torch.arange(6.0); q[1:] = q[:-1].clone(); q
tensor([0., 0., 1., 2., 3., 4.])
""")
def test_memory_that_an_operand_shares_is_read_first(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> torch.zeros(2, dtype=torch.int64).fill_(float("nan"))
RuntimeError: value cannot be converted to type int64_t without overflow
>>> torch.zeros(2, dtype=torch.int64).fill_(1e20)
RuntimeError: value cannot be converted to type int64_t without overflow
>>> torch.zeros(2, dtype=torch.int32).fill_(2**31)
RuntimeError: value cannot be converted to type int without overflow
>>> torch.zeros(2, dtype=torch.int16).fill_(2**15)
RuntimeError: value cannot be converted to type int16_t without overflow
>>> torch.zeros(2, dtype=torch.int8).fill_(3.9)
tensor([3, 3], dtype=torch.int8)
>>> torch.zeros(2, dtype=torch.int8).fill_(300.5)
RuntimeError: value cannot be converted to type int8_t without overflow
>>> torch.zeros(2, dtype=torch.int8).fill_(127.5)
RuntimeError: value cannot be converted to type int8_t without overflow
>>> torch.zeros(2, dtype=torch.int8).fill_(-200)
RuntimeError: value cannot be converted to type int8_t without overflow
>>> torch.zeros(2, dtype=torch.uint8).fill_(255.9)
RuntimeError: value cannot be converted to type uint8_t without overflow
>>> torch.zeros(2, dtype=torch.uint8).fill_(-1.5)
RuntimeError: value cannot be converted to type uint8_t without overflow
>>> torch.zeros(2, dtype=torch.float16).fill_(1e6)
RuntimeError: value cannot be converted to type c10::Half without overflow
>>> torch.zeros(2, dtype=torch.float16).fill_(65519)
RuntimeError: value cannot be converted to type c10::Half without overflow
>>> torch.zeros(2).fill_(1e300)
RuntimeError: value cannot be converted to type float without overflow
>>> torch.zeros(2).fill_(float("inf"))
tensor([inf, inf])
>>> torch.zeros(2).fill_(-float("inf"))
tensor([-inf, -inf])
>>> torch.zeros(2, dtype=torch.float64).fill_(10**18)
tensor([1.0000e+18, 1.0000e+18], dtype=torch.float64)
>>> torch.zeros(2, dtype=torch.bool).fill_(float("nan"))
tensor([True, True])
>>> c = torch.zeros(2, dtype=torch.int8); c[0] = 3e10
RuntimeError: value cannot be converted to type int8_t without overflow
>>> c = torch.zeros(2, dtype=torch.int64); c[0] = float("nan")
RuntimeError: value cannot be converted to type int64_t without overflow
>>> c = torch.zeros(2, dtype=torch.int64); c[[0]] = float("inf")
RuntimeError: value cannot be converted to type int64_t without overflow
>>> c = torch.zeros(2); c[0] = 1e300
RuntimeError: value cannot be converted to type float without overflow
>>> c = torch.zeros(2, dtype=torch.uint8); c[[0]] = 256
RuntimeError: value cannot be converted to type uint8_t without overflow
>>> torch.zeros(2, dtype=torch.int8).fill_(torch.tensor(300))
tensor([44, 44], dtype=torch.int8)
>>> torch.zeros(2, dtype=torch.int8).copy_(torch.tensor([300, -200]))
tensor([44, 56], dtype=torch.int8)
>>> torch.zeros(2, dtype=torch.uint8).fill_(-1)
tensor([255, 255], dtype=torch.uint8)
>>> c = torch.zeros(2, dtype=torch.uint8); c[0] = -1; c[[1]] = -5; c
tensor([255, 251], dtype=torch.uint8)
>>> torch.clamp(torch.tensor([1, 200], dtype=torch.uint8), -5, 100)
tensor([100, 100], dtype=torch.uint8)
>>> torch.zeros(2, dtype=torch.int8).add_(300)
tensor([44, 44], dtype=torch.int8)
>>> torch.full((2,), 1e300)
RuntimeError: value cannot be converted to type float without overflow
>>> torch.full((2,), float("nan"), dtype=torch.int64)
RuntimeError: value cannot be converted to type int64_t without overflow
>>> torch.full_like(i, float("inf"))
RuntimeError: value cannot be converted to type int64_t without overflow
""")
def test_a_number_must_fit(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> c = i.clone(); c += 2; c
tensor([4, 2, 3])
>>> c = i.clone(); c -= True; c
RuntimeError: Subtraction, the `-` operator, with a bool tensor is not supported. If you are
trying to invert a mask, use the `~` or `logical_not()` operator instead.
>>> c = i.clone(); c *= b; c
tensor([2, 0, 1])
>>> c = i.clone(); c *= i.to(torch.int8); c
tensor([4, 0, 1])
>>> c = i.to(torch.int8); c += i; c
tensor([4, 0, 2], dtype=torch.int8)
>>> c = i.to(torch.int8); c += 100; c += 100; c
tensor([-54, -56, -55], dtype=torch.int8)
>>> c = i.to(torch.uint8); c -= 1; c
tensor([ 1, 255, 0], dtype=torch.uint8)
>>> c = i.to(torch.uint8); c *= i; c
tensor([4, 0, 1], dtype=torch.uint8)
>>> c = i.to(torch.int32); c **= 2; c
tensor([4, 0, 1], dtype=torch.int32)
>>> c = i.clone(); c **= -1
RuntimeError: Integers to negative integer powers are not allowed.
>>> c = i.clone(); c **= 0.5
RuntimeError: result type Float can't be cast to the desired output type Long
>>> c = i.clone(); c.pow_(i); c
tensor([4, 1, 1])
>>> c = i.clone(); c -= 0.5
RuntimeError: result type Float can't be cast to the desired output type Long
>>> c = i.clone(); c += s.detach()
RuntimeError: result type Float can't be cast to the desired output type Long
>>> c = i.clone(); c[0] += 1.5
RuntimeError: result type Float can't be cast to the desired output type Long
>>> c = i.clone(); c[0] = 1.5; c
tensor([1, 0, 1])
>>> c = i.clone(); c[0] = v.detach()[1]; c
tensor([0, 0, 1])
>>> c = i.clone(); c[:2] = v.detach()[:2]; c
tensor([-1, 0, 1])
>>> c = i.clone(); c[b] = v.detach()[:2]; c
RuntimeError: Index put requires the source and destination dtypes match, got Long for the
destination and Float for the source.
>>> c = i.clone(); c[b] = 7.9; c
tensor([7, 0, 7])
>>> c = b.clone(); c |= b; c
tensor([ True, False, True])
>>> c = b.clone(); c &= True; c
tensor([ True, False, True])
>>> c = b.clone(); c ^= 1
RuntimeError: result type Long can't be cast to the desired output type Bool
>>> c = b.clone(); c *= 2
RuntimeError: result type Long can't be cast to the desired output type Bool
>>> c = b.clone(); c += b; c
tensor([ True, False, True])
>>> c = b.clone(); c[0] = 0.5; c
tensor([ True, False, True])
>>> c = b.clone(); c[0] = v.detach()[0]; c
tensor([ True, False, True])
>>> c = p.clone(); c += i[:2]; c
tensor([[ 3.0000, -2.0000], [ 2.5000, 4.0000]])
>>> c = p.clone(); c += torch.ones(2, dtype=torch.float64); c
tensor([[ 2.0000, -1.0000], [ 1.5000, 5.0000]])
>>> c = p.clone(); c.mul_(w.detach()[:2]); c
tensor([[ 1.5000, -5.0000], [ 0.7500, 10.0000]])
>>> c = p.clone(); c /= i[:2] + 1; c
tensor([[ 0.3333, -2.0000], [ 0.1667, 4.0000]])
>>> c = p.clone(); c **= i[:2]; c
tensor([[1.0000, 1.0000], [0.2500, 1.0000]])
>>> c = p.half(); c += 1e-3; c
tensor([[ 1.0010, -1.9990], [ 0.5010, 4.0000]], dtype=torch.float16)
>>> c = p.half(); c += torch.ones(2); c
tensor([[ 2.0000, -1.0000], [ 1.5000, 5.0000]], dtype=torch.float16)
>>> c = p.half(); c *= torch.tensor(2.0, dtype=torch.float64); c
tensor([[ 2., -4.], [ 1., 8.]], dtype=torch.float16)
>>> c = p.double(); c += p; c
tensor([[ 2., -4.], [ 1., 8.]], dtype=torch.float64)
>>> c = torch.tensor(1); c += 2; c
tensor(3)
>>> c = torch.tensor(1); c /= 2
RuntimeError: result type Float can't be cast to the desired output type Long
>>> c = torch.tensor(1.0); c += i[0]; c
tensor(3.)
>>> c = torch.tensor(1.0); c += i
RuntimeError: output with shape [] doesn't match the broadcast shape [3]
>>> c = torch.zeros(2, dtype=torch.int64); c.copy_(torch.tensor([1.9, -1.9])); c
tensor([ 1, -1])
>>> c = torch.zeros(2, dtype=torch.bool); c.copy_(torch.tensor([0.5, 0.0])); c
tensor([ True, False])
>>> c = torch.zeros(2, dtype=torch.uint8); c.copy_(torch.tensor([-1, 257])); c
tensor([255, 1], dtype=torch.uint8)
>>> c = torch.zeros(2, dtype=torch.float16); c.copy_(torch.tensor([1e6, 1.0])); c
tensor([inf, 1.], dtype=torch.float16)
>>> c = torch.zeros(2, 2); c.copy_(torch.tensor(5)); c
tensor([[5., 5.], [5., 5.]])
>>> c = torch.zeros(2, 2); c.copy_(other=torch.ones(2), non_blocking=True); c
tensor([[1., 1.], [1., 1.]])
>>> c = torch.zeros(2); c.copy_(True); c
tensor([1., 1.])
>>> c = torch.zeros(2); c.copy_(torch.ones(1, 2))
RuntimeError: output with shape [2] doesn't match the broadcast shape [1, 2]
>>> c = torch.zeros(2); c.copy_([1, 2])
TypeError: copy_(): argument 'other' (position 1) must be Tensor, not list
>>> c = torch.zeros(2); c.copy_(2.5); c
tensor([2.5000, 2.5000])
>>> i - True
RuntimeError: Subtraction, the `-` operator, with a bool tensor is not supported. If you are
trying to invert a mask, use the `~` or `logical_not()` operator instead.
>>> True - i
RuntimeError: Subtraction, the `-` operator, with a bool tensor is not supported. If you are
trying to invert a mask, use the `~` or `logical_not()` operator instead.
>>> torch.sub(p, True)
RuntimeError: Subtraction, the `-` operator, with a bool tensor is not supported. If you are
trying to invert a mask, use the `~` or `logical_not()` operator instead.
>>> c = p.clone(); c[p > 0] = torch.ones(3, dtype=torch.float64)
RuntimeError: Index put requires the source and destination dtypes match, got Float for the
destination and Double for the source.
>>> c = p.clone(); c[0, [0]] = torch.ones(1, dtype=torch.float64)
RuntimeError: Index put requires the source and destination dtypes match, got Float for the
destination and Double for the source.
""")
def test_the_tensor_keeps_its_dtype(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> v += v
RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.
>>> v.t_ if False else v[1:].zero_()
RuntimeError: a view of a leaf Variable that requires grad is being used in an in-place
operation.
>>> v.view(3, 1)[0].fill_(0)
RuntimeError: a view of a leaf Variable that requires grad is being used in an in-place
operation.
>>> v.detach().requires_grad_().add_(1)
RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.
>>> x[0][1:] = 0
RuntimeError: a view of a leaf Variable that requires grad is being used in an in-place
operation.
>>> x.t()[0] += 1
RuntimeError: a view of a leaf Variable that requires grad is being used in an in-place
operation.
>>> x[:, [0]] = 0
RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.
>>> x[x > 1] = 0
RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.
>>> x.data.add_(1).sum()
tensor(27.)
>>> torch.ones(3, requires_grad=True).mul_(torch.ones(3))
RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.
>>> c = torch.ones(2); q = c[0]; c.requires_grad_(); q.add_(1)
RuntimeError: a view of a leaf Variable that requires grad is being used in an in-place
operation.
>>> c = torch.ones(2); c.requires_grad_(); c[0] = 1
RuntimeError: a view of a leaf Variable that requires grad is being used in an in-place
operation.
>>> with torch.no_grad(): x[0] = 0
... x
tensor([[0., 0., 0.], [4., 5., 6.]], requires_grad=True)
>>> with torch.no_grad(): x.t()[0] *= 2
... x
tensor([[2., 2., 3.], [8., 5., 6.]], requires_grad=True)
>>> with torch.no_grad(): x[:, [0]] = 0
... x
tensor([[0., 2., 3.], [0., 5., 6.]], requires_grad=True)
>>> with torch.no_grad(): x.copy_(v)
... x._version
1
>>> with torch.no_grad(): v += v
... v.requires_grad, v.is_leaf
(True, True)
>>> c = v * 1
... with torch.no_grad(): c.mul_(2)
... c.sum().backward(); v.grad
tensor([1., 1., 1.])
>>> c = v * 1
... with torch.no_grad(): c[0] = 100
... c.sum().backward(); v.grad
tensor([1., 1., 1.])
>>> c = v * 1; q = c[0]
... with torch.no_grad(): q.zero_()
... c
tensor([0.0000, 0.5000, 2.0000], grad_fn=<MulBackward0>)
>>> c = v * 1
... with torch.no_grad(): q = c[1:]
... q += 1
RuntimeError: A view was created in no_grad mode and is being modified inplace with grad mode
enabled....
>>> with torch.no_grad(): c = v * 1; c.add_(s); c.requires_grad
None
>>> with torch.enable_grad(): c = v * 1; c.add_(s)
... c.requires_grad
True
""")
def test_leaves_are_written_only_without_grad(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> with torch.inference_mode(): c = torch.ones(2); c.add_(1); c[0] = 5
... c
tensor([5., 2.])
>>> with torch.inference_mode(): c = torch.ones(2)
... q = c.clone(); q.add_(1); q
tensor([2., 2.])
>>> with torch.inference_mode(): c = torch.ones(2)
... c._version
RuntimeError: Inference tensors do not track version counter.
>>> with torch.inference_mode(): c = torch.ones(2)
... v[:2] * c
RuntimeError: Inference tensors cannot be saved for backward. Please do not use Tensors created
in inference mode in computation tracked by autograd. To work around this, you can make a clone
to get a normal tensor and use it in autograd, or use `torch.no_grad()` instead of
`torch.inference_mode()`.
>>> q = torch.ones(2)
... with torch.inference_mode(): q.add_(1)
... q, q._version
(tensor([2., 2.]), 1)
>>> q = torch.ones(2)
... with torch.inference_mode(): q[0] = 7
... q, q._version
(tensor([7., 1.]), 1)
""")
def test_inference_tensors_are_written_in_inference_mode(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> i.add_(1, alpha=1.5)
RuntimeError: For integral input tensors, argument alpha must not be a floating point number.
>>> p.add_(torch.ones(3))
RuntimeError: The size of tensor a (2) must match the size of tensor b (3) at non-singleton
dimension 1
>>> p.add_(torch.ones(3, 2, 2))
RuntimeError: output with shape [2, 2] doesn't match the broadcast shape [3, 2, 2]
>>> p[0].add_(p)
RuntimeError: unsupported operation: some elements of the input tensor and the written-to tensor
refer to a single memory location....
>>> s.detach().add_(p)
RuntimeError: output with shape [] doesn't match the broadcast shape [2, 2]
>>> p.fill_(p)
RuntimeError: fill_ only supports 0-dimension value tensor but got tensor with 2 dimensions.
>>> p.copy_(None)
TypeError: copy_(): argument 'other' (position 1) must be Tensor, not NoneType
>>> p.copy_("a")
TypeError: copy_(): argument 'other' (position 1) must be Tensor, not str
>>> p.copy_(torch.ones(3))
RuntimeError: The size of tensor a (2) must match the size of tensor b (3) at non-singleton
dimension 1
>>> p.clamp_()
RuntimeError: torch.clamp: At least one of 'min' or 'max' must not be None
>>> p.mul_(torch.ones(2, 3))
RuntimeError: The size of tensor a (2) must match the size of tensor b (3) at non-singleton
dimension 1
>>> p += [1, 2]
TypeError: unsupported operand type(s) for +=: 'Tensor' and 'list'
>>> p *= "a"
TypeError: unsupported operand type(s) for *=: 'Tensor' and 'str'
>>> p[0] = "a"
TypeError: can't assign a str to a torch.FloatTensor
>>> p[0, 0] = None
TypeError: can't assign a NoneType to a torch.FloatTensor
>>> p[0] = torch.ones(3)
RuntimeError: The expanded size of the tensor (2) must match the existing size (3) at
non-singleton dimension 0. Target sizes: [2]. Tensor sizes: [3]
>>> p[[0, 1], [0, 1, 0]] = 1
IndexError: shape mismatch: indexing tensors could not be broadcast together with shapes [2],
[3]
>>> p[[0, 1], [0, 5]] = 1
IndexError: index 5 is out of bounds for dimension 1 with size 2
>>> p[1.5] = 1
IndexError: only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are
valid indices (got float)
>>> p[0] = {}
TypeError: can't assign a dict to a torch.FloatTensor
>>> p.data = None
TypeError: Variable data has to be a tensor, but got NoneType
>>> c = i.clone(); c[b] = torch.tensor(7.9)
None
>>> c = i.clone(); c[b] = torch.tensor(7, dtype=torch.int32)
None
>>> c = p.clone(); c[p > 0] += torch.ones(3, dtype=torch.float64)
None
""")
def test_wrong_calls(ask, code, answer):
    ask(code, answer)


@questions_to_us(r"""
# PyTorch refuses these two, whose answer is plain.
>>> c = p.clone(); c.div_(c[0, 0]); c
tensor([[ 1.0000, -2.0000], [ 0.5000, 4.0000]])
>>> c = p.clone(); c[[0]] = torch.tensor(7.0, dtype=torch.float64); c
tensor([[7.0000, 7.0000], [0.5000, 4.0000]])
# PyTorch writes to memory that several elements share, if it is the same value for all.
>>> torch.arange(3).expand(2, 3).zero_()
RuntimeError: unsupported operation: more than one element of the written-to tensor refers to a
single memory location....
# PyTorch wraps 2.0**63 around to -2**63.
>>> torch.zeros(2, dtype=torch.int64).fill_(2.0**63)
RuntimeError: value cannot be converted to type int64_t without overflow
# PyTorch takes no int that 64 bits cannot hold.
>>> torch.zeros(2).fill_(10**20)
tensor([1.0000e+20, 1.0000e+20])
# PyTorch's view of what became a leaf requires grad, and gets a gradient of its own.
>>> c = torch.ones(2); q = c[0]; c.requires_grad_(); q.requires_grad
False
""")
def test_it_differs_from_pytorch_on_purpose(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> c = p.clone(); c.fill_diagonal_(7)
tensor([[ 7.0000, -2.0000], [ 0.5000, 7.0000]])
>>> c = torch.zeros(2, 4); c.fill_diagonal_(1)
tensor([[1., 0., 0., 0.], [0., 1., 0., 0.]])
>>> c = torch.zeros(5, 2); c.fill_diagonal_(1, wrap=True)
tensor([[1., 0.], [0., 1.], [0., 0.], [1., 0.], [0., 1.]])
>>> c = x * 1; c.t().fill_diagonal_(0); c
tensor([[0., 2., 3.], [4., 0., 6.]], grad_fn=<CopySlices>)
>>> c = x * 1; c.fill_diagonal_(0); (c * c).sum().backward(); x.grad
tensor([[ 0., 4., 6.], [ 8., 0., 12.]])
>>> c = torch.zeros(3, 3, dtype=torch.int64); c.fill_diagonal_(torch.tensor(1.7))
tensor([[1, 0, 0], [0, 1, 0], [0, 0, 1]])
>>> torch.zeros(0, 3).fill_diagonal_(1)
tensor([], size=(0, 3))
>>> x.fill_diagonal_(1)
RuntimeError: a...leaf Variable that requires grad is being used in an in-place operation.
>>> torch.zeros(2, 3, 2).fill_diagonal_(1)
RuntimeError: all dimensions of input must be of equal length
>>> torch.zeros(3).fill_diagonal_(1)
RuntimeError: dimensions must larger than 1
>>> torch.zeros(3, 3, dtype=torch.int8).fill_diagonal_(300)
RuntimeError: value cannot be converted to type int8_t without overflow
>>> p.fill_diagonal_("a")
TypeError: fill_diagonal_(): argument 'fill_value' (position 1) must be Number, not str
>>> p.fill_diagonal_()
TypeError:...missing 1 required positional argument...
""")
def test_a_diagonal_is_filled(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> c = x * 1; c.t_(); c.mul_(2); c.sum().backward(); x.grad
tensor([[2., 2., 2.], [2., 2., 2.]])
>>> c = x * 1; c.diagonal().add_(1); c
tensor([[2., 2., 3.], [4., 6., 6.]], grad_fn=<CopySlices>)
>>> c = x * 1; c.diagonal().mul_(v[:2]); (c * c).sum().backward(); x.grad, v.grad
(tensor([[ 2.0000, 4.0000, 6.0000], [ 8.0000, 2.5000, 12.0000]]), tensor([-2., 25., 0.]))
>>> c = x * 1; a, b2 = c.split(1); a.mul_(2)
RuntimeError: Output 0 of Split is a view and is being modified inplace. This view is the output
of a function that returns multiple views. Such functions do not allow the output views to be
modified inplace. You should replace the inplace operation by an out-of-place one.
>>> c = x * 1; a, b2 = c.unbind(0); a.mul_(2)
RuntimeError: Output 0 of Unbind is a view and is being modified inplace. This view is the
output of a function that returns multiple views. Such functions do not allow the output views
to be modified inplace. You should replace the inplace operation by an out-of-place one.
>>> c = x * 1; a = c.chunk(2)[0]; a.add_(1)
RuntimeError: Output 0 of Split is a view and is being modified inplace. This view is the output
of a function that returns multiple views. Such functions do not allow the output views to be
modified inplace. You should replace the inplace operation by an out-of-place one.
>>> c = x * 1; q = c.narrow(1, 1, 2); q.mul_(3); c
tensor([[ 1., 6., 9.], [ 4., 15., 18.]], grad_fn=<CopySlices>)
>>> c = x * 1; q = c.select(0, 1); q.mul_(3); c
tensor([[ 1., 2., 3.], [12., 15., 18.]], grad_fn=<CopySlices>)
>>> c = x * 1; q = c.unfold(1, 2, 1); q[0, 0] *= 2; c
tensor([[2., 4., 3.], [4., 5., 6.]], grad_fn=<CopySlices>)
>>> c = x * 1; q = c.as_strided((2,), (3,), 1); q.mul_(5); c
tensor([[ 1., 10., 3.], [ 4., 25., 6.]], grad_fn=<CopySlices>)
>>> c = x * 1; q = c.view_as(torch.zeros(3, 2)); q[0] = 9; c
tensor([[9., 9., 3.], [4., 5., 6.]], grad_fn=<CopySlices>)
>>> c = x * 1; q = c.movedim(0, 1); q[0] = 9; c
tensor([[9., 2., 3.], [9., 5., 6.]], grad_fn=<CopySlices>)
>>> c = x * 1; q = c.swapaxes(0, 1); q[0] = 9; c
tensor([[9., 2., 3.], [9., 5., 6.]], grad_fn=<CopySlices>)
>>> c = x * 1; q = c.ravel(); q[0] = 9; c
tensor([[9., 2., 3.], [4., 5., 6.]], grad_fn=<CopySlices>)
>>> c = x * 1; q = c.unflatten(1, (3, 1)); q[0, 0, 0] = 9; c
tensor([[9., 2., 3.], [4., 5., 6.]], grad_fn=<CopySlices>)
>>> c = x * 1; c.exp_(); c
tensor([[ 2.7183, 7.3891, 20.0855], [ 54.5981, 148.4132, 403.4288]], grad_fn=<ExpBackward0>)
>>> c = x * 1; c.relu_(); c
tensor([[1., 2., 3.], [4., 5., 6.]], grad_fn=<ReluBackward0>)
>>> c = x * 1; c.sigmoid_(); c.sum().backward(); x.grad
tensor([[0.1966, 0.1050, 0.0452], [0.0177, 0.0066, 0.0025]])
>>> c = x * 1; c.cumsum_(1); c
tensor([[ 1., 3., 6.], [ 4., 9., 15.]], grad_fn=<CumsumBackward0>)
>>> c = x * 1; c.tril_(); c
tensor([[1., 0., 0.], [4., 5., 0.]], grad_fn=<TrilBackward0>)
>>> c = x * 1; c.lerp_(torch.zeros(2, 3), 0.5); c
tensor([[0.5000, 1.0000, 1.5000], [2.0000, 2.5000, 3.0000]], grad_fn=<LerpBackward0>)
>>> c = x * 1; c.addcmul_(v, v, value=2); c.sum().backward(); v.grad
tensor([-8., 4., 16.])
>>> c = x * 1; c.clamp_(v, v + 1); c
tensor([[0.0000, 1.5000, 3.0000], [0.0000, 1.5000, 3.0000]], grad_fn=<ClampBackward0>)
>>> c = x * 1; c.floor_(); c.sum().backward(); x.grad
tensor([[0., 0., 0.], [0., 0., 0.]])
>>> x.exp_()
RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.
>>> x.relu_()
RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.
>>> x[0].exp_()
RuntimeError: a view of a leaf Variable that requires grad is being used in an in-place
operation.
>>> x.t_()
RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.
>>> i.exp_()
RuntimeError: result type Float can't be cast to the desired output type Long
>>> i.sqrt_()
RuntimeError: result type Float can't be cast to the desired output type Long
>>> i.floor_()
tensor([2, 0, 1])
>>> i.sigmoid_()
RuntimeError: result type Float can't be cast to the desired output type Long
>>> b.neg_()
RuntimeError: Negation, the `-` operator, on a bool tensor is not supported. If you are trying
to invert a mask, use the `~` or `logical_not()` operator instead.
>>> i.lt_(1)
tensor([0, 1, 0])
>>> b.logical_not_()
tensor([False, True, False])
>>> torch.exp_(p)
tensor([[ 2.7183, 0.1353], [ 1.6487, 54.5981]])
>>> torch.relu_(p)
tensor([[1.0000, 0.0000], [0.5000, 4.0000]])
>>> torch.zeros(1).expand(3).exp_()
RuntimeError: unsupported operation: more than one element of the written-to tensor refers to a
single memory location....
>>> c = p.clone().view(-1); c[1:].atan2_(c[:-1])
RuntimeError: unsupported operation: some elements of the input tensor and the written-to tensor
refer to a single memory location....
>>> with torch.no_grad(): x.exp_(); x
None
>>> with torch.no_grad(): x.t_()
... x
tensor([[1., 4.], [2., 5.], [3., 6.]], requires_grad=True)
>>> v.detach().exp_(); v._version
1
>>> c = v * 1; y = c.exp(); c.exp_(); y.sum().backward(); v.grad
tensor([0.3679, 1.6487, 7.3891])
>>> c = v * 1; c.sin_(); c.mul_(2); c.sum().backward(); v.grad
tensor([ 1.0806, 1.7552, -0.8323])
>>> c = torch.zeros(2, 3); c.addmm_(x, torch.eye(3)); c.sum().backward(); x.grad
tensor([[1., 1., 1.], [1., 1., 1.]])
""")
def test_steps_and_views_of_every_family(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> s.detach()[:] = 1
IndexError: slice() cannot be applied to a 0-dim tensor.
>>> s.detach()[0] = 1
IndexError: invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()`
in C++ to convert a 0-dim tensor to a number
>>> p[:, :] = 1; p
tensor([[1., 1.], [1., 1.]])
>>> p[0:1, 5] = 1
IndexError: index 5 is out of bounds for dimension 1 with size 2
>>> p[0, 0, 0] = 1
IndexError: too many indices for tensor of dimension 2
>>> p[-1] = 5; p
tensor([[ 1., -2.], [ 5., 5.]])
>>> p[-3] = 5
IndexError: index -3 is out of bounds for dimension 0 with size 2
>>> p[0:5] = 5; p
tensor([[5., 5.], [5., 5.]])
>>> p[1:1] = 5; p
tensor([[ 1.0000, -2.0000], [ 0.5000, 4.0000]])
>>> p[::2, 1] = 5; p
tensor([[1.0000, 5.0000], [0.5000, 4.0000]])
>>> p[:, -1] = torch.tensor([7.0, 8.0]); p
tensor([[1.0000, 7.0000], [0.5000, 8.0000]])
>>> p[True] = 2; p
tensor([[2., 2.], [2., 2.]])
>>> c = torch.zeros(1, 3); c[0:1] = v; c
tensor([[-1.0000, 0.5000, 2.0000]], grad_fn=<CopyBackwards>)
>>> c = x * 1; c[:] = v; c
tensor([[-1.0000, 0.5000, 2.0000], [-1.0000, 0.5000, 2.0000]], grad_fn=<CopyBackwards>)
>>> c = x * 1; c[:, :] = v; c
tensor([[-1.0000, 0.5000, 2.0000], [-1.0000, 0.5000, 2.0000]], grad_fn=<CopyBackwards>)
>>> c = x * 1; c[:, 0] = 5; c.sum().backward(); x.grad
tensor([[0., 1., 1.], [0., 1., 1.]])
>>> c = torch.zeros(2, 3); c[1] = v; c[0, 1:] = v[1:] * 2; c.sum().backward(); v.grad
tensor([1., 3., 3.])
""")
def test_items_are_written(ask, code, answer):
    ask(code, answer)


@questions_to_us(r"""
# PyTorch's backward refuses these: it has saved the result, not a copy of it.
>>> c = x * 1; c.exp_().log_(); c.sum().backward(); x.grad
tensor([[1., 1., 1.], [1., 1., 1.]])
>>> c = v * 1; c.tanh_(); c[0] = 0; c.sum().backward(); v.grad
tensor([0.0000, 0.7864, 0.0707])
# PyTorch's node is EqBackward0.
>>> c = x * 1; c.eq_(2); c
tensor([[0., 1., 0.], [0., 0., 0.]], grad_fn=<CopyBackwards>)
# PyTorch resizes, and lets a tensor move to other memory.
>>> p.resize_(8)
AttributeError: 'Tensor' object has no attribute 'resize_':...
>>> p.set_(torch.zeros(2))
AttributeError: 'Tensor' object has no attribute 'set_':...
""")
def test_steps_of_which_pytorch_has_another_opinion(ask, code, answer):
    ask(code, answer)


WITHOUT_A_COPY = {
    "add_": lambda x, y: x.add_(y),
    "+=": lambda x, y: x.__iadd__(2),
    "sub_": lambda x, y: x.sub_(y),
    "*=": lambda x, y: x.__imul__(0.5),
    "div_": lambda x, y: x.div_(y),
    "**=": lambda x, y: x.__ipow__(2),
    "clamp_": lambda x, y: x.clamp_(0, 1),
    "clamp_ with names": lambda x, y: x.clamp_(max=1),
    "clamp_min_": lambda x, y: x.clamp_min_(0.5),
    "exp_": lambda x, y: x.exp_(),
    "tanh_": lambda x, y: x.tanh_(),
    "floor_": lambda x, y: x.floor_(),
    "abs_": lambda x, y: x.abs_(),
    "neg_": lambda x, y: x.neg_(),
    "relu_": lambda x, y: x.relu_(),
    "fill_diagonal_": lambda x, y: x.view(100, -1).fill_diagonal_(1),
    "zero_": lambda x, y: x.zero_(),
    "fill_": lambda x, y: x.fill_(2),
    "copy_": lambda x, y: x.copy_(y),
    "x[a:b] = y": lambda x, y: x.__setitem__(slice(1, 9), y[1:9]),
    "x[a:b] += y": lambda x, y: x[1:].add_(y[1:]),
    "through a view": lambda x, y: x.view(100, -1).t().mul_(3),
}


@pytest.mark.parametrize("step", WITHOUT_A_COPY)
def test_a_step_that_the_graph_does_not_record_makes_no_copy(step):
    x, y = torch.zeros(100_000), torch.ones(100_000)
    before = x.numpy()
    tracemalloc.start()
    try:
        WITHOUT_A_COPY[step](x, y)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert x.numpy() is before
    assert peak < x.numpy().nbytes / 2


def test_a_refused_step_writes_nothing():
    x = torch.arange(6.0).reshape(2, 3)
    for step in (
        lambda: x.add_(torch.ones(3, 3)),
        lambda: x.div_(torch.ones(2, 2, 3)),
        lambda: x.copy_(torch.ones(2)),
        lambda: x[:1].copy_(torch.ones(2, 3)),
        lambda: x.__setitem__([0, 1], torch.ones(3, 2)),
    ):
        with pytest.raises(RuntimeError):
            step()
    np.testing.assert_array_equal(x.numpy(), np.arange(6.0).reshape(2, 3))
    assert x._version == 0
