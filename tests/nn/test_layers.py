"""Linear, the activations, MSELoss and their functions."""

import numpy as np
import pytest

import tinygrad_np as torch
from tests.oracle import questions
from tinygrad_np import nn

# -- Linear --------------------------------------------------------------------------------------


@questions(
    """
>>> n = torch.nn.Linear(3, 2)
... n.in_features, n.out_features, n, torch.nn.Linear(3, 2, False)
(3, 2, Linear(in_features=3, out_features=2, bias=True),
Linear(in_features=3, out_features=2, bias=False))
>>> torch.nn.Linear(3, 2, bias=False).bias
None
>>> torch.nn.Linear(3, 2, device='cpu', dtype=torch.float64).bias.dtype
torch.float64
>>> n = torch.nn.Linear(3, 2)
... n(torch.ones(3)).shape, n(x).shape, n(torch.ones(0, 3)).shape, n(torch.ones(4, 5, 3)).shape
(torch.Size([2]), torch.Size([2, 2]), torch.Size([0, 2]), torch.Size([4, 5, 2]))
>>> n = torch.nn.Linear(3, 2)
... n.load_state_dict({'weight': torch.ones(2, 3), 'bias': torch.tensor([1.0, 2.0])})
... n(x)
tensor([[ 7.,  8.],
        [16., 17.]], grad_fn=<AddmmBackward0>)
>>> n = torch.nn.Linear(3, 2, bias=False)
... n.load_state_dict({'weight': torch.ones(2, 3)})
... n(x)
tensor([[ 6.,  6.],
        [15., 15.]], grad_fn=<MmBackward0>)
>>> torch.nn.Linear(3, 2)(torch.ones(2, 4))
RuntimeError: mat1 and mat2 shapes cannot be multiplied (2x4 and 3x2)
>>> torch.nn.Linear(-1, 2)
RuntimeError: Trying to create tensor with negative dimension -1: [2, -1]
>>> torch.manual_seed(0)
... n = torch.nn.Linear(3, 2)
... n.weight, n.bias
(Parameter containing:
tensor([[-0.0043,  0.3097, -0.4752],
        [-0.4249, -0.2224,  0.1548]], requires_grad=True), Parameter containing:
tensor([-0.0114,  0.4578], requires_grad=True))
>>> torch.manual_seed(0)
... n = torch.nn.Linear(3, 2)
... n.reset_parameters()
... n.weight
Parameter containing:
tensor([[-0.0512,  0.1528, -0.1745],
        [-0.1135, -0.5516, -0.3824]], requires_grad=True)
>>> torch.manual_seed(0)
... torch.nn.Linear(3, 2, bias=False)
... torch.rand(1)
tensor([0.4901])
"""
)
def test_linear(ask, code, answer):
    ask(code, answer)


@pytest.mark.oracle
@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
@pytest.mark.parametrize("sizes", [(1, 1), (2, 16), (16, 2), (64, 128), (300, 70)])
def test_after_the_same_seed_linear_begins_with_pytorchs_numbers(sizes, dtype):
    oracle = pytest.importorskip("torch")
    layers = []
    for library in (torch, oracle):
        library.manual_seed(5)
        layers.append(library.nn.Linear(*sizes, dtype=getattr(library, dtype)))
    # In float64 PyTorch rounds once where we round twice.
    tolerance = 2e-16 if dtype == "float64" else 0
    for name, ours in layers[0].state_dict().items():
        theirs = layers[1].state_dict()[name].numpy()
        np.testing.assert_allclose(ours.numpy(), theirs, rtol=0, atol=tolerance)


def test_linear_without_inputs_begins_at_zero_and_says_so():
    with pytest.warns(UserWarning, match="Initializing zero-element tensors is a no-op"):
        layer = nn.Linear(0, 3)
    assert layer(torch.ones(2, 0)).tolist() == [[0.0] * 3] * 2


# -- activations ---------------------------------------------------------------------------------


@questions(
    """
>>> torch.nn.ReLU(), torch.nn.ReLU(inplace=True), torch.nn.ReLU(True)
(ReLU(), ReLU(inplace=True), ReLU(inplace=True))
>>> torch.nn.Tanh(), torch.nn.Sigmoid()
(Tanh(), Sigmoid())
>>> torch.nn.ReLU()(x - 3)
tensor([[0., 0., 0.],
        [1., 2., 3.]], grad_fn=<ReluBackward0>)
>>> torch.nn.Tanh()(v)
tensor([-0.7616,  0.4621,  0.9640], grad_fn=<TanhBackward0>)
>>> torch.nn.Sigmoid()(w)
tensor([0.8176, 0.9241, 0.0293], dtype=torch.float64, grad_fn=<SigmoidBackward0>)
>>> torch.nn.ReLU(inplace=True)(v)
RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.
>>> h = v * 1
... r = torch.nn.ReLU(inplace=True)(h)
... r is h, r
(True, tensor([0.0000, 0.5000, 2.0000], grad_fn=<ReluBackward0>))
>>> h = v * 1
... r = torch.nn.functional.relu(h, inplace=True)
... r * r
tensor([0.0000, 0.2500, 4.0000], grad_fn=<MulBackward0>)
>>> h = torch.tensor([-1.0, 2.0])
... torch.nn.functional.relu_(h) is h, h
(True, tensor([0., 2.]))
>>> F = torch.nn.functional
... F.relu(v), F.tanh(v), F.sigmoid(v)
(tensor([0.0000, 0.5000, 2.0000], grad_fn=<ReluBackward0>),
tensor([-0.7616,  0.4621,  0.9640], grad_fn=<TanhBackward0>),
tensor([0.2689, 0.6225, 0.8808], grad_fn=<SigmoidBackward0>))
"""
)
def test_activations(ask, code, answer):
    ask(code, answer)


# -- MSELoss -------------------------------------------------------------------------------------


@questions(
    """
>>> torch.nn.MSELoss(), torch.nn.MSELoss(reduction='sum'), torch.nn.MSELoss().reduction
(MSELoss(), MSELoss(), 'mean')
>>> torch.nn.MSELoss()(v, w)
tensor(13.5000, dtype=torch.float64, grad_fn=<MseLossBackward0>)
>>> torch.nn.MSELoss(reduction='sum')(v, w)
tensor(40.5000, dtype=torch.float64, grad_fn=<MseLossBackward0>)
>>> torch.nn.MSELoss(reduction='none')(v, w)
tensor([ 6.2500,  4.0000, 30.2500], dtype=torch.float64, grad_fn=<MseLossBackward0>)
>>> torch.nn.functional.mse_loss(v, w, reduction='sum')
tensor(40.5000, dtype=torch.float64, grad_fn=<MseLossBackward0>)
>>> torch.nn.MSELoss(reduction='foo')
MSELoss()
>>> torch.nn.MSELoss(reduction='foo')(v, w)
ValueError: foo is not a valid value for reduction
"""
)
def test_mse_loss(ask, code, answer):
    ask(code, answer)


def test_mse_loss_warns_where_it_broadcasts():
    with pytest.warns(UserWarning, match=r"Using a target size \(torch.Size\(\[3\]\)\)"):
        nn.MSELoss()(torch.ones(2, 3), torch.ones(3))


# -- together ------------------------------------------------------------------------------------


@pytest.mark.oracle
@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
@pytest.mark.parametrize("activation", ["ReLU", "Tanh", "Sigmoid"])
@pytest.mark.parametrize("shape", [(4,), (5, 4), (2, 3, 4)])
def test_outputs_and_gradients_of_a_network_are_pytorchs(shape, activation, reduction):
    oracle = pytest.importorskip("torch")
    rng = np.random.default_rng(3)
    x, y = rng.normal(size=shape), rng.normal(size=(*shape[:-1], 2))
    state = {
        "0.weight": rng.normal(size=(6, 4)),
        "0.bias": rng.normal(size=6),
        "2.weight": rng.normal(size=(2, 6)),
        "2.bias": rng.normal(size=2),
    }
    seen = []
    for library in (torch, oracle):
        layers = library.nn.Linear(4, 6), getattr(library.nn, activation)(), library.nn.Linear(6, 2)
        model = library.nn.Sequential(*layers).double()
        model.load_state_dict({name: library.tensor(value) for name, value in state.items()})
        inputs = library.tensor(x, requires_grad=True)
        output = model(inputs)
        library.nn.MSELoss(reduction=reduction)(output, library.tensor(y)).sum().backward()
        gradients = [p.grad.numpy() for p in model.parameters()]
        seen.append([output.detach().numpy(), inputs.grad.numpy(), *gradients])
    for ours, theirs in zip(*seen, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-10, atol=1e-12)
