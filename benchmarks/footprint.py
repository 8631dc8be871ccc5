"""What a peer costs besides the time of a step: memory, time of its import, size on disk."""

import subprocess
import sys
from collections.abc import Callable
from functools import partial
from importlib.metadata import files
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from memory import MEASURABLE
from peers import PEERS
from race import PeerError, Progress, Samples, Sizes, Worker
from workloads import WORKLOADS

# NumPy first: what is timed is what the peer adds to `import numpy`.
TIME_IMPORT = """
import sys, time
import numpy
start = time.perf_counter()
__import__(sys.argv[1])
print(time.perf_counter() - start)
"""

# The C library would keep freed arrays for later ones, as many as came first: an accident.
RETURN_WHAT_IS_FREED = {"MALLOC_MMAP_THRESHOLD_": "131072"}

Found = tuple[Samples, list[str]]  # by peer and round, and what went wrong


class Conditions(NamedTuple):
    """How it is measured."""

    environment: dict[str, str]
    rounds: int
    quick: bool
    progress: Progress


def import_seconds(peers: list[str], conditions: Conditions) -> Found:
    """Samples of `import PEER` less `import numpy`, in fresh processes, the peers taking turns."""
    peers = [peer for peer in libraries(peers) if peer != "numpy"]
    for peer in peers:
        time_import(peer, conditions)  # leaves the compiled files and a warm disk cache
    samples: Samples = {peer: [] for peer in peers}
    for _ in conditions.progress(range(conditions.rounds)):
        for peer in peers:
            samples[peer].append(time_import(peer, conditions))
    return samples, []


def time_import(peer: str, conditions: Conditions) -> float:
    command = [sys.executable, "-c", TIME_IMPORT, PEERS[peer].module]
    return float(subprocess.check_output(command, env=conditions.environment, text=True))


def installed_megabytes(peers: list[str], conditions: Conditions) -> Found:
    """The files that installing a peer brings, its dependencies and byte code not counted."""
    samples = {}
    for peer in libraries(peers):
        paths = [path for path in installed_files(peer) if path.suffix != ".pyc" and path.is_file()]
        samples[peer] = [sum(path.stat().st_size for path in paths) / 1e6]
    return samples, []


def installed_files(peer: str) -> list[Path]:
    """As its distributions list them, or as its package's folder holds them."""
    distributions = PEERS[peer].distributions
    if distributions:
        return [Path(file.locate()) for name in distributions for file in files(name) or ()]
    (folder,) = find_spec(PEERS[peer].module).submodule_search_locations
    return list(Path(folder).rglob("*"))


def libraries(peers: list[str]) -> list[str]:
    return [peer for peer in peers if not PEERS[peer].way_of_another]


def peak_memory(
    peers: list[str], conditions: Conditions, workload: str, unit: float | str, **sizes: int
) -> Found:
    """Samples of a step's peak memory, in units of so many bytes, or bytes by one of the sizes.

    Each is from a fresh process, where no other workload has left anything.
    """
    if not MEASURABLE:
        return {}, []
    if conditions.quick:
        sizes |= WORKLOADS[workload].small
    scale = sizes[unit] if isinstance(unit, str) else unit
    samples: Samples = {peer: [] for peer in peers}
    failures = []
    for _ in conditions.progress(range(conditions.rounds)):
        for peer in list(samples):
            found = None
            try:
                found = peak_bytes(peer, conditions, workload, sizes)
            except PeerError as error:
                failures.append(str(error))
            if found is None:
                del samples[peer]
            else:
                samples[peer].append(found / scale)
    return samples, failures


def peak_bytes(peer: str, conditions: Conditions, workload: str, sizes: Sizes) -> int | None:
    """Of a step of the workload; None where the peer lacks it.

    Raises:
        PeerError: if the peer fails in it.
    """
    with Worker(peer, conditions.environment | RETURN_WHAT_IS_FREED) as worker:
        return worker.ask("peak", workload=workload, sizes=sizes)["bytes"]


class Footprint(NamedTuple):
    about: str
    unit: str
    measure: Callable[[list[str], Conditions], Found]


FOOTPRINTS = {
    "memory_elementwise": Footprint(
        "peak memory of a step of elementwise",
        "MB",
        partial(peak_memory, workload="elementwise", unit=1e6),
    ),
    "memory_mlp_digits": Footprint(
        "peak memory of a step of mlp_digits",
        "MB",
        partial(peak_memory, workload="mlp_digits", unit=1e6),
    ),
    "memory_chain": Footprint(
        "peak memory of a step of chain with 100,000 nodes, in bytes a node",
        "B",
        partial(peak_memory, workload="chain", unit="length", length=100_000),
    ),
    "import": Footprint("time of the import, beyond that of import numpy", "s", import_seconds),
    "size": Footprint("installed size, without dependencies", "MB", installed_megabytes),
}
