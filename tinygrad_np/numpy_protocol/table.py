"""Which function of NumPy is which op, how one is entered here, and how the others are refused."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

FUNCTIONS: dict[Callable, Callable] = {}


def implements(*functions: Callable | str) -> Callable:
    """Enter what is below as the meaning of these functions of NumPy on Tensors.

    It has NumPy's names and defaults for the arguments that it takes; any other is refused.
    Functions that NumPy 2.0 did not have yet are given by name.
    """

    def register(implementation: Callable) -> Callable:
        for function in functions:
            if not isinstance(function, str):
                FUNCTIONS[function] = implementation
            elif hasattr(np, function):
                FUNCTIONS[getattr(np, function)] = implementation
        return implementation

    return register


def refuse(name: str, options: dict) -> None:
    """Refuse what a Tensor cannot do: `out=`, `where=`, `dtype=` and the like.

    Raises:
        TypeError: if one of them is given.
    """
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


def no_rule(name: str) -> TypeError:
    """The error for what is no op of this package."""
    return TypeError(
        f"{name} has no derivative rule for Tensors: compose it of functions that have one, write "
        "an autograd.Function, or leave the graph with t.detach().numpy()"
    )
