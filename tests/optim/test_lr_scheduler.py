"""Schedulers: the rates of thirty epochs as PyTorch has them; saving and loading; refusals."""

import itertools
import warnings

import numpy as np
import pytest

import tinygrad_np as us
from tests.oracle import questions

# Each builds a scheduler from the module, the optimizer and PyTorch's names in scope.
MAKERS = {
    "lambda": lambda s, o: s.LambdaLR(o, lambda epoch: 0.9**epoch),
    "lambdas": lambda s, o: s.LambdaLR(o, [lambda e: 0.9**e, lambda e: 1 / (e + 1)]),
    "multiplicative": lambda s, o: s.MultiplicativeLR(o, lambda e: 0.9 + 0.01 * e),
    "step": lambda s, o: s.StepLR(o, 4),
    "step gamma": lambda s, o: s.StepLR(o, 3, gamma=0.5),
    "multi step": lambda s, o: s.MultiStepLR(o, [3, 5, 5, 11], gamma=0.5),
    "constant": lambda s, o: s.ConstantLR(o),
    "constant factor": lambda s, o: s.ConstantLR(o, 0.2, 7),
    "linear": lambda s, o: s.LinearLR(o),
    "linear down": lambda s, o: s.LinearLR(o, 0.9, 0.1, 8),
    "exponential": lambda s, o: s.ExponentialLR(o, 0.8),
    "polynomial": lambda s, o: s.PolynomialLR(o),
    "polynomial power": lambda s, o: s.PolynomialLR(o, 12, 2.5),
    "cosine": lambda s, o: s.CosineAnnealingLR(o, 7),
    "cosine floor": lambda s, o: s.CosineAnnealingLR(o, 5, eta_min=0.01),
    "restarts": lambda s, o: s.CosineAnnealingWarmRestarts(o, 4),
    "restarts longer": lambda s, o: s.CosineAnnealingWarmRestarts(o, 3, 2, 0.02),
    "cyclic": lambda s, o: s.CyclicLR(o, 0.01, 0.1, step_size_up=4),
    "cyclic two": lambda s, o: s.CyclicLR(o, 0.01, 0.1, 3, 5, "triangular2"),
    "cyclic range": lambda s, o: s.CyclicLR(o, 0.01, [0.1, 0.2], 3, 5, "exp_range", gamma=0.9),
    "cyclic own": lambda s, o: s.CyclicLR(
        o, 0.01, 0.1, 3, scale_fn=lambda x: 1 / (1 + x), scale_mode="iterations"
    ),
    "cyclic alone": lambda s, o: s.CyclicLR(o, 0.01, 0.1, 3, cycle_momentum=False),
    "one cycle": lambda s, o: s.OneCycleLR(o, 0.5, total_steps=30),
    "one cycle linear": lambda s, o: s.OneCycleLR(
        o, [0.5, 0.3], epochs=6, steps_per_epoch=5, anneal_strategy="linear", pct_start=0.4
    ),
    "one cycle three": lambda s, o: s.OneCycleLR(
        o, 0.5, 30, three_phase=True, div_factor=10.0, final_div_factor=100.0, max_momentum=0.99
    ),
    "sequential": lambda s, o: s.SequentialLR(
        o, [s.ConstantLR(o, 0.1, 4), s.ExponentialLR(o, 0.9), s.StepLR(o, 2)], [4, 15]
    ),
    "sequential twice": lambda s, o: s.SequentialLR(
        o,
        [s.SequentialLR(o, [s.StepLR(o, 2), s.ExponentialLR(o, 0.9)], [3]), s.LinearLR(o, 0.5)],
        [6],
    ),
    "chained": lambda s, o: s.ChainedScheduler([s.ConstantLR(o, 0.1, 4), s.ExponentialLR(o, 0.9)]),
}
PLATEAUS = {
    "plain": {"patience": 2},
    "max": {"mode": "max", "patience": 1, "factor": 0.5},
    "abs": {"threshold_mode": "abs", "threshold": 0.3, "patience": 1, "cooldown": 3},
    "max abs": {"mode": "max", "threshold_mode": "abs", "threshold": 0.3, "patience": 1},
    "floor": {"patience": 0, "min_lr": [0.02, 0.005], "eps": 1e-3},
}
LOSSES = [1.0, 0.9, 0.95, 0.9, 0.91, 0.5, 0.6, 0.6, 0.6, 0.6, 0.6, 0.4, 0.41, 0.42, 0.7, 0.3] * 2
# What PyTorch 2.13 sets in the first group in epochs 0, 4, 9 and 20.
RATES = {
    "lambda": [0.1, 0.06561, 0.0387420489, 0.0121576654591],
    "lambdas": [0.1, 0.06561, 0.0387420489, 0.0121576654591],
    "multiplicative": [0.1, 0.073188024, 0.0628156509555, 0.106901021426],
    "step": [0.1, 0.01, 0.001, 1e-06],
    "step gamma": [0.1, 0.05, 0.0125, 0.0015625],
    "multi step": [0.1, 0.05, 0.0125, 0.00625],
    "constant": [0.0333333333333, 0.0333333333333, 0.1, 0.1],
    "constant factor": [0.02, 0.02, 0.1, 0.1],
    "linear": [0.0333333333333, 0.0866666666667, 0.1, 0.1],
    "linear down": [0.09, 0.05, 0.01, 0.01],
    "exponential": [0.1, 0.04096, 0.0134217728, 0.00115292150461],
    "polynomial": [0.1, 0.02, 0.0, 0.0],
    "polynomial power": [0.1, 0.0362887369301, 0.003125, 0.0],
    "cosine": [0.1, 0.0388739533022, 0.0188255099071, 0.00495155660488],
    "cosine floor": [0.1, 0.0185942352531, 0.0914057647469, 0.1],
    "restarts": [0.1, 0.1, 0.0853553390593, 0.1],
    "restarts longer": [0.1, 0.0946410161514, 0.1, 0.0213629669484],
    "cyclic": [0.01, 0.1, 0.0325, 0.1],
    "cyclic two": [0.01, 0.082, 0.025, 0.028],
    "cyclic range": [0.01, 0.0572392, 0.02162261467, 0.0187535191305],
    "cyclic own": [0.01, 0.022, 0.019, 0.0128571428571],
    "cyclic alone": [0.01, 0.07, 0.1, 0.07],
    "one cycle": [0.02, 0.26, 0.497207717725, 0.194370989032],
    "one cycle linear": [0.02, 0.194545454545, 0.412727272727, 0.250001],
    "one cycle three": [0.05, 0.275, 0.482872894815, 0.0393096024816],
    "sequential": [0.01, 0.1, 0.059049, 0.001],
    "sequential twice": [0.1, 0.081, 0.08, 0.1],
    "chained": [0.01, 0.06561, 0.0387420489, 0.0121576654591],
    "plain": [0.1, 0.1, 0.001, 1e-05],
    "max": [0.1, 0.05, 0.00625, 0.0001953125],
    "abs": [0.1, 0.01, 0.001, 1e-05],
    "max abs": [0.1, 0.01, 1e-05, 1e-08],
    "floor": [0.1, 0.02, 0.02, 0.02],
}


def optimizer_of(torch, name="SGD"):
    """An optimizer of two groups with different rates."""
    a, b = (torch.ones(2, requires_grad=True) for _ in range(2))
    groups = [{"params": [a]}, {"params": [b], "lr": 0.04}]
    options = {"momentum": 0.9} if name == "SGD" else {}
    return getattr(torch.optim, name)(groups, lr=0.1, **options)


def scheduled(optimizer):
    """What a scheduler sets in each group."""
    names = ("lr", "momentum", "betas")
    return [[group[name] for name in names if name in group] for group in optimizer.param_groups]


def made(torch, make, optimizer):
    with warnings.catch_warnings():  # a scheduler in a scheduler in a scheduler is stepped early
        warnings.filterwarnings("ignore", message="Detected call of `lr_scheduler.step")
        return make(torch.optim.lr_scheduler, optimizer)


def history(torch, make, name="SGD", count=30, metrics=()):
    """The scheduler, and what it set in each epoch."""
    optimizer = optimizer_of(torch, name)
    scheduler = made(torch, make, optimizer)
    found = [scheduled(optimizer)]
    for epoch in range(count):
        optimizer.step()
        scheduler.step(*([metrics[epoch]] if metrics else []))
        found.append(scheduled(optimizer))
    return scheduler, found


def flat(found):
    return np.array([np.concatenate([np.atleast_1d(x) for g in e for x in g]) for e in found])


@pytest.mark.parametrize("name", [*MAKERS, *PLATEAUS])
def test_rates(name):
    if name in MAKERS:
        _, found = history(us, MAKERS[name])
    else:
        _, found = history(us, plateau(PLATEAUS[name]), count=len(LOSSES), metrics=LOSSES)
    np.testing.assert_allclose([found[e][0][0] for e in (0, 4, 9, 20)], RATES[name], 1e-11, 1e-15)


def plateau(options):
    return lambda schedule, optimizer: schedule.ReduceLROnPlateau(optimizer, **options)


@pytest.mark.oracle
@pytest.mark.parametrize("name", ["SGD", "Adam"])
@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_thirty_epochs_as_in_pytorch(make, name):
    torch = pytest.importorskip("torch")
    ours, found = history(us, make, name)
    theirs, expected = history(torch, make, name)
    np.testing.assert_allclose(flat(found), flat(expected), rtol=1e-12)
    assert ours.get_last_lr() == pytest.approx(theirs.get_last_lr(), rel=1e-12)
    mine, other = ours.state_dict(), theirs.state_dict()
    for key in mine.keys() & other.keys() - {"lr_lambdas", "_schedulers"}:
        assert np.all(mine[key] == other[key]) or mine[key] == pytest.approx(other[key]), key


@pytest.mark.oracle
@pytest.mark.filterwarnings("ignore:The epoch parameter:UserWarning")
@pytest.mark.parametrize("name", [n for n in MAKERS if not n.startswith(("sequential", "chained"))])
def test_named_epochs_as_in_pytorch(name):
    found = []
    for library in (us, pytest.importorskip("torch")):
        optimizer = optimizer_of(library)
        scheduler = made(library, MAKERS[name], optimizer)
        optimizer.step()
        for epoch in (0, 3, 7, 4, 12):
            scheduler.step(epoch)
            found.append(scheduled(optimizer))
    np.testing.assert_allclose(flat(found[:5]), flat(found[5:]), rtol=1e-12)


CHAINABLE = ["step", "multi step", "constant", "linear", "exponential", "polynomial", "cosine"]


@pytest.mark.oracle
@pytest.mark.parametrize("names", [*itertools.combinations([*CHAINABLE, "multiplicative"], 2)])
def test_two_schedulers_on_one_optimizer_as_in_pytorch(names):
    found = []
    for library in (us, pytest.importorskip("torch")):
        optimizer = optimizer_of(library)
        schedulers = [made(library, MAKERS[name], optimizer) for name in names]
        for _ in range(12):
            optimizer.step()
            for scheduler in schedulers:
                scheduler.step()
            found.append(scheduled(optimizer))
    np.testing.assert_allclose(flat(found[:12]), flat(found[12:]), rtol=1e-12)


@questions(
    """
>>> rate(L.StepLR(o, 2, last_epoch=3))
0.01
>>> rate(L.MultiStepLR(o, [4], last_epoch=3))
0.01
>>> rate(L.PolynomialLR(o, 7, last_epoch=3))
0.1
>>> rate(L.LinearLR(o, last_epoch=3))
0.1
>>> rate(L.ConstantLR(o, last_epoch=4))
0.3
>>> rate(L.MultiplicativeLR(o, lambda e: 0.5, last_epoch=4))
0.1
>>> rate(L.ExponentialLR(o, 0.5, last_epoch=4))
0.1
>>> rate(L.CosineAnnealingLR(o, 5, last_epoch=2))
0.1
>>> rate(L.CosineAnnealingWarmRestarts(o, 5, last_epoch=12))
0.034549
""".replace("L.", "torch.optim.lr_scheduler.").replace(
        ">>> ",
        """>>> o = torch.optim.SGD([{'params': [x], 'initial_lr': 0.1}], lr=0.1)
... def rate(scheduler): return round(scheduler.get_last_lr()[0], 6)
... """,
    )
)
def test_going_on_after_an_epoch(ask, code, answer):
    ask(code, answer)


@pytest.mark.oracle
@pytest.mark.parametrize("options", PLATEAUS.values(), ids=PLATEAUS)
def test_plateaus_as_in_pytorch(options):
    torch = pytest.importorskip("torch")
    make = plateau(options)
    _, found = history(us, make, count=len(LOSSES), metrics=LOSSES)
    _, expected = history(torch, make, count=len(LOSSES), metrics=LOSSES)
    np.testing.assert_allclose(flat(found), flat(expected), rtol=1e-12)
    assert len({tuple(row) for row in flat(found)}) > 1


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_what_was_saved_and_loaded_goes_on_as_if_it_had_not_stopped(make):
    _, whole = history(us, make, count=20)
    first, begun = history(us, make, count=9)
    optimizer = optimizer_of(us)
    scheduler = made(us, make, optimizer)
    optimizer.load_state_dict(first.optimizer.state_dict())
    scheduler.load_state_dict(first.state_dict())
    rest = []
    for _ in range(11):
        optimizer.step()
        scheduler.step()
        rest.append(scheduled(optimizer))
    np.testing.assert_array_equal(flat(begun + rest), flat(whole))


def test_a_rate_that_is_a_tensor_is_written_in_its_place():
    rate = us.tensor(0.5)
    optimizer = us.optim.SGD([us.ones(1, requires_grad=True)], lr=rate)
    scheduler = us.optim.lr_scheduler.ExponentialLR(optimizer, 0.5)
    optimizer.step()
    scheduler.step()
    assert rate.item() == 0.25
    assert scheduler.base_lrs[0].item() == 0.5


def test_the_optimizer_is_to_be_stepped_first():
    scheduler = us.optim.lr_scheduler.StepLR(optimizer_of(us), 2)
    with pytest.warns(UserWarning, match=r"before `optimizer\.step\(\)`"):
        scheduler.step()


def test_the_rates_are_asked_for_by_another_name():
    scheduler = us.optim.lr_scheduler.StepLR(optimizer_of(us), 2)
    with pytest.warns(UserWarning, match="please use `get_last_lr"):
        assert scheduler.get_lr() == [0.1, 0.04]


def test_an_epoch_can_be_named():
    scheduler = us.optim.lr_scheduler.StepLR(optimizer_of(us), 2)
    scheduler.optimizer.step()
    with pytest.warns(UserWarning, match="deprecated"):
        scheduler.step(4)
    assert scheduler.get_last_lr() == pytest.approx([0.001, 0.0004])


def test_a_state_with_a_callable_object():
    class Decay:
        def __init__(self, rate):
            self.rate = rate

        def __call__(self, epoch):
            return self.rate**epoch

    schedule = us.optim.lr_scheduler
    saved = schedule.LambdaLR(optimizer_of(us), [Decay(0.5), lambda epoch: 1.0]).state_dict()
    assert saved["lr_lambdas"] == [{"rate": 0.5}, None]
    other = schedule.LambdaLR(optimizer_of(us), Decay(0.9))
    other.load_state_dict(saved)
    assert other.lr_lambdas[0].rate == 0.5


@questions(
    """
>>> L.StepLR(3, 2)
TypeError: int is not an Optimizer
>>> L.StepLR(o, 2, last_epoch=3)
KeyError: "param 'initial_lr' is not specified in param_groups[0] when resuming scheduler with...
>>> L.LambdaLR(o, [lambda e: 1, lambda e: 1])
ValueError: Expected 1 lr_lambdas, but got 2
>>> L.MultiplicativeLR(o, 3)
TypeError: lr_lambda should be a function, but got int
>>> L.ConstantLR(o, factor=2)
ValueError: Constant multiplicative factor expected to be between 0 and 1.
>>> L.LinearLR(o, start_factor=0)
ValueError: Starting multiplicative factor expected to be greater than 0 and less or equal to 1.
>>> L.LinearLR(o, end_factor=-1)
ValueError: Ending multiplicative factor expected to be between 0 and 1.
>>> L.CosineAnnealingWarmRestarts(o, 0)
ValueError: Expected positive integer T_0, but got 0
>>> L.CosineAnnealingWarmRestarts(o, 2, T_mult=0.5)
ValueError: Expected integer T_mult >= 1, but got 0.5
>>> L.CosineAnnealingWarmRestarts(o, 2).step(-1)
ValueError: Expected non-negative epoch, but got -1
>>> L.CyclicLR(o, 0.1, [0.1, 0.2])
ValueError: max_lr must have the same length as optimizer.param_groups. max_lr has 2 values,
param_groups has 1.
>>> L.CyclicLR(o, 0.1, 0.2, mode='round')
ValueError: mode is invalid and scale_fn is None
>>> L.CyclicLR(torch.optim.Adagrad([x]), 0.1, 0.2)
ValueError: optimizer must support momentum or beta1 with `cycle_momentum` option enabled
>>> L.OneCycleLR(o, 0.1)
ValueError: You must define either total_steps OR (epochs AND steps_per_epoch)
>>> L.OneCycleLR(o, 0.1, total_steps=0)
ValueError: Expected positive integer total_steps, but got 0
>>> L.OneCycleLR(o, 0.1, epochs=2, steps_per_epoch=-1)
ValueError: Expected positive integer steps_per_epoch, but got -1
>>> L.OneCycleLR(o, 0.1, 10, pct_start=2)
ValueError: Expected float between 0 and 1 pct_start, but got 2
>>> L.OneCycleLR(o, 0.1, 10, anneal_strategy='sine')
ValueError: anneal_strategy must be one of 'cos' or 'linear', instead got sine
>>> s = L.OneCycleLR(o, 0.1, 2)
... [s.step() for _ in range(3)]
ValueError: Tried to step 3 times. The specified number of total steps is 2
>>> L.SequentialLR(o, [], [])
ValueError: SequentialLR expects at least one scheduler, but got no scheduler.
>>> L.SequentialLR(o, [L.StepLR(o, 2)], [3])
ValueError: Sequential Schedulers expects number of schedulers provided to be one more than the
number of milestone points, but got number of schedulers 1 and the number of milestones to be
equal to 1
>>> L.SequentialLR(o, [3], [])
TypeError: SequentialLR at index 0 should have `optimizer` as its attribute.
>>> L.ChainedScheduler([])
ValueError: ChainedScheduler expects at least one scheduler to be chained, but got no scheduler.
>>> L.ChainedScheduler([L.StepLR(o, 2), L.StepLR(torch.optim.SGD([x]), 2)])
ValueError: ChainedScheduler expects all schedulers to belong to the same optimizer, but got
scheduler StepLR at index 1...
>>> L.ChainedScheduler([L.ReduceLROnPlateau(o)])
ValueError: ChainedScheduler does not support `ReduceLROnPlateau` scheduler as it requires
additional kwargs to be specified when calling `step`, but got one at index 0 in the given
schedulers sequence.
>>> L.ReduceLROnPlateau(o, factor=1)
ValueError: Factor should be < 1.0.
>>> L.ReduceLROnPlateau(o, mode='least')
ValueError: mode least is unknown!
>>> L.ReduceLROnPlateau(o, threshold_mode='far')
ValueError: threshold mode far is unknown!
>>> L.ReduceLROnPlateau(o, min_lr=[0.1, 0.2])
ValueError: expected 1 min_lrs, got 2
""".replace("L.", "torch.optim.lr_scheduler.").replace(
        ">>> ", ">>> o = torch.optim.SGD([x], lr=0.1, momentum=0.9)\n... "
    )
)
def test_refusals(ask, code, answer):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ask(code, answer)
