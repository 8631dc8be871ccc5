"""Drawings and explanations: the right boxes, arrows, numbers; helpful errors; any depth."""

import re
import shutil
import sys

import pytest

import tinygrad_np as torch
from tinygrad_np.viz import explain, make_dot

graphviz = pytest.importorskip("graphviz")


class Picture:
    """A drawing read back from its source: labels by box, and arrows with their labels."""

    def __init__(self, dot):
        self.source = dot.source
        boxes = re.findall(r'(?ms)^\t(\w+) \[label="?(.*?)"? fillcolor=(\w+)\]', self.source)
        self.labels = {box: label for box, label, _ in boxes}
        self.colors = {label: color for _, label, color in boxes}
        arrows = re.findall(r'(\w+) -> (\w+)(?: \[label=" (.*?) "\])?', self.source)
        self.arrows = [(self.labels[a], self.labels[b], text) for a, b, text in arrows]

    def after(self, label):
        return [(head, text) for tail, head, text in self.arrows if tail == label]


def leaf(value):
    return torch.tensor(value, requires_grad=True)


@pytest.fixture
def neuron():
    """The seed's logistic neuron, every intermediate by name."""
    t = {"w0": leaf(2.0), "x0": leaf(-1.0), "w1": leaf(-3.0), "x1": leaf(-2.0), "w2": leaf(-3.0)}
    t["a"] = t["w0"] * t["x0"]
    t["b"] = t["w1"] * t["x1"]
    t["c"] = t["a"] + t["b"]
    t["d"] = t["c"] + t["w2"]
    t["e"] = -t["d"]
    t["f"] = torch.exp(t["e"])
    t["g"] = 1 + t["f"]
    t["h"] = 1 / t["g"]
    return t


# -- boxes and arrows ----------------------------------------------------------------------------


def test_it_is_a_graphviz_digraph(neuron):
    dot = make_dot(neuron["h"], params=neuron)
    assert isinstance(dot, graphviz.Digraph)
    assert dot.source.startswith("digraph {")


def test_leaves_ops_and_result_have_their_labels_and_colors(neuron):
    picture = Picture(make_dot(neuron["h"], params=neuron))
    for name in ("w0", "x0", "w1", "x1", "w2"):
        assert picture.colors[f"{name}\n ()"] == "lightblue"
    assert picture.colors["MulBackward0\na"] == "lightgoldenrod1"
    assert picture.colors["NegBackward0\ne"] == "lightgoldenrod1"
    assert picture.colors["AccumulateGrad"] == "gray92"
    assert picture.colors["h\n ()"] == "darkolivegreen1"


def test_arrows_point_the_way_of_the_forward_pass(neuron):
    picture = Picture(make_dot(neuron["h"], params=neuron))
    assert picture.after("w2\n ()") == [("AccumulateGrad", "")]
    assert picture.after("MulBackward0\na") == [("AddBackward0\nc", "")]
    assert picture.after("AddBackward0\nc") == [("AddBackward0\nd", "")]
    assert picture.after("NegBackward0\ne") == [("ExpBackward0\nf", "")]
    assert picture.after("h\n ()") == []
    assert [tail for tail, head, _ in picture.arrows if head == "h\n ()"] == ["MulBackward0"]


def test_a_shared_node_is_drawn_once():
    x = leaf(3.0)
    y = x * x
    picture = Picture(make_dot(y + y, params={"x": x, "y": y}))
    assert sorted(picture.labels.values()) == [
        "\n ()",
        "AccumulateGrad",
        "AddBackward0",
        "MulBackward0\ny",
        "x\n ()",
    ]
    assert picture.after("AccumulateGrad") == [("MulBackward0\ny", "")] * 2
    assert picture.after("MulBackward0\ny") == [("AddBackward0", "")] * 2


def test_several_results_share_one_drawing():
    x = leaf(3.0)
    y = x * 2
    z = y.exp()
    picture = Picture(make_dot((y, z), params={"x": x, "y": y, "z": z}, show_grads=True))
    assert ("y\n ()", "1.") in picture.after("MulBackward0")
    assert picture.after("ExpBackward0") == [("z\n ()", "1.")]


def test_a_tensor_without_a_graph_is_one_box():
    picture = Picture(make_dot(torch.ones(2, 3), params=None, show_grads=True))
    assert picture.labels == {"result0": "\n (2, 3)"}
    assert picture.arrows == []


def test_a_detached_tensor_is_not_in_the_drawing():
    a, c = leaf([1.2]), leaf([0.2])
    params = {"a": a, "c": c}
    assert "c\n (1,)" in make_dot(a * c, params=params).source
    assert "c\n (1,)" not in make_dot(a * c.detach(), params=params).source


def test_the_order_of_boxes_is_the_same_each_time(neuron):
    first, second = (make_dot(neuron["h"], params=neuron).source for _ in range(2))
    assert first == second


def test_a_name_with_a_backslash_is_drawn_as_it_is():
    x = leaf(1.0)
    assert r"a\\nb" in make_dot(x * 2, params={r"a\nb": x}).source


# -- what is written in them ---------------------------------------------------------------------


def test_shapes():
    w, x = leaf([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), torch.ones(3)
    y = w @ x
    picture = Picture(make_dot(y.sum(), params={"w": w, "y": y}, show_shapes=True))
    labels = list(picture.labels.values())
    assert "w\n (2, 3)" in labels
    assert any(label.endswith("\ny (2,)") for label in labels)
    assert "SumBackward0\n()" in labels


def test_values(neuron):
    source = make_dot(neuron["h"], params=neuron, show_values=True).source
    assert "w0\n ()\n2." in source
    assert "MulBackward0\na = -2." in source
    assert "ExpBackward0\nf = 0.3679" in source
    assert "h\n ()\n0.7311" in source


def test_few_elements_are_written_and_many_told_by_their_range():
    few, many = leaf([[1.0, 2.5], [3.0, -1.0]]), leaf([1.0, 2.5, 3.0, -1.0, 0.125])
    result = few.sum() + many.sum()
    source = make_dot(result, params={"few": few, "many": many}, show_values=True).source
    assert "few\n (2, 2)\n[[1., 2.5], [3., -1.]]" in source
    assert "many\n (5,)\n-1. to 3." in source


def test_gradients_on_arrows_are_those_of_the_seed(neuron):
    picture = Picture(make_dot(neuron["h"], params=neuron, show_grads=True))
    expected = {
        "w0\n ()": ["-0.1966"],
        "x0\n ()": ["0.3932"],
        "w1\n ()": ["-0.3932"],
        "x1\n ()": ["-0.5898"],
        "w2\n ()": ["0.1966"],
        "MulBackward0\na": ["0.1966"],
        "MulBackward0\nb": ["0.1966"],
        "AddBackward0\nc": ["0.1966"],
        "AddBackward0\nd": ["0.1966"],
        "NegBackward0\ne": ["-0.1966"],
        "ExpBackward0\nf": ["-0.5344"],
        "AddBackward0\ng": ["-0.5344"],
        "MulBackward0": ["1."],
    }
    assert {label: [text for _, text in picture.after(label)] for label in expected} == expected


def test_gradients_of_a_value_used_twice_add_up():
    x = leaf(3.0)
    picture = Picture(make_dot(x * x + 5 * x, params={"x": x}, show_grads=True))
    assert sorted(text for _, text in picture.after("AccumulateGrad")) == ["3.", "3.", "5."]
    assert picture.after("x\n ()") == [("AccumulateGrad", "11.")]


def test_gradients_on_arrows_have_the_shape_of_what_they_are_gradients_of():
    x, b = leaf([[1.0, 2.0], [3.0, 4.0]]), leaf([10.0, 20.0])
    picture = Picture(make_dot(x + b, params={"x": x, "b": b}, show_grads=True))
    assert picture.after("b\n (2,)") == [("AccumulateGrad", "[2., 2.]")]


class ProductAndSum(torch.autograd.Function):
    """Two outputs, and no gradient for the first input."""

    @staticmethod
    def forward(ctx, x, y):
        return x * y, x + y

    @staticmethod
    def backward(ctx, grad_product, grad_sum):
        return None, grad_product


def test_no_gradient_is_drawn_where_none_flows():
    x, y = leaf(2.0), leaf(3.0)
    doubled = x * 2
    product, total = ProductAndSum.apply(doubled, y)
    names = {"x": x, "y": y, "product": product, "total": total}
    picture = Picture(make_dot(product * 5, params=names, show_grads=True))
    op = "ProductAndSumBackward\nproduct\ntotal"
    assert picture.after(op) == [("MulBackward0", "5.")]
    assert picture.after("y\n ()") == [("AccumulateGrad", "5.")]
    assert picture.after("x\n ()") == [("AccumulateGrad", "")]
    assert "dx" not in explain(product, names)


def test_drawing_gradients_changes_nothing(neuron):
    seen = []
    neuron["d"].register_hook(seen.append)
    neuron["d"].retain_grad()
    make_dot(neuron["h"], params=neuron, show_grads=True)
    explain(neuron["h"], neuron)
    assert seen == []
    assert neuron["w0"].grad is None
    assert neuron["d"].grad is None
    neuron["h"].backward()
    assert neuron["w0"].grad.item() == pytest.approx(-0.1966, abs=1e-4)


def test_gradients_after_backward_that_kept_the_graph(neuron):
    neuron["h"].backward(retain_graph=True)
    assert "-0.5344" in make_dot(neuron["h"], show_grads=True).source


@pytest.mark.parametrize(
    "show", [lambda h, names: make_dot(h, names, show_grads=True), explain], ids=["dot", "explain"]
)
def test_after_backward_the_error_says_what_to_do(neuron, show):
    neuron["h"].backward()
    with pytest.raises(RuntimeError, match=r"call backward\(retain_graph=True\)"):
        show(neuron["h"], neuron)


def test_after_backward_the_plain_drawing_still_works(neuron):
    neuron["h"].backward()
    assert "w0" in make_dot(neuron["h"], params=neuron, show_shapes=True, show_values=True).source


def test_an_array_overwritten_since_is_told_as_by_backward():
    x = leaf([1.0, 2.0])
    y = x * 2
    z = y * y
    y.add_(1)
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        make_dot(z, show_grads=True)


# -- depth, and what may be missing --------------------------------------------------------------


def test_a_deep_graph_needs_no_recursion():
    x = y = leaf(1.0)
    for _ in range(50_000):
        y = y * 1.0
    assert len(make_dot(y).body) > 100_000
    assert "50000 ops" in explain(y, {"x": x, "y": y})


def test_without_the_graphviz_package_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "graphviz", None)
    with pytest.raises(ImportError, match=r"pip install \"tinygrad-np\[viz\]\""):
        make_dot(leaf(1.0) * 2)


@pytest.mark.parametrize("show", ["render", "pipe", "_repr_image_svg_xml"])
def test_without_the_dot_program_the_error_says_what_to_install(monkeypatch, tmp_path, show):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    dot = make_dot(leaf(1.0) * 2)
    with pytest.raises(graphviz.ExecutableNotFound, match=r"install Graphviz.*graphviz\.org"):
        getattr(dot, show)()
    assert "MulBackward0" in dot.source


@pytest.mark.skipif(shutil.which("dot") is None, reason="needs the dot program")
def test_render_as_in_the_seed(neuron, tmp_path):
    dot = make_dot(neuron["h"], params=neuron, show_values=True, show_grads=True)
    dot.format = "svg"
    path = dot.render(filename="graph", directory=tmp_path)
    assert path == str(tmp_path / "graph.svg")
    assert "ExpBackward0" in (tmp_path / "graph.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "show",
    [
        lambda: make_dot([1.0]),
        lambda: make_dot(leaf(1.0), params={"w": 2.0}),
        lambda: explain(2.0, {}),
        lambda: explain(leaf(1.0), {"w": 2.0}),
    ],
)
def test_what_is_no_tensor_is_refused(show):
    with pytest.raises(TypeError, match="expected Tensors to draw or name, got float"):
        show()


# -- the table -----------------------------------------------------------------------------------


TABLE_OF_THE_SEED = """\
name  op               value   local derivatives           gradient
w0    leaf             2.                                  dh/dw0 = dh/da * da/dw0 = -0.1966
x0    leaf             -1.                                 dh/dx0 = dh/da * da/dx0 = 0.3932
w1    leaf             -3.                                 dh/dw1 = dh/db * db/dw1 = -0.3932
x1    leaf             -2.                                 dh/dx1 = dh/db * db/dx1 = -0.5898
w2    leaf             -3.                                 dh/dw2 = dh/dd * dd/dw2 = 0.1966
a     Mul              -2.     da/dw0 = -1., da/dx0 = 2.   dh/da = dh/dc * dc/da = 0.1966
b     Mul              6.      db/dw1 = -2., db/dx1 = -3.  dh/db = dh/dc * dc/db = 0.1966
c     Add              4.      dc/da = 1., dc/db = 1.      dh/dc = dh/dd * dd/dc = 0.1966
d     Add              1.      dd/dw2 = 1., dd/dc = 1.     dh/dd = dh/de * de/dd = 0.1966
e     Neg              -1.     de/dd = -1.                 dh/de = dh/df * df/de = -0.1966
f     Exp              0.3679  df/de = 0.3679              dh/df = dh/dg * dg/df = -0.5344
g     Add              1.3679  dg/df = 1.                  dh/dg = -0.5344
h     Reciprocal, Mul  0.7311  dh/dg = -0.5344             dh/dh = 1."""


def test_explain_is_the_table_of_the_seed(neuron):
    assert explain(neuron["h"], neuron) == TABLE_OF_THE_SEED


def test_explain_sums_over_the_users_of_a_value():
    x = leaf(2.0)
    y = x * x
    z = y * x
    assert "dz/dx = dz/dy * dy/dx + dz/dz * dz/dx = 12." in explain(z, {"x": x, "y": y, "z": z})


def test_explain_tells_large_tensors_by_shape_and_range():
    w, x = leaf([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), torch.ones(3)
    y = w @ x
    table = explain(y, {"w": w, "x": x, "y": y})
    assert re.search(r"w +leaf +\(2, 3\) 1\. to 6\. +d\(sum y\)/dw = 1\. to 1\.", table)
    assert re.search(r"x +constant +\(3,\) \[1\., 1\., 1\.\]", table)
    assert re.search(r"dy/dw = shape \(2, 2, 3\) +d\(sum y\)/dy = \[1\., 1\.\]", table)


def test_explain_names_the_result_if_nobody_else_does():
    x = leaf(2.0)
    assert re.search(r"result +Mul +4\. +dresult/dx = 4\.", explain(x * x, {"x": x}))


def test_explain_leaves_the_gradient_of_what_is_not_used_empty():
    x, unused = leaf(2.0), leaf(3.0)
    rows = explain(x * x, {"x": x, "unused": unused}).splitlines()
    assert rows[2].split() == ["unused", "leaf", "3."]


def test_explain_refuses_a_result_without_a_graph():
    with pytest.raises(RuntimeError, match="does not require grad"):
        explain(torch.ones(()), {})
