"""What a comparison has told of a round, for the comparisons that follow it (sections 9 and 11).

A round is compared more than once: with the round before, with the one after, and in a series, each
time over other common questions. Every comparison is put to the test together with those before it.
"""

from __future__ import annotations

from collections.abc import Mapping

from scoring import sections
from scoring.composites import Composite
from scoring.matching import INDEX, Key
from scoring.scheme import Scheme
from scoring.trend_result import Change, Point, Series, Trend

Figure = Change | Point


def told(scheme: Scheme, compared: Trend | Series, at: int = -1) -> tuple[Mapping[str, float], ...]:
    """Return with which weights the scores shown of one round rest on questions, for `beside`.

    `scheme`: the framework of the last round, whose ids are used. `at`: the place of the round in a
    series; a trend tells the same of both. The own means of linked people are no scores of the round.
    """
    if isinstance(compared, Trend) and compared.n_linked is not None:
        return ()
    figures = _figures(compared, at)
    names = dict(enumerate(question.id for question in scheme.questions))
    made = _composed(scheme, frozenset(compared.common), figures)
    return tuple(
        {names[column]: weight for column, weight in composite.weights()}
        for key, composite in made.items()
        if figures[key].withheld is None
    )


def _figures(compared: Trend | Series, at: int) -> dict[Key, Figure]:
    """Return every figure of one round by key."""
    found: dict[Key, Figure] = {}
    if isinstance(compared, Trend):
        found.update({("pillar", id_): change for id_, change in compared.pillars.items()})
        found.update({("section", id_): change for id_, change in compared.sections.items()})
        return {**found, INDEX: compared.index}
    found.update({("pillar", id_): curve.points[at] for id_, curve in compared.pillars.items()})
    found.update({("section", id_): curve.points[at] for id_, curve in compared.sections.items()})
    return {**found, INDEX: compared.index.points[at]}


def _composed(scheme: Scheme, common: frozenset[str], figures: Mapping[Key, Figure]) -> dict[Key, Composite]:
    """Compose again what the comparison was made of: what is determined, shown or not."""
    known = {key for key, figure in figures.items() if figure.withheld != "not determined"}
    columns = {question.id: column for column, question in enumerate(scheme.questions)}
    by_pillar, by_section = {}, {}
    for pillar in scheme.pillars:
        parts = tuple((q.weight, columns[q.id]) for q in pillar.questions if q.id in common)
        if parts and ("pillar", pillar.id) in known:
            by_pillar[pillar.id] = Composite(parts)
    if any(key[0] == "pillar" for key in figures):
        by_section = sections.from_pillars(scheme, by_pillar)
    else:
        for section in scheme.sections:
            asked = (q.id for pillar in scheme.pillars_of(section.id) for q in pillar.questions)
            if ("section", section.id) in known:
                by_section[section.id] = Composite.plain(columns[id_] for id_ in asked if id_ in common)
    index = sections.index(scheme, by_section)
    made: dict[Key, Composite] = {("pillar", id_): part for id_, part in by_pillar.items()}
    made.update({("section", id_): part for id_, part in by_section.items()})
    return {**made, INDEX: index} if index else made
