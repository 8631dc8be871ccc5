"""Members: the parameters, buffers and submodules that an object has as attributes."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from contextlib import suppress
from typing import Any

from tinygrad_np.nn.parameter import Buffer, Parameter
from tinygrad_np.tensor import Tensor

PARAMETER, BUFFER, MODULE = "parameter", "buffer", "module"


class MemberHolder:
    """What a Module is as far as attributes go: which of them are members, and of which kind.

    Each member is in the registry, which knows the kinds and the order, and is an ordinary instance
    attribute too, where Python finds it at once.
    """

    _registry: dict[str, dict[str, Any]]  # of each kind the members by name
    _transient_buffers: set[str]  # the names of those that are not saved

    def __init__(self) -> None:
        object.__setattr__(self, "_registry", {PARAMETER: {}, BUFFER: {}, MODULE: {}})
        object.__setattr__(self, "_transient_buffers", set())

    @property
    def _parameters(self) -> Members:
        return Members(self, PARAMETER)

    @property
    def _buffers(self) -> Members:
        return Members(self, BUFFER)

    @property
    def _modules(self) -> Members:
        return Members(self, MODULE)

    def __setattr__(self, name: str, value: Any) -> None:
        before = kind = self._kind_of(name)
        if isinstance(value, Parameter):
            kind = PARAMETER
        elif isinstance(value, MemberHolder) and before != PARAMETER:
            kind = MODULE
        elif isinstance(value, Buffer) and before is None:
            kind = BUFFER
        if kind is None:
            object.__setattr__(self, name, value)
            return
        self._check_initialized(kind)
        _check_assignable(kind, name, value)
        if before != kind:
            with suppress(AttributeError):  # it may stand for nothing yet
                delattr(self, name)
        if kind == PARAMETER:
            self.register_parameter(name, value)
        elif isinstance(value, Buffer):
            self.register_buffer(name, value, value.persistent)
        else:
            Members(self, kind)[name] = value

    def __delattr__(self, name: str) -> None:
        kind = self._kind_of(name)
        if kind is None:
            object.__delattr__(self, name)
        else:
            del Members(self, kind)[name]

    def _kind_of(self, name: str) -> str | None:
        """As what `name` is registered, if it is."""
        if not hasattr(self, "_registry"):
            return None
        return next((kind for kind, members in self._registry.items() if name in members), None)

    def register_parameter(self, name: str, param: Parameter | None) -> None:
        """Make `param`, or None as a placeholder, the parameter `name`.

        Raises:
            KeyError: if the name is empty, has a dot, or is taken by something else.
            TypeError: if `param` is no Parameter.
            ValueError: if it was computed.

        >>> import tinygrad_np as torch
        >>> m = torch.nn.Module()
        >>> m.register_parameter("bias", None)
        >>> m.bias is None, list(m.parameters())
        (True, [])
        """
        self._check_name(PARAMETER, name)
        if param is not None and not isinstance(param, Parameter):
            raise TypeError(
                f"cannot assign '{_type_name(param)}' object to parameter '{name}' "
                "(torch.nn.Parameter or None required)"
            )
        if param is not None and not param.is_leaf:
            raise ValueError(
                f"Cannot assign non-leaf Tensor to parameter '{name}'. Model parameters must be "
                f"created explicitly. To express '{name}' as a function of another Tensor, compute "
                "the value in the forward() method."
            )
        self._parameters[name] = param

    def register_buffer(self, name: str, tensor: Tensor | None, persistent: bool = True) -> None:
        """Make `tensor` part of the state, but no parameter; if not `persistent`, it is not saved.

        Raises:
            KeyError: if the name is empty, has a dot, or is taken by something else.
            TypeError: if `tensor` is no Tensor.

        >>> import tinygrad_np as torch
        >>> m = torch.nn.Module()
        >>> m.register_buffer("count", torch.tensor(0))
        >>> list(m.state_dict())
        ['count']
        """
        self._check_name(BUFFER, name)
        if tensor is not None and not isinstance(tensor, Tensor):
            raise TypeError(
                f"cannot assign '{_type_name(tensor)}' object to buffer '{name}' "
                "(torch Tensor or None required)"
            )
        self._buffers[name] = tensor
        if persistent:
            self._transient_buffers.discard(name)
        else:
            self._transient_buffers.add(name)

    def add_module(self, name: str, module: Any) -> None:
        """Make `module`, or None as a placeholder, the submodule `name`.

        One of that name before is replaced in its place.

        Raises:
            KeyError: if the name is empty, has a dot, or is taken by something else.
            TypeError: if `module` is no Module.

        >>> import tinygrad_np as torch
        >>> m = torch.nn.Module()
        >>> m.add_module("inner", torch.nn.ReLU())
        >>> m.inner
        ReLU()
        """
        if module is not None and not isinstance(module, MemberHolder):
            raise TypeError(f"{_type_name(module)} is not a Module subclass")
        self._check_name(MODULE, name)
        self._modules[name] = module

    def register_module(self, name: str, module: Any) -> None:
        """`add_module`, by its other name."""
        self.add_module(name, module)

    def _check_name(self, kind: str, name: str) -> None:
        """Refuse what cannot be the name of a member."""
        self._check_initialized(kind)
        if not isinstance(name, str):
            raise TypeError(f"{kind} name should be a string. Got {_type_name(name)}")
        if hasattr(self, name) and name not in self._registry[kind]:
            raise KeyError(f"attribute '{name}' already exists")
        if "." in name:
            got = f", got: {name}" if kind == MODULE else ""
            raise KeyError(f'{kind} name can\'t contain "."{got}')
        if name == "":
            raise KeyError(f'{kind} name can\'t be empty string ""')

    def _check_initialized(self, kind: str) -> None:
        if not hasattr(self, "_registry"):
            words = "parameters" if kind == PARAMETER else kind
            raise AttributeError(f"cannot assign {words} before Module.__init__() call")

    def __dir__(self) -> list[str]:
        return [name for name in super().__dir__() if not name[:1].isdigit()]

    def __getstate__(self) -> dict[str, Any]:
        # A shallow copy has a registry of its own, which agrees with its own attributes.
        registry = {kind: dict(members) for kind, members in self._registry.items()}
        transient = set(self._transient_buffers)
        return {**self.__dict__, "_registry": registry, "_transient_buffers": transient}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)


class Members(MutableMapping[str, Any]):
    """The members of one kind by name: a live view, through which they can be changed."""

    __slots__ = ("_holder", "_registered")

    def __init__(self, holder: MemberHolder, kind: str) -> None:
        self._holder = holder
        self._registered = holder._registry[kind]

    def __getitem__(self, name: str) -> Any:
        return self._registered[name]

    def __setitem__(self, name: str, member: Any) -> None:
        self._registered[name] = member
        object.__setattr__(self._holder, name, member)

    def __delitem__(self, name: str) -> None:
        del self._registered[name]
        self._holder._transient_buffers.discard(name)
        object.__delattr__(self._holder, name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._registered)

    def __len__(self) -> int:
        return len(self._registered)

    def __repr__(self) -> str:
        return repr(self._registered)


_ACCEPTED = {
    PARAMETER: (Parameter, "parameter", "torch.nn.Parameter"),
    BUFFER: (Tensor, "buffer", "torch.nn.Buffer, torch.Tensor"),
    MODULE: (MemberHolder, "child module", "torch.nn.Module"),
}


def _check_assignable(kind: str, name: str, value: Any) -> None:
    """Refuse to assign to the name of a member what is no member of its kind."""
    accepted, words, expected = _ACCEPTED[kind]
    if value is not None and not isinstance(value, accepted):
        raise TypeError(
            f"cannot assign '{_type_name(value)}' as {words} '{name}' ({expected} or None expected)"
        )


def _type_name(x: Any) -> str:
    """What messages call the type of x, or x if it is one."""
    if isinstance(x, Tensor):
        return x.type()
    cls = x if isinstance(x, type) else type(x)
    builtin = cls.__module__ == "builtins"
    return cls.__qualname__ if builtin else f"{cls.__module__}.{cls.__qualname__}"
