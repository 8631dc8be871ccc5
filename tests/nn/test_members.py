"""Which attributes of a module are its parameters, buffers and submodules."""

import pytest

import tinygrad_np as torch
from tests.nn import questions_given
from tests.oracle import questions
from tinygrad_np import nn

# -- assigning -----------------------------------------------------------------------------------


@questions_given(
    "n = torch.nn.Linear(2, 3)",
    """
>>> n.weight = torch.zeros(3, 2)
TypeError: cannot assign 'torch.FloatTensor' as parameter 'weight' (torch.nn.Parameter or None
expected)

>>> n.weight = 3
TypeError: cannot assign 'int' as parameter 'weight' (torch.nn.Parameter or None expected)

>>> n.bias = [1]
TypeError: cannot assign 'list' as parameter 'bias' (torch.nn.Parameter or None expected)

>>> n.weight = torch.nn.ReLU()
TypeError: cannot assign '...ReLU' as parameter 'weight' (torch.nn.Parameter or None expected)

>>> n.a = torch.nn.ReLU()
... n.a = 4
TypeError: cannot assign 'int' as child module 'a' (torch.nn.Module or None expected)

>>> n.a = torch.nn.ReLU()
... n.a = torch.zeros(2)
TypeError: cannot assign 'torch.FloatTensor' as child module 'a' (torch.nn.Module or None expected)

>>> n.register_buffer('a', torch.zeros(2))
... n.a = 'text'
TypeError: cannot assign 'str' as buffer 'a' (torch.nn.Buffer, torch.Tensor or None expected)

>>> n.forward = torch.nn.Parameter(torch.zeros(2))
KeyError: "attribute 'forward' already exists"

>>> setattr(n, 'a.b', torch.nn.Parameter(torch.zeros(2)))
KeyError: 'parameter name can\\'t contain "."'
""",
)
def test_what_is_no_member_of_its_kind_cannot_take_its_name(ask, code, answer):
    ask(code, answer)


@questions_given(
    "n = torch.nn.Linear(2, 3)",
    """
>>> n.weight = None
... list(n._parameters.items())[0]
('weight', None)

>>> n.weight = None
... list(n.state_dict()), len(list(n.parameters()))
(['bias'], 1)

>>> n.weight = None
... n.weight = v
TypeError: cannot assign 'torch.FloatTensor' as parameter 'weight' (torch.nn.Parameter or None
expected)

>>> n.weight = None
... n.weight = torch.nn.Parameter(torch.zeros(2))
... list(dict(n.named_parameters()))
['weight', 'bias']

>>> n.weight = torch.nn.Parameter(torch.zeros(2))
... list(dict(n.named_parameters())), n.weight
(['weight', 'bias'], Parameter containing:
tensor([0., 0.], requires_grad=True))

>>> del n.weight
... n.weight = torch.nn.Parameter(torch.zeros(2))
... list(dict(n.named_parameters()))
['bias', 'weight']

>>> n.a = torch.nn.ReLU()
... n.a = None
... n, n.a
(Linear(
  in_features=2, out_features=3, bias=True
  (a): None
), None)
""",
)
def test_none_keeps_the_place_of_a_member(ask, code, answer):
    ask(code, answer)


@questions_given(
    "n = torch.nn.Module()",
    """
>>> n.a = torch.nn.ReLU()
... n.a = torch.nn.Parameter(torch.zeros(2))
... list(n._modules), list(n._parameters)
([], ['a'])

>>> n.register_buffer('a', torch.zeros(2), persistent=False)
... n.a = torch.nn.Parameter(torch.zeros(2))
... list(n._buffers), list(n._parameters), list(n.state_dict())
([], ['a'], ['a'])

>>> n.register_buffer('a', torch.zeros(2))
... n.a = torch.nn.ReLU()
... list(n._buffers), list(n._modules)
([], ['a'])

>>> n.a = v
... n.a = torch.nn.Parameter(torch.zeros(2))
... list(n._parameters), n.a
(['a'], Parameter containing:
tensor([0., 0.], requires_grad=True))

>>> n.a = v
... list(n.parameters()), list(n.buffers())
([], [])

>>> n.register_buffer('a', torch.zeros(2), persistent=False)
... n.a = torch.ones(2)
... list(n.named_buffers()), list(n.state_dict())
([('a', tensor([1., 1.]))], [])

>>> n.register_buffer('a', torch.zeros(2), persistent=False)
... n.register_buffer('a', torch.zeros(2))
... list(n.state_dict())
['a']
""",
)
def test_a_name_can_become_a_member_of_another_kind(ask, code, answer):
    ask(code, answer)


@questions(
    """
>>> class N(torch.nn.Module):
...     def __init__(self):
...         self.a = torch.nn.Parameter(torch.zeros(2))
... N()
AttributeError: cannot assign parameters before Module.__init__() call

>>> class N(torch.nn.Module):
...     def __init__(self):
...         self.a = torch.nn.ReLU()
... N()
AttributeError: cannot assign module before Module.__init__() call

>>> class N(torch.nn.Module):
...     def __init__(self):
...         self.register_buffer('a', None)
... N()
AttributeError: cannot assign buffer before Module.__init__() call

>>> class N(torch.nn.Module):
...     def __init__(self):
...         self.a = torch.zeros(2)
... N().a
tensor([0., 0.])
"""
)
def test_members_come_after_the_initialization_of_the_base(ask, code, answer):
    ask(code, answer)


# -- registering ---------------------------------------------------------------------------------


@questions_given(
    "n = torch.nn.Module()",
    """
>>> n.register_parameter('a.b', None)
KeyError: 'parameter name can\\'t contain "."'

>>> n.register_parameter('', None)
KeyError: 'parameter name can\\'t be empty string ""'

>>> n.register_parameter(3, None)
TypeError: parameter name should be a string. Got int

>>> n.register_parameter('training', None)
KeyError: "attribute 'training' already exists"

>>> n.register_parameter('a', torch.zeros(2))
TypeError: cannot assign 'torch.FloatTensor' object to parameter 'a' (torch.nn.Parameter or None
required)

>>> n.register_parameter('a', 'x')
TypeError: cannot assign 'str' object to parameter 'a' (torch.nn.Parameter or None required)

>>> n.a = torch.nn.Parameter(torch.zeros(3), requires_grad=False)
... n.register_parameter('b', n.a.add_(v))
ValueError: Cannot assign non-leaf Tensor to parameter 'b'. Model parameters must be created
explicitly. To express 'b' as a function of another Tensor, compute the value in the forward()
method.

>>> n.register_buffer('a.b', None)
KeyError: 'buffer name can\\'t contain "."'

>>> n.register_buffer('', None)
KeyError: 'buffer name can\\'t be empty string ""'

>>> n.register_buffer(3, None)
TypeError: buffer name should be a string. Got int

>>> n.register_buffer('training', None)
KeyError: "attribute 'training' already exists"

>>> n.register_buffer('a', 3)
TypeError: cannot assign 'int' object to buffer 'a' (torch Tensor or None required)

>>> n.add_module('a.b', None)
KeyError: 'module name can\\'t contain ".", got: a.b'

>>> n.add_module('', None)
KeyError: 'module name can\\'t be empty string ""'

>>> n.add_module(3, None)
TypeError: module name should be a string. Got int

>>> n.add_module('training', None)
KeyError: "attribute 'training' already exists"

>>> n.add_module('a', 3)
TypeError: int is not a Module subclass

>>> n.add_module('a', v)
TypeError: torch.FloatTensor is not a Module subclass

>>> n.add_module('a', torch.nn.ReLU)
TypeError: ...activation.ReLU is not a Module subclass

>>> n.register_module('a', torch.nn.ReLU())
... n
Module(
  (a): ReLU()
)
""",
)
def test_registering(ask, code, answer):
    ask(code, answer)


@questions_given(
    "n = torch.nn.Module()",
    """
>>> n.a = torch.nn.Buffer(torch.ones(2))
... n.b = torch.nn.Buffer(torch.zeros(1), persistent=False)
... n.a, list(n.named_buffers()), n.state_dict()
(tensor([1., 1.]), [('a', tensor([1., 1.])), ('b', tensor([0.]))],
OrderedDict([('a', tensor([1., 1.]))]))
>>> n.a = torch.nn.Buffer(torch.ones(2))
... n.a = torch.zeros(3)
... n.double().a, list(n._buffers)
(tensor([0., 0., 0.], dtype=torch.float64), ['a'])
>>> n.a = torch.nn.Buffer(torch.ones(2), persistent=False)
... n.a = torch.nn.Buffer(torch.ones(2))
... list(n.state_dict())
['a']
>>> n.a = torch.nn.Buffer(torch.ones(2))
... n.a = torch.nn.Parameter(torch.zeros(1))
... list(n._buffers), list(n._parameters)
([], ['a'])
>>> n.a = torch.nn.Parameter(torch.zeros(1))
... n.a = torch.nn.Buffer(torch.ones(2))
TypeError: cannot assign 'torch.FloatTensor' as parameter 'a' (torch.nn.Parameter or None expected)
>>> n.a = torch.nn.ReLU()
... n.a = torch.nn.Buffer(torch.ones(2))
TypeError: cannot assign 'torch.FloatTensor' as child module 'a' (torch.nn.Module or None expected)
""",
)
def test_buffers_that_are_assigned(ask, code, answer):
    ask(code, answer)


# -- deleting, and the registries themselves -----------------------------------------------------


@questions_given(
    "n = torch.nn.Linear(2, 3)",
    """
>>> del n.a
AttributeError: 'Linear' object has no attribute 'a'

>>> n.a
AttributeError: 'Linear' object has no attribute 'a'

>>> del n.weight
... n.weight
AttributeError: 'Linear' object has no attribute 'weight'

>>> del n.weight
... list(n._parameters)
['bias']

>>> n._parameters['a'] = torch.nn.Parameter(torch.zeros(2))
... n.a
Parameter containing:
tensor([0., 0.], requires_grad=True)

>>> del n._parameters['weight']
... n.weight
AttributeError: 'Linear' object has no attribute 'weight'

>>> n._modules['a'] = torch.nn.Tanh()
... n.a
Tanh()

>>> n._modules['a'] = torch.nn.Tanh()
... n._modules.pop('a'), hasattr(n, 'a'), n._modules
(Tanh(), False, {})

>>> n._buffers.update(a=torch.zeros(1))
... n.a, len(n._buffers)
(tensor([0.]), 1)

>>> n._parameters.clear()
... hasattr(n, 'weight')
False

>>> n.register_buffer('a', torch.zeros(1), persistent=False)
... del n.a
... n.register_buffer('a', torch.zeros(1))
... list(n.state_dict())
['weight', 'bias', 'a']
""",
)
def test_deleting_and_the_registries(ask, code, answer):
    ask(code, answer)


@questions_given(
    "s = torch.nn.Sequential(torch.nn.ReLU())",
    """
>>> getattr(s, '0'), '0' in dir(s), 'training' in dir(s)
(ReLU(), False, True)
""",
)
def test_dir_lists_what_can_be_written_with_a_dot(ask, code, answer):
    ask(code, answer)


def test_members_are_plain_instance_attributes():
    layer = nn.Linear(2, 3)
    assert vars(layer)["weight"] is layer._parameters["weight"] is layer.weight


def test_a_module_shadows_what_its_class_has_under_its_name():
    class Net(nn.Module):
        inner = None

    net = Net()
    net.inner = nn.ReLU()
    assert isinstance(net.inner, nn.ReLU)
    assert list(net._modules) == ["inner"]


def test_a_wrapper_can_look_further_for_missing_attributes():
    class Wrapper(nn.Module):
        def __init__(self, module):
            super().__init__()
            self.module = module

        def __getattr__(self, name):
            return getattr(self.module, name)

    wrapper = Wrapper(nn.Linear(2, 3))
    assert wrapper.in_features == 2
    assert wrapper.weight is wrapper.module.weight
    with pytest.raises(AttributeError, match="'Linear' object has no attribute 'depth'"):
        wrapper.depth


def test_modules_go_at_once_when_nobody_holds_them():
    import gc
    import weakref

    gc.disable()
    try:
        model = nn.Sequential(nn.Linear(2, 3), nn.ReLU())
        model(torch.ones(1, 2)).sum().backward()
        weight = weakref.ref(model[0].weight)
        del model
        assert weight() is None
    finally:
        gc.enable()
