"""What approximations are made of: polynomials, series, and pieces of the line.

Special functions are computed on plain float64 arrays, each piece of the line by the formula that
is good there. Their Functions fill buffers, so that a rule calls one as a whole; their derivatives
are rules like all others, which call the next such Function.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np


def horner(x: Any, coefficients: Sequence[float]) -> Any:
    """The polynomial with these coefficients, the highest first."""
    result = coefficients[0]
    for c in coefficients[1:]:
        result = result * x + c
    return result


def clenshaw(x: Any, coefficients: Sequence[float]) -> Any:
    """The sum of c[k] T_k(x / 2), the highest first, of the last only a half (as Cephes has it)."""
    b, before = coefficients[0], 0.0
    for c in coefficients[1:]:
        b, before, last = x * b - before + c, b, before
    return (b - last) / 2


def in_float64(f: Callable[..., np.ndarray], x: Any, *others: Any) -> np.ndarray:
    """`f` of arrays and numbers, computed in float64 and given in the arrays' own dtype."""
    dtype = next(v.dtype for v in (x, *others) if hasattr(v, "dtype"))
    arrays = np.broadcast_arrays(*(np.asarray(v, np.float64) for v in (x, *others)))
    return f(*arrays).astype(dtype)


def by_pieces(pieces: Sequence[tuple[np.ndarray, Callable]], *arrays: np.ndarray) -> np.ndarray:
    """For each piece, a condition and a function, that function where the condition holds.

    A function is given the elements of its piece alone. Where none holds, the result is nan.
    """
    result = np.full(arrays[0].shape, np.nan)
    for condition, f in pieces:
        if condition.any():
            result[condition] = f(*[a[condition] for a in arrays])
    return result


def quotient(y: Any, x: Any, series: Sequence[float]) -> Any:
    """y / x where both may be 0: there the polynomial in x**2, so that derivatives are right."""
    return np.where(x == 0, horner(x * x, series), y / np.where(x == 0, 1.0, x))
