"""`torch.linalg`."""

import itertools

import numpy as np
import pytest

import tinygrad_np as torch
from tests.oracle import questions, questions_to_us
from tinygrad_np.ops import solving


@questions(r"""
>>> torch.linalg.inv(p)
tensor([[ 0.8000, 0.4000], [-0.1000, 0.2000]])
>>> torch.linalg.inv_ex(p)
torch.return_types.linalg_inv_ex( inverse=tensor([[ 0.8000, 0.4000], [-0.1000, 0.2000]]),
info=tensor(0, dtype=torch.int32))
>>> torch.linalg.inv_ex(torch.ones(2, 2)).info
tensor(2, dtype=torch.int32)
>>> torch.linalg.solve(p, torch.tensor([1.0, 2.0]))
tensor([1.6000, 0.3000])
>>> torch.linalg.solve((x @ x.T), x)
tensor([[-0.9444, -0.1111, 0.7222], [ 0.4444, 0.1111, -0.2222]], grad_fn=<LinalgSolveExBackward0>)
>>> torch.linalg.solve_ex(p, p).info
tensor(0, dtype=torch.int32)
>>> torch.linalg.solve_triangular(p, p, upper=True)
tensor([[1.2500, 0.0000], [0.1250, 1.0000]])
>>> torch.triangular_solve(p, p)
torch.return_types.triangular_solve( solution=tensor([[1.2500, 0.0000], [0.1250, 1.0000]]),
cloned_coefficient=tensor([[ 1.0000, -2.0000], [ 0.5000, 4.0000]]))
>>> torch.linalg.det(x @ x.T)
tensor(54., grad_fn=<LinalgDetBackward0>)
>>> torch.linalg.slogdet(x @ x.T)
torch.return_types.linalg_slogdet( sign=tensor(1., grad_fn=<LinalgSlogdetBackward0>),
logabsdet=tensor(3.9890, grad_fn=<LinalgSlogdetBackward0>))
>>> torch.slogdet(-p)
torch.return_types.slogdet( sign=tensor(1.), logabsdet=tensor(1.6094))
>>> torch.logdet(-p)
tensor(1.6094)
>>> torch.logdet(x @ x.T)
tensor(3.9890, grad_fn=<WhereBackward0>)
>>> torch.linalg.cholesky(x @ x.T)
tensor([[3.7417, 0.0000], [8.5524, 1.9640]], grad_fn=<LinalgCholeskyExBackward0>)
>>> torch.linalg.cholesky_ex(p @ p.T)
torch.return_types.linalg_cholesky_ex( L=tensor([[ 2.2361, 0.0000], [-3.3541, 2.2361]]),
info=tensor(0, dtype=torch.int32))
>>> torch.linalg.cholesky_ex(-p @ p.T).info
tensor(1, dtype=torch.int32)
>>> torch.cholesky_solve(p, p.abs())
tensor([[ 1.0000, -2.1562], [ 0.0000, 0.3125]])
>>> torch.cholesky_inverse(p)
tensor([[ 1.0156, -0.0312], [-0.0312, 0.0625]])
>>> torch.linalg.qr(x.detach())
torch.return_types.linalg_qr( Q=tensor([[-0.2425, -0.9701], [-0.9701, 0.2425]]), R=tensor([[-4.1231,
-5.3358, -6.5485], [ 0.0000, -0.7276, -1.4552]]))
>>> torch.qr(x.detach())
torch.return_types.qr( Q=tensor([[-0.2425, -0.9701], [-0.9701, 0.2425]]), R=tensor([[-4.1231,
-5.3358, -6.5485], [ 0.0000, -0.7276, -1.4552]]))
>>> torch.linalg.qr(x.detach(), mode="r")
torch.return_types.linalg_qr( Q=tensor([]), R=tensor([[-4.1231, -5.3358, -6.5485], [ 0.0000,
-0.7276, -1.4552]]))
>>> torch.linalg.svdvals(x)
tensor([9.5080, 0.7729], grad_fn=<LinalgSvdBackward0>)
>>> torch.linalg.svd(torch.tensor([[0.0, 2.0], [1.0, 0.0]]))
torch.return_types.linalg_svd( U=tensor([[-1., 0.], [ 0., -1.]]), S=tensor([2., 1.]),
Vh=tensor([[-0., -1.], [-1., -0.]]))
>>> torch.svd(torch.tensor([[0.0, 2.0], [1.0, 0.0]]))
torch.return_types.svd( U=tensor([[-1., 0.], [ 0., -1.]]), S=tensor([2., 1.]), V=tensor([[-0., -1.],
[-1., -0.]]))
>>> torch.svd(p, compute_uv=False)
torch.return_types.svd( U=tensor([[0., 0.], [0., 0.]]), S=tensor([4.4721, 1.1180]), V=tensor([[0.,
0.], [0., 0.]]))
>>> torch.linalg.eigh(torch.tensor([[2.0, 0.0], [0.0, 1.0]], requires_grad=True))
torch.return_types.linalg_eigh( eigenvalues=tensor([1., 2.], grad_fn=<LinalgEighBackward0>),
eigenvectors=tensor([[0., 1.], [1., 0.]], grad_fn=<LinalgEighBackward0>))
>>> torch.linalg.eigvalsh(x @ x.T)
tensor([ 0.5973, 90.4027], grad_fn=<LinalgEighBackward0>)
>>> torch.linalg.pinv(x.detach())
tensor([[-0.9444, 0.4444], [-0.1111, 0.1111], [ 0.7222, -0.2222]])
>>> torch.linalg.matrix_rank(x)
tensor(2)
>>> torch.linalg.lstsq(torch.eye(3, 2), torch.ones(3, 1), driver="gelsd")
torch.return_types.linalg_lstsq( solution=tensor([[1.], [1.]]), residuals=tensor([1.]),
rank=tensor(2), singular_values=tensor([1., 1.]))
>>> torch.linalg.matrix_exp(p)
tensor([[ -1.7024, -29.7679], [ 7.4420, 42.9494]])
>>> torch.linalg.matrix_power(p, 4)
tensor([[ -25.0000, -150.0000], [ 37.5000, 200.0000]])
>>> torch.linalg.matrix_power(x @ x.T, 0)
tensor([[1., 0.], [0., 1.]], grad_fn=<CopyBackwards>)
>>> torch.linalg.tensorinv(p, ind=1)
tensor([[ 0.8000, 0.4000], [-0.1000, 0.2000]])
>>> torch.linalg.tensorsolve(p, p[0])
tensor([ 0.0000, -0.5000])
>>> [torch.linalg.norm(x, *ord) for ord in ((), (2,), ("nuc",))] + [torch.linalg.norm(v, 1)]
[tensor(9.5394, grad_fn=<LinalgVectorNormBackward0>), tensor(9.5080, grad_fn=<AmaxBackward0>),
tensor(10.2809, grad_fn=<SumBackward1>), tensor(3.5000, grad_fn=<LinalgVectorNormBackward0>)]
>>> torch.linalg.matrix_norm(r, float("inf"))
tensor([38., 86.])
>>> torch.linalg.vector_norm(x, 3, dim=0, keepdim=True)
tensor([[4.0207, 5.1045, 6.2403]], grad_fn=<LinalgVectorNormBackward0>)
>>> torch.linalg.cond(p)
tensor(4.)
>>> torch.linalg.vecdot(x, v)
tensor([ 6.0000, 10.5000], grad_fn=<SumBackward1>)
>>> torch.linalg.cross(x, v[None])
tensor([[ 2.5000, -5.0000, 2.5000], [ 7.0000, -14.0000, 7.0000]], grad_fn=<LinalgCrossBackward0>)
>>> isinstance(torch.linalg.LinAlgError("x"), RuntimeError)
True
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> torch.linalg.inv(x)
RuntimeError: linalg.inv: A must be batches of square matrices, but they are 2 by 3 matrices
>>> torch.linalg.inv(v)
RuntimeError: linalg.inv: The input tensor A must have at least 2 dimensions.
>>> torch.linalg.inv(torch.ones(2, 2))
_LinAlgError: linalg.inv: The diagonal element 2 is zero, the inversion could not be completed
because the input matrix is singular.
>>> torch.linalg.inv(torch.stack([p, torch.zeros(2, 2)]))
_LinAlgError: linalg.inv: (Batch element 1): The diagonal element 1 is zero, the inversion could not
be completed because the input matrix is singular.
>>> torch.linalg.inv(i[:1, None])
RuntimeError: linalg.inv: Expected a floating point or complex tensor as input. Got Long
>>> torch.linalg.inv(p.half())
RuntimeError: linalg.inv: Low precision dtypes not supported. Got Half
>>> torch.linalg.inv(2)
TypeError: linalg_inv(): argument 'A' (position 1) must be Tensor, not int
>>> torch.linalg.inv_ex(torch.ones(2, 2), check_errors=True)
_LinAlgError: linalg.inv_ex: The diagonal element 2 is zero, the inversion could not be completed
because the input matrix is singular.
>>> torch.linalg.solve(torch.ones(2, 2), p)
_LinAlgError: torch.linalg.solve: The solver failed because the input matrix is singular.
>>> torch.linalg.solve(p, v)
RuntimeError: linalg.solve: Incompatible shapes of A and B for the equation AX = B (2x2 and 3x1)
>>> torch.linalg.solve(p, torch.ones(3, 2))
RuntimeError: linalg.solve: Incompatible shapes of A and B for the equation AX = B (2x2 and 3x2)
>>> torch.linalg.solve(p, torch.ones(3, 3), left=False)
RuntimeError: linalg.solve: Incompatible shapes of A and B for the equation XA = B (2x2 and 3x3)
>>> torch.linalg.solve(p, w)
RuntimeError: linalg.solve: Expected A and B to have the same dtype, but found A of type Float and B
of type Double instead
>>> torch.linalg.solve(p, s)
RuntimeError: linalg.solve: The input tensor B must have at least 2 dimensions.
>>> torch.linalg.solve(torch.stack([p, p]), torch.ones(3, 2, 1))
RuntimeError: The size of tensor a (3) must match the size of tensor b (2) at non-singleton
dimension 0
>>> torch.linalg.solve_ex(torch.ones(2, 2), p, check_errors=True)
_LinAlgError: torch.linalg.solve_ex: The solver failed because the input matrix is singular.
>>> torch.linalg.solve_triangular(p, v, upper=True)
RuntimeError: linalg.solve_triangular: The input tensor B must have at least 2 dimensions.
>>> torch.linalg.solve_triangular(p, x.T, upper=True)
RuntimeError: linalg.solve_triangular: Incompatible shapes of A and B for the equation AX = B (2x2
and 3x2)
>>> torch.triangular_solve(v, p)
RuntimeError: torch.triangular_solve: Expected b to have at least 2 dimensions, but it has 1
dimensions instead
>>> torch.linalg.det(x)
RuntimeError: linalg.det: A must be batches of square matrices, but they are 2 by 3 matrices
>>> torch.det(s)
RuntimeError: linalg.det: The input tensor A must have at least 2 dimensions.
>>> torch.slogdet(x)
RuntimeError: linalg.slogdet: A must be batches of square matrices, but they are 2 by 3 matrices
>>> torch.logdet(i)
RuntimeError: logdet: The input tensor A must have at least 2 dimensions.
>>> torch.linalg.cholesky(-torch.eye(2))
_LinAlgError: linalg.cholesky: The factorization could not be completed because the input is not
positive-definite (the leading minor of order 1 is not positive-definite).
>>> torch.linalg.cholesky(torch.stack([torch.eye(2), p.T]))
_LinAlgError: linalg.cholesky: (Batch element 1): The factorization could not be completed because
the input is not positive-definite (the leading minor of order 2 is not positive-definite).
>>> torch.linalg.cholesky(x)
RuntimeError: linalg.cholesky: A must be batches of square matrices, but they are 2 by 3 matrices
>>> torch.cholesky_solve(v, p)
RuntimeError: b should have at least 2 dimensions, but has 1 dimensions instead
>>> torch.cholesky_inverse(torch.zeros(2, 2))
_LinAlgError: cholesky_inverse: The diagonal element 1 is zero, the inversion could not be completed
because the input matrix is singular.
>>> torch.linalg.qr(v)
RuntimeError: linalg.qr: The input tensor A must have at least 2 dimensions.
>>> torch.linalg.qr(x, "full")
RuntimeError: qr received unrecognized mode 'full' but expected one of 'reduced' (default), 'r', or
'complete'
>>> torch.linalg.qr(x, "r")[1].sum().backward()
RuntimeError: The derivative of linalg.qr depends on Q, which is not computed when mode='r'. Please
use linalg.qr(A, mode='reduced') if you are going to differentiate through linalg.qr.
>>> torch.linalg.qr(x.T, "complete")[1].sum().backward()
RuntimeError: The QR decomposition is not differentiable when mode='complete' and nrows > ncols.
>>> torch.linalg.svd(v)
RuntimeError: linalg.svd: The input tensor A must have at least 2 dimensions.
>>> torch.linalg.svd(torch.tensor([[float("nan")]]))
_LinAlgError: linalg.svd: The algorithm failed to converge because the input matrix contained
non-finite values.
>>> torch.linalg.svd(p, driver="gesvd")
RuntimeError: torch.linalg.svd: keyword argument `driver=` is only supported on CUDA inputs with
cuSOLVER backend.
>>> torch.linalg.svdvals(i)
RuntimeError: linalg.svd: The input tensor A must have at least 2 dimensions.
>>> torch.linalg.eigh(x)
RuntimeError: linalg.eigh: A must be batches of square matrices, but they are 2 by 3 matrices
>>> torch.linalg.eigh(p, UPLO="lower")
RuntimeError: Expected UPLO argument to be 'L' or 'U', but got lower
>>> torch.linalg.pinv(v)
RuntimeError: linalg.pinv(Float{[3]}): expected a tensor with 2 or more dimensions of float, double,
cfloat or cdouble types
>>> torch.linalg.matrix_rank(v)
RuntimeError: torch.linalg.matrix_rank: The input tensor input must have at least 2 dimensions.
>>> torch.linalg.lstsq(x, v)
RuntimeError: torch.linalg.lstsq: input.size(-2) should match other.size(-1)
>>> torch.linalg.lstsq(x, torch.ones(3, 1))
RuntimeError: torch.linalg.lstsq: input.size(-2) should match other.size(-2)
>>> torch.linalg.lstsq(v, v)
RuntimeError: torch.linalg.lstsq: input must have at least 2 dimensions.
>>> torch.linalg.lstsq(p, p, driver="qr")
RuntimeError: torch.linalg.lstsq: parameter `driver` should be one of (gels, gelsy, gelsd, gelss)
>>> torch.linalg.lstsq(torch.ones(3, 2), torch.ones(3, 1), driver="gels")
_LinAlgError: torch.linalg.lstsq: The least squares solution could not be computed because the input
matrix does not have full rank (error code: 2).
>>> torch.linalg.matrix_exp(x)
RuntimeError: linalg.matrix_exp: A must be batches of square matrices, but they are 2 by 3 matrices
>>> torch.linalg.matrix_power(x, 2)
RuntimeError: linalg.matrix_power: A must be batches of square matrices, but they are 2 by 3
matrices
>>> torch.linalg.matrix_power(torch.zeros(2, 2), -1)
_LinAlgError: linalg.inv: The diagonal element 1 is zero, the inversion could not be completed
because the input matrix is singular.
>>> torch.linalg.tensorsolve(x, v[:2])
RuntimeError: Expected self to satisfy the requirement prod(self.shape[other.ndim:]) ==
prod(self.shape[:other.ndim]), but got 3 != 2
>>> torch.linalg.tensorinv(p, ind=0)
RuntimeError: Expected a strictly positive integer for 'ind', but got 0
>>> torch.linalg.tensorinv(x, ind=1)
RuntimeError: Expected self to satisfy the requirement prod(self.shape[ind:]) ==
prod(self.shape[:ind]), but got 3 != 2
>>> torch.linalg.norm(r, 2)
RuntimeError: linalg.norm: If dim is not specified but ord is, the input must be 1D or 2D. Got 3D.
>>> torch.linalg.norm(r, dim=(0, 1, 2))
RuntimeError: linalg.norm: If dim is specified, it must be of length 1 or 2. Got [0, 1, 2]
>>> torch.linalg.norm(x, 5)
RuntimeError: linalg.matrix_norm: Order 5 not supported.
>>> torch.linalg.norm(v, "fro")
RuntimeError: linalg.matrix_norm: The input tensor A must have at least 2 dimensions.
>>> torch.linalg.norm(i)
RuntimeError: linalg.vector_norm: Expected a floating point or complex tensor as input. Got Long
>>> torch.linalg.matrix_norm(x, dim=(0, 0))
RuntimeError: linalg.matrix_norm: dims must be different. Got (0, 0)
>>> torch.linalg.matrix_norm(x, "max")
RuntimeError: linalg.matrix_norm: Order max not supported.
>>> torch.linalg.matrix_norm(x, dtype=torch.int64)
RuntimeError: linalg.matrix_norm: dtype should be floating point or complex, but got Long
>>> torch.linalg.vector_norm(x, "fro")
TypeError: linalg_vector_norm(): argument 'ord' (position 2) must be Number, not str
>>> torch.linalg.vector_norm(e, -1)
RuntimeError: linalg.vector_norm cannot compute the -1 norm on an empty tensor because the operation
does not have an identity
>>> torch.linalg.vector_norm(w, dtype=torch.float32)
RuntimeError: linalg.vector_norm: the dtype of the input (Double) should be convertible without
narrowing to the specified dtype (Float)
>>> torch.linalg.cond(x, 1)
RuntimeError: linalg.cond(ord=1): A must be batches of square matrices, but they are 2 by 3 matrices
>>> torch.linalg.cond(x, "max")
RuntimeError: linalg.cond(ord=max): A must be batches of square matrices, but they are 2 by 3
matrices
>>> torch.linalg.cond(v)
RuntimeError: linalg.cond: The input tensor must have at least 2 dimensions.
>>> torch.linalg.vander(v, N=1)
RuntimeError: N must be greater than 1.
>>> torch.linalg.multi_dot([x])
RuntimeError: multi_dot(): expected at least 2 tensors but got 1
>>> torch.linalg.multi_dot([x, x])
RuntimeError: multi_dot(): tensors 0 and 1 with shapes [2, 3] and [2, 3] cannot be multiplied
>>> torch.linalg.multi_dot([x, r, x])
RuntimeError: multi_dot(): tensor 1 must be 2D but got 3D
>>> torch.linalg.vecdot(i, i)
RuntimeError: linalg.vecdot: Expected a floating point or complex tensor as input. Got Long
>>> torch.linalg.vecdot(x, w)
RuntimeError: linalg.vecdot: Expected x and y to have the same dtype, but found x of type Float and
y of type Double instead
>>> torch.linalg.cross(x, v)
RuntimeError: linalg.cross: inputs must have the same number of dimensions.
>>> torch.linalg.cross(p, p)
RuntimeError: linalg.cross: inputs dimension -1 must have length 3. Got 2 and 2
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)


@questions_to_us(r"""
# The same values under the names of other nodes.
>>> torch.linalg.lstsq(x.T, v[:, None])
torch.return_types.linalg_lstsq( solution=tensor([[ 2.3333], [-0.8333]], grad_fn=<MmBackward0>),
residuals=tensor([]), rank=tensor(2), singular_values=tensor([]))
>>> torch.linalg.vander(v, N=4)
tensor([[ 1.0000, -1.0000, 1.0000, -1.0000], [ 1.0000, 0.5000, 0.2500, 0.1250], [ 1.0000, 2.0000,
4.0000, 8.0000]], grad_fn=<PowBackward1>)
>>> torch.linalg.multi_dot([x, x.T, p])
tensor([[ 30.0000, 100.0000], [ 70.5000, 244.0000]], grad_fn=<MmBackward0>)
# Other words, and a dtype that PyTorch promotes only here.
>>> torch.linalg.matrix_power(p, 0.5)
TypeError: linalg_matrix_power(): argument 'n' must be int, not float
>>> torch.linalg.solve_triangular(p, w[:2, None], upper=True)
RuntimeError: linalg.solve_triangular: Expected A and B to have the same dtype, but found A of type
Float and B of type Double instead
# Where LAPACK gives up in the middle, it leaves what it has; here that is nan.
>>> torch.linalg.inv_ex(torch.ones(2, 2)).inverse
tensor([[nan, nan], [nan, nan]])
>>> torch.linalg.cholesky_ex(-torch.ones(1, 1)).L
tensor([[nan]])
# It says so when backward comes.
>>> torch.geqrf(x)
NotImplementedError: the derivative for 'geqrf' is not implemented: use linalg.qr, or detach()
# There are no complex numbers.
>>> torch.linalg.eig(p)
AttributeError: module 'tinygrad_np.linalg' has no attribute 'eig': no eigenvalues that may be
complex here; `linalg.eigh` has those of symmetric matrices; of others, `numpy.linalg.eig` of
x.numpy()
>>> torch.linalg.eigvals(p)
AttributeError: module 'tinygrad_np.linalg' has no attribute 'eigvals':...`linalg.eigh`...
""")
def test_it_differs_from_pytorch_on_purpose(ask, code, answer):
    ask(code, answer)


def test_what_lapack_finds_singular_is_refused_even_if_we_see_no_zero(monkeypatch):
    monkeypatch.setattr(solving, "zero_pivots", lambda a: np.zeros(a.shape[:-2], np.int32))
    singular = torch.ones(2, 2)
    with pytest.raises(torch.linalg.LinAlgError, match="The diagonal element 2 is zero"):
        torch.linalg.inv(singular)
    with pytest.raises(torch.linalg.LinAlgError, match="Batch element 1"):
        torch.linalg.solve(torch.stack([torch.eye(2), singular]), torch.ones(2))


def test_a_nan_is_no_singular_matrix():
    unknown = torch.tensor([[1.0, float("nan")], [0.0, 1.0]])
    assert torch.linalg.inv_ex(unknown).info.item() == 0
    assert torch.isnan(torch.linalg.solve(torch.eye(2), unknown)[0]).tolist() == [False, True]


@pytest.mark.parametrize("n", [1, 5, 16, 17, 50])
@pytest.mark.parametrize("upper", [True, False])
def test_triangular_systems_of_any_size(n, upper):
    rng = np.random.default_rng(n)
    a = rng.uniform(0.5, 1.5, (2, n, n)) / n + np.eye(n)
    b = rng.normal(size=(n, 3))
    kept = np.triu(a) if upper else np.tril(a)
    x = torch.linalg.solve_triangular(torch.from_numpy(a), torch.from_numpy(b), upper=upper)
    np.testing.assert_allclose(kept @ x.numpy(), np.broadcast_to(b, (2, n, 3)), atol=1e-9)


def test_the_order_of_a_chain_does_not_change_the_product():
    rng = np.random.default_rng(0)
    sizes = [7, 1, 9, 2, 8, 3]
    chain = [rng.normal(size=shape) for shape in itertools.pairwise(sizes)]
    product = torch.linalg.multi_dot([torch.from_numpy(m) for m in chain])
    np.testing.assert_allclose(product.numpy(), np.linalg.multi_dot(chain))
