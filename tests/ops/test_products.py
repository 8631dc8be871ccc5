"""Sums of products by einsum and tensordot, products added to a tensor, and other kinds of them."""

from tests.oracle import questions, questions_to_us


@questions(r"""
>>> torch.einsum("ij->ji", x)
tensor([[1., 4.], [2., 5.], [3., 6.]], grad_fn=<PermuteBackward0>)
>>> torch.einsum("...j,j", r, torch.ones(4))
tensor([[ 6., 22., 38.], [54., 70., 86.]])
>>> torch.einsum("bij,bjk->bik", r, r.mT)
tensor([[[ 14., 38., 62.], [ 38., 126., 214.], [ 62., 214., 366.]], [[ 734., 950., 1166.], [ 950.,
1230., 1510.], [1166., 1510., 1854.]]])
>>> torch.einsum("i,j->ij", v, v)
tensor([[ 1.0000, -0.5000, -2.0000], [-0.5000, 0.2500, 1.0000], [-2.0000, 1.0000, 4.0000]],
grad_fn=<MulBackward0>)
>>> torch.einsum(x, [0, 1], v, [1])
tensor([ 6.0000, 10.5000], grad_fn=<ViewBackward0>)
>>> torch.einsum("ij->", i[None])
tensor(3)
>>> torch.einsum("ij,ij->ij", x, w[None].expand(2, 3))
tensor([[ 1.5000, 5.0000, -10.5000], [ 6.0000, 12.5000, -21.0000]], dtype=torch.float64,
grad_fn=<MulBackward0>)
>>> torch.tensordot(x, r, ([0, 1], [0, 1]))
tensor([280., 301., 322., 343.], grad_fn=<ViewBackward0>)
>>> torch.cross(x, v[None], dim=1)
tensor([[ 2.5000, -5.0000, 2.5000], [ 7.0000, -14.0000, 7.0000]], grad_fn=<LinalgCrossBackward0>)
>>> torch.outer(v, v[:2])
tensor([[ 1.0000, -0.5000], [-0.5000, 0.2500], [-2.0000, 1.0000]], grad_fn=<MulBackward0>)
>>> torch.inner(x, x)
tensor([[14., 32.], [32., 77.]], grad_fn=<ViewBackward0>)
>>> torch.bmm(r, r.mT)
tensor([[[ 14., 38., 62.], [ 38., 126., 214.], [ 62., 214., 366.]], [[ 734., 950., 1166.], [ 950.,
1230., 1510.], [1166., 1510., 1854.]]])
>>> torch.addmm(v, x @ x.T, x)
tensor([[141.0000, 188.5000, 236.0000], [339.0000, 449.5000, 560.0000]], grad_fn=<AddmmBackward0>)
>>> torch.addmv(s, x, v, beta=2)
tensor([10.0000, 14.5000], grad_fn=<AddmvBackward0>)
>>> torch.addbmm(p, r, r.mT[..., :2])
RuntimeError: The expanded size of the tensor (3) must match the existing size (2) at non-singleton
dimension 0. Target sizes: [3, 2]. Tensor sizes: [2, 2]
>>> torch.baddbmm(p, r[:, :2], r.mT[..., :2])
tensor([[[ 15.0000, 36.0000], [ 38.5000, 130.0000]], [[ 735.0000, 948.0000], [ 950.5000,
1234.0000]]])
>>> torch.ones(2, 2).addmm_(p, p)
tensor([[ 1.0000, -9.0000], [ 3.5000, 16.0000]])
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> torch.einsum("ij,jk", x)
RuntimeError: einsum(): fewer operands were provided than specified in the equation
>>> torch.einsum("ij", x, x)
RuntimeError: einsum(): more operands were provided than specified in the equation
>>> torch.einsum("ijk", x)
RuntimeError: einsum(): the number of subscripts in the equation (3) does not match the number of
dimensions (2) for operand 0 and no ellipsis was given
>>> torch.einsum("ijk...", x)
RuntimeError: einsum(): the number of subscripts in the equation (3) is more than the number of
dimensions (2) for operand 0
>>> torch.einsum("ij->k", x)
RuntimeError: einsum(): output subscript k does not appear in the equation for any input operand
>>> torch.einsum("ij->ii", x)
RuntimeError: einsum(): output subscript i appears more than once in the output
>>> torch.einsum("ii", x)
RuntimeError: einsum(): subscript i is repeated for operand 0 but the sizes don't match, 3 != 2
>>> torch.einsum("ij,jk", x, x)
RuntimeError: einsum(): subscript j has size 2 for operand 1 which does not broadcast with
previously seen size 3
>>> torch.einsum("i2", x)
RuntimeError: einsum(): invalid subscript given at index 1 in the equation string, subscripts must
be in [a-zA-Z]
>>> torch.einsum("i.j", x)
RuntimeError: einsum(): found '.' for operand 0 that is not part of any ellipsis
>>> torch.einsum("...i...", x)
RuntimeError: einsum(): found '.' for operand 0 for which an ellipsis was already found
>>> torch.einsum("ij-ji", x)
RuntimeError: einsum(): invalid subscript given at index 2 in the equation string, subscripts must
be in [a-zA-Z]
>>> torch.einsum("ij")
ValueError: einsum(): must specify the equation string and at least one operand, or at least one
operand and its subscripts list
>>> torch.einsum(x, [0, 60])
ValueError: einsum(): subscript in subscript list is not within the valid range [0, 52)
>>> torch.tensordot(x, x, 1)
RuntimeError: contracted dimensions need to match, but first has size 3 in dim -1 and second has
size 2 in dim 0
>>> torch.tensordot(x, x, 3)
RuntimeError: tensordot expects dims < ndim_a or ndim_b, but got dims=3
>>> torch.tensordot(x, x, -1)
RuntimeError: tensordot expects dims >= 0, but got dims=-1
>>> torch.tensordot(x, x, ([0], [0, 1]))
RuntimeError: both dimension lists should have same length
>>> torch.tensordot(x, w, 1)
RuntimeError: both inputs should have same dtype
>>> torch.tensordot(x, x, (1, 1))
TypeError: tensordot(): argument 'dims_self' (position 3) must be tuple of ints, not int
>>> torch.cross(p, p)
RuntimeError: no dimension of size 3 in input
>>> torch.cross(x, v)
RuntimeError: linalg.cross: inputs must have the same number of dimensions.
>>> torch.cross(x, x, dim=0)
RuntimeError: linalg.cross: inputs dimension 0 must have length 3. Got 2 and 2
>>> torch.cross(x, x.double(), dim=1)
RuntimeError: expected scalar type Float but found Double
>>> torch.outer(x, v)
RuntimeError: outer: Expected 1-D argument self, but got 2-D
>>> torch.outer(v, x)
RuntimeError: outer: Expected 1-D argument vec2, but got 2-D
>>> torch.inner(x, p)
RuntimeError: inner() the last dimension must match on both input tensors but got shapes [2, 3] and
[2, 2]
>>> torch.inner(x, w)
RuntimeError: both inputs should have same dtype
>>> torch.vdot(v, torch.ones(2))
RuntimeError: inconsistent tensor size, expected tensor [3] and src [2] to have the same number of
elements, but got 3 and 2 elements respectively
>>> torch.bmm(r, x)
RuntimeError: batch2 must be a 3D tensor
>>> torch.bmm(x, r)
RuntimeError: batch1 must be a 3D tensor
>>> torch.bmm(r, r)
RuntimeError: Expected size for first two dimensions of batch2 tensor to be: [2, 4] but got: [2, 3].
>>> torch.bmm(r, r.mT.double())
RuntimeError: expected scalar type Float but found Double
>>> torch.addmm(v, x, x)
RuntimeError: mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)
>>> torch.addmm(v, v, x)
RuntimeError: mat1 must be a matrix, got 1-D tensor
>>> torch.addmm(v, x, v)
RuntimeError: mat2 must be a matrix, got 1-D tensor
>>> torch.addmm(torch.ones(2), x @ x.T, x)
RuntimeError: The expanded size of the tensor (3) must match the existing size (2) at non-singleton
dimension 1. Target sizes: [2, 3]. Tensor sizes: [2]
>>> torch.addmm(w, x @ x.T, x)
RuntimeError: self and mat2 must have the same dtype, but got Double and Float
>>> torch.addmv(v, x, v)
RuntimeError: size mismatch, got input (3), mat (2x3), vec (3)
>>> torch.addmv(x, x, v)
RuntimeError: vector + matrix @ vector expected, got 2, 2, 1
>>> torch.addmv(s, x, w)
RuntimeError: addmv input tensors must have the same dtype, but got Float, Float, and Double
>>> torch.addr(v, x, v)
RuntimeError: addr: Expected 1-D argument vec1, but got 2-D
>>> torch.addr(i, i, i, beta=0.5)
RuntimeError: For integral input tensors, argument beta must not be a floating point number.
>>> torch.chain_matmul()
RuntimeError: chain_matmul(): Expected one or more matrices
>>> torch.chain_matmul(x, v)
RuntimeError: Tensor dimension is 1, expected 2 instead.
>>> v.addmm_(p, p)
RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)


@questions_to_us(r"""
# The same values under the names of other nodes.
>>> torch.einsum("ij,jk->ik", x, x.T)
tensor([[14., 32.], [32., 77.]], grad_fn=<MmBackward0>)
>>> torch.einsum("ii", x @ x.T)
tensor(91., grad_fn=<PermuteBackward0>)
>>> torch.kron(p, v)
tensor([[-1.0000, 0.5000, 2.0000, 2.0000, -1.0000, -4.0000], [-0.5000, 0.2500, 1.0000, -4.0000,
2.0000, 8.0000]], grad_fn=<ViewBackward0>)
>>> torch.vdot(v, v)
tensor(5.2500, grad_fn=<DotBackward0>)
>>> torch.addr(x, v[:2], v)
tensor([[2.0000, 1.5000, 1.0000], [3.5000, 5.2500, 7.0000]], grad_fn=<AddBackward0>)
>>> torch.chain_matmul(x, x.T, x)
tensor([[142., 188., 234.], [340., 449., 558.]], grad_fn=<MmBackward0>)
# Other words, and another order of the checks.
>>> torch.einsum("ij->...i...", x)
RuntimeError: einsum(): found '.' for the output for which an ellipsis was already found
>>> torch.einsum("ij", [1, 2])
TypeError: einsum(): argument 'operands' (position 2) must be Tensor, not int
>>> torch.einsum("ij,jk", x, x.T.double())
RuntimeError: expected m1 and m2 to have the same dtype, but got: float != double; convert one with
.to(dtype)
>>> torch.tensordot(x, x, ([0, 0], [0, 1]))
RuntimeError: dim 0 appears multiple times in the list of dims
>>> torch.addbmm(p, r, x)
RuntimeError: batch2 must be a 3D tensor
>>> torch.addbmm(p, r, r)
RuntimeError: Incompatible matrix sizes for bmm (3x4 and 3x4)
>>> torch.addbmm(p, r, r[:1])
RuntimeError: batch1 and batch2 must have same number of batches, got 2 and 1
>>> torch.baddbmm(p, r, r)
RuntimeError: Expected size for first two dimensions of batch2 tensor to be: [2, 4] but got: [2, 3].
>>> torch.baddbmm(w, r, r.mT)
RuntimeError: Input dtypes must be the same, got: input Double, batch1: Float, batch2: Float
""")
def test_it_differs_from_pytorch_on_purpose(ask, code, answer):
    ask(code, answer)
