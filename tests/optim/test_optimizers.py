"""Elementwise optimizers: ten steps as PyTorch makes them with every option; saving and loading."""

import itertools
import tracemalloc

import numpy as np
import pytest

import tinygrad_np as us
from tests.oracle import questions

SHARED = {"lr": (None, 0.05), "maximize": (False, True)}
OPTIONS = {
    "SGD": {  # and nesterov, in test_sgd.py
        "momentum": (0, 0.9),
        "dampening": (0, 0.5),
        "weight_decay": (0, 0.3),
    },
    "Adam": {
        "betas": (None, (0.8, 0.95)),
        "eps": (None, 1e-3),
        "weight_decay": (0, 0.3),
        "amsgrad": (False, True),
        "decoupled_weight_decay": (False, True),
    },
    "AdamW": {
        "betas": (None, (0.8, 0.95)),
        "eps": (None, 1e-3),
        "weight_decay": (None, 0.3),
        "amsgrad": (False, True),
    },
    "Adamax": {"betas": (None, (0.8, 0.95)), "eps": (None, 1e-3), "weight_decay": (0, 0.3)},
    "NAdam": {
        "betas": (None, (0.8, 0.95)),
        "eps": (None, 1e-3),
        "weight_decay": (0, 0.3),
        "momentum_decay": (None, 0.1),
        "decoupled_weight_decay": (False, True),
    },
    "RAdam": {
        "betas": (None, (0.8, 0.6)),
        "eps": (None, 1e-3),
        "weight_decay": (0, 0.3),
        "decoupled_weight_decay": (False, True),
    },
    "Adagrad": {
        "lr_decay": (0, 0.1),
        "weight_decay": (0, 0.3),
        "initial_accumulator_value": (0, 0.5),
        "eps": (None, 1e-3),
    },
    "Adadelta": {"rho": (None, 0.5), "eps": (None, 1e-3), "weight_decay": (0, 0.3)},
    "RMSprop": {
        "alpha": (None, 0.5),
        "eps": (None, 1e-3),
        "weight_decay": (0, 0.3),
        "momentum": (0, 0.9),
        "centered": (False, True),
    },
    "Rprop": {"etas": (None, (0.3, 1.5)), "step_sizes": (None, (1e-2, 0.1))},
    "ASGD": {"lambd": (None, 0.1), "alpha": (None, 0.5), "t0": (None, 3), "weight_decay": (0, 0.3)},
}


def combinations(options):
    """Every combination of the options; None stands for the default."""
    options = SHARED | options
    for values in itertools.product(*options.values()):
        given = dict(zip(options, values, strict=True))
        yield {name: value for name, value in given.items() if value is not None}


CASES = [(name, options) for name in OPTIONS for options in combinations(OPTIONS[name])]


def started(torch, name, options, dtype="float64"):
    """Two parameters, and an optimizer of them."""
    numbers = np.linspace(-2.0, 1.5, 6).reshape(2, 3), np.array(0.7)
    params = [torch.from_numpy(np.asarray(x, dtype)).requires_grad_() for x in numbers]
    return params, getattr(torch.optim, name)(params, **options)


def stepped(torch, params, optimizer, count, start=0):
    """The parameters after some steps on a loss whose gradients change their signs."""
    for i in range(start, start + count):
        optimizer.zero_grad()
        loss = sum((torch.sin(p * (i + 1)) + p * p).sum() for p in params)
        loss.backward()
        optimizer.step()
    return params


def assert_same_state(ours, theirs):
    mine, other = ours.state_dict(), theirs.state_dict()
    known = [
        {k: v for k, v in g.items() if k in mine["param_groups"][0]} for g in other["param_groups"]
    ]
    assert repr(mine["param_groups"]) == repr(known)
    assert mine["state"].keys() == other["state"].keys()
    for number, state in mine["state"].items():
        kept = {k: v for k, v in other["state"][number].items() if v is not None}
        assert list(state) == list(kept)
        for name, value in state.items():
            assert str(value.dtype) == str(kept[name].dtype)
            np.testing.assert_allclose(value.numpy(), kept[name].numpy(), rtol=1e-10, atol=1e-12)


# What PyTorch 2.13 makes in ten steps with default options: every third number.
AFTER_TEN_STEPS = {
    "SGD": [-1.9658879934791, 0.0506882598471, 0.6725108850115],
    "Adam": [-1.9916765057088, 0.090038295274, 0.6964324900616],
    "AdamW": [-1.991477071755, 0.0900287415055, 0.6963633834668],
    "Adamax": [-1.9884895243827, 0.085061185468, 0.6945757379654],
    "NAdam": [-1.9880492149564, 0.0797543158294, 0.6915803815483],
    "RAdam": [-1.9784374307989, 0.088824003955, 0.6951732573815],
    "Adagrad": [-1.9619000845827, 0.032138665856, 0.6744644020129],
    "Adadelta": [-1.9793849048921, 0.036442289514, 0.6778031735484],
    "RMSprop": [-1.5552944585647, -0.1464569853196, 0.4727729774637],
    "Rprop": [-1.87332928, -0.15958682112, 0.6637152],
    "ASGD": [-1.4748012608264, -0.1536965985534, 0.465194922352],
}


@pytest.mark.parametrize("name", OPTIONS)
def test_ten_steps(name):
    params, optimizer = started(us, name, {})
    stepped(us, params, optimizer, 10)
    found = np.concatenate([p.detach().numpy().reshape(-1) for p in params])[::3]
    np.testing.assert_allclose(found, AFTER_TEN_STEPS[name], rtol=1e-11)


@pytest.mark.oracle
@pytest.mark.parametrize(("name", "options"), CASES)
def test_ten_steps_as_pytorch_makes_them(name, options):
    torch = pytest.importorskip("torch")
    ours, theirs = started(us, name, options), started(torch, name, options)
    for library, (params, optimizer) in ((us, ours), (torch, theirs)):
        stepped(library, params, optimizer, 10)
    for mine, other in zip(ours[0], theirs[0], strict=True):
        mine, other = mine.detach().numpy(), other.detach().numpy()
        np.testing.assert_allclose(mine, other, rtol=1e-10, atol=1e-12)
    assert_same_state(ours[1], theirs[1])


@pytest.mark.parametrize("name", OPTIONS)
def test_what_was_saved_and_loaded_goes_on_as_if_it_had_not_stopped(name):
    momentum = {"momentum": 0.9} if name in ("SGD", "RMSprop") else {}
    whole, optimizer = started(us, name, momentum)
    stepped(us, whole, optimizer, 6)
    parts, optimizer = started(us, name, momentum)
    stepped(us, parts, optimizer, 3)
    saved = optimizer.state_dict()
    resumed = getattr(us.optim, name)(parts, **momentum)
    resumed.load_state_dict(saved)
    stepped(us, parts, resumed, 3, start=3)
    for mine, other in zip(parts, whole, strict=True):
        assert mine.tolist() == other.tolist()


@pytest.mark.parametrize("name", OPTIONS)
@pytest.mark.parametrize("dtype", ["float32", "float16"])
def test_state_and_parameters_keep_their_dtype(name, dtype):
    params, optimizer = started(us, name, {}, dtype)
    stepped(us, params, optimizer, 3)
    assert {str(p.dtype) for p in params} == {f"torch.{dtype}"}
    for state in optimizer.state.values():
        kinds = {
            str(v.dtype) for k, v in state.items() if k not in ("step", "mu_product", "eta", "mu")
        }
        assert kinds <= {f"torch.{dtype}"}


STEADY = [
    ("SGD", {"momentum": 0.9, "dampening": 0.1, "weight_decay": 0.1, "maximize": True}),
    ("SGD", {"momentum": 0.9, "nesterov": True}),
    ("Adam", {"amsgrad": True, "weight_decay": 0.1, "maximize": True}),
    ("AdamW", {}),
    ("Adamax", {"weight_decay": 0.1}),
    ("NAdam", {"weight_decay": 0.1}),
    ("RAdam", {"weight_decay": 0.1, "decoupled_weight_decay": True}),
    ("Adagrad", {"lr_decay": 0.1, "weight_decay": 0.1}),
    ("Adadelta", {"weight_decay": 0.1}),
    ("RMSprop", {"momentum": 0.9, "centered": True, "weight_decay": 0.1}),
    ("Rprop", {}),
    ("ASGD", {"weight_decay": 0.1, "t0": 3}),
]


@pytest.mark.parametrize(("name", "options"), STEADY)
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_step_allocates_nothing(name, options, dtype):
    p = us.zeros(150_000, dtype=getattr(us, dtype), requires_grad=True)
    p.grad = us.ones_like(p).detach()
    optimizer = getattr(us.optim, name)([p], **options)
    for _ in range(7):
        optimizer.step()
    where = p.data_ptr(), [kept.data_ptr() for kept in optimizer.state[p].values()]
    tracemalloc.start()
    for _ in range(3):
        optimizer.step()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000  # a mask of the parameter's size has 150,000 bytes
    assert (p.data_ptr(), [kept.data_ptr() for kept in optimizer.state[p].values()]) == where


@pytest.mark.parametrize("transposed", [False, True])
@pytest.mark.parametrize(("name", "options"), [*STEADY, ("SGD", {"maximize": True})])
def test_a_large_parameter_moves_as_its_parts_do(name, options, transposed):
    values = us.arange(140_000.0, dtype=us.float64).reshape(700, 200).cos()
    slopes = values.sin()
    large = values.clone()
    if transposed:  # which cannot be cut into pieces
        large, slopes = large.t().contiguous().t(), slopes.t().contiguous().t()
    large = large.clone(memory_format=us.preserve_format).requires_grad_()
    rows = [row.clone().requires_grad_() for row in values]
    whole, parts = (getattr(us.optim, name)(p, **options) for p in ([large], rows))
    for factor in (1.0, -0.5, 2.0, 0.25):
        large.grad = slopes * factor
        for row, slope in zip(rows, slopes, strict=True):
            row.grad = slope * factor
        whole.step()
        parts.step()
    assert us.equal(large, us.stack(rows))
    for key, kept in whole.state[large].items():
        if kept.ndim:
            assert us.equal(kept, us.stack([parts.state[row][key] for row in rows]))


# -- options that choose between PyTorch's implementations -----------------------------------------


@pytest.mark.oracle
@pytest.mark.parametrize("name", OPTIONS)
@pytest.mark.parametrize(
    "option", [{"foreach": True}, {"foreach": False}, {"fused": True}, {"fused": False}], ids=str
)
def test_the_implementation_changes_nothing(name, option):
    torch = pytest.importorskip("torch")
    try:
        params, theirs = started(torch, name, option)
    except TypeError:
        with pytest.raises(TypeError, match="fused"):
            started(us, name, option)
        return
    mine, ours = started(us, name, option)
    stepped(torch, params, theirs, 10)
    stepped(us, mine, ours, 10)
    # Only there, PyTorch computes the rates of ASGD in float32.
    close = 1e-8 if (name, option) == ("ASGD", {"foreach": True}) else 1e-10
    for p, other in zip(mine, params, strict=True):
        np.testing.assert_allclose(p.detach().numpy(), other.detach().numpy(), close, 1e-12)


def capturable(torch, name):
    params, optimizer = started(torch, name, {"capturable": True})
    stepped(torch, params, optimizer, 1)


@pytest.mark.parametrize("name", [name for name in OPTIONS if name not in ("SGD", "Adagrad")])
def test_capturable_steps_need_a_device_for_them(name):
    with pytest.raises(AssertionError, match=r"If capturable=True, .*: leave it out"):
        capturable(us, name)


@pytest.mark.oracle
@pytest.mark.parametrize("name", [name for name in OPTIONS if name not in ("SGD", "Adagrad")])
def test_capturable_steps_need_a_device_in_pytorch_too(name):
    with pytest.raises(AssertionError, match="If capturable=True"):
        capturable(pytest.importorskip("torch"), name)


@pytest.mark.parametrize("name", OPTIONS)
def test_a_differentiable_step_is_refused_wherever_it_is_asked_for(name):
    p = us.ones(2, requires_grad=True)
    make = getattr(us.optim, name)
    with pytest.raises(NotImplementedError, match="create_graph=True"):
        make([p], differentiable=True)
    optimizer = make([{"params": [p], "differentiable": True}])
    with pytest.raises(NotImplementedError, match="create_graph=True"):
        optimizer.step()


# -- options that change between steps -------------------------------------------------------------


@questions(
    """
>>> o = torch.optim.Adam([u]); trained(o)
... o.param_groups[0]['amsgrad'] = True; trained(o)
KeyError: 'max_exp_avg_sq'
>>> o = torch.optim.RMSprop([u]); trained(o)
... o.param_groups[0]['centered'] = True; trained(o)
KeyError: 'grad_avg'
>>> o = torch.optim.RMSprop([u]); trained(o)
... o.param_groups[0]['momentum'] = 0.9; trained(o)
KeyError: 'momentum_buffer'
>>> o = torch.optim.RMSprop([u], centered=True, momentum=0.5); trained(o)
... o.param_groups[0]['centered'] = False; o.param_groups[0]['momentum'] = 0; trained(o); u
tensor([-0.8324,  0.3369,  1.8304], requires_grad=True)
>>> o = torch.optim.Adam([u], amsgrad=True); trained(o)
... o.param_groups[0]['amsgrad'] = False; trained(o); u
tensor([-0.9980,  0.4980,  1.9980], requires_grad=True)
""".replace(
        ">>> ",
        """>>> u = v.detach().clone().requires_grad_()
... def trained(o):
...     o.zero_grad(); (u * u).sum().backward(); o.step()
... """,
    )
)
def test_options_that_change(ask, code, answer):
    ask(code, answer)


@questions(
    """
>>> stepped('SGD', momentum=0.9)
tensor([    nan,     inf, -0.0090], requires_grad=True)
>>> stepped('Adam')
tensor([    nan,     nan, -0.0040], requires_grad=True)
>>> stepped('RMSprop', centered=True)
tensor([    nan,     nan, -0.2824], requires_grad=True)
>>> stepped('Rprop')
tensor([ 0.0000,  0.0537, -0.0537], requires_grad=True)
>>> stepped('Adagrad')
tensor([    nan,     nan, -0.0278], requires_grad=True)
>>> stepped('ASGD')
tensor([    nan,     inf, -0.0400], requires_grad=True)
""".replace(
        ">>> ",
        """>>> def stepped(name, **options):
...     p = torch.zeros(3, requires_grad=True)
...     p.grad = torch.tensor([float('nan'), float('-inf'), 1.0])
...     o = getattr(torch.optim, name)([p], **options)
...     for _ in range(4): o.step()
...     return p
... """,
    )
)
@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")
def test_gradients_that_are_no_numbers(ask, code, answer):
    ask(code, answer)


@questions(
    """
>>> torch.optim.Adam([x], lr=-1)
ValueError: Invalid learning rate: -1
>>> torch.optim.Adam([x], eps=-1)
ValueError: Invalid epsilon value: -1
>>> torch.optim.Adam([x], lr=torch.tensor(0.1), foreach=True)
ValueError: lr as a Tensor is not supported for capturable=False and foreach=True
>>> torch.optim.Adam([x], betas=(0, 0.9))
ValueError: betas must be either both floats or both Tensors
>>> torch.optim.AdamW([x], betas=(torch.tensor(0.5), torch.tensor([0.5, 0.5])))
RuntimeError: Boolean value of Tensor with more than one value is ambiguous
>>> torch.optim.AdamW([x], betas=(torch.tensor(0.5), 0.9))
ValueError: betas must be either both floats or both Tensors
>>> o = torch.optim.Adam([v], lr=torch.tensor(0.1), betas=(torch.tensor(0.5), torch.tensor(0.9)))
... v.sum().backward(); o.step(); o.step(); v
tensor([-1.2000,  0.3000,  1.8000], requires_grad=True)
>>> torch.optim.Adam([x], betas=(0.9,))
IndexError: tuple index out of range
>>> torch.optim.Adam([x], betas=(1.0, 0.9))
ValueError: Invalid beta parameter at index 0: 1.0
>>> torch.optim.AdamW([x], betas=(0.9, -0.1))
ValueError: Invalid beta parameter at index 1: -0.1
>>> torch.optim.Adamax([x], weight_decay=-1)
ValueError: Invalid weight_decay value: -1
>>> torch.optim.NAdam([x], momentum_decay=-1)
ValueError: Invalid momentum_decay value: -1
>>> torch.optim.RAdam([x], lr=torch.ones(2))
ValueError: Tensor lr must be 1-element
>>> torch.optim.Adagrad([x], initial_accumulator_value=-1)
ValueError: Invalid initial_accumulator_value value: -1
>>> torch.optim.Adadelta([x], rho=2)
ValueError: Invalid rho value: 2
>>> torch.optim.RMSprop([x], alpha=-1)
ValueError: Invalid alpha value: -1
>>> torch.optim.Rprop([x], etas=(0.5, 0.9))
ValueError: Invalid eta values: 0.5, 0.9
>>> torch.optim.ASGD([x], lr=-1)
ValueError: Invalid learning rate: -1
>>> torch.optim.Adam([])
ValueError: optimizer got an empty parameter list
>>> torch.optim.Adam([x], fused=True, foreach=True)
RuntimeError: `fused` and `foreach` cannot be `True` together.
"""
)
def test_refusals(ask, code, answer):
    ask(code, answer)
