"""From a list of samples to a batch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from tinygrad_np import creation, dtypes
from tinygrad_np.ops import joining
from tinygrad_np.tensor import Tensor

_EXPECTED = "default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists"


def default_collate(batch: Sequence[Any]) -> Any:
    """A batch of samples: tensors stacked, numbers made a tensor, and so on inside of containers.

    Raises:
        TypeError: for samples of another kind.
        RuntimeError: for tensors of different shapes, or sequences of different lengths.

    >>> import tinygrad_np as torch
    >>> torch.utils.data.default_collate([(1, {"a": 2.0}), (3, {"a": 4.0})])
    [tensor([1, 3]), {'a': tensor([2., 4.], dtype=torch.float64)}]
    """
    first = batch[0]
    if isinstance(first, Tensor):
        return joining.stack(batch, 0)
    if isinstance(first, (np.ndarray, np.generic)):
        if first.dtype.kind in "SUOV":
            raise TypeError(f"{_EXPECTED}; found {first.dtype}")
        return joining.stack([creation.as_tensor(x) for x in batch], 0)
    if isinstance(first, float):
        return creation.tensor(batch, dtype=dtypes.float64)
    if isinstance(first, int):
        return creation.tensor(batch)
    if isinstance(first, (str, bytes)):
        return batch
    if isinstance(first, Mapping):
        return _like(first, {key: default_collate([x[key] for x in batch]) for key in first})
    if isinstance(first, Sequence):
        return _of_sequences(batch)
    raise TypeError(f"{_EXPECTED}; found {type(first)}")


def _of_sequences(batch: Sequence[Any]) -> Any:
    first = batch[0]
    if any(len(sample) != len(first) for sample in batch):
        raise RuntimeError("each element in list of batch should be of equal size")
    items = [default_collate(samples) for samples in zip(*batch, strict=True)]
    if hasattr(first, "_fields"):
        return type(first)(*items)
    return items if isinstance(first, tuple) else _like(first, items)


def default_convert(data: Any) -> Any:
    """One sample with its arrays made tensors; what is none stays.

    >>> import numpy as np
    >>> import tinygrad_np as torch
    >>> torch.utils.data.default_convert([np.ones(2), "a"])
    [tensor([1., 1.], dtype=torch.float64), 'a']
    """
    if isinstance(data, (np.ndarray, np.generic)):
        return data if data.dtype.kind in "SUOV" else creation.as_tensor(data)
    if isinstance(data, Mapping):
        return _like(data, {key: default_convert(value) for key, value in data.items()})
    if hasattr(data, "_fields"):
        return type(data)(*map(default_convert, data))
    if isinstance(data, Sequence) and not isinstance(data, (str, bytes)):
        items = list(map(default_convert, data))
        return items if isinstance(data, tuple) else _like(data, items)
    return data


def _like(container: Any, items: Any) -> Any:
    """The items in a container of the same type, if it can be made of them."""
    try:
        return type(container)(items)
    except TypeError:
        return items
