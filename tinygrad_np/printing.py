"""How arrays are written: the text of ``repr(tensor)``, as PyTorch prints it.

The text is made in three steps, and each knows nothing of the others: `_kept_corners` picks the
elements to show, `_cells` writes each of them as text of one width, and `_brackets` lays the texts
out in nested brackets. `tensor_repr` adds what follows the data: size, dtype and gradient.
"""

import math
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np

__all__ = ["get_printoptions", "set_printoptions", "tensor_repr"]

_FLOAT32 = np.dtype("float32")
_PROFILES: dict[str, dict[str, float]] = {
    "default": {"precision": 4, "threshold": 1000, "edgeitems": 3, "linewidth": 80},
    "short": {"precision": 2, "threshold": 1000, "edgeitems": 2, "linewidth": 80},
    "full": {"precision": 4, "threshold": math.inf, "edgeitems": 3, "linewidth": 80},
}

# What `set_printoptions` sets; the defaults are PyTorch's.
_options = SimpleNamespace(**_PROFILES["default"], sci_mode=None)


def set_printoptions(
    precision: int | None = None,
    threshold: float | None = None,
    edgeitems: int | None = None,
    linewidth: int | None = None,
    profile: str | None = None,
    sci_mode: bool | None = None,
) -> None:
    """Set how tensors are printed, everywhere and from now on.

    Args:
        precision: digits after the decimal point (default 4).
        threshold: above this many elements only the edges are shown (default 1000).
        edgeitems: how many elements an edge has, at each end of a dimension (default 3).
        linewidth: characters on a line (default 80).
        profile: ``"default"``, ``"short"`` or ``"full"``, taken first: the other arguments
            override it.
        sci_mode: write floats as ``1.0000e+00`` (True) or never so (False). None, also when the
            argument is left out, chooses by the values of each tensor.
    """
    if profile is not None and profile not in _PROFILES:
        names = ", ".join(map(repr, _PROFILES))
        raise ValueError(f"set_printoptions: profile {profile!r} is unknown, use one of {names}")
    wanted: dict[str, float] = dict(_PROFILES[profile]) if profile is not None else {}
    given = {
        "precision": precision,
        "threshold": threshold,
        "edgeitems": edgeitems,
        "linewidth": linewidth,
    }
    wanted |= {name: value for name, value in given.items() if value is not None}
    for name, value in wanted.items():
        setattr(_options, name, value)
    _options.sci_mode = sci_mode


def get_printoptions() -> dict[str, Any]:
    """The options in force, as a dict: what `set_printoptions` takes, but for ``profile``."""
    return vars(_options).copy()


def tensor_repr(
    array: np.ndarray | np.generic,
    *,
    grad_fn: str | None = None,
    requires_grad: bool = False,
    prefix: str = "tensor(",
    default_float: np.dtype = _FLOAT32,
) -> str:
    """The text of a tensor that holds ``array``.

    Args:
        array: the values; a NumPy scalar counts as 0-d.
        grad_fn: name of the node that made the tensor (``"MulBackward0"``), if any.
        requires_grad: said only of a tensor without ``grad_fn``, as that implies it.
        prefix: what opens the text; later lines are indented by its length.
        default_float: the floating dtype that goes without saying.
    """
    array = np.asarray(array)
    indent = len(prefix)
    text = prefix + _data_text(array, indent)
    notes = _notes(array, grad_fn, requires_grad, default_float)
    return _with_notes(text, notes, indent) + ")"


# ---------------------------------------------------------------- what follows the data


def _notes(
    array: np.ndarray, grad_fn: str | None, requires_grad: bool, default_float: np.dtype
) -> list[str]:
    """What is to be said of the tensor besides its values."""
    notes = []
    if _hides_shape(array):
        notes.append(f"size={array.shape}")
    if not _dtype_is_evident(array, default_float):
        notes.append(f"dtype=torch.{array.dtype.name}")
    if grad_fn is not None:
        notes.append(f"grad_fn=<{grad_fn}>")
    elif requires_grad:
        notes.append("requires_grad=True")
    return notes


def _hides_shape(array: np.ndarray) -> bool:
    """Whether the brackets cannot show the shape: without elements, or without edges."""
    if array.size == 0:
        return array.ndim != 1
    return _options.edgeitems == 0


def _dtype_is_evident(array: np.ndarray, default_float: np.dtype) -> bool:
    """Whether the dtype is the one that a reader infers from the values, where there are any."""
    if array.dtype == default_float:
        return True
    return array.size > 0 and array.dtype in (np.dtype("int64"), np.dtype("bool"))


def _with_notes(text: str, notes: list[str], indent: int) -> str:
    """``text`` with each note after it, on a line of its own where the last one is full."""
    # Two more than the last line of values holds: PyTorch breaks that line so much earlier.
    column = len(text) - text.rfind("\n") + 1
    for note in notes:
        if column + len(note) + 2 > _options.linewidth:
            text += ",\n" + " " * indent + note
            column = indent + len(note)
        else:
            text += ", " + note
            column += len(note) + 2
    return text


# ---------------------------------------------------------------- the data


def _data_text(array: np.ndarray, indent: int) -> str:
    """The values in brackets; ``indent`` is the column at which they begin."""
    if array.size == 0:
        return "[]"
    summarize = array.ndim > 0 and array.size > _options.threshold
    if summarize and _options.edgeitems == 0:
        return "[...]"
    cut = tuple(summarize and length > 2 * _options.edgeitems for length in array.shape)
    cells, width = _cells(_kept_corners(array, cut))
    if cells.ndim == 0:
        return cells.item()
    return _brackets(cells, width, cut, indent)


def _kept_corners(array: np.ndarray, cut: tuple[bool, ...]) -> np.ndarray:
    """``array`` without the middle of each dimension that is to be cut."""
    edge = _options.edgeitems
    for axis, is_cut in enumerate(cut):
        if is_cut:
            length = array.shape[axis]
            array = array.take([*range(edge), *range(length - edge, length)], axis=axis)
    return array


def _brackets(cells: np.ndarray, width: int, cut: tuple[bool, ...], indent: int) -> str:
    """The texts in nested brackets, with ``...`` where a dimension was cut."""
    if cells.ndim == 1:
        return _row(cells.tolist(), width, cut[0], indent)
    blocks = [_brackets(block, width, cut[1:], indent + 1) for block in cells]
    if cut[0]:
        blocks.insert(_options.edgeitems, "...")
    separator = "," + "\n" * (cells.ndim - 1) + " " * (indent + 1)
    return "[" + separator.join(blocks) + "]"


def _row(texts: list[str], width: int, is_cut: bool, indent: int) -> str:
    """One innermost row, on as many lines as it needs."""
    if is_cut:
        texts.insert(_options.edgeitems, " ...")
    per_line = max(1, math.floor((_options.linewidth - indent) / (width + 2)))
    lines = [", ".join(texts[at : at + per_line]) for at in range(0, len(texts), per_line)]
    return "[" + (",\n" + " " * (indent + 1)).join(lines) + "]"


# ---------------------------------------------------------------- one element


def _cells(array: np.ndarray) -> tuple[np.ndarray, int]:
    """The elements as an array of texts, padded to a common width, and that width."""
    if array.dtype.kind == "f":
        texts, width = _float_texts(array)
    else:
        texts = [str(value) for value in array.ravel().tolist()]
        width = max(map(len, texts))
    cells = np.array([text.rjust(width) for text in texts], dtype=object)
    return cells.reshape(array.shape), width


def _float_texts(array: np.ndarray) -> tuple[list[str], int]:
    """The texts of floats, all in one notation, and the width to pad them to.

    Zeros, infinities and NaNs have no say in either: they align only where they happen to fit.
    """
    values = array.ravel().tolist()
    telling = [value for value in values if value != 0 and math.isfinite(value)]
    if not telling:
        return [_whole(value) for value in values], 1
    write = _notation(telling)
    return [write(value) for value in values], max(len(write(value)) for value in telling)


def _notation(values: list[float]) -> Callable[[float], str]:
    """The notation that suits these finite values, none of which is zero."""
    scientific = _options.sci_mode
    if scientific is None:
        scientific = _spans_far(values)
    if scientific:
        return _scientific
    return _whole if all(value.is_integer() for value in values) else _decimal


def _spans_far(values: list[float]) -> bool:
    """Whether these values would lose digits, or fill the line with zeros, written out in full."""
    sizes = [abs(value) for value in values]
    smallest, largest = min(sizes), max(sizes)
    return largest / smallest > 1000 or largest > 1e8 or smallest < 1e-4


def _scientific(value: float) -> str:
    return f"{value:.{_options.precision}e}"


def _decimal(value: float) -> str:
    return f"{value:.{_options.precision}f}"


def _whole(value: float) -> str:
    """A float without a fraction, marked as a float by the bare point: ``3.``."""
    return f"{value:.0f}." if math.isfinite(value) else f"{value}"
