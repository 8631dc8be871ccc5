"""Tensors as citizens of Python and NumPy: numbers, sequences, text, copies, other libraries."""

import copy

import numpy as np
import pytest

import tinygrad_np as us
from tests.oracle import questions, questions_to_us


@questions(r"""
>>> torch.from_dlpack(np.arange(3))
tensor([0, 1, 2])
>>> a = np.arange(3.)
... t = torch.from_dlpack(a)
... t.add_(1)
... a
array([1., 2., 3.])
>>> np.from_dlpack(torch.arange(3))
array([0, 1, 2])
>>> t = torch.zeros(2)
... a = np.from_dlpack(t)
... t.add_(1)
... a
array([1., 1.], dtype=float32)
>>> np.from_dlpack(x.detach())
array([[1., 2., 3.], [4., 5., 6.]], dtype=float32)
>>> torch.from_dlpack(x.detach())
tensor([[1., 2., 3.], [4., 5., 6.]])
>>> torch.from_dlpack(p.t()).stride()
(1, 2)
>>> type(torch.utils.dlpack.to_dlpack(p)).__name__
'PyCapsule'
>>> torch.utils.dlpack.from_dlpack(torch.utils.dlpack.to_dlpack(p))
tensor([[ 1.0000, -2.0000], [ 0.5000, 4.0000]])
>>> torch.from_dlpack(torch.utils.dlpack.to_dlpack(p))
tensor([[ 1.0000, -2.0000], [ 0.5000, 4.0000]])
>>> type(torch.to_dlpack(p)).__name__
'PyCapsule'
>>> import pickle
... pickle.loads(pickle.dumps(x))
tensor([[1., 2., 3.], [4., 5., 6.]], requires_grad=True)
>>> import pickle
... pickle.loads(pickle.dumps(x * 2))
tensor([[ 2., 4., 6.], [ 8., 10., 12.]], requires_grad=True)
>>> import pickle
... x.grad = torch.ones(2, 3)
... pickle.loads(pickle.dumps(x)).grad
None
>>> import pickle
... t = pickle.loads(pickle.dumps(p.t()))
... t, t.stride()
(tensor([[ 1.0000, 0.5000], [-2.0000, 4.0000]]), (1, 2))
>>> import pickle
... pickle.loads(pickle.dumps(torch.tensor(3.)))
tensor(3.)
>>> import pickle
... pickle.loads(pickle.dumps(torch.nn.Parameter(p)))
Parameter containing: tensor([[ 1.0000, -2.0000], [ 0.5000, 4.0000]], requires_grad=True)
>>> import copy
... c = copy.copy(x)
... c, c is x, c.requires_grad
(tensor([[1., 2., 3.], [4., 5., 6.]], requires_grad=True), False, True)
>>> import copy
... c = copy.copy(x * 2)
... c
tensor([[ 2., 4., 6.], [ 8., 10., 12.]], requires_grad=True)
>>> import copy
... x.grad = torch.ones(2, 3)
... c = copy.deepcopy(x)
... c, c.grad
(tensor([[1., 2., 3.], [4., 5., 6.]], requires_grad=True), tensor([[1., 1., 1.], [1., 1., 1.]]))
>>> import copy
... a, b2 = copy.deepcopy([p, p])
... a is b2
True
>>> import copy
... a, b2 = copy.deepcopy([p, p[0]])
... a.add_(1)
... b2
tensor([ 2., -1.])
>>> import copy
... c = copy.deepcopy(p.t())
... c, c.stride()
(tensor([[ 1.0000, 0.5000], [-2.0000, 4.0000]]), (1, 2))
>>> import copy
... copy.deepcopy(x.detach()).requires_grad
False
>>> reversed(torch.tensor(1.))
tensor(1.)
>>> list(reversed(i))
[tensor(1), tensor(0), tensor(2)]
>>> list(reversed(p))
[tensor([0.5000, 4.0000]), tensor([ 1., -2.])]
>>> [t for t in v]
[tensor(-1., grad_fn=<UnbindBackward0>), tensor(0.5000, grad_fn=<UnbindBackward0>), tensor(2.,
grad_fn=<UnbindBackward0>)]
>>> len(x), len(e), len(r)
(2, 0, 2)
>>> bool(torch.tensor(0.)), bool(torch.tensor([[2]]))
(False, True)
>>> int(torch.tensor(2.7)), float(torch.tensor([2])), int(torch.tensor([[3]]))
(2, 2.0, 3)
>>> complex(torch.tensor(2.5))
(2.5+0j)
>>> [10, 20, 30][torch.tensor(1)]
20
>>> [10, 20, 30][torch.tensor([1])]
20
>>> [10, 20, 30][torch.tensor(True)]
20
>>> range(5)[torch.tensor(2)]
2
>>> import math
... math.sqrt(torch.tensor(4.))
2.0
>>> import math
... math.isnan(torch.tensor(4.))
False
>>> import operator
... operator.index(torch.tensor(3))
3
>>> 1.0 in v, 0.5 in v, torch.tensor(2.) in v
(False, True, True)
>>> f"{s:.2f}", f"{torch.tensor(3):d}", f"{torch.tensor(3):5}"
('2.00', '3', ' 3')
>>> f"{s.detach():.2f}", f"{torch.tensor(2.5)}", f"{torch.tensor(2.5):>8}"
('2.00', '2.5', ' 2.5')
>>> f"{v}"
'tensor([-1.0000, 0.5000, 2.0000], requires_grad=True)'
>>> f"{torch.tensor(2):.2f}"
'2.00'
>>> "%.2f" % torch.tensor(2.5), "%d" % torch.tensor(2), "%s" % torch.tensor(2)
('2.50', '2', 'tensor(2)')
>>> str(p), repr(p) == str(p)
('tensor([[ 1.0000, -2.0000],\n [ 0.5000, 4.0000]])', True)
>>> format(p)
'tensor([[ 1.0000, -2.0000],\n [ 0.5000, 4.0000]])'
>>> format(s, "")
'2.0'
>>> {p: 1}[p]
1
>>> np.asarray(p)
array([[ 1. , -2. ], [ 0.5, 4. ]], dtype=float32)
>>> np.array(p, dtype=np.float64)
array([[ 1. , -2. ], [ 0.5, 4. ]])
>>> np.asarray(p, copy=True)
array([[ 1. , -2. ], [ 0.5, 4. ]], dtype=float32)
>>> a = np.asarray(p)
... p.add_(1)
... a
array([[ 2. , -1. ], [ 1.5, 5. ]], dtype=float32)
>>> a = np.array(p)
... p.add_(1)
... a
array([[ 1. , -2. ], [ 0.5, 4. ]], dtype=float32)
>>> p.__array__(np.float64).dtype
dtype('float64')
>>> torch.Tensor.__array_priority__
1000
>>> np.float64(2) * torch.ones(2)
tensor([2., 2.])
>>> np.multiply(np.ones(2), torch.ones(2))
tensor([1., 1.], dtype=torch.float64)
>>> torch.ones(2) * np.float64(2)
tensor([2., 2.])
>>> torch.ones(2) + np.ones(2)
tensor([2., 2.], dtype=torch.float64)
>>> p.tolist(), s.tolist(), i.tolist(), b.tolist(), e.tolist()
([[1.0, -2.0], [0.5, 4.0]], 2.0, [2, 0, 1], [True, False, True], [])
>>> s.item(), i[0].item(), b[0].item(), torch.tensor([[2.5]]).item()
(2.0, 2, True, 2.5)
>>> p.numpy(force=True)
array([[ 1. , -2. ], [ 0.5, 4. ]], dtype=float32)
>>> x.numpy(force=True)
array([[1., 2., 3.], [4., 5., 6.]], dtype=float32)
>>> i.numpy()
array([2, 0, 1])
>>> x.requires_grad = False
... x
tensor([[1., 2., 3.], [4., 5., 6.]])
>>> p.requires_grad = True
... p
tensor([[ 1.0000, -2.0000], [ 0.5000, 4.0000]], requires_grad=True)
>>> p.requires_grad_(False).requires_grad
False
>>> x.grad = None
... x.grad
None
>>> x.data = torch.zeros(3)
... x
tensor([0., 0., 0.], requires_grad=True)
>>> del x.grad
... x.grad
None
>>> "shape" in dir(x), "foo" in dir(x)
(True, False)
>>> p.nbytes, p.itemsize, p.element_size(), p.numel()
(16, 4, 4, 4)
>>> torch.Size([2, 3]), torch.Size((2, 3)), torch.Size(), torch.Size([])
(torch.Size([2, 3]), torch.Size([2, 3]), torch.Size([]), torch.Size([]))
>>> torch.Size([2, 3]).numel(), torch.Size([]).numel(), len(torch.Size([2]))
(6, 1, 1)
>>> (torch.Size([2, 3]) == (2, 3), torch.Size([2, 3]) + (4,), (4,) + torch.Size([2, 3]),
... torch.Size([2]) * 2)
(True, torch.Size([2, 3, 4]), torch.Size([4, 2, 3]), torch.Size([2, 2]))
>>> 2 * torch.Size([2])
torch.Size([2, 2])
>>> (torch.Size([2, 3])[1:], torch.Size([2, 3])[-1], torch.Size([2, 3]).index(3),
... torch.Size([2, 2]).count(2))
(torch.Size([3]), 3, 1, 2)
>>> torch.Size(torch.tensor([2, 3]))
torch.Size([2, 3])
>>> hash(torch.Size([2, 3])) == hash((2, 3)), {torch.Size([2]): 1}[(2,)]
(True, 1)
>>> import pickle
... pickle.loads(pickle.dumps(torch.Size([2, 3])))
torch.Size([2, 3])
>>> import copy
... copy.deepcopy(torch.Size([2, 3]))
torch.Size([2, 3])
>>> tuple(torch.Size([2, 3])), list(torch.Size([2, 3])), torch.Size([2, 3]) < (2, 4)
((2, 3), [2, 3], True)
>>> x.size(), x.size(0), x.size(dim=1), x.size(-1)
(torch.Size([2, 3]), 2, 3, 3)
>>> x.shape.numel()
6
>>> (p.data_ptr() == p.detach().data_ptr(), p.data_ptr() == p[0].data_ptr(),
... p[0, 1:].data_ptr() - p.data_ptr())
(True, True, 4)
>>> x.retains_grad, x._version, x.output_nr, (x * 2).output_nr
(False, 0, 0, 0)
>>> p.stride(), p.t().stride(), p.stride(0), p.stride(-1), p.t().stride(dim=0)
((2, 1), (1, 2), 2, 1, 1)
>>> p.as_subclass(torch.nn.Parameter)
Parameter containing: tensor([[ 1.0000, -2.0000], [ 0.5000, 4.0000]])
>>> [*p]
[tensor([ 1., -2.]), tensor([0.5000, 4.0000])]
>>> isinstance(p, torch.Tensor), isinstance(torch.nn.Parameter(p), torch.Tensor), type(p).__name__
(True, True, 'Tensor')
>>> p == None, p != None
(False, True)
>>> p is p, (p == p).all()
(True, tensor(True))
>>> p.__eq__("a")
NotImplemented
>>> p == "a"
False
>>> p != "a"
True
>>> p.__deepcopy__({})
tensor([[ 1.0000, -2.0000], [ 0.5000, 4.0000]])
>>> torch.set_printoptions(precision=2)
... r2 = repr(p)
... torch.set_printoptions(profile="default")
... r2
'tensor([[ 1.00, -2.00],\n [ 0.50, 4.00]])'
>>> class T(torch.Tensor): pass
... t = T([1, 2])
... t.foo = 3
... t.foo, type(t).__name__, isinstance(t, torch.Tensor)
(3, 'T', True)
>>> class T(torch.Tensor): pass
... (x * 2).as_subclass(T).requires_grad
True
>>> t = torch.from_dlpack(p)
... t.add_(1)
... p
tensor([[ 2.0000, -1.0000], [ 1.5000, 5.0000]])
>>> torch.from_dlpack(np.ones(2)).dtype, torch.from_dlpack(np.array([True])).dtype
(torch.float64, torch.bool)
>>> torch.from_dlpack(torch.tensor(2.5)), torch.from_dlpack(torch.zeros(0, 3)).shape
(tensor(2.5000), torch.Size([0, 3]))
>>> import copy
... m = torch.nn.Linear(2, 2)
... c = copy.deepcopy(m)
... c.weight is m.weight, c.weight.requires_grad
(False, True)
>>> import copy, pickle
... pickle.loads(pickle.dumps({"a": p, "b": [i, b]}))
{'a': tensor([[ 1.0000, -2.0000], [ 0.5000, 4.0000]]), 'b': [tensor([2, 0, 1]), tensor([ True,
False, True])]}
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> x.__dlpack__()
BufferError: Can't export tensors that require gradient, use tensor.detach()
>>> np.from_dlpack(x)
BufferError: Can't export tensors that require gradient, use tensor.detach()
>>> torch.from_dlpack(3)
RuntimeError: from_dlpack received an invalid capsule...
>>> import copy
... c = copy.deepcopy(x * 2)
RuntimeError: Only Tensors created explicitly by the user (graph leaves) support the deepcopy
protocol at the moment...
>>> len(s)
TypeError: len() of a 0-d tensor
>>> iter(s)
TypeError: iteration over a 0-d tensor
>>> bool(v)
RuntimeError: Boolean value of Tensor with more than one value is ambiguous
>>> bool(e)
RuntimeError: Boolean value of Tensor with no values is ambiguous
>>> complex(v)
ValueError: only one element tensors can be converted to Python scalars
>>> int(v)
ValueError: only one element tensors can be converted to Python scalars
>>> float(v)
ValueError: only one element tensors can be converted to Python scalars
>>> [10, 20, 30][torch.tensor(1.)]
TypeError: only integer tensors of a single element can be converted to an index
>>> round(torch.tensor(2.5)), round(torch.tensor(2.567), 2) if False else 0
TypeError: type Tensor doesn't define __round__ method
>>> round(torch.tensor(2.567), 2)
TypeError: type Tensor doesn't define __round__ method
>>> round(v)
TypeError: type Tensor doesn't define __round__ method
>>> round(v, 1)
TypeError: type Tensor doesn't define __round__ method
>>> import math
... math.floor(torch.tensor(2.5)), math.ceil(torch.tensor(2.5)), math.trunc(torch.tensor(2.5))
TypeError: type Tensor doesn't define __trunc__ method
>>> import math
... math.floor(v)
ValueError: only one element tensors can be converted to Python scalars
>>> None in v
RuntimeError: Tensor.__contains__ only supports Tensor or scalar, but you passed in a <class
'NoneType'>.
>>> "a" in v
RuntimeError: Tensor.__contains__ only supports Tensor or scalar, but you passed in a <class
'str'>.
>>> f"{p:.2f}"
TypeError: unsupported format string passed to Tensor.__format__
>>> f"{torch.tensor([1.5]):.2f}"
TypeError: unsupported format string passed to Tensor.__format__
>>> np.asarray(x)
RuntimeError: Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy()
instead.
>>> np.array(p, dtype=np.float64, copy=False)
ValueError: ...
>>> v.item()
RuntimeError: a Tensor with 3 elements cannot be converted to Scalar
>>> e.item()
RuntimeError: a Tensor with 0 elements cannot be converted to Scalar
>>> x.numpy()
RuntimeError: Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy()
instead.
>>> i.requires_grad = True
RuntimeError: ...nly Tensors of floating point and complex dtype can require gradients
>>> p.requires_grad = 1
RuntimeError: requires_grad must be a bool
>>> y = x * 2
... y.requires_grad = False
RuntimeError: you can only change requires_grad flags of leaf variables. If you want to use a
computed variable in a subgraph that doesn't require differentiation use var_no_grad =
var.detach().
>>> p.requires_grad_("a")
TypeError: requires_grad_(): argument 'requires_grad' (position 1) must be bool, not str
>>> x.is_leaf = False
AttributeError: ...
>>> x.shape = 3
AttributeError: ...
>>> x.dtype = torch.int32
AttributeError: ...
>>> x.grad = 3
TypeError: assigned grad expected to be a Tensor or None but got grad of type int
>>> x.grad = torch.ones(2)
RuntimeError: attempting to assign a gradient of size '[2]' to a tensor of size '[2, 3]'. Please
ensure that the gradient and the tensor are the same size
>>> x.grad = torch.ones(2, 3).double()
RuntimeError: attempting to assign a gradient with dtype '...
>>> x.data = 3
TypeError: Variable data has to be a tensor, but got int
>>> x.names
AttributeError: 'Tensor' object has no attribute 'names'
>>> torch.Size([2, 3]) + [4]
TypeError: can only concatenate tuple (not list) to torch.Size
>>> torch.Size(3)
TypeError: 'int' object is not iterable
>>> torch.Size(["a"])
TypeError: torch.Size() takes an iterable of 'int' (item 0 is 'str')
>>> torch.Size([2.5])
TypeError: torch.Size() takes an iterable of 'int' (item 0 is 'float')
>>> x.size(2)
IndexError: Dimension out of range (expected to be in range of [-2, 1], but got 2)
>>> p.stride(2)
IndexError: Dimension out of range (expected to be in range of [-2, 1], but got 2)
>>> del p[0]
TypeError: Tensor does not support deleting items
>>> p < "a"
TypeError: '<' not supported between instances of 'Tensor' and 'str'
>>> x.as_subclass(3)
TypeError: cls must be a type (got int)
>>> torch.from_dlpack(np.array(["a"]))
BufferError: DLPack only supports signed/unsigned integers, float and complex dtypes.
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)


@questions_to_us(r"""
# What is computed from a tensor of a subclass is a plain one, and prints as one.
>>> class T(torch.Tensor): pass
... t = torch.ones(2).as_subclass(T)
... t, type(t).__name__, type(t + 1).__name__
(tensor([1., 1.]), 'T', 'Tensor')
# Tensors have slots: an attribute would cost each of them time and memory. A subclass has them.
>>> x.foo = 3
AttributeError: 'Tensor' object has no attribute 'foo'
# That a copy on the same memory was written, the tensor knows.
>>> import copy
... c = copy.copy(p)
... c.add_(1)
... p, p._version
(tensor([[ 2.0000, -1.0000], [ 1.5000, 5.0000]]), 1)
# NumPy leaves the sum to the tensor.
>>> np.ones(2) + torch.ones(2)
tensor([2., 2.], dtype=torch.float64)
>>> x.__dlpack_device__()
(1, 0)
""")
def test_it_differs_from_pytorch_on_purpose(ask, code, answer):
    ask(code, answer)


@pytest.mark.oracle
@pytest.mark.parametrize("name", ["float64", "float32", "float16", "int64", "uint8", "bool"])
def test_memory_is_shared_with_pytorch_both_ways(name):
    torch = pytest.importorskip("torch")
    ours = us.ones(2, 3, dtype=getattr(us, name)).t()
    theirs = torch.from_dlpack(ours)
    back = us.from_dlpack(theirs)
    theirs.zero_()
    assert not ours.any()
    assert not back.any()
    assert back.stride() == theirs.stride() == ours.stride()
    assert np.shares_memory(back.numpy(), ours.numpy())
    capsule = torch.utils.dlpack.to_dlpack(torch.ones(3))
    assert us.utils.dlpack.from_dlpack(capsule).tolist() == [1.0, 1.0, 1.0]


def test_a_deep_copy_shares_no_memory_but_within():

    x = us.arange(6.0).reshape(2, 3)
    row, column, step = copy.deepcopy((x[1], x[:, 0], x[:, ::2]))
    row.zero_()
    assert column.tolist() == [0.0, 0.0]
    assert step.tolist() == [[0.0, 2.0], [0.0, 0.0]]
    assert x.tolist() == [[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]


def test_an_array_next_to_its_tensor_is_copied_as_it_is():
    x = us.ones(2, 3)
    copied, array = copy.deepcopy((x, x.numpy()))
    assert copied.tolist() == array.tolist() == x.tolist()


def test_layouts_survive_a_deep_copy():
    rng = np.random.default_rng(0)
    for _ in range(50):
        x = us.arange(24.0).reshape(2, 3, 4).permute(*rng.permutation(3).tolist())
        x = x[:: rng.integers(1, 3)][..., rng.integers(0, 2) :]
        y = copy.deepcopy(x)
        assert y.tolist() == x.tolist()
        assert y.stride() == x.stride()
    for x in (
        us.from_numpy(np.arange(6)[::-2]),
        us.tensor(2.5),
        us.zeros(0, 3),
        us.ones(1).expand(3),
    ):
        assert copy.deepcopy(x).tolist() == x.tolist()
