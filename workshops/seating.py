"""Take a seat in a room, keep it, and leave it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from accounts import audit
from accounts.models import User
from workshops import broadcast, voting
from workshops.models import Seat, Workshop
from workshops.refusals import RoomFull, RoomOver

SEATS = 500
SEATS_EVER = 4 * SEATS
"""Seats that a room has had, left ones too: who comes and goes without end is stopped somewhere."""
SEEN_EVERY = timedelta(minutes=1)
MISSED_AFTER = timedelta(minutes=2)


@transaction.atomic
def take(*, workshop: Workshop, at: datetime, name: str = "", group: str = "") -> Seat:
    """Give one more person a seat; the room is locked, so that no more come in than may."""
    locked = Workshop.objects.locked().get(pk=workshop.pk)
    if not locked.joinable(at):
        raise RoomOver
    if locked.seats.taken().count() >= SEATS or locked.seats.count() >= SEATS_EVER:
        raise RoomFull
    seat = Seat.objects.create(workshop=locked, name=name, group=group, joined_at=at, seen_at=at)
    audit.record(organisation=locked.organisation, action="seat taken", subject=locked.pk)
    broadcast.changed(locked.pk)
    return seat


@transaction.atomic
def remove(*, workshop: Workshop, seat: Seat, by: User, at: datetime) -> Seat:
    """Take a seat away at a facilitator's wish; what it chose in the running vote does not count."""
    return _emptied(workshop, seat, by=by, at=at, action="seat removed")


@transaction.atomic
def leave(*, seat: Seat, at: datetime) -> Seat:
    """Give up a seat; what it chose in the running vote does not count."""
    return _emptied(seat.workshop, seat, by=None, at=at, action="seat left")


def _emptied(workshop: Workshop, seat: Seat, *, by: User | None, at: datetime, action: str) -> Seat:
    """Empty a seat, and only then void its vote: one that is cast meanwhile finds the seat gone."""
    locked = Workshop.objects.locked().get(pk=workshop.pk)
    emptied = locked.seats.select_for_update(no_key=True).get(pk=seat.pk)
    if emptied.removed_at is None:
        emptied.removed_at = at
        emptied.save(update_fields=["removed_at"])
        voting.void(seat=emptied)
        audit.record(organisation=locked.organisation, action=action, subject=locked.pk, by=by)
        broadcast.changed(locked.pk)
    return emptied


def seen(*, seat: Seat, at: datetime) -> None:
    """Note that somebody's phone is there, at most once a minute; after an absence, tell the room."""
    away = at - seat.seen_at
    if away < SEEN_EVERY:
        return
    Seat.objects.filter(pk=seat.pk, seen_at__lte=at - SEEN_EVERY).update(seen_at=at)
    if away >= MISSED_AFTER:
        broadcast.changed(seat.workshop_id)
