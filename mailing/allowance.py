"""How much mail an organisation may send in a day, and what happens with the rest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from accounts.models import Organisation
from mailing.models import Message


def left(organisation: Organisation, at: datetime) -> int:
    """Return how many more messages may go today; lock the organisation first, for others count too."""
    today = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    used = Message.objects.filter(organisation=organisation).counted_since(today).count()
    return max(0, int(settings.MAIL_PER_DAY) - used)


def locked(organisation: Organisation) -> Organisation:
    """Return the organisation with its row locked until the transaction ends."""
    return Organisation.objects.select_for_update().get(pk=organisation.pk)


def next_day(at: datetime) -> datetime:
    """Return the next midnight; days are those of UTC, the same for everybody."""
    tomorrow = at.astimezone(UTC) + timedelta(days=1)
    return tomorrow.replace(hour=0, minute=0, second=0, microsecond=0)


def release(*, at: datetime) -> list[UUID]:
    """Queue what was held until today as far as today's allowance goes, and return it."""
    waiting = Message.objects.filter(state=Message.State.HELD, next_at__lte=at)
    organisations = Organisation.objects.filter(pk__in=waiting.values("organisation_id"))
    return [pk for organisation in organisations for pk in _release(organisation, at)]


@transaction.atomic
def _release(organisation: Organisation, at: datetime) -> list[UUID]:
    held = Message.objects.filter(organisation=locked(organisation), state=Message.State.HELD)
    oldest = held.order_by("queued_at", "pk").values_list("pk", flat=True)
    released = list(oldest[: left(organisation, at)])
    Message.objects.filter(pk__in=released).update(state=Message.State.QUEUED, queued_at=at, next_at=at)
    held.filter(next_at__lte=at).update(next_at=next_day(at))
    return released
