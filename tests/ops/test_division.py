"""Quotients, exact and rounded, remainders and divisors."""

from tests.oracle import questions, questions_to_us


@questions(r"""
>>> torch.reciprocal(x)
tensor([[1.0000, 0.5000, 0.3333], [0.2500, 0.2000, 0.1667]], grad_fn=<ReciprocalBackward0>)
>>> torch.reciprocal(i)
tensor([0.5000, inf, 1.0000])
>>> torch.div(x, v, rounding_mode="floor")
tensor([[-1., 4., 1.], [-4., 10., 3.]], grad_fn=<DivBackward2>)
>>> torch.div(x, v, rounding_mode="trunc")
tensor([[-1., 4., 1.], [-4., 10., 3.]], grad_fn=<DivBackward2>)
>>> torch.div(i - 1, 2, rounding_mode="trunc")
tensor([0, 0, 0])
>>> torch.div(torch.tensor([2**62 + 1]), -1, rounding_mode="trunc")
tensor([-4611686018427387905])
>>> x.detach() // 2
tensor([[0., 1., 1.], [2., 2., 3.]])
>>> 7 // p
tensor([[ 7., -4.], [14., 1.]])
>>> torch.tensor([-7, 7]) // 2
tensor([-4, 3])
>>> torch.tensor([200], dtype=torch.uint8) // -2
tensor([0], dtype=torch.uint8)
>>> torch.tensor([200], dtype=torch.uint8) / -2
tensor([-100.])
>>> torch.tensor([-128], dtype=torch.int8) // -1
tensor([-128], dtype=torch.int8)
>>> p % 3
tensor([[1.0000, 1.0000], [0.5000, 1.0000]])
>>> x % w
tensor([[ 1.0000, 2.0000, -0.5000], [ 1.0000, 0.0000, -1.0000]], dtype=torch.float64,
grad_fn=<RemainderBackward1>)
>>> -5 % i.add(2)
tensor([3, 1, 1])
>>> torch.tensor([-7.5, 7.5]) % torch.tensor([2.0, -2.0])
tensor([ 0.5000, -0.5000])
>>> p.fmod(1.5)
tensor([[ 1.0000, -0.5000], [ 0.5000, 1.0000]])
>>> torch.fmod(x, v)
tensor([[0., 0., 1.], [0., 0., 0.]], grad_fn=<FmodBackward1>)
>>> torch.tensor([1.0, -1.0]) % float("inf")
tensor([1., inf])
>>> torch.tensor([1.0]) % 0
tensor([nan])
>>> torch.tensor([1.0, -1.0]) // 0
tensor([inf, -inf])
>>> torch.gcd(torch.tensor([12, -8, 0]), torch.tensor([18, 12, 0]))
tensor([6, 4, 0])
>>> torch.lcm(torch.tensor([4, -8, 0]), torch.tensor([6, 12, 5]))
tensor([12, 24, 0])
>>> i //= 2; i
tensor([1, 0, 0])
>>> p %= 3; p
tensor([[1.0000, 1.0000], [0.5000, 1.0000]])
>>> torch.true_divide(i, 2)
tensor([1.0000, 0.0000, 0.5000])
>>> e.detach() // 2
tensor([], size=(0, 3))
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> x.div(2, rounding_mode="up")
RuntimeError: div expected rounding_mode to be one of None, 'trunc', or 'floor' but found 'up'
>>> x.div(2, rounding_mode=1)
TypeError:...
>>> x.div(2, "floor")
TypeError:...
>>> x.true_divide(2, rounding_mode="floor")
TypeError:...
>>> i // 0
RuntimeError: ZeroDivisionError
>>> i % 0
RuntimeError: ZeroDivisionError
>>> i.fmod(0)
RuntimeError: ZeroDivisionError
>>> torch.div(i, i, rounding_mode="trunc")
RuntimeError: ZeroDivisionError
>>> b // b
NotImplementedError: ...not implemented for 'Bool'
>>> b % True
NotImplementedError: ...not implemented for 'Bool'
>>> x // "a"
TypeError: unsupported operand type(s) for //: 'Tensor' and 'str'
>>> x % None
TypeError: unsupported operand type(s) for %: 'Tensor' and 'NoneType'
>>> "a" // x
TypeError: unsupported operand type(s) for //: 'str' and 'Tensor'
>>> torch.fmod(2, x)
TypeError:...
>>> torch.remainder(2, 3)
TypeError:...
>>> x % torch.ones(2)
RuntimeError: The size of tensor a (3) must match the size of tensor b (2) at non-singleton
dimension 1
>>> torch.gcd(x, i)
NotImplementedError: ...not implemented for 'Float'
>>> torch.gcd(i, 2)
TypeError: gcd(): argument 'other' (position 2) must be Tensor, not int
>>> torch.lcm(b, b)
NotImplementedError: ...not implemented for 'Bool'
>>> i.clone().true_divide_(2)
RuntimeError: result type Float can't be cast to the desired output type Long
>>> divmod(x, 2)
TypeError: unsupported operand type(s) for divmod(): 'Tensor' and 'int'
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)


@questions_to_us(r"""
# PyTorch has no derivative for floor_divide, though one for div(rounding_mode="floor"): 0.
>>> torch.autograd.grad((x // 2).sum(), x)
(tensor([[0., 0., 0.], [0., 0., 0.]]),)
# Nor has it one for a number modulo a tensor.
>>> torch.autograd.grad((5 % x).sum(), x)
(tensor([[-5., -2., -1.], [-1., -1., -0.]]),)
# The same value under the name of another node.
>>> x % 2
tensor([[1., 0., 1.], [0., 1., 0.]], grad_fn=<RemainderBackward1>)
# The sign of a remainder of 0 is that of the divisor, as in Python.
>>> torch.tensor([4.0]) % -2
tensor([-0.])
""")
def test_it_differs_from_pytorch_on_purpose(ask, code, answer):
    ask(code, answer)
