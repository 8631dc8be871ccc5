"""Checks of derivatives against finite differences."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from tinygrad_np.autograd.derivatives import as_tuple, grad
from tinygrad_np.engine.graph import TensorBase, wrap

Jacobian = np.ndarray  # (elements of an input, elements of an output)


class GradcheckError(RuntimeError):
    """A derivative that disagrees with finite differences."""


def gradcheck(
    func: Callable[..., Any],
    inputs: Any,
    *,
    eps: float = 1e-6,
    atol: float = 1e-5,
    rtol: float = 1e-3,
    raise_exception: bool = True,
) -> bool:
    """Whether the derivatives of `func` agree with central finite differences at `inputs`.

    Args:
        func: a function of Tensors that gives a Tensor or several.
        inputs: a Tensor or several; those that require grad are checked, and should be float64.
        eps: the step of the differences.
        atol, rtol: the tolerances of each entry of the Jacobians.
        raise_exception: raise where they disagree, instead of returning False.

    Raises:
        GradcheckError: naming the first entry of the Jacobian that differs.
        ValueError: if no input requires grad.

    >>> import tinygrad_np as torch
    >>> x = torch.tensor([1.0, 2.0], dtype=torch.float64, requires_grad=True)
    >>> torch.autograd.gradcheck(torch.sin, x)
    True
    """
    inputs = as_tuple(inputs)
    _check_inputs(inputs)
    try:
        for i in _checked(inputs):
            _compare(func, inputs, i, eps, atol, rtol)
    except GradcheckError:
        if raise_exception:
            raise
        return False
    return True


def gradgradcheck(
    func: Callable[..., Any],
    inputs: Any,
    grad_outputs: Any = None,
    *,
    eps: float = 1e-6,
    atol: float = 1e-5,
    rtol: float = 1e-3,
    raise_exception: bool = True,
) -> bool:
    """Whether the second derivatives of `func` agree with finite differences of the first.

    The head gradients are checked as inputs too. They are `grad_outputs`, or random.

    Args and Raises as for `gradcheck`.

    >>> import tinygrad_np as torch
    >>> x = torch.tensor([1.0, 2.0], dtype=torch.float64, requires_grad=True)
    >>> torch.autograd.gradgradcheck(torch.sin, x)
    True
    """
    inputs = as_tuple(inputs)
    heads = _random_heads(func, inputs) if grad_outputs is None else as_tuple(grad_outputs)

    def first_derivatives(*args: Any) -> tuple:
        points, given = args[: len(inputs)], args[len(inputs) :]
        outputs = _differentiable(func(*points))
        wanted: list[Any] = [x for x in points if isinstance(x, TensorBase) and x._requires_grad]
        found = grad(outputs, wanted, given, create_graph=True, allow_unused=True)
        return tuple(g for g in found if g is not None)

    return gradcheck(
        first_derivatives,
        (*inputs, *heads),
        eps=eps,
        atol=atol,
        rtol=rtol,
        raise_exception=raise_exception,
    )


def _checked(inputs: tuple) -> list[int]:
    return [i for i, x in enumerate(inputs) if isinstance(x, TensorBase) and x._requires_grad]


def _check_inputs(inputs: tuple) -> None:
    if not _checked(inputs):
        raise ValueError(
            "gradcheck expects at least one input tensor to require gradient, but none of them "
            "have requires_grad=True."
        )
    for i in _checked(inputs):
        if inputs[i]._array.dtype != np.float64:
            warnings.warn(
                f"Input #{i} requires gradient and is not a double precision floating point. "
                "This check will likely fail if all the inputs are not of double precision "
                "floating point.",
                stacklevel=3,
            )


def _differentiable(outputs: Any) -> list:
    return [out for out in as_tuple(outputs) if out._array.dtype.kind == "f"]


def _random_heads(func: Callable, inputs: tuple) -> tuple:
    rng = np.random.default_rng(0)
    arrays = [out._array for out in _differentiable(func(*inputs))]
    return tuple(wrap(rng.standard_normal(a.shape).astype(a.dtype), True) for a in arrays)


def _compare(func: Callable, inputs: tuple, i: int, eps: float, atol: float, rtol: float) -> None:
    """Compare the two Jacobians of each output with respect to the i-th input."""
    pairs = zip(_analytical(func, inputs, i), _numerical(func, inputs, i, eps), strict=True)
    for j, (analytical, numerical) in enumerate(pairs):
        wrong = ~np.isclose(analytical, numerical, rtol=rtol, atol=atol)
        if wrong.any():
            row, column = (int(k[0]) for k in np.nonzero(wrong))
            raise GradcheckError(
                f"Jacobian mismatch for output {j} with respect to input {i}, first at the entry "
                f"of output element {column} and input element {row} "
                f"({int(wrong.sum())} of {wrong.size} entries differ):\n"
                f"numerical: {numerical[row, column]:.10g}\n"
                f"analytical: {analytical[row, column]:.10g}"
            )


def _analytical(func: Callable, inputs: tuple, i: int) -> list[Jacobian]:
    """By one backward pass for each element of each output."""
    outputs = _differentiable(func(*inputs))
    return [_rows_by_backward(out, inputs[i]) for out in outputs]


def _rows_by_backward(out: Any, x: Any) -> Jacobian:
    jacobian = np.zeros((x._array.size, out._array.size), np.float64)
    for column in range(out._array.size if out._requires_grad else 0):
        head = np.zeros(out._array.size, out._array.dtype)
        head[column] = 1
        (found,) = grad(
            out, x, wrap(head.reshape(out._array.shape)), retain_graph=True, allow_unused=True
        )
        if found is not None:
            jacobian[:, column] = found._array.reshape(-1)
    return jacobian


def _numerical(func: Callable, inputs: tuple, i: int, eps: float) -> list[Jacobian]:
    """By a step to either side along each element of the i-th input."""
    base = inputs[i]._array
    rows = []
    for k in range(base.size):
        above, below = (_at(func, inputs, i, k, step) for step in (eps, -eps))
        rows.append([(a - b) / (2 * eps) for a, b in zip(above, below, strict=True)])
    if not rows:
        sizes = [out._array.size for out in _differentiable(func(*inputs))]
        return [np.zeros((0, n)) for n in sizes]
    return [np.stack(columns) for columns in zip(*rows, strict=True)]


def _at(func: Callable, inputs: tuple, i: int, k: int, step: float) -> list[np.ndarray]:
    """The flattened outputs with one element of the i-th input moved by `step`."""
    # A copy: elements of a broadcast view share memory, and would all move. In order: so reshaped
    # it is a view, and the step arrives.
    moved = np.array(inputs[i]._array, order="C")
    moved.reshape(-1)[k] += step
    args = [wrap(moved, True) if j == i else x for j, x in enumerate(inputs)]
    outputs = _differentiable(func(*args))
    return [np.array(out._array, np.float64).reshape(-1) for out in outputs]
