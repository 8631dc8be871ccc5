"""The state of a tree of modules: what is saved of it, and how it is loaded."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Container, Iterator, Mapping, MutableMapping
from functools import partial
from typing import Any, ClassVar

from tinygrad_np.autograd.grad_mode import no_grad
from tinygrad_np.hooks import RemovableHandle
from tinygrad_np.nn import loading
from tinygrad_np.nn.hooks import Hook, ModuleHooks
from tinygrad_np.nn.members import BUFFER, MODULE, PARAMETER
from tinygrad_np.nn.parameter import Parameter
from tinygrad_np.nn.tree import ModuleTree
from tinygrad_np.ops.operands import as_operand
from tinygrad_np.tensor import Tensor

EXTRA_STATE = "_extra_state"  # the name under which `get_extra_state` is saved


class StateHolder(ModuleTree):
    """What a Module is as something that can be saved and loaded."""

    _version: ClassVar[int] = 1  # of what the class saves
    _hooks: ModuleHooks | None = None

    def state_dict(
        self,
        *,
        destination: MutableMapping[str, Any] | None = None,
        prefix: str = "",
        keep_vars: bool = False,
    ) -> Any:
        """All parameters and persistent buffers by name, detached unless `keep_vars`.

        They share the memory of the module's own. An extra state comes last.

        >>> import tinygrad_np as torch
        >>> list(torch.nn.Linear(2, 3).state_dict())
        ['weight', 'bias']
        """
        state: Any = destination
        if state is None:
            state = OrderedDict()
            state._metadata = OrderedDict()
        metadata = {"version": self._version}
        if hasattr(state, "_metadata"):
            state._metadata[prefix[:-1]] = metadata
        for hook in self._hooks_of("state_pre"):
            hook(self, prefix, keep_vars)
        self._save_to_state_dict(state, prefix, keep_vars)
        for name, module in self._registry[MODULE].items():
            if module is not None:
                module.state_dict(destination=state, prefix=f"{prefix}{name}.", keep_vars=keep_vars)
        for hook in self._hooks_of("state_post"):
            if hook(self, state, prefix, metadata) is not None:
                raise RuntimeError("state_dict post-hook must return None")
        return state

    def load_state_dict(
        self, state_dict: Mapping[str, Any], strict: bool = True, assign: bool = False
    ) -> Any:
        """Copy tensors into the parameters and persistent buffers of their names.

        Nothing is changed unless everything fits. With `assign` the tensors themselves take the
        places of those of the module, whose `requires_grad` they get. Gives the lists
        `missing_keys` and `unexpected_keys`, both empty if `strict`.

        Raises:
            RuntimeError: if a shape differs or, if `strict`, a name is missing or unknown.
            TypeError: if `state_dict` is no mapping.

        >>> import tinygrad_np as torch
        >>> a, b = torch.nn.Linear(2, 3), torch.nn.Linear(2, 3)
        >>> a.load_state_dict(b.state_dict())
        <All keys matched successfully>
        """
        given = loading.arriving(state_dict)
        load = loading.Load(getattr(state_dict, "_metadata", {}), assign)
        self._take_from(given, "", load)
        # A hook that is called after loading may forgive what is missing or unexpected.
        may_forgive = any(module._hooks_of("load_post") for module in load.done)
        load.refuse_if_wrong(type(self).__name__, strict=strict and not may_forgive)
        for write in given.writes:
            write()
        _call_after_loading(load.done, load.keys)
        load.refuse_if_wrong(type(self).__name__, strict=strict)
        return load.keys

    def _take_from(self, given: loading.Arriving, prefix: str, load: loading.Load) -> None:
        """Let this module and all below it look for what is theirs."""
        metadata, keys = load.metadata_of(prefix[:-1]), load.keys
        self._load_from_state_dict(
            given, prefix, metadata, True, keys.missing_keys, keys.unexpected_keys, load.complaints
        )
        for name, module in self._registry[MODULE].items():
            if module is not None:
                path = f"{prefix}{name}."
                module._take_from(given.below(path), path, load)
        load.done.append(self)

    def _save_to_state_dict(
        self, destination: MutableMapping[str, Any], prefix: str, keep_vars: bool
    ) -> None:
        """Save what this module has itself; a subclass may save more, or under other names."""
        for name, tensor in self._own_state():
            destination[prefix + name] = tensor if keep_vars else tensor.detach()
        if self._overrides("get_extra_state"):
            destination[prefix + EXTRA_STATE] = self.get_extra_state()

    def _load_from_state_dict(
        self,
        state_dict: MutableMapping[str, Any],
        prefix: str,
        local_metadata: Mapping[str, Any],
        strict: bool,
        missing_keys: list[str],
        unexpected_keys: list[str],
        error_msgs: list[str],
    ) -> None:
        """Take what this module has itself from a state dict; a subclass may mend that before.

        `local_metadata` has the `_version` of what was saved. What is wrong goes into the lists.
        """
        found = (missing_keys, unexpected_keys, error_msgs)
        for hook in self._hooks_of("load_pre"):
            hook(self, state_dict, prefix, local_metadata, strict, *found)
        assign = loading.ASSIGN in local_metadata
        takers: dict[str, Any] = {n: partial(self._put, n, assign) for n, _ in self._own_state()}
        if self._overrides("set_extra_state"):
            takers[EXTRA_STATE] = self.set_extra_state
        for name, take in takers.items():
            key = prefix + name
            if key not in state_dict:
                missing_keys += [key] if strict else []
                continue
            value = state_dict[key]
            wrong = "" if name == EXTRA_STATE else loading.mismatch(key, value, getattr(self, name))
            if wrong:
                error_msgs.append(wrong)
            else:
                loading.do_or_wait(state_dict, partial(take, value))
        if strict:
            unexpected_keys += self._unexpected(state_dict, prefix, takers)

    def _put(self, name: str, assign: bool, value: Any) -> None:
        """Copy a loaded tensor into the parameter or buffer `name`, or let it take its place."""
        target = getattr(self, name)
        value = loading.fitting(value, target)
        with no_grad():
            if assign:
                setattr(self, name, _standing_for(target, value))
            else:
                target.copy_(value)

    def _unexpected(self, state_dict: Any, prefix: str, names: Container[str]) -> Iterator[str]:
        """The keys under a prefix that are neither of these `names` nor for a submodule."""
        for key in state_dict:
            if key.startswith(prefix):
                name, dot, _ = key[len(prefix) :].partition(".")
                submodule = self._registry[MODULE].get(name) if dot else None
                if submodule is None and (dot or name not in names):
                    yield key

    def get_extra_state(self) -> Any:
        """What a subclass wants to be saved besides tensors; for each its own."""
        raise RuntimeError("get_extra_state(): this module has none; define it in a subclass")

    def set_extra_state(self, state: Any) -> None:
        """Take back what `get_extra_state` gave; for each subclass its own."""
        raise RuntimeError("set_extra_state(): this module has none; define it in a subclass")

    def register_state_dict_pre_hook(self, hook: Callable[..., None]) -> RemovableHandle:
        """Call `hook(module, prefix, keep_vars)` before the module is saved."""
        return self._add_hook("state_pre", Hook(hook))

    def register_state_dict_post_hook(self, hook: Callable[..., None]) -> RemovableHandle:
        """Call `hook(module, state_dict, prefix, metadata)` after: it may change the state dict."""
        return self._add_hook("state_post", Hook(hook))

    def register_load_state_dict_pre_hook(self, hook: Callable[..., None]) -> RemovableHandle:
        """Call `hook(module, state_dict, prefix, metadata, strict, missing, unexpected, errors)`.

        It is called before the module is loaded, and may change the state dict, which is a copy.
        """
        return self._add_hook("load_pre", Hook(hook))

    def register_load_state_dict_post_hook(self, hook: Callable[..., None]) -> RemovableHandle:
        """Call `hook(module, keys)` after the module was loaded.

        `keys` are the lists of missing and unexpected names, which it may change.
        """
        return self._add_hook("load_post", Hook(hook))

    def _register_load_state_dict_pre_hook(
        self, hook: Callable[..., None], with_module: bool = False
    ) -> RemovableHandle:
        """`register_load_state_dict_pre_hook` of a hook that is not called with the module."""
        with_it = hook if with_module else lambda _, *args: hook(*args)
        return self.register_load_state_dict_pre_hook(with_it)

    def _add_hook(self, kind: str, hook: Hook, prepend: bool = False) -> RemovableHandle:
        self._check_initialized("hook")
        if self._hooks is None:
            object.__setattr__(self, "_hooks", ModuleHooks())
        assert self._hooks is not None
        return self._hooks.add(kind, hook, prepend)

    def _hooks_of(self, kind: str) -> list[Callable]:
        hooks = {} if self._hooks is None else getattr(self._hooks, kind)
        return [hook.function for hook in hooks.values()]

    def _overrides(self, method: str) -> bool:
        return getattr(type(self), method) is not getattr(StateHolder, method)

    def _own_state(self) -> Iterator[tuple[str, Tensor]]:
        """The parameters and persistent buffers of this module alone."""
        for name, member in {**self._registry[PARAMETER], **self._registry[BUFFER]}.items():
            if member is not None and name not in self._transient_buffers:
                yield name, member


def _standing_for(target: Tensor, value: Any) -> Tensor:
    """A loaded tensor as what takes the place of one of the module's."""
    if not isinstance(target, Parameter):
        return as_operand(value, "load_state_dict", "state_dict")
    if not isinstance(value, Parameter):
        return Parameter(value, target.requires_grad)
    value.requires_grad_(target.requires_grad)
    return value


def _call_after_loading(modules: Any, keys: Any) -> None:
    for module in modules:
        for hook in module._hooks_of("load_post"):
            if hook(module, keys) is not None:
                raise AssertionError(
                    "Hooks registered with ``register_load_state_dict_post_hook`` are not expected "
                    "to return new values, if incompatible_keys need to be modified, it should be "
                    "done inplace."
                )
