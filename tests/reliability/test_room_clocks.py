"""Rooms at odd hours: clocks that are put forward or back, midnight, the ends of the world, and nobody who ends it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from reports.builder import workshop_poster
from reports.builder.workshop_plan import Plan
from tests import factories, rooms
from workshops import agendas, codes, faces, outcomes, running, seating, timetables, voting
from workshops.models import Topic, Workshop
from workshops.protocol import Stage
from workshops.refusals import CodeExpired, RoomOver

pytestmark = pytest.mark.django_db

EDGES = {"Pacific/Kiritimati": "UTC+14", "Etc/GMT+12": "UTC-12"}


def in_zone(zone: str) -> Workshop:
    room = rooms.workshop(topics=2)
    room.organisation.time_zone = zone
    room.organisation.save(update_fields=["time_zone"])
    return room


def until(room: Workshop, at: datetime) -> str:
    """Return until when the poster says that the code works."""
    plan = Plan(room, agendas.kit_of(room.assessment), timetables.of(room).lines, at)
    return workshop_poster.poster(plan).until_words


@pytest.mark.parametrize(
    ("begun", "zone", "said"),
    [
        # clocks put back at 3:00: given at 0:30, and nine hours later by the clock
        (datetime(2026, 10, 24, 22, 30, tzinfo=UTC), "Europe/Berlin", "07:30 on 25 October 2026"),
        # clocks put forward at 2:00: given at 23:30
        (datetime(2026, 3, 28, 22, 30, tzinfo=UTC), "Europe/Berlin", "08:30 on 29 March 2026"),
        (datetime(2026, 12, 31, 2, 30, tzinfo=UTC), "Pacific/Kiritimati", "00:30 on 1 January 2027"),
        (datetime(2026, 12, 31, 2, 30, tzinfo=UTC), "Etc/GMT+12", "22:30 on 30 December 2026"),
        (datetime(2028, 2, 28, 23, 59, tzinfo=UTC), "UTC", "07:59 on 29 February 2028"),
    ],
)
def test_code_is_good_for_eight_hours_whatever_the_clocks_do(begun: datetime, zone: str, said: str):
    room = in_zone(zone)
    codes.give(workshop=room, at=begun)
    end = begun + codes.LIFETIME
    assert until(room, begun) == said
    assert codes.find(room.code, end - timedelta(seconds=1)) == room
    assert codes.find(room.code, end) is None


@pytest.mark.parametrize(
    ("zone", "day"), [("Pacific/Kiritimati", date(2027, 1, 1)), ("Etc/GMT+12", date(2026, 12, 30))]
)
def test_minutes_and_page_have_the_day_of_the_organisation(zone: str, day: date, client: Client):
    room = in_zone(zone)
    at = datetime(2026, 12, 31, 11, 30, tzinfo=UTC)
    Workshop.objects.filter(pk=room.pk).update(began_at=at)
    room.refresh_from_db()
    leader = factories.member(room.organisation)
    client.force_login(leader)
    assert f"{day.day} {day:%B %Y}, {'01:30' if day.year == 2027 else '23:30'}" in shown(client, room)
    ended = running.end(workshop=room, version=0, by=leader, at=at + timedelta(minutes=90))
    assert outcomes.read(ended.stored_outcome).on == day


def shown(client: Client, room: Workshop) -> str:
    page = client.get(room.get_absolute_url())
    assert page.status_code == 200
    return page.content.decode()


@pytest.mark.parametrize(
    "begun",
    [
        datetime(2026, 12, 31, 23, 58, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 58, tzinfo=UTC),
        datetime(2026, 3, 29, 0, 58, tzinfo=UTC),
    ],
    ids=["midnight", "clocks put back", "clocks put forward"],
)
def test_time_of_an_item_runs_on(begun: datetime):
    room = in_zone("Europe/Berlin")
    Workshop.objects.filter(pk=room.pk).update(item_began_at=begun)
    left = [faces.room(room.pk, begun + timedelta(minutes=minutes)).seconds_left for minutes in (0, 5, 10)]
    assert left == [540, 240, -60]


def left_open() -> tuple[Workshop, Topic]:
    """Return a room that votes, whose code has expired an hour ago."""
    room = rooms.workshop(topics=1, seats=2)
    topic = room.topics.get()
    rooms.ballot(topic)
    room.code_expires_at = now() - timedelta(hours=1)
    room.save(update_fields=["code_expires_at"])
    return room, topic


def test_room_left_open_lets_nobody_in_any_more(client: Client):
    room, _topic = left_open()
    assert client.get(reverse("workshops:join", args=[room.code])).status_code == 404
    with pytest.raises(RoomOver):
        seating.take(workshop=room, at=now())


def test_those_in_a_room_left_open_go_on(client: Client):
    room, topic = left_open()
    seat, _other = room.seats.all()
    factories.hold_seat(client, seat)
    assert client.get(seat.get_absolute_url()).status_code == 200
    voting.cast(seat=seat, topic_id=topic.pk, ballot=1, reply=4, revision=1, at=now())
    leader = factories.member(room.organisation)
    running.reveal(workshop=room, version=0, by=leader, at=now())
    topic.refresh_from_db()
    assert topic.stage == Stage.REVEALED
    running.end(workshop=room, version=1, by=leader, at=now())
    with pytest.raises(CodeExpired):
        running.resume(workshop=room, version=2, by=leader, at=now())
