"""Trigonometric and hyperbolic functions, and their inverses."""

from tests.oracle import questions, questions_to_us


@questions(r"""
>>> torch.sin(v)
tensor([-0.8415, 0.4794, 0.9093], grad_fn=<SinBackward0>)
>>> torch.cos(v)
tensor([ 0.5403, 0.8776, -0.4161], grad_fn=<CosBackward0>)
>>> torch.tan(v)
tensor([-1.5574, 0.5463, -2.1850], grad_fn=<TanBackward0>)
>>> torch.tanh(v)
tensor([-0.7616, 0.4621, 0.9640], grad_fn=<TanhBackward0>)
>>> torch.tanh(torch.tensor([-1000.0, 1000.0]))
tensor([-1., 1.])
>>> torch.asin(v)
tensor([-1.5708, 0.5236, nan], grad_fn=<AsinBackward0>)
>>> torch.acos(v)
tensor([3.1416, 1.0472, nan], grad_fn=<AcosBackward0>)
>>> torch.atan(v)
tensor([-0.7854, 0.4636, 1.1071], grad_fn=<AtanBackward0>)
>>> torch.atan2(v, s)
tensor([-0.4636, 0.2450, 0.7854], grad_fn=<Atan2Backward0>)
>>> torch.atan2(torch.tensor([0.0, -0.0, 0.0]), torch.tensor([-1.0, -1.0, 0.0]))
tensor([ 3.1416, -3.1416, 0.0000])
>>> torch.atan2(i, i + 1)
tensor([0.5880, 0.0000, 0.4636])
>>> torch.sinh(v)
tensor([-1.1752, 0.5211, 3.6269], grad_fn=<SinhBackward0>)
>>> torch.cosh(v)
tensor([1.5431, 1.1276, 3.7622], grad_fn=<CoshBackward0>)
>>> torch.asinh(v)
tensor([-0.8814, 0.4812, 1.4436], grad_fn=<AsinhBackward0>)
>>> torch.acosh(x)
tensor([[0.0000, 1.3170, 1.7627], [2.0634, 2.2924, 2.4779]], grad_fn=<AcoshBackward0>)
>>> torch.atanh(v / 3)
tensor([-0.3466, 0.1682, 0.8047], grad_fn=<AtanhBackward0>)
>>> torch.sinc(v)
tensor([-2.7828e-08, 6.3662e-01, 2.7828e-08], grad_fn=<SincBackward0>)
>>> torch.sinc(torch.zeros(2, dtype=torch.float16))
tensor([1., 1.], dtype=torch.float16)
>>> torch.deg2rad(x)
tensor([[0.0175, 0.0349, 0.0524], [0.0698, 0.0873, 0.1047]], grad_fn=<Deg2RadBackward0>)
>>> torch.rad2deg(v)
tensor([-57.2958, 28.6479, 114.5916], grad_fn=<Rad2DegBackward0>)
>>> torch.deg2rad(i)
tensor([0.0349, 0.0000, 0.0175])
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> torch.sinh(2.0)
TypeError: sinh(): argument 'input' (position 1) must be Tensor, not float
>>> torch.asin("a")
TypeError: asin(): argument 'input' (position 1) must be Tensor, not str
>>> torch.acosh([1.0])
TypeError: acosh(): argument 'input' (position 1) must be Tensor, not list
>>> torch.atan2(x, 1)
TypeError: atan2(): argument 'other' (position 2) must be Tensor, not int
>>> torch.atan2(1, x)
TypeError: atan2(): argument 'input' (position 1) must be Tensor, not int
>>> torch.atan2(x, torch.ones(2))
RuntimeError: The size of tensor a (3) must match the size of tensor b (2) at non-singleton
dimension 1
>>> torch.sinc(None)
TypeError: sinc(): argument 'input' (position 1) must be Tensor, not NoneType
>>> torch.deg2rad(90)
TypeError: deg2rad(): argument 'input' (position 1) must be Tensor, not int
>>> i.atan_()
RuntimeError: result type Float can't be cast to the desired output type Long
>>> x.cosh_()
RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.
>>> x.tan(2)
TypeError:...
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)


@questions_to_us(r"""
# PyTorch's second derivative at 0 is nan.
>>> z = torch.tensor(0.0, dtype=torch.float64, requires_grad=True)
... (g,) = torch.autograd.grad(torch.sinc(z), z, create_graph=True)
... torch.autograd.grad(g, z)
(tensor(-3.2899, dtype=torch.float64),)
# PyTorch has no derivative for asinh_, acosh_ and atanh_.
>>> torch.autograd.grad(v.clone().asinh_().sum(), v)
(tensor([0.7071, 0.8944, 0.4472]),)
""")
def test_it_differs_from_pytorch_on_purpose(ask, code, answer):
    ask(code, answer)
