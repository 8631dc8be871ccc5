"""Normalization: elements less their mean, divided by their deviation, then scaled and shifted."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np import dtypes
from tinygrad_np.engine.function import CONSTANT, Function
from tinygrad_np.engine.graph import wrap
from tinygrad_np.ops import standardizing as steps
from tinygrad_np.ops import twins
from tinygrad_np.ops.arithmetic import add, mul, neg
from tinygrad_np.ops.conversion import to_dtype
from tinygrad_np.ops.operands import as_operand, refuse
from tinygrad_np.ops.outputs import JointFunction
from tinygrad_np.shapes import as_int, several, wrap_dim

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor

Shape = tuple[int, ...]
_HALF = np.dtype(np.float16)


def layer_norm(
    input: Tensor,
    normalized_shape: Any,
    weight: Tensor | None = None,
    bias: Tensor | None = None,
    eps: float = 1e-05,
    cudnn_enable: bool = True,
) -> Tensor:
    """`(x - mean) / sqrt(var + eps) * weight + bias`, with means over the last dims.

    These are as many as `normalized_shape` has, which is their shape, and that of `weight` and
    `bias`.

    Raises:
        NotImplementedError: for integers.
        RuntimeError: if shapes or dtypes do not fit.

    >>> import tinygrad_np as torch
    >>> torch.layer_norm(torch.tensor([[1.0, 2.0, 3.0], [0.0, 0.0, 9.0]]), (3,))
    tensor([[-1.2247,  0.0000,  1.2247],
            [-0.7071, -0.7071,  1.4142]])
    """
    x, weight, bias = _operands("layer_norm", input, eps, weight=weight, bias=bias)
    rows, size = _rows("layer_norm", x, normalized_shape, weight=weight, bias=bias)
    y = _standardized("layer_norm", steps.StandardizeLayer, x, (1, rows, size), eps)[0]
    return _finished(steps.ScaleShiftLayer, y, weight, bias, (rows, size, 1), input)


def rms_norm(
    input: Tensor, normalized_shape: Any, weight: Tensor | None = None, eps: float | None = None
) -> Tensor:
    """`x / sqrt(mean(x**2) + eps) * weight`, with means over the last dims, as in `layer_norm`.

    Without `eps` it is the distance from 1 to the next larger number.

    Raises:
        NotImplementedError: for integers.
        RuntimeError: if shapes do not fit.

    >>> import tinygrad_np as torch
    >>> torch.rms_norm(torch.tensor([3.0, 4.0]), (2,))
    tensor([0.8485, 1.1314])
    """
    x = _operands("rms_norm", input, 0.0 if eps is None else eps)[0]
    scale = None if weight is None else as_operand(weight, "rms_norm", "weight", 3)
    rows, size = _rows("rms_norm", x, normalized_shape, weight=scale)
    if eps is None:
        refuse("rms_norm", "biu", x._array)
        eps = float(np.finfo(x._array.dtype).eps)
    y = _standardized("rms_norm", steps.DivideByRms, x, (1, rows, size), eps)[0]
    y = y if scale is None else mul(y, scale)
    return to_dtype(y, dtypes.to_numpy_dtype(input.dtype))


def group_norm(
    input: Tensor,
    num_groups: int,
    weight: Tensor | None = None,
    bias: Tensor | None = None,
    eps: float = 1e-05,
    cudnn_enabled: bool = True,
) -> Tensor:
    """`(x - mean) / sqrt(var + eps) * weight + bias`, with means over groups of channels.

    The channels are dim 1, in `num_groups` groups of neighbours; each has a weight and a bias.

    Raises:
        NotImplementedError: for integers.
        RuntimeError: if the channels do not fall into groups, or shapes or dtypes do not fit.

    >>> import tinygrad_np as torch
    >>> torch.group_norm(torch.tensor([[1.0, 2.0, 5.0, 9.0]]), 2)
    tensor([[-1.0000,  1.0000, -1.0000,  1.0000]])
    """
    x, weight, bias = _operands("group_norm", input, eps, weight=weight, bias=bias)
    n, c, size = _batch_shape("group_norm", x)
    groups = as_int(num_groups, "group_norm", "num_groups")
    if groups <= 0:
        raise RuntimeError(f"Expected num groups to be greater than 0, got {groups}")
    if c % groups:
        raise RuntimeError(
            "Expected number of channels in input to be divisible by num_groups, but got input of "
            f"shape {list(x.shape)} and num_groups={groups}"
        )
    for name, given in (("weight", weight), ("bias", bias)):
        if given is not None and given.shape != (c,):
            raise RuntimeError(
                f"Expected {name} to be a vector of size equal to the number of channels in input, "
                f"but got {name} of shape {list(given.shape)} and input of shape {list(x.shape)}"
            )
    lanes = (1, n * groups, c // groups * size)
    y = _standardized("group_norm", steps.StandardizeGroup, x, lanes, eps)[0]
    return _finished(steps.ScaleShiftGroup, y, weight, bias, (n, c, size), input)


def batch_norm(
    input: Tensor,
    weight: Tensor | None,
    bias: Tensor | None,
    running_mean: Tensor | None,
    running_var: Tensor | None,
    training: bool,
    momentum: float,
    eps: float,
    cudnn_enabled: bool,
) -> Tensor:
    """`(x - mean) / sqrt(var + eps) * weight + bias`, with a mean and a variance for each channel.

    The channels are dim 1. In training means are over all else, and the running mean and variance,
    if there are any, move towards them by the share `momentum`, the latter towards the variance
    that divides by one less. Otherwise these two are what is used.

    Raises:
        NotImplementedError: for integers.
        RuntimeError: if shapes or dtypes do not fit, or running statistics are missing.

    >>> import tinygrad_np as torch
    >>> x, mean, var = torch.tensor([[1.0], [3.0]]), torch.zeros(1), torch.ones(1)
    >>> torch.batch_norm(x, None, None, mean, var, True, 0.5, 1e-5, False)
    tensor([[-1.0000],
            [ 1.0000]])
    >>> mean, var
    (tensor([1.]), tensor([1.5000]))
    """
    x, weight, bias, mean, var = _channel_operands(
        "batch_norm", input, eps, weight, bias, running_mean, running_var, training
    )
    shape = _batch_shape("batch_norm", x)
    if not training:
        return _by_running_statistics(x, weight, bias, mean, var, shape, eps, input)
    y, *found = _standardized("batch_norm", steps.StandardizeBatch, x, shape, eps)
    if math.prod(shape):
        count = shape[0] * shape[2]
        _track(running_mean, running_var, [s._array for s in found], count, momentum)
    return _finished(steps.ScaleShiftBatch, y, weight, bias, shape, input)


def instance_norm(
    input: Tensor,
    weight: Tensor | None,
    bias: Tensor | None,
    running_mean: Tensor | None,
    running_var: Tensor | None,
    use_input_stats: bool,
    momentum: float,
    eps: float,
    cudnn_enabled: bool,
) -> Tensor:
    """As `batch_norm`, with a mean and a variance for each channel of each item of the batch.

    The running statistics move towards the average over the batch; they are what is used unless
    `use_input_stats`.

    Raises:
        NotImplementedError: for integers.
        RuntimeError: if shapes or dtypes do not fit, or running statistics are missing.

    >>> import tinygrad_np as torch
    >>> x = torch.tensor([[[1.0, 3.0]], [[5.0, 9.0]]])
    >>> torch.instance_norm(x, None, None, None, None, True, 0.1, 1e-5, False)
    tensor([[[-1.0000,  1.0000]],
    <BLANKLINE>
            [[-1.0000,  1.0000]]])
    """
    x, weight, bias, mean, var = _channel_operands(
        "instance_norm", input, eps, weight, bias, running_mean, running_var, use_input_stats
    )
    n, c, size = shape = _batch_shape("instance_norm", x)
    if not use_input_stats:
        return _by_running_statistics(x, weight, bias, mean, var, shape, eps, input)
    y, *found = _standardized("instance_norm", steps.StandardizeBatch, x, (1, n * c, size), eps)
    if math.prod(shape):
        averages = [s._array.reshape(n, c).mean(0) for s in found]
        _track(running_mean, running_var, averages, size, momentum)
    return _finished(steps.ScaleShiftBatch, y, weight, bias, shape, input)


def _operands(op: str, input: Any, eps: Any, **parameters: Any) -> list:
    """The input and the parameters as Tensors or None, in the dtype to compute in.

    That is float32 for float16, whose parameters may also be float32.

    Raises:
        RuntimeError: for parameters of other dtypes.
        TypeError: for what is no tensor, or an eps that is no number.
    """
    if not isinstance(eps, (int, float)):
        raise TypeError(f"{op}(): argument 'eps' must be float, not {type(eps).__name__}")
    x = as_operand(input, op)
    dtype = x._array.dtype
    operands = [x]
    for position, (name, given) in enumerate(parameters.items(), 2):
        operands.append(None if given is None else as_operand(given, op, name, position))
    kinds = {t._array.dtype for t in operands[1:] if t is not None}
    if kinds - {dtype} and (dtype != _HALF or kinds != {np.dtype(np.float32)}):
        names = sorted(dtypes.from_numpy_dtype(kind).scalar_name for kind in kinds)
        raise RuntimeError(
            f"mixed dtype (CPU): {op}() of {dtypes.from_numpy_dtype(dtype).scalar_name} expects "
            f"parameters of that dtype, but got {' and '.join(names)}"
        )
    if dtype == _HALF:
        operands = [None if t is None else to_dtype(t, np.dtype(np.float32)) for t in operands]
    return operands


def _rows(op: str, x: Any, normalized_shape: Any, **parameters: Any) -> tuple[int, int]:
    """The input's sizes as a matrix whose rows are to be normalized.

    Raises:
        RuntimeError: if the input does not end in that shape, or a parameter does not have it.
    """
    shape = several(normalized_shape, op, "normalized_shape", 2)
    if not shape:
        raise RuntimeError(
            "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one "
            "element, but got normalized_shape = []"
        )
    for name, given in parameters.items():
        if given is not None and given._array.shape != shape:
            raise RuntimeError(
                f"Expected {name} to be of same shape as normalized_shape, but got {name} of shape "
                f"{list(given.shape)} and normalized_shape = {list(shape)}"
            )
    sizes, kept = x._array.shape, x._array.ndim - len(shape)
    if sizes[max(kept, 0) :] != shape:
        raise RuntimeError(
            f"Given normalized_shape={list(shape)}, expected input with shape "
            f"{[*'*', *shape]}, but got input of size{list(sizes)}".replace("'", "")
        )
    return math.prod(sizes[:kept]), math.prod(shape)


def _batch_shape(op: str, x: Any) -> tuple[int, int, int]:
    """The input's sizes as (batch, channels, all else)."""
    shape = x._array.shape
    wrap_dim(1, len(shape), op)
    return shape[0], shape[1], math.prod(shape[2:])


def _channel_operands(
    op: str, input: Any, eps: Any, weight: Any, bias: Any, mean: Any, var: Any, training: bool
) -> list:
    """As `_operands`, of what has an element for each channel.

    Raises:
        RuntimeError: if one has not; if running statistics require grad, or are wanted and missing.
        ValueError: if just one of the running statistics is given.
    """
    operands = _operands(
        op, input, eps, weight=weight, bias=bias, running_mean=mean, running_var=var
    )
    x, scale, shift, *statistics = operands
    channels = _batch_shape(op, x)[1]
    names = ("running_mean", "running_var", "weight", "bias")
    for name, parameter in zip(names, (*statistics, scale, shift), strict=True):
        if parameter is None:
            if not training and name.startswith("running"):
                raise RuntimeError(f"{name} must be defined in evaluation mode")
        elif parameter._array.size != channels:
            raise RuntimeError(
                f"{name} should contain {channels} elements not {parameter._array.size}"
            )
        elif name.startswith("running") and parameter._requires_grad:
            raise RuntimeError(
                f"The function 'native_batch_norm' is not differentiable with respect to argument "
                f"'{name}'. This input cannot have requires_grad True."
            )
    if (mean is None) != (var is None):
        raise ValueError("running_mean and running_var must either both be None or neither be None")
    return operands


def _standardized(op: str, function: type[JointFunction], x: Any, shape: Shape, eps: float) -> Any:
    refuse(op, "biu", x._array)
    return function.run_on(x, x._array, shape, eps)


def _finished(
    function: type[Function], y: Any, weight: Any, bias: Any, shape: Shape, input: Any
) -> Any:
    """`y * weight + bias` in the dtype of the input, as the op's result."""
    if weight is not None or bias is not None:
        operands = [y, CONSTANT if weight is None else weight, CONSTANT if bias is None else bias]
        values = [None if t is CONSTANT else t._array for t in operands]
        y = function.run((*operands, CONSTANT), (*values, shape))
    return to_dtype(y, dtypes.to_numpy_dtype(input.dtype))


def _by_running_statistics(
    x: Any, weight: Any, bias: Any, mean: Any, var: Any, shape: Shape, eps: float, input: Any
) -> Any:
    """Of statistics that are given there is left, for each channel, a weight and a bias."""
    refuse("batch_norm", "biu", x._array)
    scale = wrap(1.0 / np.sqrt(var._array + eps))
    scale = scale if weight is None else mul(weight, scale)
    shift = mul(neg(mean), scale)
    shift = shift if bias is None else add(shift, bias)
    return _finished(steps.ScaleShiftBatch, x, scale, shift, shape, input)


def _track(mean: Any, var: Any, found: list, count: int, momentum: float) -> None:
    """Move the running statistics towards the mean and the variance of a batch."""
    unbiased = found[1] * (count / (count - 1) if count > 1 else math.nan)
    for running, new in ((mean, found[0]), (var, unbiased)):
        if running is not None:
            new = new.reshape(running.shape).astype(running._array.dtype)
            twins.lerp_(running, wrap(new), momentum)
