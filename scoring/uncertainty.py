"""Standard error and interval of a composite score (section 6).

Leaving respondent i out moves a question's mean m by (m - x_i) / (n - 1). A composite is linear in
the question means, so all replicates of all composites are one matrix product. Only where i gave a
question's single answer does the question drop out and the weights change; those few replicates
are recomputed as such.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import special

from scoring import arithmetic
from scoring.composites import Composite
from scoring.replies import CODES, POSITIONS, Reply
from scoring.result import Estimate
from scoring.tallies import CHUNK, Tally

Key = TypeVar("Key", bound=Hashable)

STEP_VARIANCE = arithmetic.STEP**2 / 12
"""Variance of a rounding error of one step: 625/12."""

MIN_PEOPLE = 3
"""Contributors below which there is no interval."""


@dataclass(frozen=True, slots=True)
class Moments:
    """Sums over the leave-one-out movements of each composite, and its number of contributors."""

    first: NDArray[np.float64]
    second: NDArray[np.float64]
    n: NDArray[np.int64]


def estimates(
    codes: NDArray[np.int8], tally: Tally, composites: Mapping[Key, Composite]
) -> dict[Key, Estimate]:
    """Estimate composites over the used questions from which each is built (section 6, G13 to G16).

    `codes`: `Reply` values, shape (respondents, questions); `tally`: the same respondents counted.
    A composite without questions has no score and n = 0.
    """
    made = tuple(composites.values())
    moments = _moments(codes, tally, made)
    return {
        key: _estimate(composite, tally, moments.first[at], moments.second[at], int(moments.n[at]))
        for at, (key, composite) in enumerate(composites.items())
    }


def of_question(tally: Tally, column: int) -> Estimate:
    """Estimate a single question from its counts: without a respondent its mean moves by a known step."""
    n, mean = tally.n[column], tally.means[column]
    if mean is None:
        return Estimate(None, None, None, None, n)
    squares = math.fsum(
        many * (arithmetic.score_of(at) - mean) ** 2
        for at, many in enumerate(tally.distributions[column], start=1)
    )
    return _estimate(Composite.plain([column]), tally, 0.0, squares / max(n - 1, 1) ** 2, n)


def half_width(df: float, se: float) -> float:
    """Return t(0.975; df) * SE."""
    return float(special.stdtrit(df, 0.975)) * se


def variance(composite: Composite, tally: Tally, jackknife: float, n: int) -> float:
    """Return max(V_jack + V_unan, V_min) for n contributors (section 6)."""
    weights = dict(composite.weights())
    unanimous = math.fsum(c * c for column, c in weights.items() if tally.unanimous[column])
    smallest = math.fsum(c * c for c in weights.values()) / n
    return max(jackknife + STEP_VARIANCE * unanimous, STEP_VARIANCE * smallest)


def _estimate(composite: Composite, tally: Tally, first: float, second: float, n: int) -> Estimate:
    score = composite.value(tally.means)
    if score is None or n < MIN_PEOPLE:
        return Estimate(score, None, None, None, n)
    jackknife = max(0.0, (n - 1) / n * (second - first * first / n))
    se = math.sqrt(variance(composite, tally, jackknife, n))
    reach = half_width(n - 1, se)
    return Estimate(score, se, max(0.0, score - reach), min(arithmetic.TOP, score + reach), n)


def _moments(codes: NDArray[np.int8], tally: Tally, composites: Sequence[Composite]) -> Moments:
    people, questions = codes.shape
    weights = np.zeros((questions, len(composites)))
    members = np.zeros((questions, len(composites)), dtype=np.float32)
    for at, composite in enumerate(composites):
        for column, weight in composite.weights():
            weights[column, at] = weight
            members[column, at] = 1
    count = len(composites)
    moments = Moments(np.zeros(count), np.zeros(count), np.zeros(count, dtype=np.int64))
    table = _movements(tally)
    for start in range(0, people, CHUNK):
        rows = codes[start : start + CHUNK]
        with np.errstate(invalid="ignore"):  # all is finite; OpenBLAS raises the flag for unused lanes
            moved = table.take(rows + np.arange(questions) * CODES) @ weights
            answered = scored(rows).astype(np.float32) @ members
        _drop_single_answers(moved, rows, tally, composites)
        moments.first[:] += moved.sum(axis=0)
        moments.second[:] += np.einsum("ij,ij->j", moved, moved)
        moments.n[:] += (answered > 0).sum(axis=0)
    return moments


def scored(codes: NDArray[np.int8]) -> NDArray[np.bool_]:
    """Say which replies are positions."""
    return (codes >= POSITIONS[0]) & (codes <= POSITIONS[-1])


def _movements(tally: Tally) -> NDArray[np.float64]:
    """Return how far each question's mean moves without one reply, shape (questions, 9)."""
    table = np.zeros((len(tally.n), CODES))
    for column, (n, mean) in enumerate(zip(tally.n, tally.means, strict=True)):
        if mean is not None and n > 1:
            for position in POSITIONS:
                table[column, position] = (mean - arithmetic.score_of(position)) / (n - 1)
    return table


def _drop_single_answers(
    moved: NDArray[np.float64], rows: NDArray[np.int8], tally: Tally, composites: Sequence[Composite]
) -> None:
    """Recompute the replicates in which a question is left without answers."""
    single = np.array(tally.n) == 1
    if not single.any():
        return
    scores = [composite.value(tally.means) for composite in composites]
    for row in np.flatnonzero((scored(rows) & single).any(axis=1)):
        means = _means_without(rows[row], tally)
        for at, composite in enumerate(composites):
            without, score = composite.value(means), scores[at]
            moved[row, at] = 0.0 if without is None or score is None else without - score


def _means_without(row: NDArray[np.int8], tally: Tally) -> list[float | None]:
    """Return every question's mean without this respondent."""
    means: list[float | None] = list(tally.means)
    for column, code in enumerate(row.tolist()):
        n, mean = tally.n[column], tally.means[column]
        if mean is not None and Reply.P1 <= code <= Reply.P5:
            means[column] = (mean * n - arithmetic.score_of(code)) / (n - 1) if n > 1 else None
    return means
