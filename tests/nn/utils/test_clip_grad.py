"""Gradients cut down to size."""

import pytest

import tinygrad_np as torch
from tests.oracle import questions

SETUP = """\
U = torch.nn.utils
... (x * x).sum().backward(); (v * 3).sum().backward()
"""


@questions(
    """
>>> U.clip_grad_norm_([x, v, s], 1.0), x.grad, v.grad, s.grad
(tensor(19.7737), tensor([[0.1011, 0.2023, 0.3034], [0.4046, 0.5057, 0.6069]]),
tensor([0.1517, 0.1517, 0.1517]), None)
>>> U.clip_grad_norm_([x, v], 100.0), v.grad
(tensor(19.7737), tensor([3., 3., 3.]))
>>> U.clip_grad_norm_(x, 1.0, norm_type=1), x.grad
(tensor(42.), tensor([[0.0476, 0.0952, 0.1429], [0.1905, 0.2381, 0.2857]]))
>>> U.clip_grad_norm_([x, v], 1.0, norm_type=float('inf')), x.grad
(tensor(12.), tensor([[0.1667, 0.3333, 0.5000], [0.6667, 0.8333, 1.0000]]))
>>> U.clip_grad_norm_([s], 1.0)
tensor(0.)
>>> v.grad[0] = float('inf')
... U.clip_grad_norm_([x, v], 1.0, error_if_nonfinite=True)
RuntimeError: The total norm of order 2.0 for gradients from `parameters` is non-finite, so it
cannot be clipped...
>>> U.clip_grad_value_([x, v, s], 4), x.grad, v.grad
(None, tensor([[2., 4., 4.], [4., 4., 4.]]), tensor([3., 3., 3.]))
>>> U.clip_grad_value_(x, -1)
None
>>> U.get_total_norm([x, v]), U.get_total_norm([]), U.get_total_norm(v, 0)
(tensor(9.8107), tensor(0.), tensor(1.))
>>> U.clip_grads_with_norm_([x], 1, torch.tensor(4.0)); x.grad
tensor([[0.5000, 1.0000, 1.5000], [2.0000, 2.5000, 3.0000]])
>>> U.parameters_to_vector([x, v, s])
tensor([ 1.0000, 2.0000, 3.0000, 4.0000, 5.0000, 6.0000, -1.0000, 0.5000, 2.0000, 2.0000],
grad_fn=<CatBackward0>)
>>> U.vector_to_parameters(torch.arange(9.0), [x, v]); x, v
(tensor([[0., 1., 2.], [3., 4., 5.]], requires_grad=True), tensor([6., 7., 8.],
requires_grad=True))
>>> U.vector_to_parameters([1.0], [v])
TypeError: expected torch.Tensor, but got: list
""".replace(">>> ", ">>> " + SETUP + "... ")
)
def test_clipping_and_vectors(ask, code, answer):
    ask(code, answer)


def test_a_vector_that_is_too_short_changes_nothing():
    p, q = torch.zeros(2), torch.zeros(2)
    with pytest.raises(RuntimeError, match="is invalid for input of size 1"):
        torch.nn.utils.vector_to_parameters(torch.ones(3), [p, q])
    assert p.tolist() == [0.0, 0.0]


def test_an_empty_generator_is_warned_of():
    with pytest.warns(UserWarning, match="empty generator"):
        torch.nn.utils.clip_grad_norm_((p for p in []), 1.0)
