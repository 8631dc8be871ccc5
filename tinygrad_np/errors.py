"""Messages that more than one room raises: PyTorch's words, then the way out."""

from __future__ import annotations

GRAPH_FREED = (
    "Trying to backward through the graph a second time (or directly access saved tensors after "
    "they have already been freed). Saved intermediate values of the graph are freed when you call "
    ".backward() or autograd.grad(). Specify retain_graph=True if you need to backward through the "
    "graph a second time or if you need to access saved tensors after calling backward."
)

INFERENCE_SAVED = (
    "Inference tensors cannot be saved for backward. Please do not use Tensors created in "
    "inference mode in computation tracked by autograd. To work around this, you can make a clone "
    "to get a normal tensor and use it in autograd, or use `torch.no_grad()` instead of "
    "`torch.inference_mode()`."
)

INFERENCE_WRITTEN = (
    "Inplace update to inference tensor outside InferenceMode is not allowed. You can make a clone "
    "to get a normal tensor before doing inplace update."
)

ONLY_FLOATS = "Only Tensors of floating point and complex dtype can require gradients"


def modified_in_place(type_name: str, shape: tuple, origin: str, now: int, expected: int) -> str:
    """What the engine says when an array saved for backward was overwritten since."""
    return (
        "one of the variables needed for gradient computation has been modified by an inplace "
        f"operation: [{type_name} {list(shape)}], which is {origin}, is at version {now}; expected "
        f"version {expected} instead. Hint: clone() it before the in-place step, or enable anomaly "
        "detection to find the operation that failed to compute its gradient, with "
        "torch.autograd.set_detect_anomaly(True)."
    )


def invalid_gradient(node: str, index: int, shape: tuple, expected: tuple) -> RuntimeError:
    """For a derivative that gives a gradient of another shape than its input's."""
    return RuntimeError(
        f"Function {node} returned an invalid gradient at index {index} - got {list(shape)} "
        f"but expected shape compatible with {list(expected)}"
    )
