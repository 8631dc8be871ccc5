"""Convolutions, pooling and padding: each once more as a product with arrays of ones and zeros.

`meets(window, n)` has a one where a tap of a window meets one of n elements.
"""

import math

import numpy as np

from tests.samples.arrays import CUBE, EMPTY, SCALAR, VECTOR, A, Row
from tinygrad_np.ops.resampling import Taps
from tinygrad_np.ops.sliding import adaptive, sliding


def some(*shape):
    """Numbers of which no two are close."""
    count = math.prod(shape)
    return np.random.default_rng(1).permutation(np.linspace(-1.5, 1.5, count)).reshape(shape)


def meets(window, n):
    """Ones and zeros, (taps, windows, n)."""
    found = np.zeros((len(window.taps), window.count, n))
    for tap, (outs, ins) in zip(found, window.taps, strict=True):
        tap[np.arange(window.count)[outs], np.arange(n)[ins]] = 1
    return found


def along_each(xp, x, matrices):
    """The last dims times a matrix each."""
    for axis, matrix in enumerate(matrices, -len(matrices)):
        x = xp.moveaxis(xp.tensordot(x, xp.asarray(matrix), ([axis], [1])), -1, axis)
    return x


# -- convolutions ----------------------------------------------------------------------------------

# The input, the weight and the result, with their groups apart; then what meets what.
LETTERS = {
    1: ("ngcw", "gocj", "ngox", "jxw"),
    2: ("ngchw", "gocij", "ngoyx", "iyh,jxw"),
    3: ("ngcdhw", "gocmij", "ngozyx", "mzd,iyh,jxw"),
}


def trilinear(xp, first, second, letters, shape, sizes, windows):
    """One of input, weight and result, from the two others."""
    ones = [xp.asarray(meets(w, n)) for w, n in zip(windows, sizes, strict=True)]
    return xp.einsum(letters, first, second, *ones).reshape(shape)


def apart(x, groups, dim):
    return x.reshape((*x.shape[:dim], groups, x.shape[dim] // groups, *x.shape[dim + 1 :]))


def convolution(xp, x, weight, bias, windows, groups):
    xs, ws, ys, ms = LETTERS[len(windows)]
    shape = (x.shape[0], weight.shape[0], *[w.count for w in windows])
    inputs = apart(x, groups, 1), apart(weight, groups, 0)
    letters = f"{xs},{ws},{ms}->{ys}"
    y = trilinear(xp, *inputs, letters, shape, x.shape[2:], windows)
    return y if bias is None else y + bias.reshape((-1,) + (1,) * len(windows))


def convolution_input(xp, y, weight, shape, windows, groups):
    xs, ws, ys, ms = LETTERS[len(windows)]
    inputs = apart(y, groups, 1), apart(weight, groups, 0)
    letters = f"{ys},{ws},{ms}->{xs}"
    return trilinear(xp, *inputs, letters, shape, shape[2:], windows)


def convolution_weight(xp, y, x, shape, windows, groups):
    xs, ws, ys, ms = LETTERS[len(windows)]
    inputs = apart(y, groups, 1), apart(x, groups, 1)
    letters = f"{ys},{xs},{ms}->{ws}"
    return trilinear(xp, *inputs, letters, shape, x.shape[2:], windows)


def geometries():
    """Shapes of input and weight, windows, groups."""
    yield (2, 2, 4), (2, 2, 3), (sliding(4, 3, 1, 1, 1, 4),), 1
    yield (1, 2, 5), (4, 1, 2), (sliding(5, 2, 2, 1, 2, 3),), 2
    yield (2, 1, 3, 4), (2, 1, 2, 3), (sliding(3, 2, 1, 0, 1, 2), sliding(4, 3, 2, 1, 1, 2)), 1
    yield (1, 2, 3, 2), (2, 2, 1, 1), (sliding(3, 1, 1, 0, 1, 3), sliding(2, 1, 1, 0, 1, 2)), 1
    yield (1, 2, 3, 3), (2, 1, 3, 2), (sliding(3, 3, 1, 2, 2, 3), sliding(3, 2, 1, 0, 1, 2)), 2
    window = sliding(2, 2, 1, 0, 1, 1)
    yield (1, 1, 2, 2, 3), (2, 1, 2, 2, 2), (window, window, sliding(3, 2, 1, 0, 1, 2)), 1
    yield (0, 1, 3), (2, 1, 2), (sliding(3, 2, 1, 0, 1, 2),), 1


def result_of(x, weight, windows):
    return some(x[0], weight[0], *[w.count for w in windows])


CONVOLUTIONS = [(some(*x), some(*w), some(w[0]), *rest) for x, w, *rest in geometries()]
CONVOLUTIONS.append((*CONVOLUTIONS[0][:2], None, *CONVOLUTIONS[0][3:]))
CONVOLUTION_INPUTS = [
    (result_of(x, w, windows), some(*w), x, windows, groups)
    for x, w, windows, groups in geometries()
]
CONVOLUTION_WEIGHTS = [
    (result_of(x, w, windows), some(*x), w, windows, groups)
    for x, w, windows, groups in geometries()
]

# -- pooling ---------------------------------------------------------------------------------------

PAIRWISE = (sliding(3, 2, 1, 0, 1, 2), sliding(4, 2, 2, 0, 1, 2))
PADDED = (sliding(3, 2, 2, 1, 1, 2), sliding(4, 3, 1, 1, 1, 4))
APART = (sliding(3, 1, 2, 0, 1, 2), sliding(4, 2, 1, 1, 2, 4))
UNEVEN = (adaptive(3, 2), adaptive(4, 3))
IMAGE = some(2, 3, 4)
BATCH = some(2, 1, 3, 4)
NO_IMAGE = some(0, 3, 4)


def sums(windows, sizes):
    return [meets(w, n).sum(0) for w, n in zip(windows, sizes, strict=True)]


def avg_pool(xp, x, windows, divisor):
    return along_each(xp, x, sums(windows, x.shape[-2:])) / divisor


def avg_pool_backward(xp, y, shape, windows, divisor):
    return along_each(xp, y / divisor, [s.T for s in sums(windows, shape[-2:])])


def max_pool(xp, x, windows):
    rows, columns = (s > 0 for s in sums(windows, x.shape[-2:]))
    met = xp.asarray(rows[:, None, :, None] & columns[:, None, :])
    return xp.amax(xp.where(met, x[..., None, None, :, :], -1e9), (-1, -2))


def gathered(xp, x, indices, dims):
    return xp.einsum(
        "...p,...kp->...k", flat(x, dims), one_hot(xp, indices, x.shape, dims)
    ).reshape(tuple(indices.shape))


def scattered(xp, y, indices, shape, dims):
    places = one_hot(xp, indices, shape, dims)
    return xp.einsum("...k,...kp->...p", flat(y, dims), places).reshape(shape)


def flat(x, dims):
    return x.reshape((*x.shape[: x.ndim - dims], math.prod(x.shape[x.ndim - dims :])))


def one_hot(xp, indices, shape, dims):
    return xp.asarray(
        np.eye(math.prod(shape[len(shape) - dims :]))[flat(np.asarray(indices), dims)]
    )


AVERAGES = [
    (IMAGE, PAIRWISE, 4),
    (BATCH, PADDED, 6.0),
    (BATCH, PADDED, np.array([[2.0, 3.0, 3.0, 2.0], [4.0, 6.0, 6.0, 4.0]])),
    (IMAGE, UNEVEN, 2),
    (NO_IMAGE, PAIRWISE, 4),
]
LARGEST = [(IMAGE, PAIRWISE), (BATCH, PADDED), (IMAGE, APART), (BATCH, UNEVEN), (NO_IMAGE, PADDED)]
PLACES = np.array([[[0, 3], [5, 5]], [[2, 11], [0, 7]]])


def first_of(apply, x, windows):
    return apply(x, windows)[0]


# -- padding, columns, shuffles --------------------------------------------------------------------


def padded(xp, x, pads, value):
    frames = [
        np.eye(n + before + after, n, -before)
        for n, (before, after) in zip(x.shape, pads, strict=True)
    ]
    inside = along_each(np, np.ones(tuple(x.shape)), frames)
    return along_each(xp, x, frames) + xp.asarray((1 - inside) * value)


def extended(xp, x, places):
    sizes = x.shape[x.ndim - len(places) :]
    return along_each(xp, x, [np.eye(n)[p] for n, p in zip(sizes, places, strict=True)])


def extended_backward(xp, y, shape, places):
    sizes = shape[len(shape) - len(places) :]
    return along_each(xp, y, [np.eye(n)[p].T for n, p in zip(sizes, places, strict=True)])


MIRRORED = np.array([2, 1, 0, 1, 2, 1])
EXTENSIONS = [
    (A, (MIRRORED,)),
    (some(1, 2, 3), (np.array([1, 0, 1]), MIRRORED)),
    (CUBE, (np.array([0, 0, 0, 1]), np.array([1]), np.array([1, 0, 1, 0]))),
    (EMPTY, (MIRRORED,)),
]
BLOCKS = [(some(2, 1, 3, 4), PAIRWISE), (some(1, 2, 3, 4), PADDED), (some(0, 1, 3, 4), PAIRWISE)]
WHOLE = (sliding(3, 1, 1, 0, 1, 3), sliding(4, 1, 1, 0, 1, 4))


def columns(xp, x, windows):
    ones = [xp.asarray(meets(w, n)) for w, n in zip(windows, x.shape[2:], strict=True)]
    rows = x.shape[1] * math.prod(len(w.taps) for w in windows)
    met = xp.einsum("nchw,iyh,jxw->ncijyx", x, *ones)
    return met.reshape((x.shape[0], rows, math.prod(w.count for w in windows)))


def uncolumned(xp, y, windows, sizes):
    ones = [xp.asarray(meets(w, n)) for w, n in zip(windows, sizes, strict=True)]
    taps, counts = [len(w.taps) for w in windows], [w.count for w in windows]
    split = y.reshape((y.shape[0], y.shape[1] // math.prod(taps), *taps, *counts))
    return xp.einsum("ncijyx,iyh,jxw->nchw", split, *ones)


def pixel_shuffle(xp, x, r):
    n, c, h, w = x.shape
    split = x.reshape((n, c // r**2, r, r, h, w))
    return xp.einsum("ncijhw->nchiwj", split).reshape((n, c // r**2, h * r, w * r))


def pixel_unshuffle(xp, x, r):
    n, c, h, w = x.shape
    split = x.reshape((n, c, h // r, r, w // r, r))
    return xp.einsum("nchiwj->ncijhw", split).reshape((n, c * r**2, h // r, w // r))


def channel_shuffle(xp, x, groups):
    n, c, *sizes = x.shape
    split = x.reshape((n, groups, c // groups, math.prod(sizes)))
    return xp.einsum("ngks->nkgs", split).reshape(tuple(x.shape))


# Two dims, of 2 and 3, in other sizes: the second takes parts of two each.
TAPS = (
    Taps(2, np.array([[0, 1, 1]]), np.array([[1.0, 0.25, -2.0]])),
    Taps(
        3,
        np.array([[0, 1, 1, 1], [1, 0, 1, 1]]),
        np.array([[0.5, 1.0, 0.25, 0.0], [0.5, 0.5, 2.0, 1.5]]),
    ),
)
RESAMPLED = [(some(1, 2, 2, 3), TAPS), (A, TAPS), (some(4, 3), TAPS[1:]), (some(0, 3), TAPS[1:])]
RESAMPLED.append((some(2, 3, 4), tuple(taps.adjoint for taps in TAPS)))


def resampled(xp, x, taps):
    matrices = [(np.eye(t.size)[t.places] * t.weights[..., None]).sum(0) for t in taps]
    return along_each(xp, x, matrices)


ROWS = {
    "Convolution": Row(convolution, CONVOLUTIONS),
    "ConvolutionInput": Row(convolution_input, CONVOLUTION_INPUTS),
    "ConvolutionWeight": Row(convolution_weight, CONVOLUTION_WEIGHTS),
    "AvgPool2D": Row(avg_pool, AVERAGES),
    "AdaptiveAvgPool2D": Row(avg_pool, AVERAGES[3:]),
    "AvgPool2DBackward": Row(
        avg_pool_backward,
        [
            (some(2, 2, 2), (2, 3, 4), PAIRWISE, 4),
            (some(1, 2, 4), (1, 3, 4), PADDED, AVERAGES[2][2]),
            (some(2, 2, 3), (2, 3, 4), UNEVEN, 2),
        ],
    ),
    "MaxPool2DWithIndices": Row(max_pool, LARGEST, through=first_of),
    "AdaptiveMaxPool2D": Row(max_pool, LARGEST[3:], through=first_of),
    "GatherPlanes": Row(
        gathered,
        [
            (IMAGE, PLACES, 2),
            (VECTOR, np.array([2, 2, 0, 1]), 1),
            (IMAGE[:, 0], PLACES[:, 0] % 4, 1),
        ],
    ),
    "ScatterPlanes": Row(
        scattered,
        [(some(2, 2, 2), PLACES, (2, 3, 4), 2), (some(4), np.array([2, 2, 0, 1]), (3,), 1)],
    ),
    "ConstantPadNd": Row(
        padded,
        [
            (A, ((1, 0), (2, 1)), 0),
            (A, ((0, 0), (-1, 2)), 1.5),
            (CUBE, ((1, 1), (0, -1), (-2, 0)), -2),
            (SCALAR, (), 3),
            (EMPTY, ((1, 0), (0, 1)), 0.5),
        ],
    ),
    "Extend": Row(extended, EXTENSIONS),
    "ExtendBackward": Row(
        extended_backward,
        [
            (some(2, 6), (2, 3), (MIRRORED,)),
            (some(2, 4, 3), (2, 2, 2), (np.array([0, 0, 0, 1]), np.array([1, 0, 1]))),
            (some(0, 6), (0, 3), (MIRRORED,)),
        ],
    ),
    "Resample": Row(resampled, RESAMPLED),
    "Im2Col": Row(columns, [*BLOCKS, (some(1, 2, 3, 4), WHOLE)]),
    "Col2Im": Row(
        uncolumned,
        [
            (some(2, 4, 4), PAIRWISE, (3, 4)),
            (some(1, 12, 8), PADDED, (3, 4)),
            (some(1, 2, 12), WHOLE, (3, 4)),
        ],
    ),
    "PixelShuffle": Row(
        pixel_shuffle, [(some(1, 4, 2, 3), 2), (some(2, 1, 2, 2), 1), (some(0, 4, 1, 1), 2)]
    ),
    "PixelUnshuffle": Row(pixel_unshuffle, [(some(1, 2, 4, 2), 2), (some(0, 1, 2, 2), 2)]),
    "ChannelShuffle": Row(
        channel_shuffle, [(some(1, 6, 2), 2), (some(2, 4, 1, 3), 4), (some(0, 4, 1), 2)]
    ),
}
for _dims in (1, 2, 3):
    for _kind in ("Reflection", "Replication"):
        ROWS[f"{_kind}Pad{_dims}D"] = Row(extended, EXTENSIONS[_dims - 1 : _dims])
    for _kind in ("Nearest", "NearestExact"):
        ROWS[f"Upsample{_kind}{_dims}D"] = Row(extended, EXTENSIONS[_dims - 1 : _dims])
for _name in ("Linear1D", "Bilinear2D", "Trilinear3D", "Bicubic2D", "Bilinear2DAa", "Bicubic2DAa"):
    ROWS[f"Upsample{_name}"] = Row(resampled, RESAMPLED[:1])
ROWS["UpsampleLanczos2DAa"] = Row(resampled, RESAMPLED[:1])
