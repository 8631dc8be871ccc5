"""PyTorch's `torch.linalg`: linear algebra on batches of matrices.

>>> import tinygrad_np as torch
>>> A = torch.tensor([[4.0, 1.0], [1.0, 3.0]], requires_grad=True)
>>> x = torch.linalg.solve(A, torch.tensor([1.0, 2.0]))
>>> x.sum().backward()
>>> A.grad
tensor([[-0.0165, -0.1157],
        [-0.0248, -0.1736]])
"""

from typing import NoReturn as _NoReturn

from tinygrad_np import missing as _missing
from tinygrad_np.ops.cholesky import cholesky as cholesky
from tinygrad_np.ops.cholesky import cholesky_ex as cholesky_ex
from tinygrad_np.ops.contraction import linalg_cross as _cross
from tinygrad_np.ops.contraction import multi_dot as multi_dot
from tinygrad_np.ops.contraction import vecdot as vecdot
from tinygrad_np.ops.decompositions import eigh as eigh
from tinygrad_np.ops.decompositions import eigvalsh as eigvalsh
from tinygrad_np.ops.decompositions import qr as qr
from tinygrad_np.ops.decompositions import svd as svd
from tinygrad_np.ops.decompositions import svdvals as svdvals
from tinygrad_np.ops.determinants import det as det
from tinygrad_np.ops.determinants import slogdet as slogdet
from tinygrad_np.ops.householder import householder_product as householder_product
from tinygrad_np.ops.least_squares import lstsq as lstsq
from tinygrad_np.ops.least_squares import matrix_rank as matrix_rank
from tinygrad_np.ops.least_squares import pinv as pinv
from tinygrad_np.ops.lu import linalg_lu as _lu
from tinygrad_np.ops.lu import linalg_lu_solve as _lu_solve
from tinygrad_np.ops.lu import lu_factor as lu_factor
from tinygrad_np.ops.lu import lu_factor_ex as lu_factor_ex
from tinygrad_np.ops.matrices import LinAlgError as LinAlgError
from tinygrad_np.ops.matrix import matmul as matmul
from tinygrad_np.ops.matrix_functions import matrix_diagonal as _diagonal
from tinygrad_np.ops.matrix_functions import matrix_exp as matrix_exp
from tinygrad_np.ops.matrix_functions import matrix_power as matrix_power
from tinygrad_np.ops.matrix_functions import vander as vander
from tinygrad_np.ops.matrix_norms import cond as cond
from tinygrad_np.ops.matrix_norms import matrix_norm as matrix_norm
from tinygrad_np.ops.matrix_norms import norm as norm
from tinygrad_np.ops.matrix_norms import vector_norm as vector_norm
from tinygrad_np.ops.solving import inv as inv
from tinygrad_np.ops.solving import inv_ex as inv_ex
from tinygrad_np.ops.solving import solve as solve
from tinygrad_np.ops.solving import solve_ex as solve_ex
from tinygrad_np.ops.solving import tensorinv as tensorinv
from tinygrad_np.ops.solving import tensorsolve as tensorsolve
from tinygrad_np.ops.triangular import solve_triangular as solve_triangular

cross = _cross
diagonal = _diagonal
lu = _lu
lu_solve = _lu_solve


def __getattr__(name: str) -> _NoReturn:
    raise _missing.error("module 'tinygrad_np.linalg'", name)
