"""On what it was measured: the processor, and the versions of all that took part."""

import os
import platform
import re
import tomllib
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any

from peers import PEERS
from race import ROOT


def machine(peers: list[str]) -> dict[str, Any]:
    return {
        "processor": processor(),
        "cores": os.cpu_count(),
        "platform": platform.platform(),
        "python": platform.python_version(),
        "versions": versions(peers),
    }


def processor() -> str:
    """The model, as far as the system tells it."""
    info = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*:\s*(.+)$", info.read_text(), re.M) if info.exists() else None
    return found[1] if found else platform.processor() or platform.machine()


def versions(peers: list[str]) -> dict[str, str]:
    """Of the libraries among the peers, and of NumPy, on which most of them stand."""
    found = {}
    for peer in dict.fromkeys([*peers, "numpy"]):
        module, _, distributions, way_of_another = PEERS[peer]
        if not way_of_another:
            found[module] = version_of(distributions[0]) if distributions else own_version()
    return found


def own_version() -> str:
    """As it stands beside this folder, be it installed or not."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["project"]["version"]


def in_words(settings: dict[str, Any]) -> str:
    """One line on the machine and how it was used, and one on the versions."""
    found = [f"{name} {number}" for name, number in settings["versions"].items()]
    counted = ("cores", "threads", "rounds", "processes")
    counts = [f"{settings[name]} {name}" for name in counted if name in settings]
    versions = [f"Python {settings['python']}", *found]
    return f"{settings['processor']}: {', '.join(counts)}\n{', '.join(versions)}"
