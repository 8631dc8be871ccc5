"""The tensor that most tests of differentiation begin with."""

import tinygrad_np as torch


def leaf(*values, **kwargs):
    """A vector of these values that requires grad."""
    return torch.tensor(values, requires_grad=True, **kwargs)
