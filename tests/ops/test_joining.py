"""Tensors joined, along a dim or a new one; grids and combinations of vectors."""

from tests.oracle import questions, questions_to_us


@questions(r"""
>>> torch.cat([torch.zeros(0, requires_grad=True), x]).grad_fn
<CatBackward0 object at ...>
>>> torch.cat([torch.zeros(0, dtype=torch.float64), v])
tensor([-1.0000, 0.5000, 2.0000], dtype=torch.float64, grad_fn=<CatBackward0>)
>>> torch.hstack([v, v])
tensor([-1.0000, 0.5000, 2.0000, -1.0000, 0.5000, 2.0000], grad_fn=<CatBackward0>)
>>> torch.vstack([v, x])
tensor([[-1.0000, 0.5000, 2.0000], [ 1.0000, 2.0000, 3.0000], [ 4.0000, 5.0000, 6.0000]],
grad_fn=<CatBackward0>)
>>> torch.dstack([v, v])
tensor([[[-1.0000, -1.0000], [ 0.5000, 0.5000], [ 2.0000, 2.0000]]], grad_fn=<CatBackward0>)
>>> torch.column_stack([v, i])
tensor([[-1.0000, 2.0000], [ 0.5000, 0.0000], [ 2.0000, 1.0000]], grad_fn=<CatBackward0>)
>>> torch.cartesian_prod(i, i[:2])
tensor([[2, 2], [2, 0], [0, 2], [0, 0], [1, 2], [1, 0]])
>>> torch.meshgrid(v, i, indexing="xy")
RuntimeError: meshgrid expects all tensors to have the same dtype
>>> torch.meshgrid(v, w[:2].float(), indexing="xy")[1]
tensor([[1.5000, 1.5000, 1.5000], [2.5000, 2.5000, 2.5000]], grad_fn=<ExpandBackward0>)
>>> torch.cat([x.T, x.T], 1).stride(), torch.stack([x.T, x.T]).stride()
((4, 1), (6, 2, 1))
>>> torch.block_diag()
tensor([], size=(1, 0))
>>> torch.combinations(i, 4)
tensor([], size=(0, 4), dtype=torch.int64)
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> torch.hstack([])
RuntimeError: hstack expects a non-empty TensorList
>>> torch.vstack(x)
TypeError: vstack(): argument 'tensors' (position 1) must be tuple of Tensors, not Tensor
>>> torch.column_stack([x, v])
RuntimeError: Sizes of tensors must match except in dimension 1. Expected size 2 but got size 3
for tensor number 1 in the list.
>>> torch.dstack([v, r])
RuntimeError: Sizes of tensors must match except in dimension 2. Expected size 1 but got size 2
for tensor number 1 in the list.
>>> torch.block_diag(x, r)
RuntimeError: torch.block_diag: Input tensors must have 2 or fewer dimensions. Input 1 has 3
dimensions
>>> torch.block_diag(3)
TypeError: expected Tensor as element 0 in argument 0, but got int
>>> torch.cartesian_prod(x, v)
RuntimeError: Expect a 1D vector, but got shape [2, 3]
>>> torch.cartesian_prod()
RuntimeError: meshgrid expects a non-empty TensorList
>>> torch.combinations(v, -1)
RuntimeError: Expect a non-negative number, but got -1
>>> torch.meshgrid(v, x)
RuntimeError: torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got: ...[
torch.FloatTensor{2,3} ]
>>> torch.meshgrid(v, v, indexing="ab")
RuntimeError: torch.meshgrid: indexing must be one of "xy" or "ij", but received: ab
>>> torch.broadcast_tensors(x, r)
RuntimeError: The size of tensor a (3) must match the size of tensor b (4) at non-singleton
dimension 2
>>> torch.broadcast_shapes((2, 3), (4,))
RuntimeError: Attempting to broadcast a dimension of length 4 at -1! Mismatching argument at index
1 had (4,); but expected shape should be broadcastable to [2, 3]
>>> torch.broadcast_shapes((2, -1))
ValueError: Attempting to broadcast a dimension with negative length!
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)


@questions_to_us(r"""
# The same values under the names of other nodes.
>>> torch.block_diag(i, v)
tensor([[ 2.0000, 0.0000, 1.0000, 0.0000, 0.0000, 0.0000], [ 0.0000, 0.0000, 0.0000, -1.0000,
0.5000, 2.0000]], grad_fn=<CatBackward0>)
>>> torch.combinations(v)
tensor([[-1.0000, 0.5000], [-1.0000, 2.0000], [ 0.5000, 2.0000]], grad_fn=<IndexBackward0>)
# PyTorch gives x the gradient of other rows: it counts none for the empty vector.
>>> torch.block_diag(v[:0], x)[1:].sum().backward(); x.grad
tensor([[1., 1., 1.], [1., 1., 1.]])
""")
def test_it_differs_from_pytorch_on_purpose(ask, code, answer):
    ask(code, answer)
