"""One respondent's own view of a pillar (section 2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scoring import arithmetic, replies
from scoring.replies import Answer, Reply
from scoring.scheme import Question


@dataclass(frozen=True, slots=True)
class OwnPillar:
    """One person's pillar; score 0-100, None unless valid; shares None without a base."""

    score: float | None
    scored: int
    base: int
    completeness: float | None
    dk_share: float | None
    valid: bool


def own_pillar(questions: Sequence[Question], answers: Mapping[str, Answer]) -> OwnPillar:
    """Return one person's pillar from the answers to its questions (G02 to G04).

    A question missing from `answers` was not asked. Not used for group results.
    """
    given = [
        replies.reply_of(answers[question.id], na_allowed=question.na_allowed)
        for question in questions
        if question.id in answers
    ]
    scores = [arithmetic.score_of(reply) for reply in given if Reply.P1 <= reply <= Reply.P5]
    base = sum(reply != Reply.NOT_APPLICABLE for reply in given)
    valid = base > 0 and 2 * len(scores) >= base
    return OwnPillar(
        score=arithmetic.mean(scores) if valid else None,
        scored=len(scores),
        base=base,
        completeness=len(scores) / base if base else None,
        dk_share=given.count(Reply.DONT_KNOW) / base if base else None,
        valid=valid,
    )
