"""Normalization of channels, which keeps running statistics, as modules."""

from __future__ import annotations

import warnings
from typing import Any, ClassVar

from tinygrad_np import filling
from tinygrad_np.nn import functional
from tinygrad_np.nn.normalization import Scaled
from tinygrad_np.tensor import Tensor


class _Channels(Scaled):
    """What batch and instance normalization share; their subclasses say which inputs they take."""

    _version = 2
    _dims: ClassVar[tuple[int, ...]]
    running_mean: Any  # a Tensor or None, as are the next two
    running_var: Any
    num_batches_tracked: Any

    def __init__(
        self,
        num_features: int,
        eps: float = 1e-05,
        momentum: float | None = 0.1,
        affine: bool = True,
        track_running_stats: bool = True,
        device: Any = None,
        dtype: Any = None,
        *,
        bias: bool = True,
    ) -> None:
        super().__init__()
        self.num_features = num_features
        self.eps = eps
        self.momentum = momentum
        self.affine = affine
        self.track_running_stats = track_running_stats
        track, options = track_running_stats, {"device": device, "dtype": dtype}
        mean, var = (filling.empty(num_features, **options) for _ in range(2))
        self.register_buffer("running_mean", mean if track else None)
        self.register_buffer("running_var", var if track else None)
        tracked = filling.zeros((), dtype=int, device=device)
        self.register_buffer("num_batches_tracked", tracked if track else None)
        self._add_parameters(num_features, affine, bias, device, dtype)

    def reset_running_stats(self) -> None:
        """Let the running mean be 0, the running variance 1, and no batch counted."""
        if self.track_running_stats:
            self.running_mean.zero_()
            self.running_var.fill_(1)
            self.num_batches_tracked.zero_()

    def reset_parameters(self) -> None:
        """Let parameters and running statistics be as at first."""
        self.reset_running_stats()
        super().reset_parameters()

    def extra_repr(self) -> str:
        return (
            f"{self.num_features}, eps={self.eps}, momentum={self.momentum}, affine={self.affine}, "
            f"bias={self.bias is not None}, track_running_stats={self.track_running_stats}"
        )

    def _load_from_state_dict(
        self, state_dict: Any, prefix: str, local_metadata: Any, *rest: Any
    ) -> None:
        """What was saved before batches were counted leaves the count as it is."""
        counted = local_metadata.get("version") not in (None, 1)
        if self.num_batches_tracked is not None and not counted:
            state_dict.setdefault(f"{prefix}num_batches_tracked", self.num_batches_tracked)
        super()._load_from_state_dict(state_dict, prefix, local_metadata, *rest)

    def _check_input_dim(self, input: Tensor) -> None:
        if input.ndim not in self._dims:
            wanted = " or ".join(f"{n}D" for n in self._dims)
            raise ValueError(f"expected {wanted} input (got {input.ndim}D input)")


class _BatchNorm(_Channels):
    def forward(self, input: Tensor) -> Tensor:
        self._check_input_dim(input)
        momentum = 0.0 if self.momentum is None else self.momentum
        if self.training and self.num_batches_tracked is not None:
            self.num_batches_tracked.add_(1)
            if self.momentum is None:
                momentum = 1.0 / self.num_batches_tracked.item()
        mean, var = self.running_mean, self.running_var
        if self.training and not self.track_running_stats:
            mean = var = None
        by_batch = self.training or (mean is None and var is None)
        return functional.batch_norm(
            input, mean, var, self.weight, self.bias, by_batch, momentum, self.eps
        )


class BatchNorm1d(_BatchNorm):
    """Each channel, dim 1 of (N, C) or (N, C, L), less its mean, divided by its deviation.

    Then it is scaled by `weight` and shifted by `bias`, unless not `affine`. In training these are
    the mean and deviation of the batch; running averages of them, in which the newest has the
    share `momentum` (or, if that is None, as much as any), are used in evaluation. Without
    `track_running_stats` it is always the batch's.

    Raises:
        ValueError: when called, for other dims, or in training for but one value per channel.

    >>> import tinygrad_np as torch
    >>> layer = torch.nn.BatchNorm1d(1)
    >>> layer
    BatchNorm1d(1, eps=1e-05, momentum=0.1, affine=True, bias=True, track_running_stats=True)
    >>> layer(torch.tensor([[1.0], [3.0]])).detach()
    tensor([[-1.0000],
            [ 1.0000]])
    >>> layer.running_mean
    tensor([0.2000])
    """

    _dims = (2, 3)


class BatchNorm2d(_BatchNorm):
    """As `BatchNorm1d`, of inputs (N, C, H, W).

    >>> import tinygrad_np as torch
    >>> torch.nn.BatchNorm2d(3, affine=False)(torch.ones(2, 3, 4, 5)).shape
    torch.Size([2, 3, 4, 5])
    """

    _dims = (4,)


class BatchNorm3d(_BatchNorm):
    """As `BatchNorm1d`, of inputs (N, C, D, H, W).

    >>> import tinygrad_np as torch
    >>> torch.nn.BatchNorm3d(3)(torch.ones(2, 3, 4, 5, 6)).shape
    torch.Size([2, 3, 4, 5, 6])
    """

    _dims = (5,)


class _InstanceNorm(_Channels):
    def __init__(
        self,
        num_features: int,
        eps: float = 1e-05,
        momentum: float | None = 0.1,
        affine: bool = False,
        track_running_stats: bool = False,
        device: Any = None,
        dtype: Any = None,
        *,
        bias: bool = True,
    ) -> None:
        super().__init__(
            num_features, eps, momentum, affine, track_running_stats, device, dtype, bias=bias
        )

    def forward(self, input: Tensor) -> Tensor:
        self._check_input_dim(input)
        batched = input.ndim == self._dims[1]
        self._check_channels(input, int(batched))
        result = functional.instance_norm(
            input if batched else input.unsqueeze(0),
            self.running_mean,
            self.running_var,
            self.weight,
            self.bias,
            self.training or not self.track_running_stats,
            0.0 if self.momentum is None else self.momentum,
            self.eps,
        )
        return result if batched else result.squeeze(0)

    def _load_from_state_dict(
        self,
        state_dict: Any,
        prefix: str,
        local_metadata: Any,
        strict: bool,
        missing_keys: list[str],
        unexpected_keys: list[str],
        error_msgs: list[str],
    ) -> None:
        """What was saved when there were always running statistics says so."""
        names = [prefix + name for name in ("running_mean", "running_var")]
        needless = [name for name in names if name in state_dict]
        if needless and "version" not in local_metadata and not self.track_running_stats:
            error_msgs.append(_needless(" and ".join(f'"{n}"' for n in needless), type(self)))
            for name in needless:
                del state_dict[name]
        found = (missing_keys, unexpected_keys, error_msgs)
        super()._load_from_state_dict(state_dict, prefix, local_metadata, strict, *found)

    def _check_channels(self, input: Tensor, dim: int) -> None:
        size = input.shape[dim]
        if size == self.num_features:
            return
        if self.affine:
            raise ValueError(
                f"expected input's size at dim={dim} to match num_features ({self.num_features}), "
                f"but got: {size}."
            )
        warnings.warn(
            f"input's size at dim={dim} does not match num_features. You can silence this warning "
            "by not passing in num_features, which is not used because affine=False",
            stacklevel=4,
        )


def _needless(names: str, cls: type) -> str:
    return (
        f"Unexpected running stats buffer(s) {names} for {cls.__name__} with "
        "track_running_stats=False. If state_dict is a checkpoint saved before 0.4.0, this may be "
        f"expected because {cls.__name__} does not track running stats by default since 0.4.0. "
        "Please remove these keys from state_dict. If the running stats are actually needed, "
        f"instead set track_running_stats=True in {cls.__name__} to enable them. See the "
        f"documentation of {cls.__name__} for details."
    )


class InstanceNorm1d(_InstanceNorm):
    """As `BatchNorm1d`, with a mean and a deviation for each channel of each item of the batch.

    Inputs are (N, C, L), or (C, L) for one item. By default there are neither weight and bias nor
    running statistics.

    Raises:
        ValueError: when called, for an input of other dims, or of one value in each channel.

    >>> import tinygrad_np as torch
    >>> layer = torch.nn.InstanceNorm1d(1)
    >>> layer
    InstanceNorm1d(1, eps=1e-05, momentum=0.1, affine=False, bias=False, track_running_stats=False)
    >>> layer(torch.tensor([[1.0, 3.0]]))
    tensor([[-1.0000,  1.0000]])
    """

    _dims = (2, 3)


class InstanceNorm2d(_InstanceNorm):
    """As `InstanceNorm1d`, of inputs (N, C, H, W) or (C, H, W).

    >>> import tinygrad_np as torch
    >>> torch.nn.InstanceNorm2d(3)(torch.ones(2, 3, 4, 5)).shape
    torch.Size([2, 3, 4, 5])
    """

    _dims = (3, 4)


class InstanceNorm3d(_InstanceNorm):
    """As `InstanceNorm1d`, of inputs (N, C, D, H, W) or (C, D, H, W).

    >>> import tinygrad_np as torch
    >>> torch.nn.InstanceNorm3d(3)(torch.ones(2, 3, 4, 5, 6)).shape
    torch.Size([2, 3, 4, 5, 6])
    """

    _dims = (4, 5)
