"""Questions put to this package, and the same ones put to PyTorch.

They are written as a dialogue at Python's prompt: after `>>> ` code, which can use the tensors of
`givens`, and below it the answer, what the last expression prints, or the error that it raises.

White space does not count, and `...` in an answer stands for anything. Every question becomes two
tests. One asks this package and needs nothing else. The other, marked `oracle`, holds the answer
against PyTorch too, and compares what printing does not show: values to the last digits, which
memory is shared, how often it was written, and the gradient of every tensor the code starts from.
"""

from __future__ import annotations

import ast
import re
import warnings
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np
import pytest

import tinygrad_np

# Words by which a NumPy error about our own insides would betray itself.
INTERNALS = re.compile(r"ufunc|operands could not|core dim|_array\b|<class .numpy|dtype\(.")


def questions(dialogue: str) -> pytest.MarkDecorator:
    """Parametrize a test with questions, each for this package alone and for PyTorch as well."""
    rows = read(dialogue)
    return pytest.mark.parametrize(
        ("ask", "code", "answer"),
        [pytest.param(ask_us, *row, id=row[0]) for row in rows]
        + [pytest.param(ask_both, *row, id=row[0], marks=pytest.mark.oracle) for row in rows],
    )


def questions_to_us(dialogue: str) -> pytest.MarkDecorator:
    """Parametrize a test with questions that PyTorch answers in another way, or not at all."""
    rows = [pytest.param(ask_us, *row, id=row[0]) for row in read(dialogue)]
    return pytest.mark.parametrize(("ask", "code", "answer"), rows)


def read(dialogue: str) -> list[tuple[str, str]]:
    """The code and the answer of each question; `#` begins a comment."""
    rows: list[tuple[list[str], list[str]]] = []
    for line in dialogue.splitlines():
        if line.startswith(">>> "):
            rows.append(([line[4:]], []))
        elif line.startswith("... ") and not rows[-1][1]:
            rows[-1][0].append(line[4:])
        elif line and not line.startswith("#"):
            rows[-1][1].append(line)
    return [("\n".join(code), " ".join(answer)) for code, answer in rows]


@dataclass
class Outcome:
    """What became of a piece of code."""

    said: str
    result: Any
    error: Exception | None
    names: dict[str, Any]  # the tensors that the code started from


def givens(torch: Any) -> dict[str, Any]:
    """The tensors that every question can use, made afresh for each."""
    return {
        "x": torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], requires_grad=True),
        "v": torch.tensor([-1.0, 0.5, 2.0], requires_grad=True),
        "w": torch.tensor([1.5, 2.5, -3.5], dtype=torch.float64, requires_grad=True),
        "s": torch.tensor(2.0, requires_grad=True),
        "p": torch.tensor([[1.0, -2.0], [0.5, 4.0]]),
        "i": torch.tensor([2, 0, 1]),
        "b": torch.tensor([True, False, True]),
        "m": torch.tensor([[True, False, True], [False, False, True]]),
        "e": torch.zeros(0, 3, requires_grad=True),
        "r": torch.arange(24.0).reshape(2, 3, 4),
    }


def run(torch: Any, code: str) -> Outcome:
    """Run `code` with `torch` as either library; the last statement is what it answers."""
    names = givens(torch)
    *statements, last = ast.parse(code).body
    scope = {"torch": torch, "np": np, **names}
    try:
        exec(compile(ast.Module(statements, []), code, "exec"), scope)
        if isinstance(last, ast.Expr):
            result = eval(compile(ast.Expression(last.value), code, "eval"), scope)
        else:
            result = exec(compile(ast.Module([last], []), code, "exec"), scope)
    except Exception as error:
        return Outcome(f"{type(error).__name__}: {error}", None, error, names)
    finally:
        torch.set_default_dtype(torch.float32)
    return Outcome(repr(result), result, None, names)


def ask_us(code: str, answer: str) -> None:
    """This package gives the stored answer; where that is an error, nothing has changed."""
    ours = run(tinygrad_np, code)
    assert_says(ours, answer)
    if ours.error is not None:
        assert_refused_cleanly(ours, code)


def ask_both(code: str, answer: str) -> None:
    """PyTorch gives the stored answer too, and agrees in what printing does not show."""
    torch = pytest.importorskip("torch")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what it warns of, it may
        theirs = run(torch, code)
    assert_says(theirs, answer)
    ours = run(tinygrad_np, code)
    if ours.error is None and theirs.error is None:
        assert_same(ours.result, theirs.result)
        assert memory_shared(ours) == memory_shared(theirs)
        assert_same_gradients(tinygrad_np, ours, torch, theirs)
        assert versions(ours) == versions(theirs)


def assert_says(outcome: Outcome, answer: str) -> None:
    __tracebackhide__ = True
    said, answer = (" ".join(text.split()) for text in (outcome.said, answer))
    if not re.fullmatch(".*".join(map(re.escape, answer.split("..."))), said):
        assert said == answer


def assert_refused_cleanly(outcome: Outcome, code: str) -> None:
    """The error says nothing of NumPy, and every tensor is as it was."""
    error = outcome.error
    assert error is not None
    if "np." not in code:
        assert not INTERNALS.search(str(error)), str(error)
    assert error.__context__ is None or error.__suppress_context__, "shows an inner error as well"
    for name, fresh in givens(tinygrad_np).items():
        mine = outcome.names[name]
        np.testing.assert_array_equal(mine.detach().numpy(), fresh.detach().numpy())
        assert mine._version == 0
        assert mine.requires_grad == fresh.requires_grad


def assert_same(ours: Any, theirs: Any) -> None:
    """Two results are alike: tensors in every respect, sequences item by item, others by `==`."""
    if isinstance(ours, tinygrad_np.Tensor):
        assert str(ours.dtype) == str(theirs.dtype)
        assert tuple(ours.shape) == tuple(theirs.shape)
        assert ours.requires_grad == theirs.requires_grad
        assert ours.is_leaf == theirs.is_leaf
        assert name_of(ours.grad_fn) == name_of(theirs.grad_fn)
        np.testing.assert_allclose(
            ours.detach().numpy(), theirs.detach().numpy(), **tolerance(ours.detach().numpy())
        )
    elif isinstance(ours, (tuple, list)):
        assert len(ours) == len(theirs)
        for mine, other in zip(ours, theirs, strict=True):
            assert_same(mine, other)
    elif isinstance(ours, np.ndarray):
        np.testing.assert_allclose(ours, theirs)


def name_of(node: Any) -> str:
    return "None" if node is None else node.__class__.__name__


def tolerance(array: np.ndarray) -> dict[str, float]:
    """How far two libraries may differ that add and round in another order."""
    precision = np.finfo(array.dtype).eps if array.dtype.kind == "f" else 0
    return {"rtol": 4 * float(precision), "atol": 4 * float(precision)}


def tensors_in(result: Any, kind: type) -> list:
    """The tensors of a result, which may be one or hold some."""
    if isinstance(result, (tuple, list)):
        return [t for item in result for t in tensors_in(item, kind)]
    return [result] if isinstance(result, kind) else []


def memory_shared(outcome: Outcome) -> list[list[str]]:
    """For each tensor of the result the names of those on whose memory it lies."""
    results = tensors_in(outcome.result, type(outcome.names["x"]))
    return [
        [
            name
            for name, t in outcome.names.items()
            if np.may_share_memory(result.detach().numpy(), t.detach().numpy())
        ]
        for result in results
    ]


def versions(outcome: Outcome) -> dict[str, int]:
    """How often each tensor has been written."""
    return {name: t._version for name, t in outcome.names.items()}


def assert_same_gradients(us: ModuleType, ours: Outcome, torch: Any, theirs: Outcome) -> None:
    for library, outcome in ((us, ours), (torch, theirs)):
        ends = [t for t in tensors_in(outcome.result, library.Tensor) if t.grad_fn is not None]
        heads = [library.arange(1, t.numel() + 1, dtype=t.dtype).reshape(t.shape) for t in ends]
        if ends:
            library.autograd.backward(ends, heads)
    for name in ours.names:
        mine, other = ours.names[name].grad, theirs.names[name].grad
        assert (mine is None) == (other is None), f"gradient of {name}: {mine} and {other}"
        if mine is not None:
            assert_same(mine, other)
