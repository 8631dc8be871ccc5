"""Worker processes of a DataLoader: what runs in them, and what they send back."""

from __future__ import annotations

import queue
import random as python_random
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from tinygrad_np import random
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


class Fetcher:
    """Turns what a sampler gives into a batch, or into one sample."""

    def __init__(self, dataset: Any, collate: Callable, batched: bool, drop_last: bool) -> None:
        self.dataset = dataset
        self.collate = collate
        self.batched = batched
        self.drop_last = drop_last
        self.samples = iter(dataset) if isinstance(dataset, IterableDataset) else None

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


class Failure:
    """An error of a worker on its way to the main process."""

    def __init__(self, error: BaseException, where: str) -> None:
        self.type = type(error)
        self.text = "".join(traceback.format_exception(error))
        self.where = where

    def reraise(self) -> None:
        """Raise an error of the same type that tells the whole story."""
        message = f"Caught {self.type.__name__} {self.where}.\nOriginal {self.text}"
        try:
            error = self.type(message)
        except Exception:  # its type takes other arguments
            raise RuntimeError(message) from None
        raise error


class Exhausted:
    """Says that the iterable data set of a worker has come to its end."""


@dataclass
class Restart:
    """Asks a worker that stays for the next epoch to begin it."""

    seed: int


def run_worker(
    info: WorkerInfo,
    make_fetcher: Callable[[], Fetcher],
    initialize: Callable[[int], None] | None,
    tasks: Any,
    results: Any,
) -> None:
    """Fetch what is asked for, until None is asked for or the main process is gone."""
    global _info
    try:
        _info = info
        _seed(info.seed)
        where = f"in DataLoader worker process {info.id}"
        fetcher: Any = None
        try:
            if initialize is not None:
                initialize(info.id)
            fetcher = make_fetcher()
        except Exception as error:
            fetcher = Failure(error, where)
        for task in iter(lambda: _next_task(tasks), None):
            if isinstance(task, Restart):
                _seed(task.seed)
                fetcher = make_fetcher()
                continue
            number, indices = task
            results.put((number, info.id, _fetched(fetcher, indices, where)))
    except KeyboardInterrupt:
        pass  # the main process has the word
    results.cancel_join_thread()


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


def _seed(seed: int) -> None:
    """Give every worker random streams of its own."""
    random.manual_seed(seed)
    python_random.seed(seed)
    np.random.seed(np.random.SeedSequence(seed).generate_state(4))
