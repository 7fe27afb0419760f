"""The relationship along its stages (section 15.2)."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scoring import arithmetic, degrees
from scoring.scheme import Level

CUSTOMER_FELT = 1.0
"""The value of a stage measured as the customer feels it."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage as those who filled in the sheet see it.

    `positions`: 1-5. `measured`, `owner`: each person's choice as its value 0, 0.5 or 1.
    A stage that is not relevant leaves every count.
    """

    id: str
    positions: tuple[int, ...]
    measured: tuple[float, ...]
    owner: tuple[float, ...]
    relevant: bool = True


@dataclass(frozen=True, slots=True)
class Journey:
    """The sheet read: scores 0-100, coverage and ownership 0-1, None or empty where unknown."""

    mean: float | None
    degree: str | None
    stages: dict[str, float | None]
    weakest: str | None
    coverage: float | None
    customer_felt: int
    relevant: int
    ownership: float | None
    blind_stretch: int
    blind_from_to: tuple[str, str] | None
    steepest_drop: float | None
    steepest_between: tuple[str, str] | None


def journey(levels: Sequence[Level], stages: Sequence[Stage]) -> Journey:
    """Read one sheet over its relevant stages in order (G37).

    A stage nobody rated leaves mean, weakest stage and drops; one whose measurement nobody named
    leaves coverage and ends a blind stretch.
    """
    relevant = [stage for stage in stages if stage.relevant]
    scores = {stage.id: arithmetic.mean(map(arithmetic.score_of, stage.positions)) for stage in relevant}
    known = {id_: score for id_, score in scores.items() if score is not None}
    measured = {stage.id: most_frequent(stage.measured) for stage in relevant}
    mean = arithmetic.mean(known.values())
    blind = _longest_blind(relevant, measured)
    drop = _steepest(relevant, scores)
    return Journey(
        mean=mean,
        degree=None if mean is None else degrees.attained(levels, mean, known).degree,
        stages=scores,
        weakest=min(known, key=lambda id_: arithmetic.rounded(known[id_]), default=None),
        coverage=arithmetic.mean(value for value in measured.values() if value is not None),
        customer_felt=sum(value == CUSTOMER_FELT for value in measured.values()),
        relevant=len(relevant),
        ownership=arithmetic.mean(_known(most_frequent(stage.owner) for stage in relevant)),
        blind_stretch=len(blind),
        blind_from_to=(blind[0], blind[-1]) if blind else None,
        steepest_drop=drop[0] if drop else None,
        steepest_between=drop[1] if drop else None,
    )


def most_frequent(values: Sequence[float]) -> float | None:
    """Return the most frequent value, ties to the lower, None of nothing (G37)."""
    return max(sorted(set(values)), key=values.count, default=None)


def _known(values: Iterable[float | None]) -> list[float]:
    return [value for value in values if value is not None]


def _longest_blind(stages: Sequence[Stage], measured: dict[str, float | None]) -> list[str]:
    """Return the longest run of stages not measured as the customer feels it, the first of equals."""
    longest: list[str] = []
    run: list[str] = []
    for stage in stages:
        value = measured[stage.id]
        run = [] if value is None or value == CUSTOMER_FELT else [*run, stage.id]
        longest = run if len(run) > len(longest) else longest
    return longest


def _steepest(
    stages: Sequence[Stage], scores: dict[str, float | None]
) -> tuple[float, tuple[str, str]] | None:
    """Return the largest fall between neighbours, the first of equals; None where nothing falls."""
    falls = []
    for before, after in itertools.pairwise(stage.id for stage in stages):
        high, low = scores[before], scores[after]
        if high is not None and low is not None and arithmetic.below(low, high):
            falls.append((high - low, (before, after)))
    return max(falls, key=lambda fall: arithmetic.rounded(fall[0]), default=None)
