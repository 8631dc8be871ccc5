"""The rows: for each registered Function what it is in other words, and arguments to try it on.

A row says `"Name": Row(reference, samples)`. The reference spells the op out in words that NumPy
and PyTorch share: `xp` is either of them. A sample is a tuple of arguments of forward: the tests
make Tensors of its arrays, in every floating dtype and memory layout, and differentiate twice with
respect to those that are float64. Where an op has several results, or takes only some arrays (such
as symmetric ones), the row says what is tested `through` it, one Tensor. Each module here has the
ROWS of one family of ops, and in its CONVENTIONS what counts as a derivative where there are
several, or none.
"""

import importlib
import pkgutil

from tests.samples.arrays import Convention, Row

ROWS: dict[str, Row] = {}
CONVENTIONS: list[Convention] = []

for _module in pkgutil.iter_modules(__path__, f"{__name__}."):
    _family = importlib.import_module(_module.name)
    _rows = getattr(_family, "ROWS", {})
    assert not ROWS.keys() & _rows.keys(), f"{_module.name} repeats rows of another family"
    ROWS.update(_rows)
    CONVENTIONS.extend(getattr(_family, "CONVENTIONS", []))
