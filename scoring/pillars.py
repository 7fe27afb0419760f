"""Pillar scores: the mean of question means, and what goes with it (sections 2 to 4)."""

from __future__ import annotations

from collections.abc import Collection

from scoring import agreement, degrees, rounds, support
from scoring.composites import Composite
from scoring.degrees import Attained
from scoring.result import Breakdown, Estimate, PillarResult
from scoring.rounds import Round
from scoring.scheme import Pillar
from scoring.support import Support
from scoring.tallies import Tally

NOTHING = Estimate(None, None, None, None, 0)


def composite(round_: Round, pillar: Pillar, used: Collection[int]) -> Composite:
    """Return the weighted mean over those of a pillar's questions whose columns are used (section 3)."""
    parts = ((question.weight, round_.columns[question.id]) for question in pillar.questions)
    return Composite(tuple(part for part in parts if part[1] in used))


def is_determined(round_: Round, pillar: Pillar, used: Collection[int], tally: Tally) -> bool:
    """Say whether at least half of the live questions are used (section 3, G05, G06).

    A question is live when somebody in the tally has it in the base: asked, and not "na". In a
    strict round one question to which all gave the same answer makes no score: it would be the answer
    of each.
    """
    columns = rounds.columns_of(pillar, round_.columns)
    live = sum(tally.base[column] > 0 for column in columns)
    carrying = [column for column in columns if column in used]
    if len(carrying) == 1 and round_.strict and tally.unanimous[carrying[0]]:
        return False
    return bool(carrying) and 2 * len(carrying) >= live


def composites(round_: Round, used: Collection[int]) -> dict[str, Composite]:
    """Return the composite of every determined pillar, in framework order."""
    return {
        pillar.id: composite(round_, pillar, used)
        for pillar in round_.scheme.pillars
        if is_determined(round_, pillar, used, round_.everybody)
    }


def group_score(round_: Round, pillar: Pillar, group: str) -> float | None:
    """Return a group's score 0-100 of a pillar over the questions it uses, None if undetermined."""
    tally = round_.by_group[group]
    used = round_.used(rounds.ids(pillar.questions), tally)
    if not is_determined(round_, pillar, used, tally):
        return None
    return composite(round_, pillar, used).value(tally.means)


def lower_means(tally: Tally) -> tuple[float | None, ...]:
    """Return question means 0-100 in which every "dk" scores 0 (section 2, G40)."""
    return tuple(
        None if mean is None else mean * n / (n + unknown)
        for mean, n, unknown in zip(tally.means, tally.n, tally.dont_know, strict=True)
    )


def attained(round_: Round, pillar: Pillar, means: tuple[float | None, ...]) -> Attained | None:
    """Return the degree of a pillar from question means, None without any (section 4, G08, G09)."""
    used = round_.used(rounds.ids(pillar.questions))
    score = composite(round_, pillar, used).value(means)
    members = {question.id: means[round_.columns[question.id]] for question in pillar.questions}
    in_use = {id_: mean for id_, mean in members.items() if round_.columns[id_] in used}
    return None if score is None else degrees.attained(round_.scheme.levels, score, in_use)


def result(round_: Round, pillar: Pillar, estimate: Estimate, breakdown: Breakdown) -> PillarResult:
    """Return everything about one pillar; an undetermined one keeps its contributors and agreement."""
    used = round_.used(rounds.ids(pillar.questions))
    agreed = {at: agreement.of_question(round_.everybody.distributions[at]) for at in used}
    together = agreement.of_pillar(tuple(agreed.values()))
    reached = attained(round_, pillar, round_.everybody.means) if estimate.score is not None else None
    sure = _support(round_, estimate, reached)
    return PillarResult(
        section=pillar.section,
        score=estimate.score,
        degree=reached.degree if reached else None,
        capped=bool(reached and reached.capped),
        capped_by=reached.capped_by if reached else None,
        band=None if estimate.score is None else degrees.band_of(round_.scheme.bands, estimate.score),
        se=estimate.se,
        low=estimate.low,
        high=estimate.high,
        n=estimate.n,
        support=sure.support,
        certainty=sure.certainty,
        border=sure.border,
        ad=together.ad,
        agreement=together.agreement,
        agreement_label=together.label,
        awg=together.awg,
        split_questions=_most_split_first(round_, agreed),
        lower_bound=lower_bound(round_, pillar, estimate),
        lower_bound_degree=_other_degree(round_, pillar, reached),
        breakdown=breakdown,
    )


def lower_bound(round_: Round, pillar: Pillar, estimate: Estimate) -> float | None:
    """Return the score with every "dk" of the used questions as 0, None if undetermined (G40)."""
    if estimate.score is None:
        return None
    used = round_.used(rounds.ids(pillar.questions))
    return composite(round_, pillar, used).value(lower_means(round_.everybody))


def _other_degree(round_: Round, pillar: Pillar, reached: Attained | None) -> str | None:
    lower = attained(round_, pillar, lower_means(round_.everybody))
    return lower.degree if reached and lower and lower.degree != reached.degree else None


def _support(round_: Round, estimate: Estimate, reached: Attained | None) -> Support:
    if reached is None:
        return support.NONE
    return support.of_degree(round_.scheme.levels, estimate, reached.degree, capped=reached.capped)


def _most_split_first(round_: Round, agreed: dict[int, agreement.QuestionAgreement]) -> tuple[str, ...]:
    camps = {at: agreement.smaller_camp(round_.everybody.distributions[at]) for at in agreed}
    split = sorted((column for column in agreed if agreed[column].split), key=lambda at: -camps[at])
    names = {column: question for question, column in round_.columns.items()}
    return tuple(names[column] for column in split)
