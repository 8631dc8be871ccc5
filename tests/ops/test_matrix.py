"""Products of vectors, matrices and batches of them."""

from tests.oracle import questions, questions_to_us


@questions(r"""
>>> x @ x.t()
tensor([[14., 32.], [32., 77.]], grad_fn=<MmBackward0>)
>>> x @ x.T
tensor([[14., 32.], [32., 77.]], grad_fn=<MmBackward0>)
>>> x @ v
tensor([ 6.0000, 10.5000], grad_fn=<MvBackward0>)
>>> v @ v
tensor(5.2500, grad_fn=<DotBackward0>)
>>> r @ torch.ones(4)
tensor([[ 6., 22., 38.], [54., 70., 86.]])
>>> r @ torch.ones(4, 2)
tensor([[[ 6., 6.], [22., 22.], [38., 38.]], [[54., 54.], [70., 70.], [86., 86.]]])
>>> r @ torch.ones(2, 4, 2)
tensor([[[ 6., 6.], [22., 22.], [38., 38.]], [[54., 54.], [70., 70.], [86., 86.]]])
>>> torch.ones(3) @ r
tensor([[12., 15., 18., 21.], [48., 51., 54., 57.]])
>>> torch.ones(5, 1, 2, 3) @ r
tensor([[[[12., 15., 18., 21.], [12., 15., 18., 21.]], [[48., 51., 54., 57.], [48., 51., 54.,
57.]]], [[[12., 15., 18., 21.], [12., 15., 18., 21.]], [[48., 51., 54., 57.], [48., 51., 54.,
57.]]], [[[12., 15., 18., 21.], [12., 15., 18., 21.]], [[48., 51., 54., 57.], [48., 51., 54.,
57.]]], [[[12., 15., 18., 21.], [12., 15., 18., 21.]], [[48., 51., 54., 57.], [48., 51., 54.,
57.]]], [[[12., 15., 18., 21.], [12., 15., 18., 21.]], [[48., 51., 54., 57.], [48., 51., 54.,
57.]]]])
>>> torch.ones(2, 3) @ r
tensor([[[12., 15., 18., 21.], [12., 15., 18., 21.]], [[48., 51., 54., 57.], [48., 51., 54.,
57.]]])
>>> torch.mm(x, x.t())
tensor([[14., 32.], [32., 77.]], grad_fn=<MmBackward0>)
>>> torch.mv(x, v)
tensor([ 6.0000, 10.5000], grad_fn=<MvBackward0>)
>>> torch.dot(v, v)
tensor(5.2500, grad_fn=<DotBackward0>)
>>> i @ i
tensor(5)
>>> i @ torch.ones(3, 2, dtype=torch.int64)
tensor([3, 3])
>>> (x.t() @ x).shape
torch.Size([3, 3])
>>> e @ torch.ones(3, 2)
tensor([], size=(0, 2), grad_fn=<MmBackward0>)
>>> e.t() @ e
tensor([[0., 0., 0.], [0., 0., 0.], [0., 0., 0.]], grad_fn=<MmBackward0>)
>>> torch.ones(2, 0) @ torch.ones(0, 3)
tensor([[0., 0., 0.], [0., 0., 0.]])
>>> torch.ones(0) @ torch.ones(0)
tensor(0.)
>>> torch.ones(2, 0) @ torch.ones(0)
tensor([0., 0.])
>>> x.double() @ w
tensor([-4.0000, -2.5000], dtype=torch.float64, grad_fn=<MvBackward0>)
>>> x.half() @ v.half()
tensor([ 6.0000, 10.5000], dtype=torch.float16, grad_fn=<MvBackward0>)
>>> torch.nn.functional.linear(x, torch.ones(4, 3))
tensor([[ 6., 6., 6., 6.], [15., 15., 15., 15.]], grad_fn=<MmBackward0>)
>>> torch.nn.functional.linear(x, torch.ones(4, 3), torch.ones(4))
tensor([[ 7., 7., 7., 7.], [16., 16., 16., 16.]], grad_fn=<AddmmBackward0>)
>>> torch.nn.functional.linear(v, torch.ones(4, 3), torch.ones(4))
tensor([2.5000, 2.5000, 2.5000, 2.5000], grad_fn=<ViewBackward0>)
>>> torch.nn.functional.linear(r, torch.ones(5, 4), torch.ones(5))
tensor([[[ 7., 7., 7., 7., 7.], [23., 23., 23., 23., 23.], [39., 39., 39., 39., 39.]], [[55., 55.,
55., 55., 55.], [71., 71., 71., 71., 71.], [87., 87., 87., 87., 87.]]])
>>> torch.nn.functional.linear(r, torch.ones(5, 4))
tensor([[[ 6., 6., 6., 6., 6.], [22., 22., 22., 22., 22.], [38., 38., 38., 38., 38.]], [[54., 54.,
54., 54., 54.], [70., 70., 70., 70., 70.], [86., 86., 86., 86., 86.]]])
>>> torch.nn.functional.linear(x, v)
tensor([ 6.0000, 10.5000], grad_fn=<MvBackward0>)
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> x @ x
RuntimeError: mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)
>>> x @ torch.ones(2)
RuntimeError: size mismatch, got input (2), mat (2x3), vec (2)
>>> torch.ones(2) @ torch.ones(3)
RuntimeError: inconsistent tensor size, expected tensor [2] and src [3] to have the same number of
elements, but got 2 and 3 elements respectively
>>> v @ x
RuntimeError: mat1 and mat2 shapes cannot be multiplied (1x3 and 2x3)
>>> x @ w
RuntimeError:...have the same dtype, but...
>>> x @ i
RuntimeError:...have the same dtype, but...
>>> i @ x.t()
RuntimeError: expected m1 and m2 to have the same dtype, but got: long...!=...
>>> x @ s
RuntimeError: both arguments to matmul need to be at least 1D, but they are 2D and 0D
>>> s @ x
RuntimeError: both arguments to matmul need to be at least 1D, but they are 0D and 2D
>>> s @ s
RuntimeError: both arguments to matmul need to be at least 1D, but they are 0D and 0D
>>> r @ torch.ones(3)
RuntimeError:...size...
>>> r @ torch.ones(3, 5)
RuntimeError:...
>>> r @ torch.ones(3, 4, 2)
RuntimeError: The size of tensor a (2) must match the size of tensor b (3) at non-singleton
dimension 0
>>> r @ torch.ones(2, 5, 2)
RuntimeError: Expected size for first two dimensions of batch2 tensor to be: [2, 4] but got: [2,
5].
>>> torch.ones(2) @ r
RuntimeError: Expected size for first two dimensions of batch2 tensor to be: [2, 2] but got: [2,
3].
>>> torch.mm(x, v)
RuntimeError: mat2 must be a matrix
>>> torch.mm(v, x)
RuntimeError: self must be a matrix
>>> torch.mm(x, x)
RuntimeError: mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)
>>> torch.mm(r, x)
RuntimeError: self must be a matrix
>>> torch.mm(x, 2)
TypeError: mm(): argument 'mat2' (position 2) must be Tensor, not int
>>> torch.mm(x, "a")
TypeError: mm(): argument 'mat2' (position 2) must be Tensor, not str
>>> torch.mm(x, w.reshape(3, 1))
RuntimeError: expected m1 and m2 to have the same dtype, but got: float !=...
>>> torch.mv(x, x)
RuntimeError: vector + matrix @ vector expected, got 1, 2, 2
>>> torch.mv(v, v)
RuntimeError: vector + matrix @ vector expected, got 1, 1, 1
>>> torch.mv(x, torch.ones(2))
RuntimeError: size mismatch, got input (2), mat (2x3), vec (2)
>>> torch.mv(x, w)
RuntimeError:...have the same dtype, but...
>>> torch.mv(x, 3)
TypeError: mv(): argument 'vec' (position 2) must be Tensor, not int
>>> torch.dot(x, v)
RuntimeError: 1D tensors expected, but got 2D and 1D tensors
>>> torch.dot(v, x)
RuntimeError: 1D tensors expected, but got 1D and 2D tensors
>>> torch.dot(v, torch.ones(2))
RuntimeError: inconsistent tensor size, expected tensor [3] and src [2] to have the same number of
elements, but got 3 and 2 elements respectively
>>> torch.dot(v, w)
RuntimeError:...expected...to have...same dtype, but...
>>> torch.dot(v, 3)
TypeError: dot(): argument 'tensor' (position 2) must be Tensor, not int
>>> torch.dot(3, v)
TypeError: dot(): argument 'input' (position 1) must be Tensor, not int
>>> torch.dot(v, i)
RuntimeError:...expected...to have...same dtype, but...
>>> torch.matmul(x, 3)
TypeError: matmul(): argument 'other' (position 2) must be Tensor, not int
>>> torch.matmul(3, x)
TypeError: matmul(): argument 'input' (position 1) must be Tensor, not int
>>> torch.matmul(x, None)
TypeError: matmul(): argument 'other' (position 2) must be Tensor, not NoneType
>>> torch.matmul(s, v)
RuntimeError: both arguments to matmul need to be at least 1D, but they are 0D and 1D
>>> x @ [1, 2, 3]
TypeError: unsupported operand type(s) for @: 'Tensor' and 'list'
>>> x @ None
TypeError: unsupported operand type(s) for @: 'Tensor' and 'NoneType'
>>> torch.nn.functional.linear(x, torch.ones(4, 2), torch.ones(4))
RuntimeError: mat1 and mat2 shapes cannot be multiplied (2x3 and 2x4)
>>> torch.nn.functional.linear(x, torch.ones(4, 2))
RuntimeError: mat1 and mat2 shapes cannot be multiplied (2x3 and 2x4)
>>> torch.nn.functional.linear(x, torch.ones(4, 3), torch.ones(3))
RuntimeError: The expanded size of the tensor (4) must match the existing size (3) at
non-singleton dimension 1. Target sizes: [2, 4]. Tensor sizes: [3]
>>> torch.nn.functional.linear(x, v, torch.ones(1))
RuntimeError:...mat2...be...
>>> torch.nn.functional.linear(x, torch.ones(4, 3).double(), torch.ones(4))
RuntimeError:...and...have the same dtype, but...
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)


@questions_to_us(r"""
# The same values under the names of other nodes.
>>> v @ x.t()
tensor([ 6.0000, 10.5000], grad_fn=<SqueezeBackward1>)
>>> torch.ones(3, 1, 2).requires_grad_() @ torch.ones(4, 2, 5).requires_grad_()[:3]
tensor([[[2., 2., 2., 2., 2.]], [[2., 2., 2., 2., 2.]], [[2., 2., 2., 2., 2.]]],
grad_fn=<BmmBackward0>)
>>> torch.ones(2, 3, 4).requires_grad_() @ torch.ones(4).requires_grad_()
tensor([[4., 4., 4.], [4., 4., 4.]], grad_fn=<SqueezeBackward1>)
>>> torch.ones(3).requires_grad_() @ r
tensor([[12., 15., 18., 21.], [48., 51., 54., 57.]], grad_fn=<SqueezeBackward1>)
# PyTorch has no products of bools.
>>> b @ b
tensor(True)
""")
def test_it_differs_from_pytorch_on_purpose(ask, code, answer):
    ask(code, answer)
