"""Optimizers that go on from what PyTorch's saved, and PyTorch's that go on from ours."""

import io

import numpy as np
import pytest

import tinygrad_np as us

MAKERS = {
    "SGD": {"momentum": 0.9, "nesterov": True},
    "SGD plain": {"lr": 0.1},
    "Adam": {"amsgrad": True, "weight_decay": 0.1},
    "AdamW": {"betas": (0.8, 0.9)},
    "Adamax": {},
    "NAdam": {"momentum_decay": 0.01},
    "RAdam": {"betas": (0.8, 0.6)},
    "Adagrad": {"lr_decay": 0.1, "initial_accumulator_value": 0.2},
    "Adadelta": {"rho": 0.5},
    "RMSprop": {"momentum": 0.9, "centered": True},
    "Rprop": {},
    "ASGD": {"t0": 2},
    "LBFGS": {"max_iter": 3, "line_search_fn": "strong_wolfe"},
    "LBFGS plain": {"max_iter": 2, "lr": 0.5, "history_size": 3},
}


def model_and_optimizer(torch, name):
    """Two groups of parameters, as far as the optimizer can, and one that gets no gradient."""
    rng = np.random.default_rng(3)
    params = [
        torch.from_numpy(rng.normal(size=shape)).requires_grad_() for shape in ((2, 3), (), (4,))
    ]
    groups = [{"params": params[:1]}, {"params": params[1:], "lr": 0.03}]
    make = getattr(torch.optim, name.split()[0])
    return params, make(params if "LBFGS" in name else groups, **MAKERS[name])


def train(params, optimizer, steps):
    def closure():
        optimizer.zero_grad()
        loss = sum((p.sin() + p * p).sum() for p in params[:2])
        loss.backward()
        return loss

    for _ in range(steps):
        optimizer.step(closure)


def carried(source, target, params, optimizer, fresh):
    """Save a training in one library, and load it into a fresh one of another, through a file."""
    file = io.BytesIO()
    source.save({"params": params, "optimizer": optimizer.state_dict()}, file)
    file.seek(0)
    saved = target.load(file)
    other_params, other = fresh
    with target.no_grad():
        for p, value in zip(other_params, saved["params"], strict=True):
            p.copy_(value)
    other.load_state_dict(saved["optimizer"])
    return fresh


@pytest.mark.oracle
@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize("from_us", [True, False], ids=["ours to PyTorch", "PyTorch's to us"])
def test_training_goes_on_in_the_other_library(name, from_us):
    torch = pytest.importorskip("torch")
    source, target = (us, torch) if from_us else (torch, us)
    params, optimizer = model_and_optimizer(source, name)
    train(params, optimizer, 4)
    other_params, other = carried(
        source, target, params, optimizer, model_and_optimizer(target, name)
    )
    train(params, optimizer, 4)
    train(other_params, other, 4)
    for mine, theirs in zip(params, other_params, strict=True):
        np.testing.assert_allclose(
            mine.detach().numpy(), theirs.detach().numpy(), rtol=1e-10, atol=1e-12
        )


# -- what older versions of PyTorch saved ----------------------------------------------------------

LATER = ("maximize", "foreach", "capturable", "differentiable", "fused", "amsgrad", "nesterov")


def of_an_older_version(saved):
    """A state dict without the options of today, and with numbers that are no tensors."""
    for group in saved["param_groups"]:
        for option in (*LATER, "decoupled_weight_decay"):
            group.pop(option, None)
    for kept in saved["state"].values():
        for name in {"step", "mu_product", "eta", "mu"} & kept.keys():
            kept[name] = kept[name].item()
    return saved


def resumed_from_an_older_version(torch, name):
    params, optimizer = model_and_optimizer(torch, name)
    train(params, optimizer, 2)
    fresh = model_and_optimizer(torch, name)[1]
    fresh.load_state_dict(of_an_older_version(optimizer.state_dict()))
    fresh.param_groups[0]["params"], fresh.param_groups[1]["params"] = params[:1], params[1:]
    fresh.state = type(fresh.state)(dict, zip(params, fresh.state.values(), strict=False))
    train(params, fresh, 2)
    return params


@pytest.mark.parametrize("name", [name for name in MAKERS if "LBFGS" not in name])
def test_states_of_older_versions_are_loaded(name):
    params = resumed_from_an_older_version(us, name)
    assert all(np.isfinite(p.detach().numpy()).all() for p in params)


@pytest.mark.oracle
@pytest.mark.parametrize("name", [name for name in MAKERS if "LBFGS" not in name])
def test_states_of_older_versions_go_on_as_in_pytorch(name):
    torch = pytest.importorskip("torch")
    ours, theirs = (resumed_from_an_older_version(library, name) for library in (us, torch))
    for mine, other in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(mine.detach().numpy(), other.detach().numpy(), rtol=1e-10)


@pytest.mark.parametrize("library", ["us", pytest.param("torch", marks=pytest.mark.oracle)])
def test_adamw_decays_the_weights_themselves_whatever_it_has_loaded(library):
    torch = us if library == "us" else pytest.importorskip("torch")
    w = torch.ones(2, requires_grad=True)
    saved = torch.optim.Adam([w], lr=0.1, weight_decay=0.5).state_dict()
    optimizer = torch.optim.AdamW([w])
    optimizer.load_state_dict(saved)
    w.grad = torch.zeros(2)
    optimizer.step()
    assert w.tolist() == pytest.approx([0.95, 0.95])


# -- states that do not fit ------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in MAKERS if "LBFGS" not in name])
def test_a_state_for_other_shapes_is_refused_and_nothing_is_changed(name):
    params, optimizer = model_and_optimizer(us, name)
    train(params, optimizer, 1)
    saved = optimizer.state_dict()
    if not saved["state"]:
        return
    for kept in saved["state"].values():
        for key, value in kept.items():
            if value.shape == (2, 3):
                kept[key] = us.ones(1, 3, dtype=us.float64)
    optimizer.load_state_dict(saved)
    before = [p.tolist() for p in params], repr(optimizer.state_dict())
    with pytest.raises(RuntimeError, match=r"of shape \[1, 3\] does not fit .* \[2, 3\]: load a"):
        optimizer.step()
    assert ([p.tolist() for p in params], repr(optimizer.state_dict())) == before


class Own(us.optim.Optimizer):
    """An optimizer of a user, which adds what older states lack in PyTorch's way."""

    def __init__(self, params):
        super().__init__(params, {"lr": 0.1})

    def __setstate__(self, state):
        super().__setstate__(state)
        for group in self.param_groups:
            group.setdefault("warmth", 3)


def test_a_user_adds_what_older_states_lack():
    w = us.ones(1, requires_grad=True)
    optimizer = Own([w])
    nested = {"tensors": [us.ones(1, dtype=us.float64)], "pair": (1, us.ones(1)), "name": "me"}
    saved = optimizer.state_dict()
    saved["state"] = {0: nested}
    optimizer.load_state_dict(saved)
    assert optimizer.param_groups[0]["warmth"] == 3
    kept = optimizer.state[w]
    assert kept["tensors"][0].dtype == us.float32
    assert (kept["pair"][0], kept["name"]) == (1, "me")
    assert kept["pair"][1].data_ptr() != nested["pair"][1].data_ptr()
