"""Losses as ops of their own."""

import pytest

import tinygrad_np as us
from tests.oracle import questions


@questions(r"""
>>> torch.nn.functional.mse_loss(x, torch.ones(2, 3))
tensor(9.1667, grad_fn=<MseLossBackward0>)
>>> torch.nn.functional.mse_loss(x, torch.ones(2, 3), reduction="sum")
tensor(55., grad_fn=<MseLossBackward0>)
>>> torch.nn.functional.mse_loss(x, torch.ones(2, 3), reduction="none")
tensor([[ 0., 1., 4.], [ 9., 16., 25.]], grad_fn=<MseLossBackward0>)
>>> torch.nn.functional.mse_loss(v, w)
tensor(13.5000, dtype=torch.float64, grad_fn=<MseLossBackward0>)
>>> torch.nn.functional.mse_loss(v, v)
tensor(0., grad_fn=<MseLossBackward0>)
>>> torch.nn.functional.mse_loss(s, s * 2)
tensor(4., grad_fn=<MseLossBackward0>)
>>> torch.nn.functional.mse_loss(e, e)
tensor(nan, grad_fn=<MseLossBackward0>)
>>> torch.nn.functional.mse_loss(v, i)
tensor(3.4167, grad_fn=<MseLossBackward0>)
>>> torch.nn.functional.mse_loss(x, torch.ones(2, 3), reduction="median")
ValueError: median is not a valid value for reduction
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


def test_a_target_of_another_shape_is_warned_of():
    with pytest.warns(UserWarning, match=r"target size .*torch.Size\(\[3\]\).*different"):
        loss = us.nn.functional.mse_loss(us.ones(2, 3), us.zeros(3))
    assert loss.item() == 1


def test_shapes_that_do_not_broadcast_are_refused():
    with (
        pytest.warns(UserWarning, match="target size"),
        pytest.raises(RuntimeError, match="must match the size"),
    ):
        us.nn.functional.mse_loss(us.ones(2, 3), us.zeros(2))
