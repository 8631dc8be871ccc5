"""Anomaly mode names the forward line whose backward step failed or made a nan."""

import inspect
import threading
import warnings

import numpy as np
import pytest

import tinygrad_np as torch
from tinygrad_np.autograd import detect_anomaly, set_detect_anomaly


def leaf(*values, **kwargs):
    return torch.tensor(values, requires_grad=True, **kwargs)


def nan_in_backward(x):
    return (torch.sqrt(x) * 0).sum()  # the line to blame


THE_LINE = "return (torch.sqrt(x) * 0).sum()  # the line to blame"
NAN = "Function 'SqrtBackward0' returned nan values in its 0th output."


@pytest.fixture(autouse=True)
def _off_again():
    yield
    assert not torch.is_anomaly_enabled()


def quietly(mode, *args, **kwargs):
    """Enter a mode that may warn of its cost."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return mode(*args, **kwargs)


def test_a_nan_raises_and_a_warning_names_the_line():
    with pytest.warns(UserWarning, match="Error detected in SqrtBackward0") as caught:
        with quietly(detect_anomaly), pytest.raises(RuntimeError, match=NAN):
            nan_in_backward(leaf(0.0)).backward()
    message = str(caught[-1].message)
    assert "Traceback of forward call that caused the error:" in message
    assert THE_LINE in message
    assert f'"{__file__}"' in message
    assert inspect.stack()[0].function in message


def test_the_packages_own_lines_are_not_shown():
    with pytest.warns(UserWarning, match="Error detected") as caught, quietly(detect_anomaly):
        with pytest.raises(RuntimeError, match="nan"):
            nan_in_backward(leaf(0.0)).backward()
    files = [line for line in str(caught[-1].message).splitlines() if "File" in line]
    assert "tests" in files[-1]
    assert not [f for f in files if "/tinygrad_np/" in f]


def test_without_a_recorded_forward_it_says_so():
    y = nan_in_backward(leaf(0.0))
    with pytest.warns(UserWarning, match="No forward pass information available. Enable detect an"):
        with set_detect_anomaly(True), pytest.raises(RuntimeError, match=NAN):
            y.backward()


def test_an_error_in_a_backward_step_is_traced_too():
    class Fails(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 1

        @staticmethod
        def backward(ctx, grad):
            raise ValueError("no")

    with pytest.warns(UserWarning, match=r"(?s)Error detected in FailsBackward.*Fails\.apply\(lea"):
        with set_detect_anomaly(True), pytest.raises(ValueError, match="no"):
            Fails.apply(leaf(1.0)).backward()


def test_a_modified_tensor_is_traced_too():
    x = leaf(1.0)
    with pytest.warns(UserWarning, match=r"(?s)Error detected in ExpBackward0.*y = x\.exp\(\)"):
        with set_detect_anomaly(True), pytest.raises(RuntimeError, match="modified by an inplace op"):
            y = x.exp()
            y.add_(1)
            y.backward()


def test_a_nan_made_by_a_second_derivative_is_traced():
    x = leaf(0.0)
    with pytest.warns(UserWarning, match="Error detected in"), set_detect_anomaly(True):
        (g,) = torch.autograd.grad(x**1.5, x, create_graph=True)
        with pytest.raises(RuntimeError, match="returned nan values"):
            (torch.autograd.grad(g, x, create_graph=True)[0] * 0).backward()


def test_nothing_is_said_where_nothing_is_wrong():
    x = leaf(2.0)
    with set_detect_anomaly(True):
        (x * x).backward()
    assert x.grad.tolist() == [4.0]


def test_nans_may_be_let_through():
    x = leaf(0.0)
    with set_detect_anomaly(True, check_nan=False):
        nan_in_backward(x).backward()
    assert np.isnan(x.grad.numpy()).all()


def test_outside_the_mode_nothing_is_checked_or_kept():
    x = leaf(0.0)
    with set_detect_anomaly(True):
        pass
    y = nan_in_backward(x)
    assert "traceback_" not in y.grad_fn.metadata
    y.backward()
    assert np.isnan(x.grad.numpy()).all()


def test_it_can_be_switched_plainly():
    set_detect_anomaly(True)
    try:
        assert torch.is_anomaly_enabled()
    finally:
        set_detect_anomaly(False)
    assert not torch.is_anomaly_enabled()


def test_the_modes_nest():
    with set_detect_anomaly(True):
        with set_detect_anomaly(False):
            assert not torch.is_anomaly_enabled()
            assert "traceback_" not in (leaf(1.0) * 2).grad_fn.metadata
        assert torch.is_anomaly_enabled()
        assert "traceback_" in (leaf(1.0) * 2).grad_fn.metadata


def test_it_decorates_a_function():
    @quietly(detect_anomaly)
    def decorated():
        return torch.is_anomaly_enabled()

    assert decorated()


def test_it_is_left_by_an_exception():
    with pytest.raises(ValueError, match="no"), quietly(detect_anomaly):
        raise ValueError("no")


def test_another_thread_may_differentiate_meanwhile():
    x = leaf(2.0)
    with set_detect_anomaly(True):
        thread = threading.Thread(target=lambda: (x * x).backward())
        thread.start()
        thread.join()
    assert x.grad.tolist() == [4.0]
