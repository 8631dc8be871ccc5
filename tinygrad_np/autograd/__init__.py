"""PyTorch's `torch.autograd`: differentiation, users' own ops, checks and debugging."""

from tinygrad_np.autograd import function as function
from tinygrad_np.autograd import graph as graph
from tinygrad_np.autograd.anomaly_mode import detect_anomaly as detect_anomaly
from tinygrad_np.autograd.anomaly_mode import set_detect_anomaly as set_detect_anomaly
from tinygrad_np.autograd.derivatives import backward as backward
from tinygrad_np.autograd.derivatives import grad as grad
from tinygrad_np.autograd.function import Function as Function
from tinygrad_np.autograd.grad_mode import enable_grad as enable_grad
from tinygrad_np.autograd.grad_mode import inference_mode as inference_mode
from tinygrad_np.autograd.grad_mode import no_grad as no_grad
from tinygrad_np.autograd.grad_mode import set_grad_enabled as set_grad_enabled
from tinygrad_np.autograd.gradcheck import gradcheck as gradcheck
from tinygrad_np.autograd.gradcheck import gradgradcheck as gradgradcheck
