"""What the signatures of an op's forward and derivatives say: what each derivative keeps.

A position is an index into forward's (*parameters, out), or (*parameters, *outputs) where an op
names several.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from functools import cache
from itertools import repeat
from operator import itemgetter
from typing import Any

Rule = Callable


class Signature:
    """What the signatures of an op's forward and derivatives say, worked out once."""

    __slots__ = (
        "forward",
        "inputs",  # the positions that have a derivative
        "joint",  # one rule gives the gradients of all `*arrays`
        "keepers",  # by rule, picks what it keeps from (*values, *outputs)
        "keeps_operands",  # what is kept goes when the graph is freed
        "kept_by_mask",  # the positions that several rules keep together
        "kept_positions",  # by rule
        "out_position",
        "rules",
    )

    def __init__(self, op: Any, differentiable: bool) -> None:
        names = parameters(op.forward)
        known = (*names, *getattr(op, "outputs", ("out",)))
        rules = rules_of(op, names) if differentiable else {}
        self.forward = op.forward
        self.out_position = len(names)
        self.joint = takes_arrays(op.forward)
        self.inputs = () if self.joint else tuple(map(names.index, rules))
        self.rules = tuple(rules.values())
        self.kept_positions = tuple([kept_positions(rule, known) for rule in self.rules])
        self.keepers = tuple(map(keeper, self.rules, self.kept_positions, repeat(known)))
        self.kept_by_mask = kept_by_mask(self.kept_positions)
        operands = {*self.inputs, *range(self.out_position, len(known))}
        self.keeps_operands = not operands.isdisjoint(self.kept_by_mask[-1])


def parameters(function: Callable) -> tuple[str, ...]:
    """The names of a plain function's parameters, without `*arrays`."""
    return function.__code__.co_varnames[: function.__code__.co_argcount]


def takes_arrays(function: Callable) -> bool:
    """Whether a function ends in `*arrays`."""
    return bool(function.__code__.co_flags & inspect.CO_VARARGS)


def rules_of(op: type, names: Sequence[str]) -> dict[str, Rule]:
    """The derivative for each parameter of forward that has one.

    Raises:
        TypeError: if there is none, or one for what is no parameter.
    """
    prefix = "backward_"
    given = {n for c in op.__mro__[:-1] for n in vars(c) if n.startswith(prefix)}
    found = {p: getattr(op, prefix + p) for p in names if prefix + p in given}
    if len(found) < len(given):
        strange = sorted(given.difference(prefix + p for p in names))
        raise TypeError(
            f"{op.__name__} has {', '.join(strange)}, but forward has {', '.join(names)}"
        )
    if not found and hasattr(op, "backward"):
        found = {names[0] if names else "arrays": op.backward}
    if not found:
        raise TypeError(
            f"{op.__name__} has no derivative: give it a backward, or say differentiable=False"
        )
    return found


def kept_positions(rule: Rule, names: Sequence[str]) -> tuple[int | None, ...]:
    """Where what a derivative names after `grad` stands in `names`; None for the shape of one.

    Raises:
        TypeError: for a name that is none of these: forward's and the outputs'.
    """
    kept = parameters(rule)[1:]
    positions = tuple([names.index(n) if n in names else None for n in kept])
    if None in positions:
        unknown = [n for n in kept if n.removesuffix("_shape") not in names]
        if unknown:
            raise TypeError(
                f"{rule.__qualname__} names {', '.join(unknown)}, but forward has "
                f"{', '.join(names[:-1])} and {names[-1]}"
            )
    return positions


def keeper(
    rule: Rule, positions: tuple[int | None, ...], names: Sequence[str]
) -> Callable[[Sequence], tuple]:
    """A function that picks what a derivative keeps from (*values, *outputs)."""
    if None not in positions:
        return picker(positions)
    getters = [
        _shape_at(names.index(name.removesuffix("_shape"))) if p is None else itemgetter(p)
        for name, p in zip(parameters(rule)[1:], positions, strict=True)
    ]
    return lambda values: tuple([get(values) for get in getters])


@cache
def picker(positions: tuple[int, ...]) -> Callable[[Sequence], tuple]:
    """A function that picks the values at some positions, as a tuple."""
    if len(positions) > 1:
        return itemgetter(*positions)
    # One value, or none, by a slice, so that this stays a call of C.
    return itemgetter(slice(positions[0], positions[0] + 1) if positions else slice(0))


def _shape_at(place: int) -> Callable[[Sequence], tuple[int, ...]]:
    return lambda values: values[place].shape


@cache
def kept_by_mask(by_rule: tuple[tuple[int | None, ...], ...]) -> tuple[tuple[int, ...], ...]:
    """For each set of derivatives, as a bit mask, the positions that they keep, each once."""

    def kept_by(mask: int) -> tuple[int, ...]:
        running = (kept for i, kept in enumerate(by_rule) if mask >> i & 1)
        return tuple(dict.fromkeys(p for kept in running for p in kept if p is not None))

    return tuple(map(kept_by, range(1 << len(by_rule))))
