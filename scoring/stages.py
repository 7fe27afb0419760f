"""The relationship along its stages as it may be shown (sections 9 and 15.2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from scoring import breakdown, journeys, rounds
from scoring.journeys import Journey, Stage
from scoring.rounds import Round
from scoring.scheme import Level

Hidden = Literal["too few people", "all answered alike"]


@dataclass(frozen=True, slots=True)
class ShownJourney:
    """A journey of which nothing is told that may not be.

    `measured`, `owner`: the most frequent value of each relevant stage, None where too few named one.
    `hidden`: why no stage has a score; `few`: the stages of which too few answered something.
    """

    reading: Journey
    measured: Mapping[str, float | None]
    owner: Mapping[str, float | None]
    hidden: Hidden | None
    few: tuple[str, ...]


def shown_journey(levels: Sequence[Level], stages: Sequence[Stage], round_: Round) -> ShownJourney:
    """Read the stages, and leave out what the round's rules hide.

    `round_`: the positions as replies to one pillar whose questions are the relevant stages. Stages
    are shown like the questions of a pillar: where all gave one of them the same answer, none has a
    score, and their mean stays if at least three carry it.
    """
    relevant = [stage for stage in stages if stage.relevant]
    used = frozenset(_used(round_, relevant))
    kept = [_with_enough(stage, round_, rated=stage.id in used) for stage in stages]
    reading = journeys.journey(levels, kept)
    why = _why_hidden(round_, relevant, used)
    return ShownJourney(
        reading=reading if why is None else _without_stages(reading, mean=_mean_stays(why, used)),
        measured={stage.id: journeys.most_frequent(stage.measured) for stage in kept if stage.relevant},
        owner={stage.id: journeys.most_frequent(stage.owner) for stage in kept if stage.relevant},
        hidden=why,
        few=tuple(stage.id for stage in relevant if _short(stage, round_)),
    )


def _used(round_: Round, stages: Iterable[Stage]) -> Iterable[str]:
    return (stage.id for stage in stages if round_.used((stage.id,)) and _open_at_all(round_))


def _open_at_all(round_: Round) -> bool:
    return round_.suppression.total_shown


def _with_enough(stage: Stage, round_: Round, *, rated: bool) -> Stage:
    return replace(
        stage,
        positions=stage.positions if rated else (),
        measured=_enough(stage.measured, round_),
        owner=_enough(stage.owner, round_),
    )


def _enough(values: tuple[float, ...], round_: Round) -> tuple[float, ...]:
    return values if _open_at_all(round_) and len(values) >= round_.min_n else ()


def _short(stage: Stage, round_: Round) -> bool:
    named = (stage.positions, stage.measured, stage.owner)
    return any(0 < len(values) < round_.min_n for values in named)


def _why_hidden(round_: Round, relevant: Sequence[Stage], used: frozenset[str]) -> Hidden | None:
    if not any(stage.positions for stage in relevant):
        return None
    if not used:
        return "too few people"
    shown = breakdown.shown_questions(round_, rounds.ids(round_.scheme.questions))
    return None if shown else "all answered alike"


def _mean_stays(why: Hidden, used: frozenset[str]) -> bool:
    return why == "all answered alike" and len(used) >= breakdown.MIN_QUESTIONS_UNANIMOUS


def _without_stages(reading: Journey, *, mean: bool) -> Journey:
    return replace(
        reading,
        mean=reading.mean if mean else None,
        degree=reading.degree if mean else None,
        stages=dict.fromkeys(reading.stages),
        weakest=None,
        steepest_drop=None,
        steepest_between=None,
    )
