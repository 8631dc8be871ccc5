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
