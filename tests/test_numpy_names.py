"""Every function of NumPy, by name: its value on Tensors is that on arrays, or it is refused."""

import re

import numpy as np
import pytest

import tinygrad_np as torch
from tinygrad_np import numpy_protocol
from tinygrad_np.numpy_protocol.ufuncs import ACCUMULATIONS, REDUCTIONS, UFUNCS

RNG = np.random.default_rng(5)
ARRAYS = {
    "x": RNG.uniform(-2.0, 2.0, (2, 3)),
    "y": RNG.uniform(-2.0, 2.0, (2, 3)),
    "u": RNG.uniform(0.1, 0.9, (2, 3)),
    "v": RNG.uniform(-1.0, 1.0, 3),
    "w": RNG.uniform(1.0, 3.0, 3),
    "q": RNG.uniform(-1.0, 1.0, (3, 3)) + 3 * np.eye(3),
    "r": RNG.uniform(-1.0, 1.0, (2, 3, 4)),
    "n": np.array([[1.0, np.nan, 3.0], [np.nan, -2.0, 0.5]]),
    "s": np.array(0.7),
    "i": np.array([2, 0, 1]),
    "j": np.array([[3, 1, 2], [5, 4, 6]]),
    "m": np.array([[True, False, True], [False, False, True]]),
    "o": np.array([[True, True, False], [False, True, True]]),
}

ELEMENTS = """
absolute x, add x y, arccos u, arccosh w, arcsin u, arcsinh x, arctan x, arctan2 x y, arctanh u,
bitwise_and i i, bitwise_or m o, bitwise_xor i 1, ceil x, conjugate x, copysign x y, cos x, cosh x,
deg2rad x, degrees x, divide x u, divmod x u, equal i 1, exp x, exp2 x, expm1 x, fabs x,
float_power u x, floor x, floor_divide x u, fmax x n, fmin x n, fmod x u, frexp x, gcd j 6,
greater x y, greater_equal x 0.5, heaviside x y, hypot x y, invert m, isfinite n, isinf n, isnan n,
lcm j 4, ldexp x i, left_shift j 2, less x y, less_equal x y, log u, log10 u, log1p u, log2 u,
logaddexp x y, logaddexp2 x y, logical_and m o, logical_not m, logical_or m o, logical_xor m o,
matmul x q, maximum x y, minimum x 0.5, modf x, multiply x v, negative x, nextafter x y,
not_equal x y, positive x, power u x, rad2deg x, radians x, reciprocal x, remainder x u,
right_shift j 1, rint x, sign x, signbit x, sin x, sinh x, sqrt u, square x, subtract x y, tan x,
tanh x, trunc x, vecdot x y
"""
UFUNC_CALLS = {
    name: f"np.{name}({', '.join(arguments)})"
    for name, *arguments in (call.split() for call in ELEMENTS.replace("\n", " ").split(","))
}

FUNCTION_CALLS = """
np.all(m, axis=0)
np.allclose(x, x)
np.amax(x)
np.amin(x, axis=1)
np.angle(x)
np.angle(x, deg=True)
np.any(m, axis=1, keepdims=True)
np.append(x, y, axis=0)
np.argmax(x, axis=1)
np.argmin(x)
np.argsort(x, axis=0)
np.argwhere(m)
np.around(x, 1)
np.array_equal(x, x)
np.array_split(v, 2)
np.astype(x, np.float32)
np.atleast_1d(s)
np.atleast_2d(v)
np.atleast_3d(x)
np.average(x)
np.average(x, axis=1, weights=u)
np.bincount(i)
np.broadcast_arrays(x, v)
np.broadcast_to(v, (2, 3))
np.clip(x, -1, 1)
np.clip(x, a_min=0, a_max=None)
np.column_stack([v, w])
np.compress([True, False, True], x, axis=1)
np.concatenate([x, y])
np.copy(x)
np.corrcoef(x)
np.count_nonzero(m, axis=0)
np.cov(x)
np.cov(x, ddof=0)
np.cross(v, w)
np.cumprod(x, axis=1)
np.cumsum(x)
np.cumulative_prod(v)
np.cumulative_sum(x, axis=1)
np.delete(v, 1)
np.delete(x, [0, 2], axis=1)
np.diag(v)
np.diagflat(v)
np.diagonal(q)
np.diff(x)
np.digitize(x, np.array([-1.0, 0.0, 1.0]))
np.dot(x, v)
np.dsplit(r, 2)
np.dstack([v, w])
np.einsum("ij,j->i", x, v)
np.expand_dims(x, 0)
np.extract(m, x)
np.fix(x)
np.flatnonzero(m)
np.flip(x, 0)
np.fliplr(x)
np.flipud(x)
np.full_like(x, 3)
np.gradient(v)
np.hsplit(x, 3)
np.hstack([x, y])
np.i0(x)
np.inner(x, v)
np.isclose(x, y)
np.iscomplexobj(x)
np.isin(i, [0, 1])
np.isneginf(x)
np.isposinf(x)
np.isreal(x)
np.isrealobj(x)
np.kron(x, v)
np.lib.stride_tricks.sliding_window_view(v, 2)
np.linalg.cholesky(q @ q.T)
np.linalg.cond(q)
np.linalg.cross(v, w)
np.linalg.det(q)
np.linalg.diagonal(q)
np.linalg.eigh(q + q.T)[0]
np.linalg.eigvalsh(q + q.T)
np.linalg.inv(q)
np.linalg.lstsq(q, v)[0]
np.linalg.matmul(x, q)
np.linalg.matrix_norm(q)
np.linalg.matrix_power(q, 3)
np.linalg.matrix_rank(q)
np.linalg.matrix_transpose(x)
np.linalg.multi_dot([x, q, v])
np.linalg.norm(x)
np.linalg.outer(v, w)
np.linalg.pinv(q)
np.abs(np.linalg.qr(q)[1])
np.linalg.slogdet(q)
np.linalg.solve(q, v)
np.linalg.svd(q)[1]
np.linalg.svdvals(q)
np.linalg.tensordot(x, q, axes=1)
np.linalg.tensorinv(q, ind=1)
np.linalg.tensorsolve(q, v)
np.linalg.trace(q)
np.linalg.vecdot(x, y)
np.linalg.vector_norm(v)
np.matrix_transpose(x)
np.max(x, axis=0)
np.may_share_memory(x, y)
np.mean(x, axis=0)
np.median(x)
np.meshgrid(v, w)
np.min(x)
np.moveaxis(r, 0, -1)
np.nan_to_num(n)
np.nancumprod(n, axis=1)
np.nancumsum(n)
np.nanmax(n, axis=0)
np.nanmean(n)
np.nanmedian(n)
np.nanmin(n)
np.nanpercentile(n, 30)
np.nanprod(n, axis=1)
np.nanquantile(n, 0.3)
np.nansum(n)
np.ndim(x)
np.nonzero(m)
np.ones_like(x)
np.outer(v, w)
np.percentile(x, 30, axis=1)
np.percentile(x, [20, 80])
np.polyval([1.0, -2.0, 3.0], x)
np.polyval(v, 0.5)
np.prod(x)
np.ptp(x, axis=1)
np.quantile(x, 0.3)
np.ravel(x)
np.real(x)
np.repeat(v, 2)
np.reshape(x, (3, 2))
np.roll(x, 1, axis=1)
np.rollaxis(r, 2)
np.rot90(x)
np.round(x, 1)
np.searchsorted(w * 0 + i, 0.5)
np.select([m, o], [x, y], -1.0)
np.shape(x)
np.shares_memory(x, x[0])
np.sinc(x)
np.size(x)
np.sort(x, axis=None)
np.split(v, 3)
np.squeeze(x[None])
np.stack([x, y], axis=-1)
np.std(x)
np.sum(x, axis=(0, 1))
np.swapaxes(r, 0, 2)
np.take(x, [0, 2, 2], axis=1)
np.take(x, i)
np.take_along_axis(x, np.argsort(x, axis=1), axis=1)
np.tensordot(x, q, axes=1)
np.tile(x, (2, 1))
np.trace(q)
np.transpose(r, (2, 0, 1))
np.trapezoid(x)
np.tril(q)
np.triu(q, 1)
np.unique(j)
np.unstack(x)
np.vander(v)
np.var(x, axis=1)
np.vdot(v, w)
np.vsplit(x, 2)
np.vstack([x, v])
np.where(m, x, y)
np.zeros_like(x)
""".strip().splitlines()

METHOD_CALLS = """
np.add.reduce(x)
np.multiply.reduce(x, axis=1)
np.maximum.reduce(x, axis=None)
np.minimum.reduce(x, axis=1, keepdims=True)
np.logical_and.reduce(m)
np.logical_or.reduce(m, axis=1)
np.add.accumulate(x)
np.multiply.accumulate(x, axis=1)
np.maximum.accumulate(x)
np.minimum.accumulate(x, axis=1)
np.logaddexp.accumulate(x)
np.subtract.outer(v, w)
np.maximum.outer(v, x)
""".strip().splitlines()

NO_VALUE = {"numpy.empty_like"}

# Of NumPy's public names these have no meaning for Tensors, or none yet.
REFUSED = """
apply_along_axis apply_over_axes argpartition array2string array_equiv array_repr array_str block
busday_count busday_offset can_cast choose common_type convolve copyto correlate
datetime_as_string diag_indices_from ediff1d einsum_path fft.fft fft.fft2 fft.fftn fft.fftshift
fft.hfft fft.ifft fft.ifft2 fft.ifftn fft.ifftshift fft.ihfft fft.irfft fft.irfft2 fft.irfftn
fft.rfft fft.rfft2 fft.rfftn fill_diagonal geomspace histogram histogram2d histogram_bin_edges
histogramdd imag in1d insert interp intersect1d is_busday iscomplex ix_ lexsort linalg.eig
linalg.eigvals linspace logspace min_scalar_type nanargmax nanargmin nanstd nanvar packbits pad
partition piecewise place poly polyadd polyder polydiv polyfit polyint polymul polysub put
put_along_axis putmask ravel_multi_index real_if_close resize result_type roots save savetxt savez
savez_compressed setdiff1d setxor1d sort_complex tril_indices_from trim_zeros triu_indices_from
union1d unique_all unique_counts unique_inverse unique_values unpackbits unravel_index unwrap
"""
REFUSED_UFUNCS = ["bitwise_count", "cbrt", "isnat", "matvec", "spacing", "vecmat"]


def values(result):
    """The arrays of a result, which may be one or hold some."""
    if isinstance(result, (tuple, list)):
        return [array for part in result for array in values(part)]
    return [result.numpy(force=True) if isinstance(result, torch.Tensor) else np.asarray(result)]


def of_this_numpy(calls):
    """Without calls of the functions that NumPy 2.0 did not have yet, if this is it."""
    new = {"cumulative_prod", "cumulative_sum", "unstack"} - vars(np).keys()
    return [call for call in calls if not any(f"np.{name}(" in call for name in new)]


@pytest.mark.parametrize(
    "call", of_this_numpy([*UFUNC_CALLS.values(), *FUNCTION_CALLS, *METHOD_CALLS])
)
def test_the_value_on_tensors_is_that_on_arrays(call):
    tensors = {name: torch.from_numpy(array.copy()) for name, array in ARRAYS.items()}
    expected = eval(call, {"np": np, **ARRAYS})
    found = eval(call, {"np": np, **tensors})
    for mine, other in zip(values(found), values(expected), strict=True):
        assert mine.shape == other.shape
        np.testing.assert_allclose(mine, other, rtol=1e-12, atol=1e-12)
    if isinstance(expected, np.ndarray):
        assert isinstance(found, torch.Tensor)


def public_functions():
    """The functions of NumPy that ask their arguments what they mean, by name."""
    for space in (np, np.linalg, np.fft):
        for name in dir(space):
            function = getattr(space, name)
            if hasattr(function, "_implementation") and not name.startswith("_"):
                yield f"{function.__module__}.{function.__name__}", function


FUNCTIONS = dict(public_functions())
ALL_UFUNCS = {f.__name__: f for f in vars(np).values() if isinstance(f, np.ufunc)}


def test_every_function_with_a_meaning_is_tried():
    asked = "\n".join(FUNCTION_CALLS).replace("np.", "numpy.")
    names = {f"{f.__module__}.{f.__name__}" for f in numpy_protocol.functions()} - NO_VALUE
    assert not [name for name in names if not re.search(rf"{re.escape(name)}\(", asked)]
    assert {f.__name__ for f in UFUNCS} == UFUNC_CALLS.keys()
    tried = {call.partition("(")[0] for call in METHOD_CALLS}
    assert {f"np.{f.__name__}.reduce" for f in REDUCTIONS} <= tried
    assert {f"np.{f.__name__}.accumulate" for f in ACCUMULATIONS} <= tried


def test_every_other_function_is_known_to_be_refused():
    have = {f"{f.__module__}.{f.__name__}" for f in numpy_protocol.functions()}
    assert FUNCTIONS.keys() - have <= {f"numpy.{name}" for name in REFUSED.split()}
    assert not have & {f"numpy.{name}" for name in REFUSED.split()}
    assert ALL_UFUNCS.keys() - {f.__name__ for f in UFUNCS} <= set(REFUSED_UFUNCS)


@pytest.mark.parametrize("name", [n for n in REFUSED.split() if f"numpy.{n}" in FUNCTIONS])
def test_a_function_without_meaning_says_so(name):
    with pytest.raises(TypeError, match=rf"numpy\.{re.escape(name)} has no derivative rule"):
        numpy_protocol.run_function(FUNCTIONS[f"numpy.{name}"], (torch.ones(2),), {})


@pytest.mark.parametrize("name", [name for name in REFUSED_UFUNCS if name in ALL_UFUNCS])
def test_a_ufunc_without_meaning_says_so(name):
    with pytest.raises(TypeError, match=rf"numpy\.{name} has no derivative rule"):
        numpy_protocol.run_ufunc(ALL_UFUNCS[name], "__call__", (torch.ones(2),), {})


@pytest.mark.parametrize("name", UFUNC_CALLS)
def test_a_ufunc_writes_to_no_array(name):
    ufunc = ALL_UFUNCS[name]
    operands = [torch.ones(2, 2)] * ufunc.nin
    outs = tuple(np.ones((2, 2)) for _ in range(ufunc.nout))
    with pytest.raises(TypeError, match=r"cannot be written to out="):
        ufunc(*operands, out=outs)
    if ufunc.signature is None:
        with pytest.raises(TypeError, match="does not take where="):
            ufunc(*operands, where=False)
        for method in ("at", "reduceat"):
            with pytest.raises(TypeError, match=rf"numpy\.{name}\.{method} has no derivative rule"):
                numpy_protocol.run_ufunc(ufunc, method, (torch.ones(2), [0]), {})
