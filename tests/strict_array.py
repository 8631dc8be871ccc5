"""StrictArray: an array that can do no more than a rule may ask of an array.

Every reading of a rule but the first feeds it an array type that is not NumPy's. This one stands
for all of them: what it refuses, one of them could not do.
"""

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

from tinygrad_np.numpy_protocol import ACCUMULATIONS, REDUCTIONS, UFUNCS, functions


class StrictArray(NDArrayOperatorsMixin):
    """Operators, indexing, NumPy's two protocols, our `__run_function__`, and seven attributes.

    Of NumPy's functions it knows those that a Tensor knows. It never becomes an ndarray, never
    mixes with one nor with a NumPy scalar (constants in a rule are Python's), is never written to,
    and never decides an `if`.
    """

    __slots__ = ("_values",)
    __hash__ = None

    def __init__(self, values):
        self._values = np.asarray(values)

    def reveal(self):
        """The values, for the test alone."""
        return self._values

    @property
    def shape(self):
        return self._values.shape

    @property
    def ndim(self):
        return self._values.ndim

    @property
    def dtype(self):
        return self._values.dtype

    @property
    def mT(self):  # noqa: N802 - NumPy's name
        return StrictArray(self._values.mT)

    def reshape(self, shape):
        return StrictArray(self._values.reshape(shape))

    def swapaxes(self, axis1, axis2):
        return StrictArray(self._values.swapaxes(axis1, axis2))

    def astype(self, dtype):
        return StrictArray(self._values.astype(dtype))

    def __getitem__(self, index):
        return StrictArray(self._values[index])

    def __array__(self, dtype=None, copy=None):
        raise TypeError("a rule made an ndarray of its argument")

    def __bool__(self):
        raise TypeError("a rule made a decision on a value")

    __iter__ = None  # or NumPy would take it for a sequence

    def __array_ufunc__(self, ufunc, method, *inputs, **options):
        known = {"__call__": UFUNCS, "reduce": REDUCTIONS, "accumulate": ACCUMULATIONS}
        if ufunc not in known.get(method, ()) or "out" in options:
            raise TypeError(f"a rule used numpy.{ufunc.__name__}.{method} with {sorted(options)}")
        return StrictArray(getattr(ufunc, method)(*map(_revealed, inputs), **options))

    def __array_function__(self, function, types, args, kwargs):
        if function not in functions() or "out" in kwargs:
            raise TypeError(f"a rule used numpy.{function.__name__} with {sorted(kwargs)}")
        return _hidden(function(*map(_revealed, args), **kwargs))

    def __run_function__(self, function, *args):
        if not function.fills_buffer:
            return function.forward(self, *args)
        values = [arg.reveal() if isinstance(arg, StrictArray) else arg for arg in args]
        return _hidden(function.forward(self._values, *values))


def _hidden(result):
    """What a function gives, as strict arrays: an array or several."""
    return tuple(map(StrictArray, result)) if isinstance(result, tuple) else StrictArray(result)


def _revealed(operand):
    """The values of an operand, which may be a list of arrays."""
    if isinstance(operand, StrictArray):
        return operand.reveal()
    if isinstance(operand, (list, tuple)):
        return type(operand)(map(_revealed, operand))
    if isinstance(operand, (np.ndarray, np.generic)):
        raise TypeError(f"a rule mixed its argument with a {type(operand).__name__}")
    return operand
