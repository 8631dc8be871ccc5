"""PyTorch's `torch.nn`: modules, the layers that are built in, and what they are made of."""

from tinygrad_np.nn import functional as functional
from tinygrad_np.nn import init as init
from tinygrad_np.nn import utils as utils
from tinygrad_np.nn.activation import ReLU as ReLU
from tinygrad_np.nn.activation import Sigmoid as Sigmoid
from tinygrad_np.nn.activation import Tanh as Tanh
from tinygrad_np.nn.batchnorm import BatchNorm1d as BatchNorm1d
from tinygrad_np.nn.batchnorm import BatchNorm2d as BatchNorm2d
from tinygrad_np.nn.batchnorm import BatchNorm3d as BatchNorm3d
from tinygrad_np.nn.batchnorm import InstanceNorm1d as InstanceNorm1d
from tinygrad_np.nn.batchnorm import InstanceNorm2d as InstanceNorm2d
from tinygrad_np.nn.batchnorm import InstanceNorm3d as InstanceNorm3d
from tinygrad_np.nn.classification_loss import BCELoss as BCELoss
from tinygrad_np.nn.classification_loss import BCEWithLogitsLoss as BCEWithLogitsLoss
from tinygrad_np.nn.classification_loss import CrossEntropyLoss as CrossEntropyLoss
from tinygrad_np.nn.classification_loss import MultiLabelSoftMarginLoss as MultiLabelSoftMarginLoss
from tinygrad_np.nn.classification_loss import NLLLoss as NLLLoss
from tinygrad_np.nn.classification_loss import NLLLoss2d as NLLLoss2d
from tinygrad_np.nn.classification_loss import SoftMarginLoss as SoftMarginLoss
from tinygrad_np.nn.container import ModuleDict as ModuleDict
from tinygrad_np.nn.container import ModuleList as ModuleList
from tinygrad_np.nn.container import Sequential as Sequential
from tinygrad_np.nn.distance import CosineSimilarity as CosineSimilarity
from tinygrad_np.nn.distance import PairwiseDistance as PairwiseDistance
from tinygrad_np.nn.dropout import AlphaDropout as AlphaDropout
from tinygrad_np.nn.dropout import Dropout as Dropout
from tinygrad_np.nn.dropout import Dropout1d as Dropout1d
from tinygrad_np.nn.dropout import Dropout2d as Dropout2d
from tinygrad_np.nn.dropout import Dropout3d as Dropout3d
from tinygrad_np.nn.dropout import FeatureAlphaDropout as FeatureAlphaDropout
from tinygrad_np.nn.linear import Linear as Linear
from tinygrad_np.nn.loss import GaussianNLLLoss as GaussianNLLLoss
from tinygrad_np.nn.loss import HuberLoss as HuberLoss
from tinygrad_np.nn.loss import KLDivLoss as KLDivLoss
from tinygrad_np.nn.loss import L1Loss as L1Loss
from tinygrad_np.nn.loss import MSELoss as MSELoss
from tinygrad_np.nn.loss import PoissonNLLLoss as PoissonNLLLoss
from tinygrad_np.nn.loss import SmoothL1Loss as SmoothL1Loss
from tinygrad_np.nn.margin_loss import CosineEmbeddingLoss as CosineEmbeddingLoss
from tinygrad_np.nn.margin_loss import HingeEmbeddingLoss as HingeEmbeddingLoss
from tinygrad_np.nn.margin_loss import MarginRankingLoss as MarginRankingLoss
from tinygrad_np.nn.margin_loss import MultiLabelMarginLoss as MultiLabelMarginLoss
from tinygrad_np.nn.margin_loss import MultiMarginLoss as MultiMarginLoss
from tinygrad_np.nn.margin_loss import TripletMarginLoss as TripletMarginLoss
from tinygrad_np.nn.margin_loss import (
    TripletMarginWithDistanceLoss as TripletMarginWithDistanceLoss,
)
from tinygrad_np.nn.module import Module as Module
from tinygrad_np.nn.normalization import GroupNorm as GroupNorm
from tinygrad_np.nn.normalization import LayerNorm as LayerNorm
from tinygrad_np.nn.normalization import LocalResponseNorm as LocalResponseNorm
from tinygrad_np.nn.normalization import RMSNorm as RMSNorm
from tinygrad_np.nn.parameter import Parameter as Parameter
from tinygrad_np.nn.parameter_container import ParameterDict as ParameterDict
from tinygrad_np.nn.parameter_container import ParameterList as ParameterList
