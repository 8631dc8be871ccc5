"""NumPy's functions on Tensors: which op each of them is. What is no op is refused, never detached."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from tinygrad_np import creation
from tinygrad_np.ops import (
    arithmetic,
    comparison,
    conversion,
    elementwise,
    matrix,
    reduction,
    shape,
)
from tinygrad_np.ops.operands import as_operand

UFUNCS: dict[np.ufunc, Callable] = {
    np.absolute: arithmetic.abs,
    np.add: arithmetic.add,
    np.bitwise_and: comparison.bitwise_and,
    np.bitwise_or: comparison.bitwise_or,
    np.bitwise_xor: comparison.bitwise_xor,
    np.cos: elementwise.cos,
    np.divide: arithmetic.div,
    np.equal: comparison.eq,
    np.exp: elementwise.exp,
    np.greater: comparison.gt,
    np.greater_equal: comparison.ge,
    np.invert: comparison.bitwise_not,
    np.isnan: comparison.isnan,
    np.less: comparison.lt,
    np.less_equal: comparison.le,
    np.log: elementwise.log,
    np.matmul: matrix.matmul,
    np.maximum: elementwise.maximum,
    np.minimum: elementwise.minimum,
    np.multiply: arithmetic.mul,
    np.negative: arithmetic.neg,
    np.not_equal: comparison.ne,
    np.positive: conversion.clone,
    np.power: arithmetic.pow,
    np.reciprocal: arithmetic.reciprocal,
    np.sign: elementwise.sign,
    np.sin: elementwise.sin,
    np.sqrt: elementwise.sqrt,
    np.square: arithmetic.square,
    np.subtract: arithmetic.sub,
    np.tan: elementwise.tan,
    np.tanh: elementwise.tanh,
}

REDUCTIONS: dict[np.ufunc, Callable] = {
    np.add: reduction.sum,
    np.multiply: reduction.prod,
    np.maximum: reduction.amax,
    np.minimum: reduction.amin,
}

FUNCTIONS: dict[Callable, Callable] = {}


def run_ufunc(ufunc: np.ufunc, method: str, inputs: tuple, kwargs: dict) -> Any:
    """What a ufunc, or one of its methods, means on Tensors.

    Raises:
        TypeError: if it is no op of this package, or an argument has no meaning for Tensors.
    """
    name = f"numpy.{ufunc.__name__}"
    if method == "__call__" and ufunc in UFUNCS:
        _refuse(name, kwargs)
        return UFUNCS[ufunc](*inputs)
    if method == "reduce" and ufunc in REDUCTIONS:
        options = dict(zip(("axis", "dtype", "out", "keepdims"), inputs[1:], strict=False)) | kwargs
        axis, keepdims = options.pop("axis", 0), options.pop("keepdims", False)
        _refuse(f"{name}.reduce", options)
        return _reduced(REDUCTIONS[ufunc], inputs[0], axis, keepdims)
    if method == "outer" and ufunc in UFUNCS:
        _refuse(f"{name}.outer", kwargs)
        x, y = (as_operand(v, name) for v in inputs)
        return UFUNCS[ufunc](x.reshape(x._array.shape + (1,) * y._array.ndim), y)
    raise _no_rule(name if method == "__call__" else f"{name}.{method}")


def _reduced(op: Callable, x: Any, axis: Any, keepdims: bool) -> Any:
    """A reduction with NumPy's idea of `axis`: None is all, () is none, and prod takes several."""
    x = as_operand(x, "reduce")
    if axis == ():
        return x
    if axis is None:
        axis = tuple(range(x._array.ndim))
    if op is not reduction.prod:
        return op(x, axis, keepdims)
    for dim in sorted(d % x._array.ndim for d in np.atleast_1d(axis).tolist())[::-1]:
        x = op(x, dim, keepdims)
    return x


def run_function(function: Callable, args: tuple, kwargs: dict) -> Any:
    """What a function of NumPy means on Tensors.

    Raises:
        TypeError: if it is no op of this package.
    """
    if function not in FUNCTIONS:
        raise _no_rule(f"{function.__module__}.{function.__name__}")
    return FUNCTIONS[function](*args, **kwargs)


def _refuse(name: str, options: dict) -> None:
    """Refuse what a Tensor cannot do: `out=`, `where=`, `dtype=` and the like."""
    given = [option for option, value in options.items() if value is not None]
    if "out" in given:
        raise TypeError(
            f"{name}: a Tensor's result cannot be written to out=, or into an ndarray by an "
            "in-place operator: that would cut the graph. Use the result, as in `a = a + t`, or "
            "t.detach().numpy()"
        )
    if given:
        raise TypeError(
            f"{name} on a Tensor does not take {', '.join(given)}: use tinygrad_np's own function, "
            "or t.detach().numpy()"
        )


def _no_rule(name: str) -> TypeError:
    return TypeError(
        f"{name} has no derivative rule for Tensors: compose it of functions that have one, write an "
        "autograd.Function, or leave the graph with t.detach().numpy()"
    )


def _implements(*functions: Callable) -> Callable:
    def register(implementation: Callable) -> Callable:
        for function in functions:
            FUNCTIONS[function] = implementation
        return implementation

    return register


@_implements(np.sum)
def _sum(a, axis=None, dtype=None, out=None, keepdims=False):
    _refuse("numpy.sum", {"out": out})
    return reduction.sum(a, axis, bool(keepdims), dtype=dtype)


@_implements(np.mean)
def _mean(a, axis=None, dtype=None, out=None, keepdims=False):
    _refuse("numpy.mean", {"out": out})
    return reduction.mean(a, axis, bool(keepdims), dtype=dtype)


@_implements(np.prod)
def _prod(a, axis=None, dtype=None, out=None, keepdims=False):
    _refuse("numpy.prod", {"out": out, "dtype": dtype})
    return _reduced(reduction.prod, a, axis, bool(keepdims))


@_implements(np.max, np.amax)
def _max(a, axis=None, out=None, keepdims=False):
    _refuse("numpy.max", {"out": out})
    return reduction.amax(a, () if axis is None else axis, bool(keepdims))


@_implements(np.min, np.amin)
def _min(a, axis=None, out=None, keepdims=False):
    _refuse("numpy.min", {"out": out})
    return reduction.amin(a, () if axis is None else axis, bool(keepdims))


@_implements(np.argmax)
def _argmax(a, axis=None, out=None, *, keepdims=False):
    _refuse("numpy.argmax", {"out": out})
    return reduction.argmax(a, axis, bool(keepdims))


@_implements(np.argmin)
def _argmin(a, axis=None, out=None, *, keepdims=False):
    _refuse("numpy.argmin", {"out": out})
    return reduction.argmin(a, axis, bool(keepdims))


@_implements(np.linalg.norm)
def _norm(x, ord=None, axis=None, keepdims=False):
    return reduction.norm(x, 2 if ord is None else ord, axis, bool(keepdims))


@_implements(np.where)
def _where(condition, x=None, y=None):
    return elementwise.where(condition, x, y)


@_implements(np.clip)
def _clip(a, a_min=None, a_max=None, out=None):
    _refuse("numpy.clip", {"out": out})
    return elementwise.clamp(a, a_min, a_max)


@_implements(np.concatenate)
def _concatenate(arrays, axis=0, out=None):
    _refuse("numpy.concatenate", {"out": out})
    return shape.cat(tuple(arrays), axis)


@_implements(np.stack)
def _stack(arrays, axis=0, out=None):
    _refuse("numpy.stack", {"out": out})
    return shape.stack(tuple(arrays), axis)


@_implements(np.reshape)
def _reshape(a, shape_):
    return shape.reshape(a, shape_)


@_implements(np.ravel)
def _ravel(a):
    return shape.reshape(a, (-1,))


@_implements(np.transpose)
def _transpose(a, axes=None):
    return shape.permute(a, tuple(range(a.ndim))[::-1] if axes is None else axes)


@_implements(np.swapaxes)
def _swapaxes(a, axis1, axis2):
    return shape.transpose(a, axis1, axis2)


@_implements(np.moveaxis)
def _moveaxis(a, source, destination):
    order = [d for d in range(a.ndim) if d != source % a.ndim]
    order.insert(destination % a.ndim, source % a.ndim)
    return shape.permute(a, order)


@_implements(np.squeeze)
def _squeeze(a, axis=None):
    return shape.squeeze(a, axis)


@_implements(np.expand_dims)
def _expand_dims(a, axis):
    return shape.unsqueeze(a, axis)


@_implements(np.broadcast_to)
def _broadcast_to(array, shape_):
    return shape.expand(array, shape_)


@_implements(np.dot)
def _dot(a, b):
    dims = np.ndim(a), np.ndim(b)
    if max(dims) > 2:
        raise TypeError("numpy.dot of more than two dims is not supported: use numpy.matmul")
    return arithmetic.mul(a, b) if 0 in dims else matrix.matmul(a, b)


@_implements(np.copy)
def _copy(a):
    return conversion.clone(a)


@_implements(np.zeros_like)
def _zeros_like(a, dtype=None):
    return creation.zeros_like(a, dtype=dtype)


@_implements(np.ones_like)
def _ones_like(a, dtype=None):
    return creation.ones_like(a, dtype=dtype)


@_implements(np.full_like)
def _full_like(a, fill_value, dtype=None):
    return creation.full_like(a, fill_value, dtype=dtype)


@_implements(np.shape)
def _shape(a):
    return a.shape


@_implements(np.ndim)
def _ndim(a):
    return a.ndim


@_implements(np.size)
def _size(a, axis=None):
    return a.numel() if axis is None else a.shape[axis]
