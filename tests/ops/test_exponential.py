"""Exponentials and logarithms."""

from tests.oracle import questions, questions_to_us


@questions(r"""
>>> torch.exp(v)
tensor([0.3679, 1.6487, 7.3891], grad_fn=<ExpBackward0>)
>>> torch.log(x)
tensor([[0.0000, 0.6931, 1.0986], [1.3863, 1.6094, 1.7918]], grad_fn=<LogBackward0>)
>>> torch.exp(i)
tensor([7.3891, 1.0000, 2.7183])
>>> torch.log(i)
tensor([0.6931, -inf, 0.0000])
>>> torch.exp(b)
tensor([2.7183, 1.0000, 2.7183])
>>> torch.exp(w)
tensor([ 4.4817, 12.1825, 0.0302], dtype=torch.float64, grad_fn=<ExpBackward0>)
>>> torch.exp(torch.tensor([1.0], dtype=torch.float16))
tensor([2.7188], dtype=torch.float16)
>>> torch.log(torch.tensor([0.0, -1.0]))
tensor([-inf, nan])
>>> torch.exp(torch.tensor(1000.0))
tensor(inf)
>>> torch.exp(e)
tensor([], size=(0, 3), grad_fn=<ExpBackward0>)
>>> torch.exp(s)
tensor(7.3891, grad_fn=<ExpBackward0>)
>>> torch.exp(p.t())
tensor([[ 2.7183, 1.6487], [ 0.1353, 54.5981]])
>>> torch.exp(r.transpose(0, 2)).stride()
(1, 4, 12)
>>> torch.exp2(v)
tensor([0.5000, 1.4142, 4.0000], grad_fn=<Exp2Backward0>)
>>> torch.expm1(v)
tensor([-0.6321, 0.6487, 6.3891], grad_fn=<Expm1Backward0>)
>>> torch.log2(x)
tensor([[0.0000, 1.0000, 1.5850], [2.0000, 2.3219, 2.5850]], grad_fn=<Log2Backward0>)
>>> torch.log10(x)
tensor([[0.0000, 0.3010, 0.4771], [0.6021, 0.6990, 0.7782]], grad_fn=<Log10Backward0>)
>>> torch.log1p(x)
tensor([[0.6931, 1.0986, 1.3863], [1.6094, 1.7918, 1.9459]], grad_fn=<Log1PBackward0>)
>>> torch.expm1(torch.tensor(1e-20))
tensor(1.0000e-20)
>>> torch.log1p(torch.tensor(1e-20))
tensor(1.0000e-20)
>>> torch.logaddexp(x, v)
tensor([[1.1269, 2.2014, 3.3133], [4.0067, 5.0110, 6.0181]], grad_fn=<LogaddexpBackward0>)
>>> torch.logaddexp(torch.tensor(-1000.0), torch.tensor(-1000.0))
tensor(-999.3068)
>>> torch.logaddexp(torch.tensor(float("-inf")), torch.tensor(2.0))
tensor(2.)
>>> torch.logaddexp2(x, v)
tensor([[1.3219, 2.4368, 3.5850], [4.0444, 5.0624, 6.0875]], grad_fn=<Logaddexp2Backward0>)
>>> torch.xlogy(v, x)
tensor([[-0.0000, 0.3466, 2.1972], [-1.3863, 0.8047, 3.5835]], grad_fn=<XlogyBackward0>)
>>> torch.xlogy(torch.tensor([0.0, 0.0, 1.0]), torch.tensor([0.0, float("nan"), 0.0]))
tensor([0., nan, -inf])
>>> torch.xlogy(0, torch.tensor([0.0, 2.0]))
tensor([0., 0.])
>>> torch.xlogy(i, 2)
tensor([1.3863, 0.0000, 0.6931])
>>> torch.ldexp(v, i)
tensor([-4.0000, 0.5000, 4.0000], grad_fn=<LdexpBackward0>)
>>> torch.ldexp(torch.tensor(1e-30), torch.tensor(140))
tensor(1.3938e+12)
>>> torch.ldexp(i, i)
tensor([8., 0., 2.])
>>> torch.frexp(p)
torch.return_types.frexp( mantissa=tensor([[ 0.5000, -0.5000], [ 0.5000, 0.5000]]),
exponent=tensor([[1, 2], [0, 3]], dtype=torch.int32))
>>> torch.frexp(torch.tensor([0.0, float("inf"), 1e-45]))
torch.return_types.frexp( mantissa=tensor([0.0000, inf, 0.5000]), exponent=tensor([ 0, 0, -148],
dtype=torch.int32))
>>> v.detach().frexp().exponent
tensor([1, 0, 2], dtype=torch.int32)
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
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
>>> torch.logaddexp(i, i)
NotImplementedError: ...not implemented for 'Long'
>>> torch.logaddexp(x, 2)
TypeError: logaddexp(): argument 'other' (position 2) must be Tensor, not int
>>> torch.logaddexp2(b, b)
NotImplementedError: ...not implemented for 'Bool'
>>> torch.logaddexp(x, torch.ones(2))
RuntimeError: The size of tensor a (3) must match the size of tensor b (2) at non-singleton
dimension 1
>>> torch.xlogy(2, 3)
TypeError:...
>>> torch.xlogy(x, None)
TypeError:...
>>> torch.xlogy(x, torch.ones(2))
RuntimeError: The size of tensor a (3) must match the size of tensor b (2) at non-singleton
dimension 1
>>> torch.ldexp(x, 2)
TypeError: ldexp(): argument 'other' (position 2) must be Tensor, not int
>>> torch.frexp(i)
RuntimeError: torch.frexp() only supports floating-point dtypes
>>> torch.exp2("a")
TypeError: exp2(): argument 'input' (position 1) must be Tensor, not str
>>> torch.log1p(x, 2)
TypeError: log1p() takes 1 positional argument but 2 were given
>>> i.exp_()
RuntimeError: result type Float can't be cast to the desired output type Long
>>> torch.expm1()
TypeError: expm1() missing 1 required positional...
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)


@questions_to_us(r"""
# The same value under the name of another node.
>>> torch.frexp(v).mantissa
tensor([-0.5000, 0.5000, 0.5000], grad_fn=<LdexpBackward0>)
# PyTorch's derivatives are nan here.
>>> torch.autograd.grad(torch.logaddexp(torch.tensor(0.0), v.log() * 0 - float("inf")).sum(), v)
(tensor([nan, 0., 0.]),)
""")
def test_it_differs_from_pytorch_on_purpose(ask, code, answer):
    ask(code, answer)
