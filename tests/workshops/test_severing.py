"""Who reads the whole database after a workshop cannot tell whose votes, and whose answers, are whose."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.core import serializers
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts import audit
from accounts.models import AuditEvent, User
from assessments import lifecycle
from assessments.models import Assessment, Response
from tests import factories, rooms
from workshops import severing
from workshops.models import Seat, Vote, Workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> User:
    return factories.member()


def voted(people: int, topics: int = 4) -> Workshop:
    """Make a workshop in which everybody voted on every topic, one after the other, some twice."""
    made = rooms.workshop(topics=topics, seats=people)
    seats = list(made.seats.order_by("pk"))
    for topic in made.topics.order_by("pk"):
        rooms.ballot(topic, {seat: 1 + n % 5 for n, seat in enumerate(seats)}, revealed=True)
    Vote.objects.filter(seat=seats[0]).update(revision=7)
    return made


def said() -> Counter[tuple[object, ...]]:
    return Counter(Vote.objects.values_list("ballot", "group", "reply", "void"))


def hour(at: datetime) -> tuple[int, int, int]:
    return at.astimezone(UTC).hour, at.minute, at.second


def test_ending_keeps_every_vote_and_no_seat_key_or_revision():
    made = voted(people=6)
    before, keys = said(), set(Vote.objects.values_list("pk", flat=True))

    severing.sever_votes(made)

    assert said() == before
    assert set(Vote.objects.values_list("seat", "revision")) == {(None, 1)}
    assert keys & set(Vote.objects.values_list("pk", flat=True)) == set()


def test_ending_keeps_no_vote_that_the_only_removed_seat_must_have_cast():
    made = voted(people=3)
    gone = made.seats.order_by("pk")[0]
    gone.removed_at = timezone.now()
    gone.save()
    Vote.objects.filter(seat=gone).update(void=True)

    severing.sever_votes(made)

    assert set(Vote.objects.values_list("void")) == {(False,)}
    assert Vote.objects.count() == 2 * made.topics.count()


def test_ending_keeps_no_group_of_a_vote_which_could_have_one_person_only():
    made = voted(people=3)
    Vote.objects.update(group="leadership")

    severing.sever_votes(made)

    assert set(Vote.objects.values_list("group", flat=True)) == {""}


def test_ending_puts_votes_in_an_order_that_says_nothing():
    severing.sever_votes(voted(people=20))

    replies = list(Vote.objects.order_by("pk").values_list("reply", flat=True))
    steps = sum((other - one) % 5 == 1 for one, other in pairwise(replies))
    # In the order of people every step is one up; by chance a fifth are.
    assert steps < len(replies) * 0.45


def test_ending_keeps_of_a_seat_the_name_and_the_day():
    made = voted(people=3)
    made.seats.update(group="leadership")

    severing.sever_votes(made)

    assert {(seat.group, hour(seat.joined_at), hour(seat.seen_at)) for seat in made.seats.all()} == {
        ("", (0, 0, 0), (0, 0, 0))
    }
    assert sorted(made.seats.values_list("name", flat=True)) == ["Person 1", "Person 2", "Person 3"]


def test_ending_keeps_of_events_about_seats_the_day():
    made = voted(people=2)
    audit.record(organisation=made.organisation, action="seat removed", subject=made.pk)
    audit.record(organisation=made.organisation, action="workshop begun", subject=made.pk)
    AuditEvent.objects.update(at=timezone.now().replace(hour=9, minute=5, second=1))

    severing.sever_votes(made)

    kept = AuditEvent.objects.filter(subject=str(made.pk)).order_by("pk").values_list("action", "at")
    assert [(action, hour(at)) for action, at in kept] == [
        ("seat removed", (0, 0, 0)),
        ("workshop begun", (9, 5, 1)),
    ]


def test_ending_touches_no_other_workshop():
    made, other = voted(people=2), voted(people=2)
    before = list(Vote.objects.filter(ballot__topic__workshop=other).order_by("pk").values_list())

    severing.sever_votes(made)

    assert list(Vote.objects.filter(ballot__topic__workshop=other).order_by("pk").values_list()) == before


@transaction.atomic
def sever_and_fail(made: Workshop) -> None:
    severing.sever_votes(made)
    raise DatabaseError


def test_ending_that_is_rolled_back_leaves_every_vote_with_its_seat():
    made = voted(people=3)
    before = list(Vote.objects.order_by("pk").values_list())

    with pytest.raises(DatabaseError):
        sever_and_fail(made)

    assert list(Vote.objects.order_by("pk").values_list()) == before


@pytest.mark.parametrize("people", [1, 30])
def test_ending_asks_few_statements_however_many_voted(people: int, django_assert_max_num_queries: object):
    made = voted(people=people)
    with django_assert_max_num_queries(10):  # type: ignore[operator]  # a fixture without a type
        severing.sever_votes(made)


def answered(mode: str, people: int, *, groups: tuple[str, ...] = factories.GROUPS) -> Workshop:
    """Make a room that has answered the pulse, everybody otherwise, in the order of their seats."""
    round_ = factories.assessment(mode=mode, scope=Assessment.Scope.PULSE)
    made = rooms.workshop(round_, from_nothing=True, phase=Workshop.Phase.ANSWERING)
    for number in range(people):
        group = groups[number % len(groups)]
        sheet = factories.sent(round_, group=group, name=f"Person {number}", reply=1 + number % 5)
        seat = rooms.seat(made, name=f"Person {number}", group=group)
        at = timezone.now().replace(hour=9, minute=0, second=0) + timedelta(seconds=number)
        Seat.objects.filter(pk=seat.pk).update(response=sheet, joined_at=at)
    return made


def closed(room: Workshop, owner: User) -> Workshop:
    """Close the round of the room as ending the silent phase does."""
    room.assessment = lifecycle.close_assessment(assessment=room.assessment, by=owner, at=timezone.now())
    severing.sever_answers(room)
    return room


def everything() -> str:
    """Return every row of what a seat and a sheet may hang on, as one text a row."""
    rows = [*Seat.objects.all(), *Vote.objects.all(), *AuditEvent.objects.all()]
    return serializers.serialize("json", rows)


def test_no_seat_leads_to_a_sheet_once_a_confidential_round_of_the_room_has_closed(owner: User):
    room = answered("confidential", 12)
    sheets = {str(pk) for pk in Response.objects.values_list("pk", flat=True)}
    seats = {str(pk) for pk in Seat.objects.values_list("pk", flat=True)}

    room = closed(room, owner)

    sheets |= {str(pk) for pk in Response.objects.values_list("pk", flat=True)}
    assert [sheet for sheet in sheets if sheet in everything()] == []
    of_round = serializers.serialize(
        "json",
        [*room.assessment.responses.all(), *room.assessment.answers.all(), *room.assessment.readers.all()],
    )
    names = {f"Person {number}" for number in range(12)}
    assert [word for word in seats | names if word in of_round] == []


def test_times_and_order_of_seats_tell_no_sheet(owner: User):
    room = closed(answered("confidential", 30), owner)

    assert {hour(seat.joined_at) for seat in room.seats.all()} == {(0, 0, 0)}
    rates = []
    for order in ("pk", "-pk", "started_at", "sent_at", "?", "?", "?", "?"):
        sheets = [json.dumps(list(bytes(one.replies or b""))) for one in Response.objects.order_by(order)]
        names = list(room.seats.order_by("joined_at", "name").values_list("name", flat=True))
        said = [min(reply for reply in json.loads(sheet) if reply) for sheet in sheets]
        guessed = zip(names, said, strict=True)
        rates.append(sum(int(name.split()[1]) % 5 + 1 == reply for name, reply in guessed) / len(names))
    # Five kinds of sheets: a fifth is right by chance.
    assert sum(rates) / len(rates) <= 1 / 5 + 0.1


def test_group_of_a_seat_goes_with_the_answers_where_one_group_is_small(owner: User):
    room = answered("confidential", 8, groups=factories.GROUPS[:2])

    assert set(closed(room, owner).seats.values_list("group", flat=True)) == {""}


def test_group_of_a_seat_stays_until_the_end_where_every_group_is_large_enough(owner: User):
    room = answered("confidential", 10, groups=factories.GROUPS[:2])

    assert set(closed(room, owner).seats.values_list("group", flat=True)) == set(factories.GROUPS[:2])


def test_seats_of_an_open_round_keep_their_sheets(owner: User):
    room = closed(answered("open", 3), owner)

    assert room.seats.filter(response=None).count() == 0
