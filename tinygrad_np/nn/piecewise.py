"""Activations that are put together of pieces, as modules."""

from __future__ import annotations

import warnings
from typing import Any

from tinygrad_np import filling
from tinygrad_np.nn import functional, init
from tinygrad_np.nn.activation import InPlace
from tinygrad_np.nn.module import Module
from tinygrad_np.nn.parameter import Parameter
from tinygrad_np.tensor import Tensor


class Hardtanh(InPlace):
    """Each element brought into [min_val, max_val].

    >>> import tinygrad_np as torch
    >>> torch.nn.Hardtanh()(torch.tensor([-2.0, 0.5]))
    tensor([-1.0000,  0.5000])
    """

    def __init__(
        self,
        min_val: float = -1.0,
        max_val: float = 1.0,
        inplace: bool = False,
        min_value: float | None = None,
        max_value: float | None = None,
    ) -> None:
        super().__init__(inplace)
        self.min_val = _renamed("min_val", min_val, min_value)
        self.max_val = _renamed("max_val", max_val, max_value)
        if self.max_val <= self.min_val:
            raise AssertionError(
                f"max_val ({self.max_val}) must be greater than min_val ({self.min_val})"
            )

    def forward(self, input: Tensor) -> Tensor:
        return functional.hardtanh(input, self.min_val, self.max_val, self.inplace)

    def extra_repr(self) -> str:
        return self._in_words(f"min_val={self.min_val}", f"max_val={self.max_val}")


def _renamed(name: str, value: float, older: float | None) -> float:
    """An argument that may have come by its older name."""
    if older is None:
        return value
    warnings.warn(
        f"keyword argument `{name}ue` is deprecated and renamed to `{name}`",
        FutureWarning,
        stacklevel=3,
    )
    return older


class ReLU6(Hardtanh):
    """Each element brought into [0, 6].

    >>> import tinygrad_np as torch
    >>> torch.nn.ReLU6()(torch.tensor([-1.0, 7.0]))
    tensor([0., 6.])
    """

    def __init__(self, inplace: bool = False) -> None:
        super().__init__(0.0, 6.0, inplace)

    def extra_repr(self) -> str:
        return self._in_words()


class Hardsigmoid(InPlace):
    """x / 6 + 1 / 2 of each element x, brought into [0, 1].

    >>> import tinygrad_np as torch
    >>> torch.nn.Hardsigmoid()(torch.tensor([-4.0, 0.0]))
    tensor([0.0000, 0.5000])
    """

    def forward(self, input: Tensor) -> Tensor:
        return functional.hardsigmoid(input, self.inplace)

    def extra_repr(self) -> str:
        return ""  # PyTorch keeps silent about `inplace` here


class Hardswish(InPlace):
    """Each element times its hard sigmoid.

    >>> import tinygrad_np as torch
    >>> torch.nn.Hardswish()(torch.tensor([1.0, 4.0]))
    tensor([0.6667, 4.0000])
    """

    def forward(self, input: Tensor) -> Tensor:
        return functional.hardswish(input, self.inplace)

    def extra_repr(self) -> str:
        return ""  # as for Hardsigmoid


class Hardshrink(Module):
    """Each element, but 0 for those in [-lambd, lambd].

    >>> import tinygrad_np as torch
    >>> torch.nn.Hardshrink()(torch.tensor([-1.0, 0.25]))
    tensor([-1.,  0.])
    """

    def __init__(self, lambd: float = 0.5) -> None:
        super().__init__()
        self.lambd = lambd

    def forward(self, input: Tensor) -> Tensor:
        return functional.hardshrink(input, self.lambd)

    def extra_repr(self) -> str:
        return str(self.lambd)


class Softshrink(Module):
    """Each element moved by `lambd` towards 0, but not beyond.

    >>> import tinygrad_np as torch
    >>> torch.nn.Softshrink()(torch.tensor([-1.0, 0.25]))
    tensor([-0.5000,  0.0000])
    """

    def __init__(self, lambd: float = 0.5) -> None:
        super().__init__()
        self.lambd = lambd

    def forward(self, input: Tensor) -> Tensor:
        return functional.softshrink(input, self.lambd)

    def extra_repr(self) -> str:
        return str(self.lambd)


class Threshold(InPlace):
    """Each element above `threshold`, else `value`.

    >>> import tinygrad_np as torch
    >>> torch.nn.Threshold(0.5, 20.0)(torch.tensor([-1.0, 2.0]))
    tensor([20.,  2.])
    """

    def __init__(self, threshold: float, value: float, inplace: bool = False) -> None:
        super().__init__(inplace)
        self.threshold = threshold
        self.value = value

    def forward(self, input: Tensor) -> Tensor:
        return functional.threshold(input, self.threshold, self.value, self.inplace)

    def extra_repr(self) -> str:
        return self._in_words(f"threshold={self.threshold}", f"value={self.value}")


class LeakyReLU(InPlace):
    """Each element, those below 0 times `negative_slope`.

    >>> import tinygrad_np as torch
    >>> torch.nn.LeakyReLU(0.25)(torch.tensor([-2.0, 3.0]))
    tensor([-0.5000,  3.0000])
    """

    def __init__(self, negative_slope: float = 0.01, inplace: bool = False) -> None:
        super().__init__(inplace)
        self.negative_slope = negative_slope

    def forward(self, input: Tensor) -> Tensor:
        return functional.leaky_relu(input, self.negative_slope, self.inplace)

    def extra_repr(self) -> str:
        return self._in_words(f"negative_slope={self.negative_slope}")


class RReLU(InPlace):
    """Each element, those below 0 times a number.

    It is drawn from [lower, upper) for each in training, and halfway between in evaluation.

    >>> import tinygrad_np as torch
    >>> torch.nn.RReLU(0.25, 0.75).eval()(torch.tensor([-1.0, 2.0]))
    tensor([-0.5000,  2.0000])
    """

    def __init__(self, lower: float = 1 / 8, upper: float = 1 / 3, inplace: bool = False) -> None:
        super().__init__(inplace)
        self.lower = lower
        self.upper = upper

    def forward(self, input: Tensor) -> Tensor:
        return functional.rrelu(input, self.lower, self.upper, self.training, self.inplace)

    def extra_repr(self) -> str:
        return self._in_words(f"lower={self.lower}", f"upper={self.upper}")


class PReLU(Module):
    """Each element, those below 0 times a parameter: one, or one for each channel (dim 1).

    >>> import tinygrad_np as torch
    >>> torch.nn.PReLU()(torch.tensor([-1.0, 2.0]))
    tensor([-0.2500,  2.0000], grad_fn=<PreluKernelBackward0>)
    """

    weight: Parameter

    def __init__(
        self, num_parameters: int = 1, init: float = 0.25, device: Any = None, dtype: Any = None
    ) -> None:
        super().__init__()
        self.num_parameters = num_parameters
        self.init = init
        self.weight = Parameter(filling.empty(num_parameters, device=device, dtype=dtype))
        self.reset_parameters()

    def reset_parameters(self) -> None:
        """Let the weights be what they were in the beginning."""
        init.constant_(self.weight, self.init)

    def forward(self, input: Tensor) -> Tensor:
        return functional.prelu(input, self.weight)

    def extra_repr(self) -> str:
        return f"num_parameters={self.num_parameters}"
