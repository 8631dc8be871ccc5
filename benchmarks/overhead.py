"""What each op costs over plain NumPy: python benchmarks/overhead.py --help

Time and memory of large arrays show needless passes and copies, time of small ones what a call
costs on the way to NumPy. Nothing here is differentiated, so nothing is recorded.
"""

import argparse
import json
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

import numpy as np
from ops_and_numpy import IMPORTS, OPS

ROOT = Path(__file__).resolve().parent.parent
SIDE = 1000  # of the large arrays, which are square
MOST_TIMES = 1.2  # NumPy's time, on large arrays
A_CALL = 20e-6  # seconds: large arrays are not asked what that costs
MOST_MICROSECONDS = 1.5  # over NumPy's time, on small ones

LEGEND = f"""\
large: on {SIDE} x {SIDE} float32 elements, in milliseconds.
peak: what is allocated meanwhile, the result with it, in arrays of that size.
small: on one element or a few, in microseconds.
*: more than {MOST_TIMES} times NumPy's time, by more than a call;
   more than {MOST_MICROSECONDS} µs over it.
"""


class Cost(NamedTuple):
    """Of one op: seconds and peak memory, ours and NumPy's."""

    large: tuple[float, float]
    peak: tuple[float, float]
    small: tuple[float, float]

    @property
    def times(self) -> float:
        return self.large[0] / self.large[1]

    @property
    def over(self) -> float:
        return (self.small[0] - self.small[1]) * 1e6

    @property
    def marks(self) -> str:
        """A star by each number that is too high."""
        slow = self.times > MOST_TIMES and self.large[0] - self.large[1] > A_CALL
        return ("*" if slow else " ") + ("*" if self.over > MOST_MICROSECONDS else " ")


def main() -> int:
    options = parse_arguments()
    sys.path.append(str(ROOT))  # where tinygrad_np is found when it is not installed
    side = 10 if options.quick else SIDE
    rounds, seconds = (2, 1e-4) if options.quick else (options.rounds, 0.01)
    costs, errors = {}, []
    print(row("op", "large", "numpy", "ratio", "peak", "numpy", "small", "numpy", "over"))
    for ours, numpys, small_shape in rows(options.ops):
        try:
            cost = cost_of(ours, numpys, small_shape, side, rounds, seconds)
        except Exception as error:
            errors.append(f"{ours}: {type(error).__name__}: {error}")
            continue
        costs[ours] = cost
        if "*" in cost.marks or not options.marked:
            print(row(ours, *cells(cost)), cost.marks, flush=True)
    if options.json:
        report = {op: cost._asdict() | {"times": cost.times} for op, cost in costs.items()}
        Path(options.json).write_text(json.dumps(report, indent=1), encoding="utf-8")
    print(f"\n{LEGEND}")
    print(f"{sum('*' in cost.marks for cost in costs.values())} of {len(costs)} are marked.")
    for error in errors:
        print(f"Error in {error}", file=sys.stderr)
    return 1 if errors else 0


def rows(chosen: str) -> Any:
    """The ops whose expression holds `chosen`: ours, NumPy's, and the shape of small arrays."""
    for small_shape, text in OPS.items():
        for line in text.strip().splitlines():
            ours, numpys = line.split("  ->  ")
            if chosen in ours:
                yield ours, numpys, small_shape


def cost_of(
    ours: str, numpys: str, small_shape: tuple, side: int, rounds: int, seconds: float
) -> Cost:
    large = functions(ours, numpys, (side, side))
    results = [np.asarray(make()) for make in large]
    np.testing.assert_allclose(*results, rtol=1e-3, atol=1e-3)
    peak = tuple(peak_bytes(make) / (4 * side * side) for make in large)
    small = functions(ours, numpys, small_shape)
    return Cost(times(large, rounds, seconds), peak, times(small, rounds, seconds))


def functions(ours: str, numpys: str, shape: tuple) -> list[Callable[[], Any]]:
    """The two expressions as functions of no arguments, on the same numbers."""
    scope: dict[str, Any] = {}
    exec(IMPORTS, scope)
    torch, rng = scope["torch"], np.random.default_rng(0)
    floats = {name: rng.uniform(0.1, 0.9, shape).astype(np.float32) for name in "xyz"}
    arrays = floats | {
        "m": floats["x"] > 0.5,
        "n": floats["y"] > 0.3,
        "i": (floats["x"] * 100).astype(np.int64),
        "k": (floats["y"] * 10).astype(np.int64) + 1,
        "p": rng.permutation(shape[0] if shape else 1),
    }
    for name, array in arrays.items():
        # What was computed as one number is a NumPy scalar, in both.
        scope[name.upper()] = array.copy()[()]
        scope[name] = torch.from_numpy(np.asarray(array))
        if not array.ndim:
            scope[name] = scope[name].add(0) if name in "xyzik" else scope[name].clone()
    return [eval(f"lambda: {code}", scope) for code in (ours, numpys)]


def peak_bytes(make: Callable[[], Any]) -> int:
    make()
    tracemalloc.start()
    try:
        kept = make()
        return tracemalloc.get_traced_memory()[1]
    finally:
        del kept
        tracemalloc.stop()


def times(pair: list[Callable], rounds: int, seconds: float) -> tuple[float, float]:
    """The shortest time of each, of rounds in turns: noise hits both alike."""
    repeats = [max(1, int(seconds / time_of(make, 1))) for make in pair]
    found = [
        [time_of(make, n) for make, n in zip(pair, repeats, strict=True)] for _ in range(rounds)
    ]
    ours, numpys = zip(*found, strict=True)
    return min(ours), min(numpys)


def time_of(make: Callable[[], Any], repeats: int) -> float:
    start = perf_counter()
    for _ in range(repeats):
        make()
    return (perf_counter() - start) / repeats


def row(op: str, *cells: str) -> str:
    return f"{op:<44}" + "".join(f"{cell:>9}" for cell in cells)


def cells(cost: Cost) -> list[str]:
    large = [f"{seconds * 1e3:.3f}" for seconds in cost.large]
    small = [f"{seconds * 1e6:.2f}" for seconds in cost.small]
    peak = [f"{arrays:.2f}" for arrays in cost.peak]
    return [*large, f"{cost.times:.2f}", *peak, *small, f"{cost.over:.2f}"]


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add = parser.add_argument
    add("--ops", default="", metavar="TEXT", help="only those whose expression holds the text")
    add("--rounds", type=int, default=7, help="how often ours and NumPy's take turns (default 7)")
    add("--marked", action="store_true", help="print only the ops that cost too much")
    add("--json", metavar="FILE", help="also write all numbers to FILE")
    add("--quick", action="store_true", help="tiny arrays: does it run, not how fast")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
