"""SGD: its numbers with every option, what it writes to, and what it refuses."""

import itertools
import tracemalloc

import numpy as np
import pytest

import tinygrad_np as torch
from tests.oracle import questions
from tinygrad_np import nn, optim

# What PyTorch 2.13 makes in ten steps of lr=0.05 of w = (1, -2, 0.5) under w * w * (1, 2, 3).
AFTER_TEN_STEPS = [
    ({}, [0.34867844010000004, -0.2147483648, 0.014123762449999995]),
    ({"momentum": 0.9}, [-0.5887893888, -0.00879974120000023, 0.27532763360000007]),
    (
        {"momentum": 0.9, "dampening": 0.5},
        [-0.42092381528261735, 1.1477236032000002, -0.09659813568115236],
    ),
    (
        {"momentum": 0.9, "nesterov": True},
        [-0.3465781716457271, -0.10272147132580374, 0.0564456187962672],
    ),
    ({"weight_decay": 0.3}, [0.29473567544579665, -0.17771601369217577, 0.01137301781036812]),
    (
        {"momentum": 0.5, "weight_decay": 0.3, "nesterov": True},
        [0.05219031824323422, 0.020146047042668015, 0.0005446799181258342],
    ),
    (
        {"maximize": True, "momentum": 0.9},
        [10.278610000000002, -76.89074982840002, 52.95034498880001],
    ),
    (
        {"maximize": True, "weight_decay": 0.3},
        [2.2609834419174337, -10.919770203184232, 6.137638155398696],
    ),
    (
        {"maximize": True, "momentum": 0.9, "dampening": 0.25, "weight_decay": 0.3},
        [5.821453011099248, -39.55525668890106, 24.956180329586754],
    ),
]


@pytest.mark.parametrize(("options", "expected"), AFTER_TEN_STEPS)
def test_ten_steps(options, expected):
    scale = torch.tensor([1.0, 2.0, 3.0], dtype=torch.float64)
    w = torch.tensor([1.0, -2.0, 0.5], dtype=torch.float64, requires_grad=True)
    optimizer = optim.SGD([w], lr=0.05, **options)
    for _ in range(10):
        optimizer.zero_grad()
        (w * w * scale).sum().backward()
        optimizer.step()
    np.testing.assert_allclose(w.detach().numpy(), expected, rtol=1e-12)


# -- against PyTorch -----------------------------------------------------------------------------

OPTIONS = {
    "momentum": (0, 0.9),
    "dampening": (0, 0.5),
    "weight_decay": (0, 0.1),
    "nesterov": (False, True),
    "maximize": (False, True),
    "foreach": (None, False, True),
}
COMBINATIONS = [
    dict(zip(OPTIONS, values, strict=True)) for values in itertools.product(*OPTIONS.values())
]


def valid(options):
    return not options["nesterov"] or (options["momentum"] > 0 and options["dampening"] == 0)


def short(options):
    return ",".join(f"{name}={value}" for name, value in options.items() if value) or "plain"


def history(torch, state, inputs, targets, groups):
    """Each step's loss, parameters, gradients and momentum buffers."""
    layers = torch.nn.Linear(3, 5), torch.nn.Tanh(), torch.nn.Linear(5, 2)
    model = torch.nn.Sequential(*layers).double()
    model.load_state_dict({name: torch.tensor(array) for name, array in state.items()})
    optimizer = torch.optim.SGD(**groups(model))
    seen = []
    for x, y in zip(inputs, targets, strict=True):
        optimizer.zero_grad()
        loss = torch.nn.MSELoss()(model(torch.tensor(x)), torch.tensor(y))
        loss.backward()
        gradients = [p.grad.numpy().copy() for p in model.parameters()]
        optimizer.step()
        parameters = [p.detach().numpy().copy() for p in model.parameters()]
        state = optimizer.state_dict()["state"].values()
        buffers = [kept["momentum_buffer"].numpy().copy() for kept in state]
        seen += [loss.item(), *gradients, *parameters, *buffers]
    return seen


def assert_same_history(groups):
    oracle = pytest.importorskip("torch")
    rng = np.random.default_rng(8)
    shapes = {"0.weight": (5, 3), "0.bias": (5,), "2.weight": (2, 5), "2.bias": (2,)}
    state = {name: rng.normal(size=shape) for name, shape in shapes.items()}
    data = rng.normal(size=(10, 7, 3)), rng.normal(size=(10, 7, 2))
    ours, theirs = (history(library, state, *data, groups) for library in (torch, oracle))
    assert len(ours) == len(theirs)
    for mine, other in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(mine, other, rtol=1e-10, atol=1e-10)


@pytest.mark.oracle
@pytest.mark.parametrize("options", [*filter(valid, COMBINATIONS)], ids=short)
def test_ten_steps_of_a_network_are_pytorchs(options):
    assert_same_history(lambda model: {"params": model.parameters(), "lr": 0.1, **options})


@pytest.mark.oracle
def test_groups_with_options_of_their_own_are_pytorchs():
    def groups(model):
        first, second = model[0].parameters(), model[2].parameters()
        # Refused as arguments together, but a group may say so.
        odd = {"params": second, "lr": 0.3, "dampening": 0.5, "weight_decay": 0.2}
        params = [{"params": first, "momentum": 0.5, "maximize": True}, odd]
        return {"params": params, "lr": 0.05, "momentum": 0.9, "nesterov": True}

    assert_same_history(groups)


# -- arguments -----------------------------------------------------------------------------------


@questions(
    """
>>> torch.optim.SGD([v], lr=-1)
ValueError: Invalid learning rate: -1
>>> torch.optim.SGD([v], momentum=-1)
ValueError: Invalid momentum value: -1
>>> torch.optim.SGD([v], weight_decay=-1)
ValueError: Invalid weight_decay value: -1
>>> torch.optim.SGD([v], nesterov=True)
ValueError: Nesterov momentum requires a momentum and zero dampening
>>> torch.optim.SGD([v], nesterov=True, momentum=0.9, dampening=0.1)
ValueError: Nesterov momentum requires a momentum and zero dampening
>>> torch.optim.SGD([v], lr=torch.tensor([1.0, 2.0]))
ValueError: Tensor lr must be 1-element
>>> torch.optim.SGD([v], lr='x')
TypeError: '<' not supported between instances of 'str' and 'float'
>>> torch.optim.SGD([v], fused=True, foreach=True)
RuntimeError: `fused` and `foreach` cannot be `True` together.
>>> torch.optim.SGD([v], fused=True, differentiable=True)
RuntimeError: `fused` does not support `differentiable`
>>> o = torch.optim.SGD([v, w], 0.1, 0.9, 0.5, 0.01, False, maximize=True, fused=True)
... o.state_dict()['param_groups']
[{'lr': 0.1, 'momentum': 0.9, 'dampening': 0.5, 'weight_decay': 0.01, 'nesterov': False,
'maximize': True, 'foreach': None, 'differentiable': False, 'fused': True, 'params': [0, 1]}]
>>> torch.optim.SGD([v]).defaults['lr']
0.001
"""
)
def test_arguments(ask, code, answer):
    ask(code, answer)


def test_a_differentiable_step_is_refused_with_the_way_out():
    with pytest.raises(NotImplementedError, match="create_graph=True"):
        optim.SGD([torch.ones(1)], differentiable=True)


# -- steps ---------------------------------------------------------------------------------------


@questions(
    """
>>> o = torch.optim.SGD([v, w], lr=0.1)
... v.sum().backward()
... o.step(), v, w
(None, tensor([-1.1000,  0.4000,  1.9000], requires_grad=True),
tensor([ 1.5000,  2.5000, -3.5000], dtype=torch.float64, requires_grad=True))
>>> o = torch.optim.SGD([v], lr=0.1)
... def closure():
...     o.zero_grad()
...     loss = (v * v).sum()
...     loss.backward()
...     return loss
... with torch.no_grad():
...     loss = o.step(closure)
... loss.item(), loss.grad_fn is not None, v
(5.25, True, tensor([-0.8000,  0.4000,  1.6000], requires_grad=True))
>>> o = torch.optim.SGD([v], lr=torch.tensor([0.5]), weight_decay=torch.tensor(1.0))
... v.sum().backward()
... o.step()
... v
tensor([-1.0000, -0.2500,  0.5000], requires_grad=True)
>>> o = torch.optim.SGD([v], lr=1)
... v.sum().backward()
... o.step()
... o.param_groups[0]['lr'] = np.float64(0.5)
... o.step()
... v, v._version
(tensor([-2.5000, -1.0000,  0.5000], requires_grad=True), 2)
>>> o = torch.optim.SGD([s], lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.1)
... for _ in range(3):
...     o.zero_grad()
...     (s * s).backward()
...     o.step()
... s, o.state[s]
(tensor(-0.2809, requires_grad=True), {'momentum_buffer': tensor(6.4764)})
"""
)
def test_steps(ask, code, answer):
    ask(code, answer)


def test_a_step_is_a_write_that_graphs_notice():
    w = torch.tensor([1.0, 2.0], requires_grad=True)
    optimizer = optim.SGD([w], lr=0.1)
    loss = (w * w).sum()
    loss.backward(retain_graph=True)
    optimizer.step()
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        loss.backward()


def test_a_step_writes_into_the_memory_of_the_parameter():
    array = np.ones(3, np.float32)
    parameter = nn.Parameter(torch.from_numpy(array))
    parameter.sum().backward()
    optim.SGD([parameter], lr=0.5).step()
    assert array.tolist() == [0.5] * 3


def test_a_step_leaves_the_gradient_alone():
    w = torch.tensor([1.0, 2.0], requires_grad=True)
    options = {"momentum": 0.9, "weight_decay": 0.1, "nesterov": True, "maximize": True}
    optimizer = optim.SGD([w], lr=0.1, **options)
    w.sum().backward()
    for _ in range(3):
        optimizer.step()
    assert w.grad.tolist() == [1.0, 1.0]


@pytest.mark.parametrize("dtype", [torch.float16, torch.float32, torch.float64])
def test_a_step_keeps_the_dtype(dtype):
    w = torch.ones(2, dtype=dtype, requires_grad=True)
    optimizer = optim.SGD([w], lr=np.float64(0.5), momentum=0.5, weight_decay=np.float64(1))
    w.sum().backward()
    optimizer.step()
    assert w.dtype == optimizer.state[w]["momentum_buffer"].dtype == dtype
    assert w.tolist() == [0.0, 0.0]


def test_one_group_may_mix_dtypes():
    parameters = [
        torch.ones(1, dtype=d, requires_grad=True) for d in (torch.float32, torch.float64)
    ]
    optimizer = optim.SGD([*parameters], lr=0.1)
    for p in parameters:
        p.sum().backward()
    optimizer.step()
    assert parameters[1].item() == 0.9
    assert parameters[0].item() == np.float32(0.9)


def test_gradients_may_be_strided():
    w = torch.zeros(3, 2, requires_grad=True)
    w.grad = torch.arange(6.0).reshape(2, 3).t()
    optim.SGD([w], lr=1).step()
    assert w.tolist() == [[0, -3], [-1, -4], [-2, -5]]


def test_parameters_may_be_strided():
    array = np.zeros((4, 6))
    w = nn.Parameter(torch.from_numpy(array[::2, ::3]))
    w.grad = torch.ones(2, 2, dtype=torch.float64)
    optim.SGD([w], lr=1, momentum=0.9).step()
    assert array.sum() == -4
    assert w.tolist() == [[-1, -1]] * 2


def test_steps_follow_a_parameter_that_has_moved():
    layer = nn.Linear(2, 1)
    optimizer = optim.SGD(layer.parameters(), lr=0.5, momentum=0.9)
    layer(torch.ones(1, 2)).sum().backward()
    optimizer.step()
    layer.double()
    before = layer.weight.detach().clone()
    optimizer.step()
    assert (before - layer.weight).tolist() == [pytest.approx([0.95, 0.95])]
    layer.weight.data = torch.zeros(1, 2, dtype=torch.float64)
    layer.weight.grad.zero_()
    optimizer.step()
    assert layer.weight.tolist() == [pytest.approx([-0.855, -0.855])]


def test_the_state_can_be_changed_between_steps():
    w = torch.zeros(1, requires_grad=True)
    optimizer = optim.SGD([w], lr=1, momentum=0.5)
    w.grad = torch.ones(1)
    optimizer.step()
    optimizer.state[w]["momentum_buffer"].zero_()
    optimizer.step()
    assert w.item() == -2
    optimizer.state[w] = {}
    optimizer.step()
    assert w.item() == -3


def test_what_was_made_in_inference_mode_cannot_be_optimized():
    with torch.inference_mode():
        w = torch.ones(1)
    w.grad = torch.ones(1)
    with pytest.raises(RuntimeError, match="Inplace update to inference tensor"):
        optim.SGD([w]).step()


@pytest.mark.parametrize("name", ["SGD", "Adam", "Rprop", "LBFGS"])
@pytest.mark.parametrize(
    "p", [torch.ones(1).expand(3), torch.arange(4.0).unfold(0, 3, 1)], ids=["expanded", "windows"]
)
def test_memory_that_cannot_be_written_is_refused(name, p):
    p = nn.Parameter(p)
    before = p.tolist()
    optimizer = getattr(optim, name)([p])

    def closure():
        loss = (p * p).sum()
        loss.backward()
        return loss

    with pytest.raises(RuntimeError, match="more than one element of the written-to tensor"):
        optimizer.step(closure)
    assert p.tolist() == before


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"momentum": 0.9, "dampening": 0.5},
        {"momentum": 0.9, "nesterov": True, "weight_decay": 0.1, "maximize": True},
    ],
    ids=short,
)
def test_steps_allocate_no_arrays(options):
    w = torch.zeros(100_000, requires_grad=True)
    w.grad = torch.ones(100_000)
    optimizer = optim.SGD([w], lr=0.1, **options)
    for _ in range(2):
        optimizer.step()
    tracemalloc.start()
    try:
        optimizer.step()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 10_000


def test_steps_can_be_taken_in_inference_mode():
    w = torch.ones(1, requires_grad=True)
    w.grad = torch.ones(1)
    optimizer = optim.SGD([w], lr=1, momentum=0.5)
    with torch.inference_mode():
        optimizer.step()
        optimizer.step()
    optimizer.step()
    assert w.item() == 1 - 1 - 1.5 - 1.75
