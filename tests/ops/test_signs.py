"""What depends on the sign of a number, or gives it one."""

from tests.oracle import questions, questions_to_us


@questions(r"""
>>> torch.abs(x)
tensor([[1., 2., 3.], [4., 5., 6.]], grad_fn=<AbsBackward0>)
>>> torch.sign(v)
tensor([-1., 1., 1.], grad_fn=<SignBackward0>)
>>> torch.sign(i - 1)
tensor([ 1, -1, 0])
>>> torch.sign(b)
tensor([ True, False, True])
>>> torch.abs(i - 1)
tensor([1, 1, 0])
>>> torch.sign(torch.tensor([0.0, -0.0, float("nan"), -3.0]))
tensor([ 0., 0., 0., -1.])
>>> torch.sign(torch.tensor([3, 0], dtype=torch.uint8))
tensor([1, 0], dtype=torch.uint8)
>>> torch.signbit(torch.tensor([-0.0, 0.0, -3.0]))
tensor([ True, False, True])
>>> torch.signbit(i - 1)
tensor([False, True, False])
>>> torch.copysign(v, torch.tensor(-0.0))
tensor([-1.0000, -0.5000, -2.0000], grad_fn=<CopysignBackward0>)
>>> torch.copysign(i, v)
tensor([-2., 0., 1.], grad_fn=<CopysignBackward0>)
>>> torch.copysign(torch.tensor([2], dtype=torch.uint8), -1)
tensor([-2.])
>>> torch.heaviside(v.detach(), s.detach())
tensor([0., 1., 1.])
>>> torch.heaviside(torch.tensor([0.0, float("nan"), -0.0]), s.detach())
tensor([2., 0., 2.])
>>> torch.heaviside(i - 1, i)
tensor([1, 0, 1])
>>> torch.nextafter(torch.tensor([1.0, 0.0]), torch.tensor(2.0)).tolist()
[1.0000001192092896, 1.401298464324817e-45]
>>> b.sign()
tensor([ True, False, True])
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> torch.abs(2.0)
TypeError: abs(): argument 'input' (position 1) must be Tensor, not float
>>> torch.abs([1.0])
TypeError: abs(): argument 'input' (position 1) must be Tensor, not list
>>> torch.abs(b)
NotImplementedError: "abs_cpu" not implemented for 'Bool'
>>> torch.sign("a")
TypeError: sign(): argument 'input' (position 1) must be Tensor, not str
>>> torch.copysign(2, x)
TypeError:...
>>> torch.copysign(x, "a")
TypeError:...
>>> torch.copysign(x, torch.ones(2))
RuntimeError: The size of tensor a (3) must match the size of tensor b (2) at non-singleton
dimension 1
>>> i.copysign_(2)
RuntimeError: result type Float can't be cast to the desired output type Long
>>> torch.heaviside(x, i)
RuntimeError: heaviside is not yet implemented for tensors with different dtypes...
>>> torch.heaviside(x, 0.5)
TypeError: heaviside(): argument 'values' (position 2) must be Tensor, not float
>>> torch.nextafter(i, i)
NotImplementedError: ...not implemented for 'Long'
>>> torch.nextafter(x, 2)
TypeError: nextafter(): argument 'other' (position 2) must be Tensor, not int
>>> torch.signbit(2)
TypeError: signbit(): argument 'input' (position 1) must be Tensor, not int
>>> torch.sgn("a")
TypeError:...argument 'input' (position 1) must be Tensor, not str
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)


@questions_to_us(r"""
# PyTorch has no derivative for heaviside.
>>> torch.autograd.grad(torch.heaviside(v * 0, s).sum(), [v, s])
(tensor([0., 0., 0.]), tensor(3.))
# PyTorch says 0 where both are equal.
>>> torch.autograd.grad(torch.nextafter(v, v.detach()).sum(), v)
(tensor([1., 1., 1.]),)
""")
def test_it_differs_from_pytorch_on_purpose(ask, code, answer):
    ask(code, answer)
