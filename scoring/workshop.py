"""What a room agreed, held against individual answers (section 10)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from scoring import agreement, arithmetic
from scoring.result import Result

Flag = Literal[
    "not agreed",
    "outside all individual answers",
    "a step or more from the average",
    "high answer without a record",
]
RECORD = 2
"""Evidence strength from which an agreed answer rests on a record."""
HIGH_POSITION = 4
MIN_ACCEPT = 5
ACCEPT_AD = 0.5
MEAN_SHIFT = 12.5
TOPICS = 6
"""Questions that ninety minutes leave room for."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One question in the room.

    `answers`: the individual positions 1-5. `agreed`: the position agreed on, None if none yet.
    `evidence`: strength 0-3.
    """

    answers: tuple[int, ...]
    agreed: int | None
    evidence: int


@dataclass(frozen=True, slots=True)
class TopicResult:
    """One question: scores 0-100, shift in points, `accept_as_seen` the position that may be accepted."""

    individual: float | None
    agreed: float | None
    shift: float | None
    flags: tuple[Flag, ...]
    accept_as_seen: int | None


@dataclass(frozen=True, slots=True)
class Profile:
    """A pillar before and after the room; `agreed_profile` is None while nothing is agreed."""

    topics: Mapping[str, TopicResult]
    individual: float | None
    agreed_profile: float | None
    agreed_count: int
    questions: int
    fully_agreed: bool
    mean_shift: float | None
    upward: int
    downward: int
    flag: bool


def profile(topics: Mapping[str, Topic]) -> Profile:
    """Return the agreed profile of a pillar over its used questions, and what to look at (G25, G46)."""
    results = {id_: topic_result(topic) for id_, topic in topics.items()}
    shifts = [shift for result in results.values() if (shift := result.shift) is not None]
    agreed = sum(result.agreed is not None for result in results.values())
    shift = arithmetic.mean(shifts)
    return Profile(
        topics=results,
        individual=arithmetic.mean(r.individual for r in results.values() if r.individual is not None),
        agreed_profile=arithmetic.mean(_profile_values(results)) if agreed else None,
        agreed_count=agreed,
        questions=len(results),
        fully_agreed=agreed > 0 and agreed == len(results),
        mean_shift=shift,
        upward=sum(arithmetic.rounded(shift) > 0 for shift in shifts),
        downward=sum(arithmetic.rounded(shift) < 0 for shift in shifts),
        flag=shift is not None and arithmetic.at_least(abs(shift), MEAN_SHIFT),
    )


def _profile_values(results: Mapping[str, TopicResult]) -> Sequence[float]:
    values = (result.individual if result.agreed is None else result.agreed for result in results.values())
    return [value for value in values if value is not None]


def topic_result(topic: Topic) -> TopicResult:
    """Return one question of the room against the individual answers (G25)."""
    individual = arithmetic.mean(arithmetic.score_of(position) for position in topic.answers)
    agreed = None if topic.agreed is None else arithmetic.score_of(topic.agreed)
    shift = None if agreed is None or individual is None else agreed - individual
    return TopicResult(individual, agreed, shift, _flags(topic, shift), accept_as_seen(topic.answers))


def _flags(topic: Topic, shift: float | None) -> tuple[Flag, ...]:
    if topic.agreed is None:
        return ("not agreed",)
    outside = bool(topic.answers) and not min(topic.answers) <= topic.agreed <= max(topic.answers)
    far = shift is not None and arithmetic.at_least(abs(shift), arithmetic.STEP)
    bare = topic.agreed >= HIGH_POSITION and topic.evidence < RECORD
    raised: tuple[tuple[Flag, bool], ...] = (
        ("outside all individual answers", outside),
        ("a step or more from the average", far),
        ("high answer without a record", bare),
    )
    return tuple(flag for flag, is_raised in raised if is_raised)


def agenda(result: Result) -> tuple[str, ...]:
    """Return the questions that may be shown in the order to talk about them (section 7).

    Split ones first, then by average deviation, then as their pillars stand in the priority list.
    """
    places = {pillar: at for at, pillar in enumerate(result.priority.order)}
    shown = {id_: question for id_, question in result.questions.items() if question.shown}

    def urgency(id_: str) -> tuple[bool, float, int]:
        question = shown[id_]
        apart = 0.0 if question.ad is None else arithmetic.rounded(question.ad)
        return not question.split, -apart, places.get(question.pillar, len(places))

    return tuple(sorted(shown, key=urgency))


def proposed(
    result: Result, section_of: Mapping[str, str], *, count: int = TOPICS, without: Collection[str] = ()
) -> tuple[str, ...]:
    """Return the first `count` questions of the agenda, every section among them (section 7).

    `section_of`: the section of each pillar, also where a pulse has no pillar figures. Where a section is
    missing, the last question of the section that has most gives way to its first. `without`: questions
    that need no talk. Sections that have no question to show stay away, as do those that find no place.
    """
    order = [id_ for id_ in agenda(result) if id_ not in without]
    home = {id_: section_of[result.questions[id_].pillar] for id_ in order}
    chosen = order[:count]
    for section in dict.fromkeys(home.values()):
        sizes = Counter(home[id_] for id_ in chosen)
        if section not in sizes and (spare := [id_ for id_ in chosen if sizes[home[id_]] > 1]):
            most = max(sizes[home[id_]] for id_ in spare)
            chosen.remove([id_ for id_ in spare if sizes[home[id_]] == most][-1])
            chosen.append(next(id_ for id_ in order if home[id_] == section))
            chosen.sort(key=order.index)
    return tuple(chosen)


def accept_as_seen(answers: Sequence[int]) -> int | None:
    """Return the median position, a half downwards, where people see a question alike (G25, G46).

    None with fewer than five answers, an average deviation above 0.5, or a split.
    """
    distribution = [answers.count(position) for position in range(1, 6)]
    middle, deviation = agreement.median(distribution), agreement.average_deviation(distribution)
    if middle is None or deviation is None or len(answers) < MIN_ACCEPT or agreement.is_split(distribution):
        return None
    return math.floor(middle) if arithmetic.at_least(ACCEPT_AD, deviation) else None
