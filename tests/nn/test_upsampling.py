"""Images in another size, as functions and as layers."""

import numpy as np
import pytest

import tinygrad_np as torch
from tests.nn.training import assert_copies_alike, assert_trains_alike
from tests.oracle import questions, questions_to_us
from tinygrad_np import nn

SHAPES = {1: (2, 3, 5), 2: (2, 3, 4, 5), 3: (1, 2, 3, 4, 3)}
# How to ask, and for how many dims; then in which ways to ask.
MODES = [
    *(({"mode": mode}, dims) for mode in ("nearest", "nearest-exact") for dims in SHAPES),
    *(({"mode": "area"}, dims) for dims in (1, 2)),
    *(
        ({"mode": mode, "align_corners": align}, dims)
        for mode, dims in (("linear", 1), ("bilinear", 2), ("trilinear", 3), ("bicubic", 2))
        for align in (False, True)
    ),
    *(({"mode": mode, "antialias": True}, 2) for mode in ("bilinear", "bicubic", "lanczos")),
    ({"mode": "bicubic", "antialias": True, "align_corners": True}, 2),
]
REQUESTS = [
    lambda sizes: {"size": [2 * n for n in sizes]},
    lambda sizes: {"size": 7},
    lambda sizes: {"size": 2},
    lambda sizes: {"size": list(sizes)},
    lambda sizes: {"scale_factor": 2},
    lambda sizes: {"scale_factor": [1.7, 0.6, 1.4][-len(sizes) :]},
    lambda sizes: {"scale_factor": 1.7, "recompute_scale_factor": True},
]


def some(*shape):
    return np.random.default_rng(4).normal(size=shape)


def resizing(library, options):
    """A layer that calls `interpolate` with some options."""

    class Layer(library.nn.Module):
        def forward(self, x):
            return library.nn.functional.interpolate(x, **options)

    return Layer()


@pytest.mark.oracle
@pytest.mark.parametrize("request_of", REQUESTS, ids=lambda r: str(r((2, 3))))
@pytest.mark.parametrize(("options", "dims"), MODES, ids=str)
def test_sizes_and_gradients_are_pytorchs(options, dims, request_of):
    shape = SHAPES[dims]
    options = {**options, **request_of(shape[2:])}
    assert_trains_alike(lambda library: resizing(library, options), some(*shape), steps=3)


@pytest.mark.oracle
@pytest.mark.parametrize(
    ("name", "args", "options", "dims"),
    [
        ("Upsample", (7,), {}, 1),
        ("Upsample", (), {"scale_factor": 2}, 3),
        ("Upsample", (), {"scale_factor": (2, 1.5), "mode": "bilinear"}, 2),
        ("Upsample", ((3, 4), None, "bicubic", True), {}, 2),
        ("Upsample", (), {"scale_factor": 1.7, "mode": "linear"}, 1),
        (
            "Upsample",
            (),
            {"scale_factor": 1.7, "mode": "linear", "recompute_scale_factor": True},
            1,
        ),
        ("UpsamplingNearest2d", (3,), {}, 2),
        ("UpsamplingNearest2d", (), {"scale_factor": (1.5, 2)}, 2),
        ("UpsamplingBilinear2d", ((7, 3),), {}, 2),
        ("UpsamplingBilinear2d", (), {"scale_factor": 2}, 2),
    ],
)
def test_layers_are_pytorchs(name, args, options, dims):
    def make(library):
        return getattr(library.nn, name)(*args, **options)

    assert_trains_alike(make, some(*SHAPES[dims]))


def test_copies():
    layer = nn.Upsample(scale_factor=1.5, mode="bicubic", align_corners=True)
    assert_copies_alike(layer, torch.tensor(some(1, 2, 3, 4)))


@pytest.mark.parametrize("dtype", ["float16", "float32"])
@pytest.mark.parametrize(("options", "dims"), MODES, ids=str)
def test_narrower_dtypes_stay_what_they_are(options, dims, dtype):
    x = some(*SHAPES[dims])
    narrow = torch.tensor(x, dtype=getattr(torch, dtype))
    y = nn.functional.interpolate(narrow, 4, **options)
    assert y.dtype == narrow.dtype
    expected = nn.functional.interpolate(torch.tensor(x), 4, **options)
    tolerance = 20 * np.finfo(dtype).eps
    np.testing.assert_allclose(y, expected, rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize(
    ("options", "dims"),
    [({"mode": "nearest"}, 1), ({"mode": "nearest"}, 3), ({"mode": "bicubic"}, 2)],
)
def test_the_gradient_is_that_of_the_result(options, dims):
    """PyTorch 2.13 gives that of a copy where a factor does not change the size."""
    x = torch.tensor(some(*SHAPES[dims]), requires_grad=True)
    options = {**options, "scale_factor": 1.1}
    assert torch.autograd.gradcheck(lambda x: nn.functional.interpolate(x, **options), x)


def test_what_is_far_from_a_pixel_does_not_spoil_it():
    x = torch.tensor([[[1.0, 2.0, 3.0, torch.inf]]])
    assert nn.functional.interpolate(x, 8, mode="linear")[0, 0, :5].isfinite().all()


def test_an_image_as_wide_as_one_pixel():
    """PyTorch 2.13 gives other rows than its own for a wider image."""
    x = torch.tensor(some(1, 2, 5, 1))
    resized = nn.functional.interpolate(x, (3, 1), mode="bilinear", antialias=True)
    wider = nn.functional.interpolate(x.expand(1, 2, 5, 4), (3, 4), mode="bilinear", antialias=True)
    np.testing.assert_allclose(resized[..., 0], wider[..., 0], rtol=1e-12)


@questions(
    """
>>> torch.nn.Upsample(3), torch.nn.Upsample(scale_factor=(2, 3), mode='bilinear')
(Upsample(size=3, mode='nearest'), Upsample(scale_factor=(2.0, 3.0), mode='bilinear'))
>>> torch.nn.UpsamplingNearest2d(3), torch.nn.UpsamplingBilinear2d(scale_factor=2)
(UpsamplingNearest2d(size=3, mode='nearest'),
UpsamplingBilinear2d(scale_factor=2.0, mode='bilinear'))
>>> torch.nn.functional.interpolate(x[None], 5)
tensor([[[1., 1., 2., 2., 3.], [4., 4., 5., 5., 6.]]], grad_fn=<UpsampleNearest1DBackward0>)
>>> torch.nn.functional.interpolate(x[None], 4, mode='linear')
tensor([[[1.0000, 1.6250, 2.3750, 3.0000],
         [4.0000, 4.6250, 5.3750, 6.0000]]], grad_fn=<UpsampleLinear1DBackward0>)
>>> torch.nn.functional.interpolate(x[None, None], (3, 2), mode='bilinear', align_corners=True)
tensor([[[[1.0000, 3.0000], [2.5000, 4.5000], [4.0000, 6.0000]]]],
grad_fn=<UpsampleBilinear2DBackward0>)
>>> torch.nn.functional.interpolate(x[None, None], (1, 2), mode='bicubic', antialias=True)
tensor([[[[2.8098, 4.1902]]]], grad_fn=<UpsampleBicubic2DAaBackward0>)
>>> torch.nn.functional.interpolate(r.to(torch.uint8), 2)
tensor([[[ 0,  2], [ 4,  6], [ 8, 10]], [[12, 14], [16, 18], [20, 22]]], dtype=torch.uint8)
>>> torch.nn.functional.interpolate(r[:0], 6)
tensor([], size=(0, 3, 6))
>>> torch.nn.functional.interpolate(r)
ValueError: either size or scale_factor should be defined
>>> torch.nn.functional.interpolate(r, 3, 2)
ValueError: only one of size or scale_factor should be defined
>>> torch.nn.functional.interpolate(r, 5, recompute_scale_factor=True)
ValueError: recompute_scale_factor is not meaningful with an explicit size.
>>> torch.nn.functional.interpolate(r, (2, 2))
ValueError: Input and output must have the same number of spatial dimensions, but got input with
spatial dimensions of [4] and output size of (2, 2). Please provide input tensor in ...
>>> torch.nn.functional.interpolate(r, scale_factor=(2, 2))
ValueError: Input and scale_factor must have the same number of spatial dimensions, but got input
with spatial dimensions of [4] and scale_factor of shape (2, 2). Please provide input tensor in ...
>>> torch.nn.functional.interpolate(r, 0)
RuntimeError: Input and output sizes should be greater than 0, but got input (W: 4) and output
(W: 0)
>>> torch.nn.functional.interpolate(r, scale_factor=float('inf'))
RuntimeError: value cannot be converted to type int64_t without overflow
>>> torch.nn.functional.interpolate(r[:, :0], 6)
RuntimeError: Non-empty 3D data tensor expected but got a tensor with sizes [2, 0, 4]
>>> torch.nn.functional.interpolate(r, 5, align_corners=True)
ValueError: align_corners option can only be set with the interpolating modes: linear | bilinear |
bicubic | trilinear
>>> torch.nn.functional.interpolate(r, 5, mode='bilinear')
NotImplementedError: Got 3D input, but bilinear mode needs 4D input
>>> torch.nn.functional.interpolate(r, 5, mode='foo')
NotImplementedError: Input Error: Only 3D, 4D and 5D input Tensors supported (got 3D) for the modes:
nearest | linear | bilinear | bicubic | trilinear | lanczos | area | nearest-exact (got foo)
>>> torch.nn.functional.interpolate(x, 5)
NotImplementedError: Input Error: Only 3D, 4D and 5D input Tensors supported (got 2D) for the modes:
nearest | linear | bilinear | bicubic | trilinear | lanczos | area | nearest-exact (got nearest)
>>> torch.nn.functional.interpolate(r, 5, mode='linear', antialias=True)
ValueError: Anti-alias option is restricted to bilinear, bicubic, and lanczos modes and requires a
4-D tensor as input
>>> torch.nn.functional.interpolate(r[None], 5, mode='lanczos')
ValueError: Lanczos mode requires antialias=True
>>> torch.nn.functional.interpolate(r[None], 5, mode='lanczos', antialias=True, align_corners=True)
ValueError: Lanczos mode does not support align_corners=True
>>> torch.nn.functional.interpolate(r, 2.5)
TypeError: ...
>>> torch.nn.functional.interpolate(r, scale_factor='a')
TypeError: ...
>>> torch.nn.functional.interpolate(r.long(), 5)
NotImplementedError: "..." not implemented for 'Long'
"""
)
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions_to_us(
    """
# PyTorch pools volumes, and rounds bytes.
>>> torch.nn.functional.interpolate(r[None, None], 2, mode='area')
NotImplementedError: interpolate(): there is no area mode for 5D input
>>> torch.nn.functional.interpolate(r.to(torch.uint8)[None], 2, mode='bilinear')
NotImplementedError: "interpolate_cpu" not implemented for 'Byte'
>>> torch.nn.functional.interpolate([1.0], 2)
TypeError: interpolate(): argument 'input' (position 1) must be Tensor, not list
"""
)
def test_what_is_refused(ask, code, answer):
    ask(code, answer)


@pytest.mark.parametrize("name", ["upsample", "upsample_nearest", "upsample_bilinear"])
def test_older_names_warn(name):
    x = torch.tensor(some(1, 1, 2, 2))
    with pytest.warns(UserWarning, match=f"`nn.functional.{name}` is deprecated"):
        y = getattr(nn.functional, name)(x, 3)
    mode = {"mode": "bilinear", "align_corners": True} if name == "upsample_bilinear" else {}
    assert torch.equal(y, nn.functional.interpolate(x, 3, **mode))
