"""When a new degree may be announced (section 11)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from scoring import degrees, sections
from scoring.matching import INDEX, Comparison, Side
from scoring.result import Estimate, Headline
from scoring.scheme import Level
from scoring.trend_result import Change, DegreeChange, Verdict

Headlines = tuple[str | None, str | None]
"""The headline degrees of the earlier and the later round, None where there is none."""


def degree_change(
    levels: Sequence[Level],
    headlines: Headlines,
    before: Mapping[str, str | None],
    after: Mapping[str, str | None],
    verdicts: Mapping[str, Verdict | None],
) -> DegreeChange:
    """Say whether a new headline degree may be announced (G51).

    `headlines`: of the two rounds. `before`, `after`: degree by section. `verdicts`: of the changes
    of the sections.
    """
    first, second = headlines
    if first is None or second is None or first == second:
        return DegreeChange(first, second, changed=False, deciding=(), announced=False)
    rise = degrees.index_of(levels, second) > degrees.index_of(levels, first)
    stood, wanted = (before, "improved") if rise else (after, "declined")
    deciding = tuple(id_ for id_, degree in stood.items() if degree == (first if rise else second))
    announced = bool(deciding) and all(verdicts.get(id_) == wanted for id_ in deciding)
    return DegreeChange(first, second, changed=True, deciding=deciding, announced=announced)


def read(
    comparison: Comparison, by_section: Mapping[str, Change], headlines: Headlines | None
) -> DegreeChange:
    """Say how the headline over the common questions moved, and whether that may be announced.

    `headlines`: those published. Nothing is said where the change of a section is not shown.
    """
    levels = comparison.scheme.levels
    nothing = DegreeChange(None, None, changed=False, deciding=(), announced=False)
    if any(change.withheld for change in by_section.values()):
        return nothing
    (first, before), (second, after) = (_degrees(comparison, side) for side in comparison.sides)
    verdicts: dict[str, Verdict | None] = {id_: change.verdict for id_, change in by_section.items()}
    moved = (first.headline, second.headline)
    found = degree_change(levels, moved, before, after, verdicts)
    return found if headlines in (None, moved) else replace(found, announced=False)


def _degrees(comparison: Comparison, side: Side) -> tuple[Headline, dict[str, str | None]]:
    """Return headline and section degrees of one round over the common questions."""
    levels, means = comparison.scheme.levels, side.common.everybody.means
    values = {key: composite.value(means) for key, composite in comparison.parts.all().items()}
    results = {
        section.id: sections.result(
            levels,
            Estimate(values.get(("section", section.id)), None, None, None, 0),
            {p.id: values.get(("pillar", p.id)) for p in comparison.scheme.pillars_of(section.id)},
            None,
        )
        for section in comparison.scheme.sections
    }
    headline = sections.headline(levels, results, values.get(INDEX))
    return headline, {id_: section.degree for id_, section in results.items()}
