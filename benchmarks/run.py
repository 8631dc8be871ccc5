"""Times the same work by every installed peer, in one run: python benchmarks/run.py --help"""

import argparse
import sys
from subprocess import CalledProcessError

from chart import check_chart, draw_ratios
from command_line import begin, conclude, names, parser_of, progress
from footprint import FOOTPRINTS, Conditions
from machine import in_words
from memory import MEASURABLE, NOT_MEASURABLE
from peers import PEERS
from race import PeerError, Samples, Worker, peer_environment, race, start_workers
from report import summary, table
from workloads import WORKLOADS

ABOUT = {name: workload.about for name, workload in (WORKLOADS | FOOTPRINTS).items()}
UNITS = {name: footprint.unit for name, footprint in FOOTPRINTS.items()}  # of others seconds

LEGEND = """\
median: over the rounds. spread: half the range of the middle half of the rounds.
ours / peer: what tinygrad_np takes of the peer's time or size; 0.5 is half, 2 is twice as much.
-: the peer cannot do it, or is not measured.
"""


def main() -> int:
    options = parse_arguments()
    if not MEASURABLE:
        print(NOT_MEASURABLE, file=sys.stderr)
    peers, report = begin(options)
    report["settings"]["processes"] = options.processes
    samples: dict[str, Samples] = {name: {} for name in options.workloads}
    for generation in range(options.processes):
        report["errors"] += add_samples(samples, peers, generation, options)
    report["workloads"] = {
        name: summary(ABOUT[name], UNITS.get(name, "s"), peers, found)
        for name, found in samples.items()
    }
    if options.json != "-":
        for name, workload in report["workloads"].items():
            print(table(name, workload))
    if options.chart:
        draw_ratios(report, options.chart)
    return conclude(report, f"{LEGEND}\n{in_words(report['settings'])}", options.json)


def add_samples(
    samples: dict[str, Samples], peers: list[str], generation: int, options: argparse.Namespace
) -> list[str]:
    """Add those of a generation of workers, by workload and peer; give what went wrong."""
    failures = []
    with start_workers(peers, options.threads) as workers:
        for name in options.workloads:
            more, errors = measure(name, workers, generation, options)
            for peer, found in more.items():
                samples[name].setdefault(peer, []).extend(found)
            failures += [f"{name}: {error}" for error in errors]
    return failures


def measure(
    name: str, workers: list[Worker], generation: int, options: argparse.Namespace
) -> tuple[Samples, list[str]]:
    """The samples of a workload by peer that a generation of workers takes, and what went wrong."""
    shown = progress(name)
    rounds = len(range(generation, options.rounds, options.processes))
    try:
        if name in FOOTPRINTS:
            if generation:  # they start processes of their own
                return {}, []
            variables = peer_environment(options.threads)
            conditions = Conditions(variables, options.few_rounds, options.quick, shown)
            return FOOTPRINTS[name].measure([worker.peer for worker in workers], conditions)
        sizes = WORKLOADS[name].small if options.quick else {}
        return race(name, sizes, workers, rounds, options.sample_seconds, shown)
    except (PeerError, CalledProcessError) as error:
        return {}, [str(error)]


def parse_arguments() -> argparse.Namespace:
    epilog = f"workloads: {', '.join(ABOUT)}. peers: {', '.join(PEERS)}."
    parser = parser_of(__doc__, epilog, rounds=9)
    parser.add_argument(
        "--workloads", type=names(ABOUT), default=[*ABOUT], help="comma-separated; all if not given"
    )
    parser.add_argument(
        "--chart", metavar="FILE", help="also draw the ratios, say to out/ratios.png"
    )
    parser.add_argument(
        "--processes",
        type=int,
        help="how many each peer has, one after the other, for its rounds: one may be lucky with "
        "its threads or its memory (default 3)",
    )
    options = parser.parse_args()
    check_chart(parser, options.chart)
    options.rounds = options.rounds or (2 if options.quick else 9)
    if options.processes is None:
        options.processes = 1 if options.quick else min(3, options.rounds)
    if not 1 <= options.processes <= options.rounds:
        parser.error("--processes: from 1 to the number of rounds")
    options.few_rounds = min(options.rounds, 1 if options.quick else 5)
    options.sample_seconds = 0.002 if options.quick else 0.04
    return options


if __name__ == "__main__":
    sys.exit(main())
