"""Anomaly mode: when a backward step fails or makes a nan, say which forward line is to blame."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Sequence
from types import FrameType
from typing import Any

import numpy as np

from tinygrad_np.autograd.grad_mode import Mode, Switch
from tinygrad_np.engine.grad_mode import state
from tinygrad_np.engine.graph import Node, TensorBase


class _AnomalyMode:
    """What the engine does in anomaly mode."""

    def __init__(self, check_nan: bool) -> None:
        self.check_nan = check_nan

    def runner(self, node: Node) -> Callable[..., Sequence]:
        """How to run `node`: as always, and look at the result."""

        def run(grad: Any, wanted: Any, create_graph: bool) -> Sequence:
            try:
                gradients = node.run(grad, wanted, create_graph)
                self._check(node, gradients)
            except Exception:
                _warn_of(node)
                raise
            return gradients

        return run

    def _check(self, node: Node, gradients: Sequence) -> None:
        for i, g in enumerate(gradients if self.check_nan else ()):
            array = g._array if isinstance(g, TensorBase) else g
            if array is not None and np.isnan(array).any():
                raise RuntimeError(
                    f"Function '{node.name()}' returned nan values in its {i}th output."
                )


def _note_line(node: Node) -> None:
    """Keep on a node the stack that recorded it, without the package's own frames."""
    import traceback  # only here: it takes its time, and few ask for it

    stack = traceback.walk_stack(sys._getframe(1))
    frames = [(frame, line) for frame, line in stack if not _is_our_own(frame)]
    node.metadata["traceback_"] = traceback.StackSummary.extract(reversed(frames)).format()


def _is_our_own(frame: FrameType) -> bool:
    package = __name__.partition(".")[0]
    return frame.f_globals.get("__name__", "").partition(".")[0] == package


def _warn_of(node: Node) -> None:
    lines = node.metadata.get("traceback_")
    where = (
        "Traceback of forward call that caused the error:\n" + "".join(lines)
        if lines
        else "No forward pass information available. Enable detect anomaly during forward pass for "
        "more information."
    )
    warnings.warn(f"Error detected in {node.name()}. {where}", stacklevel=2)


class _Mode(Mode):
    """Sets `anomaly`, and with it or without it who watches what is recorded."""

    def wanted_now(self) -> dict[str, Any]:
        watchers = tuple(w for w in state.watchers if w is not _note_line)
        if self._wanted["anomaly"] is not None:
            watchers += (_note_line,)
        return {**self._wanted, "watchers": watchers}


class detect_anomaly(_Mode):  # noqa: N801 (PyTorch's name)
    """In this block, name the forward line of a backward step that fails or makes a nan.

    It costs time: each op keeps its stack.

    Raises:
        RuntimeError: from `backward()`, when a step made a nan and `check_nan` is on.

    >>> import warnings
    >>> import tinygrad_np as torch
    >>> x = torch.tensor([0.0], requires_grad=True)
    >>> with torch.autograd.detect_anomaly(), warnings.catch_warnings():
    ...     warnings.simplefilter("ignore")
    ...     (torch.sqrt(x) * 0).sum().backward()
    Traceback (most recent call last):
    RuntimeError: Function 'SqrtBackward0' returned nan values in its 0th output.
    """

    def __init__(self, check_nan: bool = True) -> None:
        super().__init__(anomaly=_AnomalyMode(check_nan))


class set_detect_anomaly(Switch, _Mode):  # noqa: N801
    """Switch anomaly mode on or off: for a block, or, called plainly, from here on.

    >>> import tinygrad_np as torch
    >>> with torch.autograd.set_detect_anomaly(True):
    ...     torch.is_anomaly_enabled()
    True
    """

    def __init__(self, mode: bool, check_nan: bool = True) -> None:
        super().__init__(anomaly=_AnomalyMode(check_nan) if mode else None)


def is_anomaly_enabled() -> bool:
    """Whether this thread is in anomaly mode.

    >>> import tinygrad_np as torch
    >>> torch.is_anomaly_enabled()
    False
    """
    return state.anomaly is not None
