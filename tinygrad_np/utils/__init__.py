"""PyTorch's `torch.utils`: what training needs around the tensors."""

from tinygrad_np.utils import data as data
from tinygrad_np.utils import dlpack as dlpack
