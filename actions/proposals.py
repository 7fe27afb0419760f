"""What could be put on the plan of a round: the framework's actions by the roadmap rule, and the workshop's.

Owner, day, impact and effort of a proposal are starting points, to be changed by people who know better:
the day is the closing day and the framework's number of days to a first result, the effort follows from
that number, and the impact from the place of the pillar in the priority order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from actions.models import Action
from assessments import results
from assessments.models import Assessment
from frameworks import documents, kits
from frameworks.kits import Kit
from scoring import Result
from scoring.roadmap import CHOSEN, FIRST_RESULT_DAYS
from workshops import models as workshops

QUICK_DAYS = 45
"""Until a first result; an action that takes longer is some effort, and beyond ninety days much."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An action that could be chosen, with what it would begin with."""

    origin: str
    source: str
    pillar: str
    step: str
    title: str
    do: str
    done_when: str
    owner: str
    due_on: date | None
    impact: int
    effort: int
    wave: str = ""  # "now", "next" or "later"; empty for the workshop's

    @property
    def key(self) -> str:
        """Return what a form sends for it."""
        return f"{self.origin}:{self.source}"


@dataclass(frozen=True)
class Ground:
    """A round with its published result, from which proposals follow."""

    assessment: Assessment
    kit: Kit
    result: Result

    @cached_property
    def proposals(self) -> dict[str, Proposal]:
        """Return everything that may be chosen, by its key, in the order of the roadmap; one query."""
        found = (*_from_framework(self), *_from_workshop(self))
        return {proposal.key: proposal for proposal in found}


def ground(assessment: Assessment) -> Ground | None:
    """Return what proposals rest on; None before a result stands."""
    result = results.published(assessment)
    if result is None:
        return None
    kit = kits.load(assessment.framework.checksum, assessment.lens_checksums, without=assessment.not_asked)
    return Ground(assessment, kit, result)


def _from_framework(of: Ground) -> Iterator[Proposal]:
    """Yield the actions of the three waves; of a pulse its next steps, which all stand in the first."""
    roadmap = of.result.roadmap
    waves = {"now": roadmap.now, "next": roadmap.next, "later": roadmap.later}
    if of.result.scope == "pulse":
        waves["now"] = tuple(dict.fromkeys(step.action for step in of.result.pulse_next))
    pillars = {one.id: pillar.id for pillar in of.kit.framework.pillars for one in pillar.actions}
    for wave, ids in waves.items():
        for id_ in ids:
            yield _proposed(of, of.kit.action(id_), pillars[id_], wave)


def _proposed(of: Ground, source: documents.Action, pillar: str, wave: str) -> Proposal:
    return Proposal(
        origin=Action.Origin.FRAMEWORK,
        source=source.id,
        pillar=pillar,
        step=source.step,
        title=source.title,
        do=source.do,
        done_when=source.done_when,
        owner=source.owner,
        due_on=_begins(of.assessment) + timedelta(days=source.days),
        impact=_impact(of.result, pillar),
        effort=_effort(source.days),
        wave=wave,
    )


def _begins(assessment: Assessment) -> date:
    """Return the day from which days are counted: that of closing, as in the report."""
    return assessment.organisation.day_of(assessment.closed_at or assessment.began_at)


def _impact(result: Result, pillar: str) -> int:
    """Return much for the pillars to begin with, some for others that fall short, else little."""
    order = result.priority.order
    if pillar not in order:
        return Action.Grade.SOME if result.scope == "pulse" else Action.Grade.LITTLE
    return Action.Grade.MUCH if order.index(pillar) < CHOSEN else Action.Grade.SOME


def _effort(days: int) -> int:
    if days <= QUICK_DAYS:
        return Action.Grade.LITTLE
    return Action.Grade.SOME if days <= FIRST_RESULT_DAYS else Action.Grade.MUCH


def _from_workshop(of: Ground) -> Iterator[Proposal]:
    """Yield what the latest workshop that has ended agreed to do."""
    ended = of.assessment.workshops.filter(phase=workshops.Workshop.Phase.ENDED)
    latest = ended.order_by("-ended_at", "-pk").values("pk")[:1]
    rows = workshops.Action.objects.filter(workshop__in=latest).select_related("topic")
    for row in rows.order_by("created_at", "title", "pk"):
        pillar = of.kit.pillar_of(row.topic.question).id if row.topic else ""
        yield Proposal(
            origin=Action.Origin.WORKSHOP,
            source=str(row.pk),
            pillar=pillar,
            step=of.kit.question(row.topic.question).step if row.topic else "",
            title=row.title,
            do="",
            done_when=row.done_when,
            owner=row.owner,
            due_on=row.due_on,
            impact=_impact(of.result, pillar) if pillar else Action.Grade.SOME,
            effort=Action.Grade.SOME,
        )
