"""NumPy's functions on Tensors: each is an op with its gradient, or refused; none detaches."""

import matplotlib
import numpy as np
import pytest

import tinygrad_np as torch
from tests import oracle
from tests.oracle import questions_to_us

# NumPy's expression, and ours that does the same. A is an ndarray of float32.
SAME = """
np.sin(x)  ->  torch.sin(x)
np.cos(x)  ->  torch.cos(x)
np.tan(x)  ->  x.tan()
np.exp(x)  ->  x.exp()
np.log(x)  ->  x.log()
np.sqrt(x)  ->  x.sqrt()
np.tanh(x)  ->  x.tanh()
np.arcsin(x / 9)  ->  torch.asin(x / 9)
np.arccos(x / 9)  ->  torch.acos(x / 9)
np.arctan(x)  ->  x.atan()
np.arctan2(x, v)  ->  x.atan2(v)
np.arctan2(v, 2)  ->  v.atan2(torch.full((), 2.0))
np.sinh(v)  ->  v.sinh()
np.cosh(v)  ->  v.cosh()
np.arcsinh(v)  ->  v.asinh()
np.arccosh(x)  ->  x.acosh()
np.arctanh(x / 9)  ->  (x / 9).atanh()
np.sinc(v)  ->  v.sinc()
np.deg2rad(x)  ->  x.deg2rad()
np.radians(x)  ->  x.deg2rad()
np.rad2deg(x)  ->  x.rad2deg()
np.degrees(x)  ->  x.rad2deg()
np.exp2(v)  ->  v.exp2()
np.expm1(v)  ->  v.expm1()
np.log2(x)  ->  x.log2()
np.log10(x)  ->  x.log10()
np.log1p(x)  ->  x.log1p()
np.logaddexp(x, v)  ->  x.logaddexp(v)
np.logaddexp(v, 1)  ->  v.logaddexp(torch.full((), 1.0))
np.logaddexp2(x, v)  ->  x.logaddexp2(v)
np.ldexp(v, i)  ->  v.ldexp(i)
np.ldexp(v, 2)  ->  v.ldexp(torch.full((), 2.0))
np.hypot(x, v)  ->  x.hypot(v)
np.hypot(3.0, x)  ->  torch.full((), 3.0).hypot(x)
np.float_power(x, 2)  ->  x.float_power(2)
np.floor(v)  ->  v.floor()
np.ceil(v)  ->  v.ceil()
np.trunc(v)  ->  v.trunc()
np.fix(v)  ->  v.trunc()
np.rint(v)  ->  v.round()
np.round(v)  ->  v.round()
np.round(v, 1)  ->  v.round(decimals=1)
np.floor_divide(x, 2)  ->  x // 2
np.remainder(x, 2)  ->  x % 2
np.mod(x, A)  ->  x % torch.tensor(A)
np.float64(2) % x  ->  2 % x
np.fmod(v, 2)  ->  v.fmod(2)
np.gcd(i, 4)  ->  i.gcd(torch.full((), 4))
np.lcm(i, i)  ->  i.lcm(i)
np.fmax(x, 2)  ->  x.fmax(torch.full((), 2.0))
np.fmin(x, A)  ->  x.fmin(torch.tensor(A))
np.copysign(x, v)  ->  x.copysign(v)
np.copysign(2, v)  ->  torch.full((), 2.0).copysign(v)
np.heaviside(v, 0.5)  ->  v.heaviside(torch.full((), 0.5))
np.nextafter(x, 9)  ->  x.nextafter(torch.full((), 9.0))
np.signbit(v)  ->  v.signbit()
np.nan_to_num(v, nan=1.0)  ->  v.nan_to_num(1.0)
np.clip(x, v, None)  ->  x.clamp(v)
np.i0(x)  ->  torch.i0(x)
np.abs(v)  ->  v.abs()
np.absolute(v)  ->  v.abs()
np.sign(v)  ->  v.sign()
np.negative(x)  ->  -x
np.square(x)  ->  x**2
np.reciprocal(x)  ->  x.reciprocal()
np.positive(x)  ->  x.clone()
np.isnan(x)  ->  torch.isnan(x)
np.isinf(x)  ->  torch.isinf(x)
np.isfinite(x)  ->  torch.isfinite(x)
np.isposinf(x)  ->  torch.isposinf(x)
np.isneginf(x)  ->  torch.isneginf(x)
np.isreal(x)  ->  torch.isreal(x)
np.isclose(x, A)  ->  torch.isclose(x, torch.tensor(A))
np.isclose(x, 2, atol=1)  ->  torch.isclose(x, torch.full((), 2.0), atol=1)
np.isclose(2, w)  ->  torch.isclose(torch.full((), 2.0, dtype=w.dtype), w)
np.allclose(x, x)  ->  torch.allclose(x, x)
np.array_equal(x, A)  ->  torch.equal(x, torch.tensor(A))
np.isin(x, i)  ->  torch.isin(x, i)
np.isin(x, 2, invert=True)  ->  torch.isin(x, 2, invert=True)
np.logical_and(x, 1)  ->  torch.logical_and(x, torch.tensor(1))
np.logical_or(A, x)  ->  torch.logical_or(torch.tensor(A), x)
np.logical_xor(x, x)  ->  torch.logical_xor(x, x)
np.logical_not(x)  ->  torch.logical_not(x)
np.left_shift(i, 1)  ->  i << 1
np.right_shift(8, i)  ->  8 >> i
np.add(A, x)  ->  torch.tensor(A) + x
np.add(x, A)  ->  x + torch.tensor(A)
np.add(x, 1)  ->  x + 1
np.add(1, x)  ->  1 + x
np.subtract(A, x)  ->  torch.tensor(A) - x
np.subtract(2, x)  ->  2 - x
np.multiply(A, x)  ->  torch.tensor(A) * x
np.divide(A, x)  ->  torch.tensor(A) / x
np.true_divide(x, 2)  ->  x / 2
np.power(A, x)  ->  torch.tensor(A) ** x
np.power(x, 2)  ->  x ** 2
np.power(2, x)  ->  2 ** x
np.maximum(x, 2)  ->  torch.maximum(x, torch.tensor(2.0))
np.maximum(2, x)  ->  torch.maximum(x, torch.tensor(2.0))
np.maximum(A, x)  ->  torch.maximum(torch.tensor(A), x)
np.minimum(x, v)  ->  torch.minimum(x, v)
np.greater(x, 2)  ->  x > 2
np.equal(x, A)  ->  x == torch.tensor(A)
np.less(2, x)  ->  2 < x
np.matmul(x, v)  ->  x @ v
np.matmul(A, v)  ->  torch.tensor(A) @ v
A + x  ->  torch.tensor(A) + x
A - x  ->  torch.tensor(A) - x
A * x  ->  torch.tensor(A) * x
A / x  ->  torch.tensor(A) / x
A ** x  ->  torch.tensor(A) ** x
A @ v  ->  torch.tensor(A) @ v
A == x  ->  torch.tensor(A) == x
A != x  ->  torch.tensor(A) != x
A < x  ->  torch.tensor(A) < x
A <= x  ->  torch.tensor(A) <= x
A > x  ->  torch.tensor(A) > x
A >= x  ->  torch.tensor(A) >= x
x + A  ->  x + torch.tensor(A)
x @ A.T  ->  x @ torch.tensor(A.T)
x < A  ->  x < torch.tensor(A)
np.array([True, False, True]) & b  ->  b & b
np.array([1, 2, 3]) | i  ->  i | torch.tensor([1, 2, 3])
np.float64(2) * x  ->  x * 2
x * np.float64(2)  ->  x * 2
np.float64(2) + x  ->  2 + x
np.float64(2) - x  ->  2 - x
np.float64(2) / x  ->  2 / x
np.float64(2) ** x  ->  2 ** x
np.float64(2) < x  ->  2 < x
np.float32(2) * x  ->  x * 2
np.int64(2) * x  ->  x * 2
np.bool_(True) * x  ->  x * True
np.add.accumulate(x)  ->  x.cumsum(0)
np.multiply.accumulate(x, 1)  ->  x.cumprod(1)
np.maximum.accumulate(x, axis=1)  ->  x.cummax(1).values
np.minimum.accumulate(x)  ->  x.cummin(0).values
np.logaddexp.accumulate(x, 1)  ->  x.logcumsumexp(1)
np.cumsum(x)  ->  x.reshape(-1).cumsum(0)
np.cumsum(x, axis=0)  ->  x.cumsum(0)
np.cumprod(x, 1)  ->  x.cumprod(1)
np.nansum(x, axis=1)  ->  x.nansum(1)
np.nanmean(x, 0, keepdims=True)  ->  x.nanmean(0, True)
np.count_nonzero(x, axis=0)  ->  x.count_nonzero(0)
np.var(x)  ->  x.var(correction=0)
np.var(x, 0, ddof=1)  ->  x.var(0)
np.std(x, axis=1, keepdims=True)  ->  x.std(1, False, True)
np.std(x, correction=1)  ->  x.std()
np.median(x)  ->  x.quantile(0.5)
np.median(x, axis=0, keepdims=True)  ->  x.quantile(0.5, 0, True)
np.nanmedian(x, 1)  ->  x.nanquantile(0.5, 1)
np.quantile(x, 0.3)  ->  x.quantile(0.3)
np.quantile(x, [0.3, 0.6], axis=1)  ->  x.quantile(torch.tensor([0.3, 0.6]), 1)
np.nanquantile(x, 0.3, 0, method="lower")  ->  x.nanquantile(0.3, 0, interpolation="lower")
np.cov(x, rowvar=False, bias=True)  ->  x.t().cov(correction=0)
np.corrcoef(x, rowvar=False)  ->  x.t().corrcoef()
np.diff(x)  ->  x.diff()
np.diff(x, 2, axis=1)  ->  x.diff(2, 1)
np.diff(x, axis=0, prepend=x, append=x)  ->  x.diff(1, 0, x, x)
np.trapezoid(x, dx=2.0, axis=0)  ->  torch.trapezoid(x, dx=2.0, dim=0)
np.trapezoid(x, v)  ->  torch.trapezoid(x, v)
np.gradient(x, axis=1)  ->  torch.gradient(x, dim=1)[0]
np.gradient(x, 2.0, 0.5)[0]  ->  torch.gradient(x, spacing=(2.0, 0.5))[0]
np.ptp(x, axis=1)  ->  x.amax(1) - x.amin(1)
np.float64(2) * s  ->  s * 2
np.sum(x)  ->  x.sum()
np.sum(x, axis=0)  ->  x.sum(0)
np.sum(x, 1)  ->  x.sum(1)
np.sum(x, axis=(0, 1), keepdims=True)  ->  x.sum((0, 1), keepdim=True)
np.mean(x)  ->  x.mean()
np.mean(x, axis=1)  ->  x.mean(1)
np.prod(x)  ->  x.prod()
np.prod(x, axis=0)  ->  x.prod(0)
np.max(x)  ->  x.amax()
np.max(x, axis=0)  ->  x.amax(0)
np.amax(x, axis=1, keepdims=True)  ->  x.amax(1, keepdim=True)
np.min(x, axis=0)  ->  x.amin(0)
np.argmax(x)  ->  x.argmax()
np.argmax(x, axis=1)  ->  x.argmax(1)
np.argmin(x, axis=0)  ->  x.argmin(0)
np.linalg.norm(x)  ->  x.norm()
np.linalg.norm(x, axis=1)  ->  x.norm(dim=1)
np.linalg.norm(v, 1)  ->  v.norm(1)
np.linalg.norm(x, 2)  ->  torch.linalg.norm(x, 2)
np.linalg.norm(x, "nuc")  ->  torch.linalg.norm(x, "nuc")
np.linalg.vector_norm(x, axis=1)  ->  torch.linalg.vector_norm(x, dim=1)
np.linalg.matrix_norm(r, ord=1, keepdims=True)  ->  torch.linalg.matrix_norm(r, 1, keepdim=True)
np.linalg.cond(p)  ->  torch.linalg.cond(p)
np.linalg.det(p)  ->  torch.linalg.det(p)
np.linalg.slogdet(p)[1]  ->  torch.linalg.slogdet(p)[1]
np.linalg.inv(p)  ->  torch.linalg.inv(p)
np.linalg.solve(p, p[0])  ->  torch.linalg.solve(p, p[0])
np.linalg.solve(p[None][[0, 0]], p)  ->  torch.linalg.solve(p[None][[0, 0]], p[None])
np.linalg.tensorsolve(p, p[0])  ->  torch.linalg.tensorsolve(p, p[0])
np.linalg.tensorinv(p, ind=1)  ->  torch.linalg.tensorinv(p, ind=1)
np.linalg.pinv(x)  ->  torch.linalg.pinv(x)
np.linalg.lstsq(x.T, v)[0]  ->  torch.linalg.lstsq(x.T, v).solution
np.linalg.matrix_rank(x)  ->  torch.linalg.matrix_rank(x)
np.linalg.cholesky(x @ x.T)  ->  torch.linalg.cholesky(x @ x.T)
np.linalg.qr(x)[1]  ->  torch.linalg.qr(x)[1]
np.linalg.svd(x, full_matrices=False).S  ->  torch.linalg.svd(x).S
np.linalg.svd(x, compute_uv=False)  ->  torch.linalg.svdvals(x)
np.linalg.svdvals(x)  ->  torch.linalg.svdvals(x)
np.linalg.eigh(x @ x.T, "U").eigenvalues  ->  torch.linalg.eigvalsh(x @ x.T)
np.linalg.eigvalsh(x @ x.T)  ->  torch.linalg.eigvalsh(x @ x.T)
np.linalg.multi_dot([x, x.T, p])  ->  torch.linalg.multi_dot([x, x.T, p])
np.outer(x, v)  ->  torch.outer(x.flatten(), v)
np.inner(x, v)  ->  torch.inner(x, v)
np.vdot(x, x)  ->  torch.vdot(x.flatten(), x.flatten())
np.tensordot(r, x, axes=(1, 1))  ->  torch.tensordot(r, x, dims=([1], [1]))
np.dot(r, r[0].T)  ->  torch.tensordot(r, r[0].T, 1)
np.kron(x, v)  ->  torch.kron(x, v)
np.cross(x, v)  ->  torch.linalg.cross(x, v[None])
np.cross(r, r + 1, axis=1)  ->  torch.linalg.cross(r, r + 1, dim=1)
np.linalg.cross(x, x + v)  ->  torch.linalg.cross(x, x + v)
np.einsum("ij,kj->ik", x, x)  ->  torch.einsum("ij,kj->ik", x, x)
np.einsum(x, [0, 1], [1, 0])  ->  torch.einsum("ij->ji", x)
np.linalg.matrix_power(p, 3)  ->  torch.linalg.matrix_power(p, 3)
np.add.reduce(x)  ->  x.sum(0)
np.add.reduce(x, axis=1)  ->  x.sum(1)
np.add.reduce(x, axis=None)  ->  x.sum()
np.add.reduce(x, axis=(0, 1))  ->  x.sum((0, 1))
np.add.reduce(x, axis=1, keepdims=True)  ->  x.sum(1, keepdim=True)
np.multiply.reduce(x, axis=(0, 1))  ->  x.prod(1).prod(0)
np.maximum.reduce(x, axis=0)  ->  x.amax(0)
np.minimum.reduce(x, axis=None)  ->  x.amin()
np.multiply.outer(v, v)  ->  v.unsqueeze(1) * v
np.where(m, x, v)  ->  torch.where(m, x, v)
np.where(x > 2, x, 0)  ->  torch.where(x > 2, x, 0)
np.where(A > 2, x, 0.0)  ->  torch.where(torch.tensor(A) > 2, x, 0)
np.clip(x, 2, 4)  ->  x.clamp(2, 4)
np.concatenate([x, x])  ->  torch.cat([x, x])
np.concatenate([A, x], axis=1)  ->  torch.cat([torch.tensor(A), x], 1)
np.concatenate((x, A))  ->  torch.cat([x, torch.tensor(A)])
np.stack([x, A])  ->  torch.stack([x, torch.tensor(A)])
np.stack([v, v], axis=1)  ->  torch.stack([v, v], 1)
np.reshape(x, (3, 2))  ->  x.reshape(3, 2)
np.reshape(x, -1)  ->  x.reshape(-1)
np.ravel(x)  ->  x.flatten()
np.transpose(x)  ->  x.T
np.transpose(r, (1, 0, 2))  ->  r.permute(1, 0, 2)
np.swapaxes(x, 0, 1)  ->  x.transpose(0, 1)
np.moveaxis(r, 0, -1)  ->  r.permute(1, 2, 0)
np.squeeze(x[:1])  ->  x[:1].squeeze()
np.squeeze(x[:1], axis=0)  ->  x[:1].squeeze(0)
np.expand_dims(x, 0)  ->  x.unsqueeze(0)
np.broadcast_to(v, (2, 3))  ->  v.expand(2, 3)
np.dot(x, v)  ->  x @ v
np.dot(v, v)  ->  v @ v
np.dot(x, 2)  ->  x * 2
np.copy(x)  ->  x.clone()
np.zeros_like(x)  ->  torch.zeros_like(x)
np.ones_like(x)  ->  torch.ones_like(x)
np.full_like(x, 3)  ->  torch.full_like(x, 3)
np.shape(x)  ->  x.shape
np.ndim(x)  ->  x.ndim
np.size(x)  ->  x.numel()
"""

ROWS = [line.split("  ->  ") for line in SAME.split("\n") if line]


def outcome_with_gradients(code):
    """What the code prints, and the gradient that each of the given tensors gets from it."""
    outcome = oracle.run(torch, "A = np.array([[2, 3, 4], [5, 6, 7]], np.float32)\n" + code)
    for t in oracle.tensors_in(outcome.result, torch.Tensor):
        if t.grad_fn is not None:
            t.backward(torch.arange(1, t.numel() + 1, dtype=t.dtype).reshape(t.shape))
    return outcome.said, {name: repr(t.grad) for name, t in outcome.names.items()}


@pytest.mark.parametrize(("numpys", "ours"), ROWS, ids=[row[0] for row in ROWS])
def test_a_function_of_numpy_is_the_op(numpys, ours):
    assert outcome_with_gradients(numpys) == outcome_with_gradients(ours)


@questions_to_us(r"""
# Without a rule: refused, with the way out.
>>> np.add.at(x, 0, 1)
TypeError: numpy.add.at has no derivative rule for Tensors: ...t.detach().numpy()
>>> np.add.reduceat(x, [0])
TypeError: numpy.add.reduceat has no derivative rule for Tensors: ...t.detach().numpy()
>>> np.einsum("ij->i", x, dtype=np.float64)
TypeError: numpy.einsum on a Tensor does not take dtype=: ...
>>> np.linalg.eig(x)
TypeError: numpy.linalg.eig has no derivative rule for Tensors: ...t.detach().numpy()
>>> np.fft.fft(x)
TypeError: numpy.fft.fft has no derivative rule for Tensors: ...t.detach().numpy()
>>> np.linspace(s, 2, 3)
TypeError: numpy.linspace has no derivative rule for Tensors: ...t.detach().numpy()
>>> np.spacing(x)
TypeError: numpy.spacing has no derivative rule for Tensors: ...t.detach().numpy()
>>> np.save("x.npy", x)
TypeError: numpy.save has no derivative rule for Tensors: ...t.detach().numpy()
>>> np.interp(x, x, x)
TypeError: numpy.interp has no derivative rule for Tensors: ...t.detach().numpy()

# Into an ndarray: it would cut the graph.
>>> a = np.ones(3); a += v
TypeError: numpy.add: a Tensor's result cannot be written to out=, or into an ndarray by an
in-place operator: ...Use the result, as in `a = a + t`, or t.detach().numpy()
>>> a = np.ones(3); a *= v
TypeError: numpy.multiply: a Tensor's result cannot be written to out=, or into an ndarray by an
in-place operator: ...Use the result, as in `a = a + t`, or t.detach().numpy()
>>> np.add(x, 1, out=np.ones((2, 3)))
TypeError: numpy.add: a Tensor's result cannot be written to out=, or into an ndarray by an
in-place operator: ...Use the result, as in `a = a + t`, or t.detach().numpy()
>>> np.add(1.0, 2.0, out=p)
TypeError: numpy.add: a Tensor's result cannot be written to out=, or into an ndarray by an
in-place operator: ...Use the result, as in `a = a + t`, or t.detach().numpy()
>>> np.sin(x, out=np.ones((2, 3)))
TypeError: numpy.sin: a Tensor's result cannot be written to out=, or into an ndarray by an
in-place operator: ...Use the result, as in `a = a + t`, or t.detach().numpy()
>>> np.sum(x, out=np.ones(()))
TypeError: numpy.sum: a Tensor's result cannot be written to out=, or into an ndarray by an
in-place operator: ...Use the result, as in `a = a + t`, or t.detach().numpy()

# Options that mean nothing for a Tensor.
>>> np.add(x, 1, where=True)
TypeError: numpy.add on a Tensor does not take where=: use tinygrad_np's own function, or
t.detach().numpy()
>>> np.add(x, 1, dtype=np.float64)
TypeError: numpy.add on a Tensor does not take dtype=: use tinygrad_np's own function, or
t.detach().numpy()
>>> np.sum(x, where=m)
TypeError: numpy.sum on a Tensor does not take where=: use tinygrad_np's own function, or
t.detach().numpy()
>>> np.sum(x, initial=1)
TypeError: numpy.sum on a Tensor does not take initial=: use tinygrad_np's own function, or
t.detach().numpy()
>>> np.max(x, initial=3)
TypeError: numpy.max on a Tensor does not take initial=: use tinygrad_np's own function, or
t.detach().numpy()
>>> np.reshape(x, (3, 2), order="F")
TypeError: numpy.reshape on a Tensor does not take order=: use tinygrad_np's own function, or
t.detach().numpy()
>>> np.ravel(x, order="F")
TypeError: numpy.ravel on a Tensor does not take order=: use tinygrad_np's own function, or
t.detach().numpy()
>>> np.cross(x, x, axisa=0, axisb=1)
TypeError: numpy.cross on a Tensor takes one axis=, not axisa=, axisb= and axisc=
>>> np.linalg.qr(x, mode="raw")
TypeError: numpy.linalg.qr on a Tensor has mode='reduced' and mode='complete'
>>> np.linalg.svd(x @ x.T, hermitian=True)
TypeError: numpy.linalg.svd on a Tensor does not take hermitian=: ...

# Out of the graph only by detach().
>>> np.asarray(x)
RuntimeError: Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy()
instead.
>>> np.array(x)
RuntimeError: Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy()
instead.
>>> np.array([x, x])
RuntimeError: Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy()
instead.
>>> np.array([s, s])
RuntimeError: Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy()
instead.
>>> a = np.ones((2, 3)); a[0] = x[0]
RuntimeError: Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy()
instead.
>>> a = np.ones((2, 3)); a[0, 0] = s
ValueError: setting an array element with a sequence.
>>> np.float64(s)
RuntimeError: Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy()
instead.
>>> float(s)
UserWarning: Converting a tensor with requires_grad=True to a scalar may lead to unexpected
behavior. Consider using tensor.detach() first.
>>> np.full(3, s)
RuntimeError: Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy()
instead.
>>> np.testing.assert_allclose(x, x)
RuntimeError: Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy()
instead.
>>> np.vectorize(abs)(x)
RuntimeError: Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy()
instead.

# Arrays of which there is no Tensor.
>>> np.ones((2, 3), object) * x
TypeError: can't convert np.ndarray of type object. The only supported types are: ...
>>> np.ones(3, np.complex64) * x
TypeError: can't convert np.ndarray of type complex64. The only supported types are: ...
>>> np.array(["a"]) + x
TypeError: can't convert np.ndarray of type <U1. The only supported types are: ...
>>> x * np.ma.array([1.0, 2.0, 3.0])
TypeError: mul(): a masked array would lose its mask: use x.filled(value)

# In our words, not in NumPy's.
>>> np.matmul(x, x)
RuntimeError: mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)
>>> np.ones(2) + x
RuntimeError: The size of tensor a (2) must match the size of tensor b (3) at non-singleton
dimension 1
>>> np.add(x, np.ones(2))
RuntimeError: The size of tensor a (3) must match the size of tensor b (2) at non-singleton
dimension 1
>>> np.concatenate([x, v])
RuntimeError: Tensors must have same number of dimensions: got 2 and 1
>>> np.power(i, -1)
RuntimeError: Integers to negative integer powers are not allowed.
>>> np.add.reduce(x, 5)
IndexError: Dimension out of range (expected to be in range of [-2, 1], but got 5)
>>> np.reshape(x, (4, 2))
RuntimeError: shape '[4, 2]' is invalid for input of size 6
>>> np.ones(2) @ x
RuntimeError: expected m1 and m2 to have the same dtype, but got: double != float; convert one
with .to(dtype)
>>> np.stack([x, v])
RuntimeError: stack expects each tensor to be equal size, but got [2, 3] at entry 0 and [3] at
entry 1
>>> np.where(x, x, x)
RuntimeError: where expected condition to be a boolean tensor, but got a tensor with dtype Float
""")
def test_it_refuses_what_has_no_rule(ask, code, answer):
    ask(code, answer)


@questions_to_us(r"""
# A NumPy scalar never widens; an array with dims does.
>>> (np.float64(2) * x).dtype, (x * np.float64(2)).dtype, (np.float64(2) ** x).dtype
(torch.float32, torch.float32, torch.float32)
>>> (np.array(2.0) * x).dtype, (x * np.array(2.0)).dtype
(torch.float32, torch.float32)
>>> (np.ones(3) * x).dtype, (x * np.ones(3)).dtype, np.add(np.ones(3), x).dtype
(torch.float64, torch.float64, torch.float64)
>>> np.ones(3, np.int64) * x
tensor([[1., 2., 3.], [4., 5., 6.]], grad_fn=<MulBackward0>)
>>> i + np.ones(3, np.float32)
tensor([3., 1., 2.])
# Out of the graph NumPy is free, on the same memory.
>>> np.asarray(p)
array([[ 1. , -2. ], [ 0.5, 4. ]], dtype=float32)
>>> np.asarray(p, dtype=np.int64)
array([[ 1, -2], [ 0, 4]])
>>> a = np.asarray(p); a[0, 0] = 9; p[0, 0]
tensor(9.)
>>> a = np.array(p); a[0, 0] = 9; p[0, 0]
tensor(1.)
>>> a = np.ones((2, 2)); a[:] = p; a
array([[ 1. , -2. ], [ 0.5, 4. ]])
>>> np.arange(3)[b], np.arange(3)[i]
(array([0, 2]), array([2, 0, 1]))
>>> np.array([s.detach(), s.detach()])
array([2., 2.], dtype=float32)
>>> np.testing.assert_allclose(p, p)
None
# A matrix is an array here: `*` is elementwise.
>>> import warnings
... warnings.simplefilter("ignore")
... v * np.matrix([[1.0, 2.0, 3.0]])
tensor([[-1., 1., 6.]], dtype=torch.float64, grad_fn=<MulBackward0>)
""")
def test_where_numpy_and_tensors_meet(ask, code, answer):
    ask(code, answer)


NEVER_TENSORS = [
    "np.sin(x)",
    "np.add(a, x)",
    "a + x",
    "a * x",
    "a @ x.t()",
    "np.where(a > 0, x, a)",
    "a < x",
    "np.sum(x, axis=0)",
    "np.concatenate([a, x])",
    "np.add.reduce(x)",
    "np.float64(2) - x",
]


@pytest.mark.parametrize("code", NEVER_TENSORS)
def test_no_array_of_objects_comes_out(code):
    names = oracle.givens(torch) | {"np": np, "a": np.ones((2, 3), np.float32)}
    assert isinstance(eval(code, names), torch.Tensor)


def test_the_second_derivative_goes_through_numpys_functions():
    x = torch.tensor(0.5, dtype=torch.float64, requires_grad=True)
    (first,) = torch.autograd.grad(np.sin(x) * np.exp(x), x, create_graph=True)
    (second,) = torch.autograd.grad(first, x)
    assert second.item() == pytest.approx(2 * np.cos(0.5) * np.exp(0.5))


def test_matplotlib_plots_tensors():
    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    x = torch.linspace(0, 1, 5)
    y = (x * 2).requires_grad_()
    figure, axes = plt.subplots()
    (line,) = axes.plot(x, y.detach())
    axes.scatter(x.detach(), y.detach())
    assert line.get_ydata().tolist() == pytest.approx([0.0, 0.5, 1.0, 1.5, 2.0])
    plt.close(figure)


@pytest.mark.filterwarnings("ignore:Converting a tensor")  # matplotlib first looks at one number
def test_matplotlib_does_not_plot_what_requires_grad():
    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots()
    with pytest.raises(RuntimeError, match="detach"):
        axes.plot(torch.ones(3, requires_grad=True))
    plt.close(figure)
