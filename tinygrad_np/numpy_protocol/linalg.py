"""Products, and `numpy.linalg`."""

import numpy as np

from tinygrad_np.numpy_protocol.table import implements, refuse
from tinygrad_np.ops import (
    arithmetic,
    cholesky,
    contraction,
    decompositions,
    determinants,
    diagonal,
    einsum,
    least_squares,
    matrix,
    matrix_functions,
    matrix_norms,
    reduction,
    shape,
    solving,
)
from tinygrad_np.ops.operands import as_operand


@implements(np.dot)
def _dot(a, b):
    dims = np.ndim(a), np.ndim(b)
    if max(dims) > 2 and 0 not in dims:
        return contraction.tensordot(a, b, ([-1], [-1 if dims[1] == 1 else -2]))
    return arithmetic.mul(a, b) if 0 in dims else matrix.matmul(a, b)


@implements(np.linalg.norm)
def _norm(x, ord=None, axis=None, keepdims=False):
    return matrix_norms.norm(x, ord, axis, bool(keepdims))


@implements(np.linalg.vector_norm)
def _vector_norm(x, /, *, axis=None, keepdims=False, ord=2):
    return matrix_norms.vector_norm(x, ord, axis, bool(keepdims))


@implements(np.linalg.matrix_norm)
def _matrix_norm(x, /, *, keepdims=False, ord="fro"):
    return matrix_norms.matrix_norm(x, ord, keepdim=bool(keepdims))


@implements(np.linalg.cond)
def _cond(x, p=None):
    return matrix_norms.cond(x, p)


@implements(np.linalg.det)
def _det(a):
    return determinants.det(a)


@implements(np.linalg.slogdet)
def _slogdet(a):
    return determinants.slogdet(a)


@implements(np.linalg.inv)
def _inv(a):
    return solving.inv(a)


@implements(np.linalg.solve)
def _solve(a, b):
    # PyTorch takes for vectors what has the shape of `a` without its last dim; NumPy does not.
    return solving.solve(a, b[None] if b.ndim > 1 and b.shape == a.shape[:-1] else b)


@implements(np.linalg.tensorsolve)
def _tensorsolve(a, b, axes=None):
    return solving.tensorsolve(a, b, axes)


@implements(np.linalg.tensorinv)
def _tensorinv(a, ind=2):
    return solving.tensorinv(a, ind)


@implements(np.linalg.pinv)
def _pinv(a, rcond=None, hermitian=False, *, rtol=None):
    return least_squares.pinv(a, 1e-15 if rcond is None else rcond, hermitian, rtol=rtol)


@implements(np.linalg.lstsq)
def _lstsq(a, b, rcond=None):
    return least_squares.lstsq(a, b, rcond, driver="gelsd")


@implements(np.linalg.matrix_rank)
def _matrix_rank(A, tol=None, hermitian=False, *, rtol=None):
    return least_squares.matrix_rank(A, tol, hermitian, rtol=rtol)


@implements(np.linalg.cholesky)
def _cholesky(a, /, *, upper=False):
    return cholesky.cholesky(a, upper=upper)


@implements(np.linalg.qr)
def _qr(a, mode="reduced"):
    if mode not in ("reduced", "complete"):
        raise TypeError("numpy.linalg.qr on a Tensor has mode='reduced' and mode='complete'")
    return decompositions.qr(a, mode)


@implements(np.linalg.svd)
def _svd(a, full_matrices=True, compute_uv=True, hermitian=False):
    refuse("numpy.linalg.svd", {"hermitian": hermitian or None})
    return decompositions.svd(a, full_matrices) if compute_uv else decompositions.svdvals(a)


@implements(np.linalg.svdvals)
def _svdvals(x, /):
    return decompositions.svdvals(x)


@implements(np.linalg.eigh)
def _eigh(a, UPLO="L"):
    return decompositions.eigh(a, UPLO)


@implements(np.linalg.eigvalsh)
def _eigvalsh(a, UPLO="L"):
    return decompositions.eigvalsh(a, UPLO)


@implements(np.linalg.matrix_power)
def _matrix_power(a, n):
    return matrix_functions.matrix_power(a, n)


@implements(np.linalg.multi_dot)
def _multi_dot(arrays):
    return contraction.multi_dot(arrays)


@implements(np.outer)
def _outer(a, b):
    return matrix.outer(*(shape.reshape(as_operand(x, "outer"), -1) for x in (a, b)))


@implements(np.inner)
def _inner(a, b):
    return matrix.inner(a, b)


@implements(np.vdot)
def _vdot(a, b):
    return matrix.vdot(*(shape.reshape(as_operand(x, "vdot"), -1) for x in (a, b)))


@implements(np.tensordot)
def _tensordot(a, b, axes=2):
    if np.ndim(axes):
        axes = [[d] if isinstance(d, int) else d for d in axes]
    return contraction.tensordot(a, b, axes)


@implements(np.kron)
def _kron(a, b):
    return contraction.kron(a, b)


@implements(np.cross)
def _cross(a, b, axisa=-1, axisb=-1, axisc=-1, axis=None):
    if not axisa == axisb == axisc:
        raise TypeError("numpy.cross on a Tensor takes one axis=, not axisa=, axisb= and axisc=")
    dim = axisa if axis is None else axis
    if dim >= 0:
        return contraction.linalg_cross(a, b, dim=dim)
    ndim = max(np.ndim(a), np.ndim(b))
    a, b = (as_operand(x, "cross") for x in (a, b))
    a, b = (shape.reshape(x, (1,) * (ndim - x.ndim) + x._array.shape) for x in (a, b))
    return contraction.linalg_cross(a, b, dim=dim)


@implements(np.linalg.cross)
def _linalg_cross(x1, x2, /, *, axis=-1):
    return _cross(x1, x2, axis=axis)


@implements(np.einsum)
def _einsum(*operands, out=None, optimize=False):
    refuse("numpy.einsum", {"out": out})
    return einsum.einsum(*operands)


@implements(np.linalg.matmul)
def _matmul(x1, x2, /):
    return matrix.matmul(x1, x2)


@implements(np.linalg.tensordot)
def _linalg_tensordot(x1, x2, /, *, axes=2):
    return _tensordot(x1, x2, axes)


@implements(np.linalg.outer)
def _linalg_outer(x1, x2, /):
    return matrix.outer(x1, x2)


@implements(np.linalg.vecdot)
def _vecdot(x1, x2, /, *, axis=-1):
    return contraction.vecdot(x1, x2, dim=axis)


@implements(np.linalg.matrix_transpose)
def _linalg_matrix_transpose(x, /):
    return shape.matrix_transpose(x)


@implements(np.linalg.diagonal)
def _linalg_diagonal(x, /, *, offset=0):
    return diagonal.diagonal(x, offset, -2, -1)


@implements(np.linalg.trace)
def _linalg_trace(x, /, *, offset=0, dtype=None):
    return reduction.sum(diagonal.diagonal(x, offset, -2, -1), -1, dtype=dtype)
