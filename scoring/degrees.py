"""From a score to a degree, a band and a transition between degrees (section 4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scoring import arithmetic
from scoring.errors import UnknownLevel
from scoring.scheme import Band, Level


@dataclass(frozen=True, slots=True)
class Attained:
    """A degree, and the member at the first level that took the last level away."""

    degree: str
    capped_by: str | None

    @property
    def capped(self) -> bool:
        """Say whether the score alone would have been enough for the last level."""
        return self.capped_by is not None


def index_of(levels: Sequence[Level], degree: str) -> int:
    """Return the place of a level, lowest 0; raise `UnknownLevel`."""
    for at, level in enumerate(levels):
        if level.id == degree:
            return at
    raise UnknownLevel(degree)


def lower_cut(levels: Sequence[Level], at: int) -> float | None:
    """Return the score from which a level begins, None for the first, which has no lower border."""
    return levels[at].min_score if at > 0 else None


def upper_cut(levels: Sequence[Level], at: int) -> float | None:
    """Return the score at which the next level begins, None for the last."""
    return levels[at + 1].min_score if at + 1 < len(levels) else None


def degree_of(levels: Sequence[Level], score: float) -> str:
    """Return the level whose cut a score 0-100 reaches (section 4, G07)."""
    reached = [level.id for level in levels[1:] if arithmetic.at_least(score, level.min_score)]
    return reached[-1] if reached else levels[0].id


def band_of(bands: Sequence[Band], score: float) -> str | None:
    """Return the display band of a score 0-100, None where the framework has no bands (G07)."""
    reached = [band.id for band in bands if arithmetic.at_least(score, band.min_score)]
    return reached[-1] if reached else None


def attained(levels: Sequence[Level], score: float, members: Mapping[str, float | None]) -> Attained:
    """Return the degree of a score, not the last while a member is at the first (G08, G09, G12).

    `members`: scores 0-100 by id; unknown ones do not count. `capped_by` is the lowest, ties in order.
    """
    degree = degree_of(levels, score)
    if degree != levels[-1].id:
        return Attained(degree, None)
    first = {member: at for member, at in members.items() if at is not None and is_first(levels, at)}
    if not first:
        return Attained(degree, None)
    return Attained(levels[-2].id, min(first, key=lambda member: arithmetic.rounded(first[member])))


def is_first(levels: Sequence[Level], score: float) -> bool:
    """Say whether a score is at the first level."""
    return degree_of(levels, score) == levels[0].id


def one_above(levels: Sequence[Level], degree: str) -> Level:
    """Return the level above a degree; the last stays the last (section 12)."""
    return levels[min(index_of(levels, degree) + 1, len(levels) - 1)]


def transition(levels: Sequence[Level], score: float) -> tuple[str, str]:
    """Return the levels between which a score's actions lie: the border is the anchor (section 12)."""
    last = len(levels) - 1
    to = next((at for at in range(1, last) if arithmetic.below(score, levels[at].anchor_score)), last)
    return levels[to - 1].id, levels[to].id
