"""Who records: what each thread does with the ops that it runs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any


class _ThreadState(threading.local):
    """The modes of a thread; class attributes are how each thread begins."""

    recording = True
    inference = False  # what is made now can never be part of a recorded computation
    anomaly: Any = None  # the anomaly mode in force: gives the runner of a node
    # Each is shown every node that is recorded: debugging modes, and hooks on what is saved.
    watchers: tuple[Callable[[Any], None], ...] = ()


state = _ThreadState()
watched: set[bool] = set()  # empty until a thread has a watcher: sooner asked than the thread
