"""Comparisons, and logic on masks."""

from tests.oracle import questions, questions_to_us


@questions(r"""
>>> x == v
tensor([[False, False, False], [False, False, False]])
>>> x == 3
tensor([[False, False, True], [False, False, False]])
>>> 3 == x
tensor([[False, False, True], [False, False, False]])
>>> x != 3
tensor([[ True, True, False], [ True, True, True]])
>>> x < 3
tensor([[ True, True, False], [False, False, False]])
>>> x <= 3
tensor([[ True, True, True], [False, False, False]])
>>> x > 3
tensor([[False, False, False], [ True, True, True]])
>>> x >= 3
tensor([[False, False, True], [ True, True, True]])
>>> 3 < x
tensor([[False, False, False], [ True, True, True]])
>>> 3 >= x
tensor([[ True, True, True], [False, False, False]])
>>> x < v
tensor([[False, False, False], [False, False, False]])
>>> i == i
tensor([True, True, True])
>>> i < 1.5
tensor([False, True, True])
>>> i == 2.0
tensor([ True, False, False])
>>> b == True
tensor([ True, False, True])
>>> b == b
tensor([True, True, True])
>>> b < b
tensor([False, False, False])
>>> m & b
tensor([[ True, False, True], [False, False, True]])
>>> m | b
tensor([[ True, False, True], [ True, False, True]])
>>> m ^ b
tensor([[False, False, False], [ True, False, False]])
>>> ~m
tensor([[False, True, False], [ True, True, False]])
>>> i & 1
tensor([0, 0, 1])
>>> i | 4
tensor([6, 4, 5])
>>> i ^ i
tensor([0, 0, 0])
>>> ~i
tensor([-3, -1, -2])
>>> 1 & i
tensor([0, 0, 1])
>>> True & b
tensor([ True, False, True])
>>> b & True
tensor([ True, False, True])
>>> b | False
tensor([ True, False, True])
>>> i & b
tensor([0, 0, 1])
>>> i & torch.tensor([1, 1, 1], dtype=torch.uint8)
tensor([0, 0, 1])
>>> torch.tensor([3], dtype=torch.uint8) & 255
tensor([3], dtype=torch.uint8)
>>> torch.tensor([3], dtype=torch.uint8) ^ 255
tensor([252], dtype=torch.uint8)
>>> ~torch.tensor([3], dtype=torch.uint8)
tensor([252], dtype=torch.uint8)
>>> torch.isnan(torch.tensor([1.0, float("nan")]))
tensor([False, True])
>>> torch.isnan(i)
tensor([False, False, False])
>>> torch.isnan(b)
tensor([False, False, False])
>>> torch.bitwise_and(m, b)
tensor([[ True, False, True], [False, False, True]])
>>> torch.bitwise_not(i)
tensor([-3, -1, -2])
>>> torch.tensor([200], dtype=torch.uint8) == 200
tensor([True])
>>> torch.tensor([200], dtype=torch.uint8) == -56
tensor([True])
>>> torch.tensor([1], dtype=torch.uint8) == 257
tensor([True])
>>> torch.tensor([1], dtype=torch.uint8) < 257
tensor([False])
>>> torch.tensor([1], dtype=torch.uint8) > -1
tensor([False])
>>> torch.tensor([1], dtype=torch.int8) < 1000
tensor([False])
>>> torch.tensor([1], dtype=torch.int8) == 1.5
tensor([False])
>>> torch.tensor([16777217]) == torch.tensor([16777216.0])
tensor([True])
>>> torch.tensor([0.1]) == 0.1
tensor([True])
>>> torch.tensor([0.1]) == torch.tensor(0.1, dtype=torch.float64)
tensor([True])
>>> torch.tensor([0.1], dtype=torch.float64) == torch.tensor([0.1])
tensor([False])
>>> x == None
False
>>> x != None
True
>>> x == "a"
False
>>> x != "a"
True
>>> x == [1, 2, 3]
False
>>> torch.bitwise_and(1, i)
tensor([0, 0, 1])
>>> e == e
tensor([], size=(0, 3), dtype=torch.bool)
>>> e < 1
tensor([], size=(0, 3), dtype=torch.bool)
>>> s == 2
tensor(True)
>>> 2.0 in x
True
>>> 7 in x
False
>>> i[0] in i
True
>>> (x > 3).sum()
tensor(3)
>>> (x > 3).float().mean()
tensor(0.5000)
>>> (x > 3).sum().item()
3
>>> (x == v).requires_grad
False
>>> bool(s == 2)
True
>>> not torch.tensor([0.0])
True
>>> all(i == i)
True
>>> [1.0, 2.0] == x[0, :2]
False
>>> np.float64(2) == s
tensor(True)
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> x < None
TypeError: '<' not supported between instances of 'Tensor' and 'NoneType'
>>> x < "a"
TypeError: '<' not supported between instances of 'Tensor' and 'str'
>>> x < [1]
TypeError: '<' not supported between instances of 'Tensor' and 'list'
>>> x >= (1,)
TypeError: '>=' not supported between instances of 'Tensor' and 'tuple'
>>> x == torch.ones(2)
RuntimeError: The size of tensor a (3) must match the size of tensor b (2) at non-singleton
dimension 1
>>> x < torch.ones(2)
RuntimeError: The size of tensor a (3) must match the size of tensor b (2) at non-singleton
dimension 1
>>> x != torch.ones(4, 3)
RuntimeError: The size of tensor a (2) must match the size of tensor b (4) at non-singleton
dimension 0
>>> x & x
NotImplementedError: "bitwise_and_cpu" not implemented for 'Float'
>>> x | 1
NotImplementedError: "bitwise_or_cpu" not implemented for 'Float'
>>> x ^ m
NotImplementedError: "bitwise_xor_cpu" not implemented for 'Float'
>>> ~x
TypeError: ~ (operator.invert) is only implemented on integer and Boolean-type tensors
>>> m & 1.5
NotImplementedError: "bitwise_and_cpu" not implemented for 'Float'
>>> m & torch.ones(2, dtype=torch.bool)
RuntimeError: The size of tensor a (3) must match the size of tensor b (2) at non-singleton
dimension 1
>>> m & None
TypeError: unsupported operand type(s) for &: 'Tensor' and 'NoneType'
>>> m | "a"
TypeError: unsupported operand type(s) for |: 'Tensor' and 'str'
>>> torch.eq(x, None)
TypeError:...
>>> torch.eq(x, "a")
TypeError:...
>>> torch.lt("a", x)
TypeError:...
>>> torch.isnan(3.0)
TypeError: isnan(): argument 'input' (position 1) must be Tensor, not float
>>> torch.bitwise_not(x)
NotImplementedError: "bitwise_not_cpu" not implemented for 'Float'
>>> torch.bitwise_and(x, 1)
NotImplementedError: "bitwise_and_cpu" not implemented for 'Float'
>>> "a" in x
RuntimeError: Tensor.__contains__ only supports Tensor or scalar, but you passed in a <class
'str'>.
>>> None in x
RuntimeError: Tensor.__contains__ only supports Tensor or scalar, but you passed in a <class
'NoneType'>.
>>> bool(x == x)
RuntimeError: Boolean value of Tensor with more than one value is ambiguous
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)


@questions_to_us(r"""
# PyTorch wants the tensor first; NumPy's protocol brings numbers on either side.
>>> torch.eq(3, x)
tensor([[False, False, True], [False, False, False]])
""")
def test_it_differs_from_pytorch_on_purpose(ask, code, answer):
    ask(code, answer)
