"""The benchmarks run and measure right results; how fast they are is not asked here."""

import json
import os
import runpy
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
PEERS = ["tinygrad_np", "bare", "numpy"]
OPTIMIZERS = ["SGD", "Adam", "AdamW", "Adamax", "NAdam", "RAdam"]
OPTIMIZERS += ["Adagrad", "Adadelta", "RMSprop", "Rprop", "ASGD"]
STEPS = [f"step_{name.lower()}" for name in OPTIMIZERS]
MEMORY = ["memory_elementwise", "memory_mlp_digits", "memory_chain"]
UNMEASURED = set() if os.access("/proc/self/clear_refs", os.W_OK) else set(MEMORY)
WORKLOADS = [
    "neuron",
    "control_flow",
    "mlp_small",
    "mlp_seed",
    "mlp_digits",
    "chain",
    "elementwise",
    "broadcast",
    "hvp",
    "conv2d",
    *STEPS,
    "loading",
    "loading_shuffled",
    "digits_epoch",
    *MEMORY,
    "import",
    "size",
]


def run(script, *arguments):
    """What a script prints, in a run that only asks whether all works."""
    command = [sys.executable, str(BENCHMARKS / script), *arguments, "--quick"]
    finished = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert finished.returncode == 0, finished.stderr
    return finished.stdout


def is_png(path):
    return path.read_bytes().startswith(b"\x89PNG")


@pytest.fixture(scope="module")
def quick_run(tmp_path_factory):
    """The printed tables, the JSON report and the chart of one quick run over all workloads."""
    folder = tmp_path_factory.mktemp("benchmarks")
    report, chart = folder / "report.json", folder / "ratios.png"
    options = ["--threads", "1", "--json", str(report), "--chart", str(chart)]
    printed = run("run.py", *options, "--peers", ",".join(PEERS))
    return printed, json.loads(report.read_text(encoding="utf-8")), chart


def test_each_workload_has_a_table_with_a_row_for_each_peer(quick_run):
    printed, *_ = quick_run
    tables = {text.split(":")[0]: text.splitlines() for text in printed.split("\n\n")}
    for workload in WORKLOADS:
        _, header, *rows = tables[workload]
        assert header.split() == ["peer", "median", "spread", "ours", "/", "peer"]
        assert [row.split()[0] for row in rows] == PEERS


def test_the_report_has_positive_samples_and_their_ratio(quick_run):
    _, report, _ = quick_run
    assert list(report["workloads"]) == WORKLOADS
    for name in set(WORKLOADS) - UNMEASURED:
        ours, *others = report["workloads"][name]["peers"].values()
        assert ours["median"] > 0
        assert all(sample > 0 for sample in ours["samples"])
        assert ours["ratio"] == 1
        for other in filter(None, others):
            assert other["ratio"] == pytest.approx(ours["median"] / other["median"])


def test_each_peer_is_measured_where_it_can_be(quick_run):
    _, report, _ = quick_run
    measured = {
        peer: {name for name, found in report["workloads"].items() if found["peers"][peer]}
        for peer in PEERS
    }
    assert measured["tinygrad_np"] == set(WORKLOADS) - UNMEASURED
    mlps = {"mlp_small", "mlp_seed", "mlp_digits", "memory_mlp_digits"}
    assert measured["bare"] == mlps - UNMEASURED
    not_by_hand = {*STEPS, "loading", "loading_shuffled", "import"}
    assert measured["numpy"] == measured["tinygrad_np"] - not_by_hand


def test_the_report_tells_how_it_was_made(quick_run):
    printed, report, _ = quick_run
    assert report["errors"] == []
    assert report["missing"] == []
    assert report["settings"]["rounds"] == 2
    assert report["settings"]["threads"] == 1
    assert report["settings"]["processor"] in printed
    assert report["settings"]["versions"]["numpy"] == np.__version__
    assert f"numpy {np.__version__}" in printed


def test_the_ratios_are_drawn(quick_run):
    assert is_png(quick_run[2])


def test_the_rounds_are_shared_among_processes():
    options = ["--workloads", "neuron", "--peers", "tinygrad_np,numpy", "--threads", "1"]
    report = json.loads(run("run.py", *options, "--rounds", "3", "--processes", "2", "--json", "-"))
    assert report["settings"]["processes"] == 2
    ours, theirs = report["workloads"]["neuron"]["peers"].values()
    assert len(ours["samples"]) == len(theirs["samples"]) == 3


def test_scikit_learn_learns_the_same_as_ours():
    options = ["--workloads", "digits_epoch", "--peers", "tinygrad_np,sklearn", "--threads", "1"]
    report = json.loads(run("run.py", *options, "--json", "-"))
    ours, theirs = report["workloads"]["digits_epoch"]["peers"].values()
    assert ours["ratio"] == 1
    assert theirs["ratio"] == pytest.approx(ours["median"] / theirs["median"])


def test_costs_are_drawn_against_sizes(tmp_path):
    report, chart = tmp_path / "scaling.json", tmp_path / "scaling.png"
    options = ["--peers", "tinygrad_np,numpy", "--threads", "1", "--json", str(report)]
    printed = run("scaling.py", *options, "--chart", str(chart))
    assert is_png(chart)
    axes = json.loads(report.read_text(encoding="utf-8"))["axes"]
    assert list(axes) == ["elements", "nodes", "width", "batch"]
    for name, axis in axes.items():
        assert f"{name}: {axis['title']}" in printed
        for value, samples in axis["samples"].items():
            assert f"\n  {int(value):>10,} " in printed
            assert all(cost > 0 for peer in ("tinygrad_np", "numpy") for cost in samples[peer])


def test_the_time_of_a_step_is_told_op_by_op(tmp_path):
    file = tmp_path / "profile.json"
    printed = run("profile.py", "mlp_small", "--json", str(file))
    report = json.loads(file.read_text(encoding="utf-8"))
    calls = {
        name: {kind: count for kind, (count, _) in found.items()}
        for name, found in (report["ops"] | {"others": report["others"]}).items()
    }
    assert calls.pop("others") == {
        "modules": 7,  # three layers, two activations, all in one, and the loss
        "engine, making nodes": 6,
        "engine, backward pass": 2,
        "optimizer": 2,
        "the rest": 1,
    }
    assert calls["AddmmBackward0"] == {"forward": 3, "backward": 8}  # the input needs no gradient
    assert calls["ReluBackward0"] == {"forward": 2, "backward": 2}
    assert all(f"\n  {name} " in printed for name in [*calls, *report["others"]])


def test_calls_on_large_arrays_count_once(tmp_path):
    file = tmp_path / "profile.json"
    run("profile.py", "broadcast", "--json", str(file))
    ops = json.loads(file.read_text(encoding="utf-8"))["ops"]
    assert {kind: calls for kind, (calls, _) in ops["MulBackward0"].items()} == {
        "forward": 1,
        "backward": 2,
    }


def test_the_profiler_of_the_standard_library_is_found_beside_ours():
    code = "import cProfile, profile; cProfile.run('1'); profile.Profile"
    subprocess.run([sys.executable, "-c", code], cwd=BENCHMARKS, check=True, capture_output=True)


@pytest.mark.parametrize(
    "wrong",
    [
        np.array([1.0, 2.1], np.float32),
        np.array([2.0, 1.0], np.float32),
        np.array([1.0, np.nan], np.float32),
        np.array([1.0, 2.0], np.float64),
        np.array([[1.0, 2.0]], np.float32),
    ],
    ids=["value", "order", "nan", "dtype", "shape"],
)
def test_peers_that_computed_something_else_are_told_apart(wrong):
    agreement = runpy.run_path(str(BENCHMARKS / "agreement.py"))
    fingerprint, disagreements = agreement["fingerprint"], agreement["disagreements"]
    right = fingerprint(np.array([1.0, 2.0], np.float32))
    assert disagreements({"a": [right], "b": [right]}) == []
    (message,) = disagreements({"a": [right], "b": [right], "c": [fingerprint(wrong)]})
    assert message.startswith("c and a computed different numbers")


def test_the_overhead_of_each_op_is_measured(tmp_path):
    report = tmp_path / "overhead.json"
    printed = run("overhead.py", "--json", str(report))
    costs = json.loads(report.read_text(encoding="utf-8"))
    assert len(costs) > 100
    for op, cost in costs.items():
        assert op in printed
        assert cost["times"] == pytest.approx(cost["large"][0] / cost["large"][1])
        assert min(cost["small"]) > 0
