"""Say in a round what has become of the actions of the rounds before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from accounts import audit
from accounts.models import User
from actions import changing, planning
from actions.models import Action, Review
from actions.querysets import ActionQuerySet
from actions.refusals import NotFromBefore
from assessments.models import Assessment

NOTE_LIMIT = 500
_STATUS = {
    Review.Verdict.DONE: Action.Status.DONE,
    Review.Verdict.DROPPED: Action.Status.DROPPED,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What somebody found about one action."""

    verdict: str
    note: str = ""


def to_review(assessment: Assessment) -> ActionQuerySet:
    """Return what a round has to look at: what is still open of the rounds before, and what it looked at."""
    rounds = planning.earlier(assessment)
    wanted = Q(settled_at=None) | Q(reviews__assessment=assessment)
    return Action.objects.filter(wanted, assessment__in=rounds).distinct()


def open_before(assessment: Assessment) -> int:
    """Count what is still open of the rounds before and was not looked at in this one."""
    rounds = planning.earlier(assessment)
    if not rounds:
        return 0
    return Action.objects.open().filter(assessment__in=rounds).exclude(reviews__assessment=assessment).count()


@transaction.atomic
def review(*, assessment: Assessment, findings: Mapping[UUID, Finding], by: User, at: datetime) -> int:
    """Keep what was found, action by action, and settle what is done or dropped; return how many are new or other.

    What was found before and is not named now stays. An action found to go on after all is open again.
    """
    planning.lock(assessment.organisation)
    actions = to_review(assessment).select_related("organisation", "assessment").in_bulk(list(findings))
    if actions.keys() != findings.keys():
        raise NotFromBefore
    before = {one.action_id: one for one in Review.objects.filter(assessment=assessment, action__in=actions)}
    new = [pk for pk, found in findings.items() if not _same(before.get(pk), found)]
    for pk in new:
        _keep(actions[pk], assessment, findings[pk], by=by, at=at)
    if new:
        _recorded(assessment, [actions[pk] for pk in new], by=by)
    return len(new)


def _same(kept: Review | None, found: Finding) -> bool:
    return kept is not None and (kept.verdict, kept.note) == (found.verdict, found.note)


def _keep(action: Action, assessment: Assessment, found: Finding, *, by: User, at: datetime) -> None:
    values = {"verdict": found.verdict, "note": found.note, "by": by, "at": at}
    Review.objects.update_or_create(action=action, assessment=assessment, defaults=values)
    status = _STATUS.get(Review.Verdict(found.verdict))
    if status is not None:
        changing.put(action, status, at)
    elif not action.open:
        changing.put(action, Action.Status.BEGUN, at)


def _recorded(assessment: Assessment, actions: list[Action], *, by: User) -> None:
    audit.record(
        organisation=assessment.organisation,
        action="actions reviewed",
        subject=assessment.pk,
        by=by,
        detail=f"{len(actions)} actions",
    )
    for round_ in {action.assessment for action in actions}:
        planning.lay_beside(round_)
