"""dtypes and promotion."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tinygrad_np as us
from tests.oracle import questions
from tinygrad_np.dtypes import promote_types


@questions(r"""
>>> torch.float32
torch.float32
>>> torch.float, torch.double, torch.half, torch.long, torch.int, torch.short
(torch.float32, torch.float64, torch.float16, torch.int64, torch.int32, torch.int16)
>>> torch.bool, torch.uint8, torch.int8
(torch.bool, torch.uint8, torch.int8)
>>> torch.float32.itemsize, torch.bool.itemsize, torch.int16.itemsize
(4, 1, 2)
>>> torch.float32.is_floating_point, torch.int64.is_floating_point, torch.bool.is_floating_point
(True, False, False)
>>> torch.float32.is_complex
False
>>> torch.float32.is_signed, torch.uint8.is_signed, torch.int8.is_signed, torch.bool.is_signed
(True, False, True, False)
>>> torch.float is torch.float32
True
>>> torch.float32 == torch.float64
False
>>> {torch.float32: 1}[torch.float]
1
>>> torch.get_default_dtype()
torch.float32
>>> torch.set_default_dtype(torch.float64)
... made = torch.tensor(1.5), torch.zeros(1), torch.arange(0.5, 2)
... computed = i / 2, i.exp(), torch.tensor([1, 2]) * 1.5, x * 1.5
... other = torch.linspace(0, 1, 2), i.float()
... torch.set_default_dtype(torch.float32)
... made + computed + other
(tensor(1.5000, dtype=torch.float64), tensor([0.], dtype=torch.float64), tensor([0.5000, 1.5000],
dtype=torch.float64), tensor([1.0000, 0.0000, 0.5000], dtype=torch.float64), tensor([7.3891,
1.0000, 2.7183], dtype=torch.float64), tensor([1.5000, 3.0000], dtype=torch.float64),
tensor([[1.5000, 3.0000, 4.5000], [6.0000, 7.5000, 9.0000]], grad_fn=<MulBackward0>), tensor([0.,
1.], dtype=torch.float64), tensor([2., 0., 1.]))
>>> torch.set_default_dtype(torch.float16)
... r = torch.tensor(1.5), i / 2, torch.ones(1)
... torch.set_default_dtype(torch.float32)
... r
(tensor(1.5000, dtype=torch.float16), tensor([1.0000, 0.0000, 0.5000], dtype=torch.float16),
tensor([1.], dtype=torch.float16))
>>> torch.set_default_dtype(torch.float64)
... drawn = torch.randn(2).dtype
... torch.set_default_dtype(torch.float32)
... drawn
torch.float64
>>> import pickle; pickle.loads(pickle.dumps(torch.float32)) is torch.float32
True
>>> import copy; copy.deepcopy(torch.float32) is torch.float32
True
>>> str(torch.int64)
'torch.int64'
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> torch.set_default_dtype(torch.int64)
TypeError: only floating-point types are supported as the default...
>>> torch.set_default_dtype("a")
TypeError:...only floating-point types are supported as the default...
>>> torch.set_default_dtype(np.float64)
TypeError:...only floating-point types are supported as the default...
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)


NAMES = ("float16", "float32", "float64", "uint8", "int8", "int16", "int32", "int64", "bool")
SHORT = dict(zip(NAMES, ("f2", "f4", "f8", "u1", "i1", "i2", "i4", "i8", "b"), strict=True))

# What a row and a column have together, in the order of NAMES: tensors with dims, or both without.
TOGETHER = """
f2 f4 f8 f2 f2 f2 f2 f2 f2
f4 f4 f8 f4 f4 f4 f4 f4 f4
f8 f8 f8 f8 f8 f8 f8 f8 f8
f2 f4 f8 u1 i2 i2 i4 i8 u1
f2 f4 f8 i2 i1 i2 i4 i8 i1
f2 f4 f8 i2 i2 i2 i4 i8 i2
f2 f4 f8 i4 i4 i4 i4 i8 i4
f2 f4 f8 i8 i8 i8 i8 i8 i8
f2 f4 f8 u1 i1 i2 i4 i8 b
"""

# What a row with dims and a column without have together: a column widens no one of its category.
WITH_SCALAR = """
f2 f2 f2 f2 f2 f2 f2 f2 f2
f4 f4 f4 f4 f4 f4 f4 f4 f4
f8 f8 f8 f8 f8 f8 f8 f8 f8
f2 f4 f8 u1 u1 u1 u1 u1 u1
f2 f4 f8 i1 i1 i1 i1 i1 i1
f2 f4 f8 i2 i2 i2 i2 i2 i2
f2 f4 f8 i4 i4 i4 i4 i4 i4
f2 f4 f8 i8 i8 i8 i8 i8 i8
f2 f4 f8 u1 i1 i2 i4 i8 b
"""

OPS = {
    "add": lambda torch, a, b: a + b,
    "mul": lambda torch, a, b: a * b,
    "div": lambda torch, a, b: a / b,
    "maximum": lambda torch, a, b: torch.maximum(a, b),
    "where": lambda torch, a, b: torch.where(torch.tensor(True), a, b),
    "pow": lambda torch, a, b: a**b,
}
OF_ONE_SHAPE = {
    "mse_loss": lambda torch, a, b: torch.nn.functional.mse_loss(a, b),
    "cat": lambda torch, a, b: torch.cat([a, b]),
    "stack": lambda torch, a, b: torch.stack([a, b]),
}
COMPARISONS = {
    "eq": lambda torch, a, b: a == b,
    "lt": lambda torch, a, b: a < b,
    "ge": lambda torch, a, b: a >= b,
}


def pairs(table: str) -> list[tuple[str, str, str]]:
    """A table's rows as (dtype, dtype, dtype of both together)."""
    long = {short: name for name, short in SHORT.items()}
    rows = [[long[short] for short in line.split()] for line in table.split("\n") if line]
    return [
        (a, b, both)
        for a, row in zip(NAMES, rows, strict=True)
        for b, both in zip(NAMES, row, strict=True)
    ]


def dtype_of(torch, op, a, b, dims):
    """The dtype of an op of two tensors of ones, of which the first or both have dims."""
    x = torch.ones((1,), dtype=getattr(torch, a))
    y = torch.ones((1,) * dims, dtype=getattr(torch, b))
    return str(op(torch, x, y).dtype).removeprefix("torch.")


def expected(name: str, both: str) -> str:
    if name in COMPARISONS:
        return "bool"
    return "float32" if name == "div" and "float" not in both else both


def in_each_dtype(name: str, both: str) -> bool:
    """Whether the op is one of that dtype: powers of bools, say, are none."""
    return not (both == "bool" and name == "pow") and not (
        "float" not in both and name == "mse_loss"
    )


@pytest.mark.parametrize("name", [*OPS, *OF_ONE_SHAPE, *COMPARISONS])
def test_tensors_with_dims_promote_together(name):
    op = (OPS | OF_ONE_SHAPE | COMPARISONS)[name]
    for a, b, both in pairs(TOGETHER):
        if in_each_dtype(name, both):
            assert dtype_of(us, op, a, b, 1) == expected(name, both), (a, b)


@pytest.mark.parametrize("name", [*OPS, *COMPARISONS])
def test_a_tensor_without_dims_widens_none_of_its_category(name):
    op = (OPS | COMPARISONS)[name]
    for a, b, both in pairs(WITH_SCALAR):
        if in_each_dtype(name, both):
            assert dtype_of(us, op, a, b, 0) == expected(name, both), (a, b)


@pytest.mark.oracle
@pytest.mark.parametrize("name", [*OPS, *OF_ONE_SHAPE, *COMPARISONS])
def test_pytorch_promotes_in_the_same_way(name):
    torch = pytest.importorskip("torch")
    op = (OPS | OF_ONE_SHAPE | COMPARISONS)[name]
    for dims in (0, 1) if name not in OF_ONE_SHAPE else (1,):
        for a, b, both in pairs(TOGETHER if dims else WITH_SCALAR):
            if in_each_dtype(name, both):
                assert dtype_of(torch, op, a, b, dims) == expected(name, both), (a, b)


@pytest.mark.parametrize("torch", [us, pytest.param("torch", marks=pytest.mark.oracle)])
def test_the_rules_can_be_asked_for(torch):
    torch = pytest.importorskip(torch) if torch == "torch" else torch
    for a, b, both in pairs(TOGETHER):
        kinds = [getattr(torch, name) for name in (a, b, both)]
        assert torch.promote_types(*kinds[:2]) is kinds[2]
        x, y = (torch.ones(1, dtype=kind) for kind in kinds[:2])
        assert torch.result_type(x, y) is torch.result_type(x[0], y[0]) is kinds[2]
        assert torch.can_cast(kinds[0], kinds[1]) is (CATEGORIES[a] <= CATEGORIES[b])
    for a, b, both in pairs(WITH_SCALAR):
        x, y = torch.ones(1, dtype=getattr(torch, a)), torch.ones((), dtype=getattr(torch, b))
        assert torch.result_type(x, y) is torch.result_type(y, x) is getattr(torch, both)


CATEGORIES = {name: 2 if "float" in name else 1 if "int" in name else 0 for name in NAMES}


@pytest.mark.parametrize("torch", [us, pytest.param("torch", marks=pytest.mark.oracle)])
@pytest.mark.parametrize("dims", [0, 1])
def test_an_in_place_step_keeps_the_dtype_and_refuses_a_result_of_a_higher_category(torch, dims):
    torch = pytest.importorskip(torch) if torch == "torch" else torch
    for a, b, both in pairs(TOGETHER if dims else WITH_SCALAR):
        x = torch.ones((1,), dtype=getattr(torch, a))
        y = torch.ones((1,) * dims, dtype=getattr(torch, b))
        if CATEGORIES[both] <= CATEGORIES[a]:
            assert x.mul_(y) is x
            assert str(x.dtype) == f"torch.{a}"
        else:
            with pytest.raises(RuntimeError, match="can't be cast to the desired output type"):
                x.mul_(y)


SCALARS = [True, 2, 2.5, np.float64(2.5), np.float32(2.5), np.int64(2), np.int8(2), np.bool_(True)]


@pytest.mark.parametrize("scalar", SCALARS, ids=lambda s: type(s).__name__)
@pytest.mark.parametrize("name", NAMES)
def test_a_number_never_widens(name, scalar):
    x = us.ones(1, dtype=getattr(us, name))
    is_float, is_bool = isinstance(scalar, float | np.floating), isinstance(scalar, bool | np.bool_)
    if "float" in name or is_bool or ("int" in name and not is_float):
        wanted = name
    else:
        wanted = "float32" if is_float else "int64"
    assert str((x * scalar).dtype) == str((scalar * x).dtype) == f"torch.{wanted}"


def test_the_default_dtype_is_that_of_floats_and_quotients_and_functions_of_integers():
    one = us.ones(1, dtype=us.int64)
    us.set_default_dtype(us.float64)
    try:
        made = [us.tensor(1.5), us.zeros(1), one / 2, one.exp(), one * 1.5, us.rand(1), us.eye(1)]
    finally:
        us.set_default_dtype(us.float32)
    assert {str(t.dtype) for t in made} == {"torch.float64"}


@given(a=st.sampled_from(NAMES), b=st.sampled_from(NAMES), c=st.sampled_from(NAMES))
def test_promotion_has_an_order_in_which_nothing_is_lost(a, b, c):
    a, b, c = map(np.dtype, (a, b, c))
    assert promote_types(a, b) == promote_types(b, a)
    assert promote_types(a, a) == a
    assert promote_types(a, promote_types(a, b)) == promote_types(a, b)


def test_numpy_takes_a_dtype_for_its_own():
    assert np.zeros(1, us.int16).dtype == np.int16
    assert us.zeros(1, dtype=np.float64).dtype is us.float64
    assert us.zeros(1, dtype="int8").dtype is us.int8
