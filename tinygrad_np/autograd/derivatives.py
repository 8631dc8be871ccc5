"""`backward` and `grad`: the faces of the engine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from tinygrad_np.engine import backward as engine
from tinygrad_np.engine.graph import TensorBase, wrap

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor

    Tensors = Tensor | Sequence[Tensor]


def backward(
    tensors: Tensors,
    grad_tensors: Any = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    *,
    inputs: Tensors | None = None,
) -> None:
    """Add the gradients of `tensors` to the `.grad` of the leaves that they were computed from.

    Args:
        tensors: a Tensor or several.
        grad_tensors: head gradients, of the tensors' shapes; None stands for 1 where a tensor has a
            single element.
        retain_graph: keep what the graph saved, for another pass; as `create_graph` if None.
        create_graph: record the pass itself, so that gradients can be differentiated again.
        inputs: add to the `.grad` of these tensors alone.

    Raises:
        RuntimeError: if a tensor does not require grad, a head gradient is missing or of another
            shape, or the graph was freed by an earlier pass.

    >>> import tinygrad_np as torch
    >>> x = torch.tensor([1.0, 2.0], requires_grad=True)
    >>> torch.autograd.backward(x * x, torch.ones(2))
    >>> x.grad
    tensor([2., 4.])
    """
    roots = _as_tuple(tensors)
    heads = _heads(grad_tensors, roots)
    keep = create_graph if retain_graph is None else retain_graph
    engine.backward(roots, heads, keep, create_graph, None if inputs is None else _as_tuple(inputs))


def grad(
    outputs: Tensors,
    inputs: Tensors,
    grad_outputs: Any = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    only_inputs: bool = True,
    allow_unused: bool | None = None,
    is_grads_batched: bool = False,
    materialize_grads: bool = False,
) -> tuple[Any, ...]:
    """The gradients of `outputs` with respect to `inputs`, without touching any `.grad`.

    Args:
        outputs, inputs: a Tensor or several.
        grad_outputs: head gradients, as in `backward`.
        retain_graph, create_graph: as in `backward`.
        allow_unused: give None for an input that `outputs` do not depend on, instead of raising.
        materialize_grads: give zeros for such an input.

    Raises:
        RuntimeError: as `backward`; or if an input does not require grad or was not used.

    >>> import tinygrad_np as torch
    >>> x = torch.tensor(3.0, requires_grad=True)
    >>> (dx,) = torch.autograd.grad(x**3, x, create_graph=True)
    >>> torch.autograd.grad(dx, x)
    (tensor(18.),)
    """
    if not only_inputs:
        raise ValueError("only_inputs=False is not supported: call backward() to reach every leaf")
    if is_grads_batched:
        raise NotImplementedError("is_grads_batched=True is not supported: loop over grad_outputs")
    if materialize_grads and allow_unused is False:
        raise ValueError(
            "Expected allow_unused to be True or not passed when materialize_grads=True, but got: "
            "allow_unused=False."
        )
    roots, wanted = _as_tuple(outputs), _as_tuple(inputs)
    if not wanted:
        raise RuntimeError("`inputs` argument to `grad()` cannot be empty.")
    keep = create_graph if retain_graph is None else retain_graph
    found = engine.run_backward(roots, _heads(grad_outputs, roots), keep, create_graph, wanted)
    gradients = [g if g is None or create_graph else wrap(g.copy()) for g in found]
    if materialize_grads:
        return tuple(
            wrap(np.zeros(t._array.shape, t._array.dtype)) if g is None else g
            for g, t in zip(gradients, wanted, strict=True)
        )
    unused = [i for i, g in enumerate(gradients) if g is None]
    if unused and not allow_unused:
        raise RuntimeError(
            f"The differentiated Tensor at index {unused[0]} appears to not have been used in the "
            "graph. Set allow_unused=True if this is the desired behavior."
        )
    return tuple(gradients)


def _as_tuple(tensors: Any) -> tuple:
    return (tensors,) if isinstance(tensors, TensorBase) else tuple(tensors)


def _heads(heads: Any, roots: tuple) -> tuple:
    """A head gradient, or None, for each root."""
    if heads is None:
        return (None,) * len(roots)
    heads = _as_tuple(heads)
    if len(heads) != len(roots):
        raise RuntimeError(f"got {len(roots)} tensors and {len(heads)} gradients")
    return heads
