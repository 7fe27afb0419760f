"""What the page shows on which actions are chosen."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from actions import choosing, outlook
from actions.models import Action
from actions.outlook import Outlook
from actions.proposals import Ground, Proposal
from assessments.models import Assessment
from scoring.arithmetic import whole

WAVES: dict[str, Promise] = {
    "now": _("Now"),
    "": _("Agreed in the workshop"),
    "next": _("Next"),
    "later": _("Later"),
}
REASONS: dict[str, Promise] = {
    "now": _("The first actions of the three pillars to begin with. More than three at a time finish late."),
    "next": _("What follows in the same pillars within half a year, and the first action of the next ones."),
    "later": _("Everything else that falls short of the aim; decide again after the next round."),
    "": _("What the room wrote down in the latest workshop on this round."),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One proposal on the page; `there` is its action where it is on the plan already."""

    proposal: Proposal
    ticked: bool
    there: Action | None
    impact: str
    effort: str


@dataclass(frozen=True, slots=True)
class PillarChoices:
    """The proposals of one pillar in one wave."""

    name: str
    why: str  # its score and why it comes here; empty where that may not be shown
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Wave:
    """One wave of the roadmap, or what the workshop agreed."""

    id: str
    name: str
    reason: Promise
    pillars: tuple[PillarChoices, ...]

    @property
    def folded(self) -> bool:
        """Say whether it can wait: the last wave, while nothing in it was chosen."""
        ticked = any(choice.ticked for pillar in self.pillars for choice in pillar.choices)
        return self.id == "later" and not ticked


@dataclass(frozen=True, slots=True)
class ChoosePage:
    """Everything that can be chosen, and where the result would stand."""

    assessment: Assessment
    language: str
    waves: tuple[Wave, ...]
    outlook: Outlook | None
    own: tuple[Action, ...]  # added by hand
    has_new: bool


def page(ground: Ground, ticked: Collection[str] | None = None) -> ChoosePage:
    """Return the page; by default the first wave is ticked where nothing was chosen yet. Three queries."""
    there = choosing.chosen(ground.assessment)
    if ticked is None:
        ticked = () if there else [key for key, one in ground.proposals.items() if one.wave == "now"]
    own = Action.objects.filter(assessment=ground.assessment, origin=Action.Origin.OWN).by_worth()
    counting = outlook.counting(ground, there.values())
    new = [ground.proposals[key] for key in ticked if key in ground.proposals and key not in there]
    counting += [one.source for one in new if one.origin == Action.Origin.FRAMEWORK]
    return ChoosePage(
        assessment=ground.assessment,
        language=ground.kit.language,
        waves=tuple(_waves(ground, ticked, there)),
        outlook=outlook.of(ground, counting),
        own=tuple(own),
        has_new=not ground.proposals.keys() <= there.keys(),
    )


def _waves(ground: Ground, ticked: Collection[str], there: dict[str, Action]) -> Iterable[Wave]:
    diagnosis = ground.kit.diagnosis
    named = {wave.id: wave.name for wave in diagnosis.roadmap.waves} if diagnosis else {}
    for id_, name in WAVES.items():
        found = [one for one in ground.proposals.values() if one.wave == id_]
        if found:
            yield Wave(
                id_, named.get(id_, str(name)), REASONS[id_], tuple(_pillars(ground, found, ticked, there))
            )


def _pillars(
    ground: Ground, found: list[Proposal], ticked: Collection[str], there: dict[str, Action]
) -> Iterable[PillarChoices]:
    order = ground.result.priority.order
    places = {pillar: place for place, pillar in enumerate(order)}
    pillars = dict.fromkeys(one.pillar for one in found)
    for pillar in sorted(pillars, key=lambda one: places.get(one, len(order))):
        name = ground.kit.pillar(pillar).name if pillar else ""
        of_pillar = tuple(_choice(one, ticked, there) for one in found if one.pillar == pillar)
        yield PillarChoices(name, _why(ground, pillar), of_pillar)


def _why(ground: Ground, pillar: str) -> str:
    """Say where a pillar stands, and what else puts it where it is; nothing where no score may be shown."""
    result, order = ground.result, ground.result.priority.order
    score = result.pillars[pillar].score if pillar in result.pillars else None
    if score is None or not result.suppression.total_shown:
        return ""
    said = [gettext("stands at %(score)d of 100") % {"score": whole(score)}]
    if pillar in order:
        said.append(gettext("number %(place)d in the order of priority") % {"place": order.index(pillar) + 1})
    if pillar in result.roadmap.talk_first:
        said.append(gettext("people see it differently: talk about it first"))
    return " · ".join(said)


def _choice(proposal: Proposal, ticked: Collection[str], there: dict[str, Action]) -> Choice:
    return Choice(
        proposal=proposal,
        ticked=proposal.key in ticked or proposal.key in there,
        there=there.get(proposal.key),
        impact=str(Action.Grade(proposal.impact).label),
        effort=str(Action.Grade(proposal.effort).label),
    )
