"""Ops that give a tensor another shape in place: the memory stays, its tensor becomes a view."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tinygrad_np.engine.grad_mode import state
from tinygrad_np.engine.graph import wrap_on_edge
from tinygrad_np.ops.conversion import detach
from tinygrad_np.ops.dims import swapaxes, swapdims
from tinygrad_np.ops.inplace import check_graph
from tinygrad_np.ops.shape import squeeze, t, transpose, unsqueeze
from tinygrad_np.ops.striding import as_strided
from tinygrad_np.ops.views import move

if TYPE_CHECKING:
    from tinygrad_np.tensor import Tensor


def reshaping(op: Callable[..., Any]) -> Callable[..., Any]:
    """The in-place twin of an op that gives a view: its input becomes that view, and is given."""

    @functools.wraps(op)
    def twin(input: Tensor, *args: Any, **options: Any) -> Tensor:
        check_graph(input, ())
        if input._requires_grad and input.is_leaf:  # and stays one
            input.data = op(detach(input), *args, **options)
        else:
            _become(input, op, args, options)
        if input._writes is not None:
            input._writes[0] += 1
        return input

    twin.__name__ = twin.__qualname__ = f"{op.__name__}_"
    twin.__doc__ = f"In-place version of `{op.__name__}`, which says what its arguments are."
    return twin


def _become(x: Any, op: Callable[..., Any], args: tuple, options: dict) -> None:
    before = x
    if x._view is None:
        # Views of x were taken in its old shape: let them be views of what it was, as x now is.
        before = wrap_on_edge(x.array, x._edge if x._requires_grad else None, x._writes)
    mode, state.recording = state.recording, True  # it is no matter of values
    try:
        result = op(before, *args, **options)
    finally:
        state.recording = mode
    x._array, x._view = result._array, result._view
    if result._requires_grad:
        move(x, result._edge)


as_strided_ = reshaping(as_strided)
squeeze_ = reshaping(squeeze)
swapaxes_ = reshaping(swapaxes)
swapdims_ = reshaping(swapdims)
t_ = reshaping(t)
transpose_ = reshaping(transpose)
unsqueeze_ = reshaping(unsqueeze)
