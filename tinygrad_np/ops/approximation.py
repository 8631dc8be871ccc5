"""What approximations are made of: polynomials, series, and pieces of the line.

Special functions are computed on plain float64 arrays, each piece of the line by the formula that
is good there. Their Functions fill buffers, so that a rule calls one as a whole; their derivatives
are rules like all others, which call the next such Function.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

import numpy as np

# As many elements as fit into a fast cache with what is computed of them, and as few as Python
# itself is done with before NumPy's calls are.
BLOCK, FEW = 2**15, 500


def horner(x: np.ndarray, coefficients: Sequence[float]) -> np.ndarray:
    """The polynomial with these coefficients, the highest first."""
    result = x * coefficients[0]
    for c in coefficients[1:-1]:
        result += c
        result *= x
    result += coefficients[-1]
    return result


def ratio(x: np.ndarray, coefficients: tuple[Sequence[float], Sequence[float]]) -> np.ndarray:
    """The quotient of two polynomials."""
    above, below = coefficients
    return horner(x, above) / horner(x, below)


def clenshaw(x: Any, coefficients: Sequence[float]) -> Any:
    """The sum of c[k] T_k(x / 2), the highest first, of the last only a half (as Cephes has it)."""
    b, before = coefficients[0], 0.0
    for c in coefficients[1:]:
        b, before, last = x * b - before + c, b, before
    return (b - last) / 2


def in_float64(f: Callable[..., np.ndarray], *values: Any) -> np.ndarray:
    """`f` of arrays and numbers, computed in float64 and given in the arrays' own dtype."""
    dtype = next(v.dtype for v in values if hasattr(v, "dtype"))

    def run(*arrays: np.ndarray) -> np.ndarray:
        return f(*[np.asarray(a, np.float64) for a in arrays]).astype(dtype)

    arrays = np.broadcast_arrays(*values) if len(values) > 1 else values
    shape, size = np.shape(arrays[0]), np.size(arrays[0])
    if size <= BLOCK:
        return run(*arrays)
    flat = [a.reshape(-1) for a in arrays]
    blocks = [slice(start, start + BLOCK) for start in range(0, size, BLOCK)]
    return np.concatenate([run(*[a[block] for a in flat]) for block in blocks]).reshape(shape)


def one_by_one(
    of_one: Callable[[float], float], f: Callable[..., np.ndarray], x: Any
) -> np.ndarray:
    """As `in_float64`, but of few elements by a function of one number, which is there sooner."""
    if x.size > FEW:
        return in_float64(f, x)
    values = [*map(of_one, x.reshape(-1).tolist())]
    return np.array(values, np.float64).astype(x.dtype).reshape(x.shape)


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
    at_0 = reduce(lambda total, c: total * (x * x) + c, series)
    return np.where(x == 0, at_0, y / np.where(x == 0, 1.0, x))
