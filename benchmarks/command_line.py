"""What the scripts that race peers have in common: options, progress, and how they end."""

import argparse
import json
import os
import sys
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from machine import machine
from peers import PEERS
from race import ROOT, Progress


def parser_of(description: str, epilog: str, rounds: int) -> argparse.ArgumentParser:
    """A parser of the common options, of which the number of rounds has its own default."""
    parser = argparse.ArgumentParser(description=description, epilog=epilog)
    add = parser.add_argument
    add("--peers", type=names(PEERS), default=[*PEERS], help="comma-separated; all if not given")
    add("--rounds", type=int, help=f"how often the peers take turns (default {rounds})")
    add("--threads", type=int, default=2, help="of each peer (default 2)")
    add("--json", metavar="FILE", help="also write every sample to FILE; - prints it instead")
    add("--quick", action="store_true", help="two short rounds: does it run, not how fast")
    return parser


def names(known: dict[str, Any]) -> Callable[[str], list[str]]:
    """Reads a comma-separated choice of the known names."""

    def parse(text: str) -> list[str]:
        chosen = text.split(",")
        unknown = [name for name in chosen if name not in known]
        if unknown:
            raise argparse.ArgumentTypeError(f"{unknown[0]!r} is none of {', '.join(known)}")
        return chosen

    return parse


def begin(options: argparse.Namespace) -> tuple[list[str], dict[str, Any]]:
    """The peers that are there, and what the report of any script says first."""
    warn_if_busy()
    sys.path.append(str(ROOT))  # where tinygrad_np is found when it is not installed
    peers = [peer for peer in options.peers if find_spec(PEERS[peer].module)]
    settings = {"rounds": options.rounds, "threads": options.threads, **machine(peers)}
    missing = [peer for peer in options.peers if peer not in peers]
    return peers, {"settings": settings, "missing": missing, "errors": []}


def warn_if_busy() -> None:
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    if load > 1:
        advice = "wait, or take one thread, whose times suffer less"
        print(f"This machine is busy (load {load:.1f}): {advice}.", file=sys.stderr)


def progress(name: str) -> Progress:
    """A bar on a terminal's standard error, if tqdm is there."""
    try:
        from tqdm import tqdm
    except ImportError:
        return iter
    return partial(tqdm, desc=name, leave=False, disable=None)


def conclude(report: dict[str, Any], legend: str, json_target: str | None) -> int:
    """Write the report where it is wanted, and what went wrong; give the exit status."""
    if json_target == "-":
        print(json.dumps(report, indent=1))
    else:
        print(legend)
        if json_target:
            Path(json_target).write_text(json.dumps(report, indent=1), encoding="utf-8")
    if report["missing"]:
        missing = ", ".join(report["missing"])
        print(f'Not installed: {missing}. To install: pip install -e ".[bench]"', file=sys.stderr)
    for error in report["errors"]:
        print(f"Error in {error}", file=sys.stderr)
    return 1 if report["errors"] else 0
