"""The ops whose overhead is measured, each with the plain NumPy expression that does the same.

Lower case is a tensor, upper case the same array: `x y z` floats between 0 and 1, `m n` masks,
`i k` integers, `p` a permutation of the rows.
"""

IMPORTS = """
import numpy as np
import tinygrad_np as torch
import tinygrad_np.nn.functional as F
"""

# By the shape of the small arrays: those of one number show best what a call costs.
OPS = {
    (): """
x + y  ->  X + Y
x + 2.0  ->  X + 2.0
2.0 - x  ->  2.0 - X
x * y  ->  X * Y
x / y  ->  X / Y
x / 2.0  ->  X / 2.0
2.0 / x  ->  1.0 / X * 2.0
-x  ->  -X
x**2  ->  X**2
x**y  ->  X**Y
x**0.5  ->  X**0.5
i + k  ->  I + K
i * 3  ->  I * 3
torch.add(x, y)  ->  np.add(X, Y)
torch.add(x, y, alpha=2)  ->  X + 2 * Y
torch.sub(x, y)  ->  np.subtract(X, Y)
torch.mul(x, y)  ->  np.multiply(X, Y)
torch.div(x, y)  ->  np.divide(X, Y)
torch.pow(x, 2)  ->  X**2
torch.square(x)  ->  X**2
torch.reciprocal(x)  ->  1.0 / X
torch.abs(x)  ->  np.abs(X)
torch.neg(x)  ->  np.negative(X)
torch.exp(x)  ->  np.exp(X)
torch.log(x)  ->  np.log(X)
torch.sqrt(x)  ->  np.sqrt(X)
torch.sin(x)  ->  np.sin(X)
torch.cos(x)  ->  np.cos(X)
torch.tan(x)  ->  np.tan(X)
torch.tanh(x)  ->  np.tanh(X)
torch.sign(x)  ->  np.sign(X)
torch.maximum(x, y)  ->  np.maximum(X, Y)
torch.minimum(x, y)  ->  np.minimum(X, Y)
torch.clamp(x, 0.2, 0.8)  ->  np.clip(X, 0.2, 0.8)
torch.clamp(x, min=0.5)  ->  np.maximum(X, np.float32(0.5))
torch.relu(x)  ->  np.maximum(X, np.float32(0.0))
x // y  ->  X // Y
x % 0.3  ->  X % 0.3
torch.fmod(x, y)  ->  np.fmod(X, Y)
torch.div(x, y, rounding_mode="trunc")  ->  np.trunc(X / Y)
torch.rsqrt(x)  ->  1.0 / np.sqrt(X)
torch.hypot(x, y)  ->  np.hypot(X, Y)
torch.exp2(x)  ->  np.exp2(X)
torch.expm1(x)  ->  np.expm1(X)
torch.log1p(x)  ->  np.log1p(X)
torch.logaddexp(x, y)  ->  np.logaddexp(X, Y)
torch.xlogy(x, y)  ->  X * np.log(Y)
torch.asin(x)  ->  np.arcsin(X)
torch.atan2(x, y)  ->  np.arctan2(X, Y)
torch.sinh(x)  ->  np.sinh(X)
torch.sinc(x)  ->  np.sinc(X)
torch.deg2rad(x)  ->  np.deg2rad(X)
torch.floor(x)  ->  np.floor(X)
torch.round(x)  ->  np.rint(X)
torch.round(x, decimals=2)  ->  np.round(X, 2)
torch.frac(x)  ->  X - np.trunc(X)
torch.lerp(x, y, 0.3)  ->  X + 0.3 * (Y - X)
torch.lerp(x, y, z)  ->  X + Z * (Y - X)
torch.addcmul(x, y, z)  ->  X + Y * Z
torch.addcdiv(x, y, z, value=2)  ->  X + 2 * Y / Z
torch.clamp(x, y, z)  ->  np.clip(X, Y, Z)
torch.fmax(x, y)  ->  np.fmax(X, Y)
torch.copysign(x, y)  ->  np.copysign(X, Y)
torch.heaviside(x, y)  ->  np.heaviside(X, Y)
torch.nan_to_num(x)  ->  np.nan_to_num(X)
torch.logit(x)  ->  np.log(X / (1.0 - X))
torch.signbit(x)  ->  np.signbit(X)
torch.gcd(i, k)  ->  np.gcd(I, K)
torch.sigmoid(x)  ->  1.0 / (1.0 + np.exp(-X))
F.relu6(x)  ->  np.clip(X, 0.0, 6.0)
F.elu(x)  ->  np.where(X > 0, X, np.expm1(X))
F.silu(x)  ->  X / (1.0 + np.exp(-X))
F.mish(x)  ->  X * np.tanh(np.log1p(np.exp(X)))
F.softplus(x)  ->  np.where(X > 20.0, X, np.log1p(np.exp(X)))
F.logsigmoid(x)  ->  np.minimum(X, 0.0) - np.log1p(np.exp(-np.absolute(X)))
F.hardswish(x)  ->  X * (np.clip(X + 3.0, 0.0, 6.0) / 6.0)
F.hardshrink(x)  ->  np.where(np.absolute(X) > 0.5, X, 0.0)
F.softshrink(x)  ->  X - np.clip(X, -0.5, 0.5)
F.threshold(x, 0.5, 1.0)  ->  np.where(X > 0.5, X, 1.0)
F.leaky_relu(x)  ->  np.where(X > 0, X, 0.01 * X)
torch.where(m, x, y)  ->  np.where(M, X, Y)
torch.where(m, x, 0.0)  ->  np.where(M, X, np.float32(0.0))
torch.exp2(x)  ->  np.exp2(X)
torch.expm1(x)  ->  np.expm1(X)
torch.log2(x)  ->  np.log2(X)
torch.log10(x)  ->  np.log10(X)
torch.log1p(x)  ->  np.log1p(X)
torch.rsqrt(x)  ->  1.0 / np.sqrt(X)
torch.asin(x)  ->  np.arcsin(X)
torch.acos(x)  ->  np.arccos(X)
torch.atan(x)  ->  np.arctan(X)
torch.atan2(x, y)  ->  np.arctan2(X, Y)
torch.sinh(x)  ->  np.sinh(X)
torch.cosh(x)  ->  np.cosh(X)
torch.asinh(x)  ->  np.arcsinh(X)
torch.atanh(x)  ->  np.arctanh(X)
torch.hypot(x, y)  ->  np.hypot(X, Y)
torch.logaddexp(x, y)  ->  np.logaddexp(X, Y)
torch.logaddexp2(x, y)  ->  np.logaddexp2(X, Y)
torch.floor(x)  ->  np.floor(X)
torch.ceil(x)  ->  np.ceil(X)
torch.trunc(x)  ->  np.trunc(X)
torch.round(x)  ->  np.rint(X)
torch.frac(x)  ->  X - np.trunc(X)
torch.fmod(x, 0.3)  ->  np.fmod(X, np.float32(0.3))
torch.remainder(x, 0.3)  ->  np.remainder(X, np.float32(0.3))
torch.floor_divide(x, 0.3)  ->  np.floor_divide(X, np.float32(0.3))
torch.copysign(x, y)  ->  np.copysign(X, Y)
torch.deg2rad(x)  ->  np.deg2rad(X)
torch.rad2deg(x)  ->  np.rad2deg(X)
torch.sinc(x)  ->  np.sinc(X)
torch.fmax(x, y)  ->  np.fmax(X, Y)
torch.fmin(x, y)  ->  np.fmin(X, Y)
torch.clamp(x, y, z)  ->  np.clip(X, Y, Z)
torch.logit(x)  ->  np.log(X / (1.0 - X))
torch.lerp(x, y, 0.3)  ->  X + 0.3 * (Y - X)
torch.addcmul(z, x, y)  ->  Z + X * Y
torch.addcdiv(z, x, y)  ->  Z + X / Y
torch.nan_to_num(x)  ->  np.nan_to_num(X)
torch.heaviside(x, y)  ->  np.heaviside(X, Y)
torch.xlogy(x, y)  ->  X * np.log(Y)
torch.nextafter(x, y)  ->  np.nextafter(X, Y)
torch.ldexp(x, k)  ->  np.ldexp(X, K)
torch.gcd(i, k)  ->  np.gcd(I, K)
x == y  ->  X == Y
x < y  ->  X < Y
x >= 0.5  ->  X >= 0.5
torch.eq(x, y)  ->  np.equal(X, Y)
torch.isnan(x)  ->  np.isnan(X)
torch.isinf(x)  ->  np.isinf(X)
torch.isfinite(x)  ->  np.isfinite(X)
torch.isclose(x, y)  ->  np.isclose(X, Y)
m & n  ->  M & N
m | n  ->  M | N
~m  ->  ~M
torch.logical_and(m, n)  ->  np.logical_and(M, N)
torch.logical_not(m)  ->  np.logical_not(M)
torch.bitwise_and(i, k)  ->  np.bitwise_and(I, K)
torch.bitwise_left_shift(i, 2)  ->  np.left_shift(I, 2)
x.clone()  ->  X.copy()
x.double()  ->  X.astype(np.float64)
x.long()  ->  X.astype(np.int64)
i.float()  ->  I.astype(np.float32)
torch.zeros_like(x)  ->  np.zeros_like(X)
torch.ones_like(x)  ->  np.ones_like(X)
torch.full_like(x, 3.0)  ->  np.full_like(X, 3.0)
""",
    (2, 2): """
x.sum()  ->  X.sum()
x.sum(0)  ->  X.sum(0)
x.sum(1, keepdim=True)  ->  X.sum(1, keepdims=True)
i.sum()  ->  I.sum()
x.mean()  ->  X.mean()
x.mean(1)  ->  X.mean(1)
x.prod()  ->  X.prod()
x.prod(1)  ->  X.prod(1)
x.amax()  ->  X.max()
x.amax(1)  ->  X.max(1)
x.amin(0)  ->  X.min(0)
x.max()  ->  X.max()
x.argmax()  ->  X.argmax()
x.argmin(1)  ->  X.argmin(1)
m.all()  ->  M.all()
m.any(0)  ->  M.any(0)
torch.count_nonzero(m)  ->  np.count_nonzero(M)
torch.logsumexp(x, 1)  ->  np.log(np.exp(X - X.max(1, keepdims=True)).sum(1)) + X.max(1)
torch.norm(x)  ->  np.linalg.norm(X)
torch.nansum(x)  ->  np.nansum(X)
x.var(0)  ->  np.var(X, axis=0, ddof=1)
torch.norm(x, dim=1)  ->  np.linalg.norm(X, axis=1)
x.median(1).values  ->  np.quantile(X, 0.5, axis=1, method="lower")
torch.quantile(x, 0.3)  ->  np.quantile(X, 0.3)
torch.trapezoid(x)  ->  np.trapezoid(X)
torch.cumsum(x, 0)  ->  X.cumsum(0)
torch.cumsum(x, 1)  ->  X.cumsum(1)
torch.cumprod(x, 1)  ->  X.cumprod(1)
torch.softmax(x, 1)  ->  (lambda E: E / E.sum(1)[:, None])(np.exp(X - X.max(1)[:, None]))
torch.allclose(x, x)  ->  np.allclose(X, X)
torch.equal(x, x)  ->  np.array_equal(X, X)
x @ y  ->  X @ Y
torch.mm(x, y)  ->  X @ Y
torch.mv(x, y[0])  ->  X @ Y[0]
torch.dot(x[0], y[0])  ->  X[0] @ Y[0]
x.reshape(-1)  ->  X.reshape(-1)
x.view(-1)  ->  X.reshape(-1)
x.t()  ->  X.T
x.T  ->  X.T
x.transpose(0, 1)  ->  X.swapaxes(0, 1)
x.permute(1, 0)  ->  X.transpose(1, 0)
x.unsqueeze(0)  ->  X[None]
x[None].squeeze(0)  ->  X[None].squeeze(0)
x.flatten()  ->  X.reshape(-1)
x[0]  ->  X[0]
x[1:]  ->  X[1:]
x[:, 0]  ->  X[:, 0]
x[p]  ->  X[P]
x[m]  ->  X[M]
x.expand(3, -1, -1)  ->  np.broadcast_to(X, (3, *X.shape))
x.contiguous()  ->  np.ascontiguousarray(X)
x.t().contiguous()  ->  np.ascontiguousarray(X.T)
torch.cat([x, y])  ->  np.concatenate([X, Y])
torch.stack([x, y])  ->  np.stack([X, Y])
x.var()  ->  X.var(ddof=1)
x.var(1)  ->  X.var(1, ddof=1)
x.std()  ->  X.std(ddof=1)
torch.diff(x)  ->  np.diff(X)
torch.median(x)  ->  np.sort(X, None)[(X.size - 1) // 2]
torch.sort(x, 1)[0]  ->  np.sort(X, 1, kind="stable")
torch.argsort(x, 1)  ->  np.argsort(X, 1, kind="stable")
torch.outer(x[0], y[0])  ->  np.multiply.outer(X[0], Y[0])
torch.addmm(z, x, y)  ->  Z + X @ Y
torch.einsum("ij,kj->ik", x, y)  ->  X @ Y.T
torch.flip(x, [0])  ->  np.flip(X, 0).copy()
torch.roll(x, 1, 0)  ->  np.roll(X, 1, 0)
torch.tile(x, (2, 1))  ->  np.tile(X, (2, 1))
torch.repeat_interleave(x, 2, 0)  ->  np.repeat(X, 2, 0)
torch.tril(x)  ->  np.tril(X)
torch.diagonal(x)  ->  np.diagonal(X)
torch.diag(x)  ->  np.diagonal(X).copy()
torch.split(x, len(x) // 2)[0]  ->  np.split(X, 2)[0]
torch.chunk(x, 2)[0]  ->  X[: len(X) // 2]
torch.unbind(x[:2])[0]  ->  list(X[:2])[0]
torch.nonzero(m)  ->  np.argwhere(M)
x.add_(y).sub_(y)  ->  np.subtract(np.add(X, Y, out=X), Y, out=X)
x.mul_(1.0)  ->  np.multiply(X, 1.0, out=X)
x.copy_(x)  ->  np.positive(X, out=X)
""",
}
