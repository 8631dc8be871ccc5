"""Sums, products, and what is made of them."""

from tests.samples.arrays import (
    COLUMN,
    EMPTY,
    MAPS,
    OTHER_SCALAR,
    PAIRS,
    ROW,
    SCALAR,
    VECTOR,
    A,
    B,
    Row,
)

ROWS = {
    "Add": Row(lambda xp, x, y: x + y, PAIRS),
    "AddScaled": Row(
        lambda xp, x, y, alpha: x + alpha * y,
        [(A, B, 2), (COLUMN, ROW, -0.5), (SCALAR, OTHER_SCALAR, 3), (EMPTY, VECTOR, 2)],
    ),
    "Sub": Row(lambda xp, x, y: x - y, PAIRS),
    "Rsub": Row(lambda xp, x, number: number - x, [(A, 2.5), (SCALAR, -1), (EMPTY, 0.5)]),
    "Mul": Row(lambda xp, x, y: x * y, PAIRS),
    "Neg": Row(lambda xp, x: -x, MAPS),
    "Addcmul": Row(
        lambda xp, x, y, z, value: x + value * y * z,
        [(A, B, VECTOR, 1), (COLUMN, ROW, A, -0.5), (SCALAR, OTHER_SCALAR, B, 2)],
    ),
    "Addcdiv": Row(
        lambda xp, x, y, z, value: x + value * y / z,
        [(A, B, VECTOR, 1), (COLUMN, ROW, A, -0.5), (SCALAR, OTHER_SCALAR, B, 2)],
    ),
    "LerpScalar": Row(
        lambda xp, x, y, weight: x + weight * (y - x),
        [(A, B, 0.3), (COLUMN, ROW, 0.8), (SCALAR, OTHER_SCALAR, -2), (EMPTY, VECTOR, 0.5)],
        torch=lambda xp, x, y, weight: xp.lerp(x, y, weight),
    ),
    "Lerp": Row(
        lambda xp, x, y, weight: x + weight * (y - x),
        [(A, B, VECTOR), (COLUMN, ROW, SCALAR), (SCALAR, OTHER_SCALAR, A), (EMPTY, EMPTY, VECTOR)],
        torch=lambda xp, x, y, weight: xp.lerp(x, y, weight),
    ),
}
