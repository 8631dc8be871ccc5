"""Comparisons and logic."""

from tests.samples.arrays import (
    COUNTS,
    EMPTY,
    INF,
    MAPS,
    MASK,
    MASKS,
    NAN,
    TIES,
    Row,
    array,
)

ROWS = {
    "Eq": Row(lambda xp, x, y: x == y, TIES),
    "Ne": Row(lambda xp, x, y: x != y, TIES),
    "Lt": Row(lambda xp, x, y: x < y, TIES),
    "Le": Row(lambda xp, x, y: x <= y, TIES),
    "Gt": Row(lambda xp, x, y: x > y, TIES),
    "Ge": Row(lambda xp, x, y: x >= y, TIES),
    "BitwiseAnd": Row(lambda xp, x, y: x & y, MASKS),
    "BitwiseOr": Row(lambda xp, x, y: x | y, MASKS),
    "BitwiseXor": Row(lambda xp, x, y: x ^ y, MASKS),
    "BitwiseNot": Row(lambda xp, x: ~x, [(MASK,), (COUNTS,), (EMPTY > 0,)]),
    "IsNan": Row(lambda xp, x: x != x, [*MAPS, (array(NAN, 1, INF),)]),
}
