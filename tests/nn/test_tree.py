"""What is found on a path, and put there."""

from tests.nn import questions_given

TREE = """\
s = torch.nn.Sequential(
    torch.nn.Linear(2, 3),
    torch.nn.ReLU(),
    torch.nn.Sequential(torch.nn.Tanh(), torch.nn.Linear(3, 1, bias=False)),
)"""


@questions_given(
    TREE,
    """
>>> s.get_submodule('2.1'), s.get_submodule('') is s
(Linear(in_features=3, out_features=1, bias=False), True)
>>> s.get_submodule('3')
AttributeError: Sequential has no attribute `3`
>>> s.get_submodule('0.weight')
AttributeError: `weight` is not an nn.Module
>>> s.get_submodule('2.x.y')
AttributeError: Sequential has no attribute `x`
>>> s.get_parameter('2.1.weight').shape
torch.Size([1, 3])
>>> s.get_parameter('2.1.bias')
AttributeError: `bias` is not an nn.Parameter
>>> s.get_parameter('weight')
AttributeError: Sequential has no attribute `weight`
>>> s.register_buffer('m', torch.zeros(2)); s.get_buffer('m')
tensor([0., 0.])
>>> s.get_buffer('0.weight')
AttributeError: `weight` is not a buffer
>>> s.get_buffer('0.m')
AttributeError: Linear has no attribute `m`
>>> s.set_submodule('2.0', torch.nn.Sigmoid()); s[2]
Sequential(
  (0): Sigmoid()
  (1): Linear(in_features=3, out_features=1, bias=False)
)
>>> s.set_submodule('2.5', torch.nn.Sigmoid()); s[2]
Sequential(
  (0): Tanh()
  (1): Linear(in_features=3, out_features=1, bias=False)
  (5): Sigmoid()
)
>>> s.set_submodule('2.5', torch.nn.Sigmoid(), strict=True)
AttributeError: Sequential has no attribute `5`
>>> s.set_submodule('0.weight', torch.nn.Sigmoid())
AttributeError: `weight` is not an nn.Module
>>> s.set_submodule('', torch.nn.Sigmoid())
ValueError: Cannot set the submodule without a target name!
>>> s.set_submodule('0', 3)
ValueError: `module` is not an nn.Module, found <class 'int'>
""",
)
def test_paths(ask, code, answer):
    ask(code, answer)
