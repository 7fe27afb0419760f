"""Seats: taken, kept alive, left and taken away."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils.timezone import now

from accounts.models import AuditEvent
from tests import factories, rooms
from workshops import broadcast, seating
from workshops.models import Seat, Vote, Workshop
from workshops.refusals import RoomFull, RoomOver

pytestmark = pytest.mark.django_db


def test_taking_a_seat_names_nobody_in_the_record():
    workshop, at = rooms.workshop(), now()

    seat = seating.take(workshop=workshop, at=at, name="Ada", group="leadership")

    event = AuditEvent.objects.get(action="seat taken")
    assert (seat.name, seat.group, seat.joined_at, seat.seen_at) == ("Ada", "leadership", at, at)
    assert (event.actor, event.subject, event.detail) == (None, str(workshop.pk), "")


@pytest.mark.parametrize("phase", [Workshop.Phase.PREPARED, Workshop.Phase.RUNNING])
def test_people_may_come_before_and_while_the_room_is_in_session(phase: str):
    assert seating.take(workshop=rooms.workshop(phase=phase), at=now()).removed_at is None


def test_nobody_comes_in_after_the_end_or_the_code():
    ended, old = rooms.workshop(phase=Workshop.Phase.ENDED), rooms.workshop()
    expired_at = now() - timedelta(seconds=1)
    Workshop.objects.filter(pk=old.pk).update(code_expires_at=expired_at)
    with pytest.raises(RoomOver):
        seating.take(workshop=ended, at=now())
    with pytest.raises(RoomOver):
        seating.take(workshop=old, at=expired_at)
    assert not Seat.objects.exists()


def test_a_room_has_so_many_seats_and_no_more(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(seating, "SEATS", 2)
    workshop = rooms.workshop(seats=2)
    with pytest.raises(RoomFull):
        seating.take(workshop=workshop, at=now())
    seating.leave(seat=workshop.seats.all()[0], at=now())

    assert seating.take(workshop=workshop, at=now()).workshop == workshop


def test_coming_and_going_does_not_fill_the_room_with_empty_seats(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(seating, "SEATS_EVER", 3)
    workshop = rooms.workshop()
    for _time in range(3):
        seating.leave(seat=seating.take(workshop=workshop, at=now()), at=now())
    with pytest.raises(RoomFull):
        seating.take(workshop=workshop, at=now())


def test_taking_leaves_nothing_behind_when_it_fails(monkeypatch: pytest.MonkeyPatch):
    workshop = rooms.workshop()
    monkeypatch.delattr(broadcast, "changed")
    with pytest.raises(AttributeError):
        seating.take(workshop=workshop, at=now())
    assert not Seat.objects.exists()
    assert not AuditEvent.objects.filter(action="seat taken").exists()


def test_removing_voids_only_the_vote_that_nobody_has_seen():
    workshop = rooms.workshop(seats=2)
    seat, other = workshop.seats.order_by("name")
    topic = workshop.topics.get(item__place=0)
    rooms.ballot(topic, {seat: 1, other: 2}, revealed=True)
    rooms.ballot(topic, {seat: 3, other: 4})

    seating.remove(workshop=workshop, seat=seat, by=factories.member(workshop.organisation), at=now())

    votes = Vote.objects.order_by("reply").values_list("seat", "reply", "void")
    assert list(votes) == [
        (seat.pk, 1, False),
        (other.pk, 2, False),
        (seat.pk, 3, True),
        (other.pk, 4, False),
    ]


def test_removing_twice_keeps_the_first_time_and_is_recorded_once():
    workshop, at = rooms.workshop(seats=1), now()
    facilitator, seat = factories.member(workshop.organisation), workshop.seats.get()

    seating.remove(workshop=workshop, seat=seat, by=facilitator, at=at)
    seating.remove(workshop=workshop, seat=seat, by=facilitator, at=at + timedelta(hours=1))

    assert workshop.seats.get().removed_at == at
    assert AuditEvent.objects.filter(action="seat removed", actor=facilitator).count() == 1


def test_a_seat_of_another_room_is_not_removed():
    workshop, elsewhere = rooms.workshop(seats=1), rooms.workshop(seats=1)
    with pytest.raises(Seat.DoesNotExist):
        seating.remove(
            workshop=workshop,
            seat=elsewhere.seats.get(),
            by=factories.member(workshop.organisation),
            at=now(),
        )
    assert elsewhere.seats.get().removed_at is None


def test_removing_leaves_nothing_behind_when_it_fails(monkeypatch: pytest.MonkeyPatch):
    workshop = rooms.workshop(seats=1)
    seat, topic = workshop.seats.get(), workshop.topics.get(item__place=0)
    rooms.ballot(topic, {seat: 3})
    monkeypatch.delattr(broadcast, "changed")
    with pytest.raises(AttributeError):
        seating.remove(workshop=workshop, seat=seat, by=factories.member(workshop.organisation), at=now())
    assert workshop.seats.get().removed_at is None
    assert not Vote.objects.get().void


def test_leaving_is_recorded_without_a_person():
    seat, at = rooms.workshop(seats=1).seats.get(), now()

    left = seating.leave(seat=seat, at=at)

    assert left.removed_at == at
    assert AuditEvent.objects.get(action="seat left").actor is None


def test_a_phone_is_seen_at_most_once_a_minute():
    seat = rooms.workshop(seats=1).seats.get()
    came_at = seat.seen_at

    seating.seen(seat=seat, at=came_at + timedelta(seconds=59))
    assert Seat.objects.get().seen_at == came_at

    seating.seen(seat=seat, at=came_at + timedelta(seconds=60))
    assert Seat.objects.get().seen_at == came_at + timedelta(seconds=60)


def enter(workshop: Workshop) -> bool:
    try:
        seating.take(workshop=workshop, at=now())
    except RoomFull:
        return False
    finally:
        connection.close()
    return True


@pytest.mark.django_db(transaction=True)
def test_no_more_come_in_at_once_than_there_are_seats(library: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(seating, "SEATS", 3)
    workshop = rooms.workshop()
    with ThreadPoolExecutor(max_workers=4) as pool:
        entered = list(pool.map(lambda _: enter(workshop), range(8)))
    assert (entered.count(True), workshop.seats.count()) == (3, 3)
