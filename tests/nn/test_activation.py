"""The activations as modules."""

import copy
import pickle

import numpy as np
import pytest

import tinygrad_np as torch
from tests.nn.training import assert_trains_alike
from tests.oracle import questions

# Each module with its arguments, as written and as it prints.
MODULES = [
    "ReLU()",
    "ReLU(inplace=True)",
    "ReLU6()",
    "ReLU6(inplace=True)",
    "ELU(alpha=1.0)",
    "ELU(alpha=0.5, inplace=True)",
    "SELU()",
    "SELU(inplace=True)",
    "CELU(alpha=1.0)",
    "CELU(alpha=2.0, inplace=True)",
    "SiLU()",
    "SiLU(inplace=True)",
    "Mish()",
    "Mish(inplace=True)",
    "GELU(approximate='none')",
    "GELU(approximate='tanh')",
    "Softplus(beta=1.0, threshold=20.0)",
    "Softplus(beta=2.0, threshold=0.5)",
    "Tanh()",
    "Sigmoid()",
    "LogSigmoid()",
    "Softsign()",
    "Tanhshrink()",
    "GLU(dim=-1)",
    "GLU(dim=1)",
    "Hardtanh(min_val=-1.0, max_val=1.0)",
    "Hardtanh(min_val=-0.2, max_val=0.7, inplace=True)",
    "Hardsigmoid()",
    "Hardswish()",
    "Hardshrink(0.5)",
    "Hardshrink(0.2)",
    "Softshrink(0.25)",
    "Threshold(threshold=0.1, value=2.0)",
    "Threshold(threshold=0.1, value=2.0, inplace=True)",
    "LeakyReLU(negative_slope=0.01)",
    "LeakyReLU(negative_slope=0.3, inplace=True)",
    "RReLU(lower=0.125, upper=0.3333333333333333)",
    "RReLU(lower=0.25, upper=0.75, inplace=True)",
    "PReLU(num_parameters=1)",
    "PReLU(num_parameters=6)",
    "Softmax(dim=1)",
    "Softmin(dim=-1)",
    "LogSoftmax(dim=1)",
]


def made(library, said):
    return eval(f"nn.{said}", {"nn": library.nn})


@pytest.mark.parametrize("said", MODULES)
def test_it_prints_as_it_is_written_and_survives_copies(said):
    module = made(torch, said)
    assert repr(module) == said
    x = torch.linspace(-2, 2, 24).reshape(4, 6)
    for twin in (copy.deepcopy(module), pickle.loads(pickle.dumps(module))):
        assert repr(twin) == said
        assert list(twin.state_dict()) == list(module.state_dict())
        assert torch.equal(twin.eval()(x * 1), module.eval()(x * 1))


@pytest.mark.oracle
@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize("said", MODULES)
def test_ten_steps_of_training_are_pytorchs(said, training):
    oracle = pytest.importorskip("torch")
    assert repr(made(oracle, said)) == said
    rng = np.random.default_rng(3)
    x, weight, bias = rng.normal(size=(5, 4)), rng.normal(size=(6, 4)), rng.normal(size=6)
    seen = []
    for library in (torch, oracle):
        library.manual_seed(4)
        first = library.nn.Linear(4, 6)
        model = library.nn.Sequential(first, made(library, said)).double().train(training)
        first.load_state_dict({"weight": library.tensor(weight), "bias": library.tensor(bias)})
        inputs = library.tensor(x, requires_grad=True)
        optimizer = library.optim.SGD(model.parameters(), lr=0.1)
        for _ in range(10):
            optimizer.zero_grad()
            output = model(inputs)
            (output * output).sum().backward()
            optimizer.step()
        parameters = list(model.parameters())
        numbers = [output, inputs.grad, *parameters, *(p.grad for p in parameters)]
        seen.append([t.detach().numpy() for t in numbers])
    # PyTorch's derivative of hardsigmoid has a sixth in float32, even here.
    tolerance = 1e-6 if said == "Hardsigmoid()" else 1e-10
    for ours, theirs in zip(*seen, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=tolerance, atol=tolerance)


@pytest.mark.oracle
@pytest.mark.parametrize(
    "said", ["Hardsigmoid(True)", "Hardswish(inplace=True)", "PReLU(init=0.7)", "PReLU(6, 0.1)"]
)
def test_options_that_are_not_printed(said):
    def make(library):
        return library.nn.Sequential(library.nn.Linear(4, 6), made(library, said))

    x = np.random.default_rng(3).normal(size=(5, 4))
    assert_trains_alike(make, x, tolerance=1e-6 if "Hardsigmoid" in said else 1e-10)
    for library in (torch, pytest.importorskip("torch")):
        state = made(library, said).state_dict()
        assert said.startswith("Hard") or np.unique(state["weight"]) == np.float32(said[-4:-1])


@questions(
    """
>>> torch.nn.Hardsigmoid(True), torch.nn.Hardswish(inplace=True), torch.nn.Softmax2d()
(Hardsigmoid(), Hardswish(), Softmax2d())
>>> torch.nn.Softmax(), torch.nn.Softmin(), torch.nn.LogSoftmax()
(Softmax(dim=None), Softmin(dim=None), LogSoftmax(dim=None))
>>> torch.nn.Hardtanh(1, 1)
AssertionError: max_val (1) must be greater than min_val (1)
>>> torch.nn.PReLU(2, init=0.5, dtype=torch.float64).weight
Parameter containing:
tensor([0.5000, 0.5000], dtype=torch.float64, requires_grad=True)
>>> torch.nn.PReLU()(p)
tensor([[ 1.0000, -0.5000],
        [ 0.5000,  4.0000]], grad_fn=<PreluKernelBackward0>)
>>> torch.nn.PReLU(3)(p)
RuntimeError: Mismatch of parameter numbers and input channel size. Found parameter numbers = 3
and channel size = 2.
>>> torch.nn.Softmax2d()(p)
ValueError: Softmax2d: expected input to be 3D or 4D, got 2D instead
>>> torch.nn.Softmax2d()(torch.zeros(2, 1, 2))
tensor([[[0.5000, 0.5000]],
        [[0.5000, 0.5000]]])
>>> torch.nn.GLU()(v)
RuntimeError: Halving dimension must be even, but dimension 0 is size 3
>>> torch.nn.ReLU6(True)(v)
RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.
>>> torch.nn.RReLU(0.25, 0.75).eval()(v)
tensor([-0.5000,  0.5000,  2.0000], grad_fn=<RreluWithNoiseBackward0>)
>>> torch.nn.Threshold(1, 20)(i)
tensor([ 2, 20, 20])
>>> torch.nn.ELU()(i)
NotImplementedError: "elu_cpu" not implemented for 'Long'
"""
)
def test_modules_answer_as_pytorch(ask, code, answer):
    ask(code, answer)


@pytest.mark.parametrize("name", ["softmax", "softmin", "log_softmax"])
def test_a_dim_that_is_left_out_is_guessed_with_a_warning(name):
    function = getattr(torch.nn.functional, name)
    for shape, dim in (((3,), 0), ((2, 3), 1), ((2, 3, 4), 0), ((2, 3, 1, 2), 1)):
        x = torch.linspace(0, 1, int(np.prod(shape))).reshape(shape)
        with pytest.warns(UserWarning, match=f"Implicit dimension choice for {name} has been"):
            guessed = function(x)
        assert torch.equal(guessed, function(x, dim))


@pytest.mark.parametrize("name", ["min", "max"])
def test_older_names_of_the_bounds_warn(name):
    with pytest.warns(FutureWarning, match=f"`{name}_value` is deprecated and renamed"):
        torch.nn.Hardtanh(**{f"{name}_value": 0.5})


def test_what_gumbel_softmax_chooses_is_one_of_each_row():
    logits = torch.zeros(50, 4, requires_grad=True)
    chosen = torch.nn.functional.gumbel_softmax(logits, hard=True)
    assert torch.allclose(chosen.sum(1), torch.ones(50))
    chosen.square().sum().backward()
    assert logits.grad.abs().max() > 0
