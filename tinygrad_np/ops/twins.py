"""The in-place twins of ops, by PyTorch's names."""

from typing import Any

import numpy as np

from tinygrad_np.ops import (
    added_products,
    arithmetic,
    comparison,
    elementwise,
    error_functions,
    gamma,
    incomplete_gamma,
    logic,
    modified_bessel,
    norms,
    scan,
)
from tinygrad_np.ops.inplace import in_place


def _power(x: np.ndarray, y: Any, out: np.ndarray) -> None:
    out **= y  # NumPy's operator knows small powers; its function does not


def _clip(x: np.ndarray, min: Any = None, max: Any = None, *, out: np.ndarray) -> None:
    if min is max is None:
        raise TypeError
    np.clip(x, min, max, out=out)


add_ = in_place(arithmetic.add, np.add, "fiu")
sub_ = in_place(arithmetic.sub, np.subtract, "fiu")
mul_ = in_place(arithmetic.mul, np.multiply, "fiu")
div_ = in_place(arithmetic.div, np.divide)
pow_ = in_place(arithmetic.pow, _power)

eq_ = in_place(comparison.eq)
ne_ = in_place(comparison.ne)
lt_ = in_place(comparison.lt)
le_ = in_place(comparison.le)
gt_ = in_place(comparison.gt)
ge_ = in_place(comparison.ge)

logical_and_ = in_place(logic.logical_and)
logical_or_ = in_place(logic.logical_or)
logical_xor_ = in_place(logic.logical_xor)
logical_not_ = in_place(logic.logical_not)
bitwise_and_ = in_place(logic.bitwise_and, np.bitwise_and, "iub")
bitwise_or_ = in_place(logic.bitwise_or, np.bitwise_or, "iub")
bitwise_xor_ = in_place(logic.bitwise_xor, np.bitwise_xor, "iub")
bitwise_not_ = in_place(logic.bitwise_not, np.bitwise_not, "iub")
bitwise_left_shift_ = in_place(logic.bitwise_left_shift)
bitwise_right_shift_ = in_place(logic.bitwise_right_shift)

erf_ = in_place(error_functions.erf)
erfc_ = in_place(error_functions.erfc)
erfinv_ = in_place(error_functions.erfinv)
lgamma_ = in_place(gamma.lgamma)
digamma_ = in_place(gamma.digamma)
mvlgamma_ = in_place(gamma.mvlgamma)
igamma_ = in_place(incomplete_gamma.igamma)
igammac_ = in_place(incomplete_gamma.igammac)
i0_ = in_place(modified_bessel.i0)

clamp_ = in_place(elementwise.clamp, _clip)
cumsum_ = in_place(scan.cumsum)
cumprod_ = in_place(scan.cumprod)
renorm_ = in_place(norms.renorm)

addmm_ = in_place(added_products.addmm)
addmv_ = in_place(added_products.addmv)
addr_ = in_place(added_products.addr)
addbmm_ = in_place(added_products.addbmm)
baddbmm_ = in_place(added_products.baddbmm)
