"""The state of a tree of modules: what is saved of it, and how it is loaded."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any, ClassVar

from tinygrad_np.autograd.grad_mode import no_grad
from tinygrad_np.hooks import RemovableHandle
from tinygrad_np.nn import loading
from tinygrad_np.nn.hooks import Hook, ModuleHooks
from tinygrad_np.nn.members import BUFFER, MODULE, PARAMETER
from tinygrad_np.nn.parameter import Parameter
from tinygrad_np.nn.tree import ModuleTree, joined
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
        for name, tensor in self._own_state():
            state[prefix + name] = tensor if keep_vars else tensor.detach()
        if self._has_extra_state():
            state[prefix + EXTRA_STATE] = self.get_extra_state()
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
        modules: dict[str, StateHolder] = dict(self.named_modules(remove_duplicate=False))
        given = loading.copied(state_dict)
        complaints = _prepared(modules, given, strict)
        tensors = dict(_state(modules))
        extra = [joined(path, EXTRA_STATE) for path, m in modules.items() if m._has_extra_state()]
        keys = loading.compared(given, [*tensors, *extra], list(modules))
        # A hook that is called after loading may forgive what is missing or unexpected.
        may_forgive = any(module._hooks_of("load_post") for module in modules.values())
        strictly = keys if strict and not may_forgive else None
        self._refuse(complaints + loading.complaints(given, tensors, strictly))
        with no_grad():
            for name, target in tensors.items():
                if name in given:
                    value = loading.fitting(given[name], target)
                    if assign:
                        path, _, own_name = name.rpartition(".")
                        setattr(modules[path], own_name, _standing_for(target, value))
                    else:
                        target.copy_(value)
        for name in extra:
            if name in given:
                modules[name.removesuffix(EXTRA_STATE).rstrip(".")].set_extra_state(given[name])
        _call_after_loading(modules.values(), keys)
        self._refuse(loading.complaints({}, {}, keys if strict else None))
        return keys

    def _refuse(self, complaints: list[str]) -> None:
        if complaints:
            title = f"Error(s) in loading state_dict for {type(self).__name__}:"
            raise RuntimeError("\n\t".join([title, *complaints]))

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

    def _add_hook(self, kind: str, hook: Hook, prepend: bool = False) -> RemovableHandle:
        self._check_initialized("hook")
        if self._hooks is None:
            object.__setattr__(self, "_hooks", ModuleHooks())
        assert self._hooks is not None
        return self._hooks.add(kind, hook, prepend)

    def _hooks_of(self, kind: str) -> list[Callable]:
        hooks = {} if self._hooks is None else getattr(self._hooks, kind)
        return [hook.function for hook in hooks.values()]

    def _has_extra_state(self) -> bool:
        return type(self).get_extra_state is not StateHolder.get_extra_state

    def _own_state(self) -> Iterator[tuple[str, Tensor]]:
        """The parameters and persistent buffers of this module alone."""
        for name, member in {**self._registry[PARAMETER], **self._registry[BUFFER]}.items():
            if member is not None and name not in self._transient_buffers:
                yield name, member


def _state(modules: Mapping[str, StateHolder]) -> Iterator[tuple[str, Tensor]]:
    """What modules save, by name; what has several names comes under each."""
    for path, module in modules.items():
        for name, member in module._own_state():
            yield joined(path, name), member


def _prepared(modules: Mapping[str, StateHolder], state_dict: Any, strict: bool) -> list[str]:
    """Let each module's hooks change what is to be loaded; give their complaints."""
    metadata = getattr(state_dict, "_metadata", {})
    complaints: list[str] = []
    for path, module in modules.items():
        for hook in module._hooks_of("load_pre"):
            prefix = f"{path}." if path else ""
            hook(module, state_dict, prefix, metadata.get(path, {}), strict, [], [], complaints)
    return complaints


def _standing_for(target: Tensor, value: Any) -> Tensor:
    """A loaded tensor as what takes the place of one of the module's."""
    if not isinstance(target, Parameter):
        return value
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
