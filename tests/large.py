"""Arrays of a few elements taken for large ones: computed in blocks, on threads, in used memory."""

from contextlib import ExitStack, contextmanager
from unittest import mock

from tinygrad_np import parallel
from tinygrad_np.engine import backward, function


@contextmanager
def few_elements_are_many(large=2, block=2):
    with ExitStack() as patches:
        for module in (parallel, function, backward):
            patches.enter_context(mock.patch.object(module, "LARGE", large))
        patches.enter_context(mock.patch.object(parallel, "_BLOCK", block))
        yield
