"""Take out of a workshop what could tell whose votes, and whose answers of the room, are whose.

Votes are known by their seat only while the room is in session, so that they can be changed. A group
beside a name, the minute in which somebody came in, and the order in which votes were first given would
each name somebody afterwards; so they go with the link itself.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC
from secrets import SystemRandom

from django.db import transaction
from django.db.models.functions import TruncDay

from accounts import audit
from workshops.models import Vote, Workshop

_BATCH = 2000
_random = SystemRandom()


@transaction.atomic
def sever_answers(workshop: Workshop) -> None:
    """Leave nothing by which a seat leads to a sheet, once a confidential round of the room has closed.

    Closing has written the sheets anew, under other keys. Which group somebody sits in stays until the
    workshop ends only where no group is so small that it would name its people's sheets. After an open
    round nothing is done.
    """
    if not workshop.assessment.confidential:
        return
    seats = workshop.seats.all()
    seats.update(response=None, joined_at=TruncDay("joined_at", tzinfo=UTC))
    sizes = Counter(seats.values_list("group", flat=True))
    if any(size < workshop.assessment.k for size in sizes.values()):
        seats.update(group="")
    _keep_days_of_events(workshop)


@transaction.atomic
def sever_votes(workshop: Workshop) -> None:
    """Write every vote that counted anew, without its seat and group, under a new key and in random order.

    A void vote goes altogether: where one seat was removed, everybody would know whose it was.
    """
    votes = list(Vote.objects.filter(ballot__topic__workshop=workshop, void=False))
    Vote.objects.filter(ballot__topic__workshop=workshop).delete()
    _random.shuffle(votes)
    Vote.objects.bulk_create(
        (
            # revision: how often somebody changed their mind tells too
            Vote(ballot_id=vote.ballot_id, reply=vote.reply, revision=1)
            for vote in votes
        ),
        batch_size=_BATCH,
    )
    day = {name: TruncDay(name, tzinfo=UTC) for name in ("joined_at", "seen_at")}
    workshop.seats.update(group="", **day)
    _keep_days_of_events(workshop)


def _keep_days_of_events(workshop: Workshop) -> None:
    audit.keep_days_only(organisation=workshop.organisation, subject=workshop.pk, actions="seat ")
