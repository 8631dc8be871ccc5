"""Decompositions, tested through what does not depend on the signs of vectors."""

import importlib

import numpy as np

from tests.samples.arrays import CUBE, SQUARE, A, Row, array

TALL = array([0.5, -1.2], [1.1, -0.7], [0.9, 0.3])
BATCH = array([[0.5, -1.2, 1.1], [-0.7, 0.9, 0.3]], [[1.3, 0.4, -0.6], [0.8, -1.4, -0.2]])
THREE = array([0.4, -0.3, 1.1], [1.6, 0.5, -0.7], [0.2, 0.9, 0.8])
SINGULAR = array([1.0, 2.0, 3.0], [2.0, 4.0, 6.0], [0.5, -1.0, 1.0])
NONE = np.zeros((0, 0))


def eigh_cubed(eigh, x, triangle):
    values, vectors = eigh(x + x.mT, triangle)
    return (vectors * (values**3)[..., None, :]) @ vectors.mT


def svd_cubed(svd, x, full_matrices):
    u, s, vh = svd(x, full_matrices)
    k = s.shape[-1]
    return (u[..., :k] * (s**3)[..., None, :]) @ vh[..., :k, :]


def qr_mixed(qr, x, mode):
    q, r = qr(x, mode)
    return q @ (r * r)


def cholesky_of_square(cholesky, x):
    return cholesky(x @ x.mT + 0.1 * (x @ x.mT) @ (x @ x.mT))


def triangle(xp, x, upper, unit):
    """What of x counts for SolveTriangular."""
    one = xp.ones_like(x)
    kept = (xp.triu if upper else xp.tril)(x, (1 if upper else -1) if unit else 0)
    return kept + xp.tril(xp.triu(one)) if unit else kept


def cofactors(xp, x):
    return xp.linalg.det(x)[..., None, None] * xp.linalg.inv(x).mT


def sum_of_powers(x, one):
    result = term = one
    for k in range(1, 40):
        term = term @ x / k
        result = result + term
    return result


def lu_mixed(lu, x):
    p, lower, upper = lu(x)[:3]
    k = lower.shape[-1]
    return (lower * lower)[..., :k, :] @ upper


def lu_by_hand(x):
    """P, L and U, one matrix after another, by the definition of elimination."""
    m, n = x.shape[-2:]
    k = min(m, n)
    p = np.zeros((*x.shape[:-2], m, m))
    lower, upper = np.zeros((*x.shape[:-1], k)), np.zeros((*x.shape[:-2], k, n))
    for place in np.ndindex(x.shape[:-2]):
        rest, order = x[place].copy(), list(range(m))
        for i in range(k):
            best = max(range(i, m), key=lambda row: abs(rest[row, i]))
            for rows in (rest, lower[place]):
                rows[[i, best]] = rows[[best, i]]
            order[i], order[best] = order[best], order[i]
            lower[place][i:, i] = rest[i:, i] / rest[i, i]
            upper[place][i] = rest[i]
            rest = rest - np.outer(np.append(np.zeros(i), lower[place][i:, i]), rest[i])
        p[place][order, range(m)] = 1
        lower[place] = np.tril(lower[place])
    return p, lower, upper


LU_OF = {True: lu_by_hand, False: lambda x: importlib.import_module("torch").linalg.lu(x)}
REDUCED = [(BATCH, False), (NONE, True), (A[:0], False)]
SQUARES = [(SQUARE,), (CUBE,), (THREE,), (NONE,)]

ROWS = {
    "Eigh": Row(
        lambda xp, x, triangle: (x + x.mT) @ (x + x.mT) @ (x + x.mT),
        [(SQUARE, "L"), (CUBE, "U"), (THREE, "L"), (NONE, "L")],
        through=eigh_cubed,
        halves=False,
    ),
    "Svd": Row(
        lambda xp, x, full_matrices: x @ x.mT @ x,
        [
            (SQUARE, True),
            (A, False),
            (A, True),
            (TALL, False),
            (TALL, True),
            (BATCH, False),
            (NONE, True),
            (A[:0], False),
        ],
        through=svd_cubed,
        halves=False,
    ),
    "Qr": Row(
        lambda xp, x, mode: qr_mixed(xp.linalg.qr, x, mode),
        [
            (SQUARE, "reduced"),
            (A, "reduced"),
            (A, "complete"),
            (TALL, "reduced"),
            (BATCH, "reduced"),
            (CUBE, "complete"),
            (NONE, "reduced"),
        ],
        through=qr_mixed,
        halves=False,
    ),
    "Cholesky": Row(
        lambda xp, x: cholesky_of_square(xp.linalg.cholesky, x),
        SQUARES,
        through=cholesky_of_square,
        halves=False,
    ),
    "Lu": Row(
        lambda xp, x: lu_mixed(LU_OF[xp is np], x),
        [(SQUARE,), (A,), (TALL,), (BATCH,), (BATCH.mT,), (THREE,), (NONE,), (A[:0],)],
        through=lu_mixed,
        halves=False,
    ),
    "Inv": Row(lambda xp, x: xp.linalg.inv(x), SQUARES, halves=False),
    "Solve": Row(
        lambda xp, a, b: xp.linalg.inv(a) @ b,
        [(SQUARE, A), (CUBE, A), (CUBE, BATCH), (THREE, TALL), (SQUARE, A[:, :0]), (NONE, A[:0])],
        halves=False,
    ),
    "SolveTriangular": Row(
        lambda xp, a, b, upper, unit: xp.linalg.inv(triangle(xp, a, upper, unit)) @ b,
        [
            (SQUARE, A, True, False),
            (CUBE, A, False, False),
            (CUBE, BATCH, True, True),
            (THREE, TALL, False, True),
            (NONE, A[:0], True, False),
        ],
        halves=False,
    ),
    "Det": Row(
        lambda xp, x: xp.linalg.det(x),
        [*SQUARES, (SINGULAR,)],
        halves=False,
    ),
    "Cofactors": Row(cofactors, [(SQUARE,), (CUBE,), (THREE,)], halves=False),
    "Slogdet": Row(
        lambda xp, x: xp.linalg.slogdet(x)[1],
        SQUARES,
        through=lambda slogdet, x: slogdet(x)[1],
        halves=False,
    ),
    "Pinv": Row(
        lambda xp, x, atol, rtol: xp.linalg.pinv(x),
        [(SQUARE, 0.0, 1e-15), (A, 0.0, 1e-15), (BATCH, 0.0, 1e-15), (TALL, 0.0, 1e-15)],
        halves=False,
    ),
    "MatrixExp": Row(
        lambda xp, x: sum_of_powers(x, xp.tril(xp.triu(xp.ones_like(x)))),
        [(SQUARE,), (CUBE,), (THREE,), (NONE,)],
    ),
}
