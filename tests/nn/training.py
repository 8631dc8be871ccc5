"""Training a layer here and in PyTorch, from the same state on the same inputs."""

import copy
import pickle

import numpy as np
import pytest

import tinygrad_np


def assert_trains_alike(make, *inputs, steps=10, tolerance=1e-10):
    """Both libraries give the same outputs, gradients and state in each step of a training.

    `make(library)` makes the layer, which is trained in float64 from random numbers, and asked in
    evaluation after it. Of `inputs`, arrays, each step gets those that are floating another way
    round.
    """
    oracle = pytest.importorskip("torch")
    layers = [make(library).double() for library in (tinygrad_np, oracle)]
    start = random_state(layers[0])
    assert list(start) == list(layers[1].state_dict())
    recorded = []
    for library, layer in zip((tinygrad_np, oracle), layers, strict=True):
        layer.load_state_dict({name: library.tensor(value) for name, value in start.items()})
        library.manual_seed(1)
        recorded.append([*trained(library, layer, inputs, steps)])
    assert repr(layers[0]) == repr(layers[1])
    for step, (ours, theirs) in enumerate(zip(*recorded, strict=True)):
        assert ours.keys() == theirs.keys()
        for name, value in ours.items():
            assert value.dtype == theirs[name].dtype, name
            note = f"{name} in step {step}"
            np.testing.assert_allclose(value, theirs[name], tolerance, tolerance, err_msg=note)


def random_state(layer):
    """A state dict of random arrays, positive ones where the layer says variance."""
    rng = np.random.default_rng(0)
    state = {}
    for name, tensor in layer.state_dict().items():
        if tensor.is_floating_point():
            values = rng.normal(size=tensor.shape)
            state[name] = np.abs(values) + 0.5 if "var" in name else values
        else:
            state[name] = tensor.numpy().copy()
    return state


def trained(library, layer, inputs, steps):
    """What is seen in each step, as arrays by name."""
    optimizer = None
    if list(layer.parameters()):
        optimizer = library.optim.SGD(layer.parameters(), lr=0.05, momentum=0.9)
    for step in range(steps):
        layer.train(step < steps - 2)
        arrays = [np.roll(a, step) if a.dtype.kind == "f" else a for a in inputs]
        tensors = [library.tensor(a, requires_grad=a.dtype.kind == "f") for a in arrays]
        output = layer(*tensors)
        layer.zero_grad()
        if output.requires_grad:
            (output * output.detach().cos()).sum().backward()
        seen = {"output": output}
        seen |= {f"input {i}": t.grad for i, t in enumerate(tensors) if t.grad is not None}
        seen |= {n: p.grad for n, p in layer.named_parameters() if p.grad is not None}
        if optimizer is not None:
            optimizer.step()
        seen |= {f"state {name}": value for name, value in layer.state_dict().items()}
        yield {name: t.detach().numpy().copy() for name, t in seen.items()}


def assert_copies_alike(layer, *inputs):
    """What was copied, pickled or loaded does what the layer itself does."""
    layer.eval()
    expected = layer(*inputs)
    fresh = copy.deepcopy(layer)
    fresh.load_state_dict(layer.state_dict())
    for other in (copy.deepcopy(layer), pickle.loads(pickle.dumps(layer)), fresh):
        assert repr(other) == repr(layer)
        assert other.state_dict().keys() == layer.state_dict().keys()
        assert other(*inputs).tolist() == expected.tolist()
