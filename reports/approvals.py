"""Approve a document with its plan of actions, and say what has become of the plan since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actions import planning, plans
from assessments import editions, letterheads
from assessments.refusals import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User
    from actions.plans import Plan
    from assessments.letterheads import Letterhead
    from assessments.models import Assessment, Edition


# What stands on a document, in the words of the pages on which it is changed.
_PARTS = {
    "name": gettext_lazy("Name of the organisation"),
    "title": gettext_lazy("Name of the round"),
    "customers_word": gettext_lazy("What “customers” means"),
    "time_zone": gettext_lazy("Time zone"),
    "colour": gettext_lazy("Colour"),
    "consultancy": gettext_lazy("Name of the consultancy"),
    "cover_text": gettext_lazy("Text on the cover"),
    "footer": gettext_lazy("Footer"),
    "logo": gettext_lazy("Logo"),
}


class PlanChanged(Refusal):
    """What would be approved is another plan than the one that was looked at."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The plan of actions has changed since you opened this page. Look at it again, then approve it."
            )
        )


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """What a document says of itself, and whether its plan is still the one that was approved."""

    assessment: Assessment
    edition: Edition
    actions: int  # that an approval would print
    plan: str  # its checksum, empty where nothing was decided
    since: tuple[str, ...]  # what has changed in the plan since the approval
    letterhead: Letterhead  # the names and the look on its documents
    look: str  # the checksum of those that an approval would keep
    look_since: tuple[str, ...]  # what is another now than on the final document


def approve(
    *, assessment: Assessment, approver: str, revision: int, plan: str, look: str, by: User, at: datetime
) -> Edition:
    """Make a closed round's document final, with its plan of actions, its names and its look.

    `plan` and `look` are the checksums of what was seen.
    """

    def as_seen(locked: Assessment) -> str:
        return _as_it_stands(locked, plan)

    return editions.approve(
        assessment=assessment,
        approver=approver,
        plan_of=as_seen,
        look=look,
        revision=revision,
        by=by,
        at=at,
    )


def _as_it_stands(assessment: Assessment, seen: str) -> str:
    """Return the plan as a text, and let nobody change it before the approval is kept."""
    planning.lock(assessment.organisation)
    plan = planning.of_assessment(assessment)
    if _checksum(plan) != seen:
        raise PlanChanged
    return plans.canonical(plan) if plan else ""


def _checksum(plan: Plan | None) -> str:
    return plan.checksum if plan else ""


def page(assessment: Assessment) -> DocumentPage:
    """Return the page of a document."""
    edition, plan = editions.of(assessment), planning.of_assessment(assessment)
    shown, today = letterheads.of(assessment), letterheads.today(assessment)
    return DocumentPage(
        assessment=assessment,
        edition=edition,
        actions=len(plan.actions) if plan else 0,
        plan=_checksum(plan),
        since=tuple(since(plans.kept(edition.plan), plan)) if edition.final else (),
        letterhead=shown,
        look=today.checksum,
        look_since=tuple(str(_PARTS[name]) for name in today.differs_from(shown)),
    )


def since(approved: Plan | None, now: Plan | None) -> Iterator[str]:
    """Yield what has been added to a plan, changed in it and taken out of it."""
    before = {one.id: one for one in approved.actions} if approved else {}
    after = {one.id: one for one in now.actions} if now else {}
    for id_, one in after.items():
        if id_ not in before:
            yield _("Added: %(title)s") % {"title": one.title}
        elif one != before[id_]:
            yield _("Changed: %(title)s") % {"title": one.title}
    for id_, one in before.items():
        if id_ not in after:
            yield _("Taken out: %(title)s") % {"title": one.title}
    if (approved.reviewed if approved else ()) != (now.reviewed if now else ()):
        yield _("What became of the actions of the rounds before was looked at again.")
