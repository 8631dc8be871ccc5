"""Tensors with automatic differentiation on NumPy alone, with PyTorch's face.

>>> import tinygrad_np as torch
>>> x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
>>> (x**2).sum().backward()
>>> x.grad
tensor([2., 4., 6.])
"""

# First: importing the module `tensor` binds its name here, which the function then takes over.
from tinygrad_np.tensor import Tensor as Tensor  # isort: split

from importlib import import_module as _import_module
from math import e as e
from math import inf as inf
from math import nan as nan
from math import pi as pi
from typing import TYPE_CHECKING as _TYPE_CHECKING
from typing import Any as _Any

from tinygrad_np import autograd as autograd
from tinygrad_np import linalg as linalg
from tinygrad_np import missing as _missing
from tinygrad_np import random as random
from tinygrad_np.autograd.anomaly_mode import is_anomaly_enabled as is_anomaly_enabled
from tinygrad_np.autograd.grad_mode import enable_grad as enable_grad
from tinygrad_np.autograd.grad_mode import inference_mode as inference_mode
from tinygrad_np.autograd.grad_mode import is_grad_enabled as is_grad_enabled
from tinygrad_np.autograd.grad_mode import is_inference_mode_enabled as is_inference_mode_enabled
from tinygrad_np.autograd.grad_mode import no_grad as no_grad
from tinygrad_np.autograd.grad_mode import set_grad_enabled as set_grad_enabled
from tinygrad_np.creation import as_tensor as as_tensor
from tinygrad_np.creation import asarray as asarray
from tinygrad_np.creation import from_numpy as from_numpy
from tinygrad_np.creation import frombuffer as frombuffer
from tinygrad_np.creation import tensor as tensor
from tinygrad_np.devices import device as device
from tinygrad_np.devices import get_default_device as get_default_device
from tinygrad_np.devices import set_default_device as set_default_device
from tinygrad_np.draws import bernoulli as bernoulli
from tinygrad_np.draws import binomial as binomial
from tinygrad_np.draws import multinomial as multinomial
from tinygrad_np.draws import normal as normal
from tinygrad_np.draws import poisson as poisson
from tinygrad_np.dropping import alpha_dropout as alpha_dropout
from tinygrad_np.dropping import alpha_dropout_ as alpha_dropout_
from tinygrad_np.dropping import dropout as dropout
from tinygrad_np.dropping import dropout_ as dropout_
from tinygrad_np.dropping import feature_alpha_dropout as feature_alpha_dropout
from tinygrad_np.dropping import feature_alpha_dropout_ as feature_alpha_dropout_
from tinygrad_np.dropping import feature_dropout as feature_dropout
from tinygrad_np.dropping import feature_dropout_ as feature_dropout_
from tinygrad_np.dtypes import bfloat16 as bfloat16
from tinygrad_np.dtypes import bool as bool
from tinygrad_np.dtypes import cdouble as cdouble
from tinygrad_np.dtypes import cfloat as cfloat
from tinygrad_np.dtypes import chalf as chalf
from tinygrad_np.dtypes import complex32 as complex32
from tinygrad_np.dtypes import complex64 as complex64
from tinygrad_np.dtypes import complex128 as complex128
from tinygrad_np.dtypes import double as double
from tinygrad_np.dtypes import dtype as dtype
from tinygrad_np.dtypes import float as float
from tinygrad_np.dtypes import float8_e4m3fn as float8_e4m3fn
from tinygrad_np.dtypes import float8_e5m2 as float8_e5m2
from tinygrad_np.dtypes import float16 as float16
from tinygrad_np.dtypes import float32 as float32
from tinygrad_np.dtypes import float64 as float64
from tinygrad_np.dtypes import get_default_dtype as get_default_dtype
from tinygrad_np.dtypes import half as half
from tinygrad_np.dtypes import int as int
from tinygrad_np.dtypes import int8 as int8
from tinygrad_np.dtypes import int16 as int16
from tinygrad_np.dtypes import int32 as int32
from tinygrad_np.dtypes import int64 as int64
from tinygrad_np.dtypes import long as long
from tinygrad_np.dtypes import set_default_dtype as set_default_dtype
from tinygrad_np.dtypes import short as short
from tinygrad_np.dtypes import uint8 as uint8
from tinygrad_np.dtypes import uint16 as uint16
from tinygrad_np.dtypes import uint32 as uint32
from tinygrad_np.dtypes import uint64 as uint64
from tinygrad_np.exchange import from_dlpack as from_dlpack
from tinygrad_np.exchange import to_dlpack as to_dlpack
from tinygrad_np.filling import empty as empty
from tinygrad_np.filling import empty_permuted as empty_permuted
from tinygrad_np.filling import empty_strided as empty_strided
from tinygrad_np.filling import eye as eye
from tinygrad_np.filling import full as full
from tinygrad_np.filling import ones as ones
from tinygrad_np.filling import scalar_tensor as scalar_tensor
from tinygrad_np.filling import zeros as zeros
from tinygrad_np.layouts import channels_last as channels_last
from tinygrad_np.layouts import channels_last_3d as channels_last_3d
from tinygrad_np.layouts import contiguous_format as contiguous_format
from tinygrad_np.layouts import layout as layout
from tinygrad_np.layouts import memory_format as memory_format
from tinygrad_np.layouts import preserve_format as preserve_format
from tinygrad_np.layouts import strided as strided
from tinygrad_np.likeness import empty_like as empty_like
from tinygrad_np.likeness import full_like as full_like
from tinygrad_np.likeness import ones_like as ones_like
from tinygrad_np.likeness import zeros_like as zeros_like
from tinygrad_np.noise import rrelu as rrelu
from tinygrad_np.noise import rrelu_ as rrelu_
from tinygrad_np.ops.activation import celu as celu
from tinygrad_np.ops.activation import logit as logit
from tinygrad_np.ops.activation import relu as relu
from tinygrad_np.ops.activation import selu as selu
from tinygrad_np.ops.activation import sigmoid as sigmoid
from tinygrad_np.ops.adaptive_pooling import adaptive_avg_pool1d as adaptive_avg_pool1d
from tinygrad_np.ops.adaptive_pooling import adaptive_max_pool1d as adaptive_max_pool1d
from tinygrad_np.ops.added_products import addbmm as addbmm
from tinygrad_np.ops.added_products import addmm as addmm
from tinygrad_np.ops.added_products import addmv as addmv
from tinygrad_np.ops.added_products import addr as addr
from tinygrad_np.ops.added_products import baddbmm as baddbmm
from tinygrad_np.ops.arithmetic import add as add
from tinygrad_np.ops.arithmetic import addcdiv as addcdiv
from tinygrad_np.ops.arithmetic import addcmul as addcmul
from tinygrad_np.ops.arithmetic import lerp as lerp
from tinygrad_np.ops.arithmetic import mul as mul
from tinygrad_np.ops.arithmetic import neg as neg
from tinygrad_np.ops.arithmetic import positive as positive
from tinygrad_np.ops.arithmetic import rsub as rsub
from tinygrad_np.ops.arithmetic import sub as sub
from tinygrad_np.ops.arranging import flip as flip
from tinygrad_np.ops.arranging import fliplr as fliplr
from tinygrad_np.ops.arranging import flipud as flipud
from tinygrad_np.ops.arranging import repeat_interleave as repeat_interleave
from tinygrad_np.ops.arranging import roll as roll
from tinygrad_np.ops.arranging import rot90 as rot90
from tinygrad_np.ops.arranging import tile as tile
from tinygrad_np.ops.bilinear import bilinear as bilinear
from tinygrad_np.ops.broadcasting import atleast_1d as atleast_1d
from tinygrad_np.ops.broadcasting import atleast_2d as atleast_2d
from tinygrad_np.ops.broadcasting import atleast_3d as atleast_3d
from tinygrad_np.ops.broadcasting import broadcast_shapes as broadcast_shapes
from tinygrad_np.ops.broadcasting import broadcast_tensors as broadcast_tensors
from tinygrad_np.ops.broadcasting import meshgrid as meshgrid
from tinygrad_np.ops.cholesky import cholesky_inverse as cholesky_inverse
from tinygrad_np.ops.cholesky import cholesky_solve as cholesky_solve
from tinygrad_np.ops.comparison import allclose as allclose
from tinygrad_np.ops.comparison import eq as eq
from tinygrad_np.ops.comparison import equal as equal
from tinygrad_np.ops.comparison import ge as ge
from tinygrad_np.ops.comparison import gt as gt
from tinygrad_np.ops.comparison import isclose as isclose
from tinygrad_np.ops.comparison import isfinite as isfinite
from tinygrad_np.ops.comparison import isin as isin
from tinygrad_np.ops.comparison import isinf as isinf
from tinygrad_np.ops.comparison import isnan as isnan
from tinygrad_np.ops.comparison import isneginf as isneginf
from tinygrad_np.ops.comparison import isposinf as isposinf
from tinygrad_np.ops.comparison import isreal as isreal
from tinygrad_np.ops.comparison import le as le
from tinygrad_np.ops.comparison import lt as lt
from tinygrad_np.ops.comparison import ne as ne
from tinygrad_np.ops.contraction import chain_matmul as chain_matmul
from tinygrad_np.ops.contraction import cross as cross
from tinygrad_np.ops.contraction import kron as kron
from tinygrad_np.ops.contraction import tensordot as tensordot
from tinygrad_np.ops.conversion import clone as clone
from tinygrad_np.ops.conversion import detach as detach
from tinygrad_np.ops.conversion import detach_ as detach_
from tinygrad_np.ops.convolution import conv1d as conv1d
from tinygrad_np.ops.convolution import conv2d as conv2d
from tinygrad_np.ops.convolution import conv3d as conv3d
from tinygrad_np.ops.counting import bincount as bincount
from tinygrad_np.ops.counting import histc as histc
from tinygrad_np.ops.counting import histogram as histogram
from tinygrad_np.ops.counting import unique as unique
from tinygrad_np.ops.counting import unique_consecutive as unique_consecutive
from tinygrad_np.ops.determinants import det as det
from tinygrad_np.ops.determinants import logdet as logdet
from tinygrad_np.ops.diagonal import diag as diag
from tinygrad_np.ops.diagonal import diag_embed as diag_embed
from tinygrad_np.ops.diagonal import diagflat as diagflat
from tinygrad_np.ops.diagonal import diagonal as diagonal
from tinygrad_np.ops.diagonal import trace as trace
from tinygrad_np.ops.diagonal import tril as tril
from tinygrad_np.ops.diagonal import tril_indices as tril_indices
from tinygrad_np.ops.diagonal import triu as triu
from tinygrad_np.ops.diagonal import triu_indices as triu_indices
from tinygrad_np.ops.differences import cumulative_trapezoid as cumulative_trapezoid
from tinygrad_np.ops.differences import diff as diff
from tinygrad_np.ops.differences import gradient as gradient
from tinygrad_np.ops.differences import trapezoid as trapezoid
from tinygrad_np.ops.dims import adjoint as adjoint
from tinygrad_np.ops.dims import moveaxis as moveaxis
from tinygrad_np.ops.dims import movedim as movedim
from tinygrad_np.ops.dims import swapaxes as swapaxes
from tinygrad_np.ops.dims import swapdims as swapdims
from tinygrad_np.ops.distance import cdist as cdist
from tinygrad_np.ops.distance import cosine_similarity as cosine_similarity
from tinygrad_np.ops.distance import dist as dist
from tinygrad_np.ops.distance import pairwise_distance as pairwise_distance
from tinygrad_np.ops.distance import pdist as pdist
from tinygrad_np.ops.division import div as div
from tinygrad_np.ops.division import floor_divide as floor_divide
from tinygrad_np.ops.division import fmod as fmod
from tinygrad_np.ops.division import gcd as gcd
from tinygrad_np.ops.division import lcm as lcm
from tinygrad_np.ops.division import reciprocal as reciprocal
from tinygrad_np.ops.division import remainder as remainder
from tinygrad_np.ops.division import true_divide as true_divide
from tinygrad_np.ops.einsum import einsum as einsum
from tinygrad_np.ops.elementwise import clamp as clamp
from tinygrad_np.ops.elementwise import clamp_max as clamp_max
from tinygrad_np.ops.elementwise import clamp_min as clamp_min
from tinygrad_np.ops.elementwise import fmax as fmax
from tinygrad_np.ops.elementwise import fmin as fmin
from tinygrad_np.ops.elementwise import maximum as maximum
from tinygrad_np.ops.elementwise import minimum as minimum
from tinygrad_np.ops.elementwise import nan_to_num as nan_to_num
from tinygrad_np.ops.elementwise import where as where
from tinygrad_np.ops.embedding import embedding as embedding
from tinygrad_np.ops.embedding import embedding_renorm_ as embedding_renorm_
from tinygrad_np.ops.error_functions import erf as erf
from tinygrad_np.ops.error_functions import erfc as erfc
from tinygrad_np.ops.error_functions import erfinv as erfinv
from tinygrad_np.ops.exponential import exp as exp
from tinygrad_np.ops.exponential import exp2 as exp2
from tinygrad_np.ops.exponential import expm1 as expm1
from tinygrad_np.ops.exponential import frexp as frexp
from tinygrad_np.ops.exponential import ldexp as ldexp
from tinygrad_np.ops.exponential import log as log
from tinygrad_np.ops.exponential import log1p as log1p
from tinygrad_np.ops.exponential import log2 as log2
from tinygrad_np.ops.exponential import log10 as log10
from tinygrad_np.ops.exponential import logaddexp as logaddexp
from tinygrad_np.ops.exponential import logaddexp2 as logaddexp2
from tinygrad_np.ops.exponential import xlogy as xlogy
from tinygrad_np.ops.extremes import amax as amax
from tinygrad_np.ops.extremes import amin as amin
from tinygrad_np.ops.extremes import aminmax as aminmax
from tinygrad_np.ops.extremes import argmax as argmax
from tinygrad_np.ops.extremes import argmin as argmin
from tinygrad_np.ops.extremes import max as max
from tinygrad_np.ops.extremes import min as min
from tinygrad_np.ops.gamma import digamma as digamma
from tinygrad_np.ops.gamma import lgamma as lgamma
from tinygrad_np.ops.gamma import mvlgamma as mvlgamma
from tinygrad_np.ops.gamma import polygamma as polygamma
from tinygrad_np.ops.gathering import gather as gather
from tinygrad_np.ops.gathering import index_select as index_select
from tinygrad_np.ops.gathering import masked_select as masked_select
from tinygrad_np.ops.gathering import take as take
from tinygrad_np.ops.gathering import take_along_dim as take_along_dim
from tinygrad_np.ops.householder import geqrf as geqrf
from tinygrad_np.ops.incomplete_gamma import igamma as igamma
from tinygrad_np.ops.incomplete_gamma import igammac as igammac
from tinygrad_np.ops.joining import block_diag as block_diag
from tinygrad_np.ops.joining import cartesian_prod as cartesian_prod
from tinygrad_np.ops.joining import cat as cat
from tinygrad_np.ops.joining import column_stack as column_stack
from tinygrad_np.ops.joining import combinations as combinations
from tinygrad_np.ops.joining import dstack as dstack
from tinygrad_np.ops.joining import hstack as hstack
from tinygrad_np.ops.joining import stack as stack
from tinygrad_np.ops.joining import vstack as vstack
from tinygrad_np.ops.logic import all as all
from tinygrad_np.ops.logic import any as any
from tinygrad_np.ops.logic import bitwise_and as bitwise_and
from tinygrad_np.ops.logic import bitwise_left_shift as bitwise_left_shift
from tinygrad_np.ops.logic import bitwise_not as bitwise_not
from tinygrad_np.ops.logic import bitwise_or as bitwise_or
from tinygrad_np.ops.logic import bitwise_right_shift as bitwise_right_shift
from tinygrad_np.ops.logic import bitwise_xor as bitwise_xor
from tinygrad_np.ops.logic import logical_and as logical_and
from tinygrad_np.ops.logic import logical_not as logical_not
from tinygrad_np.ops.logic import logical_or as logical_or
from tinygrad_np.ops.logic import logical_xor as logical_xor
from tinygrad_np.ops.lu import lu as lu
from tinygrad_np.ops.lu import lu_solve as lu_solve
from tinygrad_np.ops.lu import lu_unpack as lu_unpack
from tinygrad_np.ops.masking import masked_fill as masked_fill
from tinygrad_np.ops.masking import masked_scatter as masked_scatter
from tinygrad_np.ops.matrix import bmm as bmm
from tinygrad_np.ops.matrix import dot as dot
from tinygrad_np.ops.matrix import inner as inner
from tinygrad_np.ops.matrix import matmul as matmul
from tinygrad_np.ops.matrix import mm as mm
from tinygrad_np.ops.matrix import mv as mv
from tinygrad_np.ops.matrix import outer as outer
from tinygrad_np.ops.matrix import vdot as vdot
from tinygrad_np.ops.matrix_functions import matrix_exp as matrix_exp
from tinygrad_np.ops.matrix_functions import matrix_power as matrix_power
from tinygrad_np.ops.metadata import get_device as get_device
from tinygrad_np.ops.metadata import is_complex as is_complex
from tinygrad_np.ops.metadata import is_floating_point as is_floating_point
from tinygrad_np.ops.metadata import is_inference as is_inference
from tinygrad_np.ops.metadata import is_nonzero as is_nonzero
from tinygrad_np.ops.metadata import is_same_size as is_same_size
from tinygrad_np.ops.metadata import is_signed as is_signed
from tinygrad_np.ops.metadata import is_storage as is_storage
from tinygrad_np.ops.metadata import is_tensor as is_tensor
from tinygrad_np.ops.metadata import numel as numel
from tinygrad_np.ops.metadata import typename as typename
from tinygrad_np.ops.modified_bessel import i0 as i0
from tinygrad_np.ops.normalization import batch_norm as batch_norm
from tinygrad_np.ops.normalization import group_norm as group_norm
from tinygrad_np.ops.normalization import instance_norm as instance_norm
from tinygrad_np.ops.normalization import layer_norm as layer_norm
from tinygrad_np.ops.normalization import rms_norm as rms_norm
from tinygrad_np.ops.norms import renorm as renorm
from tinygrad_np.ops.older_names import cholesky as cholesky
from tinygrad_np.ops.older_names import norm as norm
from tinygrad_np.ops.older_names import pinverse as pinverse
from tinygrad_np.ops.older_names import qr as qr
from tinygrad_np.ops.older_names import slogdet as slogdet
from tinygrad_np.ops.older_names import svd as svd
from tinygrad_np.ops.older_names import triangular_solve as triangular_solve
from tinygrad_np.ops.padding import constant_pad_nd as constant_pad_nd
from tinygrad_np.ops.piecewise import hardshrink as hardshrink
from tinygrad_np.ops.piecewise import prelu as prelu
from tinygrad_np.ops.piecewise import threshold as threshold
from tinygrad_np.ops.pooling import avg_pool1d as avg_pool1d
from tinygrad_np.ops.pooling import max_pool1d as max_pool1d
from tinygrad_np.ops.pooling import max_pool1d_with_indices as max_pool1d_with_indices
from tinygrad_np.ops.pooling import max_pool2d as max_pool2d
from tinygrad_np.ops.power import float_power as float_power
from tinygrad_np.ops.power import hypot as hypot
from tinygrad_np.ops.power import pow as pow
from tinygrad_np.ops.power import rsqrt as rsqrt
from tinygrad_np.ops.power import sqrt as sqrt
from tinygrad_np.ops.power import square as square
from tinygrad_np.ops.quantiles import kthvalue as kthvalue
from tinygrad_np.ops.quantiles import median as median
from tinygrad_np.ops.quantiles import mode as mode
from tinygrad_np.ops.quantiles import nanmedian as nanmedian
from tinygrad_np.ops.quantiles import nanquantile as nanquantile
from tinygrad_np.ops.quantiles import quantile as quantile
from tinygrad_np.ops.real import angle as angle
from tinygrad_np.ops.real import conj as conj
from tinygrad_np.ops.real import conj_physical as conj_physical
from tinygrad_np.ops.real import imag as imag
from tinygrad_np.ops.real import is_conj as is_conj
from tinygrad_np.ops.real import is_neg as is_neg
from tinygrad_np.ops.real import real as real
from tinygrad_np.ops.real import resolve_conj as resolve_conj
from tinygrad_np.ops.real import resolve_neg as resolve_neg
from tinygrad_np.ops.reduction import count_nonzero as count_nonzero
from tinygrad_np.ops.reduction import logsumexp as logsumexp
from tinygrad_np.ops.reduction import mean as mean
from tinygrad_np.ops.reduction import nanmean as nanmean
from tinygrad_np.ops.reduction import nansum as nansum
from tinygrad_np.ops.reduction import prod as prod
from tinygrad_np.ops.reduction import sum as sum
from tinygrad_np.ops.replacing import diagonal_scatter as diagonal_scatter
from tinygrad_np.ops.replacing import select_scatter as select_scatter
from tinygrad_np.ops.replacing import slice_scatter as slice_scatter
from tinygrad_np.ops.reshaping_twins import as_strided_ as as_strided_
from tinygrad_np.ops.rounding import ceil as ceil
from tinygrad_np.ops.rounding import floor as floor
from tinygrad_np.ops.rounding import frac as frac
from tinygrad_np.ops.rounding import round as round
from tinygrad_np.ops.rounding import trunc as trunc
from tinygrad_np.ops.scan import cummax as cummax
from tinygrad_np.ops.scan import cummin as cummin
from tinygrad_np.ops.scan import cumprod as cumprod
from tinygrad_np.ops.scan import cumsum as cumsum
from tinygrad_np.ops.scan import logcumsumexp as logcumsumexp
from tinygrad_np.ops.scatter_reduction import index_reduce as index_reduce
from tinygrad_np.ops.scatter_reduction import scatter_reduce as scatter_reduce
from tinygrad_np.ops.scattering import index_add as index_add
from tinygrad_np.ops.scattering import index_copy as index_copy
from tinygrad_np.ops.scattering import index_fill as index_fill
from tinygrad_np.ops.scattering import index_put as index_put
from tinygrad_np.ops.scattering import index_put_ as index_put_
from tinygrad_np.ops.scattering import put as put
from tinygrad_np.ops.scattering import scatter as scatter
from tinygrad_np.ops.scattering import scatter_add as scatter_add
from tinygrad_np.ops.searching import argwhere as argwhere
from tinygrad_np.ops.searching import bucketize as bucketize
from tinygrad_np.ops.searching import nonzero as nonzero
from tinygrad_np.ops.searching import searchsorted as searchsorted
from tinygrad_np.ops.shape import broadcast_to as broadcast_to
from tinygrad_np.ops.shape import flatten as flatten
from tinygrad_np.ops.shape import permute as permute
from tinygrad_np.ops.shape import ravel as ravel
from tinygrad_np.ops.shape import reshape as reshape
from tinygrad_np.ops.shape import squeeze as squeeze
from tinygrad_np.ops.shape import t as t
from tinygrad_np.ops.shape import transpose as transpose
from tinygrad_np.ops.shape import unflatten as unflatten
from tinygrad_np.ops.shape import unsqueeze as unsqueeze
from tinygrad_np.ops.shuffling import channel_shuffle as channel_shuffle
from tinygrad_np.ops.shuffling import pixel_shuffle as pixel_shuffle
from tinygrad_np.ops.shuffling import pixel_unshuffle as pixel_unshuffle
from tinygrad_np.ops.signs import abs as abs
from tinygrad_np.ops.signs import copysign as copysign
from tinygrad_np.ops.signs import heaviside as heaviside
from tinygrad_np.ops.signs import nextafter as nextafter
from tinygrad_np.ops.signs import sign as sign
from tinygrad_np.ops.signs import signbit as signbit
from tinygrad_np.ops.softmax import log_softmax as log_softmax
from tinygrad_np.ops.softmax import softmax as softmax
from tinygrad_np.ops.sorting import argsort as argsort
from tinygrad_np.ops.sorting import msort as msort
from tinygrad_np.ops.sorting import sort as sort
from tinygrad_np.ops.sorting import topk as topk
from tinygrad_np.ops.splitting import chunk as chunk
from tinygrad_np.ops.splitting import dsplit as dsplit
from tinygrad_np.ops.splitting import hsplit as hsplit
from tinygrad_np.ops.splitting import narrow as narrow
from tinygrad_np.ops.splitting import narrow_copy as narrow_copy
from tinygrad_np.ops.splitting import select as select
from tinygrad_np.ops.splitting import split as split
from tinygrad_np.ops.splitting import split_with_sizes as split_with_sizes
from tinygrad_np.ops.splitting import tensor_split as tensor_split
from tinygrad_np.ops.splitting import unbind as unbind
from tinygrad_np.ops.splitting import vsplit as vsplit
from tinygrad_np.ops.statistics import corrcoef as corrcoef
from tinygrad_np.ops.statistics import cov as cov
from tinygrad_np.ops.statistics import std as std
from tinygrad_np.ops.statistics import std_mean as std_mean
from tinygrad_np.ops.statistics import var as var
from tinygrad_np.ops.statistics import var_mean as var_mean
from tinygrad_np.ops.striding import as_strided as as_strided
from tinygrad_np.ops.trigonometric import acos as acos
from tinygrad_np.ops.trigonometric import acosh as acosh
from tinygrad_np.ops.trigonometric import asin as asin
from tinygrad_np.ops.trigonometric import asinh as asinh
from tinygrad_np.ops.trigonometric import atan as atan
from tinygrad_np.ops.trigonometric import atan2 as atan2
from tinygrad_np.ops.trigonometric import atanh as atanh
from tinygrad_np.ops.trigonometric import cos as cos
from tinygrad_np.ops.trigonometric import cosh as cosh
from tinygrad_np.ops.trigonometric import deg2rad as deg2rad
from tinygrad_np.ops.trigonometric import rad2deg as rad2deg
from tinygrad_np.ops.trigonometric import sin as sin
from tinygrad_np.ops.trigonometric import sinc as sinc
from tinygrad_np.ops.trigonometric import sinh as sinh
from tinygrad_np.ops.trigonometric import tan as tan
from tinygrad_np.ops.trigonometric import tanh as tanh
from tinygrad_np.ops.twins import abs_ as abs_
from tinygrad_np.ops.twins import acos_ as acos_
from tinygrad_np.ops.twins import acosh_ as acosh_
from tinygrad_np.ops.twins import addmv_ as addmv_
from tinygrad_np.ops.twins import asin_ as asin_
from tinygrad_np.ops.twins import asinh_ as asinh_
from tinygrad_np.ops.twins import atan_ as atan_
from tinygrad_np.ops.twins import atanh_ as atanh_
from tinygrad_np.ops.twins import ceil_ as ceil_
from tinygrad_np.ops.twins import celu_ as celu_
from tinygrad_np.ops.twins import clamp_ as clamp_
from tinygrad_np.ops.twins import clamp_max_ as clamp_max_
from tinygrad_np.ops.twins import clamp_min_ as clamp_min_
from tinygrad_np.ops.twins import cos_ as cos_
from tinygrad_np.ops.twins import cosh_ as cosh_
from tinygrad_np.ops.twins import deg2rad_ as deg2rad_
from tinygrad_np.ops.twins import erf_ as erf_
from tinygrad_np.ops.twins import erfc_ as erfc_
from tinygrad_np.ops.twins import exp2_ as exp2_
from tinygrad_np.ops.twins import exp_ as exp_
from tinygrad_np.ops.twins import expm1_ as expm1_
from tinygrad_np.ops.twins import floor_ as floor_
from tinygrad_np.ops.twins import frac_ as frac_
from tinygrad_np.ops.twins import gcd_ as gcd_
from tinygrad_np.ops.twins import i0_ as i0_
from tinygrad_np.ops.twins import lcm_ as lcm_
from tinygrad_np.ops.twins import ldexp_ as ldexp_
from tinygrad_np.ops.twins import log1p_ as log1p_
from tinygrad_np.ops.twins import log2_ as log2_
from tinygrad_np.ops.twins import log10_ as log10_
from tinygrad_np.ops.twins import log_ as log_
from tinygrad_np.ops.twins import logit_ as logit_
from tinygrad_np.ops.twins import nan_to_num_ as nan_to_num_
from tinygrad_np.ops.twins import neg_ as neg_
from tinygrad_np.ops.twins import rad2deg_ as rad2deg_
from tinygrad_np.ops.twins import reciprocal_ as reciprocal_
from tinygrad_np.ops.twins import relu_ as relu_
from tinygrad_np.ops.twins import round_ as round_
from tinygrad_np.ops.twins import rsqrt_ as rsqrt_
from tinygrad_np.ops.twins import selu_ as selu_
from tinygrad_np.ops.twins import sigmoid_ as sigmoid_
from tinygrad_np.ops.twins import sin_ as sin_
from tinygrad_np.ops.twins import sinc_ as sinc_
from tinygrad_np.ops.twins import sinh_ as sinh_
from tinygrad_np.ops.twins import sqrt_ as sqrt_
from tinygrad_np.ops.twins import square_ as square_
from tinygrad_np.ops.twins import tan_ as tan_
from tinygrad_np.ops.twins import tanh_ as tanh_
from tinygrad_np.ops.twins import threshold_ as threshold_
from tinygrad_np.ops.twins import trunc_ as trunc_
from tinygrad_np.ops.twins import xlogy_ as xlogy_
from tinygrad_np.ops.writing import fill as fill
from tinygrad_np.ops.writing import fill_ as fill_
from tinygrad_np.ops.writing import zero_ as zero_
from tinygrad_np.parallel import get_num_threads as get_num_threads
from tinygrad_np.parallel import set_num_threads as set_num_threads
from tinygrad_np.printing import set_printoptions as set_printoptions
from tinygrad_np.random import Generator as Generator
from tinygrad_np.random import default_generator as default_generator
from tinygrad_np.random import get_rng_state as get_rng_state
from tinygrad_np.random import initial_seed as initial_seed
from tinygrad_np.random import manual_seed as manual_seed
from tinygrad_np.random import rand as rand
from tinygrad_np.random import rand_like as rand_like
from tinygrad_np.random import randint as randint
from tinygrad_np.random import randint_like as randint_like
from tinygrad_np.random import randn as randn
from tinygrad_np.random import randn_like as randn_like
from tinygrad_np.random import randperm as randperm
from tinygrad_np.random import seed as seed
from tinygrad_np.random import set_rng_state as set_rng_state
from tinygrad_np.ranges import arange as arange
from tinygrad_np.ranges import linspace as linspace
from tinygrad_np.ranges import logspace as logspace
from tinygrad_np.ranges import range as range
from tinygrad_np.ranges import vander as vander
from tinygrad_np.settings import (
    are_deterministic_algorithms_enabled as are_deterministic_algorithms_enabled,
)
from tinygrad_np.settings import get_float32_matmul_precision as get_float32_matmul_precision
from tinygrad_np.settings import (
    is_deterministic_algorithms_warn_only_enabled as is_deterministic_algorithms_warn_only_enabled,
)
from tinygrad_np.settings import set_float32_matmul_precision as set_float32_matmul_precision
from tinygrad_np.settings import use_deterministic_algorithms as use_deterministic_algorithms
from tinygrad_np.shapes import Size as Size
from tinygrad_np.tensor_types import BoolTensor as BoolTensor
from tinygrad_np.tensor_types import ByteTensor as ByteTensor
from tinygrad_np.tensor_types import CharTensor as CharTensor
from tinygrad_np.tensor_types import DoubleTensor as DoubleTensor
from tinygrad_np.tensor_types import FloatTensor as FloatTensor
from tinygrad_np.tensor_types import HalfTensor as HalfTensor
from tinygrad_np.tensor_types import IntTensor as IntTensor
from tinygrad_np.tensor_types import LongTensor as LongTensor
from tinygrad_np.tensor_types import ShortTensor as ShortTensor
from tinygrad_np.tensor_types import set_default_tensor_type as set_default_tensor_type
from tinygrad_np.typeinfo import can_cast as can_cast
from tinygrad_np.typeinfo import finfo as finfo
from tinygrad_np.typeinfo import iinfo as iinfo
from tinygrad_np.typeinfo import promote_types as promote_types
from tinygrad_np.typeinfo import result_type as result_type
from tinygrad_np.windows import bartlett_window as bartlett_window
from tinygrad_np.windows import blackman_window as blackman_window
from tinygrad_np.windows import hamming_window as hamming_window
from tinygrad_np.windows import hann_window as hann_window
from tinygrad_np.windows import kaiser_window as kaiser_window

if _TYPE_CHECKING:  # what `__getattr__` loads
    from tinygrad_np import cuda as cuda
    from tinygrad_np import func as func
    from tinygrad_np import nn as nn
    from tinygrad_np import optim as optim
    from tinygrad_np import safetensors as safetensors
    from tinygrad_np import serialization as serialization
    from tinygrad_np import special as special
    from tinygrad_np import utils as utils
    from tinygrad_np.losses import (
        binary_cross_entropy_with_logits as binary_cross_entropy_with_logits,
    )
    from tinygrad_np.losses import cosine_embedding_loss as cosine_embedding_loss
    from tinygrad_np.losses import hinge_embedding_loss as hinge_embedding_loss
    from tinygrad_np.losses import kl_div as kl_div
    from tinygrad_np.losses import margin_ranking_loss as margin_ranking_loss
    from tinygrad_np.losses import poisson_nll_loss as poisson_nll_loss
    from tinygrad_np.losses import triplet_margin_loss as triplet_margin_loss
    from tinygrad_np.serialization.loading import load as load
    from tinygrad_np.serialization.saving import save as save

# PyTorch's other names for the same.
absolute = abs
arccos = acos
arccos_ = acos_
arccosh = acosh
arccosh_ = acosh_
arcsin = asin
arcsin_ = asin_
arcsinh = asinh
arcsinh_ = asinh_
arctan = atan
arctan2 = atan2
arctan_ = atan_
arctanh = atanh
arctanh_ = atanh_
clip = clamp
clip_ = clamp_
concat = concatenate = cat
ger = outer
divide = div
fix = trunc
fix_ = trunc_
greater = gt
greater_equal = ge
inverse = linalg.inv
less = lt
less_equal = le
multiply = mul
negative = neg
negative_ = neg_
not_equal = ne
orgqr = linalg.householder_product
row_stack = vstack
sgn = sign
subtract = sub
trapz = trapezoid

newaxis = None

# Rooms that not everybody needs, and functions in such: loaded when they are first asked for.
_ROOMS = frozenset(
    ("cuda", "func", "nn", "optim", "safetensors", "serialization", "special", "utils")
)
_FUNCTIONS = {"load": "serialization", "save": "serialization"} | dict.fromkeys(
    (
        "binary_cross_entropy_with_logits",
        "cosine_embedding_loss",
        "hinge_embedding_loss",
        "kl_div",
        "margin_ranking_loss",
        "poisson_nll_loss",
        "triplet_margin_loss",
    ),
    "losses",
)


def __getattr__(name: str) -> _Any:
    if name in _ROOMS:
        return _import_module(f"tinygrad_np.{name}")
    if name not in _FUNCTIONS:
        raise _missing.error("module 'tinygrad_np'", name)
    room = _import_module(f"tinygrad_np.{_FUNCTIONS[name]}")
    return globals().setdefault(name, getattr(room, name))


def __dir__() -> list[str]:
    return sorted({*globals(), *_ROOMS, *_FUNCTIONS})


__all__ = [name for name in __dir__() if not name.startswith("_")]
