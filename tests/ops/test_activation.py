"""Activations."""

from tests.oracle import questions


@questions(r"""
>>> torch.relu(v)
tensor([0.0000, 0.5000, 2.0000], grad_fn=<ReluBackward0>)
>>> v.relu()
tensor([0.0000, 0.5000, 2.0000], grad_fn=<ReluBackward0>)
>>> torch.relu(torch.tensor([0.0, -1.0, 2.0], requires_grad=True))
tensor([0., 0., 2.], grad_fn=<ReluBackward0>)
>>> torch.relu(i - 1)
tensor([1, 0, 0])
>>> torch.relu(w)
tensor([1.5000, 2.5000, 0.0000], dtype=torch.float64, grad_fn=<ReluBackward0>)
>>> torch.relu(e)
tensor([], size=(0, 3), grad_fn=<ReluBackward0>)
>>> torch.sigmoid(v)
tensor([0.2689, 0.6225, 0.8808], grad_fn=<SigmoidBackward0>)
>>> v.sigmoid()
tensor([0.2689, 0.6225, 0.8808], grad_fn=<SigmoidBackward0>)
>>> torch.sigmoid(torch.tensor([-1000.0, 1000.0, 0.0, float("nan")]))
tensor([0.0000, 1.0000, 0.5000, nan])
>>> torch.sigmoid(torch.tensor([-80.0, 80.0], requires_grad=True))
tensor([1.8049e-35, 1.0000e+00], grad_fn=<SigmoidBackward0>)
>>> torch.sigmoid(i)
tensor([0.8808, 0.5000, 0.7311])
>>> torch.sigmoid(b)
tensor([0.7311, 0.5000, 0.7311])
>>> torch.sigmoid(p.half())
tensor([[0.7310, 0.1192], [0.6226, 0.9819]], dtype=torch.float16)
>>> torch.sigmoid(v)
tensor([0.2689, 0.6225, 0.8808], grad_fn=<SigmoidBackward0>)
>>> torch.relu(v)
tensor([0.0000, 0.5000, 2.0000], grad_fn=<ReluBackward0>)
>>> torch.sigmoid(i)
tensor([0.8808, 0.5000, 0.7311])
>>> torch.relu(i)
tensor([2, 0, 1])
>>> torch.relu(i - 1)
tensor([1, 0, 0])
>>> torch.sigmoid(b)
tensor([0.7311, 0.5000, 0.7311])
>>> torch.sigmoid(torch.tensor([-1000.0, 1000.0, 0.0, float("nan")]))
tensor([0.0000, 1.0000, 0.5000, nan])
>>> torch.logit(torch.tensor([0.1, 0.5, 1.0, 2.0]))
tensor([-2.1972, 0.0000, inf, nan])
>>> torch.logit(torch.tensor([0.1, 0.5, 1.0, 2.0]), eps=0.2)
tensor([-1.3863, 0.0000, 1.3863, 1.3863])
>>> torch.logit(b)
tensor([inf, -inf, inf])
>>> v.sigmoid().logit()
tensor([-1.0000, 0.5000, 2.0000], grad_fn=<LogitBackward0>)
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> torch.relu(b)
RuntimeError: Boolean inputs not supported for relu
>>> torch.relu(3)
TypeError: relu(): argument 'input' (position 1) must be Tensor, not int
>>> torch.relu([1.0])
TypeError: relu(): argument 'input' (position 1) must be Tensor, not list
>>> torch.sigmoid(None)
TypeError: sigmoid(): argument 'input' (position 1) must be Tensor, not NoneType
>>> torch.sigmoid("a")
TypeError: sigmoid(): argument 'input' (position 1) must be Tensor, not str
>>> torch.relu()
TypeError: relu() missing 1 required positional argument...
>>> torch.relu(b)
RuntimeError: Boolean inputs not supported for relu
>>> torch.logit(x, "a")
TypeError: logit(): argument 'eps' (position 2) must be float, not str
>>> torch.logit("a")
TypeError: logit(): argument 'input' (position 1) must be Tensor, not str
>>> torch.logit(2.0)
TypeError: logit(): argument 'input' (position 1) must be Tensor, not float
>>> i.sigmoid_()
RuntimeError: result type Float can't be cast to the desired output type Long
>>> b.relu_()
RuntimeError: Boolean inputs not supported for relu
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> F = torch.nn.functional
... F.elu(v), F.selu(v), F.celu(v, 2.0)
(tensor([-0.6321, 0.5000, 2.0000], grad_fn=<EluBackward0>),
tensor([-1.1113, 0.5254, 2.1014], grad_fn=<EluBackward0>),
tensor([-0.7869, 0.5000, 2.0000], grad_fn=<CeluBackward0>))
>>> F = torch.nn.functional
... F.silu(v), F.mish(v)
(tensor([-0.2689, 0.3112, 1.7616], grad_fn=<SiluBackward0>),
tensor([-0.3034, 0.3752, 1.9440], grad_fn=<MishBackward0>))
>>> F = torch.nn.functional
... F.gelu(v), F.gelu(v, approximate="tanh")
(tensor([-0.1587, 0.3457, 1.9545], grad_fn=<GeluBackward0>),
tensor([-0.1588, 0.3457, 1.9546], grad_fn=<GeluBackward0>))
>>> F = torch.nn.functional
... F.softplus(w), F.logsigmoid(w)
(tensor([1.7014, 2.5789, 0.0298], dtype=torch.float64, grad_fn=<SoftplusBackward0>),
tensor([-0.2014, -0.0789, -3.5298], dtype=torch.float64, grad_fn=<LogSigmoidBackward0>))
>>> F = torch.nn.functional
... F.softplus(torch.tensor([-1e4, 19.0, 21.0, 1e4])), F.softplus(torch.tensor([15.0, 60.0]).half())
(tensor([    0.,    19.,    21., 10000.]), tensor([15., 60.], dtype=torch.float16))
>>> F = torch.nn.functional
... F.logsigmoid(torch.tensor([-1e4, 1e4])), F.mish(torch.tensor([-1e4, 1e4]))
(tensor([-10000.,      0.]), tensor([   -0., 10000.]))
>>> torch.nn.functional.glu(torch.tensor([3.0, 4.0, 0.0, 100.0], requires_grad=True))
tensor([1.5000, 4.0000], grad_fn=<GluBackward0>)
>>> F = torch.nn.functional
... F.softsign(v), F.tanhshrink(v)
(tensor([-0.5000, 0.3333, 0.6667], grad_fn=<DivBackward0>),
tensor([-0.2384, 0.0379, 1.0360], grad_fn=<SubBackward0>))
>>> torch.nn.functional.gelu(v, approximate="exact")
RuntimeError: approximate argument must be either none or tanh.
>>> torch.nn.functional.gelu(v, approximate=None)
TypeError: gelu(): argument 'approximate' must be str, not NoneType
>>> torch.nn.functional.softplus(v, beta="a")
TypeError: softplus(): argument 'beta' must be Number, not str
>>> torch.nn.functional.logsigmoid(3)
TypeError: log_sigmoid(): argument 'input' (position 1) must be Tensor, not int
>>> torch.nn.functional.glu(s)
RuntimeError: glu does not support scalars because halving size must be even
>>> torch.nn.functional.glu(v)
RuntimeError: Halving dimension must be even, but dimension 0 is size 3
>>> torch.nn.functional.glu(v, 1)
IndexError: Dimension out of range (expected to be in range of [-1, 0], but got 1)
>>> torch.celu(v, 0)
RuntimeError: ZeroDivisionError: alpha cannot be 0 for CELU
>>> torch.nn.functional.elu(i)
NotImplementedError: "elu_cpu" not implemented for 'Long'
>>> torch.nn.functional.elu_(v)
RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.
""")
def test_smooth_ones_answer_as_pytorch(ask, code, answer):
    ask(code, answer)
