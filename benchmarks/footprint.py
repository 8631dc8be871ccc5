"""What a peer costs before its first operation: the time of its import, and its size on disk."""

import subprocess
import sys
from collections.abc import Callable, Iterable
from importlib.metadata import files
from importlib.util import find_spec
from pathlib import Path

from peers import PEERS

# NumPy first: what is timed is what the peer adds to `import numpy`.
TIME_IMPORT = """
import sys, time
import numpy
start = time.perf_counter()
__import__(sys.argv[1])
print(time.perf_counter() - start)
"""


def import_seconds(
    peers: list[str],
    environment: dict[str, str],
    rounds: int,
    progress: Callable[[Iterable], Iterable],
) -> dict[str, list[float]]:
    """Samples of `import PEER` less `import numpy`, in fresh processes, the peers taking turns."""
    peers = [peer for peer in peers if peer != "numpy"]
    environment = {**environment, "PYTHONDONTWRITEBYTECODE": ""}
    for peer in peers:
        time_import(peer, environment)  # leaves the compiled files and a warm disk cache
    samples: dict[str, list[float]] = {peer: [] for peer in peers}
    for _ in progress(range(rounds)):
        for peer in peers:
            samples[peer].append(time_import(peer, environment))
    return samples


def time_import(peer: str, environment: dict[str, str]) -> float:
    command = [sys.executable, "-c", TIME_IMPORT, PEERS[peer].module]
    return float(subprocess.check_output(command, env=environment, text=True))


def installed_megabytes(peer: str) -> float:
    """The files that installing the peer brings, its dependencies and byte code not counted."""
    paths = [path for path in installed_files(peer) if path.suffix != ".pyc" and path.is_file()]
    return sum(path.stat().st_size for path in paths) / 1e6


def installed_files(peer: str) -> list[Path]:
    """As its distributions list them, or as its package's folder holds them."""
    distributions = PEERS[peer].distributions
    if distributions:
        return [Path(file.locate()) for name in distributions for file in files(name) or ()]
    (folder,) = find_spec(PEERS[peer].module).submodule_search_locations
    return list(Path(folder).rglob("*"))
