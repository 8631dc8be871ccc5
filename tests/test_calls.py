"""The calls of `tests/calls`, put to this package and to PyTorch: both answer alike."""

import re
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import tinygrad_np as tg
from tests.calls import CALLS
from tests.oracle import memory_shared, tensors_in
from tinygrad_np.engine.graph import TensorBase

GROUPS = {
    "floats": ("float64", "float32"),
    "halves": ("float16",),
    "integers": ("int64", "int32", "int8", "uint8"),
    "bools": ("bool",),
}
EVERY = tuple(dtype for group in GROUPS.values() for dtype in group)
TOLERANCE = {"float64": 1e-9, "float32": 2e-5, "float16": 4e-3}


def read(text):
    """The expressions, each with the dtypes to try it in."""
    for line in text.strip().splitlines():
        if line and not line.startswith("#"):
            chosen = re.match(r"([a-z0-9, ]+): (?=\S)", line)
            names = chosen[1].split(", ") if chosen else EVERY
            dtypes = tuple(d for name in names for d in GROUPS.get(name, (name,)))
            yield line[chosen.end() :] if chosen else line, dtypes


ROWS = [
    pytest.param(*row, id=f"{family}-{row[0]}")
    for family, text in CALLS.items()
    for row in read(text)
]


def givens(torch, dtype):
    """The tensors that a call can use, the same in both libraries."""
    rng = np.random.default_rng(7)
    kind = np.dtype(dtype).kind

    def some(*shape, low=-3.0, high=3.0):
        spread = rng.permutation(np.linspace(low, high, int(np.prod(shape)) + 2)[1:-1])
        values = spread.reshape(shape)
        if kind == "u":
            values = np.abs(values)
        tensor = torch.from_numpy(np.array(values > 0.3 if kind == "b" else values, dtype))
        return tensor.requires_grad_() if kind == "f" else tensor

    return {
        "x": some(2, 3),
        "y": some(2, 3, low=-2.0, high=2.7),
        "p": some(2, 3, low=0.2, high=2.9),  # positive
        "u": some(2, 3, low=0.05, high=0.95),  # between 0 and 1
        "v": some(3),
        "w": some(4),
        "c": some(2, 1),
        "s": some(),
        "e": some(0, 3),
        "q": some(3, 3),
        "z": some(4, 3),
        "r": some(2, 3, 4),
        "t": some(2, 3, 3),
        "i": torch.tensor([2, 0, 1]),
        "k": torch.tensor([[1, 0, 1], [0, 1, 1]]),
        "m": torch.tensor([[True, False, True], [False, False, True]]),
        "n": torch.tensor([[1, 2, 2], [3, 1, 2]]),
        "d": getattr(torch, dtype),
    }


@dataclass
class Outcome:
    """What a library made of a call."""

    result: Any
    error: Exception | None
    names: dict


def run(torch, dtype, code):
    names = givens(torch, dtype)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = eval(code, {"torch": torch, "np": np, **names})
    except Exception as error:
        result, problem = None, error
    else:
        problem = None
    names = {name: t for name, t in names.items() if isinstance(t, torch.Tensor)}
    return Outcome(result, problem, names)


@pytest.mark.oracle
@pytest.mark.parametrize(("code", "dtypes"), ROWS)
def test_pytorch_answers_alike(code, dtypes):
    torch = pytest.importorskip("torch")
    for dtype in dtypes:
        try:
            ask(torch, dtype, code)
        except Exception as error:
            error.add_note(f"in {dtype}")
            raise


def ask(torch, dtype, code):
    """Put a call in one dtype to both libraries."""
    theirs, ours = run(torch, dtype, code), run(tg, dtype, code)
    if theirs.error is not None:
        unsupported = "not implemented for" in str(theirs.error)
        if unsupported and ours.error is None:
            return  # more than PyTorch can do
        names = [type(error).__name__ for error in (ours.error, theirs.error)]
        assert names[0] == names[1], f"PyTorch raises {theirs.error!r}"
        return
    if ours.error is not None:
        raise ours.error
    assert_alike(ours.result, theirs.result)
    assert memory_shared(ours) == memory_shared(theirs)
    assert_derivatives_alike(torch, ours, theirs)


def assert_alike(ours, theirs):
    """Two results are alike: tensors in dtype, shape and values, sequences item by item."""
    if isinstance(ours, tg.Tensor):
        assert str(ours.dtype) == str(theirs.dtype)
        assert tuple(ours.shape) == tuple(theirs.shape)
        assert ours.requires_grad == theirs.requires_grad
        assert_close(ours, theirs)
    elif isinstance(ours, (tuple, list)):
        assert len(ours) == len(theirs)
        for mine, other in zip(ours, theirs, strict=True):
            assert_alike(mine, other)
    elif isinstance(ours, float):
        assert ours == pytest.approx(theirs, rel=1e-6, nan_ok=True)
    else:
        assert repr(ours) == repr(theirs)


def assert_close(ours, theirs):
    mine, other = (t.detach().numpy(force=True) for t in (ours, theirs))
    tolerance = TOLERANCE.get(str(mine.dtype), 0)
    np.testing.assert_allclose(mine, other, rtol=tolerance, atol=tolerance)


def assert_derivatives_alike(torch, ours, theirs):
    """The first derivative agrees, and of float64 the second too."""
    firsts, seconds = (derivatives(*case) for case in ((tg, ours), (torch, theirs)))
    for mine, other in zip(firsts, seconds, strict=True):
        assert mine.keys() == other.keys()
        for name in mine:
            assert (mine[name] is None) == (other[name] is None), f"the gradient for {name}"
            if mine[name] is not None:
                assert_close(mine[name], other[name])


def derivatives(library, outcome):
    """The gradient for each leaf, and that of a weighted sum of these, which counts None as 0."""
    leaves = {n: t for n, t in outcome.names.items() if t.requires_grad and t.is_leaf}
    ends = [t for t in tensors_in(outcome.result, library.Tensor) if t.requires_grad]
    if not ends:
        return {}, {}
    twice = str(ends[0].dtype) == "torch.float64"
    heads = [weights(library, end) for end in ends]
    options = {"allow_unused": True, "create_graph": twice}
    found = library.autograd.grad(ends, list(leaves.values()), heads, **options)
    first = dict(zip(leaves, found, strict=True))
    terms = [(g * weights(library, g)).sum() for g in found if g is not None and g.requires_grad]
    if not twice:
        return first, {}
    if not terms:
        return first, {name: library.zeros_like(leaf) for name, leaf in leaves.items()}
    seconds = library.autograd.grad(sum(terms), list(leaves.values()), materialize_grads=True)
    return first, dict(zip(leaves, seconds, strict=True))


def weights(library, tensor):
    shape = tuple(tensor.shape)
    numbers = np.linspace(0.5, 1.5, int(np.prod(shape))).reshape(shape)
    return library.from_numpy(np.array(numbers)).to(tensor.dtype)


# -- every name is asked about ---------------------------------------------------------------------

SPACES = {
    "torch": tg,
    "torch.Tensor": tg.Tensor,
    "torch.linalg": tg.linalg,
    "torch.special": tg.special,
}
ASKED = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.rglob("*.py"))
)


def public_names(space):
    """The functions and methods of a namespace, less those by which the engine knows a tensor."""
    names = [n for n in dir(space) if not n.startswith("_") and callable(getattr(space, n, None))]
    return [n for n in names if not (space is tg.Tensor and hasattr(TensorBase, n))]


@pytest.mark.parametrize("space", SPACES)
def test_every_name_is_asked_of_pytorch(space):
    prefix = r"\." if space == "torch.Tensor" else rf"\b{re.escape(space)}\."
    missing = [n for n in public_names(SPACES[space]) if not re.search(rf"{prefix}{n}\b", ASKED)]
    assert not missing, f"no test asks about {', '.join(missing)}"
