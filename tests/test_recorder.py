"""Program: the NumPy calls of a function, run on other arrays and into given memory."""

import weakref

import numpy as np
import pytest

from tinygrad_np.recorder import Program

X, Y = np.array([0.5, -1.0, 2.0]), np.array([1.5, 0.25, -3.0])


def handed_on(x):
    """A product with another name of x, whose memory must not serve in between."""
    again = np.real(x)
    return (x + 1) * again


RECORDED = [
    lambda x, y: x * y,
    lambda x, y: -x,
    lambda x, y: 1 / (1 + np.exp(-x)) * y,
    lambda x, y: np.where(x > y, x, y * 2),
    lambda x, y: np.where(x > 0, np.exp(x), x + 1) - np.clip(y, -1, 1),
    lambda x, y: (x > y).astype(x.dtype) * x,
    lambda x, y: x.astype(np.float32),
    lambda x, y: np.real(x) * 2 + x,
    lambda x, y: (x * x) ** 2 - x * x,
    lambda x, y: handed_on(x * y),
]
WHOLE = [
    lambda x, y: x if x.sum() > 0 else y,
    lambda x, y: np.add(x, y, dtype=np.float64),
    lambda x, y: np.multiply(x, 2, out=np.empty_like(x)),
    lambda x, y: np.array([v * 2 for v in x]),
    lambda x, y: np.divmod(x, 2)[1],
    lambda x, y: (np.exp(x), x + y)[1] if len(x) else y,
    lambda x, y: np.select([x > 0], [y], x),
    lambda x, y: np.multiply(x, x.shape[0] / x.shape[0]),
]


@pytest.mark.parametrize("function", RECORDED + WHOLE)
def test_it_gives_what_the_function_gives(function):
    others = np.linspace(-2, 2, 7), np.linspace(1, -1, 7)
    before = [v.copy() for v in others]
    program, expected = Program(function, (X, Y)), function(*others)
    for out in (None, np.empty(7, program.dtype)):
        found = program.run(others, out)
        assert out is None or found is out
        assert found.dtype == program.dtype == expected.dtype
        np.testing.assert_array_equal(found, expected)
    for v, kept in zip(others, before, strict=True):
        np.testing.assert_array_equal(v, kept)


@pytest.mark.parametrize("function", RECORDED)
def test_a_function_of_numpy_calls_is_not_called_again(function):
    calls = []

    def counted(x, y):
        calls.append(1)
        return function(x, y)

    program = Program(counted, (X, Y))
    program.run((X, Y))
    assert len(calls) == 1


def test_the_result_may_take_the_memory_of_an_argument():
    x = X.copy()
    program = Program(lambda x, y: x * np.cos(y) + x, (X, Y))
    assert program.run((x, Y), x) is x
    np.testing.assert_array_equal(x, X * np.cos(Y) + X)


def targets_of(function):
    """By call: whose memory it writes to, that of no other, of a call before, or of the result."""
    calls = Program(function, (X,))._calls
    names = {None: None, 1: "out", **{call.place: i for i, call in enumerate(calls)}}
    return [names[call.target] for call in calls]


def test_memory_between_is_used_again_where_it_fits():
    assert targets_of(lambda x: np.sqrt(np.exp(np.negative(x)) + 1)) == [None, 0, 1, "out"]
    assert targets_of(lambda x: np.exp((np.negative(x) > 0) * 1.0)) == [None, None, None, "out"]
    assert targets_of(lambda x: np.exp(np.real(x)) + x) == [None, None, "out"]


def test_a_result_that_broadcasts_later_is_no_memory_for_more():
    x, y = np.arange(4.0)[:, None], np.arange(6.0)[None]
    function = lambda x, y: np.exp(x) * np.sin(y) + x
    program = Program(function, (x[:2], y[:, :2]))
    np.testing.assert_array_equal(program.run((x, y)), function(x, y))


def test_an_argument_handed_on_is_told():
    assert Program(lambda x, y: y, (X, Y)).gives_argument
    assert not Program(lambda x, y: y + 0, (X, Y)).gives_argument


def test_room_is_wanted_where_more_is_made_than_the_result():
    assert not Program(np.multiply, (X, Y)).makes_more
    assert Program(lambda x, y: x * y + 1, (X, Y)).makes_more
    assert Program(lambda x, y: np.where(x > 0, x, y), (X, Y)).makes_more


def test_the_functions_own_error_arrives():
    def fails(x, y):
        raise ValueError("not this one")

    with pytest.raises(ValueError, match="not this one"):
        Program(fails, (X, Y))


def test_numbers_are_pythons_still_and_widen_nothing():
    x = X.astype(np.float32)
    assert Program(lambda x, scale: x * scale + 1, (x, 0.5)).dtype == np.float32


def test_no_array_is_kept():
    x = X.copy()
    program, gone = Program(lambda x, y: x * y + 1, (x, Y)), weakref.ref(x)
    del x
    assert gone() is None
    assert program.run((X, Y)).shape == (3,)
