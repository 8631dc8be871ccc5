"""Softmax and its logarithm."""

from tests.oracle import questions


@questions(r"""
>>> torch.softmax(v, 0)
tensor([0.0391, 0.1753, 0.7856], grad_fn=<SoftmaxBackward0>)
>>> torch.log_softmax(x, dim=1)
tensor([[-2.4076, -1.4076, -0.4076], [-2.4076, -1.4076, -0.4076]],
grad_fn=<LogSoftmaxBackward0>)
>>> v.softmax(-1, dtype=torch.float64)
tensor([0.0391, 0.1753, 0.7856], dtype=torch.float64, grad_fn=<SoftmaxBackward0>)
>>> torch.log_softmax(torch.tensor([0.0, 1000.0, float("-inf")]), 0)
tensor([-1000., 0., -inf])
>>> torch.softmax(torch.full((100000,), 1.0).half(), 0).sum()
tensor(1.0010, dtype=torch.float16)
>>> torch.softmax(e, 0), torch.softmax(s, 0)
(tensor([], size=(0, 3), grad_fn=<SoftmaxBackward0>), tensor(1., grad_fn=<SoftmaxBackward0>))
>>> torch.softmax(i, 0)
NotImplementedError: "softmax_...kernel_impl" not implemented for 'Long'...
>>> torch.softmax(x, 2)
IndexError: Dimension out of range (expected to be in range of [-2, 1], but got 2)
>>> torch.softmax(x, None)
TypeError: softmax(): argument 'dim'...must be int, not NoneType
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)
