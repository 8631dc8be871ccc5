"""Groups, state, and saving both: what all optimizers have in common."""

import copy
import pickle

import pytest

import tinygrad_np as torch
from tests.oracle import questions
from tinygrad_np import nn, optim


def trained(steps=3, **options):
    """A layer and its optimizer after some steps."""
    torch.manual_seed(0)
    layer = nn.Linear(3, 2)
    optimizer = optim.SGD(layer.parameters(), lr=0.1, **options)
    train(layer, optimizer, steps)
    return layer, optimizer


def train(layer, optimizer, steps):
    for _ in range(steps):
        optimizer.zero_grad()
        (layer(torch.ones(4, 3)) ** 2).sum().backward()
        optimizer.step()


# -- groups --------------------------------------------------------------------------------------


@questions(
    """
>>> torch.optim.SGD(v)
TypeError: params argument given to the optimizer should be an iterable of Tensors or dicts, but
got torch.FloatTensor
>>> torch.optim.SGD([])
ValueError: optimizer got an empty parameter list
>>> torch.optim.SGD(3)
TypeError: 'int' object is not iterable
>>> torch.optim.SGD(['x'])
TypeError: optimizer can only optimize Tensors, but one of the params is str
>>> torch.optim.SGD([v * 2])
ValueError: can't optimize a non-leaf Tensor
>>> h = v * 2
... h.retain_grad()
... len(torch.optim.SGD([h]).param_groups)
1
>>> torch.optim.SGD([{'params': {v, w}}])
TypeError: optimizer parameters need to be organized in ordered collections, but the ordering of
tensors in sets will change between runs. Please use a list instead.
>>> torch.optim.SGD([{'params': v}, {'params': [v]}])
ValueError: some parameters appear in more than one parameter group
>>> torch.optim.SGD([{'params': v}, 3])
TypeError: param_group must be a dict, but got <class 'int'>
>>> torch.optim.SGD([{'lr': 3}])
KeyError: 'params'
>>> o = torch.optim.SGD([v])
... o.add_param_group({'params': w, 'lr': 7})
... [g['lr'] for g in o.param_groups], o.param_groups[1]['params'][0] is w
([0.001, 7], True)
>>> o = torch.optim.SGD([v])
... o.add_param_group({'params': v})
ValueError: some parameters appear in more than one parameter group
"""
)
def test_groups(ask, code, answer):
    ask(code, answer)


@questions(
    """
>>> torch.optim.SGD([('v', v), ('w', w)]).param_groups[0]['param_names']
['v', 'w']
>>> o = torch.optim.SGD(torch.nn.Linear(2, 3).named_parameters())
... o.param_groups[0]['param_names'], o.state_dict()['param_groups'][0]['param_names']
(['weight', 'bias'], ['weight', 'bias'])
>>> torch.optim.SGD([('v', v), w])
ValueError: all optimizer params should be with/without names. Some param names are missing
>>> torch.optim.SGD([{'params': [('v', v)]}, {'params': [w]}])
ValueError: all optimizer param groups should be with/without names. cannot add param group without
names to the optimizer
>>> torch.optim.SGD([{'params': [v]}, {'params': [('w', w)]}])
ValueError: all optimizer param groups should be with/without names. cannot add param group with
names to the optimizer
>>> o = torch.optim.SGD([('v', v)])
... o.load_state_dict(torch.optim.SGD([w]).state_dict())
... o.param_groups[0]['param_names']
['v']
>>> o = torch.optim.SGD([('v', v)])
... o.load_state_dict(torch.optim.SGD([('z', w)]).state_dict())
... o.param_groups[0]['param_names']
['z']
"""
)
def test_names(ask, code, answer):
    ask(code, answer)


def test_a_parameter_twice_in_a_group_is_warned_of():
    w = torch.ones(1, requires_grad=True)
    with pytest.warns(UserWarning, match="parameter group with duplicate parameters"):
        optim.SGD([w, w])


REPR = """\
SGD (
Parameter Group 0
    dampening: 0
    differentiable: False
    foreach: None
    fused: None
    lr: 0.5
    maximize: False
    momentum: 0
    nesterov: False
    weight_decay: 0

Parameter Group 1
    dampening: 0
    differentiable: False
    foreach: None
    fused: None
    lr: 0.1
    maximize: False
    momentum: 0.9
    nesterov: False
    weight_decay: 0
)"""


def printed(torch):
    a, b = torch.ones(1), torch.ones(1)
    return repr(torch.optim.SGD([{"params": a, "lr": 0.5}, {"params": b, "momentum": 0.9}], lr=0.1))


def test_printed_form():
    assert printed(torch) == REPR


@pytest.mark.oracle
def test_printed_form_is_pytorchs():
    assert printed(pytest.importorskip("torch")) == REPR


# -- zero_grad -----------------------------------------------------------------------------------


@questions(
    """
>>> v.sum().backward()
... torch.optim.SGD([v]).zero_grad()
... v.grad
None
>>> v.sum().backward()
... g = v.grad
... torch.optim.SGD([v]).zero_grad(set_to_none=False)
... v.grad, v.grad is g
(tensor([0., 0., 0.]), True)
>>> (v * v).sum().backward(create_graph=True)
... torch.optim.SGD([v]).zero_grad(set_to_none=False)
... v.grad, v.grad.requires_grad
(tensor([0., 0., 0.]), False)
"""
)
def test_zero_grad(ask, code, answer):
    ask(code, answer)


# -- state ---------------------------------------------------------------------------------------


@questions(
    """
>>> torch.optim.SGD([v, w], lr=0.1).state_dict()
{'state': {}, 'param_groups': [{'lr': 0.1, 'momentum': 0, 'dampening': 0, 'weight_decay': 0,
'nesterov': False, 'maximize': False, 'foreach': None, 'differentiable': False, 'fused': None,
'params': [0, 1]}]}
>>> o = torch.optim.SGD([v, w], lr=0.1, momentum=0.9)
... v.sum().backward()
... o.step()
... o.state_dict()['state'], dict(o.state)
({0: {'momentum_buffer': tensor([1., 1., 1.])}},
{tensor([-1.1000,  0.4000,  1.9000], requires_grad=True):
{'momentum_buffer': tensor([1., 1., 1.])}})
>>> o = torch.optim.SGD([{'params': v}, {'params': w}], lr=0.1, momentum=0.9)
... w.sum().backward()
... o.step()
... o.state_dict()['state'], [g['params'] for g in o.state_dict()['param_groups']]
({1: {'momentum_buffer': tensor([1., 1., 1.], dtype=torch.float64)}}, [[0], [1]])
>>> o = torch.optim.SGD([v])
... o.load_state_dict(torch.optim.SGD([w], lr=7, momentum=0.5).state_dict())
... group = o.param_groups[0]
... group['lr'], group['momentum'], group['params'][0] is v
(7, 0.5, True)
>>> o = torch.optim.SGD([w], momentum=0.9)
... saved = o.state_dict()
... saved['state'] = {0: {'momentum_buffer': torch.ones(3)}, 'more': [1]}
... o.load_state_dict(saved)
... o.state[w], o.state['more'], o.state_dict()['state']['more']
({'momentum_buffer': tensor([1., 1., 1.], dtype=torch.float64)}, [1], [1])
>>> o = torch.optim.SGD([w], momentum=0.9)
... saved = o.state_dict()
... saved['state'] = {0: {'momentum_buffer': None}}
... o.load_state_dict(saved)
... w.sum().backward()
... o.step()
... o.state[w]
{'momentum_buffer': tensor([1., 1., 1.], dtype=torch.float64)}
>>> o = torch.optim.SGD([v])
... o.load_state_dict(torch.optim.SGD([v, w]).state_dict())
ValueError: loaded state dict contains a parameter group that doesn't match the size of
optimizer's group
>>> o = torch.optim.SGD([v])
... o.load_state_dict(torch.optim.SGD([{'params': v}, {'params': w}]).state_dict())
ValueError: loaded state dict has a different number of parameter groups
"""
)
def test_state(ask, code, answer):
    ask(code, answer)


def test_training_resumes_from_saved_state():
    layer, optimizer = trained(steps=3, momentum=0.9)
    resumed = nn.Linear(3, 2)
    resumed.load_state_dict(layer.state_dict())
    fresh = optim.SGD(resumed.parameters(), lr=123)
    fresh.load_state_dict(optimizer.state_dict())
    train(layer, optimizer, 3)
    train(resumed, fresh, 3)
    assert resumed.weight.tolist() == layer.weight.tolist()
    assert resumed.bias.tolist() == layer.bias.tolist()


def test_loaded_state_is_a_copy():
    layer, optimizer = trained(momentum=0.9)
    other = optim.SGD(layer.parameters(), momentum=0.9)
    other.load_state_dict(optimizer.state_dict())
    kept, loaded = (o.state[layer.weight]["momentum_buffer"] for o in (optimizer, other))
    assert loaded.tolist() == kept.tolist()
    assert loaded.data_ptr() != kept.data_ptr()


@pytest.mark.parametrize(
    "copied", [copy.deepcopy, lambda x: pickle.loads(pickle.dumps(x))], ids=["deepcopy", "pickle"]
)
def test_a_copy_of_model_and_optimizer_trains_on_alike(copied):
    layer, optimizer = trained(momentum=0.9)
    other_layer, other_optimizer = copied((layer, optimizer))
    assert other_optimizer.param_groups[0]["params"][0] is other_layer.weight
    train(layer, optimizer, 2)
    train(other_layer, other_optimizer, 2)
    assert other_layer.weight.tolist() == layer.weight.tolist()


# -- optimizers of users -------------------------------------------------------------------------


class SignDescent(optim.Optimizer):
    def __init__(self, params, lr=0.1):
        super().__init__(params, {"lr": lr})

    def step(self, closure=None):
        with torch.no_grad():
            for group in self.param_groups:
                for p in group["params"]:
                    self.state[p]["steps"] = self.state[p].get("steps", 0) + 1
                    p -= group["lr"] * p.grad.sign()


def test_users_write_optimizers_of_their_own():
    w = torch.tensor([1.0, -2.0], requires_grad=True)
    optimizer = SignDescent([w])
    (w * w).sum().backward()
    optimizer.step()
    assert w.tolist() == pytest.approx([0.9, -1.9])
    assert optimizer.state_dict()["state"] == {0: {"steps": 1}}


def test_the_base_has_no_step():
    with pytest.raises(NotImplementedError):
        optim.Optimizer([torch.ones(1)], {}).step()
