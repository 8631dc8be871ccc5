"""DataLoader: batches of a data set, fetched here or in worker processes ahead of time."""

from __future__ import annotations

import itertools
import math
import queue
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from tinygrad_np.random import Generator
from tinygrad_np.utils.data.collate import default_collate, default_convert
from tinygrad_np.utils.data.dataset import IterableDataset
from tinygrad_np.utils.data.sampler import (
    BatchSampler,
    RandomSampler,
    SequentialSampler,
    drawn_seed,
)
from tinygrad_np.utils.data.worker import (
    PATIENCE,
    Exhausted,
    Failure,
    Fetcher,
    Restart,
    WorkerInfo,
    run_worker,
)


class DataLoader:
    """The batches of a data set, epoch by epoch.

    Samples come in order, or `shuffle`d, or as a `sampler` says, `batch_size` at a time (the last
    batch may be smaller, unless `drop_last`), or as a `batch_sampler` says; `batch_size=None` gives
    single samples. `collate_fn` makes a batch of a list of samples. `generator` decides the order.

    With `num_workers`, that many processes fetch `prefetch_factor` (2) batches each ahead of time,
    for one epoch or, with `persistent_workers`, for all. In each, `worker_init_fn(id)` is called
    first; `timeout` is how many seconds a batch may take. Errors in them are raised here. Batches
    come in their order unless `in_order` is false. `pin_memory` changes nothing.

    Raises:
        ValueError, TypeError: for options that exclude each other, or make no sense.

    >>> import tinygrad_np as torch
    >>> data = torch.utils.data.TensorDataset(torch.arange(5.0))
    >>> for (batch,) in torch.utils.data.DataLoader(data, batch_size=2):
    ...     print(batch)
    tensor([0., 1.])
    tensor([2., 3.])
    tensor([4.])
    """

    def __init__(
        self,
        dataset: Any,
        batch_size: int | None = 1,
        shuffle: bool | None = None,
        sampler: Iterable | None = None,
        batch_sampler: Iterable | None = None,
        num_workers: int = 0,
        collate_fn: Callable[[Any], Any] | None = None,
        pin_memory: bool = False,
        drop_last: bool = False,
        timeout: float = 0,
        worker_init_fn: Callable[[int], None] | None = None,
        multiprocessing_context: Any = None,
        generator: Generator | None = None,
        *,
        prefetch_factor: int | None = None,
        persistent_workers: bool = False,
        pin_memory_device: str = "",
        in_order: bool = True,
    ) -> None:
        _check_workers(num_workers, timeout, prefetch_factor, persistent_workers)
        iterable = isinstance(dataset, IterableDataset)
        _check_order(iterable, shuffle, sampler, batch_sampler)
        if batch_sampler is not None:
            if batch_size != 1 or shuffle or sampler is not None or drop_last:
                raise ValueError(
                    "batch_sampler option is mutually exclusive with batch_size, shuffle, sampler, "
                    "and drop_last"
                )
            batch_size, drop_last = None, False
        elif batch_size is None and drop_last:
            raise ValueError(
                "batch_size=None option disables auto-batching and is mutually exclusive with "
                "drop_last"
            )
        if sampler is None:
            sampler = _default_sampler(dataset, iterable, shuffle, generator)
        if batch_size is not None:
            batch_sampler = BatchSampler(sampler, batch_size, drop_last)
        self.dataset = dataset
        self.batch_size = batch_size
        self.sampler: Any = sampler
        self.batch_sampler: Any = batch_sampler
        self.num_workers = num_workers
        batched = batch_sampler is not None
        self.collate_fn = collate_fn or (default_collate if batched else default_convert)
        self.pin_memory = pin_memory
        self.drop_last = drop_last
        self.timeout = timeout
        self.worker_init_fn = worker_init_fn
        self.multiprocessing_context = multiprocessing_context
        self.generator = generator
        self.prefetch_factor = 2 if num_workers and prefetch_factor is None else prefetch_factor
        self.persistent_workers = persistent_workers
        self.pin_memory_device = pin_memory_device
        self.in_order = in_order
        self._workers: _Workers | None = None

    def __iter__(self) -> Iterator[Any]:
        batches = iter(self.sampler if self.batch_sampler is None else self.batch_sampler)
        seed = drawn_seed(self.generator)
        if self.num_workers == 0:
            return self._here(batches)
        workers = self._workers
        if workers is None or not workers.restart(seed):
            workers = _Workers(self, seed)
            self._workers = workers if self.persistent_workers else None
        return workers.run(batches)

    def _here(self, batches: Iterator[Any]) -> Iterator[Any]:
        """The batches, fetched in this process."""
        fetch = Fetcher(*self.fetching())
        for indices in batches:
            try:
                batch = fetch(indices)
            except StopIteration:
                return
            yield batch

    def fetching(self) -> tuple[Any, Callable[[Any], Any], bool, bool]:
        """What a Fetcher needs to know."""
        return self.dataset, self.collate_fn, self.batch_sampler is not None, self.drop_last

    def __len__(self) -> int:
        """The number of batches, or of samples if there are none."""
        if not isinstance(self.dataset, IterableDataset):
            return len(self.sampler if self.batch_sampler is None else self.batch_sampler)
        count = len(self.dataset)  # type: ignore[arg-type]
        if self.batch_size is None:
            return count
        return count // self.batch_size if self.drop_last else -(-count // self.batch_size)

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_workers": None}


class _Epoch:
    """The batches of one epoch: asked for, on their way, arrived."""

    def __init__(self, workers: _Workers, batches: Iterator[Any], prefetch: int, in_order: bool):
        self.workers = workers
        self.numbered = enumerate(batches)
        self.turns = deque(range(len(workers.tasks)))  # the workers that have more
        self.asked: set[int] = set()  # the numbers of batches
        self.arrived: dict[int, Any] = {}
        self.in_order = in_order
        for _ in range(prefetch * len(workers.tasks)):
            self._ask()

    def __iter__(self) -> Iterator[Any]:
        while self.asked or self.arrived:
            number = self._ready()
            if number is None:
                self._receive()
                continue
            batch = self.arrived.pop(number)
            self._ask()
            if isinstance(batch, Failure):
                batch.reraise()
            yield batch

    def _ask(self) -> None:
        """Ask the worker whose turn it is for the next batch, if there are both."""
        task = next(self.numbered, None) if self.turns else None
        if task is not None:
            self.asked.add(task[0])
            self.workers.tasks[self.turns[0]].put(task)
            self.turns.rotate(-1)

    def _ready(self) -> int | None:
        """The number of the batch to give next, if it has arrived."""
        if not self.in_order:
            return next(iter(self.arrived), None)
        number = min(itertools.chain(self.asked, self.arrived))
        return number if number in self.arrived else None

    def _receive(self) -> None:
        number, worker, batch = self.workers.received()
        self.asked.remove(number)
        if not isinstance(batch, Exhausted):
            self.arrived[number] = batch
        elif worker in self.turns:
            self.turns.remove(worker)
            self._ask()


class _Workers:
    """The worker processes of a loader."""

    def __init__(self, loader: DataLoader, seed: int) -> None:
        self.loader = loader
        context = _context(loader.multiprocessing_context)
        self.results = context.Queue()
        self.tasks = [context.Queue() for _ in range(loader.num_workers)]
        self.processes = []
        self.busy = self.stopped = False
        make_fetcher = partial(Fetcher, *loader.fetching())
        for i, tasks in enumerate(self.tasks):
            info = WorkerInfo(i, loader.num_workers, seed + i, loader.dataset)
            arguments = (info, make_fetcher, loader.worker_init_fn, tasks, self.results)
            process = context.Process(target=run_worker, args=arguments, daemon=True)
            process.start()
            self.processes.append(process)

    def restart(self, seed: int) -> bool:
        """Begin another epoch with the same processes, if all of them have ended the last."""
        if self.busy or self.stopped or not all(p.is_alive() for p in self.processes):
            self.stop()
            return False
        for i, tasks in enumerate(self.tasks):
            tasks.put(Restart(seed + i))
        return True

    def run(self, batches: Iterator[Any]) -> Iterator[Any]:
        """The batches of an epoch, after which the workers end, or wait for the next."""
        self.busy = True
        try:
            yield from _Epoch(self, batches, self.loader.prefetch_factor, self.loader.in_order)  # type: ignore[arg-type]
            self.busy = False
        finally:
            if self.busy or not self.loader.persistent_workers:
                self.stop()

    def received(self) -> tuple[int, int, Any]:
        """The next result of any worker: the number of the batch, the worker's, and the batch.

        Raises:
            RuntimeError: if it takes too long, or a worker has died.
        """
        limit = self.loader.timeout
        end = time.monotonic() + limit if limit else math.inf
        while True:
            try:
                return self.results.get(timeout=max(0.0, min(PATIENCE, end - time.monotonic())))
            except queue.Empty:
                dead = [str(p.pid) for p in self.processes if not p.is_alive()]
                if dead:
                    raise RuntimeError(
                        f"DataLoader worker (pid(s) {', '.join(dead)}) exited unexpectedly"
                    ) from None
                if time.monotonic() >= end:
                    raise RuntimeError(f"DataLoader timed out after {limit} seconds") from None

    def stop(self) -> None:
        """End all workers."""
        if self.stopped:
            return
        self.stopped = True
        for tasks in self.tasks:
            tasks.put(None)
        for process in self.processes:
            process.join(timeout=PATIENCE)
            if process.is_alive():
                process.terminate()
                process.join()
        for waiting in (*self.tasks, self.results):
            waiting.cancel_join_thread()
            waiting.close()


def _context(given: Any) -> Any:
    """The way in which workers are started: named, given, or Python's own."""
    import multiprocessing  # here, since it takes as long as the whole package

    if given is None or isinstance(given, str):
        return multiprocessing.get_context(given)
    return given


def _default_sampler(dataset: Any, iterable: bool, shuffle: Any, generator: Any) -> Any:
    if iterable:
        return itertools.repeat(None)  # one that never ends: the data set does
    return RandomSampler(dataset, generator=generator) if shuffle else SequentialSampler(dataset)


def _check_workers(count: int, timeout: float, prefetch: int | None, persistent: bool) -> None:
    if count < 0:
        raise ValueError(
            "num_workers option should be non-negative; use num_workers=0 to disable "
            "multiprocessing."
        )
    if timeout < 0:
        raise ValueError("timeout option should be non-negative")
    if count == 0 and prefetch is not None:
        raise ValueError(
            "prefetch_factor option could only be specified in multiprocessing."
            "let num_workers > 0 to enable multiprocessing, otherwise set prefetch_factor to None."
        )
    if prefetch is not None and prefetch < 0:
        raise ValueError("prefetch_factor option should be non-negative")
    if persistent and count == 0:
        raise ValueError("persistent_workers option needs num_workers > 0")


def _check_order(iterable: bool, shuffle: Any, sampler: Any, batch_sampler: Any) -> None:
    if not isinstance(shuffle, (bool, type(None))):
        raise ValueError(
            f"DataLoader with IterableDataset: expected unspecified shuffle option, but got "
            f"shuffle={shuffle}"
        )
    if iterable:
        given = {"shuffle": shuffle or None, "sampler": sampler, "batch_sampler": batch_sampler}
        for name, value in given.items():
            if value is not None:
                raise ValueError(
                    f"DataLoader with IterableDataset: expected unspecified {name} option, but got "
                    f"{name}={value}"
                )
    if sampler is not None and shuffle:
        raise ValueError("sampler option is mutually exclusive with shuffle")
