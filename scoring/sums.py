"""What could be worked out from sums that are published together (section 9, rules 5 and 7).

Every published figure is a sum over people. Whoever holds all of them may add and subtract: a
combination that rests on a few people only, or on people who all gave one answer, tells their
answers. People who stand in the same place of every partition are one column; nothing published
tells them apart.
"""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray
from scipy import linalg

Matrix = NDArray[np.float64]
NOTHING = 1e-9
WHOLE = 1e-7
"""How far a length may stay below 1 and still be taken for it."""


def span(rows: Matrix) -> Matrix:
    """Return an orthonormal basis of everything that can be combined from rows, one vector a row."""
    if 0 in rows.shape:
        return np.zeros((0, rows.shape[1]))
    _, values, vectors = np.linalg.svd(rows, full_matrices=False)
    kept: Matrix = vectors[values > NOTHING * max(1.0, float(values[0]))]
    return kept


def rests_on(basis: Matrix, columns: NDArray[np.bool_] | NDArray[np.intp]) -> bool:
    """Say whether some combination of an orthonormal basis is zero everywhere but in these columns."""
    part = basis[:, columns]
    return 0 not in part.shape and float(np.linalg.norm(part, 2)) >= 1.0 - WHOLE


def tell_of_few(rows: Matrix, people: NDArray[np.int64], k: int) -> bool:
    """Say whether a combination of sums could rest on 1 to k - 1 people.

    `rows`: which columns each sum is over, shape (sums, columns); `people`: how many stand behind
    each column. Exact as long as two sets of people can be found whose answers fix every
    combination; else the answer is yes, to be safe.
    """
    heavy, light = people >= k, (people > 0) & (people < k)
    # Whatever is not zero in a column of k people rests on enough of them.
    rest = span(_without(rows[:, heavy]) @ rows[:, light])
    return bool(len(rest)) and _lightest(rest, people[light], k)


def _without(rows: Matrix) -> Matrix:
    """Return the combinations of rows that are zero in every column."""
    values, vectors = np.linalg.eigh(rows @ rows.T)
    nothing: Matrix = vectors[:, values < WHOLE * max(1.0, float(values[-1]))].T
    return nothing


def _lightest(rest: Matrix, people: NDArray[np.int64], k: int) -> bool:
    """Say whether a combination rests on fewer than k people, by sets that fix every combination.

    Where m such sets have no person in common, a combination that rests on fewer than k people
    touches at most (k - 1) // m of them in at least one set: written over that set it is made of no
    more than so many rows.
    """
    size, left = len(rest), people.copy()
    fixing: list[Matrix] = []
    while len(fixing) < k:
        among = np.flatnonzero(left > 0)
        if len(among) < size:
            break
        _, upper, order = linalg.qr(rest[:, among], mode="economic", pivoting=True)
        if abs(upper[size - 1, size - 1]) < WHOLE:
            break
        chosen = among[order[:size]]
        left[chosen] -= 1
        fixing.append(np.linalg.solve(rest[:, chosen], rest).astype(np.float64))
    touched = min((k - 1) // len(fixing), size)  # one set is always found: the rows are independent
    if touched > 2:  # noqa: PLR2004 # three rows have a plane of mixtures, not a list
        return True
    return touched > 0 and any(_few(made, people, k, pairs=touched > 1) for made in fixing)


def _few(made: Matrix, people: NDArray[np.int64], k: int, *, pairs: bool) -> bool:
    """Say whether one row, or a mixture of two, rests on fewer than k people."""
    used = np.abs(made) > WHOLE
    if bool((used @ people < k).any()):
        return True
    both = itertools.combinations(range(len(made)), 2) if pairs else ()
    return any(_mixed(made[[one, other]], used[one] | used[other], people) < k for one, other in both)


def _mixed(two: Matrix, either: NDArray[np.bool_], people: NDArray[np.int64]) -> int:
    """Return the fewest people that a mixture of two rows rests on: it is zero where their ratio is one."""
    shared = (np.abs(two) > WHOLE).all(axis=0)
    ratios = np.round(two[0, shared] / two[1, shared], 6)
    _, at = np.unique(ratios, return_inverse=True)
    cancelled = np.bincount(at, weights=people[shared]) if shared.any() else np.zeros(1)
    return int(people[either].sum() - cancelled.max())
