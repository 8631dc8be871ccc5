"""PyTorch's `torch.optim`: what moves parameters along their gradients."""

from tinygrad_np.optim import lr_scheduler as lr_scheduler
from tinygrad_np.optim.adam import Adam as Adam
from tinygrad_np.optim.adam import Adamax as Adamax
from tinygrad_np.optim.adam import AdamW as AdamW
from tinygrad_np.optim.adam import NAdam as NAdam
from tinygrad_np.optim.adam import RAdam as RAdam
from tinygrad_np.optim.adaptive import Adadelta as Adadelta
from tinygrad_np.optim.adaptive import Adagrad as Adagrad
from tinygrad_np.optim.adaptive import RMSprop as RMSprop
from tinygrad_np.optim.asgd import ASGD as ASGD
from tinygrad_np.optim.lbfgs import LBFGS as LBFGS
from tinygrad_np.optim.optimizer import Optimizer as Optimizer
from tinygrad_np.optim.rprop import Rprop as Rprop
from tinygrad_np.optim.sgd import SGD as SGD
