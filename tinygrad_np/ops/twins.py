"""The in-place twins of ops, by PyTorch's names."""

from typing import Any

import numpy as np

from tinygrad_np import dtypes
from tinygrad_np.ops import (
    activation,
    added_products,
    arithmetic,
    comparison,
    diagonal,
    division,
    elementwise,
    error_functions,
    exponential,
    gamma,
    incomplete_gamma,
    logic,
    modified_bessel,
    norms,
    piecewise,
    power,
    rounding,
    scan,
    signs,
    trigonometric,
)
from tinygrad_np.ops.inplace import in_place


def _power(x: np.ndarray, y: Any, out: np.ndarray) -> None:
    out **= y  # NumPy's operator knows small powers; its function does not


def _add(x: np.ndarray, other: Any, *, alpha: float = 1, out: np.ndarray) -> None:
    np.add(x, other if alpha == 1 else other * alpha, out=out)


def _lerp(x: np.ndarray, end: Any, weight: float, out: np.ndarray) -> None:
    if not -0.5 < weight < 0.5:
        raise TypeError  # what is nearer to the end is reckoned from there
    np.add(x, weight * (end - x), out=out)


def _clip(x: np.ndarray, min: Any = None, max: Any = None, *, out: np.ndarray) -> None:
    if min is max is None:
        raise TypeError
    np.clip(x, min, max, out=out)


def float_power(input: Any, exponent: Any) -> Any:
    """As `power.float_power`, of a tensor that can hold its float64."""
    if input._array.dtype != np.float64:
        name = dtypes.from_numpy_dtype(input._array.dtype).scalar_name
        raise RuntimeError(
            f"the base given to float_power_ has dtype {name} but the operation's result requires "
            "dtype Double"
        )
    return power.float_power(input, exponent)


add_ = in_place(arithmetic.add, _add, "fiu")
addcdiv_ = in_place(arithmetic.addcdiv)
addcmul_ = in_place(arithmetic.addcmul)
lerp_ = in_place(arithmetic.lerp, _lerp)
mul_ = in_place(arithmetic.mul, np.multiply, "fiu")
neg_ = in_place(arithmetic.neg, np.negative)
sub_ = in_place(arithmetic.sub, np.subtract, "fiu")

div_ = in_place(division.div, np.divide)
floor_divide_ = in_place(division.floor_divide, np.floor_divide)
fmod_ = in_place(division.fmod, np.fmod)
gcd_ = in_place(division.gcd)
lcm_ = in_place(division.lcm)
reciprocal_ = in_place(division.reciprocal, np.reciprocal)
remainder_ = in_place(division.remainder, np.remainder)
true_divide_ = in_place(division.true_divide, np.divide)

hypot_ = in_place(power.hypot)
float_power_ = in_place(float_power)
pow_ = in_place(power.pow, _power)
rsqrt_ = in_place(power.rsqrt)
sqrt_ = in_place(power.sqrt, np.sqrt)
square_ = in_place(power.square, np.square)

exp_ = in_place(exponential.exp, np.exp)
exp2_ = in_place(exponential.exp2, np.exp2)
expm1_ = in_place(exponential.expm1, np.expm1)
ldexp_ = in_place(exponential.ldexp)
log_ = in_place(exponential.log, np.log)
log10_ = in_place(exponential.log10, np.log10)
log1p_ = in_place(exponential.log1p, np.log1p)
log2_ = in_place(exponential.log2, np.log2)
xlogy_ = in_place(exponential.xlogy)

acos_ = in_place(trigonometric.acos, np.arccos)
acosh_ = in_place(trigonometric.acosh, np.arccosh)
asin_ = in_place(trigonometric.asin, np.arcsin)
asinh_ = in_place(trigonometric.asinh, np.arcsinh)
atan_ = in_place(trigonometric.atan, np.arctan)
atan2_ = in_place(trigonometric.atan2)
atanh_ = in_place(trigonometric.atanh, np.arctanh)
cos_ = in_place(trigonometric.cos, np.cos)
cosh_ = in_place(trigonometric.cosh, np.cosh)
deg2rad_ = in_place(trigonometric.deg2rad, np.deg2rad)
rad2deg_ = in_place(trigonometric.rad2deg, np.rad2deg)
sin_ = in_place(trigonometric.sin, np.sin)
sinc_ = in_place(trigonometric.sinc)
sinh_ = in_place(trigonometric.sinh, np.sinh)
tan_ = in_place(trigonometric.tan, np.tan)
tanh_ = in_place(trigonometric.tanh, np.tanh)

ceil_ = in_place(rounding.ceil, np.ceil)
floor_ = in_place(rounding.floor, np.floor)
frac_ = in_place(rounding.frac)
round_ = in_place(rounding.round)
trunc_ = in_place(rounding.trunc, np.trunc)

abs_ = in_place(signs.abs, np.absolute)
copysign_ = in_place(signs.copysign, np.copysign)
heaviside_ = in_place(signs.heaviside)
nextafter_ = in_place(signs.nextafter)
sign_ = in_place(signs.sign)

clamp_ = in_place(elementwise.clamp, _clip)
clamp_max_ = in_place(elementwise.clamp_max, np.minimum)
clamp_min_ = in_place(elementwise.clamp_min, np.maximum)
nan_to_num_ = in_place(elementwise.nan_to_num)

celu_ = in_place(activation.celu)
elu_ = in_place(activation.elu)
logit_ = in_place(activation.logit)
mish_ = in_place(activation.mish)
relu_ = in_place(activation.relu, lambda x, out: np.maximum(x, 0.0, out=out))
selu_ = in_place(activation.selu)
sigmoid_ = in_place(activation.sigmoid)
silu_ = in_place(activation.silu)

hardsigmoid_ = in_place(piecewise.hardsigmoid)
hardswish_ = in_place(piecewise.hardswish)
hardtanh_ = in_place(piecewise.hardtanh)
leaky_relu_ = in_place(piecewise.leaky_relu)
relu6_ = in_place(piecewise.relu6)
threshold_ = in_place(piecewise.threshold)

eq_ = in_place(comparison.eq, np.equal)
ne_ = in_place(comparison.ne, np.not_equal)
lt_ = in_place(comparison.lt, np.less)
le_ = in_place(comparison.le, np.less_equal)
gt_ = in_place(comparison.gt, np.greater)
ge_ = in_place(comparison.ge, np.greater_equal)

logical_and_ = in_place(logic.logical_and)
logical_or_ = in_place(logic.logical_or)
logical_xor_ = in_place(logic.logical_xor)
logical_not_ = in_place(logic.logical_not, np.logical_not, "fiub")
bitwise_and_ = in_place(logic.bitwise_and, np.bitwise_and, "iub")
bitwise_or_ = in_place(logic.bitwise_or, np.bitwise_or, "iub")
bitwise_xor_ = in_place(logic.bitwise_xor, np.bitwise_xor, "iub")
bitwise_not_ = in_place(logic.bitwise_not, np.bitwise_not, "iub")
bitwise_left_shift_ = in_place(logic.bitwise_left_shift, np.left_shift, "iu")
bitwise_right_shift_ = in_place(logic.bitwise_right_shift, np.right_shift, "iu")

erf_ = in_place(error_functions.erf)
erfc_ = in_place(error_functions.erfc)
erfinv_ = in_place(error_functions.erfinv)
lgamma_ = in_place(gamma.lgamma)
digamma_ = in_place(gamma.digamma)
mvlgamma_ = in_place(gamma.mvlgamma)
igamma_ = in_place(incomplete_gamma.igamma)
igammac_ = in_place(incomplete_gamma.igammac)
i0_ = in_place(modified_bessel.i0)

cumsum_ = in_place(scan.cumsum)
cumprod_ = in_place(scan.cumprod)
renorm_ = in_place(norms.renorm)

addmm_ = in_place(added_products.addmm)
addmv_ = in_place(added_products.addmv)
addr_ = in_place(added_products.addr)
addbmm_ = in_place(added_products.addbmm)
baddbmm_ = in_place(added_products.baddbmm)

tril_ = in_place(diagonal.tril)
triu_ = in_place(diagonal.triu)
