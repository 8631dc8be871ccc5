"""Where the time of one of our steps goes: what benchmarks/profile.py prints."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from functools import partial
from operator import itemgetter
from pathlib import Path
from time import perf_counter
from typing import Any

from peers import OURS, PEERS
from race import ROOT
from report import digits, duration
from watch import Entry, Watch, corrected
from worker import Bench
from workloads import WORKLOADS

sys.path.append(str(ROOT))  # where tinygrad_np is found when it is not installed

import tinygrad_np as torch
from tinygrad_np import parallel
from tinygrad_np.engine import backward, function
from tinygrad_np.rule_sets import RuleSets

FORWARD, BACKWARD = "forward", "backward"
MODULES = "modules"
NODES = "engine, making nodes"
PASS = "engine, backward pass"
OPTIMIZER = "optimizer"
LOADER = "data loader"
REST = "the rest"
OTHERS = (MODULES, NODES, PASS, OPTIMIZER, LOADER, REST)

LEGEND = f"""\
What watching costs is taken off, from each call the same, so that the times add up to a step's.
Calls and time are of one step. An op's are those of its rules: the work of NumPy.
{MODULES}: their calls, with what ops called there cost besides their rules and the engine.
{REST}: the code of the step itself, with the same of ops called there.
"""

A_TURN = 0.1  # seconds: after each change of what is watched the interpreter is slow for a while
END = object()


def main() -> int:
    options = parse_arguments()
    step = step_of(options)
    for _ in range(3):
        step()
    watch = Watch()
    watch_all(watch)
    alone, watched, seen = in_turns(step, watch, options.seconds)
    steps = seen[REST].calls
    found = corrected(seen, cost=max(watched - alone, 0.0) * steps)
    times = {name: (calls / steps, seconds / steps) for name, (calls, seconds) in found.items()}
    print(f"{options.workload}: {WORKLOADS[options.workload].about}\n")
    print(table(times))
    print(f"A step takes {duration(alone)}, and {duration(watched)} while it is watched.\n{LEGEND}")
    if options.json:
        report = {"step": alone, "watched": watched, **by_kind(times)}
        Path(options.json).write_text(json.dumps(report, indent=1), encoding="utf-8")
    return 0


def step_of(options: argparse.Namespace) -> Callable[[], Any]:
    bench, sizes = Bench(options.peer), WORKLOADS[options.workload].small
    bench.build(options.workload, sizes if options.quick else {})
    if bench.step is None:
        raise SystemExit(
            f"{options.peer} does no {options.workload}, or its data is not installed."
        )
    return bench.step


def in_turns(
    step: Callable[[], Any], watch: Watch, seconds: float
) -> tuple[float, float, dict[Any, Entry]]:
    """Seconds of a step, not watched and watched, and what was seen: of the quickest turns."""
    watched_step = watch.over(step, REST)
    alone, watched = [], []
    start = perf_counter()
    while perf_counter() - start < seconds or not watched:
        alone.append(mean_seconds(step, A_TURN))
        with watch.on():
            taken = mean_seconds(watched_step, A_TURN)
        watched.append((taken, watch.take()))
    return min(alone), *min(watched, key=itemgetter(0))


def mean_seconds(step: Callable[[], Any], at_least: float) -> float:
    """Of a step, repeated for so many seconds."""
    count, start = 0, perf_counter()
    while (elapsed := perf_counter() - start) < at_least or not count:
        step()
        count += 1
    return elapsed / count


def watch_all(watch: Watch) -> None:
    """Watch ops, modules, the engine, optimizers and data loaders, whenever it is on."""

    def over(name: Any) -> Callable[[Any], Any]:
        return lambda function: watch.over(function, name)

    for op in function.Function.registry.values():
        name = op.plan.node_name if op.plan.rules else op.__name__
        watch.replace(op, "forward", over((FORWARD, name)))
        watch.replace(op.plan, "forward", over((FORWARD, name)))
        watch.replace(op.plan, "rules", each(over((BACKWARD, name))))
        watch.replace(op.plan, "rule_sets", sets_of_each(over((BACKWARD, name))))
    for room in (function, parallel):
        watch.replace(room, "in_blocks", watch.over_caller)
    watch.replace(function.Plan, "_enter", over(NODES))
    watch.replace(backward._Pass, "__init__", over(PASS))
    watch.replace(backward._Pass, "run", over(PASS))
    watch.replace(torch.nn.Module, "__call__", over(MODULES))
    watch.replace(torch.optim.Optimizer, "zero_grad", over(OPTIMIZER))
    for optimizer in subclasses(torch.optim.Optimizer):
        if "step" in vars(optimizer):
            watch.replace(optimizer, "step", over(OPTIMIZER))
    watch.replace(
        torch.utils.data.DataLoader, "__iter__", lambda made: watched_batches(watch, made)
    )


def each(change: Callable[[Any], Any]) -> Callable[[tuple], tuple]:
    return lambda functions: tuple(map(change, functions))


def sets_of_each(change: Callable[[Any], Any]) -> Callable[[RuleSets], RuleSets]:
    return lambda sets: RuleSets(
        each(change)(sets.rules), sets.by_rule, sets.joint, sets.parameters
    )


def watched_batches(watch: Watch, batches_of: Callable[[Any], Iterator]) -> Callable:
    return lambda loader: iter(watch.over(partial(next, batches_of(loader), END), LOADER), END)


def subclasses(cls: type) -> set[type]:
    return {cls}.union(*map(subclasses, cls.__subclasses__()))


def by_kind(times: dict[Any, tuple[float, float]]) -> dict[str, dict]:
    """Calls and seconds by op, forward and backward, and those of all that is no op."""
    ops: dict[str, dict] = {}
    for kind, name in [name for name in times if name not in OTHERS]:
        ops.setdefault(name, {})[kind] = times[kind, name]
    return {"ops": ops, "others": {name: times[name] for name in OTHERS if name in times}}


def table(times: dict[Any, tuple[float, float]]) -> str:
    total = sum(seconds for _, seconds in times.values())
    ops, others = by_kind(times).values()
    lines = [row("", FORWARD, "", BACKWARD, "", ""), row("op", *["calls", "time"] * 2, "share")]
    in_order = sorted(ops, key=lambda name: -sum(seconds for _, seconds in ops[name].values()))
    for name in in_order:
        both = [ops[name].get(kind) for kind in (FORWARD, BACKWARD)]
        lines.append(row(name, *cells(both[0]), *cells(both[1]), share(both, total)))
    lines.append("")
    for name, found in others.items():
        lines.append(row(name, *cells(found), "", "", share([found], total)))
    return "\n".join(lines) + "\n"


def row(name: str, *cells: str) -> str:
    return (f"  {name:<28}" + "".join(f"{cell:>11}" for cell in cells)).rstrip()


def cells(found: tuple[float, float] | None) -> tuple[str, str]:
    return (digits(found[0]), duration(found[1])) if found else ("-", "-")


def share(found: list[tuple[float, float] | None], total: float) -> str:
    return f"{sum(each[1] for each in found if each) / total:.1%}"


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="profile.py",
        description="Shows where the time of a step goes, op by op.",
        epilog=f"workloads: {', '.join(WORKLOADS)}.",
    )
    ours = [name for name, peer in PEERS.items() if peer.module == PEERS[OURS].module]
    add = parser.add_argument
    add("workload", choices=WORKLOADS, metavar="WORKLOAD", help="one of those below")
    add("--peer", choices=ours, default=OURS, help=f"which of our ways (default {OURS})")
    add("--seconds", type=float, help="how long it is watched (default 5)")
    add("--json", metavar="FILE", help="also write all numbers to FILE, in seconds")
    add("--quick", action="store_true", help="small and short: does it run, not how fast")
    options = parser.parse_args()
    options.seconds = options.seconds or (1e-9 if options.quick else 5.0)
    return options
