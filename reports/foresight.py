"""What the result would be if chosen actions reached their mark, as a page shows it.

Arithmetic on what the report shows already: a pillar's score is set to the mark of its actions, and
everything above is computed again. It foretells nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import scoring
from actions import outlook
from actions.outlook import Standing
from assessments import results
from frameworks import kits
from reports import pictures
from reports.charts import dumbbell as dumbbells
from reports.charts.levels import Level
from scoring.arithmetic import whole
from scoring.forecasts import Foreseen

if TYPE_CHECKING:
    from assessments.models import Assessment
    from frameworks.documents import Action, Pillar
    from frameworks.kits import Kit


@dataclass(frozen=True, slots=True)
class Choice:
    """One action that would raise its pillar."""

    id: str
    title: str
    do: str
    mark: str  # the name of the degree that it leads to
    owner: str
    days: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class PillarChoices:
    """The actions of one pillar that would raise it."""

    name: str
    score: int
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One score now and then."""

    name: str
    before: int
    after: int
    chart: dumbbells.Dumbbell


@dataclass(frozen=True, slots=True)
class Outcome:
    """The headline now and then, and every score that would move."""

    before: Standing
    after: Standing
    whole: tuple[Line, ...]
    pillars: tuple[Line, ...]

    @property
    def moves(self) -> bool:
        """Say whether the headline would be another."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class ForecastPage:
    """Actions to choose from, and what would come of those chosen; `outcome` None without a headline."""

    assessment: Assessment
    language: str
    pillars: tuple[PillarChoices, ...]
    outcome: Outcome | None
    chosen: int


@dataclass(frozen=True, slots=True)
class Ground:
    """A round with its result, from which everything here is worked out."""

    assessment: Assessment
    kit: Kit
    result: scoring.Result

    @property
    def choosable(self) -> tuple[str, ...] | None:
        """Return every action that would raise its pillar, None where there is nothing to forecast."""
        if not outlook.can_tell(self.result):
            return None
        pillars = self.kit.framework.pillars
        return tuple(action.id for pillar in pillars for action in _raising(self.kit, self.result, pillar))

    @property
    def suggested(self) -> tuple[str, ...]:
        """Return the actions that the report proposes to begin with."""
        return tuple(self.result.roadmap.now)


def ground(assessment: Assessment) -> Ground:
    """Return what a forecast of a round rests on, in two queries."""
    kit = kits.load(assessment.framework.checksum, assessment.lens_checksums, without=assessment.not_asked)
    return Ground(assessment, kit, results.current(assessment).result)


def page(of: Ground, chosen: Collection[str]) -> ForecastPage:
    """Return the page for the actions chosen."""
    listed = tuple(_pillars(of.kit, of.result, chosen))
    return ForecastPage(
        assessment=of.assessment,
        language=of.kit.language,
        pillars=listed,
        outcome=_outcome(of.kit, of.result, chosen),
        chosen=sum(choice.chosen for pillar in listed for choice in pillar.choices),
    )


def _raising(kit: Kit, result: scoring.Result, pillar: Pillar) -> Iterator[Action]:
    """Yield the actions that lead above where a pillar stands."""
    score = result.pillars[pillar.id].score
    if score is None:
        return
    for action in pillar.actions:
        if kit.level(action.to_level).anchor_score > score:
            yield action


def _pillars(kit: Kit, result: scoring.Result, chosen: Collection[str]) -> Iterator[PillarChoices]:
    for pillar in kit.framework.pillars:
        choices = tuple(
            Choice(
                id=action.id,
                title=action.title,
                do=action.do,
                mark=kit.level(action.to_level).name,
                owner=action.owner,
                days=action.days,
                chosen=action.id in chosen,
            )
            for action in _raising(kit, result, pillar)
        )
        if choices:
            yield PillarChoices(pillar.name, whole(result.pillars[pillar.id].score or 0.0), choices)


def _outcome(kit: Kit, result: scoring.Result, chosen: Collection[str]) -> Outcome | None:
    found = scoring.forecast(kit.scheme, result, chosen)
    if found is None:
        return None
    levels = [Level(level.name, level.min_score) for level in kit.framework.levels]
    sections = ((kit.section(id_).question, id_, one) for id_, one in found.sections.items())
    pillars = ((kit.pillar(id_).name, id_, one) for id_, one in found.pillars.items())
    return Outcome(
        before=outlook.standing(kit, found.headline_before),
        after=outlook.standing(kit, found.headline),
        whole=tuple(_line(name, id_, one, levels) for name, id_, one in sections if one.before is not None),
        pillars=tuple(_line(name, id_, one, levels) for name, id_, one in pillars if one.changed),
    )


def _line(name: str, id_: str, one: Foreseen, levels: list[Level]) -> Line:
    before, after = whole(one.before or 0.0), whole(one.after or 0.0)
    chart = pictures.then_and_now(id_, name, (before, after), levels)
    return Line(name, before, after, chart)
