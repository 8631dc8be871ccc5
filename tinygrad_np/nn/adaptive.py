"""The adaptive softmax: a loss for classes so many that most are seen rarely."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from tinygrad_np.nn.container import ModuleList, Sequential
from tinygrad_np.nn.linear import Linear
from tinygrad_np.nn.module import Module
from tinygrad_np.ops.joining import cat
from tinygrad_np.ops.softmax import log_softmax
from tinygrad_np.tensor import Tensor


class _ASMoutput(NamedTuple):
    """The log probability of each target, and the loss."""

    output: Tensor
    loss: Tensor


class AdaptiveLogSoftmaxWithLoss(Module):
    """Log softmax and its loss for many classes, in order of how often they are seen.

    The classes below the first of the `cutoffs` have scores of their own in the `head`, which also
    scores the clusters between one cutoff and the next. The classes of a cluster have scores in its
    part of the `tail`, through a layer that is `div_value` times as small as that of the cluster
    before; these are computed only for inputs whose targets are there. Inputs (N, in_features) and
    targets (N,), or (in_features,) and (), give `output`, of the target's shape, and `loss`, the
    mean of -output. From Grave et al., "Efficient softmax approximation for GPUs" (2016).

    Raises:
        ValueError: unless the cutoffs are increasing integers from 1 to n_classes - 1.

    >>> import tinygrad_np as torch
    >>> layer = torch.nn.AdaptiveLogSoftmaxWithLoss(16, 20, [5, 10])
    >>> output, loss = layer(torch.ones(2, 16), torch.tensor([3, 17]))
    >>> output.shape, layer.log_prob(torch.ones(2, 16)).shape
    (torch.Size([2]), torch.Size([2, 20]))
    """

    head: Linear
    tail: ModuleList

    def __init__(
        self,
        in_features: int,
        n_classes: int,
        cutoffs: Sequence[int],
        div_value: float = 4.0,
        head_bias: bool = False,
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__()
        cutoffs = list(cutoffs)
        if not cutoffs:
            raise ValueError("cutoffs should be a sequence of length larger than 0")
        rising = all(low < high for low, high in itertools.pairwise([0, *cutoffs, n_classes]))
        if not rising or any(int(c) != c for c in cutoffs):
            raise ValueError(
                "cutoffs should be a sequence of unique, positive integers sorted in an increasing "
                "order, where each value is between 1 and n_classes-1"
            )
        self.in_features = in_features
        self.n_classes = n_classes
        self.cutoffs = [*cutoffs, n_classes]
        self.div_value = div_value
        self.head_bias = head_bias
        self.shortlist_size = self.cutoffs[0]
        self.n_clusters = len(self.cutoffs) - 1
        self.head_size = self.shortlist_size + self.n_clusters
        made = {"device": device, "dtype": dtype}
        self.head = Linear(in_features, self.head_size, bias=head_bias, **made)
        self.tail = ModuleList()
        for i, (low, high) in enumerate(itertools.pairwise(self.cutoffs)):
            hidden = int(in_features // (div_value ** (i + 1)))
            first = Linear(in_features, hidden, bias=False, **made)
            self.tail.append(Sequential(first, Linear(hidden, high - low, bias=False, **made)))

    def reset_parameters(self) -> None:
        """Draw all weights anew."""
        self.head.reset_parameters()
        for first, second in self.tail:
            first.reset_parameters()
            second.reset_parameters()

    def forward(self, input_: Tensor, target_: Tensor) -> _ASMoutput:
        """The log probability of each target, and the mean of it with the sign turned.

        Raises:
            RuntimeError: for shapes that do not fit, or a class that there is not.
        """
        _check_shapes(input_, target_)
        batched = target_.dim() > 0
        input = input_ if batched else input_.unsqueeze(0)
        labels = target_.detach().numpy().reshape(-1)
        self._check_labels(labels)
        output = input.new_zeros(labels.size)
        in_head = labels.copy()
        for i, (low, high) in enumerate(itertools.pairwise(self.cutoffs)):
            rows = np.flatnonzero((labels >= low) & (labels < high))
            if rows.size:
                scores = log_softmax(self.tail[i](input[rows]), 1)
                output[rows] = scores[np.arange(rows.size), labels[rows] - low]
                in_head[rows] = self.shortlist_size + i
        output = output + log_softmax(self.head(input), 1)[np.arange(labels.size), in_head]
        loss = (-output).mean()
        return _ASMoutput(output if batched else output.squeeze(0), loss)

    def _check_labels(self, labels: np.ndarray) -> None:
        if ((labels < 0) | (labels >= self.n_classes)).any():
            raise RuntimeError(
                f"Target values should be in [0, {self.n_classes - 1}], but values in range "
                f"[{labels.min()}, {labels.max()}] were found. "
            )

    def log_prob(self, input: Tensor) -> Tensor:
        """The log probabilities (N, n_classes) of all classes for inputs (N, in_features)."""
        head = log_softmax(self.head(input), 1)
        size = self.shortlist_size
        clusters = [
            log_softmax(scores(input), 1) + head[:, size + i : size + i + 1]
            for i, scores in enumerate(self.tail)
        ]
        return cat([head[:, :size], *clusters], 1)

    def predict(self, input: Tensor) -> Tensor:
        """The likeliest class (N,) for each of the inputs (N, in_features).

        A cluster is looked into only where the head finds it likelier than each class of its own.
        """
        output = self.head(input).argmax(1)
        rows = np.flatnonzero(output.numpy() >= self.shortlist_size)
        if rows.size:
            output[rows] = self.log_prob(input[rows]).argmax(1)
        return output


def _check_shapes(input: Tensor, target: Tensor) -> None:
    dims = target.dim()
    if dims > 1:
        raise RuntimeError("0D or 1D target tensor expected, multi-target not supported")
    if dims == 1 and input.shape[:1] != target.shape:
        raise RuntimeError("Input and target should have the same size in the batch dimension.")
    if input.dim() != dims + 1:
        raise RuntimeError(
            f"{dims}D target tensor expects {dims + 1}D input tensors, but found inputs with size "
            f"{input.shape}"
        )
