"""Vectors for words, one by one or in bags, as modules."""

from __future__ import annotations

from typing import Any, Self

from tinygrad_np import filling
from tinygrad_np.autograd.grad_mode import no_grad
from tinygrad_np.nn import functional, init
from tinygrad_np.nn.functional.embedding import padding_row
from tinygrad_np.nn.module import Module
from tinygrad_np.nn.parameter import Parameter
from tinygrad_np.tensor import Tensor


class _Rows(Module):
    """A `weight` with a row for each index, at first drawn, but zeros in the row `padding_idx`."""

    weight: Parameter

    def _make_weight(
        self, shape: tuple[int, int], padding_idx: int | None, given: Tensor | None, options: Any
    ) -> None:
        self.num_embeddings, self.embedding_dim = shape
        self.padding_idx = padding_row(padding_idx, shape[0])
        if given is None:
            self.weight = Parameter(filling.empty(shape, **options))
            self.reset_parameters()
        elif given.shape != shape:
            raise AssertionError("Shape of weight does not match num_embeddings and embedding_dim")
        else:
            self.weight = Parameter(given)

    def reset_parameters(self) -> None:
        """Draw the weight anew."""
        init.normal_(self.weight)
        if self.padding_idx is not None:
            with no_grad():
                self.weight[self.padding_idx].fill_(0)

    def _said(self, usual: dict[str, Any]) -> str:
        """The shape of the weight, and those options that are not as usual."""
        options = [f"{n}={getattr(self, n)!r}" for n, x in usual.items() if getattr(self, n) != x]
        return ", ".join([f"{self.num_embeddings}, {self.embedding_dim}", *options])


class Embedding(_Rows):
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
        self.max_norm = max_norm
        self.norm_type = norm_type
        self.scale_grad_by_freq = scale_grad_by_freq
        self.sparse = sparse
        options = {"device": device, "dtype": dtype}
        self._make_weight((num_embeddings, embedding_dim), padding_idx, _weight, options)
        self.weight.requires_grad_(not _freeze)

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
        return self._said(
            {
                "padding_idx": None,
                "max_norm": None,
                "norm_type": 2,
                "scale_grad_by_freq": False,
                "sparse": False,
            }
        )


class EmbeddingBag(_Rows):
    """The mean, the sum or the largest elements of rows of `weight`, for each bag of indices.

    It is called with indices of shape (bags, n); or of one dim, and the offsets at which bags
    begin. With `include_last_offset` the last of these is where the last bag ends. For the mode
    "sum" there can be weights of the indices too. The other options are as in `Embedding`.

    Raises:
        AssertionError: for a `padding_idx` out of range.
        NotImplementedError: when called, for `sparse` gradients.

    >>> import tinygrad_np as torch
    >>> words = torch.nn.EmbeddingBag(10, 3, mode="sum")
    >>> words
    EmbeddingBag(10, 3, mode='sum')
    >>> words(torch.tensor([1, 2, 4, 5, 4]), torch.tensor([0, 2])).shape
    torch.Size([2, 3])
    """

    def __init__(
        self,
        num_embeddings: int,
        embedding_dim: int,
        max_norm: float | None = None,
        norm_type: float = 2.0,
        scale_grad_by_freq: bool = False,
        mode: str = "mean",
        sparse: bool = False,
        _weight: Tensor | None = None,
        include_last_offset: bool = False,
        padding_idx: int | None = None,
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__()
        self.max_norm = max_norm
        self.norm_type = norm_type
        self.scale_grad_by_freq = scale_grad_by_freq
        options = {"device": device, "dtype": dtype}
        self._make_weight((num_embeddings, embedding_dim), padding_idx, _weight, options)
        self.mode = mode
        self.sparse = sparse
        self.include_last_offset = include_last_offset

    @classmethod
    def from_pretrained(
        cls,
        embeddings: Tensor,
        freeze: bool = True,
        max_norm: float | None = None,
        norm_type: float = 2.0,
        scale_grad_by_freq: bool = False,
        mode: str = "mean",
        sparse: bool = False,
        include_last_offset: bool = False,
        padding_idx: int | None = None,
    ) -> Self:
        """A layer whose weight is a given matrix, which is not trained unless `freeze` is False.

        Raises:
            AssertionError: if it is no matrix.

        >>> import tinygrad_np as torch
        >>> words = torch.nn.EmbeddingBag.from_pretrained(torch.tensor([[1.0, 2.0], [4.0, 5.0]]))
        >>> words(torch.tensor([[1, 0]]))
        tensor([[2.5000, 3.5000]])
        """
        if embeddings.ndim != 2:
            raise AssertionError("Embeddings parameter is expected to be 2-dimensional")
        rows, columns = embeddings.shape
        layer = cls(
            rows,
            columns,
            max_norm,
            norm_type,
            scale_grad_by_freq,
            mode,
            sparse,
            embeddings,
            include_last_offset,
            padding_idx,
        )
        layer.weight.requires_grad_(not freeze)
        return layer

    def forward(
        self,
        input: Tensor,
        offsets: Tensor | None = None,
        per_sample_weights: Tensor | None = None,
    ) -> Tensor:
        return functional.embedding_bag(
            input,
            self.weight,
            offsets,
            self.max_norm,
            self.norm_type,
            self.scale_grad_by_freq,
            self.mode,
            self.sparse,
            per_sample_weights,
            self.include_last_offset,
            self.padding_idx,
        )

    def extra_repr(self) -> str:
        return self._said(
            {
                "max_norm": None,
                "norm_type": 2,
                "scale_grad_by_freq": False,
                "mode": None,
                "padding_idx": None,
            }
        )
