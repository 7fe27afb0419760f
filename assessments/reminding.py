"""Remind those who have not sent their answers, as planned or when somebody wants it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from assessments import locking
from assessments.models import Assessment, Reminder
from assessments.refusals import Refusal
from mailing import outbox
from mailing.outbox import Queued

APART = timedelta(days=1)


class RemindedToday(Refusal):
    """People are reminded at most once a day."""

    def __init__(self) -> None:
        super().__init__(_("A reminder was sent within the last day. Wait a day before the next."))


@transaction.atomic
def remind(*, assessment: Assessment, at: datetime, by: User | None = None) -> Queued:
    """Remind everybody with an address who has not sent their answers.

    By nobody: for the planned dates that have come, each of them once; several at once are one letter.
    By somebody: now, unless people were reminded within a day.
    """
    round_ = locking.taking_answers(assessment.pk)
    due = _wanted_now(round_, at) if by else _planned(round_, at)
    if due is None:
        return Queued()
    waiting = round_.participants.with_address().yet_to_answer().order_by("pk")
    queued = outbox.queue(
        organisation=round_.organisation,
        kind="reminder",
        topic=round_.pk,
        letters=(
            (key, address, f"reminder {due} {key.hex}")
            for key, address in waiting.values_list("key", "email")
        ),
        at=at,
    )
    _record(round_, queued, by)
    return queued


def may_remind(assessment: Assessment, at: datetime) -> bool:
    """Say whether people were not reminded within a day."""
    return not assessment.reminders.filter(sent_at__gt=at - APART).exists()


def _wanted_now(round_: Assessment, at: datetime) -> int:
    if not may_remind(round_, at):
        raise RemindedToday
    return Reminder.objects.create(assessment=round_, due_at=at, sent_at=at).pk


def _planned(round_: Assessment, at: datetime) -> int | None:
    """Return the last of the dates that have come, and note all of them as done."""
    due = round_.reminders.filter(sent_at=None, due_at__lte=at)
    ids = list(due.order_by("due_at").values_list("pk", flat=True))
    round_.reminders.filter(pk__in=ids).update(sent_at=at)
    return ids[-1] if ids else None


def _record(round_: Assessment, queued: Queued, by: User | None) -> None:
    audit.record(
        organisation=round_.organisation,
        action="people reminded",
        subject=round_.pk,
        by=by,
        detail=f"{queued.count + queued.held} letters",
    )
