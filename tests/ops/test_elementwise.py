"""Functions of one number, and choices between elements."""

from tests.oracle import questions, questions_to_us


@questions(r"""
>>> torch.exp(v)
tensor([0.3679, 1.6487, 7.3891], grad_fn=<ExpBackward0>)
>>> torch.log(x)
tensor([[0.0000, 0.6931, 1.0986], [1.3863, 1.6094, 1.7918]], grad_fn=<LogBackward0>)
>>> torch.sqrt(x)
tensor([[1.0000, 1.4142, 1.7321], [2.0000, 2.2361, 2.4495]], grad_fn=<SqrtBackward0>)
>>> torch.sin(v)
tensor([-0.8415, 0.4794, 0.9093], grad_fn=<SinBackward0>)
>>> torch.cos(v)
tensor([ 0.5403, 0.8776, -0.4161], grad_fn=<CosBackward0>)
>>> torch.tan(v)
tensor([-1.5574, 0.5463, -2.1850], grad_fn=<TanBackward0>)
>>> torch.tanh(v)
tensor([-0.7616, 0.4621, 0.9640], grad_fn=<TanhBackward0>)
>>> torch.sign(v)
tensor([-1., 1., 1.], grad_fn=<SignBackward0>)
>>> torch.sigmoid(v)
tensor([0.2689, 0.6225, 0.8808], grad_fn=<SigmoidBackward0>)
>>> torch.relu(v)
tensor([0.0000, 0.5000, 2.0000], grad_fn=<ReluBackward0>)
>>> torch.exp(i)
tensor([7.3891, 1.0000, 2.7183])
>>> torch.log(i)
tensor([0.6931, -inf, 0.0000])
>>> torch.sqrt(i)
tensor([1.4142, 0.0000, 1.0000])
>>> torch.sigmoid(i)
tensor([0.8808, 0.5000, 0.7311])
>>> torch.relu(i)
tensor([2, 0, 1])
>>> torch.relu(i - 1)
tensor([1, 0, 0])
>>> torch.sign(i - 1)
tensor([ 1, -1, 0])
>>> torch.exp(b)
tensor([2.7183, 1.0000, 2.7183])
>>> torch.sqrt(b)
tensor([1., 0., 1.])
>>> torch.sigmoid(b)
tensor([0.7311, 0.5000, 0.7311])
>>> torch.sign(b)
tensor([ True, False, True])
>>> torch.abs(i - 1)
tensor([1, 1, 0])
>>> torch.exp(w)
tensor([ 4.4817, 12.1825, 0.0302], dtype=torch.float64, grad_fn=<ExpBackward0>)
>>> torch.exp(torch.tensor([1.0], dtype=torch.float16))
tensor([2.7188], dtype=torch.float16)
>>> torch.log(torch.tensor([0.0, -1.0]))
tensor([-inf, nan])
>>> torch.sqrt(torch.tensor([-1.0, 0.0], requires_grad=True))
tensor([nan, 0.], grad_fn=<SqrtBackward0>)
>>> torch.exp(torch.tensor(1000.0))
tensor(inf)
>>> torch.sigmoid(torch.tensor([-1000.0, 1000.0, 0.0, float("nan")]))
tensor([0.0000, 1.0000, 0.5000, nan])
>>> torch.tanh(torch.tensor([-1000.0, 1000.0]))
tensor([-1., 1.])
>>> torch.maximum(x, v)
tensor([[1., 2., 3.], [4., 5., 6.]], grad_fn=<MaximumBackward0>)
>>> torch.minimum(x, v)
tensor([[-1.0000, 0.5000, 2.0000], [-1.0000, 0.5000, 2.0000]], grad_fn=<MinimumBackward0>)
>>> torch.maximum(v, torch.tensor([-1.0, 1.0, 1.0]))
tensor([-1., 1., 2.], grad_fn=<MaximumBackward0>)
>>> torch.maximum(x, i)
tensor([[2., 2., 3.], [4., 5., 6.]], grad_fn=<MaximumBackward0>)
>>> torch.maximum(i, i)
tensor([2, 0, 1])
>>> torch.maximum(b, b)
tensor([ True, False, True])
>>> torch.maximum(x, s)
tensor([[2., 2., 3.], [4., 5., 6.]], grad_fn=<MaximumBackward0>)
>>> torch.maximum(x, w)
tensor([[1.5000, 2.5000, 3.0000], [4.0000, 5.0000, 6.0000]], dtype=torch.float64,
grad_fn=<MaximumBackward0>)
>>> torch.maximum(v, torch.tensor([float("nan"), 1.0, 1.0]))
tensor([nan, 1., 2.], grad_fn=<MaximumBackward0>)
>>> torch.minimum(v, torch.tensor([float("nan"), 1.0, 1.0]))
tensor([ nan, 0.5000, 1.0000], grad_fn=<MinimumBackward0>)
>>> torch.clamp(x, 2, 4)
tensor([[2., 2., 3.], [4., 4., 4.]], grad_fn=<ClampBackward1>)
>>> torch.clamp(x, min=2)
tensor([[2., 2., 3.], [4., 5., 6.]], grad_fn=<ClampBackward1>)
>>> torch.clamp(x, max=4)
tensor([[1., 2., 3.], [4., 4., 4.]], grad_fn=<ClampBackward1>)
>>> torch.clamp(x, 2.5, 4.5)
tensor([[2.5000, 2.5000, 3.0000], [4.0000, 4.5000, 4.5000]], grad_fn=<ClampBackward1>)
>>> torch.clamp(i, 1, 2)
tensor([2, 1, 1])
>>> torch.clamp(i, 0.5, 1.5)
tensor([1.5000, 0.5000, 1.0000])
>>> torch.clamp(i, min=0.5)
tensor([2.0000, 0.5000, 1.0000])
>>> torch.clamp(b, 0, 1)
tensor([1, 0, 1])
>>> torch.clamp(x, 4, 2)
tensor([[2., 2., 2.], [2., 2., 2.]], grad_fn=<ClampBackward1>)
>>> torch.clamp(torch.tensor([float("nan"), 1.0]), 0, 0.5)
tensor([ nan, 0.5000])
>>> x.clamp(2, 4)
tensor([[2., 2., 3.], [4., 4., 4.]], grad_fn=<ClampBackward1>)
>>> torch.where(m, x, v)
tensor([[ 1.0000, 0.5000, 3.0000], [-1.0000, 0.5000, 6.0000]], grad_fn=<WhereBackward0>)
>>> torch.where(m, x, 0)
tensor([[1., 0., 3.], [0., 0., 6.]], grad_fn=<WhereBackward0>)
>>> torch.where(m, 0, x)
tensor([[0., 2., 0.], [4., 5., 0.]], grad_fn=<WhereBackward0>)
>>> torch.where(m, 1.0, 2.0)
tensor([[1., 2., 1.], [2., 2., 1.]])
>>> torch.where(m, 1, 2)
tensor([[1, 2, 1], [2, 2, 1]])
>>> torch.where(m, 1, 2.0)
tensor([[1., 2., 1.], [2., 2., 1.]])
>>> torch.where(b, i, x)
tensor([[2., 2., 1.], [2., 5., 1.]], grad_fn=<WhereBackward0>)
>>> torch.where(b, i, 1.5)
tensor([2.0000, 1.5000, 1.0000])
>>> torch.where(b, v, w)
tensor([-1.0000, 2.5000, 2.0000], dtype=torch.float64, grad_fn=<WhereBackward0>)
>>> torch.where(b, s, w)
tensor([2.0000, 2.5000, 2.0000], dtype=torch.float64, grad_fn=<WhereBackward0>)
>>> torch.where(b, x, s)
tensor([[1., 2., 3.], [4., 2., 6.]], grad_fn=<WhereBackward0>)
>>> torch.where(torch.tensor(True), x, v)
tensor([[1., 2., 3.], [4., 5., 6.]], grad_fn=<WhereBackward0>)
>>> torch.where(m)
(tensor([0, 0, 1]), tensor([0, 2, 2]))
>>> torch.where(i)
(tensor([0, 2]),)
>>> torch.where(s)
(tensor([0]),)
>>> torch.where(x > 3, x, -x)
tensor([[-1., -2., -3.], [ 4., 5., 6.]], grad_fn=<WhereBackward0>)
>>> torch.where(m, True, False)
tensor([[ True, False, True], [False, False, True]])
>>> torch.where(m, True, 2)
tensor([[1, 2, 1], [2, 2, 1]])
>>> x.where(m, v)
tensor([[ 1.0000, 0.5000, 3.0000], [-1.0000, 0.5000, 6.0000]], grad_fn=<WhereBackward0>)
>>> x.where(m, 0.0)
tensor([[1., 0., 3.], [0., 0., 6.]], grad_fn=<WhereBackward0>)
>>> torch.where(condition=m, input=x, other=v)
tensor([[ 1.0000, 0.5000, 3.0000], [-1.0000, 0.5000, 6.0000]], grad_fn=<WhereBackward0>)
>>> torch.exp(e)
tensor([], size=(0, 3), grad_fn=<ExpBackward0>)
>>> torch.exp(s)
tensor(7.3891, grad_fn=<ExpBackward0>)
>>> torch.maximum(e, v)
tensor([], size=(0, 3), grad_fn=<MaximumBackward0>)
>>> torch.where(m[:0], e, v)
tensor([], size=(0, 3), grad_fn=<WhereBackward0>)
>>> torch.exp(p.t())
tensor([[ 2.7183, 1.6487], [ 0.1353, 54.5981]])
>>> torch.exp(r.transpose(0, 2)).stride()
(1, 4, 12)
>>> (r.transpose(0, 2) * 2).stride()
(1, 4, 12)
>>> (r.transpose(0, 2) + r.transpose(0, 2)).stride()
(1, 4, 12)
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> torch.relu(b)
RuntimeError: Boolean inputs not supported for relu
>>> torch.abs(b)
NotImplementedError: "abs_cpu" not implemented for 'Bool'
>>> torch.clamp(torch.tensor([1, 200], dtype=torch.uint8), 0, 300)
RuntimeError: value cannot be converted to type uint8_t without overflow
>>> torch.where(i, x, v)
RuntimeError: where expected condition to be a boolean tensor, but got a tensor with dtype Long
>>> torch.where(x, x, v)
RuntimeError: where expected condition to be a boolean tensor, but got a tensor with dtype Float
>>> torch.where(True, x, v)
TypeError:...Tensor,...
>>> torch.where(m, x)
TypeError:...
>>> torch.where(m, x, torch.ones(2))
RuntimeError: The size of tensor a (3) must match the size of tensor b (2) at non-singleton
dimension 1
>>> torch.where(m, "a", x)
TypeError:...
>>> torch.maximum(x, 1)
TypeError: maximum(): argument 'other' (position 2) must be Tensor, not int
>>> torch.maximum(x, torch.ones(2))
RuntimeError: The size of tensor a (3) must match the size of tensor b (2) at non-singleton
dimension 1
>>> torch.maximum(x, "a")
TypeError: maximum(): argument 'other' (position 2) must be Tensor, not str
>>> torch.maximum(1, x)
TypeError: maximum(): argument 'input' (position 1) must be Tensor, not int
>>> x.maximum(2.0)
TypeError: maximum(): argument 'other' (position...must be Tensor, not float
>>> torch.clamp(x)
RuntimeError: torch.clamp: At least one of 'min' or 'max' must not be None
>>> torch.clamp(x, "a")
TypeError:...
>>> torch.clamp("a", 1)
TypeError:...
>>> torch.clamp(2.0, 1)
TypeError:...
>>> torch.exp(1.0)
TypeError: exp(): argument 'input' (position 1) must be Tensor, not float
>>> torch.exp([1.0, 2.0])
TypeError: exp(): argument 'input' (position 1) must be Tensor, not list
>>> torch.exp("a")
TypeError: exp(): argument 'input' (position 1) must be Tensor, not str
>>> torch.exp(None)
TypeError: exp(): argument 'input' (position 1) must be Tensor, not NoneType
>>> torch.exp()
TypeError: exp() missing 1 required positional...
>>> torch.exp(x, x)
TypeError: exp() takes 1 positional argument but 2 were given
>>> x.exp(2)
TypeError:...takes...
>>> torch.sign("a")
TypeError: sign(): argument 'input' (position 1) must be Tensor, not str
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)


@questions_to_us(r"""
# NumPy's answers for nan and -0.0.
>>> torch.sign(torch.tensor([0.0, -0.0, float("nan"), -3.0]))
tensor([ 0., 0., nan, -1.])
>>> torch.relu(torch.tensor([float("nan"), -0.0]))
tensor([nan, 0.])
# Not supported, and said so.
>>> x.clamp(min=v)
NotImplementedError: clamp(): bounds must be numbers; for Tensors use torch.maximum and
torch.minimum
>>> x.clamp(v, v)
NotImplementedError: clamp(): bounds must be numbers; for Tensors use torch.maximum and
torch.minimum
# PyTorch takes bytes for a mask, and warns that it will not for long.
>>> torch.where(torch.tensor([1, 0, 1], dtype=torch.uint8), x, v)
RuntimeError: where expected condition to be a boolean tensor, but got a tensor with dtype Byte
""")
def test_it_differs_from_pytorch_on_purpose(ask, code, answer):
    ask(code, answer)
