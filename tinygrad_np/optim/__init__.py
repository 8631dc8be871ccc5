"""PyTorch's `torch.optim`: what moves parameters along their gradients."""

from tinygrad_np.optim.optimizer import Optimizer as Optimizer
from tinygrad_np.optim.sgd import SGD as SGD
