"""What the signatures of an op's forward and derivatives say: what each derivative keeps.

A position is an index into forward's (*parameters, out), or (*parameters, *outputs) where an op
names several. ~p, which is negative, stands for the shape of what is at p.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

from tinygrad_np.rule_sets import Rule, RuleSets


class Signature:
    """What the signatures of an op's forward and derivatives say, worked out once."""

    __slots__ = (
        "forward",
        "inputs",  # the positions that have a derivative
        "joint",  # one rule gives the gradients of all `*arrays`
        "keeps_operands",  # what is kept goes when the graph is freed
        "out_position",
        "rule_sets",  # by the rules that will run, as a bit mask
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
        by_rule = [kept_positions(rule, known) for rule in self.rules]
        self.rule_sets = RuleSets(self.rules, by_rule, self.joint, self.out_position)
        operands = {*self.inputs, *range(self.out_position, len(known))}
        self.keeps_operands = any(not operands.isdisjoint(kept) for kept in by_rule)


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


def kept_positions(rule: Rule, names: Sequence[str]) -> tuple[int, ...]:
    """Where what a derivative names after `grad` stands in `names`.

    Raises:
        TypeError: for a name that is none of these, forward's and the outputs', nor a shape's.
    """
    places = {name: p for p, name in enumerate(names)}
    places |= {f"{name}_shape": ~p for p, name in enumerate(names) if f"{name}_shape" not in places}
    kept = parameters(rule)[1:]
    unknown = [n for n in kept if n not in places]
    if unknown:
        raise TypeError(
            f"{rule.__qualname__} names {', '.join(unknown)}, but forward has "
            f"{', '.join(names[:-1])} and {names[-1]}"
        )
    return tuple([places[n] for n in kept])
