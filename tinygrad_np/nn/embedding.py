"""Vectors for words, as a module."""

from __future__ import annotations

from typing import Any, Self

from tinygrad_np import filling
from tinygrad_np.autograd.grad_mode import no_grad
from tinygrad_np.nn import functional, init
from tinygrad_np.nn.functional.embedding import padding_row
from tinygrad_np.nn.module import Module
from tinygrad_np.nn.parameter import Parameter
from tinygrad_np.tensor import Tensor


class Embedding(Module):
    """The rows of `weight` at the indices that it is called with: (*) gives (*, embedding_dim).

    `weight` is (num_embeddings, embedding_dim). It begins normally distributed, after
    `manual_seed` as PyTorch's; the row `padding_idx` begins as zeros, and gets no gradient. With
    `max_norm` those rows whose `norm_type`-norm is larger are scaled down to it when they are asked
    for. With `scale_grad_by_freq` the gradient for each row is divided by how often it was.

    Raises:
        AssertionError: for a `padding_idx` out of range.
        NotImplementedError: when called, for `sparse` gradients.

    >>> import tinygrad_np as torch
    >>> words = torch.nn.Embedding(10, 3, padding_idx=0)
    >>> words
    Embedding(10, 3, padding_idx=0)
    >>> words(torch.tensor([[1, 2], [4, 0]])).shape
    torch.Size([2, 2, 3])
    """

    weight: Parameter

    def __init__(
        self,
        num_embeddings: int,
        embedding_dim: int,
        padding_idx: int | None = None,
        max_norm: float | None = None,
        norm_type: float = 2.0,
        scale_grad_by_freq: bool = False,
        sparse: bool = False,
        _weight: Tensor | None = None,
        _freeze: bool = False,
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__()
        self.num_embeddings = num_embeddings
        self.embedding_dim = embedding_dim
        self.padding_idx = padding_row(padding_idx, num_embeddings)
        self.max_norm = max_norm
        self.norm_type = norm_type
        self.scale_grad_by_freq = scale_grad_by_freq
        self.sparse = sparse
        if _weight is None:
            empty = filling.empty((num_embeddings, embedding_dim), device=device, dtype=dtype)
            self.weight = Parameter(empty, requires_grad=not _freeze)
            self.reset_parameters()
        elif _weight.shape != (num_embeddings, embedding_dim):
            raise AssertionError("Shape of weight does not match num_embeddings and embedding_dim")
        else:
            self.weight = Parameter(_weight, requires_grad=not _freeze)

    @classmethod
    def from_pretrained(
        cls,
        embeddings: Tensor,
        freeze: bool = True,
        padding_idx: int | None = None,
        max_norm: float | None = None,
        norm_type: float = 2.0,
        scale_grad_by_freq: bool = False,
        sparse: bool = False,
    ) -> Self:
        """A layer whose weight is a given matrix, which is not trained unless `freeze` is False.

        Raises:
            AssertionError: if it is no matrix.

        >>> import tinygrad_np as torch
        >>> words = torch.nn.Embedding.from_pretrained(torch.tensor([[1.0, 2.0], [4.0, 5.0]]))
        >>> words(torch.tensor([1]))
        tensor([[4., 5.]])
        """
        if embeddings.ndim != 2:
            raise AssertionError("Embeddings parameter is expected to be 2-dimensional")
        rows, columns = embeddings.shape
        return cls(
            rows,
            columns,
            padding_idx,
            max_norm,
            norm_type,
            scale_grad_by_freq,
            sparse,
            embeddings,
            freeze,
        )

    def reset_parameters(self) -> None:
        """Draw the weight anew."""
        init.normal_(self.weight)
        if self.padding_idx is not None:
            with no_grad():
                self.weight[self.padding_idx].fill_(0)

    def forward(self, input: Tensor) -> Tensor:
        return functional.embedding(
            input,
            self.weight,
            self.padding_idx,
            self.max_norm,
            self.norm_type,
            self.scale_grad_by_freq,
            self.sparse,
        )

    def extra_repr(self) -> str:
        usual = {
            "padding_idx": None,
            "max_norm": None,
            "norm_type": 2,
            "scale_grad_by_freq": False,
            "sparse": False,
        }
        options = [f"{n}={getattr(self, n)}" for n, x in usual.items() if getattr(self, n) != x]
        return ", ".join([f"{self.num_embeddings}, {self.embedding_dim}", *options])
