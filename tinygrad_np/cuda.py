"""PyTorch's `torch.cuda`, for code that asks whether there is a GPU."""


def is_available() -> bool:
    """False: tensors live on the CPU.

    >>> import tinygrad_np as torch
    >>> torch.cuda.is_available()
    False
    """
    return False


def device_count() -> int:
    """0.

    >>> import tinygrad_np as torch
    >>> torch.cuda.device_count()
    0
    """
    return 0
