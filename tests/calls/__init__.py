"""The calls: expressions that this package and PyTorch must answer alike, dtype by dtype.

Each module here has the CALLS of one family of ops: a text with an expression a line, which uses
the tensors of `tests.test_calls.givens`. A line is tried in every dtype, unless it begins with the
ones it is for: `float64:`, `floats:`, `integers:`, or several, `floats, integers:`. `#` begins a
comment.
"""

import importlib
import pkgutil

CALLS: dict[str, str] = {
    module.name: importlib.import_module(f"{__name__}.{module.name}").CALLS
    for module in pkgutil.iter_modules(__path__)
}
