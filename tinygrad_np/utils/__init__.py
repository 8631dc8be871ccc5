"""PyTorch's `torch.utils`."""

from tinygrad_np.utils import dlpack as dlpack
