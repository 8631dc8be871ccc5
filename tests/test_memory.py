"""Memory for large results: where it begins, whose it is, and how it is used again."""

import threading

import numpy as np
import pytest

from tinygrad_np import memory

FLOAT32 = np.dtype(np.float32)


@pytest.fixture(autouse=True)
def _none_kept(monkeypatch):
    monkeypatch.setattr(memory, "_free", {})


def address(array):
    return array.__array_interface__["data"][0]


@pytest.mark.parametrize("shape", [(1000,), (30, 40), (2, 0, 3), (1,)])
@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.bool_, np.int16])
def test_an_array_begins_at_a_line(shape, dtype):
    array = memory.empty(shape, np.dtype(dtype))
    assert (array.shape, array.dtype, type(array)) == (shape, dtype, np.ndarray)
    assert array.flags.c_contiguous
    assert array.flags.writeable
    assert address(array) % 64 == 0


def test_memory_is_used_again_when_its_array_is_gone():
    first = memory.empty((5000,), FLOAT32)
    place = address(first)
    assert address(memory.empty((5000,), FLOAT32)) != place
    del first
    assert place in [address(memory.empty((50, 100), FLOAT32)) for _ in range(1)]


def test_a_view_keeps_the_memory():
    first = memory.empty((5000,), FLOAT32)
    part = first[10:20].reshape(2, 5).T
    place = address(first)
    del first
    assert address(memory.empty((5000,), FLOAT32)) != place
    part[:] = 1
    del part
    assert address(memory.empty((5000,), FLOAT32)) == place


def test_a_look_at_the_base_gives_nothing_away():
    array = memory.empty((5000,), FLOAT32)
    for look in (lambda b: b[:5], lambda b: b.reshape(-1), lambda b: b.copy(), lambda b: b.base):
        look(array.base)
    assert not memory._free
    part, place = array.base[:5], address(array)
    del array
    assert address(memory.empty((5000,), FLOAT32)) != place
    del part


@pytest.mark.parametrize(
    "view",
    [
        lambda x: x[1:],
        lambda x: x.T,
        lambda x: x.reshape(-1),
        lambda x: x.view(np.int32),
        lambda x: np.broadcast_to(x, (2, *x.shape)),
        lambda x: np.lib.stride_tricks.as_strided(x, (2,), (0,)),
        lambda x: x[1:].T[:2],
        lambda x: np.frombuffer(x, np.uint8),
    ],
)
def test_the_base_tells_an_array_from_a_view(view):
    for array in (memory.empty((50, 100), FLOAT32), np.empty((50, 100), FLOAT32)):
        assert array.base.__class__ in memory.OWN
        assert view(array).base.__class__ not in memory.OWN


def test_no_more_is_kept_than_so_much(monkeypatch):
    monkeypatch.setattr(memory, "_MOST", 100_000)
    arrays = [memory.empty((10_000,), FLOAT32) for _ in range(4)]
    kept = []
    while arrays:
        arrays.pop()
        kept.append(sum(m.size for same in memory._free.values() for m in same))
    assert max(kept) > 40_000
    assert max(kept) <= 100_000


def test_threads_never_get_the_same_memory():
    wrong = []

    def work(number):
        for _ in range(300):
            array = memory.empty((4000,), FLOAT32)
            array[:] = number
            wrong.extend(array[array != number])

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
