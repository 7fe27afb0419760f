"""What was shown once stays known: taking a reveal back and showing it again tells nobody's vote."""

from __future__ import annotations

from itertools import combinations

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from tests import factories, rooms
from workshops import faces, outcomes, running, seating, spreads
from workshops.faces import Face
from workshops.models import Seat, Topic, Vote, Workshop
from workshops.rooms import Room, room

pytestmark = pytest.mark.django_db
REPLIES = (1, 2, 3, 3, 5, 5)
GONE = 0
REPLIES_OR_GONE = range(7)


@pytest.fixture
def made() -> Workshop:
    made = rooms.workshop(seats=len(REPLIES))
    votes = dict(zip(made.seats.order_by("pk"), REPLIES, strict=True))
    rooms.ballot(topic_of(made), votes)
    return made


@pytest.fixture
def by(made: Workshop) -> User:
    return factories.member(made.organisation)


def topic_of(made: Workshop) -> Topic:
    return made.topics.get(item=made.current_id)


def revealed(made: Workshop, by: User) -> Room:
    made.refresh_from_db()
    running.reveal(workshop=made, version=made.version, by=by, at=timezone.now())
    return room(made.pk, timezone.now())


def taken_back(made: Workshop, by: User) -> None:
    made.refresh_from_db()
    running.undo(workshop=made, version=made.version, by=by, at=timezone.now())


def vote(made: Workshop, seat: Seat, reply: int) -> None:
    ballot = topic_of(made).ballots.get()
    Vote.objects.update_or_create(ballot=ballot, seat=seat, defaults={"reply": reply, "revision": 9})


def first(made: Workshop) -> Seat:
    found = made.seats.order_by("pk").first()
    assert found is not None
    return found


def test_seat_removed_between_two_reveals_does_not_tell_its_vote(made: Workshop, by: User):
    revealed(made, by)
    taken_back(made, by)
    seating.remove(workshop=made, seat=first(made), by=by, at=timezone.now())

    spread = revealed(made, by).spread
    assert spread is not None
    assert (spread.distribution, spread.median, spread.unsure) == (None, None, None)
    assert spread.hidden.startswith("These votes were shown before")


def test_vote_changed_or_come_late_between_two_reveals_is_not_told(made: Workshop, by: User):
    for seat, reply in ((first(made), 4), (rooms.seat(made), 2)):
        revealed(made, by)
        taken_back(made, by)
        vote(made, seat, reply)

        spread = revealed(made, by).spread
        assert spread is not None
        assert spread.hidden
        taken_back(made, by)


def test_reveal_that_is_taken_back_and_given_again_shows_the_same(made: Workshop, by: User):
    before = revealed(made, by).spread
    taken_back(made, by)
    assert revealed(made, by).spread == before
    assert len(topic_of(made).ballots.get().shown) == 1


def test_reveal_too_early_is_shown_in_full_once_enough_have_voted(made: Workshop, by: User):
    revealed(made, by)
    taken_back(made, by)
    for reply in (1, 2, 3, 4, 5):
        vote(made, rooms.seat(made), reply)

    spread = revealed(made, by).spread
    assert spread is not None
    assert spread.distribution == (2, 2, 3, 1, 3)


def test_voting_again_shows_everything(made: Workshop, by: User):
    revealed(made, by)
    taken_back(made, by)
    vote(made, first(made), 4)
    revealed(made, by)
    made.refresh_from_db()
    running.vote_again(workshop=made, version=made.version, by=by, at=timezone.now())
    second = topic_of(made).ballots.get(number=2)
    for seat in made.seats.all():
        Vote.objects.create(ballot=second, seat=seat, reply=3, revision=1)

    spread = revealed(made, by).spread
    assert spread is not None
    assert spread.distribution == (0, 0, 6, 0, 0)


def test_minutes_hold_no_more_than_the_room_saw(made: Workshop, by: User):
    revealed(made, by)
    taken_back(made, by)
    vote(made, first(made), 4)
    revealed(made, by)
    made.refresh_from_db()
    running.end(workshop=made, version=made.version, by=by, at=timezone.now())

    made.refresh_from_db()
    [voted] = outcomes.read(made.stored_outcome).votes
    assert (voted.last.n, voted.last.distribution, voted.last.median, voted.last.unsure) == (None,) * 4


@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 11), st.sampled_from(REPLIES_OR_GONE)), max_size=8),
        min_size=1,
        max_size=6,
    )
)
def test_no_two_pictures_of_one_ballot_differ_by_the_votes_of_fewer_than_five(
    between: list[list[tuple[int, int]]],
):
    """Between two reveals some vote, vote otherwise or leave, whoever and however they are chosen."""
    standing: dict[int, int] = dict.fromkeys(range(7), 3)
    tallies: list[spreads.Tally] = []
    seen: list[dict[int, int]] = []
    for changes in between:
        standing = {**standing, **dict(changes)}
        votes = [("", reply) for reply in standing.values() if reply]
        if not spreads.of_votes(votes, k=5, shown=tallies).hidden:
            seen.append(dict(standing))
        tallies.append(spreads.tally(votes))
    for one, other in combinations(seen, 2):
        people = sum(one.get(seat, GONE) != other.get(seat, GONE) for seat in range(12))
        alike = spreads.tally([("", reply) for reply in one.values()]) == spreads.tally(
            [("", reply) for reply in other.values()]
        )
        assert alike or people >= spreads.SHOWN_FROM


@pytest.mark.parametrize("face", list(Face))
def test_face_that_missed_the_way_between_is_drawn_anew(made: Workshop, by: User, face: Face):
    """A phone that slept through undo and another vote would else go on showing the first reveal."""
    before = faces.pictured(revealed(made, by), face)
    taken_back(made, by)
    vote(made, first(made), 4)
    after = faces.pictured(revealed(made, by), face)
    assert (after.html == before.html, after.key == before.key) == (False, False)


@pytest.mark.parametrize("face", list(Face))
def test_face_that_missed_another_reason_for_parking_is_drawn_anew(made: Workshop, by: User, face: Face):
    revealed(made, by)
    pictures = []
    for because in ("We lack figures", "The owner is away"):
        made.refresh_from_db()
        parking = {"because": because, "lower_view": "", "higher_view": ""}
        running.park(workshop=made, version=made.version, by=by, at=timezone.now(), **parking)
        pictures.append(faces.pictured(room(made.pk, timezone.now()), face))
        taken_back(made, by)
    assert pictures[0].key != pictures[1].key
