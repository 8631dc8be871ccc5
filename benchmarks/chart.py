"""The charts of the benchmarks."""

import argparse
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

from machine import in_words
from peers import OURS, PEERS
from report import digits

WIDTH = 11  # inches, as are the heights
BAR = 0.15

COLOURS = dict(zip(PEERS, ["black", *(f"C{number}" for number in range(9))], strict=False))


def check_chart(parser: argparse.ArgumentParser, file: str | None) -> None:
    """Refuse, before anything is measured, what then could not be drawn."""
    if file and find_spec("matplotlib") is None:
        parser.error('a chart needs matplotlib. To install: pip install -e ".[bench]"')


def draw_scaling(report: dict[str, Any], file: str) -> None:
    """A panel for each axis, both scales logarithmic, and in it a line for each peer."""
    rows = (len(report["axes"]) + 1) // 2
    figure = new_figure(report, 4 * rows)
    panels = figure.subplots(rows, 2, squeeze=False).flat
    for panel, (name, found) in zip(panels, report["axes"].items(), strict=False):
        draw_lines(panel, found["samples"])
        panel.set(xscale="log", yscale="log", xlabel=name, title=found["title"])
        panel.set_ylabel(f"seconds by {found['per']}" if found["per"] else "seconds")
        panel.grid(alpha=0.3)
        panel.title.set_size("small")
    for panel in panels:
        panel.remove()  # what an odd number of axes leaves over
    lines = {line.get_label(): line for panel in figure.axes for line in panel.lines}
    figure.legend(handles=[*lines.values()], loc="outside lower center", ncols=len(lines))
    save(figure, file)


def draw_lines(panel: Any, samples: dict[int, dict[str, list[float]]]) -> None:
    for peer, colour in COLOURS.items():
        points = [(value, median(found[peer])) for value, found in samples.items() if peer in found]
        if points:
            width = 2.5 if peer == OURS else 1.2
            panel.plot(*zip(*points, strict=True), "o-", color=colour, label=peer, lw=width, ms=4)


def draw_ratios(report: dict[str, Any], file: str) -> None:
    """For each workload a bar for each peer, from 1 to our share of its time or size."""
    bars, labels, place = [], {}, 0.0
    for name, workload in report["workloads"].items():
        first = place
        for peer, found in workload["peers"].items():
            if peer != OURS and found and found["ratio"]:
                bars.append((place, peer, found["ratio"]))
                place += 1
        if place > first:
            labels[name] = (first + place - 1) / 2
            place += 1
    figure = new_figure(report, 1.5 + BAR * place)
    panel = figure.subplots()
    draw_bars(panel, bars)
    panel.set_yticks([*labels.values()], [*labels])
    panel.set(xscale="log", ylim=(place - 0.5, -1), xlabel=f"{OURS} / peer: time, memory or size")
    panel.set_title("left of 1: tinygrad_np takes less", size="medium")
    panel.grid(axis="x", alpha=0.3)
    panel.margins(x=0.1)
    save(figure, file)


def draw_bars(panel: Any, bars: list[tuple[float, str, float]]) -> None:
    for peer, colour in COLOURS.items():
        mine = [(place, ratio) for place, of, ratio in bars if of == peer]
        if mine:
            places, ratios = zip(*mine, strict=True)
            widths = [ratio - 1 for ratio in ratios]
            drawn = panel.barh(places, widths, left=1, height=0.9, color=colour, label=peer)
            panel.bar_label(drawn, [digits(ratio) for ratio in ratios], size=6, padding=2)
    panel.axvline(1, color="black", lw=1)
    panel.legend(loc="upper left", bbox_to_anchor=(1, 1))


def new_figure(report: dict[str, Any], height: float) -> Any:
    """A figure that says of itself where and with what it was measured."""
    from matplotlib.figure import Figure  # of matplotlib's ways the one that opens no window

    figure = Figure((WIDTH, height), layout="constrained")
    figure.suptitle(in_words(report["settings"]), size="small")
    return figure


def save(figure: Any, file: str) -> None:
    Path(file).parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(file, dpi=150)
