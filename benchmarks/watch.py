"""Calls and times of functions, while they are watched, less what watching them costs."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from time import perf_counter
from typing import Any


class Entry:
    """What is known of all that goes by one name."""

    def __init__(self) -> None:
        self.calls = 0
        self.seconds = 0.0  # in the functions themselves, not in those watched that they call
        self.watched_calls = 0  # to these


class Watch:
    """Watches functions, by names that several may share, whenever it is on."""

    def __init__(self) -> None:
        self.entries: defaultdict[Any, Entry] = defaultdict(Entry)
        self.places: list[tuple[Any, str, Any, Any]] = []  # owner, attribute, and what stands there
        self.within = [0.0, 0]  # seconds and calls of watched functions, in the one that now runs

    def over(self, function: Callable, name: Any) -> Callable:
        """The function, watched."""
        entry = self.entries[name]

        def watched(*args: Any, **kwargs: Any) -> Any:
            around, self.within = self.within, [0.0, 0]
            start = perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                taken = perf_counter() - start
                entry.calls += 1
                entry.seconds += taken - self.within[0]
                entry.watched_calls += self.within[1]
                self.within = around
                around[0] += taken
                around[1] += 1

        watched.name, watched.watches = name, function
        return watched

    def over_caller(self, caller: Callable) -> Callable:
        """A function that runs the one it is given as it likes: watched, by the name of that."""

        def watched(function: Callable, *args: Any, **kwargs: Any) -> Any:
            if not hasattr(function, "watches"):
                return caller(function, *args, **kwargs)
            return self.over(caller, function.name)(function.watches, *args, **kwargs)

        return watched

    def replace(self, owner: Any, attribute: str, make: Callable[[Any], Any]) -> None:
        """While the watch is on, let that be what `make` makes of it."""
        before = getattr(owner, attribute)
        self.places.append((owner, attribute, before, make(before)))

    @contextmanager
    def on(self) -> Iterator[None]:
        for owner, attribute, _, watched in self.places:
            setattr(owner, attribute, watched)
        try:
            yield
        finally:
            for owner, attribute, before, _ in self.places:
                setattr(owner, attribute, before)

    def take(self) -> dict[Any, Entry]:
        """What has been seen since the last time."""
        seen = {name: copy(entry) for name, entry in self.entries.items() if entry.calls}
        for entry in self.entries.values():
            entry.calls, entry.seconds, entry.watched_calls = 0, 0.0, 0
        return seen


def corrected(seen: dict[Any, Entry], cost: float) -> dict[Any, tuple[int, float]]:
    """Calls and seconds by name, less the seconds that watching them all cost.

    Each call cost the same. A part of that was counted as its own, the rest as its caller's.
    """
    a_call = cost / sum(entry.calls for entry in seen.values())
    own = a_call * own_part_of_cost()
    return {
        name: (e.calls, max(e.seconds - e.calls * own - e.watched_calls * (a_call - own), 0.0))
        for name, e in seen.items()
    }


def own_part_of_cost(calls: int = 10_000, tries: int = 7) -> float:
    """The part of what watching a call costs that is counted as the call's own."""
    plain, around, own = [], [], []
    for _ in range(tries):
        watch = Watch()
        plain.append(seconds_of(nothing, calls))
        around.append(seconds_of(watch.over(nothing, "nothing"), calls))
        own.append(watch.entries["nothing"].seconds)
    cost = min(around) - min(plain)  # the least, since a busy machine only adds
    return min(max(min(own) - min(plain), 0.0) / cost, 1.0)


def seconds_of(function: Callable, calls: int) -> float:
    start = perf_counter()
    for _ in range(calls):
        function(None)
    return perf_counter() - start


def nothing(argument: None) -> None:
    pass
