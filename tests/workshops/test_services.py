"""What every service of a room has in common: all or nothing, recorded, told to the room, and never behind."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from django.core import serializers
from django.db import connection
from django.utils import timezone

from accounts.models import AuditEvent, User
from assessments.models import Assessment
from tests import factories, rooms
from workshops import codes, keeping, preparing, running, voting
from workshops.models import (
    Action,
    Ballot,
    Decision,
    Item,
    ParkingNote,
    Seat,
    StoredOutcome,
    Topic,
    Vote,
    Workshop,
)
from workshops.refusals import Over, Stale

pytestmark = pytest.mark.django_db
ROWS = (Workshop, Item, Topic, Ballot, Vote, Decision, Seat, Action, ParkingNote, StoredOutcome, Assessment)
AT = timezone.now()
Service = Callable[[Workshop, User], object]


def waiting() -> Workshop:
    return rooms.workshop(topics=2, seats=2)


def voted(*, revealed: bool = False) -> Workshop:
    room = waiting()
    rooms.ballot(
        Topic.objects.get(item=room.current_id), dict.fromkeys(room.seats.all(), 3), revealed=revealed
    )
    return room


def revealed() -> Workshop:
    return voted(revealed=True)


def prepared() -> Workshop:
    return rooms.workshop(phase=Workshop.Phase.PREPARED)


def closed() -> Workshop:
    room = prepared()
    Workshop.objects.filter(pk=room.pk).update(code="", code_expires_at=None)
    return room


def begun() -> Workshop:
    by = factories.member()
    made = preparing.plan_from_nothing(
        organisation=factories.organisation(), title="", mode=Assessment.Mode.OPEN, by=by, at=AT
    )
    return running.begin(workshop=made, by=by, at=AT)


def answering() -> Workshop:
    room = begun()
    for reply in (1, 3, 3, 4, 5):
        factories.sent(room.assessment, reply=reply)
    return room


def parked() -> Workshop:
    room = waiting()
    Topic.objects.filter(item=room.current).update(stage="parked", parked_because="No figures")
    return room


def ended() -> Workshop:
    return rooms.workshop(phase=Workshop.Phase.ENDED)


def listed() -> Workshop:
    room = waiting()
    Action.objects.create(workshop=room, title="Ask five customers")
    ParkingNote.objects.create(workshop=room, text="Prices")
    return room


def led(command: Callable[..., object], **said: object) -> Service:
    return lambda room, by: command(workshop=room, version=room.version, by=by, at=AT, **said)


def cast(room: Workshop, _by: User) -> object:
    seat, topic = room.seats.get(name="Person 1"), Topic.objects.get(item=room.current_id)
    return voting.cast(seat=seat, topic_id=topic.pk, ballot=1, reply=5, revision=2, at=AT)


def begin(room: Workshop, by: User) -> object:
    return running.begin(workshop=room, by=by, at=AT)


def open_room(room: Workshop, by: User) -> object:
    return codes.open_room(workshop=room, by=by, at=AT)


def go_on(room: Workshop, by: User) -> object:
    there = room.items.get(place=1)
    return running.go_to(workshop=room, item=there, version=room.version, by=by, at=AT)


def add_action(room: Workshop, by: User) -> object:
    topic = Topic.objects.filter(workshop=room).first()
    return keeping.add_action(
        workshop=room, topic=topic, title="Ask", owner="", due_on=None, done_when="", by=by, at=AT
    )


def change_action(room: Workshop, by: User) -> object:
    action = room.actions.get()
    return keeping.change_action(action=action, title="Ask", owner="Ann", due_on=None, done_when="", by=by)


AGREED = {"position": 4, "evidence": 2, "reason": "Cases"}
PARKED = {"because": "No figures", "lower_view": "", "higher_view": ""}
LED: dict[str, tuple[Callable[[], Workshop], Service]] = {
    "answering ended": (answering, led(running.end_answering)),
    "workshop went on": (waiting, go_on),
    "voting opened": (waiting, led(running.open_voting)),
    "votes revealed": (voted, led(running.reveal)),
    "voting opened again": (revealed, led(running.vote_again)),
    "topic agreed": (revealed, led(running.agree, **AGREED)),
    "topic parked": (revealed, led(running.park, **PARKED)),
    "answering taken back": (begun, led(running.go_back)),
    "topic taken up again": (parked, led(running.take_up)),
    "step undone": (revealed, led(running.undo)),
    "workshop ended": (voted, led(running.end)),
    "workshop resumed": (ended, led(running.resume)),
}
KEPT: dict[str, tuple[Callable[[], Workshop], Service]] = {
    "action added": (listed, add_action),
    "action changed": (listed, change_action),
    "action removed": (listed, lambda room, by: keeping.remove_action(action=room.actions.get(), by=by)),
    "note added": (listed, lambda room, by: keeping.add_note(workshop=room, text="Later", by=by, at=AT)),
    "note removed": (listed, lambda room, by: keeping.remove_note(note=room.parking_notes.get(), by=by)),
}
RECORDED = {"workshop begun": (prepared, begin), "room opened": (closed, open_room), **LED, **KEPT}
TOLD = {"vote cast": (voted, cast), **RECORDED}


def stored() -> str:
    """Return every row that a room's services write."""
    return "".join(serializers.serialize("json", model._default_manager.order_by("pk")) for model in ROWS)


@pytest.mark.parametrize("action", RECORDED)
def test_a_service_records_what_it_did(action: str):
    make, service = RECORDED[action]
    room, by = make(), factories.member()
    service(room, by)
    last = AuditEvent.objects.filter(subject=room.pk).order_by("pk").last()
    assert last is not None
    assert (last.action, last.actor, last.organisation_id) == (action, by, room.organisation_id)


@pytest.mark.parametrize("action", TOLD)
def test_a_service_tells_the_room_within_its_transaction(action: str, monkeypatch: pytest.MonkeyPatch):
    make, service = TOLD[action]
    room, by = make(), factories.member()
    told: set[tuple[UUID, bool]] = set()
    outside = len(connection.savepoint_ids)

    def tell(workshop_id: UUID) -> None:
        told.add((workshop_id, len(connection.savepoint_ids) > outside))

    monkeypatch.setattr("workshops.broadcast.changed", tell)
    monkeypatch.setattr("workshops.broadcast.voted", tell)
    service(room, by)
    assert told == {(room.pk, True)}


@pytest.mark.parametrize("action", TOLD)
def test_a_service_leaves_nothing_behind_when_it_fails(action: str, monkeypatch: pytest.MonkeyPatch):
    make, service = TOLD[action]
    room, by = make(), factories.member()
    before = stored()

    def fail(_workshop_id: UUID) -> None:
        raise RuntimeError

    monkeypatch.setattr("workshops.broadcast.changed", fail)
    monkeypatch.setattr("workshops.broadcast.voted", fail)
    with pytest.raises(RuntimeError):
        service(room, by)
    assert stored() == before


@pytest.mark.parametrize("action", LED)
def test_who_acts_on_an_older_state_than_the_last_is_refused(action: str):
    make, service = LED[action]
    room, by = make(), factories.member()
    Workshop.objects.filter(pk=room.pk).update(version=room.version + 1)
    before = stored()
    with pytest.raises(Stale):
        service(room, by)
    assert stored() == before


@pytest.mark.parametrize("action", LED)
def test_a_facilitator_s_command_counts(action: str):
    make, service = LED[action]
    room, by = make(), factories.member()
    service(room, by)
    counted = Workshop.objects.get(pk=room.pk).version - room.version
    assert counted == (2 if action == "answering ended" else 1)  # its topics are proposed on the way


@pytest.mark.parametrize("action", KEPT)
def test_what_an_ended_workshop_left_is_not_changed_any_more(action: str):
    make, service = KEPT[action]
    room, by = make(), factories.member()
    Workshop.objects.filter(pk=room.pk).update(phase="ended", ended_at=AT)
    before = stored()
    with pytest.raises(Over):
        service(room, by)
    assert stored() == before
