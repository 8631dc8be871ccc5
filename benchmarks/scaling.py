"""Draws what a step costs each peer against the size of its work: scaling.py --help"""

import argparse
import sys
from collections.abc import Callable
from statistics import median
from typing import Any, NamedTuple

from chart import check_chart, draw_scaling
from command_line import begin, conclude, names, parser_of, progress
from machine import in_words
from peers import PEERS
from race import PeerError, Samples, Sizes, Worker, race, start_workers
from report import duration

LEGEND = """\
-: the peer cannot do it, or took too long for a smaller size.
"""


class Axis(NamedTuple):
    """Along which a workload grows, and by what its time is divided."""

    about: str
    workload: str
    sizes: Callable[[int], Sizes]
    values: tuple[int, ...]
    per: str = ""  # one of as many as the value is; nothing: the time is that of a step

    @property
    def title(self) -> str:
        return f"{self.about}; time {f'by {self.per}' if self.per else 'of a step'}"


AXES = {
    "elements": Axis(
        "sum of x*y + sin(x)*exp(-y), forward and backward",
        "elementwise",
        lambda value: {"elements": value},
        (1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000),
        "element",
    ),
    "nodes": Axis(
        "multiplications of a 0-d tensor in a row, forward and backward",
        "chain",
        lambda value: {"length": value},
        (1000, 10_000, 100_000, 1_000_000),
        "node",
    ),
    "width": Axis(
        "MLP 784-width-width-10, batch 128, an SGD step with momentum",
        "mlp_digits",
        lambda value: {"sizes": (784, value, value, 10)},
        (4, 16, 64, 256, 1024),
    ),
    "batch": Axis(
        "MLP 784-256-128-10, an SGD step with momentum",
        "mlp_digits",
        lambda value: {"batch": value},
        (1, 4, 16, 64, 256, 1024, 4096),
        "sample",
    ),
}


def main() -> int:
    options = parse_arguments()
    peers, report = begin(options)
    report["axes"] = {}
    with start_workers(peers, options.threads) as workers:
        for name in options.axes:
            found, errors = measure(name, workers, options)
            report["axes"][name] = found
            report["errors"] += errors
            if options.json != "-":
                print(table(name, found, peers), flush=True)
    draw_scaling(report, options.chart)
    legend = f"{LEGEND}\n{in_words(report['settings'])}\nDrawn: {options.chart}"
    return conclude(report, legend, options.json)


def measure(
    name: str, workers: list[Worker], options: argparse.Namespace
) -> tuple[dict[str, Any], list[str]]:
    """The samples by value and peer, and what went wrong."""
    axis = AXES[name]
    samples: dict[int, Samples] = {}
    errors: list[str] = []
    for value in axis.values[: 2 if options.quick else None]:
        try:
            samples[value], failures = race(
                axis.workload,
                axis.sizes(value),
                workers,
                options.rounds,
                options.sample_seconds,
                progress(f"{name} {value:,}"),
            )
        except PeerError as error:
            samples[value], failures = {}, [str(error)]
        errors += [f"{name} {value:,}: {failure}" for failure in failures]
        slow = [peer for peer, found in samples[value].items() if min(found) > options.patience]
        workers = [worker for worker in workers if worker.peer not in slow]
    costs = {value: divided(found, value if axis.per else 1) for value, found in samples.items()}
    return {"title": axis.title, "per": axis.per, "samples": costs}, errors


def divided(samples: Samples, number: int) -> Samples:
    return {peer: [seconds / number for seconds in found] for peer, found in samples.items()}


def table(name: str, found: dict[str, Any], peers: list[str]) -> str:
    lines = [f"{name}: {found['title']}", row(name, *peers)]
    for value, samples in found["samples"].items():
        shown = [duration(median(samples[peer])) if peer in samples else "-" for peer in peers]
        lines.append(row(f"{value:,}", *shown))
    return "\n".join(lines) + "\n"


def row(value: str, *cells: str) -> str:
    return f"  {value:>10}" + "".join(f"{cell:>13}" for cell in cells)


def parse_arguments() -> argparse.Namespace:
    epilog = f"axes: {', '.join(AXES)}. peers: {', '.join(PEERS)}."
    parser = parser_of(__doc__, epilog, rounds=3)
    add = parser.add_argument
    add("--axes", type=names(AXES), default=[*AXES], help="comma-separated; all if not given")
    add(
        "--patience",
        type=float,
        default=1.0,
        metavar="SECONDS",
        help="a peer whose step takes longer does no larger size (default 1)",
    )
    add("--chart", metavar="FILE", default="out/scaling.png", help="(default out/scaling.png)")
    options = parser.parse_args()
    check_chart(parser, options.chart)
    options.rounds = options.rounds or (2 if options.quick else 3)
    options.sample_seconds = 0.002 if options.quick else 0.04
    return options


if __name__ == "__main__":
    sys.exit(main())
