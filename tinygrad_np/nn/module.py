"""Module: parameters, buffers and submodules by name, and what is done with all of them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any, Self

from tinygrad_np import devices, dtypes
from tinygrad_np.autograd.grad_mode import no_grad
from tinygrad_np.nn import loading
from tinygrad_np.nn.members import BUFFER, MODULE, PARAMETER, MemberHolder
from tinygrad_np.nn.parameter import Parameter
from tinygrad_np.tensor import Tensor


class Module(MemberHolder):
    """The base of layers and models: subclass it, make the parts in `__init__`, write `forward`.

    What is assigned to an attribute is registered if it is a Parameter or a Module; a Tensor that
    is part of the state but not trained is registered with `register_buffer`. Calling the module
    runs `forward`.

    >>> import tinygrad_np as torch
    >>> class Doubled(torch.nn.Module):
    ...     def __init__(self, n):
    ...         super().__init__()
    ...         self.inner = torch.nn.Linear(n, n)
    ...
    ...     def forward(self, x):
    ...         return self.inner(x) * 2
    >>> Doubled(3)
    Doubled(
      (inner): Linear(in_features=3, out_features=3, bias=True)
    )
    >>> Doubled(3)(torch.ones(5, 3)).shape
    torch.Size([5, 3])
    """

    training: bool

    def __init__(self) -> None:
        super().__init__()
        self.training = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.forward(*args, **kwargs)

    def forward(self, *args: Any, **kwargs: Any) -> Any:
        """What the module computes; every subclass has its own."""
        raise NotImplementedError(
            f'Module [{type(self).__name__}] is missing the required "forward" function'
        )

    # Walks

    def children(self) -> Iterator[Module]:
        """The submodules of this module, not theirs; each once."""
        for _, module in self.named_children():
            yield module

    def named_children(self) -> Iterator[tuple[str, Module]]:
        """As `children`, with names."""
        seen = set()
        for name, module in self._registry[MODULE].items():
            if module is not None and module not in seen:
                seen.add(module)
                yield name, module

    def modules(self, remove_duplicate: bool = True) -> Iterator[Module]:
        """This module and all below it, each once."""
        for _, module in self.named_modules(remove_duplicate=remove_duplicate):
            yield module

    def named_modules(
        self, memo: set[Module] | None = None, prefix: str = "", remove_duplicate: bool = True
    ) -> Iterator[tuple[str, Module]]:
        """As `modules`, with names: those of the way there, joined by dots.

        >>> import tinygrad_np as torch
        >>> model = torch.nn.Sequential(torch.nn.ReLU(), torch.nn.Sequential(torch.nn.Tanh()))
        >>> [name for name, module in model.named_modules()]
        ['', '0', '1', '1.0']
        """
        seen = set() if memo is None else memo
        if self in seen:
            return
        if remove_duplicate:
            seen.add(self)
        yield prefix, self
        for name, module in self._registry[MODULE].items():
            if module is not None:
                yield from module.named_modules(seen, _joined(prefix, name), remove_duplicate)

    def parameters(self, recurse: bool = True) -> Iterator[Parameter]:
        """The parameters of this module and, if `recurse`, of all below it; each once."""
        for _, parameter in self.named_parameters(recurse=recurse):
            yield parameter

    def named_parameters(
        self, prefix: str = "", recurse: bool = True, remove_duplicate: bool = True
    ) -> Iterator[tuple[str, Parameter]]:
        """As `parameters`, with names.

        >>> import tinygrad_np as torch
        >>> model = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.Tanh())
        >>> [(name, p.shape) for name, p in model.named_parameters()]
        [('0.weight', torch.Size([3, 2])), ('0.bias', torch.Size([3]))]
        """
        return self._named_members(PARAMETER, prefix, recurse, remove_duplicate)

    def buffers(self, recurse: bool = True) -> Iterator[Tensor]:
        """The buffers of this module and, if `recurse`, of all below it; each once."""
        for _, buffer in self.named_buffers(recurse=recurse):
            yield buffer

    def named_buffers(
        self, prefix: str = "", recurse: bool = True, remove_duplicate: bool = True
    ) -> Iterator[tuple[str, Tensor]]:
        """As `buffers`, with names.

        >>> import tinygrad_np as torch
        >>> model = torch.nn.Module()
        >>> model.register_buffer("mean", torch.zeros(1))
        >>> list(model.named_buffers())
        [('mean', tensor([0.]))]
        """
        return self._named_members(BUFFER, prefix, recurse, remove_duplicate)

    def _named_members(
        self, kind: str, prefix: str, recurse: bool, remove_duplicate: bool
    ) -> Iterator[tuple[str, Any]]:
        seen = set()
        modules = self.named_modules(prefix=prefix, remove_duplicate=remove_duplicate)
        for path, module in modules if recurse else ((prefix, self),):
            for name, member in module._registry[kind].items():
                if member is not None and member not in seen:
                    if remove_duplicate:
                        seen.add(member)
                    yield _joined(path, name), member

    # What is done with all members

    def apply(self, fn: Callable[[Module], None]) -> Self:
        """Call `fn` with each module below this one, and then with this one.

        >>> import tinygrad_np as torch
        >>> _ = torch.nn.Sequential(torch.nn.ReLU(), torch.nn.Tanh()).apply(print)
        ReLU()
        Tanh()
        Sequential(
          (0): ReLU()
          (1): Tanh()
        )
        """
        for module in self.children():
            module.apply(fn)
        fn(self)
        return self

    def train(self, mode: bool = True) -> Self:
        """Put this module and all below it into training mode, or out of it.

        Raises:
            ValueError: if `mode` is not a bool.

        >>> import tinygrad_np as torch
        >>> model = torch.nn.Sequential(torch.nn.ReLU()).train(False)
        >>> model.training, model[0].training
        (False, False)
        """
        if not isinstance(mode, bool):
            raise ValueError("training mode is expected to be boolean")
        self.training = mode
        for module in self.children():
            module.train(mode)
        return self

    def eval(self) -> Self:
        """`train(False)`."""
        return self.train(False)

    def requires_grad_(self, requires_grad: bool = True) -> Self:
        """Ask, or cease to ask, for the gradients of all parameters.

        >>> import tinygrad_np as torch
        >>> torch.nn.Linear(1, 1).requires_grad_(False).weight.requires_grad
        False
        """
        for parameter in self.parameters():
            parameter.requires_grad_(requires_grad)
        return self

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Drop the gradients of all parameters or, without `set_to_none`, write zeros into them."""
        for parameter in self.parameters():
            gradient = parameter.grad
            if set_to_none:
                parameter.grad = None
            elif gradient is not None:
                if gradient.requires_grad:  # left by backward(create_graph=True)
                    gradient.detach_()
                gradient.zero_()

    def to(
        self, *args: Any, dtype: Any = None, device: Any = None, non_blocking: bool = False
    ) -> Self:
        """Parameters and buffers in a floating dtype, or in that of a Tensor; devices may be named.

        Parameters stay the same objects, on new memory. Buffers of integers stay as they are.

        Raises:
            TypeError: if the dtype is not a floating one.

        >>> import tinygrad_np as torch
        >>> torch.nn.Linear(1, 1).to(torch.float64).weight.dtype
        torch.float64
        """
        wanted = _asked_dtype(*args, device, dtype)
        if wanted is not None and not wanted.is_floating_point:
            raise TypeError(
                "nn.Module.to only accepts floating point or complex dtypes, but got desired "
                f"dtype={wanted}"
            )
        return self if wanted is None else self._convert(wanted)

    def cpu(self) -> Self:
        """Itself: the CPU is where tensors live."""
        return self

    def half(self) -> Self:
        """Parameters and buffers in float16."""
        return self._convert(dtypes.float16)

    def float(self) -> Self:
        """Parameters and buffers in float32."""
        return self._convert(dtypes.float32)

    def double(self) -> Self:
        """Parameters and buffers in float64."""
        return self._convert(dtypes.float64)

    def _convert(self, dtype: dtypes.dtype) -> Self:
        """Parameters with their gradients, and buffers, in a floating dtype."""
        with no_grad():
            for parameter in self.parameters():
                if parameter.is_floating_point() and parameter.dtype != dtype:
                    parameter.data = parameter.to(dtype)
                    if parameter.grad is not None:
                        parameter.grad.data = parameter.grad.to(dtype)
            for module in self.modules():
                for name, buffer in module._buffers.items():
                    if buffer is not None and buffer.is_floating_point():
                        module._buffers[name] = buffer.to(dtype)
        return self

    # State

    def state_dict(
        self,
        *,
        destination: MutableMapping[str, Any] | None = None,
        prefix: str = "",
        keep_vars: bool = False,
    ) -> Any:
        """All parameters and persistent buffers by name, detached unless `keep_vars`.

        They share the memory of the module's own.

        >>> import tinygrad_np as torch
        >>> list(torch.nn.Linear(2, 3).state_dict())
        ['weight', 'bias']
        """
        state = OrderedDict() if destination is None else destination
        for name, tensor in self._state():
            state[prefix + name] = tensor if keep_vars else tensor.detach()
        return state

    def load_state_dict(self, state_dict: Mapping[str, Any], strict: bool = True) -> Any:
        """Copy tensors into the parameters and persistent buffers of their names.

        Nothing is changed unless everything fits. Gives the lists `missing_keys` and
        `unexpected_keys`, both empty if `strict`.

        Raises:
            RuntimeError: if a shape differs or, if `strict`, a name is missing or unknown.
            TypeError: if `state_dict` is no mapping.

        >>> import tinygrad_np as torch
        >>> a, b = torch.nn.Linear(2, 3), torch.nn.Linear(2, 3)
        >>> a.load_state_dict(b.state_dict())
        <All keys matched successfully>
        """
        paths = [path for path, _ in self.named_modules(remove_duplicate=False)]
        targets = dict(self._state())
        keys = loading.compared(state_dict, targets, paths)
        complaints = loading.complaints(state_dict, targets, keys if strict else None)
        if complaints:
            title = f"Error(s) in loading state_dict for {type(self).__name__}:"
            raise RuntimeError("\n\t".join([title, *complaints]))
        with no_grad():
            for name, target in targets.items():
                if name in state_dict:
                    target.copy_(state_dict[name])
        return keys

    def _state(self) -> Iterator[tuple[str, Tensor]]:
        """The parameters and persistent buffers; what has several names comes under each."""
        for path, module in self.named_modules(remove_duplicate=False):
            members = {**module._registry[PARAMETER], **module._registry[BUFFER]}
            for name, member in members.items():
                if member is not None and name not in module._transient_buffers:
                    yield _joined(path, name), member

    # Python's own protocols

    def extra_repr(self) -> str:
        """What a subclass wants to say of itself in its printed form."""
        return ""

    def __repr__(self) -> str:
        said = self.extra_repr()
        extra = said.split("\n") if said else []
        children = [
            f"({name}): {_indented(repr(module))}"
            for name, module in self._registry[MODULE].items()
        ]
        lines = extra + children
        body = "\n  " + "\n  ".join(lines) + "\n" if children or len(extra) > 1 else said
        return f"{type(self).__name__}({body})"


def _joined(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _indented(text: str) -> str:
    return text.replace("\n", "\n  ")


def _asked_dtype(*args: Any) -> dtypes.dtype | None:
    """The dtype that the arguments of `to` ask for, if any; a device must be the CPU."""
    asked = None
    for x in args:
        if isinstance(x, (str, devices.device)):
            devices.check_device(x)
        elif isinstance(x, Tensor):
            asked = x.dtype
        elif x is not None and not isinstance(x, bool):
            asked = dtypes.from_numpy_dtype(dtypes.to_numpy_dtype(x))
    return asked
