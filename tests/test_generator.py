"""Random numbers: numbers that PyTorch 2.13 drew, and PyTorch itself asked for many more."""

import copy
import doctest
import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tinygrad_np import generator as module
from tinygrad_np.generator import Stream as Generator
from tinygrad_np.random import default_generator

FLOATS = ("float16", "float32", "float64")
INTEGERS = ("uint8", "int8", "int16", "int32", "int64")
SIZES = (*range(101), 1000, 4096, 10_007, 70_000)

# How far a normal may lie from PyTorch's, which has its own sine and logarithm.
TOLERANCE = {"float16": 2e-3, "float32": 2e-6, "float64": 1e-14}


def seeded(seed: int = 42) -> Generator:
    return Generator().manual_seed(seed)


@pytest.fixture(scope="module")
def torch() -> Any:
    return pytest.importorskip("torch")


def assert_close(ours: np.ndarray, theirs: np.ndarray, scale: float = 1) -> None:
    assert ours.dtype == theirs.dtype
    bound = TOLERANCE[ours.dtype.name]
    np.testing.assert_allclose(ours, theirs, rtol=bound, atol=bound * scale)


def assert_same(ours: np.ndarray, theirs: np.ndarray) -> None:
    assert ours.dtype == theirs.dtype
    np.testing.assert_array_equal(ours, theirs)


def test_the_examples_in_the_docstrings_hold() -> None:
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0


# ------------------------------------------------------------ numbers that PyTorch drew, seed 42

DRAWN: list[tuple[str, Callable[[Generator], np.ndarray], list]] = [
    (
        "uniform_float16",
        lambda g: g.uniform((4,), "float16"),
        [0.88232421875, 0.9150390625, 0.3828125, 0.95947265625],
    ),
    (
        "uniform_float32",
        lambda g: g.uniform((4,), "float32"),
        [0.8822692632675171, 0.9150039553642273, 0.38286375999450684, 0.9593056440353394],
    ),
    (
        "uniform_float64",
        lambda g: g.uniform((4,), "float64"),
        [0.05815448596142969, 0.06291016742457756, 0.12358607277440903, 0.05258016436107704],
    ),
    (
        "uniform_between",
        lambda g: g.uniform((4,), "float32", -0.3, 1.1),
        [0.9351770281791687, 0.9810056090354919, 0.23600928485393524, 1.0430279970169067],
    ),
    ("integers", lambda g: g.integers(0, 10, (5,), "int64"), [2, 7, 6, 4, 6]),
    ("integers_int8", lambda g: g.integers(-3, 4, (5,), "int8"), [-2, -1, 1, 2, 1]),
    (
        "integers_of_two_words",
        lambda g: g.integers(0, 2**40, (5,), "int64"),
        [441507790259, 395924837646, 458615280711, 810017303572, 440001501305],
    ),
    ("permutation", lambda g: g.permutation(10), [2, 6, 1, 8, 4, 5, 0, 9, 3, 7]),
    ("bernoulli_number", lambda g: g.bernoulli(0.5, (8,)), [1, 1, 1, 1, 0, 1, 0, 0]),
    (
        "bernoulli_array",
        lambda g: g.bernoulli(np.full(8, 0.5, np.float32), (8,)),
        [0, 0, 1, 0, 1, 0, 1, 0],
    ),
]

NORMALS = {
    "float16": [0.336669921875, 0.1287841796875, 0.2344970703125, 0.2303466796875],
    "float32": [0.33669036626815796, 0.128809407353401, 0.23446236550807953, 0.2303330302238464],
    "float64": [0.33669035438385886, 0.1288094051365897, 0.2344623633615317, 0.2303330279146119],
}

# Eighteen are one block of 16, of which the last 14 are drawn anew with the two that are left.
EIGHTEEN_NORMALS = {
    "float16": """
        1.9267578125 1.4873046875 1.642578125 -0.1595458984375 -0.497314453125 0.439697265625
        -0.75830078125 1.078125 0.80078125 1.6806640625 1.279296875 1.296875 0.6103515625
        1.3349609375 -0.2315673828125 0.041748046875 -0.25146484375 0.85986328125""",
    "float32": """
        1.9269152879714966 1.4872840642929077 -0.4973975419998169 0.439589262008667
        -0.7581311464309692 1.078317642211914 0.8008005619049072 1.680620551109314
        0.3558599054813385 -0.6866229772567749 0.610466480255127 1.334737777709961
        -0.2316243201494217 0.041759490966796875 -0.2515752911567688 0.859858512878418
        -0.3097267746925354 -0.3957104980945587""",
    "float64": """
        0.2995562877502637 0.24237779080894106 1.2715909667771088 0.618669993885617
        -0.03720300727052493 1.0352472972512925 -0.010085521702337353 0.08948016046560357
        0.038435238263354446 -0.11824373914203358 -0.5798414554742108 0.875893884648022
        0.39238484373268534 1.108461181451433 0.8651734647119074 0.855215961472287
        0.2494118796915765 0.2615836907112959""",
}


@pytest.mark.parametrize(
    ("draw", "expected"), [row[1:] for row in DRAWN], ids=[r[0] for r in DRAWN]
)
def test_drawn_numbers(draw: Callable[[Generator], np.ndarray], expected: list) -> None:
    np.testing.assert_array_equal(draw(seeded()).astype(np.float64), expected)


@pytest.mark.parametrize("dtype", FLOATS)
def test_drawn_normals(dtype: str) -> None:
    assert_close(seeded().normal((4,), dtype), np.array(NORMALS[dtype], dtype))
    expected = np.array(EIGHTEEN_NORMALS[dtype].split(), dtype)
    assert_close(seeded().normal((18,), dtype), expected)


def test_drawn_exponentials() -> None:
    expected = [0.029957007616758347, 0.03248806297779083, 0.0659583881497383, 0.0270064752548933]
    np.testing.assert_allclose(seeded().exponential((4,), "float32", 2), expected, rtol=1e-6)


def test_small_and_large_normals_keep_out_of_each_others_way() -> None:
    """The odd normal of a small draw waits, past a large draw, for the next small one."""
    g = seeded(7)
    small = g.normal((3,), "float32")
    np.testing.assert_allclose(small, [-0.1467950940, 0.7861412763, 0.9468216300], rtol=1e-6)
    large = g.normal((20,), "float32")
    np.testing.assert_allclose(large[:2], [-0.1764379292, 1.7501723766], rtol=1e-6)
    small = g.normal((2,), "float32")
    np.testing.assert_allclose(small, [-1.1143440008, -0.4578188955], rtol=1e-6)
    assert g.uniform((), "float32") == np.float32(0.7368624210357666)


# ------------------------------------------------------------ seeds


def test_a_new_generator_starts_at_pytorchs_seed() -> None:
    g = Generator()
    assert g.initial_seed() == 67280421310721
    expected = np.array([0.267295241355896, 0.8725283145904541, 0.3352888226509094], np.float32)
    assert_same(g.uniform((3,), "float32"), expected)


@pytest.mark.parametrize(
    ("seed", "initial", "first"),
    [
        (-1, 2**64 - 1, 0.9937993884086609),
        (2**32 - 1, 2**32 - 1, 0.9937993884086609),
        (2**32 + 42, 2**32 + 42, 0.8822692632675171),
        (-(2**63), 2**63, 0.49625658988952637),
        (np.int64(42), 42, 0.8822692632675171),
    ],
)
def test_the_low_32_bits_of_a_seed_decide(seed: int, initial: int, first: float) -> None:
    g = Generator()
    assert g.manual_seed(seed) is g
    assert g.initial_seed() == initial
    assert g.uniform((), "float32") == np.float32(first)


@pytest.mark.parametrize("seed", [2**64, -(2**63) - 1])
def test_a_seed_of_more_than_64_bits_is_refused(seed: int) -> None:
    with pytest.raises(ValueError, match="Overflow when unpacking long long"):
        Generator().manual_seed(seed)


@pytest.mark.parametrize("seed", [3.5, "3", True, None])
def test_a_seed_that_is_no_integer_is_refused(seed: Any) -> None:
    expected = f"manual_seed expected a long, but got {type(seed).__name__}"
    with pytest.raises(RuntimeError, match=expected):
        Generator().manual_seed(seed)


def test_manual_seed_forgets_the_waiting_normal() -> None:
    g = seeded()
    first = g.normal((1,), "float64")
    assert_same(g.manual_seed(42).normal((1,), "float64"), first)


def test_seed_starts_another_stream_each_time() -> None:
    g = Generator()
    seeds = {g.seed() for _ in range(10)}
    assert len(seeds) == 10
    assert g.initial_seed() in seeds


def test_the_default_generator_differs_from_run_to_run() -> None:
    assert isinstance(default_generator, Generator)
    assert default_generator.initial_seed() != Generator().initial_seed()


def test_nothing_is_made_before_the_first_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise AssertionError("made before it is needed")

    monkeypatch.setattr(np.random, "MT19937", refuse)
    g = seeded(3)
    with pytest.raises(AssertionError, match="made before it is needed"):
        g.uniform((1,), "float32")


def test_another_device_is_refused() -> None:
    Generator(device="cpu:0")
    with pytest.raises(RuntimeError, match="none for cuda"):
        Generator("cuda")


# ------------------------------------------------------------ state


@pytest.mark.parametrize("words_drawn", [0, 1, 5, 623, 624, 625, 2000])
@pytest.mark.parametrize("normals_drawn", [0, 1])
def test_a_stream_continues_from_its_state(words_drawn: int, normals_drawn: int) -> None:
    g = seeded()
    g.normal((normals_drawn,), "float64")
    g.uniform((words_drawn,), "float32")
    state = g.get_state()
    assert state.dtype == np.uint8
    assert state.shape == (5056,)
    expected = [g.normal((3,), "float64"), g.uniform((3,), "float32")]
    for other in (g, Generator()):
        other.set_state(state)
        assert other.initial_seed() == 42
        assert_same(other.normal((3,), "float64"), expected[0])
        assert_same(other.uniform((3,), "float32"), expected[1])


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda g: pickle.loads(pickle.dumps(g))])
def test_a_copy_draws_the_same_numbers(copied: Callable[[Generator], Generator]) -> None:
    g = seeded()
    g.normal((1,), "float64")
    twin = copied(g)
    assert_same(twin.normal((20,), "float64"), g.normal((20,), "float64"))
    assert_same(twin.normal((1,), "float64"), g.normal((1,), "float64"))


@pytest.mark.parametrize(
    ("state", "error", "message"),
    [
        (3, TypeError, "RNG state must be a torch.ByteTensor"),
        (np.zeros(5056), TypeError, "RNG state must be a torch.ByteTensor"),
        (
            np.zeros(3, np.uint8),
            RuntimeError,
            "size 5056 but found the input RNG state size to be 3",
        ),
        (np.zeros(5056, np.uint8), RuntimeError, "Invalid mt19937 state"),
    ],
)
def test_what_is_no_state_is_refused(state: Any, error: type, message: str) -> None:
    g = seeded()
    with pytest.raises(error, match=message):
        g.set_state(state)
    assert g.initial_seed() == 42
    assert_same(g.uniform((3,), "float32"), seeded().uniform((3,), "float32"))


# ------------------------------------------------------------ shapes, dtypes, ranges


@pytest.mark.parametrize("shape", [(), (0,), (3, 0), (2, 3), (4, 1, 5)])
@pytest.mark.parametrize("dtype", FLOATS)
def test_arrays_come_out_in_shape_and_dtype(shape: tuple[int, ...], dtype: str) -> None:
    g = seeded()
    drawn = [
        g.uniform(shape, dtype),
        g.uniform(shape, dtype, -2, 3),
        g.normal(shape, dtype),
        g.integers(0, 5, shape, dtype),
        g.bernoulli(0.5, shape, dtype),
        g.bernoulli(np.array(0.5, dtype), shape, dtype),
        g.exponential(shape, dtype),
    ]
    for array in drawn:
        assert isinstance(array, np.ndarray)
        assert array.shape == shape
        assert array.dtype == dtype


def test_rounding_never_reaches_the_upper_bound() -> None:
    values = seeded().uniform((100_000,), "float16", 1, 1 + 2**-9)
    assert set(values.tolist()) == {1.0, 1 + 2**-10}
    assert seeded().uniform((3,), "float32", 2, 2).tolist() == [2, 2, 2]


def test_probabilities_broadcast() -> None:
    drawn = seeded().bernoulli(np.array([0.0, 1.0]), (3, 2), np.int64)
    assert drawn.tolist() == [[0, 1]] * 3


@given(st.integers(0, 60).flatmap(lambda n: st.tuples(*(st.integers(i, n - 1) for i in range(n)))))
def test_all_swaps_at_once_equal_one_after_the_other(targets: tuple[int, ...]) -> None:
    expected = list(range(len(targets)))
    for i, j in enumerate(targets):
        expected[i], expected[j] = expected[j], expected[i]
    assert module._swapped(np.array(targets, np.int64)).tolist() == expected


def test_a_large_permutation_has_every_number() -> None:
    assert_same(np.sort(seeded().permutation(100_000)), np.arange(100_000))


# Each row: a call that PyTorch refuses too, what it raises, what it says.
REFUSED: list[tuple[Callable[[Generator], object], type, str]] = [
    (
        lambda g: g.integers(5, 3, (2,), "int64"),
        RuntimeError,
        "random_ expects 'from' to be less than 'to', but got from=5 >= to=3",
    ),
    (
        lambda g: g.integers(5, 5, (0,), "int64"),
        RuntimeError,
        "random_ expects 'from' to be less than 'to', but got from=5 >= to=5",
    ),
    (
        lambda g: g.integers(0, 257, (2,), "uint8"),
        RuntimeError,
        "to - 1 is out of bounds for unsigned char",
    ),
    (
        lambda g: g.integers(-1, 5, (2,), "uint8"),
        RuntimeError,
        "from is out of bounds for unsigned char",
    ),
    (lambda g: g.integers(0, 3, (2,), bool), RuntimeError, "to - 1 is out of bounds for bool"),
    (
        lambda g: g.integers(-(10**6), 3, (2,), "float16"),
        RuntimeError,
        "from is out of bounds for c10::Half",
    ),
    (
        lambda g: g.uniform((2,), "float32", 5, 3),
        RuntimeError,
        "uniform_ expects to return a [from, to) range, but found from=5 > to=3",
    ),
    (
        lambda g: g.uniform((2,), "float32", -1e39, 3),
        RuntimeError,
        "from is out of bounds for float",
    ),
    (
        lambda g: g.uniform((2,), "float16", 0, 1e5),
        RuntimeError,
        "to is out of bounds for c10::Half",
    ),
    (
        lambda g: g.uniform((2,), "float64", float("nan"), 1),
        RuntimeError,
        "from is out of bounds for double",
    ),
    (
        lambda g: g.uniform((2,), "int64"),
        NotImplementedError,
        "\"check_uniform_bounds\" not implemented for 'Long'",
    ),
    (
        lambda g: g.normal((2,), "float32", 0, -1.5),
        RuntimeError,
        "normal expects std >= 0.0, but found std -1.5",
    ),
    (
        lambda g: g.normal((2,), "float32", 0, float("nan")),
        RuntimeError,
        "normal expects std >= 0.0, but found std nan",
    ),
    (
        lambda g: g.normal((2,), "int32"),
        NotImplementedError,
        "\"normal_kernel_cpu\" not implemented for 'Int'",
    ),
    (
        lambda g: g.bernoulli(2, (2,)),
        RuntimeError,
        "bernoulli_ expects p to be in [0, 1], but got p=2",
    ),
    (
        lambda g: g.bernoulli(np.array([1]), (1,)),
        NotImplementedError,
        "\"bernoulli_tensor_cpu_p_\" not implemented for 'Long'",
    ),
    (
        lambda g: g.exponential((2,), "float32", 0),
        RuntimeError,
        "exponential_ expects lambda > 0.0, but found lambda=0",
    ),
    (
        lambda g: g.permutation(-1),
        RuntimeError,
        "Trying to create tensor with negative dimension -1: [-1]",
    ),
]


@pytest.mark.parametrize(("call", "error", "message"), REFUSED, ids=[r[2] for r in REFUSED])
def test_refused(call: Callable[[Generator], object], error: type, message: str) -> None:
    g = seeded()
    with pytest.raises(error) as raised:
        call(g)
    assert str(raised.value) == message
    assert_same(g.uniform((3,), "float32"), seeded().uniform((3,), "float32"))


def test_refused_though_pytorch_goes_on() -> None:
    """An array of probabilities, a range that rounding leaves, a shuffle of another kind."""
    with pytest.raises(RuntimeError, match=r"got p=\[ 0.5 -1. \]"):
        seeded().bernoulli(np.array([0.5, -1]), (2,))
    with pytest.raises(RuntimeError, match="to - 1 is out of bounds for float"):
        seeded().integers(0, 2**24 + 2, (2,), "float32")
    with pytest.raises(RuntimeError, match="to - from is out of bounds for float"):
        seeded().uniform((2,), "float32", -3e38, 3e38)
    with pytest.raises(RuntimeError, match="214748364 is too many"):
        seeded().permutation(214748364)


# ------------------------------------------------------------ PyTorch, asked the same


class Pair:
    """The same calls to this package and to PyTorch."""

    def __init__(self, torch: Any, seed: int) -> None:
        self.torch = torch
        self.ours = Generator().manual_seed(seed)
        self.theirs = torch.Generator().manual_seed(seed)

    def empty(self, n: int, dtype: str) -> Any:
        return self.torch.empty(n, dtype=getattr(self.torch, dtype))

    def uniform(self, n: int, dtype: str, low: float = 0, high: float = 1) -> None:
        ours = self.ours.uniform((n,), dtype, low, high)
        theirs = self.empty(n, dtype).uniform_(low, high, generator=self.theirs).numpy()
        fused = "AVX" in self.torch.backends.cpu.get_cpu_capability() and dtype != "float64"
        if (low, high) != (0, 1) and not fused:
            assert_close(ours, theirs, scale=max(abs(low), abs(high)))
        else:
            assert_same(ours, theirs)

    def normal(self, n: int, dtype: str, mean: float = 0, std: float = 1) -> None:
        ours = self.ours.normal((n,), dtype, mean, std)
        theirs = self.empty(n, dtype).normal_(mean, std, generator=self.theirs).numpy()
        assert_close(ours, theirs, scale=abs(mean) + std)

    def integers(self, n: int, dtype: str, low: int, high: int) -> None:
        ours = self.ours.integers(low, high, (n,), dtype)
        kind = getattr(self.torch, dtype)
        theirs = self.torch.randint(low, high, (n,), generator=self.theirs, dtype=kind)
        assert_same(ours, theirs.numpy())

    def permutation(self, n: int) -> None:
        theirs = self.torch.randperm(n, generator=self.theirs)
        assert_same(self.ours.permutation(n), theirs.numpy())

    def bernoulli(self, n: int, dtype: str, p: float) -> None:
        theirs = self.empty(n, dtype).bernoulli_(p, generator=self.theirs)
        assert_same(self.ours.bernoulli(p, (n,), dtype), theirs.numpy())

    def bernoulli_array(self, n: int, dtype: str) -> None:
        p = np.linspace(0, 1, n).astype(dtype)
        theirs = self.torch.bernoulli(self.torch.from_numpy(p), generator=self.theirs)
        assert_same(self.ours.bernoulli(p, (n,), dtype), theirs.numpy())

    def exponential(self, n: int, dtype: str, rate: float) -> None:
        theirs = self.empty(n, dtype).exponential_(rate, generator=self.theirs)
        assert_close(self.ours.exponential((n,), dtype, rate), theirs.numpy(), scale=1 / rate)

    def exchange_states(self) -> None:
        """Each goes on from the state of the other."""
        ours, theirs = self.ours.get_state(), self.theirs.get_state().numpy()
        self.ours.set_state(theirs)
        self.theirs.set_state(self.torch.from_numpy(ours))


@pytest.mark.oracle
@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("seed", [0, 1, 123456789])
def test_oracle_floats(torch: Any, dtype: str, seed: int) -> None:
    pair = Pair(torch, seed)
    for n in SIZES:
        pair.uniform(n, dtype)
        pair.uniform(n, dtype, -0.3, 1.123)
        pair.normal(n, dtype)
        pair.normal(n, dtype, 0.1, 2.3)
        pair.exponential(n, dtype, 1.7)
        pair.bernoulli(n, dtype, 0.3)
        pair.bernoulli_array(n, dtype)


@pytest.mark.oracle
@pytest.mark.parametrize("dtype", [*INTEGERS, *FLOATS])
def test_oracle_integers(torch: Any, dtype: str) -> None:
    pair = Pair(torch, 5)
    for n in SIZES:
        pair.integers(n, dtype, 0, 100)
        pair.bernoulli(n, dtype, 0.8)
        pair.permutation(n)


WIDE = [(0, 2**28 - 1), (-5, 2**28 - 6), (0, 2**28), (-(2**31), 2**31), (-(2**63), 2**63 - 1)]


@pytest.mark.oracle
@pytest.mark.parametrize(("low", "high"), WIDE)
def test_oracle_wide_ranges(torch: Any, low: int, high: int) -> None:
    Pair(torch, 5).integers(100, "int64", low, high)


@pytest.mark.oracle
@pytest.mark.parametrize("dtype", ["bool", "uint8", "int8", "int16", "int64", *FLOATS])
def test_oracle_every_integer_that_a_dtype_counts_to(torch: Any, dtype: str) -> None:
    """`Tensor.random_()` is `integers` from 0 on; but for int32, where it takes one word of two."""
    kind = np.dtype(dtype)
    if kind.kind == "f":
        count = 2 ** (np.finfo(kind).nmant + 1) + 1
    else:
        count = 2 if kind.kind == "b" else int(np.iinfo(kind).max) + 1
    pair = Pair(torch, 5)
    theirs = pair.empty(100, dtype).random_(generator=pair.theirs)
    assert_same(pair.ours.integers(0, count, (100,), dtype), theirs.numpy())


@pytest.mark.oracle
@pytest.mark.parametrize("n", [200_000, 1_000_003])
def test_oracle_large(torch: Any, n: int) -> None:
    pair = Pair(torch, 9)
    pair.permutation(n)
    for dtype in FLOATS:
        pair.normal(n, dtype)
        pair.uniform(n, dtype)


sizes = st.integers(0, 40)
floats, integers = st.sampled_from(FLOATS), st.sampled_from(INTEGERS)
bounds = st.tuples(st.integers(-50, 50), st.integers(0, 50)).map(lambda t: (t[0], t[0] + t[1]))
calls = st.one_of(
    st.tuples(st.just("uniform"), sizes, floats),
    st.tuples(st.just("uniform"), sizes, floats, bounds),
    st.tuples(st.just("normal"), sizes, floats),
    st.tuples(st.just("normal"), sizes, floats, st.tuples(st.floats(-9, 9), st.floats(0, 9))),
    st.tuples(st.just("integers"), sizes, st.just("int64"), st.sampled_from(WIDE)),
    st.tuples(st.just("integers"), sizes, integers, st.just((0, 77))),
    st.tuples(st.just("permutation"), sizes),
    st.tuples(st.just("bernoulli"), sizes, integers | floats, st.tuples(st.floats(0, 1))),
    st.tuples(st.just("bernoulli_array"), sizes, floats),
    st.tuples(st.just("exponential"), sizes, floats, st.tuples(st.floats(0.1, 9))),
    st.tuples(st.just("exchange_states")),
)


@pytest.mark.oracle
@settings(deadline=None)
@given(seed=st.integers(-(2**63), 2**64 - 1), sequence=st.lists(calls, max_size=12))
def test_oracle_any_calls_in_any_order(torch: Any, seed: int, sequence: list[tuple]) -> None:
    pair = Pair(torch, seed)
    assert pair.ours.initial_seed() == pair.theirs.initial_seed()
    for name, *arguments in sequence:
        *plain, last = arguments or ((),)
        getattr(pair, name)(*plain, *(last if isinstance(last, tuple) else (last,)))
    pair.uniform(3, "float32")
    pair.normal(3, "float64")


@pytest.mark.oracle
def test_oracle_the_states_are_the_same_bytes(torch: Any) -> None:
    pair = Pair(torch, 11)
    for n in (0, 1, 3, 20, 700):
        pair.normal(n, "float32")
        assert_same(pair.ours.get_state(), pair.theirs.get_state().numpy())
