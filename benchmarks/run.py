"""Times the same work by every installed peer, in one run: python benchmarks/run.py --help"""

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from subprocess import CalledProcessError
from typing import Any

from footprint import import_seconds, installed_megabytes
from peers import PEERS, environment
from race import PeerError, Progress, Samples, Worker, race
from report import summary, table
from workloads import WORKLOADS

ROOT = Path(__file__).resolve().parent.parent
IMPORT = "time of the import, beyond that of import numpy"
SIZE = "installed size, without dependencies"
ABOUT = {name: workload.about for name, workload in WORKLOADS.items()}
ABOUT |= {"import": IMPORT, "size": SIZE}

LEGEND = """\
median: over the rounds. spread: half the range of the middle half of the rounds.
ours / peer: what tinygrad_np takes of the peer's time or size; 0.5 is half, 2 is twice as much.
-: the peer cannot do it, or is not measured.
"""


def main() -> int:
    options = parse_arguments()
    warn_if_busy()
    sys.path.append(str(ROOT))  # where tinygrad_np is found when it is not installed
    peers = [peer for peer in options.peers if find_spec(PEERS[peer].module)]
    report = {
        "settings": settings(options),
        "workloads": {},
        "missing": [peer for peer in options.peers if peer not in peers],
        "errors": [],
    }
    with ExitStack() as stack:
        start = partial(Worker, environment=peer_environment(options.threads))
        workers = [stack.enter_context(start(peer)) for peer in peers]
        for name in options.workloads:
            samples, errors = measure(name, workers, options)
            unit = "MB" if name == "size" else "s"
            report["workloads"][name] = summary(ABOUT[name], unit, peers, samples)
            report["errors"] += [f"{name}: {error}" for error in errors]
            if options.json != "-":
                print(table(name, report["workloads"][name]), flush=True)
    conclude(report, options.json)
    return 1 if report["errors"] else 0


def warn_if_busy() -> None:
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    if load > 1:
        advice = "wait, or take one thread, whose times suffer less"
        print(f"This machine is busy (load {load:.1f}): {advice}.", file=sys.stderr)


def measure(
    name: str, workers: list[Worker], options: argparse.Namespace
) -> tuple[Samples, list[str]]:
    """The samples of a workload by peer, and what went wrong."""
    shown = progress(name)
    libraries = [worker.peer for worker in workers if not PEERS[worker.peer].way_of_another]
    try:
        if name == "size":
            return {peer: [installed_megabytes(peer)] for peer in libraries}, []
        if name == "import":
            variables = peer_environment(options.threads)
            return import_seconds(libraries, variables, options.import_rounds, shown), []
        sizes = WORKLOADS[name].small if options.quick else {}
        return race(name, sizes, workers, options.rounds, options.sample_seconds, shown)
    except (PeerError, CalledProcessError) as error:
        return {}, [str(error)]


def progress(name: str) -> Progress:
    """A bar on a terminal's standard error, if tqdm is there."""
    try:
        from tqdm import tqdm
    except ImportError:
        return iter
    return partial(tqdm, desc=name, leave=False, disable=None)


def conclude(report: dict[str, Any], json_target: str | None) -> None:
    if json_target == "-":
        print(json.dumps(report, indent=1))
    else:
        print(LEGEND)
        if json_target:
            Path(json_target).write_text(json.dumps(report, indent=1), encoding="utf-8")
    if report["missing"]:
        names = ", ".join(report["missing"])
        print(f'Not installed: {names}. To install: pip install -e ".[bench]"', file=sys.stderr)
    for error in report["errors"]:
        print(f"Error in {error}", file=sys.stderr)


def peer_environment(threads: int) -> dict[str, str]:
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, **environment(threads), "PYTHONPATH": os.pathsep.join(paths)}


def settings(options: argparse.Namespace) -> dict[str, Any]:
    return {
        "rounds": options.rounds,
        "threads": options.threads,
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "platform": platform.platform(),
    }


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__,
        epilog=f"workloads: {', '.join(ABOUT)}. peers: {', '.join(PEERS)}.",
    )
    add = parser.add_argument
    add(
        "--workloads", type=names(ABOUT), default=[*ABOUT], help="comma-separated; all if not given"
    )
    add("--peers", type=names(PEERS), default=[*PEERS], help="comma-separated; all if not given")
    add("--rounds", type=int, help="how often the peers take turns (default 9)")
    add("--threads", type=int, default=2, help="of each peer (default 2)")
    add("--json", metavar="FILE", help="also write every sample to FILE; - prints it instead")
    add("--quick", action="store_true", help="two short rounds: does it run, not how fast")
    options = parser.parse_args()
    options.rounds = options.rounds or (2 if options.quick else 9)
    options.import_rounds = min(options.rounds, 1 if options.quick else 5)
    options.sample_seconds = 0.002 if options.quick else 0.04
    return options


def names(known: dict[str, Any]) -> Callable[[str], list[str]]:
    """Reads a comma-separated choice of the known names."""

    def parse(text: str) -> list[str]:
        chosen = text.split(",")
        unknown = [name for name in chosen if name not in known]
        if unknown:
            raise argparse.ArgumentTypeError(f"{unknown[0]!r} is none of {', '.join(known)}")
        return chosen

    return parse


if __name__ == "__main__":
    sys.exit(main())
