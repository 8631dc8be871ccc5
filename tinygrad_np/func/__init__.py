"""PyTorch's `torch.func`: functions of functions."""

from tinygrad_np.func.functional_call import functional_call as functional_call
