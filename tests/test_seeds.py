"""The three notebooks this package was written after: every cell runs and prints what it did.

The cells are the notebooks' own, and take `torch` as an argument: each runs with this package, and
once more, marked `oracle`, with PyTorch. Where an older PyTorch printed a notebook, the answer is
today's. Where it drew random numbers, the printed ones are put in their place.
"""

import os
import re
import shutil

import numpy as np
import pytest

import tinygrad_np
from tinygrad_np.viz import explain, make_dot


@pytest.fixture(params=["tinygrad_np", pytest.param("torch", marks=pytest.mark.oracle)])
def torch(request):
    return pytest.importorskip(request.param)


@pytest.fixture
def printed(capsys):
    """What was printed until now, without the addresses of objects."""
    return lambda: re.sub(r"0x[0-9a-f]+", "0x", capsys.readouterr().out)


# == The first notebook: automatic differentiation ===============================================

# -- A simple example ----------------------------------------------------------------------------


@pytest.fixture
def x(torch):
    return torch.arange(4.0, requires_grad=True)


def test_there_is_no_gradient_before_backward(x, printed):
    print(x.grad)
    assert printed() == "None\n"


def test_twice_a_dot_product(torch, x):
    y = 2 * torch.dot(x, x)
    assert repr(y) == "tensor(28., grad_fn=<MulBackward0>)"


def test_grad_of_a_dot_product(torch, x):
    y = 2 * torch.dot(x, x)
    y.backward()
    assert repr(x.grad) == "tensor([ 0.,  4.,  8., 12.])"
    assert repr(x.grad == 4 * x) == "tensor([True, True, True, True])"


@pytest.fixture
def x_with_grad(torch, x):
    """The notebook's `x` as it is from here on: with the gradient of an earlier cell."""
    y = 2 * torch.dot(x, x)
    y.backward()
    return x


def test_gradients_add_up_unless_cleared(x_with_grad):
    x = x_with_grad
    y = x.sum()
    y.backward()
    assert repr(x.grad) == "tensor([ 1.,  5.,  9., 13.])"


def test_grad_of_a_sum_after_clearing(x_with_grad):
    x = x_with_grad
    x.grad.zero_()
    y = x.sum()
    y.backward()
    assert repr(x.grad) == "tensor([1., 1., 1., 1.])"


# -- Backward for non-scalar variables -----------------------------------------------------------


def test_backward_of_a_vector_is_refused(x_with_grad):
    x = x_with_grad
    x.grad.zero_()
    y = x * x
    with pytest.raises(RuntimeError) as error:
        y.backward()
    assert str(error.value) == "grad can be implicitly created only for scalar outputs"
    assert repr(x.grad) == "tensor([0., 0., 0., 0.])"


def test_backward_of_a_vector_with_a_head_gradient(torch, x_with_grad):
    x = x_with_grad
    x.grad.zero_()
    y = x * x
    y.backward(gradient=torch.ones_like(x))
    assert repr((x.grad, y)) == (
        "(tensor([0., 2., 4., 6.]), tensor([0., 1., 4., 9.], grad_fn=<MulBackward0>))"
    )


def test_backward_of_pythons_sum(x_with_grad):
    x = x_with_grad
    x.grad.zero_()
    y = sum(x * x)
    y.backward()
    assert repr((x.grad, y)) == "(tensor([0., 2., 4., 6.]), tensor(14., grad_fn=<AddBackward0>))"


# -- Detaching computation -----------------------------------------------------------------------


def test_a_detached_value_is_a_constant_and_its_own_graph_remains(x_with_grad):
    x = x_with_grad
    x.grad.zero_()
    y = x * x
    u = y.detach()
    z = u * x

    z.sum().backward()
    assert repr(x.grad == u) == "tensor([True, True, True, True])"

    x.grad.zero_()
    y.sum().backward()
    assert repr(x.grad == 2 * x) == "tensor([True, True, True, True])"


# -- Computing the gradient of Python control flow -----------------------------------------------


def piecewise_linear(a):
    """The notebook's `f`: k * a, where k depends on a."""
    b = a * 2
    while b.norm().item() < 1000:
        b = b * 2
    if b.sum().item() > 0:
        c = b
    else:
        c = 100 * b
    return c


def test_grad_through_a_loop_and_a_branch(torch):
    torch.manual_seed(0)
    a = torch.randn(size=(1,), requires_grad=True)
    d = piecewise_linear(a)
    d.backward()
    assert repr(a.grad == d / a) == "tensor([True])"


def test_grad_through_the_other_branch(torch):
    a = torch.tensor([-1.5], requires_grad=True)
    d = piecewise_linear(a)
    d.backward()
    assert repr((d, a.grad)) == ("(tensor([-153600.], grad_fn=<MulBackward0>), tensor([102400.]))")
    assert repr(a.grad == d / a) == "tensor([True])"


# -- Exercises -----------------------------------------------------------------------------------


def test_exercise_2_backward_twice_on_a_retained_graph(torch, printed):
    x = torch.arange(4.0, requires_grad=True)
    y = x * x
    y.sum().backward(retain_graph=True)
    print(x.grad)
    x.grad.zero_()
    y.sum().backward()
    print(x.grad)
    assert printed() == "tensor([0., 2., 4., 6.])\ntensor([0., 2., 4., 6.])\n"


def test_exercise_2_backward_twice_is_refused_otherwise(x):
    y = x * x
    y.sum().backward()
    with pytest.raises(RuntimeError) as error:
        y.sum().backward()
    assert str(error.value) == (
        "Trying to backward through the graph a second time (or directly access saved tensors "
        "after they have already been freed). Saved intermediate values of the graph are freed "
        "when you call .backward() or autograd.grad(). Specify retain_graph=True if you need to "
        "backward through the graph a second time or if you need to access saved tensors after "
        "calling backward."
    )


def test_exercise_3_grad_of_the_control_flow_by_a_matrix(torch):
    # The notebook drew `a`. It printed more digits of `d`, which is 512 * a to the last bit.
    printed_d = np.array([[-26.5704, -301.3363, 32.0743], [85.7696, 871.7515, 743.9756]])
    a = torch.tensor((printed_d / 512).tolist(), requires_grad=True)
    d = piecewise_linear(a)
    d.sum().backward()
    assert repr((a, d, a.grad, d / a)) == (
        "(tensor([[-0.0519, -0.5885,  0.0626],\n"
        "        [ 0.1675,  1.7026,  1.4531]], requires_grad=True), "
        "tensor([[ -26.5704, -301.3363,   32.0743],\n"
        "        [  85.7696,  871.7515,  743.9756]], grad_fn=<MulBackward0>), "
        "tensor([[512., 512., 512.],\n"
        "        [512., 512., 512.]]), "
        "tensor([[512., 512., 512.],\n"
        "        [512., 512., 512.]], grad_fn=<DivBackward0>))"
    )
    assert repr(a.grad == d / a) == (
        "tensor([[True, True, True],\n"
        "        [True, True, True]])"
    )  # fmt: skip


def test_exercise_4_grad_through_division_in_place(torch):
    def f(a):
        if a.item() > 100:
            d = a / 10
        while d.item() > 1:
            d /= 10
        return d

    a = torch.tensor(200, dtype=torch.float, requires_grad=True)
    d = f(a)
    d.backward()
    assert repr((d, a, a.grad, d / a)) == (
        "(tensor(0.2000, grad_fn=<DivBackward0>), tensor(200., requires_grad=True), "
        "tensor(0.0010), tensor(0.0010, grad_fn=<DivBackward0>))"
    )
    assert repr(a.grad == d / a) == "tensor(False)"


@pytest.mark.filterwarnings("ignore:FigureCanvasAgg is non-interactive")
def test_exercise_5_plot_of_the_sine_and_its_gradient(torch):
    plt = pytest.importorskip("matplotlib.pyplot")
    plt.switch_backend("agg")
    f = lambda x: torch.sin(x)
    df = lambda x: torch.cos(x)
    x = torch.linspace(-5, 5, steps=200, requires_grad=True)
    sin = f(x)
    sin.sum().backward()
    cos = df(x)

    fig = plt.figure(figsize=(8, 5))
    plt.subplot(3, 1, 1)
    plt.plot(x.detach(), sin.detach())
    plt.title("sin(x)")

    plt.subplot(3, 1, 2)
    plt.plot(x.detach(), cos.detach())
    plt.title("cos(x)")

    plt.subplot(3, 1, 3)
    plt.plot(x.detach(), x.grad)
    plt.title("cos(x) autograd with pytorch of sin(x)")

    plt.tight_layout()
    plt.show()

    curves = [axes.lines[0].get_xydata() for axes in fig.axes]
    plt.close(fig)
    along = np.linspace(-5, 5, 200)
    for curve, expected in zip(curves, (np.sin, np.cos, np.cos), strict=True):
        np.testing.assert_allclose(curve, np.stack([along, expected(along)], 1), atol=1e-6)


# == The second notebook: the computational graph of a neuron ====================================


def neuron(torch):
    """The notebook's 1 / (1 + exp(-(w0 x0 + w1 x1 + w2))), every intermediate by name."""
    w0 = torch.tensor(2.0, requires_grad=True)
    x0 = torch.tensor(-1.0, requires_grad=True)

    w1 = torch.tensor(-3.0, requires_grad=True)
    x1 = torch.tensor(-2.0, requires_grad=True)

    w2 = torch.tensor(-3.0, requires_grad=True)

    a = w0 * x0
    b = w1 * x1
    c = a + b
    d = c + w2
    e = -d
    f = torch.exp(e)
    g = 1 + f
    h = 1 / g
    leaves = {"w0": w0, "x0": x0, "w1": w1, "x1": x1, "w2": w2}
    return leaves | {"a": a, "b": b, "c": c, "d": d, "e": e, "f": f, "g": g, "h": h}


# -- Forward, by hand ----------------------------------------------------------------------------

# Two decimals, the rest cut off.
FORWARD_BY_HAND = {
    "w0": 2.0,
    "x0": -1.0,
    "w1": -3.0,
    "x1": -2.0,
    "w2": -3.0,
    "a": -2.0,
    "b": 6.0,
    "c": 4.0,
    "d": 1.0,
    "e": -1.0,
    "f": 0.36,
    "g": 1.36,
    "h": 0.73,
}


def test_the_forward_pass_by_hand(torch):
    values = {name: t.item() for name, t in neuron(torch).items()}
    assert {name: np.trunc(100 * v) / 100 for name, v in values.items()} == FORWARD_BY_HAND


def test_explain_has_the_forward_pass_by_hand():
    names = neuron(tinygrad_np)
    header, *rows = explain(names["h"], names).splitlines()
    column = header.index("value")
    values = {row.split()[0]: float(row[column:].split()[0]) for row in rows}
    assert {name: np.trunc(100 * v) / 100 for name, v in values.items()} == FORWARD_BY_HAND


# -- Backward gradients, by hand -----------------------------------------------------------------

# The derivative that each step adds, the tensor it reaches, and dh by this tensor. The notebook
# multiplies numbers cut to two decimals, so that its results are off by up to 0.02.
BACKWARD_BY_HAND = [
    ({}, "h", 1),
    ({"dh/dg": -0.53}, "g", -0.53),
    ({"dg/df": 1}, "f", -0.53),
    ({"df/de": 0.36}, "e", -0.19),
    ({"de/dd": -1}, "d", 0.19),
    ({"dd/dc": 1}, "c", 0.19),
    ({"dd/dw2": 1}, "w2", 0.19),
    ({"dc/da": 1}, "a", 0.19),
    ({"dc/db": 1}, "b", 0.19),
    ({"da/dw0": -1}, "w0", -0.19),
    ({"da/dx0": 2}, "x0", 0.38),
    ({"db/dw1": -2}, "w1", -0.38),  # the notebook slips here: x0 for x1, and so -0.19
    ({"db/dx1": -3}, "x1", -0.57),
]


def test_the_backward_pass_by_hand(torch):
    names = neuron(torch)
    for t in names.values():
        t.retain_grad()
    names["h"].backward()
    for _, name, gradient in BACKWARD_BY_HAND:
        assert names[name].grad.item() == pytest.approx(gradient, abs=0.02), name


def test_explain_has_the_backward_pass_by_hand():
    names = neuron(tinygrad_np)
    table = explain(names["h"], names)
    equations = re.findall(r"(d\w+/d\w+)(?: = [^=,\n]+\*[^=,\n]+)? = (-?\d+\.\d*)", table)
    found = {derivative: float(value) for derivative, value in equations}
    for local, name, gradient in BACKWARD_BY_HAND:
        for derivative, value in (local | {f"dh/d{name}": gradient}).items():
            assert found[derivative] == pytest.approx(value, abs=0.02), derivative


@pytest.mark.parametrize(
    ("name", "chain"),
    [
        ("f", "dh/df = dh/dg * dg/df = -0.5344"),
        ("e", "dh/de = dh/df * df/de = -0.1966"),
        ("d", "dh/dd = dh/de * de/dd = 0.1966"),
        ("c", "dh/dc = dh/dd * dd/dc = 0.1966"),
        ("w2", "dh/dw2 = dh/dd * dd/dw2 = 0.1966"),
        ("a", "dh/da = dh/dc * dc/da = 0.1966"),
        ("b", "dh/db = dh/dc * dc/db = 0.1966"),
        ("w0", "dh/dw0 = dh/da * da/dw0 = -0.1966"),
        ("x0", "dh/dx0 = dh/da * da/dx0 = 0.3932"),
        ("w1", "dh/dw1 = dh/db * db/dw1 = -0.3932"),
        ("x1", "dh/dx1 = dh/db * db/dx1 = -0.5898"),
    ],
)
def test_explain_multiplies_by_the_chain_rule_as_by_hand(name, chain):
    names = neuron(tinygrad_np)
    (row,) = re.findall(rf"(?m)^{name} .*$", explain(names["h"], names))
    assert row.endswith("  " + chain)


# -- torch.autograd ------------------------------------------------------------------------------


def test_backward_with_an_uninitialised_head_gradient(torch, printed):
    x = torch.tensor([2.0, 3.0], requires_grad=True)
    y = torch.tensor([6.0, 4.0], requires_grad=True)
    z = 3 * x**3 - y**2
    external_grad = torch.empty(2, requires_grad=True)
    z.backward(external_grad)
    print(x.shape)
    assert printed() == "torch.Size([2])\n"
    assert x.grad.shape == y.grad.shape == torch.Size([2])
    assert [x.grad.requires_grad, y.grad.requires_grad] == [False, False]
    assert external_grad.grad is None


def test_backward_with_the_head_gradient_the_notebook_found_in_memory(torch, printed):
    x = torch.tensor([2.0, 3.0], requires_grad=True)
    y = torch.tensor([6.0, 4.0], requires_grad=True)
    z = 3 * x**3 - y**2
    external_grad = torch.tensor([-7.4279e-31, 4.59e-41], requires_grad=True)
    z.backward(external_grad)
    print(x.grad)
    print(x.shape)
    print(y.grad)
    assert printed() == (
        "tensor([-2.6740e-29,  3.7179e-39])\ntorch.Size([2])\ntensor([ 8.9135e-30, -3.6720e-40])\n"
    )


def test_the_forward_pass_of_the_neuron_printed(torch, printed):
    names = neuron(torch)
    for name in "abcdefgh":
        print(f"{name}=", names[name])
    assert printed() == (
        "a= tensor(-2., grad_fn=<MulBackward0>)\n"
        "b= tensor(6., grad_fn=<MulBackward0>)\n"
        "c= tensor(4., grad_fn=<AddBackward0>)\n"
        "d= tensor(1., grad_fn=<AddBackward0>)\n"
        "e= tensor(-1., grad_fn=<NegBackward0>)\n"
        "f= tensor(0.3679, grad_fn=<ExpBackward0>)\n"
        "g= tensor(1.3679, grad_fn=<AddBackward0>)\n"
        "h= tensor(0.7311, grad_fn=<MulBackward0>)\n"
    )


def test_the_gradients_of_the_neuron_printed(torch, printed):
    names = neuron(torch)
    names["h"].backward()
    print("dh/dw0=", names["w0"].grad)
    print("dh/dx0=", names["x0"].grad)
    print("dh/dw1=", names["w1"].grad)
    print("dh/dx1=", names["w1"].grad)  # the notebook's slip
    print("dh/dw2=", names["w2"].grad)
    assert printed() == (
        "dh/dw0= tensor(-0.1966)\n"
        "dh/dx0= tensor(0.3932)\n"
        "dh/dw1= tensor(-0.3932)\n"
        "dh/dx1= tensor(-0.3932)\n"
        "dh/dw2= tensor(0.1966)\n"
    )
    assert repr(names["x1"].grad) == "tensor(-0.5898)"


def drawing_of_the_neuron():
    pytest.importorskip("graphviz")
    h_params = neuron(tinygrad_np)
    h = h_params["h"]
    h.backward()
    return make_dot(h, params=h_params)


def boxes(dot):
    """The labels in a drawing: for a tensor its name and shape, for an op its name and result's."""
    labels = re.findall(r'(?s)label="?(.*?)"? fillcolor', dot.source)
    return sorted(" ".join(label.split()) for label in labels if label != "AccumulateGrad")


def test_the_drawing_of_the_neuron():
    leaves = ["w0 ()", "x0 ()", "w1 ()", "x1 ()", "w2 ()"]
    products_and_sums = ["MulBackward0 a", "MulBackward0 b", "AddBackward0 c", "AddBackward0 d"]
    sigmoid = ["NegBackward0 e", "ExpBackward0 f", "AddBackward0 g"]
    reciprocal = ["ReciprocalBackward0", "MulBackward0", "h ()"]
    expected = [*leaves, *products_and_sums, *sigmoid, *reciprocal]
    assert boxes(drawing_of_the_neuron()) == sorted(expected)


needs_dot = pytest.mark.skipif(shutil.which("dot") is None, reason="needs the dot program")


@needs_dot
def test_the_drawing_of_the_neuron_rendered(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    dot = drawing_of_the_neuron()
    dot.format = "svg"
    path = dot.render(filename="graph", directory="images")
    assert path == os.path.join("images", "graph.svg")
    assert "ExpBackward0" in (tmp_path / "images" / "graph.svg").read_text(encoding="utf-8")


# -- no_grad() -----------------------------------------------------------------------------------


def test_no_grad_records_nothing(torch, printed):
    # The notebook drew `x`; these print as it did, and so does their double.
    x = torch.tensor(
        [[0.80737, -1.78523, 0.8007], [-0.1867, -0.23024, -0.94714]], requires_grad=True
    )
    print(x)
    y = 2 * x
    print(y)
    print(y.requires_grad)

    with torch.no_grad():
        y = 2 * x
        print(y.requires_grad)
    print(y.requires_grad)
    assert printed() == (
        "tensor([[ 0.8074, -1.7852,  0.8007],\n"
        "        [-0.1867, -0.2302, -0.9471]], requires_grad=True)\n"
        "tensor([[ 1.6147, -3.5705,  1.6014],\n"
        "        [-0.3734, -0.4605, -1.8943]], grad_fn=<MulBackward0>)\n"
        "True\n"
        "False\n"
        "False\n"
    )


# -- detach() ------------------------------------------------------------------------------------


def five_leaves(torch):
    a = torch.tensor([1.2], requires_grad=True)
    b = torch.tensor([2.2], requires_grad=True)
    c = torch.tensor([0.2], requires_grad=True)
    d = torch.tensor([0.8], requires_grad=True)
    e = torch.tensor([7.0], requires_grad=True)
    return a, b, c, d, e


def test_no_gradient_flows_to_a_detached_tensor(torch):
    a, b, c, d, e = five_leaves(torch)
    f = d * ((a + b) * (c)) + e
    f.backward()
    assert repr((f, c.grad)) == ("(tensor([7.5440], grad_fn=<AddBackward0>), tensor([2.7200]))")

    c.grad = None
    f = d * ((a + b) * (c.detach())) + e
    f.backward()
    assert repr(f) == "tensor([7.5440], grad_fn=<AddBackward0>)"
    assert c.grad is None


def drawings_before_and_after_detach():
    pytest.importorskip("graphviz")
    a, b, c, d, e = five_leaves(tinygrad_np)
    f_params = {"a": a, "b": b, "c": c, "d": d, "e": e}

    f = d * ((a + b) * (c)) + e
    f.backward()
    before = make_dot(f, params=f_params)

    f = d * ((a + b) * (c.detach())) + e
    return before, make_dot(f, params=f_params)


def test_the_drawings_before_and_after_detach():
    before, after = drawings_before_and_after_detach()
    common = ["a (1,)", "b (1,)", "d (1,)", "e (1,)", "(1,)"]
    common += ["AddBackward0", "MulBackward0", "MulBackward0", "AddBackward0"]
    assert boxes(before) == sorted([*common, "c (1,)"])
    assert boxes(after) == sorted(common)


@needs_dot
def test_the_drawings_before_and_after_detach_rendered(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before, dot = drawings_before_and_after_detach()
    before.format = "svg"
    path = before.render(filename="graph_before_detach", directory="images")
    assert path == os.path.join("images", "graph_before_detach.svg")

    dot.format = "svg"
    path = dot.render(filename="graph_after_detach", directory="images")
    assert path == os.path.join("images", "graph_after_detach.svg")
    assert {"graph_before_detach.svg", "graph_after_detach.svg"} < set(os.listdir("images"))


# -- Setting the gradients to zero ---------------------------------------------------------------

N, D_in, H, D_out = 64, 1000, 100, 10


def network(torch, last_name):
    """The notebook's layers; it gives the last the name "w0" again, which replaces the first."""
    model = torch.nn.Sequential()
    model.add_module("w0", torch.nn.Linear(D_in, H))
    model.add_module("relu", torch.nn.ReLU())
    model.add_module(last_name, torch.nn.Linear(H, D_out))
    return model


def losses_in_training(torch, number_of_iterations):
    """The notebook's training, with a name of its own for each layer and a target for each row."""
    learning_rate = 1e-6
    torch.manual_seed(0)
    x = torch.randn(N, D_in)
    y = torch.randn(N, D_out)
    model = network(torch, "w1")
    loss_function = torch.nn.MSELoss(reduction="sum")

    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)

    losses = []
    for _ in range(number_of_iterations):
        y_predict = model(x)
        loss = loss_function(y_predict, y)
        losses.append(loss.item())
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    return losses


def test_the_device_where_there_is_no_cuda():
    torch = tinygrad_np
    if torch.cuda.is_available():
        dev = torch.device("cuda")
    else:
        dev = torch.device("cpu")
    assert repr(dev) == "device(type='cpu')"


def test_a_second_module_of_the_same_name_replaces_the_first(torch):
    assert repr(network(torch, "w0")) == (
        "Sequential(\n"
        "  (w0): Linear(in_features=100, out_features=10, bias=True)\n"
        "  (relu): ReLU()\n"
        ")"
    )


def test_the_network_cannot_run_as_written(torch):
    x = torch.randn(N, D_in)
    model = network(torch, "w0")
    with pytest.raises(RuntimeError) as error:
        model(x)
    assert str(error.value) == "mat1 and mat2 shapes cannot be multiplied (64x1000 and 100x10)"


def test_the_targets_do_not_fit_as_written(torch):
    x = torch.randn(N, D_in)
    y = torch.randn(H, D_out)
    y_predict = network(torch, "w1")(x)
    loss_function = torch.nn.MSELoss(reduction="sum")
    with (
        pytest.warns(UserWarning, match=r"Using a target size \(torch\.Size\(\[100, 10\]\)\) that"),
        pytest.raises(RuntimeError) as error,
    ):
        loss_function(y_predict, y)
    assert str(error.value) == (
        "The size of tensor a (64) must match the size of tensor b (100) "
        "at non-singleton dimension 0"
    )


def test_the_corrected_network_trains():
    losses = losses_in_training(tinygrad_np, 500)
    assert losses == sorted(losses, reverse=True)
    assert losses[-1] < 0.75 * losses[0]


# == The third notebook: walking the graph =======================================================


@pytest.fixture
def z(torch):
    """The notebook's z0, z1 and z2."""
    x = torch.tensor(1.0, requires_grad=True)
    z0 = x * 2
    z1 = z0 + 2
    z2 = z1 / 5
    return z0, z1, z2


@pytest.fixture
def input_grad(torch):
    return torch.tensor(1.0)


def test_the_result_knows_the_op_that_computed_it(z):
    _, _, z2 = z
    assert repr(z2) == "tensor(0.8000, grad_fn=<DivBackward0>)"
    assert re.fullmatch(r"<DivBackward0 object at 0x[0-9a-f]+>", repr(z2.grad_fn))


def test_next_functions_lead_from_op_to_op_to_the_leaf(z):
    _, _, z2 = z
    add = z2.grad_fn.next_functions[0][0]
    assert re.fullmatch(r"<AddBackward0 object at 0x[0-9a-f]+>", repr(add))
    mul = z2.grad_fn.next_functions[0][0].next_functions[0][0]
    assert re.fullmatch(r"<MulBackward0 object at 0x[0-9a-f]+>", repr(mul))
    leaf = z2.grad_fn.next_functions[0][0].next_functions[0][0].next_functions[0][0]
    assert re.fullmatch(r"<AccumulateGrad object at 0x[0-9a-f]+>", repr(leaf))
    assert repr(leaf.next_functions) == "()"


def test_a_notebook_shows_a_node_by_name_and_address(z):
    pretty = pytest.importorskip("IPython.lib.pretty").pretty
    _, _, z2 = z
    node, shown = z2.grad_fn, []
    while True:
        shown.append(re.sub(r"0x[0-9a-f]+", "0x", pretty(node)))
        if not node.next_functions:
            break
        node = node.next_functions[0][0]
    assert shown == [
        "<DivBackward0 at 0x>",
        "<AddBackward0 at 0x>",
        "<MulBackward0 at 0x>",
        "<AccumulateGrad at 0x>",
    ]


def test_a_node_called_gives_the_gradient_of_its_input(z, input_grad):
    z0, z1, z2 = z
    assert repr(z2.grad_fn(input_grad)[0]) == "tensor(0.2000)"
    assert repr(z1.grad_fn(input_grad)[0]) == "tensor(1.)"
    assert repr(z0.grad_fn(input_grad)[0]) == "tensor(2.)"


def test_nodes_called_in_turn_are_the_chain_rule(z, input_grad):
    z0, z1, z2 = z
    chained = z0.grad_fn(z1.grad_fn(z2.grad_fn(input_grad)[0])[0])[0]
    assert repr(chained) == "tensor(0.4000)"


def test_a_loop_walks_the_whole_graph(torch, z, printed):
    _, _, z2 = z
    grad_fn = z2.grad_fn
    grad = torch.tensor(1.0)
    while True:
        print("before applying grad_fn:", grad)
        print("grad_fn:", grad_fn)
        grad = grad_fn(grad)
        if len(grad) > 0:
            grad = grad[0]
        else:
            break
        print("after applying grad_fn:", grad)
        print()
        grad_fn = grad_fn.next_functions[0][0]
    assert printed() == (
        "before applying grad_fn: tensor(1.)\n"
        "grad_fn: <DivBackward0 object at 0x>\n"
        "after applying grad_fn: tensor(0.2000)\n"
        "\n"
        "before applying grad_fn: tensor(0.2000)\n"
        "grad_fn: <AddBackward0 object at 0x>\n"
        "after applying grad_fn: tensor(0.2000)\n"
        "\n"
        "before applying grad_fn: tensor(0.2000)\n"
        "grad_fn: <MulBackward0 object at 0x>\n"
        "after applying grad_fn: tensor(0.4000)\n"
        "\n"
        "before applying grad_fn: tensor(0.4000)\n"
        "grad_fn: <AccumulateGrad object at 0x>\n"
    )


# == The cells that draw random numbers, from the same seed in both ==============================


def random_cells(torch):
    """The first notebook's cells 15 to 20, and the second's on no_grad."""
    torch.manual_seed(0)
    for size in ((1,), (1,), (2, 3)):
        a = torch.randn(size=size, requires_grad=True)
        d = piecewise_linear(a)
        d.sum().backward()
        print((a, d, a.grad, d / a))
        print(a.grad == d / a)

    x = torch.randn([2, 3], requires_grad=True)
    print(x)
    y = 2 * x
    print(y)


@pytest.mark.oracle
def test_random_cells_print_the_same_in_pytorch(printed):
    oracle = pytest.importorskip("torch")
    random_cells(tinygrad_np)
    ours = printed()
    random_cells(oracle)
    assert ours == printed()
    losses = losses_in_training(oracle, 20)
    assert losses_in_training(tinygrad_np, 20) == pytest.approx(losses, rel=1e-5)
