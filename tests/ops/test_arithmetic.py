"""Sums, products, quotients and powers."""

from tests.oracle import questions, questions_to_us


@questions(r"""
>>> x + 1
tensor([[2., 3., 4.], [5., 6., 7.]], grad_fn=<AddBackward0>)
>>> 1 + x
tensor([[2., 3., 4.], [5., 6., 7.]], grad_fn=<AddBackward0>)
>>> x - 1
tensor([[0., 1., 2.], [3., 4., 5.]], grad_fn=<SubBackward0>)
>>> 2 - x
tensor([[ 1., 0., -1.], [-2., -3., -4.]], grad_fn=<RsubBackward1>)
>>> x * 2
tensor([[ 2., 4., 6.], [ 8., 10., 12.]], grad_fn=<MulBackward0>)
>>> 2 * x
tensor([[ 2., 4., 6.], [ 8., 10., 12.]], grad_fn=<MulBackward0>)
>>> x / 2
tensor([[0.5000, 1.0000, 1.5000], [2.0000, 2.5000, 3.0000]], grad_fn=<DivBackward0>)
>>> 1 / x
tensor([[1.0000, 0.5000, 0.3333], [0.2500, 0.2000, 0.1667]], grad_fn=<MulBackward0>)
>>> 3 / x
tensor([[3.0000, 1.5000, 1.0000], [0.7500, 0.6000, 0.5000]], grad_fn=<MulBackward0>)
>>> x ** 2
tensor([[ 1., 4., 9.], [16., 25., 36.]], grad_fn=<PowBackward0>)
>>> x ** 0.5
tensor([[1.0000, 1.4142, 1.7321], [2.0000, 2.2361, 2.4495]], grad_fn=<PowBackward0>)
>>> x ** 3
tensor([[ 1., 8., 27.], [ 64., 125., 216.]], grad_fn=<PowBackward0>)
>>> x ** 0
tensor([[1., 1., 1.], [1., 1., 1.]], grad_fn=<PowBackward0>)
>>> x ** -1
tensor([[1.0000, 0.5000, 0.3333], [0.2500, 0.2000, 0.1667]], grad_fn=<PowBackward0>)
>>> 2 ** x
tensor([[ 2., 4., 8.], [16., 32., 64.]], grad_fn=<PowBackward2>)
>>> 0 ** v.abs()
tensor([0., 0., 0.], grad_fn=<PowBackward2>)
>>> v ** v.detach().abs()
tensor([-1.0000, 0.7071, 4.0000], grad_fn=<PowBackward1>)
>>> x ** v.abs()
tensor([[ 1.0000, 1.4142, 9.0000], [ 4.0000, 2.2361, 36.0000]], grad_fn=<PowBackward1>)
>>> -x
tensor([[-1., -2., -3.], [-4., -5., -6.]], grad_fn=<NegBackward0>)
>>> +x
tensor([[1., 2., 3.], [4., 5., 6.]], requires_grad=True)
>>> abs(v)
tensor([1.0000, 0.5000, 2.0000], grad_fn=<AbsBackward0>)
>>> x + v
tensor([[0.0000, 2.5000, 5.0000], [3.0000, 5.5000, 8.0000]], grad_fn=<AddBackward0>)
>>> x - v
tensor([[2.0000, 1.5000, 1.0000], [5.0000, 4.5000, 4.0000]], grad_fn=<SubBackward0>)
>>> x * v
tensor([[-1.0000, 1.0000, 6.0000], [-4.0000, 2.5000, 12.0000]], grad_fn=<MulBackward0>)
>>> x / v
tensor([[-1.0000, 4.0000, 1.5000], [-4.0000, 10.0000, 3.0000]], grad_fn=<DivBackward0>)
>>> v / x
tensor([[-1.0000, 0.2500, 0.6667], [-0.2500, 0.1000, 0.3333]], grad_fn=<DivBackward0>)
>>> s * x
tensor([[ 2., 4., 6.], [ 8., 10., 12.]], grad_fn=<MulBackward0>)
>>> x + w
tensor([[ 2.5000, 4.5000, -0.5000], [ 5.5000, 7.5000, 2.5000]], dtype=torch.float64,
grad_fn=<AddBackward0>)
>>> w + x
tensor([[ 2.5000, 4.5000, -0.5000], [ 5.5000, 7.5000, 2.5000]], dtype=torch.float64,
grad_fn=<AddBackward0>)
>>> s + w
tensor([ 3.5000, 4.5000, -1.5000], dtype=torch.float64, grad_fn=<AddBackward0>)
>>> s * w
tensor([ 3., 5., -7.], dtype=torch.float64, grad_fn=<MulBackward0>)
>>> w[0] + x
tensor([[2.5000, 3.5000, 4.5000], [5.5000, 6.5000, 7.5000]], grad_fn=<AddBackward0>)
>>> torch.tensor(1.0, dtype=torch.float64) * x
tensor([[1., 2., 3.], [4., 5., 6.]], grad_fn=<MulBackward0>)
>>> torch.tensor(1.0, dtype=torch.float64) * s
tensor(2., dtype=torch.float64, grad_fn=<MulBackward0>)
>>> i + 1
tensor([3, 1, 2])
>>> i + 1.5
tensor([3.5000, 1.5000, 2.5000])
>>> i * True
tensor([2, 0, 1])
>>> i / 2
tensor([1.0000, 0.0000, 0.5000])
>>> i / i
tensor([1., nan, 1.])
>>> 2 / i
tensor([1., inf, 2.])
>>> i ** 2
tensor([4, 0, 1])
>>> 2 ** i
tensor([4, 1, 2])
>>> i ** 2.0
tensor([4., 0., 1.])
>>> i ** 0.5
tensor([1.4142, 0.0000, 1.0000])
>>> 2.0 ** i
tensor([4., 1., 2.])
>>> 1 / i
tensor([0.5000, inf, 1.0000])
>>> -i
tensor([-2, 0, -1])
>>> b + b
tensor([ True, False, True])
>>> b * b
tensor([ True, False, True])
>>> b + 1
tensor([2, 1, 2])
>>> b + 1.5
tensor([2.5000, 1.5000, 2.5000])
>>> b * 2
tensor([2, 0, 2])
>>> b / b
tensor([1., nan, 1.])
>>> b / 2
tensor([0.5000, 0.0000, 0.5000])
>>> b * 1.5
tensor([1.5000, 0.0000, 1.5000])
>>> 1 - b.int()
tensor([0, 1, 0], dtype=torch.int32)
>>> x + True
tensor([[2., 3., 4.], [5., 6., 7.]], grad_fn=<AddBackward0>)
>>> x + b
tensor([[2., 2., 4.], [5., 5., 7.]], grad_fn=<AddBackward0>)
>>> x * b
tensor([[1., 0., 3.], [4., 0., 6.]], grad_fn=<MulBackward0>)
>>> x - i
tensor([[-1., 2., 2.], [ 2., 5., 5.]], grad_fn=<SubBackward0>)
>>> x / i
tensor([[0.5000, inf, 3.0000], [2.0000, inf, 6.0000]], grad_fn=<DivBackward0>)
>>> i / x
tensor([[2.0000, 0.0000, 0.3333], [0.5000, 0.0000, 0.1667]], grad_fn=<DivBackward0>)
>>> x ** i
tensor([[ 1., 1., 3.], [16., 1., 6.]], grad_fn=<PowBackward1>)
>>> i ** x
tensor([[ 2., 0., 1.], [16., 0., 1.]], grad_fn=<PowBackward1>)
>>> i ** i
tensor([4, 1, 1])
>>> torch.add(x, v, alpha=2)
tensor([[-1., 3., 7.], [ 2., 6., 10.]], grad_fn=<AddBackward0>)
>>> torch.add(x, 3, alpha=0.5)
tensor([[2.5000, 3.5000, 4.5000], [5.5000, 6.5000, 7.5000]], grad_fn=<AddBackward0>)
>>> torch.add(i, i, alpha=2)
tensor([6, 0, 3])
>>> torch.sub(x, v, alpha=2)
tensor([[ 3., 1., -1.], [ 6., 4., 2.]], grad_fn=<SubBackward0>)
>>> torch.sub(x, 3, alpha=2)
tensor([[-5., -4., -3.], [-2., -1., 0.]], grad_fn=<SubBackward0>)
>>> torch.sub(i, 1, alpha=3)
tensor([-1, -3, -2])
>>> torch.rsub(x, 3)
tensor([[ 2., 1., 0.], [-1., -2., -3.]], grad_fn=<RsubBackward1>)
>>> torch.rsub(x, 3, alpha=2)
tensor([[ 1., -1., -3.], [-5., -7., -9.]], grad_fn=<RsubBackward1>)
>>> x.add(1, alpha=3)
tensor([[4., 5., 6.], [7., 8., 9.]], grad_fn=<AddBackward0>)
>>> torch.add(2, x)
tensor([[3., 4., 5.], [6., 7., 8.]], grad_fn=<AddBackward0>)
>>> torch.mul(2, x)
tensor([[ 2., 4., 6.], [ 8., 10., 12.]], grad_fn=<MulBackward0>)
>>> torch.add(1, 2)
tensor(3)
>>> torch.tensor([200, 100], dtype=torch.uint8) + 100
tensor([ 44, 200], dtype=torch.uint8)
>>> torch.tensor([100], dtype=torch.int8) * 2
tensor([-56], dtype=torch.int8)
>>> torch.tensor([100], dtype=torch.int8) + 300
tensor([-112], dtype=torch.int8)
>>> torch.tensor([1], dtype=torch.uint8) - 2
tensor([255], dtype=torch.uint8)
>>> torch.tensor([1], dtype=torch.uint8) + (-1)
tensor([0], dtype=torch.uint8)
>>> torch.tensor([2], dtype=torch.int32) * 2**31
tensor([0], dtype=torch.int32)
>>> torch.tensor([2**62]) * 2
tensor([-9223372036854775808])
>>> torch.tensor([7], dtype=torch.uint8) ** 3
tensor([87], dtype=torch.uint8)
>>> torch.tensor([-128], dtype=torch.int8).abs()
tensor([-128], dtype=torch.int8)
>>> torch.tensor([1], dtype=torch.uint8).neg()
tensor([255], dtype=torch.uint8)
>>> -torch.tensor([1, 255], dtype=torch.uint8)
tensor([255, 1], dtype=torch.uint8)
>>> torch.tensor([1.0], dtype=torch.float16) * 70000
tensor([inf], dtype=torch.float16)
>>> torch.tensor([60000.0], dtype=torch.float16) * 2
tensor([inf], dtype=torch.float16)
>>> torch.tensor([1.0], dtype=torch.float16) + 1e-8
tensor([1.], dtype=torch.float16)
>>> torch.tensor([1.0], dtype=torch.float16) + i[:1]
tensor([3.], dtype=torch.float16)
>>> torch.tensor([1.0], dtype=torch.float16) + torch.tensor(1.0, dtype=torch.float64)
tensor([2.], dtype=torch.float16)
>>> torch.tensor([1, 2], dtype=torch.int16) / 2
tensor([0.5000, 1.0000])
>>> torch.tensor([1, 2], dtype=torch.int16) + 1.5
tensor([2.5000, 3.5000])
>>> torch.tensor([1.0], dtype=torch.float16) / 3
tensor([0.3333], dtype=torch.float16)
>>> x * np.float64(2)
tensor([[ 2., 4., 6.], [ 8., 10., 12.]], grad_fn=<MulBackward0>)
>>> np.float64(2) * x
tensor([[ 2., 4., 6.], [ 8., 10., 12.]], grad_fn=<MulBackward0>)
>>> x + np.int64(2)
tensor([[3., 4., 5.], [6., 7., 8.]], grad_fn=<AddBackward0>)
>>> np.int64(2) + x
tensor([[3., 4., 5.], [6., 7., 8.]], grad_fn=<AddBackward0>)
>>> x * np.float32(0.5)
tensor([[0.5000, 1.0000, 1.5000], [2.0000, 2.5000, 3.0000]], grad_fn=<MulBackward0>)
>>> x / np.float64(3)
tensor([[0.3333, 0.6667, 1.0000], [1.3333, 1.6667, 2.0000]], grad_fn=<DivBackward0>)
>>> np.float64(3) / x
tensor([[3.0000, 1.5000, 1.0000], [0.7500, 0.6000, 0.5000]], grad_fn=<MulBackward0>)
>>> np.float64(3) - x
tensor([[ 2., 1., 0.], [-1., -2., -3.]], grad_fn=<RsubBackward1>)
>>> x ** np.float64(2)
tensor([[ 1., 4., 9.], [16., 25., 36.]], grad_fn=<PowBackward0>)
>>> x / 0
tensor([[inf, inf, inf], [inf, inf, inf]], grad_fn=<DivBackward0>)
>>> i / 0
tensor([inf, nan, inf])
>>> -x / 0
tensor([[-inf, -inf, -inf], [-inf, -inf, -inf]], grad_fn=<DivBackward0>)
>>> x * float("inf")
tensor([[inf, inf, inf], [inf, inf, inf]], grad_fn=<MulBackward0>)
>>> x * float("nan")
tensor([[nan, nan, nan], [nan, nan, nan]], grad_fn=<MulBackward0>)
>>> torch.tensor([0.0]) / 0
tensor([nan])
>>> torch.tensor([0.0, -1.0]) ** 0.5
tensor([0., nan])
>>> torch.tensor([0.0], requires_grad=True) ** 2
tensor([0.], grad_fn=<PowBackward0>)
>>> torch.tensor([0.0], requires_grad=True) ** 0
tensor([1.], grad_fn=<PowBackward0>)
>>> torch.tensor([2.0], requires_grad=True) ** torch.tensor([0.0])
tensor([1.], grad_fn=<PowBackward1>)
>>> torch.add(b, b, alpha=True)
tensor([ True, False, True])
>>> e + 1
tensor([], size=(0, 3), grad_fn=<AddBackward0>)
>>> e * torch.ones(1, 3)
tensor([], size=(0, 3), grad_fn=<MulBackward0>)
>>> e * e.sum()
tensor([], size=(0, 3), grad_fn=<MulBackward0>)
>>> torch.tensor(5) + torch.tensor(2.5)
tensor(7.5000)
>>> torch.tensor(5, dtype=torch.int8) + torch.tensor([1], dtype=torch.uint8)
tensor([6], dtype=torch.uint8)
>>> torch.tensor([5], dtype=torch.int8) + torch.tensor([1], dtype=torch.uint8)
tensor([6], dtype=torch.int16)
>>> torch.tensor([5], dtype=torch.int16) + torch.tensor(1, dtype=torch.int64)
tensor([6], dtype=torch.int16)
>>> torch.tensor([5], dtype=torch.int16) + torch.tensor(1.5, dtype=torch.float64)
tensor([6.5000], dtype=torch.float64)
>>> torch.tensor(True) + torch.tensor([1], dtype=torch.uint8)
tensor([2], dtype=torch.uint8)
>>> torch.add(b, b, alpha=2)
tensor([ True, False, True])
>>> torch.add(b, b, alpha=0)
tensor([ True, False, True])
>>> torch.add(x, v, alpha=torch.tensor(2))
tensor([[-1., 3., 7.], [ 2., 6., 10.]], grad_fn=<AddBackward0>)
>>> torch.positive(x) is x
True
>>> +x is x
True
>>> torch.addcmul(x, v, w, value=2)
tensor([[ -2.0000, 4.5000, -11.0000], [ 1.0000, 7.5000, -8.0000]], dtype=torch.float64,
grad_fn=<AddcmulBackward0>)
>>> torch.addcmul(i, i, i)
tensor([6, 0, 2])
>>> torch.addcdiv(x, v, s, value=0.5)
tensor([[0.7500, 2.1250, 3.5000], [3.7500, 5.1250, 6.5000]], grad_fn=<AddcdivBackward0>)
>>> torch.lerp(x, torch.ones(3), 0.25)
tensor([[1.0000, 1.7500, 2.5000], [3.2500, 4.0000, 4.7500]], grad_fn=<LerpBackward0>)
>>> torch.lerp(x, torch.ones(3), torch.tensor([0.0, 0.5, 1.0]))
tensor([[1.0000, 1.5000, 1.0000], [4.0000, 3.0000, 1.0000]], grad_fn=<LerpBackward1>)
>>> torch.lerp(torch.tensor(1e8), torch.tensor(1.5), 1.0)
tensor(1.5000)
>>> torch.lerp(torch.tensor(1e8), torch.tensor(1.5), torch.tensor(1.0))
tensor(1.5000)
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> x + torch.ones(2)
RuntimeError: The size of tensor a (3) must match the size of tensor b (2) at non-singleton
dimension 1
>>> x * torch.ones(4, 3)
RuntimeError: The size of tensor a (2) must match the size of tensor b (4) at non-singleton
dimension 0
>>> x - torch.ones(5)
RuntimeError: The size of tensor a (3) must match the size of tensor b (5) at non-singleton
dimension 1
>>> x / torch.ones(2, 2)
RuntimeError: The size of tensor a (3) must match the size of tensor b (2) at non-singleton
dimension 1
>>> x ** torch.ones(2)
RuntimeError: The size of tensor a (3) must match the size of tensor b (2) at non-singleton
dimension 1
>>> x + torch.zeros(0)
RuntimeError: The size of tensor a (3) must match the size of tensor b (0) at non-singleton
dimension 1
>>> x + "a"
TypeError: unsupported operand type(s) for +: 'Tensor' and 'str'
>>> x + [1, 2, 3]
TypeError: unsupported operand type(s) for +: 'Tensor' and 'list'
>>> x * (1, 2, 3)
TypeError: only integer tensors of a single element can be converted to an index
>>> "a" + x
TypeError: can only concatenate str (not "Tensor") to str
>>> [1, 2, 3] * x
TypeError: only integer tensors of a single element can be converted to an index
>>> x ** "2"
TypeError: unsupported operand type(s) for ** or pow(): 'Tensor' and 'str'
>>> b - b
RuntimeError: Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^`
or `logical_xor()` operator instead.
>>> b - 1
RuntimeError: Subtraction, the `-` operator, with a bool tensor is not supported. If you are
trying to invert a mask, use the `~` or `logical_not()` operator instead.
>>> 1 - b
RuntimeError: Subtraction, the `-` operator, with a bool tensor is not supported. If you are
trying to invert a mask, use the `~` or `logical_not()` operator instead.
>>> b - x
RuntimeError: Subtraction, the `-` operator, with a bool tensor is not supported. If you are
trying to invert a mask, use the `~` or `logical_not()` operator instead.
>>> x - b
RuntimeError: Subtraction, the `-` operator, with a bool tensor is not supported. If you are
trying to invert a mask, use the `~` or `logical_not()` operator instead.
>>> -b
RuntimeError: Negation, the `-` operator, on a bool tensor is not supported. If you are trying to
invert a mask, use the `~` or `logical_not()` operator instead.
>>> ~x
TypeError: ~ (operator.invert) is only implemented on integer and Boolean-type tensors
>>> i ** -1
RuntimeError: Integers to negative integer powers are not allowed.
>>> torch.add(x, "a")
TypeError: add(): argument 'other' (position 2) must be Tensor, not str
>>> torch.add("a", x)
TypeError: add(): argument 'input' (position 1) must be Tensor, not str
>>> torch.mul(x, None)
TypeError: mul(): argument 'other' (position 2) must be Tensor, not NoneType
>>> torch.neg(3)
TypeError: neg(): argument 'input' (position 1) must be Tensor, not int
>>> torch.add(i, 1, alpha=0.5)
RuntimeError: For integral input tensors, argument alpha must not be a floating point number.
>>> torch.sub(i, i, alpha=1.5)
RuntimeError: For integral input tensors, argument alpha must not be a floating point number.
>>> torch.add(x)
TypeError: add()...
>>> torch.add(x, 1, 2, 3)
TypeError: add() takes 2 positional arguments but 4 were given
>>> torch.add(x, 1, beta=3)
TypeError: add() got an unexpected keyword argument 'beta'
>>> x @ 2
TypeError:...
>>> 2 @ x
TypeError:...
>>> x.pow()
TypeError: pow()...
>>> torch.add(i, i, alpha=True)
RuntimeError: Boolean alpha only supported for Boolean results.
>>> torch.add(x, x, alpha=True)
RuntimeError: Boolean alpha only supported for Boolean results.
>>> torch.add(b, b, alpha=1.5)
RuntimeError: For integral input tensors, argument alpha must not be a floating point number.
>>> torch.add(x, v, alpha="a")
TypeError: add(): argument 'alpha' must be Number, not str
>>> torch.add(x, v, alpha=v)
TypeError: add(): argument 'alpha' must be Number, not Tensor
>>> torch.add(x, v, alpha=torch.tensor(2.0, requires_grad=True))
TypeError: add(): argument 'alpha' must be Number, not Tensor
>>> torch.add(torch.tensor([1], dtype=torch.uint8), 1, alpha=300)
RuntimeError: value cannot be converted to type uint8_t without overflow
>>> torch.addcmul(b, b, b)
NotImplementedError: ...not implemented for 'Bool'
>>> torch.addcmul(x, v, 2)
TypeError: addcmul(): argument 'tensor2' (position 3) must be Tensor, not int
>>> torch.addcmul(x, v, torch.ones(2))
RuntimeError: The size of tensor a (3) must match the size of tensor b (2) at non-singleton
dimension 1
>>> torch.addcmul(x, v, v, value="a")
TypeError: addcmul(): argument 'value' must be Number, not str
>>> torch.addcdiv(x, i, i)
RuntimeError: Integer division with addcdiv is no longer supported...
>>> torch.addcdiv(x, 2, v)
TypeError: addcdiv(): argument 'tensor1' (position 2) must be Tensor, not int
>>> torch.lerp(i, i, 0.5)
NotImplementedError: ...not implemented for 'Long'
>>> torch.lerp(x, w, 0.5)
RuntimeError: expected dtype float... for `end` but got dtype...
>>> torch.lerp(x, v, w)
RuntimeError: expected dtype float... for `weight` but got dtype...
>>> torch.lerp(x, 1.0, 0.5)
TypeError:...
>>> torch.lerp(x, torch.ones(2), 0.5)
RuntimeError: The size of tensor a (3) must match the size of tensor b (2) at non-singleton
dimension 1
>>> +b
RuntimeError: The `+` operator, on a bool tensor is not supported.
>>> torch.positive(2)
TypeError: positive(): argument 'input' (position 1) must be Tensor, not int
>>> 2 - b
RuntimeError: Subtraction, the `-` operator, with a bool tensor is not supported. If you are
trying to invert a mask, use the `~` or `logical_not()` operator instead.
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)


@questions_to_us(r"""
# The same values under the name of another node.
>>> torch.rsub(x, v)
tensor([[-2.0000, -1.5000, -1.0000], [-5.0000, -4.5000, -4.0000]], grad_fn=<SubBackward0>)
>>> torch.sub(2, x)
tensor([[ 1., 0., -1.], [-2., -3., -4.]], grad_fn=<RsubBackward1>)
>>> torch.div(2, x)
tensor([[2.0000, 1.0000, 0.6667], [0.5000, 0.4000, 0.3333]], grad_fn=<MulBackward0>)
# PyTorch answers 0 for 1/2.
>>> 2 ** torch.tensor([-1, 2])
RuntimeError: Integers to negative integer powers are not allowed.
# PyTorch takes 0.5 for 0 here.
>>> torch.addcmul(i, i, i, value=0.5)
RuntimeError: For integral input tensors, argument value must not be a floating point number.
""")
def test_it_differs_from_pytorch_on_purpose(ask, code, answer):
    ask(code, answer)
