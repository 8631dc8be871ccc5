"""PyTorch's `torch.nn.utils`: what is done with parameters and their gradients in training."""

from typing import NoReturn as _NoReturn

from tinygrad_np import missing as _missing
from tinygrad_np.nn.utils.clip_grad import clip_grad_norm_ as clip_grad_norm_
from tinygrad_np.nn.utils.clip_grad import clip_grad_value_ as clip_grad_value_
from tinygrad_np.nn.utils.clip_grad import clip_grads_with_norm_ as clip_grads_with_norm_
from tinygrad_np.nn.utils.clip_grad import get_total_norm as get_total_norm
from tinygrad_np.nn.utils.convert_parameters import parameters_to_vector as parameters_to_vector
from tinygrad_np.nn.utils.convert_parameters import vector_to_parameters as vector_to_parameters


def __getattr__(name: str) -> _NoReturn:
    raise _missing.error("module 'tinygrad_np.nn.utils'", name, _missing.LAYER_GAPS)
