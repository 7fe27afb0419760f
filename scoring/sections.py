"""The main questions, the index, the headline and the balanced scores (section 5)."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from scoring import arithmetic, degrees, support
from scoring.composites import Composite
from scoring.degrees import Attained
from scoring.result import Estimate, Headline, IndexResult, SectionResult
from scoring.rounds import Round
from scoring.scheme import Level, Scheme
from scoring.support import Support

MIN_SHARE = (2, 3)
"""Two of three pillars determine a section."""
MIN_BALANCED_GROUPS = 2
Structure = Callable[[Round, tuple[int, ...]], Mapping[str, Composite]]
"""Makes the composites of the determined sections from the columns that may be used."""


def from_pillars(scheme: Scheme, pillars: Mapping[str, Composite]) -> dict[str, Composite]:
    """Return the composite of every determined section from those of the determined pillars (G11, G43)."""
    out = {}
    for section in scheme.sections:
        members = scheme.pillars_of(section.id)
        known = tuple((pillar.weight, pillars[pillar.id]) for pillar in members if pillar.id in pillars)
        if known and len(known) >= needed(len(members)):
            out[section.id] = Composite(known)
    return out


def needed(pillars: int) -> int:
    """Return how many of a section's pillars must be determined: ceil(2/3)."""
    return math.ceil(MIN_SHARE[0] * pillars / MIN_SHARE[1])


def index(scheme: Scheme, sections: Mapping[str, Composite]) -> Composite | None:
    """Return the plain mean of the sections, None unless all are determined (section 5)."""
    if not scheme.sections or any(section.id not in sections for section in scheme.sections):
        return None
    return Composite.plain(sections[section.id] for section in scheme.sections)


def lowest_pillars(
    levels: Sequence[Level], degree: str, scores: Mapping[str, float | None]
) -> tuple[str, ...]:
    """Return up to two pillars, lowest first, below the border of the next degree (G52).

    `scores`: 0-100 by pillar in framework order, which decides ties.
    """
    border = degrees.upper_cut(levels, degrees.index_of(levels, degree))
    if border is None:
        return ()
    low = {id_: at for id_, at in scores.items() if at is not None and arithmetic.below(at, border)}
    return tuple(sorted(low, key=lambda id_: arithmetic.rounded(low[id_])))[:2]


def result(
    levels: Sequence[Level],
    estimate: Estimate,
    members: Mapping[str, float | None],
    balanced: float | None,
    *,
    pulse: bool = False,
) -> SectionResult:
    """Return one section; `members`: its pillars' scores 0-100, unknown ones None (G10 to G12)."""
    reached = None if estimate.score is None else degrees.attained(levels, estimate.score, members)
    sure = _support(levels, estimate, reached, pulse=pulse)
    known = {id_: score for id_, score in members.items() if score is not None}
    several = len(known) > 1
    strongest = max(known, key=lambda id_: arithmetic.rounded(known[id_])) if several else None
    weakest = min(known, key=lambda id_: arithmetic.rounded(known[id_])) if several else None
    return SectionResult(
        score=estimate.score,
        degree=reached.degree if reached else None,
        capped=bool(reached and reached.capped),
        capped_by=reached.capped_by if reached else None,
        se=estimate.se,
        low=estimate.low,
        high=estimate.high,
        n=estimate.n,
        support=sure.support,
        certainty=sure.certainty,
        other_degrees=support.degrees_within(levels, estimate, reached.degree) if reached else (),
        strongest=strongest,
        weakest=weakest,
        spread=known[strongest] - known[weakest] if strongest and weakest else None,
        lowest_pillars=lowest_pillars(levels, reached.degree, members) if reached else (),
        balanced=balanced,
    )


def _support(
    levels: Sequence[Level], estimate: Estimate, reached: Attained | None, *, pulse: bool
) -> Support:
    if reached is None:
        return support.NONE
    return support.of_degree(levels, estimate, reached.degree, capped=reached.capped, pulse=pulse)


def index_result(estimate: Estimate, balanced: float | None) -> IndexResult:
    """Return the index from its estimate."""
    return IndexResult(estimate.score, estimate.se, estimate.low, estimate.high, estimate.n, balanced)


def headline(
    levels: Sequence[Level],
    sections: Mapping[str, SectionResult],
    index_score: float | None,
    *,
    pulse: bool = False,
) -> Headline:
    """Return the lowest section degree and what holds it back (section 5, G10 to G12, G43)."""
    known = {id_: section.degree for id_, section in sections.items() if section.degree is not None}
    at_most = min(known.values(), key=lambda degree: degrees.index_of(levels, degree), default=None)
    if at_most is None or index_score is None or len(known) < len(sections):
        return Headline(None, at_most, None, (), None, None, None)
    average = degrees.degree_of(levels, index_score)
    sure = _headline_support(levels, sections, at_most, pulse=pulse)
    return Headline(
        headline=at_most,
        at_most=at_most,
        average_degree=average,
        held_back_by=held_back_by(known, at_most, average),
        support=sure.support,
        certainty=sure.certainty,
        border=sure.border,
    )


def held_back_by(known: Mapping[str, str], lowest: str, average: str) -> tuple[str, ...]:
    """Return the sections at the headline degree, if any other section or the average is higher."""
    holding = tuple(id_ for id_, degree in known.items() if degree == lowest)
    return holding if len(holding) < len(known) or average != lowest else ()


def _headline_support(
    levels: Sequence[Level], sections: Mapping[str, SectionResult], lowest: str, *, pulse: bool
) -> Support:
    estimates = tuple(Estimate(s.score, s.se, s.low, s.high, s.n) for s in sections.values())
    capped = any(section.capped and section.degree == lowest for section in sections.values())
    return support.of_lowest(levels, estimates, lowest, capped=capped, pulse=pulse)


def alike(round_: Round) -> dict[int, tuple[str, ...]] | None:
    """Return the groups that count alike at each column, by column (section 5, G41).

    Only groups that may be shown and have at least k respondents count; None below two of them.
    """
    eligible = [
        group
        for group in round_.scheme.groups
        if group in round_.suppression.shown and round_.groups[group] >= round_.k
    ]
    if len(eligible) < MIN_BALANCED_GROUPS:
        return None
    found = {
        column: tuple(group for group in eligible if round_.by_group[group].n[column] >= round_.min_n)
        for column in round_.columns.values()
    }
    return {column: groups for column, groups in found.items() if groups}


def balanced_means(round_: Round) -> tuple[float | None, ...] | None:
    """Return question means as if every group counted alike, None below two groups that count."""
    groups = alike(round_)
    if groups is None:
        return None
    return tuple(
        arithmetic.mean(
            mean
            for group in groups.get(column, ())
            if (mean := round_.by_group[group].means[column]) is not None
        )
        for column in round_.columns.values()
    )


def balanced(round_: Round, structure: Structure) -> dict[str | None, float | None]:
    """Return the balanced score of each determined section, and of the index under None (G41)."""
    means = balanced_means(round_)
    if means is None:
        return {}
    used = tuple(column for column, mean in enumerate(means) if mean is not None)
    sections = structure(round_, used)
    scores: dict[str | None, float | None] = {id_: c.value(means) for id_, c in sections.items()}
    whole = index(round_.scheme, sections)
    return {**scores, None: whole.value(means) if whole else None}
