"""PyTorch's `torch.nn.functional`: layers as functions of their input and parameters."""

from tinygrad_np.nn.functional.activation import relu as relu
from tinygrad_np.nn.functional.activation import relu_ as relu_
from tinygrad_np.nn.functional.normalization import batch_norm as batch_norm
from tinygrad_np.nn.functional.normalization import group_norm as group_norm
from tinygrad_np.nn.functional.normalization import instance_norm as instance_norm
from tinygrad_np.nn.functional.normalization import local_response_norm as local_response_norm
from tinygrad_np.nn.functional.normalization import normalize as normalize
from tinygrad_np.ops.activation import sigmoid as sigmoid
from tinygrad_np.ops.distance import cosine_similarity as cosine_similarity
from tinygrad_np.ops.distance import pairwise_distance as pairwise_distance
from tinygrad_np.ops.distance import pdist as pdist
from tinygrad_np.ops.loss import mse_loss as mse_loss
from tinygrad_np.ops.matrix import linear as linear
from tinygrad_np.ops.normalization import layer_norm as layer_norm
from tinygrad_np.ops.normalization import rms_norm as rms_norm
from tinygrad_np.ops.trigonometric import tanh as tanh
