"""Logic, shifts, closeness, and questions about tensors."""

import pytest

import tinygrad_np as torch
from tests.oracle import questions, questions_to_us


@questions(r"""
>>> torch.logical_and(i, b)
tensor([ True, False, True])
>>> torch.logical_xor(i, b)
tensor([False, False, False])
>>> torch.logical_not(p - 1)
tensor([[ True, False], [False, False]])
>>> i << 1, i >> 1, 1 << i, 8 >> i
(tensor([4, 0, 2]), tensor([1, 0, 0]), tensor([4, 1, 2]), tensor([2, 8, 4]))
>>> torch.tensor([1, -7]) << 64, torch.tensor([1, -7]) >> 64, torch.tensor([1, -7]) >> -1
(tensor([0, 0]), tensor([ 0, -1]), tensor([ 0, -1]))
>>> torch.tensor([3], dtype=torch.int8) << 6
tensor([-64], dtype=torch.int8)
>>> y = i.clone(); y <<= 2; y >>= 1; y
tensor([4, 0, 2])
>>> i.clone().eq_(2)
tensor([1, 0, 0])
>>> b.clone().eq_(i)
tensor([False, True, True])
>>> p.clone().logical_not_()
tensor([[0., 0.], [0., 0.]])
>>> torch.all(m, 0), m.all(1, True), torch.any(m, dim=())
(tensor([False, False, True]), tensor([[False], [False]]),
tensor([[ True, False, True], [False, False, True]]))
>>> i.to(torch.uint8).all(), i.to(torch.uint8).any(0)
(tensor(0, dtype=torch.uint8), tensor(1, dtype=torch.uint8))
>>> torch.isclose(v, v + 0.01, rtol=0.011), torch.allclose(v, v + 0.01)
(tensor([ True, False, True]), False)
>>> inf = torch.tensor([float("inf")]); torch.isclose(inf, inf), torch.isclose(v, inf, 9)
(tensor([True]), tensor([False, False, False]))
>>> torch.isin(x, i), torch.isin(element=2, test_elements=i)
(tensor([[ True, True, False], [False, False, False]]), tensor(True))
>>> torch.is_nonzero(s), torch.is_signed(b), torch.is_tensor(3), x.is_same_size(p), torch.numel(r)
(True, False, False, False, 24)
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> x << 1
NotImplementedError: "lshift_cpu" not implemented for 'Float'
>>> i >> 1.5
NotImplementedError: "rshift_cpu" not implemented for 'Float'
>>> b << b
NotImplementedError: "lshift_cpu" not implemented for 'Bool'
>>> i << None
TypeError: unsupported operand type(s) for <<: 'Tensor' and 'NoneType'
>>> i << torch.tensor([1, 2])
RuntimeError: The size of tensor a (3) must match the size of tensor b (2) at non-singleton
dimension 0
>>> torch.bitwise_and(1, 1)
TypeError: bitwise_and()...
>>> torch.logical_and(x, 1)
TypeError: logical_and(): argument 'other' (position 2) must be Tensor, not int
>>> torch.isclose(v, w)
RuntimeError: Float did not match Double
>>> torch.isclose(v, v, rtol=-1)
RuntimeError: rtol must be greater than or equal to zero, but got -1
>>> torch.allclose(x, 1)
TypeError: allclose(): argument 'other' (position 2) must be Tensor, not int
>>> torch.isin(i, b)
RuntimeError: Unsupported input type encountered for isin(): Bool
>>> torch.isin(2, 2)
TypeError: isin()...
>>> torch.is_nonzero(x)
RuntimeError: Boolean value of Tensor with more than one value is ambiguous
>>> torch.is_nonzero(e)
RuntimeError: Boolean value of Tensor with no values is ambiguous
>>> torch.numel(1)
TypeError: numel(): argument 'input' (position 1) must be Tensor, not int
>>> torch.all(x, 2)
IndexError: Dimension out of range (expected to be in range of [-2, 1], but got 2)
>>> v.gt_(0)
RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.
>>> i.clone().logical_and_(torch.ones(2, 3))
RuntimeError: output with shape [3] doesn't match the broadcast shape [2, 3]
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)


@questions_to_us(r"""
# PyTorch writes into the leaf, and its gradient is that of what was there before.
>>> v.logical_not_()
RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.
# PyTorch lets a constant require grad, if it was compared to what does.
>>> torch.ones(3).gt_(v)
tensor([1., 1., 0.])
""")
def test_it_differs_from_pytorch_on_purpose(ask, code, answer):
    ask(code, answer)


@pytest.mark.parametrize("write", ["gt_", "logical_and_"])
def test_what_was_overwritten_by_truth_gets_no_gradient(write):
    x = torch.tensor([-1.0, 0.5, 2.0], requires_grad=True)
    y = x * 3
    getattr(y[:2], write)(torch.zeros(2))
    (y * y).sum().backward()
    assert x.grad.tolist() == [0.0, 0.0, 36.0]
