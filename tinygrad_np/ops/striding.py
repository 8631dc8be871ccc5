"""Views by strides: windows, any walk through memory, and the bits read in another dtype."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes, shapes
from tinygrad_np.engine.function import Function
from tinygrad_np.engine.grad_mode import state
from tinygrad_np.engine.graph import wrap
from tinygrad_np.ops.operands import as_operand
from tinygrad_np.ops.places import Collect
from tinygrad_np.ops.views import ViewFunction, enter_view

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


class Unfold(ViewFunction):
    """The windows of some size along a dim, each a step further, as a last dim."""

    fills_buffer = True  # or rather: takes strides

    def forward(x, dim, size, step):
        if not x.ndim:
            return x.reshape(1)[:size]
        count = (x.shape[dim] - size) // step + 1
        return np.lib.stride_tricks.as_strided(
            x,
            (*x.shape[:dim], count, *x.shape[dim + 1 :], size),
            (*x.strides[:dim], x.strides[dim] * step, *x.strides[dim + 1 :], x.strides[dim]),
            writeable=x.flags.writeable,
        )

    def backward(grad, x_shape, dim, size, step):
        return UnfoldBackward.call(grad, x_shape, dim, size, step)

    @classmethod
    def apply(cls, x, *parameters):
        result = cls.run_unary(x, x.array, *parameters)
        enter_view(result, x, cls, parameters)
        return result


class UnfoldBackward(Function):
    """Each window added to where it was taken from; `shape` is that of the result."""

    fills_buffer = True

    def forward(x, shape, dim, size, step):
        buffer = np.zeros(shape, x.dtype)
        if not shape:
            buffer += np.add.reduce(x)
            return buffer
        before = (slice(None),) * dim
        walked = (x.shape[dim] - 1) * step + 1
        for i in range(size):
            buffer[(*before, slice(i, i + walked, step))] += x[..., i]
        return buffer

    def backward(grad, dim, size, step):
        return Unfold.call(grad, dim, size, step)


class Walk:
    """A walk through the memory of an array x, in elements from x's first one."""

    __slots__ = ("_found", "_without_gaps", "shape", "size", "start", "stride", "x_strides")

    def __init__(self, x: np.ndarray, size: tuple, stride: tuple, start: int) -> None:
        self.shape = x.shape
        self.x_strides = _element_strides(x)
        self._without_gaps = x.flags.forc
        self.size, self.stride, self.start = size, stride, start
        self._found: np.ndarray | None = None

    @property
    def places(self) -> np.ndarray:
        """Where in the flattened x the walk finds each of its elements; -1 for none of x's."""
        if self._found is None:
            own = offsets(self.shape, self.x_strides)
            walked = offsets(self.size, self.stride) + self.start
            lowest = min(own.min(initial=0), walked.min(initial=0))
            highest = max(own.max(initial=0), walked.max(initial=0))
            table = np.full(highest - lowest + 1, -1)
            table[own.reshape(-1) - lowest] = np.arange(own.size)
            self._found = table[walked - lowest]
        return self._found

    def stays_inside(self) -> bool:
        """Whether all elements of the walk are x's."""
        if not self._without_gaps:
            return bool((self.places >= 0).all())
        last = self.start + sum((n - 1) * s for n, s in zip(self.size, self.stride, strict=True))
        return 0 in self.size or 0 <= self.start <= last < math.prod(self.shape)


def _element_strides(x: np.ndarray) -> tuple[int, ...]:
    itemsize = x.itemsize
    return tuple([s // itemsize for s in x.strides])


def offsets(shape: tuple, strides: tuple) -> np.ndarray:
    """How far each element of an array is from the first one."""
    offsets = np.zeros((), np.int64)
    for n, stride in zip(shape, strides, strict=True):
        offsets = offsets[..., None] + np.arange(n) * stride
    return offsets


class AsStrided(ViewFunction):
    """The elements on a walk through x's memory."""

    def forward(x, walk):
        return x.reshape((-1,))[walk.places]

    def backward(grad, x_shape, walk):
        return Collect.call(grad, walk.places, 0, 1, (math.prod(x_shape),)).reshape(x_shape)


def unfold(input: Tensor, dimension: int, size: int, step: int) -> Tensor:
    """The windows of `size` along a dim, each `step` further, as a last dim: a view.

    Raises:
        IndexError: for a dim that the input does not have.
        RuntimeError: for a window larger than the dim, or a step that is not positive.

    >>> import tinygrad_np as torch
    >>> torch.arange(4).unfold(0, 2, 1)
    tensor([[0, 1],
            [1, 2],
            [2, 3]])
    """
    shape = input._array.shape
    dim = shapes.wrap_dim(dimension, len(shape), "unfold", "dimension")
    size = shapes.as_int(size, "unfold", "size")
    step = shapes.as_int(step, "unfold", "step")
    available = shape[dim] if shape else 1
    if size < 0:
        raise RuntimeError(f"size is {size} but must be >= 0")
    if size > available:
        raise RuntimeError(
            f"maximum size for tensor at dimension {dim} is {available} but size is {size}"
        )
    if step <= 0:
        raise RuntimeError(f"step is {step} but must be > 0")
    return Unfold.apply(input, dim, size, step)


def as_strided(input: Tensor, size: Any, stride: Any, storage_offset: int | None = None) -> Tensor:
    """Any walk through the memory on which a tensor lies: a view.

    Neighbours along each dim are `stride` elements apart; the first one is `storage_offset`
    elements from the beginning of the memory, as that of the input if it is None. Elements that
    are met again add their gradients up.

    Raises:
        RuntimeError: for a walk that leaves the memory; or for one that leaves a tensor that
            requires grad, and what it is a view of.

    >>> import tinygrad_np as torch
    >>> torch.as_strided(torch.arange(4), (2, 2), (1, 2))
    tensor([[0, 2],
            [1, 3]])
    """
    input = as_operand(input, "as_strided")
    target = shapes.several(size, "as_strided", "size", 2)
    strides = shapes.several(stride, "as_strided", "stride", 3)
    memory = storage(input.array)
    first = storage_offset_of(input.array, memory)
    start = first if storage_offset is None else storage_offset
    start = shapes.as_int(start, "as_strided", "storage_offset")
    _check_walk(memory, target, strides, start)
    out = np.lib.stride_tricks.as_strided(
        memory[start:],
        target,
        tuple(s * memory.itemsize for s in strides),
        writeable=memory.flags.writeable,
    )
    # The walk may leave a view, but not what it is a view of; nor the end of a graph.
    is_end = input._view is None or (input.requires_grad and input.is_leaf)
    for source in (input,) if is_end else (input, input._view.base):
        own_start = start - storage_offset_of(source.array, memory)
        walk = Walk(source.array, target, strides, own_start)
        if walk.stays_inside():
            result = AsStrided.recorded(source, out, (walk,))
            enter_view(result, source, AsStrided, (walk,))
            return result
    if state.recording and input.requires_grad:
        raise RuntimeError(
            "as_strided(): some of these elements do not belong to the tensor that requires grad, "
            "and would have no gradient: use one that has all of them, or detach() it first"
        )
    result = wrap(out)
    result._writes = input._writes
    return result


def _check_walk(memory: np.ndarray, size: tuple, stride: tuple, start: int) -> None:
    if len(size) != len(stride):
        raise RuntimeError("mismatch in length of strides and shape")
    if any(s < 0 for s in stride):
        raise RuntimeError(
            "as_strided: Negative strides are not supported at the moment, got strides: "
            f"{list(stride)}"
        )
    if any(n < 0 for n in size):
        raise RuntimeError(
            f"as_strided: sizes must not be negative, got sizes={list(size)} and "
            f"strides={list(stride)}"
        )
    if start < 0:
        raise RuntimeError(f"Tensor: invalid storage offset {start}")
    last = start + sum((n - 1) * s for n, s in zip(size, stride, strict=True))
    if 0 not in size and last >= memory.size:
        raise RuntimeError(
            f"setStorage: sizes {list(size)}, strides {list(stride)}, storage offset {start}, and "
            f"itemsize {memory.itemsize} requiring a storage size of "
            f"{(last + 1) * memory.itemsize} are out of bounds for storage of size {memory.nbytes}"
        )


def storage(array: np.ndarray) -> np.ndarray:
    """All of the memory on which an array lies, as one dim in the array's dtype.

    Raises:
        RuntimeError: if it is not known, since NumPy was given an array with gaps.
    """
    owner: Any = array
    dtype = array.dtype
    while (owner := getattr(owner, "base", None)) is not None:
        array = owner if isinstance(owner, np.ndarray) else array
    order = sorted(range(array.ndim), key=lambda d: -array.strides[d])
    flat = array.transpose(order)
    if not flat.flags.c_contiguous:
        raise RuntimeError("as_strided(): the tensor's memory has gaps: clone() it first")
    return flat.reshape(-1).view(dtype)


def storage_offset_of(array: np.ndarray, memory: np.ndarray) -> int:
    """How many elements from the beginning of its memory an array begins."""
    return (array.ctypes.data - memory.ctypes.data) // array.itemsize


def storage_offset(input: Tensor) -> int:
    """How many elements from the beginning of its memory a tensor begins.

    >>> import tinygrad_np as torch
    >>> torch.arange(4)[1:].storage_offset()
    1
    """
    array = input.array
    return storage_offset_of(array, storage(array))


def is_set_to(input: Tensor, tensor: Tensor) -> bool:
    """Whether two tensors show the same memory in the same way.

    >>> import tinygrad_np as torch
    >>> x = torch.ones(2, 3)
    >>> x.is_set_to(x.view(2, 3)), x.is_set_to(x.view(6))
    (True, False)
    """
    a, b = input.array, as_operand(tensor, "is_set_to", "tensor", 1).array
    same = a.dtype == b.dtype and a.shape == b.shape and a.strides == b.strides
    return same and a.ctypes.data == b.ctypes.data


def bits_in_dtype(input: Tensor, dtype: Any) -> Tensor:
    """The memory of a tensor read in another dtype, `x.view(dtype)`; the last dim may grow.

    Raises:
        RuntimeError: if sizes, strides or the place in memory do not allow it.

    >>> import tinygrad_np as torch
    >>> torch.tensor([1.0]).view(torch.int32)
    tensor([1065353216], dtype=torch.int32)
    """
    array, wanted = input.array, dtypes.to_numpy_dtype(dtype)
    old, new = array.itemsize, wanted.itemsize
    if old != new:
        _check_bits(array, wanted, max(new // old, 1))
    result = wrap(array.view(wanted))
    result._writes = input._writes
    return result


def _check_bits(array: np.ndarray, wanted: np.dtype, ratio: int) -> None:
    """Refuse elements of another size where NumPy could not place them."""
    names = [dtypes.from_numpy_dtype(d).scalar_name for d in (array.dtype, wanted)]
    reading = f"to view {names[0]} as {names[1]} (different element sizes)"
    if not array.ndim:
        raise RuntimeError(f"self.dim() cannot be 0 {reading}")
    strides = _element_strides(array)
    if strides[-1] != 1:
        raise RuntimeError(f"self.stride(-1) must be 1 {reading}, but got {strides[-1]}")
    places = {"self.size(-1)": array.shape[-1]}
    if ratio > 1:
        places["self.storage_offset()"] = storage_offset_of(array, storage(array))
        places |= {f"self.stride({d})": s for d, s in enumerate(strides[:-1])}
    for place, n in places.items():
        if n % ratio:
            raise RuntimeError(f"{place} must be divisible by {ratio} {reading}, but got {n}")
