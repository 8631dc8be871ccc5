"""A module called with other parameters and buffers than its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from tinygrad_np.nn.members import BUFFER, PARAMETER
from tinygrad_np.nn.module import Module
from tinygrad_np.tensor import Tensor

Place = tuple[Module, str, str]  # a module, a kind, and a name


def functional_call(
    module: Module,
    parameter_and_buffer_dicts: Any,
    args: Any = None,
    kwargs: dict[str, Any] | None = None,
    *,
    tie_weights: bool = True,
    strict: bool = False,
) -> Any:
    """`module(*args, **kwargs)` with these tensors in the places of parameters and buffers.

    They are given by name, in one dict or several; gradients flow to them. With `tie_weights` a
    tensor that the module has in several places is replaced in all of them. If `strict`, every
    place must be named, and no other name.

    Raises:
        ValueError: for names given twice, or for several names of one tied tensor.
        AttributeError: for the path of a module that there is not.
        RuntimeError: if `strict`, for missing and unexpected names.
        TypeError: for what is no Tensor.

    >>> import tinygrad_np as torch
    >>> layer = torch.nn.Linear(2, 1)
    >>> new = {"weight": torch.ones(1, 2), "bias": torch.zeros(1)}
    >>> torch.func.functional_call(layer, new, torch.tensor([3.0, 4.0]))
    tensor([7.])
    """
    given = _merged(parameter_and_buffer_dicts)
    for value in given.values():
        if not isinstance(value, Tensor | None):
            raise TypeError(f"{value} is not an instance of torch.Tensor")
    places = dict(_places(module))
    if strict:
        _check_names(module, places, given)
    values = {place: given[name] for name, place in places.items() if name in given}
    for name in given.keys() - places.keys():
        module.get_submodule(name.rpartition(".")[0])  # raises if there is none
    if tie_weights:
        values |= _tied(places, given)
    given_args = args if isinstance(args, tuple) else () if args is None else (args,)
    with _replaced(values):
        return module(*given_args, **(kwargs or {}))


def _merged(dicts: Any) -> dict[str, Any]:
    """All tensors by name."""
    if isinstance(dicts, Mapping):
        return dict(dicts)
    if not isinstance(dicts, Sequence):
        raise ValueError(
            "Expected parameter_and_buffer_dicts to be a dict, or a list/tuple of dicts, but got "
            f"{type(dicts)}"
        )
    if not all(isinstance(d, Mapping) for d in dicts):
        raise ValueError("Expected all elements of parameter_and_buffer_dicts to be dictionaries")
    twice = [
        name for name, count in Counter(name for d in dicts for name in d).items() if count > 1
    ]
    if twice:
        raise ValueError(
            f"{twice} appeared in multiple dictionaries; behavior of functional call is ambiguous"
        )
    return {name: value for d in dicts for name, value in d.items()}


def _places(module: Module) -> Iterator[tuple[str, Place]]:
    """Where parameters and buffers are, by name; what has several names comes under each."""
    for path, inner in module.named_modules(remove_duplicate=False):
        for kind in (PARAMETER, BUFFER):
            for name in inner._registry[kind]:
                yield f"{path}.{name}" if path else name, (inner, kind, name)


def _check_names(module: Module, places: Mapping[str, Place], given: Mapping[str, Any]) -> None:
    unexpected = ", ".join(repr(name) for name in given if name not in places)
    missing = ", ".join(repr(name) for name in places if name not in given)
    found = [("Unexpected", unexpected), ("Missing", missing)]
    lines = [f"\n\t{what} key(s): {names}." for what, names in found if names]
    if lines:
        raise RuntimeError(
            f"Error(s) in reparametrizing for {type(module).__name__}:{''.join(lines)}"
        )


def _tied(places: Mapping[str, Place], given: Mapping[str, Any]) -> dict[Place, Any]:
    """What the other places of a tensor get that is replaced in one of them."""
    names_of: dict[Tensor, list[str]] = {}
    for name, (module, kind, own_name) in places.items():
        member = module._registry[kind][own_name]
        if member is not None:
            names_of.setdefault(member, []).append(name)
    values: dict[Place, Any] = {}
    for names in names_of.values():
        named = [name for name in names if name in given]
        if len({id(given[name]) for name in named}) > 1:
            raise ValueError(
                f"functional_call got multiple values for keys {sorted(named)}, which are tied. "
                "Consider using tie_weights=False"
            )
        values |= {places[name]: given[named[0]] for name in names if named}
    return values


@contextmanager
def _replaced(values: Mapping[Place, Any]) -> Iterator[None]:
    """Put values in their places, and what was there back at the end."""
    before = {place: place[0]._registry[place[1]][place[2]] for place in values}
    try:
        for place, value in values.items():
            _put(place, value)
        yield
    finally:
        for place, value in before.items():
            _put(place, value)


def _put(place: Place, value: Any) -> None:
    module, kind, name = place
    module._registry[kind][name] = value
    object.__setattr__(module, name, value)
