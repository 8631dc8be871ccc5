"""Random tensors: the numbers that PyTorch draws from the same seed."""

from tests.oracle import questions


@questions(r"""
>>> torch.manual_seed(0) and torch.rand(3)
tensor([0.4963, 0.7682, 0.0885])
>>> torch.manual_seed(0) and torch.rand(2, 3)
tensor([[0.4963, 0.7682, 0.0885], [0.1320, 0.3074, 0.6341]])
>>> torch.manual_seed(0) and torch.rand((2, 3))
tensor([[0.4963, 0.7682, 0.0885], [0.1320, 0.3074, 0.6341]])
>>> torch.manual_seed(0) and torch.rand([2])
tensor([0.4963, 0.7682])
>>> torch.manual_seed(0) and torch.rand(size=(2,))
tensor([0.4963, 0.7682])
>>> torch.manual_seed(0) and torch.rand(())
tensor(0.4963)
>>> torch.manual_seed(0) and torch.rand(0)
tensor([])
>>> torch.manual_seed(0) and torch.rand(2, dtype=torch.float64)
tensor([0.9701, 0.7078], dtype=torch.float64)
>>> torch.manual_seed(0) and torch.rand(2, requires_grad=True)
tensor([0.4963, 0.7682], requires_grad=True)
>>> torch.manual_seed(42) and torch.randn(3)
tensor([0.3367, 0.1288, 0.2345])
>>> torch.manual_seed(42) and torch.randn(size=(1,))
tensor([0.3367])
>>> torch.manual_seed(42) and torch.randn([2, 3])
tensor([[ 0.3367, 0.1288, 0.2345], [ 0.2303, -1.1229, -0.1863]])
>>> torch.manual_seed(42) and torch.randn((2, 3))
tensor([[ 0.3367, 0.1288, 0.2345], [ 0.2303, -1.1229, -0.1863]])
>>> torch.manual_seed(42) and torch.randn(2, 3)
tensor([[ 0.3367, 0.1288, 0.2345], [ 0.2303, -1.1229, -0.1863]])
>>> torch.manual_seed(42) and torch.randn(4, 5)
tensor([[ 1.9269, 1.4873, 0.9007, -2.1055, -0.7581], [ 1.0783, 0.8008, 1.6806, 0.3559, -0.6866],
[-0.4934, 0.2415, -0.2316, 0.0418, -0.2516], [ 0.8599, -0.3097, -0.3957, 0.8034, -0.6216]])
>>> torch.manual_seed(42) and torch.randn(())
tensor(0.3367)
>>> torch.manual_seed(42) and torch.randn(2, dtype=torch.float64)
tensor([0.3367, 0.1288], dtype=torch.float64)
>>> torch.manual_seed(42) and torch.randn(20, dtype=torch.float64)
tensor([ 0.2996, 0.2424, 0.2832, -0.2329, -0.0372, 1.0352, -0.0101, 0.0895, 0.0384, -0.1182,
-1.7446, -0.4695, 0.3924, 1.1085, 0.8652, 0.8552, 0.2494, 0.2616, -1.5265, -0.3311],
dtype=torch.float64)
>>> torch.manual_seed(42) and torch.randn(2, requires_grad=True)
tensor([0.3367, 0.1288], requires_grad=True)
>>> torch.manual_seed(1) and torch.randint(10, (5,))
tensor([5, 9, 4, 8, 3])
>>> torch.manual_seed(1) and torch.randint(5, 10, (5,))
tensor([5, 9, 9, 8, 8])
>>> torch.manual_seed(1) and torch.randint(low=5, high=10, size=(5,))
tensor([5, 9, 9, 8, 8])
>>> torch.manual_seed(1) and torch.randint(high=10, size=(5,))
tensor([5, 9, 4, 8, 3])
>>> torch.manual_seed(1) and torch.randint(10, size=(2, 2))
tensor([[5, 9], [4, 8]])
>>> torch.manual_seed(1) and torch.randint(0, 10, [3])
tensor([5, 9, 4])
>>> torch.manual_seed(1) and torch.randint(-5, 5, (4,))
tensor([ 0, 4, -1, 3])
>>> torch.manual_seed(1) and torch.randint(10, (3,), dtype=torch.int32)
tensor([5, 9, 4], dtype=torch.int32)
>>> torch.manual_seed(1) and torch.randint(10, (3,), dtype=torch.float32)
tensor([5., 9., 4.])
>>> torch.manual_seed(1) and torch.randint(10, ())
tensor(5)
>>> torch.manual_seed(1) and torch.randint(2**40, (3,))
tensor([ 163196666091, 605300724808, 1095766950793])
>>> torch.manual_seed(1) and torch.randint(0, 2, (5,), dtype=torch.bool)
tensor([ True, True, False, False, True])
>>> torch.manual_seed(7) and torch.randperm(5)
tensor([0, 1, 3, 2, 4])
>>> torch.manual_seed(7) and torch.randperm(5, dtype=torch.int32)
tensor([0, 1, 3, 2, 4], dtype=torch.int32)
>>> torch.manual_seed(7) and torch.randperm(0)
tensor([], dtype=torch.int64)
>>> torch.manual_seed(7) and torch.rand_like(x)
tensor([[0.5349, 0.1988, 0.6592], [0.6569, 0.2328, 0.4251]])
>>> torch.manual_seed(7) and torch.rand_like(w)
tensor([0.2794, 0.2737, 0.8621], dtype=torch.float64)
>>> torch.manual_seed(7) and torch.randn_like(x)
tensor([[-0.1468, 0.7861, 0.9468], [-1.1143, 1.6908, -0.8948]])
>>> torch.manual_seed(7) and torch.randn_like(x, dtype=torch.float64)
tensor([[-0.1468, 0.7861, 0.9468], [-1.1143, 1.6908, -0.8948]], dtype=torch.float64)
>>> torch.manual_seed(7) and torch.randn_like(x, requires_grad=True)
tensor([[-0.1468, 0.7861, 0.9468], [-1.1143, 1.6908, -0.8948]], requires_grad=True)
>>> g = torch.Generator().manual_seed(3); torch.rand(2, generator=g), torch.randn(2, generator=g)
(tensor([0.0043, 0.1056]), tensor([-0.3940, 1.6762]))
>>> g = torch.Generator(); g.manual_seed(3); torch.randint(10, (3,), generator=g)
tensor([6, 8, 7])
>>> torch.manual_seed(3); torch.rand(2); torch.randn(3); torch.randint(5, (2,)); torch.rand(1)
tensor([0.1498])
>>> torch.manual_seed(5).initial_seed()
5
>>> torch.manual_seed(5); torch.initial_seed()
5
>>> torch.manual_seed(-1) and torch.rand(1)
tensor([0.9938])
>>> torch.manual_seed(3)
... state = torch.get_rng_state()
... a = torch.rand(2)
... torch.set_rng_state(state)
... torch.rand(2)
tensor([0.0043, 0.1056])
>>> torch.get_rng_state().dtype
torch.uint8
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> torch.rand()
TypeError: rand()...
>>> torch.rand(-1)
RuntimeError: Trying to create tensor with negative dimension -1: [-1]
>>> torch.rand(2.5)
TypeError: rand(): argument 'size'...must be tuple of ints, not float
>>> torch.rand("a")
TypeError: rand(): argument 'size'...must be tuple of ints, not str
>>> torch.rand(2, dtype=torch.int64)
NotImplementedError: "check_uniform_bounds" not implemented for 'Long'
>>> torch.rand(2, size=(2,))
TypeError: rand()...an...
>>> torch.randn(-1)
RuntimeError: Trying to create tensor with negative dimension -1: [-1]
>>> torch.randn("a")
TypeError: randn(): argument 'size'...must be tuple of ints, not str
>>> torch.randn(2, dtype=torch.int64)
NotImplementedError: "normal_kernel_cpu" not implemented for 'Long'
>>> torch.randint(0, (2,))
RuntimeError: random_ expects 'from' to be less than 'to', but got from=0 >= to=0
>>> torch.randint(5, 5, (2,))
RuntimeError: random_ expects 'from' to be less than 'to', but got from=5 >= to=5
>>> torch.randint(5, 3, (2,))
RuntimeError: random_ expects 'from' to be less than 'to', but got from=5 >= to=3
>>> torch.randint(10)
TypeError:...tuple of...
>>> torch.randint(10, 2)
TypeError: randint(): argument 'size'...must be tuple of ints, not int
>>> torch.randint(0, 10)
TypeError: randint(): argument 'size'...must be tuple of ints, not int
>>> torch.randint(10, (-1,))
RuntimeError: Trying to create tensor with negative dimension -1: [-1]
>>> torch.randint(2.5, (2,))
TypeError: randint(): argument 'high'...must be int, not float
>>> torch.randint("a", (2,))
TypeError: randint(): argument 'high'...must be int, not str
>>> torch.randint(300, (2,), dtype=torch.uint8)
RuntimeError: to - 1 is out of bounds for unsigned char
>>> torch.randperm(-1)
RuntimeError: Trying to create tensor with negative dimension -1: [-1]
>>> torch.randperm(2.5)
TypeError: randperm(): argument 'n'...must be int, not float
>>> torch.randperm("a")
TypeError: randperm(): argument 'n'...must be int, not str
>>> torch.rand_like(i)
NotImplementedError: "check_uniform_bounds" not implemented for 'Long'
>>> torch.randn_like(3)
TypeError: randn_like(): argument 'input' (position 1) must be Tensor, not int
>>> torch.manual_seed(2**65)
ValueError: Overflow when unpacking long long
>>> torch.set_rng_state(3)
TypeError:...int
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)
