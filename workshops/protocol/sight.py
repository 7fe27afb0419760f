"""Who may know what of a topic: no vote before its reveal but one's own, and never whose it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workshops.protocol.state import REPLIES, Ballot, Decision, Parking, Role, Stage, Topic

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class Tally:
    """What somebody may know of a ballot: how many voted, their own reply, and all once it is revealed."""

    voted: int
    own: int | None
    replies: tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody may know of a topic."""

    stage: Stage
    ballots: tuple[Tally, ...]
    decision: Decision | None
    parking: Parking | None


def seen_by(topic: Topic, role: Role, seat: UUID | None = None) -> Seen | None:
    """Return what a role may know; None for who has no place in the room.

    Replies come in their order of size and without seats: the room sees how it voted, never who did.
    """
    if role == Role.STRANGER or (role == Role.SEAT and (seat is None or seat in topic.removed)):
        return None
    own = seat if role == Role.SEAT else None
    return Seen(
        topic.stage, tuple(_tally(ballot, own) for ballot in topic.ballots), topic.decision, topic.parking
    )


def tally(replies: Sequence[int]) -> list[int]:
    """Count replies by what they say."""
    return [replies.count(reply) for reply in REPLIES]


def _tally(ballot: Ballot, seat: UUID | None) -> Tally:
    own = ballot.of(seat) if seat is not None else None
    return Tally(
        voted=len(ballot.counted),
        own=own.reply if own is not None else None,
        replies=tuple(sorted(vote.reply for vote in ballot.counted)) if ballot.revealed else None,
    )
