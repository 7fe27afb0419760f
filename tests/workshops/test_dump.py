"""Every row of the database after a room that began from nothing in confidence: where a seat leads, and where not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db.models import Field, Model
from django.utils import timezone

from accounts.models import Organisation, User
from assessments.models import Answer, Assessment, LensReply, Participant, Reader, Response
from frameworks.models import FrameworkVersion
from tests import factories
from workshops import own_sheets, preparing, running, seating, voting
from workshops.models import Ballot, Item, Seat, Topic, Vote, Workshop

pytestmark = pytest.mark.django_db

PEOPLE = 12
# What everybody in the room has in common tells nobody apart.
COMMON = (Assessment, Ballot, FrameworkVersion, Item, Organisation, Topic, User, Workshop)
SAID = {"Answer", "LensReply", "Reader", "Response", "Vote"}


@dataclass(frozen=True)
class Row:
    """One row: its table, its key, and every word in it by which another row could be found."""

    table: str
    key: str
    words: frozenset[str]


def rows() -> Iterator[Row]:
    for model in apps.get_models():
        for one in model._default_manager.all():
            yield Row(model.__name__, str(one.pk), frozenset(words(one)))


def words(row: Model) -> Iterator[str]:
    """Yield a row's own key, the keys that it names, and its names, hashes and other texts that may be unique."""
    yield f"{type(row).__name__} {row.pk}"
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.is_relation and value is not None:
            yield f"{field.related_model.__name__} {value}"
        elif isinstance(value, UUID) or telling(field, value):
            yield str(value)


def telling(field: Field[Any, Any], value: object) -> bool:
    """Say whether a text could be the same in two rows because they belong to one person."""
    return isinstance(value, str) and len(value) > 5 and not field.choices and field.name != "question"


def reached(start: Row, all_rows: Iterable[Row], common: frozenset[str]) -> set[str]:
    """Return the tables in which somebody arrives who follows every word from one row to the next."""
    by_word = defaultdict(set)
    for row in all_rows:
        for word in row.words - common:
            by_word[word].add(row)
    seen, ahead = {start}, [start]
    while ahead:
        for word in ahead.pop().words - common:
            for other in by_word[word] - seen:
                seen.add(other)
                ahead.append(other)
    return {row.table for row in seen}


def common() -> frozenset[str]:
    """Return the words that everybody in the room shares."""
    keys = {f"{model.__name__} {pk}" for model in COMMON for pk in model.objects.values_list("pk", flat=True)}
    texts = {str(word) for one in Workshop.objects.all() for word in words(one)}
    texts |= {str(pk) for pk in Assessment.objects.values_list("pk", flat=True)} | set(factories.GROUPS)
    return frozenset(keys | texts | {"seat taken", "answer"})


def held(owner: User, at: datetime) -> tuple[Workshop, list[Seat]]:
    """Let a room answer in confidence, each otherwise and a minute after the other."""
    began = at - timedelta(hours=1)
    planned = preparing.plan_from_nothing(
        organisation=factories.organisation(), title="Leadership", mode="confidential", by=owner, at=began
    )
    room = running.begin(workshop=planned, by=owner, at=began)
    seats = []
    for number in range(PEOPLE):
        came = began + timedelta(minutes=number)
        seat = seating.take(workshop=room, at=came, name=f"Person-{number}")
        sheet = own_sheets.begin(seat=seat, at=came, group=factories.GROUPS[number % 2], name=seat.name)
        factories.send(factories.answers(sheet, dict.fromkeys(factories.asked(sheet), 1 + number % 5)))
        seats.append(Seat.objects.get(pk=seat.pk))
    return Workshop.objects.get(pk=room.pk), seats


def talked(room: Workshop, seats: list[Seat], owner: User, at: datetime) -> Workshop:
    """Vote on the first topic, and end."""
    entry = room.items.filter(kind=Item.Kind.TOPIC).order_by("place")[0]
    assert entry.topic_id is not None
    room = running.go_to(workshop=room, item=entry, version=room.version, by=owner, at=at)
    room = running.open_voting(workshop=room, version=room.version, by=owner, at=at)
    for number, seat in enumerate(seats):
        voting.cast(seat=seat, topic_id=entry.topic_id, ballot=1, reply=1 + number % 5, revision=1, at=at)
    room = running.reveal(workshop=room, version=room.version, by=owner, at=at)
    return running.end(workshop=room, version=room.version, by=owner, at=at)


def test_seat_leads_to_its_sheet_and_vote_while_the_room_is_in_session():
    owner, at = factories.member(), timezone.now()
    room, seats = held(owner, at)
    start = next(row for row in rows() if row.table == "Seat" and row.key == str(seats[3].pk))

    assert {"Response", "Answer"} <= reached(start, list(rows()), common())
    assert room.phase == Workshop.Phase.ANSWERING


def test_no_seat_leads_to_anything_that_was_answered_once_the_answering_is_over():
    owner, at = factories.member(), timezone.now()
    room, _seats = held(owner, at)

    running.end_answering(workshop=room, version=room.version, by=owner, at=at)

    everything = list(rows())
    for start in [row for row in everything if row.table in {"Seat", "Participant"}]:
        assert reached(start, everything, common()) & SAID == set()


def test_no_seat_leads_to_any_vote_or_answer_after_the_end_and_no_time_does():
    owner, at = factories.member(), timezone.now()
    room, seats = held(owner, at)
    room = running.end_answering(workshop=room, version=room.version, by=owner, at=at)

    talked(room, seats, owner, at)

    everything = list(rows())
    starts = [row for row in everything if row.table == "Seat"]
    assert len(starts) == PEOPLE
    for start in starts:
        assert reached(start, everything, common()) & SAID == set()
    assert [at for at in moments() if at.astimezone(UTC).strftime("%H%M%S%f") != "0" * 12] == []


def moments() -> Iterator[datetime]:
    """Yield every time that stands beside a person, or beside what a person said."""
    for model in (Seat, Participant, Response, Answer, LensReply, Vote, Reader):
        for one in model.objects.all():
            for field in one._meta.concrete_fields:
                value = getattr(one, field.attname)
                if isinstance(value, datetime):
                    yield value
