"""Take a seat in a room, keep it, and leave it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from accounts import audit
from accounts.models import User
from workshops import broadcast
from workshops.models import Seat, Workshop
from workshops.refusals import RoomFull, RoomOver

SEATS = 500
SEEN_EVERY = timedelta(minutes=1)


@transaction.atomic
def take(*, workshop: Workshop, at: datetime, name: str = "", group: str = "") -> Seat:
    """Give one more person a seat; the room is locked, so that no more come in than may."""
    locked = Workshop.objects.select_for_update(of=("self",), no_key=True).with_kit().get(pk=workshop.pk)
    if not locked.joinable(at):
        raise RoomOver
    if locked.seats.taken().count() >= SEATS:
        raise RoomFull
    seat = Seat.objects.create(workshop=locked, name=name, group=group, joined_at=at, seen_at=at)
    audit.record(organisation=locked.organisation, action="seat taken", subject=locked.pk)
    broadcast.changed(locked.pk)
    return seat


def seen(*, seat: Seat, at: datetime) -> None:
    """Note that somebody's phone is there, at most once a minute."""
    if at - seat.seen_at >= SEEN_EVERY:
        Seat.objects.filter(pk=seat.pk, seen_at__lte=at - SEEN_EVERY).update(seen_at=at)
