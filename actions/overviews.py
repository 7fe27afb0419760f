"""The actions of an organisation as its pages show them: a list, a board, a grid of impact and effort."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Organisation
from actions.models import Action
from actions.querysets import ActionQuerySet
from assessments.models import Assessment
from frameworks import kits

OVERDUE = "overdue"
NEXT_WEEK = 7
GRADES = (Action.Grade.MUCH, Action.Grade.SOME, Action.Grade.LITTLE)


@dataclass(frozen=True, slots=True)
class Line:
    """One action with what no field of it says."""

    action: Action
    pillar: str  # its name, empty for one that belongs to none
    due: str  # how the day stands to today, in words; empty while it is far off
    overdue: bool


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the board."""

    status: str
    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of the grid: an impact, and for each effort, the least first, what belongs there."""

    name: str
    cells: tuple[tuple[str, tuple[Line, ...]], ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; an empty text narrows nothing."""

    round: str = ""
    owner: str = ""
    status: str = ""

    def among(self, actions: ActionQuerySet, today: date) -> ActionQuerySet:
        """Return those wanted."""
        found = actions.overdue(today) if self.status == OVERDUE else actions
        if self.status and self.status != OVERDUE:
            found = found.filter(status=self.status)
        if self.round:
            found = found.filter(assessment_id=UUID(self.round))
        return found.filter(owner=self.owner) if self.owner else found


def lines(actions: ActionQuerySet, today: date) -> tuple[Line, ...]:
    """Return actions by worth as lines, in one query."""
    return tuple(line(one, today) for one in actions.with_round().by_worth())


def line(action: Action, today: date) -> Line:
    """Return one action as a line."""
    overdue = action.open and action.due_on is not None and action.due_on < today
    return Line(action, pillar_name(action), _due(action, today), overdue)


def pillar_name(action: Action) -> str:
    """Return the name of an action's pillar; asks no query where the framework was read before."""
    if not action.pillar:
        return ""
    framework = kits.load(action.assessment.framework.checksum).framework
    return next((pillar.name for pillar in framework.pillars if pillar.id == action.pillar), "")


def board(found: Iterable[Line]) -> tuple[Column, ...]:
    """Return lines in the columns of the board."""
    by_status: dict[str, list[Line]] = {status: [] for status in Action.Status.values}
    for one in found:
        by_status[one.action.status].append(one)
    return tuple(
        Column(status.value, str(status.label), tuple(by_status[status])) for status in Action.Status
    )


def grid(found: Sequence[Line]) -> tuple[GridRow, ...]:
    """Return the open lines by impact and effort."""
    return tuple(
        GridRow(
            str(impact.label),
            tuple((str(effort.label), _cell(found, impact, effort)) for effort in reversed(GRADES)),
        )
        for impact in GRADES
    )


def rounds(organisation: Organisation) -> tuple[Assessment, ...]:
    """Return the rounds that have actions, the latest first."""
    having = organisation.assessments.filter(actions__isnull=False).distinct()
    return tuple(having.order_by("-closed_at", "-created_at", "pk"))


def owners(organisation: Organisation) -> tuple[str, ...]:
    """Return everybody who has an action, by name."""
    named = organisation.actions.exclude(owner="").order_by("owner")
    return tuple(named.values_list("owner", flat=True).distinct())


def newest(organisation: Organisation) -> Assessment | None:
    """Return the round that closed last, on which actions can be chosen."""
    return organisation.assessments.latest_closed().first()


def _cell(found: Sequence[Line], impact: int, effort: int) -> tuple[Line, ...]:
    return tuple(
        one for one in found if one.action.open and (one.action.impact, one.action.effort) == (impact, effort)
    )


def _due(action: Action, today: date) -> str:
    if action.due_on is None or not action.open:
        return ""
    days = (action.due_on - today).days
    if days < 0:
        return ngettext("%(n)d day overdue", "%(n)d days overdue", -days) % {"n": -days}
    if days == 0:
        return _("due today")
    if days <= NEXT_WEEK:
        return ngettext("due in %(n)d day", "due in %(n)d days", days) % {"n": days}
    return ""
