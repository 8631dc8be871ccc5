"""Each example runs, prints what its document printed, and writes its pictures."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

for needed in ("graphviz", "matplotlib", "sklearn", "tqdm"):
    pytest.importorskip(needed)

ROOT = Path(__file__).parents[1]


@pytest.fixture
def run(tmp_path):
    """Run an example with these arguments in an empty folder; give back what it printed."""

    def run_example(name, *arguments):
        environment = {**os.environ, "MPLBACKEND": "Agg", "PYTHONIOENCODING": "utf-8"}
        inherited = os.environ.get("PYTHONPATH")
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), inherited]))
        finished = subprocess.run(
            [sys.executable, str(ROOT / "examples" / name), *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )
        assert finished.returncode == 0, finished.stderr
        return finished.stdout

    return run_example


def assert_prints(output, expected):
    """Each of the `expected` lines, in this order."""
    rest = output
    for line in expected.strip().splitlines():
        assert line in rest, f"{line!r} is not, or not in its place, in\n{output}"
        rest = rest[rest.index(line) + len(line) :]


def drawings_in(folder):
    """The rendered pictures, or where the `dot` program is missing, their sources."""
    suffix = ".svg" if shutil.which("dot") else ".gv"
    return sorted(path.stem for path in folder.iterdir() if path.suffix == suffix)


def test_automatic_differentiation_prints_what_the_document_does(run, tmp_path):
    output = run("automatic_differentiation.py", "--quick")
    assert_prints(
        output,
        """
x.grad before: None
y = tensor(28., grad_fn=<MulBackward0>)
x.grad = tensor([ 0.,  4.,  8., 12.])
x.grad == 4 * x: tensor([True, True, True, True])
x.grad of the sum: tensor([1., 1., 1., 1.])
RuntimeError: grad can be implicitly created only for scalar outputs
(tensor([0., 2., 4., 6.]), tensor([0., 1., 4., 9.], grad_fn=<MulBackward0>))
(tensor([0., 2., 4., 6.]), tensor(14., grad_fn=<AddBackward0>))
dz/dx is u, not 3 x^2: tensor([True, True, True, True])
dy/dx is 2 x: tensor([True, True, True, True])
the gradient k is d / a: tensor([True])
tensor([0., 2., 4., 6.])
tensor([0., 2., 4., 6.])
a = tensor([[-0.0519, -0.5885,  0.0626],
        [ 0.1675,  1.7026,  1.4531]], requires_grad=True)
d = tensor([[ -26.5704, -301.3363,   32.0743],
        [  85.7696,  871.7515,  743.9756]], grad_fn=<MulBackward0>)
a.grad = tensor([[512., 512., 512.],
        [512., 512., 512.]])
d / a = tensor([[512., 512., 512.],
        [512., 512., 512.]], grad_fn=<DivBackward0>)
a.grad == d / a: tensor([[True, True, True],
        [True, True, True]])
(tensor(0.2000, grad_fn=<DivBackward0>), tensor(200., requires_grad=True), tensor(0.0010), \
tensor(0.0010, grad_fn=<DivBackward0>))
a.grad == d / a: tensor(False)
""",
    )
    assert list(tmp_path.iterdir()) == []


def test_automatic_differentiation_draws_the_sine(run, tmp_path):
    run("automatic_differentiation.py", "--out", "pictures")
    assert (tmp_path / "pictures" / "sine.png").stat().st_size > 10_000


def test_computational_graph_prints_what_the_document_does(run, tmp_path):
    output = run("computational_graph.py", "--quick")
    assert_prints(
        output,
        """
a= tensor(-2., grad_fn=<MulBackward0>)
b= tensor(6., grad_fn=<MulBackward0>)
c= tensor(4., grad_fn=<AddBackward0>)
d= tensor(1., grad_fn=<AddBackward0>)
e= tensor(-1., grad_fn=<NegBackward0>)
f= tensor(0.3679, grad_fn=<ExpBackward0>)
g= tensor(1.3679, grad_fn=<AddBackward0>)
h= tensor(0.7311, grad_fn=<MulBackward0>)
dh/dh = 1.
dh/dw0= tensor(-0.1966)
dh/dx0= tensor(0.3932)
dh/dw1= tensor(-0.3932)
dh/dx1= tensor(-0.5898)
dh/dw2= tensor(0.1966)
tensor([36., 81.])
torch.Size([2])
tensor([-12.,  -8.])
tensor([[ 0.8074, -1.7852,  0.8007],
        [-0.1867, -0.2302, -0.9471]], requires_grad=True)
tensor([[ 1.6147, -3.5705,  1.6014],
        [-0.3734, -0.4605, -1.8943]], grad_fn=<MulBackward0>)
True
False
False
df/dc with c: tensor([2.7200])
df/dc with c detached: None
""",
    )
    assert list(tmp_path.iterdir()) == []


def test_computational_graph_trains_and_draws(run, tmp_path):
    output = run("computational_graph.py")
    losses = [float(loss) for loss in re.findall(r"^\d+ (\S+)$", output, re.MULTILINE)]
    assert losses[-1] < 0.01 * losses[0]
    names = ["graph", "graph_after_detach", "graph_before_detach", "graph_with_gradients"]
    assert drawings_in(tmp_path / "out") == names


def test_walking_the_graph_prints_what_the_document_does(run, tmp_path):
    output = run("walking_the_graph.py")
    output = re.sub(r"0x[0-9a-f]+", "0x", output)
    assert_prints(
        output,
        """
z2 = tensor(0.8000, grad_fn=<DivBackward0>)
<DivBackward0 object at 0x>
<AddBackward0 object at 0x>
<MulBackward0 object at 0x>
<AccumulateGrad object at 0x>
before the leaf: ()
dz2/dz1 = tensor(0.2000)
dz1/dz0 = tensor(1.)
dz0/dx  = tensor(2.)
chained: dz2/dx = tensor(0.4000)
before applying grad_fn: tensor(1.)
grad_fn: <DivBackward0 object at 0x>
after applying grad_fn: tensor(0.2000)
before applying grad_fn: tensor(0.2000)
grad_fn: <AddBackward0 object at 0x>
after applying grad_fn: tensor(0.2000)
before applying grad_fn: tensor(0.2000)
grad_fn: <MulBackward0 object at 0x>
after applying grad_fn: tensor(0.4000)
before applying grad_fn: tensor(0.4000)
grad_fn: <AccumulateGrad object at 0x>
x.grad = tensor(0.4000)
dz2/dx = dz2/dz0 * dz0/dx = 0.4
""",
    )
    assert drawings_in(tmp_path / "out") == ["chain_rule"]


def test_digits_in_short_form(run, tmp_path):
    output = run("digits_mlp.py", "--epochs", "2", "--out", "pictures")
    assert "Linear(in_features=64, out_features=128, bias=True)" in output
    assert sorted(path.name for path in (tmp_path / "pictures").iterdir()) == [
        "digits_loss.png",
        "digits_predictions.png",
    ]


def test_digits_are_read_with_97_percent_accuracy_in_20_seconds(run):
    output = run("digits_mlp.py")
    accuracy, seconds = re.search(
        r"test accuracy: (\S+)% of 360 digits, after (\S+) s", output
    ).groups()
    assert float(accuracy) >= 97
    assert float(seconds) < 20


def test_a_run_that_was_stopped_ends_as_one_that_was_not(run, tmp_path):
    whole = run("digits_resumed.py", "--epochs", "2", "--out", "whole")
    assert "stopped after epoch 1" in run(
        "digits_resumed.py", "--epochs", "2", "--stop-after", "1", "--out", "parts"
    )
    rest = run("digits_resumed.py", "--epochs", "2", "--out", "parts")
    assert "going on after epoch 1" in rest
    accuracy = re.compile(r"^test accuracy: .*$", re.MULTILINE)
    assert accuracy.search(rest)[0] == accuracy.search(whole)[0]
    assert float(re.search(r"accuracy: ([\d.]+)%", whole)[1]) > 85
    assert (tmp_path / "parts/digits_confusion.png").stat().st_size > 1000


def test_a_run_with_checkpoints_reads_98_percent_of_the_digits(run):
    assert "stopped after epoch 20" in run("digits_resumed.py", "--stop-after", "20")
    output = run("digits_resumed.py")
    assert "going on after epoch 20" in output
    assert float(re.search(r"accuracy: ([\d.]+)%", output)[1]) >= 98


def test_two_moons_are_told_apart(run, tmp_path):
    output = run("two_moons.py", "--steps", "60")
    assert float(re.search(r"([\d.]+)% of the points", output)[1]) > 80
    assert (tmp_path / "out/two_moons.png").stat().st_size > 1000


def test_a_polynomial_learns_the_sine(run):
    output = run("sine_regression.py")
    fits = re.findall(r"y = (\S+) \+ (\S+) x \+ (\S+) x\^2 \+ (\S+) x\^3", output)
    assert len(fits) == 4
    for _, b, _, d in fits:
        assert abs(float(b) - 0.857) < 0.05
        assert abs(float(d) + 0.093) < 0.01


def test_the_character_model_learns_something(run):
    output = run("character_model.py", "--steps", "25", "--length", "20")
    first, last = map(float, re.search(r"loss: (\S+) -> (\S+) nats", output).groups())
    assert last < first - 0.8


def test_the_convolutional_network_reads_digits(run, tmp_path):
    output = run("digits_convolution.py", "--epochs", "2")
    assert float(re.search(r"test accuracy: ([\d.]+)%", output)[1]) > 70
    assert (tmp_path / "out/digits_kernels.png").stat().st_size > 1000
