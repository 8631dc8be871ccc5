"""Worker processes of a DataLoader: what runs in them, and what they send back."""

from __future__ import annotations

import contextlib
import queue
import random as python_random
import signal
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from tinygrad_np import random
from tinygrad_np.parallel import set_num_threads
from tinygrad_np.utils.data.collate import default_collate
from tinygrad_np.utils.data.dataset import IterableDataset, batch_of

PATIENCE = 1.0  # seconds between two looks at whether the other side is still there


@dataclass
class WorkerInfo:
    """What a worker knows of itself."""

    id: int
    num_workers: int
    seed: int
    dataset: Any


_info: WorkerInfo | None = None


def get_worker_info() -> WorkerInfo | None:
    """In a worker of a DataLoader its `id`, `num_workers`, `seed` and `dataset`; else None.

    >>> import tinygrad_np as torch
    >>> torch.utils.data.get_worker_info() is None
    True
    """
    return _info


@dataclass
class Job:
    """What a loader wants of whoever fetches its batches."""

    dataset: Any
    collate: Callable[[Any], Any]
    batched: bool
    drop_last: bool
    initialize: Callable[[int], None] | None


class Fetcher:
    """Turns what a sampler gives into a batch, or into one sample."""

    def __init__(self, job: Job) -> None:
        self.dataset = job.dataset
        self.collate = job.collate
        self.batched = job.batched
        self.drop_last = job.drop_last
        iterable = isinstance(job.dataset, IterableDataset)
        self.samples = iter(job.dataset) if iterable else None

    def __call__(self, indices: Any) -> Any:
        """The batch at `indices`; of an iterable data set the next ones, as many as there are.

        Raises:
            StopIteration: if there are no more.
        """
        if self.samples is not None:
            return self._next(indices)
        if not self.batched:
            return self.collate(self.dataset[indices])
        if self.collate is default_collate:
            batch = batch_of(self.dataset, indices)
            if batch is not None:
                return batch
        several = getattr(self.dataset, "__getitems__", None)
        samples = [self.dataset[i] for i in indices] if several is None else several(indices)
        return self.collate(samples)

    def _next(self, indices: Any) -> Any:
        assert self.samples is not None
        if not self.batched:
            return self.collate(next(self.samples))
        found = [sample for _, sample in zip(indices, self.samples, strict=False)]
        if not found or (self.drop_last and len(found) < len(indices)):
            raise StopIteration
        return self.collate(found)


class _KeyErrorMessage(str):
    """Shown as it is by a KeyError, which would show a str in one line."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


class Failure:
    """An error of a worker on its way to the main process."""

    def __init__(self, error: BaseException, where: str) -> None:
        self.type: type[BaseException] = type(error)
        self.name = self.type.__name__
        self.text = "".join(traceback.format_exception(error))
        self.where = where

    def reraise(self) -> None:
        """Raise an error of the same type that tells the whole story."""
        message = f"Caught {self.name} {self.where}.\nOriginal {self.text}"
        try:
            error = self.type(_KeyErrorMessage(message) if self.type is KeyError else message)
        except Exception:  # its type takes other arguments
            raise RuntimeError(message) from None
        raise error


class Exhausted:
    """Says that the iterable data set of a worker has come to its end."""


@dataclass
class Restart:
    """Asks a worker that stays for the next epoch to begin it."""

    seed: int


def run_worker(info: WorkerInfo, job: Job, tasks: Any, answers: Any) -> None:
    """Fetch what is asked for, until None is asked for or the main process is gone."""
    global _info
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the main process has the word
    _info = info
    set_num_threads(1)  # each core has a worker to run
    where = f"in DataLoader worker process {info.id}"
    waiting: queue.SimpleQueue = queue.SimpleQueue()
    threading.Thread(target=_send, args=(waiting, answers), daemon=True).start()
    fetcher = _begun(job, info.seed, where, job.initialize)
    for task in iter(lambda: _next_task(tasks), None):
        if isinstance(task, Restart):
            fetcher = _begun(job, task.seed, where)
        else:
            number, indices = task
            waiting.put(_pickled(number, info.id, _fetched(fetcher, indices, where), where))


def _begun(job: Job, seed: int, where: str, initialize: Callable | None = None) -> Any:
    """What fetches the batches of an epoch; a Failure, if it cannot begin."""
    assert _info is not None
    _seed(seed, _info.id)
    try:
        if initialize is not None:
            initialize(_info.id)
        return Fetcher(job)
    except Exception as error:
        return Failure(error, where)


def _send(waiting: queue.SimpleQueue, answers: Any) -> None:
    """Send what is waiting, while the worker goes on, until nobody listens."""
    with contextlib.suppress(OSError):
        while True:
            answers.send_bytes(waiting.get())


def _pickled(number: int, worker: int, result: Any, where: str) -> Any:
    """A result on its way to the main process; a Failure, if it cannot travel."""
    from multiprocessing.reduction import ForkingPickler

    try:
        return ForkingPickler.dumps((number, worker, result))
    except Exception as error:
        failure = result if isinstance(result, Failure) else Failure(error, where)
        failure.type = RuntimeError  # known everywhere
        return ForkingPickler.dumps((number, worker, failure))


def _fetched(fetcher: Any, indices: Any, where: str) -> Any:
    if isinstance(fetcher, Failure):
        return fetcher
    try:
        return fetcher(indices)
    except StopIteration:
        return Exhausted()
    except Exception as error:
        return Failure(error, where)


def _next_task(tasks: Any) -> Any:
    """What to do next; None if there is nobody left to do it for."""
    import multiprocessing  # as in the main process, which has done it long ago

    parent = multiprocessing.parent_process()
    while True:
        try:
            return tasks.get(timeout=PATIENCE)
        except queue.Empty:
            if parent is not None and not parent.is_alive():
                return None


def _seed(seed: int, worker: int) -> None:
    """Give every worker random streams of its own, which are those that PyTorch gives it."""
    random.manual_seed(seed)
    python_random.seed(seed)
    high, low = divmod(seed - worker, 1 << 32)
    np.random.seed(np.random.SeedSequence([worker, low, high, 0]).generate_state(4))
