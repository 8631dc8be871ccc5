"""NumPy's functions on Tensors: which op each is. What is no op is refused, never detached.

Ufuncs stand in a table in `ufuncs`, other functions by topic in the files beside it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cache
from typing import Any

from tinygrad_np.numpy_protocol.table import FUNCTIONS, no_rule, refuse
from tinygrad_np.numpy_protocol.ufuncs import ACCUMULATIONS as ACCUMULATIONS
from tinygrad_np.numpy_protocol.ufuncs import REDUCTIONS as REDUCTIONS
from tinygrad_np.numpy_protocol.ufuncs import UFUNCS as UFUNCS
from tinygrad_np.numpy_protocol.ufuncs import run_ufunc as run_ufunc


@cache
def functions() -> dict[Callable, Callable]:
    """What functions of NumPy mean on Tensors: many, and loaded when one is first asked for."""
    from tinygrad_np.numpy_protocol import (  # noqa: F401 (they enter their functions in the table)
        arranging,
        comparison,
        creation,
        elements,
        indexing,
        joining,
        linalg,
        reductions,
        scans,
        searching,
        shape,
        statistics,
    )

    return FUNCTIONS


def run_function(function: Callable, args: tuple, kwargs: dict) -> Any:
    """What a function of NumPy means on Tensors.

    Raises:
        TypeError: if it is no op of this package.
    """
    implementation = functions().get(function)
    if implementation is None:
        raise no_rule(f"{function.__module__}.{function.__name__}")
    if kwargs:
        name = f"{function.__module__}.{function.__name__}"
        known = _options(implementation)
        refuse(name, {option: x for option, x in kwargs.items() if option not in known})
    return implementation(*args, **kwargs)


@cache
def _options(implementation: Callable) -> frozenset[str]:
    return frozenset(inspect.signature(implementation).parameters)
