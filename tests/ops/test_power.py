"""Powers and roots."""

from tests.oracle import questions


@questions(r"""
>>> torch.pow(x, v)
tensor([[ 1.0000, 1.4142, 9.0000], [ 0.2500, 2.2361, 36.0000]], grad_fn=<PowBackward1>)
>>> torch.square(x)
tensor([[ 1., 4., 9.], [16., 25., 36.]], grad_fn=<PowBackward0>)
>>> torch.sqrt(x)
tensor([[1.0000, 1.4142, 1.7321], [2.0000, 2.2361, 2.4495]], grad_fn=<SqrtBackward0>)
>>> torch.sqrt(i)
tensor([1.4142, 0.0000, 1.0000])
>>> torch.sqrt(b)
tensor([1., 0., 1.])
>>> torch.sqrt(torch.tensor([-1.0, 0.0], requires_grad=True))
tensor([nan, 0.], grad_fn=<SqrtBackward0>)
>>> torch.sqrt(s)
tensor(1.4142, grad_fn=<SqrtBackward0>)
>>> torch.rsqrt(x)
tensor([[1.0000, 0.7071, 0.5774], [0.5000, 0.4472, 0.4082]], grad_fn=<RsqrtBackward0>)
>>> torch.hypot(x, v)
tensor([[1.4142, 2.0616, 3.6056], [4.1231, 5.0249, 6.3246]], grad_fn=<HypotBackward0>)
>>> torch.hypot(torch.tensor(3e38), torch.tensor(1e38))
tensor(3.1623e+38)
>>> torch.float_power(i, 2)
tensor([4., 0., 1.], dtype=torch.float64)
>>> torch.float_power(x, 0.5)
tensor([[1.0000, 1.4142, 1.7321], [2.0000, 2.2361, 2.4495]], dtype=torch.float64,
grad_fn=<PowBackward0>)
>>> torch.float_power(2, v)
tensor([0.5000, 1.4142, 4.0000], dtype=torch.float64, grad_fn=<PowBackward2>)
>>> w.detach().clone().float_power_(2)
tensor([ 2.2500, 6.2500, 12.2500], dtype=torch.float64)
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> torch.pow(i, -2)
RuntimeError: Integers to negative integer powers are not allowed.
>>> torch.pow(2, 3)
TypeError:...
>>> torch.hypot(i, i)
NotImplementedError: ...not implemented for 'Long'
>>> torch.hypot(x, 2)
TypeError: hypot(): argument 'other' (position 2) must be Tensor, not int
>>> torch.hypot(x, torch.ones(2))
RuntimeError: The size of tensor a (3) must match the size of tensor b (2) at non-singleton
dimension 1
>>> torch.float_power(2, 3)
TypeError:...
>>> torch.float_power(x, "a")
TypeError:...
>>> p.float_power_(2)
RuntimeError: the base given to float_power_ has dtype Float but the operation's result requires
dtype Double
>>> i.float_power_(2)
RuntimeError: the base given to float_power_ has dtype Long but the operation's result requires
dtype Double
>>> b ** b
NotImplementedError: ...not implemented for 'Bool'
>>> torch.tensor([1], dtype=torch.uint8) ** -1
RuntimeError: Integers to negative integer powers are not allowed.
>>> i.sqrt_()
RuntimeError: result type Float can't be cast to the desired output type Long
>>> torch.rsqrt(2.0)
TypeError: rsqrt(): argument 'input' (position 1) must be Tensor, not float
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)
