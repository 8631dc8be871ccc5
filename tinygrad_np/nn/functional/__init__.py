"""PyTorch's `torch.nn.functional`: layers as functions of their input and parameters."""

from typing import NoReturn as _NoReturn

from tinygrad_np import missing as _missing
from tinygrad_np.nn.functional.activation import celu as celu
from tinygrad_np.nn.functional.activation import elu as elu
from tinygrad_np.nn.functional.activation import hardsigmoid as hardsigmoid
from tinygrad_np.nn.functional.activation import hardswish as hardswish
from tinygrad_np.nn.functional.activation import hardtanh as hardtanh
from tinygrad_np.nn.functional.activation import leaky_relu as leaky_relu
from tinygrad_np.nn.functional.activation import mish as mish
from tinygrad_np.nn.functional.activation import relu as relu
from tinygrad_np.nn.functional.activation import relu6 as relu6
from tinygrad_np.nn.functional.activation import rrelu as rrelu
from tinygrad_np.nn.functional.activation import selu as selu
from tinygrad_np.nn.functional.activation import silu as silu
from tinygrad_np.nn.functional.activation import threshold as threshold
from tinygrad_np.nn.functional.attention import (
    scaled_dot_product_attention as scaled_dot_product_attention,
)
from tinygrad_np.nn.functional.classification_loss import (
    binary_cross_entropy as binary_cross_entropy,
)
from tinygrad_np.nn.functional.classification_loss import (
    binary_cross_entropy_with_logits as binary_cross_entropy_with_logits,
)
from tinygrad_np.nn.functional.classification_loss import cross_entropy as cross_entropy
from tinygrad_np.nn.functional.classification_loss import (
    multilabel_soft_margin_loss as multilabel_soft_margin_loss,
)
from tinygrad_np.nn.functional.classification_loss import nll_loss as nll_loss
from tinygrad_np.nn.functional.classification_loss import soft_margin_loss as soft_margin_loss
from tinygrad_np.nn.functional.dropout import alpha_dropout as alpha_dropout
from tinygrad_np.nn.functional.dropout import dropout as dropout
from tinygrad_np.nn.functional.dropout import dropout1d as dropout1d
from tinygrad_np.nn.functional.dropout import dropout2d as dropout2d
from tinygrad_np.nn.functional.dropout import dropout3d as dropout3d
from tinygrad_np.nn.functional.dropout import feature_alpha_dropout as feature_alpha_dropout
from tinygrad_np.nn.functional.embedding import embedding as embedding
from tinygrad_np.nn.functional.embedding import embedding_bag as embedding_bag
from tinygrad_np.nn.functional.interpolation import interpolate as interpolate
from tinygrad_np.nn.functional.interpolation import upsample as upsample
from tinygrad_np.nn.functional.interpolation import upsample_bilinear as upsample_bilinear
from tinygrad_np.nn.functional.interpolation import upsample_nearest as upsample_nearest
from tinygrad_np.nn.functional.linear_loss import linear_cross_entropy as linear_cross_entropy
from tinygrad_np.nn.functional.margin_loss import cosine_embedding_loss as cosine_embedding_loss
from tinygrad_np.nn.functional.margin_loss import hinge_embedding_loss as hinge_embedding_loss
from tinygrad_np.nn.functional.margin_loss import margin_ranking_loss as margin_ranking_loss
from tinygrad_np.nn.functional.margin_loss import multi_margin_loss as multi_margin_loss
from tinygrad_np.nn.functional.margin_loss import multilabel_margin_loss as multilabel_margin_loss
from tinygrad_np.nn.functional.margin_loss import triplet_margin_loss as triplet_margin_loss
from tinygrad_np.nn.functional.margin_loss import (
    triplet_margin_with_distance_loss as triplet_margin_with_distance_loss,
)
from tinygrad_np.nn.functional.multi_head_attention import (
    multi_head_attention_forward as multi_head_attention_forward,
)
from tinygrad_np.nn.functional.normalization import batch_norm as batch_norm
from tinygrad_np.nn.functional.normalization import group_norm as group_norm
from tinygrad_np.nn.functional.normalization import instance_norm as instance_norm
from tinygrad_np.nn.functional.normalization import local_response_norm as local_response_norm
from tinygrad_np.nn.functional.normalization import normalize as normalize
from tinygrad_np.nn.functional.pooling import adaptive_max_pool1d as adaptive_max_pool1d
from tinygrad_np.nn.functional.pooling import (
    adaptive_max_pool1d_with_indices as adaptive_max_pool1d_with_indices,
)
from tinygrad_np.nn.functional.pooling import adaptive_max_pool2d as adaptive_max_pool2d
from tinygrad_np.nn.functional.pooling import max_pool1d as max_pool1d
from tinygrad_np.nn.functional.pooling import max_pool2d as max_pool2d
from tinygrad_np.nn.functional.regression_loss import gaussian_nll_loss as gaussian_nll_loss
from tinygrad_np.nn.functional.regression_loss import huber_loss as huber_loss
from tinygrad_np.nn.functional.regression_loss import kl_div as kl_div
from tinygrad_np.nn.functional.regression_loss import l1_loss as l1_loss
from tinygrad_np.nn.functional.regression_loss import mse_loss as mse_loss
from tinygrad_np.nn.functional.regression_loss import poisson_nll_loss as poisson_nll_loss
from tinygrad_np.nn.functional.regression_loss import smooth_l1_loss as smooth_l1_loss
from tinygrad_np.nn.functional.softmax import gumbel_softmax as gumbel_softmax
from tinygrad_np.nn.functional.softmax import log_softmax as log_softmax
from tinygrad_np.nn.functional.softmax import softmax as softmax
from tinygrad_np.nn.functional.softmax import softmin as softmin
from tinygrad_np.noise import rrelu_ as rrelu_
from tinygrad_np.ops.activation import gelu as gelu
from tinygrad_np.ops.activation import glu as glu
from tinygrad_np.ops.activation import logsigmoid as logsigmoid
from tinygrad_np.ops.activation import sigmoid as sigmoid
from tinygrad_np.ops.activation import softplus as softplus
from tinygrad_np.ops.activation import softsign as softsign
from tinygrad_np.ops.activation import tanhshrink as tanhshrink
from tinygrad_np.ops.adaptive_pooling import adaptive_avg_pool1d as adaptive_avg_pool1d
from tinygrad_np.ops.adaptive_pooling import adaptive_avg_pool2d as adaptive_avg_pool2d
from tinygrad_np.ops.adaptive_pooling import (
    adaptive_max_pool2d_with_indices as adaptive_max_pool2d_with_indices,
)
from tinygrad_np.ops.bilinear import bilinear as bilinear
from tinygrad_np.ops.convolution import conv1d as conv1d
from tinygrad_np.ops.convolution import conv2d as conv2d
from tinygrad_np.ops.convolution import conv3d as conv3d
from tinygrad_np.ops.distance import cosine_similarity as cosine_similarity
from tinygrad_np.ops.distance import pairwise_distance as pairwise_distance
from tinygrad_np.ops.distance import pdist as pdist
from tinygrad_np.ops.embedding import one_hot as one_hot
from tinygrad_np.ops.folding import fold as fold
from tinygrad_np.ops.folding import unfold as unfold
from tinygrad_np.ops.matrix import linear as linear
from tinygrad_np.ops.normalization import layer_norm as layer_norm
from tinygrad_np.ops.normalization import rms_norm as rms_norm
from tinygrad_np.ops.padding import pad as pad
from tinygrad_np.ops.piecewise import hardshrink as hardshrink
from tinygrad_np.ops.piecewise import prelu as prelu
from tinygrad_np.ops.piecewise import softshrink as softshrink
from tinygrad_np.ops.pooling import avg_pool1d as avg_pool1d
from tinygrad_np.ops.pooling import avg_pool2d as avg_pool2d
from tinygrad_np.ops.pooling import max_pool1d_with_indices as max_pool1d_with_indices
from tinygrad_np.ops.pooling import max_pool2d_with_indices as max_pool2d_with_indices
from tinygrad_np.ops.shuffling import channel_shuffle as channel_shuffle
from tinygrad_np.ops.shuffling import pixel_shuffle as pixel_shuffle
from tinygrad_np.ops.shuffling import pixel_unshuffle as pixel_unshuffle
from tinygrad_np.ops.trigonometric import tanh as tanh
from tinygrad_np.ops.twins import celu_ as celu_
from tinygrad_np.ops.twins import elu_ as elu_
from tinygrad_np.ops.twins import hardtanh_ as hardtanh_
from tinygrad_np.ops.twins import leaky_relu_ as leaky_relu_
from tinygrad_np.ops.twins import relu_ as relu_
from tinygrad_np.ops.twins import selu_ as selu_
from tinygrad_np.ops.twins import threshold_ as threshold_


def __getattr__(name: str) -> _NoReturn:
    raise _missing.error("module 'tinygrad_np.nn.functional'", name, _missing.LAYER_GAPS)
