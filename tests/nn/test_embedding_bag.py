"""Rows of a matrix in bags, as a function and as a layer."""

import numpy as np
import pytest

import tinygrad_np as torch
from tests.nn.training import assert_copies_alike, assert_trains_alike
from tests.oracle import questions, questions_to_us
from tinygrad_np import nn

BAGS = np.array([[1, 4, 2], [4, 4, 0], [3, 2, 1]])
LOOSE = np.array([1, 4, 2, 4, 4, 0, 3])
OFFSETS = np.array([0, 2, 2, 6])  # one bag is empty


@pytest.mark.oracle
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"max_norm": 1.0},
        {"max_norm": 1.5, "norm_type": 1.0},
        {"padding_idx": 4},
        {"padding_idx": -2, "max_norm": 2.0, "norm_type": 3.0},
    ],
    ids=str,
)
@pytest.mark.parametrize("mode", ["mean", "sum", "max"])
def test_bags_train_as_pytorchs(mode, options):
    def make(library):
        return library.nn.EmbeddingBag(5, 4, mode=mode, **options)

    assert_trains_alike(make, BAGS)
    assert_trains_alike(make, LOOSE, OFFSETS)


@pytest.mark.oracle
@pytest.mark.parametrize("mode", ["mean", "sum", "max"])
def test_the_last_offset_may_be_an_end(mode):
    def make(library):
        return library.nn.EmbeddingBag(5, 4, mode=mode, include_last_offset=True)

    assert_trains_alike(make, LOOSE, np.append(OFFSETS, len(LOOSE)))


@pytest.mark.oracle
@pytest.mark.parametrize("mode", ["mean", "sum"])
@pytest.mark.parametrize("freeze", [True, False])
def test_given_rows_train_as_pytorchs(freeze, mode):
    def make(library):
        options = {"mode": mode, "max_norm": 1.5, "norm_type": 1.0, "padding_idx": 0}
        return library.nn.EmbeddingBag.from_pretrained(library.ones(5, 4), freeze, **options)

    assert_trains_alike(make, BAGS)


@pytest.mark.oracle
@pytest.mark.parametrize("padding", [None, 4])
def test_weights_of_the_indices_get_gradients(padding):
    weights = np.random.default_rng(0).normal(size=BAGS.shape)

    def make(library):
        class Model(library.nn.Module):
            def __init__(self):
                super().__init__()
                self.bag = library.nn.EmbeddingBag(5, 4, mode="sum", padding_idx=padding)

            def forward(self, words, weights):
                loose = self.bag(words[0], library.tensor([0, 1]), weights[1])
                return self.bag(words, None, weights)[:2] + loose

        return Model()

    assert_trains_alike(make, BAGS, weights)


@pytest.mark.parametrize("mode", ["mean", "sum"])
def test_a_row_that_comes_often_may_learn_no_faster(mode):
    """PyTorch 2.13 divides by how often another row came; so `Embedding` is asked."""
    gradients = []
    for layer in (
        nn.EmbeddingBag(5, 4, mode=mode, scale_grad_by_freq=True),
        nn.Embedding(5, 4, scale_grad_by_freq=True),
    ):
        result = layer(torch.tensor(BAGS))
        if isinstance(layer, nn.Embedding):
            result = getattr(result, mode)(1)
        (result * torch.arange(12.0).reshape(3, 4)).sum().backward()
        gradients.append(layer.weight.grad.numpy())
    np.testing.assert_allclose(*gradients, rtol=1e-6)


@pytest.mark.parametrize("mode", ["mean", "sum", "max"])
def test_derivatives_of_derivatives(mode):
    torch.manual_seed(0)
    weight = torch.randn(5, 2, dtype=torch.float64, requires_grad=True)

    def of(weight):
        return nn.functional.embedding_bag(torch.tensor(BAGS), weight, mode=mode)

    assert torch.autograd.gradcheck(of, weight)
    assert torch.autograd.gradgradcheck(of, weight)


@pytest.mark.parametrize("mode", ["mean", "sum"])
def test_a_long_bag_of_half_precision_is_added_up_exactly(mode):
    torch.manual_seed(0)
    weight, words = torch.rand(50, 4), torch.randint(0, 50, (2, 2000))
    half = nn.functional.embedding_bag(words, weight.half(), mode=mode)
    assert half.dtype == torch.float16
    full = nn.functional.embedding_bag(words, weight.half().float(), mode=mode)
    np.testing.assert_allclose(half.numpy(), full.numpy(), rtol=2e-3)


@pytest.mark.oracle
def test_after_the_same_seed_it_begins_with_pytorchs_numbers():
    weights = []
    for library in (torch, pytest.importorskip("torch")):
        library.manual_seed(5)
        weights.append(library.nn.EmbeddingBag(20, 30, padding_idx=3).weight.detach().numpy())
    np.testing.assert_allclose(*weights, rtol=1e-6, atol=1e-7)


def test_copies():
    assert_copies_alike(nn.EmbeddingBag(5, 4, mode="max"), torch.tensor(BAGS))


@questions(
    """
>>> torch.nn.EmbeddingBag(5, 3), torch.nn.EmbeddingBag(5, 3, 1.0, 1.0, True, 'sum', padding_idx=-2)
(EmbeddingBag(5, 3, mode='mean'), EmbeddingBag(5, 3, max_norm=1.0, norm_type=1.0,
scale_grad_by_freq=True, mode='sum', padding_idx=3))
>>> torch.nn.EmbeddingBag(5, 3, padding_idx=5)
AssertionError: ...adding_idx must be within num_embeddings
>>> torch.nn.EmbeddingBag(5, 3, _weight=p)
AssertionError: Shape of weight does not match num_embeddings and embedding_dim
>>> torch.nn.EmbeddingBag.from_pretrained(v)
AssertionError: Embeddings parameter is expected to be 2-dimensional
>>> torch.nn.functional.embedding_bag(torch.tensor([[0, 1], [1, 1]]), x)
tensor([[2.5000, 3.5000, 4.5000],
        [4.0000, 5.0000, 6.0000]], grad_fn=<EmbeddingBagBackward0>)
>>> indices, offsets = torch.tensor([0, 1, 1]), torch.tensor([0, 2, 3])
... torch.nn.functional.embedding_bag(indices, x, offsets, mode='max')
tensor([[4., 5., 6.],
        [4., 5., 6.],
        [0., 0., 0.]], grad_fn=<EmbeddingBagBackward0>)
>>> torch.nn.functional.embedding_bag(torch.tensor([0, 1]), x, torch.tensor([0]), padding_idx=-1)
tensor([[1., 2., 3.]], grad_fn=<EmbeddingBagBackward0>)
>>> torch.nn.functional.embedding_bag(i[:0], x, torch.tensor([0, 0]))
tensor([[0., 0., 0.],
        [0., 0., 0.]], grad_fn=<EmbeddingBagBackward0>)
>>> torch.nn.functional.embedding_bag(i[:0], x, i[:0])
tensor([], size=(0, 3), grad_fn=<EmbeddingBagBackward0>)
>>> torch.nn.functional.embedding_bag(i, x)
ValueError: offsets has to be a 1D Tensor but got None
>>> torch.nn.functional.embedding_bag(i, x, torch.tensor([[0]]))
ValueError: offsets has to be a 1D Tensor
>>> torch.nn.functional.embedding_bag(i[None], x, i)
ValueError: if input is 2D, then offsets has to be None, as input is treated is a mini-batch of
fixed length sequences. However, found offsets of type ...
>>> torch.nn.functional.embedding_bag(i[0], x)
ValueError: input has to be 1D or 2D Tensor, but got Tensor of dimension 0
>>> torch.nn.functional.embedding_bag(i[None], v)
ValueError: weight has to be a 2D Tensor, but got Tensor of dimension 1
>>> torch.nn.functional.embedding_bag(i[None], x, mode='foo')
ValueError: mode has to be one of sum, mean or max
>>> torch.nn.functional.embedding_bag(i, x, torch.tensor([1, 2]))
RuntimeError: offsets[0] has to be 0, i.e., the first sequence in the mini-batch has to start from
position 0. However, got 1...
>>> torch.nn.functional.embedding_bag(i, x, torch.tensor([0, 4]))
RuntimeError: offsets[-1] can not be greater than input's length 3 but got offsets[-1] of 4
>>> torch.nn.functional.embedding_bag(i, x, torch.tensor([0, 2]))
RuntimeError: ...
>>> torch.nn.functional.embedding_bag(i, x, i[:0], include_last_offset=True)
RuntimeError: include_last_offset: number of offset should be at least 1
>>> torch.nn.functional.embedding_bag(v, x, torch.tensor([0, 2]))
RuntimeError: Expected tensor for argument #1 'indices' to have one of the following scalar types:
Long, Int; but got torch.FloatTensor instead (while checking arguments for embedding_bag)
>>> torch.nn.functional.embedding_bag(i[None], r[0].long())
RuntimeError: Expected tensor for argument #1 'weight' to have one of the following scalar types:
Half, ...Float, Double; but got torch.LongTensor instead (while checking arguments for
embedding_bag)
>>> torch.nn.functional.embedding_bag(i, r[0], i[:1] * 0, mode='sum', per_sample_weights=w)
RuntimeError: Expected tensor for argument #1 'weight' to have the same type as tensor for
argument #1 'per_sample_weights'; but type torch.FloatTensor does not equal torch.DoubleTensor
(while checking arguments for embedding_bag)
>>> torch.nn.functional.embedding_bag(i, r[0], i[:1] * 0, mode='sum', per_sample_weights=v[:2])
ValueError: embedding_bag: If per_sample_weights (torch.Size([2])) is not None, then it must have
the same shape as the input (torch.Size([3]))
>>> torch.nn.functional.embedding_bag(i, r[0], i[:1] * 0, per_sample_weights=v)
NotImplementedError: embedding_bag: per_sample_weights was not None. per_sample_weights is only
supported for mode='sum' (got mode='mean')...
>>> torch.nn.functional.embedding_bag(i[None], r[0], mode='max', scale_grad_by_freq=True)
ValueError: max mode does not support scaling the gradient by the frequency
>>> torch.nn.functional.embedding_bag(i[None], r[0], mode='max', sparse=True)
ValueError: max mode does not support sparse weights
>>> torch.nn.functional.embedding_bag(i[None], x, padding_idx=-3)
RuntimeError: padding_idx must be within the number of embeddings, -2 through 1, but got -3
"""
)
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions_to_us(
    """
# PyTorch would give sparse tensors; and what it reads where offsets go back is not said.
>>> torch.nn.functional.embedding_bag(i[None], r[0], sparse=True)
NotImplementedError: embedding_bag(): there are no sparse gradients, use sparse=False
>>> torch.nn.functional.embedding_bag(i, r[0], torch.tensor([0, 2, 1]))
RuntimeError: offsets have to be in order, but got [0, 2, 1]
>>> torch.nn.functional.embedding_bag(i, x, torch.tensor([0, 2]))
RuntimeError: embedding_bag(): an index is not one of the 2 rows
# What comes after the last bag counts for nothing; PyTorch divides by it.
>>> torch.nn.functional.embedding_bag(i * 0, x, torch.tensor([0, 2]), include_last_offset=True)
tensor([[1., 2., 3.]], grad_fn=<EmbeddingBagBackward0>)
# PyTorch loses sight of a nan that is not the first.
>>> torch.nn.functional.embedding_bag(i[None, 1:], torch.tensor([[1.0], [torch.nan]]), mode='max')
tensor([[nan]])
"""
)
def test_where_pytorch_goes_wrong(ask, code, answer):
    ask(code, answer)
