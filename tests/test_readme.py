"""What the README shows is so."""

import json
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", README, flags=re.DOTALL | re.MULTILINE)


def command(name):
    """The command under `<!-- name command -->`."""
    return re.search(rf"<!-- {name} command -->\n```sh\n(.*?)\n```", README)[1]


def test_the_first_example_prints_what_it_says():
    code = blocks("python")[0]
    assert len(code.splitlines()) <= 10
    expected = re.findall(r"^print\(.*?  # (.*)$", code, flags=re.MULTILINE)
    finished = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert finished.stdout.splitlines() == expected


def test_the_op_that_is_shown_is_the_real_one():
    shown, real = (
        text.partition("class Sin(Function):")[2].partition("\n\n\n")[0]
        for text in (blocks("python")[1], (ROOT / "tinygrad_np/ops/trigonometric.py").read_text())
    )
    assert shown == real
    row = next(line for line in blocks("python")[2].splitlines())
    assert row.strip() in (ROOT / "tests/samples/trigonometric.py").read_text()


def test_ci_runs_the_commands_of_the_readme():
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    for name in ("test", "train"):
        extract = re.search(rf"^{name}_command=\$\((.*)\)$", script, flags=re.MULTILINE)[1]
        found = subprocess.run(
            ["bash", "-c", extract], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert found.stdout.strip() == command(name)
        assert f'bash -euo pipefail -c "${name}_command"' in script


def test_the_rooms_that_are_listed_are_the_rooms():
    from tests.test_layers import ROOMS

    table = README.partition("### The rooms")[2].partition("###")[0]
    listed = [
        name.rstrip("/").replace("/", ".")
        for row in re.findall(r"^\| (`.*?) \|", table, flags=re.MULTILINE)
        for name in re.findall(r"`([\w/]+)`", row)
    ]
    assert set(listed) == set(ROOMS) - {"__init__"}
    order = [ROOMS.index(name) for name in listed]
    assert order == sorted(order)


def test_the_tables_of_names_are_up_to_date():
    """If not: python .ci/what_works.py --write"""
    subprocess.run([sys.executable, ROOT / ".ci/what_works.py"], cwd=ROOT, check=True)


@pytest.mark.oracle
def test_the_names_that_pytorch_has_are_those_that_are_stored():
    script = runpy.run_path(str(ROOT / ".ci/what_works.py"))
    stored = json.loads(script["NAMES"].read_text(encoding="utf-8"))
    torch = pytest.importorskip("torch")
    asked = {name: script["public_names"](space) for name, space in script["spaces"](torch).items()}
    assert {name: set(names) for name, names in stored.items()} == asked
