"""PyTorch's `torch.serialization`: checkpoints that PyTorch reads, and those that it wrote."""

from tinygrad_np.serialization.loading import load as load
from tinygrad_np.serialization.saving import save as save
