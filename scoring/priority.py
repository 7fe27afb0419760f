"""Which pillars to work on first (section 12)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from scoring import agreement, arithmetic, degrees
from scoring.errors import ImpossibleImportance
from scoring.result import Headline, Priority, PriorityList
from scoring.scheme import Level, Scheme

LEAST, DEFAULT, MOST = 1, 3, 5
UNKNOWN_AGREEMENT = 0.5
NO_LIST = PriorityList(None, {}, ())


@dataclass(frozen=True, slots=True)
class Standing:
    """One pillar as the list sees it; `gate`: of the section that holds the headline back."""

    score: float | None
    ad: float | None
    importance: float
    gate: bool


def target_anchor(levels: Sequence[Level], headline: Headline, target: str | None) -> float | None:
    """Return the anchor aimed at: of the target level, else one above what is reached."""
    if target is not None:
        return levels[degrees.index_of(levels, target)].anchor_score
    if headline.at_most is None:
        return None
    return degrees.one_above(levels, headline.at_most).anchor_score


def rank(standings: Mapping[str, Standing], target: float) -> PriorityList:
    """Return priority and talk-first values, and the order of the list (section 12, G29).

    `standings`: pillars in framework order; `target`: an anchor 0-100.
    """
    values = {
        id_: _priority(standing, standing.score, target)
        for id_, standing in standings.items()
        if standing.score is not None
    }
    short = [id_ for id_ in values if arithmetic.below(standings[id_].score or 0.0, target)]
    order = sorted(
        short, key=lambda id_: (not standings[id_].gate, -arithmetic.rounded(values[id_].priority))
    )
    return PriorityList(target, values, tuple(order))


def _priority(standing: Standing, score: float, target: float) -> Priority:
    lack = standing.importance / MOST * max(0.0, target - score)
    unknown = standing.ad is None
    agreed = UNKNOWN_AGREEMENT if unknown else 1.0 - (standing.ad or 0.0) / agreement.MAX_AD
    return Priority(lack * agreed, lack * (1.0 - agreed))


def importances(scheme: Scheme, asked: Mapping[str, float] | None) -> dict[str, float]:
    """Return every pillar's importance 1-5, 3 where none was set; raise `ImpossibleImportance`."""
    known = {pillar.id for pillar in scheme.pillars}
    for pillar, value in (asked or {}).items():
        if pillar not in known or not LEAST <= value <= MOST:
            raise ImpossibleImportance(pillar, value)
    return {pillar.id: (asked or {}).get(pillar.id, DEFAULT) for pillar in scheme.pillars}


def gates(scheme: Scheme, held_back_by: Collection[str]) -> frozenset[str]:
    """Return the pillars of the sections that hold the headline back."""
    return frozenset(pillar.id for pillar in scheme.pillars if pillar.section in held_back_by)
