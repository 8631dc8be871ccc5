"""What is measured: each workload's description, and inputs that are the same for every peer."""

from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

SEED = 20
CHAIN_LENGTH = 20_000

Inputs = dict[str, Any]


class Workload(NamedTuple):
    about: str
    task: str  # the function of a peer's file that builds the step
    inputs: Callable[..., Inputs]  # of a generator of random numbers, and sizes by their names
    small: dict[str, int] = {}  # the sizes of a run that only asks whether all works
    data: str = "numpy"  # the module that brings the data; without it no peer is measured


def uniform(rng: np.random.Generator, *shape: int, bound: float = 1.0) -> np.ndarray:
    return rng.uniform(-bound, bound, shape).astype(np.float32)


def neuron(rng: np.random.Generator) -> Inputs:
    return {"leaves": [np.float32(value) for value in (2.0, -1.0, -3.0, -2.0, -3.0)]}


def control_flow(rng: np.random.Generator) -> Inputs:
    return {"a": np.array([0.37], np.float32)}  # doubled 11 times until its norm passes 1000


def mlp(
    rng: np.random.Generator, sizes: tuple[int, ...], batch: int, **training: float | str
) -> Inputs:
    parameters = layers(rng, sizes)
    x, y = uniform(rng, batch, sizes[0]), uniform(rng, batch, sizes[-1])
    return {"x": x, "y": y, "parameters": parameters, **training}


def layers(rng: np.random.Generator, sizes: tuple[int, ...]) -> list[np.ndarray]:
    """Weights and biases in PyTorch's layout (out, in), drawn as PyTorch draws them."""
    parameters = []
    for fan_in, fan_out in pairwise(sizes):
        bound = fan_in**-0.5
        parameters += [
            uniform(rng, fan_out, fan_in, bound=bound),
            uniform(rng, fan_out, bound=bound),
        ]
    return parameters


def chain(rng: np.random.Generator, length: int = CHAIN_LENGTH) -> Inputs:
    # grows by e**2, however long
    return {"start": np.float32(1.5), "factor": 1 + 2 / length, "length": length}


def elementwise(rng: np.random.Generator, elements: int = 4_000_000) -> Inputs:
    return {"x": uniform(rng, elements), "y": uniform(rng, elements)}


def broadcast(rng: np.random.Generator) -> Inputs:
    # from 0 to 1: the sums must not cancel, or they would be rounding error alone
    return {"column": np.abs(uniform(rng, 2048, 1)), "row": np.abs(uniform(rng, 1, 2048))}


def hvp(rng: np.random.Generator) -> Inputs:
    return {
        "matrix": uniform(rng, 64, 64, bound=0.25),
        "x": uniform(rng, 64),
        "direction": uniform(rng, 64),
    }


def conv2d(rng: np.random.Generator) -> Inputs:
    return {
        "x": uniform(rng, 32, 16, 28, 28),
        "weight": uniform(rng, 32, 16, 3, 3, bound=144**-0.5),
        "bias": uniform(rng, 32, bound=144**-0.5),
        "head": uniform(rng, 32, 32, 28, 28),
    }


def optimizer(rng: np.random.Generator, name: str, **options: float) -> Inputs:
    """Gradients are given, and the same in each step: so all that is measured is the optimizer."""
    parameters, gradients = ([uniform(rng, 1000) for _ in range(100)] for _ in range(2))
    return {"name": name, "options": options, "parameters": parameters, "gradients": gradients}


def loading(rng: np.random.Generator, shuffle: bool, images: int = 60_000) -> Inputs:
    """As many images as MNIST has; their labels are their places, and so tell the order."""
    x = rng.random((images, 784), np.float32)
    return {"x": x, "y": np.arange(len(x)), "batch_size": 128, "shuffle": shuffle}


def digits_epoch(rng: np.random.Generator) -> Inputs:
    """In order, as each peer would shuffle differently.

    Adam's `eps` is too small to matter: scikit-learn adds it elsewhere than PyTorch.
    """
    # read from the file: a peer's process would be another with scikit-learn imported
    folder = Path(find_spec("sklearn").origin).parent
    digits = np.loadtxt(folder / "datasets/data/digits.csv.gz", np.float32, delimiter=",")
    return {
        "x": digits[:, :-1] / 16,
        "y": digits[:, -1].astype(np.int64),
        "parameters": layers(rng, (64, 100, 10)),
        "batch_size": 200,
        "learning_rate": 1e-3,
        "eps": 1e-12,
    }


mlp_small = partial(
    mlp, sizes=(2, 16, 16, 1), batch=32, reduction="mean", learning_rate=0.1, momentum=0.0
)
mlp_seed = partial(
    mlp, sizes=(1000, 100, 10), batch=64, reduction="sum", learning_rate=1e-4, momentum=0.0
)
mlp_digits = partial(
    mlp, sizes=(784, 256, 128, 10), batch=128, reduction="mean", learning_rate=0.1, momentum=0.9
)
# by their names in PyTorch, with what is not as by default
OPTIMIZERS: dict[str, dict[str, float]] = {
    "SGD": {"momentum": 0.9},
    "Adam": {},
    "AdamW": {},
    "Adamax": {},
    "NAdam": {},
    "RAdam": {},
    "Adagrad": {},
    "Adadelta": {},
    "RMSprop": {},
    "Rprop": {},
    "ASGD": {},
}

WORKLOADS = {
    "neuron": Workload("logistic neuron of 0-d tensors, forward and backward", "neuron", neuron),
    "control_flow": Workload(
        "doubling while norm < 1000, forward and backward", "control_flow", control_flow
    ),
    "mlp_small": Workload("MLP 2-16-16-1, batch 32, MSE, an SGD step", "mlp", mlp_small),
    "mlp_seed": Workload("MLP 1000-100-10, batch 64, summed MSE, an SGD step", "mlp", mlp_seed),
    "mlp_digits": Workload(
        "MLP 784-256-128-10, batch 128, MSE, an SGD step with momentum", "mlp", mlp_digits
    ),
    "chain": Workload(
        f"{CHAIN_LENGTH:,} multiplications of a 0-d tensor, forward and backward",
        "chain",
        chain,
        small={"length": 1000},
    ),
    "elementwise": Workload(
        "sum of x*y + sin(x)*exp(-y), 4 million elements, forward and backward",
        "elementwise",
        elementwise,
        small={"elements": 1000},
    ),
    "broadcast": Workload(
        "sum of (2048, 1) * (1, 2048), forward and backward", "broadcast", broadcast
    ),
    "hvp": Workload("Hessian-vector product of sum(tanh(W x)**2), W 64x64", "hvp", hvp),
    "conv2d": Workload(
        "convolution of 32 images of 16x28x28 with 32 kernels of 3x3, forward and backward",
        "conv2d",
        conv2d,
    ),
}

WORKLOADS |= {
    f"step_{name.lower()}": Workload(
        f"a step of {name}{' with momentum' if options else ''}, 100 parameters of 1,000 elements",
        "optimizer",
        partial(optimizer, name=name, **options),
    )
    for name, options in OPTIMIZERS.items()
}
WORKLOADS |= {
    "loading": Workload(
        "DataLoader over a TensorDataset of 60,000 x 784, batch 128, in order: an epoch",
        "loading",
        partial(loading, shuffle=False),
        small={"images": 1000},
    ),
    "loading_shuffled": Workload(
        "the same in random order, drawn by a seeded generator",
        "loading",
        partial(loading, shuffle=True),
        small={"images": 1000},
    ),
    "digits_epoch": Workload(
        "MLP 64-100-10 on scikit-learn's digits, batch 200, cross-entropy, Adam: an epoch",
        "digits_epoch",
        digits_epoch,
        data="sklearn",
    ),
}


def inputs_of(name: str, sizes: dict[str, Any]) -> Inputs:
    """The inputs of a workload; each peer's process draws the very same ones."""
    return WORKLOADS[name].inputs(np.random.default_rng(SEED), **sizes)
