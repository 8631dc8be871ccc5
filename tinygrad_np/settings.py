"""PyTorch's global settings, for code that sets them: here they change nothing but what they say.

Every op gives the same result in every run, in the precision of its dtype.
"""

from __future__ import annotations

from typing import Any

_now: dict[str, Any] = {
    "deterministic": False,
    "warn_only": False,
    "precision": "highest",
}


def use_deterministic_algorithms(mode: bool, *, warn_only: bool = False) -> None:
    """Ask for the same results in every run, which there are anyway.

    >>> import tinygrad_np as torch
    >>> torch.use_deterministic_algorithms(False)
    """
    if not isinstance(mode, bool):
        raise TypeError(
            "use_deterministic_algorithms(): argument 'mode' (position 1) must be bool, not "
            f"{type(mode).__name__}"
        )
    _now.update(deterministic=mode, warn_only=warn_only)


def are_deterministic_algorithms_enabled() -> bool:
    """Whether the same results were asked for.

    >>> import tinygrad_np as torch
    >>> torch.are_deterministic_algorithms_enabled()
    False
    """
    return _now["deterministic"]


def is_deterministic_algorithms_warn_only_enabled() -> bool:
    """Whether a warning would do where there are none such.

    >>> import tinygrad_np as torch
    >>> torch.is_deterministic_algorithms_warn_only_enabled()
    False
    """
    return _now["warn_only"]


def set_float32_matmul_precision(precision: str) -> None:
    """Say how exact products of float32 matrices need be; they are as exact as float32 is.

    >>> import tinygrad_np as torch
    >>> torch.set_float32_matmul_precision("highest")
    """
    if precision in ("highest", "high", "medium"):
        _now["precision"] = precision


def get_float32_matmul_precision() -> str:
    """How exact products of float32 matrices were said to need be.

    >>> import tinygrad_np as torch
    >>> torch.get_float32_matmul_precision()
    'highest'
    """
    return _now["precision"]
