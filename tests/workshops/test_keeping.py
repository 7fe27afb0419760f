"""What the room wants done, and what it puts aside."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.utils import timezone

from accounts.models import User
from tests import factories, rooms
from workshops import keeping
from workshops.models import Action, ParkingNote, Topic, Workshop
from workshops.refusals import NothingSaid, TakenOff

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> datetime:
    return timezone.now()


@pytest.fixture
def owner() -> User:
    return factories.member()


@pytest.fixture
def room() -> Workshop:
    return rooms.workshop(topics=1)


def add(
    room: Workshop, by: User, at: datetime, title: str = "Ask five customers", topic: Topic | None = None
) -> Action:
    return keeping.add_action(
        workshop=room,
        topic=topic,
        title=title,
        owner="Ann",
        due_on=date(2027, 3, 1),
        done_when="Notes are read",
        by=by,
        at=at,
    )


def test_an_action_is_kept_with_its_topic_owner_and_date(room: Workshop, owner: User, at: datetime):
    add(room, owner, at, "Ask five\ncustomers ", room.topics.get())
    [kept] = Action.objects.all()
    assert (kept.workshop, kept.topic, kept.title) == (room, room.topics.get(), "Ask five customers")
    assert (kept.owner, kept.due_on, kept.done_when) == ("Ann", date(2027, 3, 1), "Notes are read")
    assert kept.created_at == at


def test_an_action_of_another_room_s_topic_is_not_found(room: Workshop, owner: User, at: datetime):
    foreign = rooms.workshop(topics=1).topics.get()
    with pytest.raises(Topic.DoesNotExist):
        add(room, owner, at, topic=foreign)


def test_an_action_says_what_is_to_be_done(room: Workshop, owner: User, at: datetime):
    with pytest.raises(NothingSaid) as refused:
        add(room, owner, at, title=" \n")
    assert (refused.value.field, Action.objects.count()) == ("title", 0)


def test_an_action_is_written_anew_and_taken_off(room: Workshop, owner: User, at: datetime):
    made = add(room, owner, at)
    keeping.change_action(action=made, title="Ask ten", owner="", due_on=None, done_when="", by=owner)
    kept = Action.objects.values_list("title", "owner", "due_on", "done_when")
    assert list(kept) == [("Ask ten", "", None, "")]
    keeping.remove_action(action=made, by=owner)
    assert Action.objects.count() == 0


def test_a_note_is_put_aside_and_taken_off(room: Workshop, owner: User, at: datetime):
    made = keeping.add_note(workshop=room, text=" Prices\n", by=owner, at=at)
    assert list(ParkingNote.objects.values_list("workshop", "text", "at")) == [(room.pk, "Prices", at)]
    keeping.remove_note(note=made, by=owner)
    assert ParkingNote.objects.count() == 0


def test_a_note_says_what_is_put_aside(room: Workshop, owner: User, at: datetime):
    with pytest.raises(NothingSaid) as refused:
        keeping.add_note(workshop=room, text="\n", by=owner, at=at)
    assert (refused.value.field, ParkingNote.objects.count()) == ("text", 0)


def test_what_somebody_else_has_taken_off_is_not_changed(room: Workshop, owner: User, at: datetime):
    action = add(room, owner, at)
    Action.objects.all().delete()
    with pytest.raises(TakenOff):
        keeping.change_action(action=action, title="Ask", owner="", due_on=None, done_when="", by=owner)
