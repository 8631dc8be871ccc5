"""What a step takes of memory at its peak, asked of Linux."""

import os
from collections.abc import Callable
from pathlib import Path

STATUS = Path("/proc/self/status")
CLEAR_REFS = Path("/proc/self/clear_refs")
FORGET_THE_PEAK = "5"
PAGE = 4096  # the least that can be seen

MEASURABLE = os.access(CLEAR_REFS, os.W_OK)
NOT_MEASURABLE = f"Memory is not measured: only Linux has the {CLEAR_REFS} that this takes."


def peak_bytes(step: Callable[[], object]) -> int:
    """What a step has in memory at its peak, beyond what was there before the first one.

    It is the second that is watched, since the first also loads and compiles code. What that leaves
    behind, such as gradients, counts; files that are mapped into memory, such as code, do not.
    """
    before = resident("RssAnon")
    step()
    CLEAR_REFS.write_text(FORGET_THE_PEAK)
    step()
    peak = resident("VmHWM") - resident("RssFile") - resident("RssShmem")
    return max(peak - before, PAGE)


def resident(kind: str) -> int:
    """Bytes of this process in memory, of a kind that `man proc_pid_status` explains."""
    lines = dict(line.split(":", 1) for line in STATUS.read_text().splitlines())
    return int(lines[kind].removesuffix("kB")) * 1024
