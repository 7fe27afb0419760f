"""What somebody chose in the vote that the room is at: known to their own phone and to nobody else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from workshops.models import Seat, Vote

if TYPE_CHECKING:
    from workshops.rooms import Room


@dataclass(frozen=True, slots=True)
class Mine:
    """One's own vote in the latest ballot of the topic that the room is at."""

    topic: UUID
    ballot: int
    reply: int
    revision: int


def mine(seat: Seat, room: Room) -> Mine | None:
    """Return the seat's vote in the room's latest ballot, None before it has voted."""
    if room.topic is None or not room.ballot:
        return None
    here = Vote.objects.filter(seat=seat, ballot__topic=room.topic, ballot__number=room.ballot)
    kept = here.first()
    return of_vote(kept, room.topic.pk, room.ballot) if kept else None


def of_vote(vote: Vote, topic_id: UUID, ballot: int) -> Mine:
    """Return a vote as its own phone knows it."""
    return Mine(topic_id, ballot, vote.reply, vote.revision)


def as_json(mine: Mine | None) -> dict[str, object] | None:
    """Return a vote as the page's script reads it."""
    if mine is None:
        return None
    return {"topic": str(mine.topic), "ballot": mine.ballot, "reply": mine.reply, "revision": mine.revision}
