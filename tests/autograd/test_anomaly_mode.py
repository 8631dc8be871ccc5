"""Anomaly mode names the forward line whose backward step failed or made a nan."""

import re
import threading
import warnings
from pathlib import Path

import numpy as np
import pytest

import tinygrad_np as torch
from tests.leaf import leaf
from tinygrad_np.autograd import detect_anomaly, set_detect_anomaly


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


def blame(error, message, run, mode=lambda: set_detect_anomaly(True)):
    """What the warning says of the forward line, when `run` fails in anomaly mode."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        with mode(), pytest.raises(error, match=message):
            run()
    (said,) = [str(w.message) for w in caught if "Error detected in" in str(w.message)]
    return said


@pytest.mark.parametrize("mode", [detect_anomaly, lambda: set_detect_anomaly(True)])
def test_a_nan_raises_and_a_warning_names_the_line(mode):
    said = blame(RuntimeError, NAN, lambda: nan_in_backward(leaf(0.0)).backward(), mode)
    assert "SqrtBackward0. Traceback of forward call that caused the error:" in said
    assert THE_LINE in said
    assert f'"{__file__}"' in said


def test_the_packages_own_lines_are_not_shown():
    said = blame(RuntimeError, NAN, lambda: nan_in_backward(leaf(0.0)).backward())
    files = re.findall('File "(.*)"', said)
    assert files[-1] == __file__
    assert not [f for f in files if Path(f).is_relative_to(Path(torch.__file__).parent)]


def test_without_a_recorded_forward_it_says_so():
    y = nan_in_backward(leaf(0.0))
    assert "No forward pass information available. Enable detect" in blame(
        RuntimeError, NAN, y.backward
    )


def test_an_error_in_a_backward_step_is_traced_too():
    class Fails(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 1

        @staticmethod
        def backward(ctx, grad):
            raise ValueError("no")

    said = blame(ValueError, "no", lambda: Fails.apply(leaf(1.0)).backward())
    assert "FailsBackward" in said
    assert "Fails.apply(leaf(1.0))" in said


def test_a_modified_tensor_is_traced_too():
    def run():
        y = leaf(1.0).exp()
        y.add_(1)
        y.backward()

    assert "y = leaf(1.0).exp()" in blame(RuntimeError, "modified by an inplace operation", run)


def test_a_nan_made_by_a_second_derivative_is_traced():
    def run():
        x = leaf(0.0)
        (g,) = torch.autograd.grad(x**1.5, x, create_graph=True)
        (torch.autograd.grad(g, x, create_graph=True)[0] * 0).backward()

    assert "torch.autograd.grad(g, x, create_graph=True)" in blame(RuntimeError, "nan values", run)


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
