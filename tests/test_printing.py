"""The text of tensors: stored texts that PyTorch printed, and PyTorch itself asked at random."""

import math
from collections.abc import Iterator
from textwrap import dedent

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from tinygrad_np.printing import get_printoptions, set_printoptions, tensor_repr

NAN, INF = math.nan, math.inf
FLOATS = ("float16", "float32", "float64")
DTYPES = (*FLOATS, "bool", "uint8", "int8", "int16", "int32", "int64")
DEFAULTS = {"precision": 4, "threshold": 1000, "edgeitems": 3, "linewidth": 80, "sci_mode": None}


@pytest.fixture(autouse=True)
def default_options() -> Iterator[None]:
    set_printoptions(profile="default")
    yield
    set_printoptions(profile="default")


def f16(*values: object) -> np.ndarray:
    return np.array(values, dtype=np.float16)


def f32(*values: object) -> np.ndarray:
    return np.array(values, dtype=np.float32)


def count(*shape: int, dtype: str = "int64") -> np.ndarray:
    return np.arange(math.prod(shape), dtype=dtype).reshape(shape)


# Each row: what it shows, the array, what PyTorch 2.13 prints.
VALUES = [
    ("whole_floats_end_in_a_point", f32(0, 4, 8, 12), "tensor([ 0.,  4.,  8., 12.])"),
    ("one_fraction_gives_all_four_digits", f32(1, 2.5), "tensor([1.0000, 2.5000])"),
    ("negative_values_widen", f32(-1, 2.5), "tensor([-1.0000,  2.5000])"),
    ("zero_d_float", f32(28)[0], "tensor(28.)"),
    ("zero_d_array", np.array(0.5, np.float32), "tensor(0.5000)"),
    ("zero_d_bool", np.array(True), "tensor(True)"),
    ("zero_d_small", np.array(1e-5, np.float32), "tensor(1.0000e-05)"),
    ("negative_zero", f32(0.0, -0.0), "tensor([0., -0.])"),
    ("nan_and_inf_alone_do_not_align", f32(NAN, 0, -INF), "tensor([nan, 0., -inf])"),
    ("nan_and_inf_align_in_fractions", f32(NAN, 0.5, -INF), "tensor([   nan, 0.5000,   -inf])"),
    ("nan_overflows_a_narrow_column", f32(NAN, 1, -INF), "tensor([nan, 1., -inf])"),
    ("scientific_for_a_ratio", f32(1, 1001), "tensor([1.0000e+00, 1.0010e+03])"),
    ("a_ratio_of_1000_is_plain", f32(1, 1000), "tensor([   1., 1000.])"),
    ("scientific_above_1e8", f32(100000008), "tensor([1.0000e+08])"),
    ("1e8_is_plain", f32(1e8), "tensor([100000000.])"),
    ("scientific_below_1e-4", f32(0.00009), "tensor([9.0000e-05])"),
    ("float32_1e-4_lies_below_1e-4", f32(1e-4), "tensor([1.0000e-04])"),
    ("scientific_ignores_zero_and_inf", f32(0, INF, 0.5), "tensor([0.0000,    inf, 0.5000])"),
    ("float16", f16(0.1, 65504), "tensor([9.9976e-02, 6.5504e+04], dtype=torch.float16)"),
    ("float64", np.array([1.0, 2]), "tensor([1., 2.], dtype=torch.float64)"),
    ("float64_1e-4_is_plain", np.array(1e-4), "tensor(0.0001, dtype=torch.float64)"),
    ("float64_extremes", np.array(5e-324), "tensor(4.9407e-324, dtype=torch.float64)"),
    ("bools", np.array([True, False]), "tensor([ True, False])"),
    ("int64_goes_without_saying", np.array([1, -20, 300]), "tensor([  1, -20, 300])"),
    ("uint8", np.array([0, 255], "uint8"), "tensor([  0, 255], dtype=torch.uint8)"),
    ("int32", np.array([-1, 1], "int32"), "tensor([-1,  1], dtype=torch.int32)"),
    ("empty_vector", f32(), "tensor([])"),
    ("empty_says_its_size", np.empty((0, 3), np.float32), "tensor([], size=(0, 3))"),
    ("empty_says_int64", np.empty(0, np.int64), "tensor([], dtype=torch.int64)"),
    ("empty_says_bool", np.empty((2, 0), bool), "tensor([], size=(2, 0), dtype=torch.bool)"),
    (
        "edges_above_the_threshold",
        count(1001),
        "tensor([   0,    1,    2,  ...,  998,  999, 1000])",
    ),
    ("numpy_scalar", np.int8(-3), "tensor(-3, dtype=torch.int8)"),
    ("non_contiguous", count(2, 6)[:, ::5].T, "tensor([[ 0,  6],\n        [ 5, 11]])"),
]

LAYOUTS = [
    (
        "blocks_are_parted_by_blank_lines",
        count(2, 2, 1, 2),
        """\
        tensor([[[[0, 1]],

                 [[2, 3]]],


                [[[4, 5]],

                 [[6, 7]]]])""",
    ),
    (
        "long_rows_wrap",
        count(30, dtype="float32"),
        """\
        tensor([ 0.,  1.,  2.,  3.,  4.,  5.,  6.,  7.,  8.,  9., 10., 11., 12., 13.,
                14., 15., 16., 17., 18., 19., 20., 21., 22., 23., 24., 25., 26., 27.,
                28., 29.])""",
    ),
    (
        "every_long_dimension_is_cut",
        count(7, 2, 100),
        """\
        tensor([[[   0,    1,    2,  ...,   97,   98,   99],
                 [ 100,  101,  102,  ...,  197,  198,  199]],

                [[ 200,  201,  202,  ...,  297,  298,  299],
                 [ 300,  301,  302,  ...,  397,  398,  399]],

                [[ 400,  401,  402,  ...,  497,  498,  499],
                 [ 500,  501,  502,  ...,  597,  598,  599]],

                ...,

                [[ 800,  801,  802,  ...,  897,  898,  899],
                 [ 900,  901,  902,  ...,  997,  998,  999]],

                [[1000, 1001, 1002,  ..., 1097, 1098, 1099],
                 [1100, 1101, 1102,  ..., 1197, 1198, 1199]],

                [[1200, 1201, 1202,  ..., 1297, 1298, 1299],
                 [1300, 1301, 1302,  ..., 1397, 1398, 1399]]])""",
    ),
    (
        "the_hidden_middle_has_no_say",
        np.where(count(2002) == 1000, 1e9, 1).astype(np.float32).reshape(1001, 2),
        """\
        tensor([[1., 1.],
                [1., 1.],
                [1., 1.],
                ...,
                [1., 1.],
                [1., 1.],
                [1., 1.]])""",
    ),
    (
        "a_note_that_does_not_fit_takes_a_new_line",
        count(16, dtype="int16"),
        """\
        tensor([ 0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11, 12, 13, 14, 15],
               dtype=torch.int16)""",
    ),
]

# What it shows, the options, the array, what PyTorch prints.
OPTIONS = [
    ("precision", {"precision": 2}, f32(math.pi), "tensor([3.14])"),
    ("no_digits_no_point", {"precision": 0}, f32(1.5, 2.5), "tensor([2, 2])"),
    ("sci_mode", {"sci_mode": True}, f32(1, 20), "tensor([1.0000e+00, 2.0000e+01])"),
    ("sci_mode_spares_zero", {"sci_mode": True}, f32(0, NAN), "tensor([0., nan])"),
    ("no_sci_mode", {"sci_mode": False}, f32(1e-5, 1), "tensor([0.0000, 1.0000])"),
    ("one_edge", {"threshold": 4, "edgeitems": 1}, count(5), "tensor([0,  ..., 4])"),
    ("at_the_threshold", {"threshold": 5, "edgeitems": 1}, count(5), "tensor([0, 1, 2, 3, 4])"),
    ("only_edges", {"threshold": 4}, count(6), "tensor([0, 1, 2, 3, 4, 5])"),
    ("no_edges", {"threshold": 4, "edgeitems": 0}, count(5), "tensor([...], size=(5,))"),
    ("no_edges_needed", {"edgeitems": 0}, count(2), "tensor([0, 1], size=(2,))"),
    ("zero_d_is_whole", {"threshold": 0, "edgeitems": 0}, np.array(3), "tensor(3, size=())"),
    ("linewidth", {"linewidth": 16}, count(5), "tensor([0, 1, 2,\n        3, 4])"),
    ("tiny_linewidth", {"linewidth": 1}, count(2), "tensor([0,\n        1])"),
    ("short", {"profile": "short"}, count(1001), "tensor([   0,    1,  ...,  999, 1000])"),
    ("short_digits", {"profile": "short"}, f32(1.5), "tensor([1.50])"),
]

CLONE = {"grad_fn": "CloneBackward0"}
GRAD = {"requires_grad": True}

# What it shows, what else is known of the tensor, the array, what PyTorch prints.
NOTES = [
    ("requires_grad", GRAD, f32(3), "tensor([3.], requires_grad=True)"),
    ("grad_fn", CLONE, f32(3)[0], "tensor(3., grad_fn=<CloneBackward0>)"),
    ("grad_fn_implies_grad", CLONE | GRAD, f32(3), "tensor([3.], grad_fn=<CloneBackward0>)"),
    (
        "notes_have_an_order",
        GRAD,
        np.empty((0, 2), np.float16),
        "tensor([], size=(0, 2), dtype=torch.float16, requires_grad=True)",
    ),
    (
        "notes_share_a_line_of_their_own",
        CLONE,
        count(13, dtype="float64"),
        """\
        tensor([ 0.,  1.,  2.,  3.,  4.,  5.,  6.,  7.,  8.,  9., 10., 11., 12.],
               dtype=torch.float64, grad_fn=<CloneBackward0>)""",
    ),
]

# The linewidth, how many values, the lines that PyTorch prints: where each note just fits, or not.
ROOM_FOR_NOTES = [
    (64, 2, ["tensor([0., 1.], dtype=torch.float64, grad_fn=<CloneBackward0>)"]),
    (63, 2, ["tensor([0., 1.], dtype=torch.float64,", "grad_fn=<CloneBackward0>)"]),
    (38, 2, ["tensor([0., 1.], dtype=torch.float64,", "grad_fn=<CloneBackward0>)"]),
    (37, 2, ["tensor([0., 1.],", "dtype=torch.float64,", "grad_fn=<CloneBackward0>)"]),
    (
        52,
        8,
        [
            "tensor([0., 1., 2., 3., 4., 5., 6., 7.],",
            "dtype=torch.float64, grad_fn=<CloneBackward0>)",
        ],
    ),
    (
        51,
        8,
        [
            "tensor([0., 1., 2., 3., 4., 5., 6., 7.],",
            "dtype=torch.float64,",
            "grad_fn=<CloneBackward0>)",
        ],
    ),
]

STORED = [
    *[pytest.param(array, {}, {}, text, id=name) for name, array, text in VALUES + LAYOUTS],
    *[pytest.param(array, options, {}, text, id=name) for name, options, array, text in OPTIONS],
    *[pytest.param(array, {}, known, text, id=name) for name, known, array, text in NOTES],
    *[
        pytest.param(
            count(values, dtype="float64"),
            {"linewidth": linewidth},
            CLONE,
            "\n       ".join(lines),
            id=f"room_for_notes_{linewidth}",
        )
        for linewidth, values, lines in ROOM_FOR_NOTES
    ],
]


@pytest.mark.parametrize(("array", "options", "known", "text"), STORED)
def test_text_of(array, options, known, text):
    set_printoptions(**options)
    assert tensor_repr(array, **known) == dedent(text)


def test_the_default_float_dtype_goes_without_saying():
    float64 = np.dtype("float64")
    assert tensor_repr(np.array([1.5]), default_float=float64) == "tensor([1.5000])"
    assert tensor_repr(f32(1), default_float=float64) == "tensor([1.], dtype=torch.float32)"


def test_a_prefix_sets_the_indent():
    text = tensor_repr(count(2, 2), grad_fn="G" * 60, prefix="buffer: tensor(")
    lines = ["buffer: tensor([[0, 1],", f"{'[2, 3]],':>24}", f"{'':15}grad_fn=<{'G' * 60}>)"]
    assert text.splitlines() == lines


def test_the_array_is_left_as_it_was():
    array = f32(NAN, -0.0, 1e9)
    before = array.tobytes()
    tensor_repr(array)
    assert array.tobytes() == before


def test_options_begin_as_in_torch():
    assert get_printoptions() == DEFAULTS


def test_options_are_set_one_by_one():
    set_printoptions(precision=2)
    set_printoptions(linewidth=100)
    assert get_printoptions() == DEFAULTS | {"precision": 2, "linewidth": 100}


def test_options_override_their_profile():
    set_printoptions(profile="full", precision=8)
    assert get_printoptions() == DEFAULTS | {"threshold": INF, "precision": 8}


def test_sci_mode_is_chosen_anew_by_each_call():
    set_printoptions(sci_mode=True)
    set_printoptions(precision=4)
    assert get_printoptions()["sci_mode"] is None


def test_the_dict_of_options_is_a_copy():
    get_printoptions()["precision"] = 9
    assert get_printoptions() == DEFAULTS


def test_an_unknown_profile_is_refused():
    with pytest.raises(ValueError, match=r"profile 'long' is unknown, use one of 'default'"):
        set_printoptions(profile="long")
    assert get_printoptions() == DEFAULTS


def test_the_full_profile_hides_nothing():
    set_printoptions(profile="full")
    assert tensor_repr(count(2000)).count(",") == 1999


# ---------------------------------------------------------------- PyTorch asked


@pytest.fixture(scope="module")
def torch():
    return pytest.importorskip("torch")


def torch_text(torch, array, options, known, default_float="float32") -> str:
    """What PyTorch prints of the same tensor under the same options."""
    tensor = torch.from_numpy(np.array(array))
    if known:
        tensor.requires_grad_()
    if "grad_fn" in known:
        tensor = tensor.clone()
    torch.set_printoptions(**options)
    torch.set_default_dtype(getattr(torch, default_float))
    try:
        return repr(tensor)
    finally:
        torch.set_default_dtype(torch.float32)
        torch.set_printoptions(profile="default")


@pytest.mark.oracle
@pytest.mark.parametrize(("array", "options", "known", "text"), STORED)
def test_stored_text_is_what_torch_prints(torch, array, options, known, text):
    assert torch_text(torch, array, options, known) == dedent(text)


def float_values(dtype: np.dtype) -> st.SearchStrategy:
    """Floats of every size, gathered where the notation changes."""
    kinds = (
        hnp.from_dtype(dtype),
        st.integers(-2000, 2000).map(float),
        st.builds(
            lambda digits, power: digits * 10.0**power, st.integers(-999, 999), st.integers(-12, 9)
        ),
        st.sampled_from([1e-4, 9.9e-5, 1e3, 1001, 1e8, 1.1e8, 0.1, 100.1, NAN, INF, -INF, -0.0]),
    )

    def rounded(value: float) -> np.floating:
        with np.errstate(over="ignore"):
            return dtype.type(value)

    return st.one_of(*kinds).map(rounded)


@st.composite
def arrays(draw) -> np.ndarray:
    dtype = np.dtype(draw(st.sampled_from(DTYPES)))
    shape = draw(hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=7))
    elements = float_values(dtype) if dtype.kind == "f" else hnp.from_dtype(dtype)
    array = draw(hnp.arrays(dtype, shape, elements=elements))
    return array.T[..., ::2] if array.ndim and draw(st.booleans()) else array


OPTION_SETS = st.fixed_dictionaries(
    {},
    optional={
        "precision": st.integers(0, 10),
        "threshold": st.sampled_from([0, 5, 20, 1000, INF]),
        "edgeitems": st.integers(0, 4),
        "linewidth": st.integers(1, 130),
        "profile": st.sampled_from(["default", "short", "full"]),
        "sci_mode": st.sampled_from([None, False, True]),
    },
)


@pytest.mark.oracle
@given(arrays(), OPTION_SETS, st.sampled_from([{}, GRAD, CLONE]), st.sampled_from(FLOATS))
def test_any_text_is_what_torch_prints(torch, array, options, known, default_float):
    known = known if array.dtype.kind == "f" else {}
    set_printoptions(profile="default")
    set_printoptions(**options)
    text = tensor_repr(array, default_float=np.dtype(default_float), **known)
    assert text == torch_text(torch, array, options, known, default_float)
