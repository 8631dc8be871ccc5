"""One peer's process: reads a request a line, answers it in a line, both JSON.

    {"ask": "prepare", "workload": NAME, "sizes": {SIZE: VALUE}}
                                             -> {"results": null, or a fingerprint of each result}
    {"ask": "warm_up", "sample_seconds": S}  -> {"repeats": R}
    {"ask": "sample"}                        -> {"seconds": of one step}
    {"ask": "peak", "workload": NAME, "sizes": {SIZE: VALUE}}
                                             -> {"bytes": null, or of memory that a step takes}

Whatever goes wrong is answered as {"error": MESSAGE}. The process ends with its standard input.
"""

import json
import sys
import traceback
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from time import perf_counter
from typing import Any

from agreement import fingerprint
from memory import peak_bytes
from peers import PEERS
from workloads import WORKLOADS, inputs_of

CHECKED_STEPS = 3  # so that momentum, and gradients that are not reset, show in the results

Step = Callable[[], tuple]


class Bench:
    """The step of the present workload, and how often a sample repeats it."""

    def __init__(self, peer: str) -> None:
        self.library = import_module(PEERS[peer].module)
        self.adapter = import_module(f"peers.{PEERS[peer].adapter}")
        self.step: Step | None = None
        self.repeats = 1

    def build(self, workload: str, sizes: dict[str, Any]) -> None:
        """Take up a workload; there is no step where the peer, or the data, lacks it."""
        self.step = None  # frees the memory of the workload before
        task = getattr(self.adapter, WORKLOADS[workload].task, None)
        if task is not None and find_spec(WORKLOADS[workload].data):
            self.step = task(self.library, **inputs_of(workload, sizes))

    def prepare(self, workload: str, sizes: dict[str, Any]) -> dict[str, Any]:
        self.build(workload, sizes)
        if self.step is None:
            return {"results": None}
        for _ in range(CHECKED_STEPS):
            results = self.step()
        return {"results": [fingerprint(result) for result in results]}

    def warm_up(self, sample_seconds: float) -> dict[str, Any]:
        self.repeats = 1
        while (elapsed := self.elapsed()) < sample_seconds / 4:
            self.repeats *= 2
        self.repeats = max(1, round(self.repeats * sample_seconds / elapsed))
        return {"repeats": self.repeats}

    def sample(self) -> dict[str, Any]:
        self.step()  # brings the caches back from the peer before
        return {"seconds": self.elapsed() / self.repeats}

    def peak(self, workload: str, sizes: dict[str, Any]) -> dict[str, Any]:
        self.build(workload, sizes)
        return {"bytes": self.step and peak_bytes(self.step)}

    def elapsed(self) -> float:
        step = self.step
        start = perf_counter()
        for _ in range(self.repeats):
            step()
        return perf_counter() - start


def answer(bench: Bench, request: dict[str, Any]) -> dict[str, Any]:
    answers = {
        "prepare": bench.prepare,
        "warm_up": bench.warm_up,
        "sample": bench.sample,
        "peak": bench.peak,
    }
    try:
        return answers[request.pop("ask")](**request)
    except Exception as error:
        traceback.print_exc()
        return {"error": f"{type(error).__name__}: {error}"}


def main() -> None:
    answers, sys.stdout = sys.stdout, sys.stderr  # nothing that a library prints gets between
    bench = Bench(sys.argv[1])
    for line in sys.stdin:
        print(json.dumps(answer(bench, json.loads(line))), file=answers, flush=True)


if __name__ == "__main__":
    main()
