"""Embedding and Bilinear, their functions, and one_hot."""

import numpy as np
import pytest

import tinygrad_np as torch
from tests.nn.training import assert_copies_alike, assert_trains_alike
from tests.oracle import questions, questions_to_us
from tinygrad_np import nn

WORDS = np.array([[1, 4, 2], [4, 4, 0], [3, 2, 1]])


@pytest.mark.oracle
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"padding_idx": 4},
        {"padding_idx": -2},
        {"max_norm": 1.0},
        {"max_norm": 1.5, "norm_type": 1.0},
        {"scale_grad_by_freq": True},
        {"padding_idx": 0, "max_norm": 2.0, "norm_type": 3.0, "scale_grad_by_freq": True},
    ],
    ids=str,
)
def test_embeddings_train_as_pytorchs(options):
    assert_trains_alike(lambda library: library.nn.Embedding(5, 4, **options), WORDS)


@pytest.mark.oracle
@pytest.mark.parametrize("freeze", [True, False])
def test_given_rows_train_as_pytorchs(freeze):
    def make(library):
        rows = library.ones(5, 4)
        options = {"padding_idx": 1, "max_norm": 1.5, "norm_type": 1.0, "scale_grad_by_freq": True}
        return library.nn.Embedding.from_pretrained(rows, freeze, **options)

    assert_trains_alike(make, WORDS)


@pytest.mark.oracle
@pytest.mark.parametrize("shape", [(3,), (5, 3), (2, 5, 3)])
@pytest.mark.parametrize("bias", [True, False])
def test_bilinear_trains_as_pytorchs(bias, shape):
    x = np.random.default_rng(3).normal(size=shape) / 4
    assert_trains_alike(lambda library: library.nn.Bilinear(3, 3, 4, bias), x, 2 * x)


@pytest.mark.oracle
@pytest.mark.parametrize(
    "make",
    [
        lambda nn: nn.Embedding(2, 3),
        lambda nn: nn.Embedding(20, 30, padding_idx=3),
        lambda nn: nn.Bilinear(3, 4, 5),
        lambda nn: nn.Bilinear(3, 4, 5, False),
    ],
)
def test_after_the_same_seed_they_begin_with_pytorchs_numbers(make):
    oracle = pytest.importorskip("torch")
    states = []
    for library in (torch, oracle):
        library.manual_seed(5)
        states.append(make(library.nn).state_dict())
    for name, ours in states[0].items():
        np.testing.assert_allclose(ours.numpy(), states[1][name].numpy(), rtol=1e-6, atol=1e-7)


def test_copies():
    assert_copies_alike(nn.Embedding(5, 4, padding_idx=1), torch.tensor(WORDS))
    assert_copies_alike(nn.Bilinear(3, 4, 2), torch.ones(5, 3), torch.ones(5, 4))


@questions(
    """
>>> torch.nn.Embedding(5, 3), torch.nn.Embedding(5, 3, -1, 2.0, 1.0, True)
(Embedding(5, 3), Embedding(5, 3, padding_idx=4, max_norm=2.0, norm_type=1.0,
scale_grad_by_freq=True))
>>> torch.nn.Embedding(5, 3, 5)
AssertionError: Padding_idx must be within num_embeddings
>>> torch.nn.Embedding(5, 3, padding_idx=2).weight[2]
tensor([0., 0., 0.], grad_fn=<SelectBackward0>)
>>> l = torch.nn.Embedding.from_pretrained(p)
... l, l.weight.requires_grad, l(torch.tensor([[1, 0]]))
(Embedding(2, 2), False, tensor([[[ 0.5000,  4.0000], [ 1.0000, -2.0000]]]))
>>> torch.nn.Embedding.from_pretrained(p, freeze=False)(torch.tensor([1]))
tensor([[0.5000, 4.0000]], grad_fn=<EmbeddingBackward0>)
>>> torch.nn.Embedding.from_pretrained(v)
AssertionError: Embeddings parameter is expected to be 2-dimensional
>>> torch.nn.Embedding(3, 2, _weight=p)
AssertionError: Shape of weight does not match num_embeddings and embedding_dim
>>> torch.nn.Embedding(2, 3)(i)
IndexError: index out of range in self
>>> torch.nn.functional.embedding(torch.tensor([1, 0]), x)
tensor([[4., 5., 6.],
        [1., 2., 3.]], grad_fn=<EmbeddingBackward0>)
>>> torch.nn.functional.embedding(torch.tensor([0, 1, 1]), x, 0)
tensor([[1., 2., 3.], [4., 5., 6.], [4., 5., 6.]], grad_fn=<EmbeddingBackward0>)
>>> torch.nn.functional.embedding(torch.tensor([0, 1, 1]), x, scale_grad_by_freq=True)
tensor([[1., 2., 3.], [4., 5., 6.], [4., 5., 6.]], grad_fn=<EmbeddingBackward0>)
>>> torch.nn.functional.embedding(torch.tensor([-1]), x)
IndexError: index out of range in self
>>> torch.nn.functional.embedding(v, x)
RuntimeError: Expected tensor for argument #1 'indices' to have one of the following scalar types:
Long, Int; but got torch.FloatTensor instead (while checking arguments for embedding)
>>> torch.nn.functional.embedding(i, v)
RuntimeError: 'weight' must be 2-D
>>> torch.embedding_renorm_(x, torch.tensor([1]), 1.0, 2.0)
RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.
>>> torch.embedding_renorm_(p, torch.tensor([1]), 1.0, torch.inf)
tensor([[ 1.0000, -2.0000],
        [ 0.1250,  1.0000]])
>>> torch.nn.functional.one_hot(i, 2)
RuntimeError: Class values must be smaller than num_classes.
>>> torch.nn.functional.one_hot(i - 1)
RuntimeError: Class values must be non-negative.
>>> torch.nn.functional.one_hot(i[:0])
RuntimeError: Can not infer total number of classes from empty tensor.
>>> torch.nn.functional.one_hot(v)
RuntimeError: one_hot is only applicable to index tensor of type LongTensor.
>>> torch.nn.Bilinear(2, 3, 4), torch.nn.Bilinear(2, 3, 4, bias=False).bias
(Bilinear(in1_features=2, in2_features=3, out_features=4, bias=True), None)
>>> torch.nn.Bilinear(0, 3, 4)
ValueError: in1_features must be > 0, but got (in1_features=0)
>>> torch.nn.functional.bilinear(x, v, r[:, :, 1:])
RuntimeError: bilinear(): input dimensions do not match: got 2 and 1
>>> torch.nn.functional.bilinear(x, x, r)
RuntimeError: bilinear(): input2 size does not match weight size: got 3 but expected 4
>>> torch.nn.functional.bilinear(x, x, r[:, :, 1:], v)
RuntimeError: bilinear(): bias size does not match weight size: got 3 but expected 2
>>> torch.nn.functional.bilinear(v, w, r[:, :, 1:])
RuntimeError: All tensors must have the same dtype, got input1: float, input2: double, weight: float
"""
)
def test_embedding(ask, code, answer):
    ask(code, answer)


@questions_to_us(
    """
# PyTorch would give sparse tensors.
>>> torch.nn.functional.embedding(i, r[0], sparse=True)
NotImplementedError: embedding(): there are no sparse gradients, use sparse=False
# PyTorch would fail in backward.
>>> torch.embedding_renorm_(x * 1, torch.tensor([1]), 1.0, 2.0)
NotImplementedError: the derivative for 'embedding_renorm_' is not implemented.
"""
)
def test_what_is_refused(ask, code, answer):
    ask(code, answer)


def test_indices_may_be_written_to_before_the_gradient_is_asked_for():
    weight, rows = torch.ones(3, 2, requires_grad=True), torch.tensor([0, 1])
    y = torch.embedding(weight, rows)
    rows.fill_(2)
    y.sum().backward()
    assert weight.grad.tolist() == [[1, 1], [1, 1], [0, 0]]
