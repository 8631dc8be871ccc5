"""Did all peers compute the same numbers? A benchmark of a wrong result is worthless.

Results can be millions of numbers, so each is told by a few that any error would change.
"""

from typing import Any

import numpy as np

TOLERANCE = 1e-5  # float32 sums in any order stay within it

Fingerprint = dict[str, Any]


def fingerprint(result: Any) -> Fingerprint:
    """Type, shape, magnitude and direction of an array, or of anything that converts to one."""
    if hasattr(result, "detach"):
        result = result.detach()
    array = np.asarray(result)
    values = array.astype(np.float64).ravel()
    return {
        "dtype": str(array.dtype),
        "shape": list(array.shape),
        "magnitude": float(np.sqrt(np.mean(values**2))),
        "direction": float(values @ np.cos(np.arange(values.size)) / np.sqrt(values.size)),
    }


def disagreements(results: dict[str, list[Fingerprint]]) -> list[str]:
    """A message for each result of a peer that is not the first peer's."""
    if not results:
        return []
    (first, expected), *others = results.items()
    return [
        f"{peer} and {first} computed different numbers, result {number}: {got} is not {right}"
        for peer, found in others
        for number, (got, right) in enumerate(zip(found, expected, strict=True))
        if not same(got, right)
    ]


def same(got: Fingerprint, expected: Fingerprint) -> bool:
    alike = all(got[key] == expected[key] for key in ("dtype", "shape"))
    allowed = TOLERANCE * expected["magnitude"]
    # asked this way round, a NaN is a difference
    return alike and all(
        abs(got[key] - expected[key]) <= allowed for key in ("magnitude", "direction")
    )
