"""Functions of several outputs in the graph."""

import numpy as np
import pytest

import tinygrad_np as torch
from tinygrad_np.ops.outputs import JointFunction


@pytest.fixture
def x():
    return torch.tensor([[2.0, 1.0], [0.5, 3.0]], dtype=torch.float64, requires_grad=True)


def test_each_output_is_one_of_its_node(x):
    u, s, vh = torch.linalg.svd(x)
    assert u.grad_fn is s.grad_fn is vh.grad_fn
    assert [t.output_nr for t in (u, s, vh)] == [0, 1, 2]
    assert s.grad_fn.name() == "LinalgSvdBackward0"
    assert s.grad_fn.next_functions == ((x.gradient_edge()[0], 0),)


def test_the_node_goes_with_the_last_output(x):
    values, vectors = torch.linalg.eigh(x)
    del values
    vectors.sum().backward()
    assert x.grad is not None


def test_what_is_not_differentiated_need_not_be(x):
    """Equal singular values: only the vectors have no derivative."""
    same = torch.eye(2).requires_grad_()
    u, s, vh = torch.linalg.svd(same)
    s.sum().backward(retain_graph=True)
    assert same.grad.tolist() == [[1.0, 0.0], [0.0, 1.0]]
    with np.errstate(all="ignore"):
        (u * torch.tensor([[1.0, 2.0], [3.0, 4.0]])).sum().backward()
    assert torch.isnan(same.grad).any()


def test_norms_of_singular_values_have_a_derivative_where_these_are_equal():
    same = torch.eye(3, dtype=torch.float64).requires_grad_()
    assert torch.autograd.grad(torch.linalg.matrix_norm(same, "nuc"), same)[0].tolist() == (
        np.eye(3).tolist()
    )
    (largest,) = torch.autograd.grad(torch.linalg.matrix_norm(same, 2), same)
    np.testing.assert_allclose(largest.numpy(), np.eye(3) / 3)


def test_the_first_gradient_for_one_output_and_the_second_for_another(x):
    def both(x):
        values, vectors = torch.linalg.eigh(x + x.mT)
        return values**2, (vectors * values.exp()) @ vectors.mT

    assert torch.autograd.gradcheck(both, x)
    assert torch.autograd.gradgradcheck(both, x)


def test_the_derivative_of_the_determinant_at_singular_matrices():
    for matrix in (np.zeros((1, 1)), np.ones((3, 3)), np.diag([1.0, 2.0, 0.0]), np.eye(3)):
        singular = torch.from_numpy(matrix).requires_grad_()
        assert torch.autograd.gradcheck(torch.linalg.det, singular)
        assert torch.autograd.gradgradcheck(torch.linalg.det, singular)


def test_an_output_written_in_place_is_noticed(x):
    u, s, vh = torch.linalg.svd(x)
    out = (u * s) @ vh
    s.add_(1)
    with pytest.raises(RuntimeError, match=r"output 1 of SvdBackward0|output 1 of LinalgSvd"):
        out.sum().backward()


def test_an_output_may_be_written_if_it_is_not_kept(x):
    sign, logabsdet = torch.linalg.slogdet(x)
    logabsdet.mul_(2)
    logabsdet.backward()
    np.testing.assert_allclose(x.grad.numpy(), 2 * np.linalg.inv(x.detach().numpy()).T)


def test_the_graph_is_freed(x):
    s = torch.linalg.svdvals(x).sum()
    s.backward()
    with pytest.raises(RuntimeError, match="a second time"):
        s.backward()


def test_nothing_is_recorded_where_nothing_requires_grad(x):
    with torch.no_grad():
        assert not any(t.requires_grad for t in torch.linalg.svd(x))
    assert not any(t.requires_grad for t in torch.linalg.svd(x.detach()))


def test_in_inference_mode(x):
    with torch.inference_mode():
        values, vectors = torch.linalg.eigh(x)
        assert values.is_inference()
        inferred = (x * 1).requires_grad_()
    with pytest.raises(RuntimeError, match="Inference tensors cannot be saved"):
        torch.linalg.slogdet(inferred)


def test_hooks_see_each_output(x):
    values, vectors = torch.linalg.eigh(x)
    seen = []
    values.register_hook(lambda g: seen.append(("values", g.tolist())))
    vectors.register_hook(lambda g: seen.append(("vectors", tuple(g.shape))))
    (values.sum() + vectors.sum()).backward()
    assert sorted(seen) == [("values", [1.0, 1.0]), ("vectors", (2, 2))]


def test_what_is_saved_can_be_packed(x):
    saved = []

    def pack(t):
        saved.append(tuple(t.shape))
        return t.numpy()

    with torch.autograd.graph.saved_tensors_hooks(pack, torch.from_numpy):
        values = torch.linalg.eigvalsh(x)
    values.sum().backward()
    assert saved == [(2,), (2, 2)]
    assert x.grad is not None


def test_the_gradient_for_one_output_alone(x):
    values, vectors = torch.linalg.eigh(x)
    (of_values,) = torch.autograd.grad((values**2).sum() + vectors.sum(), values)
    np.testing.assert_allclose(of_values.numpy(), 2 * values.detach().numpy())


def test_an_integer_output_has_no_derivative():
    class Halves(JointFunction):
        outputs = ("half", "count")

        def forward(x):
            return x / 2, np.array(x.size)

        def backward(grads, x_shape):
            return grads[0] / 2

    try:
        half, count = Halves.apply(torch.ones(3, requires_grad=True))
        assert half.requires_grad
        assert not count.requires_grad
        half.sum().backward()
    finally:
        del JointFunction.registry["Halves"]


def test_a_rule_may_name_outputs_only():
    with pytest.raises(TypeError, match=r"names other, but forward has x, half and rest"):

        class Wrong(JointFunction):
            outputs = ("half", "rest")

            def forward(x):
                return x / 2, x / 2

            def backward(grads, other):
                return grads[0]
