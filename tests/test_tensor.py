"""Tensor: its place in the graph, its metadata, and Python's own protocols."""

from types import ModuleType

import pytest

import tinygrad_np as torch
from tests.oracle import questions, questions_to_us

OPS = "tinygrad_np.ops"


@questions(r"""
>>> x.requires_grad, i.requires_grad
(True, False)
>>> x.is_leaf, (x * 2).is_leaf, x.detach().is_leaf
(True, False, True)
>>> x.grad_fn
None
>>> (x * 2).grad_fn.name()
'MulBackward0'
>>> x.shape, x.ndim, x.dtype, x.device
(torch.Size([2, 3]), 2, torch.float32, device(type='cpu'))
>>> x.size(), x.size(0), x.size(-1)
(torch.Size([2, 3]), 2, 3)
>>> x.dim(), x.numel(), x.nelement(), x.itemsize, x.element_size()
(2, 6, 6, 4, 4)
>>> len(x)
2
>>> s.item()
2.0
>>> torch.tensor([[3]]).item()
3
>>> x.tolist()
[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]
>>> s.tolist()
2.0
>>> i.tolist(), m.tolist(), e.tolist()
([2, 0, 1], [[True, False, True], [False, False, True]], [])
>>> bool(s), bool(torch.tensor(0.0)), bool(torch.tensor([[0]]))
(True, False, False)
>>> float(i[0]), int(i[0]), float(p[0, 0]), int(p[0, 1])
(2.0, 2, 1.0, -2)
>>> int(torch.tensor(2.7)), int(torch.tensor(True))
(2, 1)
>>> float(torch.tensor([2.5]))
2.5
>>> [1, 2, 3][i[0]]
3
>>> range(torch.tensor(3))
range(0, 3)
>>> "ab" * torch.tensor(2)
'abab'
>>> x.detach().numpy()
array([[1., 2., 3.], [4., 5., 6.]], dtype=float32)
>>> x.numpy(force=True)
array([[1., 2., 3.], [4., 5., 6.]], dtype=float32)
>>> i.numpy()
array([2, 0, 1])
>>> np.asarray(i)
array([2, 0, 1])
>>> np.asarray(p, dtype=np.float64)
array([[ 1. , -2. ], [ 0.5, 4. ]])
>>> a = p.numpy(); a[0, 0] = 9; p
tensor([[ 9.0000, -2.0000], [ 0.5000, 4.0000]])
>>> q = p.clone(); q[0, 0] = 9; p
tensor([[ 1.0000, -2.0000], [ 0.5000, 4.0000]])
>>> x.clone()
tensor([[1., 2., 3.], [4., 5., 6.]], grad_fn=<CloneBackward0>)
>>> x.detach()
tensor([[1., 2., 3.], [4., 5., 6.]])
>>> x.detach().requires_grad
False
>>> x.data
tensor([[1., 2., 3.], [4., 5., 6.]])
>>> x.data.requires_grad
False
>>> x.contiguous() is x
True
>>> x.cpu() is x
True
>>> x.to("cpu") is x
True
>>> x.to(torch.device("cpu")) is x
True
>>> x.to(torch.float32) is x
True
>>> x.to(torch.float64)
tensor([[1., 2., 3.], [4., 5., 6.]], dtype=torch.float64, grad_fn=<ToCopyBackward0>)
>>> x.to(dtype=torch.float64)
tensor([[1., 2., 3.], [4., 5., 6.]], dtype=torch.float64, grad_fn=<ToCopyBackward0>)
>>> x.to("cpu", torch.float64)
tensor([[1., 2., 3.], [4., 5., 6.]], dtype=torch.float64, grad_fn=<ToCopyBackward0>)
>>> x.to(w)
tensor([[1., 2., 3.], [4., 5., 6.]], dtype=torch.float64, grad_fn=<ToCopyBackward0>)
>>> x.to(torch.int64)
tensor([[1, 2, 3], [4, 5, 6]])
>>> x.half()
tensor([[1., 2., 3.], [4., 5., 6.]], dtype=torch.float16, grad_fn=<ToCopyBackward0>)
>>> x.float() is x
True
>>> x.double()
tensor([[1., 2., 3.], [4., 5., 6.]], dtype=torch.float64, grad_fn=<ToCopyBackward0>)
>>> x.int()
tensor([[1, 2, 3], [4, 5, 6]], dtype=torch.int32)
>>> x.long()
tensor([[1, 2, 3], [4, 5, 6]])
>>> x.bool()
tensor([[True, True, True], [True, True, True]])
>>> x.type(torch.float64)
tensor([[1., 2., 3.], [4., 5., 6.]], dtype=torch.float64, grad_fn=<ToCopyBackward0>)
>>> x.type()
'torch.FloatTensor'
>>> i.type(), b.type(), w.type()
('torch.LongTensor', 'torch.BoolTensor', 'torch.DoubleTensor')
>>> i.float()
tensor([2., 0., 1.])
>>> i.double()
tensor([2., 0., 1.], dtype=torch.float64)
>>> x.type_as(w)
tensor([[1., 2., 3.], [4., 5., 6.]], dtype=torch.float64, grad_fn=<ToCopyBackward0>)
>>> x.double().float()
tensor([[1., 2., 3.], [4., 5., 6.]], grad_fn=<ToCopyBackward0>)
>>> torch.tensor([1.7, -1.7, 300.5]).to(torch.int8)
tensor([ 1, -1, 44], dtype=torch.int8)
>>> torch.tensor([1.7, -1.7, 200.5]).to(torch.uint8)
tensor([ 1, 255, 200], dtype=torch.uint8)
>>> torch.tensor([300, -1]).to(torch.uint8)
tensor([ 44, 255], dtype=torch.uint8)
>>> torch.tensor([0.0, 0.5, -1.0]).bool()
tensor([False, True, True])
>>> x.is_floating_point(), i.is_floating_point()
(True, False)
>>> x.requires_grad_(False)
tensor([[1., 2., 3.], [4., 5., 6.]])
>>> x.requires_grad_(False).requires_grad
False
>>> p.requires_grad_()
tensor([[ 1.0000, -2.0000], [ 0.5000, 4.0000]], requires_grad=True)
>>> (x * 2).requires_grad_()
tensor([[ 2., 4., 6.], [ 8., 10., 12.]], grad_fn=<MulBackward0>)
>>> x.requires_grad = False; x
tensor([[1., 2., 3.], [4., 5., 6.]])
>>> x.grad
None
>>> x.grad = torch.ones(2, 3); x.grad
tensor([[1., 1., 1.], [1., 1., 1.]])
>>> x.grad = torch.ones(2, 3); x.grad = None; x.grad
None
>>> y = (x * 2).sum(); y.backward(); x.grad
tensor([[2., 2., 2.], [2., 2., 2.]])
>>> y = x * 2; y.backward(torch.ones(2, 3)); x.grad
tensor([[2., 2., 2.], [2., 2., 2.]])
>>> y = x * 2; y.retain_grad(); y.sum().backward(); y.grad
tensor([[1., 1., 1.], [1., 1., 1.]])
>>> y = x * 2; y.sum().backward(); x.grad
tensor([[2., 2., 2.], [2., 2., 2.]])
>>> x.retain_grad(); x.retains_grad
False
>>> y = x * 2; y.retains_grad
False
>>> y = x * 2; y.retain_grad(); y.retains_grad
True
>>> x.output_nr
0
>>> (x * 2).output_nr
0
>>> x.is_inference()
False
>>> x.device
device(type='cpu')
>>> x.device.type, str(x.device)
('cpu', 'cpu')
>>> x == x.clone()
tensor([[True, True, True], [True, True, True]])
>>> x in [x]
True
>>> {x: 1}[x]
1
>>> f"{s.item():.2f}"
'2.00'
>>> f"{torch.tensor(2.5):.3f}"
'2.500'
>>> f"{p}"
'tensor([[ 1.0000, -2.0000],\n [ 0.5000, 4.0000]])'
>>> str(s)
'tensor(2., requires_grad=True)'
>>> format(i, "")
'tensor([2, 0, 1])'
>>> repr(x)
'tensor([[1., 2., 3.],\n [4., 5., 6.]], requires_grad=True)'
>>> iter(i).__next__()
tensor(2)
>>> list(i)
[tensor(2), tensor(0), tensor(1)]
>>> a, c2, d = i; d
tensor(1)
>>> next(iter(x.detach()))
tensor([1., 2., 3.])
>>> x.T.is_contiguous(), x.T.contiguous().is_contiguous()
(False, True)
>>> x.view(3, 2).data_ptr() == x.data_ptr()
True
>>> x._base is None, x[0]._base is x, x[0][0]._base is x
(True, True, True)
>>> x.detach()._base is None
True
>>> x[0].is_leaf, x.detach()[0].is_leaf
(False, True)
>>> import copy; copy.deepcopy(p)
tensor([[ 1.0000, -2.0000], [ 0.5000, 4.0000]])
>>> import copy; copy.deepcopy(x).requires_grad
True
>>> import copy; copy.copy(p)
tensor([[ 1.0000, -2.0000], [ 0.5000, 4.0000]])
>>> import pickle; pickle.loads(pickle.dumps(p))
tensor([[ 1.0000, -2.0000], [ 0.5000, 4.0000]])
>>> import pickle; pickle.loads(pickle.dumps(x))
tensor([[1., 2., 3.], [4., 5., 6.]], requires_grad=True)
>>> y = (x * 2).detach_(); y
tensor([[ 2., 4., 6.], [ 8., 10., 12.]])
>>> x.register_hook(lambda g: g * 2); x.sum().backward(); x.grad
tensor([[2., 2., 2.], [2., 2., 2.]])
>>> y = (x * 2).sum(); y.backward(create_graph=True); x.grad.requires_grad
False
>>> y = x.sum(); y.backward(inputs=[x]); x.grad
tensor([[1., 1., 1.], [1., 1., 1.]])
>>> isinstance(x, torch.Tensor), type(x).__name__
(True, 'Tensor')
>>> abs(p), -p, +p, ~b
(tensor([[1.0000, 2.0000], [0.5000, 4.0000]]), tensor([[-1.0000, 2.0000], [-0.5000, -4.0000]]),
tensor([[ 1.0000, -2.0000], [ 0.5000, 4.0000]]), tensor([False, True, False]))
>>> p.sum().item(), p.mean().item()
(3.5, 0.875)
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> x.size(2)
IndexError: Dimension out of range (expected to be in range of [-2, 1], but got 2)
>>> len(s)
TypeError: len() of a 0-d tensor
>>> x.item()
RuntimeError: a Tensor with 6 elements cannot be converted to Scalar
>>> e.item()
RuntimeError: a Tensor with 0 elements cannot be converted to Scalar
>>> b.item()
RuntimeError: a Tensor with 3 elements cannot be converted to Scalar
>>> bool(x)
RuntimeError: Boolean value of Tensor with more than one value is ambiguous
>>> bool(e)
RuntimeError: Boolean value of Tensor with no values is ambiguous
>>> float(x)
ValueError: only one element tensors can be converted to Python scalars
>>> float(e)
ValueError: only one element tensors can be converted to Python scalars
>>> int(x)
ValueError: only one element tensors can be converted to Python scalars
>>> [1, 2, 3][x[0, 0]]
TypeError: only integer tensors of a single element can be converted to an index
>>> range(torch.tensor(3.0))
TypeError: only integer tensors of a single element can be converted to an index
>>> x.numpy()
RuntimeError: Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy()
instead.
>>> (x * 2).numpy()
RuntimeError: Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy()
instead.
>>> np.asarray(x)
RuntimeError: Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy()
instead.
>>> x.__array__()
RuntimeError: Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy()
instead.
>>> i.requires_grad_()
RuntimeError:...Tensors of floating point...dtype can require gradients
>>> (x * 2).requires_grad_(False)
RuntimeError: you can only change requires_grad flags of leaf variables. If you want to use a
computed variable in a subgraph that doesn't require differentiation use var_no_grad =
var.detach().
>>> i.requires_grad = True
RuntimeError:...Tensors of floating point and complex dtype can require gradients
>>> y = x * 2; y.requires_grad = False
RuntimeError: you can only change requires_grad flags of leaf variables. If you want to use a
computed variable in a subgraph that doesn't require differentiation use var_no_grad =
var.detach().
>>> x.grad = torch.ones(3)
RuntimeError: attempting to assign a gradient of size '[3]' to a tensor of size '[2, 3]'. Please
ensure that the gradient and the tensor are the same size
>>> x.grad = 3
TypeError: assigned grad expected to be a Tensor or None but got grad of type int
>>> x.grad = torch.ones(2, 3, dtype=torch.float64)
RuntimeError: attempting to assign a gradient with dtype...to a tensor
with...gradient...the...the...
>>> y = x * 2; y.backward()
RuntimeError: grad can be implicitly created only for scalar outputs
>>> y = x * 2; y.backward(torch.ones(2))
RuntimeError: Mismatch in shape: grad_output[0] has a shape of torch.Size([2]) and output[0] has a
shape of torch.Size([2, 3]).
>>> y = x * 2; y.backward(3)
TypeError: ...
>>> p.sum().backward()
RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn
>>> y = x.exp().sum(); y.backward(); y.backward()
RuntimeError: Trying to backward through the graph a second time (or directly access saved tensors
after they have already been freed). Saved intermediate values of the graph are freed when you
call .backward() or autograd.grad(). Specify retain_graph=True if you need to backward through the
graph a second time or if you need to access saved tensors after calling backward.
>>> p.retain_grad()
RuntimeError: can't retain_grad on Tensor that has requires_grad=False
>>> a, c2 = i
ValueError: too many values to unpack (expected 2)
>>> import copy; copy.deepcopy(x * 2)
RuntimeError: Only Tensors created explicitly by the user (graph leaves) support the deepcopy
protocol at the...
>>> x[0].detach_()
RuntimeError: Can't detach views in-place. Use detach() instead....
>>> p.register_hook(lambda g: g)
RuntimeError: cannot register a hook on a tensor that doesn't require gradient
>>> y = x.sum(); y.backward(inputs=[])
RuntimeError: `inputs` argument to `backward()` cannot be empty.
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)


@questions_to_us(r"""
# In words that say what to do.
>>> x.to("cuda")
RuntimeError: device 'cuda' is not available: tensors live on the CPU (device 'cpu'); choose it
where cuda.is_available() is False
# Tensors have slots.
>>> x.foo = 3; x.foo
AttributeError: 'Tensor' object has no attribute 'foo'...
""")
def test_it_differs_from_pytorch_on_purpose(ask, code, answer):
    ask(code, answer)


def test_a_method_is_the_function_of_its_name():
    # torch.norm and torch.sum, say: one object, so what is tested of one holds for the other.
    ours = {
        name: f for name, f in vars(torch).items() if getattr(f, "__module__", "").startswith(OPS)
    }
    # In two the tensor comes second; the others are properties.
    own = {"where", "polygamma", "real", "imag"}
    methods = {
        name: f for name, f in vars(torch.Tensor).items() if name in ours and name not in own
    }
    assert len(methods) > 60
    assert {name: ours[name] for name in methods} == methods


def test_a_scalar_of_a_graph_is_taken_with_a_warning():
    with pytest.warns(UserWarning, match="requires_grad=True to a scalar"):
        assert float(torch.tensor(2.0, requires_grad=True)) == 2


def test_an_inference_tensor_has_no_version():
    with torch.inference_mode():
        x = torch.ones(2)
    assert x.is_inference()
    with pytest.raises(RuntimeError, match="do not track version counter"):
        _ = x._version


def test_the_operators_leave_to_others_what_they_do_not_know():
    class Other:
        def __radd__(self, left):
            return "added"

        def __rmatmul__(self, left):
            return "multiplied"

        def __eq__(self, left):
            return "equal"

        __hash__ = None

    x = torch.ones(2)
    assert (x + Other(), x @ Other(), x == Other()) == ("added", "multiplied", "equal")


def test_every_name_has_a_docstring():
    undocumented = [
        name
        for name, f in vars(torch.Tensor).items()
        if callable(f) and not name.startswith("_") and not f.__doc__
    ]
    assert undocumented == []


@pytest.mark.oracle
def test_every_public_name_is_one_of_pytorchs():
    theirs = pytest.importorskip("torch")
    names = {name: getattr(torch, name) for name in dir(torch) if not name.startswith("_")}
    public = {name for name, value in names.items() if not isinstance(value, ModuleType)}
    methods = {name for name in vars(torch.Tensor) if not name.startswith("_")}
    assert {name for name in public if not hasattr(theirs, name)} == set()
    assert {name for name in methods if not hasattr(theirs.Tensor, name)} == {"astype"}
