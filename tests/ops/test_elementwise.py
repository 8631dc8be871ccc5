"""Functions of one number, and choices between elements."""

from tests.oracle import questions, questions_to_us


@questions(r"""
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
>>> torch.maximum(e, v)
tensor([], size=(0, 3), grad_fn=<MaximumBackward0>)
>>> torch.where(m[:0], e, v)
tensor([], size=(0, 3), grad_fn=<WhereBackward0>)
>>> (r.transpose(0, 2) * 2).stride()
(1, 4, 12)
>>> (r.transpose(0, 2) + r.transpose(0, 2)).stride()
(1, 4, 12)
>>> x.clamp(min=v)
tensor([[1., 2., 3.], [4., 5., 6.]], grad_fn=<ClampBackward0>)
>>> x.clamp(v, s)
tensor([[1., 2., 2.], [2., 2., 2.]], grad_fn=<ClampBackward0>)
>>> x.clamp(torch.tensor(2), torch.tensor(4.5))
tensor([[2.0000, 2.0000, 3.0000], [4.0000, 4.5000, 4.5000]], grad_fn=<ClampBackward0>)
>>> x.clamp(torch.tensor(2), 4)
tensor([[2., 2., 3.], [4., 4., 4.]], grad_fn=<ClampBackward1>)
>>> torch.clamp(i, max=v)
tensor([-1., 0., 1.], grad_fn=<ClampBackward0>)
>>> x.clip(max=torch.tensor([2, 3, 4]))
tensor([[1., 2., 3.], [2., 3., 4.]], grad_fn=<ClampBackward0>)
>>> torch.clamp_min(i, 1)
tensor([2, 1, 1])
>>> torch.clamp_max(i, 0.5)
tensor([0.5000, 0.0000, 0.5000])
>>> torch.clamp(torch.tensor([1.0, float("nan")]), torch.tensor([float("nan"), 0.0]))
tensor([nan, nan])
>>> torch.fmax(x, v)
tensor([[1., 2., 3.], [4., 5., 6.]], grad_fn=<FmaxBackward0>)
>>> torch.fmin(x, s)
tensor([[1., 2., 2.], [2., 2., 2.]], grad_fn=<FminBackward0>)
>>> torch.fmax(v.detach(), torch.tensor([float("nan"), 1.0, float("nan")]))
tensor([-1., 1., 2.])
>>> torch.nan_to_num(torch.tensor([float("nan"), float("inf"), float("-inf"), 1.0]))
tensor([ 0.0000e+00, 3.4028e+38, -3.4028e+38, 1.0000e+00])
>>> torch.nan_to_num(v, 1.0)
tensor([-1.0000, 0.5000, 2.0000], grad_fn=<NanToNumBackward0>)
>>> torch.nan_to_num(torch.tensor([float("nan"), float("inf")], dtype=torch.float16), posinf=1e6)
tensor([0., inf], dtype=torch.float16)
>>> torch.nan_to_num(i)
tensor([2, 0, 1])
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
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
>>> x.exp(2)
TypeError:...takes...
>>> x.clamp(v, 1)
TypeError:...
>>> x.clamp(torch.ones(2))
RuntimeError: The size of tensor a (3) must match the size of tensor b (2) at non-singleton
dimension 1
>>> b.clamp(True)
NotImplementedError: ...not implemented for 'Bool'
>>> b.clamp(b, b)
NotImplementedError: ...not implemented for 'Bool'
>>> torch.clamp_min(x, None)
TypeError:...
>>> torch.clamp_max(x)
TypeError:...
>>> torch.clamp_min(x, "a")
TypeError:...
>>> torch.clamp_max(torch.tensor([1], dtype=torch.uint8), 300)
RuntimeError: value cannot be converted to type uint8_t without overflow
>>> i.clamp_(0.5)
RuntimeError: result type Float can't be cast to the desired output type...
>>> torch.fmax(x, 2)
TypeError: fmax(): argument 'other' (position 2) must be Tensor, not int
>>> torch.fmin(x, torch.ones(2))
RuntimeError: The size of tensor a (3) must match the size of tensor b (2) at non-singleton
dimension 1
>>> torch.nan_to_num(x, "a")
TypeError: nan_to_num(): argument 'nan' (position 2) must be float, not str
>>> torch.nan_to_num(3)
TypeError: nan_to_num(): argument 'input' (position 1) must be Tensor, not int
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)


@questions_to_us(r"""
# NumPy's answer for -0.0.
>>> torch.relu(torch.tensor([float("nan"), -0.0]))
tensor([nan, 0.])
# PyTorch takes bytes for a mask, and warns that it will not for long.
>>> torch.where(torch.tensor([1, 0, 1], dtype=torch.uint8), x, v)
RuntimeError: where expected condition to be a boolean tensor, but got a tensor with dtype Byte
# The same value under the name of another node.
>>> torch.clamp_min(v, 0)
tensor([0.0000, 0.5000, 2.0000], grad_fn=<ClampBackward1>)
""")
def test_it_differs_from_pytorch_on_purpose(ask, code, answer):
    ask(code, answer)
