"""The losses as modules, and what their functions refuse and warn of."""

import re
import warnings

import numpy as np
import pytest

import tinygrad_np as torch
from tests.nn.training import assert_copies_alike, assert_trains_alike
from tests.oracle import questions, questions_to_us
from tinygrad_np import nn

F = nn.functional

# -- step for step as PyTorch ----------------------------------------------------------------------

RNG = np.random.default_rng(0)
ARRAYS = {
    "x": RNG.normal(size=(4, 3)),
    "y": RNG.normal(size=(4, 3)),
    "z": RNG.normal(size=(4, 3)),
    "u": RNG.uniform(0.1, 0.9, (4, 3)),
    "classes": np.array([2, 0, 1, 0]),
    "signs": np.array([1, -1, -1, 1]),
    "many signs": RNG.choice([1, -1], (4, 3)),
    "counts": RNG.integers(0, 5, (4, 3)),
    "sets": np.array([[2, -1, -1], [0, 1, -1], [1, 0, 2], [-1, -1, -1]]),
    "pixels": RNG.integers(0, 3, (4, 5)),
}

# Which loss, of which arrays, and by what the outputs of the model go into it.
LOSSES = [
    *(
        (f"{name}(reduction={reduction!r})", inputs, "torch.sigmoid")
        for reduction in ("mean", "sum", "none")
        for name, inputs in [
            ("L1Loss", "x, y"),
            ("MSELoss", "x, y"),
            ("SmoothL1Loss", "x, y"),
            ("HuberLoss", "x, y"),
            ("PoissonNLLLoss", "x, counts"),
            ("GaussianNLLLoss", "x, y, u"),
            ("KLDivLoss", "x, u"),
            ("NLLLoss", "x, classes"),
            ("CrossEntropyLoss", "x, classes"),
            ("CrossEntropyLoss", "x, u"),
            ("BCELoss", "x, u"),
            ("BCEWithLogitsLoss", "x, u"),
            ("SoftMarginLoss", "x, many signs"),
            ("MultiLabelSoftMarginLoss", "x, u"),
            ("MarginRankingLoss", "x, y, many signs"),
            ("HingeEmbeddingLoss", "x, many signs"),
            ("CosineEmbeddingLoss", "x, y, signs"),
            ("TripletMarginLoss", "x, y, z"),
            ("TripletMarginWithDistanceLoss", "x, y, z"),
            ("MultiMarginLoss", "x, classes"),
            ("MultiLabelMarginLoss", "x, sets"),
        ]
    ),
    ("SmoothL1Loss(beta=0.3)", "x, y", None),
    ("SmoothL1Loss(beta=0)", "x, y", None),
    ("HuberLoss(delta=0.3)", "x, y", None),
    ("PoissonNLLLoss(full=True)", "x, counts", None),
    ("PoissonNLLLoss(log_input=False, full=True, eps=0.1)", "x, counts", "torch.sigmoid"),
    ("GaussianNLLLoss(full=True, eps=0.5)", "x, y, u", None),
    ("KLDivLoss(reduction='batchmean')", "x, u", None),
    ("KLDivLoss(reduction='sum', log_target=True)", "x, y", None),
    ("NLLLoss(weight=torch.ones(3), ignore_index=1)", "x, classes", None),
    ("NLLLoss(ignore_index=0, reduction='none')", "x, classes", None),
    ("CrossEntropyLoss(weight=torch.ones(3), ignore_index=1)", "x, classes", None),
    ("CrossEntropyLoss(ignore_index=0, reduction='none')", "x, classes", None),
    ("CrossEntropyLoss(label_smoothing=0.2)", "x, classes", None),
    ("CrossEntropyLoss(torch.ones(3), label_smoothing=0.2, ignore_index=0)", "x, classes", None),
    ("CrossEntropyLoss(torch.ones(3), label_smoothing=0.2, reduction='sum')", "x, u", None),
    ("CrossEntropyLoss(torch.ones(3))", "x, pixels", "lambda t: t.unsqueeze(2) * torch.ones(5)"),
    ("BCELoss(weight=torch.ones(3))", "x, u", "torch.sigmoid"),
    ("BCEWithLogitsLoss(torch.ones(3))", "x, u", None),
    ("BCEWithLogitsLoss(pos_weight=torch.ones(3))", "x, u", None),
    ("MultiLabelSoftMarginLoss(torch.ones(3))", "x, u", None),
    ("MarginRankingLoss(0.5)", "x, y, many signs", None),
    ("HingeEmbeddingLoss(0.5)", "x, many signs", None),
    ("CosineEmbeddingLoss(-0.5)", "x, y, signs", None),
    ("TripletMarginLoss(3.0, 1, 0.1, True)", "x, y, z", None),
    ("TripletMarginWithDistanceLoss(margin=3.0, swap=True)", "x, y, z", None),
    (
        "TripletMarginWithDistanceLoss(distance_function=torch.nn.CosineSimilarity())",
        "x, y, z",
        None,
    ),
    ("MultiMarginLoss(2, 0.5, torch.ones(3))", "x, classes", None),
    ("LinearCrossEntropyLoss(3, 4, bias=True)", "x, classes", None),
    ("LinearCrossEntropyLoss(3, 3, ignore_index=1, label_smoothing=0.1)", "x, classes", None),
    ("LinearCrossEntropyLoss(3, 3, weight=torch.ones(3), reduction='sum')", "x, u", None),
    ("LinearCrossEntropyLoss(3, 3, out_features=(5,), bias=True)", "x, pixels", None),
    ("PairwiseDistance(3, 0.1, True)", "x, y", None),
    ("CosineSimilarity(dim=0, eps=0.5)", "x, y", None),
]


@pytest.mark.oracle
@pytest.mark.parametrize(("code", "inputs", "activation"), LOSSES)
def test_training_is_pytorchs(code, inputs, activation):
    def make(library):
        class Model(library.nn.Module):
            def __init__(self):
                super().__init__()
                self.layer = library.nn.Linear(3, 3)
                self.loss = eval(f"torch.nn.{code}", {"torch": library})

            def forward(self, x, *targets):
                activate = eval(activation or "lambda t: t", {"torch": library})
                return self.loss(activate(self.layer(x)), *targets)

        return Model()

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "reduction: 'mean' divides the total loss by both")
        assert_trains_alike(make, *(ARRAYS[name] for name in inputs.split(", ")))


@pytest.mark.parametrize(
    ("loss", "targets"),
    [
        (nn.CrossEntropyLoss(torch.tensor([1.0, 2.0, 3.0]), ignore_index=1), ["classes"]),
        (nn.BCEWithLogitsLoss(pos_weight=torch.tensor([1.0, 2.0, 3.0])), ["u"]),
        (nn.TripletMarginWithDistanceLoss(margin=2.0), ["y", "z"]),
        (nn.HuberLoss(delta=0.5), ["y"]),
    ],
    ids=lambda case: type(case).__name__,
)
def test_copies(loss, targets):
    assert_copies_alike(loss.double(), *(torch.tensor(ARRAYS[name]) for name in ["x", *targets]))


# -- what they are, answer and refuse --------------------------------------------------------------


@questions(
    """
>>> torch.nn.CrossEntropyLoss(), torch.nn.HuberLoss(delta=2), torch.nn.CosineSimilarity()
(CrossEntropyLoss(), HuberLoss(), CosineSimilarity())
>>> torch.nn.TripletMarginWithDistanceLoss()
TripletMarginWithDistanceLoss( (distance_function): PairwiseDistance() )
>>> l = torch.nn.CrossEntropyLoss(torch.tensor([1.0, 2.0, 3.0]))
... l.ignore_index, l.label_smoothing, l.reduction, list(l.state_dict()), l.double().weight.dtype
(-100, 0.0, 'mean', ['weight'], torch.float64)
>>> torch.nn.BCEWithLogitsLoss(pos_weight=torch.ones(3)).state_dict()
OrderedDict([('pos_weight', tensor([1., 1., 1.]))])
>>> torch.nn.CrossEntropyLoss().state_dict(), torch.nn.NLLLoss().weight
(OrderedDict(), None)
>>> torch.nn.MSELoss(reduction='median').reduction
'median'
>>> torch.nn.CrossEntropyLoss()(x, torch.tensor([2, 0]))
tensor(1.4076, grad_fn=<NllLossBackward0>)
>>> torch.nn.CrossEntropyLoss(torch.tensor([1.0, 2.0, 3.0]))(x, torch.tensor([2, 0]))
tensor(0.9076, grad_fn=<NllLossBackward0>)
>>> torch.nn.CrossEntropyLoss(label_smoothing=0.1)(x, torch.tensor([2, 0]))
tensor(1.4076, grad_fn=<AddBackward0>)
>>> torch.nn.CrossEntropyLoss(reduction='sum')(x, x.detach())
tensor(25.5597, grad_fn=<NegBackward0>)
>>> torch.nn.CrossEntropyLoss()(r.requires_grad_(), torch.zeros(2, 4, dtype=torch.int64))
tensor(8.0185, grad_fn=<NllLoss2DBackward0>)
>>> torch.nn.NLLLoss(ignore_index=2)(x, torch.tensor([2, 0]))
tensor(-4., grad_fn=<NllLossBackward0>)
>>> torch.nn.BCELoss()(torch.sigmoid(v), torch.tensor([0.0, 1.0, 1.0]))
tensor(0.3048, grad_fn=<BinaryCrossEntropyBackward0>)
>>> torch.nn.BCEWithLogitsLoss()(v, torch.tensor([0.0, 1.0, 1.0]))
tensor(0.3048, grad_fn=<BinaryCrossEntropyWithLogitsBackward0>)
>>> torch.nn.BCEWithLogitsLoss()(v * 1000, torch.tensor([0.0, 1.0, 0.0]))
tensor(666.6667, grad_fn=<BinaryCrossEntropyWithLogitsBackward0>)
>>> torch.nn.SmoothL1Loss()(v, torch.zeros(3)), torch.nn.HuberLoss()(v, torch.zeros(3))
(tensor(0.7083, grad_fn=<SmoothL1LossBackward0>), tensor(0.7083, grad_fn=<HuberLossBackward0>))
>>> torch.nn.L1Loss()(v, torch.zeros(3))
tensor(1.1667, grad_fn=<MeanBackward0>)
>>> torch.nn.KLDivLoss(reduction='batchmean')(x, x.detach() / 3)
tensor(-14.1743, grad_fn=<DivBackward0>)
>>> torch.nn.PoissonNLLLoss()(v, torch.zeros(3)), torch.nn.GaussianNLLLoss()(v, i, torch.ones(3))
(tensor(3.1352, grad_fn=<MeanBackward0>), tensor(1.7083, grad_fn=<MeanBackward0>))
>>> torch.nn.PoissonNLLLoss(full=True)(v.detach().half(), torch.tensor([2, 0, 5])).dtype
torch.float16
>>> torch.nn.SoftMarginLoss()(v, torch.tensor([1, -1, 1]))
tensor(0.8048, grad_fn=<SoftMarginLossBackward0>)
>>> torch.nn.MultiMarginLoss()(x, torch.tensor([2, 0]))
tensor(0.8333, grad_fn=<MultiMarginLossBackward0>)
>>> torch.nn.MultiLabelMarginLoss()(x, torch.tensor([[2, -1, 0], [0, 1, -1]]))
tensor(0.8333, grad_fn=<MultilabelMarginLossBackward0>)
>>> torch.nn.LinearCrossEntropyLoss(3, 2)
LinearCrossEntropyLoss(
  in_features=3, num_classes=2, out_features=(), bias=False, reduction=mean, ignore_index=None,
  label_smoothing=0.0, options=None
  (linear): Linear(in_features=3, out_features=2, bias=False)
)
>>> torch.nn.LinearCrossEntropyLoss(3, 2, weight=torch.ones(3))
RuntimeError: expected weight shape to be (2,), got (3,)
>>> torch.nn.LinearCrossEntropyLoss(3, 2, label_smoothing=2)
RuntimeError: expected label_smoothing to be in range [0, 1], got 2
>>> torch.nn.HuberLoss(delta='1')
TypeError: delta must be a float or int, got: <class 'str'>
>>> torch.nn.MultiMarginLoss(p=3)
ValueError: only p == 1 and p == 2 supported
>>> torch.nn.MultiMarginLoss(weight=torch.ones(3, 3))
ValueError: MultiMarginLoss: expected weight to be None or 1D tensor, got 2D instead
>>> torch.nn.TripletMarginLoss(margin=0)
ValueError: TripletMarginLoss: expected margin to be greater than 0, got 0 instead
>>> torch.nn.TripletMarginWithDistanceLoss(margin=-1)
ValueError: TripletMarginWithDistanceLoss: expected margin to be greater than 0, got -1 instead
"""
)
def test_losses(ask, code, answer):
    ask(code, answer)


@questions(
    """
>>> torch.nn.functional.cross_entropy(x, torch.tensor([5, 0]))
IndexError: Target 5 is out of bounds.
>>> torch.nn.functional.cross_entropy(x, torch.tensor([0, -1]))
IndexError: Target -1 is out of bounds.
>>> torch.nn.functional.cross_entropy(x, i)
ValueError: Expected input batch_size (2) to match target batch_size (3).
>>> torch.nn.functional.cross_entropy(x, torch.tensor([1.0, 2.0]))
RuntimeError: expected target dtype to be Long or Byte, but got Float...
>>> torch.nn.functional.cross_entropy(x, torch.tensor([1, 2], dtype=torch.int32))
RuntimeError: expected target dtype to be Long or Byte, but got Int...
>>> torch.nn.functional.cross_entropy(x, torch.ones(2, 3, dtype=torch.int64))
RuntimeError: Expected floating point type for target with class probabilities, got Long
>>> torch.nn.functional.cross_entropy(s, s)
IndexError: Dimension specified as 1 but tensor has no dimensions
>>> torch.nn.functional.cosine_similarity(x, x, eps=-1)
RuntimeError: eps must be non-negative, got: -1
>>> torch.nn.functional.cross_entropy(x, x, ignore_index=1)
RuntimeError: ignore_index is not supported for floating point target
>>> torch.nn.functional.cross_entropy(x, i[:2], label_smoothing=1.5)
RuntimeError: label_smoothing must be between 0.0 and 1.0. Got: 1.5
>>> torch.nn.functional.cross_entropy(x, torch.tensor([1, 0]), torch.ones(2))
RuntimeError: weight tensor should be defined either for all 3 classes or no classes but got weight
tensor of shape: [2]
>>> torch.nn.functional.cross_entropy(x, torch.tensor([1, 0]), v)
RuntimeError: The function 'nll_loss_forward' is not differentiable with respect to argument
'weight'. This input cannot have requires_grad True...
>>> torch.nn.functional.cross_entropy(x, torch.tensor([1, 0]), w.detach())
RuntimeError: expected scalar type Float but found Double
>>> torch.nn.functional.cross_entropy(r, torch.zeros(2, 3, dtype=torch.int64))
RuntimeError: Expected target size [2, 4], got [2, 3]
>>> torch.nn.functional.cross_entropy(x, [1, 2])
TypeError: cross_entropy_loss(): argument 'target' (position 2) must be Tensor, not list
>>> torch.nn.functional.cross_entropy(x, i[:2], reduction='median')
ValueError: median is not a valid value for reduction
>>> torch.nn.functional.nll_loss(s, i[0])
ValueError: Expected 1 or more dimensions (got 0)
>>> torch.nn.functional.nll_loss(v, i)
ValueError: For 1D input, 1D target must have size 1, but got target size: 3
>>> torch.nn.functional.binary_cross_entropy(v, torch.zeros(3))
RuntimeError: all elements of input should be between 0 and 1
>>> torch.nn.functional.binary_cross_entropy(torch.zeros(3), v)
RuntimeError: all elements of target should be between 0 and 1
>>> torch.nn.functional.binary_cross_entropy(torch.zeros(3), torch.zeros(3, dtype=torch.float64))
RuntimeError: Found dtype Double but expected Float
>>> torch.nn.functional.binary_cross_entropy(torch.zeros(3), torch.zeros(2))
ValueError: Using a target size (torch.Size([2])) that is different to the input size
(torch.Size([3])) is deprecated. Please ensure they have the same size.
>>> torch.nn.functional.binary_cross_entropy_with_logits(v, torch.zeros(2))
ValueError: Target size (torch.Size([2])) must be the same as input size (torch.Size([3]))
>>> torch.nn.functional.binary_cross_entropy_with_logits(v, v, torch.ones(2, 3))
RuntimeError: output with shape [3] doesn't match the broadcast shape [2, 3]
>>> torch.nn.functional.smooth_l1_loss(v, v, beta=-1)
RuntimeError: smooth_l1_loss does not support negative values for beta.
>>> torch.nn.functional.huber_loss(v, v, delta=0)
RuntimeError: huber_loss does not support non-positive values for delta.
>>> torch.nn.functional.mse_loss(v, v, weight=torch.ones(2))
ValueError: Weights and input must have the same size...
>>> torch.nn.functional.gaussian_nll_loss(v, v, -1.0)
ValueError: var has negative entry/entries
>>> torch.nn.functional.gaussian_nll_loss(v, v, torch.ones(2))
ValueError: var is of incorrect size
>>> torch.nn.functional.kl_div(i, i, reduction='sum')
RuntimeError: kl_div: Integral inputs not supported.
>>> torch.nn.functional.margin_ranking_loss(v, v, x)
RuntimeError: margin_ranking_loss : All input tensors should have same dimension but got sizes:
input1: torch.Size([3]), input2: torch.Size([3]), target: torch.Size([2, 3])
>>> torch.nn.functional.cosine_embedding_loss(x, x, torch.tensor(1))
RuntimeError: 0D target tensor expects 1D input tensors, but found inputs with sizes [2, 3] and
[2, 3].
>>> torch.nn.functional.triplet_margin_loss(x, v, x)
RuntimeError: The anchor, positive, and negative tensors are expected to have the same number of
dimensions, but got: anchor 2D, positive 1D, and negative 2D inputs
>>> torch.nn.functional.multi_margin_loss(x, i[:1])
RuntimeError: multi_margin_loss: target tensor should be 1-D with size equal to the number of input
samples (batch size). Expected target size [2], but got [1]. Input has shape [2, 3].
>>> torch.nn.functional.multi_margin_loss(x, torch.tensor([5, 0]))
RuntimeError: target out of range...
>>> torch.nn.functional.multilabel_margin_loss(v, torch.tensor([3, -1, 0]))
RuntimeError: argument #2 'target' is out of range...
"""
)
def test_what_they_refuse(ask, code, answer):
    ask(code, answer)


# PyTorch takes a negative smoothing for none, and overflows in soft_margin_loss.
@questions_to_us(
    """
>>> torch.nn.functional.cross_entropy(x, i[:2], label_smoothing=-0.1)
RuntimeError: label_smoothing must be between 0.0 and 1.0. Got: -0.1
>>> torch.nn.functional.soft_margin_loss(v * 1000, torch.tensor([1, -1, -1]), reduction='none')
tensor([1000.,  500., 2000.], grad_fn=<SoftMarginLossBackward0>)
>>> torch.nn.functional.linear_cross_entropy(x, x, i[:2], options=1)
NotImplementedError: linear_cross_entropy takes no options: leave them out
>>> torch.nn.functional.mse_loss(3, v)
TypeError: mse_loss(): argument 'input' (position 1) must be Tensor, not int
"""
)
def test_where_pytorch_goes_wrong(ask, code, answer):
    ask(code, answer)


# -- warnings --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["l1_loss", "mse_loss", "smooth_l1_loss", "huber_loss"])
def test_a_target_of_another_shape_is_warned_of(name):
    with pytest.warns(UserWarning, match=r"Using a target size \(torch.Size\(\[3\]\)\)") as caught:
        getattr(F, name)(torch.ones(2, 3), torch.ones(3))
    assert caught[0].filename == __file__


@pytest.mark.parametrize(
    ("loss", "message"),
    [
        (lambda: F.mse_loss(torch.ones(2), torch.ones(2), False), "reduction='sum' instead"),
        (lambda: F.kl_div(torch.ones(2), torch.ones(2), reduce=False), "reduction='none' instead"),
        (lambda: F.kl_div(torch.ones(2), torch.ones(2)), "'batchmean' divides only by the batch"),
        (
            lambda: F.l1_loss(torch.ones(2), torch.ones(2), reduction="elementwise_mean"),
            "reduction='elementwise_mean' is deprecated",
        ),
        (lambda: nn.MSELoss(size_average=True), "reduction='mean' instead"),
    ],
)
def test_what_is_old_is_warned_of(loss, message):
    with pytest.warns(UserWarning, match=re.escape(message)):
        loss()


def test_nll_loss_2d_is_an_older_name():
    with pytest.warns(FutureWarning, match="`NLLLoss2d` has been deprecated"):
        loss = nn.NLLLoss2d(ignore_index=1)
    assert repr(loss) == "NLLLoss2d()"
    assert loss.ignore_index == 1


# -- numbers at the edges --------------------------------------------------------------------------


def test_a_target_may_change_before_the_backward_pass():
    x, target = torch.zeros(1, 2, requires_grad=True), torch.tensor([1])
    loss = F.cross_entropy(x, target)
    target[0] = 0
    loss.backward()
    assert x.grad.tolist() == [[0.5, -0.5]]


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_cross_entropy_of_extreme_scores(dtype):
    x = torch.tensor([[1e4, -1e4], [-1e4, 1e4]], dtype=getattr(torch, dtype), requires_grad=True)
    loss = F.cross_entropy(x, torch.tensor([0, 0]), reduction="none")
    assert loss.tolist() == [0.0, 2e4]
    (gradient,) = torch.autograd.grad(loss.sum(), x, create_graph=True)
    assert gradient.tolist() == [[0, 0], [-1, 1]]
    assert torch.autograd.grad(gradient[0, 0], x)[0].tolist() == [[0, 0], [0, 0]]


def test_cross_entropy_of_a_class_that_is_ruled_out():
    x = torch.tensor([[0.0, -np.inf, 0.0]], requires_grad=True)
    F.cross_entropy(x, torch.tensor([0])).backward()
    assert x.grad.tolist() == [[-0.5, 0.0, 0.5]]


def test_binary_cross_entropy_with_logits_is_exact_at_extremes():
    x = torch.tensor([-1e4, 1e4, -1e4, 1e4, 0.0], requires_grad=True)
    y = torch.tensor([0.0, 1.0, 1.0, 0.0, 1.0])
    loss = F.binary_cross_entropy_with_logits(x, y, reduction="none")
    np.testing.assert_allclose(loss.detach(), [0, 0, 1e4, 1e4, np.log(2)])
    (gradient,) = torch.autograd.grad(loss.sum(), x, create_graph=True)
    assert gradient.tolist() == [0, 0, -1, 1, -0.5]
    assert torch.autograd.grad(gradient.sum(), x)[0].tolist() == [0, 0, 0, 0, 0.25]


def test_third_derivative_of_cross_entropy():
    x = torch.tensor([[0.3, -0.8, 1.1]], dtype=torch.float64, requires_grad=True)

    def slope(x):
        (g,) = torch.autograd.grad(F.cross_entropy(x, torch.tensor([1])), x, create_graph=True)
        return (g * g).sum()

    assert torch.autograd.gradgradcheck(slope, x)


def test_binary_cross_entropy_with_logits_of_infinity_is_no_nan():
    x, y = torch.tensor([torch.inf]), torch.zeros(1)
    for scale in (None, torch.ones(1)):
        assert F.binary_cross_entropy_with_logits(x, y, pos_weight=scale).item() == torch.inf
