"""Random programs of ops, views and in-place steps: the derivatives that PyTorch finds."""

import numpy as np
import pytest

import tinygrad_np

pytestmark = pytest.mark.oracle

SHAPE = (2, 3)


def in_place(x, y):
    z = x * 1
    z += y
    z *= x
    return z


def through_a_view(x, y):
    z = x * 1
    z.view(-1)[1:4] *= y.reshape(-1)[2:5]
    z[0, 1:] = y[1, :2]
    return z


def rearranged(x, y):
    return (x.t() * 2).reshape(SHAPE) + y[:, [2, 0, 0]]


def broadcast(x, y):
    return x.sum(0) * y.mean(1, keepdim=True) - x[1]


STEPS = [
    lambda x, y: x + y,
    lambda x, y: x * y,
    lambda x, y: x / (y * y + 1),
    lambda x, y: x.sin(),
    lambda x, y: x.tanh(),
    lambda x, y: x.detach() * y,
    in_place,
    through_a_view,
    rearranged,
    broadcast,
]


def derivatives(torch, seed):
    """The gradients of a random program, the gradients of their squares, and those accumulated."""
    rng = np.random.default_rng(seed)
    leaves = [torch.tensor(rng.normal(size=SHAPE), requires_grad=True) for _ in range(3)]
    pool = list(leaves)
    for _ in range(rng.integers(3, 9)):
        x, y = rng.integers(len(pool), size=2)
        pool.append(STEPS[rng.integers(len(STEPS))](pool[x], pool[y]))
    inputs = [t for t in pool if t.requires_grad]
    loss = sum((t * t).sum() for t in pool)
    first = torch.autograd.grad(loss, inputs, create_graph=True)
    second = torch.autograd.grad(
        sum((g * g).sum() for g in first), leaves, retain_graph=True, materialize_grads=True
    )
    loss.backward()
    return [g.detach().numpy() for g in (*first, *second, *(x.grad for x in leaves))]


@pytest.mark.parametrize("block", range(4))
def test_pytorch_finds_the_same_derivatives(block):
    theirs = pytest.importorskip("torch")
    for seed in range(50 * block, 50 * (block + 1)):
        pairs = zip(derivatives(tinygrad_np, seed), derivatives(theirs, seed), strict=True)
        for ours, expected in pairs:
            np.testing.assert_allclose(ours, expected, rtol=1e-8, atol=1e-8, err_msg=f"{seed=}")
