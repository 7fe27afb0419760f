"""Take the votes of a room: hidden, changeable until the reveal, and many at the same moment."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import UUIDField

from workshops import broadcast, protocol, refusals, topics
from workshops.models import Seat, Topic, Vote, Workshop
from workshops.protocol import Role
from workshops.refusals import NotNow, VotingOver

# Votes share their locks, so that they run side by side; a reveal waits for those under way, and whoever
# waited for it reads the rows again and finds the ballot closed. In this order, as every command does.
_CAST = """
INSERT INTO workshops_vote (ballot_id, seat_id, "group", reply, revision, void)
SELECT b.id, s.id, s."group", %s, %s, %s
FROM workshops_topic t
JOIN workshops_ballot b ON b.topic_id = t.id
JOIN workshops_item i ON i.topic_id = t.id
JOIN workshops_workshop w ON w.id = t.workshop_id AND w.current_id = i.id
JOIN workshops_seat s ON s.workshop_id = w.id
WHERE t.id = %s AND t.stage = 'voting' AND b.number = %s AND b.revealed_at IS NULL
  AND w.phase = 'running' AND s.id = %s AND s.removed_at IS NULL
{lock}
ON CONFLICT (ballot_id, seat_id) DO UPDATE SET reply = excluded.reply, revision = excluded.revision
WHERE workshops_vote.revision < excluded.revision
RETURNING id, ballot_id, seat_id, "group", reply, revision, void
"""
_LOCK = "FOR SHARE OF t FOR SHARE OF b FOR SHARE OF s"


def cast(
    *,
    seat: Seat,
    topic_id: UUID,
    ballot: int,
    reply: int,
    revision: int,
    at: datetime,  # noqa: ARG001 # told as every service is; a vote keeps no time, which could name somebody
) -> Vote:
    """Store what a seat chose and return its vote as it now stands.

    A revision that is not above the stored one changes nothing. One statement checks and writes; only
    where it changed nothing is it asked why.
    """
    command = protocol.Cast(seat.pk, ballot, reply, revision)
    with refusals.in_words():
        command.readable()
    while True:
        vote = _stored(command, topic_id, seat.workshop_id) or _standing(command, topic_id, seat)
        if vote is not None:
            return vote


@transaction.atomic
def void(*, seat: Seat) -> int:
    """Let the vote of a removed seat in the running ballot not count; return how many votes that were.

    The room is locked, as it is for a reveal: what was revealed stays as it was shown.
    """
    Workshop.objects.select_for_update(no_key=True).get(pk=seat.workshop_id)
    return Vote.objects.filter(seat=seat, ballot__revealed_at=None, void=False).update(void=True)


@transaction.atomic
def _stored(command: protocol.Cast, topic_id: UUID, workshop_id: UUID) -> Vote | None:
    statement = _CAST.format(lock=_LOCK if connection.features.has_select_for_update else "")
    said = [command.reply, command.revision, False]
    rows = [_key(topic_id), command.ballot, _key(command.seat)]
    vote = next(iter(Vote.objects.raw(statement, [*said, *rows])), None)
    if vote is not None:
        broadcast.voted(workshop_id)
    return vote


def _standing(command: protocol.Cast, topic_id: UUID, seat: Seat) -> Vote | None:
    """Return the vote that is at least as new, else refuse; None if what stood in the way has gone meanwhile."""
    here = Topic.objects.filter(workshop__current__topic=topic_id, workshop__phase=Workshop.Phase.RUNNING)
    topic = here.select_related("workshop").filter(pk=topic_id, workshop=seat.workshop_id).first()
    if topic is None:
        raise VotingOver
    try:
        with refusals.in_words():
            protocol.apply(topics.load(topic), command, Role.SEAT)
    except NotNow as refusal:
        raise VotingOver from refusal
    kept = Vote.objects.filter(ballot__topic=topic, ballot__number=command.ballot, seat=seat)
    return kept.filter(revision__gte=command.revision).first()


def _key(key: UUID) -> Any:
    """Return a key as the database's driver wants it in a statement."""
    return UUIDField().get_db_prep_value(key, connection)
