"""Grad modes: for blocks, functions and generators, in each thread its own, always restored."""

import threading

import pytest

import tinygrad_np as torch
from tests.leaf import leaf

MODES = {
    "no_grad": (torch.no_grad, False),
    "enable_grad": (torch.enable_grad, True),
    "set_grad_enabled": (lambda: torch.set_grad_enabled(False), False),
    "inference_mode": (torch.inference_mode, False),
}
each_mode = pytest.mark.parametrize(("mode", "recording"), MODES.values(), ids=MODES)


@pytest.fixture(autouse=True)
def _restored():
    yield
    assert torch.is_grad_enabled()
    assert not torch.is_inference_mode_enabled()


def records():
    return (leaf(1.0) * 2).requires_grad


@each_mode
def test_a_mode_holds_in_its_block(mode, recording):
    with torch.set_grad_enabled(not recording):
        with mode():
            assert records() == recording
            assert torch.is_grad_enabled() == recording
        assert records() == (not recording)


@each_mode
def test_a_mode_decorates_a_function(mode, recording):
    @mode()
    def decorated(x, *, factor):
        """Documented."""
        assert torch.is_grad_enabled() == recording
        return x * factor

    with torch.set_grad_enabled(not recording):
        assert decorated(3, factor=2) == 6
        assert torch.is_grad_enabled() == (not recording)
    assert (decorated.__name__, decorated.__doc__) == ("decorated", "Documented.")


@pytest.mark.parametrize("mode", [torch.no_grad, torch.enable_grad, torch.inference_mode])
def test_a_mode_decorates_without_parentheses(mode):
    @mode
    def decorated():
        return torch.is_grad_enabled()

    assert decorated() == (mode is torch.enable_grad)
    assert decorated.__name__ == "decorated"


@each_mode
def test_a_mode_is_left_by_an_exception(mode, recording):
    @mode()
    def fails():
        raise ValueError("no")

    before = not recording
    with torch.set_grad_enabled(before):
        with pytest.raises(ValueError, match="no"):
            fails()
        with pytest.raises(ValueError, match="no"), mode():
            raise ValueError("no")
        assert torch.is_grad_enabled() == before


def test_modes_nest():
    with torch.no_grad():
        with torch.enable_grad():
            with torch.no_grad():
                assert not records()
            assert records()
        assert not records()


def test_one_mode_object_can_be_entered_again():
    mode = torch.no_grad()
    with mode:
        with mode:
            assert not records()
        assert not records()
    assert records()
    with mode:
        assert not records()


def test_a_decorated_function_may_call_itself():
    @torch.no_grad()
    def countdown(n):
        return not records() and (n == 0 or countdown(n - 1))

    assert countdown(5)


def test_a_generator_leaves_its_mode_at_each_yield():
    seen = []

    @torch.no_grad()
    def generator():
        try:
            seen.append(torch.is_grad_enabled())
            received = yield 1
            seen.append((received, torch.is_grad_enabled()))
            try:
                yield 2
            except KeyError:
                seen.append(("caught", torch.is_grad_enabled()))
            yield 3
        finally:
            seen.append(("closed", torch.is_grad_enabled()))

    steps = generator()
    assert next(steps) == 1
    assert torch.is_grad_enabled()
    assert steps.send("sent") == 2
    assert torch.is_grad_enabled()
    assert steps.throw(KeyError()) == 3
    assert torch.is_grad_enabled()
    steps.close()
    assert seen == [False, ("sent", False), ("caught", False), ("closed", False)]


def test_a_generator_returns_its_value():
    @torch.enable_grad()
    def generator():
        yield 1
        return 2

    def outer():
        return (yield from generator())

    steps = outer()
    next(steps)
    with pytest.raises(StopIteration) as stop:
        next(steps)
    assert stop.value.value == 2


def test_set_grad_enabled_can_be_called_plainly():
    torch.set_grad_enabled(False)
    try:
        assert not records()
    finally:
        torch.set_grad_enabled(True)
    assert records()


def test_set_grad_enabled_as_a_decorator_changes_nothing_around_it():
    @torch.set_grad_enabled(False)
    def decorated():
        return torch.is_grad_enabled()

    assert torch.is_grad_enabled()
    assert not decorated()
    assert torch.is_grad_enabled()


def test_each_thread_has_its_own_mode():
    seen = []
    inside, done = threading.Event(), threading.Event()

    def work():
        seen.append(torch.is_grad_enabled())
        with torch.no_grad():
            inside.set()
            done.wait(10)

    with torch.no_grad():
        thread = threading.Thread(target=work)
        thread.start()
    inside.wait(10)
    seen.append(torch.is_grad_enabled())
    done.set()
    thread.join()
    assert seen == [True, True]


def test_threads_in_one_decorated_function_do_not_disturb_each_other():
    both = threading.Barrier(2)
    seen = []

    @torch.no_grad()
    def decorated():
        both.wait(10)
        seen.append(torch.is_grad_enabled())

    def work():
        decorated()
        seen.append(torch.is_grad_enabled())

    threads = [threading.Thread(target=work) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert sorted(seen) == [False, False, True, True]


def test_a_leaf_made_in_no_grad_may_require_grad():
    with torch.no_grad():
        x = leaf(2.0)
        y = x * x
    assert x.requires_grad
    assert y.is_leaf
    (x * x).backward()
    assert x.grad.tolist() == [4.0]


# inference_mode


def test_what_is_made_in_inference_mode_says_so():
    x = leaf(1.0)
    with torch.inference_mode():
        made, computed, view = torch.ones(1), x * 2, x.view(1, 1)
        assert torch.is_inference_mode_enabled()
    assert [t.is_inference() for t in (made, computed, view, x)] == [True, True, False, False]
    assert not computed.requires_grad
    assert not made.clone().is_inference()
    assert not (made * 2).is_inference()
    assert made.view(1, 1).is_inference()


def test_an_inference_tensor_cannot_be_saved_for_backward():
    with torch.inference_mode():
        made = torch.ones(1)
    x = leaf(2.0)
    with pytest.raises(RuntimeError, match="Inference tensors cannot be saved for backward"):
        x * made
    (x + made).backward()
    assert x.grad.tolist() == [1.0]
    assert (x * made.clone()).requires_grad


def test_a_users_op_cannot_save_one_either():
    class Scale(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x, w):
            ctx.save_for_backward(w)
            return x * w

        @staticmethod
        def backward(ctx, grad):
            return grad * ctx.saved_tensors[0], None

    with torch.inference_mode():
        made = torch.ones(1)
    with pytest.raises(RuntimeError, match="Inference tensors cannot be saved for backward"):
        Scale.apply(leaf(2.0), made)


def test_an_inference_tensor_is_written_only_in_inference_mode():
    with torch.inference_mode():
        made = torch.ones(1)
        made.add_(1)
    with pytest.raises(
        RuntimeError, match="Inplace update to inference tensor outside InferenceMode"
    ):
        made.add_(1)
    with torch.no_grad(), pytest.raises(RuntimeError, match="Inplace update to inference tensor"):
        made[0] = 3
    assert made.tolist() == [2.0]


def test_an_inference_tensor_can_require_grad_only_in_inference_mode():
    with torch.inference_mode():
        made = torch.ones(1)
    message = "Setting requires_grad=True on inference tensor outside InferenceMode is not allowed"
    with pytest.raises(RuntimeError, match=message):
        made.requires_grad_()


def test_nothing_records_in_inference_mode():
    with torch.inference_mode(), torch.enable_grad():
        assert not records()
    with torch.inference_mode(), torch.set_grad_enabled(True):
        assert not records()


def test_inference_mode_can_be_switched_off_again():
    with torch.inference_mode():
        with torch.inference_mode(False):
            assert records()
            assert not torch.ones(1).is_inference()
        assert torch.is_inference_mode_enabled()
    with torch.inference_mode(mode=False):
        assert records()


def test_inference_mode_may_write_to_normal_tensors():
    x = leaf(3.0)
    y = x * x
    with torch.inference_mode():
        x.mul_(2)
    assert x.tolist() == [6.0]
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        y.backward()
