"""Workshops of the invented organisation: one that has ended, and one to be begun by whoever tries it.

They are led through the services, vote by vote, so that a sample shows nothing that could not happen.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.models import User
from assessments.models import Assessment
from workshops import keeping, preparing, running, seating, voting
from workshops.models import Item, Workshop
from workshops.refusals import NothingAlike

TITLE, NEXT_TITLE = "Leadership workshop", "Workshop to try"
GROUPS = (
    "leadership",
    "leadership",
    "leadership",
    "customer-facing",
    "customer-facing",
    "support",
    "support",
    "support",
)
NAMES = ("Ada", "Bo", "Cleo", "Dario", "Edda", "Finn", "Gita", "Hal")
HELD_BEFORE, LASTED = timedelta(days=6), timedelta(minutes=88)


@dataclass(frozen=True, slots=True)
class Talk:
    """What happened at one topic: the votes, one tuple a ballot, and what came of it."""

    votes: Sequence[tuple[int, ...]]
    position: int = 0  # 0: parked
    evidence: int = 0
    reason: str = ""
    views: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Todo:
    """One action, due so many days after the workshop."""

    title: str
    owner: str
    days: int
    done_when: str = ""


TALKS = (
    Talk(
        votes=((2, 3, 3, 2, 2, 3, 2, 4), (3, 3, 3, 2, 3, 3, 2, 3)),
        position=3,
        evidence=2,
        reason="The last three changes were tried with a sample of customers; the notes are on file.",
    ),
    Talk(
        votes=((4, 3, 4, 2, 2, 3, 2, 3),),
        position=2,
        evidence=1,
        reason="Behaviour counts in hiring at the counter, and nowhere in promotion.",
    ),
    Talk(
        votes=((3, 2, 3, 2, 2, 1, 2, 1),),
        position=2,
        evidence=1,
        reason="Stores can say it. In buying and logistics nobody had a recent case.",
    ),
    Talk(
        votes=((2, 2, 3, 1, 2, 2, 2, 1),),
        position=2,
        evidence=2,
        reason="There is a record for returns and deliveries only.",
    ),
    Talk(
        votes=((4, 4, 3, 1, 2, 2, 1, 2), (4, 4, 4, 2, 1, 2, 2, 2)),
        views=(
            "At the counter every contact is treated alike, because nobody says which ones decide.",
            "The list of decisive moments exists and steers the budget of marketing.",
        ),
    ),
    Talk(
        votes=((3, 3, 4, 4, 3, 3, 4, 3),),
        reason="Whoever looks after the customer system was not in the room.",
    ),
)
TODOS = (
    Todo(
        "Publish the list of decisive moments to every store",
        "Head of marketing",
        30,
        "Every store manager can name the three moments that matter for their customers.",
    ),
    Todo("Put behaviour towards customers into the criteria for promotion", "Head of people", 75),
    Todo("Record one case a month from buying and logistics", "Head of operations", 45),
)
NOTE = "Ask the works council before telephone calls are listened to."


def load_workshops(*, assessment: Assessment, by: User, at: datetime) -> None:
    """Hold one workshop on the sample's round and prepare another; where there is one, change nothing."""
    if assessment.workshops.exists():
        return
    _hold(assessment, by, at - HELD_BEFORE)
    preparing.plan(assessment=assessment, title=NEXT_TITLE, by=by, at=at)


def _hold(assessment: Assessment, by: User, at: datetime) -> None:
    planned = preparing.plan(assessment=assessment, title=TITLE, by=by, at=at)
    with suppress(NothingAlike):
        preparing.accept_as_seen(workshop=planned, by=by, at=at)
    room = running.begin(workshop=planned, by=by, at=at)
    for name, group in zip(NAMES, GROUPS, strict=True):
        seating.take(workshop=room, at=at, name=name, group=group)
    for talk, item in zip(TALKS, _topics(room), strict=False):
        room = _talk(room, item, talk, by, at + timedelta(minutes=_begins(item)))
    for todo in TODOS:
        _write_down(room, todo, by, at)
    keeping.add_note(workshop=room, text=NOTE, by=by, at=at)
    running.end(workshop=room, version=room.version, by=by, at=at + LASTED)


def _topics(room: Workshop) -> list[Item]:
    return list(room.items.exclude(topic=None).order_by("place", "pk"))


def _begins(item: Item) -> int:
    """Return the minute at which the agenda has come to an entry."""
    before = item.workshop.items.filter(place__lt=item.place)
    return sum(before.values_list("minutes", flat=True))


def _talk(room: Workshop, item: Item, talk: Talk, by: User, at: datetime) -> Workshop:
    room = running.go_to(workshop=room, item=item, version=room.version, by=by, at=at)
    for number, replies in enumerate(talk.votes, start=1):
        opened = running.open_voting if number == 1 else running.vote_again
        room = opened(workshop=room, version=room.version, by=by, at=at)
        _vote(room, item, number, replies, at)
        room = running.reveal(workshop=room, version=room.version, by=by, at=at)
    return (_agree if talk.position else _park)(room, talk, by, at)


def _agree(room: Workshop, talk: Talk, by: User, at: datetime) -> Workshop:
    return running.agree(
        workshop=room,
        version=room.version,
        position=talk.position,
        evidence=talk.evidence,
        reason=talk.reason,
        by=by,
        at=at,
    )


def _park(room: Workshop, talk: Talk, by: User, at: datetime) -> Workshop:
    lower, higher = talk.views
    return running.park(
        workshop=room,
        version=room.version,
        because=talk.reason,
        lower_view=lower,
        higher_view=higher,
        by=by,
        at=at,
    )


def _vote(room: Workshop, item: Item, number: int, replies: Sequence[int], at: datetime) -> None:
    topic = room.topics.get(item=item)
    for seat, reply in zip(room.seats.order_by("name"), replies, strict=True):
        voting.cast(seat=seat, topic_id=topic.pk, ballot=number, reply=reply, revision=1, at=at)


def _write_down(room: Workshop, todo: Todo, by: User, at: datetime) -> None:
    keeping.add_action(
        workshop=room,
        topic=None,
        title=todo.title,
        owner=todo.owner,
        due_on=(at + timedelta(days=todo.days)).date(),
        done_when=todo.done_when,
        by=by,
        at=at,
    )
