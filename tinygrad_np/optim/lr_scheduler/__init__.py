"""PyTorch's `torch.optim.lr_scheduler`: what changes learning rates as training goes on."""

from tinygrad_np.optim.lr_scheduler.base import LRScheduler as LRScheduler
from tinygrad_np.optim.lr_scheduler.composed import ChainedScheduler as ChainedScheduler
from tinygrad_np.optim.lr_scheduler.composed import SequentialLR as SequentialLR
from tinygrad_np.optim.lr_scheduler.cosine import CosineAnnealingLR as CosineAnnealingLR
from tinygrad_np.optim.lr_scheduler.cosine import (
    CosineAnnealingWarmRestarts as CosineAnnealingWarmRestarts,
)
from tinygrad_np.optim.lr_scheduler.cyclic import CyclicLR as CyclicLR
from tinygrad_np.optim.lr_scheduler.cyclic import OneCycleLR as OneCycleLR
from tinygrad_np.optim.lr_scheduler.decay import ConstantLR as ConstantLR
from tinygrad_np.optim.lr_scheduler.decay import ExponentialLR as ExponentialLR
from tinygrad_np.optim.lr_scheduler.decay import LinearLR as LinearLR
from tinygrad_np.optim.lr_scheduler.decay import MultiStepLR as MultiStepLR
from tinygrad_np.optim.lr_scheduler.decay import PolynomialLR as PolynomialLR
from tinygrad_np.optim.lr_scheduler.decay import StepLR as StepLR
from tinygrad_np.optim.lr_scheduler.functional import LambdaLR as LambdaLR
from tinygrad_np.optim.lr_scheduler.functional import MultiplicativeLR as MultiplicativeLR
from tinygrad_np.optim.lr_scheduler.plateau import ReduceLROnPlateau as ReduceLROnPlateau
