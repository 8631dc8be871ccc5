"""What all tests share."""

from importlib.util import find_spec

import pytest

pytest.register_assert_rewrite("tests.oracle")


def pytest_collection_modifyitems(items):
    """Skip what asks PyTorch where it is not installed, and say so."""
    if find_spec("torch") is None:
        missing = pytest.mark.skip(reason="PyTorch, the oracle, is not installed")
        for item in items:
            if item.get_closest_marker("oracle"):
                item.add_marker(missing)
