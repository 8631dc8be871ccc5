"""NumPy's ufuncs, and their methods `reduce`, `accumulate` and `outer`, on Tensors."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from tinygrad_np import shapes
from tinygrad_np.numpy_protocol.table import no_rule, refuse
from tinygrad_np.ops import (
    arithmetic,
    comparison,
    contraction,
    conversion,
    division,
    elementwise,
    exponential,
    extremes,
    logic,
    matrix,
    power,
    reduction,
    rounding,
    scan,
    signs,
    trigonometric,
)
from tinygrad_np.ops.operands import as_operand, binary, unary

UFUNCS: dict[np.ufunc, Callable] = {
    np.absolute: signs.abs,
    np.add: arithmetic.add,
    np.arccos: trigonometric.acos,
    np.arccosh: trigonometric.acosh,
    np.arcsin: trigonometric.asin,
    np.arcsinh: trigonometric.asinh,
    np.arctan: trigonometric.atan,
    np.arctan2: partial(binary, trigonometric.Atan2, "arctan2", floating=True),
    np.arctanh: trigonometric.atanh,
    np.bitwise_and: logic.bitwise_and,
    np.bitwise_or: logic.bitwise_or,
    np.bitwise_xor: logic.bitwise_xor,
    np.ceil: rounding.ceil,
    np.conjugate: conversion.clone,
    np.copysign: partial(binary, signs.Copysign, "copysign", floating=True, arrays=True),
    np.cos: trigonometric.cos,
    np.cosh: trigonometric.cosh,
    np.deg2rad: trigonometric.deg2rad,
    np.degrees: trigonometric.rad2deg,
    np.divide: division.div,
    np.divmod: lambda x, y: (division.floor_divide(x, y), division.remainder(x, y)),
    np.equal: comparison.eq,
    np.exp: exponential.exp,
    np.exp2: exponential.exp2,
    np.expm1: exponential.expm1,
    np.fabs: partial(unary, signs.Abs, "fabs"),
    np.float_power: power.float_power,
    np.floor: rounding.floor,
    np.floor_divide: division.floor_divide,
    np.fmax: partial(binary, elementwise.Fmax, "fmax"),
    np.fmin: partial(binary, elementwise.Fmin, "fmin"),
    np.fmod: division.fmod,
    np.frexp: exponential.frexp,
    np.gcd: partial(binary, division.Gcd, "gcd", refused="fb"),
    np.greater: comparison.gt,
    np.greater_equal: comparison.ge,
    np.heaviside: partial(binary, signs.Heaviside, "heaviside", floating=True, arrays=True),
    np.hypot: partial(binary, power.Hypot, "hypot", floating=True),
    np.invert: logic.bitwise_not,
    np.isfinite: comparison.isfinite,
    np.isinf: comparison.isinf,
    np.isnan: comparison.isnan,
    np.lcm: partial(binary, division.Lcm, "lcm", refused="fb"),
    np.ldexp: partial(binary, exponential.Ldexp, "ldexp", floating=True, arrays=True),
    np.left_shift: logic.bitwise_left_shift,
    np.less: comparison.lt,
    np.less_equal: comparison.le,
    np.log: exponential.log,
    np.log10: exponential.log10,
    np.log1p: exponential.log1p,
    np.log2: exponential.log2,
    np.logaddexp: partial(binary, exponential.Logaddexp, "logaddexp", floating=True),
    np.logaddexp2: partial(binary, exponential.Logaddexp2, "logaddexp2", floating=True),
    np.logical_and: partial(binary, logic.LogicalAnd, "logical_and"),
    np.logical_not: logic.logical_not,
    np.logical_or: partial(binary, logic.LogicalOr, "logical_or"),
    np.logical_xor: partial(binary, logic.LogicalXor, "logical_xor"),
    np.matmul: matrix.matmul,
    np.maximum: partial(binary, elementwise.Maximum, "maximum"),
    np.minimum: partial(binary, elementwise.Minimum, "minimum"),
    np.modf: lambda x: (rounding.frac(x), rounding.trunc(x)),
    np.multiply: arithmetic.mul,
    np.negative: arithmetic.neg,
    np.nextafter: partial(binary, signs.Nextafter, "nextafter", floating=True),
    np.not_equal: comparison.ne,
    np.positive: conversion.clone,
    np.power: power.pow,
    np.rad2deg: trigonometric.rad2deg,
    np.radians: trigonometric.deg2rad,
    np.reciprocal: division.reciprocal,
    np.remainder: division.remainder,
    np.right_shift: logic.bitwise_right_shift,
    np.rint: rounding.round,
    np.sign: signs.sign,
    np.signbit: signs.signbit,
    np.sin: trigonometric.sin,
    np.sinh: trigonometric.sinh,
    np.sqrt: power.sqrt,
    np.square: power.square,
    np.subtract: arithmetic.sub,
    np.tan: trigonometric.tan,
    np.tanh: trigonometric.tanh,
    np.trunc: rounding.trunc,
    np.vecdot: contraction.vecdot,
}

REDUCTIONS: dict[np.ufunc, Callable] = {
    np.add: reduction.sum,
    np.multiply: reduction.prod,
    np.maximum: extremes.amax,
    np.minimum: extremes.amin,
    np.logical_and: logic.all,
    np.logical_or: logic.any,
}

ACCUMULATIONS: dict[np.ufunc, Callable] = {
    np.add: scan.cumsum,
    np.multiply: scan.cumprod,
    np.maximum: lambda x, dim: scan.cummax(x, dim).values,
    np.minimum: lambda x, dim: scan.cummin(x, dim).values,
    np.logaddexp: scan.logcumsumexp,
}


def run_ufunc(ufunc: np.ufunc, method: str, inputs: tuple, kwargs: dict) -> Any:
    """What a ufunc, or one of its methods, means on Tensors.

    Raises:
        TypeError: if it is no op of this package, or an argument has no meaning for Tensors.
    """
    if method == "__call__" and not kwargs and ufunc in UFUNCS:
        return UFUNCS[ufunc](*inputs)
    name = f"numpy.{ufunc.__name__}"
    if method == "__call__" and ufunc in UFUNCS:
        refuse(name, kwargs)
        return UFUNCS[ufunc](*inputs)
    if method == "reduce" and ufunc in REDUCTIONS:
        options = dict(zip(("axis", "dtype", "out", "keepdims"), inputs[1:], strict=False)) | kwargs
        axis, keepdims = options.pop("axis", 0), options.pop("keepdims", False)
        refuse(f"{name}.reduce", options)
        return reduced(REDUCTIONS[ufunc], inputs[0], axis, keepdims)
    if method == "accumulate" and ufunc in ACCUMULATIONS:
        options = dict(zip(("axis", "dtype", "out"), inputs[1:], strict=False)) | kwargs
        axis = options.pop("axis", 0)
        refuse(f"{name}.accumulate", options)
        return ACCUMULATIONS[ufunc](inputs[0], axis)
    if method == "outer" and ufunc in UFUNCS:
        refuse(f"{name}.outer", kwargs)
        x, y = (as_operand(v, name) for v in inputs)
        return UFUNCS[ufunc](x.reshape(x._array.shape + (1,) * y._array.ndim), y)
    raise no_rule(name if method == "__call__" else f"{name}.{method}")


def reduced(op: Callable, x: Any, axis: Any, keepdims: Any, **options: Any) -> Any:
    """A reduction with NumPy's idea of `axis`: None is all, () is none, and prod takes several."""
    x, keepdims = as_operand(x, "reduce"), bool(keepdims)
    if axis == ():
        return op(x.reshape((1, *x._array.shape)), 0, **options)  # as over a new axis
    if (axis is None and not keepdims) or not x._array.ndim:
        shapes.wrap_dims(axis, x._array.ndim, "reduce")
        return op(x, **options)
    every = tuple(range(x._array.ndim))
    axis = every if axis is None else axis
    if op is not reduction.prod:
        return op(x, axis, keepdim=keepdims, **options)
    dims = shapes.wrap_dims(axis, len(every), "prod")
    for dim in sorted(every if dims is None else dims, reverse=True):
        x = op(x, dim, keepdims)
    return x
