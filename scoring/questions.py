"""One question over everybody who was asked (sections 2, 3, 7 and 9)."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from scoring import agreement, visibility
from scoring.result import QuestionResult
from scoring.rounds import Round
from scoring.scheme import Pillar, Question

MIN_DISTRIBUTION = 10
"""Scored answers from which a confidential round shows the five counts (section 7)."""


def results(
    round_: Round, shown: Collection[str], asked: Collection[str] | None = None
) -> dict[str, QuestionResult]:
    """Return every question, or those asked, in framework order; `shown`: what may be shown."""
    return {
        question.id: _result(round_, pillar, question, shown)
        for pillar, question in _all(round_.scheme.pillars)
        if asked is None or question.id in asked
    }


def _all(pillars: Iterable[Pillar]) -> Iterable[tuple[Pillar, Question]]:
    return ((pillar, question) for pillar in pillars for question in pillar.questions)


def _result(round_: Round, pillar: Pillar, question: Question, shown: Collection[str]) -> QuestionResult:
    tally, at = round_.everybody, round_.columns[question.id]
    n, distribution = tally.n[at], tally.distributions[at]
    agreed = agreement.of_question(distribution)
    is_shown = question.id in shown
    return QuestionResult(
        pillar=pillar.id,
        asked=tally.asked[at],
        base=tally.base[at],
        n=n,
        mean=tally.means[at],
        used=n >= round_.min_n,
        distribution=distribution,
        dont_know=tally.dont_know[at],
        not_applicable=tally.not_applicable[at],
        skipped=tally.skipped[at],
        median=agreement.median(distribution),
        middle_half=agreement.middle_half(distribution),
        ad=agreed.ad,
        awg=agreed.awg,
        split=agreed.split,
        visibility=visibility.of_question(
            n=n, dont_know=tally.dont_know[at], base=tally.base[at], mode=round_.mode, k=round_.k
        ),
        shown=is_shown,
        distribution_shown=is_shown and (round_.mode == "open" or n >= MIN_DISTRIBUTION),
    )
