"""What a result would be if chosen actions reached their mark (section 5; narrative, F0).

Arithmetic and no prediction: the pillar of an action is set to the anchor of the level that the
action leads to, where it stands below it, and everything above the pillars is computed again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from scoring import degrees, sections
from scoring.composites import Composite
from scoring.errors import UnknownAction
from scoring.result import Result
from scoring.scheme import Scheme

Score = float | None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One score now and then, 0-100, with the degree that would follow."""

    before: Score
    after: Score
    degree: str | None

    @property
    def changed(self) -> bool:
        """Say whether the actions would move it."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Forecast:
    """Every pillar, section and the index as they would be, and the headline before and after.

    The degree of the index is the average degree.
    """

    pillars: Mapping[str, Foreseen]
    sections: Mapping[str, Foreseen]
    index: Foreseen
    headline_before: str
    headline: str


def forecast(scheme: Scheme, result: Result, actions: Collection[str]) -> Forecast | None:
    """Return what a result would be, None where a section is undetermined; raise `UnknownAction`.

    A pillar that the actions leave alone keeps its degree; one that they raise has that of its score.
    """
    scores = {id_: pillar.score for id_, pillar in result.pillars.items()}
    found = foreseen(scheme, scores, marks(scheme, actions))
    if found is None or any(section.score is None for section in result.sections.values()):
        return None
    pillars = {
        id_: one if one.changed else Foreseen(one.before, one.after, result.pillars[id_].degree)
        for id_, one in found.pillars.items()
    }
    return Forecast(pillars, found.sections, found.index, found.headline_before, found.headline)


def marks(scheme: Scheme, actions: Collection[str]) -> dict[str, float]:
    """Return the highest anchor that these actions lead to, by pillar; raise `UnknownAction`."""
    leads_to = {
        action.id: (pillar.id, action.to_level) for pillar in scheme.pillars for action in pillar.actions
    }
    out: dict[str, float] = {}
    for action in actions:
        if action not in leads_to:
            raise UnknownAction(action)
        pillar, level = leads_to[action]
        anchor = scheme.levels[degrees.index_of(scheme.levels, level)].anchor_score
        out[pillar] = max(anchor, out.get(pillar, anchor))
    return out


def foreseen(scheme: Scheme, scores: Mapping[str, Score], marks_: Mapping[str, float]) -> Forecast | None:
    """Set pillars to the marks they are below; None where a section is undetermined.

    `scores`, `marks_`: 0-100 by pillar.
    """
    raised = {id_: _raised(score, marks_.get(id_)) for id_, score in scores.items()}
    before, after = _stand(scheme, scores), _stand(scheme, raised)
    if before is None or after is None:
        return None
    return Forecast(
        pillars={id_: _pillar(scheme, score, raised[id_]) for id_, score in scores.items()},
        sections={
            id_: Foreseen(before.scores[id_], score, after.degrees[id_])
            for id_, score in after.scores.items()
        },
        index=Foreseen(before.index, after.index, degrees.degree_of(scheme.levels, after.index)),
        headline_before=before.headline,
        headline=after.headline,
    )


def _raised(score: Score, mark: float | None) -> Score:
    return score if score is None or mark is None else max(score, mark)


def _pillar(scheme: Scheme, before: Score, after: Score) -> Foreseen:
    return Foreseen(before, after, None if after is None else degrees.degree_of(scheme.levels, after))


@dataclass(frozen=True, slots=True)
class Stand:
    """Sections, index and headline made of pillar scores."""

    scores: Mapping[str, float]
    degrees: Mapping[str, str]
    index: float
    headline: str


def _stand(scheme: Scheme, scores: Mapping[str, Score]) -> Stand | None:
    places = {pillar.id: at for at, pillar in enumerate(scheme.pillars)}
    means = [scores.get(id_) for id_ in places]
    made = sections.from_pillars(
        scheme, {id_: Composite.plain([at]) for id_, at in places.items() if means[at] is not None}
    )
    whole = sections.index(scheme, made)
    index = whole.value(means) if whole else None
    values = {id_: score for id_, part in made.items() if (score := part.value(means)) is not None}
    if index is None:
        return None
    reached = {
        id_: degrees.attained(
            scheme.levels, score, {p.id: scores.get(p.id) for p in scheme.pillars_of(id_)}
        ).degree
        for id_, score in values.items()
    }
    lowest = min(reached.values(), key=lambda degree: degrees.index_of(scheme.levels, degree))
    return Stand(values, reached, index, lowest)
