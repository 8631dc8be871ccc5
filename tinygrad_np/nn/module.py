"""Module: parameters, buffers and submodules by name, and what is done with all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Self

from tinygrad_np import devices, dtypes, layouts, likeness
from tinygrad_np.autograd.grad_mode import no_grad
from tinygrad_np.hooks import RemovableHandle
from tinygrad_np.nn.hooks import Hook
from tinygrad_np.nn.members import MODULE
from tinygrad_np.nn.state import StateHolder
from tinygrad_np.ops import conversion
from tinygrad_np.tensor import Tensor


class Module(StateHolder):
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
        if self._hooks is None:
            return self.forward(*args, **kwargs)
        return self._hooks.call(self, args, kwargs)

    def forward(self, *args: Any, **kwargs: Any) -> Any:
        """What the module computes; every subclass has its own."""
        raise NotImplementedError(
            f'Module [{type(self).__name__}] is missing the required "forward" function'
        )

    # Hooks

    def register_forward_pre_hook(
        self, hook: Callable[..., Any], *, prepend: bool = False, with_kwargs: bool = False
    ) -> RemovableHandle:
        """Call `hook(module, args)` before forward; what it returns replaces the arguments.

        `with_kwargs` it is `hook(module, args, kwargs)`, which returns both; `prepend` puts it
        before those that are there.

        >>> import tinygrad_np as torch
        >>> layer = torch.nn.ReLU()
        >>> handle = layer.register_forward_pre_hook(lambda module, args: args[0] - 1)
        >>> layer(torch.tensor([1.0, 3.0]))
        tensor([0., 2.])
        """
        return self._add_hook("forward_pre", Hook(hook, with_kwargs), prepend)

    def register_forward_hook(
        self,
        hook: Callable[..., Any],
        *,
        prepend: bool = False,
        with_kwargs: bool = False,
        always_call: bool = False,
    ) -> RemovableHandle:
        """Call `hook(module, args, output)` after forward; what it returns replaces the output.

        `with_kwargs` it is `hook(module, args, kwargs, output)`; `prepend` puts it before those
        that are there; `always_call` lets it run even if forward raises.

        >>> import tinygrad_np as torch
        >>> layer = torch.nn.ReLU()
        >>> handle = layer.register_forward_hook(lambda module, args, output: print(output.shape))
        >>> _ = layer(torch.ones(2, 3))
        torch.Size([2, 3])
        """
        return self._add_hook("forward", Hook(hook, with_kwargs, always_call), prepend)

    def register_full_backward_pre_hook(
        self, hook: Callable[..., Any], prepend: bool = False
    ) -> RemovableHandle:
        """Call `hook(module, grad_output)` when the gradients of the outputs are known.

        What it returns replaces them.
        """
        return self._add_hook("backward_pre", Hook(hook), prepend)

    def register_full_backward_hook(
        self, hook: Callable[..., Any], prepend: bool = False
    ) -> RemovableHandle:
        """Call `hook(module, grad_input, grad_output)` when the gradients of the inputs are known.

        What it returns replaces those of the inputs. All are tuples, with None for what is no
        tensor or needs no gradient.

        >>> import tinygrad_np as torch
        >>> layer = torch.nn.Linear(2, 1)
        >>> handle = layer.register_full_backward_hook(lambda m, g, h: print(h))
        >>> layer(torch.ones(1, 2, requires_grad=True)).sum().backward()
        (tensor([[1.]]),)
        """
        return self._add_hook("backward", Hook(hook), prepend)

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
        self,
        *args: Any,
        dtype: Any = None,
        device: Any = None,
        non_blocking: bool = False,
        memory_format: Any = layouts.preserve_format,
    ) -> Self:
        """Parameters and buffers in a floating dtype, or in that of a Tensor; devices may be named.

        Parameters stay the same objects, on new memory. Buffers of integers stay as they are.

        Raises:
            TypeError: if the dtype is not a floating one, or for forms that `Tensor.to` has not.

        >>> import tinygrad_np as torch
        >>> torch.nn.Linear(1, 1).to(torch.float64).weight.dtype
        torch.float64
        """
        layouts.numpy_order(memory_format, "to")
        wanted, copy = conversion.asked(args, device, dtype, copy=False)
        if copy:
            raise RuntimeError(".to() does not accept copy argument")
        return self if wanted is None else self._convert(dtypes.from_numpy_dtype(wanted))

    def to_empty(self, *, device: Any, recurse: bool = True) -> Self:
        """Parameters and buffers on new memory, with whatever was there."""
        devices.check_device(device)
        return self._apply(likeness.empty_like, recurse)

    def type(self, dst_type: Any) -> Self:
        """`to(dst_type)`; a type may be given by its name too."""
        return self._convert(
            dtypes.from_numpy_dtype(dtypes.to_numpy_dtype(dtypes.by_type(dst_type)))
        )

    def cpu(self) -> Self:
        """Itself: the CPU is where tensors live."""
        return self

    def cuda(self, device: Any = None) -> Self:
        """Refused: tensors live on the CPU.

        Raises:
            RuntimeError: always.
        """
        devices.check_device("cuda")
        return self

    def bfloat16(self) -> Self:
        """Refused: there are no tensors of this dtype.

        Raises:
            TypeError: always.
        """
        return self._convert(dtypes.bfloat16)

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
        if not dtype.is_floating_point:
            raise TypeError(
                "nn.Module.to only accepts floating point or complex dtypes, but got desired "
                f"dtype={dtype}"
            )
        return self._apply(lambda t: t.to(dtype) if t.is_floating_point() else t)

    def _apply(self, fn: Callable[[Tensor], Tensor], recurse: bool = True) -> Self:
        """Let `fn` replace the memory of parameters and their gradients, and the buffers."""
        with no_grad():
            for parameter in self.parameters(recurse):
                parameter.data = fn(parameter)
                if parameter.grad is not None:
                    parameter.grad.data = fn(parameter.grad)
            for module in self.modules() if recurse else (self,):
                for name, buffer in module._buffers.items():
                    module._buffers[name] = None if buffer is None else fn(buffer)
        return self

    # Python's own protocols

    def extra_repr(self) -> str:
        """What a subclass wants to say of itself in its printed form."""
        return ""

    def __repr__(self) -> str:
        said = self.extra_repr()
        extra = said.split("\n") if said else []
        children = [_indented(line) for line in self._children_lines()]
        lines = extra + children
        body = "\n  " + "\n  ".join(lines) + "\n" if children or len(extra) > 1 else said
        return f"{type(self).__name__}({body})"

    def _children_lines(self) -> list[str]:
        """What the printed form says of each submodule."""
        return [f"({name}): {module!r}" for name, module in self._registry[MODULE].items()]


def _indented(text: str) -> str:
    return text.replace("\n", "\n  ")
