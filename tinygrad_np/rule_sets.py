"""What an op's node keeps for its derivatives, and how they run on that.

A position is an index into forward's (*parameters, *outputs). ~p, which is negative, stands for the
shape of what is at p.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

from tinygrad_np.versions import versions_at

Rule = Callable
Positions = tuple[int, ...]


class RuleSet:
    """The derivatives that will run for a node, and what they keep together, each thing once."""

    __slots__ = (
        "gradients",  # for what arrives and what is kept, that of each of the op's inputs
        "keep",  # picks what is kept from (*values, *outputs)
        "positions",  # of what is kept
        "steps",  # by rule, the same for one gradient; None for one that will not run
        "takes",  # by rule, picks from what is kept what it takes; or None
        "versioned",  # the positions of what may be written to in the meantime
        "versions_of",  # gives, of the tensors among the parameters and results, the versions
    )

    def __init__(
        self,
        rules: Sequence[Rule],
        by_rule: Sequence[Positions | None],
        joint: bool,
        constant: range,
    ) -> None:
        wanted = {p for kept in by_rule if kept is not None for p in kept}
        self.positions = positions = tuple(sorted(wanted))  # shapes first
        self.keep = _keeper(positions)
        self.versioned = tuple([p for p in positions if p >= 0 and p not in constant])
        places = [p if p < constant.start else p - len(constant) for p in self.versioned]
        self.versions_of = versions_at(tuple(places))
        indices = [kept if kept is None else tuple(map(positions.index, kept)) for kept in by_rule]
        self.takes = tuple([i if i is None else picker(i) for i in indices])
        self.steps = tuple(
            [i if i is None else _step(r, i) for r, i in zip(rules, indices, strict=True)]
        )
        self.gradients = self.steps[0] if joint else _together(self.steps)


class RuleSets(dict[int, RuleSet]):
    """The set for each mask, made when first asked for: its bit i says whether the i-th rule runs.

    That of 0 is for the first rule alone, where all parameters but the first are no tensors. That
    of a negative mask is for where all but the first two are none.
    """

    def __init__(
        self, rules: Sequence[Rule], by_rule: Sequence[Positions], joint: bool, parameters: int
    ) -> None:
        self.rules, self.by_rule = rules, by_rule
        self.joint, self.parameters = joint, parameters

    def __missing__(self, mask: int) -> RuleSet:
        bits = abs(mask) or 1
        running = [kept if bits >> i & 1 else None for i, kept in enumerate(self.by_rule)]
        tensors = 1 if mask == 0 else 2 if mask < 0 else self.parameters
        constant = range(tensors, max(tensors, self.parameters))
        self[mask] = rule_set = RuleSet(self.rules, running, self.joint, constant)
        return rule_set


# A call with its arguments in their places takes a quarter of the time of one with `*arguments`:
# hence one way for each number that is frequent.


def _step(rule: Rule, indices: tuple[int, ...]) -> Callable[[Any, tuple], Any]:
    """A rule as a function of the gradient and of what a set keeps, of which it takes some."""
    if not indices:
        return lambda grad, kept: rule(grad)
    if len(indices) == 1:
        i = indices[0]
        return lambda grad, kept: rule(grad, kept[i])
    if len(indices) == 2:
        i, j = indices
        return lambda grad, kept: rule(grad, kept[i], kept[j])
    if len(indices) == 3:
        i, j, k = indices
        return lambda grad, kept: rule(grad, kept[i], kept[j], kept[k])
    take = picker(indices)
    return lambda grad, kept: rule(grad, *take(kept))


def _together(steps: Sequence) -> Callable[[Any, tuple], Sequence]:
    """Some steps as one function, which gives a gradient or None for each."""
    if len(steps) == 1:
        step = steps[0]
        return lambda grad, kept: (step(grad, kept),)
    if len(steps) == 2:
        x, y = steps
        if y is None:
            return lambda grad, kept: (x(grad, kept), None)
        if x is not None:
            return lambda grad, kept: (x(grad, kept), y(grad, kept))
    return lambda grad, kept: [step and step(grad, kept) for step in steps]


@cache
def picker(positions: tuple[int, ...]) -> Callable[[Sequence], tuple]:
    """A function that picks the values at some positions, as a tuple."""
    if len(positions) > 1:
        return itemgetter(*positions)
    # One value, or none, by a slice, so that this stays a call of C.
    return itemgetter(slice(positions[0], positions[0] + 1) if positions else slice(0))


def _keeper(positions: tuple[int, ...]) -> Callable[[Sequence], tuple]:
    """A function that picks what is kept of some values: shapes, then values."""
    shapes = [~p for p in positions if p < 0]
    pick = picker(positions[len(shapes) :])
    if not shapes:
        return pick
    if len(shapes) == 1:
        first = shapes[0]
        return lambda values: (values[first].shape, *pick(values))
    return lambda values: (*[values[p].shape for p in shapes], *pick(values))
