"""The worker processes of a DataLoader, and the batches of an epoch that they fetch."""

from __future__ import annotations

import itertools
import os
import pickle
import time
import weakref
from collections import deque
from collections.abc import Iterator
from typing import Any

from tinygrad_np.utils.data.worker import (
    PATIENCE,
    Exhausted,
    Failure,
    Job,
    Restart,
    WorkerInfo,
    run_worker,
)


class Workers:
    """Processes that fetch batches, each asked by a queue of its own, and answering by a pipe.

    Only the worker holds the writing end of its pipe: if it dies, in the middle of a batch even,
    the pipe ends. `stop` ends all workers, once; it is called when nobody refers to them any more.
    """

    def __init__(
        self,
        context: Any,
        count: int,
        job: Job,
        seed: int,
        timeout: float,
        persistent: bool,
    ) -> None:
        self.tasks: list[Any] = []
        self.results: list[Any] = []
        self.processes: list[Any] = []
        self.stop = weakref.finalize(
            self, _end, os.getpid(), self.processes, self.tasks, self.results
        )
        self.stop.atexit = False  # daemons end with this process
        self._timeout = timeout
        self._persistent = persistent
        self._busy = False
        for i in range(count):
            info = WorkerInfo(i, count, seed + i, job.dataset)
            tasks, (results, answers) = context.Queue(), context.Pipe(duplex=False)
            arguments = (info, job, tasks, answers)
            process = context.Process(target=run_worker, args=arguments, daemon=True)
            self.tasks.append(tasks)
            self.results.append(results)
            process.start()
            answers.close()
            self.processes.append(process)

    def restart(self, seed: int) -> bool:
        """Begin another epoch with the same processes, if all of them have ended the last."""
        if self._busy or not self.stop.alive or not all(p.is_alive() for p in self.processes):
            self.stop()
            return False
        for i, tasks in enumerate(self.tasks):
            tasks.put(Restart(seed + i))
        return True

    def begin(self) -> None:
        """Note that an epoch begins."""
        self._busy = True

    def finish(self) -> None:
        """Note that it has come to its end: the workers end too, or wait for the next."""
        self._busy = False
        if not self._persistent:
            self.stop()

    def received(self) -> tuple[int, int, Any]:
        """The next result of any worker: the number of the batch, the worker's, and the batch.

        Raises:
            RuntimeError: if it takes too long, or a worker has died.
        """
        if not self.stop.alive:
            raise RuntimeError("the workers of this DataLoader were stopped: begin another epoch")
        from multiprocessing import connection  # loaded long since

        ready: list[Any] = connection.wait(self.results, self._timeout or None)
        if not ready:
            raise RuntimeError(f"DataLoader timed out after {self._timeout} seconds")
        try:
            message = ready[0].recv_bytes()
        except (EOFError, OSError):
            dead = self.processes[self.results.index(ready[0])]
            dead.join(PATIENCE)
            raise RuntimeError(
                f"DataLoader worker (pid(s) {dead.pid}) exited unexpectedly"
                + ("" if dead.exitcode is None else f" with exit code {dead.exitcode}")
            ) from None
        return pickle.loads(message)


def _end(owner: int, processes: list[Any], tasks: list[Any], results: list[Any]) -> None:
    """End worker processes: ask them, then tell them, then make them."""
    if os.getpid() != owner:  # a worker that has a copy of its siblings
        return
    for pipe in results:
        pipe.close()
    for waiting in tasks:
        waiting.put(None)
    end = time.monotonic() + PATIENCE
    for process in processes:
        process.join(max(0.0, end - time.monotonic()))
        for insist in (process.terminate, process.kill):
            if process.is_alive():
                insist()
                process.join(PATIENCE)
    for waiting in tasks:
        waiting.cancel_join_thread()
        waiting.close()


class Epoch:
    """The batches of one epoch: asked for, on their way, arrived.

    An error of a worker is raised in the place of its batch, after which the others can be had.
    """

    def __init__(self, loader: Any, workers: Workers, batches: Iterator[Any]) -> None:
        self.loader = loader
        self.workers = workers
        self.numbered = enumerate(batches)
        self.turns = deque(range(loader.num_workers))  # the workers that have more
        self.asked: set[int] = set()  # the numbers of batches
        self.arrived: dict[int, Any] = {}
        workers.begin()
        for _ in range(loader.prefetch_factor * loader.num_workers):
            self._ask()

    def __len__(self) -> int:
        return len(self.loader)

    def __iter__(self) -> Epoch:
        return self

    def __next__(self) -> Any:
        try:
            number = self._ready()
            while number is None and self.asked:
                self._receive()
                number = self._ready()
            if number is not None:
                batch = self.arrived.pop(number)
                self._ask()
        except BaseException:  # Ctrl-C too
            self.workers.stop()
            raise
        if number is None:
            self.workers.finish()
            raise StopIteration
        if isinstance(batch, Failure):
            batch.reraise()
        return batch

    def _ask(self) -> None:
        """Ask the worker whose turn it is for the next batch, if there are both."""
        task = next(self.numbered, None) if self.turns else None
        if task is not None:
            self.asked.add(task[0])
            self.workers.tasks[self.turns[0]].put(task)
            self.turns.rotate(-1)

    def _ready(self) -> int | None:
        """The number of the batch to give next, if it has arrived."""
        if not self.loader.in_order:
            return next(iter(self.arrived), None)
        number = min(itertools.chain(self.asked, self.arrived), default=None)
        return number if number in self.arrived else None

    def _receive(self) -> None:
        number, worker, batch = self.workers.received()
        self.asked.remove(number)
        if not isinstance(batch, Exhausted):
            self.arrived[number] = batch
        elif worker in self.turns:
            self.turns.remove(worker)
            self._ask()


def checked_context(given: Any, num_workers: int) -> Any:
    """The way in which workers are started: named, given, or Python's own; None without workers.

    Raises:
        ValueError: if it is not known, or there are no workers.
        TypeError: if it is no such way.
    """
    if given is None and num_workers == 0:
        return None
    import multiprocessing  # here, since it takes as long as the whole package

    if num_workers == 0:
        raise ValueError(
            "multiprocessing_context can only be used with multi-process loading (num_workers > "
            f"0), but got num_workers={num_workers}"
        )
    known = multiprocessing.get_all_start_methods()
    if isinstance(given, str) and given not in known:
        raise ValueError(
            f"multiprocessing_context option should specify a valid start method in {known}, but "
            f"got multiprocessing_context={given!r}"
        )
    if given is None or isinstance(given, str):
        return multiprocessing.get_context(given)
    if not isinstance(given, multiprocessing.context.BaseContext):
        raise TypeError(
            "multiprocessing_context option should be a valid context object or a string "
            f"specifying the start method, but got multiprocessing_context={given}"
        )
    return given
