"""Remind the owners of actions who gave an address: a week before the day, on it, and every week after it."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.timezone import localtime

from accounts.models import Organisation
from actions import planning
from actions.models import Action
from actions.querysets import ActionQuerySet
from mailing import outbox
from mailing.outbox import Queued

KIND = "actions-due"
AHEAD = APART = timedelta(days=7)
NOT_BEFORE = time(7)


def remind(*, at: datetime) -> Queued:
    """Write to everybody who has to be reminded today, one letter a person and organisation at most.

    Days are those of the organisation's clocks, and nothing goes out before seven in the morning. Nobody is
    written to for a sample. A run that comes late, or twice, sends what is missing and nothing else.
    """
    waiting = Action.objects.open().with_address().exclude(due_on=None)
    organisations = Organisation.objects.filter(
        kind=Organisation.Kind.CLIENT, pk__in=waiting.values("organisation")
    )
    total = Queued()
    for organisation in organisations.order_by("pk"):
        if localtime(at, ZoneInfo(organisation.time_zone)).time() >= NOT_BEFORE:
            total += _remind(organisation, at)
    return total


def due(organisation: Organisation, day: date) -> ActionQuerySet:
    """Return what a letter of that day lists: open actions that are due within a week or overdue."""
    return Action.objects.open().with_address().filter(organisation=organisation, due_on__lte=day + AHEAD)


@transaction.atomic
def _remind(organisation: Organisation, at: datetime) -> Queued:
    planning.lock(organisation)
    day = organisation.day_of(at)
    listed: dict[str, list[Action]] = {}
    for action in due(organisation, day).order_by("due_on", "created_at", "pk"):
        listed.setdefault(action.email.lower(), []).append(action)
    wanted = {address: found for address, found in listed.items() if any(_now(one, day) for one in found)}
    named = [one.pk for found in wanted.values() for one in found]
    Action.objects.filter(pk__in=named).update(reminded_on=day)
    return outbox.queue(
        organisation=organisation,
        kind=KIND,
        topic=organisation.pk,
        letters=[(day.isoformat(), found[0].email, _key(address, day)) for address, found in wanted.items()],
        at=at,
    )


def _now(action: Action, day: date) -> bool:
    """Say whether the owner has to hear of an action today, whatever the days on which nothing ran."""
    if action.due_on is None:
        return False
    if action.reminded_on is None:
        return True
    if day < action.due_on:
        return action.reminded_on < action.due_on - AHEAD
    return action.reminded_on < action.due_on or day - action.reminded_on >= APART


def _key(address: str, day: date) -> str:
    return f"{KIND} {day:%Y-%m-%d} {hashlib.sha256(address.encode()).hexdigest()[:32]}"
