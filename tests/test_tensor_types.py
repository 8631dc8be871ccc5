"""PyTorch's older constructors, and the types of tensors."""

from tests.oracle import questions


@questions(r"""
>>> torch.set_default_tensor_type(torch.DoubleTensor)
... made = torch.ones(1)
... torch.set_default_tensor_type(torch.FloatTensor)
... made
tensor([1.], dtype=torch.float64)
>>> torch.set_default_tensor_type("torch.DoubleTensor")
... made = torch.ones(1)
... torch.set_default_tensor_type("torch.FloatTensor")
... made
tensor([1.], dtype=torch.float64)
>>> torch.FloatTensor([1, 2]), torch.DoubleTensor([1, 2]), torch.HalfTensor([1, 2])
(tensor([1., 2.]), tensor([1., 2.], dtype=torch.float64), tensor([1., 2.], dtype=torch.float16))
>>> (torch.LongTensor([1.5, 2]), torch.IntTensor([1]), torch.ShortTensor([1]),
... torch.CharTensor([1]), torch.ByteTensor([1]), torch.BoolTensor([1, 0]))
(tensor([1, 2]), tensor([1], dtype=torch.int32), tensor([1], dtype=torch.int16), tensor([1],
dtype=torch.int8), tensor([1], dtype=torch.uint8), tensor([ True, False]))
>>> torch.LongTensor(2, 3).shape, torch.FloatTensor(), torch.FloatTensor(torch.Size([2, 1])).shape
(torch.Size([2, 3]), tensor([]), torch.Size([2, 1]))
>>> torch.LongTensor(i)
tensor([2, 0, 1])
>>> made = torch.LongTensor(i)
... made.add_(1)
... i
tensor([3, 1, 2])
>>> torch.LongTensor(np.arange(2)), torch.LongTensor(np.ones(2)), torch.FloatTensor(np.ones(2))
(tensor([0, 1]), tensor([1, 1]), tensor([1., 1.]))
>>> (isinstance(x, torch.FloatTensor), isinstance(x, torch.LongTensor),
... isinstance(3, torch.FloatTensor))
(True, False, False)
>>> torch.FloatTensor, torch.FloatTensor.__name__, torch.FloatTensor.dtype
(<class 'torch.FloatTensor'>, 'FloatTensor', torch.float32)
>>> x.type(), x.type(torch.LongTensor), x.type("torch.LongTensor"), x.type(torch.float64)
('torch.FloatTensor', tensor([[1, 2, 3], [4, 5, 6]]), tensor([[1, 2, 3], [4, 5, 6]]), tensor([[1.,
2., 3.], [4., 5., 6.]], dtype=torch.float64, grad_fn=<ToCopyBackward0>))
>>> x.type(torch.float32) is x
True
>>> x.new([1, 2]), i.new([1.5]), x.new(2, 3).shape, x.new(p)
(tensor([1., 2.]), tensor([1]), torch.Size([2, 3]), tensor([[ 1.0000, -2.0000], [ 0.5000,
4.0000]]))
>>> (torch.Tensor([1, 2]), torch.Tensor(2, 3).shape, torch.Tensor(), torch.Tensor(3).shape,
... torch.Tensor((2, 3)), torch.Tensor(torch.Size([2, 3])).shape)
(tensor([1., 2.]), torch.Size([2, 3]), tensor([]), torch.Size([3]), tensor([2., 3.]),
torch.Size([2, 3]))
>>> torch.Tensor(x), torch.Tensor(i), torch.Tensor(x * 2)
(tensor([[1., 2., 3.], [4., 5., 6.]], grad_fn=<AliasBackward0>), tensor([2, 0, 1]), tensor([[ 2.,
4., 6.], [ 8., 10., 12.]], grad_fn=<AliasBackward0>))
>>> torch.Tensor(np.arange(2))
tensor([0., 1.])
>>> torch.Tensor([1, 2], device="cpu"), torch.Tensor(data=[1, 2])
(tensor([1., 2.]), tensor([1., 2.]))
>>> torch.set_default_dtype(torch.float64)
... torch.Tensor([1]).dtype
torch.float64
>>> import pickle
... pickle.loads(pickle.dumps(torch.LongTensor)) is torch.LongTensor
True
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> torch.set_default_tensor_type(torch.LongTensor)
TypeError: only floating-point types are supported as the default type...
>>> torch.set_default_tensor_type(torch.float64)
TypeError: invalid type object: only floating-point types are supported as the default type
>>> torch.LongTensor(x)
TypeError: expected ...)
>>> x.new(i)
TypeError: expected ...)
>>> x.type("foo")
ValueError: invalid type: 'foo'
>>> x.type(int)
ValueError: invalid type: 'int'
>>> torch.CharTensor([300])
RuntimeError: value cannot be converted to type int8 without overflow
>>> torch.FloatTensor("a")
TypeError: new(): invalid data type 'str'
>>> torch.Tensor(2.5)
TypeError: new(): data must be a sequence (got float)
>>> torch.Tensor(True)
TypeError: new(): data must be a sequence (got bool)
>>> torch.Tensor("a")
TypeError: new(): invalid data type 'str'
>>> torch.Tensor(None)
TypeError: new(): data must be a sequence (got NoneType)
>>> torch.Tensor([1, 2], [3])
TypeError: new() received an invalid combination...
>>> torch.Tensor(2, "a")
TypeError: ...
>>> torch.Tensor([[1, 2], [3]])
ValueError: expected sequence of length 2 at dim 1 (got 1)
>>> torch.Tensor([1, 2], dtype=torch.int64)
TypeError: new() received an invalid combination...
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)
