"""Other shapes for the same elements, and joining tensors."""

from tests.oracle import questions, questions_to_us


@questions(r"""
>>> x.reshape(6)
tensor([1., 2., 3., 4., 5., 6.], grad_fn=<ViewBackward0>)
>>> x.reshape(3, 2)
tensor([[1., 2.], [3., 4.], [5., 6.]], grad_fn=<ViewBackward0>)
>>> x.reshape((3, 2))
tensor([[1., 2.], [3., 4.], [5., 6.]], grad_fn=<ViewBackward0>)
>>> x.reshape(-1)
tensor([1., 2., 3., 4., 5., 6.], grad_fn=<ViewBackward0>)
>>> x.reshape(-1, 2)
tensor([[1., 2.], [3., 4.], [5., 6.]], grad_fn=<ViewBackward0>)
>>> x.reshape(torch.Size([6]))
tensor([1., 2., 3., 4., 5., 6.], grad_fn=<ViewBackward0>)
>>> torch.reshape(x, [2, 3])
tensor([[1., 2., 3.], [4., 5., 6.]], grad_fn=<ViewBackward0>)
>>> x.view(6)
tensor([1., 2., 3., 4., 5., 6.], grad_fn=<ViewBackward0>)
>>> x.view(3, 2)
tensor([[1., 2.], [3., 4.], [5., 6.]], grad_fn=<ViewBackward0>)
>>> x.view(-1, 1)
tensor([[1.], [2.], [3.], [4.], [5.], [6.]], grad_fn=<ViewBackward0>)
>>> x.T.reshape(6)
tensor([1., 4., 2., 5., 3., 6.], grad_fn=<UnsafeViewBackward0>)
>>> x.t().reshape(6)
tensor([1., 4., 2., 5., 3., 6.], grad_fn=<UnsafeViewBackward0>)
>>> x.T.reshape(-1)
tensor([1., 4., 2., 5., 3., 6.], grad_fn=<UnsafeViewBackward0>)
>>> x.reshape(2, 3) is x
False
>>> x.view(2, 3)
tensor([[1., 2., 3.], [4., 5., 6.]], grad_fn=<ViewBackward0>)
>>> s.reshape(1)
tensor([2.], grad_fn=<ViewBackward0>)
>>> s.view(1, 1)
tensor([[2.]], grad_fn=<ViewBackward0>)
>>> x[0:1].reshape(3)
tensor([1., 2., 3.], grad_fn=<ViewBackward0>)
>>> x[:1].sum().reshape(())
tensor(6., grad_fn=<ViewBackward0>)
>>> torch.ones(1).reshape(())
tensor(1.)
>>> e.reshape(3, 0)
tensor([], size=(3, 0), grad_fn=<ViewBackward0>)
>>> e.reshape(0)
tensor([], grad_fn=<ViewBackward0>)
>>> e.view(0, 6)
tensor([], size=(0, 6), grad_fn=<ViewBackward0>)
>>> x.flatten()
tensor([1., 2., 3., 4., 5., 6.], grad_fn=<ViewBackward0>)
>>> x.flatten(0)
tensor([1., 2., 3., 4., 5., 6.], grad_fn=<ViewBackward0>)
>>> x.flatten(0, 1)
tensor([1., 2., 3., 4., 5., 6.], grad_fn=<ViewBackward0>)
>>> r.flatten(1)
tensor([[ 0., 1., 2., 3., 4., 5., 6., 7., 8., 9., 10., 11.], [12., 13., 14., 15., 16., 17., 18.,
19., 20., 21., 22., 23.]])
>>> r.flatten(0, 1)
tensor([[ 0., 1., 2., 3.], [ 4., 5., 6., 7.], [ 8., 9., 10., 11.], [12., 13., 14., 15.], [16.,
17., 18., 19.], [20., 21., 22., 23.]])
>>> r.flatten(start_dim=1, end_dim=2)
tensor([[ 0., 1., 2., 3., 4., 5., 6., 7., 8., 9., 10., 11.], [12., 13., 14., 15., 16., 17., 18.,
19., 20., 21., 22., 23.]])
>>> r.flatten(1, 1)
tensor([[[ 0., 1., 2., 3.], [ 4., 5., 6., 7.], [ 8., 9., 10., 11.]], [[12., 13., 14., 15.], [16.,
17., 18., 19.], [20., 21., 22., 23.]]])
>>> s.flatten()
tensor([2.], grad_fn=<ViewBackward0>)
>>> v.flatten()
tensor([-1.0000, 0.5000, 2.0000], requires_grad=True)
>>> torch.flatten(r, 1)
tensor([[ 0., 1., 2., 3., 4., 5., 6., 7., 8., 9., 10., 11.], [12., 13., 14., 15., 16., 17., 18.,
19., 20., 21., 22., 23.]])
>>> x.T.flatten()
tensor([1., 4., 2., 5., 3., 6.], grad_fn=<UnsafeViewBackward0>)
>>> x.t()
tensor([[1., 4.], [2., 5.], [3., 6.]], grad_fn=<TBackward0>)
>>> x.T
tensor([[1., 4.], [2., 5.], [3., 6.]], grad_fn=<PermuteBackward0>)
>>> v.t()
tensor([-1.0000, 0.5000, 2.0000], grad_fn=<TBackward0>)
>>> v.T
tensor([-1.0000, 0.5000, 2.0000], grad_fn=<PermuteBackward0>)
>>> r.mT
tensor([[[ 0., 4., 8.], [ 1., 5., 9.], [ 2., 6., 10.], [ 3., 7., 11.]], [[12., 16., 20.], [13.,
17., 21.], [14., 18., 22.], [15., 19., 23.]]])
>>> x.mT
tensor([[1., 4.], [2., 5.], [3., 6.]], grad_fn=<TransposeBackward0>)
>>> x.transpose(0, 1)
tensor([[1., 4.], [2., 5.], [3., 6.]], grad_fn=<TransposeBackward0>)
>>> x.transpose(1, 0)
tensor([[1., 4.], [2., 5.], [3., 6.]], grad_fn=<TransposeBackward0>)
>>> x.transpose(-1, -2)
tensor([[1., 4.], [2., 5.], [3., 6.]], grad_fn=<TransposeBackward0>)
>>> x.transpose(0, 0)
tensor([[1., 2., 3.], [4., 5., 6.]], grad_fn=<TransposeBackward0>)
>>> r.transpose(0, 2)
tensor([[[ 0., 12.], [ 4., 16.], [ 8., 20.]], [[ 1., 13.], [ 5., 17.], [ 9., 21.]], [[ 2., 14.], [
6., 18.], [10., 22.]], [[ 3., 15.], [ 7., 19.], [11., 23.]]])
>>> x.swapaxes(0, 1)
tensor([[1., 4.], [2., 5.], [3., 6.]], grad_fn=<TransposeBackward0>)
>>> torch.swapdims(x, 0, 1)
tensor([[1., 4.], [2., 5.], [3., 6.]], grad_fn=<TransposeBackward0>)
>>> x.permute(1, 0)
tensor([[1., 4.], [2., 5.], [3., 6.]], grad_fn=<PermuteBackward0>)
>>> x.permute((1, 0))
tensor([[1., 4.], [2., 5.], [3., 6.]], grad_fn=<PermuteBackward0>)
>>> x.permute(-1, 0)
tensor([[1., 4.], [2., 5.], [3., 6.]], grad_fn=<PermuteBackward0>)
>>> r.permute(2, 0, 1)
tensor([[[ 0., 4., 8.], [12., 16., 20.]], [[ 1., 5., 9.], [13., 17., 21.]], [[ 2., 6., 10.], [14.,
18., 22.]], [[ 3., 7., 11.], [15., 19., 23.]]])
>>> r.permute([2, 0, 1])
tensor([[[ 0., 4., 8.], [12., 16., 20.]], [[ 1., 5., 9.], [13., 17., 21.]], [[ 2., 6., 10.], [14.,
18., 22.]], [[ 3., 7., 11.], [15., 19., 23.]]])
>>> torch.permute(x, (1, 0))
tensor([[1., 4.], [2., 5.], [3., 6.]], grad_fn=<PermuteBackward0>)
>>> s.permute(())
tensor(2., grad_fn=<PermuteBackward0>)
>>> x.unsqueeze(0)
tensor([[[1., 2., 3.], [4., 5., 6.]]], grad_fn=<UnsqueezeBackward0>)
>>> x.unsqueeze(1)
tensor([[[1., 2., 3.]], [[4., 5., 6.]]], grad_fn=<UnsqueezeBackward0>)
>>> x.unsqueeze(-1)
tensor([[[1.], [2.], [3.]], [[4.], [5.], [6.]]], grad_fn=<UnsqueezeBackward0>)
>>> x.unsqueeze(2)
tensor([[[1.], [2.], [3.]], [[4.], [5.], [6.]]], grad_fn=<UnsqueezeBackward0>)
>>> s.unsqueeze(0)
tensor([2.], grad_fn=<UnsqueezeBackward0>)
>>> x.unsqueeze(dim=0)
tensor([[[1., 2., 3.], [4., 5., 6.]]], grad_fn=<UnsqueezeBackward0>)
>>> x.unsqueeze(0).squeeze()
tensor([[1., 2., 3.], [4., 5., 6.]], grad_fn=<SqueezeBackward0>)
>>> x.unsqueeze(0).squeeze(0)
tensor([[1., 2., 3.], [4., 5., 6.]], grad_fn=<SqueezeBackward1>)
>>> x.squeeze()
tensor([[1., 2., 3.], [4., 5., 6.]], grad_fn=<SqueezeBackward0>)
>>> x.squeeze(0)
tensor([[1., 2., 3.], [4., 5., 6.]], grad_fn=<SqueezeBackward1>)
>>> x.unsqueeze(0).squeeze((0, 1))
tensor([[1., 2., 3.], [4., 5., 6.]], grad_fn=<SqueezeBackward2>)
>>> x[:1].squeeze(0)
tensor([1., 2., 3.], grad_fn=<SqueezeBackward1>)
>>> s.squeeze()
tensor(2., grad_fn=<SqueezeBackward0>)
>>> s.squeeze(0)
tensor(2., grad_fn=<SqueezeBackward1>)
>>> s.squeeze(())
tensor(2., grad_fn=<SqueezeBackward2>)
>>> torch.ones(1, 2, 1, requires_grad=True).squeeze(-1)
tensor([[1., 1.]], grad_fn=<SqueezeBackward1>)
>>> torch.ones(1, 2, 1, requires_grad=True).squeeze([0, 2])
tensor([1., 1.], grad_fn=<SqueezeBackward2>)
>>> v.expand(2, 3)
tensor([[-1.0000, 0.5000, 2.0000], [-1.0000, 0.5000, 2.0000]], grad_fn=<ExpandBackward0>)
>>> v.expand(2, -1)
tensor([[-1.0000, 0.5000, 2.0000], [-1.0000, 0.5000, 2.0000]], grad_fn=<ExpandBackward0>)
>>> v.expand((2, 3))
tensor([[-1.0000, 0.5000, 2.0000], [-1.0000, 0.5000, 2.0000]], grad_fn=<ExpandBackward0>)
>>> v.expand(4, 2, 3)
tensor([[[-1.0000, 0.5000, 2.0000], [-1.0000, 0.5000, 2.0000]], [[-1.0000, 0.5000, 2.0000],
[-1.0000, 0.5000, 2.0000]], [[-1.0000, 0.5000, 2.0000], [-1.0000, 0.5000, 2.0000]], [[-1.0000,
0.5000, 2.0000], [-1.0000, 0.5000, 2.0000]]], grad_fn=<ExpandBackward0>)
>>> s.expand(3)
tensor([2., 2., 2.], grad_fn=<ExpandBackward0>)
>>> s.expand(2, 2)
tensor([[2., 2.], [2., 2.]], grad_fn=<ExpandBackward0>)
>>> v.unsqueeze(1).expand(3, 2)
tensor([[-1.0000, -1.0000], [ 0.5000, 0.5000], [ 2.0000, 2.0000]], grad_fn=<ExpandBackward0>)
>>> v.unsqueeze(1).expand(-1, 2)
tensor([[-1.0000, -1.0000], [ 0.5000, 0.5000], [ 2.0000, 2.0000]], grad_fn=<ExpandBackward0>)
>>> v.broadcast_to((2, 3))
tensor([[-1.0000, 0.5000, 2.0000], [-1.0000, 0.5000, 2.0000]], grad_fn=<ExpandBackward0>)
>>> torch.broadcast_to(v, (2, 3))
tensor([[-1.0000, 0.5000, 2.0000], [-1.0000, 0.5000, 2.0000]], grad_fn=<ExpandBackward0>)
>>> v.expand(0, 3)
tensor([], size=(0, 3), grad_fn=<ExpandBackward0>)
>>> v.expand(3)
tensor([-1.0000, 0.5000, 2.0000], grad_fn=<ExpandBackward0>)
>>> v.expand(2, 3).stride()
(0, 1)
>>> torch.ones(1).expand(0)
tensor([])
>>> torch.cat([x, x])
tensor([[1., 2., 3.], [4., 5., 6.], [1., 2., 3.], [4., 5., 6.]], grad_fn=<CatBackward0>)
>>> torch.cat([x, x], 1)
tensor([[1., 2., 3., 1., 2., 3.], [4., 5., 6., 4., 5., 6.]], grad_fn=<CatBackward0>)
>>> torch.cat([x, x], dim=-1)
tensor([[1., 2., 3., 1., 2., 3.], [4., 5., 6., 4., 5., 6.]], grad_fn=<CatBackward0>)
>>> torch.cat([v, w])
tensor([-1.0000, 0.5000, 2.0000, 1.5000, 2.5000, -3.5000], dtype=torch.float64,
grad_fn=<CatBackward0>)
>>> torch.cat([v, i])
tensor([-1.0000, 0.5000, 2.0000, 2.0000, 0.0000, 1.0000], grad_fn=<CatBackward0>)
>>> torch.cat([i, b])
tensor([2, 0, 1, 1, 0, 1])
>>> torch.cat([x])
tensor([[1., 2., 3.], [4., 5., 6.]], grad_fn=<CatBackward0>)
>>> torch.cat([v, torch.tensor([])])
tensor([-1.0000, 0.5000, 2.0000], grad_fn=<CatBackward0>)
>>> torch.cat([torch.tensor([]), x])
tensor([[1., 2., 3.], [4., 5., 6.]], grad_fn=<CatBackward0>)
>>> torch.cat([e, x])
tensor([[1., 2., 3.], [4., 5., 6.]], grad_fn=<CatBackward0>)
>>> torch.cat([torch.tensor([]), torch.tensor([])])
tensor([])
>>> torch.concat([v, v])
tensor([-1.0000, 0.5000, 2.0000, -1.0000, 0.5000, 2.0000], grad_fn=<CatBackward0>)
>>> torch.concatenate([x, x], axis=1)
tensor([[1., 2., 3., 1., 2., 3.], [4., 5., 6., 4., 5., 6.]], grad_fn=<CatBackward0>)
>>> torch.cat(tensors=[v, v], dim=0)
tensor([-1.0000, 0.5000, 2.0000, -1.0000, 0.5000, 2.0000], grad_fn=<CatBackward0>)
>>> torch.stack([v, v])
tensor([[-1.0000, 0.5000, 2.0000], [-1.0000, 0.5000, 2.0000]], grad_fn=<StackBackward0>)
>>> torch.stack([v, v], 1)
tensor([[-1.0000, -1.0000], [ 0.5000, 0.5000], [ 2.0000, 2.0000]], grad_fn=<StackBackward0>)
>>> torch.stack((v, v), dim=-1)
tensor([[-1.0000, -1.0000], [ 0.5000, 0.5000], [ 2.0000, 2.0000]], grad_fn=<StackBackward0>)
>>> torch.stack([s, s])
tensor([2., 2.], grad_fn=<StackBackward0>)
>>> torch.stack([v, w])
tensor([[-1.0000, 0.5000, 2.0000], [ 1.5000, 2.5000, -3.5000]], dtype=torch.float64,
grad_fn=<StackBackward0>)
>>> torch.stack([v, i])
tensor([[-1.0000, 0.5000, 2.0000], [ 2.0000, 0.0000, 1.0000]], grad_fn=<StackBackward0>)
>>> torch.stack([x, x], 1)
tensor([[[1., 2., 3.], [1., 2., 3.]], [[4., 5., 6.], [4., 5., 6.]]], grad_fn=<StackBackward0>)
>>> x.is_contiguous(), x.t().is_contiguous()
(True, False)
>>> x.t().contiguous()
tensor([[1., 4.], [2., 5.], [3., 6.]], grad_fn=<CloneBackward0>)
>>> x.contiguous() is x
True
>>> x.shape.numel()
6
>>> x.shape[0], x.shape[:1], x.shape[-1:]
(2, torch.Size([2]), torch.Size([3]))
>>> x.shape + (1,)
torch.Size([2, 3, 1])
>>> (1,) + x.shape
torch.Size([1, 2, 3])
>>> x.shape == (2, 3)
True
>>> r.T
tensor([[[ 0., 12.], [ 4., 16.], [ 8., 20.]], [[ 1., 13.], [ 5., 17.], [ 9., 21.]], [[ 2., 14.], [
6., 18.], [10., 22.]], [[ 3., 15.], [ 7., 19.], [11., 23.]]])
>>> s.T
tensor(2., grad_fn=<PermuteBackward0>)
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> s.permute()
TypeError: permute() missing 1 required positional arguments: "dims"
>>> x.reshape(5)
RuntimeError: shape '[5]' is invalid for input of size 6
>>> x.reshape(4, -1)
RuntimeError: shape '[4, -1]' is invalid for input of size 6
>>> x.reshape(-1, -1)
RuntimeError: only one dimension can be inferred
>>> x.reshape(-2, 3)
RuntimeError: invalid shape dimension -2 at index 0 of shape [-2, 3]
>>> x.reshape(0)
RuntimeError: shape '[0]' is invalid for input of size 6
>>> x.reshape(2.0, 3)
TypeError:...argument...
>>> x.reshape("a")
TypeError: reshape(): argument 'shape'...must be tuple of ints, not str
>>> x.reshape()
TypeError: reshape() missing 1 required positional arguments: "shape"
>>> e.reshape(-1, 0)
RuntimeError: cannot reshape tensor of 0 elements into shape [-1, 0] because the unspecified
dimension size -1 can be any value and is ambiguous
>>> e.reshape(0, -1)
RuntimeError: cannot reshape tensor of 0 elements into shape [0, -1] because the unspecified
dimension size -1 can be any value and is ambiguous
>>> torch.reshape(3, (1,))
TypeError: reshape(): argument 'input' (position 1) must be Tensor, not int
>>> x.reshape([[2, 3]])
TypeError: reshape(): argument 'shape'...must be tuple of ints,...element of type list...
>>> x.view(5)
RuntimeError: shape '[5]' is invalid for input of size 6
>>> x.view(-1, -1)
RuntimeError: only one dimension can be inferred
>>> x.view(4, -1)
RuntimeError: shape '[4, -1]' is invalid for input of size 6
>>> x.T.view(6)
RuntimeError: view size is not compatible with input tensor's size and stride (at least one
dimension spans across two contiguous subspaces). Use .reshape(...) instead.
>>> x.t().view(6)
RuntimeError: view size is not compatible with input tensor's size and stride (at least one
dimension spans across two contiguous subspaces). Use .reshape(...) instead.
>>> x.view("a")
TypeError:...of...
>>> x.view()
TypeError: view()...
>>> r.transpose(0, 1).view(24)
RuntimeError: view size is not compatible with input tensor's size and stride (at least one
dimension spans across two contiguous subspaces). Use .reshape(...) instead.
>>> r[:, 0].view(8)
RuntimeError: view size is not compatible with input tensor's size and stride (at least one
dimension spans across two contiguous subspaces). Use .reshape(...) instead.
>>> x.view(2, 3.0)
TypeError: view(): argument 'size'...must be tuple of...
>>> x.flatten(1, 0)
RuntimeError: flatten() has invalid args: start_dim cannot come after end_dim
>>> x.flatten(2)
IndexError: Dimension out of range (expected to be in range of [-2, 1], but got 2)
>>> x.flatten(0, 5)
IndexError: Dimension out of range (expected to be in range of [-2, 1], but got 5)
>>> x.flatten("a")
TypeError: flatten(): argument 'start_dim'...must be int, not str
>>> r.t()
RuntimeError: t() expects a tensor with <= 2 dimensions, but self is 3D
>>> v.mT
RuntimeError: tensor.mT is only supported on matrices or batches of matrices. Got 1-D tensor.
>>> x.transpose(0, 2)
IndexError: Dimension out of range (expected to be in range of [-2, 1], but got 2)
>>> x.transpose(-3, 0)
IndexError: Dimension out of range (expected to be in range of [-2, 1], but got -3)
>>> x.transpose("a", 0)
TypeError: transpose(): argument 'dim0'...must be int, not str
>>> s.transpose(0, 1)
IndexError: Dimension out of range (expected to be in range of [-1, 0], but got 1)
>>> torch.transpose(3, 0, 1)
TypeError: transpose(): argument 'input' (position 1) must be Tensor, not int
>>> x.permute(0)
RuntimeError: permute(sparse_coo): number of dimensions in the tensor input does not match the
length of the desired ordering of dimensions i.e. input.dim() = 2 is not equal to len(dims) = 1
>>> x.permute(0, 0)
RuntimeError: permute(): duplicate dims are not allowed.
>>> x.permute(0, 2)
IndexError: Dimension out of range (expected to be in range of [-2, 1], but got 2)
>>> x.permute(0, 1, 2)
RuntimeError: permute(sparse_coo): number of dimensions in the tensor input does not match the
length of the desired ordering of dimensions i.e. input.dim() = 2 is not equal to len(dims) = 3
>>> x.permute("a")
TypeError: permute(): argument 'dims'...must be tuple of ints, not str
>>> x.permute()
TypeError: permute() missing 1 required positional arguments: "dims"
>>> x.unsqueeze(3)
IndexError: Dimension out of range (expected to be in range of [-3, 2], but got 3)
>>> x.unsqueeze(-4)
IndexError: Dimension out of range (expected to be in range of [-3, 2], but got -4)
>>> x.unsqueeze("a")
TypeError: unsqueeze(): argument 'dim'...must be int, not str
>>> x.unsqueeze(1.0)
TypeError: unsqueeze(): argument 'dim'...must be int, not float
>>> s.unsqueeze(1)
IndexError: Dimension out of range (expected to be in range of [-1, 0], but got 1)
>>> x.squeeze(2)
IndexError: Dimension out of range (expected to be in range of [-2, 1], but got 2)
>>> x.squeeze(-3)
IndexError: Dimension out of range (expected to be in range of [-2, 1], but got -3)
>>> x.squeeze("a")
TypeError:...
>>> x.squeeze((0, 0))
RuntimeError: dim 0 appears multiple times in the list of dims
>>> x.squeeze((0, 2))
IndexError: Dimension out of range (expected to be in range of [-2, 1], but got 2)
>>> s.squeeze(1)
IndexError: Dimension out of range (expected to be in range of [-1, 0], but got 1)
>>> v.expand(2)
RuntimeError: The expanded size of the tensor (2) must match the existing size (3) at
non-singleton dimension 0. Target sizes: [2]. Tensor sizes: [3]
>>> v.expand(2, 4)
RuntimeError: The expanded size of the tensor (4) must match the existing size (3) at
non-singleton dimension 1. Target sizes: [2, 4]. Tensor sizes: [3]
>>> v.expand()
TypeError: expand() missing 1 required positional arguments: "size"
>>> v.expand(-1, 3)
RuntimeError: The expanded size of the tensor (-1) isn't allowed in a leading, non-existing
dimension 0
>>> v.expand(2, -2)
RuntimeError: The expanded size of the tensor (-2) must match the existing size (3) at
non-singleton dimension 1. Target sizes: [2, -2]. Tensor sizes: [3]
>>> x.expand(3)
RuntimeError: expand(torch.FloatTensor{[2, 3]}, size=[3]): the number of sizes provided (1) must
be greater or equal to the number of dimensions in the tensor (2)
>>> x.expand(2, 3, 1)
RuntimeError: The expanded size of the tensor (1) must match the existing size (3) at
non-singleton dimension 2. Target sizes: [2, 3, 1]. Tensor sizes: [2, 3]
>>> x.expand("a")
TypeError: expand(): argument 'size'...must be tuple of ints, not str
>>> v.expand(3, 3.0)
TypeError: expand(): argument 'size'...must be tuple of...
>>> x.broadcast_to((3,))
RuntimeError: expand(torch.FloatTensor{[2, 3]}, size=[3]): the number of sizes provided (1) must
be greater or equal to the number of dimensions in the tensor (2)
>>> i.expand(4)
RuntimeError: The expanded size of the tensor (4) must match the existing size (3) at
non-singleton dimension 0. Target sizes: [4]. Tensor sizes: [3]
>>> torch.cat([])
ValueError: torch.cat(): expected a non-empty list of Tensors
>>> torch.cat(x)
TypeError: cat(): argument 'tensors' (position 1) must be tuple of Tensors, not Tensor
>>> torch.cat([x, v])
RuntimeError: Tensors must have same number of dimensions: got 2 and 1
>>> torch.cat([x, x[:, :2]])
RuntimeError: Sizes of tensors must match except in dimension 0. Expected size 3 but got size 2
for tensor number 1 in the list.
>>> torch.cat([x, x[:1]], 1)
RuntimeError: Sizes of tensors must match except in dimension 1. Expected size 2 but got size 1
for tensor number 1 in the list.
>>> torch.cat([x, x], 2)
IndexError: Dimension out of range (expected to be in range of [-2, 1], but got 2)
>>> torch.cat([s, s])
RuntimeError: zero-dimensional tensor (at position 0) cannot be concatenated
>>> torch.cat([x, 1])
TypeError: expected Tensor as element 1 in argument 0, but got int
>>> torch.cat(3)
TypeError: cat(): argument 'tensors' (position 1) must be tuple of Tensors, not int
>>> torch.cat([x, x], "a")
TypeError: cat(): argument 'dim'...must be int, not str
>>> torch.cat([v, s])
RuntimeError: zero-dimensional tensor (at position 1) cannot be concatenated
>>> torch.cat([r, x])
RuntimeError: Tensors must have same number of dimensions: got 3 and 2
>>> torch.stack([])
RuntimeError: stack expects a non-empty TensorList
>>> torch.stack([x, v])
RuntimeError: stack expects each tensor to be equal size, but got [2, 3] at entry 0 and [3] at
entry 1
>>> torch.stack([x, x], 3)
IndexError: Dimension out of range (expected to be in range of [-3, 2], but got 3)
>>> torch.stack([x, x], -4)
IndexError: Dimension out of range (expected to be in range of [-3, 2], but got -4)
>>> torch.stack(x)
TypeError: stack(): argument 'tensors' (position 1) must be tuple of Tensors, not Tensor
>>> torch.stack([x, 1])
TypeError: expected Tensor as element 1 in argument 0, but got int
>>> torch.stack(3)
TypeError: stack(): argument 'tensors' (position 1) must be tuple of Tensors, not int
>>> torch.stack([s, v])
RuntimeError: stack expects each tensor to be equal size, but got [] at entry 0 and [3] at entry 1
>>> torch.stack([v, v], "a")
TypeError: stack(): argument 'dim'...must be int, not str
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)


@questions_to_us(r"""
# The same values under the names of other nodes.
>>> x.T.reshape(3, 2)
tensor([[1., 4.], [2., 5.], [3., 6.]], grad_fn=<ViewBackward0>)
>>> s.t()
tensor(2., grad_fn=<ViewBackward0>)
>>> s.transpose(0, 0)
tensor(2., grad_fn=<ViewBackward0>)
""")
def test_it_differs_from_pytorch_on_purpose(ask, code, answer):
    ask(code, answer)
