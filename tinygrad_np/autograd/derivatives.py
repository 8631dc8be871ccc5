"""`backward` and `grad`: the faces of the engine."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from tinygrad_np.engine.backward import Root, run_backward
from tinygrad_np.engine.graph import AccumulateGrad, Edge, TensorBase, wrap
from tinygrad_np.shapes import Size

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor

    Tensors: TypeAlias = Tensor | Sequence[Tensor]


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
    roots = _roots(tensors, grad_tensors, create_graph)
    keep = create_graph if retain_graph is None else retain_graph
    if inputs is None:
        run_backward(roots, keep, create_graph)
        return
    targets = as_tuple(inputs)
    if not targets:
        raise RuntimeError("`inputs` argument to `backward()` cannot be empty.")
    found = run_backward(roots, keep, create_graph, list(map(_target, targets)))
    for t, gradient in zip(targets, found, strict=True):
        if gradient is not None:
            # A computed tensor keeps its gradient like a leaf, by an end of the graph of its own.
            end = t.gradient_edge()[0] if t.is_leaf else AccumulateGrad(t)
            end.accumulate(gradient, False, create_graph)


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
    wanted = as_tuple(inputs)
    if not wanted:
        raise RuntimeError("`inputs` argument to `grad()` cannot be empty.")
    roots = _roots(outputs, grad_outputs, create_graph)
    keep = create_graph if retain_graph is None else retain_graph
    found = run_backward(roots, keep, create_graph, list(map(_target, wanted)))
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


def as_tuple(tensors: Any) -> tuple:
    """A Tensor alone, or several, as a tuple."""
    return (tensors,) if isinstance(tensors, TensorBase) else tuple(tensors)


def _roots(tensors: Any, heads: Any, create_graph: bool) -> list[Root]:
    """Where the pass begins, and the gradients with which it does."""
    if isinstance(tensors, TensorBase) and (heads is None or isinstance(heads, TensorBase)):
        return [(_root(tensors, 0), _head(tensors, heads, 0, create_graph))]
    tensors = as_tuple(tensors)
    if heads is None:
        heads = (None,) * len(tensors)
    elif not isinstance(heads, (tuple, list)):
        heads = (heads,)
    if len(heads) != len(tensors):
        raise RuntimeError(f"got {len(tensors)} tensors and {len(heads)} gradients")
    return [(_root(t, i), _head(t, heads[i], i, create_graph)) for i, t in enumerate(tensors)]


def _root(t: TensorBase, i: int) -> Edge:
    if t._view is not None:
        t._view.refresh(t)
    if not t._requires_grad:
        raise RuntimeError(
            f"element {i} of tensors does not require grad and does not have a grad_fn"
        )
    return t.gradient_edge()


def _head(t: TensorBase, head: Any, i: int, create_graph: bool) -> Any:
    """The gradient with which the pass begins at `t`."""
    shape, dtype = t._array.shape, t._array.dtype
    if head is None:
        if shape and math.prod(shape) != 1:
            raise RuntimeError("grad can be implicitly created only for scalar outputs")
        one = dtype.type(1)
        head = np.full(shape, one) if shape else one
        return wrap(head) if create_graph else head
    if not isinstance(head, TensorBase):
        raise TypeError(f"gradients can be either Tensors or None, but got {type(head).__name__}")
    if head._array.shape != shape:
        raise RuntimeError(
            f"Mismatch in shape: grad_output[{i}] has a shape of {Size(head._array.shape)} "
            f"and output[{i}] has a shape of {Size(shape)}."
        )
    return head if create_graph else head._array.astype(dtype, copy=False)


def _target(t: TensorBase) -> Edge:
    if t._view is not None:
        t._view.refresh(t)
    if not t._requires_grad:
        raise RuntimeError("One of the differentiated Tensors does not require grad")
    return t.gradient_edge()
