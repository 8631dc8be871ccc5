"""From what users pass to what rules are fed: operands as Tensors, dtypes promoted."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from tinygrad_np import dtypes, shapes
from tinygrad_np.engine.function import CONSTANT, Function
from tinygrad_np.engine.graph import TensorBase, wrap

_FLOAT32 = np.dtype(np.float32)
_FLOAT64 = np.dtype(np.float64)
_FLOAT16_MAX = 65504.0  # every floating dtype holds it
_NAMES_IN_C = {"float16": "c10::Half", "float32": "float", "float64": "double", "int32": "int"}


def as_operand(x: Any, op: str, name: str = "input", position: int = 1) -> Any:
    """`x` as a Tensor: itself, or one on the memory of an ndarray.

    Raises:
        TypeError: if it is neither.
    """
    if isinstance(x, TensorBase):
        return x
    if isinstance(x, (np.ndarray, np.generic)):
        dtypes.from_numpy_dtype(x.dtype)
        if hasattr(x, "mask"):
            raise TypeError(f"{op}(): a masked array would lose its mask: use x.filled(value)")
        # A matrix, say, becomes a plain array: its operators mean something else.
        return wrap(np.asarray(x) if isinstance(x, np.ndarray) else x)
    raise TypeError(
        f"{op}(): argument '{name}' (position {position}) must be Tensor, not {type(x).__name__}"
    )


def as_operands(tensors: Sequence, op: str) -> list:
    """Several arguments of one kind as Tensors.

    Raises:
        TypeError: for one that is no Tensor.
    """
    if all(isinstance(x, TensorBase) for x in tensors):
        return list(tensors)
    for i, x in enumerate(tensors):
        if not isinstance(x, (TensorBase, np.ndarray)):
            raise TypeError(
                f"expected Tensor as element {i} in argument 0, but got {type(x).__name__}"
            )
    return [as_operand(x, op, "tensors") for x in tensors]


def listed(tensors: Any, op: str) -> list:
    """A tuple or list of Tensors, the argument `tensors` of `op`.

    Raises:
        TypeError: for anything else, or in it.
    """
    if not isinstance(tensors, (tuple, list)):
        raise TypeError(
            f"{op}(): argument 'tensors' (position 1) must be tuple of Tensors, "
            f"not {type(tensors).__name__}"
        )
    return as_operands(tensors, op)


def is_operand(x: Any) -> bool:
    """Whether an operator takes `x`; of anything else Python asks the other side."""
    return isinstance(x, (TensorBase, float, int, np.ndarray, np.number, np.bool_))


def operator(
    function: type[Function], op: Callable[[Any, Any], Any], kinds: str = "f"
) -> Callable[[Any, Any], Any]:
    """An operator of Tensors that runs `op`, or lets Python ask the other operand.

    It goes straight to `function` where nothing needs promotion: two Tensors of one dtype, of one
    of these `kinds`, or one and a number of its kind.
    """
    run, run_with_number = function.run_binary, function.run_with_number

    def run_operator(x: TensorBase, y: Any) -> Any:
        a = x._array
        dtype = a.dtype
        if dtype.kind in kinds:
            if isinstance(y, TensorBase):
                b = y._array
                if b.dtype is dtype:
                    try:
                        return run(x, y, a, b)
                    except ValueError:
                        pass  # shapes that do not broadcast: `op` has the words for it
            elif dtype.kind == "f":
                if y.__class__ is float or y.__class__ is int:
                    return run_with_number(x, a, y)
            elif y.__class__ is int and dtype.kind != "b" and 0 <= y < 128:
                return run_with_number(x, a, y)
        return op(x, y) if is_operand(y) else NotImplemented

    return run_operator


def number_operator(
    function: type[Function], op: Callable[[Any, Any], Any]
) -> Callable[[Any, Any], Any]:
    """An operator that goes straight to `function` for floats and a number, else runs `op`."""
    run = function.run_unary

    def run_operator(x: TensorBase, y: Any) -> Any:
        if (y.__class__ is int or y.__class__ is float) and x._array.dtype.kind == "f":
            return run(x, x._array, y)
        return op(x, y) if is_operand(y) else NotImplemented

    return run_operator


def unary(function: type[Function], op: str, x: Any, *parameters: Any) -> Any:
    """Run an op with floating results: of integers it answers in the default dtype."""
    if not isinstance(x, TensorBase):
        x = as_operand(x, op)
    a = x._array
    if a.dtype is not _FLOAT32 and a.dtype.kind != "f":
        a = a.astype(dtypes.get_default())
    return function.run_unary(x, a, *parameters)


def unary_of_floats(function: type[Function], op: str, x: Any, *parameters: Any) -> Any:
    """Run an op that is defined for floating dtypes alone."""
    if not isinstance(x, TensorBase):
        x = as_operand(x, op)
    a = x._array
    if a.dtype.kind != "f":
        refuse(op, "iub", a)
    return function.run_unary(x, a, *parameters)


def binary(
    function: type[Function],
    op: str,
    x: Any,
    y: Any,
    floating: bool = False,
    refused: str = "",
    arrays: bool = False,
) -> Any:
    """Run an elementwise op of two operands in the dtype that belongs to both together.

    With `floating`, integers are taken in the default dtype. Dtypes of the `refused` kinds are not
    taken. With `arrays`, numbers become 0-d arrays, for ops that apply a function of one argument
    to each: of a number NumPy's give a float64.
    """
    if isinstance(x, TensorBase) and isinstance(y, TensorBase):
        a, b = x._array, y._array
        if a.dtype is b.dtype and a.dtype.kind == "f" and "f" not in refused:  # nothing to adapt
            try:
                return function.run_binary(x, y, a, b)
            except ValueError as error:
                raise explained(error, a, b) from None
    x, a = (x, x._array) if isinstance(x, TensorBase) else operand(x, op, "input", 1)
    y, b = (y, y._array) if isinstance(y, TensorBase) else operand(y, op, "other", 2)
    constant = x is CONSTANT or y is CONSTANT
    if constant or a.dtype is not b.dtype or (floating and a.dtype.kind != "f"):
        dtype = dtypes.result_type(a, b)
        if floating and dtype.kind != "f":
            dtype = dtypes.get_default()
        a, b = cast(a, dtype), cast(b, dtype)
        if arrays or (x is CONSTANT and y is CONSTANT):
            a, b = (v if hasattr(v, "dtype") else np.asarray(v, dtype) for v in (a, b))
    if refused:
        refuse(op, refused, b if x is CONSTANT else a)
    try:
        return function.run_binary(x, y, a, b)
    except ValueError as error:
        raise explained(error, a, b) from None


def binary_of_tensors(
    function: type[Function],
    op: str,
    x: Any,
    y: Any,
    floating: bool = False,
    refused: str = "",
) -> Any:
    """As `binary`, for the ops that take no numbers."""
    if not (isinstance(x, TensorBase) and isinstance(y, TensorBase)):
        x, y = as_operand(x, op), as_operand(y, op, "other", 2)
    return binary(function, op, x, y, floating, refused)


def elementwise(function: type[Function], tensors: Sequence, values: Sequence) -> Any:
    """Run a broadcasting op, with PyTorch's error where shapes do not match."""
    try:
        return function.run(tensors, values)
    except ValueError as error:
        raise explained(error, *values) from None


def explained(error: ValueError, *values: Any) -> Exception:
    """NumPy's error in PyTorch's words, if it is that shapes do not broadcast."""
    problem = shapes.broadcast_problem(*(v.shape for v in values if hasattr(v, "shape")))
    return error if problem is None else RuntimeError(problem)


def operand(x: Any, op: str, name: str, position: int) -> tuple[Any, Any]:
    """The place in the graph, and the value, of a Tensor, an array or a number."""
    if isinstance(x, TensorBase):
        return x, x._array
    if isinstance(x, (float, int, np.number, np.bool_)):
        return CONSTANT, x.item() if isinstance(x, np.generic) else x
    x = as_operand(x, op, name, position)
    return x, x._array


def number(x: Any, op: str, name: str) -> Any:
    """`x`, the argument `name` of `op`, as a Python number.

    Raises:
        TypeError: if it is none, nor a 0-d tensor that does not require grad.
    """
    if x.__class__ is float or x.__class__ is int:
        return x
    if isinstance(x, TensorBase) and x._array.ndim == 0 and not x._requires_grad:
        return x._array.item()
    if isinstance(x, (np.number, np.bool_)):
        return x.item()
    if not isinstance(x, (float, int)):
        raise TypeError(f"{op}(): argument '{name}' must be Number, not {type(x).__name__}")
    return x


def promoted(*values: Any) -> tuple:
    """Arrays and numbers in the dtype that belongs to all of them together."""
    first = getattr(values[0], "dtype", None)
    floats = first is not None and first.kind == "f"  # no number of Python's changes their dtype
    for v in values:
        if v.__class__ is float or v.__class__ is int:
            if not floats:
                break
        elif first is None or getattr(v, "dtype", None) is not first:
            break
    else:
        return values
    dtype = dtypes.result_type(*values)
    return tuple([cast(v, dtype) for v in values])


def as_arrays(values: Sequence) -> list[np.ndarray]:
    """Values of which all may be numbers, as arrays of the one dtype that `promoted` found."""
    given = [v.dtype for v in values if hasattr(v, "dtype")]
    dtype = given[0] if given else dtypes.result_type(*values)
    return [v if hasattr(v, "dtype") else np.asarray(v, dtype) for v in values]


def cast(value: Any, dtype: np.dtype) -> Any:
    """An array in `dtype`. A number stays one, in what of Python's is like the dtype.

    But where an integer dtype must wrap it around it becomes NumPy's.
    """
    if hasattr(value, "dtype"):
        return value if value.dtype == dtype else value.astype(dtype)
    if dtype.kind == "b":
        return bool(value)
    if dtype.kind in "iu" and isinstance(value, float):
        value = int(value)
    if dtype.kind in "iu" and not np.iinfo(dtype).min <= value <= np.iinfo(dtype).max:
        return np.asarray(value).astype(dtype)[()]
    return value


def refuse(op: str, kinds: str, *values: Any) -> None:
    """Refuse values, arrays or numbers, of the kinds that an op is not defined for.

    Raises:
        NotImplementedError: naming the op and the dtype.
    """
    for value in values:
        dtype = value.dtype if hasattr(value, "dtype") else dtypes.scalar_dtype(value)
        if dtype.kind in kinds:
            name = dtypes.from_numpy_dtype(dtype).scalar_name
            raise NotImplementedError(f"\"{op}_cpu\" not implemented for '{name}'")


def check_fits(value: Any, dtype: np.dtype) -> None:
    """Refuse a Python number that the dtype cannot hold; in uint8 negative integers wrap around.

    Raises:
        RuntimeError: naming the dtype.
    """
    if isinstance(value, (int, float)) and not _fits(value, dtype):
        name = _NAMES_IN_C.get(dtype.name, f"{dtype}_t")
        raise RuntimeError(f"value cannot be converted to type {name} without overflow")


def _fits(value: float, dtype: np.dtype) -> bool:
    """Whether a number is within the bounds of a dtype."""
    if dtype.kind == "f":
        return not _FLOAT16_MAX < abs(value) < math.inf or abs(value) <= float(np.finfo(dtype).max)
    if dtype.kind == "b":
        return True
    bounds = np.iinfo(dtype)
    wraps = dtype.kind == "u" and isinstance(value, int)
    return (-bounds.max if wraps else bounds.min) <= value <= bounds.max


def accepts_numpy_names(function: Callable) -> Callable:
    """Let `axis` and `keepdims` stand for `dim` and `keepdim`, as PyTorch does."""

    @functools.wraps(function)
    def renamed(*args: Any, **kwargs: Any) -> Any:
        if not kwargs:
            return function(*args)
        if "axis" in kwargs:
            kwargs["dim"] = kwargs.pop("axis")
        if "keepdims" in kwargs:
            kwargs["keepdim"] = kwargs.pop("keepdims")
        return function(*args, **kwargs)

    return renamed
