"""Open a round to answers, once and, after it has closed, again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts import audit
from accounts.models import User
from assessments import editions, locking
from assessments.models import Assessment
from assessments.refusals import AlreadyOpen, AlreadyOver, NobodyInvited, NotClosed


@transaction.atomic
def open_round(*, assessment: Assessment, by: User | None, at: datetime) -> Assessment:
    """Let people answer; from now on what they are told beforehand stays as it is. By nobody: the schedule."""
    draft = locking.in_any_state(assessment.pk)
    if not draft.draft:
        raise AlreadyOpen
    if draft.closes_at is not None and draft.closes_at <= at:
        raise AlreadyOver
    if not can_be_answered(draft):
        raise NobodyInvited
    return _opened(draft, by=by, at=at)


@transaction.atomic
def open_in_room(*, assessment: Assessment, by: User, at: datetime) -> Assessment:
    """Let a room answer where people come in one by one, so that nobody has to be invited."""
    draft = locking.in_any_state(assessment.pk)
    if not draft.draft:
        raise AlreadyOpen
    return _opened(draft, by=by, at=at)


@transaction.atomic
def take_back(*, assessment: Assessment, by: User) -> Assessment:
    """Make a round a draft again that was opened by mistake, unless somebody has begun to answer."""
    opened = locking.in_any_state(assessment.pk)
    if opened.responses.exists():
        return opened
    opened.opened_at = None
    opened.save(update_fields=["opened_at"])
    audit.record(organisation=opened.organisation, action="opening taken back", subject=opened.pk, by=by)
    return opened


@transaction.atomic
def reopen(*, assessment: Assessment, by: User, at: datetime) -> Assessment:
    """Let a closed round take answers again; it then stays open until somebody closes it.

    In open mode answers can be changed again. In confidence nobody knows any more whose they are, so
    they stay, and only who has not answered yet still may. A document that was approved is a draft again.
    """
    closed = locking.in_any_state(assessment.pk)
    if not closed.closed:
        raise NotClosed
    closed.closed_at = closed.closed_by = closed.closes_at = None
    closed.reopened_at = at
    closed.save(update_fields=["closed_at", "closed_by", "closes_at", "reopened_at"])
    closed.reminders.filter(sent_at=None).delete()  # planned for a time that is over
    editions.withdraw_with_result(assessment=closed, by=by)
    audit.record(organisation=closed.organisation, action="round reopened", subject=closed.pk, by=by)
    return closed


def can_be_answered(draft: Assessment) -> bool:
    """Say whether anybody could answer once the round is open."""
    return draft.participants.exists() or draft.group_links.current().exists()


def _opened(draft: Assessment, *, by: User | None, at: datetime) -> Assessment:
    draft.opened_at = at
    draft.save(update_fields=["opened_at"])
    audit.record(organisation=draft.organisation, action="round opened", subject=draft.pk, by=by)
    return draft
