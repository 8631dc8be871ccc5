"""Tensors from data, numbers and shapes."""

from tests.oracle import questions, questions_to_us


@questions(r"""
>>> torch.tensor(1)
tensor(1)
>>> torch.tensor(1.5)
tensor(1.5000)
>>> torch.tensor(True)
tensor(True)
>>> torch.tensor([])
tensor([])
>>> torch.tensor([[]])
tensor([], size=(1, 0))
>>> torch.tensor([[], []])
tensor([], size=(2, 0))
>>> torch.tensor([1, 2])
tensor([1, 2])
>>> torch.tensor([1, 2.5])
tensor([1.0000, 2.5000])
>>> torch.tensor([True, False])
tensor([ True, False])
>>> torch.tensor([True, 2])
tensor([1, 2])
>>> torch.tensor([True, 2.5])
tensor([1.0000, 2.5000])
>>> torch.tensor((1, 2))
tensor([1, 2])
>>> torch.tensor([(1, 2), [3, 4]])
tensor([[1, 2], [3, 4]])
>>> torch.tensor(range(3))
tensor([0, 1, 2])
>>> torch.tensor([[1.0], [2.0]])
tensor([[1.], [2.]])
>>> torch.tensor([1, 2], dtype=torch.float32)
tensor([1., 2.])
>>> torch.tensor([1.7, 2], dtype=torch.int64)
tensor([1, 2])
>>> torch.tensor([1, 0], dtype=torch.bool)
tensor([ True, False])
>>> torch.tensor([0.5, 0.0], dtype=torch.bool)
tensor([ True, False])
>>> torch.tensor([1.0], requires_grad=True)
tensor([1.], requires_grad=True)
>>> torch.tensor(np.array([1.0, 2.0]))
tensor([1., 2.], dtype=torch.float64)
>>> torch.tensor(np.array([1, 2], np.int32))
tensor([1, 2], dtype=torch.int32)
>>> torch.tensor(np.float64(1.5))
tensor(1.5000, dtype=torch.float64)
>>> torch.tensor(np.float32(1.5))
tensor(1.5000)
>>> torch.tensor(np.int16(3))
tensor(3, dtype=torch.int16)
>>> torch.tensor(np.bool_(True))
tensor(True)
>>> torch.tensor([np.float64(1.5), 2])
tensor([1.5000, 2.0000], dtype=torch.float64)
>>> torch.tensor([np.float32(1.5)])
tensor([1.5000])
>>> torch.tensor([np.int32(1)])
tensor([1], dtype=torch.int32)
>>> torch.tensor([np.int64(1), np.int64(2)])
tensor([1, 2])
>>> torch.tensor([np.bool_(True)])
tensor([True])
>>> torch.tensor([np.array([1.0, 2.0]), np.array([3.0, 4.0])])
tensor([[1., 2.], [3., 4.]], dtype=torch.float64)
>>> torch.tensor([np.array([1, 2]), np.array([3, 4])])
tensor([[1, 2], [3, 4]])
>>> torch.tensor([torch.tensor(1), torch.tensor(2)])
tensor([1, 2])
>>> torch.tensor([torch.tensor(1.5), 2])
tensor([1.5000, 2.0000])
>>> torch.tensor([torch.tensor([1.5])])
tensor([1.5000])
>>> torch.tensor([[torch.tensor(1.0), 2.0]])
tensor([[1., 2.]])
>>> torch.tensor([torch.tensor(1.5, dtype=torch.float64)])
tensor([1.5000], dtype=torch.float64)
>>> torch.tensor(p)
tensor([[ 1.0000, -2.0000], [ 0.5000, 4.0000]])
>>> torch.tensor(np.zeros((0, 3)))
tensor([], size=(0, 3), dtype=torch.float64)
>>> torch.tensor(np.array(3.5))
tensor(3.5000, dtype=torch.float64)
>>> torch.tensor(float("nan"))
tensor(nan)
>>> torch.tensor([float("inf"), -float("inf")])
tensor([inf, -inf])
>>> torch.tensor(2**40)
tensor(1099511627776)
>>> torch.tensor(-(2**63))
tensor(-9223372036854775808)
>>> torch.tensor(3.14, dtype=torch.float16)
tensor(3.1406, dtype=torch.float16)
>>> torch.tensor([300], dtype=torch.int16)
tensor([300], dtype=torch.int16)
>>> torch.tensor(np.arange(6).reshape(2, 3)[:, ::2])
tensor([[0, 2], [3, 5]])
>>> torch.tensor([1.0], device="cpu")
tensor([1.])
>>> torch.tensor([1.0], device=torch.device("cpu"))
tensor([1.])
>>> torch.as_tensor([1, 2])
tensor([1, 2])
>>> torch.as_tensor(np.array([1.0]))
tensor([1.], dtype=torch.float64)
>>> torch.as_tensor(np.array([1.0]), dtype=torch.float32)
tensor([1.])
>>> torch.as_tensor(v)
tensor([-1.0000, 0.5000, 2.0000], requires_grad=True)
>>> torch.as_tensor(v) is v
True
>>> torch.as_tensor(v, dtype=torch.float64)
tensor([-1.0000, 0.5000, 2.0000], dtype=torch.float64, grad_fn=<ToCopyBackward0>)
>>> torch.as_tensor(3.5)
tensor(3.5000)
>>> torch.from_numpy(np.array([1.0, 2.0]))
tensor([1., 2.], dtype=torch.float64)
>>> torch.from_numpy(np.array(2))
tensor(2)
>>> torch.from_numpy(np.arange(6).reshape(2, 3).T)
tensor([[0, 3], [1, 4], [2, 5]])
>>> a = np.zeros(2); c = torch.from_numpy(a); a[0] = 7; c
tensor([7., 0.], dtype=torch.float64)
>>> a = np.zeros(2); c = torch.from_numpy(a); c[1] = 5; a
array([0., 5.])
>>> a = np.zeros(2); c = torch.as_tensor(a); a[0] = 7; c
tensor([7., 0.], dtype=torch.float64)
>>> a = np.zeros(2); c = torch.tensor(a); a[0] = 7; c
tensor([0., 0.], dtype=torch.float64)
>>> a = np.zeros(2, np.float32); c = torch.as_tensor(a, dtype=torch.float64); a[0] = 7; c
tensor([0., 0.], dtype=torch.float64)
>>> torch.zeros(2)
tensor([0., 0.])
>>> torch.zeros(2, 3)
tensor([[0., 0., 0.], [0., 0., 0.]])
>>> torch.zeros((2, 3))
tensor([[0., 0., 0.], [0., 0., 0.]])
>>> torch.zeros([2, 3])
tensor([[0., 0., 0.], [0., 0., 0.]])
>>> torch.zeros(torch.Size([2]))
tensor([0., 0.])
>>> torch.zeros(0)
tensor([])
>>> torch.zeros(())
tensor(0.)
>>> torch.zeros(2, dtype=torch.int64)
tensor([0, 0])
>>> torch.zeros(2, dtype=torch.bool)
tensor([False, False])
>>> torch.zeros(2, requires_grad=True)
tensor([0., 0.], requires_grad=True)
>>> torch.zeros(size=(2, 3))
tensor([[0., 0., 0.], [0., 0., 0.]])
>>> torch.ones(2)
tensor([1., 1.])
>>> torch.ones(2, dtype=torch.bool)
tensor([True, True])
>>> torch.ones(size=(2,))
tensor([1., 1.])
>>> torch.empty(2, 3).shape
torch.Size([2, 3])
>>> torch.empty(0)
tensor([])
>>> torch.empty((2,), dtype=torch.int16).dtype
torch.int16
>>> torch.full((2,), 7)
tensor([7, 7])
>>> torch.full((2,), 7.0)
tensor([7., 7.])
>>> torch.full((2,), True)
tensor([True, True])
>>> torch.full((2, 2), 7, dtype=torch.float64)
tensor([[7., 7.], [7., 7.]], dtype=torch.float64)
>>> torch.full((), 3.5)
tensor(3.5000)
>>> torch.full([2], torch.tensor(3.5))
tensor([3.5000, 3.5000])
>>> torch.full((2,), 3.5, requires_grad=True)
tensor([3.5000, 3.5000], requires_grad=True)
>>> torch.full(size=(2,), fill_value=1)
tensor([1, 1])
>>> torch.full((2,), 2.7, dtype=torch.int64)
tensor([2, 2])
>>> torch.eye(2)
tensor([[1., 0.], [0., 1.]])
>>> torch.eye(2, 3)
tensor([[1., 0., 0.], [0., 1., 0.]])
>>> torch.eye(3, 2, dtype=torch.int64)
tensor([[1, 0], [0, 1], [0, 0]])
>>> torch.eye(0)
tensor([], size=(0, 0))
>>> torch.arange(3)
tensor([0, 1, 2])
>>> torch.arange(3.0)
tensor([0., 1., 2.])
>>> torch.arange(1, 4)
tensor([1, 2, 3])
>>> torch.arange(1, 4.0)
tensor([1., 2., 3.])
>>> torch.arange(0, 1, 0.25)
tensor([0.0000, 0.2500, 0.5000, 0.7500])
>>> torch.arange(5, 0, -2)
tensor([5, 3, 1])
>>> torch.arange(0)
tensor([], dtype=torch.int64)
>>> torch.arange(1, 1)
tensor([], dtype=torch.int64)
>>> torch.arange(2.5)
tensor([0., 1., 2.])
>>> torch.arange(0, 10, 3)
tensor([0, 3, 6, 9])
>>> torch.arange(3, dtype=torch.float32)
tensor([0., 1., 2.])
>>> torch.arange(3, dtype=torch.int32)
tensor([0, 1, 2], dtype=torch.int32)
>>> torch.arange(0, 1, 0.1)
tensor([0.0000, 0.1000, 0.2000, 0.3000, 0.4000, 0.5000, 0.6000, 0.7000, 0.8000, 0.9000])
>>> torch.arange(0, 2, 0.1, dtype=torch.float64)
tensor([0.0000, 0.1000, 0.2000, 0.3000, 0.4000, 0.5000, 0.6000, 0.7000, 0.8000, 0.9000, 1.0000,
1.1000, 1.2000, 1.3000, 1.4000, 1.5000, 1.6000, 1.7000, 1.8000, 1.9000], dtype=torch.float64)
>>> torch.arange(1, 2, 0.3, dtype=torch.float16)
tensor([1.0000, 1.2998, 1.5996, 1.9004], dtype=torch.float16)
>>> torch.arange(0.0, 1e6, 0.1)[-3:]
tensor([999999.6875, 999999.8125, 999999.8750])
>>> torch.arange(torch.tensor(3))
tensor([0, 1, 2])
>>> torch.arange(torch.tensor(3.0))
tensor([0., 1., 2.])
>>> torch.arange(0.5, 5.5, requires_grad=True)
tensor([0.5000, 1.5000, 2.5000, 3.5000, 4.5000], requires_grad=True)
>>> torch.arange(start=1, end=3, step=1)
tensor([1, 2])
>>> torch.arange(end=3)
tensor([0, 1, 2])
>>> torch.arange(2**53, 2**53 + 3)
tensor([9007199254740992, 9007199254740993, 9007199254740994])
>>> torch.arange(-3, 3)
tensor([-3, -2, -1, 0, 1, 2])
>>> torch.arange(True)
tensor([0])
>>> torch.linspace(0, 1, 5)
tensor([0.0000, 0.2500, 0.5000, 0.7500, 1.0000])
>>> torch.linspace(0, 1, steps=11)
tensor([0.0000, 0.1000, 0.2000, 0.3000, 0.4000, 0.5000, 0.6000, 0.7000, 0.8000, 0.9000, 1.0000])
>>> torch.linspace(-10, 10, 7)
tensor([-1.0000e+01, -6.6667e+00, -3.3333e+00, 2.3842e-07, 3.3333e+00, 6.6667e+00, 1.0000e+01])
>>> torch.linspace(3, 3, 4)
tensor([3., 3., 3., 3.])
>>> torch.linspace(0, 1, 1)
tensor([0.])
>>> torch.linspace(0, 1, 0)
tensor([])
>>> torch.linspace(10, 0, 4)
tensor([10.0000, 6.6667, 3.3333, 0.0000])
>>> torch.linspace(0, 1, 4, dtype=torch.float64)
tensor([0.0000, 0.3333, 0.6667, 1.0000], dtype=torch.float64)
>>> torch.linspace(0, 10, 5, dtype=torch.int64)
tensor([ 0, 2, 5, 7, 10])
>>> torch.linspace(0, 10, 4, dtype=torch.int32)
tensor([ 0, 3, 6, 10], dtype=torch.int32)
>>> torch.linspace(0, 1, 3, requires_grad=True)
tensor([0.0000, 0.5000, 1.0000], requires_grad=True)
>>> torch.linspace(torch.tensor(0.0), torch.tensor(1.0), 3)
tensor([0.0000, 0.5000, 1.0000])
>>> torch.linspace(start=0, end=1, steps=2)
tensor([0., 1.])
>>> torch.zeros_like(x)
tensor([[0., 0., 0.], [0., 0., 0.]])
>>> torch.zeros_like(i)
tensor([0, 0, 0])
>>> torch.ones_like(x)
tensor([[1., 1., 1.], [1., 1., 1.]])
>>> torch.ones_like(x, dtype=torch.int64)
tensor([[1, 1, 1], [1, 1, 1]])
>>> torch.ones_like(x, requires_grad=True)
tensor([[1., 1., 1.], [1., 1., 1.]], requires_grad=True)
>>> torch.ones_like(b)
tensor([True, True, True])
>>> torch.empty_like(x).shape
torch.Size([2, 3])
>>> torch.full_like(x, 7)
tensor([[7., 7., 7.], [7., 7., 7.]])
>>> torch.full_like(i, 7)
tensor([7, 7, 7])
>>> torch.full_like(i, 2.7)
tensor([2, 2, 2])
>>> torch.full_like(x, 7, dtype=torch.float64)
tensor([[7., 7., 7.], [7., 7., 7.]], dtype=torch.float64)
>>> torch.full_like(x, fill_value=1, requires_grad=True)
tensor([[1., 1., 1.], [1., 1., 1.]], requires_grad=True)
>>> torch.zeros_like(x.t()).stride()
(1, 3)
>>> torch.zeros_like(e)
tensor([], size=(0, 3))
>>> torch.Tensor([1, 2])
tensor([1., 2.])
>>> torch.Tensor(2, 3).shape
torch.Size([2, 3])
>>> torch.Tensor()
tensor([])
>>> torch.Tensor([])
tensor([])
>>> torch.Tensor([[1, 2], [3, 4]]).dtype
torch.float32
>>> torch.Tensor(np.array([1, 2]))
tensor([1., 2.])
>>> torch.tensor([torch.tensor(1), torch.tensor([2])])
tensor([1, 2])
>>> torch.tensor([[True], [1.5]])
tensor([[1.0000], [1.5000]])
>>> torch.tensor([2**62, 0.5])
tensor([4.6117e+18, 5.0000e-01])
>>> torch.tensor(True, dtype=torch.float64)
tensor(1., dtype=torch.float64)
>>> torch.tensor([True, False], dtype=torch.uint8)
tensor([1, 0], dtype=torch.uint8)
>>> torch.tensor(np.array([1.5, -1.5]), dtype=torch.int64)
tensor([ 1, -1])
>>> torch.tensor(np.array([300, -1]), dtype=torch.int8)
tensor([44, -1], dtype=torch.int8)
>>> torch.tensor([0.1, 0.2], dtype=torch.float16)
tensor([0.1000, 0.2000], dtype=torch.float16)
>>> torch.tensor([[]] * 3).shape
torch.Size([3, 0])
>>> torch.tensor(()), torch.tensor((1,)), torch.tensor(range(0))
(tensor([]), tensor([1]), tensor([]))
>>> torch.tensor([range(2), range(2)])
tensor([[0, 1], [0, 1]])
>>> torch.tensor([(1, 2), [3, 4]])
tensor([[1, 2], [3, 4]])
>>> torch.tensor([[1, 2], np.array([3, 4])])
tensor([[1, 2], [3, 4]])
>>> torch.tensor(x).requires_grad, torch.tensor(x, requires_grad=True).requires_grad
(False, True)
>>> torch.tensor([1.0]).requires_grad_().is_leaf
True
>>> torch.as_tensor(p, dtype=torch.float32) is p
True
>>> torch.as_tensor(np.float64(2))
tensor(2., dtype=torch.float64)
>>> torch.as_tensor(True), torch.as_tensor(2), torch.as_tensor((1.5, 2))
(tensor(True), tensor(2), tensor([1.5000, 2.0000]))
>>> a = np.zeros((2, 3))
... torch.as_tensor(a.T).stride()
(1, 3)
>>> a = np.zeros(2)
... a.flags.writeable = False
... torch.as_tensor(a) + 1
tensor([1., 1.], dtype=torch.float64)
>>> torch.from_numpy(np.zeros((2, 0))).shape
torch.Size([2, 0])
>>> torch.from_numpy(np.zeros(3)[::2]).stride()
(2,)
>>> torch.from_numpy(np.ma.array([1, 2]))
tensor([1, 2])
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> torch.tensor([1, 2], requires_grad=True)
RuntimeError: Only Tensors of floating point and complex dtype can require gradients
>>> torch.tensor([True], requires_grad=True)
RuntimeError: Only Tensors of floating point and complex dtype can require gradients
>>> torch.tensor("a")
TypeError: new(): invalid data type 'str'
>>> torch.tensor(None)
RuntimeError: Could not infer dtype of NoneType
>>> torch.tensor([None])
RuntimeError: Could not infer dtype of NoneType
>>> torch.tensor([1, None])
RuntimeError: Could not infer dtype of NoneType
>>> torch.tensor([[1, 2], [3]])
ValueError: expected sequence of length 2 at dim 1 (got 1)
>>> torch.tensor({1, 2})
RuntimeError: Could not infer dtype of set
>>> torch.tensor(object())
RuntimeError: Could not infer dtype of object
>>> torch.tensor(np.array(["a"]))
TypeError: can't convert np.ndarray of type...The only supported types
are:...float64,...int64,...bool.
>>> torch.tensor([300], dtype=torch.uint8)
RuntimeError: value cannot be converted to type uint8 without overflow
>>> torch.tensor([1], dtype="banana")
TypeError:...argument 'dtype' must be torch.dtype, not str
>>> torch.tensor([1], dtype=5)
TypeError:...argument 'dtype' must be torch.dtype, not int
>>> torch.tensor([1], foo=2)
TypeError: tensor() got an unexpected keyword argument 'foo'
>>> torch.tensor([torch.ones(2), torch.ones(3)])
ValueError: only one element tensors can be converted to Python scalars
>>> torch.tensor([1.0, torch.ones(2)])
ValueError: only one element tensors can be converted to Python scalars
>>> torch.from_numpy([1, 2])
TypeError: expected np.ndarray (got list)
>>> torch.from_numpy(3)
TypeError: expected np.ndarray (got int)
>>> torch.from_numpy(np.float64(3))
TypeError: expected np.ndarray (got...
>>> torch.from_numpy(p)
TypeError: expected np.ndarray (got Tensor)
>>> torch.as_tensor("a")
TypeError: new(): invalid data type 'str'
>>> torch.as_tensor(None)
RuntimeError: Could not infer dtype of NoneType
>>> torch.zeros()
TypeError: zeros() missing 1 required positional arguments: "size"
>>> torch.zeros(-1)
RuntimeError:...
>>> torch.zeros(2, -3)
RuntimeError:...
>>> torch.zeros(2.0)
TypeError: zeros(): argument 'size'...must be tuple of ints, not float
>>> torch.zeros("a")
TypeError: zeros(): argument 'size'...must be tuple of ints, not str
>>> torch.zeros(2, dtype="banana")
TypeError:...argument 'dtype' must be torch.dtype, not str
>>> torch.zeros([2, [3]])
TypeError: zeros(): argument 'size'...must be tuple of...
>>> torch.zeros(2, 3.5)
TypeError: zeros(): argument 'size'...must be tuple of...
>>> torch.zeros(2, foo=1)
TypeError: zeros() got an unexpected keyword argument 'foo'
>>> torch.zeros(2, dtype=torch.int64, requires_grad=True)
RuntimeError: Only Tensors of floating point and complex dtype can require gradients
>>> torch.ones(-2)
RuntimeError: Trying to create tensor with negative dimension -2: [-2]
>>> torch.empty(-1)
RuntimeError: Trying to create tensor with negative dimension -1: [-1]
>>> torch.full((2,), "a")
TypeError: full(): argument 'fill_value'...must be Number, not str
>>> torch.full((-2,), 7)
RuntimeError: Trying to create tensor with negative dimension -2: [-2]
>>> torch.full((2,), torch.ones(2))
TypeError: full(): argument 'fill_value'...must be Number, not Tensor
>>> torch.full((2,), 300, dtype=torch.uint8)
RuntimeError: value cannot be converted to type uint8_t without overflow
>>> torch.eye(-1)
RuntimeError: n must be greater or equal to 0, got -1
>>> torch.eye(2.5)
TypeError: eye(): argument 'n'...must be int, not float
>>> torch.eye("a")
TypeError: eye(): argument 'n'...must be int, not str
>>> torch.eye(2, -1)
RuntimeError: m must be greater or equal to 0, got -1
>>> torch.arange(0, 3, 0)
RuntimeError: step must be nonzero
>>> torch.arange(3, 0)
RuntimeError: upper bound and lower bound inconsistent with step sign
>>> torch.arange(0, 3, -1)
RuntimeError: upper bound and lower bound inconsistent with step sign
>>> torch.arange()
TypeError:...
>>> torch.arange("a")
TypeError: arange(): argument 'end'...must be Number, not str
>>> torch.arange(float("nan"))
RuntimeError: unsupported range: 0 -> nan
>>> torch.arange(float("inf"))
RuntimeError: unsupported range: 0 -> inf
>>> torch.arange(3, requires_grad=True)
RuntimeError: Only Tensors of floating point and complex dtype can require gradients
>>> torch.linspace(0, 1, -1)
RuntimeError: number of steps must be non-negative
>>> torch.linspace(0, 1, 2.5)
TypeError:...int,...
>>> torch.linspace("a", 1, 2)
TypeError:...
>>> torch.linspace(0, 1, None)
TypeError:...int,...
>>> torch.zeros_like(3)
TypeError: zeros_like(): argument 'input' (position 1) must be Tensor, not int
>>> torch.zeros_like([1])
TypeError: zeros_like(): argument 'input' (position 1) must be Tensor, not list
>>> torch.ones_like("a")
TypeError: ones_like(): argument 'input' (position 1) must be Tensor, not str
>>> torch.full_like(x, "a")
TypeError: full_like(): argument 'fill_value'...must be Number, not str
>>> torch.ones_like(i, requires_grad=True)
RuntimeError: Only Tensors of floating point and complex dtype can require gradients
>>> torch.Tensor("a")
TypeError: new(): invalid data type 'str'
>>> torch.tensor(np.int64(300), dtype=torch.uint8)
RuntimeError: value cannot be converted to type uint8 without overflow
>>> torch.tensor([np.int64(300)], dtype=torch.uint8)
RuntimeError: value cannot be converted to type uint8 without overflow
>>> torch.tensor(np.array([1.], '>f4'))
ValueError: given numpy array has byte order different from the native byte order...
>>> torch.tensor([[[1, 2], [3, 4]], [[5, 6]]])
ValueError: expected sequence of length 2 at dim 1 (got 1)
>>> torch.tensor([1, None])
RuntimeError: Could not infer dtype of NoneType
>>> torch.tensor([float("inf")], dtype=torch.int32)
RuntimeError: value cannot be converted to type int32 without overflow
>>> torch.tensor(1e10, dtype=torch.int32)
RuntimeError: value cannot be converted to type int32 without overflow
>>> torch.as_tensor([[1, 2], [3]])
ValueError: expected sequence of length 2 at dim 1 (got 1)
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)


@questions_to_us(r"""
# Errors of another type, or in other words.
>>> torch.tensor(["a"])
TypeError: new(): invalid data type 'str'
>>> torch.tensor([1, [2]])
ValueError: expected sequence of length none at dim 1 (got 1)
>>> torch.tensor([[1], 2])
ValueError: expected sequence of length 1 at dim 1 (got none)
>>> torch.arange(0, 1, 0.5, dtype=torch.int64)
RuntimeError: step must be nonzero
# Nine dtypes are supported.
>>> torch.tensor(np.array([1j]))
TypeError: can't convert np.ndarray of type complex128. The only supported types are: float16,
float32, float64, uint8, int8, int16, int32, int64, bool.
>>> torch.tensor(np.array([1], np.uint16))
TypeError: can't convert np.ndarray of type uint16. The only supported types are: float16,
float32, float64, uint8, int8, int16, int32, int64, bool.
>>> torch.tensor([1.0], device="cuda")
RuntimeError: device 'cuda' is not available: tensors live on the CPU (device 'cpu'); choose it
where cuda.is_available() is False
# More is accepted than by PyTorch.
>>> torch.from_numpy(np.arange(3)[::-1])
tensor([2, 1, 0])
""")
def test_it_differs_from_pytorch_on_purpose(ask, code, answer):
    ask(code, answer)
