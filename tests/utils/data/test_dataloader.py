"""DataLoader: its batches, with and without workers; errors, ends, order."""

import contextlib
import gc
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

import tinygrad_np as torch
from tests.oracle import questions
from tinygrad_np.utils.data import DataLoader, Dataset, IterableDataset, TensorDataset

D = "torch.utils.data."
DATA = "d = torch.utils.data.TensorDataset(torch.arange(7), torch.arange(7.0) * 2)"


@questions(
    """
>>> list(L(d, 3))
[[tensor([0, 1, 2]), tensor([0., 2., 4.])], [tensor([3, 4, 5]), tensor([ 6., 8., 10.])],
[tensor([6]), tensor([12.])]]
>>> len(L(d, 3)), len(L(d, 3, drop_last=True)), len(L(d)), len(L(d, None))
(3, 2, 7, 7)
>>> [b[0] for b in L(d, 3, drop_last=True)]
[tensor([0, 1, 2]), tensor([3, 4, 5])]
>>> torch.manual_seed(0); l = L(d, 3, shuffle=True)
... [b[0] for b in l], [b[0] for b in l], torch.rand(1)
([tensor([0, 4, 1]), tensor([5, 2, 6]), tensor([3])], [tensor([3, 1, 4]), tensor([2, 5, 0]),
tensor([6])], tensor([0.4556]))
>>> l = L(d, 3, shuffle=True, generator=torch.Generator().manual_seed(4))
... [b[0] for b in l]
[tensor([5, 6, 1]), tensor([3, 2, 0]), tensor([4])]
>>> [b[0] for b in L(d, 2, sampler=[5, 1, 3])]
[tensor([5, 1]), tensor([3])]
>>> [b[0] for b in L(d, batch_sampler=[[5, 1], [3]])]
[tensor([5, 1]), tensor([3])]
>>> next(iter(L(d, None)))
[tensor(0), tensor(0.)]
>>> next(iter(L(['ab', 'cd'], None))), next(iter(L(['ab', 'cd'], 2)))
('ab', ['ab', 'cd'])
>>> [b for b in L(range(4), 2, collate_fn=lambda batch: sum(batch))]
[1, 5]
>>> class Count(torch.utils.data.IterableDataset):
...     def __iter__(self): return iter(range(5))
...     def __len__(self): return 5
... c = Count()
... list(L(c, 2)), len(L(c, 2)), len(L(c, 2, drop_last=True)), list(L(c, None))
([tensor([0, 1]), tensor([2, 3]), tensor([4])], 3, 2, [0, 1, 2, 3, 4])
>>> class Count(torch.utils.data.IterableDataset):
...     def __iter__(self): return iter(range(5))
... list(L(Count(), 2, drop_last=True))
[tensor([0, 1]), tensor([2, 3])]
>>> L(d, 0)
ValueError: batch_size should be a positive integer value, but got batch_size=0
>>> L(d, num_workers=-1)
ValueError: num_workers option should be non-negative; use num_workers=0 to disable
multiprocessing.
>>> L(d, timeout=-1)
ValueError: timeout option should be non-negative
>>> L(d, prefetch_factor=2)
ValueError: prefetch_factor option could only be specified in multiprocessing.let num_workers > 0
to enable multiprocessing, otherwise set prefetch_factor to None.
>>> L(d, persistent_workers=True)
ValueError: persistent_workers option needs num_workers > 0
>>> L(d, sampler=[0], shuffle=True)
ValueError: sampler option is mutually exclusive with shuffle
>>> L(d, 2, batch_sampler=[[0]])
ValueError: batch_sampler option is mutually exclusive with batch_size, shuffle, sampler, and
drop_last
>>> L(d, None, drop_last=True)
ValueError: batch_size=None option disables auto-batching and is mutually exclusive with drop_last
>>> l = L(d, 2); l.batch_size = 3
ValueError: batch_size attribute should not be set after DataLoader is initialized
>>> l = L(d, 2); l.dataset = [1]
ValueError: dataset attribute should not be set after DataLoader is initialized
>>> l = L(d, 2); l.collate_fn = len
... list(l)
[2, 2, 2, 1]
>>> L(d, multiprocessing_context='fork')
ValueError: multiprocessing_context can only be used with multi-process loading (num_workers > 0),
but got num_workers=0
>>> L(d, num_workers=1, multiprocessing_context='banana')
ValueError: multiprocessing_context option should specify a valid start method in ['fork', 'spawn',
'forkserver'], but got multiprocessing_context='banana'
>>> L(d, num_workers=1, multiprocessing_context=3)
TypeError: multiprocessing_context option should be a valid context object or a string specifying
the start method, but got multiprocessing_context=3
>>> L([], shuffle=True)
ValueError: num_samples should be a positive integer value, but got num_samples=0
>>> list(L([v, x], 2))
RuntimeError: stack expects each tensor to be equal size, but got [3] at entry 0 and [2, 3] at...
""".replace("L(", D + "DataLoader(").replace(">>> ", f">>> {DATA}\n... ")
)
def test_without_workers(ask, code, answer):
    ask(code, answer)


class Squares(Dataset):
    """Samples that say who made them."""

    def __init__(self, n=10, fails_at=None, dies_at=None, naps_at=None):
        self.n, self.fails_at, self.dies_at, self.naps_at = n, fails_at, dies_at, naps_at

    def __len__(self):
        return self.n

    def __getitem__(self, index):
        if index == self.fails_at:
            raise KeyError(f"sample {index}")
        if index == self.dies_at:
            os._exit(3)
        if index == self.naps_at:
            time.sleep(0.5)
        info = torch.utils.data.get_worker_info()
        return index**2, -1 if info is None else info.id


class Shared(IterableDataset):
    """Numbers of which each worker has its share."""

    def __iter__(self):
        info = torch.utils.data.get_worker_info()
        start, step = (0, 1) if info is None else (info.id, info.num_workers)
        return iter(range(start, 7, step))


def values(loader):
    return [batch[0].tolist() for batch in loader]


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_workers_give_the_same_batches_in_the_same_order(workers):
    data = Squares(11)
    alone = values(DataLoader(data, 2))
    assert values(DataLoader(data, 2, num_workers=workers)) == alone
    torch.manual_seed(1)
    shuffled = values(DataLoader(data, 2, shuffle=True))
    torch.manual_seed(1)
    assert values(DataLoader(data, 2, shuffle=True, num_workers=workers)) == shuffled


def test_workers_take_turns():
    ids = [batch[1][0].item() for batch in DataLoader(Squares(8), 2, num_workers=2)]
    assert ids == [0, 1, 0, 1]


def test_tensors_come_through_whole():
    x = torch.randn(10, 3)
    batches = list(DataLoader(TensorDataset(x, x > 0), 4, num_workers=2))
    assert torch.equal(torch.cat([batch[0] for batch in batches]), x)
    assert {str(batch[1].dtype) for batch in batches} == {"torch.bool"}


def test_an_iterable_data_set_is_shared_by_its_workers():
    assert [b.tolist() for b in DataLoader(Shared(), 2)] == [[0, 1], [2, 3], [4, 5], [6]]
    found = [b.tolist() for b in DataLoader(Shared(), 2, num_workers=2)]
    assert found == [[0, 2], [1, 3], [4, 6], [5]]


@pytest.mark.parametrize("persistent", [False, True])
def test_epoch_after_epoch(persistent):
    loader = DataLoader(Squares(6), 2, num_workers=2, persistent_workers=persistent)
    expected = [[0, 1], [4, 9], [16, 25]]
    first = pids(loader)
    assert [values(loader) for _ in range(3)] == [expected] * 3
    if persistent:
        assert pids(loader) == first
        loader._workers.stop()


def pids(loader):
    """The processes that work for a loader now."""
    list(loader)
    workers = loader._workers
    return None if workers is None else [process.pid for process in workers.processes]


def test_persistent_only_if_asked_for():
    assert pids(DataLoader(Squares(2), num_workers=1)) is None


def test_an_error_of_a_worker_is_raised_here():
    loader = DataLoader(Squares(fails_at=5), 2, num_workers=2)
    found = []
    with pytest.raises(KeyError) as caught:
        found.extend(batch[0].tolist() for batch in loader)
    assert found == [[0, 1], [4, 9]]
    message = str(caught.value)
    assert "\n" in message  # not as a KeyError shows a str
    assert "Caught KeyError in DataLoader worker process 0" in message
    assert "Original Traceback" in message
    assert "sample 5" in message
    assert values(DataLoader(Squares(2), num_workers=2)) == [[0], [1]]


@pytest.mark.parametrize("library", ["us", pytest.param("torch", marks=pytest.mark.oracle)])
@pytest.mark.parametrize("workers", [0, 2])
def test_after_an_error_the_other_batches_can_be_had(library, workers):
    loaders = (torch if library == "us" else pytest.importorskip("torch")).utils.data
    batches = iter(loaders.DataLoader(Squares(7, fails_at=3), 2, num_workers=workers))
    assert len(batches) == 4
    found = [next(batches)[0].tolist()]
    with pytest.raises(KeyError, match="sample 3"):
        next(batches)
    assert found + [batch[0].tolist() for batch in batches] == [[0, 1], [16, 25], [36]]
    assert list(batches) == []


def test_workers_are_asked_for_something():
    with pytest.raises(AssertionError, match="prefetch_factor must be greater than 0"):
        list(DataLoader(Squares(), num_workers=1, prefetch_factor=0))


def test_an_error_in_the_initialization_of_a_worker_is_raised_here():
    loader = DataLoader(Squares(), num_workers=1, worker_init_fn=lambda id: 1 / id)
    with pytest.raises(ZeroDivisionError, match="Caught ZeroDivisionError in DataLoader worker"):
        list(loader)


def test_a_worker_that_dies_is_noticed():
    with pytest.raises(RuntimeError, match=r"worker \(pid\(s\) \d+\) exited unexpectedly"):
        list(DataLoader(Squares(dies_at=3), num_workers=2))


def test_a_batch_may_take_too_long():
    with pytest.raises(RuntimeError, match=r"DataLoader timed out after 0\.1 seconds"):
        list(DataLoader(Squares(naps_at=0), num_workers=1, timeout=0.1))


def test_out_of_order_if_allowed():
    loader = DataLoader(Squares(6, naps_at=0), num_workers=2, in_order=False)
    found = [batch[0].item() for batch in loader]
    assert sorted(found) == [0, 1, 4, 9, 16, 25]
    assert found[0] != 0


@pytest.fixture
def workers():
    """What lists the worker processes that a test has started, and that have not ended."""
    before = set(multiprocessing.active_children())
    return lambda: [p for p in multiprocessing.active_children() if p not in before]


def test_whoever_stops_early_leaves_no_process_behind(workers):
    loader = DataLoader(Squares(100), num_workers=2)
    batches = iter(loader)
    next(batches)
    assert len(workers()) == 2
    del batches
    assert workers() == []


@pytest.mark.parametrize("started", [False, True])
@pytest.mark.parametrize("persistent", [False, True])
def test_a_loader_that_is_forgotten_leaves_no_process_behind(started, persistent, workers):
    loader = DataLoader(Squares(100), num_workers=2, persistent_workers=persistent)
    batches = iter(loader)
    if started:
        next(batches)
    assert len(workers()) == 2
    del loader, batches
    assert workers() == []


def test_an_error_of_the_main_process_leaves_no_process_behind(workers):
    def fails(batch):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(map(fails, DataLoader(Squares(100), num_workers=2)))
    gc.collect()  # the traceback held the iterator
    assert workers() == []


class Large(Dataset):
    def __len__(self):
        return 50

    def __getitem__(self, index):
        return torch.ones(500_000)


@pytest.mark.parametrize("delay", np.linspace(0, 0.03, 8))
def test_a_worker_may_be_killed_in_the_middle_of_a_batch(delay, workers):
    batches = iter(DataLoader(Large(), num_workers=2))
    next(batches)
    victim = workers()[0]
    threading.Timer(delay, victim.kill).start()
    with pytest.raises(RuntimeError, match=rf"\(pid\(s\) {victim.pid}\) exited unexpectedly"):
        list(batches)
    assert workers() == []


class OwnError(Exception):
    def __init__(self, first, second):
        super().__init__(first)


def stuck(batch):
    return lambda: batch


def own_error(batch):
    raise OwnError("me", "and you")


def local_error(batch):
    class LocalError(Exception):
        pass

    raise LocalError("from here")


@pytest.mark.parametrize(
    ("collate", "why"),
    [
        (stuck, r"Caught AttributeError .*Can't pickle local object"),
        (own_error, "Caught OwnError in .*me"),
        (local_error, "Caught LocalError in .*from here"),
    ],
)
def test_what_cannot_travel_is_told_of(collate, why):
    loader = DataLoader(Squares(), num_workers=1, collate_fn=collate)
    with pytest.raises(RuntimeError, match=f"(?s){why}"):
        list(loader)


class Fickle(IterableDataset):
    """Can be iterated once."""

    epochs = 0

    def __iter__(self):
        self.epochs += 1
        if self.epochs > 1:
            raise OSError("the file is gone")
        return iter([1, 2])


def test_an_epoch_that_cannot_begin_is_told_of():
    loader = DataLoader(Fickle(), num_workers=1, persistent_workers=True)
    assert [batch.item() for batch in loader] == [1, 2]
    with pytest.raises(OSError, match=r"(?s)Caught OSError in .*the file is gone"):
        list(loader)


PROGRAM = """
import time
import tinygrad_np as torch
from tinygrad_np.utils.data import DataLoader, Dataset

class Endless(Dataset):
    def __len__(self):
        return 10**9

    def __getitem__(self, index):
        time.sleep(0.001)
        return torch.ones(20_000)

for batch in DataLoader(Endless(), 4, num_workers=2, persistent_workers={persistent}):
    print("ready", flush=True)
"""


def processes_of(group):
    """The processes of a group that have not ended."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, its_group = path.read_text().rsplit(")", 1)[1].split()[:3]
            if int(its_group) == group and state != "Z":
                found.append(path.parent.name)
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="lists processes by /proc")
@pytest.mark.parametrize("persistent", [False, True])
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_process_is_left_when_the_main_one_is_stopped(how, persistent):
    code = PROGRAM.format(persistent=persistent)
    main = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with main:
        main.stdout.readline()
        # Ctrl-C goes to all processes of the terminal, `kill` to one.
        os.killpg(main.pid, how) if how == signal.SIGINT else main.send_signal(how)
        said = main.communicate(timeout=60)[1]
    for _ in range(100):  # workers look once a second whether there still is a main process
        if not processes_of(main.pid):
            break
        time.sleep(0.1)
    assert processes_of(main.pid) == []
    assert said.count("Traceback") == (how == signal.SIGINT), said


class Noise(Dataset):
    def __init__(self, library):
        self.library = library

    def __len__(self):
        return 4

    def __getitem__(self, index):
        return self.library.rand(()).item(), np.random.rand(), random.random()


def noise_of_workers(library):
    library.manual_seed(5)
    loader = library.utils.data.DataLoader(Noise(library), num_workers=2)
    return [[x.item() for x in batch] for batch in loader]


def test_each_worker_has_random_streams_of_its_own():
    found = noise_of_workers(torch)
    assert len({x for row in found for x in row}) == 12
    assert noise_of_workers(torch) == found


@pytest.mark.oracle
def test_the_random_streams_of_workers_are_those_of_pytorch():
    assert noise_of_workers(torch) == noise_of_workers(pytest.importorskip("torch"))


def test_a_worker_computes_on_one_thread():
    class Threads(Dataset):
        def __len__(self):
            return 2

        def __getitem__(self, index):
            return torch.get_num_threads()

    before = torch.get_num_threads()
    torch.set_num_threads(3)
    (found,) = DataLoader(Threads(), batch_size=2, num_workers=1)
    assert (found.tolist(), torch.get_num_threads()) == ([1, 1], 3)
    torch.set_num_threads(before)


def test_workers_know_themselves():
    class Who(Dataset):
        def __len__(self):
            return 2

        def __getitem__(self, index):
            info = torch.utils.data.get_worker_info()
            return info.id, info.num_workers, info.dataset is self

    found = [[x.item() for x in batch] for batch in DataLoader(Who(), num_workers=2)]
    assert found == [[0, 2, True], [1, 2, True]]
    assert torch.utils.data.get_worker_info() is None
