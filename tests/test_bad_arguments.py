"""Arguments that no op takes, across all families: what is said of them, as PyTorch does."""

from tests.oracle import questions, questions_to_us


@questions(r"""
# A dim where a bool belongs is a mistake that would pass in silence.
>>> x.sum(0, 1)
TypeError: sum(): argument 'keepdim'...must be bool, not int
>>> x.mean(0, 1)
TypeError: mean(): argument 'keepdim'...must be bool, not int
>>> x.prod(0, 1)
TypeError: prod(): argument 'keepdim'...must be bool, not int
>>> x.amax(0, keepdim=i)
TypeError: amax(): argument 'keepdim'...must be bool, not Tensor
>>> x.argmin(0, i)
TypeError: argmin(): argument 'keepdim'...must be bool, not Tensor
>>> x.median(0, 1)
TypeError: median(): argument 'keepdim'...must be bool, not int
>>> x.max(1, 0)
TypeError: max(): argument 'keepdim'...must be bool, not int
>>> x.logsumexp(0, 'a')
TypeError: logsumexp(): argument 'keepdim'...must be bool, not str
>>> m.all(0, 1)
TypeError: all()...
>>> x.std(0, keepdim=1)
TypeError: std()...
""")
def test_keepdim_is_a_bool(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> torch.zeros(2**62)
RuntimeError: Storage size calculation overflowed with sizes=[4611686018427387904]
>>> torch.randn(2**40, 2**40)
RuntimeError: Storage size calculation overflowed with sizes=[1099511627776, 1099511627776]
>>> torch.arange(2**62)
RuntimeError: Storage size calculation overflowed with sizes=[4611686018427387904]
>>> torch.arange(0.0, 1e30)
RuntimeError: ...
>>> torch.linspace(0, 1, 2**62)
RuntimeError: Storage size calculation overflowed with sizes=[4611686018427387904]
>>> torch.hann_window(2**62)
RuntimeError: Storage size calculation overflowed with sizes=[4611686018427387904]
>>> torch.eye(2**62)
RuntimeError: ...
>>> x.expand(2**62, 2, 3)
RuntimeError: ...
>>> x.repeat_interleave(2**62)
RuntimeError: ...
>>> torch.vander(v, 2**62)
RuntimeError: Storage size calculation overflowed with sizes=[3, 4611686018427387904]
>>> torch.zeros(2**70)
TypeError: zeros(): argument 'size'...
>>> x.repeat(2**70, 1)
TypeError: repeat(): argument 'repeats'...
>>> torch.eye(2**70)
ValueError: ...
>>> torch.histc(p, 2**62)
RuntimeError: Storage size calculation overflowed...
>>> x.topk(2**70)
ValueError: ...
>>> x.diagonal(2**70)
ValueError: ...
# What is large and yet means something.
>>> p.diagonal(2**62)
tensor([])
>>> p.diagonal(-(2**40))
tensor([])
>>> p.roll(2**62)
tensor([[ 1.0000, -2.0000], [ 0.5000, 4.0000]])
>>> p.tril(2**62)
tensor([[ 1.0000, -2.0000], [ 0.5000, 4.0000]])
""")
def test_numbers_beyond_all_memory(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> torch.div((0, 5), x)
TypeError: div(): argument 'input' (position 1) must be Tensor, not tuple
>>> torch.sub(torch.float16, x)
TypeError: sub(): argument 'input' (position 1) must be Tensor, not ...dtype
>>> torch.rsub(x, torch.float16)
TypeError: rsub()...
>>> torch.arccos_(5)
TypeError: ...
>>> torch.relu_(None)
TypeError: ...
>>> torch.exp_(np.ones(2))
TypeError: ...
>>> torch.fill_(None, 1)
TypeError: ...
>>> torch.zero_(2.0)
TypeError: ...
>>> p.addmm(p, p, beta=[])
TypeError: addmm(): argument 'beta' must be Number, not list
>>> torch.baddbmm(r, r, r.mT, alpha=(1, -1))
TypeError: baddbmm()...alpha...
>>> torch.addr(p, p[0], p[0], beta=torch.bool)
TypeError: addr(): argument 'beta' must be Number, not ...dtype
>>> p.polygamma(1.5)
TypeError: polygamma()...
>>> torch.hamming_window(5, True, range(2))
TypeError: hamming_window()...
>>> torch.kaiser_window(5, True, None)
TypeError: kaiser_window()...
>>> torch.arange(3, dtype=np.int64(1))
TypeError: ...
>>> torch.zeros(2, dtype=x)
TypeError: ...
>>> x.cumsum(np.ones(3))
TypeError: cumsum(): argument 'dim'...must be int, not ...ndarray
>>> p.round(decimals=True)
TypeError: round()...
>>> p.round(decimals=np.int64(0)).dtype
torch.float32
""")
def test_what_is_of_another_type(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> torch.histogram(p, p)
RuntimeError: ...bins tensor should have one dimension...
>>> torch.histogram(p, i)
RuntimeError: ...
>>> torch.histogram(p, torch.tensor([]))
RuntimeError: ...
>>> torch.histogram(p, torch.tensor([1.0]))
RuntimeError: torch.histogram(): bins must be > 0, but got 0 for dimension 0
>>> torch.histogram(p, 4, range=(0,))
RuntimeError: ...range should have 2 elements...
>>> torch.histc(p, 1.5)
TypeError: histc(): argument 'bins'...must be int, not float
""")
def test_bins_that_are_none(ask, code, answer):
    ask(code, answer)


@questions_to_us(r"""
# An empty tuple is no axis to NumPy, but every dim to PyTorch.
>>> np.sum(p, axis=())
tensor([[ 1.0000, -2.0000], [ 0.5000, 4.0000]])
>>> np.add.reduce(m, axis=())
tensor([[1, 0, 1], [0, 0, 1]])
>>> np.max(p, axis=(), keepdims=True)
tensor([[ 1.0000, -2.0000], [ 0.5000, 4.0000]])
>>> np.logical_and.reduce(p, axis=())
tensor([[True, True], [True, True]])
>>> np.any(p, axis=())
tensor([[True, True], [True, True]])
>>> np.var(p, axis=())
tensor([[0., 0.], [0., 0.]])
>>> np.add.reduce(p, axis=0, keepdims=1)
tensor([[1.5000, 2.0000]])
>>> np.add.reduce(p, axis=()) is p
False
""")
def test_no_axis_of_numpys(ask, code, answer):
    ask(code, answer)
