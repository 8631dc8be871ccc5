"""What is loaded with the package, and what when it is first asked for."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import tinygrad_np as torch

LATER = {*torch._ROOMS, *torch._FUNCTIONS}


def in_a_fresh_process(code):
    """What `code` leaves in `answer`."""
    command = f"import json, sys\nimport tinygrad_np as torch\n{code}\nprint(json.dumps(answer))"
    run = [sys.executable, "-W", "error", "-c", command]
    return json.loads(subprocess.check_output(run, text=True, cwd=Path(__file__).parents[1]))


def test_rooms_that_not_everybody_needs_wait_until_they_are_asked_for():
    loaded = in_a_fresh_process("answer = list(sys.modules)")
    assert not {f"tinygrad_np.{room}" for room in LATER | {"losses"}} & set(loaded)


def test_they_come_when_they_are_asked_for_and_stay():
    code = f"asked = [getattr(torch, name) for name in {LATER}]; answer = list(vars(torch))"
    assert {*in_a_fresh_process(code)} >= LATER


def test_they_are_seen_and_imported_as_if_they_were_there():
    code = """
from tinygrad_np import nn, save, utils
loader = torch.utils.data.DataLoader.__name__
everything = {}
exec("from tinygrad_np import *", everything)
answer = [dir(torch), list(everything), loader, save is torch.save]
"""
    seen, imported, loader, same = in_a_fresh_process(code)
    assert {*seen} >= LATER
    assert {*imported} >= LATER
    assert (loader, same) == ("DataLoader", True)


def test_type_checkers_are_told_of_the_same_names():
    tree = ast.parse(Path(torch.__file__).read_text(encoding="utf-8"))
    (block,) = (node for node in tree.body if isinstance(node, ast.If))
    told = {name.asname: line.module for line in block.body for name in line.names}
    rooms = dict.fromkeys(torch._ROOMS, "tinygrad_np")
    functions = {name: f"tinygrad_np.{room}" for name, room in torch._FUNCTIONS.items()}
    assert told.keys() == LATER
    assert all(told[name].startswith(room) for name, room in (rooms | functions).items())
