"""Optimizer: groups of parameters with their options, the state of each, and saving both."""

from __future__ import annotations

import copy
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from tinygrad_np import errors
from tinygrad_np.ops import inplace
from tinygrad_np.optim.hooks import HookHolder, OptimizerHooks, observed
from tinygrad_np.optim.hooks import (
    register_optimizer_step_post_hook as register_optimizer_step_post_hook,
)
from tinygrad_np.optim.hooks import (
    register_optimizer_step_pre_hook as register_optimizer_step_pre_hook,
)
from tinygrad_np.tensor import Tensor


class Optimizer(HookHolder):
    """The base of all optimizers: a subclass gives its `defaults` and writes `step`.

    `params` are the Tensors to optimize, or pairs (name, Tensor), or dicts with "params" and the
    options of that group. `param_groups` is the list of such dicts; `state` holds what the
    optimizer remembers of each Tensor.

    Raises:
        TypeError: if `params` is a Tensor, or holds something else than Tensors.
        ValueError: if there are none, one was computed, or one is in two groups.

    >>> import tinygrad_np as torch
    >>> class SignDescent(torch.optim.Optimizer):
    ...     def __init__(self, params, lr):
    ...         super().__init__(params, {"lr": lr})
    ...
    ...     @torch.no_grad()
    ...     def step(self):
    ...         for group in self.param_groups:
    ...             for p in group["params"]:
    ...                 p -= group["lr"] * p.grad.sign()
    >>> w = torch.tensor([1.0, -2.0], requires_grad=True)
    >>> optimizer = SignDescent([w], lr=0.5)
    >>> (w * w).sum().backward()
    >>> optimizer.step()
    >>> w
    tensor([ 0.5000, -1.5000], requires_grad=True)
    """

    _opt_called = False  # whether there was a step: schedulers want one first

    def __init__(self, params: Iterable[Any], defaults: dict[str, Any]) -> None:
        if isinstance(params, Tensor):
            raise TypeError(
                "params argument given to the optimizer should be an iterable of Tensors or dicts, "
                f"but got {params.type()}"
            )
        self.defaults = defaults
        self._hooks = OptimizerHooks()
        self.state: defaultdict[Any, dict[str, Any]] = defaultdict(dict)
        self.param_groups: list[dict[str, Any]] = []
        given = list(params)
        if not given:
            raise ValueError("optimizer got an empty parameter list")
        for group in given if isinstance(given[0], dict) else [{"params": given}]:
            self.add_param_group(group)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "step" in vars(cls):
            cls.step = observed(cls.step)  # type: ignore[method-assign]

    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """Move every parameter that has a gradient; give the loss that `closure`, if any, gave."""
        raise NotImplementedError

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Drop the gradients of all parameters or, without `set_to_none`, write zeros into them."""
        for parameter in self._parameters():
            if set_to_none:
                parameter.grad = None
            elif parameter.grad is not None:
                if parameter.grad.requires_grad:  # left by backward(create_graph=True)
                    parameter.grad.detach_()
                parameter.grad.zero_()

    def add_param_group(self, param_group: dict[str, Any]) -> None:
        """Optimize more parameters: `{"params": ...}`, with options that differ from the defaults.

        Raises:
            TypeError: for a group that is no dict, or parameters that are a set or no Tensors.
            ValueError: if a parameter was computed, or is in another group already.

        >>> import tinygrad_np as torch
        >>> a, b = torch.ones(1, requires_grad=True), torch.ones(1, requires_grad=True)
        >>> optimizer = torch.optim.SGD([a], lr=0.1)
        >>> optimizer.add_param_group({"params": b, "lr": 0.01})
        >>> [group["lr"] for group in optimizer.param_groups]
        [0.1, 0.01]
        """
        if not isinstance(param_group, dict):
            raise TypeError(f"param_group must be a dict, but got {type(param_group)}")
        params, names = _unpacked(param_group["params"])
        for parameter in params:
            _check_optimizable(parameter)
        param_group["params"] = params
        if names:
            param_group["param_names"] = names
        for option, default in self.defaults.items():
            param_group.setdefault(option, default)
        self._check_against_other_groups(param_group)
        self.param_groups.append(param_group)

    def _check_against_other_groups(self, new: dict[str, Any]) -> None:
        params = new["params"]
        if len(params) != len(set(params)):
            warnings.warn(
                "optimizer contains a parameter group with duplicate parameters; in future, this "
                "will cause an error; see github.com/pytorch/pytorch/issues/40967 for more "
                "information",
                stacklevel=3,
            )
        if any(("param_names" in group) != ("param_names" in new) for group in self.param_groups):
            how = "with names" if "param_names" in new else "without names"
            raise ValueError(
                "all optimizer param groups should be with/without names. cannot add param group "
                f"{how} to the optimizer"
            )
        if not set(self._parameters()).isdisjoint(params):
            raise ValueError("some parameters appear in more than one parameter group")

    def _parameters(self) -> Iterator[Tensor]:
        for group in self.param_groups:
            yield from group["params"]

    def state_dict(self) -> dict[str, Any]:
        """The state and the options of the groups, with each parameter replaced by its number.

        The tensors in it share the memory of the optimizer's own.

        >>> import tinygrad_np as torch
        >>> w = torch.ones(2, requires_grad=True)
        >>> optimizer = torch.optim.SGD([w], lr=0.1, momentum=0.9)
        >>> w.sum().backward()
        >>> optimizer.step()
        >>> optimizer.state_dict()["state"]
        {0: {'momentum_buffer': tensor([1., 1.])}}
        """
        for hook in self._hooks.before_state_dict:
            hook(self)
        numbers: dict[Tensor, int] = {}
        for number, parameter in enumerate(self._parameters()):
            numbers.setdefault(parameter, number)
        groups = [
            {**_options(group), "params": [numbers[p] for p in group["params"]]}
            for group in self.param_groups
        ]
        state = {numbers.get(owner, owner): kept for owner, kept in self.state.items()}
        saved: dict[str, Any] = {"state": state, "param_groups": groups}
        return self._hooks.through(self._hooks.after_state_dict, self, saved)

    def load_state_dict(self, state_dict: Mapping[str, Any]) -> None:
        """Take over the options and a copy of the state that `state_dict` saved.

        Raises:
            ValueError: if it was saved for other numbers of groups or parameters.

        >>> import tinygrad_np as torch
        >>> w = torch.ones(2, requires_grad=True)
        >>> optimizer = torch.optim.SGD([w], lr=0.1)
        >>> optimizer.load_state_dict(torch.optim.SGD([w], lr=0.5).state_dict())
        >>> optimizer.param_groups[0]["lr"]
        0.5
        """
        state_dict = self._hooks.through(self._hooks.before_load, self, dict(state_dict))
        saved, groups = state_dict["param_groups"], self.param_groups
        if len(groups) != len(saved):
            raise ValueError("loaded state dict has a different number of parameter groups")
        if any(len(g["params"]) != len(s["params"]) for g, s in zip(groups, saved, strict=True)):
            raise ValueError(
                "loaded state dict contains a parameter group that doesn't match the size of "
                "optimizer's group"
            )
        numbers = [number for group in saved for number in group["params"]]
        parameters = dict(zip(numbers, self._parameters(), strict=True))
        state: defaultdict[Any, dict[str, Any]] = defaultdict(dict)
        for number, kept in state_dict["state"].items():
            owner = parameters.get(number, number)
            state[owner] = _copied(kept, owner)
        new_groups = [
            {**_names(group), **copy.deepcopy(_options(new)), "params": group["params"]}
            for group, new in zip(groups, saved, strict=True)
        ]
        self.__setstate__({"state": state, "param_groups": new_groups})
        for hook in self._hooks.after_load:
            hook(self)

    def __getstate__(self) -> dict[str, Any]:
        """What a copy of the optimizer takes over: all but the hooks."""
        return {name: getattr(self, name) for name in ("defaults", "state", "param_groups")}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take over what was copied, or loaded; a subclass adds what older states lack."""
        vars(self).update(state)
        vars(self).setdefault("_hooks", OptimizerHooks())

    def __repr__(self) -> str:
        lines = [f"{type(self).__name__} ("]
        for number, group in enumerate(self.param_groups):
            lines.append(f"Parameter Group {number}")
            lines += [f"    {option}: {value}" for option, value in sorted(_options(group).items())]
            lines.append("")
        return "\n".join(lines) + ")"


def _options(group: Mapping[str, Any]) -> dict[str, Any]:
    return {option: value for option, value in group.items() if option != "params"}


def _names(group: Mapping[str, Any]) -> dict[str, Any]:
    return {"param_names": group["param_names"]} if "param_names" in group else {}


def _unpacked(params: Any) -> tuple[list[Any], list[str]]:
    """The Tensors of a group, and their names if it has them."""
    if isinstance(params, set):
        raise TypeError(
            "optimizer parameters need to be organized in ordered collections, but the ordering of "
            "tensors in sets will change between runs. Please use a list instead."
        )
    given = [params] if isinstance(params, Tensor) else list(params)
    names = [p[0] for p in given if isinstance(p, tuple)]
    if names and len(names) != len(given):
        raise ValueError(
            "all optimizer params should be with/without names. Some param names are missing"
        )
    return [p[1] for p in given] if names else given, names


def _check_optimizable(parameter: Any) -> None:
    if not isinstance(parameter, Tensor):
        raise TypeError(
            "optimizer can only optimize Tensors, but one of the params is "
            f"{type(parameter).__name__}"
        )
    if not (parameter.is_leaf or parameter.retains_grad):
        raise ValueError("can't optimize a non-leaf Tensor")


def check_memory(parameter: Any) -> None:
    """Refuse a parameter that steps cannot write.

    Raises:
        RuntimeError: if it was made in inference mode, or its memory is read-only or meets itself.
    """
    if parameter._writes is None:
        raise RuntimeError(errors.INFERENCE_WRITTEN)
    inplace.check_memory(parameter, ())


# What is kept of a parameter as a number. It stays in the dtype that it was saved in, or a run that
# goes on would not end where one ends that was never stopped (in PyTorch only "step" does).
NUMBERS = {"step", "mu_product", "eta", "mu"}


def _copied(kept: Any, owner: Any, name: Any = None) -> Any:
    """A copy of what was kept for a parameter, its tensors in the parameter's dtype."""
    if not isinstance(owner, Tensor):
        return copy.deepcopy(kept)
    if isinstance(kept, Tensor):
        stays = name in NUMBERS or not owner.is_floating_point()
        return kept.to(kept.dtype if stays else owner.dtype, copy=True)
    if isinstance(kept, dict):
        return {name: _copied(value, owner, name) for name, value in kept.items()}
    if isinstance(kept, (list, tuple)):
        return type(kept)(_copied(value, owner) for value in kept)
    return copy.deepcopy(kept)
