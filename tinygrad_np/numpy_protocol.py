"""NumPy's functions on Tensors: which op each is. What is no op is refused, never detached."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cache, partial
from typing import Any

import numpy as np

from tinygrad_np import creation, shapes
from tinygrad_np.ops import (
    arithmetic,
    comparison,
    conversion,
    elementwise,
    matrix,
    reduction,
)
from tinygrad_np.ops import shape as shape_ops
from tinygrad_np.ops.operands import as_operand, binary

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
    np.maximum: partial(binary, elementwise.Maximum, "maximum"),
    np.minimum: partial(binary, elementwise.Minimum, "minimum"),
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
    np.logical_and: comparison.all,
    np.logical_or: comparison.any,
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
    if axis is None and not keepdims:
        return op(x)
    every = tuple(range(x._array.ndim))
    axis = every if axis is None else axis
    if op is not reduction.prod:
        return op(x, axis, keepdims)
    dims = shapes.wrap_dims(axis, len(every), "prod")
    for dim in sorted(every if dims is None else dims, reverse=True):
        x = op(x, dim, keepdims)
    return x


def run_function(function: Callable, args: tuple, kwargs: dict) -> Any:
    """What a function of NumPy means on Tensors.

    Raises:
        TypeError: if it is no op of this package.
    """
    name = f"{function.__module__}.{function.__name__}"
    if function not in FUNCTIONS:
        raise _no_rule(name)
    implementation = FUNCTIONS[function]
    if kwargs:
        known = _options(implementation)
        _refuse(name, {option: x for option, x in kwargs.items() if option not in known})
    return implementation(*args, **kwargs)


@cache
def _options(implementation: Callable) -> frozenset[str]:
    return frozenset(inspect.signature(implementation).parameters)


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
            f"{name} on a Tensor does not take {', '.join(given)}=: use tinygrad_np's own "
            "function, or t.detach().numpy()"
        )


def _no_rule(name: str) -> TypeError:
    return TypeError(
        f"{name} has no derivative rule for Tensors: compose it of functions that have one, write "
        "an autograd.Function, or leave the graph with t.detach().numpy()"
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


@_implements(np.all)
def _all(a, axis=None, out=None, keepdims=False):
    _refuse("numpy.all", {"out": out})
    return comparison.all(a, axis, bool(keepdims))


@_implements(np.any)
def _any(a, axis=None, out=None, keepdims=False):
    _refuse("numpy.any", {"out": out})
    return comparison.any(a, axis, bool(keepdims))


@_implements(np.linalg.norm)
def _norm(x, ord=None, axis=None, keepdims=False):
    dims = np.ndim(x) if axis is None else np.size(axis)
    if dims != 1 and ord not in (None, "fro"):
        raise TypeError(
            f"numpy.linalg.norm of {dims} dims on a Tensor does not take ord={ord!r}: only norms "
            "of vectors have a rule"
        )
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
    return shape_ops.cat(tuple(arrays), axis)


@_implements(np.stack)
def _stack(arrays, axis=0, out=None):
    _refuse("numpy.stack", {"out": out})
    return shape_ops.stack(tuple(arrays), axis)


@_implements(np.reshape)
def _reshape(a, shape):
    return shape_ops.reshape(a, shape)


@_implements(np.ravel)
def _ravel(a):
    return shape_ops.reshape(a, (-1,))


@_implements(np.transpose)
def _transpose(a, axes=None):
    return shape_ops.permute(a, tuple(range(a.ndim))[::-1] if axes is None else axes)


@_implements(np.swapaxes)
def _swapaxes(a, axis1, axis2):
    return shape_ops.transpose(a, axis1, axis2)


@_implements(np.moveaxis)
def _moveaxis(a, source, destination):
    # The sizes of this array, which has no elements, say where each of its dims goes.
    order = np.moveaxis(np.empty(range(a.ndim)), source, destination).shape
    return shape_ops.permute(a, order)


@_implements(np.squeeze)
def _squeeze(a, axis=None):
    return shape_ops.squeeze(a, axis)


@_implements(np.expand_dims)
def _expand_dims(a, axis):
    several = axis if isinstance(axis, tuple) else (axis,)
    ndim = a.ndim + len(several)
    for dim in sorted(shapes.wrap_dim(d, ndim, "numpy.expand_dims", "axis") for d in several):
        a = shape_ops.unsqueeze(a, dim)
    return a


@_implements(np.broadcast_to)
def _broadcast_to(array, shape):
    return shape_ops.expand(array, shape)


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
