"""The faces of a room: what they show, what they never show, and at what cost."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import rooms as made
from workshops import attendance, faces
from workshops.faces import Face
from workshops.models import Item, Topic, Workshop

pytestmark = pytest.mark.django_db


def now_at(of: Workshop) -> Topic:
    return of.topics.get(item__place=0)


def seen(of: Workshop, *, after: timedelta = timedelta()) -> faces.Room:
    return faces.room(of.pk, timezone.now() + after)


def queries(of: Workshop) -> int:
    seen(of)
    with CaptureQueriesContext(connection) as asked:
        for face in Face:
            faces.pictured(seen(of), face)
    return len(asked)


def test_room_asks_as_many_queries_whatever_its_size():
    one, three = made.workshop(topics=1, seats=1), made.workshop(topics=3, seats=3)
    for room in (one, three):
        made.ballot(now_at(room), dict.fromkeys(room.seats.all(), 4))
        for number in range(room.seats.count()):
            room.actions.create(title=f"Action {number}")
            room.parking_notes.create(text=f"Note {number}")

    assert queries(one) == queries(three) == 3 * 9


def test_seat_is_present_while_it_was_just_seen_or_has_voted():
    workshop = made.workshop(seats=3)
    voter, _quiet, away = workshop.seats.order_by("joined_at")
    made.ballot(now_at(workshop), {voter: 2})
    away.removed_at = timezone.now()
    away.save(update_fields=["removed_at"])

    assert (seen(workshop).present, seen(workshop, after=timedelta(minutes=4)).present) == (2, 1)
    assert seen(workshop).gone == {away.pk}


@pytest.mark.parametrize("face", Face)
def test_votes_change_no_html_of_wall_and_phone_before_the_reveal(face: Face):
    """Everybody voting 1 or everybody voting 5 must look the same, but for names who have voted."""
    workshop = made.workshop(seats=6)
    topic, at = now_at(workshop), timezone.now()
    ballot = made.ballot(topic, dict.fromkeys(workshop.seats.all(), 1))
    low = faces.picture(workshop.pk, face, at)
    ballot.votes.update(reply=5)

    assert faces.picture(workshop.pk, face, at) == low


@pytest.mark.parametrize("face", [Face.PROJECTOR, Face.PHONE])
def test_a_vote_changes_the_id_and_not_the_key(face: Face):
    workshop = made.workshop(seats=2)
    first, second = workshop.seats.all()
    ballot = made.ballot(now_at(workshop), {first: 1})
    at = timezone.now()
    before = faces.picture(workshop.pk, face, at)
    ballot.votes.create(seat=second, reply=3, revision=1)
    after = faces.picture(workshop.pk, face, at)

    assert (after.key, after.voted) == (before.key, 2)
    assert after.id != before.id


@pytest.mark.parametrize("face", Face)
def test_a_reveal_changes_the_key(face: Face):
    workshop = made.workshop(seats=5)
    ballot = made.ballot(now_at(workshop), dict.fromkeys(workshop.seats.all(), 4))
    before = faces.picture(workshop.pk, face, timezone.now())
    ballot.revealed_at = timezone.now()
    ballot.save(update_fields=["revealed_at"])
    Topic.objects.filter(pk=ballot.topic_id).update(stage="revealed")

    assert faces.picture(workshop.pk, face, timezone.now()).key != before.key


@pytest.mark.parametrize("face", [Face.PROJECTOR, Face.PHONE])
def test_counting_anew_gives_the_picture_that_reading_the_room_gives(face: Face):
    of = made.workshop(seats=3)
    topic, (first, second, third) = now_at(of), of.seats.order_by("joined_at")
    ballot = made.ballot(topic, {first: 2})
    at = timezone.now()
    before = faces.picture(of.pk, face, at)
    ballot.votes.create(seat=second, reply=5, revision=1)
    ballot.votes.create(seat=third, reply=1, revision=1, void=True)
    of.seats.filter(pk__in=[second.pk, third.pk]).update(seen_at=at - timedelta(hours=1))

    again = faces.recounted(before, attendance.counts(of.pk, at))

    read = faces.picture(of.pk, face, at)
    assert (again.id, again.told(again.key)) == (read.id, read.told(read.key))
    assert (again.voted, again.present) == (2, 2)


def test_no_face_but_the_console_knows_who_voted():
    workshop = made.workshop(seats=3)
    made.ballot(now_at(workshop), {workshop.seats.all()[0]: 3})
    html = {face: faces.picture(workshop.pk, face, timezone.now()).html for face in Face}

    assert {face: "Person 2" in text for face, text in html.items()} == {
        Face.PROJECTOR: False,
        Face.PHONE: False,
        Face.CONSOLE: True,
    }


def test_degree_names_stand_on_the_wall_only_after_the_reveal():
    workshop = made.workshop(seats=5)
    topic = now_at(workshop)
    shown = {}
    for stage in ("waiting", "voting", "revealed"):
        if stage == "voting":
            ballot = made.ballot(topic, dict.fromkeys(workshop.seats.all(), 4))
        if stage == "revealed":
            ballot.revealed_at = timezone.now()
            ballot.save(update_fields=["revealed_at"])
            Topic.objects.filter(pk=topic.pk).update(stage="revealed")
        html = faces.picture(workshop.pk, Face.PROJECTOR, timezone.now()).html
        shown[stage] = "Differentiated" in html or "degree" in html

    assert shown == {"waiting": False, "voting": False, "revealed": True}


def test_prompt_and_spread_come_with_the_reveal():
    workshop = made.workshop(seats=5)
    made.ballot(now_at(workshop), dict.fromkeys(workshop.seats.all(), 4), revealed=True)
    room = seen(workshop)

    assert room.spread is not None
    assert (room.state, room.spread.n, room.prompt[:19]) == ("revealed", 5, "This is seen alike.")


def test_second_ballot_hides_the_first():
    workshop = made.workshop(seats=5)
    votes = dict.fromkeys(workshop.seats.all(), 4)
    made.ballot(now_at(workshop), votes, revealed=True)
    made.ballot(now_at(workshop), {})
    room = seen(workshop)

    assert (room.ballot, room.voted, room.spread, room.prompt) == (2, 0, None, "")


@pytest.mark.parametrize("kind", Item.Kind.values)
def test_every_part_of_the_agenda_has_a_face(kind: str):
    workshop = made.workshop()
    if kind != Item.Kind.TOPIC:
        item = Item.objects.create(workshop=workshop, place=9, kind=kind, minutes=5, title="A part")
        Workshop.objects.filter(pk=workshop.pk).update(current=item)
    heads = [
        re.findall(r"<h1", faces.picture(workshop.pk, face, timezone.now()).html)
        for face in (Face.PROJECTOR, Face.CONSOLE)
    ]
    assert heads == [["<h1"], ["<h1"]]


def test_clock_is_the_servers():
    workshop = made.workshop()
    begun: Any = workshop.item_began_at
    for minutes, left, clock in ((2, 7 * 60, "7:00"), (10, -60, "+1:00")):
        room = faces.room(workshop.pk, begun + timedelta(minutes=minutes))
        assert (room.seconds_left, room.clock) == (left, clock)


def test_room_without_a_code_that_works_says_no_code():
    workshop = made.workshop()
    room = seen(workshop, after=timedelta(hours=9))
    assert (room.code, room.link) == ("", "")
