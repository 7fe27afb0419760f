"""What somebody chooses is kept until the reveal, once, in the room and at the topic where they are."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from tests import rooms
from tests.assessments.conftest import counted
from workshops import voting
from workshops.models import Ballot, Seat, Topic, Vote, Workshop
from workshops.refusals import OutOfScale, Refusal, SeatGone, VotingOver

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> datetime:
    return timezone.now()


@pytest.fixture
def room() -> Workshop:
    return rooms.workshop(topics=2, seats=1)


@pytest.fixture
def ballot(room: Workshop) -> Ballot:
    return rooms.ballot(room.topics.get(item__place=0))


@pytest.fixture
def seat(room: Workshop) -> Seat:
    return room.seats.get()


def cast(seat: Seat, ballot: Ballot, reply: int = 3, revision: int = 1) -> Vote:
    return voting.cast(
        seat=seat,
        topic_id=ballot.topic_id,
        ballot=ballot.number,
        reply=reply,
        revision=revision,
        at=timezone.now(),
    )


def kept() -> list[tuple[int, int]]:
    return list(Vote.objects.order_by("pk").values_list("reply", "revision"))


def test_a_vote_is_kept_with_the_group_of_its_seat(room: Workshop, ballot: Ballot):
    seat = rooms.seat(room, group="support")
    vote = cast(seat, ballot, reply=6)
    [stored] = Vote.objects.all()
    assert (stored.ballot, stored.seat, stored.group, stored.reply) == (ballot, seat, "support", 6)
    assert (stored.revision, stored.void) == (1, False)
    assert (vote, vote.reply, vote.revision, vote.seat_id) == (stored, 6, 1, seat.pk)


def test_a_newer_choice_takes_the_place_of_the_older(seat: Seat, ballot: Ballot):
    cast(seat, ballot, reply=2, revision=1)
    assert cast(seat, ballot, reply=4, revision=3).reply == 4
    assert kept() == [(4, 3)]


def test_the_same_or_an_older_choice_changes_nothing_and_is_told_what_stands(seat: Seat, ballot: Ballot):
    cast(seat, ballot, reply=4, revision=3)
    assert [cast(seat, ballot, reply=1, revision=revision).reply for revision in (3, 2)] == [4, 4]
    assert kept() == [(4, 3)]


def test_a_vote_after_the_reveal_is_refused(seat: Seat, ballot: Ballot):
    cast(seat, ballot)
    Ballot.objects.update(revealed_at=timezone.now())
    Topic.objects.filter(pk=ballot.topic_id).update(stage="revealed")
    with pytest.raises(VotingOver):
        cast(seat, ballot, reply=5, revision=2)
    assert kept() == [(3, 1)]


def test_a_vote_is_refused_at_a_topic_where_the_room_is_not(room: Workshop, seat: Seat):
    elsewhere = rooms.ballot(room.topics.get(item__place=1))
    with pytest.raises(VotingOver):
        cast(seat, elsewhere)


def test_a_vote_is_refused_in_another_room(seat: Seat, ballot: Ballot):
    other = rooms.seat(rooms.workshop())
    with pytest.raises(VotingOver):
        cast(other, ballot)


def test_a_vote_on_what_does_not_exist_is_refused(seat: Seat):
    with pytest.raises(VotingOver):
        voting.cast(seat=seat, topic_id=uuid4(), ballot=1, reply=3, revision=1, at=timezone.now())


@pytest.mark.parametrize("phase", ["answering", "ended"])
def test_a_vote_is_refused_in_a_room_that_is_not_under_way(seat: Seat, ballot: Ballot, phase: str):
    ended_at = timezone.now() if phase == "ended" else None
    Workshop.objects.update(phase=phase, ended_at=ended_at, from_nothing=True)
    with pytest.raises(VotingOver):
        cast(seat, ballot)


def test_a_vote_from_a_removed_seat_is_refused(seat: Seat, ballot: Ballot):
    Seat.objects.update(removed_at=timezone.now())
    with pytest.raises(SeatGone):
        cast(seat, ballot)


@pytest.mark.parametrize(("reply", "revision"), [(0, 1), (7, 1), (3, 0), (3, 2**31)])
def test_a_vote_that_nobody_can_mean_is_refused(seat: Seat, ballot: Ballot, reply: int, revision: int):
    with pytest.raises(OutOfScale):
        cast(seat, ballot, reply, revision)


def test_a_refused_vote_changes_nothing(room: Workshop, seat: Seat, ballot: Ballot):
    cast(seat, ballot)
    for number, revision in ((2, 2), (0, 2), (1, 0)):
        with pytest.raises(Refusal):
            voting.cast(
                seat=seat,
                topic_id=ballot.topic_id,
                ballot=number,
                reply=5,
                revision=revision,
                at=timezone.now(),
            )
    assert (kept(), Workshop.objects.get(pk=room.pk).version) == ([(3, 1)], room.version)


@pytest.mark.parametrize("people", [1, 3])
def test_a_vote_is_one_statement_however_many_have_voted(room: Workshop, ballot: Ballot, people: int):
    for _person in range(people):
        cast(rooms.seat(room), ballot)
    late = rooms.seat(room)
    with counted() as statements:
        cast(late, ballot)
    told = ["SELECT pg_notify"] if connection.vendor == "postgresql" else []
    assert [statement.strip()[:16] for statement in statements] == ["INSERT INTO work", *told]


def test_voiding_spares_what_was_revealed_and_what_others_chose(room: Workshop, seat: Seat, ballot: Ballot):
    cast(seat, ballot)
    Ballot.objects.update(revealed_at=timezone.now())
    again = Ballot.objects.create(topic=ballot.topic, number=2, opened_at=timezone.now())
    other = rooms.seat(room)
    cast(seat, again, reply=4)
    cast(other, again, reply=5)
    assert voting.void(seat=seat) == 1
    votes = Vote.objects.order_by("pk").values_list("ballot__number", "reply", "void")
    assert list(votes) == [(1, 3, False), (2, 4, True), (2, 5, False)]


def test_voiding_twice_is_once(seat: Seat, ballot: Ballot):
    cast(seat, ballot)
    assert [voting.void(seat=seat), voting.void(seat=seat)] == [1, 0]
