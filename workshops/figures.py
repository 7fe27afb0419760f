"""What a room agreed held against the individual answers, as far as it may be shown (section 10).

Of a confidential round nothing comes out of here that its result does not show: the same figures could be
had by anybody from what is published. A figure that is left out is None, and a flag is not raised.
Figures are whole numbers, as all that leaves the system (rule 9); flags are raised by the exact ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import scoring
from scoring.arithmetic import whole
from scoring.result import QuestionResult, Result
from scoring.workshop import Flag, TopicResult, topic_result

OUTSIDE: Flag = "outside all individual answers"
FAR: Flag = "a step or more from the average"
SCALE = range(1, 6)

Agreed = Mapping[str, tuple[int, int]]
"""Question -> the position agreed on and how strong its evidence is."""


def profiles(result: Result, agreed: Agreed) -> dict[str, scoring.Profile]:
    """Return every pillar that has a score as agreed beside as measured, none for a pulse.

    A profile mixes agreed answers with the means of the others: where one of those may not be shown, it
    is left out, since with the pillar's own score it would tell them.
    """
    if result.scope == "pulse" or not result.suppression.total_shown:
        return {}
    return {
        pillar: _profile(result, pillar, agreed)
        for pillar, found in result.pillars.items()
        if found.score is not None
    }


def question(result: Result | None, id_: str, position: int, evidence: int) -> TopicResult:
    """Return one agreed answer against the individual ones, where there are any."""
    found = result.questions.get(id_) if result else None
    if result is None or found is None:
        return topic_result(scoring.Topic((), position, evidence))
    return _released(result, found, topic_result(_topic(found, (position, evidence))))


def _profile(result: Result, pillar: str, agreed: Agreed) -> scoring.Profile:
    asked = {id_: one for id_, one in result.questions.items() if one.pillar == pillar}
    used = {id_: one for id_, one in asked.items() if one.used}
    if not all(_shown(result, one) for one in used.values()):
        return _without_figures(sum(id_ in agreed for id_ in asked))
    exact = scoring.profile({id_: _topic(one, agreed.get(id_)) for id_, one in used.items()})
    return replace(
        exact,
        topics={id_: _released(result, one, exact.topics[id_]) for id_, one in used.items()},
        individual=_whole(exact.individual),
        agreed_profile=_whole(exact.agreed_profile),
        mean_shift=_whole(exact.mean_shift),
    )


def _without_figures(agreed_count: int) -> scoring.Profile:
    """Return a pillar of which no more is known than how many of its questions were agreed."""
    return replace(scoring.profile({}), agreed_count=agreed_count)


def _topic(found: QuestionResult, agreed: tuple[int, int] | None) -> scoring.Topic:
    counted = zip(SCALE, found.distribution, strict=True)
    answers = tuple(position for position, count in counted for _ in range(count))
    position, evidence = agreed or (None, 0)
    return scoring.Topic(answers, position, evidence)


def _shown(result: Result, found: QuestionResult) -> bool:
    return result.suppression.total_shown and found.shown


def _released(result: Result, found: QuestionResult, of: TopicResult) -> TopicResult:
    """Leave out what tells of answers that may not be shown; "outside all" tells their range."""
    if not _shown(result, found):
        kept = tuple(flag for flag in of.flags if flag not in {OUTSIDE, FAR})
        return TopicResult(None, of.agreed, None, kept, None)
    if not found.distribution_shown:
        kept = tuple(flag for flag in of.flags if flag != OUTSIDE)
        return replace(_rounded(of), flags=kept, accept_as_seen=None)
    return _rounded(of)


def _rounded(of: TopicResult) -> TopicResult:
    """Return whole numbers that agree with each other: the shift is that from the mean as it is printed."""
    individual = _whole(of.individual)
    shift = None if of.agreed is None or individual is None else of.agreed - individual
    return replace(of, individual=individual, shift=shift)


def _whole(figure: float | None) -> float | None:
    if figure is None:
        return None
    return float(whole(figure) if figure >= 0 else -whole(-figure))
