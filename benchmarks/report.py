"""The tables that are printed, and the same as plain data for JSON."""

from statistics import median
from typing import Any

import numpy as np
from peers import OURS

TIME_UNITS = [(1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns")]


def summary(about: str, unit: str, peers: list[str], samples: dict[str, list[float]]) -> dict:
    """Median, spread and ratio by peer; None where the peer lacks the workload."""
    rows: dict[str, Any] = {peer: statistics(samples.get(peer)) for peer in peers}
    ours = rows.get(OURS)
    for row in filter(None, rows.values()):
        row["ratio"] = ours["median"] / row["median"] if ours else None
    return {"about": about, "unit": unit, "peers": rows}


def statistics(samples: list[float] | None) -> dict[str, Any] | None:
    if not samples:
        return None
    low, high = np.percentile(samples, [25, 75])
    middle = median(samples)
    return {"median": middle, "spread": (high - low) / 2 / middle, "samples": samples}


def table(name: str, workload: dict) -> str:
    lines = [f"{name}: {workload['about']}", row("peer", "median", "spread", "ours / peer")]
    for peer, found in workload["peers"].items():
        lines.append(row(peer, *cells(found, workload["unit"])))
    return "\n".join(lines) + "\n"


def row(peer: str, *cells: str) -> str:
    return f"  {peer:<14}" + "".join(f"{cell:>13}" for cell in cells)


def cells(found: dict | None, unit: str) -> tuple[str, str, str]:
    if found is None:
        return "-", "-", "-"
    value = duration(found["median"]) if unit == "s" else f"{digits(found['median'])} {unit}"
    ratio = "-" if found["ratio"] is None else digits(found["ratio"])
    return value, f"±{found['spread']:.0%}", ratio


def duration(seconds: float) -> str:
    scale, unit = next((pair for pair in TIME_UNITS if seconds >= pair[0]), TIME_UNITS[-1])
    return f"{digits(seconds / scale)} {unit}"


def digits(value: float) -> str:
    """Three significant digits, never in the exponential form."""
    return np.format_float_positional(value, precision=3, fractional=False, trim="-")
