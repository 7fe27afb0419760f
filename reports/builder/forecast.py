"""What the result would be if the chosen actions reached their mark: arithmetic on values.

Source: scoring specification, section 5, and the narrative specification, F0. Scores 0-100.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from scipy import special

from scoring import degrees
from scoring.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Forecast:
    """Section scores that would change, and the headline that would follow."""

    sections: Mapping[str, float]
    headline: str


def forecast(
    scheme: Scheme,
    scores: Mapping[str, float | None],
    determined: Mapping[str, bool],
    marks: Mapping[str, float],
) -> Forecast | None:
    """Set pillars to the marks they are below and recompute; None where a section is undetermined.

    `scores`: pillars; `determined`: sections; `marks`: pillar -> anchor that its action aims at.
    """
    if not all(determined.values()):
        return None
    raised = {id_: _raised(score, marks.get(id_)) for id_, score in scores.items()}
    levels = scheme.levels
    sections = {section.id: _section(scheme, section.id, raised) for section in scheme.sections}
    reached = [
        degrees.attained(
            levels, score, {pillar.id: raised[pillar.id] for pillar in scheme.pillars_of(id_)}
        ).degree
        for id_, score in sections.items()
    ]
    touched = {pillar.section for pillar in scheme.pillars if raised[pillar.id] != scores[pillar.id]}
    lowest = min(reached, key=lambda degree: degrees.index_of(levels, degree))
    return Forecast({id_: score for id_, score in sections.items() if id_ in touched}, lowest)


def _raised(score: float | None, mark: float | None) -> float | None:
    return score if score is None or mark is None else max(score, mark)


def _section(scheme: Scheme, section: str, scores: Mapping[str, float | None]) -> float:
    known = [
        (pillar.weight, score)
        for pillar in scheme.pillars_of(section)
        if (score := scores[pillar.id]) is not None
    ]
    return math.fsum(weight * score for weight, score in known) / math.fsum(weight for weight, _ in known)


def smallest_change(se: float, people: int) -> float:
    """Return the smallest detectable change, if as many people answer as surely again (section 11)."""
    df = 2 * (people - 1)
    return float(special.stdtrit(df, 0.975)) * se * math.sqrt(2)
