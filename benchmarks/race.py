"""Runs a workload by all peers, each in its own process, in turns: noise hits all alike."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from agreement import Fingerprint, disagreements
from peers import environment

ROOT = Path(__file__).resolve().parent.parent

# Idle threads of the peer that ran last spin for some milliseconds before they sleep.
PAUSE_BETWEEN_TURNS = 0.03

Samples = dict[str, list[float]]
Sizes = dict[str, Any]  # by name: those of a workload's inputs that are not as they always are
Progress = Callable[[Iterable], Iterable]


class PeerError(Exception):
    """A peer failed in a workload, or its process is gone."""


def peer_environment(threads: int) -> dict[str, str]:
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, **environment(threads), "PYTHONPATH": os.pathsep.join(paths)}


class Worker:
    """A peer's process."""

    def __init__(self, peer: str, environment: dict[str, str]) -> None:
        self.peer = peer
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("worker.py")), peer],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )

    def ask(self, ask: str, **details: Any) -> dict[str, Any]:
        try:
            print(json.dumps({"ask": ask, **details}), file=self.process.stdin, flush=True)
        except BrokenPipeError:
            raise PeerError(f"{self.peer}: its process is gone") from None
        line = self.process.stdout.readline()
        answer = json.loads(line) if line else {"error": "its process ended"}
        if "error" in answer:
            raise PeerError(f"{self.peer}: {answer['error']}")
        return answer

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *exception: object) -> None:
        self.process.communicate()  # closes its input, which ends it


@contextmanager
def start_workers(peers: list[str], threads: int) -> Iterator[list[Worker]]:
    with ExitStack() as stack:
        environment = peer_environment(threads)
        yield [stack.enter_context(Worker(peer, environment)) for peer in peers]


def race(
    workload: str,
    sizes: Sizes,
    workers: list[Worker],
    rounds: int,
    sample_seconds: float,
    progress: Progress,
) -> tuple[Samples, list[str]]:
    """The seconds of one step, by peer and round, and what went wrong."""
    results, failures = prepare(workload, sizes, workers)
    wrong = disagreements(results)
    if wrong:
        return {}, failures + wrong
    ready = [worker for worker in workers if worker.peer in results]
    for worker in ready:
        worker.ask("warm_up", sample_seconds=sample_seconds)
    samples: Samples = {worker.peer: [] for worker in ready}
    for number in progress(range(rounds)):
        for worker in ready if number % 2 else reversed(ready):
            time.sleep(min(PAUSE_BETWEEN_TURNS, sample_seconds))
            samples[worker.peer].append(worker.ask("sample")["seconds"])
    return samples, failures


def prepare(
    workload: str, sizes: Sizes, workers: list[Worker]
) -> tuple[dict[str, list[Fingerprint]], list[str]]:
    """What each peer computed that can do the workload, and the failures of the others."""
    results, failures = {}, []
    for worker in workers:
        try:
            answer = worker.ask("prepare", workload=workload, sizes=sizes)
        except PeerError as error:
            failures.append(str(error))
        else:
            results[worker.peer] = answer["results"]
    return {peer: found for peer, found in results.items() if found is not None}, failures
