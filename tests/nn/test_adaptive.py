"""The adaptive softmax."""

import numpy as np
import pytest

import tinygrad_np as torch
from tests.nn.training import assert_copies_alike, assert_trains_alike
from tests.oracle import questions
from tinygrad_np import nn

RNG = np.random.default_rng(0)


@pytest.mark.oracle
@pytest.mark.parametrize(
    ("args", "targets"),
    [
        ((16, 20, [5, 10]), [3, 17, 0, 7, 19]),
        ((16, 20, [5, 10, 15], 1.5, True), [3, 17, 0, 7, 11]),
        ((16, 20, [19]), [1, 2, 3, 4, 18]),
        ((16, 20, [1], 2), [1, 2, 3, 4, 18]),
    ],
)
def test_training_is_pytorchs(args, targets):
    def make(library):
        class Model(library.nn.Module):
            def __init__(self):
                super().__init__()
                self.loss = library.nn.AdaptiveLogSoftmaxWithLoss(*args)

            def forward(self, x, y):
                output, loss = self.loss(x, y)
                unbatched = self.loss(x[0], y[0]).output
                return (output + loss + unbatched + self.loss.log_prob(x).mean()) * 0.1

        return Model()

    assert_trains_alike(make, RNG.normal(size=(5, 16)), np.array(targets))


@pytest.mark.oracle
def test_predictions_are_pytorchs():
    oracle = pytest.importorskip("torch")
    x = RNG.normal(size=(50, 16)).astype(np.float32) * 3
    for scale in (1.0, 0.0, 30.0):  # of the clusters: some, all and none are looked into
        found = []
        for library in (torch, oracle):
            library.manual_seed(0)
            layer = library.nn.AdaptiveLogSoftmaxWithLoss(16, 20, [5, 10])
            with library.no_grad():
                layer.head.weight[5:] *= scale
            found.append(layer.predict(library.tensor(x)).tolist())
        assert found[0] == found[1]


def test_it_is_a_softmax():
    layer = nn.AdaptiveLogSoftmaxWithLoss(16, 20, [5, 10])
    x, y = torch.randn(30, 16), torch.randint(0, 20, (30,))
    log_probabilities = layer.log_prob(x)
    np.testing.assert_allclose(log_probabilities.exp().sum(1).detach(), np.ones(30), rtol=1e-5)
    expected = nn.functional.nll_loss(log_probabilities, y, reduction="none")
    output, loss = layer(x, y)
    np.testing.assert_allclose(-output.detach(), expected.detach(), rtol=1e-5)
    assert loss.item() == pytest.approx(expected.mean().item(), rel=1e-5)


class Loss(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.AdaptiveLogSoftmaxWithLoss(16, 20, [5, 10])

    def forward(self, x, y):
        return self.layer(x, y).loss


def test_copies():
    assert_copies_alike(Loss(), torch.ones(2, 16), torch.tensor([3, 17]))


def test_its_weights_can_be_drawn_anew():
    layer = nn.AdaptiveLogSoftmaxWithLoss(16, 20, [5, 10])
    before = [p.tolist() for p in layer.parameters()]
    layer.reset_parameters()
    assert all(p.tolist() != old for p, old in zip(layer.parameters(), before, strict=True))


@questions(
    """
>>> torch.nn.AdaptiveLogSoftmaxWithLoss(16, 20, [5, 10])
AdaptiveLogSoftmaxWithLoss(
  (head): Linear(in_features=16, out_features=7, bias=False)
  (tail): ModuleList(
    (0): Sequential(
      (0): Linear(in_features=16, out_features=4, bias=False)
      (1): Linear(in_features=4, out_features=5, bias=False)
    )
    (1): Sequential(
      (0): Linear(in_features=16, out_features=1, bias=False)
      (1): Linear(in_features=1, out_features=10, bias=False)
    )
  )
)
>>> l = torch.nn.AdaptiveLogSoftmaxWithLoss(3, 9, [2, 4], head_bias=True, div_value=1)
... l.cutoffs, l.shortlist_size, l.n_clusters, l.head_size, list(l.state_dict())
([2, 4, 9], 2, 2, 4, ['head.weight', 'head.bias', 'tail.0.0.weight', 'tail.0.1.weight',
'tail.1.0.weight', 'tail.1.1.weight'])
>>> torch.nn.AdaptiveLogSoftmaxWithLoss(3, 9, [])
ValueError: cutoffs should be a sequence of length larger than 0
>>> torch.nn.AdaptiveLogSoftmaxWithLoss(3, 9, [4, 2])
ValueError: cutoffs should be a sequence of unique, positive integers sorted in an increasing order,
where each value is between 1 and n_classes-1
>>> torch.nn.AdaptiveLogSoftmaxWithLoss(3, 9, [4, 9])
ValueError: cutoffs should be a sequence of unique, positive integers sorted in an increasing order,
where each value is between 1 and n_classes-1
>>> torch.nn.AdaptiveLogSoftmaxWithLoss(3, 9, [4], 1)(x, torch.tensor([1, 9]))
RuntimeError: Target values should be in [0, 8], but values in range [1, 9] were found.
>>> torch.nn.AdaptiveLogSoftmaxWithLoss(3, 9, [4], 1)(x, i)
RuntimeError: Input and target should have the same size in the batch dimension.
>>> torch.nn.AdaptiveLogSoftmaxWithLoss(3, 9, [4], 1)(x, i[0])
RuntimeError: 0D target tensor expects 1D input tensors, but found inputs with size
torch.Size([2, 3])
>>> torch.nn.AdaptiveLogSoftmaxWithLoss(3, 9, [4], 1)(x, torch.ones(2, 2))
RuntimeError: 0D or 1D target tensor expected, multi-target not supported
"""
)
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)
