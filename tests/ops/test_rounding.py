"""Rounding."""

from tests.oracle import questions, questions_to_us


@questions(r"""
>>> torch.ceil(v)
tensor([-1., 1., 2.], grad_fn=<CeilBackward0>)
>>> torch.floor(v)
tensor([-1., 0., 2.], grad_fn=<FloorBackward0>)
>>> torch.trunc(w)
tensor([ 1., 2., -3.], dtype=torch.float64, grad_fn=<TruncBackward0>)
>>> torch.round(v)
tensor([-1., 0., 2.], grad_fn=<RoundBackward0>)
>>> torch.round(torch.tensor([0.5, 1.5, 2.5, -0.5]))
tensor([0., 2., 2., -0.])
>>> torch.round(torch.tensor([1.25, 123.456]), decimals=1)
tensor([ 1.2000, 123.5000])
>>> torch.round(torch.tensor([125.0, 1234.0]), decimals=-2)
tensor([ 100., 1200.])
>>> torch.frac(w)
tensor([ 0.5000, 0.5000, -0.5000], dtype=torch.float64, grad_fn=<FracBackward0>)
>>> torch.fix(v)
tensor([-1., 0., 2.], grad_fn=<TruncBackward0>)
>>> torch.floor(i)
tensor([2, 0, 1])
>>> torch.round(torch.tensor([float("nan"), float("inf")]))
tensor([nan, inf])
>>> e.floor()
tensor([], size=(0, 3), grad_fn=<FloorBackward0>)
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> torch.floor(b)
NotImplementedError: ...not implemented for 'Bool'
>>> b.ceil()
NotImplementedError: ...not implemented for 'Bool'
>>> torch.round(b)
NotImplementedError: ...not implemented for 'Bool'
>>> torch.round(i, decimals=1)
NotImplementedError: ...not implemented for 'Long'
>>> torch.round(x, 1)
TypeError:...
>>> torch.round(x, decimals="a")
TypeError:...
>>> torch.frac(i)
NotImplementedError: ...not implemented for 'Long'
>>> torch.trunc(2.5)
TypeError: trunc(): argument 'input' (position 1) must be Tensor, not float
>>> round(x)
TypeError: type Tensor doesn't define __round__ method
>>> x.floor_()
RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)


@questions_to_us(r"""
# PyTorch knows whether decimals=0 was spelled out.
>>> torch.round(v, decimals=0)
tensor([-1., 0., 2.], grad_fn=<RoundBackward0>)
""")
def test_it_differs_from_pytorch_on_purpose(ask, code, answer):
    ask(code, answer)
