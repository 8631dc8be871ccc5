"""What is measured: each workload's description, and inputs that are the same for every peer."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

SEED = 20
CHAIN_LENGTH = 20_000

Inputs = dict[str, Any]


class Workload(NamedTuple):
    about: str
    task: str  # the function of a peer's file that builds the step
    inputs: Callable[[np.random.Generator], Inputs]


def uniform(rng: np.random.Generator, *shape: int, bound: float = 1.0) -> np.ndarray:
    return rng.uniform(-bound, bound, shape).astype(np.float32)


def neuron(rng: np.random.Generator) -> Inputs:
    return {"leaves": [np.float32(value) for value in (2.0, -1.0, -3.0, -2.0, -3.0)]}


def control_flow(rng: np.random.Generator) -> Inputs:
    return {"a": np.array([0.37], np.float32)}  # doubled 11 times until its norm passes 1000


def mlp(
    rng: np.random.Generator, sizes: tuple[int, ...], batch: int, **training: float | str
) -> Inputs:
    """A batch, and parameters in PyTorch's layout (out, in), drawn as PyTorch draws them."""
    parameters = []
    for fan_in, fan_out in pairwise(sizes):
        bound = fan_in**-0.5
        parameters += [
            uniform(rng, fan_out, fan_in, bound=bound),
            uniform(rng, fan_out, bound=bound),
        ]
    x, y = uniform(rng, batch, sizes[0]), uniform(rng, batch, sizes[-1])
    return {"x": x, "y": y, "parameters": parameters, **training}


def chain(rng: np.random.Generator) -> Inputs:
    return {"start": np.float32(1.5), "factor": 1.0001, "length": CHAIN_LENGTH}


def elementwise(rng: np.random.Generator) -> Inputs:
    return {"x": uniform(rng, 2000, 2000), "y": uniform(rng, 2000, 2000)}


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


mlp_small = partial(
    mlp, sizes=(2, 16, 16, 1), batch=32, reduction="mean", learning_rate=0.1, momentum=0.0
)
mlp_seed = partial(
    mlp, sizes=(1000, 100, 10), batch=64, reduction="sum", learning_rate=1e-4, momentum=0.0
)
mlp_digits = partial(
    mlp, sizes=(784, 256, 128, 10), batch=128, reduction="mean", learning_rate=0.1, momentum=0.9
)

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
        f"{CHAIN_LENGTH:,} multiplications of a 0-d tensor, forward and backward", "chain", chain
    ),
    "elementwise": Workload(
        "sum of x*y + sin(x)*exp(-y), 4 million elements, forward and backward",
        "elementwise",
        elementwise,
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


def inputs_of(name: str) -> Inputs:
    """The inputs of a workload; each peer's process draws the very same ones."""
    return WORKLOADS[name].inputs(np.random.default_rng(SEED))
