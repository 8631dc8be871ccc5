"""PyTorch's `torch.utils.dlpack`: memory shared with other libraries."""

from tinygrad_np.exchange import from_dlpack as from_dlpack
from tinygrad_np.exchange import to_dlpack as to_dlpack
