"""DataLoader: batches of a data set, fetched here or in worker processes ahead of time."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
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
from tinygrad_np.utils.data.worker import Fetcher, Job
from tinygrad_np.utils.data.workers import Epoch, Workers, checked_context

# What the order and the size of batches were made of, and cannot change.
_FIXED = {"batch_size", "batch_sampler", "sampler", "drop_last", "dataset", "persistent_workers"}


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
        checked_context(multiprocessing_context, num_workers)
        iterable = isinstance(dataset, IterableDataset)
        _check_order(iterable, shuffle, sampler, batch_sampler)
        _check_last(batch_size, drop_last)
        if batch_sampler is not None:
            if batch_size != 1 or shuffle or sampler is not None or drop_last:
                raise ValueError(
                    "batch_sampler option is mutually exclusive with batch_size, shuffle, sampler, "
                    "and drop_last"
                )
            batch_size = None
        if sampler is None:
            sampler = _default_sampler(dataset, iterable, shuffle, generator)
        if batch_size is not None:
            batch_sampler = BatchSampler(sampler, batch_size, drop_last)
        self.dataset = dataset
        self.batch_size = batch_size
        self.sampler: Any = sampler
        self.batch_sampler: Any = batch_sampler
        self.num_workers = num_workers
        whole = default_convert if batch_sampler is None else default_collate
        self.collate_fn = whole if collate_fn is None else collate_fn
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
        self._workers: Workers | None = None
        self._initialized = True

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _FIXED and "_initialized" in vars(self):
            raise ValueError(f"{name} attribute should not be set after DataLoader is initialized")
        super().__setattr__(name, value)

    def __iter__(self) -> Iterator[Any]:
        batches = iter(self.sampler if self.batch_sampler is None else self.batch_sampler)
        seed = drawn_seed(self.generator)
        if self.num_workers == 0:
            return _Here(self, batches)
        workers = self._workers
        if workers is None or not workers.restart(seed):
            workers = self._new_workers(seed)
            self._workers = workers if self.persistent_workers else None
        return Epoch(self, workers, batches)

    def _new_workers(self, seed: int) -> Workers:
        return Workers(
            checked_context(self.multiprocessing_context, self.num_workers),
            self.num_workers,
            self._job(),
            seed,
            self.timeout,
            self.persistent_workers,
        )

    def _job(self) -> Job:
        batched = self.batch_sampler is not None
        return Job(self.dataset, self.collate_fn, batched, self.drop_last, self.worker_init_fn)

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


class _Here:
    """The batches of one epoch, fetched in this process.

    After an error in a batch the others can be had.
    """

    def __init__(self, loader: DataLoader, batches: Iterator[Any]) -> None:
        self._loader = loader
        self._batches = batches
        self._fetch = Fetcher(loader._job())

    def __len__(self) -> int:
        return len(self._loader)

    def __iter__(self) -> _Here:
        return self

    def __next__(self) -> Any:
        return self._fetch(next(self._batches))


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
    if prefetch == 0:  # as PyTorch does, if only when it is iterated
        raise AssertionError("prefetch_factor must be greater than 0")
    if persistent and count == 0:
        raise ValueError("persistent_workers option needs num_workers > 0")


def _check_last(batch_size: int | None, drop_last: bool) -> None:
    if batch_size is None and drop_last:
        raise ValueError(
            "batch_size=None option disables auto-batching and is mutually exclusive with drop_last"
        )


def _check_order(iterable: bool, shuffle: Any, sampler: Any, batch_sampler: Any) -> None:
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
