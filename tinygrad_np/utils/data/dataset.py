"""Data sets: samples by index, or one after the other, and data sets made of others."""

from __future__ import annotations

import itertools
import math
import operator
import warnings
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Generic, TypeVar

from tinygrad_np import random
from tinygrad_np.random import Generator
from tinygrad_np.tensor import Tensor

T = TypeVar("T")


class Dataset(Generic[T]):
    """Samples by index: a subclass writes `__getitem__`, and `__len__` if there is an end.

    One that can fetch several samples at once writes `__getitems__(indices)` too.

    >>> import tinygrad_np as torch
    >>> class Squares(torch.utils.data.Dataset):
    ...     def __len__(self):
    ...         return 4
    ...
    ...     def __getitem__(self, index):
    ...         return index, index**2
    >>> list(torch.utils.data.DataLoader(Squares(), batch_size=2))
    [[tensor([0, 1]), tensor([0, 1])], [tensor([2, 3]), tensor([4, 9])]]
    """

    def __getitem__(self, index: Any) -> T:
        raise NotImplementedError("Subclasses of Dataset should implement __getitem__.")

    def __add__(self, other: Dataset) -> ConcatDataset:
        return ConcatDataset([self, other])


class IterableDataset(Dataset[T]):
    """Samples one after the other: a subclass writes `__iter__`.

    >>> import tinygrad_np as torch
    >>> class Countdown(torch.utils.data.IterableDataset):
    ...     def __iter__(self):
    ...         return iter([3.0, 2.0, 1.0])
    >>> list(torch.utils.data.DataLoader(Countdown(), batch_size=2))
    [tensor([3., 2.], dtype=torch.float64), tensor([1.], dtype=torch.float64)]
    """

    def __iter__(self) -> Iterator[T]:
        raise NotImplementedError("Subclasses of IterableDataset should implement __iter__.")

    def __add__(self, other: Dataset) -> Any:
        return ChainDataset([self, other])


class TensorDataset(Dataset[tuple[Tensor, ...]]):
    """Samples that are the rows of tensors; a batch of them is one index into each.

    Raises:
        AssertionError: if the tensors have different numbers of rows.

    >>> import tinygrad_np as torch
    >>> pairs = torch.utils.data.TensorDataset(torch.ones(3, 2), torch.arange(3))
    >>> pairs[1]
    (tensor([1., 1.]), tensor(1))
    """

    def __init__(self, *tensors: Tensor) -> None:
        if any(tensors[0].size(0) != tensor.size(0) for tensor in tensors):
            raise AssertionError("Size mismatch between tensors")
        self.tensors = tensors

    def __getitem__(self, index: Any) -> tuple[Tensor, ...]:
        return tuple(tensor[index] for tensor in self.tensors)

    def __len__(self) -> int:
        return len(self.tensors[0])

    def batch(self, indices: Sequence[int]) -> list[Tensor] | None:
        """The samples at several indices, collated; None for a subclass with its own samples.

        Also None if the indices are no integers, or none.
        """
        chosen = _as_integers(indices)
        if not chosen or not _fetches_as(self, TensorDataset):
            return None
        return [tensor[chosen] for tensor in self.tensors]


class StackDataset(Dataset[Any]):
    """Samples put together from those of several data sets: tuples, or by names dicts.

    Raises:
        ValueError: if there is none, both ways are mixed, or the lengths differ.

    >>> import tinygrad_np as torch
    >>> pairs = torch.utils.data.StackDataset(image=["a", "b"], label=[0, 1])
    >>> pairs[1]
    {'image': 'b', 'label': 1}
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if args and kwargs:
            raise ValueError(
                "Supported either ``tuple``- (via ``args``) or``dict``- (via ``kwargs``) like "
                "input/output, but both types are given."
            )
        parts = args or tuple(kwargs.values())
        if not parts:
            raise ValueError("At least one dataset should be passed")
        self._length = len(parts[0])
        if any(len(part) != self._length for part in parts):
            raise ValueError("Size mismatch between datasets")
        self.datasets: Any = args or kwargs

    def __getitem__(self, index: Any) -> Any:
        if isinstance(self.datasets, dict):
            return {name: part[index] for name, part in self.datasets.items()}
        return tuple(part[index] for part in self.datasets)

    def __getitems__(self, indices: Sequence[int]) -> list[Any]:
        if isinstance(self.datasets, dict):
            columns = [samples_of(part, indices) for part in self.datasets.values()]
            return [
                dict(zip(self.datasets, row, strict=True)) for row in zip(*columns, strict=True)
            ]
        return list(zip(*(samples_of(part, indices) for part in self.datasets), strict=True))

    def __len__(self) -> int:
        return self._length


class ConcatDataset(Dataset[T]):
    """The samples of several data sets, one set after the other.

    Raises:
        AssertionError: if there is none, or one has no indices.

    >>> import tinygrad_np as torch
    >>> both = torch.utils.data.ConcatDataset(["ab", "cde"])
    >>> len(both), both[2], both[-1]
    (5, 'c', 'e')
    """

    def __init__(self, datasets: Iterable[Any]) -> None:
        self.datasets = list(datasets)
        if not self.datasets:
            raise AssertionError("datasets should not be an empty iterable")
        if any(isinstance(part, IterableDataset) for part in self.datasets):
            raise AssertionError("ConcatDataset does not support IterableDataset")
        self.cumulative_sizes = list(itertools.accumulate(map(len, self.datasets)))

    def __len__(self) -> int:
        return self.cumulative_sizes[-1]

    def __getitem__(self, index: int) -> T:
        if -index > len(self):
            raise ValueError("absolute value of index should not exceed dataset length")
        place = index + len(self) if index < 0 else index
        part = bisect_right(self.cumulative_sizes, place)
        return self.datasets[part][place - ([0, *self.cumulative_sizes][part])]


class ChainDataset(IterableDataset[T]):
    """The samples of several iterable data sets, one set after the other.

    >>> import tinygrad_np as torch
    >>> class Letters(torch.utils.data.IterableDataset):
    ...     def __iter__(self):
    ...         return iter("ab")
    >>> list(torch.utils.data.ChainDataset([Letters(), Letters()]))
    ['a', 'b', 'a', 'b']
    """

    def __init__(self, datasets: Iterable[Dataset]) -> None:
        self.datasets = datasets

    def __iter__(self) -> Iterator[T]:
        return itertools.chain.from_iterable(self._parts())

    def __len__(self) -> int:
        return sum(len(part) for part in self._parts())

    def _parts(self) -> Iterator[Any]:
        for part in self.datasets:
            if not isinstance(part, IterableDataset):
                raise AssertionError("ChainDataset only supports IterableDataset")
            yield part


class Subset(Dataset[T]):
    """The samples of a data set at some indices.

    Raises:
        NotImplementedError: for a subclass with another `__getitem__`, but the same `__getitems__`.

    >>> import tinygrad_np as torch
    >>> part = torch.utils.data.Subset("abcde", [3, 0])
    >>> len(part), part[0]
    (2, 'd')
    """

    def __init__(self, dataset: Any, indices: Sequence[int]) -> None:
        own = type(self)
        if own.__getitem__ is not Subset.__getitem__ and own.__getitems__ is Subset.__getitems__:
            raise NotImplementedError(
                f"{own.__name__} overrides __getitem__ but not __getitems__. When subclassing "
                "Subset and overriding __getitem__, you must also override __getitems__, which a "
                "DataLoader asks for batches: return [self[i] for i in indices]"
            )
        self.dataset = dataset
        self.indices = indices

    def __getitem__(self, index: Any) -> T:
        if isinstance(index, list):
            return self.dataset[[self.indices[i] for i in index]]
        return self.dataset[self.indices[index]]

    def __getitems__(self, indices: Sequence[int]) -> list[T]:
        chosen = [self.indices[i] for i in indices]
        return samples_of(self.dataset, chosen)

    def __len__(self) -> int:
        return len(self.indices)

    def batch(self, indices: Sequence[int]) -> list[Tensor] | None:
        """As `TensorDataset.batch`, if this is a part of one."""
        if not _fetches_as(self, Subset):
            return None
        return batch_of(self.dataset, [self.indices[i] for i in indices])


def samples_of(dataset: Any, indices: Sequence[int]) -> list[Any]:
    """Several samples of a data set, fetched at once if it can do that.

    Raises:
        ValueError: if there are not as many as indices.
    """
    several = getattr(dataset, "__getitems__", None)
    if several is None:
        return [dataset[i] for i in indices]
    samples = several(indices)
    if len(samples) != len(indices):
        raise ValueError(
            f"Nested dataset's output size mismatch. Expected {len(indices)}, got {len(samples)}"
        )
    return samples


def _as_integers(indices: Sequence[Any]) -> list[int] | None:
    """Indices of any integer type, Tensors too, as ints; None if there are others."""
    kinds = set(map(type, indices))
    if kinds == {int}:
        return list(indices)
    try:
        return None if bool in kinds else list(map(operator.index, indices))
    except TypeError:
        return None


def _fetches_as(dataset: Any, base: Any) -> bool:
    """Whether a data set of a subclass fetches samples in the way of its base."""
    names = "__getitem__", "__getitems__"
    return all(getattr(type(dataset), n, None) is getattr(base, n, None) for n in names)


def batch_of(dataset: Any, indices: Sequence[int]) -> list[Tensor] | None:
    """Several samples of a data set, collated at once; None if it cannot do that."""
    return dataset.batch(indices) if isinstance(dataset, (TensorDataset, Subset)) else None


def random_split(
    dataset: Any, lengths: Sequence[float], generator: Generator | None = None
) -> list[Subset]:
    """Parts of a data set, of these lengths or fractions of all, chosen at random.

    What fractions leave over goes to the parts in turn.

    Raises:
        ValueError: if the lengths do not add up to that of the data set.

    >>> import tinygrad_np as torch
    >>> train, test = torch.utils.data.random_split(range(10), [0.8, 0.2])
    >>> len(train), len(test)
    (8, 2)
    """
    if math.isclose(sum(lengths), 1) and sum(lengths) <= 1:
        lengths = _counts(lengths, len(dataset))
    if sum(lengths) != len(dataset):
        raise ValueError("Sum of input lengths does not equal the length of the input dataset!")
    counts: Any = lengths
    indices = random.randperm(sum(counts), generator=generator).tolist()
    ends = itertools.accumulate(counts)
    return [Subset(dataset, indices[e - n : e]) for e, n in zip(ends, counts, strict=True)]


def _counts(fractions: Sequence[float], total: int) -> list[int]:
    for i, fraction in enumerate(fractions):
        if not 0 <= fraction <= 1:
            raise ValueError(f"Fraction at index {i} is not between 0 and 1")
    counts = [math.floor(total * fraction) for fraction in fractions]
    for i in range(total - sum(counts)):
        counts[i % len(counts)] += 1
    for i, count in enumerate(counts):
        if count == 0:
            warnings.warn(
                f"Length of split at index {i} is 0. This might result in an empty dataset.",
                stacklevel=3,
            )
    return counts
