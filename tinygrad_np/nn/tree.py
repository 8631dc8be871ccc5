"""The tree of modules: walks over it, and what is found on a path."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Self

from tinygrad_np.nn.members import BUFFER, MODULE, PARAMETER, MemberHolder
from tinygrad_np.nn.parameter import Parameter
from tinygrad_np.tensor import Tensor


class ModuleTree(MemberHolder):
    """What a Module is as the root of a tree: the walks over all modules and members below it."""

    def children(self) -> Iterator[Self]:
        """The submodules of this module, not theirs; each once."""
        for _, module in self.named_children():
            yield module

    def named_children(self) -> Iterator[tuple[str, Self]]:
        """As `children`, with names."""
        seen = set()
        for name, module in self._registry[MODULE].items():
            if module is not None and module not in seen:
                seen.add(module)
                yield name, module

    def modules(self, remove_duplicate: bool = True) -> Iterator[Self]:
        """This module and all below it, each once."""
        for _, module in self.named_modules(remove_duplicate=remove_duplicate):
            yield module

    def named_modules(
        self, memo: set[Any] | None = None, prefix: str = "", remove_duplicate: bool = True
    ) -> Iterator[tuple[str, Self]]:
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
                yield from module.named_modules(seen, joined(prefix, name), remove_duplicate)

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
                    yield joined(path, name), member

    def get_submodule(self, target: str) -> Any:
        """The module at a path: names joined by dots; "" is this module.

        Raises:
            AttributeError: if there is none.

        >>> import tinygrad_np as torch
        >>> torch.nn.Sequential(torch.nn.Sequential(torch.nn.Tanh())).get_submodule("0.0")
        Tanh()
        """
        module: Any = self
        for name in target.split(".") if target else ():
            module = module._found(name)
            if not isinstance(module, MemberHolder):
                raise AttributeError(f"`{name}` is not an nn.Module")
        return module

    def set_submodule(self, target: str, module: Any, strict: bool = False) -> None:
        """Put a module at a path; if `strict`, only in the place of another.

        Raises:
            ValueError: if the path is empty, or `module` is none.
            AttributeError: if the path does not lead to a module.

        >>> import tinygrad_np as torch
        >>> model = torch.nn.Sequential(torch.nn.Tanh())
        >>> model.set_submodule("0", torch.nn.ReLU())
        >>> model[0]
        ReLU()
        """
        if target == "":
            raise ValueError("Cannot set the submodule without a target name!")
        if not isinstance(module, MemberHolder):
            raise ValueError(f"`module` is not an nn.Module, found {type(module)}")
        path, _, name = target.rpartition(".")
        parent = self.get_submodule(path)
        if strict or hasattr(parent, name):
            parent.get_submodule(name)
        setattr(parent, name, module)

    def get_parameter(self, target: str) -> Parameter:
        """The parameter at a path.

        Raises:
            AttributeError: if there is none.

        >>> import tinygrad_np as torch
        >>> torch.nn.Sequential(torch.nn.Linear(2, 3)).get_parameter("0.weight").shape
        torch.Size([3, 2])
        """
        path, _, name = target.rpartition(".")
        parameter = self.get_submodule(path)._found(name)
        if not isinstance(parameter, Parameter):
            raise AttributeError(f"`{name}` is not an nn.Parameter")
        return parameter

    def get_buffer(self, target: str) -> Tensor:
        """The buffer at a path.

        Raises:
            AttributeError: if there is none.

        >>> import tinygrad_np as torch
        >>> model = torch.nn.Module()
        >>> model.register_buffer("mean", torch.zeros(1))
        >>> model.get_buffer("mean")
        tensor([0.])
        """
        path, _, name = target.rpartition(".")
        module = self.get_submodule(path)
        buffer = module._found(name)
        if name not in module._registry[BUFFER]:
            raise AttributeError(f"`{name}` is not a buffer")
        return buffer

    def _found(self, name: str) -> Any:
        if not hasattr(self, name):
            raise AttributeError(f"{type(self).__name__} has no attribute `{name}`")
        return getattr(self, name)


def joined(path: str, name: str) -> str:
    """The name of what stands under `name` at a path."""
    return f"{path}.{name}" if path else name
