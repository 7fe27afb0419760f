"""Who is in a room: whose phone is near, and that they have voted or sent, never what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from workshops.models import Ballot, Seat, Vote, Workshop

if TYPE_CHECKING:
    from frameworks.kits import Kit

PRESENT = timedelta(minutes=3)
"""How long after it was last seen a seat counts as present."""


@dataclass(frozen=True, slots=True)
class Person:
    """A seat that is taken: whether its phone is near, and that it has voted or sent, never what."""

    seat: Seat
    group: str  # its name
    present: bool
    voted: bool
    sent: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """What changes with every vote: how many have voted, are here, and have sent their sheets."""

    voted: int
    present: int
    answered: int


def counts(workshop_id: UUID, at: datetime) -> Counts:
    """Return what a vote changes in a room that votes, in two queries."""
    here = Workshop.objects.filter(pk=workshop_id).values("current")
    last = Ballot.objects.filter(topic__item__in=here).order_by("-number").values("pk")[:1]
    votes = Vote.objects.filter(ballot__in=last, void=False)
    voters = list(votes.values_list("seat_id", flat=True))
    voted = set(voters)  # fewer where a room goes on after its votes were severed from their seats
    seats = Seat.objects.taken().filter(workshop=workshop_id)
    known = list(seats.values_list("pk", "seen_at", "response__sent_at"))
    present = sum(seen_at > at - PRESENT or pk in voted for pk, seen_at, _sent_at in known)
    return Counts(len(voters), present, sum(sent_at is not None for _pk, _seen_at, sent_at in known))


def people(seats: Sequence[Seat], votes: Sequence[Vote], kit: Kit, at: datetime) -> tuple[Person, ...]:
    """Return those who sit on the seats, each with `sent_at` of their sheet, by who voted."""
    voters = {vote.seat_id for vote in votes}
    names = {group.id: group.name for group in kit.framework.groups}
    return tuple(
        Person(
            seat=seat,
            group=names.get(seat.group, ""),
            present=seat.seen_at > at - PRESENT or seat.pk in voters,
            voted=seat.pk in voters,
            sent=getattr(seat, "sent_at", None) is not None,
        )
        for seat in seats
        if seat.removed_at is None
    )
